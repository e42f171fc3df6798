"""Counts: how many delegations, trips, projects a text gives, of whom and from where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.reading.languages.words import Phrases, read_language
from kg.reading.mentions.cast import Mention
from kg.reading.relations.mood import mood_of
from kg.reading.relations.numbers import Number, find_numbers
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import Document, group_before
from kg.reading.relations.topics import Here
from kg.reading.tokens import read_tokens

_REACH: Final = 48  # code points between a number and what it counts
_FROM: Final = re.compile(r"^[^.;]{0,30}?\b(?:from|in|z|ze|aus|von)\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _nouns(language: str) -> Phrases:
    return Phrases(
        {
            noun: each["indicator"]
            for each in read_language(language).get("counts", ())
            for noun in each["nouns"]
        }
    )


def read_counts(here: Here) -> Iterator[Relation]:
    """Yield the numbers of a sentence that count what the graph has an indicator for."""
    document, scene, _ = here
    start, end = scene.range
    tokens = read_tokens(document.text, start, end)
    nouns = [
        (tokens[first].start, tokens[last].end, str(indicator))
        for first, last, indicator in _nouns(document.language).find(tokens)
    ]
    if scene.block.sort == "heading" or not nouns:
        return
    reporter = _reporter(here, nouns[0][0], nouns[0][2])
    if reporter is None:
        return
    current: str | None = None
    for number in find_numbers(document.text, document.language, start, end):
        if number.currency or _is_date(here, number):
            continue
        after = [each for each in nouns if 0 <= each[0] - number.end < _REACH]
        current = after[0][2] if after else current
        if bracketed(document, number):
            current = current or nouns[0][2]
        counted = _counterpart(here, number)
        if current is None or not (after or counted) or not _is_stated(here, number):
            continue
        places = [(number.start, number.end), *(each[:2] for each in after[:1])]
        places += [counted[1:]] if counted else []
        yield _observation(here, current, reporter[0], number, (places, counted))


def _is_stated(here: Here, number: Number) -> bool:
    low, high = here.scene.range
    said = here.document.text[max(low, number.start - 40) : min(high, number.end + _REACH // 2)]
    return mood_of(said, said, here.document.language) == "stated"


def _observation(
    here: Here,
    indicator: str,
    reporter: Mention,
    number: Number,
    stands: tuple[list[tuple[int, int]], tuple[str, int, int] | None],
) -> Relation:
    """Return a count; *stands* is where its words are, and the area that it is about."""
    places, counted = stands
    low, high = here.scene.range
    own = (reporter.start, reporter.end)
    inside = low <= reporter.start < high
    places = [*places, own] if inside else places
    date = here.topics.date_for(here.scene, number.start, number.end)
    when, stands_at = (date.edtf, (date.start, date.end)) if date else (None, None)
    if date is None and (year := here.topics.year_above(here.scene)):
        when, stands_at = year
    return Relation(
        "observation",
        indicator,
        reporter.figure,
        value=number.digits,
        when=when,
        start=min(one for one, _ in places),
        end=max(other for _, other in places),
        read_with=(*(() if inside else (own,)), *((stands_at,) if stands_at else ())),
        agent_at=own,
        date_at=stands_at,
        cue=indicator,
        number=number.digits,
        bound=number.bound,
        counterpart=counted[0] if counted else None,
        indicator=indicator,
    )


def bracketed(document: Document, number: Number) -> bool:
    """Tell whether a number stands in brackets behind a name: "Slovakia (16)"."""
    text = document.text
    return text[number.start - 1 : number.start] == "(" and text[number.end : number.end + 1] == ")"


def _is_date(here: Here, number: Number) -> bool:
    return any(each.start <= number.start < each.end for each in here.scene.dates)


_OF_PROGRAMMES: Final = ("funded-project-count", "supported-project-count")


def _reporter(here: Here, at: int, indicator: str) -> tuple[Mention, tuple[Range, ...]] | None:
    before = group_before(here.document, here.scene, at, ("organisation", "programme"))
    if before:
        return before[0], ()
    programme = here.topics.carried(("programme",), here.scene, at)
    if indicator in _OF_PROGRAMMES:
        return programme
    said = here.topics.subject(here.scene, at, ("organisation",))
    return (said[0][0], said[1]) if said else None


def _counterpart(here: Here, number: Number) -> tuple[str, int, int] | None:
    """Return the area that a number is about: behind "from", or before the bracket."""
    areas = [each for each in here.scene.mentions if here.document.cast.of(each).sort == "area"]
    if bracketed(here.document, number):
        for each in areas:
            if 0 <= number.start - each.end <= 2:
                return each.figure, each.start, each.end
    for each in areas:
        if 0 < each.start - number.end < _REACH:
            between = here.document.text[number.end : each.start]
            return (each.figure, each.start, each.end) if _FROM.match(between) else None
    return None
