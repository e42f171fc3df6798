"""Matcher: which of many names say nearly what a name says, by countries, kinds and other words.

A name is read as countries, kinds and other words (`kg.search.senses`), in any of the languages in
which these are known; what it says twice is one thing. Countries narrow first: what lies elsewhere
is no candidate. Words that many names have, and common ones (national, office), weigh little. A
word that no name has is read as the one that is spelled nearly like it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from kg.search.index import PieceIndex, distance
from kg.search.senses import Lexicon, Sense, implied, vocabulary
from kg.text.folding import fold
from kg.text.stems import stem

_NOTION: Final = 0.5  # weight of a kind beside that of a rare word, which is 1
_COMMON: Final = 0.15
_RARE: Final = 3  # names; a word in no more of them is rare
_TYPO: Final = 0.03  # taken off for each word that was read as another
_ELSEWHERE: Final = 0.4  # what is left of a likeness where the countries differ
_WITHIN: Final = 0.99  # where one lies in a part of the country of the other
_ABROAD: Final = 0.97  # where only one of the two says a country
_BY_KIND: Final = 0.9  # of a thing that is known by its kind, and by no name that says it
_MOST_COMMON: Final = 400  # names with a word; beyond them it leads to none
_LEAST: Final = 4  # letters of a word that may be misspelt
_LONG: Final = 6  # letters of a word that may be so twice
_LITTLE: Final = 0.3  # weight of a short word that no name has


class Candidate(NamedTuple):
    """A thing, and how like the nearest of its names is: 1 says the same."""

    thing: str
    likeness: float


class _Entry(NamedTuple):
    thing: str
    sense: Sense
    numbers: frozenset[str]


class Matcher:
    """Names of things, with the kinds and countries of these, found by what they say."""

    def __init__(self, lexicon: Lexicon) -> None:
        """*lexicon* holds the words for areas, which are IRIs or the like, and for kinds."""
        self._lexicon = lexicon
        self._entries: list[_Entry] = []
        self._shelves: dict[str, list[int]] = defaultdict(list)  # by word, and by kind in country
        self._counts: Counter[str] = Counter()
        self._kinds: dict[str, frozenset[str]] = {}
        self._places: dict[str, tuple[str, ...]] = {}
        self._known = set(vocabulary())
        self._spellings = PieceIndex()
        self._spelled: list[str] = []
        self._stemmed: set[str] = set()
        self._weights: dict[frozenset[str], float] = {}
        self._corrected: dict[str, str] = {}

    def add(
        self,
        thing: str,
        names: Iterable[str],
        *,
        kinds: Collection[str] = (),
        places: Collection[str] = (),
    ) -> None:
        """Add a thing: *kinds* are notions of the lexicon, *places* its area and what it is in."""
        self._kinds[thing] = frozenset(implied(kinds))
        self._places[thing] = tuple(places)
        for name in dict.fromkeys(names):
            sense = self._lexicon.read(name)
            number = len(self._entries)
            self._entries.append(_Entry(thing, sense, _numbers(name)))
            self._counts.update(sense.words)
            self._known.update(fold(name).split())
            for mark in self._marks(sense, self._kinds[thing], sense.areas | set(places)):
                self._shelves[mark].append(number)
        self._spelled = []
        self._weights, self._corrected = {}, {}

    def match(self, text: str, places: Collection[str] = ()) -> list[Candidate]:
        """Return the things that a text may mean, the likeliest first; *places* are its countries.

        A text that says a country itself needs no *places*.
        """
        asked, typos = self._read(text)
        areas = _narrow(asked.areas, places)
        numbers = _numbers(text)
        best: dict[str, float] = {}
        for number in self._near(asked, areas):
            entry = self._entries[number]
            if numbers and entry.numbers and numbers != entry.numbers:
                continue  # Region 1 is not Region 2
            likeness = self._likeness(asked, areas, entry) - typos * _TYPO
            likeness *= 1 if numbers == entry.numbers else 0.8
            best[entry.thing] = max(likeness, best.get(entry.thing, 0.0))
        ranked = [Candidate(thing, round(likeness, 3)) for thing, likeness in best.items()]
        return sorted(ranked, key=lambda each: (-each.likeness, each.thing))

    def _read(self, text: str) -> tuple[Sense, int]:
        """Return what a text says, and how many of its words were read as others."""
        folded = fold(text).split()
        words = [self._corrected.get(word) or self._correct(word) for word in folded]
        typos = sum(word != other for word, other in zip(words, folded, strict=True))
        return self._lexicon.read(" ".join(words)), typos

    def _correct(self, word: str) -> str:
        self._corrected[word] = found = self._spell(word)
        return found

    def _spell(self, word: str) -> str:
        """Return a word that is known, or the known one that is spelled nearly like it."""
        if word in self._known or len(word) < _LEAST or not word.isalpha():
            return word
        if stem(word) in self._stems():
            return word
        most = 1 if len(word) < _LONG else 2
        near = [
            (distance(word, self._spelled[number]), -likeness, self._spelled[number])
            for number, likeness in self._spellings.alike(word)
            if abs(len(word) - len(self._spelled[number])) <= most
        ]
        best = min((each for each in near if each[0] <= most), default=None)
        return best[2] if best else word

    def _stems(self) -> set[str]:
        """Return the stems of all words that are known; index these, where that is to be done."""
        if not self._spelled:
            self._spelled = sorted(self._known)
            self._spellings = PieceIndex()
            for each in self._spelled:
                self._spellings.add(each)
            self._stemmed = {stem(each) for each in self._spelled}
        return self._stemmed

    def _marks(
        self, sense: Sense, kinds: Collection[str], places: Collection[str]
    ) -> Iterator[str]:
        yield from sense.words
        for notion in implied(sense.notions) | {*kinds}:
            yield f"{notion} anywhere"
            yield from (f"{notion} in {place}" for place in places)

    def _near(self, asked: Sense, areas: frozenset[str]) -> set[int]:
        """Return the numbers of the names that share a word, or a kind in the country."""
        found: set[int] = set()
        notions = implied(asked.notions)
        marks = [*asked.words, *(f"{each} in {area}" for each in notions for area in areas)]
        if not areas:
            marks += [f"{each} anywhere" for each in asked.notions]
        for mark in marks:
            shelf = self._shelves.get(mark, ())
            if len(shelf) <= _MOST_COMMON:
                found.update(shelf)
        return found

    def _likeness(self, asked: Sense, areas: frozenset[str], entry: _Entry) -> float:
        """Return how much of what two names say they both say, and whether in one country."""
        said, kinds = entry.sense, self._kinds[entry.thing]
        by_name = self._share(asked, said, asked.notions, said.notions)
        shared = by_name
        if more := (asked.notions & kinds) - said.notions:
            by_kind = self._share(asked, said, asked.notions, said.notions | more)
            shared = max(by_name, _BY_KIND * by_kind)
        return shared * self._nearness(areas, entry)

    def _share(
        self, asked: Sense, said: Sense, wanted: frozenset[str], found: frozenset[str]
    ) -> float:
        """Return twice the weight of what is common over the weight of both (Dice)."""
        words = self._weigh(asked.words & said.words) if asked.words else 0.0
        common = _COMMON * len(asked.common & said.common)
        notions = _NOTION * _overlaps(wanted, found)
        left = self._weigh(asked.words) + _COMMON * len(asked.common) + _NOTION * len(wanted)
        right = self._weigh(said.words) + _COMMON * len(said.common) + _NOTION * len(found)
        whole = left + right
        return (2 * words + 2 * common + notions) / whole if whole else 0.0

    def _weigh(self, words: frozenset[str]) -> float:
        """Return what words weigh together: a rare one 1, one of many names less."""
        if (weight := self._weights.get(words)) is None:
            weight = self._weights[words] = sum(map(self._weigh_word, words))
        return weight

    def _weigh_word(self, word: str) -> float:
        size = math.log(1 + len(self._entries) / _RARE) or 1.0
        count = self._counts[word]
        if not count and len(word) < _LEAST:
            return _LITTLE
        return min(1.0, math.log(1 + len(self._entries) / max(count, 1)) / size)

    def _nearness(self, areas: frozenset[str], entry: _Entry) -> float:
        """Return 1 for a body of an area, a little less for one of a part of it."""
        places = self._places[entry.thing]
        if areas & {*places[:1]}:
            return 1.0
        if areas and (places or entry.sense.areas):
            return _WITHIN if areas & (entry.sense.areas | set(places)) else _ELSEWHERE
        return _ABROAD if areas or places else 1.0


def _narrow(said: frozenset[str], given: Collection[str]) -> frozenset[str]:
    """Return the areas that a text says, where those that are given do not contradict them."""
    home = next(iter(given), None)
    if home is None or any(each == home or each.startswith(f"{home}-") for each in said):
        return said
    return frozenset({home})


@lru_cache(maxsize=1 << 14)
def _overlaps(some: frozenset[str], others: frozenset[str]) -> float:
    """Return how much of the notions of two names are common, counted from both sides."""
    there = sum(_overlap(each, others) for each in some)
    return there + sum(_overlap(each, some) for each in others)


def _overlap(notion: str, others: frozenset[str]) -> float:
    """Return 1 for a notion that is among others, less for one that shares a part with one."""
    if notion in others:
        return 1.0
    own = implied([notion])
    parts = [implied([each]) for each in others]
    return max((len(own & part) / len(own | part) for part in parts), default=0.0)


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))
