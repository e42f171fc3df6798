"""Addresses of the web as people write them in cells: without their scheme."""

from __future__ import annotations

import re
from typing import Final

from kg.imports.meaning.known import Background, find_source
from kg.imports.rows.texts import is_address, split

_PAGES: Final = ("homepage", "source")
_HOST: Final = re.compile(r"(?:[^\W_][\w-]*+\.)++[^\W\d_]{2,}+")
_LONGEST_HOST: Final = 253  # characters, as names of hosts have them at most
_FILES: Final = frozenset(
    (
        *("csv", "doc", "docx", "eml", "htm", "html", "jpg", "json", "odt", "pdf", "png"),
        *("pptx", "rtf", "txt", "xls", "xlsx", "xml", "zip"),
    )
)


def complete_addresses(text: str, field: str, known: Background) -> tuple[str, list[str]]:
    """Return the text of a cell with its addresses completed, and sentences that say so.

    A document that is known with ``http://`` is that one.
    """
    said: list[str] = []
    if field not in _PAGES or find_source(known, text):
        return text, said
    for part in split(text):
        if whole := complete_address(part, field):
            plain = whole.replace("https", "http", 1)
            whole = plain if find_source(known, plain) else whole
            text = text.replace(part, whole, 1)
            said.append(f"“{part[:60]}” is taken as {whole[:200]}.")
    return text, said


def complete_address(text: str, field: str) -> str | None:
    """Return an address that was written without its scheme with ``https://``, or None.

    What cites a source may be a title or the name of a file: only what begins with *www* or has a
    path behind its host is an address there.

    >>> complete_address("www.prison.example", "source"), complete_address("a.pdf", "homepage")
    ('https://www.prison.example', None)
    """
    host, slash, _ = text.partition("/")
    name = host.casefold()
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(name):
        return None
    is_page = field == "homepage" and name.rpartition(".")[2] not in _FILES
    if not (slash or name.startswith("www.") or is_page):
        return None
    whole = f"https://{text}"
    return whole if is_address(whole) else None
