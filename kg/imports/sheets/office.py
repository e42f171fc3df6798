"""The cells of .xls and .ods as text, read in a process of its own that a limit can end.

The library holds a sheet as a whole, from its first filled cell to its last: a cell that claims to
stand a billion rows away would take all memory, so only the child pays for it. It tells neither
formulas nor how a date is shown; dates that are all the first of a month are said.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from kg import worker
from kg.errors import Finding, QueryError, SourceError
from kg.imports.sheets.cells import Sheet, as_sheet, column_letter
from kg.imports.sheets.xlsx import MAX_CELLS, MAX_ROWS, guard, say_hidden, say_merged

_TIMEOUT: Final = 60.0  # seconds for a file
_MEMORY: Final = 1024**3  # bytes
_MAX_COLUMNS: Final = 16_384
_REPEATED: Final = re.compile(
    rb'<table:table[ >]|:number-rows-repeated="([0-9]{1,18})"'
    rb'|:number-columns-repeated="([0-9]{1,18})"'
)
_MONTHS: Final = 3  # dates in a column from which on it is odd that all are the first of a month
_SPREADSHEET: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def is_ods(data: bytes) -> bool:
    """Tell whether a ZIP archive is an OpenDocument spreadsheet: its first entry says so."""
    return _SPREADSHEET in data[:200]


def read_office(data: bytes, *, name: str, sheet: str | None) -> list[Sheet]:
    """Return the visible sheets of an .xls or .ods file, or the one of that name, hidden or not.

    Raises SourceError where the bytes are none, or hold too much.
    """
    import python_calamine  # noqa: F401 - the child can open no file, that of a module included

    if data.startswith(b"PK"):
        try:
            guard(data, name)
            _refuse_far(data, name)
        except (SourceError, MemoryError):
            raise
        except Exception as error:  # whatever a damaged archive makes the library raise
            message = f"a damaged spreadsheet ({type(error).__name__}). Save it anew."
            raise SourceError(message, file=name) from error
    kept = io.BytesIO()

    def job(result: IO[bytes]) -> int:
        for part in _parts(data, name, sheet):
            result.write(json.dumps(part, ensure_ascii=False).encode() + b"\n")
        return 0

    try:
        worker.run(job, output=kept, timeout=_TIMEOUT, memory=_MEMORY)
    except QueryError as error:
        message = "reading it took too much time or memory: cells far away, or too many."
        raise SourceError(f"{message} Save the table as CSV.", file=name) from error
    return list(_sheets(kept.getvalue(), name))


def _refuse_far(data: bytes, name: str) -> None:
    """Refuse a spreadsheet whose rows or columns lie beyond the last that there can be.

    The library counts through empty rows one by one, and forgets what stands behind too many.
    """
    rows, before = 0, b""
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("content.xml") as xml:
        while chunk := xml.read(1 << 20):
            window = before + chunk
            end = 0
            for match in _REPEATED.finditer(window):
                end = match.end()
                if match[1] is None and match[2] is None:
                    rows = 0  # another sheet begins
                rows += int(match[1] or 0)
                if rows > MAX_ROWS or int(match[2] or 0) > _MAX_COLUMNS:
                    message = "cells beyond the last row or column that a spreadsheet has."
                    raise SourceError(f"{message} Save it anew.", file=name)
            before = window[max(end, len(window) - 100) :]  # what may stand across two chunks


def _parts(data: bytes, name: str, sheet: str | None) -> Iterator[object]:
    """Yield for each sheet its title, whether it is left out, merged ranges, and then its rows."""
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        titles = book.sheet_names
        if sheet is not None and sheet not in titles:
            known = ", ".join(titles)
            raise SourceError(f"has no sheet {sheet!r}. Its sheets are: {known}.", file=name)
        visible = python_calamine.SheetVisibleEnum.Visible
        for each in book.sheets_metadata:
            if sheet not in (None, each.name):
                continue
            hidden = sheet is None and each.visible != visible
            table = None if hidden else book.get_sheet_by_name(each.name)
            number = titles.index(each.name) + 1
            merged = _ranges(table)
            yield {"title": each.name, "number": number, "hidden": hidden, "merged": merged}
            if table is not None:
                yield from _rows(table, name)
    except python_calamine.PasswordError as error:
        raise SourceError("protected by a password. Save it without one.", file=name) from error
    except python_calamine.CalamineError as error:
        message = f"a damaged spreadsheet ({error}). Save it anew, best as .xlsx."
        raise SourceError(" ".join(message.split()), file=name) from error


def _rows(table: Any, name: str) -> Iterator[list[str]]:  # noqa: ANN401 - no types
    if table.total_height * table.total_width > MAX_CELLS:
        message = f"the sheet {table.name!r} has more than {MAX_CELLS:,} cells. Split it."
        raise SourceError(message, file=name)
    for row in table.to_python(skip_empty_area=False):
        yield [_text(value) for value in row]


def _ranges(table: Any) -> list[str]:  # noqa: ANN401 - no types
    found = table.merged_cell_ranges if table is not None else None
    return [
        f"{column_letter(first[1])}{first[0] + 1}:{column_letter(last[1])}{last[0] + 1}"
        for first, last in found or ()
    ]


def _text(value: object) -> str:
    """Return a value as a person sees it, as far as the library tells."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.isoformat()[:10] if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _sheets(written: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets that the child has written."""
    groups: list[tuple[dict[str, Any], list[list[str]]]] = []
    for line in written.splitlines():
        said = json.loads(line)
        if isinstance(said, dict):
            groups.append((said, []))
        else:
            groups[-1][1].append(said)
    for head, rows in groups:
        title = head["title"]
        if head["hidden"]:
            yield Sheet(name, title, (), (say_hidden(name, title),))
            continue
        remarks = [say_merged(name, title, each) for each in head["merged"]]
        remarks += _first_days(rows, f"{name}!{title}")
        sheet = as_sheet(name, title, enumerate(rows, 1), remarks, head["merged"])
        yield sheet._replace(number=head["number"])


def _first_days(rows: list[list[str]], place: str) -> Iterator[Finding]:
    """Yield a finding for each column whose dates are all the first of a month."""
    for at in range(max(map(len, rows), default=0)):
        texts = [row[at] for row in rows if at < len(row)]
        dates = [each for each in texts if len(each) == 10 and each[4] == each[7] == "-"]
        if len(dates) >= _MONTHS and all(each.endswith("-01") for each in dates):
            message = "every date here is the first of a month. If the sheet shows months only,"
            step = "save it as .xlsx, which tells how a date is shown."
            yield Finding(
                place, None, "warning", "cell", None, f"{message} {step}", column_letter(at)
            )
