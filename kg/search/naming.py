"""What things are called: names, other names, former ones, identifiers and misspellings.

A name that is understood in one document only ("the Service") is kept apart: it means something
else in the next document, so nobody is found by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from kg.claims.claims import words_of
from kg.edtf import parse
from kg.names import TOTAL, expand, shorten
from kg.text.words import Words

if TYPE_CHECKING:
    from kg.rdf.store import Store

# A description is no name: a thing's kind and country, by which it can be found too.
Sort = Literal["name", "alias", "former", "identifier", "description", "misspelling"]
SORTS: Final[tuple[Sort, ...]] = (
    *("name", "alias", "former", "identifier", "description", "misspelling"),
)

_PROPERTIES: Final[dict[str, Sort]] = {
    "skos:prefLabel": "name",
    "dcterms:title": "name",
    "skos:altLabel": "alias",
    "pc:formerName": "former",
    "skos:notation": "identifier",
    "dcterms:identifier": "identifier",
    "org:identifier": "identifier",
    "skos:hiddenLabel": "misspelling",
}
NAMES: Final = f"""
SELECT DISTINCT ?thing ?property ?text ?language ?when ?document WHERE {{
  VALUES ?property {{ {" ".join(_PROPERTIES)} }} %s
  {{ ?thing ?property ?text }}
  UNION {{
    ?claim rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?text ; pc:status ?status .
    FILTER (?status != status:withdrawn)
    OPTIONAL {{ ?claim pc:when ?when }}
    OPTIONAL {{ ?claim pc:nameIn ?document }}
  }}
  FILTER (STRSTARTS(STR(?thing), STR(id:)) || STRSTARTS(STR(?thing), STR(src:)))
  FILTER NOT EXISTS {{ ?thing dcterms:isReplacedBy ?heir }}
  BIND (LANG(?text) AS ?language)
}}"""
LABELS: Final = """
SELECT DISTINCT ?thing ?text ?language WHERE {
  ?thing skos:prefLabel|rdfs:label ?text .
  FILTER (!STRSTARTS(STR(?thing), STR(id:)) && !STRSTARTS(STR(?thing), STR(src:)))
  BIND (LANG(?text) AS ?language)
}"""


PROFILES: Final = """
SELECT DISTINCT ?thing ?part ?of ?language ?text WHERE {
  { %(these)s ?thing skos:prefLabel|dcterms:title ?text .
    BIND (?thing AS ?of) BIND ("1 name" AS ?part) }
  UNION { %(these)s ?thing rdfs:label ?text . BIND (?thing AS ?of) BIND ("2 label" AS ?part) }
  UNION { %(these)s ?thing org:classification|pc:kind ?of . ?of skos:prefLabel ?text .
    BIND ("3 kind" AS ?part) }
  UNION { %(these)s ?thing a ?of . ?of rdfs:label ?text . BIND ("4 class" AS ?part) }
  UNION { %(these)s { ?thing pc:jurisdiction|pc:inArea ?area }
      UNION { ?thing a pc:SubNationalArea . BIND (?thing AS ?area) }
    ?area pc:within* ?of . FILTER NOT EXISTS { ?of pc:within ?larger }
    ?of skos:prefLabel ?text . BIND ("5 country" AS ?part) }
  BIND (LANG(?text) AS ?language)
}"""


class Naming(NamedTuple):
    """One name of a thing (its IRI); where *documents* are given, it is understood only there."""

    thing: str
    text: str
    language: str
    sort: Sort
    documents: tuple[str, ...] = ()


class Named(NamedTuple):
    """A thing with its prefixed name and what it is called."""

    id: str
    label: Words


class Profile(NamedTuple):
    """What a thing is; *country* is the state that it belongs to, the first where it has several.

    Without a kind of its own a thing has the name of its class.
    """

    id: str
    label: Words
    kind: Named | None
    country: Named | None


def read_namings(store: Store, things: Iterable[str] = ()) -> list[Naming]:
    """Return all names of the things and documents of a store, or of these *things* (IRIs) alone.

    A name that claims date up to an end is a former one. The order is fixed.
    """
    chosen = " ".join(f"<{thing}>" for thing in things)
    query = NAMES % (f"VALUES ?thing {{ {chosen} }}" if chosen else "")
    sorts = {expand(name): sort for name, sort in _PROPERTIES.items()}
    said: dict[tuple[str, str, str], list[tuple[Sort, str | None]]] = defaultdict(list)
    for thing, name, text, language, when, document in store.rows(query):
        if thing and text and name:
            sort: Sort = "former" if when and _has_ended(when) else sorts[name]
            said[thing, text, language or ""].append((sort, document))
    return [_naming(*key, ways) for key, ways in sorted(said.items())]


def read_labels(store: Store) -> list[Naming]:
    """Return the labels of everything else: terms, concepts, and things of other vocabularies."""
    rows = sorted(store.rows(LABELS), key=str)
    return [Naming(thing, text, lang or "", "name") for thing, text, lang in rows if thing and text]


def _naming(thing: str, text: str, language: str, ways: list[tuple[Sort, str | None]]) -> Naming:
    """Return one name out of all the ways in which it is said."""
    sorts = {sort for sort, _ in ways}
    if sorts == {"alias", "former"}:  # the claim with its dates, and what was derived from it
        sorts = {"former"}
    documents = sorted({document for _, document in ways if document})
    everywhere = any(document is None for _, document in ways)
    return Naming(
        thing, text, language, min(sorts, key=SORTS.index), () if everywhere else tuple(documents)
    )


def _has_ended(when: str) -> bool:
    try:
        return parse(when)[1] not in ("", "..")
    except ValueError:  # kg check says so
        return False


def read_profiles(store: Store, things: Iterable[str] = ()) -> dict[str, Profile]:
    """Return the profiles of these things by their IRIs, or of all that have a name."""
    chosen = " ".join(f"<{thing}>" for thing in things)
    query = PROFILES % {"these": f"VALUES ?thing {{ {chosen} }}" if chosen else ""}
    texts: dict[str, dict[tuple[str, str], dict[str, str]]] = {}
    for row in sorted(store.rows(query), key=str):
        thing, part, of, language, text = (value or "" for value in row)
        said = texts.setdefault(thing, {}).setdefault((part, of), {})
        said.setdefault(language, text)
    return {thing: _profile(thing, parts) for thing, parts in texts.items()}


def _profile(thing: str, parts: dict[tuple[str, str], dict[str, str]]) -> Profile:
    def first(*wanted: str) -> Named | None:
        """Return the first part of these sorts, in the order of their identifiers."""
        for (part, of), said in sorted(parts.items()):
            if part[2:] in wanted and of != TOTAL:
                return Named(shorten(of), words_of(said))
        return None

    name = first("name", "label")
    label = name.label if name else Words(shorten(thing))
    return Profile(shorten(thing), label, first("kind", "class"), first("country"))
