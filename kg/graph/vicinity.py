"""The vicinity of things: what a graph says of them, of what they name and of who names them.

Enough to tell what is wrong with a new record, and what follows from it, without a look at the
whole graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.checks import across, labels, shacl
from kg.errors import Finding
from kg.graph import derivation
from kg.graph.identity import understand
from kg.graph.reading import Dataset
from kg.graph.workspace import Workspace
from kg.names import DECISIONS_GRAPH, ID, ONTOLOGY_GRAPH, REGISTRY_GRAPH, expand, shorten
from kg.rdf import store
from kg.rdf.turtle import value

_WHOLE: Final = frozenset({ONTOLOGY_GRAPH, DECISIONS_GRAPH})
_OF_NAMES: Final = frozenset(
    map(expand, ("rdf:type", "skos:prefLabel", "skos:altLabel", "owl:deprecated"))
)


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


def review_things(
    workspace: Workspace, dataset: Dataset, near: Dataset, things: set[str]
) -> list[Finding]:
    """Return what shapes, rules and labels find about *things*, without file and line.

    *near* is what *dataset* says around them. Raises SourceErrors where shapes or rules are
    wrong.
    """
    understood = understand(near)
    memory = store.in_memory(understood.quads)
    quads = [*understood.quads, *derivation.derive(memory, workspace)]
    forms = shacl.read_shapes(workspace)
    found = [
        *across.run_rules(memory, across.read_rules(workspace)),
        *labels.find_label_findings(store.in_memory(_names(dataset))),
        *(shacl.validate(quads, forms) if forms else []),
    ]
    return [each for each in found if _concerns(each, things)]


def _named_by(quads: Iterable[ox.Quad], things: set[str]) -> set[str]:
    return {value(quad.object) for quad in quads if value(quad.subject) in things}


def _names(dataset: Dataset) -> list[ox.Quad]:
    """Return what the registry calls its things."""
    registry = ox.NamedNode(REGISTRY_GRAPH)
    return [
        quad
        for quad in dataset.quads
        if quad.graph_name == registry and quad.predicate.value in _OF_NAMES
    ]


def _concerns(finding: Finding, touched: set[str]) -> bool:
    """Tell whether a finding is about one of the things, or names it beside another one."""
    if finding.thing in touched:
        return True
    named = set(re.findall(r"\b[a-z]+:[\w-]+", finding.message))
    return not named.isdisjoint(map(shorten, touched))
