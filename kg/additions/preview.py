"""Additions: one record more, seen before it is written.

The records of a person at the keyboard are vetted like those of an import and planned by the same
ledger. Then the graph is built as it would be: what would be wrong with the new records, and what
would have changed, is known before a file is touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.additions import plan as ledger
from kg.additions.plan import FileChange, Plan
from kg.additions.records import Records
from kg.additions.vetting import Known, vet
from kg.changes import versions
from kg.changes.report import Report, compare
from kg.checks import review
from kg.checks.files import find_findings
from kg.errors import Finding
from kg.graph import reading, vicinity
from kg.graph.identity import heirs
from kg.graph.reading import Record
from kg.graph.registry import Registry
from kg.graph.terms import read_terms
from kg.graph.workspace import DataFile, Workspace, decisions_file, source_files
from kg.names import DECISIONS_GRAPH, REGISTRY_GRAPH, SRC
from kg.rdf import turtle
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value


class Addition(NamedTuple):
    """What records would do: what is wrong with them, which files change, what that means.

    Without a *plan* they are wrong by themselves, and without a *report* nothing would change.
    """

    findings: list[Finding]
    plan: Plan | None
    report: Report | None


def preview(workspace: Workspace, registry: Registry, records: Records) -> Addition:
    """Return what *records* would do to a workspace; nothing is written.

    *registry* are its things. Raises SourceErrors where its files cannot be read.
    """
    found = vet(records, read_known(workspace, registry))
    if found:
        return Addition(found, None, None)
    plan = ledger.plan(workspace, records, keep_things=False)
    if not plan.changes:
        return Addition([], plan, None)
    return _seen(workspace, plan)


def _seen(workspace: Workspace, plan: Plan) -> Addition:
    """Return what a plan would do, as far as the things that it touches and their vicinity show."""
    states = _read_states(workspace, plan.changes)
    across = _across(workspace, states, states.after)
    if any(each.severity == "error" for each in across):
        known = set(_across(workspace, states, states.before))
    else:
        known = set()
    touched = states.touched
    across = [each for each in across if each.thing in touched or _is_new_error(each, known)]
    changed = {change.path for change in plan.changes}
    alone = find_findings(states.records, only=changed)
    near = (vicinity.limit(each, states.near) for each in (states.before, states.after))
    report = compare(*(versions.of_dataset("", workspace, state) for state in near))
    found = review.in_order([*alone, *review.locate(across, states.records)])
    return Addition(found, plan, report)


def find_errors(workspace: Workspace, changes: Sequence[FileChange]) -> list[Finding]:
    """Return what `kg check` would call an error once files have changed, and does not call so now.

    Nothing is written. Raises SourceErrors where files cannot be read.
    """
    changes = [change for change in changes if change.path.suffix == ".ttl"]
    if not changes:
        return []
    states = _read_states(workspace, changes)
    changed = {change.path for change in changes}
    found = [
        *find_findings(states.records, only=changed),
        *review.locate(_across(workspace, states, states.after, only_errors=True), states.records),
    ]
    found = [each for each in found if each.severity == "error"]
    if not found:
        return []
    past = reading.read(workspace)
    known_across = _across(workspace, states, states.before, only_errors=True)
    before = [*find_findings(past, only=changed), *known_across]
    known = {_placeless(each) for each in before}
    return review.in_order(each for each in found if _placeless(each) not in known)


class _States(NamedTuple):
    """The data of a workspace before and after a change, and the things that it concerns (IRIs).

    *touched* are said something new of, *near* is around them, *ends* is named by them; *records*
    are the files afterwards.
    """

    records: list[Record]
    before: Dataset
    after: Dataset
    touched: set[str]
    ends: set[str]
    near: set[str]


def _read_states(workspace: Workspace, changes: Sequence[FileChange]) -> _States:
    now = reading.read(workspace)
    then = read_after(workspace, now, changes)
    before, after = reading.as_dataset(now), reading.as_dataset(then)
    new = set(after.quads) - set(before.quads)
    touched = {value(quad.subject) for quad in new} | _read_otherwise(before, after)
    ends = {value(quad.object) for quad in new if isinstance(quad.object, ox.NamedNode)}
    return _States(then, before, after, touched, ends, vicinity.near_to(after, touched))


def _read_otherwise(before: Dataset, after: Dataset) -> set[str]:
    """Return the things for which another one stands after a change, these, and who names them."""
    old, new = (heirs(quad.triple for quad in each.quads) for each in (before, after))
    changed = {end for pair in old.items() ^ new.items() for end in pair}
    if not changed:
        return set()
    naming = {value(quad.subject) for quad in after.quads if value(quad.object) in changed}
    return changed | naming


def _across(
    workspace: Workspace, states: _States, dataset: Dataset, *, only_errors: bool = False
) -> list[Finding]:
    """Return what shapes, rules and labels find about the things of a change in one state."""
    near = vicinity.limit(dataset, states.near)
    things = states.touched | states.ends
    return review.review_things(workspace, dataset, near, things, only_errors=only_errors)


def _placeless(finding: Finding) -> Finding:
    return finding._replace(file=None, line=None, column=None)


def tell(workspace: Workspace, plan: Plan) -> Report:
    """Return what a plan changes, as `kg diff` tells it; nothing is written or judged."""
    turtle_files = tuple(change for change in plan.changes if change.path.suffix == ".ttl")
    plan = plan._replace(changes=turtle_files)  # without the decisions that are kept beside them
    now = reading.read(workspace)
    before, after = (
        reading.as_dataset(now),
        reading.as_dataset(read_after(workspace, now, plan.changes)),
    )
    unshared = set(before.quads) ^ set(after.quads)
    things = vicinity.near_to(after, {value(quad.subject) for quad in unshared})
    states = (vicinity.limit(each, things) for each in (before, after))
    return compare(*(versions.of_dataset("", workspace, state) for state in states))


def _is_new_error(finding: Finding, known: set[Finding]) -> bool:
    """Tell whether an addition makes an error of what it only names: what was wrong stays so."""
    return finding.severity == "error" and finding not in known


def read_known(workspace: Workspace, registry: Registry) -> Known:
    """Return what records may name."""
    sources = {file.path.stem for file in source_files(workspace)}
    return Known(registry, frozenset(sources), read_terms(workspace).names)


def show_lines(workspace: Workspace, plan: Plan) -> str:
    """Return the lines that a plan changes, as a unified diff."""
    shown: list[str] = []
    for change in plan.changes:
        name = workspace.name(change.path)
        before, after = ((text or b"").decode().splitlines() for text in change[1:])
        old = name if change.before is not None else "/dev/null"
        shown += difflib.unified_diff(before, after, old, name, lineterm="", n=1)
    return "\n".join(shown) + "\n"


def read_after(
    workspace: Workspace, records: Sequence[Record], changes: Sequence[FileChange]
) -> list[Record]:
    """Return *records*, those of a workspace now, as they would be once files have changed."""
    new = {change.path: change.after.decode() for change in changes}
    kept = [each for each in records if each.file.path not in new]
    homes = {each.file.path: each.file for each in records}
    for path, text in sorted(new.items()):
        file = homes.get(path) or DataFile(path, _graph_of(workspace, path))
        name = workspace.name(path)
        kept.append(Record(file, name, text, turtle.read(text, name=name)))
    return kept


def _graph_of(workspace: Workspace, path: Path) -> str:
    """Return the graph of a file that is new."""
    if path == decisions_file(workspace):
        return DECISIONS_GRAPH
    return REGISTRY_GRAPH if path.parent.parent.name == "registry" else SRC + path.stem
