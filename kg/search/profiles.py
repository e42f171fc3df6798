"""Profiles: what a thing is at a glance, its name, kind and country, for lists and messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.claims.claims import words_of
from kg.names import expand, shorten
from kg.rdf.store import Store
from kg.text.words import Words

_TOTAL: Final = expand("id:area-any")  # stands for "not broken down" in counted facts
_PROFILES: Final = """
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


def read_profiles(store: Store, things: Iterable[str] = ()) -> dict[str, Profile]:
    """Return the profiles of these things by their IRIs, or of all that have a name."""
    chosen = " ".join(f"<{thing}>" for thing in things)
    query = _PROFILES % {"these": f"VALUES ?thing {{ {chosen} }}" if chosen else ""}
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
            if part[2:] in wanted and of != _TOTAL:
                return Named(shorten(of), words_of(said))
        return None

    name = first("name", "label")
    label = name.label if name else Words(shorten(thing))
    return Profile(shorten(thing), label, first("kind", "class"), first("country"))
