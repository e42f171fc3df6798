"""What a page about one thing draws: the thing with what lies around it, and what it is called.

A body, project or event is a dot with its neighbours. A country or region stands for the bodies
that are there; an agreement becomes a dot with a line to each of its parties; a document is what is
read in it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.errors import NotFound
from kg.names import shorten
from kg.network.network import Network, around, part_of, read_network
from kg.rdf.store import Store
from kg.text.words import Words

_WHAT: Final = """
SELECT ?word ?language ?text WHERE {
  VALUES (?class ?word) {
    (pc:Country "area") (pc:SubNationalArea "area") (pc:Area "area") (pc:Agreement "between")
    (pc:Cooperation "between") (pc:SourceDocument "source") }
  <%(thing)s> a ?class . OPTIONAL { <%(thing)s> skos:prefLabel|dcterms:title ?text }
  BIND (LANG(?text) AS ?language)
}"""
_THERE: Final = """
SELECT DISTINCT ?thing WHERE {
  { ?area pc:within* <%(area)s> . ?thing pc:jurisdiction|pc:inArea ?area }
  UNION { ?thing pc:within* <%(area)s> }
}"""


class About(NamedTuple):
    """What is drawn of a thing, in which state the page opens, and what the thing is called."""

    drawn: Network
    state: tuple[str, ...]
    name: Words


def look_around(store: Store, thing: str, depth: int = 1) -> About:
    """Return what lies within *depth* steps of a thing (its IRI).

    Raises NotFound where nothing of it is drawn.
    """
    word, label = _what(store, thing)
    name = shorten(thing)
    network = read_network(store, dots=[thing] if word == "between" else ())
    state: tuple[str, ...] = ()
    if word == "source":
        drawn = _read_there(network, name)
    elif word == "area":
        there = {shorten(each) for (each,) in store.rows(_THERE % {"area": thing}) if each}
        drawn = around(network, there, depth)
    else:
        drawn, state = around(network, name, depth), (f"sel={name}",)
    if not drawn.nodes:
        raise NotFound(f"{name} is no dot of the picture. {_advice(word)}")
    nodes = {node.id: node for node in drawn.nodes}
    return About(drawn, state, nodes[name].label if name in nodes else label or Words(name))


def _advice(word: str) -> str:
    return {
        "area": "Nothing here lies in it. Choose a body, project or event.",
        "between": "Nobody had a part in it, or it was only planned: kg show tells.",
        "source": "Nothing that could be drawn is read in it: kg show tells.",
    }.get(word, "Choose a body, project, event, country, agreement or document.")


def _what(store: Store, thing: str) -> tuple[str, Words | None]:
    """Return what a thing is where it is more than a dot, and its name."""
    rows = sorted((row for row in store.rows(_WHAT % {"thing": thing})), key=str)
    texts = {language or "": text for _, language, text in rows if text}
    label = Words(texts.get("en") or next(iter(texts.values())), texts.get("cs")) if texts else None
    return next((word for word, *_ in rows if word), ""), label


def _read_there(network: Network, source: str) -> Network:
    """Return what is read in a document, and the things that it is about."""
    relations = [
        each
        for each in network.relations
        if any(place.source == source for place in each.claim.evidence)
    ]
    part = part_of(network, (end for each in relations for end in (each.a, each.b)))
    kept = {each.id for each in relations}
    ties = (tie for tie in part.ties if any(place.source == source for place in tie.claim.evidence))
    return Network(part.nodes, tuple(r for r in part.relations if r.id in kept), tuple(ties))
