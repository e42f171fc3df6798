"""Writing XLSX workbooks: every cell a text, nothing executed, the same bytes every time.

A text that begins like a formula is stored as a text and marked so that a spreadsheet keeps it one
when the cell is edited. The columns are of the format *text*, so that ``2009/`` stays ``2009/``.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kg.errors import KgError
from kg.imports.sheets.cells import HELPER, MAX_CELL, column_letter

Book = Any  # openpyxl has no types

LISTS: Final = ("Lists", "Seznamy")  # the sheet that holds the words of drop-down lists
_EPOCH: Final = datetime.datetime(1980, 1, 1)
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST: Final = 45  # characters of a column
_ROOM: Final = 1000  # rows below the last for which drop-down lists are there


class Head(NamedTuple):
    """A column to write: its header, what it is for, and the words of its drop-down list."""

    title: str
    help: str = ""
    choices: tuple[str, ...] = ()


class Page(NamedTuple):
    """A sheet to write."""

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]


def write_workbook(pages: Iterable[Page], *, lang: str = "en") -> bytes:
    """Return a workbook of *pages*.

    Raises KgError for a text that no cell can hold, naming its row.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    lists: dict[tuple[str, ...], str] = {}
    for page in pages:
        sheet = book.create_sheet(page.title)
        _fill(sheet, page)
        _dress(sheet, page, lists, lang)
    _write_lists(book, lists, lang)
    return _packed(book)


def _fill(sheet: Book, page: Page) -> None:
    rows = [[head.title for head in page.heads], *page.rows]
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at)
            cell.number_format = "@"
            if text:
                _put(cell, text, f"{page.title}:{number}")


def _put(cell: Book, text: str, place: str) -> None:
    """Put a text into a cell as a text, whatever it looks like."""
    if len(text) > MAX_CELL or _UNFIT.search(text):
        problem = "is too long" if len(text) > MAX_CELL else "holds a control character"
        step = "Leave it out, or export another format."
        raise KgError(f"{place}: a text {problem} for a workbook: {text[:40]!r} …. {step}")
    cell.value = text
    cell.data_type = "s"
    if _FORMULA.match(text):
        cell.quotePrefix = True


def _dress(sheet: Book, page: Page, lists: dict[tuple[str, ...], str], lang: str) -> None:
    """Give a sheet what helps the eye: a firm header with notes, widths, drop-down lists."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "A2"
    for at, head in enumerate(page.heads):
        letter = column_letter(at)
        top = sheet[f"{letter}1"]
        top.font = Font(bold=True)
        if head.help:
            top.comment = Comment(head.help, HELPER, width=320, height=90)
        texts = [head.title, *(row[at] for row in page.rows if at < len(row))]
        sheet.column_dimensions[letter].width = min(max(map(len, texts)) + 2, _WIDEST)
        if head.choices:
            listed = lists.setdefault(head.choices, column_letter(len(lists)))
            span = f"'{LISTS[lang == 'cs']}'!${listed}$1:${listed}${len(head.choices)}"
            choice = DataValidation("list", formula1=span, allow_blank=True, showErrorMessage=False)
            choice.add(f"{letter}2:{letter}{len(page.rows) + _ROOM}")
            sheet.add_data_validation(choice)


def _write_lists(book: Book, lists: Mapping[tuple[str, ...], str], lang: str) -> None:
    if not lists:
        return
    sheet = book.create_sheet(LISTS[lang == "cs"])
    sheet.sheet_state = "hidden"
    for words, letter in lists.items():
        for number, word in enumerate(words, 1):
            _put(sheet[f"{letter}{number}"], word, f"{sheet.title}:{number}")


def _packed(book: Book) -> bytes:
    """Return the file of a workbook without the time at which it was made."""
    book.properties.creator = "kg"
    book.properties.created = book.properties.modified = _EPOCH
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content
                )
            new.writestr(entry, content)
    return packed.getvalue()
