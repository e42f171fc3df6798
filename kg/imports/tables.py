"""People's tables as records: every sheet of every file, with what is wrong and what is asked.

A row is read as a whole or left out as a whole. Sheets that say what exists come before those that
name it, whatever their order in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.additions.records import Records, Source, TableRow, Text
from kg.errors import Finding, NotFound, UsageError
from kg.imports.graphs import read_graphs
from kg.imports.meaning import columns
from kg.imports.meaning.columns import Said
from kg.imports.meaning.dates import DATED, Order, find_order
from kg.imports.meaning.decided import Asked, Chosen
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background, address_of, find_source
from kg.imports.meaning.mentions import BODY, Meant, Mentions
from kg.imports.rows.draft import Draft, cited
from kg.imports.rows.edits import settle
from kg.imports.rows.headers import Table, Wanted, find_tables, refuse
from kg.imports.rows.joining import join
from kg.imports.rows.keeping import hold_back, keep
from kg.imports.rows.kinds import read_parent, read_row
from kg.imports.rows.row import RowCells
from kg.imports.rows.texts import find_decimal
from kg.imports.rows.updates import find_deleted, update
from kg.imports.sheets.cells import Row, finding
from kg.imports.sheets.files import read_sheets
from kg.names import ID, SRC, expand, shorten
from kg.rdf.turtle import value
from kg.text.folding import slug

SHEETS: Final = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_ORDER: Final = (
    *("sources", "organisations", "projects", "events", "agreements", "cooperations"),
    *("memberships", "visits", "observations", "identifiers"),
)


class Options(NamedTuple):
    """What a person said beside the files.

    *given* are meanings of columns by header or letter; *source*, *title*, *publisher* and *date*
    describe the document that is cited where a row names none: by default the file itself;
    *own* is the body whose table it is, the other side of rows that name one only; *base* is the
    address against which relative ones of RDF are read; *for_all* are values of fields in every
    row; *unknown_as_notes* keeps words for kind, role and status that are not known as notes;
    *encoding* is that of text files, *lang* the language of their texts; *texts* are those of
    documents by key, and *documents* those of them that are new.
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
    base: str | None = None
    for_all: Mapping[str, str] = {}
    no_header: bool = False
    unknown_as_notes: bool = False
    encoding: str | None = None
    lang: str | None = None
    texts: Mapping[str, str] = {}
    documents: tuple[Source, ...] = ()


class TablesRead(NamedTuple):
    """What tables say: records, what is wrong, what has to be decided, and how names were found.

    *rows* are the rows that were read, *withheld* those of them that are wrong or wait; *read_as*
    tells of each sheet as what kind of table it was read, and how many rows it has; *missing* are
    claims that a table says no longer; *profiles* say what the candidates of names are. The edits
    of the records are cells of an exported workbook that say something else than the graph.
    """

    records: Records
    findings: list[Finding]
    asked: list[Asked]
    matched: Mapping[str, int]
    rows: int
    withheld: int
    read_as: tuple[tuple[str, str, int], ...] = ()
    missing: int = 0
    profiles: Mapping[str, str] = {}


class _Cited(NamedTuple):
    """A table with what its rows cite, which may be the file itself."""

    table: Table
    source: Source
    is_file: bool


class _Given(NamedTuple):
    """What files hold: tables with what their rows cite, and what is wrong."""

    tables: list[_Cited]
    findings: list[Finding]
    wrong: int


def read_tables(
    paths: Iterable[Path], background: Background, decisions: Sequence[Chosen], options: Options
) -> TablesRead:
    """Return what the tables of files say.

    Raises SourceError for what cannot be read as a table, or has no columns that are known.
    """
    columns.require_fields(Said(options.given, options.for_all), background.roles)
    mentions = Mentions(background, decisions, accept_new=options.accept_new)
    paths = list(paths)
    for each in options.documents:
        background.taken.add(each.key)
        for name in (each.key, each.url, each.title.text):
            if name:
                background.sources.setdefault(address_of(name), each.key)
    graphs = read_graphs(
        [path for path in paths if path.suffix.lower() not in SHEETS],
        background,
        decisions,
        lambda path, lang, named: _default_source(path, lang, background, named, options),
        accept_new=options.accept_new,
        base=options.base,
    )
    sheets = [path for path in paths if path.suffix.lower() in SHEETS]
    own, drafts = _own(background, options), dict[str, Draft]()
    given = _open(sheets, background, mentions, options, own)
    rows: list[RowCells] = []
    for listed in sorted(given.tables, key=lambda each: _ORDER.index(each.table.layout.kind)):
        new = Draft(background, mentions, listed.source, own)
        draft = drafts.setdefault(listed.source.key, new)
        rows += _read_rows(listed, draft, unknown_as_notes=options.unknown_as_notes)
    join([each for draft in drafts.values() for each in draft.entries], background)
    places = {each.source.key: each.table.sheet.file for each in given.tables}
    updates = update(rows, places, background, mentions)
    for table, *_ in given.tables:
        if _is_export(table):
            own_rows = [row for row in rows if row.place().sheet == table.sheet.place]
            more = find_deleted(
                own_rows, table.layout.kind, table.sheet.place, background, mentions
            )
            updates = updates.and_more(more)
    hold_back(rows)
    sound = [row for row in rows if row.is_sound]
    for row in sound:
        row.report_unused()
    edits, conflicts = settle([*(edit for row in sound for edit in row.edits), *updates.edits])
    sources = {each.key: each for each in options.documents}
    sources |= {key: source for draft in drafts.values() for key, source in draft.sources.items()}
    described = {key for draft in drafts.values() for key in draft.described}
    records = keep(rows, mentions.things, sources, described)
    return TablesRead(
        records=_join(graphs.records, records._replace(edits=tuple(edits))),
        findings=[
            *graphs.findings,
            *given.findings,
            *(each for row in rows for each in row.findings),
            *conflicts,
            *updates.findings,
        ],
        asked=[*graphs.asked, *mentions.asked],
        matched=Counter(graphs.matched) + Counter(mentions.matched),
        rows=graphs.rows + len(rows),
        withheld=graphs.withheld + given.wrong + len(rows) - len(sound) + len(conflicts),
        missing=updates.waiting,
        profiles=_profiles(mentions.asked, background),
        read_as=tuple(
            (table.sheet.place, table.layout.kind, len(table.rows)) for table, *_ in given.tables
        ),
    )


def _is_export(table: Table) -> bool:
    """Tell whether a sheet has every column of an exported one, with the claim of each row."""
    fields = read_columns()["kinds"][table.layout.kind]["export"]
    return "claim" in fields and set(fields) <= {each.field for each in table.layout.columns}


def _profiles(asked: Iterable[Asked], known: Background) -> dict[str, str]:
    """Return of each candidate its country and kind, in words."""
    found = {}
    for key in {each.key for question in asked for each in question.meaning.candidates}:
        thing = known.catalogue.get(key)
        values = known.data.get(ID + key, {})
        names = [*values.get(expand("org:classification"), ()), *values.get(expand("pc:kind"), ())]
        kinds = [known.titles[shorten(each.value)][0] for each in names]
        home = thing.country if thing else None
        found[key] = ", ".join([*([known.catalogue.label(home)] if home else ()), *kinds])
    return found


def _join(graphs: Records, tables: Records) -> Records:
    """Return the records of graphs and those of tables as one."""
    return Records(
        (*graphs.things, *tables.things),
        (*graphs.sources, *tables.sources),
        (*graphs.statements, *tables.statements),
        (*graphs.edits, *tables.edits),
        (*graphs.own, *tables.own),
    )


def _open(
    paths: Iterable[Path],
    background: Background,
    mentions: Mentions,
    options: Options,
    own: Meant | None,
) -> _Given:
    """Return the tables of spreadsheets."""
    given, wrong = _Given([], [], 0), 0
    for path in paths:
        sheets = read_sheets(path, sheet=options.sheet, encoding=options.encoding)
        wanted = Wanted(
            options.kind,
            options.given,
            options.for_all,
            options.no_header,
            own.key if own else None,
            options.lang,
        )
        tables, findings = find_tables(sheets, background, wanted)
        wrong += sum(each.rule == "unread-names" for each in findings)
        if not tables:
            refuse(path.name, sheets)
        given.findings.extend(findings)
        lang = tables[0].layout.lang
        default = _default_source(path, lang, background, mentions, options)
        is_file = _is_file(path, default, background, options)
        given.tables.extend(_Cited(table, default, is_file) for table in tables)
    return given._replace(wrong=wrong)


def _default_source(
    path: Path, lang: str, background: Background, mentions: Mentions, options: Options
) -> Source:
    """Return the document that is cited where a row names none."""
    words = options.source or options.title or path.name
    known = find_source(background, words)
    if known:
        _refuse_otherwise(known, options, background)
        return Source(known, Text(words), lang)
    if options.source:
        made = cited(words, mentions, lang)
    else:  # the file is a document of its own
        made = Source(mentions.mint(slug(path.stem) or "table"), Text(words, lang), lang)
    publisher = options.publisher
    key = background.catalogue.match(publisher, (BODY,)).key if publisher else None
    return made._replace(
        title=Text(options.title, lang) if options.title else made.title,
        publisher=key,
        publisher_name=None if key else publisher,
        date=options.date,
    )


def _is_file(path: Path, source: Source, known: Background, options: Options) -> bool:
    """Tell whether the document that is cited is the file itself, so that its rows are places."""
    titles = known.data.get(SRC + source.key, {}).get(expand("dcterms:title"), ())
    names = [*map(value, titles), *filter(None, (options.source, source.title.text, source.url))]
    return options.source is None or path.name in {name.rpartition("/")[2] for name in names}


def _refuse_otherwise(key: str, options: Options, known: Background) -> None:
    """Raise UsageError where a person says of a document that is known what its record does not."""
    values = known.data.get(SRC + key, {})
    publisher = options.publisher
    body = known.catalogue.match(publisher, (BODY,)).key if publisher else None
    for option, said, names in (
        ("title", options.title, ("dcterms:title",)),
        ("date", options.date, ("dcterms:issued",)),
        ("publisher", body or publisher, ("dcterms:publisher", "dc:publisher")),
    ):
        has = [
            value(each).removeprefix(ID) for name in names for each in values.get(expand(name), ())
        ]
        if said and said not in has:
            record = f"has {has[0]!r}" if has else "has none"
            step = "Leave it out, or edit the record: kg export -f xlsx, sheet Sources."
            raise UsageError(f"--{option} {said}: src:{key} is known, and {record}. {step}")


def _read_rows(listed: _Cited, draft: Draft, *, unknown_as_notes: bool) -> list[RowCells]:
    """Read the rows of a table into a draft; one that stands twice is read once."""
    table, sheet = listed.table, listed.table.sheet
    broken = {each.line for each in table.sheet.remarks if each.severity == "error"}
    rows = []
    seen: dict[tuple[str, ...], int] = {}
    orders, decimals = _orders(table), _decimals(table)
    for row in table.rows:
        cells = RowCells(row, table.layout, table.sheet.place, draft.known, draft.mentions)
        cells.keeps_unknown, cells.orders = unknown_as_notes, orders
        cells.decimals = decimals
        cells.stands = TableRow(row.number, sheet.name, sheet.number) if listed.is_file else None
        first = seen.setdefault(row.cells, row.number) if table.layout.lettered else row.number
        if first != row.number:
            cells.report(f"the same as row {first}, read once.", severity="warning", rule="doubled")
            cells.use_all()
        elif row.number in broken:
            cells.findings.append(_broken(table, row))
        elif beyond := _beyond(row, table):
            cells.findings.append(beyond)
        else:
            read_row(table.layout.kind, cells, draft)
        rows.append(cells)
    if table.layout.kind == "organisations":
        for cells in rows:
            read_parent(cells, draft)
    return rows


def _orders(table: Table) -> dict[int, Order | None]:
    """Return what comes first in the dates of each column: only English has the month there."""
    usual: Order | None = None if table.layout.lang == "en" else "day"
    return {
        column.at: find_order(
            (row.cells[column.at] for row in table.rows if column.at < len(row.cells)), usual
        )
        for column in table.layout.columns
        if column.at >= 0 and column.field in DATED
    }


def _decimals(table: Table) -> dict[int, str | None]:
    """Return what stands before decimals in each column of numbers, where one of them proves it."""
    return {
        column.at: find_decimal(
            row.cells[column.at] for row in table.rows if column.at < len(row.cells)
        )
        for column in table.layout.columns
        if column.at >= 0 and column.field in ("amount", "number")
    }


def _own(background: Background, options: Options) -> Meant | None:
    """Return the body whose table it is. Raises NotFound where that is not known."""
    if options.own is None:
        return None
    meaning = background.catalogue.match(options.own, (BODY,))
    if meaning.key is None:
        close = ", ".join(f"id:{each.key}" for each in meaning.candidates)
        step = f"Did you mean {close}?" if close else "Give an identifier."
        raise NotFound(f"--own: {options.own!r} is not known. {step}")
    return Meant(meaning.key)


def _broken(table: Table, row: Row) -> Finding:
    message = "held back for what is wrong with a cell of it."
    return finding(table.sheet.place, row.number, None, message)


def _beyond(row: Row, table: Table) -> Finding | None:
    """Return what is wrong with a row that has more cells than the header."""
    width = max(table.layout.width, *(column.at + 1 for column in table.layout.columns))
    beyond = next((at for at, text in enumerate(row.cells) if at >= width and text), None)
    if beyond is None:
        return None
    message = f"more cells than the header has columns ({width}). Is a separator in a text?"
    return finding(table.sheet.place, row.number, beyond, message)
