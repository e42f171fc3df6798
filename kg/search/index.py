"""Indexes: which texts hold words like those looked for, or are like another text as a whole.

By words, unfinished or misspelt: a typo is a letter left out, added or changed, or two swapped: the
optimal string alignment distance of Damerau and Levenshtein. As many are forgiven as Elasticsearch
does by default: none in one or two letters, one in up to five, two in more. By three-letter pieces,
which bear misspelt letters and words in another order: likeness is the Dice coefficient of the sets
of pieces (Dice 1945).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Protocol

_VISITS: Final = 4000  # entries that one search by pieces looks at, rare pieces first
_NEAREST: Final = 50  # texts of which the likeness is worked out
_SHORT: Final = {"cr": "ceske republiky", "sr": "slovenske republiky", "uk": "united kingdom"}

Cost = dict[int, int]  # the number of a text, and how far its words are from those looked for


class Words(Protocol):
    """An index of words, in memory or on disk."""

    def holding(self, word: str, *, typos: bool = False) -> Cost:
        """Return the texts with a word that begins like this one or, with *typos*, is close."""
        ...


class WordIndex(NamedTuple):
    """For each word the numbers of the texts that have it, and all words in order."""

    places: dict[str, list[int]]
    words: list[str]

    def holding(self, word: str, *, typos: bool = False) -> Cost:
        """Return the texts with a word that begins like this one or, with *typos*, is close."""
        return least_costs(
            (number, cost)
            for other, cost in _like(self.words, word, typos=typos)
            for number in self.places[other]
        )


def index_words(texts: Iterable[Iterable[str]]) -> WordIndex:
    """Return the index of texts, each given as its words and numbered from 0."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(texts):
        for word in words:
            places[word].append(number)
    return WordIndex(dict(places), sorted(places))


def least_costs(costs: Iterable[tuple[int, int]]) -> Cost:
    """Return for each text the least of its costs."""
    found: Cost = {}
    for number, cost in costs:
        found[number] = min(cost, found.get(number, cost))
    return found


def fitting(index: Words, words: list[str], *, typos: bool = False) -> Cost:
    """Return the texts that hold every one of the *words*, or all of them written as one.

    A word counts 0 where it stands there, 1 where it is unfinished, and with *typos* 1 and as many.
    """
    costs = [index.holding(word, typos=typos) for word in words]
    common = set.intersection(*(set(cost) for cost in costs)) if costs else set()
    whole = index.holding("".join(words), typos=typos) if len(words) > 1 else {}
    return whole | {number: sum(cost[number] for cost in costs) for number in common}


def distance(one: str, other: str) -> int:
    """Return how many letters were left out, added, changed or swapped with the next one.

    >>> distance("probaiton", "probation"), distance("sluzby", "sluzba"), distance("cep", "cep")
    (1, 1, 0)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, target in enumerate(other, 1):
            same = letter == target
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (not same))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _like(words: list[str], wanted: str, *, typos: bool) -> Iterator[tuple[str, int]]:
    at = bisect_left(words, wanted)
    while at < len(words) and words[at].startswith(wanted):
        yield words[at], int(words[at] != wanted)
        at += 1
    if typos:
        yield from misspelt(words, wanted)


def forgiven(word: str) -> int:
    """Return how many typos are forgiven in a word."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def misspelt(words: Iterable[str], wanted: str) -> Iterator[tuple[str, int]]:
    """Yield which of the *words* are close to a word, each with 1 and its number of typos."""
    most, letters = forgiven(wanted), set(wanted)
    for word in words if most else ():
        # Each typo changes the letters that occur by two at most: most words are out at once.
        if abs(len(word) - len(wanted)) <= most and len(letters ^ set(word)) <= 2 * most:
            typed = distance(wanted, word)
            if 0 < typed <= most:
                yield word, 1 + typed


class PieceIndex:
    """Texts, numbered from 0 as they are added, by the three-letter pieces of their words."""

    def __init__(self) -> None:
        self._texts: list[frozenset[str]] = []
        self._places: dict[str, list[int]] = defaultdict(list)

    def add(self, folded: str) -> None:
        """Add a folded text."""
        pieces = _pieces(folded)
        for piece in pieces:
            self._places[piece].append(len(self._texts))
        self._texts.append(pieces)

    def alike(self, folded: str) -> Iterator[tuple[int, float]]:
        """Yield the texts that share most pieces with a folded one, each with its likeness to it.

        Pieces that many texts have are passed over where rarer ones tell enough.
        """
        wanted = _pieces(folded)
        shared: Counter[int] = Counter()
        visits = 0
        for piece in sorted(wanted, key=lambda each: (len(self._places.get(each, ())), each)):
            numbers = self._places.get(piece, [])
            visits += len(numbers)
            if visits > _VISITS and shared:
                break
            shared.update(numbers)
        for number, _ in shared.most_common(_NEAREST):
            pieces = self._texts[number]
            yield number, 2 * len(wanted & pieces) / (len(wanted) + len(pieces))


def _pieces(folded: str) -> frozenset[str]:
    """Return the three-letter pieces of the words of a folded text, with their edges."""
    words = " ".join(_SHORT.get(word, word) for word in folded.split())
    return frozenset(
        padded[at : at + 3]
        for padded in (f" {word} " for word in words.split())
        for at in range(max(len(padded) - 2, 1))
    )
