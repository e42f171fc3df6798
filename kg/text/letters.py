"""Letters beside letters: how likely the words of a text are in any language that is known.

What is counted are the letters beyond ASCII and their neighbours in the names of countries, in some
fifty languages, and in given names: enough to tell words from what a wrong encoding makes of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from kg.text.countries import names_by_language
from kg.text.person_words import given_names

_WORD: Final = re.compile(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
_UNSEEN: Final = 0.1  # occurrences of what no name has
_SEEN: Final = 0.7  # share of what has been seen as a pair
_SIGN: Final = -14.0  # a sign, or a letter of another alphabet, in the middle of a word
_BESIDE_WORDS: Final = -5.0  # a sign that may stand beside a word
_CAPITAL: Final = -4.0  # a capital behind a small letter
# Signs that stand beside words: quotation marks, dashes, what marks a section, degrees, euros.
_BESIDE: Final = frozenset(map(chr, (*range(0x2013, 0x2027), 0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0x20AC)))


class _Language(NamedTuple):
    """How often letters beyond ASCII, and pairs, stand in the names of a language."""

    beyond: Counter[str]
    pairs: Counter[str]
    letters: Counter[str]
    size: int  # of `beyond`


def likeliness(text: str, languages: Iterable[str]) -> float:
    """Return how likely the letters beyond ASCII are in their words, in the best of *languages*.

    A sum of natural logarithms, one for each letter: -3 is usual, -6 and less for what is no word.
    Two readings of the same bytes can be compared.

    >>> likeliness("Ko\u0161ice", ["sk"]) > likeliness("Ko\u0105ice", ["sk"])
    True
    """
    seen = Counter(_with_neighbours(text))
    letters = {each: times for each, times in seen.items() if each[1].isalpha()}
    faults = sum(_fault(*each) * times for each, times in seen.items())
    return faults + max(_score(letters, _language(each)) for each in languages)


def _with_neighbours(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each letter or sign beyond ASCII with the one before and the one behind it."""
    for word in _WORD.findall(text):
        if not word.isascii():
            padded = f" {word} "
            for at, letter in enumerate(word, 1):
                if not letter.isascii():
                    yield padded[at - 1], letter, padded[at + 1]


def _fault(before: str, letter: str, behind: str) -> float:
    """Return what counts against a letter or sign in every language."""
    if not letter.isalpha():
        inside = before.isalpha() and behind.isalpha()
        return _SIGN if inside or letter not in _BESIDE else _BESIDE_WORDS
    neighbours = [each for each in (before, behind) if each.isalpha()]
    own = _alphabet(letter)
    if any(_alphabet(each) != own for each in neighbours):
        return _SIGN
    return _CAPITAL if letter.isupper() and before.islower() else 0.0


def _score(letters: Mapping[tuple[str, str, str], int], language: _Language) -> float:
    """Return how likely each letter is in a language, and each between its neighbours."""
    total = 0.0
    for (before, letter, behind), times in letters.items():
        small, left, right = letter.lower(), before.lower(), behind.lower()
        own = language.beyond[small] + _UNSEEN
        beside = _likely(left + small, left, own, language) + _likely(
            small + right, right, own, language
        )
        total += times * (math.log(own / (language.size + 1)) + beside)
    return total


def _likely(pair: str, neighbour: str, own: float, language: _Language) -> float:
    """Return how likely a neighbour is beside a letter, or else anywhere in the language."""
    seen = min(language.pairs[pair] / own, 1)
    anywhere = (language.letters[neighbour] + _UNSEEN) / (language.letters.total() + 1)
    return math.log(_SEEN * seen + (1 - _SEEN) * anywhere)


@cache
def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@cache
def _language(name: str) -> _Language:
    names = (*names_by_language()[name], *given_names().get(name, ()))
    words = [f" {word.lower()} " for each in names for word in _WORD.findall(each)]
    beyond = Counter(letter for word in words for letter in word if not letter.isascii())
    pairs = Counter(word[at : at + 2] for word in words for at in range(len(word) - 1))
    letters = Counter(letter for word in words for letter in word)
    return _Language(beyond, pairs, letters, beyond.total())
