"""Facets: the kind and the country of things, by which they are found besides their names."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from kg.rdf.store import Store
from kg.search.index import holding, index_words
from kg.text.folding import fold

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


class Facet(NamedTuple):
    """A kind or country: its English name, and all its names folded."""

    text: str
    folded: str


def describe(store: Store, words: list[str]) -> dict[str, Facet]:
    """Return the things (IRIs) whose kind or country one of the *words* names, typos allowed.

    Each comes with these of its kinds and countries together.
    """
    facets = _read_facets(store)
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


def _read_facets(store: Store) -> dict[str, Facet]:
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for facet, text, language in sorted(store.rows(_FACETS), key=str):
        if facet and text:
            texts[facet].append((language or "", text))
    return {
        facet: Facet(dict(reversed(said)).get("en", said[0][1]), " ".join(fold(t) for _, t in said))
        for facet, said in texts.items()
    }
