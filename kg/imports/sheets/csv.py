"""The cells of CSV and TSV files: encoding and delimiter found out, lines counted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from kg.errors import Finding, SourceError
from kg.imports.sheets.cells import Sheet, as_sheet

_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 25  # records by which the delimiter is judged
_LONGEST: Final = 200 * 1000**2  # characters of a cell, before it is found too long


def read_text_table(data: bytes, name: str, *, tab: bool) -> Sheet:
    """Return the table of a CSV or, with *tab*, a TSV file.

    Raises SourceError for what is no text, or has a quotation mark that is not closed.
    """
    text, remark = _decode(data, name)
    text = _LONE_RETURN.sub("\n", text)  # the line ends of old Macs, and of Excel for new ones
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
    csv.field_size_limit(_LONGEST)
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
