"""Files: each by its ending to the reader that knows it; a folder as the files in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.files import read_bytes, reason
from kg.reading.dates import find_dates
from kg.reading.documents.mail import read_mail
from kg.reading.documents.markup import read_html, read_markdown
from kg.reading.documents.page import Page
from kg.reading.documents.pdf import read_pdf
from kg.reading.documents.plain import read_plain
from kg.reading.documents.word import read_docx
from kg.reading.languages.words import read_common

_READERS: Final[dict[str, Callable[[bytes, str], Page]]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_mail,
}
ENDINGS: Final = tuple(_READERS)
LARGEST: Final = 100_000_000  # bytes


def read_page(path: Path) -> Page:
    """Return a file as a page, with its language guessed where it does not say it.

    Raises SourceError where it cannot be read, is of no known sort, or holds no text.
    """
    name = str(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(ENDINGS)
        raise SourceError(f"not a document that kg read knows. It reads {known}.", file=name)
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError("larger than 100 MB. Give the part that matters.", file=name)
    except OSError as error:
        raise SourceError(reason(error), file=name) from error
    page = reader(read_bytes(path), name)
    if not page.text.strip():
        raise SourceError("empty: there is nothing to read in it.", file=name)
    title = page.title or first_line(page.text)
    language = page.language or guess_language(page.text)
    date = page.date or date_line(page.text, language)
    return page._replace(title=title, language=language, date=date)


def date_line(text: str, language: str) -> str | None:
    """Return the day that stands on a line of its own at the beginning of a text, as EDTF.

    >>> date_line("A visit\\n\\nPrague, 3 May 2023\\n\\nIt was long.", "en")
    '2023-05-03'
    """
    start = text[:600]
    for date in find_dates(start, language):
        line = start[start.rfind("\n", 0, date.start) + 1 :].partition("\n")[0]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", date.edtf) and len(line.split()) < 7:
            return date.edtf
    return None


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """Return files, those of folders included, in order.

    Raises SourceError for a folder in which nothing can be read.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in ENDINGS and not each.name.startswith(".") and each.is_file()
        )
        if not inside:
            step = f"It reads {' '.join(ENDINGS)}."
            raise SourceError(f"no document in this folder. {step}", file=str(path))
        found += inside
    return found


def first_line(text: str) -> str:
    """Return the first line of a text with letters, as its title."""
    lines = (line.strip(" #*•\t") for line in text.splitlines())
    line = next((each for each in lines if re.search(r"[^\W\d_]{3}", each)), "untitled")
    return " ".join(line.split())[:120]


def guess_language(text: str) -> str:
    """Return the language whose common words and letters a text has most of.

    >>> guess_language("Das Ministerium hat im Jahr 2020 mit der Universitaet gearbeitet.")
    'de'
    """
    start = text[:20_000].casefold()
    words = Counter(re.findall(r"[^\W\d_]+", start))
    letters = Counter(start)
    common, told = read_common()
    counts = {
        language: sum(words[each] for each in several)
        + 2 * sum(letters[each] for each in told.get(language, ""))
        for language, several in common.items()
    }
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else "en"
