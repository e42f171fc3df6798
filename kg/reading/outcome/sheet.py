"""Proposals as a table with a column to decide in, and the table taken back.

The table holds what a person needs to decide; the proposal itself is read again from the kept text,
so that no quotation can come in from outside. The cells of *when*, *role*, *agent* and *context*
may be changed; the others are there to be read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg import edtf
from kg.errors import Finding, SourceError
from kg.imports.sheets.cells import Sheet
from kg.imports.sheets.files import read_sheets
from kg.imports.sheets.writing import Head, Page, write_workbook
from kg.reading.library import Library
from kg.reading.outcome.proposals import Proposal, Proposed
from kg.reading.outcome.wording import say_proposal, say_state

COLUMNS: Final = (
    *("decide", "number", "sentence", "known", "sure", "passage", "kind", "role", "agent"),
    *("context", "value", "when", "status", "modality", "start", "end", "doubt", "document"),
)
YES: Final = frozenset({"yes", "y", "accept", "ano", "a", "x", "1", "true", "ok"})
NO: Final = frozenset({"no", "n", "reject", "ne", "0", "false", ""})
_HELP: Final = {
    "decide": "yes or no; an empty cell is no",
    "when": "EDTF, as in 2014-09; may be changed",
    "role": "may be changed",
    "agent": "identifier or +name of a new thing; write an identifier to change it",
    "context": "identifier or +name of a new thing; write an identifier to change it",
}


def write(library: Library, proposed: Iterable[Proposed], lang: str, *, workbook: bool) -> bytes:
    """Return proposals as a table, XLSX or CSV."""
    rows = [row for each in proposed for row in _rows(library, each, lang)]
    if workbook:
        choices = {"decide": ("yes", "no")}
        heads = [Head(name, _HELP.get(name, ""), choices.get(name, ())) for name in COLUMNS]
        return write_workbook([Page("proposals", heads, rows)], lang=lang)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(library: Library, proposed: Proposed, lang: str) -> Iterable[list[str]]:
    text = proposed.page.text
    for each in proposed.proposals:
        relation = each.relation
        values = {
            "decide": "",
            "number": str(each.number),
            "sentence": say_proposal(library, proposed, each, lang),
            "known": say_state(each, lang),
            "sure": "yes" if each.is_sure else "",
            "passage": " ".join(text[relation.start : relation.end].split()),
            "kind": relation.kind,
            "role": relation.role,
            "agent": _end(proposed, relation.agent),
            "context": _end(proposed, relation.context),
            "value": relation.value or "",
            "when": relation.when or "",
            "status": relation.status,
            "modality": relation.modality or "",
            "start": str(relation.start),
            "end": str(relation.end),
            "doubt": each.doubt or "",
            "document": proposed.source.digest or "",
        }
        yield [values[name] for name in COLUMNS]


def _end(proposed: Proposed, figure_id: str | None) -> str:
    if figure_id is None:
        return ""
    figure = proposed.reading.cast.figures[figure_id]
    return figure.key or f"+{figure.name}"


class Decided(NamedTuple):
    """A row in which a person said yes: its place, what it is about, and the cells of it."""

    place: str
    row: int
    cells: dict[str, str]


def is_proposals(path: Path) -> bool:
    """Tell whether a file is a table of proposals."""
    if path.suffix.lower() not in (".xlsx", ".csv", ".tsv"):
        return False
    try:
        sheets = read_sheets(path)
    except SourceError:
        return False
    needed = {"decide", "number", "document", "start", "end"}
    return any(sheet.rows and needed <= set(sheet.rows[0].cells) for sheet in sheets)


def read_decided(path: Path) -> tuple[list[Decided], list[Finding]]:
    """Return the accepted rows of a table of proposals, and what is wrong with its decisions."""
    accepted, findings = [], []
    for sheet in read_sheets(path):
        for decided in _decided(sheet):
            word = decided.cells.get("decide", "").strip().casefold()
            if word in YES:
                accepted.append(decided)
            elif word not in NO:
                message = f"{word!r} is no decision. Write yes or no."
                findings.append(Finding(sheet.place, decided.row, "error", "decide", None, message))
    return accepted, findings


def _decided(sheet: Sheet) -> Iterable[Decided]:
    if not sheet.rows or "decide" not in sheet.rows[0].cells:
        return
    heads = sheet.rows[0].cells
    for row in sheet.rows[1:]:
        yield Decided(sheet.place, row.number, dict(zip(heads, row.cells, strict=False)))


def take_back(
    library: Library, proposed: Proposed, decided: Sequence[Decided]
) -> tuple[list[Proposal], list[Finding]]:
    """Return the proposals that rows accept, with what was changed in them, and what is wrong."""
    accepted: list[Proposal] = []
    findings: list[Finding] = []
    places = {_place(each): each for each in proposed.proposals}
    for row in decided:
        cells = row.cells
        found = places.get((cells["start"], cells["end"], cells["kind"], cells["number"]))
        if found is None:
            message = "no longer what the document says to the rules. Write the table anew."
            findings.append(Finding(row.place, row.row, "error", "proposal", None, message))
            continue
        try:
            accepted.append(_changed(library, proposed, found, cells))
        except ValueError as error:
            findings.append(Finding(row.place, row.row, "error", "proposal", None, f"{error}."))
    return accepted, findings


def _place(proposal: Proposal) -> tuple[str, str, str, str]:
    relation = proposal.relation
    return str(relation.start), str(relation.end), relation.kind, str(proposal.number)


def _changed(
    library: Library, proposed: Proposed, proposal: Proposal, cells: dict[str, str]
) -> Proposal:
    """Return a proposal with what a person changed. Raises ValueError for what does not fit."""
    relation = proposal.relation
    when = cells.get("when", "").strip() or None
    if when and "XXXX" not in when and when != relation.when:
        edtf.bounds(when)
    role = cells.get("role", "").strip() or relation.role
    known = library.background.titles
    if role != relation.role and f"role:{role}" not in known:
        raise ValueError(f"{role!r} is no role that is known")
    relation = relation._replace(when=when, role=role)
    for name in ("agent", "context"):
        figure_id = getattr(relation, name)
        said = cells.get(name, "").strip()
        if figure_id is None or said == _end(proposed, figure_id) or said.startswith("+"):
            continue
        key = said.removeprefix("id:")
        if key not in library.registry:
            raise ValueError(f"{said!r} is not known. Write an identifier of the graph")
        figure = proposed.reading.cast.figures[figure_id]
        changed = figure._replace(id=key, key=key, candidates=())
        proposed.reading.cast.figures[key] = changed
        relation = (
            relation._replace(agent=key) if name == "agent" else relation._replace(context=key)
        )
    return proposal._replace(relation=relation)
