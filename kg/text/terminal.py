"""Text for a terminal: what can be seen of it, how wide it is, and where its lines break.

Nothing can steer a terminal: control and direction characters are shown as escapes, never sent.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d"  # invisible, but part of how Persian or an emoji is spelled
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def cells(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    return sum(map(_cell, text))


def pad(text: str, width: int) -> str:
    """Return *text* with blanks up to *width* columns."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns, broken at blanks where there are any."""
    lines, start = [], 0
    text = text.rstrip(" ")
    while (end := _fitting(text, start, width)) < len(text):
        blank = text.rfind(" ", start + 1, end + 1)
        end = blank if blank > 0 else end
        lines.append(text[start:end].rstrip(" "))
        start = next(place for place in range(end, len(text)) if text[place] != " ")
    return [*lines, text[start:]]


def visible(text: str) -> str:
    """Return *text* with what is invisible, or steers a terminal, as a backslash escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _fitting(text: str, start: int, width: int) -> int:
    """Return where a line from *start* ends: with one character at least, its accents with it."""
    used = 0
    for place in range(start, len(text)):
        used += _cell(text[place])
        if used > width and place > start:
            return place
    return len(text)


def _cell(character: str) -> int:
    """Return how many columns of a terminal *character* takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode("ascii")
