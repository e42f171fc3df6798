"""Rows of cells from CSV, TSV and XLSX files, as text, with the places where they stand.

A file is looked at before it is read: what would unpack to gigabytes, is another format under this
name, or is no text in a known encoding is refused. Nothing in a file is ever executed: of a formula
the value counts that the program saved last. What is read differently from how it looks (a hidden
sheet, merged cells, another encoding) is said in a finding.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import Finding, SourceError
from kg.files import read_bytes

MAX_FILE: Final = 200 * 1000**2  # bytes
MAX_CELL: Final = 32_767  # characters, the limit of spreadsheets
ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm")
_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 25  # records by which the delimiter is judged
_FAILED: Final = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_FOREIGN: Final = {
    b"\xd0\xcf\x11\xe0": "an old or a protected Excel file. Save it as .xlsx without a password.",
    b"%PDF": "a PDF file. Copy its table into a spreadsheet.",
    b"\x1f\x8b": "a compressed file. Unpack it first.",
}


class Row(NamedTuple):
    """A row: its number in the file (for CSV the line where it begins) and its cells as text."""

    number: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """One table of a file; *name* is None for CSV. Empty rows are left out, cells are stripped."""

    file: str
    name: str | None
    rows: tuple[Row, ...]
    remarks: tuple[Finding, ...] = ()

    @property
    def place(self) -> str:
        """Return how messages name the sheet: ``partners.xlsx!Agreements``."""
        return f"{self.file}!{self.name}" if self.name else self.file


def read_sheets(path: Path, *, sheet: str | None = None) -> list[Sheet]:
    """Return the tables of a file, or the one that is named *sheet*.

    Raises SourceError where the file cannot be read as a table, or has no such sheet.
    """
    data = read_bytes(path)
    name = path.name
    if len(data) > MAX_FILE:
        raise SourceError(f"larger than {MAX_FILE // 1000**2} MB. Split the file.", file=name)
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise SourceError(f"this is {what}", file=name)
    if data.startswith(b"PK\x03\x04"):
        from kg import workbook_cells

        return workbook_cells.read_workbook(data, name=name, sheet=sheet)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise SourceError("no XLSX workbook, whatever its name says. Save it anew.", file=name)
    if sheet is not None:
        raise SourceError("a text file has no sheets. Leave out --sheet.", file=name)
    return [_read_text(data, name, tab=path.suffix.lower() in (".tsv", ".tab"))]


def column_letter(number: int) -> str:
    """Return the letters by which spreadsheets name a column, counted from 0.

    >>> column_letter(27)
    'AB'
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def finding(
    sheet: str, row: int | None, column: int | None, message: str, *, severity: str = "error"
) -> Finding:
    """Return a finding at a cell; *row* as in `Row`, *column* counted from 0."""
    letter = None if column is None else column_letter(column)
    return Finding(sheet, row, severity, "cell", None, message, letter)


def kept_rows(file: str, rows: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Row | Finding]:
    """Yield the rows that hold anything, cells stripped, and findings for cells too long."""
    for number, cells in rows:
        texts = [each.strip() for each in cells]
        if not any(texts):
            continue
        for at, text in enumerate(texts):
            if problem := _problem(text):
                yield finding(file, number, at, problem)
                texts[at] = ""
        yield Row(number, tuple(texts))


def _problem(text: str) -> str | None:
    """Return why a text can be no content of a cell, or None."""
    if len(text) > MAX_CELL:
        return f"a cell of {len(text):,} characters; {MAX_CELL:,} is the most. Shorten it."
    if _FAILED.fullmatch(text):
        return f"{text} is what a formula gives that failed. Write the value."
    return None


def as_sheet(
    file: str, name: str | None, rows: Iterable[tuple[int, Iterable[str]]], remarks: list[Finding]
) -> Sheet:
    """Return a sheet of the rows that hold anything."""
    place = f"{file}!{name}" if name else file
    kept: list[Row] = []
    for each in kept_rows(place, rows):
        if isinstance(each, Row):
            kept.append(each)
        else:
            remarks.append(each)
    return Sheet(file, name, tuple(kept), tuple(remarks))


# Text files


def _read_text(data: bytes, name: str, *, tab: bool) -> Sheet:
    text, remark = _decode(data, name)
    remarks = [Finding(name, None, "warning", "encoding", None, remark)] if remark else []
    if re.match(r"\s*<(!doctype|html|\?xml|table)\b", text, re.IGNORECASE):
        raise SourceError("this looks like a web page, not a table. Download the data.", file=name)
    separator = re.match(r"sep=(.)\r?\n", text)
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else "\t" if tab else sniff(body)
    skipped = 1 if separator else 0
    records = ((number + skipped, cells) for number, cells in _records(body, delimiter, name))
    return as_sheet(name, None, records, remarks)


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    """Return the text of a file and, where it is no UTF-8, a sentence about that."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name), None
    try:
        text, remark = data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        text = _decoded(data, "cp1250", name)
        remark = "not UTF-8, so it was read as Windows-1250. Check the names, or save it as UTF-8."
    if "\0" in text:
        raise SourceError("this is no text file. Give a CSV, TSV or XLSX file.", file=name)
    return text, remark


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"neither UTF-8 nor {encoding} (byte 0x{data[error.start]:02x})."
        raise SourceError(f"{message} Save it as UTF-8.", file=name, line=line) from error


def sniff(text: str) -> str:
    """Return the delimiter of a CSV text: the one that gives most rows the same number of cells.

    >>> sniff("partner;founded, seat\\nA;2009\\nB;2010, Praha")
    ';'
    """
    lines = io.StringIO(text[: 1 << 16], newline="")
    sample = [line for line, _ in zip(lines, range(_SAMPLE * 4), strict=False)]

    def score(delimiter: str) -> tuple[float, int]:
        widths = _widths(sample, delimiter)
        head = max(widths, default=1)
        alike = sum(1 for width in widths if width == head) / len(widths) if widths else 0.0
        return (alike if head > 1 else 0.0), head

    best = max(_DELIMITERS, key=score)
    return best if score(best)[0] else ","


def _widths(lines: list[str], delimiter: str) -> list[int]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        records = [record for record, _ in zip(reader, range(_SAMPLE), strict=False)]
    except csv.Error:
        return []
    return [len(record) for record in records if any(record)]


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV text with the line on which each begins."""
    csv.field_size_limit(MAX_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for record in reader:
            yield begins, record
            begins = reader.line_num + 1
    except csv.Error as error:
        said = "a quotation mark is not closed, or stands in the middle of a cell"
        message = f"{said} ({error}). Double it inside a quoted cell."
        raise SourceError(message, file=name, line=begins) from error
