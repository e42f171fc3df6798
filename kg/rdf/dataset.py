"""A graph as terms, literals as written; to and from rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import PREFIXES
from kg.rdf import turtle

if TYPE_CHECKING:
    import rdflib


class Dataset(NamedTuple):
    """Quads with literals as written, and the language tags that were written in capitals."""

    quads: list[ox.Quad]
    tags: dict[tuple[str, str], str]


def in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    """Return *triples* as quads of *graph*."""
    return [ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples]


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Return an rdflib Dataset whose default graph is the union of its graphs, literals as written.

    The terms are handed over one by one, so nothing is parsed a second time.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    terms: dict[object, rdflib.term.Node] = {}

    def node(term: object) -> rdflib.term.Node:
        if term not in terms:
            terms[term] = _rdflib_term(term)
        return terms[term]

    for quad in quads:
        name = quad.graph_name
        default = isinstance(name, ox.DefaultGraph)
        target = dataset.default_graph if default else dataset.graph(turtle.value(name))
        target.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return dataset


def read_rdflib(data: rdflib.Graph) -> set[ox.Triple]:
    """Return the triples of an rdflib graph, of a Dataset those of all its graphs."""
    import rdflib

    triples = data.quads() if isinstance(data, rdflib.Dataset) else data
    return {ox.Triple(*map(_own_term, each[:3])) for each in triples}  # type: ignore[arg-type]  # rdflib has checked positions


def _own_term(term: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(
        str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None
    )


def _rdflib_term(term: object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise KgError("rdflib holds no triple inside a triple. Read the file with kg.query.")
    if term.direction:
        said = f"rdflib holds no base direction, and {term.value[:40]!r} has one"
        raise KgError(f"{said} ({term.direction}). Read the file with kg.query.")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == PREFIXES["xsd"] + "string":
        return rdflib.Literal(term.value)
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
