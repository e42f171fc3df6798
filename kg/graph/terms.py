"""The terms of the ontology: which there are, what they are called, whether they join things."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.graph.reading import read_files
from kg.graph.workspace import Workspace, ontology_files
from kg.names import expand
from kg.rdf.turtle import value

_TYPE: Final = expand("rdf:type")
_LABEL: Final = expand("skos:prefLabel")
_JOINING: Final = expand("owl:ObjectProperty")


class Terms(NamedTuple):
    """All terms as IRIs; those whose values are things; concepts' names by IRI and language."""

    names: frozenset[str]
    joining: frozenset[str]
    titles: dict[str, dict[str, str]]


def read_terms(workspace: Workspace) -> Terms:
    """Return the terms of a workspace. Raises SourceErrors where a file cannot be read."""
    names, joining = set(), set()
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    for record in read_files(workspace, ontology_files(workspace)):
        for triple in record.document.triples:
            subject, said = value(triple.subject), triple.object
            names.add(subject)
            if triple.predicate.value == _TYPE and value(said) == _JOINING:
                joining.add(subject)
            if triple.predicate.value == _LABEL and isinstance(said, ox.Literal):
                titles[subject][said.language or ""] = said.value
    return Terms(frozenset(names), frozenset(joining), dict(titles))
