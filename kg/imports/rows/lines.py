"""Lines of a sheet that are no rows: headings of groups, totals, notes, and what says nothing.

Each is left out and listed, so that a person sees what was not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from kg.errors import Finding
from kg.imports.meaning.columns import Layout
from kg.imports.meaning.dates import read_date
from kg.imports.meaning.headings import blank_words, read_columns
from kg.imports.sheets.cells import Row, Sheet, column_letter
from kg.text.folding import fold
from kg.text.persons import find_personal

_NUMBER: Final = re.compile(r"[\d\s.,%€$£()+-]+")
_MARK: Final = re.compile(r"(?:\*+|†|‡|\d{1,2}\))\s*\S")
_RANGE: Final = re.compile(r"([A-Z]+)(\d+) to ([A-Z]+)(\d+) are merged")
_DITTO: Final = re.compile(r"[\s–—-]*+(?:[\"„“”»«〃]|''|´´|//)[\s\"„“”»«'´/–—-]*+")
_FEW: Final = 3  # columns: in a narrower table, a row of one cell may be a row


def part(
    sheet: Sheet,
    head: Row,
    rows: Iterable[Row],
    layout: Layout,
    sort_of: Callable[[str], str | None],
) -> tuple[list[Row], list[Finding], dict[int, str]]:
    """Return the rows of a sheet, a finding for each line that is left out, and group headings.

    *sort_of* tells whether a text names an "area" or a "body"; the heading under which a row
    stands, if any, is given by its number.
    """
    heading: str | None = None
    headings: dict[int, str] = {}
    kept, left = [], []
    merged = _merged_across(sheet)
    broken = {each.line for each in sheet.remarks if each.severity == "error"}
    for row in rows:
        why = (
            None
            if row.number in broken
            else _why(row, head, layout, sort_of, is_merged=row.number in merged)
        )
        if why is None:
            kept.append(row)
            if heading:
                headings[row.number] = heading
        elif text := next((cell for cell in row.cells if cell), None):
            heading = text if why == "a heading" else heading
            shown = "it is about a person" if find_personal(text) else f"“{text[:60]}”"
            message = f"left out: {why} ({shown})."
            left.append(Finding(sheet.place, row.number, "info", "no-row", None, message))
    return kept, left, headings


def repeat(sheet: Sheet, rows: Iterable[Row]) -> tuple[list[Row], list[Finding]]:
    """Return rows in which *ditto* is what stands above it, and a finding for each such cell."""
    said: dict[int, str] = {}
    kept, found = [], []
    for row in rows:
        cells = list(row.cells)
        for at, text in enumerate(cells):
            if text and _is_ditto(text):
                cells[at] = said.get(at, "")
                shown = "what stands above" if find_personal(cells[at]) else f"“{cells[at][:60]}”"
                message = f"“{text}” is read as {shown if cells[at] else 'nothing: none is above'}."
                letter = column_letter(at)
                place = (sheet.place, row.number, "info", "ditto", None)
                found.append(Finding(*place, message, column=letter))
            elif text:
                said[at] = text
        kept.append(row._replace(cells=tuple(cells)))
    return kept, found


def above(sheet: Sheet, head: Row, rows: Iterable[Row], layout: Layout) -> Iterator[Finding]:
    """Yield a finding for each line above the header, which is not read."""
    for row in rows:
        if row.number >= head.number:
            return
        texts = [text for text in dict.fromkeys(row.cells) if text]
        shown = " ".join(f"“{text[:80]}”" for text in texts if not find_personal(text))
        message = f"above the header, left out: {shown or 'it is about a person'}."
        day = next((day for text in texts if (day := _as_of(text))), None)
        if day and not any(column.field == "attested" for column in layout.columns):
            message += f" --set 'as of={day}' says it of each row."
        yield Finding(sheet.place, row.number, "info", "no-row", None, message)


def _as_of(text: str) -> str | None:
    """Return the day for which a line says that something held, or None."""
    try:
        return read_date(" ".join(text.replace(":", " ").split())).attested
    except ValueError:
        return None


def _is_ditto(text: str) -> bool:
    bare = text.strip().casefold().rstrip(".")
    return bare in read_columns()["ditto"] or bool(_DITTO.fullmatch(bare))


def _why(
    row: Row, head: Row, layout: Layout, sort_of: Callable[[str], str | None], *, is_merged: bool
) -> str | None:
    """Return what a line is where it is no row, else None."""
    filled = [
        cell for cell in row.cells if cell.strip().casefold().rstrip(".") not in blank_words()
    ]
    if not filled:
        return "it says nothing"
    if len(filled) > 1 and _alike(row.cells, head.cells):
        return "the header once more"
    first, *others = filled
    if _is_total(first) and all(_NUMBER.fullmatch(each) for each in others):
        return "a total"
    if all(re.fullmatch(r"\d+[.)]?", each) for each in filled):
        return "a number and nothing else"
    if others:
        return None
    if _is_note(first):
        return "a note"
    return _heading(first, layout, sort_of, is_merged=is_merged)


def _heading(
    text: str, layout: Layout, sort_of: Callable[[str], str | None], *, is_merged: bool
) -> str | None:
    """Return that a line of one text is a heading, where it cannot be a row."""
    columns = {column.field for column in layout.columns if column.at >= 0}
    if is_merged or text.endswith(":"):
        return "a heading"
    if len(columns) < _FEW:
        return None
    alone = layout.kind in ("organisations", "projects", "events", "sources")
    what = sort_of(text)
    return "a heading" if what == "area" or not (alone or what) else None


def _is_total(text: str) -> bool:
    words = re.sub(r"\d+", "", fold(text)).strip()
    return words in _folded("totals")


def _is_note(text: str) -> bool:
    start = fold(text.partition(":")[0]) if ":" in text else ""
    return bool(_MARK.match(text)) or start in _folded("notes")


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, read_columns()[name]))


def _alike(cells: Sequence[str], head: Sequence[str]) -> bool:
    return [fold(each) for each in cells if each] == [fold(each) for each in head if each]


def _merged_across(sheet: Sheet) -> set[int]:
    """Return the rows in which cells beside one another are merged."""
    found = set()
    for remark in sheet.remarks:
        match = _RANGE.match(remark.message) if remark.rule == "merged-cells" else None
        if match and match[1] != match[3]:
            found.add(int(match[2]))
    return found
