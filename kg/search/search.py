"""Search: which things a few words may mean, the best first.

Words are compared without case, diacritics and punctuation. A name fits exactly, in another case
("Polsku"), as a beginning, by all words in any order (each may be unfinished, as one types), or
closely, with a typo or two. Where names alone do not fit, what a country and a kind describe comes
first, whatever the language ("finnischer Strafvollzug"), then kind and country as further words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from kg.names import ID, SRC
from kg.rdf.store import Store
from kg.search.described import describe, only_one, read_homes, read_kinds
from kg.search.index import WordIndex, fitting, holding, index_words
from kg.search.matcher import Matcher
from kg.search.naming import SORTS, Naming, read_labels, read_namings
from kg.search.senses import Lexicon, read_lexicon
from kg.text.folding import fold
from kg.text.stems import stems

Fit = Literal["exact", "inflected", "prefix", "words", "close"]
FITS: Final[tuple[Fit, ...]] = ("exact", "inflected", "prefix", "words", "close")
_WHOLE: Final = frozenset({"exact", "inflected", "prefix"})  # the text is a name or begins one

# Parts of bodies come after bodies, and what mostly bears the names of those that it joins last.
_MINOR: Final = """
SELECT DISTINCT ?thing ?rank WHERE {
  VALUES (?class ?rank) {
    (org:OrganizationalUnit "1") (pc:Agreement "2") (pc:Cooperation "2") (pc:Event "2")
    (pc:SourceDocument "2") }
  ?thing a ?class
}"""
_LIKELY: Final = 0.7  # of a name that says nearly the same
_ACRONYM: Final = 12  # letters; names up to this length are known without their blanks too
_LONGEST: Final = 300  # characters; nothing is called by more


_Rank = tuple[int | str, ...]
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


class Match(NamedTuple):
    """A thing (its IRI), the name by which it was found, and how well that fits."""

    thing: str
    naming: Naming
    fit: Fit


class _Entry(NamedTuple):
    """A name as it is looked for: folded, and how minor its thing is."""

    naming: Naming
    folded: str
    minor: int = 0


class _Book(NamedTuple):
    """Names, and the index of their words."""

    entries: list[_Entry]
    words: WordIndex


class Facet(NamedTuple):
    """A kind or country: its English name, and all its names folded."""

    text: str
    folded: str


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
    wanted = fold(text) if len(text) <= _LONGEST else ""
    if not wanted:
        return []
    books = [_bound(_named(store, namings))]
    found = _best(books, wanted, among)
    if found and found[0].fit == "exact":
        return found
    lexicon = read_lexicon(store)
    books.append(_bound(_countries(lexicon)))
    found = _best(books, wanted, among, inflected=True)
    if found and found[0].fit in _WHOLE:
        return found
    entries = books[0].entries
    described = _described(store, lexicon, wanted, entries, among)
    if described and lexicon.read(wanted).is_narrow:
        return _first_of_each([*described, *found])
    if " " in wanted:  # a country alone would find everything in it
        books.append(_bound([*_with_facets(store, entries, wanted.split())]))
    found = _best(books, wanted, among) or _best([_bound(_labelled(store))], wanted, among)
    if not found or found[0].fit == "words":
        found += _best(books, wanted, among, typos=True)
    return _first_of_each(found or described or _likely(store, lexicon, text, entries, among))


def meant(store: Store, text: str, namings: list[Naming]) -> list[Naming]:
    """Return the names that *text* is in another case or language, as far as that is sure.

    Those are the names of which it is a form, else the one thing that a country, a kind and a few
    words describe better than any other.
    """
    lexicon = read_lexicon(store)
    entries = [*_named(store, namings), *_countries(lexicon)]
    if forms := [entries[number] for number in _forms(entries, fold(text))]:
        least = min(entry.minor for entry in forms)
        return [entry.naming for entry in forms if entry.minor == least]
    asked = lexicon.read(text)
    found = describe(store, lexicon, asked, ((each.naming, each.minor) for each in entries))
    one = only_one(asked, found)
    whole = fold(text)
    begun = {e.naming.thing for e in entries if not e.minor and e.folded.startswith(whole)}
    return [one.naming] if one and begun <= {one.naming.thing} else []


def suggest(
    store: Store, text: str, *, most: int = 3, namings: list[Naming] | None = None
) -> list[Match]:
    """Return what *text* fits, or else the names that share most of its words, best first."""
    if found := search(store, text, namings=namings):
        return found[:most]
    words = fold(text[:_LONGEST]).split()
    entries, index = _bound(_named(store, namings))
    shared = Counter(number for word in words for number in holding(index, word, typos=True))
    ranked = sorted(
        (-count, _rank("close", 0, entries[number]), number)
        for number, count in shared.items()
        if 2 * count >= len(words)
    )
    namings = [entries[number].naming for *_, number in ranked]
    return _first_of_each(Match(each.thing, each, "close") for each in namings)[:most]


# ---- What is looked through ----------------------------------------------------------------------


def read_minor(store: Store) -> dict[str, int]:
    """Return the things (IRIs) that come after others of the same name, and how far after."""
    return {thing: int(rank or 0) for thing, rank in store.rows(_MINOR) if thing}


def _named(store: Store, namings: list[Naming] | None) -> list[_Entry]:
    """Return the names that hold everywhere, with the identifier of each thing as one of them."""
    minor = read_minor(store)
    known = [each for each in namings or read_namings(store) if not each.documents]
    for thing in dict.fromkeys(each.thing for each in known):
        local = thing.removeprefix(ID).removeprefix(SRC)
        known.append(Naming(thing, local, "", "identifier"))
    return [_Entry(each, fold(each.text), minor.get(each.thing, 0)) for each in known]


def _countries(lexicon: Lexicon) -> list[_Entry]:
    """Return the names of countries in other languages."""
    return [_Entry(each, fold(each.text)) for each in lexicon.areas]


def _forms(entries: list[_Entry], wanted: str) -> list[int]:
    """Return the numbers of the names that are *wanted* (folded) in whatever case.

    English names and acronyms have no cases: another letter makes another word.
    """
    stemmed = stems(wanted)
    return [
        number
        for number, entry in enumerate(entries)
        if stemmed
        and stems(entry.folded) == stemmed
        and entry.naming.sort != "identifier"
        and entry.naming.language != "en"
        and not entry.naming.text.isupper()
    ]


def _described(
    store: Store, lexicon: Lexicon, wanted: str, entries: list[_Entry], among: set[str] | None
) -> list[Match]:
    """Return what countries, kinds and words describe, best first."""
    asked = lexicon.read(wanted)
    namings = ((entry.naming, entry.minor) for entry in entries)
    if among is not None:
        namings = (each for each in namings if each[0].thing in among)
    found = describe(store, lexicon, asked, namings)
    return [Match(each.naming.thing, each.naming, "words") for each in found]


def _likely(
    store: Store, lexicon: Lexicon, text: str, entries: list[_Entry], among: set[str] | None
) -> list[Match]:
    """Return what says nearly the same as a text, best first, as an import would propose it."""
    names: dict[str, list[Naming]] = defaultdict(list)
    for entry in entries:
        naming = entry.naming
        if naming.sort not in ("identifier", "misspelling") and not entry.minor:
            names[naming.thing].append(naming)
    kinds, homes = read_kinds(store), read_homes(store)
    matcher = Matcher(lexicon)
    for thing, some in names.items():
        if among is None or thing in among:
            texts = (each.text for each in some)
            matcher.add(thing, texts, kinds=kinds.get(thing, ()), places=homes.get(thing, ()))
    found = (each for each in matcher.match(text) if each.likeness >= _LIKELY)
    return [Match(each.thing, names[each.thing][0], "close") for each in found]


def _with_facets(store: Store, entries: list[_Entry], words: list[str]) -> Iterator[_Entry]:
    """Yield an entry of names, kind and country together for things that the words describe."""
    facets = _facets_named(store, words)
    names: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.naming.thing in facets:
            names[entry.naming.thing].append(entry)
    for thing, own in names.items():
        folded = " ".join([*(entry.folded for entry in own), facets[thing].folded])
        yield _Entry(Naming(thing, facets[thing].text, "en", "description"), folded, own[0].minor)


def _labelled(store: Store) -> list[_Entry]:
    return [_Entry(each, fold(each.text)) for each in read_labels(store)]


def _bound(entries: list[_Entry]) -> _Book:
    return _Book(entries, index_words(map(_words, entries)))


def _words(entry: _Entry) -> set[str]:
    """Return the words by which a name is found; an acronym is one word, and so is an identifier.

    Else the identifier of one body would find all that it is a part of.
    """
    joined = entry.folded.replace(" ", "")
    if entry.naming.sort == "identifier":
        return {joined}
    words = set(entry.folded.split())
    return words | {joined} if len(joined) <= _ACRONYM else words


# ---- How well it fits ----------------------------------------------------------------------------


def _best(
    books: Iterable[_Book],
    wanted: str,
    among: set[str] | None,
    *,
    inflected: bool = False,
    typos: bool = False,
) -> list[Match]:
    """Return the best match of each thing, best first, with *inflected* in any case."""
    best: dict[str, tuple[_Rank, Match]] = {}
    for book in books:
        forms = dict.fromkeys(_forms(book.entries, wanted) if inflected else (), 0)
        for number, cost in (fitting(book.words, wanted.split(), typos=typos) | forms).items():
            entry = book.entries[number]
            thing = entry.naming.thing
            if among is None or thing in among:
                fit = _fit(entry, wanted, inflected=number in forms, typos=typos)
                ranked = _rank(fit, cost, entry), Match(thing, entry.naming, fit)
                best[thing] = min(ranked, best.get(thing, ranked))
    return [match for _, match in sorted(best.values())]


def _first_of_each(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each thing, in the order in which they come."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.thing, match)
    return list(first.values())


def _fit(entry: _Entry, wanted: str, *, inflected: bool, typos: bool) -> Fit:
    if entry.folded.replace(" ", "") == wanted.replace(" ", ""):
        return "exact"
    if inflected:
        return "inflected"
    if entry.folded.startswith(wanted) and entry.naming.sort != "description":
        return "prefix"
    return "close" if typos else "words"


def _rank(fit: Fit, cost: int, entry: _Entry) -> _Rank:
    """Return what to sort by: the better fit, the thing of its own name, fewer typos, and so on."""
    wrong = entry.naming.sort == "misspelling"
    sort = SORTS.index(entry.naming.sort)
    return (FITS.index(fit), wrong, entry.minor, cost, entry.folded.count(" "), sort, entry.folded)


def _facets_named(store: Store, words: list[str]) -> dict[str, Facet]:
    """Return the things (IRIs) whose kind or country one of the *words* names, typos allowed.

    Each comes with these of its kinds and countries together.
    """
    facets = read_facets(store)
    index = index_words(facet.folded.split() for facet in facets.values())
    names = list(facets)
    chosen = {names[number] for word in words for number in holding(index, word, typos=True)}
    if not chosen:
        return {}
    having = store.rows(_HAVING % " ".join(f"<{each}>" for each in sorted(chosen)))
    found: dict[str, list[Facet]] = defaultdict(list)
    for thing, facet in sorted(having, key=str):
        if thing and facet:
            found[thing].append(facets[facet])
    return {
        thing: Facet(", ".join(each.text for each in some), " ".join(each.folded for each in some))
        for thing, some in found.items()
    }


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
