"""Records of other formats as statements in the terms that are understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import pyoxigraph as ox

from kg.imports.rdf.vocabulary import iri_of
from kg.names import expand

_TYPE: Final = ox.NamedNode(expand("rdf:type"))
_PLAIN: Final = (str, int, float, bool)


class Converted(NamedTuple):
    """What a file of another format says: statements, and how its nodes are called in it."""

    triples: list[ox.Triple]
    names: Mapping[str, str]


class Converter:
    """Collects statements; what has no term keeps its own word, so that it is counted."""

    def __init__(self, scheme: str) -> None:
        """*scheme* names the format, in the words that are counted: ``popolo:image``."""
        self._scheme = scheme
        self.triples: list[ox.Triple] = []
        self.names: dict[str, str] = {}
        self._blank = 0

    def node(self, identifier: object, *, web: bool = False) -> ox.NamedNode:
        """Return the node of an identifier of the file; with *web* an address is itself."""
        text = str(identifier)
        if web and text.startswith(("http://", "https://")):
            return ox.NamedNode(text)
        safe = "".join(each if each.isalnum() or each in "-._:" else "_" for each in text)
        made = ox.NamedNode(f"{self._scheme}:{safe}")
        if self.names.setdefault(made.value, text) != text:  # two that differ in odd characters
            made = ox.NamedNode(f"{self._scheme}:{safe}.{text.encode().hex()}")
            self.names[made.value] = text
        return made

    def blank(self) -> ox.BlankNode:
        """Return a node without a name."""
        self._blank += 1
        return ox.BlankNode(f"n{self._blank}")

    def be(self, node: ox.NamedNode | ox.BlankNode, *classes: str) -> None:
        """Say what a node is."""
        self.triples += [ox.Triple(node, _TYPE, ox.NamedNode(iri_of(name))) for name in classes]

    def add(
        self,
        node: ox.NamedNode | ox.BlankNode,
        term: str,
        value: object,
        lang: str | None = None,
    ) -> None:
        """Say something of a node by a known term; an empty value says nothing."""
        if isinstance(value, ox.NamedNode | ox.BlankNode):
            said: ox.NamedNode | ox.BlankNode | ox.Literal = value
        elif value in (None, "") or not isinstance(value, _PLAIN):
            return
        else:
            said = ox.Literal(str(value), language=lang) if lang else ox.Literal(str(value))
        self.triples.append(ox.Triple(node, ox.NamedNode(iri_of(term)), said))

    def leave(self, node: ox.NamedNode | ox.BlankNode, word: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Keep what has no term under the word of the file, one statement for each value."""
        if isinstance(value, dict):
            for name, inner in value.items():
                self.leave(node, f"{word}.{name}", inner)
        elif isinstance(value, list):
            for inner in value:
                self.leave(node, word, inner)
        elif value not in (None, ""):
            safe = "".join(each if each.isalnum() or each in "-._" else "_" for each in word)
            term = ox.NamedNode(f"{self._scheme}:{safe}")
            self.triples.append(ox.Triple(node, term, ox.Literal(str(value))))

    def done(self) -> Converted:
        """Return all that was said."""
        return Converted(self.triples, self.names)
