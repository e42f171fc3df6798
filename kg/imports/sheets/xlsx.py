"""The cells of XLSX workbooks as text: guarded, streamed, nothing executed."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from kg.errors import Finding, SourceError
from kg.imports.sheets.cells import HELPER, Sheet, as_sheet, column_number, finding
from kg.text.addresses import is_web_address

MAX_UNPACKED: Final = 250 * 1000**2  # bytes
MAX_RATIO: Final = 100  # unpacked bytes for each packed one, beyond the first ten million
MAX_CELLS: Final = 5_000_000
MAX_ROWS: Final = 1_048_576  # the last row that spreadsheets have
_FREE: Final = 10 * 1000**2
_HEAD: Final = 1 << 16
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_LINKED: Final = re.compile(rb"<(?:\w+:)?hyperlink ([^>]{1,900}+)>")
_SAID: Final = re.compile(rb'(?<![\w:])(?:[a-z]{1,20}:)?(ref|id)="([^"]{0,200}+)"')
_COMMENT: Final = re.compile(rb"<(?:[a-z]{1,20}:)?comment ([^>]{1,900}+)>")
_REF: Final = re.compile(rb' ?ref="([A-Z]{1,3}[0-9]{1,7})"')
_AUTHOR: Final = re.compile(rb"<(?:[a-z]{1,20}:)?author>([^<]{0,900}+)<")
_BY: Final = re.compile(rb'authorId="([0-9]{1,9})"')
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::.*)?")
_HYPERLINK: Final = re.compile(
    r'=\s*HYPERLINK\(\s*"([^"]{1,2000}+)"\s*(?:[,;]\s*"([^"]{0,2000}+)"\s*)?\)', re.IGNORECASE
)
_SHOWN: Final = 5  # places in a message
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")


def read_workbook(data: bytes, *, name: str, sheet: str | None) -> list[Sheet]:
    """Return the visible sheets of a workbook, or the one of that name, hidden or not.

    Raises SourceError where the bytes are no workbook, or would unpack to too much.
    """
    try:
        return _read_all(data, name, sheet)
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # whatever a damaged file makes the libraries raise
        message = f"a damaged workbook ({type(error).__name__}). Save it anew."
        raise SourceError(message, file=name) from error


def _read_all(data: bytes, name: str, sheet: str | None) -> list[Sheet]:
    guard(data, name)
    _require_workbook(data, name)
    book = _open(data)
    titles = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in titles:
        known = ", ".join(titles)
        raise SourceError(f"has no sheet {sheet!r}. Its sheets are: {known}.", file=name)
    chosen = [each for each in book.worksheets if sheet in (None, each.title)]
    sheets = []
    for each in chosen:
        if sheet is None and each.sheet_state != "visible":
            sheets.append(Sheet(name, each.title, (), (say_hidden(name, each.title),)))
        else:
            sheets.append(_read(each, data, name, titles.index(each.title) + 1))
    return sheets


def _require_workbook(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            step = "Give a workbook, or the table as CSV."
            raise SourceError(f"a ZIP archive that is no XLSX workbook. {step}", file=name)


def guard(data: bytes, name: str) -> None:
    """Refuse a file that unpacks to too much, or whose XML declares a document type.

    Raises SourceError; also where the bytes are no sound archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > min(MAX_UNPACKED, _FREE + MAX_RATIO * len(data)):
            message = f"would unpack to {size / 1000**2:,.0f} MB, too much for {len(data):,} bytes."
            raise SourceError(f"{message} Save the table as CSV.", file=name)
        for entry in entries:
            with packed.open(entry) as part:
                declares = b"<!DOCTYPE" in part.read(_HEAD).replace(b"\0", b"")
            if declares and entry.filename.endswith((".xml", ".rels")):
                what = f"{entry.filename} declares a document type, which may hold entities."
                raise SourceError(f"{what} Save it anew.", file=name)


def _open(data: bytes, *, formulas: bool = False) -> Any:  # noqa: ANN401 - no types
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves out: styles, extensions
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False
        )


def _read(sheet: Any, data: bytes, name: str, number: int) -> Sheet:  # noqa: ANN401 - no types
    looked = _scan(data, sheet._worksheet_path)  # the library shows it nowhere
    merged = [place.decode() for place in looked.merged]
    remarks = [say_merged(name, sheet.title, place) for place in merged]
    remarks += [_say_comments(name, sheet.title, looked.comments)] if looked.comments else []
    links = dict(looked.links)
    if looked.has_formulas:
        remarks += _formulas(sheet, data, name, links)
    read = as_sheet(name, sheet.title, _rows(sheet, name, links), remarks, merged)
    read = read._replace(number=number)
    return _with_links(read, links) if links else read


def _with_links(sheet: Sheet, links: Mapping[tuple[int, int], Link]) -> Sheet:
    """Return a sheet in which each row knows the addresses behind its cells."""
    behind: dict[int, list[tuple[int, str]]] = {}
    for (number, at), link in sorted(links.items()):
        behind.setdefault(number, []).append((at, link.address))
    rows = tuple(row._replace(links=tuple(behind.get(row.number, ()))) for row in sheet.rows)
    return sheet._replace(rows=rows)


def _rows(
    sheet: Any,  # noqa: ANN401 - no types
    name: str,
    links: Mapping[tuple[int, int], Link],
) -> Iterator[tuple[int, Iterable[str]]]:
    """Yield the texts of each row; a link that shows nothing yet shows its own text."""
    for number, cells in _bounded(sheet, name):
        texts = [_text(cell) for cell in cells]
        for at, text in enumerate(texts if links else ()):
            if not text and (link := links.get((number, at))):
                texts[at] = link.text
        yield number, texts


def _bounded(sheet: Any, name: str) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - no types
    """Yield the cells of each row with its number. Raises SourceError where there are too many.

    A file may claim any number for a row, and the library fills up the rows before it.
    """
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen += len(cells)
        if number > MAX_ROWS:
            message = f"a row beyond {MAX_ROWS:,}, the last that a sheet can have. Save it anew."
            raise SourceError(message, file=f"{name}!{sheet.title}")
        if seen > MAX_CELLS:
            message = f"the sheet {sheet.title!r} has more than {MAX_CELLS:,} cells. Split it."
            raise SourceError(message, file=name)
        yield number, cells


def _text(cell: Any) -> str:  # noqa: ANN401 - no types
    """Return a value as a person sees it; a date only as exactly as its format shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, cell.number_format)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _date(value: datetime.date, form: str) -> str:
    """Return a date as EDTF; the format ``mmmm yyyy`` shows no day, so the cell says none."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form.lower())
    if "d" in shown or "y" not in shown:
        return value.isoformat()[:10]
    return value.isoformat()[: 7 if "m" in shown else 4]


class Link(NamedTuple):
    """An address behind a cell, and the text that a formula shows for it."""

    address: str
    text: str = ""


class _Looked(NamedTuple):
    """What the reader of cells passes over: merged ranges, formulas, comments, links."""

    merged: list[bytes]
    has_formulas: bool
    comments: list[str]
    links: Mapping[tuple[int, int], Link]


def _scan(data: bytes, part: str) -> _Looked:
    merged: dict[bytes, None] = {}
    linked: dict[bytes, None] = {}
    has_formulas, before = False, b""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        with packed.open(part) as xml:
            while chunk := xml.read(1 << 20):
                window = before + chunk
                merged |= dict.fromkeys(_MERGED.findall(window))
                linked |= dict.fromkeys(_LINKED.findall(window))
                has_formulas = has_formulas or bool(_FORMULA.search(window))
                before = window[-1000:]  # what may stand across two chunks
        related = _related(packed, part)
        comments = [
            place
            for kind, target in related.values()
            if kind == "comments" and target in packed.namelist()
            for place in _commented(packed.read(target))
        ]
    links = {}
    for each in linked:
        said = {
            name.decode(): text.decode("utf-8", "replace") for name, text in _SAID.findall(each)
        }
        place = _CELL.fullmatch(said.get("ref", ""))
        kind, target = related.get(said.get("id", ""), ("", ""))
        if place and kind == "hyperlink" and is_web_address(target):
            links[int(place[2]), column_number(place[1])] = Link(target)
    return _Looked(list(merged), has_formulas, comments, links)


def _commented(xml: bytes) -> Iterator[str]:
    """Yield the cells that have comments, without the help that our own templates give."""
    authors = _AUTHOR.findall(xml)
    for said in _COMMENT.findall(xml):
        place, by = _REF.search(said), _BY.search(said)
        number = int(by[1]) if by else 0
        if place and not (number < len(authors) and authors[number].decode() == HELPER):
            yield place[1].decode()


def _related(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the target of each part or address that a sheet refers to, by its id."""
    folder, _, name = part.lstrip("/").rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in packed.namelist():
        return {}
    found = {}
    for each in ElementTree.fromstring(packed.read(path)):  # noqa: S314 - guard refused entities
        kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = kind, target
    return found


def _say_comments(name: str, title: str, comments: Sequence[str]) -> Finding:
    shown = ", ".join(comments[:_SHOWN]) + (" …" if len(comments) > _SHOWN else "")
    message = f"comments on cells are not read ({len(comments)}: {shown}). Write them in a column."
    return Finding(f"{name}!{title}", None, "info", "comment", None, message)


def _formulas(
    sheet: Any,  # noqa: ANN401 - no types
    data: bytes,
    name: str,
    links: dict[tuple[int, int], Link],
) -> list[Finding]:
    """Return a finding for each formula: its last value was taken, or there is none.

    What a formula HYPERLINK leads to is added to *links*.
    """
    book = _open(data, formulas=True)
    found = []
    pairs = zip(_bounded(sheet, name), _bounded(book[sheet.title], name), strict=False)
    for (number, values), (_, formulas) in pairs:
        for at, (value, formula) in enumerate(zip(values, formulas, strict=False)):
            if formula.data_type != "f":
                continue
            if (match := _HYPERLINK.match(str(formula.value))) and is_web_address(match[1]):
                links[number, at] = Link(match[1], match[2] or match[1])
            else:
                found.append(_formula(f"{name}!{sheet.title}", number, at, value.value))
    return found


def _formula(place: str, row: int, column: int, value: object) -> Finding:
    if value is None:
        message = "a formula without a value. Open and save the file, or write the value."
        return finding(place, row, column, message)
    message = f"a formula; its last value, {str(value)[:60]!r}, was taken."
    return finding(place, row, column, message, severity="info")


def say_merged(name: str, title: str, place: str) -> Finding:
    """Return the finding that cells are merged; *place* is such as ``B2:B4``."""
    first, _, last = place.partition(":")
    row = int(re.sub(r"\D", "", first))
    down = re.sub(r"\d", "", first) == re.sub(r"\d", "", last)
    said = f"{first} to {last} are merged: "
    if down:
        message = f"{said}what {first} says counts for each of these rows."
        return Finding(f"{name}!{title}", row, "info", "merged-cells", None, message)
    message = f"{said}only {first} holds the value, the others are empty."
    return Finding(f"{name}!{title}", row, "warning", "merged-cells", None, message)


def say_hidden(name: str, title: str) -> Finding:
    """Return the finding that a hidden sheet was not read."""
    message = f"the sheet is hidden and was not read. --sheet {title!r} reads it."
    return Finding(f"{name}!{title}", None, "warning", "hidden-sheet", None, message)
