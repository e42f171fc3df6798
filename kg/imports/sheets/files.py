"""Tables from files: CSV, TSV, XLSX, XLS or ODS, by what is in them and not by their names.

A file is looked at before it is read: what would unpack to gigabytes, is another format under this
name, or is no text in a known encoding is refused. Nothing in a file is ever executed: of a formula
the value counts that the program saved last. What is read differently from how it looks (a hidden
sheet, merged cells, another encoding) is said in a finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.errors import SourceError, printable
from kg.files import read_bytes
from kg.imports.sheets.cells import Sheet
from kg.imports.sheets.csv import read_text_table
from kg.imports.sheets.office import is_ods, read_office
from kg.imports.sheets.xlsx import read_workbook

MAX_FILE: Final = 200 * 1000**2  # bytes
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_FOREIGN: Final = {
    b"%PDF": "a PDF file. Copy its table into a spreadsheet.",
    b"\x1f\x8b": "a compressed file. Unpack it first.",
}


def read_sheets(
    path: Path, *, sheet: str | None = None, encoding: str | None = None
) -> list[Sheet]:
    """Return the tables of a file, or the one that is named *sheet*; *encoding* is that of a text.

    Raises SourceError where the file cannot be read as a table, or has no such sheet.
    """
    data = read_bytes(path)
    name = printable(path.name)
    if len(data) > MAX_FILE:
        raise SourceError(f"larger than {MAX_FILE // 1000**2} MB. Split the file.", file=name)
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise SourceError(f"this is {what}", file=name)
    if data.startswith(_OLD_EXCEL) or is_ods(data):
        return read_office(data, name=name, sheet=sheet)
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data, name=name, sheet=sheet)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        kind = path.suffix.lower().removeprefix(".").upper()
        raise SourceError(f"no {kind} workbook, whatever its name says. Save it anew.", file=name)
    if sheet is not None:
        raise SourceError("a text file has no sheets. Leave out --sheet.", file=name)
    tab = path.suffix.lower() in (".tsv", ".tab")
    return [read_text_table(data, name, tab=tab, encoding=encoding)]
