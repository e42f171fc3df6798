"""A page: the canonical text of a document, and what the document says about itself.

The rule of the canonical text, version 1: Unicode in NFC; line ends LF; no byte order mark, no
control characters but line ends and tabs; of text that is plain already nothing else is changed, so
that a digest of it stays true. What is laid out (HTML, PDF, DOCX, mail) is written as plain text
with an empty line between blocks, "• " before an item, and " | " between the cells of a row.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.text.folding import compose

RULE: Final = 1
HIDDEN: Final = "{n} parts that a reader does not see were left out."
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Page(NamedTuple):
    """A canonical text with title, language (a tag), publisher (a name), date (EDTF), address.

    *retrieved* is the day on which it was taken from its address. What a document does not say is
    None; *remarks* are sentences on what was left out of it.
    """

    text: str
    title: str | None = None
    language: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    remarks: tuple[str, ...] = ()
    retrieved: str | None = None


def canonical(text: str) -> str:
    """Return a text in the canonical form.

    >>> canonical("a\\r\\nb\\ufeff")
    'a\\nb'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return compose(_CONTROL.sub("", lines))


def laid_out(blocks: list[str]) -> str:
    """Return blocks of text as one text with an empty line between them."""
    clean = [
        re.sub(r"(?<![ \t\u00a0])[ \t\u00a0]*\n[ \t\u00a0]*", "\n", each).strip() for each in blocks
    ]
    return canonical("\n\n".join(re.sub(r"[ \t]+", " ", each) for each in clean if each)) + "\n"
