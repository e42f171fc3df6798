"""Tables in files: which rows are the header, what the columns mean, what document is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.additions.minting import slug
from kg.additions.records import Source, Text
from kg.errors import Finding, SourceError
from kg.imports.meaning import columns
from kg.imports.meaning.columns import Layout
from kg.imports.meaning.known import Background, find_source
from kg.imports.meaning.mentions import Mentions
from kg.imports.rows.draft import cited
from kg.imports.sheets.cells import Row, Sheet, finding
from kg.imports.sheets.files import read_sheets
from kg.imports.sheets.writing import LISTS

_HEADER_WITHIN: Final = 10  # rows above which a header has to stand
_COMMENT: Final = "#"


class Options(NamedTuple):
    """What a person said beside the files.

    *given* are meanings of columns by header or letter; *source*, *title*, *publisher* and *date*
    describe the document that is cited where a row names none: by default the file itself;
    *own* is the body whose table it is, the other side of rows that name one only.
    """

    kind: str | None = None
    sheet: str | None = None
    given: Mapping[str, str] = {}
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    accept_new: bool = False
    own: str | None = None


class Table(NamedTuple):
    """A table whose columns are known; *default* is what is cited where a row names no source."""

    sheet: Sheet
    layout: Layout
    rows: Sequence[Row]  # without the header
    default: Source


def find_tables(
    path: Path,
    background: Background,
    mentions: Mentions,
    options: Options,
    findings: list[Finding],
) -> list[Table]:
    """Return the tables of a file whose columns are known; *findings* gets what else there is.

    Raises SourceError for what cannot be read as a table, or has no columns that are known.
    """
    sheets = read_sheets(path, sheet=options.sheet)
    default: Source | None = None
    found: list[Table] = []
    for sheet in sheets:
        if sheet.name in LISTS:
            continue
        findings += sheet.remarks
        rows = [row for row in sheet.rows if not _is_comment(row)]
        if not rows:
            continue
        at, layout = _header(sheet, rows, background, options)
        if layout is None:
            findings.append(_unknown(sheet))
            continue
        default = default or default_source(path, layout.lang, background, mentions, options)
        findings += _unread(sheet, rows[at], layout)
        found.append(Table(sheet, layout, rows[at + 1 :], default))
    if not found:
        _refuse(path.name, sheets)
    return found


def _header(
    sheet: Sheet, rows: Sequence[Row], background: Background, options: Options
) -> tuple[int, Layout | None]:
    """Return the row of the header and what its columns mean, None where nothing is known."""
    named = columns.kind_of_sheet(sheet.name)
    best: tuple[int, Layout | None] = (0, None)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        try:
            layout = columns.recognise(
                row.cells, background.roles, kind=options.kind, named=named, given=options.given
            )
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


def default_source(
    path: Path, lang: str, background: Background, mentions: Mentions, options: Options
) -> Source:
    """Return the document that is cited where a row names none."""
    words = options.source or options.title or path.name
    known = find_source(background, words)
    if known:
        return Source(known, Text(words), lang)
    made = cited(words, mentions, lang) if options.source else _file(path, words, lang, mentions)
    publisher = (
        background.catalogue.match(options.publisher, ("organisation",))
        if options.publisher
        else None
    )
    key = publisher.key if publisher else None
    return made._replace(
        title=Text(options.title, lang) if options.title else made.title,
        publisher=key,
        publisher_name=None if key else options.publisher,
        date=options.date,
    )


def _file(path: Path, title: str, lang: str, mentions: Mentions) -> Source:
    """Return the record of a spreadsheet as a document of its own."""
    return Source(mentions.mint(slug(path.stem) or "table"), Text(title, lang), lang)


def _unread(sheet: Sheet, row: Row, layout: Layout) -> Iterable[Finding]:
    for at, header in layout.unread:
        message = f"the column “{header[:60]}” is not read."
        step = f"--map '{header[:60]}=FIELD' gives it a meaning."
        yield finding(sheet.place, row.number, at, f"{message} {step}", severity="info")


def _unknown(sheet: Sheet) -> Finding:
    message = "no columns that are known, so the sheet was not read. Name its kind with --kind."
    return Finding(sheet.place, None, "warning", "unknown-columns", None, message)


def _refuse(name: str, sheets: Sequence[Sheet]) -> None:
    """Raise SourceError for a file in which there is nothing to read."""
    if not any(sheet.rows for sheet in sheets):
        hidden = next((each for sheet in sheets for each in sheet.remarks), None)
        said = f" {hidden.message}" if hidden else ""
        raise SourceError(f"no rows.{said} Fill in a template of kg import --template.", file=name)
    step = "kg import --template KIND gives a table with columns that are known."
    raise SourceError(f"no column is known. {step}", file=name)


def _is_comment(row: Row) -> bool:
    """Tell whether a row is a remark or an example: its first text begins with #."""
    return next(text for text in row.cells if text).startswith(_COMMENT)
