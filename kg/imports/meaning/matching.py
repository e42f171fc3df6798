"""Which thing of the graph a name in somebody's file means: matched, proposed, or new.

A name is matched where it is an identifier, the preferred name or another name of one thing, in any
spelling of case and diacritics. A name that is only close to others is a proposal, and a person
decides; how close names are is told by their pieces (`kg.search.index`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from kg.names import IDENTIFIER
from kg.search.index import PieceIndex
from kg.text.folding import fold, look

State = Literal["matched", "proposed", "new", "missing"]

CLOSE: Final = 0.6  # of 1; below it two names have nothing to do with each other
_OTHER_COUNTRY: Final = 0.25  # taken off where the countries differ
_OTHER_NUMBER: Final = 0.25  # taken off where only one of two names has a number
_MOST: Final = 3  # candidates


class Known(NamedTuple):
    """A thing of the graph or of the file: its names, and what tells it from others.

    *sort* is what may be mixed up with what: organisation, agreement, project, event, area, source.
    *descriptions* are no names, but words under which it may be looked for; *czech* is the Czech
    preferred name, *type* the class.
    """

    key: str
    sort: str
    label: str
    names: tuple[str, ...]
    country: str | None = None
    descriptions: tuple[str, ...] = ()
    czech: str | None = None
    type: str | None = None


class Possible(NamedTuple):
    """A thing that may be meant, and how close the nearest of its names is (0 to 1)."""

    key: str
    name: str
    score: float


class Meaning(NamedTuple):
    """What a name means: a key if it is matched, else candidates, best first.

    *how* is identifier, name, spelling (case, diacritics, punctuation), decision, or close.
    """

    mention: str
    sort: str
    country: str | None
    state: State
    key: str | None
    how: str
    candidates: tuple[Possible, ...] = ()


class Catalogue:
    """The things that a file may name, found by identifier, by name, or as what is close."""

    def __init__(self, things: Iterable[Known] = ()) -> None:
        self._things: dict[str, Known] = {}
        self._looks: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._folds: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: list[tuple[str, str, frozenset[str]]] = []  # numbered as in the index
        self._pieces = PieceIndex()
        for thing in things:
            self.add(thing)

    def add(self, thing: Known, *, close: bool = True) -> None:
        """Add a thing; it is found by its names from now on, with *close* also by what is like."""
        self._things[thing.key] = thing
        for name in (thing.label, *thing.names):
            self._looks[thing.sort, look(name)].add(thing.key)
            self._folds[thing.sort, fold(name)].add(thing.key)
        for name in dict.fromkeys(
            (thing.label, *thing.names, *thing.descriptions) if close else ()
        ):
            self._pieces.add(fold(name))
            self._names.append((thing.sort, thing.key, _numbers(name)))

    def __iter__(self) -> Iterator[Known]:
        """Go through the things by their identifiers."""
        return (self._things[key] for key in sorted(self._things))

    def get(self, key: str) -> Known | None:
        """Return the thing of that identifier, or None."""
        return self._things.get(key)

    def label(self, key: str, lang: str = "en") -> str:
        """Return the preferred name of a thing, or its identifier where it is not known."""
        thing = self._things.get(key)
        if thing is None:
            return key
        return (thing.czech if lang == "cs" else None) or thing.label

    def match(self, mention: str, sorts: Sequence[str], country: str | None = None) -> Meaning:
        """Return which thing of these *sorts* a mention means; *country* tells namesakes apart."""
        key = mention.removeprefix("id:")
        known = self._things.get(key) if IDENTIFIER.fullmatch(key) else None
        if known and known.sort in sorts:
            return Meaning(mention, known.sort, country, "matched", key, "identifier")
        for how, index, form in (("name", self._looks, look), ("spelling", self._folds, fold)):
            found = {key for sort in sorts for key in index.get((sort, form(mention)), ())}
            if found:
                return self._among(mention, sorts[0], country, sorted(found), how)
        close = self.close(mention, sorts, country)
        state: State = "proposed" if close else "new"
        return Meaning(mention, sorts[0], country, state, None, "close" if close else "", close)

    def _among(
        self, mention: str, sort: str, country: str | None, keys: list[str], how: str
    ) -> Meaning:
        """Return the one of several namesakes that lies in the country; else propose them all."""
        at_home = [key for key in keys if self._in(key, country)]
        if len(at_home) == 1:
            return Meaning(mention, sort, country, "matched", at_home[0], how)
        candidates = tuple(Possible(key, self.label(key), 1.0) for key in at_home or keys)
        return Meaning(mention, sort, country, "proposed", None, "several", candidates)

    def _in(self, key: str, country: str | None) -> bool:
        """Tell whether a thing may lie in a country, as far as both are known."""
        home = self._things[key].country
        return not country or not home or home == country or home.startswith(f"{country}-")

    def close(
        self, mention: str, sorts: Sequence[str], country: str | None = None
    ) -> tuple[Possible, ...]:
        """Return the things with the closest names, best first."""
        numbers = _numbers(mention)
        best: dict[str, Possible] = {}
        for number, likeness in self._pieces.alike(fold(mention)):
            sort, key, found = self._names[number]
            if sort not in sorts or (numbers and found and numbers != found):
                continue  # Region 1 is not Region 2
            score = likeness - (0 if self._in(key, country) else _OTHER_COUNTRY)
            score -= 0 if numbers == found else _OTHER_NUMBER
            if score >= CLOSE and (key not in best or best[key].score < score):
                best[key] = Possible(key, self.label(key), round(score, 2))
        ranked = sorted(best.values(), key=lambda each: (-each.score, each.key))
        return tuple(ranked[:_MOST])


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))
