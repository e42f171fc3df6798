"""What a verification found, as a table with sentences for people and as JSON for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from kg.evidence.anchoring import STATES
from kg.evidence.documents import CITED, Checked
from kg.evidence.support import EXCEPTED, NAMED, SILENT
from kg.evidence.verification import Verification
from kg.names import shorten
from kg.text.tables import Table, write_table
from kg.text.words import Messages, in_language

_say: Final = Messages(__name__)
_COLUMNS: Final = ("source", "file", "document", *STATES)


def as_text(result: Verification, lang: str = "en") -> str:
    """Return a table of the documents whose text is held, then what is said of the claims.

    That is what share of them is named and why the rest is not, and every finding.
    """
    held = [each for each in result.documents if each.state != CITED]
    rows = [_row(each, lang) for each in held]
    total = [str(sum(int(row[at]) for row in rows)) for at in range(3, 7)]
    heads = tuple(in_language(_say(column), lang) for column in _COLUMNS)
    table = Table(heads, (*rows, (in_language(_say("total"), lang), "", "", *total)))
    findings = "".join(f"{finding}\n" for finding in result.findings)
    cited = len(result.documents) - len(held)
    more = f"{in_language(_say('cited', n=f'{cited:,}'), lang)}\n" if cited else ""
    return f"{write_table(table, 'table')}{more}\n{_share(result, lang)}\n{findings}"


def as_json(result: Verification, _lang: str = "en") -> str:
    """Return an object with documents, evidence, claims, ignored files and findings."""
    counts = Counter(each.state for each in result.claims)
    data = {
        "verified": result.holds,
        "documents": [_document(each) for each in result.documents],
        "evidence": [span for each in result.documents for span in _spans(each, result)],
        "named": {state: counts[state] for state in (NAMED, EXCEPTED, SILENT)},
        "claims": [
            each._asdict() | {"lacks": [lack._asdict() for lack in each.lacks]}
            for each in result.claims
        ],
        "ignored": [{"file": name, "reason": why} for name, why in result.ignored.items()],
        "findings": [
            each._asdict() | {"thing": shorten(each.thing or "")} for each in result.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: Final[dict[str, Callable[[Verification, str], str]]] = {"table": as_text, "json": as_json}


def say_ignored(result: Verification, lang: str = "en") -> list[str]:
    """Return a line for each file that was ignored, with the reason."""
    said = [_say("ignored", file=file, reason=why) for file, why in result.ignored.items()]
    return [in_language(line, lang) for line in said]


def _row(each: Checked, lang: str) -> tuple[str, ...]:
    state = in_language(_say(f"is-{each.state}"), lang)
    counts = (str(number) for number in _counts(each).values())
    return (shorten(each.document.source), each.file or "", state, *counts)


def _counts(each: Checked) -> dict[str, int]:
    counts = {state: each.count(state) for state in STATES}
    if each.file is None:  # no text, so nothing stands anywhere
        counts["missing"] = len(each.document.spans)
    return counts


def _share(result: Verification, lang: str) -> str:
    """Return how many claims are named in their passages, and every reason with its number."""
    counts = Counter(each.state for each in result.claims)
    total = len(result.claims)
    said = _say(
        "share",
        all=f"{total:,}",
        named=f"{counts[NAMED]:,}",
        percent=f" ({100 * counts[NAMED] / total:.0f} %)" if total else "",
        excepted=f"{counts[EXCEPTED]:,}",
        silent=f"{counts[SILENT]:,}",
    )
    reasons = Counter(each.reason for each in result.claims if each.state == EXCEPTED)
    lines = [f"{number:5}  {reason}" for reason, number in reasons.most_common()]
    return "\n".join([in_language(said, lang), *lines, ""])


def _document(each: Checked) -> dict[str, Any]:
    """Return what is known of a document, ready for JSON."""
    return {
        "source": shorten(each.document.source),
        "file": each.file,
        "state": each.state,
        "differences": list(each.reading.differences) if each.reading else [],
        "recordedDigest": each.document.digest,
        "digest": each.reading.digest if each.reading else None,
        "recordedCodePoints": each.document.length,
        "codePoints": len(each.reading.text) if each.reading else None,
    } | _counts(each)


def _spans(each: Checked, result: Verification) -> list[dict[str, Any]]:
    """Return what is known of the spans of a document, ready for JSON."""
    return [
        {
            "evidence": shorten(place.span.evidence),
            "source": shorten(each.document.source),
            "state": place.state,
            "start": place.span.start,
            "end": place.span.end,
            "found": list(place.starts),
            "between": list(place.between) if place.between else None,
            "claims": list(result.supports.get(place.span.evidence, ())),
        }
        for place in each.places
    ]
