"""Tables: columns and rows as plain text, Markdown, CSV and TSV.

Nothing in a cell can steer a terminal or a page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kg.errors import UsageError
from kg.text.terminal import cells, pad, visible, wrap

TEXT_FORMATS: Final = ("table", "md", "csv", "tsv")

_GAP: Final = "  "
_NARROWEST: Final = 6  # columns of text; below this a cell cannot be read any more
_MARKDOWN: Final = str.maketrans(
    {**{sign: "\\" + sign for sign in "\\`*[]|"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_TSV: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Table(NamedTuple):
    """Columns and rows of plain text; None where a row has no value."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str | None, ...]]

    def _repr_markdown_(self) -> str:
        """Return the table as a notebook shows it."""
        return write_table(self, "md")


def write_table(table: Table, text_format: str, *, width: int = 100) -> str:
    """Return *table* as table, md, csv or tsv. Raises UsageError for another format.

    `table` keeps to *width* columns of a terminal by wrapping cells, never by cutting them; it is
    wider only where there are too many columns to be read otherwise.
    """
    match text_format:
        case "table":
            return _plain(table, width)
        case "md":
            return _markdown(table)
        case "csv":
            return _csv(table)
        case "tsv":
            return _tsv(table)
    raise unfit(text_format, "a table", TEXT_FORMATS)


def in_markdown(text: str) -> str:
    """Return *text* so that Markdown shows it as it is."""
    return visible(text).translate(_MARKDOWN)


def unfit(text_format: str, thing: str, fitting: Iterable[str]) -> UsageError:
    """Return the error that says which formats fit *thing*."""
    return UsageError(f"{text_format} does not fit {thing}. Use -f with {', '.join(fitting)}.")


# Plain text


def _plain(table: Table, width: int) -> str:
    head = [visible(column) for column in table.columns]
    body = [[visible(cell or "") for cell in row] for row in table.rows]
    columns = list(zip(head, *body, strict=True))
    words = [[word for cell in column for word in cell.split(" ")] for column in columns]
    widths = _shares(
        [max(map(cells, column)) for column in columns],
        [max(map(cells, several)) for several in words],
        width,
    )
    rule = ["-" * each for each in widths]
    return "".join(_lines(row, widths) for row in (head, rule, *body))


def _shares(wanted: Sequence[int], words: Sequence[int], width: int) -> list[int]:
    """Return the width of each column: what it wants, the widest cut back until all fit.

    *words* are the longest words, which are broken only where there is no other way.
    """
    room = width - len(_GAP) * (len(wanted) - 1)
    for least in (words, [_NARROWEST] * len(words)):
        cap = min(max(wanted, default=0), max(room, _NARROWEST))
        while cap > _NARROWEST and sum(map(min, wanted, [max(cap, each) for each in least])) > room:
            cap -= 1
        shares = list(map(min, wanted, [max(cap, each) for each in least]))
        if sum(shares) <= room:
            break
    return shares


def _lines(row: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, wrapped), default=1)
    text = ""
    for number in range(height):
        parts = [
            pad(cell[number] if number < len(cell) else "", width)
            for cell, width in zip(wrapped, widths, strict=True)
        ]
        text += _GAP.join(parts).rstrip(" ") + "\n"
    return text


# Markdown, CSV, TSV


def _markdown(table: Table) -> str:
    rule = ["---"] * len(table.columns)
    rows = [[in_markdown(cell or "") for cell in row] for row in table.rows]
    head = [in_markdown(column) for column in table.columns]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def _csv(table: Table) -> str:
    """Return RFC 4180 text, values as they are: what a spreadsheet makes of them is its affair."""
    text = io.StringIO()
    csv.writer(text).writerows([table.columns, *table.rows])
    return text.getvalue()


def _tsv(table: Table) -> str:
    rows = [[(cell or "").translate(_TSV) for cell in row] for row in (table.columns, *table.rows)]
    return "".join("\t".join(row) + "\n" for row in rows)
