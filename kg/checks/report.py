"""Reports: the same findings for a person, for a script, and for other people's CI."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from kg.errors import Finding
from kg.names import shorten

_SARIF: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_text(found: Sequence[Finding]) -> str:
    """Return one line for each finding: ``file:line: severity: sentence``."""
    return "".join(f"{finding}\n" for finding in found)


def as_json(found: Sequence[Finding]) -> str:
    """Return a JSON list of objects with file, line, severity, rule, thing and message.

    What is wrong in a table has its column too.
    """
    rows = [each._asdict() | {"thing": each.thing and shorten(each.thing)} for each in found]
    for row in rows:
        if row["column"] is None:
            del row["column"]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_sarif(found: Sequence[Finding]) -> str:
    """Return a SARIF 2.1.0 log with one run; files are named from the root of the workspace."""
    from kg.version import __version__

    rules = sorted({finding.rule for finding in found})
    driver = {"name": "kg", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [
        {
            "ruleId": each.rule,
            "ruleIndex": rules.index(each.rule),
            "level": _LEVELS[each.severity],
            "message": {"text": each.message},
            "locations": _locations(each),
        }
        for each in found
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def as_junit(found: Sequence[Finding], *, strict: bool = False) -> str:
    """Return a JUnit XML report: a case for each finding, of which errors have failed.

    With *strict* warnings have failed too. Without findings there is one case, so that a report is
    never empty.
    """
    from xml.etree import ElementTree as ET

    failing = ("error", "warning") if strict else ("error",)
    failures = sum(finding.severity in failing for finding in found)
    counts = {"tests": str(len(found) or 1), "failures": str(failures), "errors": "0"}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": "kg check"} | counts | {"skipped": "0"})
    for each in found:
        names = {"classname": each.file or "graph", "name": f"{each.rule}: {each.message}"}
        case = ET.SubElement(suite, "testcase", {key: _xml(text) for key, text in names.items()})
        if each.severity in failing:
            said = {"type": each.rule, "message": _xml(each.message)}
            ET.SubElement(case, "failure", said).text = _xml(str(each))
        else:
            ET.SubElement(case, "system-out").text = _xml(str(each))
    if not found:
        ET.SubElement(suite, "testcase", {"classname": "graph", "name": "no findings"})
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, "unicode") + "\n"


FORMATS: Final = ("text", "json", "sarif", "junit")


def write(found: Sequence[Finding], style: str, *, strict: bool = False) -> str:
    """Return findings in one of `FORMATS`; *strict* as in `as_junit`."""
    if style == "junit":
        return as_junit(found, strict=strict)
    return {"text": as_text, "json": as_json, "sarif": as_sarif}[style](found)


def _locations(finding: Finding) -> list[dict[str, object]]:
    if finding.file is None:
        return []
    place: dict[str, object] = {"artifactLocation": {"uri": _address(finding.file)}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    return [{"physicalLocation": place}]


def _address(file: str) -> str:
    from urllib.parse import quote

    return quote(file)


def _xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
