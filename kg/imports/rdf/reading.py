"""RDF files as an import takes them: own terms as they are, foreign ones as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.additions.records import Own
from kg.errors import Finding, NotFound, SourceError
from kg.imports.meaning.columns import Column, Layout
from kg.imports.meaning.known import Background
from kg.imports.rdf.own_triples import NameLines, Sorting, is_own
from kg.imports.rdf.rows import Foreign, RdfRow
from kg.imports.rows.headers import Table
from kg.imports.sheets.cells import Row, Sheet
from kg.names import DERIVED_GRAPH, META_GRAPH, ONTOLOGY_GRAPH, expand, shorten
from kg.rdf import readers
from kg.rdf.turtle import value

_FIELDS: Final = (
    *("name", "name_cs", "aliases", "homepage", "same_as", "parent", "context"),
    *("body", "country", "role", "since", "until", "place"),
)
_ENDS: Final = (expand("pc:agent"), expand("pc:context"))


def find_rdf(path: Path, known: Background) -> tuple[list[Table], Own, list[Finding]]:
    """Return what is taken of an RDF file: rows in tables, triples as they are, and what is wrong.

    Raises SourceError where the file cannot be read, or says nothing that can be taken, NotFound
    where it says nothing at all.
    """
    text = readers.read_rdf_text(path)._replace(name=path.name)
    dataset = readers.parse(text)
    if not dataset.quads:
        raise NotFound("0 triples. The file says nothing.", file=path.name)
    place = NameLines(path.name, text.text)
    triples = _news(dataset.quads, known)
    claimed = _claimed(triples)
    as_they_are = [
        each for each in triples if is_own(each) and each.predicate.value not in known.derived
    ]
    sorting = Sorting(as_they_are, dataset.tags, known, place)
    own = sorting.own()
    sorting.vet(known.vocabulary)
    taken = set(as_they_are)
    others = [
        each
        for each in triples
        if each not in taken and (value(each.subject), value(each.object)) not in claimed
    ]
    foreign = Foreign(others, known.matches)
    rows = list(foreign.rows())
    if triples and not (rows or as_they_are):
        step = "kg import --help lists the vocabularies."
        raise SourceError(f"nothing in it is in terms that kg knows. {step}", file=path.name)
    tables = _tables(rows, path.name, place)
    return tables, own, [*sorting.findings, *_left(foreign, place)]


def _news(quads: Sequence[ox.Quad], known: Background) -> list[ox.Triple]:
    """Return what the graph does not say yet, asserted or derived, without its own vocabulary."""
    others = {ox.NamedNode(name) for name in (DERIVED_GRAPH, META_GRAPH, ONTOLOGY_GRAPH)}
    triples = dict.fromkeys(quad.triple for quad in quads if quad.graph_name not in others)
    return [
        each
        for each in triples
        if each not in known.said and value(each.subject) not in known.vocabulary.terms
    ]


def _claimed(triples: Sequence[ox.Triple]) -> set[tuple[str, str]]:
    """Return who takes part in what by the claims of a file: what is derived of them is no news."""
    ends: dict[str, dict[str, str]] = {}
    for each in triples:
        if each.predicate.value in _ENDS:
            ends.setdefault(value(each.subject), {})[each.predicate.value] = value(each.object)
    agent, context = _ENDS
    return {(said[agent], said[context]) for said in ends.values() if len(said) == len(_ENDS)}


def _tables(rows: Sequence[RdfRow], file: str, place: NameLines) -> list[Table]:
    """Return rows as tables, one for each kind, numbered by the lines of the file."""
    columns = tuple(Column(at, field, field) for at, field in enumerate(_FIELDS))
    tables = []
    for kind in dict.fromkeys(row.kind for row in rows):
        layout = Layout(kind, columns, (), lettered=False)
        numbered = [
            Row(place.lines.get(row.node, 1), tuple(row.cells.get(field, "") for field in _FIELDS))
            for row in rows
            if row.kind == kind
        ]
        tables.append(Table(Sheet(file, None, tuple(numbered)), layout, numbered))
    return tables


def _left(foreign: Foreign, place: NameLines) -> list[Finding]:
    """Return what is said of statements that are not taken; persons are named as such."""
    findings = []
    for name, nodes in foreign.left().items():
        known = name in foreign.persons
        reason = "persons are no things of the graph" if known else "no term of ours"
        times = "once" if len(nodes) == 1 else f"{len(nodes):,} times"
        message = f"{shorten(name)} ({times}) is not taken: {reason}."
        findings.append(place.finding(message, nodes[0], name, severity="info", rule="not-taken"))
    return findings
