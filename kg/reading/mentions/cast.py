"""The things of a document, and where it speaks of them."""

from __future__ import annotations

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
        return [each for each in self.mentions if start <= each.start and each.end <= end]

    def add(self, figure: Figure) -> Figure:
        """Add a figure, new or known; the one that is there already stays."""
        return self.figures.setdefault(figure.id, figure)


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
