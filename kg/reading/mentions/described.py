"""Things without a name: "a cooperation agreement", "the delegation", "a seminar on …"."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Final

from kg.reading.cues import find_cues
from kg.reading.languages.words import alternatives, phrases_of
from kg.reading.mentions.cast import Cast, Figure, Mention, Taken, taken_by, without_overlaps
from kg.reading.tokens import Token

_ENDS: Final = r"(?=[,.;:()\n]|\s(?:was|is|will|has|were|took|held|in|at|with|of)\b)"


@cache
def _topic(language: str) -> re.Pattern[str]:
    """Return the pattern of what an event is about, behind the word for it."""
    return re.compile(rf"\s+(?:{alternatives(language, 'topic')})\s+[^\n,.;:()]{{3,60}}?{_ENDS}")


@cache
def _defines(language: str) -> re.Pattern[str]:
    """Return the pattern of words before a description that tells what something is."""
    return re.compile(rf"(?<!\w)(?:{alternatives(language, 'is a')}) (?:one of )?$")


def find_described(text: str, tokens: list[Token], language: str, cast: Cast) -> None:
    """Add events, visits, agreements and projects that a text speaks of without naming them."""
    taken = taken_by(cast.mentions)
    free = [each for each in tokens if not taken.overlaps(each.start, each.start + 1)]
    said = Taken((each.start, each.end) for each in find_cues(free, language))
    ends = {each.end: each for each in cast.mentions}
    numbers = count(1)
    more = []
    for sort in ("agreement", "visit", "event", "project", "instrument"):
        for first, last, kind in phrases_of(language, "described", sort).find(tokens):
            start, end = tokens[first].start, tokens[last].end
            if taken.overlaps(start, end) or any(
                one <= start and end <= other and (one, other) != (start, end)
                for one, other in said.within(start, end)
            ):
                continue
            opened = _opened(text, start, language)
            if _defines(language).search(text[max(0, opened - 8) : opened]):
                continue  # "MECR is a meeting of …" tells what it is, and of no meeting
            if _stands_beside(text, opened, sort, cast, ends):
                continue  # "OPENGATE, a project on …" is one thing
            topic = _topic(language).match(text, end) if sort == "event" else None
            stop = topic.end() if topic else end
            if taken.overlaps(opened, stop):
                opened, stop = start, end
            name = " ".join(text[_modified(text, opened, ends) : stop].split())
            if sort in ("project", "agreement") and (match := _with(language).match(text, stop)):
                name += " ".join(match[0].split(" "))
            figure = Figure(
                f"x:d{sort[:2]}{next(numbers)}", None, sort, str(kind), name, None, language
            )
            cast.add(figure)
            more.append(Mention(opened, stop, figure.id, "described"))
            taken.add(opened, stop)
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def _stands_beside(text: str, start: int, sort: str, cast: Cast, ends: dict[int, Mention]) -> bool:
    """Tell whether a description stands behind the name of what it describes."""
    before = text[max(0, start - 6) : start]
    bare = before.rstrip(" ,(\u2013-")
    last = ends.get(start - len(before) + len(bare))
    joined = before[len(bare) :].strip() != ""
    return last is not None and joined and cast.of(last).sort == sort


@cache
def _with(language: str) -> re.Pattern[str]:
    """Return the pattern of the partners behind a description: "project with Finland"."""
    return re.compile(rf" (?:{alternatives(language, 'with')}) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*")


def _modified(text: str, start: int, ends: dict[int, Mention]) -> int:
    """Return where a name begins that stands before a word and tells of what: "MECR meeting"."""
    each = ends.get(start - 1)
    if each is None:
        return start
    article = text[max(0, each.start - 4) : each.start].casefold() == "the "
    return each.start - 4 if article else each.start


def _opened(text: str, start: int, language: str) -> int:
    if language not in ("en", "de"):
        return start
    articles = alternatives(language, "articles")
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - 40)
    match = re.search(rf"(?i)\b(?:{articles})\s+(?:[^\W\d_][\w-]*\s+){{0,2}}$", text[low:start])
    return low + match.start() if match else start
