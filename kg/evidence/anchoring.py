"""Where spans stand in a text that may have changed: by digest, and by their neighbours.

The text of a span is not known, only its length and digest; so every window of that length is
hashed. A span that stands in several places, or in none, is looked for between its neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, groupby
from typing import Final, NamedTuple

VERIFIED: Final = "verified"
MOVED: Final = "moved"
AMBIGUOUS: Final = "ambiguous"
MISSING: Final = "missing"
LONG: Final = 24  # code points; a shorter span may well stand in several places
STATES: Final = (VERIFIED, MOVED, AMBIGUOUS, MISSING)


class Span(NamedTuple):
    """A piece of evidence: from *start* to before *end*, in code points, with its digest."""

    evidence: str
    start: int
    end: int
    digest: str

    @property
    def length(self) -> int:
        """The number of code points."""
        return self.end - self.start


class Place(NamedTuple):
    """Where a span stands now: its state, the starts that fit, and between what to look for it."""

    span: Span
    state: str
    starts: tuple[int, ...]
    between: tuple[int, int] | None = None

    @property
    def now(self) -> tuple[int, int] | None:
        """The one position in the text, or None where there is none or more than one."""
        if len(self.starts) != 1:
            return None
        return self.starts[0], self.starts[0] + self.span.length


class _Shift(NamedTuple):
    """A span that was found once: where it is recorded, and by how much it has moved."""

    start: int
    end: int
    by: int


def anchor(text: str, spans: Sequence[Span]) -> list[Place]:
    """Return where each of the *spans* stands in *text*, in the order given."""
    if all(holds(text, span) for span in spans):
        return [Place(span, VERIFIED, (span.start,)) for span in spans]
    found = find_windows(text, spans)
    sure = sorted(
        _Shift(span.start, span.end, found[span.digest][0] - span.start)
        for span in spans
        if len(found.get(span.digest, ())) == 1
    )
    return [_place(span, found.get(span.digest, []), sure, len(text)) for span in spans]


def holds(text: str, span: Span) -> bool:
    """Tell whether the span stands in *text* where it is recorded."""
    if not 0 <= span.start < span.end <= len(text):
        return False
    return sha256(text[span.start : span.end].encode()).hexdigest() == span.digest


def share(text: str, spans: Collection[Span]) -> float:
    """Return which part of the *spans* (0 to 1) stands anywhere in *text*, from word to word.

    Windows that begin or end within a word are passed over: nearly all evidence is whole words, and
    there are thirty times as many windows.
    """
    text_of = _Text(text)
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", text)]
    ends = {match.end() for match in re.finditer(r"\S(?!\w)", text)}
    found: set[str] = set()
    for length, group in groupby(sorted(spans, key=_by_length), key=lambda each: each.length):
        wanted = {span.digest for span in group}
        whole = [at for at in starts if at + length in ends]
        found |= text_of.find(whole, length, wanted).keys()
    return sum(span.digest in found for span in spans) / len(spans) if spans else 0.0


def find_windows(text: str, spans: Collection[Span]) -> dict[str, list[int]]:
    """Return every start in *text* at which the digest of one of the *spans* fits.

    Of a long span one start is enough: where it stands as far from its record as another span
    does, no window is hashed.
    """
    text_of = _Text(text)
    found: dict[str, list[int]] = {}
    shifts = {0: None}  # in the order in which they were met
    for length, group in groupby(sorted(spans, key=_by_length), key=lambda each: each.length):
        wanted = _by_digest(group) if length > 0 else {}
        if length >= LONG:
            found |= _shifted(text, wanted, shifts)
        every = range(len(text) - length + 1)
        windows = text_of.find(every, length, wanted.keys() - found.keys())
        shifts |= {at[0] - wanted[name][0].start: None for name, at in windows.items()}
        found |= windows
    return found


class _Text:
    """A text in UTF-8, with the place of each code point in it."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.offsets = [0, *accumulate(len(character.encode()) for character in text)]

    def find(
        self, starts: Iterable[int], length: int, wanted: Collection[str]
    ) -> dict[str, list[int]]:
        """Return those *starts* of windows of *length* code points whose digest is *wanted*."""
        found: dict[str, list[int]] = defaultdict(list)
        if not wanted:
            return {}
        data, offsets = self.data, self.offsets
        for at in starts:
            value = sha256(data[offsets[at] : offsets[at + length]]).hexdigest()
            if value in wanted:
                found[value].append(at)
        return dict(found)


def _by_length(span: Span) -> tuple[int, int]:
    return -span.length, span.start


def _by_digest(spans: Iterable[Span]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        found[span.digest].append(span)
    return found


def _shifted(
    text: str, wanted: Mapping[str, Sequence[Span]], shifts: Iterable[int]
) -> dict[str, list[int]]:
    """Return where spans stand that have moved by one of the known *shifts*.

    Words that are evidence in several places are left out: they need every start.
    """
    return {
        name: [span.start + by]
        for name, (span, *others) in wanted.items()
        for by in shifts
        if not others and holds(text, span._replace(start=span.start + by, end=span.end + by))
    }


def _place(span: Span, starts: Sequence[int], sure: Sequence[_Shift], length: int) -> Place:
    """Return the place of a span that fits at *starts*; *sure* are the spans found once."""
    before = next((each for each in reversed(sure) if each.start <= span.start), None)
    after = next((each for each in sure if each.end >= span.end), None)
    if len(starts) > 1:
        starts = _among(span, starts, before, after)
    if len(starts) == 1:
        return Place(span, VERIFIED if starts[0] == span.start else MOVED, tuple(starts))
    low = before.start + before.by if before else 0
    high = after.end + after.by if after else length
    between = (low, high) if low < high else (0, length)
    return Place(span, AMBIGUOUS if starts else MISSING, tuple(starts), between)


def _among(
    span: Span, starts: Sequence[int], before: _Shift | None, after: _Shift | None
) -> Sequence[int]:
    """Return the one start that keeps a span where its neighbours put it, else all that fit.

    A span moves by what its two neighbours move, or by something between; failing that, it must
    stand between them.
    """
    shifts = [each.by for each in (before, after) if each] or [0]
    near = [at for at in starts if min(shifts) <= at - span.start <= max(shifts)]
    low = before.start + before.by if before else 0
    between = [
        at for at in starts if low <= at and (not after or at + span.length <= after.end + after.by)
    ]
    for fitting in (near, between) if len(set(shifts)) > 1 else (near,):
        if len(fitting) == 1:
            return fitting
    return starts
