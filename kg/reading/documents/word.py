"""DOCX: paragraphs and tables in their order, headings and items as such."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from kg.errors import SourceError
from kg.reading.documents.page import Page, laid_out

_LARGEST: Final = 200_000_000  # bytes unpacked
_RATIO: Final = 200  # unpacked to packed; text is never packed so well


def read_docx(content: bytes, name: str) -> Page:
    """Return the text of a DOCX file as a page. Raises SourceError where it is broken or a bomb."""
    _refuse_bomb(content, name)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(BytesIO(content))
        blocks: list[str] = []
        for each in document.iter_inner_content():
            if isinstance(each, Table):
                blocks += _rows(each)
                continue
            text = " ".join(each.text.split(" ")).strip()
            style = (each.style.name or "") if each.style is not None else ""
            listed = style.startswith("List") or (
                each._p.pPr is not None and each._p.pPr.numPr is not None
            )
            blocks.append(
                f"• {text}" if listed and text and not style.startswith("Heading") else text
            )
        said = document.core_properties
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise SourceError("a broken DOCX. Save it again in Word.", file=name) from error
    text = laid_out(blocks)
    if not text.strip():
        raise SourceError("a DOCX without text.", file=name)
    made = said.modified or said.created
    return Page(
        text,
        said.title or None,
        (said.language or "").partition("-")[0].lower() or None,
        date=made.date().isoformat() if made and made.year > 1990 and said.title else None,
    )


def _rows(table: object) -> list[str]:
    rows = []
    for row in table.rows:  # type: ignore[attr-defined]
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text and (not cells or cells[-1] != text):  # a merged cell is there twice
                cells.append(text)
        rows.append("• " + " | ".join(cells) if cells else "")
    return rows


def _refuse_bomb(content: bytes, name: str) -> None:
    """Raise SourceError for an archive that is none, or would unpack to more than a text can be."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SourceError("a broken DOCX. Save it again in Word.", file=name) from error
    size = sum(each.file_size for each in infos)
    if size > _LARGEST or size > _RATIO * max(len(content), 100_000):
        raise SourceError(
            "this DOCX would unpack to far more than a text holds; it was not opened.", file=name
        )
    if any(each.flag_bits & 1 for each in infos):
        raise SourceError("a DOCX with a password. Save it without one.", file=name)
