"""The library: the graph of a workspace as a reader of documents needs it, read once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.graph import reading as graph
from kg.graph.reading import Record
from kg.graph.registry import Registry, as_registry
from kg.graph.workspace import Workspace
from kg.imports.meaning.known import Background, read_background
from kg.names import CLAIM, SRC, expand
from kg.rdf import store
from kg.rdf.store import LocalStore
from kg.rdf.turtle import value
from kg.reading.mentions.lexicon import Lexicon, read_names


class Library(NamedTuple):
    """A workspace with its files, a store of them, its names, and what imports match against."""

    workspace: Workspace
    records: list[Record]
    registry: Registry
    memory: LocalStore
    lexicon: Lexicon
    background: Background

    def source_of(self, digest: str) -> str | None:
        """Return the key of the document whose text has a digest, or None."""
        return self._source_by("pc:documentDigest", digest)

    def source_at(self, address: str) -> str | None:
        """Return the key of a document of that address whose text is held, or None."""
        return self._source_by("schema:url", address)

    def says(self, source: str, claim: str) -> bool:
        """Tell whether a document makes a claim."""
        wanted = CLAIM + claim
        return any(
            value(triple.subject) == wanted
            for record in self.records
            if record.file.graph == SRC + source
            for triple in record.document.triples
        )

    def _source_by(self, name: str, text: str) -> str | None:
        wanted = expand(name)
        for record in self.records:
            if record.file.graph.startswith(SRC):
                for triple in record.document.triples:
                    if triple.predicate.value == wanted and value(triple.object) == text:
                        return record.file.path.stem
        return None


def open_library(workspace: Workspace) -> Library:
    """Return the library of a workspace. Raises SourceErrors where a file cannot be read."""
    return make_library(workspace, graph.read(workspace))


def make_library(workspace: Workspace, records: Iterable[Record]) -> Library:
    """Return the library of files that have been read."""
    records = list(records)
    memory = store.in_memory(graph.as_dataset(records).quads)
    return Library(
        workspace,
        records,
        as_registry(records),
        memory,
        read_names(memory),
        read_background(records),
    )
