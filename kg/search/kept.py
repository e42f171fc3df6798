"""Kept: names in a file beside the kept graph, so that a search reads only what it finds.

One file of SQLite for each state of a workspace (`kg.graph.state`), made in one pass, with a sum of
its bytes beside it: what is damaged is thrown away and made anew. The words of all names stand in
order there, so a search by the beginnings of words is a walk of an index; typos are looked for
among the different words, which are few. It can be deleted at any time.
"""
# ruff: noqa: S608 - statements are put together from names of tables and question marks only

from __future__ import annotations

import marshal
import os
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.search import described
from kg.search.index import Cost, forgiven, least_costs, misspelt
from kg.search.naming import Named, Naming, Profile
from kg.search.senses import Lexicon
from kg.search.shelf import Book, Entry, Facet, Shelf
from kg.text.stems import stems
from kg.text.words import Words

if TYPE_CHECKING:
    from kg.rdf.store import Store

_CHUNK: Final = 500  # values of one statement

Warn = Callable[[str], None]


def open_kept(path: Path, open_store: Callable[[], Store], warn: Warn) -> KeptShelf | None:
    """Return the names kept at *path*, None where there are none; a damaged file is removed."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    try:
        if path.with_suffix(".sum").read_text("ascii") == sum_of(content):
            os.utime(path)  # the files used last are kept
            return KeptShelf(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True), open_store)
    except (OSError, ValueError, sqlite3.Error):
        pass
    warn("warning: the kept names were damaged; they are thrown away and made anew.")
    remove(path)
    return None


class KeptBook(Book):
    """Names in a file."""

    def __init__(self, base: sqlite3.Connection, name: str) -> None:
        self._base = base
        self._name = name

    @cached_property
    def all(self) -> list[Entry]:  # type: ignore[override] # read when it is asked for
        """All of them, in order."""
        return [entry for _, entry in self._read("ORDER BY number")]

    @property
    def words(self) -> KeptBook:  # type: ignore[override] # the file is its own index
        """Return the index of the words of all names."""
        return self

    def holding(self, word: str, *, typos: bool = False) -> Cost:
        """Return the texts with a word that begins like this one or, with *typos*, is close."""
        begun = self._base.execute(
            f"SELECT number, word <> ?1 FROM {self._name}_word WHERE word >= ?1 AND word < ?2",
            (word, word + "\U0010ffff"),
        )
        return least_costs([*begun, *(self._misspelt(word) if typos else ())])

    def _misspelt(self, word: str) -> Iterator[tuple[int, int]]:
        least, most = len(word) - forgiven(word), len(word) + forgiven(word)
        spellings = self._base.execute(
            f"SELECT word FROM {self._name}_spelling WHERE length(word) BETWEEN ? AND ?",
            (least, most),
        )
        for other, cost in misspelt((each for (each,) in spellings), word):
            query = f"SELECT number FROM {self._name}_word WHERE word = ?"
            for (number,) in self._base.execute(query, (other,)):
                yield number, cost

    def entries(self, numbers: Collection[int]) -> Mapping[int, Entry]:
        """Return the names of these numbers."""
        found: dict[int, Entry] = {}
        for some in chunks(numbers):
            marks = ", ".join("?" * len(some))
            found |= dict(self._read(f"WHERE number IN ({marks})", some))
        return {number: found[number] for number in numbers}

    def forms(self, wanted: str) -> list[int]:
        """Return the numbers of the names that *wanted* (folded) is in whatever case."""
        form = " ".join(stems(wanted))
        query = f"SELECT number FROM {self._name} WHERE form = ? ORDER BY number"
        return [number for (number,) in self._base.execute(query, (form,))] if form else []

    def saying(self, words: Collection[str]) -> set[int]:
        """Return the numbers of the names with all these stems, of none all are."""
        numbers: set[int] | None = None
        for word in words:
            query = f"SELECT number FROM {self._name}_stem WHERE stem = ?"
            own = {number for (number,) in self._base.execute(query, (word,))}
            numbers = own if numbers is None else numbers & own
        return numbers or set()

    def where(self, column: str, values: Collection[str]) -> list[tuple[int, Entry]]:
        """Return the names with one of these values, each with its number."""
        found: list[tuple[int, Entry]] = []
        for some in chunks(values):
            found += self._read(f"WHERE {column} IN ({', '.join('?' * len(some))})", some)
        return sorted(found, key=lambda each: each[0])

    def _read(self, rest: str, values: Iterable[object] = ()) -> Iterator[tuple[int, Entry]]:
        columns = "number, thing, text, language, sort, folded, minor"
        rows = self._base.execute(f"SELECT {columns} FROM {self._name} {rest}", [*values])
        for number, thing, text, language, sort, folded, minor in rows:
            yield number, Entry(Naming(thing, text, language, sort), folded, minor)


class KeptShelf(Shelf):
    """What a search looks through, from a file; the store itself is opened where that is needed."""

    def __init__(self, base: sqlite3.Connection, open_store: Callable[[], Store]) -> None:
        self._base = base
        self._open_store = open_store
        self._names = KeptBook(base, "names")

    @cached_property
    def store(self) -> Store:  # type: ignore[override] # opened when it is asked for
        """The store that the names came from."""
        return self._open_store()

    @property
    def names(self) -> KeptBook:
        """The names that hold everywhere, with the identifier of each thing as one of them."""
        return self._names

    @cached_property
    def namings(self) -> list[Naming]:
        """All names, those that are understood in one document too."""
        own = self._base.execute("SELECT number FROM names WHERE own")
        entries = self._names.entries([number for (number,) in own])
        return sorted([*(entry.naming for entry in entries.values()), *self._local])

    @cached_property
    def _local(self) -> list[Naming]:
        return [Naming(*each) for each in self._other("local")]

    def namings_of(self, joined: str) -> list[Naming]:
        """Return the names that are *joined* (folded, in one word), and those of one document."""
        own = self._base.execute("SELECT number FROM names WHERE own AND joined = ?", (joined,))
        entries = self._names.entries(sorted(number for (number,) in own))
        return [*(entry.naming for entry in entries.values()), *self._local]

    def profiles(self, things: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of things."""
        return _Profiles(self._base, things)

    def entries(self) -> list[Entry]:
        """Return all names that hold everywhere."""
        return self._names.all

    def entries_saying(self, words: Collection[str], areas: Collection[str]) -> Iterable[Entry]:
        """Return the names with all these stems, or with none of them what lies in these areas."""
        if words:
            return self._names.entries(sorted(self._names.saying(words))).values()
        if not areas:
            return self._names.all
        begun = [self._names.saying([stem]) for stem in self.lexicon.beginnings(areas)]
        numbers = set[int]().union(*begun)
        numbers |= {number for number, _ in self._names.where("thing", self.places(areas).keys())}
        return self._names.entries(sorted(numbers)).values()

    def entries_of(self, things: Collection[str]) -> Iterator[Entry]:
        """Yield the names of things, in their order."""
        return (entry for _, entry in self._names.where("thing", things))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words for areas and kinds."""
        phrases, kinds = self._other("lexicon")
        return Lexicon(phrases, frozenset(kinds), [each.naming for each in self.countries.all])

    @cached_property
    def countries(self) -> KeptBook:
        """The names of countries in other languages."""
        return KeptBook(self._base, "countries")

    @cached_property
    def labels(self) -> KeptBook:
        """The names of everything else."""
        return KeptBook(self._base, "labels")

    @cached_property
    def kinds(self) -> Mapping[str, set[str]]:
        """The kinds of things, with what they include."""
        rows = self._base.execute("SELECT thing, kinds FROM kind")
        return {thing: set(kinds.split("|")) for thing, kinds in rows}

    @cached_property
    def homes(self) -> Mapping[str, tuple[str, ...]]:
        """The area of each thing, and after it those that this lies in."""
        return described.homes_of(self._base.execute("SELECT thing, area, own FROM home"))

    def places(self, areas: Collection[str]) -> Mapping[str, Mapping[str, bool]]:
        """Return the things that belong to these areas, as in `described.read_places`."""
        marks = ", ".join("?" * len(areas))
        query = f"SELECT thing, area, own FROM home WHERE area IN ({marks})"
        return described.places_of(self._base.execute(query, sorted(areas)))

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The kinds and countries, each with its names."""
        return {iri: Facet(*facet) for iri, facet in self._other("facets").items()}

    def having(self, facets: Collection[str]) -> list[tuple[str, str]]:
        """Return the things (IRIs) that have one of these kinds or countries, each with it."""
        found: list[tuple[str, str]] = []
        for some in chunks(facets):
            marks = ", ".join("?" * len(some))
            query = f"SELECT thing, facet FROM faceted WHERE facet IN ({marks})"
            found += self._base.execute(query, some)
        return sorted(found)

    def _other(self, key: str) -> Any:  # noqa: ANN401 - whatever was kept
        [(data,)] = self._base.execute("SELECT data FROM other WHERE key = ?", (key,))
        return marshal.loads(data)  # noqa: S302 - written by `write`, its sum was compared


class _Profiles(Mapping[str, Profile]):
    """Profiles of things, each made of what is kept when it is asked for."""

    def __init__(self, base: sqlite3.Connection, things: Collection[str]) -> None:
        self._data: dict[str, bytes] = {}
        for some in chunks(things):
            marks = ", ".join("?" * len(some))
            query = f"SELECT thing, data FROM profile WHERE thing IN ({marks})"
            self._data.update(base.execute(query, some))

    def __getitem__(self, thing: str) -> Profile:
        id_, label, *parts = marshal.loads(self._data[thing])  # noqa: S302 - as above
        kind, country = (part and Named(part[0], Words(*part[1])) for part in parts)
        return Profile(id_, Words(*label), kind, country)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def chunks(values: Collection[str] | Collection[int]) -> Iterator[list[Any]]:
    """Yield values in lists that one statement can hold."""
    several = list(values)
    for first in range(0, len(several), _CHUNK):
        yield several[first : first + _CHUNK]


def sum_of(content: bytes) -> str:
    """Return the length and the checksum of a file."""
    return f"{len(content)} {zlib.crc32(content)}"


def remove(path: Path) -> None:
    """Remove kept names and their sum."""
    for each in (path, path.with_suffix(".sum")):
        with suppress(OSError):
            each.unlink()
