"""Understanding: what the files say, read in the light of who was judged to be the same.

The files keep what was recorded. Where a decision retires an identifier, or the registry names its
heir, the graph that is built reads the heir in its place, and notes at each claim for whom it was
recorded (`pc:asRecorded`). So no claim is edited, and whoever takes the decision back has undone
it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.graph.reading import is_derived
from kg.names import DECISIONS_GRAPH, DERIVED_GRAPH, ONTOLOGY_GRAPH, expand
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value

SAME: Final = "same"
_REPLACED: Final = expand("dcterms:isReplacedBy")
_VERDICT, _COMPARES, _KEEPS = (expand(f"pc:{name}") for name in ("verdict", "compares", "keeps"))
# What is said of the identifiers themselves.
OF_IDENTIFIERS: Final = frozenset({_REPLACED, expand("pc:possiblySameAs")})
_DECIDING: Final = frozenset({_REPLACED, _VERDICT, _COMPARES, _KEEPS})
_AS_STATED: Final = frozenset({DECISIONS_GRAPH, DERIVED_GRAPH, ONTOLOGY_GRAPH})
_DERIVED: Final = ox.NamedNode(DERIVED_GRAPH)
RECORDED: Final = ox.NamedNode(expand("pc:asRecorded"))


def heirs(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return who stands for each retired thing now, by IRIs, however often it was replaced.

    A thing whose heirs lead back to itself, or that has several, has none: kg check says so.
    """
    direct: dict[str, set[str]] = {}
    decisions: dict[str, dict[str, set[str]]] = {}
    for triple in triples:
        subject, name, end = (value(term) for term in triple)
        if isinstance(triple.object, ox.NamedNode) == (name == _VERDICT):
            continue  # a text where a thing is due, or the other way round: kg check says so
        if name == _REPLACED:
            direct.setdefault(subject, set()).add(end)
        elif name in (_VERDICT, _COMPARES, _KEEPS):
            decisions.setdefault(subject, {}).setdefault(name, set()).add(end)
    for said in decisions.values():
        kept = said.get(_KEEPS, set())
        if said.get(_VERDICT) == {SAME} and len(kept) == 1:
            for old in said.get(_COMPARES, set()) - kept:
                direct.setdefault(old, set()).update(kept)
    found = {old: _last(old, direct) for old in direct}
    return {old: heir for old, heir in found.items() if heir is not None}


def of_identity(triples: Iterable[ox.Triple]) -> bool:
    """Tell whether any of the triples can make a thing stand for another."""
    return any(triple.predicate.value in _DECIDING for triple in triples)


def understand(dataset: Dataset, known: Mapping[str, str] | None = None) -> Dataset:
    """Return a dataset that reads heirs in the place of retired things, and says where it does.

    *known* are the heirs, where they are not to be read from it.
    """
    if known is None:
        known = heirs(quad.triple for quad in dataset.quads)
    if not known:
        return dataset
    quads: list[ox.Quad] = []
    for quad in dataset.quads:
        read = _read(quad, known)
        quads.append(read)
        if read != quad:
            quads.append(ox.Quad(quad.subject, RECORDED, quad.object, _DERIVED))
    return dataset._replace(quads=quads)


def restate(dataset: Dataset) -> Dataset:
    """Return what the files say: nothing that was derived, and each claim as it was recorded."""
    known = heirs(quad.triple for quad in dataset.quads)
    recorded = {
        (value(quad.subject), known[value(quad.object)]): quad.object
        for quad in dataset.quads
        if quad.predicate == RECORDED and value(quad.object) in known
    }
    quads = []
    for quad in dataset.quads:
        if not is_derived(quad) and quad.predicate != RECORDED:
            end = recorded.get((value(quad.subject), value(quad.object)), quad.object)
            quads.append(ox.Quad(quad.subject, quad.predicate, end, quad.graph_name))
    return dataset._replace(quads=quads)


def _read(quad: ox.Quad, known: Mapping[str, str]) -> ox.Quad:
    if not isinstance(quad.object, ox.NamedNode) or quad.object.value not in known:
        return quad
    if quad.predicate.value in OF_IDENTIFIERS or value(quad.graph_name) in _AS_STATED:
        return quad
    heir = ox.NamedNode(known[quad.object.value])
    return ox.Quad(quad.subject, quad.predicate, heir, quad.graph_name)


def _last(old: str, direct: Mapping[str, set[str]]) -> str | None:
    """Return the end of a chain of heirs, None where it forks or runs in a circle."""
    seen, now = {old}, old
    while now in direct:
        if len(direct[now]) != 1:
            return None
        now = next(iter(direct[now]))
        if now in seen:
            return None
        seen.add(now)
    return now
