"""The graph: what all files of the dataset say together, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import SourceError, SourceErrors
from kg.files import read_text
from kg.graph.workspace import DataFile, Workspace, data_files
from kg.names import DECISIONS_GRAPH, DERIVED_GRAPH, ID, PREFIXES, REGISTRY_GRAPH
from kg.rdf import turtle

if TYPE_CHECKING:
    import rdflib


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


class Dataset(NamedTuple):
    """Quads with literals as written, and the language tags that were written in capitals."""

    quads: list[ox.Quad]
    tags: dict[tuple[str, str], str]


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


def in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> list[ox.Quad]:
    """Return *triples* as quads of *graph*."""
    return [ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples]


def is_derived(quad: ox.Quad) -> bool:
    """Tell whether a quad was derived and not asserted."""
    return bool(quad.graph_name == ox.NamedNode(DERIVED_GRAPH))


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Return an rdflib Dataset whose default graph is the union of its graphs, literals as written.

    The terms are handed over one by one, so nothing is parsed a second time.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    terms: dict[object, rdflib.term.Node] = {}

    def node(term: object) -> rdflib.term.Node:
        if term not in terms:
            terms[term] = _rdflib_term(term)
        return terms[term]

    for quad in quads:
        name = quad.graph_name
        default = isinstance(name, ox.DefaultGraph)
        target = dataset.default_graph if default else dataset.graph(turtle.value(name))
        target.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return dataset


def from_rdflib(triple: tuple[rdflib.term.Node, ...]) -> ox.Triple:
    """Return an rdflib triple in the terms of the engine."""
    subject, predicate, value = (_own_term(term) for term in triple[:3])
    return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # rdflib has checked positions


def _own_term(term: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(
        str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None
    )


def _rdflib_term(term: object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == PREFIXES["xsd"] + "string":
        return rdflib.Literal(term.value)
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
