"""The things of a document, and where it speaks of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal, NamedTuple

Form = Literal["name", "short", "described"]


class Figure(NamedTuple):
    """A thing that a document names, known or new.

    *id* is its key, or ``x:`` with a number where it is new; *sort* is organisation, area, project,
    programme, agreement, event, instrument, place or figure of no known sort (""); *kind* is the
    local name of a concept; *name* is what it is called, *country* the key of an area; *candidates*
    are the keys of the things that may be meant, where that is not decided.
    """

    id: str
    key: str | None
    sort: str
    kind: str
    name: str
    country: str | None = None
    language: str = "en"
    candidates: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A place at which a text speaks of a thing: by name, by a short form, or by describing it.

    *adjective* is one that names a country by its adjective only: "the Czech delegation"; *unsure*
    a short form that may mean another body.
    """

    start: int
    end: int
    figure: str
    form: Form = "name"
    adjective: bool = False
    unsure: bool = False


class Cast(NamedTuple):
    """The figures of a document by their id, and its mentions in the order of the text.

    *adjectives* are those of countries that stand for no body: "German experience".
    """

    figures: dict[str, Figure]
    mentions: list[Mention]
    adjectives: list[Mention]

    def of(self, mention: Mention) -> Figure:
        """Return the figure of a mention."""
        return self.figures[mention.figure]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions in a part of the text."""
        return [each for each in self.near(start, end) if start <= each.start and each.end <= end]

    def near(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap a part of the text; they stand in order."""
        low = max(0, bisect_left(self.mentions, start, key=lambda each: each.start) - 3)
        high = bisect_left(self.mentions, end, key=lambda each: each.start)
        return [each for each in self.mentions[low:high] if each.end > start]

    def add(self, figure: Figure) -> Figure:
        """Add a figure, new or known; the one that is there already stays."""
        return self.figures.setdefault(figure.id, figure)


class Taken:
    """Places of a text that are taken, so that it is told at once whether another one is free."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a place."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether a part of a place is taken."""
        at = bisect_left(self._starts, end)
        return any(self._ends[number] > start for number in range(max(0, at - 3), at))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the places that are taken and overlap a range."""
        low = max(0, bisect_left(self._starts, start) - 3)
        high = bisect_left(self._starts, end)
        pairs = zip(self._starts[low:high], self._ends[low:high], strict=True)
        return [each for each in pairs if each[1] > start]


def taken_by(mentions: Iterable[Mention]) -> Taken:
    """Return the places of mentions as taken ones."""
    return Taken((each.start, each.end) for each in mentions)


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Return mentions in order, of those that overlap the longest, of equal ones the first."""
    kept: list[Mention] = []
    for each in sorted(mentions, key=lambda one: (one.start, one.start - one.end)):
        if kept and each.start < kept[-1].end:
            last = kept[-1]
            if each.end - each.start > last.end - last.start:
                kept[-1] = each
            continue
        kept.append(each)
    return kept
