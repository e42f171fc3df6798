"""Taking in: from the files that a person gives to a plan of what they add to the graph.

Files of facts are vetted and planned as a whole. Of people's tables and of RDF, rows that are
wrong, or name what a person has to decide about, are held back, and the plan is that of the others;
the decisions that were used are kept in the workspace together with what they led to.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.additions import plan as ledger
from kg.additions import quotations
from kg.additions.plan import FileChange, Plan, Progress
from kg.additions.preview import find_errors, read_known
from kg.additions.quotations import Unheard
from kg.additions.records import Origin, Records
from kg.additions.vetting import Known, vet
from kg.errors import Finding, NotFound, SourceError, UsageError
from kg.evidence.texts import find_kept_text
from kg.files import read_bytes
from kg.graph import loading, reading
from kg.graph.registry import Registry, as_registry, read_registry
from kg.graph.workspace import Workspace, data_files, source_files
from kg.imports.facts import reading as facts
from kg.imports.facts import tables as fact_tables
from kg.imports.meaning import decided as decisions
from kg.imports.meaning.countries import code_of, known_countries
from kg.imports.meaning.decided import Chosen
from kg.imports.meaning.known import Background, read_background
from kg.imports.rdf import formats
from kg.imports.tables import SHEETS, Options, TablesRead, read_tables
from kg.names import CLAIM, ID, SRC, expand
from kg.rdf.readers import ENDINGS
from kg.rdf.turtle import value

_OF_NAMES: Final = frozenset({"duplicate-label"})  # findings of kg check
FACTS: Final = (".jsonl", ".ndjson")
TABLES: Final = (*SHEETS, *ENDINGS, *formats.ENDINGS, ".gz")


class Intake(NamedTuple):
    """What is wrong with files, what the sound part of them would add, and how it was read.

    There is no plan where records do not fit together. *tables* says how tables were read, *of*
    which fact each statement comes from, as in `facts.reading`.
    """

    findings: list[Finding]
    plan: Plan | None
    tables: TablesRead | None = None
    of: tuple[str | None, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was held back."""
        return self.plan is not None and not (
            self.tables and (self.tables.withheld or self.tables.missing)
        )


def take_in(  # noqa: PLR0913 - what a person says beside the files
    workspace: Workspace,
    paths: Sequence[Path],
    options: Options | None = None,
    chosen: Sequence[Chosen] = (),
    *,
    keep_things: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Intake:
    """Return what *paths* would add to a workspace, and what is wrong with them.

    *options* and *chosen*, decisions of this time beside those that the workspace keeps, are for
    tables; *keep_things* is for facts. Raises SourceErrors where a file cannot be read as what it
    seems to be, NotFound where they hold nothing, UsageError for tables mixed with facts.
    """
    progress("reading what is known", 0, 0)
    if are_tables(paths):
        with _uncollected():
            return _take_tables(workspace, paths, options or Options(), chosen, progress)
    registry = read_registry(workspace)
    progress("reading the files", 0, 0)
    read = _read_facts(paths, registry)
    progress("looking for what is wrong", 0, 0)
    findings = [*read.findings, *vet(read.records, read_known(workspace, registry))]
    if findings:
        return Intake(findings, None, of=read.of)
    if not any(read.records):
        raise NotFound("0 facts, 0 things, 0 sources: nothing to import. Check the files.")
    plan = ledger.plan(workspace, read.records, keep_things=keep_things, progress=progress)
    wrong = _errors(workspace, paths, plan, read.records)
    stopped = any(each.severity == "error" for each in wrong)
    return Intake(wrong, None if stopped else plan, of=read.of)


def coverage(intake: Intake) -> str:
    """Return a CSV table with the claims of each fact: ``fact,claims``, names without prefix."""
    became: dict[str, dict[str, None]] = {}
    for fact, name in zip(intake.of, intake.plan.names if intake.plan else (), strict=True):
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


def _read_facts(paths: Sequence[Path], registry: Registry) -> facts.Facts:
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for cycles meanwhile: among so many small things that costs a quarter."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _take_tables(
    workspace: Workspace,
    paths: Sequence[Path],
    options: Options,
    chosen: Sequence[Chosen],
    progress: Progress,
) -> Intake:
    registry: Registry = {}
    background = read_background(_records(workspace, registry))
    used: dict[str, str] = {}
    background = background._replace(
        said=lambda: _triples(workspace),
        text_of=_texts_of(workspace, _digests(background), options.texts, used),
    )
    kept = decisions.read_decisions(decisions.mentions_file(workspace))
    sources = frozenset(file.path.stem for file in source_files(workspace))
    known = Known(registry, sources, background.vocabulary.terms)
    _require_known(chosen, background)
    progress("reading the tables", 0, 0)
    tables = read_tables(paths, background, decisions.merge(kept, chosen), options)
    progress("looking for what is wrong", 0, 0)
    wrong = vet(tables.records, known)
    del background, known  # the ledger reads the files again, and both would fill the memory
    findings = [*tables.findings, *wrong]
    if wrong:
        return Intake(findings, None, tables)
    plan = ledger.plan(workspace, tables.records, progress=progress)
    unheard = list(_unheard(quotations.hear(workspace, plan, tables.records, used), tables.records))
    more = [*unheard, *_errors(workspace, paths, plan, tables.records)]
    findings += more
    if any(each.severity == "error" for each in more):
        return Intake(findings, None, tables)
    changes = (*plan.changes, *_kept(workspace, kept, chosen))
    return Intake(findings, plan._replace(changes=changes), tables)


def _errors(
    workspace: Workspace, paths: Sequence[Path], plan: Plan, records: Records
) -> list[Finding]:
    """Return what `kg check` would call an error with a plan, each at what brings it.

    That is its row; else the file that would change, and the first one given where that is new.
    A name that two bear is a warning: who imports tells the two apart in the graph.
    """
    origins: dict[str, Origin | None] = {ID + each.key: each.origin for each in records.things}
    names = (CLAIM + name for name in plan.names)
    origins |= dict(zip(names, (each.origin for each in records.statements), strict=False))
    new = {workspace.name(each.path) for each in plan.changes if each.before is None}
    found = []
    for each in find_errors(workspace, plan.changes):
        origin = origins.get(each.thing or "")
        if origin is None and each.file in new:
            origin = Origin(str(paths[0]))
        severity = "warning" if each.rule in _OF_NAMES else each.severity
        found.append(_at(each, origin)._replace(severity=severity))
    return found


def _at(finding: Finding, origin: Origin | None) -> Finding:
    if origin is None:
        return finding
    file = f"{origin.file}[{origin.sheet}]" if origin.sheet else origin.file
    return finding._replace(file=file, line=origin.line)


def _digests(background: Background) -> dict[str, str]:
    """Return the digest of the text of each document that is held, by its key."""
    wanted = expand("pc:documentDigest")
    return {
        iri.removeprefix(SRC): value(each)
        for iri, values in background.data.items()
        for each in values.get(wanted, ())
    }


def _texts_of(
    workspace: Workspace,
    digests: Mapping[str, str],
    given: Mapping[str, str],
    used: dict[str, str],
) -> Callable[[str], str | None]:
    """Return what gives the text of a document, that of *given* or one that is kept.

    Those that it gave are in *used*.
    """

    def text_of(key: str) -> str | None:
        if key not in used:
            kept = find_kept_text(workspace, digests[key]) if key in digests else None
            text = given.get(key, kept)
            if text is None:
                return None
            used[key] = text
        return used[key]

    return text_of


def _unheard(heard: Iterable[Unheard], records: Records) -> Iterator[Finding]:
    """Yield what the quotations of rows do not name, at their rows.

    A row is wrong where its words name neither end of anything that it says.
    """
    by_row: dict[Origin | None, list[Unheard]] = {}
    for each in heard:
        by_row.setdefault(records.statements[each.number].origin, []).append(each)
    said = Counter(each.origin for each in records.statements if each.passage)
    for origin, several in by_row.items():
        wrong = sum(each.severity == "error" for each in several) == said[origin]
        for each in several:
            file, line = origin[:2] if origin else (None, None)
            severity = "error" if wrong else "warning"
            yield Finding(file, line, severity, "quote", None, each.message)


def _require_known(chosen: Sequence[Chosen], background: Background) -> None:
    """Raise NotFound for a decision that names a thing or country which is not known."""
    for each in chosen:
        key = each.decision
        settled = key in (decisions.NEW, decisions.LEAVE_OUT) or each.sort == decisions.CLAIM_SORT
        if not (settled or background.catalogue.get(key) or code_of(key) in known_countries()):
            message = (
                f"the list of decisions says id:{key} of “{each.mention}”, and it is not known"
            )
            raise NotFound(f"{message}. Correct the identifier.")
        if each.home and background.countries.find(each.home) is None:
            message = f"the list of decisions says country {each.home!r} of “{each.mention}”"
            raise NotFound(f"{message}. {background.countries.advise(each.home)}")


def _records(workspace: Workspace, registry: Registry) -> Iterator[reading.Record]:
    """Yield the files of a workspace one by one, and take note of the things of the registry."""
    for file in data_files(workspace):
        for record in reading.read_files(workspace, [file]):
            registry.update(as_registry([record]))
            yield record


def _triples(workspace: Workspace) -> frozenset[ox.Triple]:
    """Return all that the graph says: as it is written, as it is understood, and what follows."""
    stated = reading.as_dataset(reading.read(workspace))
    built = loading.complete(stated, workspace)
    return frozenset(quad.triple for quad in (*stated.quads, *built.dataset.quads))


def _kept(
    workspace: Workspace, kept: Sequence[Chosen], chosen: Sequence[Chosen]
) -> list[FileChange]:
    """Return the change of the file of decisions, if there are new ones."""
    path = decisions.mentions_file(workspace)
    before = read_bytes(path) if path.exists() else None
    after = decisions.write_decisions(decisions.merge(kept, chosen)).encode()
    return [FileChange(path, before, after)] if chosen and after != before else []
