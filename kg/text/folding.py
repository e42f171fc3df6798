"""Folding: when two spellings are one, and which characters nobody can see."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

# Letters that no decomposition makes plain, and what stands for an apostrophe.
_PLAIN: Final = str.maketrans("łøđðħıŧŋ", "loddhitn") | str.maketrans(
    {"þ": "th", "æ": "ae", "œ": "oe", **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032", "'")}
)


# Combining marks: those of Unicode's blocks of that name, and the points of Hebrew and Arabic.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05c7\u064b-\u065f]"
)
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_INITIALS: Final = re.compile(r"\b(\w) (?=\w\b)")  # A. N. O.
_LONGEST: Final = 40  # letters of a slug, so that an identifier stays readable
_JOINERS: Final = "\u200c\u200d"  # needed between letters of some scripts, never in ours


def look(text: str) -> str:
    """Return a text so that two that look the same on paper are equal.

    >>> look("c\\u00f4te\\u200b  sud") == look("co\\u0302te sud")
    True
    """
    shown = text
    if not text.isprintable():
        shown = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return " ".join(unicodedata.normalize("NFC", shown).split())


@cache
def fold(text: str) -> str:
    """Return a text without case, diacritics, apostrophes and punctuation, as its words.

    >>> fold("Straż Więzienna, L’Ørsted’s A.N.O.")
    'straz wiezienna lorsteds ano'
    """
    plain = text
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", look(text.replace("\u00b4", "'")))
        plain = _MARKS.sub("", apart).casefold().translate(_PLAIN)
    plain = plain.casefold()
    words = " ".join(_BETWEEN_WORDS.sub(" ", plain.replace("'", "")).split())
    return _INITIALS.sub(r"\1", words)


def compose(text: str) -> str:
    """Return a text with every letter as one character where there is one (NFC)."""
    return unicodedata.normalize("NFC", text)


def decompose(text: str) -> str:
    """Return a text with letters and marks apart (NFD)."""
    return unicodedata.normalize("NFD", text)


def slug(text: str) -> str:
    """Return a text as a piece of an identifier: small letters without diacritics, hyphens.

    >>> slug("Straż Więzienna – PL")
    'straz-wiezienna-pl'
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return whole if len(whole) <= _LONGEST else whole[:_LONGEST].rpartition("-")[0] or "x"


def has_invisible(text: str) -> bool:
    """Tell whether a text holds a control character or a format character without need."""
    return any(
        unicodedata.category(each) in ("Cc", "Cf") and not (each in _JOINERS and before > "\u0590")
        for before, each in zip(" " + text, text, strict=False)
    )


def show(text: str) -> str:
    """Return a text on one line in which every character can be seen, cut at 100."""
    seen = "".join(f"\\u{ord(each):04x}" if has_invisible(each) else each for each in text)
    return seen if len(seen) <= 100 else seen[:99] + "…"
