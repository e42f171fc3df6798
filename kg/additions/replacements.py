"""What an import changes beside its records: edits of what is said, and triples as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.additions.records import Origin
from kg.names import shorten
from kg.rdf import turtle


class Edit(NamedTuple):
    """What is to be said of a subject in the place of what was said, by one property (IRIs)."""

    subject: str
    predicate: str
    old: frozenset[ox.NamedNode | ox.Literal]
    new: frozenset[ox.NamedNode | ox.Literal]
    origin: Origin | None = None

    def __str__(self) -> str:
        said = [", ".join(sorted(map(turtle.value, each))) or "—" for each in (self.old, self.new)]
        return f"{shorten(self.subject)}: {shorten(self.predicate)}: {said[0]} → {said[1]}"


class Own(NamedTuple):
    """Triples in the terms of the project, taken as they are: of things and of documents by key.

    *folders* are the folders of things that are new; *claims* are described in the documents;
    *tags* as in `kg.rdf.turtle`.
    """

    things: Mapping[str, frozenset[ox.Triple]]
    sources: Mapping[str, frozenset[ox.Triple]]
    folders: Mapping[str, str]
    claims: tuple[str, ...]
    tags: turtle.Tags


class Further(NamedTuple):
    """What changes beside records: edits of what is said, and triples in own terms."""

    edits: tuple[Edit, ...] = ()
    own: tuple[Own, ...] = ()
