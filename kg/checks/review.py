"""The review: everything that kg check looks at, each finding with its file and line.

First the records one by one (`kg.findings`), then the shapes, the rules and the labels over all of
them. A record that is wrong by itself makes nonsense of what follows from it: a misspelt pc:agent
would leave its agreement with one party. So values that cannot be read are left out of the second
part, and it is silent about things that have an error already and about those that they name; once
these are corrected, it speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.checks import across, files, labels, shacl
from kg.errors import Finding
from kg.graph import derivation, reading
from kg.graph.identity import understand
from kg.graph.reading import Dataset, Record
from kg.graph.workspace import Workspace
from kg.names import CLAIM, EV, ID, SRC
from kg.rdf import store, turtle
from kg.rdf.store import LocalStore
from kg.text.czech import in_czech

_OURS: Final = (ID, CLAIM, SRC, EV)


def review(workspace: Workspace, *, scope: str = "all", lang: str = "en") -> list[Finding]:
    """Return what is wrong with the files of a workspace, by file and line.

    Raises SourceErrors where files, shapes or rules cannot be read.
    """
    return review_records(workspace, reading.read(workspace, scope=scope), scope=scope, lang=lang)


def review_records(
    workspace: Workspace, records: list[Record], *, scope: str = "all", lang: str = "en"
) -> list[Finding]:
    """Return what is wrong with the records of a workspace, be they written yet or not.

    Raises SourceErrors where shapes or rules cannot be read.
    """
    alone = find_alone(workspace, records, lang=lang)
    silent = _suspects(records, alone)
    dataset = understand(reading.as_dataset(records))
    dataset = _readable(dataset) if silent else dataset
    memory = store.in_memory(dataset.quads)
    quads = [*dataset.quads, *derivation.derive(memory, workspace)]
    if files.is_incomplete(alone):
        return alone
    together = find_across(workspace, quads, memory, scope=scope, lang=lang)
    return in_order([*alone, *locate((f for f in together if f.thing not in silent), records)])


def find_alone(workspace: Workspace, records: list[Record], *, lang: str = "en") -> list[Finding]:
    """Return what is wrong with the records one by one, and which files are none, by file."""
    found = in_order([*files.find_findings(records), *files.find_stray_files(workspace)])
    if lang == "cs":
        return [each._replace(message=in_czech(each.message)) for each in found]
    return found


def find_across(
    workspace: Workspace, quads: list[ox.Quad], memory: LocalStore, *, scope: str, lang: str = "en"
) -> list[Finding]:
    """Return what shapes, rules and labels find in a derived graph, without file and line.

    *memory* holds the *quads*. Raises SourceError where the shapes or rules are wrong.
    """
    rules = across.read_rules(workspace, scope=scope)
    forms = shacl.read_shapes(workspace)
    return [
        *across.run_rules(memory, rules, lang=lang),
        *labels.find_label_findings(memory, lang=lang),
        *(shacl.validate(quads, forms, lang=lang) if forms else []),
    ]


def locate(found: Iterable[Finding], records: list[Record]) -> list[Finding]:
    """Return the findings with the file that describes their thing, and its line there."""
    homes: dict[str, Record] = {}
    for record in sorted(records, key=lambda each: each.in_ontology):
        for triple in record.document.triples:
            homes.setdefault(turtle.value(triple.subject), record)
    return [_located(each, homes.get(each.thing or "")) for each in found]


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings by file and line, each once."""
    return sorted(
        set(found), key=lambda each: (each.file or "", each.line or 0, each.rule, each.message)
    )


def _located(finding: Finding, home: Record | None) -> Finding:
    if home is None or finding.thing is None:
        return finding
    line = files.subject_line(home.text, finding.thing)
    return finding._replace(file=home.name, line=line)


def _suspects(records: list[Record], found: list[Finding]) -> set[str]:
    """Return the things that have an error, and those that they name."""
    if not any(finding.severity == "error" for finding in found):
        return set()
    wrong = {each.thing for each in found if each.severity == "error" and each.thing}
    triples = [triple for record in records for triple in record.document.triples]
    wrong |= {
        turtle.value(triple.subject)
        for triple in triples
        if isinstance(triple.object, ox.BlankNode)
    }
    named = {
        turtle.value(triple.object)
        for triple in triples
        if turtle.value(triple.subject) in wrong and turtle.value(triple.object).startswith(_OURS)
    }
    return wrong | named | {""}


def _readable(dataset: Dataset) -> Dataset:
    """Return a dataset without the values that cannot be read."""
    quads = [quad for quad in dataset.quads if not files.value_problem(quad.triple)]
    return dataset._replace(quads=quads)
