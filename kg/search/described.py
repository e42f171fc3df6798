"""Things by what they are: those that a country, a kind and a few words describe, best first.

What a text asks for is read as countries, kinds and other words (`kg.search.senses`). Countries
and kinds narrow first; of what is left those come first whose names say least that was not asked
for, and in that common words (national, office) count nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import PREFIXES
from kg.search.naming import SORTS, Naming
from kg.search.senses import Sense, implied
from kg.text.stems import stems

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.search.shelf import Entry, Shelf

# A state has one of these; of other kinds the only one here need not be the one that is meant.
_SINGLE: Final = frozenset({"prison-service", "probation-service", "combined-service"})
_UNNAMED: Final = 3  # words too many of a thing that is known by kind and country alone
_IN: Final = """
SELECT DISTINCT ?thing ?area ?own WHERE {
  VALUES ?area { %s }
  ?own pc:within* ?area . ?thing pc:jurisdiction|pc:inArea ?own
}"""
_HOMES: Final = """
SELECT DISTINCT ?thing ?area ?own WHERE {
  ?thing pc:jurisdiction|pc:inArea ?own . ?own pc:within* ?area
}"""
_KINDS: Final = """
SELECT DISTINCT ?thing ?kind WHERE {
  ?thing org:classification|pc:kind ?kind . FILTER (STRSTARTS(STR(?thing), STR(id:)))
}"""


QUERIES: Final = (_IN % "id:x", _HOMES, _KINDS)

Home = tuple[str, str, str]  # a thing, an area that it belongs to, and the one that says so


class Rank(NamedTuple):
    """How well a thing is described, the lower the better.

    *minor* is an agreement or event, *otherwise* one of another kind, *apart* one of a part of the
    country; *more* counts what its name says beyond what was asked for.
    """

    minor: int
    otherwise: bool
    apart: bool
    more: int
    sort: int
    text: str


class _About(NamedTuple):
    """What a thing is and where: an area that it belongs to is true if it belongs to no part."""

    kinds: set[str]
    places: Mapping[str, bool]
    all_kinds: frozenset[str]


class Described(NamedTuple):
    """A thing, the name by which it is described, and how well.

    The name is a *description* where it does not say the kind that was asked for.
    """

    rank: Rank
    naming: Naming


def describe(shelf: Shelf, asked: Sense, entries: Iterable[Entry]) -> list[Described]:
    """Return the things that fit all of what is *asked* for, the best first.

    *entries* are the names to look at. A country alone describes nothing.
    """
    if not (asked.notions or asked.words):
        return []
    lexicon, kinds, places = shelf.lexicon, shelf.kinds, shelf.places(asked.areas)
    areas = lexicon.beginnings(asked.areas)
    best: dict[str, Described] = {}
    for naming, _, minor in entries:
        thing, words = naming.thing, stems(naming.text)
        if not asked.words.issubset(words):
            continue  # before more is read: most names are out at once
        if asked.areas and thing not in places and areas.isdisjoint(words):
            continue
        said = lexicon.read(naming.text)
        about = _About(kinds.get(thing, set()), places.get(thing, {}), lexicon.kinds)
        rank = _rank(asked, said, about, naming, minor)
        if rank and (thing not in best or rank < best[thing].rank):
            named = asked.notions <= implied(said.notions)
            best[thing] = Described(rank, naming if named else naming._replace(sort="description"))
    return sorted(best.values(), key=lambda each: (each.rank, each.naming.thing))


def only_one(asked: Sense, found: list[Described]) -> Described | None:
    """Return the thing that is described so well, and so much better than any other, that it is it.

    That is the only one whose name says no more than was asked for, or the only one of a kind of
    which a country has one. A kind alone, or words alone, are not enough.
    """
    if not asked.is_narrow:
        return None
    right = [each for each in found if not (each.rank.minor or each.rank.otherwise)]
    near = [each for each in right if not each.rank.apart]
    exact = [each for each in (right if asked.words else near) if each.rank.more == 0]
    alone = near if asked.areas and asked.notions & _SINGLE and not asked.words else []
    return next((some[0] for some in (exact, alone) if len(some) == 1), None)


def _rank(asked: Sense, said: Sense, about: _About, naming: Naming, minor: int) -> Rank | None:
    """Return how well a thing is described under a name that *said* this, None where it is not."""
    notions = implied(said.notions)
    if not (asked.words <= said.words and asked.notions <= notions | about.kinds):
        return None
    if not asked.areas <= said.areas | about.places.keys():
        return None
    more = len(said.words - asked.words) + len(said.notions - implied(asked.notions))
    more += len(asked.common - said.common)
    more += len(said.areas - asked.areas) if asked.areas else 0
    if not asked.words and not asked.notions & notions:
        more = _UNNAMED
    otherwise = not asked.notions & about.all_kinds <= about.kinds
    apart = bool(asked.areas) and not any(about.places.get(area) for area in asked.areas)
    return Rank(minor, otherwise, apart, more, SORTS.index(naming.sort), naming.text)


def read_kinds(store: Store) -> dict[str, set[str]]:
    """Return the kinds of things, with what they include."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing, kind in store.rows(_KINDS):
        if thing and kind:
            found[thing] |= implied([kind.removeprefix(PREFIXES["kind"])])
    return found


def read_homes(store: Store) -> dict[str, tuple[str, ...]]:
    """Return the area of each thing, and after it those that this lies in."""
    return homes_of(read_home_rows(store))


def read_home_rows(store: Store) -> list[Home]:
    """Return for each thing each area that it belongs to, and by which area of its own."""
    return [(t, area, own) for t, area, own in store.rows(_HOMES) if t and area and own]


def homes_of(rows: Iterable[Home]) -> dict[str, tuple[str, ...]]:
    """Return the area of each thing, and after it those that this lies in."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for thing, area, _ in sorted(rows, key=lambda row: (row[0], row[1] != row[2], str(row))):
        found[thing][area] = None
    return {thing: tuple(areas) for thing, areas in found.items()}


def read_places(store: Store, areas: Iterable[str]) -> dict[str, dict[str, bool]]:
    """Return the areas that things belong to, and whether to no part of them.

    What lies in a part lies in the whole too.
    """
    chosen = " ".join(f"<{area}>" for area in sorted(areas))
    rows = store.rows(_IN % chosen) if chosen else ()
    return places_of((t, area, own) for t, area, own in rows if t and area and own)


def places_of(rows: Iterable[Home]) -> dict[str, dict[str, bool]]:
    """Return the areas that things belong to, and whether to no part of them."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for thing, area, own in rows:
        found[thing][area] = own == area and found[thing].get(area, True)
    return found
