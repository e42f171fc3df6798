"""Headers: which rows of a sheet are the header, what the columns mean, and which are not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from kg.errors import Finding, SourceError, UsageError
from kg.imports.meaning import columns
from kg.imports.meaning.columns import Column, Layout, Said
from kg.imports.meaning.dates import read_date
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background
from kg.imports.rows.fitting import keep_one, set_aside_status
from kg.imports.rows.lines import above, part, repeat
from kg.imports.rows.texts import holds_bodies
from kg.imports.sheets.cells import Row, Sheet, column_letter
from kg.imports.sheets.writing import LISTS
from kg.text.addresses import is_web_address
from kg.text.folding import fold
from kg.text.persons import find_personal, names_persons
from kg.text.words import nearest

_HEADER_WITHIN: Final = 10  # rows above which a header has to stand
_COMMENT: Final = "#"
_SAMPLES: Final = 20  # different texts by which it is told what a column may hold
_PLURAL: Final = 0.87  # as close as this, a heading is the plural of a role
_SHOWN: Final = 3  # of them in a message
_MOST: Final = 0.6  # of the samples that have to be of one sort
_NAMED_BY: Final = {  # how the column of bodies is headed, in each kind of table
    "organisations": "name",
    "memberships": "member",
    "agreements": "party",
    "cooperations": "role:cooperating-party",
    "projects": "partner",
    "visits": "visitor",
    "events": "attendee",
}


class Table(NamedTuple):
    """Rows of which the columns are known; those of the header and above it are left out."""

    sheet: Sheet
    layout: Layout
    rows: Sequence[Row]


class Wanted(NamedTuple):
    """What a person said of a table beside it: its kind, the columns, that it has no header.

    *own* is the key of the body whose table it is, *lang* the language of its texts.
    """

    kind: str | None = None
    given: Mapping[str, str] = {}
    for_all: Mapping[str, str] = {}
    no_header: bool = False
    own: str | None = None
    lang: str | None = None


def find_tables(
    sheets: Iterable[Sheet], known: Background, wanted: Wanted
) -> tuple[list[Table], list[Finding]]:
    """Return the sheets of which the columns are known as tables, and what else there is to say.

    Raises SourceError for a table that lacks a column, or has one twice.
    """
    findings: list[Finding] = []
    found: list[Table] = []
    for sheet in sheets:
        if sheet.name in LISTS or sheet.name in read_columns()["example-sheet"]:
            continue
        findings += sheet.remarks
        # A row is a remark or an example where its first text begins with #.
        rows = [row for row in sheet.rows if not next(filter(None, row.cells)).startswith(_COMMENT)]
        if not rows:
            continue
        head, layout, below = _header(sheet, rows, known, wanted)
        if layout is None:
            message = "no columns that are known, so the sheet was not read."
            message += " Name its kind with --kind."
            findings.append(Finding(sheet.place, None, "warning", "unknown-columns", None, message))
            continue
        layout, doubled = keep_one(sheet, head, layout, below, known)
        layout, aside = set_aside_status(sheet, head, layout, below, known)
        findings += [*doubled, *aside]
        findings += above(sheet, head, rows if not wanted.no_header else (), layout)
        below, repeated = repeat(sheet, below)
        findings += repeated
        kept, left, groups = part(sheet, head, below, layout, partial(_sort_of, known=known))
        kept, layout, told = _under_roles(sheet, kept, layout, groups, known)
        left += told
        findings += _unread(sheet, head, layout, kept, known)
        findings += left
        found.append(Table(sheet, layout, kept))
    return found, findings


def _under_roles(
    sheet: Sheet,
    rows: list[Row],
    layout: Layout,
    headings: Mapping[int, str],
    known: Background,
) -> tuple[list[Row], Layout, list[Finding]]:
    """Return rows with the role that the heading of their group names, in a column of its own.

    Whoever is listed under *Observers* is an observer, and no member.
    """
    named = {text: _role_of(text, known) for text in headings.values()}
    fields = {column.field for column in layout.columns}
    if not any(named.values()) or "role" in fields or not _has_roles(layout):
        return rows, layout, []
    width = max(layout.width, *(len(row.cells) for row in rows))
    told, kept = [], []
    for row in rows:
        said = named.get(headings.get(row.number, "")) or ""
        cells = (*row.cells, *[""] * (width - len(row.cells)), said)
        kept.append(row._replace(cells=cells))
    for text, role in named.items():
        if role:
            message = (
                f"the rows below “{text[:60]}” are read in the role “{known.titles[role][0]}”."
            )
            number = next(at for at, each in headings.items() if each == text)
            told.append(Finding(sheet.place, number, "info", "group-role", None, message))
    column = Column(width, columns.SAID, "role")
    return kept, layout._replace(columns=(*layout.columns, column), width=width + 1), told


def _has_roles(layout: Layout) -> bool:
    return "role" in read_columns()["kinds"][layout.kind]["fields"]


def _role_of(text: str, known: Background) -> str | None:
    """Return the role that the heading of a group names, also in the plural, or None."""
    bare = fold(text)
    found = known.concept("role", text) or known.concept("role", bare.removesuffix("s"))
    if found is None and (close := nearest(bare, known.concepts["role"], cutoff=_PLURAL)):
        found = known.concepts["role"][close[0]]
    return found


def _header(
    sheet: Sheet, rows: Sequence[Row], known: Background, wanted: Wanted
) -> tuple[Row, Layout | None, Sequence[Row]]:
    """Return the row of the header, what its columns mean or None, and the rows below it."""
    file = sheet.file.rpartition(".")[0]
    said = Said(wanted.given, wanted.for_all, sheet.name, file)
    recognise = partial(columns.recognise, roles=known.roles, kind=wanted.kind, said=said)
    if wanted.no_header:
        width = max(len(row.cells) for row in rows)
        head = Row(rows[0].number, tuple(column_letter(at) for at in range(width)))
        below = rows
        layout = recognise(head.cells)
    else:
        at, layout = _best(sheet, rows, recognise)
        head, below = rows[at], rows[at + 1 :]
    if layout is not None:
        layout = _with_own(layout, wanted.own)
        layout = layout._replace(lang=wanted.lang or layout.lang)
        _require_columns(sheet, head, layout)
    return head, layout, below


def _with_own(layout: Layout, own: str | None) -> Layout:
    """Return a layout with the side that a table leaves out, which is the body whose it is.

    Raises UsageError for a kind of table that has no other side.
    """
    if own is None:
        return layout
    have = {column.field for column in layout.columns}
    bodies = any(holds_bodies(field) for field in have)
    if layout.kind in ("organisations", "identifiers", "sources"):
        step = "--kind cooperations reads a list of partners, --kind memberships one of members."
        raise UsageError(f"--own: a table of {layout.kind} has no other side. {step}")
    if layout.kind == "memberships" and not have & {"context", "identifier"}:
        field = "context"
    elif layout.kind in ("memberships", "observations") and not bodies:
        field = "body"
    elif layout.kind == "visits" and bodies and not have & {"role:visitor", "body", "body_id"}:
        field = "role:visitor"
    else:
        return layout
    column = Column(-1 - len(layout.values), columns.SAID, field)
    values = (*layout.values, f"id:{own}")
    return layout._replace(columns=(*layout.columns, column), values=values)


def _best(
    sheet: Sheet, rows: Sequence[Row], recognise: Callable[..., Layout | None]
) -> tuple[int, Layout | None]:
    best: tuple[int, Layout | None] = (0, None)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        try:
            layout = recognise(row.cells)
        except SourceError as error:
            if best[1] and not columns.missing(best[1]):
                continue  # below a header, words that could head columns are what a row says
            raise SourceError(error.message, file=sheet.place, line=row.number) from error
        if layout and (best[1] is None or len(layout.columns) > len(best[1].columns)):
            best = (at, layout)
    return best


def _require_columns(sheet: Sheet, row: Row, layout: Layout) -> None:
    lacking = columns.missing(layout)
    if lacking:
        message = f"the column “{lacking[0]}” is missing ({layout.kind})."
        if len(row.cells) == 1:
            message += " There is only one column: separate cells by a comma, semicolon or tab."
        step = f"kg import --template {layout.kind} shows the columns; --map gives one a meaning,"
        step += f" --set '{lacking[0]}=VALUE' says it for all rows."
        raise SourceError(f"{message} {step}", file=sheet.place, line=row.number)


# Columns that are not read


def _unread(
    sheet: Sheet, head: Row, layout: Layout, rows: Sequence[Row], known: Background
) -> Iterator[Finding]:
    """Yield a finding for each column that is not read: what stands in it, and what it may be.

    Where it holds names of bodies, that is no success.
    """
    for at, header in layout.unread:
        texts = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
        samples = list(dict.fromkeys(texts))
        shown = _show(header, samples) if samples else "it is empty"
        guess = _guess(samples[:_SAMPLES], layout, known)
        holds = f"{len(texts):,} cells: {shown}" if texts else shown
        letter = column_letter(at)
        name = letter if find_personal(header) else header[:60]
        message = f"the column “{name}” is not read ({holds})."
        step = f"--map '{name}={guess or 'FIELD'}' gives it a meaning, =- leaves it out."
        names = bool(guess) and guess == _NAMED_BY.get(layout.kind)
        severity, rule = ("error", "unread-names") if names else ("info", "unread-column")
        yield Finding(
            sheet.place, head.number, severity, rule, None, f"{message} {step}", column=letter
        )


def _show(header: str, samples: Sequence[str]) -> str:
    """Return the first samples of a column in quotation marks; a person is never one of them."""
    shown = [] if names_persons(header) else [each for each in samples if not find_personal(each)]
    if not shown:
        return "about persons, who are no part of the graph"
    return ", ".join(f"“{text[:40]}”" for text in shown[:_SHOWN])


def _guess(samples: Sequence[str], layout: Layout, known: Background) -> str | None:
    """Return the field that a column may be, by what stands in it, or None."""
    if not samples:
        return None
    have = {column.field for column in layout.columns}
    body = _NAMED_BY.get(layout.kind)
    tests: list[tuple[str | None, Callable[[str], bool]]] = [
        ("homepage" if layout.kind == "organisations" else "source", is_web_address),
        ("country", lambda text: _is_area(text, known)),
        ("since" if "since" not in have else "until", _is_dated),
        (body, lambda text: _is_body(text, known)),
    ]
    for field, test in tests:
        if field and sum(map(test, samples)) >= _MOST * len(samples):
            return field
    return None


def _sort_of(text: str, known: Background) -> str | None:
    return "area" if _is_area(text, known) else "body" if _is_body(text, known) else None


def _is_area(text: str, known: Background) -> bool:
    return known.countries.find(text) is not None


def _is_dated(text: str) -> bool:
    try:
        return any(each.isdigit() for each in text) and read_date(text).edtf is not None
    except ValueError:
        return False


def _is_body(text: str, known: Background) -> bool:
    """Tell whether a text names a body that is known, or says of what kind one is."""
    if known.catalogue.match(text, ("organisation",)).key:
        return True
    words = f" {fold(text)} "
    return len(words) > 12 and any(f" {kind} " in words for kind in _kinds(known))


def _kinds(known: Background) -> list[str]:
    bodies = set(known.narrower("kind:organisation"))
    return [word for word, kind in known.concepts["kind"].items() if kind in bodies]


def refuse(name: str, sheets: Sequence[Sheet]) -> None:
    """Raise SourceError for a file in which there is nothing to read."""
    if not any(sheet.rows for sheet in sheets):
        hidden = next((each for sheet in sheets for each in sheet.remarks), None)
        said = f" {hidden.message}" if hidden else ""
        raise SourceError(f"no rows.{said} Fill in a template of kg import --template.", file=name)
    step = "kg import --template KIND gives a table with columns that are known."
    raise SourceError(f"no column is known. {step}", file=name)
