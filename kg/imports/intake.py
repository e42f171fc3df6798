"""Taking in: from the files that a person gives to a plan of what they add to the graph.

Each reader of a format makes records; here they are vetted together and planned as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.additions import plan as ledger
from kg.additions.plan import Plan, Progress
from kg.additions.vetting import Known, vet
from kg.errors import Finding, NotFound, SourceError, UsageError
from kg.graph import reading
from kg.graph.registry import Registry, read_registry
from kg.graph.workspace import Workspace, ontology_files, source_files
from kg.imports.facts import reading as facts
from kg.imports.facts import tables as fact_tables
from kg.imports.tables import SHEETS
from kg.rdf.readers import ENDINGS
from kg.rdf.turtle import value

FACTS: Final = (".jsonl", ".ndjson")
TABLES: Final = (*SHEETS, *ENDINGS, ".gz")


class Intake(NamedTuple):
    """What is wrong with the files, and, if nothing is, the plan; *of* as in `facts.reading`."""

    findings: list[Finding]
    plan: Plan | None
    of: tuple[str | None, ...]


def take_in(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    keep_things: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Intake:
    """Return what *paths* would add to a workspace, or what is wrong with them.

    Raises SourceErrors where a file cannot be read as what it seems to be, NotFound where they hold
    nothing.
    """
    progress("reading what is known", 0, 0)
    registry = read_registry(workspace)
    progress("reading the files", 0, 0)
    read = _read(paths, registry)
    progress("looking for what is wrong", 0, 0)
    found = [*read.findings, *vet(read.records, _known(workspace, registry))]
    if found:
        return Intake(found, None, read.of)
    if not any(read.records):
        raise NotFound("0 facts, 0 things, 0 sources: nothing to import. Check the files.")
    plan = ledger.plan(workspace, read.records, keep_things=keep_things, progress=progress)
    return Intake([], plan, read.of)


def coverage(taken: Intake) -> str:
    """Return a CSV table with the claims of each fact: ``fact,claims``, names without prefix."""
    became: dict[str, dict[str, None]] = {}
    for fact, name in zip(taken.of, taken.plan.names if taken.plan else (), strict=True):
        if fact is not None:
            became.setdefault(fact, {})[name] = None
    lines = [f"{fact},{' '.join(names)}" for fact, names in sorted(became.items())]
    return "\n".join(["fact,claims", *lines]) + "\n"


def are_tables(paths: Sequence[Path]) -> bool:
    """Tell whether files are people's tables or RDF, and not those of the facts format.

    Raises UsageError for a mixture of both.
    """
    tables = [path for path in paths if path.suffix.lower() in TABLES and not _of_facts(path)]
    if tables and len(tables) < len(paths):
        raise UsageError("give tables alone, or facts with their tables of things and sources.")
    return bool(tables)


def _of_facts(path: Path) -> bool:
    try:
        columns = fact_tables.header(path) if path.suffix.lower() == ".csv" else frozenset()
    except SourceError:
        return False  # the reader of tables says what is wrong, or copes with it
    return columns >= fact_tables.THINGS or columns >= fact_tables.SOURCES


def _read(paths: Sequence[Path], registry: Registry) -> facts.Facts:
    """Return what files of the facts format say, each recognised by its ending or its columns."""
    sorts: dict[str, list[Path]] = {"facts": [], "things": [], "sources": []}
    for path in paths:
        sorts[_sort(path)].append(path)
    return facts.read(sorts["facts"], sorts["things"], sorts["sources"], registry)


def _sort(path: Path) -> str:
    if path.suffix.lower() in FACTS:
        return "facts"
    if path.suffix.lower() == ".csv":
        columns = fact_tables.header(path)
        if columns >= fact_tables.THINGS:
            return "things"
        if columns >= fact_tables.SOURCES:
            return "sources"
    message = "not a file that kg import knows. kg import --help lists the formats."
    raise SourceError(message, file=str(path))


def _known(workspace: Workspace, registry: Registry) -> Known:
    """Return what the records of an import may name."""
    records = reading.read_files(workspace, ontology_files(workspace))
    terms = {value(each.subject) for record in records for each in record.document.triples}
    sources = {file.path.stem for file in source_files(workspace)}
    return Known(registry, frozenset(sources), frozenset(terms))
