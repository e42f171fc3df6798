"""The search as plain values, for a search elsewhere: on the network page, in another language.

All that `kg.search.search` reads of a store stands here once, in lists that refer to one another by
number. `kg/page/assets/finder.js` ranks by the same rules, and a test holds the two equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from kg.names import PREFIXES, expand, shorten
from kg.rdf.store import Store
from kg.search.naming import SORTS, Naming, Sort, read_namings
from kg.search.senses import Lexicon, included, read_lexicon
from kg.search.shelf import read_facets, read_minor
from kg.text.stems import stems
from kg.text.words import Words

Json = dict[str, object]

LANGUAGES: Final = ("", "en", "cs", "sk", "pl", "de")  # any other counts as none
_KIND: Final = PREFIXES["kind"]
_BEING: Final = "SELECT DISTINCT ?thing ?kind WHERE { ?thing org:classification|pc:kind ?kind }"
_LYING: Final = "SELECT DISTINCT ?thing ?area WHERE { ?thing pc:jurisdiction|pc:inArea ?area }"
_WITHIN: Final = "SELECT DISTINCT ?area ?larger WHERE { ?area pc:within ?larger }"


def portable(store: Store, things: Mapping[str, Words]) -> Json:
    """Return what is needed to find *things* (prefixed names, each with its label) by their names.

    *names* has for each thing, in this order, a text and a code by turns: the text is 0 or 1 where
    it is the label in English or Czech; the code is the place of its sort in `SORTS` plus, times
    the number of sorts, that of its language in `LANGUAGES`. *minor* has a digit for each thing;
    *kinds* and *areas* have the numbers of its notions and places.

    A notion is: its name, whether it is a kind of the graph, what it includes, its words as stems,
    and its names folded with what `kg find` calls it. A place is: its prefixed name, what it lies
    in, its words as stems, further names with their languages, and its names like those of a kind.
    """
    iris = [expand(thing) for thing in things]
    lexicon, facets, minor = read_lexicon(store), read_facets(store), read_minor(store)
    being, lying, within = (_read(store, query) for query in (_BEING, _LYING, _WITHIN))
    words = _stems_by_meaning(lexicon)
    names = _names(things, read_namings(store))
    kinds = {name for iri in iris for name in map(_bare, being[iri])}
    notions = _numbered(sorted(kinds | _said(words[""], names, things)), included)
    own = [iri for iri in iris if iri in words["area"]]
    places = _numbered(
        sorted({*own, *(area for iri in iris for area in lying[iri])}), within.__getitem__
    )
    return {
        "names": names,
        "minor": "".join(str(minor.get(iri, 0)) for iri in iris),
        "kinds": [[notions[_bare(kind)] for kind in being[iri]] for iri in iris],
        "areas": [[places[area] for area in lying[iri]] for iri in iris],
        "notions": [
            [
                name,
                int(name in lexicon.kinds),
                [notions[each] for each in included(name)],
                words[""].get(name, []),
                *facets.get(_KIND + name, ()),
            ]
            for name in notions
        ],
        "places": [
            [
                shorten(area),
                [places[each] for each in within[area]],
                words["area"].get(area, []),
                [[each.text, each.language] for each in lexicon.areas if each.thing == area],
                *facets.get(area, ()),
            ]
            for area in places
        ],
    }


def portable_names(labels: Iterable[tuple[Words, Sequence[str]]]) -> Json:
    """Return the same for things of which a label and other names are all that is known."""
    named: list[list[str | int]] = []
    for label, others in labels:
        own: list[str | int] = [0, _code("name", "en")]
        own += [1, _code("name", "cs")] if label.cs else []
        for name in others:
            own += [] if name in label else [name, _code("alias", "")]
        named.append(own)
    nothing: list[list[int]] = [[] for _ in named]
    without = {"kinds": nothing, "areas": nothing, "notions": [], "places": []}
    return {"names": named, "minor": "0" * len(named), **without}


def _names(things: Mapping[str, Words], namings: Iterable[Naming]) -> list[list[str | int]]:
    """Return the names of each thing, without those that one document alone understands."""
    found: dict[str, list[str | int]] = {expand(thing): [] for thing in things}
    labels = {expand(thing): label for thing, label in things.items()}
    for each in namings:
        if each.thing in found and not each.documents:
            label = labels[each.thing]
            text = label.index(each.text) if each.text in label else each.text
            found[each.thing] += [text, _code(each.sort, each.language)]
    return [*found.values()]


def _code(sort: Sort, language: str) -> int:
    known = LANGUAGES.index(language) if language in LANGUAGES else 0
    return SORTS.index(sort) + len(SORTS) * known


def _said(
    words: Mapping[str, list[str]], names: Iterable[list[str | int]], things: Mapping[str, Words]
) -> set[str]:
    """Return the notions of which a name has all the words of a phrase; no other can be found."""
    texts = [str(text) for row in names for text in row[::2] if isinstance(text, str)]
    texts += [text for label in things.values() for text in label if text]
    said = {each for text in texts for each in stems(text)}
    return {
        notion
        for notion, phrases in words.items()
        if any(said.issuperset(phrase.split()) for phrase in phrases)
    }


def _read(store: Store, query: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for thing, value in sorted(store.rows(query), key=str):
        if thing and value:
            found[thing].append(value)
    return found


def _stems_by_meaning(lexicon: Lexicon) -> dict[str, dict[str, list[str]]]:
    """Return the words for notions (under "") and for areas, as stems with blanks between."""
    found: dict[str, dict[str, list[str]]] = {"": {}, "area": {}}
    for phrases in lexicon.phrases.values():
        for phrase, meaning in phrases:
            sort = "area" if ":" in meaning else ""
            found[sort].setdefault(meaning, []).append(" ".join(phrase))
    return {
        sort: {meaning: sorted(some) for meaning, some in sorted(meanings.items())}
        for sort, meanings in found.items()
    }


def _numbered(first: Iterable[str], next_of: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return numbers for some, and for all that follows from them."""
    waiting = list(dict.fromkeys(first))
    for each in waiting:
        waiting += [other for other in next_of(each) if other not in waiting]
    return {each: number for number, each in enumerate(waiting)}


def _bare(kind: str) -> str:
    return kind.removeprefix(_KIND)
