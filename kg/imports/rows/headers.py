"""Headers: which rows of a sheet are the header, and what the columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from kg.errors import Finding, SourceError
from kg.imports.meaning import columns
from kg.imports.meaning.columns import Layout, Roles
from kg.imports.sheets.cells import Row, Sheet, finding
from kg.imports.sheets.writing import LISTS

_HEADER_WITHIN: Final = 10  # rows above which a header has to stand
_COMMENT: Final = "#"


class Table(NamedTuple):
    """Rows of which the columns are known; those of the header and above it are left out."""

    sheet: Sheet
    layout: Layout
    rows: Sequence[Row]


def find_tables(
    sheets: Iterable[Sheet], roles: Roles, *, kind: str | None, given: Mapping[str, str]
) -> tuple[list[Table], list[Finding]]:
    """Return the sheets of which the columns are known as tables, and what else there is to say.

    *kind* is what the rows are about, *given* the meanings of columns, where a person said so.

    Raises SourceError for a table that lacks a column, or has one twice.
    """
    recognise = partial(columns.recognise, roles=roles, kind=kind, given=given)
    findings: list[Finding] = []
    found: list[Table] = []
    for sheet in sheets:
        if sheet.name in LISTS:
            continue
        findings += sheet.remarks
        # A row is a remark or an example where its first text begins with #.
        rows = [row for row in sheet.rows if not next(filter(None, row.cells)).startswith(_COMMENT)]
        if not rows:
            continue
        at, layout = _header(sheet, rows, recognise)
        if layout is None:
            message = "no columns that are known, so the sheet was not read."
            message += " Name its kind with --kind."
            findings.append(Finding(sheet.place, None, "warning", "unknown-columns", None, message))
            continue
        findings += _unread(sheet, rows[at], layout)
        found.append(Table(sheet, layout, rows[at + 1 :]))
    return found, findings


def _header(
    sheet: Sheet, rows: Sequence[Row], recognise: Callable[..., Layout | None]
) -> tuple[int, Layout | None]:
    """Return the row of the header and what its columns mean, None where nothing is known."""
    named = columns.kind_of_sheet(sheet.name)
    best: tuple[int, Layout | None] = (0, None)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        try:
            layout = recognise(row.cells, named=named)
        except SourceError as error:
            if best[1] and not columns.missing(best[1]):
                continue  # below a header, words that could head columns are what a row says
            raise SourceError(error.message, file=sheet.place, line=row.number) from error
        if layout and (best[1] is None or len(layout.columns) > len(best[1].columns)):
            best = (at, layout)
    if best[1] is not None:
        _require_columns(sheet, rows[best[0]], best[1])
    return best


def _require_columns(sheet: Sheet, row: Row, layout: Layout) -> None:
    lacking = columns.missing(layout)
    if lacking:
        message = f"the column “{lacking[0]}” is missing ({layout.kind})."
        if len(row.cells) == 1:
            message += " There is only one column: separate cells by a comma, semicolon or tab."
        step = f"kg import --template {layout.kind} shows the columns; --map gives one a meaning."
        raise SourceError(f"{message} {step}", file=sheet.place, line=row.number)
    doubled = columns.find_doubled(layout)
    if doubled:
        raise SourceError(doubled.message, file=sheet.place, line=row.number)


def _unread(sheet: Sheet, row: Row, layout: Layout) -> Iterable[Finding]:
    for at, header in layout.unread:
        message = f"the column “{header[:60]}” is not read."
        step = f"--map '{header[:60]}=FIELD' gives it a meaning."
        yield finding(sheet.place, row.number, at, f"{message} {step}", severity="info")


def refuse(name: str, sheets: Sequence[Sheet]) -> None:
    """Raise SourceError for a file in which there is nothing to read."""
    if not any(sheet.rows for sheet in sheets):
        hidden = next((each for sheet in sheets for each in sheet.remarks), None)
        said = f" {hidden.message}" if hidden else ""
        raise SourceError(f"no rows.{said} Fill in a template of kg import --template.", file=name)
    step = "kg import --template KIND gives a table with columns that are known."
    raise SourceError(f"no column is known. {step}", file=name)
