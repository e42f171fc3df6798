"""Names that a document gives itself: "(hereinafter the Service)", known in this document only."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from kg.reading.languages.words import read_all
from kg.reading.mentions.cast import Cast, Mention, taken_by, without_overlaps
from kg.reading.mentions.lexicon import is_short_for
from kg.reading.mentions.offices import is_link
from kg.reading.tokens import Token, read_tokens

_BRACKET: Final = re.compile(r"\(([^()\n]{2,90})\)")
_QUOTES: Final = " \u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\"',:;.\u2013-\u00a0"
_CUT: Final = re.compile(",| or | nebo | alebo | lub | oder | ou ")
_SHORT: Final = re.compile(r"([^\W\d_a-z][\w-]*[^\W\d_a-z])(?: [A-Z\u010c]{2})?")
_LONGEST: Final = 5  # words of such a name
# Between the end of a name and its bracket: "… of the Ministry (further …)" is not passed over.
_GAP: Final = 3


class _Defined(NamedTuple):
    """A name of this document: its words, whose it is, and from where on it is understood."""

    words: tuple[Token, ...]
    capital: bool
    figure: str
    start: int


def find_defined(text: str, tokens: list[Token], cast: Cast) -> None:
    """Add the places of the names that a document gives what it has named in full before."""
    defined = list(_definitions(text, cast))
    if not defined:
        return
    by_first: dict[str, list[_Defined]] = {}
    for each in defined:
        by_first.setdefault(each.words[0].stem, []).append(each)
    own = [
        (mention, each)
        for at in range(len(tokens))
        for each in by_first.get(tokens[at].stem, ())
        if (mention := _mention_at(text, tokens, at, each))
    ]
    names = {(each.start, each.end): each for each in cast.mentions}
    # What has the same place as a name of this document is meant by it, whatever it is elsewhere.
    meant = {(each.start, each.end): each.figure for each, _ in own}
    cast.mentions[:] = [
        each._replace(figure=meant.get((each.start, each.end), each.figure))
        for each in cast.mentions
    ]
    taken = taken_by(cast.mentions)
    more = [
        each
        for each, _ in own
        if (each.start, each.end) not in names and not taken.overlaps(each.start, each.end)
    ]
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def _definitions(text: str, cast: Cast) -> list[_Defined]:
    ends = {each.end: each for each in cast.mentions if cast.of(each).sort not in ("area", "place")}
    found = []
    for match in _BRACKET.finditer(text):
        before = len(text[: match.start()].rstrip())
        mention = ends.get(before) if match.start() - before < _GAP else None
        if mention is None:
            continue
        name = _introduced(match[1])
        if name is None and (short := _SHORT.fullmatch(match[1].strip())):
            whole = text[mention.start : mention.end]
            name = match[1].strip() if is_short_for(short[1], whole) else None
        words = tuple(each for each in read_tokens(name or "") if not is_link(each))
        if name and 0 < len(words) <= _LONGEST:
            found.append(_Defined(words, _has_capital(name, words), mention.figure, match.start()))
    return found


def _has_capital(name: str, words: tuple[Token, ...]) -> bool:
    return name[words[0].start].isupper()


def _introduced(said: str) -> str | None:
    """Return the name that a bracket introduces, None where it introduces none.

    >>> _introduced("hereinafter \u201cthe Service\u201d"), _introduced("in Prague")
    ('the Service', None)
    """
    match = _introduction().match(said)
    if match is None:
        return None
    rest = said[match.end() :].strip(_QUOTES)
    return _CUT.split(rest)[0].strip(_QUOTES) or None


@cache
def _introduction() -> re.Pattern[str]:
    words = sorted(read_all("introductions"), key=len, reverse=True)
    return re.compile(
        rf"\s*+(?:{'|'.join(map(re.escape, words))})(?=[\s:,\u201e\u201c\"\u00ab'])", re.IGNORECASE
    )


def _mention_at(text: str, tokens: list[Token], at: int, each: _Defined) -> Mention | None:
    """Return the mention by a name of this document that begins at a word, None where none does."""
    start = tokens[at].start
    if start < each.start or (each.capital and not text[start].isupper()):
        return None
    number = at
    for word in each.words[1:]:
        number += 1
        while number < len(tokens) and tokens[number].little and word.stem != tokens[number].stem:
            number += 1
        if number >= len(tokens) or tokens[number].stem != word.stem:
            return None
    end = tokens[number].end
    if "\n\n" in text[start:end]:
        return None
    acronym = sum(map(str.isupper, text[start:end])) > 1
    return Mention(start, end, each.figure, "name" if acronym else "short")
