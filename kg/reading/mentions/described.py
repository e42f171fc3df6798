"""Things without a name: "a cooperation agreement", "the delegation", "a seminar on …"."""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from kg.reading.languages.words import phrases_of, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, without_overlaps
from kg.reading.cues import find_cues
from kg.reading.tokens import Token

_BEFORE: Final = re.compile(
    r"(?:(?<=\s)|^|(?<=\())(?:(?:an?|the|this|its|their|our|two|both|each|another|the first|the second|last|"
    r"ein|eine|einen|einem|einer|der|die|das|den|dem|des|diese[rsnm]?)\s+)?"
    r"(?:(?:[a-zà-ž-]+al|joint|new|annual|[0-9]+th|[0-9]+\.|[a-z]+-?[a-z]*|[A-Z]{2,8})\s+){0,2}$"
)
_DEFINES: Final = re.compile(r"\b(?:is|are|ist|sind|je|jsou|jest|są|sú) (?:one of )?$")
_TOPIC: Final = re.compile(r"\s+(?:on|about|over|zu|zum|zur|über)\s+[^\n,.;:()]{3,60}?(?=[,.;:()\n]|\s(?:was|is|will|has|were|took|held|in|at|with|of)\b)")


def find_described(text: str, tokens: list[Token], language: str, cast: Cast) -> None:
    """Add events, visits, agreements and projects that a text speaks of without naming them."""
    taken = [(each.start, each.end) for each in cast.mentions]
    free = [each for each in tokens if not any(one <= each.start < other for one, other in taken)]
    said = [(each.start, each.end) for each in find_cues(free, language)]
    numbers = count(1)
    more = []
    for sort in ("agreement", "visit", "event", "project", "instrument"):
        for first, last, kind in phrases_of(language, "described", sort).find(tokens):
            start, end = tokens[first].start, tokens[last].end
            if any(one < end and start < other for one, other in taken):
                continue
            if any(one <= start and end <= other and (one, other) != (start, end) for one, other in said):
                continue
            opened = _opened(text, start, language)
            if _DEFINES.search(text[max(0, opened - 8) : opened]):
                continue  # "MECR is a meeting of …" tells what it is, and of no meeting
            topic = _TOPIC.match(text, end) if sort == "event" else None
            stop = topic.end() if topic else end
            if any(one < stop and opened < other for one, other in taken):
                opened, stop = start, end
            name = " ".join(text[_modified(text, opened, cast) : stop].split())
            if sort in ("project", "agreement") and (match := _WITH.match(text, stop)):
                name += " ".join(match[0].split(" "))
            figure = Figure(f"x:d{sort[:2]}{next(numbers)}", None, sort, str(kind), name, None, language)
            cast.add(figure)
            more.append(Mention(opened, stop, figure.id, "described"))
            taken.append((opened, stop))
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


_WITH: Final = re.compile(r" (?:with|between|s|se|mit) (?:the )?[A-Z][\w]+(?: [A-Z]\w+)*")


def _modified(text: str, start: int, cast: Cast) -> int:
    """Return where a name begins that stands before a word and tells of what: "MECR meeting"."""
    for each in cast.mentions:
        if each.end < start and text[each.end : start] == " " or each.end == start - 1:
            begin = each.start
            return begin - 4 if text[max(0, begin - 4) : begin].casefold() == "the " else begin
    return start


def _opened(text: str, start: int, language: str) -> int:
    if language not in ("en", "de"):
        return start
    articles = "|".join(map(re.escape, read_language(language)["articles"]))
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - 40)
    match = re.search(rf"(?i)\b(?:{articles})\s+(?:[^\W\d_][\w-]*\s+){{0,2}}$", text[low:start])
    return low + match.start() if match else start
