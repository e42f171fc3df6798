"""Additions: one record more, seen before it is written.

The records of a person at the keyboard are vetted like those of an import and planned by the same
ledger. Then the graph is built as it would be: what would be wrong with the new records, and what
would have changed, is known before a file is touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

import pyoxigraph as ox

from kg.additions import plan as ledger
from kg.additions.plan import Plan
from kg.additions.records import Records
from kg.additions.vetting import Known, vet
from kg.changes import versions
from kg.changes.report import Report, compare
from kg.checks import review
from kg.checks.files import find_findings
from kg.errors import Finding
from kg.graph import reading, vicinity
from kg.graph.reading import Record
from kg.graph.registry import Registry
from kg.graph.terms import read_terms
from kg.graph.workspace import DataFile, Workspace, source_files
from kg.names import REGISTRY_GRAPH, SRC
from kg.rdf import turtle
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
    now = reading.read(workspace)
    then = read_after(workspace, now, plan)
    before, after = reading.as_dataset(now), reading.as_dataset(then)
    new = set(after.quads) - set(before.quads)
    touched = {value(quad.subject) for quad in new}
    things = vicinity.near_to(after, touched)
    near = vicinity.limit(after, things)
    ends = {value(quad.object) for quad in new if isinstance(quad.object, ox.NamedNode)}
    across = review.review_things(workspace, after, near, touched | ends)
    if any(each.severity == "error" for each in across):
        past = vicinity.limit(before, things)
        known = set(review.review_things(workspace, before, past, touched | ends))
    else:
        known = set()
    across = [each for each in across if each.thing in touched or _is_new_error(each, known)]
    changed = {change.path for change in plan.changes}
    alone = find_findings(then, only=changed)
    states = (vicinity.limit(before, things), near)
    report = compare(*(versions.of_dataset("", workspace, state) for state in states))
    return Addition(review.in_order([*alone, *review.locate(across, then)]), plan, report)


def tell(workspace: Workspace, plan: Plan) -> Report:
    """Return what a plan changes, as `kg diff` tells it; nothing is written or judged."""
    turtle_files = tuple(change for change in plan.changes if change.path.suffix == ".ttl")
    plan = plan._replace(changes=turtle_files)  # without the decisions that are kept beside them
    now = reading.read(workspace)
    before, after = reading.as_dataset(now), reading.as_dataset(read_after(workspace, now, plan))
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


def read_after(workspace: Workspace, records: Sequence[Record], plan: Plan) -> list[Record]:
    """Return *records*, those of a workspace now, as they would be with a plan."""
    new = {change.path: change.after.decode() for change in plan.changes}
    kept = [each for each in records if each.file.path not in new]
    homes = {each.file.path: each.file for each in records}
    for path, text in sorted(new.items()):
        in_registry = path.parent.parent.name == "registry"
        file = homes.get(path) or DataFile(path, REGISTRY_GRAPH if in_registry else SRC + path.stem)
        name = workspace.name(path)
        kept.append(Record(file, name, text, turtle.read(text, name=name)))
    return kept
