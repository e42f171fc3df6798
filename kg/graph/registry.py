"""The registry: which things exist, of which class and kind, under which English name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.files import read_text
from kg.graph.reading import Record
from kg.graph.workspace import Workspace, registry_files
from kg.names import REGISTRY_GRAPH, expand, shorten
from kg.rdf import turtle

AREAS: Final = {"pc:Country": "country", "pc:SubNationalArea": "subnational-area"}
_KINDS: Final = (expand("org:classification"), expand("pc:kind"))
_PREFERRED: Final = expand("skos:prefLabel")
_NAMES: Final = (_PREFERRED, expand("skos:altLabel"))


class Entry(NamedTuple):
    """A thing: its class (``pc:Event``), its kind (``visit``), its English name, all its names.

    Areas, which have no kind of their own, are ``country`` and ``subnational-area``.
    """

    type: str
    kind: str
    name: str
    names: frozenset[str] = frozenset()

    @property
    def is_area(self) -> bool:
        """Tell whether the thing is a country or lies in one."""
        return self.type in AREAS


Registry = dict[str, Entry]  # by key


def read_registry(workspace: Workspace) -> Registry:
    """Return the things of a workspace. Raises SourceError where a file cannot be read."""
    found = {}
    for file in registry_files(workspace):
        name = workspace.name(file.path)
        triples = turtle.read(read_text(file.path, name=name), name=name).triples
        found[file.path.stem] = _entry(triples)
    return found


def as_registry(records: Iterable[Record]) -> Registry:
    """Return the things of a workspace of which the files have been read."""
    files = (each for each in records if each.file.graph == REGISTRY_GRAPH)
    return {each.file.path.stem: _entry(each.document.triples) for each in files}


def _entry(triples: Iterable[ox.Triple]) -> Entry:
    kind, name, sort = "", "", ""
    names = set()
    for triple in triples:
        value = triple.object
        if triple.predicate.value == expand("rdf:type"):
            sort = shorten(turtle.value(value))
        elif triple.predicate.value in _KINDS:
            kind = shorten(turtle.value(value)).removeprefix("kind:")
        elif triple.predicate.value in _NAMES and isinstance(value, ox.Literal):
            names.add(value.value)
            if triple.predicate.value == _PREFERRED and value.language == "en":
                name = value.value
    return Entry(sort, AREAS.get(sort) or kind, name, frozenset(names))
