"""DOCX: paragraphs, items and tables in their order, read from its XML.

What was inserted is read, what was deleted is not; text in content controls, links and boxes counts
as what stands around it. Heads and feet of pages are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import SourceError
from kg.reading.documents.page import HIDDEN, Page, laid_out

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST: Final = 200_000_000  # bytes unpacked
_RATIO: Final = 200  # unpacked to packed; text is never packed so well
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NEVER: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _COMPATIBLE})
_SPACES: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PROPERTIES: Final = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "modified": "{http://purl.org/dc/terms/}modified",
    "created": "{http://purl.org/dc/terms/}created",
}
_BROKEN: Final = "a broken DOCX. Save it again in Word."


class _Styles(NamedTuple):
    """Styles of paragraphs by identifier: those of items of lists, and those of headings."""

    lists: frozenset[str]
    headings: frozenset[str]


def read_docx(content: bytes, name: str) -> Page:
    """Return the text of a DOCX file as a page. Raises SourceError where it is broken or a bomb."""
    parts = _unpack(content, name)
    body = _parse(parts["word/document.xml"], name).find(f"{_W}body")
    if body is None:
        raise SourceError(_BROKEN, file=name)
    styles = _styles(parts.get("word/styles.xml"), name)
    blocks = list(_blocks(body, styles))
    if notes := parts.get("word/footnotes.xml"):
        for each in _parse(notes, name).iter(f"{_W}footnote"):
            blocks += _blocks(each, styles)
    text = laid_out(blocks)
    if not text.strip():
        raise SourceError("a DOCX without text.", file=name)
    hidden = sum(1 for each in body.iter(f"{_W}r") if _is_hidden(each))
    said = _properties(parts.get("docProps/core.xml"), name)
    made = re.match(r"\d{4}-\d\d-\d\d", said.get("modified") or said.get("created") or "")
    return Page(
        text,
        said.get("title"),
        (said.get("language") or "").partition("-")[0].lower() or None,
        date=made[0] if made and made[0] > "1990" and said.get("title") else None,
        remarks=(HIDDEN.format(n=hidden),) if hidden else (),
    )


def _unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return the parts that hold text, of an archive that unpacks to no more than a text can be."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            size = sum(each.file_size for each in infos)
            if size > _LARGEST or size > _RATIO * max(len(content), 100_000):
                step = "it was not opened"
                message = f"this DOCX would unpack to far more than a text holds; {step}."
                raise SourceError(message, file=name)
            if any(each.flag_bits & 1 for each in infos):
                raise SourceError("a DOCX with a password. Save it without one.", file=name)
            wanted = ("word/document.xml", "word/styles.xml", "word/footnotes.xml")
            names = {each.filename for each in infos} & {*wanted, "docProps/core.xml"}
            parts = {each: _read(archive, each) for each in sorted(names)}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise SourceError(_BROKEN, file=name) from error
    if "word/document.xml" not in parts:
        raise SourceError(_BROKEN, file=name)
    return parts


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; one that is longer than its own archive says is broken."""
    import zlib

    try:
        with archive.open(name) as part:
            content = part.read(_LARGEST + 1)
    except (zlib.error, RuntimeError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if len(content) > _LARGEST:
        raise zipfile.BadZipFile("longer than it says")
    return content


def _parse(content: bytes, name: str) -> _Element:
    """Return a part as a tree; nothing is fetched, no entity is expanded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(_BROKEN, file=name) from error


def _properties(content: bytes | None, name: str) -> dict[str, str]:
    if content is None:
        return {}
    root = _parse(content, name)
    said = {each: (root.findtext(tag) or "").strip() for each, tag in _PROPERTIES.items()}
    return {each: text for each, text in said.items() if text}


def _styles(content: bytes | None, name: str) -> _Styles:
    if content is None:
        return _Styles(frozenset(), frozenset())
    lists, headings = set(), set()
    for each in _parse(content, name).iter(f"{_W}style"):
        label = each.find(f"{_W}name")
        said = str(label.get(f"{_W}val") if label is not None else "").lower()
        key = str(each.get(f"{_W}styleId"))
        if said.startswith("heading") or said == "title":
            headings.add(key)
        elif said.startswith("list") or each.find(f"{_W}pPr/{_W}numPr") is not None:
            lists.add(key)
    return _Styles(frozenset(lists), frozenset(headings))


def _blocks(element: _Element, styles: _Styles) -> Iterator[str]:
    """Yield the paragraphs and rows in an element, in their order."""
    for each in element:
        if each.tag in _NEVER or not isinstance(each.tag, str):
            continue
        if each.tag == f"{_W}p":
            yield _paragraph(each, styles)
            for box in each.iter(f"{_W}txbxContent"):
                if not any(one.tag == _COMPATIBLE for one in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif each.tag == f"{_W}tbl":
            yield from _rows(each, styles)
        else:
            yield from _blocks(each, styles)


def _paragraph(element: _Element, styles: _Styles) -> str:
    text = " ".join("".join(_words(element)).split(" ")).strip()
    style = element.find(f"{_W}pPr/{_W}pStyle")
    key = str(style.get(f"{_W}val")) if style is not None else ""
    numbered = element.find(f"{_W}pPr/{_W}numPr") is not None
    listed = (numbered or key in styles.lists) and key not in styles.headings
    return f"\u2022 {' '.join(text.split())}" if listed and text else text


def _words(element: _Element) -> Iterator[str]:
    """Yield the pieces of text of a paragraph, without those of boxes in it."""
    for each in element:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in _SPACES:
            yield _SPACES[each.tag]
        elif each.tag not in _NEVER and each.tag != f"{_W}txbxContent" and not _is_hidden(each):
            yield from _words(each)


def _is_hidden(element: _Element) -> bool:
    """Tell whether a run is text that Word does not show."""
    mark = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false")


def _rows(table: _Element, styles: _Styles) -> Iterator[str]:
    """Yield the rows of a table; one with a single cell is laid out as text."""
    rows = [each for each in table.iter(f"{_W}tr") if _table_of(each) is table]
    for row in rows:
        cells = [each for each in row.iter(f"{_W}tc") if _table_of(each) is table]
        if len(cells) == 1:
            yield from _blocks(cells[0], styles)
            continue
        texts = [" ".join(" ".join(_blocks(each, styles)).split()) for each in cells]
        kept = [each for number, each in enumerate(texts) if each and [each] != texts[:number][-1:]]
        yield "\u2022 " + " | ".join(kept) if kept else ""


def _table_of(element: _Element) -> _Element | None:
    return next(element.iterancestors(f"{_W}tbl"), None)
