"""Fact sheets of the terms of the ontology: what they mean, how they hang together, an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.errors import QueryError
from kg.factsheets.model import Field, Line, Section, Sheet
from kg.factsheets.reading import Material
from kg.factsheets.records import Facts, facts_of
from kg.factsheets.sheets import compose
from kg.names import CONCEPT, DERIVED_GRAPH, PC, shorten
from kg.rdf import turtle
from kg.rdf.store import Store

_LABELS: Final = """
SELECT DISTINCT ?language ?text WHERE {
  <%s> skos:prefLabel|rdfs:label ?text . BIND (LANG(?text) AS ?language) }"""
_BELOW: Final = """
SELECT DISTINCT ?term WHERE {
  ?term skos:broader|rdfs:subClassOf|rdfs:subPropertyOf|rdfs:domain <%s> }"""
_USES: Final = """
SELECT DISTINCT ?thing WHERE {
  { ?thing a <%(term)s> } UNION { ?thing <%(term)s> ?value } UNION { ?thing ?property <%(term)s> }
  FILTER (STRSTARTS(STR(?thing), STR(id:)) || STRSTARTS(STR(?thing), STR(claim:)))
}"""
_ASSERTED: Final = """
CONSTRUCT {{ <{thing}> ?p ?o }}
WHERE {{ GRAPH ?graph {{ <{thing}> ?p ?o }} FILTER (?graph != <{derived}>) }}"""
_FIELDS: Final = {
    "skos:definition": "definition",
    "rdfs:comment": "comment",
    "skos:example": "term-example",
    "rdf:type": "type",
    "skos:broader": "broader",
    "rdfs:subClassOf": "broader",
    "rdfs:subPropertyOf": "broader",
    "rdfs:domain": "domain",
    "rdfs:range": "range",
    "pc:directProperty": "direct",
    "pc:unit": "unit",
    "dcterms:source": "read-in",
}


def is_term(store: Store, iri: str) -> bool:
    """Tell whether something is a term: one of ours, or one that the ontology describes."""
    return iri.startswith((PC, CONCEPT)) or bool(store.rows(_LABELS % iri))


def sheet_of_term(store: Store, reading: Material, iri: str) -> Sheet:
    """Return the sheet of a class, property or concept."""
    labels = {row[0] or "": row[1] or "" for row in sorted(store.rows(_LABELS % iri), key=str)}
    title = labels.get(reading.lang) or labels.get("en") or shorten(iri)
    uses = sorted(thing for (thing,) in store.rows(_USES % {"term": iri}) if thing)
    below = sorted((term for (term,) in store.rows(_BELOW % iri) if term), key=reading.label)
    lines = tuple(
        Line(reading.label(term), shorten(term), (reading.named(term),)) for term in below
    )
    return compose(
        reading,
        iri,
        title,
        kind=reading.say("term"),
        subtitle=" · ".join(text for text in labels.values() if text != title),
        fields=_fields(reading, iri, facts_of(store, reading, iri), len(uses)),
        sections=[Section("narrower", reading.say("section-narrower"), lines)],
        example=_turtle(store, uses[0]) if uses else "",
    )


def _fields(reading: Material, iri: str, facts: Facts, uses: int) -> Iterator[Field]:
    yield Field("identifier", reading.say("field-identifier"), (shorten(iri),))
    for name, key in _FIELDS.items():
        if name in facts:
            yield Field(key, reading.say(f"field-{key}"), tuple(facts[name]))
    yield Field("uses", reading.say("field-uses"), (str(uses),))


def _turtle(store: Store, thing: str) -> str:
    """Return what files say of a thing in Turtle, without prefixes; "" where a store cannot."""
    import pyoxigraph as ox

    try:
        results = store.query(_ASSERTED.format(thing=thing, derived=DERIVED_GRAPH))
    except QueryError:  # an endpoint answers with rows only
        return ""
    assert isinstance(results, ox.QueryTriples)
    _, _, text = turtle.write(set(results)).partition("\n\n")
    return text
