"""Taking in people's tables: from files to a plan, with findings and questions on the way.

Rows that are wrong, or name what a person has to decide about, are held back; the plan is that of
the others. The decisions that were used are kept in the workspace together with what they led to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg import derivation, graph, ledger, mention_decisions, store
from kg.background import read_background
from kg.errors import Finding
from kg.files import read_bytes
from kg.ledger import Change, Further, Plan, Progress
from kg.mention_decisions import Decision
from kg.registry import as_registry
from kg.table_files import Options
from kg.table_import import SHEETS, Reading, read_tables
from kg.turtle import value
from kg.vetting import Known, vet
from kg.workspace import Workspace, source_files


class Offer(NamedTuple):
    """What is wrong with tables, what their sound rows would add, and how these were read.

    There is no plan where records do not fit together.
    """

    findings: list[Finding]
    plan: Plan | None
    reading: Reading

    @property
    def is_whole(self) -> bool:
        """Tell whether no row was held back."""
        return self.plan is not None and not self.reading.withheld


def take_in_tables(
    workspace: Workspace,
    paths: Sequence[Path],
    options: Options,
    decided: Sequence[Decision],
    *,
    progress: Progress = lambda step, done, total: None,
) -> Offer:
    """Return what the tables of *paths* would add to a workspace.

    *decided* are decisions of this time, beside those that the workspace keeps. Raises SourceError
    where a file cannot be read as a table.
    """
    progress("reading what is known", 0, 0)
    records = graph.read(workspace)
    background = read_background(records)
    if any(path.suffix.lower() not in SHEETS for path in paths):
        background = background._replace(said=_said(workspace, records))
    kept = mention_decisions.read_decisions(mention_decisions.mentions_file(workspace))
    known = _known(workspace, records)
    progress("reading the tables", 0, 0)
    reading = read_tables(paths, background, mention_decisions.merge(kept, decided), options)
    progress("looking for what is wrong", 0, 0)
    wrong = vet(reading.records, known)
    made = None
    if not wrong:
        further = Further(reading.edits, reading.own)
        made = ledger.plan(workspace, reading.records, further=further, progress=progress)
    if made:
        made = made._replace(changes=(*made.changes, *_kept(workspace, kept, decided)))
    return Offer([*reading.findings, *wrong], made, reading)


def _said(workspace: Workspace, records: list[graph.Record]) -> frozenset[ox.Triple]:
    """Return all that the graph says, asserted and derived."""
    quads = graph.as_dataset(records).quads
    derived = derivation.derive(store.in_memory(quads), workspace)
    return frozenset(quad.triple for quad in (*quads, *derived))


def _known(workspace: Workspace, records: Sequence[graph.Record]) -> Known:
    """Return what the records of an import may name."""
    ontology = [each for each in records if each.in_ontology]
    terms = {value(each.subject) for record in ontology for each in record.document.triples}
    sources = {file.path.stem for file in source_files(workspace)}
    return Known(as_registry(records), frozenset(sources), frozenset(terms))


def _kept(
    workspace: Workspace, kept: Sequence[Decision], decided: Sequence[Decision]
) -> list[Change]:
    """Return the change of the file of decisions, if there are new ones."""
    path = mention_decisions.mentions_file(workspace)
    before = read_bytes(path) if path.exists() else None
    after = mention_decisions.write_decisions(mention_decisions.merge(kept, decided)).encode()
    return [Change(path, before, after)] if decided and after != before else []
