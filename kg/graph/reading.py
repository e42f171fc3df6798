"""The graph: what all files of the dataset say together, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import SourceError, SourceErrors
from kg.files import read_text
from kg.graph.workspace import DataFile, Workspace, data_files
from kg.names import DECISIONS_GRAPH, DERIVED_GRAPH, ID, REGISTRY_GRAPH
from kg.rdf import turtle
from kg.rdf.dataset import Dataset, in_graph


class Record(NamedTuple):
    """One file of the workspace: its text, for line numbers, and what it says."""

    file: DataFile
    name: str
    text: str
    document: turtle.Document

    @property
    def in_ontology(self) -> bool:
        """Tell whether the file describes terms and not things."""
        return self.name.startswith("ontology/")


def read(workspace: Workspace, *, scope: str = "all") -> list[Record]:
    """Return every file of the dataset with its content, in a fixed order.

    The registry is shared: in the scope *core* it is as large as what the core documents reach.
    Raises SourceErrors that list every file that cannot be read.
    """
    files = data_files(workspace, scope=scope)
    return read_files(workspace, files) if scope == "all" else _read_reached(workspace, files)


def read_files(workspace: Workspace, files: Iterable[DataFile]) -> list[Record]:
    """Return *files* of the dataset with their content.

    Raises SourceErrors that list every file that cannot be read.
    """
    records: list[Record] = []
    errors: list[SourceError] = []
    for file in files:
        name = workspace.name(file.path)
        try:
            text = read_text(file.path, name=name)
            records.append(Record(file, name, text, turtle.read(text, name=name)))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(errors)
    return records


def _read_reached(workspace: Workspace, files: list[DataFile]) -> list[Record]:
    """Return the *files* without the things that none of the documents leads to.

    Decisions about such things are left out too: they cannot change what the documents say.
    """
    things = {ID + file.path.stem: file for file in files if file.graph == REGISTRY_GRAPH}
    records = read_files(workspace, [file for file in files if file.graph != REGISTRY_GRAPH])
    new = [each for each in records if not each.in_ontology and each.file.graph != DECISIONS_GRAPH]
    while new:
        named = {value for record in new for value in _named(record.document)}
        new = read_files(workspace, [things.pop(iri) for iri in sorted(named & things.keys())])
        records += new
    known = {turtle.value(each.subject) for record in records for each in record.document.triples}
    places = {file.path: place for place, file in enumerate(files)}
    kept = (
        _about(record, known) if record.file.graph == DECISIONS_GRAPH else record
        for record in records
    )
    return sorted(
        (record for record in kept if record is not None),
        key=lambda record: places[record.file.path],
    )


def _about(record: Record, known: Set[str]) -> Record | None:
    """Return a record without the nodes that speak of things other than the *known* ones.

    None stands for a record of which nothing is left: that is not an empty file.
    """
    triples = record.document.triples
    named = ((each.subject, turtle.value(each.object)) for each in triples)
    out = {subject for subject, value in named if value.startswith(ID) and value not in known}
    kept = [each for each in triples if each.subject not in out]
    if triples and not kept:
        return None
    return record._replace(document=record.document._replace(triples=kept))


def _named(document: turtle.Document) -> Iterator[str]:
    """Yield what a document speaks of, and what it leads to."""
    for triple in document.triples:
        yield turtle.value(triple.subject)
        yield turtle.value(triple.object)


def as_dataset(records: list[Record]) -> Dataset:
    """Return what the records assert, each file in its named graph."""
    dataset = Dataset([], {})
    for record in records:
        graph = ox.NamedNode(record.file.graph)
        dataset.quads.extend(in_graph(record.document.triples, graph))
        dataset.tags.update(record.document.tags)
    return dataset


def is_derived(quad: ox.Quad) -> bool:
    """Tell whether a quad was derived and not asserted."""
    return bool(quad.graph_name == ox.NamedNode(DERIVED_GRAPH))
