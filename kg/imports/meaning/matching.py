"""Which thing of the graph a name in somebody's file means: matched, proposed, or new.

A name is matched where it is an identifier, the preferred name or another name of one thing, in any
spelling of case and diacritics; an acronym only beside its country. A name that is only close to
others is a proposal, and a person decides. How close names of bodies are is told by what they say
(`kg.search.matcher`), those of other things by their pieces (`kg.search.index`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from kg.names import IDENTIFIER
from kg.search.index import PieceIndex
from kg.search.matcher import Matcher
from kg.search.senses import Lexicon, make_lexicon
from kg.text.countries import names_by_code
from kg.text.folding import fold, look

State = Literal["matched", "proposed", "new", "missing"]

CLOSE: Final = 0.6  # of 1; below it two names have nothing to do with each other
_CLOSE_BODY: Final = 0.7  # the same for bodies, by what their names say
_OTHER_COUNTRY: Final = 0.25  # taken off where the countries differ
_OTHER_NUMBER: Final = 0.25  # taken off where only one of two names has a number
_MOST: Final = 3  # candidates
_NAMESAKE: Final = 0.75  # how close one is that lies in another country
_AREA: Final = "id:"  # before the key of an area in the lexicon
_BODY: Final = "organisation"
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_LANGUAGES: Final = ("en", "cs", "sk", "pl", "de", "fr", "es", "it", "nl")  # of tables


class Known(NamedTuple):
    """A thing of the graph or of the file: its names, and what tells it from others.

    *sort* is what may be mixed up with what: organisation, agreement, project, event, area, source.
    *descriptions* are no names, but words under which it may be looked for; *czech* is the Czech
    preferred name, *type* the class, *kind* what sort of body it is (``ministry``).
    """

    key: str
    sort: str
    label: str
    names: tuple[str, ...]
    country: str | None = None
    descriptions: tuple[str, ...] = ()
    czech: str | None = None
    type: str | None = None
    kind: str | None = None


class Possible(NamedTuple):
    """A thing that may be meant, and how close the nearest of its names is (0 to 1)."""

    key: str
    name: str
    score: float


class Meaning(NamedTuple):
    """What a name means: a key if it is matched, else candidates, best first.

    *how* is identifier, name, spelling (case, diacritics, punctuation), decision, close, several
    (namesakes) or acronym.
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

    def __init__(self, things: Iterable[Known] = (), lexicon: Lexicon | None = None) -> None:
        """*lexicon* holds the words for areas (``id:`` and a key) and kinds, if not the usual."""
        self._lexicon = lexicon
        self._matcher: Matcher | None = None  # made where it is asked
        self._bodies: list[str] = []  # that it knows
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
        if close and thing.sort == _BODY:
            self._bodies.append(thing.key)
            self._matcher = None
            return
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
        if found := self.exact(mention, sorts, country):
            return found
        close = self.close(mention, sorts, country) or self._abroad(mention, sorts)
        state: State = "proposed" if close else "new"
        return Meaning(mention, sorts[0], country, state, None, "close" if close else "", close)

    def exact(
        self, mention: str, sorts: Sequence[str], country: str | None = None
    ) -> Meaning | None:
        """Return what a mention means that is an identifier or a name, however spelt, or None."""
        key = mention.removeprefix("id:")
        known = self._things.get(key) if IDENTIFIER.fullmatch(key) else None
        if known and known.sort in sorts:
            return Meaning(mention, known.sort, country, "matched", key, "identifier")
        for how, index, form in (("name", self._looks, look), ("spelling", self._folds, fold)):
            found = {key for sort in sorts for key in index.get((sort, form(mention)), ())}
            at_home = sorted(each for each in found if self._in(each, country))
            if at_home:
                return self._among(mention, sorts[0], country, at_home, how)
        return None

    def _abroad(self, mention: str, sorts: Sequence[str]) -> tuple[Possible, ...]:
        """Return namesakes in other countries, if the name says more than of what kind they are.

        Each country has its Ministry of Justice; a Vera Institute is one wherever it is.
        """
        found = {key for sort in sorts for key in self._folds.get((sort, fold(mention)), ())}
        if not found or not self._read_lexicon().read(mention).words:
            return ()
        return tuple(Possible(key, self.label(key), _NAMESAKE) for key in sorted(found)[:_MOST])

    def _among(
        self, mention: str, sort: str, country: str | None, keys: list[str], how: str
    ) -> Meaning:
        """Return the only one of that name in the country; several namesakes are proposed."""
        if len(keys) == 1 and self._is_told(keys[0], mention, country):
            return Meaning(mention, sort, country, "matched", keys[0], how)
        candidates = tuple(Possible(key, self.label(key), 1.0) for key in keys)
        how = "several" if len(keys) > 1 else "acronym"
        return Meaning(mention, sort, country, "proposed", None, how, candidates)

    def _is_told(self, key: str, mention: str, country: str | None) -> bool:
        """Tell whether a name is enough: an acronym of a body needs its country beside it."""
        thing = self._things[key]
        if thing.sort != _BODY or not _ACRONYM.fullmatch(mention) or mention == thing.label:
            return True
        return bool(country and thing.country)

    def _in(self, key: str, country: str | None) -> bool:
        """Tell whether a thing may lie in a country, as far as both are known."""
        home = self._things[key].country
        return not country or not home or home == country or home.startswith(f"{country}-")

    def close(
        self, mention: str, sorts: Sequence[str], country: str | None = None
    ) -> tuple[Possible, ...]:
        """Return the things with the closest names, best first."""
        if _BODY in sorts:
            bodies = self._bodies_like(mention, country)
            others = [each for each in sorts if each != _BODY]
            rest = self.close(mention, others, country) if others else ()
            both = sorted((*bodies, *rest), key=lambda each: (-each.score, each.key))
            return tuple(both[:_MOST])
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

    def _bodies_like(self, mention: str, country: str | None) -> tuple[Possible, ...]:
        """Return the bodies of which a name says nearly the same, best first."""
        if self._matcher is None:
            self._matcher = self._make_matcher()
        found = self._matcher.match(mention, _places(country))
        return tuple(
            Possible(each.thing, self.label(each.thing), round(each.likeness, 2))
            for each in found
            if each.likeness >= _CLOSE_BODY
        )

    def _read_lexicon(self) -> Lexicon:
        if self._lexicon is None:
            self._lexicon = _usual_lexicon()
        return self._lexicon

    def _make_matcher(self) -> Matcher:
        matcher = Matcher(self._read_lexicon())
        for key in self._bodies:
            thing = self._things[key]
            names = (thing.label, *thing.names, *thing.descriptions)
            kinds = [thing.kind] if thing.kind else []
            matcher.add(key, names, kinds=kinds, places=_places(thing.country))
        return matcher


@cache
def _usual_lexicon() -> Lexicon:
    """Return the words for all countries, and for the kinds that are known without a graph."""
    return lexicon_of({}, {})


def _places(country: str | None) -> tuple[str, ...]:
    """Return a country, or a part of one and the whole, as the lexicon names them."""
    keys = dict.fromkeys((country, country.partition("-")[0])) if country else ()
    return tuple(f"{_AREA}{key}" for key in keys)


def lexicon_of(areas: Mapping[str, Iterable[str]], kinds: Mapping[str, Iterable[str]]) -> Lexicon:
    """Return the words for areas by their keys, all countries among them, and for kinds."""
    known = {
        f"{_AREA}{code.lower()}": {*names} for code, names in names_by_code(_LANGUAGES).items()
    }
    for key, names in areas.items():
        known.setdefault(f"{_AREA}{key}", set()).update(names)
    codes = {code: f"{_AREA}{code.lower()}" for code in names_by_code(_LANGUAGES)}
    return make_lexicon(known, codes, kinds)


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))
