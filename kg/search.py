"""Search: which things a few words may mean, the best first.

Words are compared without case, diacritics and punctuation. A name fits exactly, as a beginning,
by all words in any order (each may be unfinished, as one types), or closely: with a typo or two,
counted as insertions, deletions, substitutions and transpositions (the optimal string alignment
distance of Damerau and Levenshtein; as many as Elasticsearch allows by default). Where names alone
do not fit, the kind and the country of a thing count as well ("prison service Slovakia").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from kg.labels import fold
from kg.names import ID, SRC
from kg.naming import SORTS, Naming, read_labels, read_namings
from kg.profiles import read_profiles
from kg.store import Store

Fit = Literal["exact", "prefix", "words", "close"]
FITS: Final[tuple[Fit, ...]] = ("exact", "prefix", "words", "close")

# What bears the names of the bodies that it joins comes after these.
_MINOR: Final = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?class { pc:Agreement pc:Cooperation pc:Event pc:SourceDocument } ?thing a ?class }"""
_ACRONYM: Final = 12  # letters; names up to this length are known without their blanks too
_LONGEST: Final = 300  # characters; nothing is called by more


class Match(NamedTuple):
    """A thing (its IRI), the name by which it was found, and how well that fits."""

    thing: str
    naming: Naming
    fit: Fit


class _Entry(NamedTuple):
    """A name as it is looked for: folded, and whether its thing is mostly named after others."""

    naming: Naming
    folded: str
    minor: bool


class _Index(NamedTuple):
    """Names, for each word in them the numbers of those that have it, and all words in order."""

    entries: list[_Entry]
    places: dict[str, list[int]]
    words: list[str]


_Rank = tuple[int | str, ...]
_Cost = dict[int, int]  # the number of a name, and how far its words are from those looked for


def search(
    store: Store,
    text: str,
    *,
    among: set[str] | None = None,
    namings: list[Naming] | None = None,
) -> list[Match]:
    """Return the things that *text* may mean, one match each, best first; none where none fits.

    Only the things *among* these (IRIs) are looked at where they are given; *namings* are all names
    of the store where they have been read before. Kind and country count,
    and typos are forgiven, where no name begins with the words; terms of the ontology are found
    where no thing is. The order is fixed.
    """
    wanted = fold(text) if len(text) <= _LONGEST else ""
    if not wanted:
        return []
    entries = _named(store, namings)
    found = _best(_indexed(entries), wanted, among)
    if found and found[0].fit in ("exact", "prefix"):
        return found
    if " " in wanted:  # a country alone would find everything in it
        entries += _described(store, entries)
    index = _indexed(entries)
    found = _best(index, wanted, among) or _best(_indexed(_labelled(store)), wanted, among)
    if not found or found[0].fit == "words":
        found += _best(index, wanted, among, typos=True)
    return _first_of_each(found)


def suggest(
    store: Store, text: str, *, most: int = 3, namings: list[Naming] | None = None
) -> list[Match]:
    """Return what *text* fits, or else the names that share most of its words, best first."""
    if found := search(store, text, namings=namings):
        return found[:most]
    words = fold(text[:_LONGEST]).split()
    index = _indexed(_named(store, namings))
    shared = Counter(number for word in words for number in _holding(index, word, typos=True))
    ranked = sorted(
        (-count, _rank("close", 0, index.entries[number]), number)
        for number, count in shared.items()
        if 2 * count >= len(words)
    )
    namings = [index.entries[number].naming for *_, number in ranked]
    return _first_of_each(Match(each.thing, each, "close") for each in namings)[:most]


# ---- What is looked through ----------------------------------------------------------------------


def _named(store: Store, namings: list[Naming] | None) -> list[_Entry]:
    """Return the names that hold everywhere, with the identifier of each thing as one of them."""
    minor = {thing for (thing,) in store.rows(_MINOR)}
    known = [each for each in namings or read_namings(store) if not each.documents]
    for thing in dict.fromkeys(each.thing for each in known):
        local = thing.removeprefix(ID).removeprefix(SRC)
        known.append(Naming(thing, local, "", "identifier"))
    return [_Entry(each, fold(each.text), each.thing in minor) for each in known]


def _described(store: Store, entries: Iterable[_Entry]) -> list[_Entry]:
    """Return for each thing an entry of all its names together with its kind and country."""
    words: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        words[entry.naming.thing].append(entry.folded)
    minor = {entry.naming.thing for entry in entries if entry.minor}
    found = []
    for thing, profile in read_profiles(store, words).items():
        parts = [part.label for part in (profile.kind, profile.country) if part]
        more = [fold(text) for label in parts for text in label if text]
        shown = Naming(thing, ", ".join(label.en for label in parts), "en", "description")
        found.append(_Entry(shown, " ".join([*words[thing], *more]), thing in minor))
    return found


def _labelled(store: Store) -> list[_Entry]:
    return [_Entry(each, fold(each.text), minor=False) for each in read_labels(store)]


def _indexed(entries: list[_Entry]) -> _Index:
    places: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        joined = entry.folded.replace(" ", "")
        if entry.naming.sort == "identifier":
            places[joined].append(number)  # cz-vscr is one word: else vscr would find all its ties
            continue
        words = set(entry.folded.split())
        for word in words | {joined} if len(joined) <= _ACRONYM else words:
            places[word].append(number)
    return _Index(entries, dict(places), sorted(places))


# ---- Words and names -----------------------------------------------------------------------------


def _best(
    index: _Index, wanted: str, among: set[str] | None, *, typos: bool = False
) -> list[Match]:
    """Return the best match of each thing, best first."""
    best: dict[str, tuple[_Rank, Match]] = {}
    for number, cost in _fitting(index, wanted, typos=typos).items():
        entry = index.entries[number]
        thing = entry.naming.thing
        if among is None or thing in among:
            fit = _fit(entry, wanted, typos=typos)
            ranked = _rank(fit, cost, entry), Match(thing, entry.naming, fit)
            best[thing] = min(ranked, best.get(thing, ranked))
    return [match for _, match in sorted(best.values())]


def _first_of_each(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each thing, in the order in which they come."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.thing, match)
    return list(first.values())


def _fitting(index: _Index, wanted: str, *, typos: bool) -> _Cost:
    """Return the names that hold every word wanted, or all of them written as one."""
    costs = [_holding(index, word, typos=typos) for word in wanted.split()]
    common = set.intersection(*(set(cost) for cost in costs))
    whole = _holding(index, wanted.replace(" ", ""), typos=typos)
    return whole | {number: sum(cost[number] for cost in costs) for number in common}


def _holding(index: _Index, word: str, *, typos: bool) -> _Cost:
    """Return the names with a word that begins like this one or, with *typos*, is close to it."""
    found: _Cost = {}
    for other, cost in _like(index.words, word, typos=typos):
        for number in index.places[other]:
            found[number] = min(cost, found.get(number, cost))
    return found


def _like(words: list[str], wanted: str, *, typos: bool) -> Iterator[tuple[str, int]]:
    """Yield the words that fit: the same (0), an unfinished one (1), one with n typos (1 + n)."""
    at = bisect_left(words, wanted)
    while at < len(words) and words[at].startswith(wanted):
        yield words[at], int(words[at] != wanted)
        at += 1
    most = (0 if len(wanted) < 3 else 1 if len(wanted) < 6 else 2) if typos else 0
    if most:
        letters = set(wanted)
        for word in words:
            if abs(len(word) - len(wanted)) <= most and len(letters ^ set(word)) <= 2 * most:
                typed = distance(wanted, word)
                if 0 < typed <= most:
                    yield word, 1 + typed


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


def _fit(entry: _Entry, wanted: str, *, typos: bool) -> Fit:
    if entry.folded.replace(" ", "") == wanted.replace(" ", ""):
        return "exact"
    if entry.folded.startswith(wanted) and entry.naming.sort != "description":
        return "prefix"
    return "close" if typos else "words"


def _rank(fit: Fit, cost: int, entry: _Entry) -> _Rank:
    """Return what to sort by: the better fit, the thing of its own name, fewer typos, and so on."""
    wrong = entry.naming.sort == "misspelling"
    sort = SORTS.index(entry.naming.sort)
    return (FITS.index(fit), wrong, entry.minor, cost, entry.folded.count(" "), sort, entry.folded)
