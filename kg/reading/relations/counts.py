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
from kg.reading.relations.scene import Document, Scene, group_before
from kg.reading.relations.topics import Topics
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


def read_counts(document: Document, scene: Scene, topics: Topics) -> Iterator[Relation]:
    """Yield the numbers of a sentence that count what the graph has an indicator for."""
    if scene.block.sort == "heading":
        return
    start, end = scene.range
    nouns = [
        (tokens[first].start, tokens[last].end, str(indicator))
        for tokens in [read_tokens(document.text, start, end)]
        for first, last, indicator in _nouns(document.language).find(tokens)
    ]
    if not nouns:
        return
    numbers = [
        each
        for each in find_numbers(document.text, document.language, start, end)
        if not each.currency and not _is_date(document, scene, each)
    ]
    reporter = _reporter(document, scene, topics, nouns[0][0], nouns[0][2])
    if reporter is None:
        return
    current: str | None = None
    for number in numbers:
        after = [each for each in nouns if 0 <= each[0] - number.end < _REACH]
        if after:
            current = after[0][2]
        elif bracketed(document, number):
            current = current or nouns[0][2]
        elif current is None:
            continue
        counterpart = _counterpart(document, scene, number)
        if not after and counterpart is None:
            continue
        said = document.text[max(start, number.start - 40) : min(end, number.end + _REACH // 2)]
        if mood_of(said, said, document.language) != "stated":
            continue
        places = [number.start, number.end, reporter[0].start, reporter[0].end]
        date = topics.date_for(scene, number.start, number.end, "observation")
        inside = start <= reporter[0].start < end
        first = min(number.start, after[0][0] if after else number.start)
        last = max(number.end, after[0][1] if after else number.end)
        if counterpart:
            first, last = min(first, counterpart[1]), max(last, counterpart[2])
        assert places
        yield Relation(
            "observation",
            current,
            reporter[0].figure,
            value=number.digits,
            when=date.edtf if date else None,
            start=min(first, reporter[0].start) if inside else first,
            end=max(last, reporter[0].end) if inside else last,
            read_with=(
                *(() if inside else ((reporter[0].start, reporter[0].end),)),
                *((((date.start, date.end),)) if date else ()),
            ),
            agent_at=(reporter[0].start, reporter[0].end),
            date_at=(date.start, date.end) if date else None,
            cue=current,
            number=number.digits,
            bound=number.bound,
            counterpart=counterpart[0] if counterpart else None,
            indicator=current,
        )


def bracketed(document: Document, number: Number) -> bool:
    """Tell whether a number stands in brackets behind a name: "Slovakia (16)"."""
    text = document.text
    return text[number.start - 1 : number.start] == "(" and text[number.end : number.end + 1] == ")"


def _is_date(document: Document, scene: Scene, number: Number) -> bool:
    return any(each.start <= number.start < each.end for each in scene.dates)


_OF_PROGRAMMES: Final = ("funded-project-count", "supported-project-count")


def _reporter(
    document: Document, scene: Scene, topics: Topics, at: int, indicator: str
) -> tuple[Mention, tuple[Range, ...]] | None:
    before = group_before(document, scene, at, ("organisation", "programme"))
    if before:
        return before[0], ()
    programme = topics.carried(("programme",), scene, at)
    if indicator in _OF_PROGRAMMES:
        return programme
    said = topics.subject(scene, at, ("organisation",))
    return (said[0][0], said[1]) if said else None


def _counterpart(
    document: Document, scene: Scene, number: Number
) -> tuple[str, int, int] | None:
    """Return the area that a number is about: behind "from", or before the bracket."""
    areas = [each for each in scene.mentions if document.cast.of(each).sort == "area"]
    if bracketed(document, number):
        for each in areas:
            if 0 <= number.start - each.end <= 2:
                return each.figure, each.start, each.end
    for each in areas:
        if 0 < each.start - number.end < _REACH:
            between = document.text[number.end : each.start]
            return (each.figure, each.start, each.end) if _FROM.match(between) else None
    return None
