"""PDF: the text of its pages without page numbers and running heads, hyphenation undone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kg.errors import SourceError
from kg.reading.documents.page import Page, canonical
from kg.reading.tokens import LOWER

_SCANNED: Final = 25  # code points on a page on average; with fewer there is no text layer
_NUMBER: Final = re.compile(
    r"\s*+(?:[-–]\s*+)?(?:page|seite|strana|str\.|p\.)?\s*+\d{1,4}"
    r"(?:\s*+(?:/|of|von|z|ze)\s*+\d{1,4})?\s*+[-–]?\s*+",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"\s*(?:[\u2022\u2013\u2014*-]|\d{1,2}[.)])\s")
_HYPHEN: Final = re.compile(rf"([^\W\d_])[-\u00ad\ufffe\u2010]\n(?=[{LOWER}])")


def read_pdf(content: bytes, name: str) -> Page:
    """Return the text of a PDF as a page.

    Raises SourceError where it is broken, encrypted, or holds pictures of text only.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            step = "Save it without a password, and read that."
            raise SourceError(f"a PDF with a password. {step}", file=name) from error
        raise SourceError("a broken PDF. Download or save it again.", file=name) from error
    try:
        pages = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            pages.append(text.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
            text.close()
            page.close()
        said = document.get_metadata_dict()
    finally:
        document.close()
    if sum(len(each.strip()) for each in pages) < _SCANNED * max(1, len(pages)):
        step = "Recognise the text first, for example with OCRmyPDF, and read what that writes."
        raise SourceError(f"a PDF without text; it seems to be scanned. {step}", file=name)
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", said.get("CreationDate") or "")
    return Page(
        canonical(_joined(_without_frames(pages))),
        (said.get("Title") or "").strip() or None,
        date="-".join(date.groups()) if date else None,
    )


def _without_frames(pages: list[str]) -> list[list[str]]:
    """Return the lines of the pages without numbers of pages and heads that run on."""
    lines = [[line.rstrip() for line in page.strip("\n").split("\n")] for page in pages]
    edges = Counter(
        _shape(line) for each in lines for line in {*each[:1], *each[-1:]} if line.strip()
    )
    running = {shape for shape, count in edges.items() if count > 2 and count * 2 > len(pages)}
    kept = []
    for each in lines:
        while each and (
            not each[0].strip() or _NUMBER.fullmatch(each[0]) or _shape(each[0]) in running
        ):
            each.pop(0)
        while each and (
            not each[-1].strip() or _NUMBER.fullmatch(each[-1]) or _shape(each[-1]) in running
        ):
            each.pop()
        kept.append(each)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _joined(pages: list[list[str]]) -> str:
    text = "\n".join(line for page in pages for line in page)
    return unwrap(_HYPHEN.sub(r"\1", text).strip()) + "\n"


def unwrap(text: str) -> str:
    """Return a text with the lines of each paragraph joined, which a page broke for its width.

    A line goes on where the next one begins with a small letter, or where it is as wide as lines
    are and ends no sentence.
    """
    lines = text.split("\n")
    widths = sorted(len(each) for each in lines if each.strip())
    wide = 0.7 * widths[len(widths) * 3 // 4] if widths else 0
    joined = [lines[0]]
    for line in lines[1:]:
        last = joined[-1].rstrip()
        full = len(last.rpartition("\n")[2]) >= wide and not last.endswith((".", "!", "?", ":"))
        if last and line.strip() and (line[:1].islower() or full) and not _ITEM.match(line):
            joined[-1] = f"{last} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)
