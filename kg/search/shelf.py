"""Shelf: all that the search looks through: names, kinds, countries, and what is where.

Read from a store when it is first needed. `kg.search.kept` has the same from a file that was made
beforehand; the search does not know which of the two it asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from kg.names import ID, SRC
from kg.search import described, naming, senses
from kg.search.index import WordIndex, Words, index_words
from kg.search.naming import Naming, Profile, read_labels, read_namings, read_profiles
from kg.search.senses import Lexicon
from kg.text.folding import fold
from kg.text.stems import stems

if TYPE_CHECKING:
    from kg.rdf.store import Store

_ACRONYM: Final = 12  # letters; names up to this length are known without their blanks too
# Parts of bodies come after bodies, and what mostly bears the names of those that it joins last.
_MINOR: Final = """
SELECT DISTINCT ?thing ?rank WHERE {
  VALUES (?class ?rank) {
    (org:OrganizationalUnit "1") (pc:Agreement "2") (pc:Cooperation "2") (pc:Event "2")
    (pc:SourceDocument "2") }
  ?thing a ?class
}"""
_FACETS: Final = """
SELECT DISTINCT ?facet ?text ?language WHERE {
  { ?facet a skos:Concept ; skos:prefLabel ?text . FILTER (STRSTARTS(STR(?facet), STR(kind:))) }
  UNION { ?facet a pc:Country ; skos:prefLabel|skos:altLabel ?text }
  BIND (LANG(?text) AS ?language)
}"""
_HAVING: Final = """
SELECT DISTINCT ?thing ?facet WHERE {
  VALUES ?facet { %s }
  { ?thing org:classification|pc:kind ?facet }
  UNION { ?area pc:within* ?facet . ?thing pc:jurisdiction|pc:inArea ?area }
}"""


class Entry(NamedTuple):
    """A name as it is looked for: folded, and how minor its thing is."""

    naming: Naming
    folded: str
    minor: int = 0

    @property
    def joined(self) -> str:
        """The name in one word."""
        return self.folded.replace(" ", "")

    @property
    def form(self) -> tuple[str, ...]:
        """What is left of the name without cases; nothing where it has none.

        English names and acronyms have no cases: another letter makes another word.
        """
        has_cases = (
            self.naming.sort != "identifier"
            and self.naming.language != "en"
            and not self.naming.text.isupper()
        )
        return stems(self.folded) if has_cases else ()

    @property
    def words(self) -> set[str]:
        """The words by which it is found; an acronym is one word, and so is an identifier.

        Else the identifier of one body would find all that it is a part of.
        """
        if self.naming.sort == "identifier":
            return {self.joined}
        words = set(self.folded.split())
        return words | {self.joined} if len(self.joined) <= _ACRONYM else words


class Facet(NamedTuple):
    """A kind or country: its English name, and all its names folded."""

    text: str
    folded: str


class Names(Protocol):
    """Names by number, and the index of their words."""

    @property
    def words(self) -> Words:
        """Return the index of the words of all names."""
        ...

    def entries(self, numbers: Collection[int]) -> Mapping[int, Entry]:
        """Return the names of these numbers."""
        ...

    def forms(self, wanted: str) -> list[int]:
        """Return the numbers of the names that *wanted* (folded) is in whatever case."""
        ...


class Book(Names):
    """Names in memory."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.all = list(entries)

    @cached_property
    def words(self) -> WordIndex:
        """Return the index of the words of all names."""
        return index_words(entry.words for entry in self.all)

    def entries(self, numbers: Collection[int]) -> Mapping[int, Entry]:
        """Return the names of these numbers."""
        return {number: self.all[number] for number in numbers}

    def forms(self, wanted: str) -> list[int]:
        """Return the numbers of the names that *wanted* (folded) is in whatever case."""
        stemmed = stems(wanted)
        return [n for n, entry in enumerate(self.all) if stemmed and entry.form == stemmed]


class Shelf:
    """What a search looks through, from a store; *namings* are its names where they are known."""

    def __init__(self, store: Store, namings: list[Naming] | None = None) -> None:
        self.store = store
        self._given = namings

    @cached_property
    def namings(self) -> list[Naming]:
        """All names, those that are understood in one document too."""
        return read_namings(self.store) if self._given is None else self._given

    def namings_of(self, joined: str) -> Iterable[Naming]:
        """Return the names that are *joined* (folded, in one word) at least."""
        del joined  # whoever asks looks closer
        return self.namings

    def profiles(self, things: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of things."""
        return read_profiles(self.store, things) if things else {}

    @cached_property
    def _own(self) -> Book:
        minor = read_minor(self.store)
        known = [each for each in self._given or self.namings if not each.documents]
        for thing in dict.fromkeys(each.thing for each in known):
            local = thing.removeprefix(ID).removeprefix(SRC)
            known.append(Naming(thing, local, "", "identifier"))
        return Book(Entry(each, fold(each.text), minor.get(each.thing, 0)) for each in known)

    @property
    def names(self) -> Names:
        """The names that hold everywhere, with the identifier of each thing as one of them."""
        return self._own

    def entries(self) -> Iterable[Entry]:
        """Return all names that hold everywhere."""
        return self._own.all

    def entries_saying(self, words: Collection[str], areas: Collection[str]) -> Iterable[Entry]:
        """Return the names with all these stems at least; *areas* as in `described.describe`."""
        del words, areas  # whoever asks looks closer
        return self._own.all

    def entries_of(self, things: Collection[str]) -> Iterator[Entry]:
        """Yield the names of things, in their order."""
        return (entry for entry in self._own.all if entry.naming.thing in things)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words for areas and kinds."""
        return senses.read_lexicon(self.store)

    @cached_property
    def countries(self) -> Book:
        """The names of countries in other languages."""
        return Book(Entry(each, fold(each.text)) for each in self.lexicon.areas)

    @cached_property
    def labels(self) -> Book:
        """The names of everything else."""
        return Book(Entry(each, fold(each.text)) for each in read_labels(self.store))

    @cached_property
    def kinds(self) -> Mapping[str, set[str]]:
        """The kinds of things, with what they include."""
        return described.read_kinds(self.store)

    @cached_property
    def homes(self) -> Mapping[str, tuple[str, ...]]:
        """The area of each thing, and after it those that this lies in."""
        return described.read_homes(self.store)

    def places(self, areas: Collection[str]) -> Mapping[str, Mapping[str, bool]]:
        """Return the things that belong to these areas, as in `described.read_places`."""
        return described.read_places(self.store, areas)

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The kinds and countries, each with its names."""
        return read_facets(self.store)

    def having(self, facets: Collection[str]) -> list[tuple[str, str]]:
        """Return the things (IRIs) that have one of these kinds or countries, each with it."""
        return read_having(self.store, facets)


def queries_of_names() -> list[str]:
    """Return the queries that read a shelf, for a store that has to answer no others."""
    given = {"these": "VALUES ?thing { id:x }"}
    return [
        naming.NAMES % "",
        naming.LABELS,
        naming.PROFILES % given,
        _MINOR,
        _FACETS,
        _HAVING % "kind:network",
        *described.QUERIES,
        *senses.QUERIES,
    ]


_beside: WeakKeyDictionary[Store, Callable[[], Shelf]] = WeakKeyDictionary()


def keep_beside(store: Store, open_shelf: Callable[[], Shelf]) -> None:
    """Let the names of a store be those that *open_shelf* gives, which need not be read from it."""
    _beside[store] = open_shelf


def shelf_of(store: Store) -> Shelf:
    """Return what is to be looked through of a store."""
    known = _beside.get(store)
    return known() if known else Shelf(store)


def read_minor(store: Store) -> dict[str, int]:
    """Return the things (IRIs) that come after others of the same name, and how far after."""
    return {thing: int(rank or 0) for thing, rank in store.rows(_MINOR) if thing}


def read_facets(store: Store) -> dict[str, Facet]:
    """Return the kinds and countries (IRIs) of a graph, each with its names."""
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for facet, text, language in sorted(store.rows(_FACETS), key=str):
        if facet and text:
            texts[facet].append((language or "", text))
    return {
        facet: Facet(dict(reversed(said)).get("en", said[0][1]), " ".join(fold(t) for _, t in said))
        for facet, said in texts.items()
    }


def read_having(store: Store, facets: Collection[str]) -> list[tuple[str, str]]:
    """Return the things (IRIs) that have one of these kinds or countries, each with it, sorted."""
    rows = store.rows(_HAVING % " ".join(f"<{each}>" for each in sorted(facets)))
    return sorted((thing, facet) for thing, facet in rows if thing and facet)
