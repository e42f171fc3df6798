"""A store of one graph: all triples together, for a question that names no graph.

Half the work of a store that keeps both the named graphs and their union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.rdf.store import PLAIN_CONSTRUCT, LocalStore, Over, Results

_ALL: Final = ox.DefaultGraph()


class FlatStore(LocalStore):
    """A store in memory that knows no graphs: what is put into one is put into the only one."""

    def __init__(self) -> None:
        super().__init__(ox.Store())

    def load(self, data: bytes) -> None:
        """Read a Turtle file. Raises SyntaxError where it is none."""
        self._store.bulk_load(data, format=ox.RdfFormat.TURTLE)

    def add(self, quads: Iterable[ox.Quad], *, union: bool = True) -> None:
        """Put the triples of *quads* into the store."""
        self._store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in quads)

    def replace(self, quad: ox.Quad, target: ox.NamedNode, noted: ox.NamedNode) -> None:
        """Let a triple lead to another *target*, and note by a triple to which it led."""
        self._store.remove(quad)
        self._store.add(ox.Quad(quad.subject, quad.predicate, target))
        self._store.add(ox.Quad(quad.subject, noted, quad.object))

    def holds(self, quad: ox.Quad) -> bool:
        """Tell whether a triple is in the store."""
        return quad in self._store

    def found(
        self, predicate: ox.NamedNode | None = None, target: ox.NamedNode | None = None
    ) -> list[ox.Quad]:
        """Return the triples of a predicate, or those that lead to something."""
        return list(self._store.quads_for_pattern(None, predicate, target, _ALL))

    def quads(self, graph: ox.NamedNode) -> list[ox.Quad]:
        """Return no quads: no graph has a name here."""
        return []

    def insert(self, construct: str, *graphs: ox.NamedNode) -> bool:
        """Put what a CONSTRUCT query makes into the store; tell whether that was possible."""
        plain_form = PLAIN_CONSTRUCT.search(construct)
        if plain_form is None:
            return False
        insertion = f"{construct[: plain_form.start()]}INSERT {{ {plain_form[1]} }} WHERE {{"
        try:
            self._store.update(insertion + construct[plain_form.end() :], prefixes=PREFIXES)
        except (SyntaxError, RuntimeError):  # asked as it is written, it will say what is wrong
            return False
        return True

    def _ask(
        self, text: str, over: Over, unknown: dict[ox.NamedNode, Callable[..., None]]
    ) -> Results:
        options: dict[str, Any] = {"prefixes": PREFIXES, "custom_functions": unknown or None}
        return self._store.query(text, **options)
