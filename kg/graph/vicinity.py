"""The vicinity of things: what a graph says of them, of what they name and of who names them.

Enough to tell what is wrong with a new record, and what follows from it, without a look at the
whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.names import DECISIONS_GRAPH, ID, ONTOLOGY_GRAPH
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value

_WHOLE: Final = frozenset({ONTOLOGY_GRAPH, DECISIONS_GRAPH})


def near_to(dataset: Dataset, things: Iterable[str]) -> set[str]:
    """Return *things* (IRIs), what they name, who names any of these, and whom those name."""
    data = [quad for quad in dataset.quads if value(quad.graph_name) not in _WHOLE]
    near = {*things, *_named_by(data, set(things))}
    known = {thing for thing in near if thing.startswith(ID)}  # not roles: all claims name those
    near |= {value(quad.subject) for quad in data if value(quad.object) in known}
    return near | _named_by(data, near)


def limit(dataset: Dataset, things: set[str]) -> Dataset:
    """Return what a dataset says of *things*; ontology and decisions stay whole."""
    kept = [
        quad
        for quad in dataset.quads
        if value(quad.subject) in things or value(quad.graph_name) in _WHOLE
    ]
    return dataset._replace(quads=kept)


def _named_by(quads: Iterable[ox.Quad], things: set[str]) -> set[str]:
    return {value(quad.object) for quad in quads if value(quad.subject) in things}
