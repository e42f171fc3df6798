"""Search: which things a few words may mean, the best first.

Words are compared without case, diacritics and punctuation. A name fits exactly, in another case
("Polsku"), as a beginning, by all words in any order (each may be unfinished, as one types), or
closely, with a typo or two. Where names alone do not fit, what a country and a kind describe comes
first, whatever the language ("finnischer Strafvollzug"), then kind and country as further words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from kg.search.described import describe, only_one
from kg.search.index import fitting, index_words
from kg.search.naming import SORTS, Naming
from kg.search.shelf import Book, Entry, Facet, Names, Shelf
from kg.text.folding import fold

if TYPE_CHECKING:
    from kg.rdf.store import Store

Fit = Literal["exact", "inflected", "prefix", "words", "close"]
FITS: Final[tuple[Fit, ...]] = ("exact", "inflected", "prefix", "words", "close")
_WHOLE: Final = frozenset({"exact", "inflected", "prefix"})  # the text is a name or begins one

_LIKELY: Final = 0.7  # of a name that says nearly the same
_LONGEST: Final = 300  # characters; nothing is called by more


_Rank = tuple[int | str, ...]


class Match(NamedTuple):
    """A thing (its IRI), the name by which it was found, and how well that fits."""

    thing: str
    naming: Naming
    fit: Fit


def search(
    store: Store,
    text: str,
    *,
    among: set[str] | None = None,
    namings: list[Naming] | None = None,
) -> list[Match]:
    """Return the things that *text* may mean, one match each, best first; none where none fits.

    Only the things *among* these (IRIs) are looked at where they are given; *namings* are all names
    of the store where they have been read before. Kind and country count, and typos are forgiven,
    where no name begins with the words; terms of the ontology are found where no thing is. The
    order is fixed.
    """
    return search_shelf(Shelf(store, namings), text, among=among)


def search_shelf(shelf: Shelf, text: str, *, among: set[str] | None = None) -> list[Match]:
    """Return what `search` returns, of a shelf."""
    wanted = fold(text) if len(text) <= _LONGEST else ""
    if not wanted:
        return []
    books: list[Names] = [shelf.names]
    found = _best(books, wanted, among)
    if found and found[0].fit == "exact":
        return found
    books.append(shelf.countries)
    found = _best(books, wanted, among, inflected=True)
    if found and found[0].fit in _WHOLE:
        return found
    described = _described(shelf, wanted, among)
    if described and shelf.lexicon.read(wanted).is_narrow:
        return _first_of_each([*described, *found])
    if " " in wanted:  # a country alone would find everything in it
        books.append(Book(_with_facets(shelf, wanted.split())))
    found = _best(books, wanted, among) or _best([shelf.labels], wanted, among)
    if not found or found[0].fit == "words":
        found += _best(books, wanted, among, typos=True)
    return _first_of_each(found or described or _likely(shelf, text, among))


def meant(shelf: Shelf, text: str) -> list[Naming]:
    """Return the names that *text* is in another case or language, as far as that is sure.

    Those are the names of which it is a form, else the one thing that a country, a kind and a few
    words describe better than any other.
    """
    whole = fold(text)
    forms = [
        entry
        for book in (shelf.names, shelf.countries)
        for entry in book.entries(book.forms(whole)).values()
    ]
    if forms:
        least = min(entry.minor for entry in forms)
        return [entry.naming for entry in forms if entry.minor == least]
    asked = shelf.lexicon.read(text)
    found = describe(shelf, asked, (*shelf.entries(), *shelf.countries.all))
    one = only_one(asked, found)
    if not one:
        return []
    begun = {
        entry.naming.thing
        for entry in (*shelf.entries(), *shelf.countries.all)
        if not entry.minor and entry.folded.startswith(whole)
    }
    return [one.naming] if begun <= {one.naming.thing} else []


def suggest(shelf: Shelf, text: str, *, most: int = 3) -> list[Match]:
    """Return what *text* fits, or else the names that share most of its words, best first."""
    if found := search_shelf(shelf, text):
        return found[:most]
    words = fold(text[:_LONGEST]).split()
    index = shelf.names.words
    shared = Counter(number for word in words for number in index.holding(word, typos=True))
    many = [number for number, count in shared.items() if 2 * count >= len(words)]
    entries = shelf.names.entries(many)
    ranked = sorted((-shared[n], _rank("close", 0, entries[n]), n) for n in many)
    namings = [entries[number].naming for *_, number in ranked]
    return _first_of_each(Match(each.thing, each, "close") for each in namings)[:most]


# ---- What is looked through ----------------------------------------------------------------------


def _described(shelf: Shelf, wanted: str, among: set[str] | None) -> list[Match]:
    """Return what countries, kinds and words describe, best first."""
    asked = shelf.lexicon.read(wanted)
    entries = shelf.entries_saying(asked.words, asked.areas)
    if among is not None:
        entries = (each for each in entries if each.naming.thing in among)
    found = describe(shelf, asked, entries)
    return [Match(each.naming.thing, each.naming, "words") for each in found]


def _likely(shelf: Shelf, text: str, among: set[str] | None) -> list[Match]:
    """Return what says nearly the same as a text, best first, as an import would propose it."""
    from kg.search.matcher import Matcher

    names: dict[str, list[Naming]] = defaultdict(list)
    for entry in shelf.entries():
        naming = entry.naming
        if naming.sort not in ("identifier", "misspelling") and not entry.minor:
            names[naming.thing].append(naming)
    matcher = Matcher(shelf.lexicon)
    for thing, some in names.items():
        if among is None or thing in among:
            kinds, places = shelf.kinds.get(thing, ()), shelf.homes.get(thing, ())
            matcher.add(thing, (each.text for each in some), kinds=kinds, places=places)
    found = (each for each in matcher.match(text) if each.likeness >= _LIKELY)
    return [Match(each.thing, names[each.thing][0], "close") for each in found]


def _with_facets(shelf: Shelf, words: list[str]) -> Iterator[Entry]:
    """Yield an entry of names, kind and country together for things that the words describe."""
    facets = _facets_named(shelf, words)
    names: dict[str, list[Entry]] = defaultdict(list)
    for entry in shelf.entries_of(facets.keys()):
        names[entry.naming.thing].append(entry)
    for thing, own in names.items():
        folded = " ".join([*(entry.folded for entry in own), facets[thing].folded])
        yield Entry(Naming(thing, facets[thing].text, "en", "description"), folded, own[0].minor)


def _facets_named(shelf: Shelf, words: list[str]) -> dict[str, Facet]:
    """Return the things (IRIs) whose kind or country one of the *words* names, typos allowed.

    Each comes with these of its kinds and countries together.
    """
    facets = shelf.facets
    index = index_words(facet.folded.split() for facet in facets.values())
    names = list(facets)
    chosen = {names[number] for word in words for number in index.holding(word, typos=True)}
    found: dict[str, list[Facet]] = defaultdict(list)
    for thing, facet in shelf.having(chosen) if chosen else ():
        found[thing].append(facets[facet])
    return {
        thing: Facet(", ".join(each.text for each in some), " ".join(each.folded for each in some))
        for thing, some in found.items()
    }


# ---- How well it fits ----------------------------------------------------------------------------


def _best(
    books: Iterable[Names],
    wanted: str,
    among: set[str] | None,
    *,
    inflected: bool = False,
    typos: bool = False,
) -> list[Match]:
    """Return the best match of each thing, best first, with *inflected* in any case."""
    best: dict[str, tuple[_Rank, Match]] = {}
    for book in books:
        forms = dict.fromkeys(book.forms(wanted) if inflected else (), 0)
        costs = fitting(book.words, wanted.split(), typos=typos) | forms
        for number, entry in book.entries(costs.keys()).items():
            thing = entry.naming.thing
            if among is None or thing in among:
                fit = _fit(entry, wanted, inflected=number in forms, typos=typos)
                ranked = _rank(fit, costs[number], entry), Match(thing, entry.naming, fit)
                best[thing] = min(ranked, best.get(thing, ranked))
    return [match for _, match in sorted(best.values())]


def _first_of_each(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each thing, in the order in which they come."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.thing, match)
    return list(first.values())


def _fit(entry: Entry, wanted: str, *, inflected: bool, typos: bool) -> Fit:
    if entry.folded.replace(" ", "") == wanted.replace(" ", ""):
        return "exact"
    if inflected:
        return "inflected"
    if entry.folded.startswith(wanted) and entry.naming.sort != "description":
        return "prefix"
    return "close" if typos else "words"


def _rank(fit: Fit, cost: int, entry: Entry) -> _Rank:
    """Return what to sort by: the better fit, the thing of its own name, fewer typos, and so on."""
    wrong = entry.naming.sort == "misspelling"
    sort = SORTS.index(entry.naming.sort)
    return (FITS.index(fit), wrong, entry.minor, cost, entry.folded.count(" "), sort, entry.folded)
