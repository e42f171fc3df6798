"""Workbooks for tests, made of plain rows; and the same with what spreadsheets do to files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write(path: Path, sheets: dict[str, list[list[object]]], dress: Callable[[Any], None] = id):
    """Write a workbook with these sheets; *dress* may change it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    dress(book)
    book.save(path)
    return path


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change the bytes of one part of a workbook; a part that is missing is made."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    path.write_bytes(packed.getvalue())


def share_strings(path: Path, sheets: int) -> None:
    """Move the texts of the first *sheets* into a part that all share, as most programs do."""
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        head = match[1].replace(b't="inlineStr"', b't="s"')
        return head + b"<v>%d</v></c>" % (len(texts) - 1)

    pattern = rb'(<c [^>]*t="inlineStr"[^>]*>)<is>(.*?)</is></c>'
    for number in range(1, sheets + 1):
        part = f"xl/worksheets/sheet{number}.xml"
        change_part(path, part, lambda xml: re.sub(pattern, share, xml, flags=re.DOTALL))
    items = b"".join(b"<si>" + text + b"</si>" for text in texts)
    change_part(
        path, "xl/sharedStrings.xml", lambda _: b'<sst xmlns="%s">%s</sst>' % (_MAIN, items)
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    change_part(path, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", entry))


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def write_ods(path: Path, rows: list[list[str]], more: str = "", *, start: str = "") -> Path:
    """Write an OpenDocument spreadsheet of one sheet; a text like 2011-03-01 becomes a date.

    *more* are further rows and *start* what comes before the document, both as XML.
    """

    def cell(text: str) -> str:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            said = f'office:value-type="date" office:date-value="{text}"'
        else:
            said = 'office:value-type="string"'
        return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    tables = f'<table:table table:name="Members">{lines}{more}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        packed.writestr("content.xml", start + _ODS.format(tables=tables))
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
    return path
