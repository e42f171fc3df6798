"""Taking: accepted proposals into the files of a workspace, through the one road of additions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.additions import preview
from kg.additions.preview import Addition
from kg.additions.records import NewClaim, Records, Source, Thing
from kg.errors import Finding, NotFound
from kg.reading import keeping
from kg.reading.library import Library
from kg.reading.outcome import checking, sheet
from kg.reading.outcome.proposals import Proposal, Proposed, propose
from kg.reading.outcome.records import Writer, without_lonely


class Taken(NamedTuple):
    """What accepted proposals would do; *findings* are what is wrong with the table of them."""

    findings: list[Finding]
    addition: Addition | None
    accepted: int
    lonely: int = 0


def as_records(
    library: Library, chosen: Iterable[tuple[Proposed, Sequence[Proposal]]]
) -> tuple[Records, int, int]:
    """Return accepted proposals as records, how many there are, and how many stand alone.

    A new agreement with one party only is none and is left out.
    """
    things: list[Thing] = []
    sources: list[Source] = []
    statements: list[NewClaim] = []
    accepted = lonely = 0
    for proposed, proposals in chosen:
        kept = without_lonely(proposals, proposed)
        lonely += len(proposals) - len(kept)
        accepted += len(kept)
        if kept:
            made = Writer(library, proposed).records(kept)
            things += made.things
            sources += made.sources
            statements += made.statements
    return Records(tuple(things), tuple(sources), tuple(statements)), accepted, lonely


def take(library: Library, chosen: Sequence[tuple[Proposed, Sequence[Proposal]]]) -> Taken:
    """Return what accepted proposals would do to the workspace; nothing is written."""
    records, accepted, lonely = as_records(library, chosen)
    if not records.statements:
        return Taken([], None, accepted, lonely)
    seen = preview.preview(library.workspace, library.registry, records)
    return Taken([], seen, accepted, lonely)


def take_table(library: Library, path: Path) -> tuple[Taken, list[Proposed]]:
    """Return what the accepted rows of a table of proposals would do, and their documents.

    Raises NotFound where no row is accepted, SourceError where a text is no longer kept.
    """
    decided, findings = sheet.read_decided(path)
    if not decided and not findings:
        step = "Write yes in the column decide of those that are right."
        raise NotFound(f"{path}: no proposal is accepted. {step}")
    by_document: dict[str, list[sheet.Decided]] = defaultdict(list)
    for row in decided:
        by_document[row.cells.get("document", "")].append(row)
    chosen: list[tuple[Proposed, Sequence[Proposal]]] = []
    for seal, rows in by_document.items():
        kept = keeping.find_kept(library.workspace, seal)
        proposed = checking.check(library, propose(library, kept.page, key=kept.key))
        accepted, wrong = sheet.take_back(library, proposed, rows)
        findings += wrong
        chosen.append((proposed, accepted))
    if findings:
        return Taken(findings, None, 0), []
    return take(library, chosen), [each for each, _ in chosen]
