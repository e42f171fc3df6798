"""What the spans of a claim say, read where they stand: each within its own sentence or line.

A span alone may cut a name out of a longer one, or a word out of a sentence that means something
else by it. So names are looked for in the whole sentence or heading, and count where the span has
them; dates and numbers count in the spans alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.evidence.texts import harmless, touching
from kg.evidence.wordmatch import even

_END: Final = re.compile(r"[\r\n]|[.!?](?=\s)")  # of a sentence, a heading, a line
_FAR: Final = 1_000  # code points on either side; a longer sentence is cut there
# A bar keeps a name from being read across the end of one sentence and the start of another.
_BAR: Final = " ¦ "
_SHOWN: Final = 240  # code points of a sentence that are shown on either side of a span


class Piece(NamedTuple):
    """What a span says, and what stands before and after it in its sentence or line."""

    before: str
    said: str
    after: str


class Passage(NamedTuple):
    """What the spans of a claim say, evened; their sentences, and where in these they stand."""

    said: str
    text: str
    places: tuple[tuple[int, int], ...]


def cut(text: str, start: int, end: int) -> Piece:
    """Return what stands from *start* to before *end*, with the rest of its sentence or line."""
    low, high = max(0, start - _FAR), min(len(text), end + _FAR)
    ends = [match.end() for match in _END.finditer(text, low, start)]
    after = _END.search(text, end - 1, high)  # the span may have the full stop itself
    last = max(after.start(), end) if after else high
    return Piece(text[ends[-1] if ends else low : start], text[start:end], text[end:last])


def mark(text: str, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the sentences or lines in which *places* stand, in pieces: every second is a place.

    Places that touch are one. What is left out, between sentences and of a long one, is "…"; a
    character that could command a terminal or turn the line around stands as U+FFFD.

    >>> mark("Since 1999. The Unit joined Alpha in 2009. It left.", [(28, 33), (16, 20)])
    ('The ', 'Unit', ' joined ', 'Alpha', ' in 2009.')
    """
    pieces: list[str] = []
    told = 0  # up to here the text is in the pieces or left out
    for start, end in touching(places):
        piece = cut(text, start, end)
        before = text[max(told, start - len(piece.before)) : start]
        if not pieces:
            pieces = [_tail(before)]
        elif told < start - len(piece.before):
            pieces[-1] = f"{_head(pieces[-1])} … {_tail(before)}"
        else:
            pieces[-1] = before
        stop = text[end + len(piece.after) : end + len(piece.after) + 1].strip()
        pieces += [piece.said, piece.after + stop]
        told = end
    return tuple(map(harmless, [*pieces[:-1], _head(pieces[-1])]))


def _tail(text: str) -> str:
    """Return the end of a text, whole words of it."""
    text = text.lstrip()
    return text if len(text) <= _SHOWN else f"… {text[-_SHOWN:].partition(' ')[2]}"


def _head(text: str) -> str:
    """Return the beginning of a text, whole words of it."""
    text = text.rstrip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0]} …"


def join(pieces: Iterable[Piece]) -> Passage:
    """Return several spans as one passage.

    >>> join([Piece("for the ", "Unit", " of Betaland")])
    Passage(said='Unit', text='for the Unit of Betaland', places=((8, 12),))
    """
    said, text, places = [], "", []
    for before, words, after in pieces:
        text += (_BAR if text else "") + even(before)
        text += " " if even(before) and before[-1].isspace() else ""
        start = len(text)
        text += even(words)
        places.append((start, len(text)))
        text += (" " if even(after) and after[0].isspace() else "") + even(after)
        said.append(even(words))
    return Passage(_BAR.join(said), text, tuple(places))
