"""Extracts: the part of a graph that describes one thing, with its claims and their evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from kg.names import CLAIM, EV, SRC, expand
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value

_LABEL: Final = expand("rdfs:label")


def extract(dataset: Dataset, iri: str) -> Dataset:
    """Return what a dataset says of something, literals as written.

    These are its own statements, the claims that have it at one end, their evidence and documents,
    and the labels of everything that these name.
    """
    quads: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in dataset.quads:
        quads[value(quad.subject)].append(quad)
    claims = {
        value(quad.subject)
        for quad in dataset.quads
        if value(quad.subject).startswith(CLAIM) and _names(quad, {iri})
    }
    evidence = _objects(quads, {iri, *claims}, EV)
    described = {iri, *claims, *evidence, *_objects(quads, evidence, SRC)}
    kept = [quad for subject in described for quad in quads.get(subject, ())]
    named = {quad.object.value for quad in kept if isinstance(quad.object, ox.NamedNode)}
    labels = [
        quad
        for subject in sorted(named - described)
        for quad in quads.get(subject, ())
        if quad.predicate.value == _LABEL
    ]
    return Dataset([*kept, *labels], dataset.tags)


def _names(quad: ox.Quad, iris: set[str]) -> bool:
    return isinstance(quad.object, ox.NamedNode) and quad.object.value in iris


def _objects(quads: dict[str, list[ox.Quad]], subjects: set[str], space: str) -> set[str]:
    """Return what the subjects lead to in a namespace."""
    return {
        quad.object.value
        for subject in subjects
        for quad in quads.get(subject, ())
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(space)
    }
