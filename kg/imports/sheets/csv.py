"""The cells of CSV and TSV files: encoding and delimiter found out, lines counted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from kg.errors import Finding, SourceError
from kg.imports.sheets.cells import Sheet, as_sheet
from kg.imports.sheets.encoding import decode

_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 25  # records by which the delimiter is judged
_LONGEST: Final = 200 * 1000**2  # characters of a cell, before it is found too long


def read_text_table(data: bytes, name: str, *, tab: bool, encoding: str | None = None) -> Sheet:
    """Return the table of a CSV or, with *tab*, a TSV file, in an *encoding* where it is said.

    Raises SourceError for what is no text, of no clear encoding, or has a quotation mark that is
    not closed.
    """
    text, remark = decode(data, name, encoding)
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
