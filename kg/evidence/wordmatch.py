"""Whether words, dates and numbers stand in a passage, whatever its typography.

Folded are quotation marks, dashes, blanks of every kind, composed and decomposed letters, and case.
Case is kept where it is all that tells a name from a common word: in an acronym, and in a short
name that is valid in one document only. There a capital that any word has at the beginning of a
sentence tells nothing. A hyphen may be missing. A common noun may stand in the
plural, and in the plural alone it is shared: "Polish and Slovak prison systems" names the Polish
prison system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Final, NamedTuple

from kg.text.folding import look

_TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_ARTICLE: Final = re.compile(r"the ", re.IGNORECASE)
_GAP: Final = "…"  # in a mention: some words are left out here
_LEFT_OUT: Final = r".{0,80}?"
_NOUN: Final = re.compile(r"[^\W\d_A-Z]{3,}")  # no name of its own: it may stand in the plural
_PROPER: Final = re.compile(
    r"[A-Z\u00c0-\u00de\u010c\u010e\u011a\u0147\u0158\u0160\u0164\u016e\u017d]\w+"
)
_ONE: Final = rf"(?-i:{_PROPER.pattern}(?: {_PROPER.pattern})*)"
_AND: Final = "(?:, and |, or |, | and | or )"
_MASK: Final = "¦"
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_SMALL: Final = {word: Decimal(number) for number, word in enumerate(_WORDS)}
_LARGE: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMBER: Final = re.compile(
    r"(?<![\d])(?P<grouped>\d{1,3}(?:[ ,.]\d{3})+(?!\d))|(?P<plain>\d+(?:[.,]\d+)?)"
)
_SCALE: Final = re.compile(r" ?(thousand|million|billion)\b", re.IGNORECASE)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?")


_COMMON: Final = re.compile(
    r"[^\W\d_][^\W\d_A-Z]+"
)  # one word, with a capital at most to begin with
_OPENING: Final = " \"'(["
_CLOSED: Final = ".!?•" + _MASK  # what stands before the beginning of a sentence
_GOES_ON: Final = re.compile(r",| (?=[^\W\d_A-Z])")


class Name(NamedTuple):
    """A name of a thing; a *local* one is understood in one document only."""

    text: str
    local: bool = False

    @property
    def acronym(self) -> bool:
        """Whether it is spelled in capitals, and so names its thing within any longer name too."""
        return not any(character.islower() for character in _ARTICLE.sub("", self.text, count=1))

    @property
    def common(self) -> bool:
        """Whether nothing but its capital, and the one document, make it more than a word."""
        return self.local and _COMMON.fullmatch(even(self.text)) is not None


@cache
def even(text: str) -> str:
    """Return a text with plain typography, one blank between words, letters composed.

    >>> even("the\\u00a0Service\\u2019s  “unit”")
    'the Service\\'s "unit"'
    """
    return look(text.translate(_TYPOGRAPHY))


def is_named(
    passage: str,
    name: Name,
    longer: Iterable[str] = (),
    within: Iterable[tuple[int, int]] | None = None,
) -> bool:
    """Tell whether *name* stands in an evened passage, or *within* parts of it, as whole words.

    A local name does not count inside one of the *longer* names, which are those of other things,
    nor where it is a word that happens to begin a sentence. A part is never read without what
    stands around it: half a word or half a name names nothing.
    """
    if name.local:
        for other in longer:
            passage = _pattern(Name(other)).sub(lambda found: _MASK * len(found[0]), passage)
    return any(
        not passage[match.end() : match.end() + 1].isalnum()
        and not (name.common and _happens(passage, match))
        for start, end in ([(0, len(passage))] if within is None else within)
        for match in _pattern(name).finditer(passage, start, end)
    )


def _happens(passage: str, match: re.Match[str]) -> bool:
    """Tell whether a word begins a sentence that goes on, where every word has a capital."""
    before = passage[: match.start()].rstrip(_OPENING)
    begins = not before or before[-1] in _CLOSED
    return begins and _GOES_ON.match(passage, match.end()) is not None


def holds_name(longer: str, name: str) -> bool:
    """Tell whether one name is part of a longer one."""
    whole = even(longer)
    if len(whole) <= len(even(name)) or _beginning(name) not in whole.lower():
        return False
    return is_named(whole, Name(name))


@cache
def _beginning(name: str) -> str:
    """Return how the first word of a name begins, whatever its number: most names lack even it."""
    words = re.split("[ -]", _ARTICLE.sub("", even(name), count=1))
    return words[0][:-1].lower()


def missing_dates(passage: str, date: str) -> list[str]:
    """Return the years and months of an EDTF date that an evened passage does not give.

    >>> missing_dates("in June 2014 and later", "2014-06/2015")
    ['2015']
    """
    missing = []
    for year, month in dict.fromkeys(_DATE.findall(date)):
        if not re.search(rf"(?<!\d){year}(?!\d)", passage):
            missing.append(year)
        if month and int(month) <= 12 and not _month(int(month)).search(passage):
            missing.append(f"{year}-{month}")
    return missing


def has_number(passage: str, number: str) -> bool:
    """Tell whether an evened passage gives a number, in digits or in words.

    >>> has_number("more than 6 million EUR", "6000000.0")
    True
    """
    return Decimal(number) in set(_numbers(passage))


def _numbers(passage: str) -> Iterable[Decimal]:
    for match in _NUMBER.finditer(passage):
        if match["grouped"]:
            yield Decimal(re.sub(r"[ ,.]", "", match["grouped"]))
            yield from (Decimal(part) for part in re.split(r"[ ,.]", match["grouped"]))
            continue
        value = Decimal(match["plain"].replace(",", "."))
        scale = _SCALE.match(passage, match.end())
        yield value * _LARGE[scale[1].lower()] if scale else value
    yield from (_SMALL[word] for word in re.findall(r"[a-z]+", passage.lower()) if word in _SMALL)


@cache
def _pattern(name: Name) -> re.Pattern[str]:
    text = even(name.text)
    article = _ARTICLE.match(text)
    rest = text[article.end() :] if article else text
    words = _LEFT_OUT.join(_forms(part.split()) for part in rest.split(_GAP))
    start = "[Tt]he " if article and name.local else ""
    keeps_case = name.local or not any(character.islower() for character in rest)
    return re.compile(rf"(?<!\w){start}{words}(?!\w)", 0 if keeps_case else re.IGNORECASE)


def _forms(words: list[str]) -> str:
    """Return a pattern of words as they are, with their noun in the plural, and so shared."""
    forms = [_joined(words)]
    if words and _NOUN.fullmatch(words[-1]):
        *before, noun = words
        forms.append(" ".join([*map(_plain, before), _plural(noun)]))
        if len(words) > 1 and _PROPER.fullmatch(words[0]) and not _PROPER.fullmatch(words[1]):
            forms.append(f"{_plain(words[0])}(?:{_AND}{_ONE})+ {forms[1].partition(' ')[2]}")
    at = len(words) - len(list(takewhile(_PROPER.fullmatch, reversed(words))))
    if 2 <= at < len(words) and all(map(_NOUN.fullmatch, words[at - 2 : at - 1])):
        head = [*map(_plain, words[: at - 2]), _plural(words[at - 2]), _plain(words[at - 1])]
        forms.append(f"{' '.join(head)} (?:{_ONE}{_AND})*{_joined(words[at:])}")
    return f"(?:{'|'.join(forms)})"


def _joined(words: Iterable[str]) -> str:
    return " ".join(map(_plain, words))


def _plain(word: str) -> str:
    """Return a pattern of a word; it may lack its hyphens."""
    return re.escape(word).replace(r"\-", "[- ]?")


def _plural(noun: str) -> str:
    """Return a pattern of the English plural of a noun.

    >>> [_plural(noun) for noun in ("system", "agency", "services")]
    ['systems', 'agencies', 'services']
    """
    if noun.endswith("y"):
        return _plain(noun[:-1]) + "ies"
    return _plain(noun) + ("" if noun.endswith("s") else "s")


@cache
def _month(number: int) -> re.Pattern[str]:
    name = _MONTHS[number - 1]
    return re.compile(
        rf"\b(?:{name}|{name[:3]}\b|0?{number}[./-]|[./-]0?{number}\b)", re.IGNORECASE
    )
