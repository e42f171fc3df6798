"""What the spans of a claim say, read where they stand: each within its own sentence or line.

A span alone may cut a name out of a longer one, or a word out of a sentence that means something
else by it. So names are looked for in the whole sentence or heading, and count where the span has
them; dates and numbers count in the spans alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.evidence.wordmatch import even

_END: Final = re.compile(r"[\r\n]|[.!?](?=\s)")  # of a sentence, a heading, a line
_FAR: Final = 1_000  # code points on either side; a longer sentence is cut there
# A bar keeps a name from being read across the end of one sentence and the start of another.
_BAR: Final = " ¦ "


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
