"""Taking in people's tables: from files to a plan, with findings and questions on the way.

Rows that are wrong, or name what a person has to decide about, are held back; the plan is that of
the others. The decisions that were used are kept in the workspace together with what they led to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.additions import plan as ledger
from kg.additions.plan import Change, Plan, Progress
from kg.additions.replacements import Further
from kg.additions.vetting import Known, vet
from kg.errors import Finding
from kg.files import read_bytes
from kg.graph import derivation
from kg.graph import reading as graph
from kg.graph.registry import Registry, as_registry
from kg.graph.workspace import Workspace, data_files, source_files
from kg.imports.meaning import decided as mention_decisions
from kg.imports.meaning.decided import Decision
from kg.imports.meaning.known import read_background
from kg.imports.rows.headers import Options
from kg.imports.tables import SHEETS, Reading, read_tables
from kg.rdf import store


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
    registry: Registry = {}
    background = read_background(_records(workspace, registry))
    if any(path.suffix.lower() not in SHEETS for path in paths):
        background = background._replace(said=_said(workspace))
    kept = mention_decisions.read_decisions(mention_decisions.mentions_file(workspace))
    sources = frozenset(file.path.stem for file in source_files(workspace))
    known = Known(registry, sources, background.vocabulary.terms)
    progress("reading the tables", 0, 0)
    reading = read_tables(paths, background, mention_decisions.merge(kept, decided), options)
    progress("looking for what is wrong", 0, 0)
    wrong = vet(reading.records, known)
    del background, known  # the ledger reads the files again, and both would fill the memory
    made = None
    if not wrong:
        further = Further(reading.edits, reading.own)
        made = ledger.plan(workspace, reading.records, further=further, progress=progress)
    if made:
        made = made._replace(changes=(*made.changes, *_kept(workspace, kept, decided)))
    return Offer([*reading.findings, *wrong], made, reading)


def _records(workspace: Workspace, registry: Registry) -> Iterator[graph.Record]:
    """Yield the files of a workspace one by one, and take note of the things of the registry."""
    for file in data_files(workspace):
        for record in graph.read_files(workspace, [file]):
            registry.update(as_registry([record]))
            yield record


def _said(workspace: Workspace) -> frozenset[ox.Triple]:
    """Return all that the graph says, asserted and derived."""
    quads = graph.as_dataset(graph.read(workspace)).quads
    derived = derivation.derive(store.in_memory(quads), workspace)
    return frozenset(quad.triple for quad in (*quads, *derived))


def _kept(
    workspace: Workspace, kept: Sequence[Decision], decided: Sequence[Decision]
) -> list[Change]:
    """Return the change of the file of decisions, if there are new ones."""
    path = mention_decisions.mentions_file(workspace)
    before = read_bytes(path) if path.exists() else None
    after = mention_decisions.write_decisions(mention_decisions.merge(kept, decided)).encode()
    return [Change(path, before, after)] if decided and after != before else []
