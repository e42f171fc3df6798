"""The review: everything that kg check looks at, each finding with its file and line.

First the records one by one (`kg.checks.files`), then the shapes, the rules and the labels over
all of them. A record that is wrong by itself makes nonsense of what follows from it: a misspelt
pc:agent would leave its agreement with one party. So values that cannot be read are left out of the
second part, and it is silent about things that have an error already and about those that they
name; once these are corrected, it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.checks import across, files, labels, personal, shacl
from kg.errors import Finding, FindingsError
from kg.graph import loading, reading
from kg.graph.loading import Graph
from kg.graph.reading import Record
from kg.graph.workspace import Workspace
from kg.names import CLAIM, EV, ID, REGISTRY_GRAPH, SRC, expand, shorten
from kg.rdf import store, turtle
from kg.rdf.dataset import Dataset
from kg.rdf.store import LocalStore

_OURS: Final = (ID, CLAIM, SRC, EV)


class Checked(NamedTuple):
    """A graph, and what was found in it that is no error."""

    graph: Graph
    findings: list[Finding]


_last: dict[tuple[Path, str, str], tuple[str, Checked]] = {}


def load_checked(workspace: Workspace, *, scope: str = "all", lang: str = "en") -> Checked:
    """Return the derived graph of a workspace, judged; judged anew only where a file has changed.

    Raises SourceErrors where files cannot be read, and FindingsError where their content is wrong.
    """
    key, now = (workspace.root, scope, lang), loading.stamp(workspace, scope)
    if key not in _last or _last[key][0] != now:
        _last[key] = now, _checked(workspace, scope=scope, lang=lang, now=now)
    return _last[key][1]


def _checked(workspace: Workspace, *, scope: str, lang: str, now: str) -> Checked:
    records = reading.read(workspace, scope=scope)
    found = find_alone(workspace, records, lang=lang)
    _stop_at_errors(found)
    built = loading.load(workspace, scope=scope, read=(now, records))
    if not files.is_incomplete(found):
        across_all = find_across(
            workspace, built.dataset.quads, built.store, scope=scope, lang=lang
        )
        found = in_order([*found, *locate(across_all, records)])
        _stop_at_errors(found)
    return Checked(built, found)


def _stop_at_errors(found: list[Finding]) -> None:
    """Raise FindingsError with what is worse than an info, if anything is an error."""
    if any(finding.severity == "error" for finding in found):
        raise FindingsError(tuple(each for each in found if each.severity != "info"))


def review(workspace: Workspace, *, scope: str = "all", lang: str = "en") -> list[Finding]:
    """Return what is wrong with the files of a workspace, by file and line.

    Raises SourceErrors where files, shapes or rules cannot be read.
    """
    records = reading.read(workspace, scope=scope)
    alone = find_alone(workspace, records, lang=lang)
    if files.is_incomplete(alone):
        return alone
    silent = _suspects(records, alone)
    dataset = reading.as_dataset(records)
    built = loading.complete(_readable(dataset) if silent else dataset, workspace)
    together = find_across(workspace, built.dataset.quads, built.store, scope=scope, lang=lang)
    return in_order([*alone, *locate((f for f in together if f.thing not in silent), records)])


def find_alone(workspace: Workspace, records: list[Record], *, lang: str = "en") -> list[Finding]:
    """Return what is wrong with the records one by one, and which files are none, by file."""
    alone = files.find_findings(records, lang=lang)
    beside = personal.find_beside(workspace, lang=lang)
    return in_order([*alone, *files.find_stray_files(workspace, lang=lang), *beside])


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


_OF_NAMES: Final = frozenset(
    map(expand, ("rdf:type", "skos:prefLabel", "skos:altLabel", "owl:deprecated"))
)


def review_things(
    workspace: Workspace,
    dataset: Dataset,
    near: Dataset,
    things: set[str],
    *,
    only_errors: bool = False,
) -> list[Finding]:
    """Return what shapes, rules and labels find about *things*, without file and line.

    *near* is what *dataset* says around them. Raises SourceErrors where shapes or rules are
    wrong.
    """
    built = loading.complete(near, workspace)
    forms = shacl.read_shapes(workspace)
    rules = across.read_rules(workspace)
    if only_errors:
        rules = [rule for rule in rules if rule.severity == "error"]
    found = [
        *across.run_rules(built.store, rules),
        *labels.find_label_findings(store.in_memory(_names(dataset))),
        *(shacl.validate(built.dataset.quads, forms) if forms else []),
    ]
    if only_errors:
        found = [each for each in found if each.severity == "error"]
    return [each for each in found if _concerns(each, things)]


def _names(dataset: Dataset) -> list[ox.Quad]:
    """Return what the registry calls its things."""
    registry = ox.NamedNode(REGISTRY_GRAPH)
    return [
        quad
        for quad in dataset.quads
        if quad.graph_name == registry and quad.predicate.value in _OF_NAMES
    ]


def _concerns(finding: Finding, touched: set[str]) -> bool:
    """Tell whether a finding is about one of the things, or names it beside another one."""
    if finding.thing in touched:
        return True
    named = set(re.findall(r"\b[a-z]+:[\w-]+", finding.message))
    return not named.isdisjoint(map(shorten, touched))
