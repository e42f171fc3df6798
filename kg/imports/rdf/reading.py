"""RDF files as an import takes them: own terms as they are, those of others as records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.additions.records import NewClaim, Own
from kg.errors import Finding, NotFound, SourceError
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import CellPlace, Mentions
from kg.imports.rdf.account import Account
from kg.imports.rdf.foreign import read_foreign
from kg.imports.rdf.formats import read_format
from kg.imports.rdf.nodes import Nodes
from kg.imports.rdf.own_triples import NameLines, Sorting, is_own
from kg.imports.rdf.vocabulary import read_vocabulary, with_matches
from kg.names import BASE, DERIVED_GRAPH, META_GRAPH, ONTOLOGY_GRAPH, expand
from kg.rdf import readers
from kg.rdf.dataset import Dataset, in_graph
from kg.rdf.recovery import Broken
from kg.rdf.turtle import value

_ENDS: Final = (expand("pc:agent"), expand("pc:context"))


class GraphRead(NamedTuple):
    """What an RDF file says: claims of others' terms, own triples, findings, and its records.

    The things that the claims name are those of the mentions. *records* were found in the terms
    of others, of which *held* are held back.
    """

    statements: tuple[NewClaim, ...]
    own: Own | None
    findings: tuple[Finding, ...]
    records: int
    held: int


def read_graph(
    path: Path,
    known: Background,
    mentions: Mentions,
    source: str,
    *,
    base: str | None = None,
) -> GraphRead:
    """Return what is taken of an RDF file; *source* is the key of the document that it is.

    Raises SourceError where the file cannot be read, or says nothing that can be taken, NotFound
    where it says nothing at all.
    """
    dataset, broken, place = _read(path, base)
    if not dataset.quads:
        raise NotFound("0 triples. The file says nothing.", file=path.name)
    tags, triples = dataset.tags, _news(dataset.quads, known)
    del dataset  # of a large file each of its forms takes a hundred megabytes
    ours = [each for each in triples if is_own(each) and each.predicate.value not in known.derived]
    own, found = _own(ours, tags, known, place)
    wrong = {each.thing for each in found}
    account = _account(_others(triples, ours), known, place, source)
    says_something = bool(triples)
    del triples
    read = read_foreign(account, mentions)
    if says_something and not (read.records or ours):
        step = "kg import --help lists the vocabularies."
        raise SourceError(f"nothing in it is in terms that kg knows. {step}", file=path.name)
    return GraphRead(
        read.statements,
        own,
        (*(_broken(each, path.name) for each in broken), *found, *read.findings),
        read.records + len(wrong) + len(broken),
        read.held + len(wrong) + len(broken),
    )


def _others(triples: list[ox.Triple], ours: Sequence[ox.Triple]) -> list[ox.Triple]:
    """Return what is not in own terms, and does not follow from claims that are."""
    claimed = _claimed(triples)
    if not ours and not claimed:
        return triples
    mine = frozenset(ours)
    return [
        each
        for each in triples
        if each not in mine and (value(each.subject), value(each.object)) not in claimed
    ]


def _read(path: Path, base: str | None) -> tuple[Dataset, list[Broken], NameLines]:
    """Return what a file says, what is broken in it, and where its names stand."""
    if found := read_format(path):
        quads = in_graph(found.said.triples, ox.DefaultGraph())
        return Dataset(quads, {}), [], NameLines(path.name, found.text, found.said.names)
    text = readers.read_rdf_text(path)._replace(name=path.name)
    dataset, broken = readers.parse_sound(text, base=base)
    return dataset, broken, NameLines(path.name, text.text)


def _broken(piece: Broken, file: str) -> Finding:
    message = f"this statement is held back: {piece.message}. Correct the text at this place."
    return Finding(file, piece.line, "error", "broken", None, message)


def _own(
    triples: Sequence[ox.Triple],
    tags: dict[tuple[str, str], str],
    known: Background,
    place: NameLines,
) -> tuple[Own, list[Finding]]:
    """Return what is in own terms and sound, and what is wrong with the rest.

    What is wrong with a subject holds it back, with all that stands on it.
    """
    findings: dict[Finding, None] = {}
    while True:
        sorting = Sorting(triples, tags, known, place)
        own = sorting.own()
        sorting.vet(known.vocabulary)
        if not sorting.findings:
            return own, list(findings)
        findings |= dict.fromkeys(sorting.findings)
        wrong = {each.thing for each in sorting.findings}
        triples = [each for each in triples if value(each.subject) not in wrong]


def _account(
    triples: Sequence[ox.Triple], known: Background, place: NameLines, source: str
) -> Account:
    vocabulary = read_vocabulary()
    nodes = Nodes(triples, vocabulary, with_matches(vocabulary, known.matches))

    def stands(node: str) -> CellPlace:
        return CellPlace(place.file, place.line(node, nodes), None)

    return Account(nodes, known, stands, place.line_of, source)


def _news(quads: Sequence[ox.Quad], known: Background) -> list[ox.Triple]:
    """Return what the graph does not say yet, asserted or derived, without its own vocabulary."""
    others = {ox.NamedNode(name) for name in (DERIVED_GRAPH, META_GRAPH, ONTOLOGY_GRAPH)}
    triples = dict.fromkeys(quad.triple for quad in quads if quad.graph_name not in others)
    if not any(_is_near(each) for each in triples):
        return list(triples)
    said = known.said()
    return [
        each
        for each in triples
        if each not in said and value(each.subject) not in known.vocabulary.terms
    ]


def _is_near(triple: ox.Triple) -> bool:
    """Tell whether a triple names anything of ours, so that the graph may say it already."""
    return any(value(each).startswith(BASE) for each in (triple.subject, triple.predicate)) or (
        isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(BASE)
    )


def _claimed(triples: Sequence[ox.Triple]) -> set[tuple[str, str]]:
    """Return who takes part in what by the claims of a file: what is derived of them is no news."""
    ends: dict[str, dict[str, str]] = {}
    for each in triples:
        if each.predicate.value in _ENDS:
            ends.setdefault(value(each.subject), {})[each.predicate.value] = value(each.object)
    agent, context = _ENDS
    return {(said[agent], said[context]) for said in ends.values() if len(said) == len(_ENDS)}
