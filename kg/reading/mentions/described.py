"""Things without a name: "a cooperation agreement", "the delegation", "a seminar on …"."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Final, NamedTuple

from kg.reading.cues import find_cues
from kg.reading.languages.words import alternatives, phrases_of, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, Taken, taken_by, without_overlaps
from kg.reading.tokens import Token, read_tokens

_OF: Final = re.compile(r" of ")
_ENDS: Final = r"(?=[,.;:()\n]|\s(?:was|is|will|has|were|took|held|in|at|with|of)\b)"


@cache
def _topic(language: str) -> re.Pattern[str]:
    """Return the pattern of what an event is about, behind the word for it."""
    return re.compile(rf"\s+(?:{alternatives(language, 'topic')})\s+[^\n,.;:()]{{3,60}}?{_ENDS}")


@cache
def _defines(language: str) -> re.Pattern[str]:
    """Return the pattern of words before a description that tells what something is."""
    return re.compile(rf"(?<!\w)(?:{alternatives(language, 'is a')}) (?:one of )?$")


class _Page(NamedTuple):
    """A text with the places that are taken, mentions by end and start, short forms, cues."""

    text: str
    language: str
    cast: Cast
    taken: Taken
    ends: dict[int, Mention]
    starts: dict[int, Mention]
    shorts: dict[int, Mention]
    cues: Taken

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether a description may stand here: in no name, and not as a part of a cue."""
        return not self.taken.overlaps(start, end) and not any(
            one <= start and end <= other and (one, other) != (start, end)
            for one, other in self.cues.within(start, end)
        )


def find_described(text: str, tokens: list[Token], language: str, cast: Cast) -> None:
    """Add events, visits, agreements and projects that a text speaks of without naming them."""
    taken = taken_by(cast.mentions)
    free = [each for each in tokens if not taken.overlaps(each.start, each.start + 1)]
    page = _Page(
        text,
        language,
        cast,
        taken,
        {each.end: each for each in cast.mentions},
        {each.start: each for each in cast.mentions},
        {each.start: each for each in cast.mentions if each.form == "short"},
        Taken((each.start, each.end) for each in find_cues(free, language)),
    )
    title = len(text.lstrip().partition("\n")[0])
    in_title: dict[str, str] = {}
    events: dict[str, str] = {}  # the last one of each kind
    numbers = count(1)
    more = []
    for sort in ("agreement", "visit", "event", "project", "instrument"):
        for first, last, kind in phrases_of(language, "described", sort).find(tokens):
            place = _place(page, sort, tokens[first].start, tokens[last].end)
            if place is None:
                continue
            # What the title speaks of is what the text begins with.
            figure_id = in_title.pop(str(kind), None) if place[0] > title else None
            figure_id = figure_id or (events.get(str(kind)) if _is_again(page, place) else None)
            if figure_id is None:
                figure_id = f"x:d{sort[:2]}{next(numbers)}"
                name = _name(page, sort, *place)
                cast.add(Figure(figure_id, None, sort, str(kind), name, None, language))
                if place[0] <= title and sort == "agreement":
                    in_title[str(kind)] = figure_id
                if sort == "event":
                    events[str(kind)] = figure_id
            more.append(Mention(*place, figure_id, "described"))
            taken.add(*place)
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def _place(page: _Page, sort: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a description stands with its article and topic, None where it is none."""
    if not page.is_free(start, end):
        return None
    text = page.text
    opened = _opened(text, start, page.language)
    if _defines(page.language).search(text[max(0, opened - 8) : opened]):
        return None  # "MECR is a meeting of …" tells what it is, and of no meeting
    if _stands_beside(text, opened, sort, page.cast, page.ends):
        return None  # "OPENGATE, a project on …" is one thing
    if sort == "agreement" and _is_minutes(page, end):
        return None  # "the protocol of the meeting" is no agreement
    topic = _topic(page.language).match(text, end) if sort == "event" else None
    stop = topic.end() if topic else end
    return (start, end) if page.taken.overlaps(opened, stop) else (opened, stop)


def _is_minutes(page: _Page, end: int) -> bool:
    """Tell whether an event stands right behind a word for an agreement, in the genitive."""
    behind = re.match(r"(?:\s[^\W\d_]++){1,3}", page.text[end : end + 48])
    words = read_tokens(behind[0])[:3] if behind else []
    events = phrases_of(page.language, "described", "event")
    of, articles = alternatives(page.language, "of"), alternatives(page.language, "articles")
    links = re.compile(rf"(?:{of}|{articles})$", re.IGNORECASE)
    return any(
        all(links.match(each.word) for each in words[:first]) for first, _, _ in events.find(words)
    )


def _is_again(page: _Page, place: tuple[int, int]) -> bool:
    """Tell whether a description is of the event that was spoken of last: "the meeting"."""
    said = page.text[slice(*place)]
    definite = read_language(page.language).get("definite", [])
    if definite:
        return len(said.split()) == 2 and said.split()[0].casefold() in definite
    before = page.text[: place[0]].rstrip(" ")
    return len(said.split()) == 1 and said[0].isupper() and before[-1:] in (".", "\n")


def _name(page: _Page, sort: str, opened: int, stop: int) -> str:
    """Return what to call a thing without a name: the words that describe it."""
    text = page.text
    first = _modified(text, opened, page.ends) if page.language == "en" else opened
    name = " ".join(text[first:stop].split())
    match = _with(page.language).match(text, stop)
    if sort in ("project", "agreement") and match and (other := page.starts.get(match.end())):
        name += f" {' '.join(text[match.start() : other.end].split())}"
    if (match := _OF.match(text, stop)) and (other := page.shorts.get(match.end())):
        name += f"{match[0]}{text[other.start : other.end]}"
    return name


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
    words, articles = alternatives(language, "with"), alternatives(language, "articles")
    return re.compile(rf"\s(?:{words})\s(?:(?:{articles})\s)?")


def _modified(text: str, start: int, ends: dict[int, Mention]) -> int:
    """Return where a name begins that stands before a word and tells of what: "MECR meeting"."""
    each = ends.get(start - 1)
    if each is None:
        return start
    article = text[max(0, each.start - 4) : each.start].casefold() == "the "
    return each.start - 4 if article else each.start


def _opened(text: str, start: int, language: str) -> int:
    if not read_language(language).get("definite"):
        return start
    articles = alternatives(language, "articles")
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - 40)
    match = re.search(rf"(?i)\b(?:{articles})\s+(?:[^\W\d_][\w-]*\s+){{0,2}}$", text[low:start])
    return low + match.start() if match else start
