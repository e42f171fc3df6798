"""PDF: the text of its pages as paragraphs, without page numbers and running heads.

A PDF has no paragraphs, only places. A line was broken for its width where the first word of the
next one would not have fitted behind it; all other lines are lines of their own: headings, items,
rows of tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import SourceError
from kg.reading.documents.page import Page, canonical
from kg.reading.tokens import LOWER

if TYPE_CHECKING:
    import pypdfium2

_SCANNED: Final = 25  # code points on a page on average; with fewer there is no text layer
_NUMBER: Final = re.compile(
    r"\s*+(?:[-–]\s*+)?(?:page|seite|strana|str\.|p\.)?\s*+\d{1,4}"
    r"(?:\s*+(?:/|of|von|z|ze)\s*+\d{1,4})?\s*+[-–]?\s*+",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"\s*(?:[\u2022\u25cf\u25aa\u2013\u2014*-]|\d{1,2}[.)])\s")
_BULLET: Final = re.compile(r"^[\u2022\u25cf\u25aa\u25e6\u00b7\uf0b7]\s*+(?=\S)")
_HYPHEN: Final = re.compile(rf"([^\W\d_])[-\u00ad\ufffe\u2010]\n(?=[{LOWER}])")
_BROKEN: Final = re.compile(r"(?<=\w)[\u00ad\ufffe](?=\w)")
# What a browser prints above and below a page: day and title, address and number of the page.
_PRINTED: Final = re.compile(r"(\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}),?\s+\d{1,2}:\d\d")
_ADDRESS: Final = re.compile(r"((?:https?|file)://\S+)(?:\s+\d{1,4}/\d{1,4})?")
_END: Final = (".", "!", "?", ":", ";")
_LIKE: Final = 0.16  # part by which heights and gaps may differ
_FULL: Final = 0.7  # of the width of its column: what is shorter was not broken for its width


class _Line(NamedTuple):
    """A line of a page: its text, where it stands in points, and how wide its first word is.

    *bottom* and *top* are those of its end, *begin* those of its beginning: a page may give several
    lines as one.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    begin: tuple[float, float]
    first: float

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.top - self.bottom


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
        pages = [_lines(document, number) for number in range(len(document))]
        said = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise SourceError("a broken PDF. Download or save it again.", file=name) from error
    finally:
        document.close()
    if sum(len(line.text) for each in pages for line in each) < _SCANNED * max(1, len(pages)):
        step = "Recognise the text first, for example with OCRmyPDF, and read what that writes."
        raise SourceError(f"a PDF without text; it seems to be scanned. {step}", file=name)
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", said.get("CreationDate") or "")
    pages, address = _without_print(pages)
    created = "-".join(date.groups()) if date else None
    title = (said.get("Title") or "").strip() or None
    return Page(
        canonical(_joined([line for each in _without_frames(pages) for line in each])),
        None if title and re.search(r"(?i)\.(?:docx?|html?|pdf|indd|odt|rtf)$", title) else title,
        # A browser writes the day on which a page was printed, which is not when it was issued.
        date=None if address else created,
        url=address if address and address.startswith("http") else None,
        retrieved=created if address else None,
    )


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    """Return the lines of a page with their places, in the order of its content."""
    page = document[number]
    text = page.get_textpage()
    said = text.get_text_range() if text.count_chars() else ""
    has_places = len(said) == text.count_chars()
    lines: list[_Line] = []
    for match in re.finditer(r"[^\r\n]+", said):
        bare = match[0].strip()
        if not bare:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        last = first + len(bare) - 1
        if has_places:
            left, bottom, _, top = text.get_charbox(first, loose=True)
            _, low, right, high = text.get_charbox(last, loose=True)
            word = first + len(bare.split(maxsplit=1)[0]) - 1
            width = text.get_charbox(word, loose=True)[2] - left
            line = _Line(bare, number, left, right, low, high, (bottom, top), width)
        else:
            at = -float(len(lines))
            line = _Line(bare, number, 0.0, len(bare), at, at + 1, (at, at + 1), 4.0)
        if lines and _is_beside(lines[-1], line):
            gap = " " if line.left - lines[-1].right > 0.15 * line.height else ""
            joined = f"{lines[-1].text}{gap}{line.text}"
            lines[-1] = lines[-1]._replace(text=joined, right=line.right)
        else:
            lines.append(line)
    text.close()
    page.close()
    return [each._replace(text=_BULLET.sub("\u2022 ", each.text, count=1)) for each in lines]


def _is_beside(before: _Line, line: _Line) -> bool:
    """Tell whether a piece stands on the same line as the one before, where letters are apart."""
    level = abs(before.bottom - line.begin[0]) < 1 and abs(before.top - line.begin[1]) < 1
    return level and -1 < line.left - before.right < 3 * line.height


def _without_print(pages: list[list[_Line]]) -> tuple[list[list[_Line]], str | None]:
    """Return the pages without what a browser prints around them, and the address in it."""
    address = None
    kept = []
    for page in pages:
        edges = {*range(3), *range(len(page) - 3, len(page))}
        at = [n for n in edges if 0 <= n < len(page) and _ADDRESS.search(page[n].text)]
        days = [n for n in edges if 0 <= n < len(page) and _PRINTED.match(page[n].text)]
        if at and days:
            address = address or _ADDRESS.search(page[at[0]].text)[1]  # type: ignore[index]
        kept.append([each for n, each in enumerate(page) if not (at and days and n in at + days)])
    return kept, address


def _without_frames(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Return the lines of the pages without numbers of pages and heads that run on."""
    edges = Counter(
        _shape(line.text)
        for each in pages
        for line in {*each[:2], *each[-2:]}
        if not line.text.endswith(".")  # a head is no sentence
    )
    running = {shape for shape, count in edges.items() if count > 2 and count * 2 > len(pages)}
    kept = []
    for page in pages:
        each = [*page]
        while each and (_NUMBER.fullmatch(each[0].text) or _shape(each[0].text) in running):
            each.pop(0)
        while each and (_NUMBER.fullmatch(each[-1].text) or _shape(each[-1].text) in running):
            each.pop()
        kept.append(each)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _joined(lines: list[_Line]) -> str:
    """Return lines as text: each paragraph one line, an empty line between blocks."""
    out: list[str] = []
    rights, gap = _edges(lines), _usual_gap(lines)
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before and _goes_on(before, line, rights[number - 1], gap):
            out[-1] += f"\n{line.text}"
        else:
            out.append(line.text)
    whole = (_BROKEN.sub("", _HYPHEN.sub(r"\1", each)) for each in out)
    return "\n\n".join(" ".join(each.split()) for each in whole) + "\n"


def _edges(lines: list[_Line]) -> list[float]:
    """Return for each line where its column ends: the end of the longest line that begins there."""
    widest: dict[tuple[int, int], float] = {}
    for line in lines:
        for key in _columns(line):
            widest[key] = max(widest.get(key, 0.0), line.right)
    return [max(widest[key] for key in _columns(line)) for line in lines]


def _columns(line: _Line) -> Iterator[tuple[int, int]]:
    """Yield the columns that a line may belong to: those that begin about where it does."""
    begin = round(line.left / 12)
    yield line.page, begin
    yield line.page, begin + 1
    yield line.page, begin - 1


def _usual_gap(lines: list[_Line]) -> float:
    """Return how far lines of a paragraph are apart, as a part of their height."""
    gaps = Counter(
        round((one.bottom - two.begin[1]) / one.height, 1)
        for one, two in pairwise(lines)
        if one.page == two.page and one.height > 0 and two.begin[1] < one.top
    )
    return min(gaps, key=lambda each: (-gaps[each], each), default=0.0)


def _goes_on(before: _Line, line: _Line, edge: float, gap: float) -> bool:
    """Tell whether a line is what was broken off the one before for its width."""
    bottom, top = line.begin
    height = before.height or 1.0
    if _ITEM.match(line.text) or abs((top - bottom) / height - 1) > _LIKE:
        return False
    follows = line.page == before.page and top < before.top
    if follows and (before.bottom - top) / height > gap + _LIKE:
        return False
    if not follows and before.text.endswith(_END):
        return False
    full = (before.right - before.left) >= _FULL * (edge - before.left)
    fits = before.right + line.first + 0.2 * height < edge  # the next word would have fitted
    small = line.text[:1].islower() and not before.text.endswith(_END)
    return (full and (not fits or small)) or (small and follows and before.text[0] == "\u2022")
