"""Rows of cells as text, with the places where they stand, whatever file they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.errors import Finding

HELPER: Final = "kg"  # who comments on the headers of our templates
MAX_CELL: Final = 32_767  # characters, the limit of spreadsheets
_DOWN: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):\1([0-9]{1,7})")
_FAILED: Final = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")


class Row(NamedTuple):
    """A row: its number in the file (for CSV the line where it begins) and its cells as text."""

    number: int
    cells: tuple[str, ...]
    links: tuple[tuple[int, str], ...] = ()  # addresses behind cells, by column from 0


class Sheet(NamedTuple):
    """One table of a file; *name* is None for CSV. Empty rows are left out, cells are stripped.

    *number* is its place among the sheets of the file, from 1.
    """

    file: str
    name: str | None
    rows: tuple[Row, ...]
    remarks: tuple[Finding, ...] = ()
    number: int = 1

    @property
    def place(self) -> str:
        """Return how messages name the sheet: ``partners.xlsx!Agreements``."""
        return f"{self.file}!{self.name}" if self.name else self.file


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


def _filled_down(
    rows: Iterable[tuple[int, Iterable[str]]], merged: Iterable[str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the value of each range that is merged downwards in all its rows."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for each in merged:
        if match := _DOWN.fullmatch(each):
            starts.setdefault(int(match[2]), []).append((column_number(match[1]), int(match[3])))
    left: list[tuple[int, int, str]] = []
    for number, given in rows:
        cells = list(given)
        left = [each for each in left if each[1] >= number]
        if any(text.strip() for text in cells):
            for at, _, text in left:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = cells[at] or text
        for at, last in starts.get(number, ()):
            left.append((at, last, cells[at] if at < len(cells) else ""))
        yield number, cells


def column_number(letters: str) -> int:
    """Return the place of a column, counted from 0, by its letters.

    >>> column_number("AB")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def as_sheet(
    file: str,
    name: str | None,
    rows: Iterable[tuple[int, Iterable[str]]],
    remarks: list[Finding],
    merged: Iterable[str] = (),
) -> Sheet:
    """Return a sheet of the rows that hold anything.

    *merged* are ranges such as ``B2:B4``: what stands in cells that are merged downwards counts in
    each row of them that says anything else.
    """
    place = f"{file}!{name}" if name else file
    kept: list[Row] = []
    for each in kept_rows(place, _filled_down(rows, merged)):
        if isinstance(each, Row):
            kept.append(each)
        else:
            remarks.append(each)
    return Sheet(file, name, tuple(kept), tuple(remarks))
