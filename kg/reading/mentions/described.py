"""Things without a name: "a cooperation agreement", "the delegation", "a seminar on …"."""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from kg.reading.languages.words import phrases_of, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, without_overlaps
from kg.reading.tokens import Token

_BEFORE: Final = re.compile(
    r"(?:(?<=\s)|^|(?<=\())(?:(?:an?|the|this|its|their|our|two|both|each|another|the first|the second|last|"
    r"ein|eine|einen|einem|einer|der|die|das|den|dem|des|diese[rsnm]?)\s+)?"
    r"(?:(?:[a-zà-ž-]+al|joint|new|annual|[0-9]+th|[0-9]+\.|[a-z]+-?[a-z]*|[A-Z]{2,8})\s+){0,2}$"
)
_TOPIC: Final = re.compile(r"\s+(?:on|about|over|zu|zum|zur|über)\s+[^\n,.;:()]{3,60}?(?=[,.;:()\n]|\s(?:was|is|will|has|were|took|held|in|at|with|of)\b)")


def find_described(text: str, tokens: list[Token], language: str, cast: Cast) -> None:
    """Add events, visits, agreements and projects that a text speaks of without naming them."""
    taken = [(each.start, each.end) for each in cast.mentions]
    numbers = count(1)
    more = []
    for sort in ("agreement", "visit", "event", "project"):
        for first, last, kind in phrases_of(language, "described", sort).find(tokens):
            start, end = tokens[first].start, tokens[last].end
            if any(one < end and start < other for one, other in taken):
                continue
            opened = _opened(text, start, language)
            topic = _TOPIC.match(text, end) if sort == "event" else None
            stop = topic.end() if topic else end
            if any(one < stop and opened < other for one, other in taken):
                opened, stop = start, end
            name = " ".join(text[opened:stop].split())
            figure = Figure(f"x:d{sort[0]}{next(numbers)}", None, sort, str(kind), name, None, language)
            cast.add(figure)
            more.append(Mention(opened, stop, figure.id, "described"))
            taken.append((opened, stop))
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def _opened(text: str, start: int, language: str) -> int:
    if language not in ("en", "de"):
        return start
    articles = "|".join(map(re.escape, read_language(language)["articles"]))
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - 40)
    match = re.search(rf"(?i)\b(?:{articles})\s+(?:[^\W\d_][\w-]*\s+){{0,2}}$", text[low:start])
    return low + match.start() if match else start
