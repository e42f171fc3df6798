"""Checking: does the passage of each proposal name what it claims? As `kg verify` asks it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from kg.additions import plan as ledger
from kg.additions.records import NewClaim
from kg.evidence import passages, support
from kg.names import CLAIM, REGISTRY_GRAPH, SRC, expand
from kg.rdf import store, turtle
from kg.rdf.store import LocalStore
from kg.rdf.turtle import value
from kg.reading.library import Library
from kg.reading.outcome.proposals import Proposal, Proposed
from kg.reading.outcome.records import Writer, without_lonely

_PREDICATE: Final = expand("rdf:predicate")


def check(library: Library, proposed: Proposed) -> Proposed:
    """Return proposals of which every passage names both ends; others are widened or left out.

    A passage that is too short is read as its whole sentence.
    """
    memory = _named_only(library, proposed)
    silent = _silent(library, proposed, memory)
    if not silent:
        return proposed
    widened = [
        _widened(proposed, each) if each.number in silent else each for each in proposed.proposals
    ]
    proposed = proposed._replace(proposals=widened)
    still = _silent(library, proposed, memory)
    kept = [each for each in widened if each.number not in still]
    return proposed._replace(proposals=kept)


def silent(library: Library, proposed: Proposed) -> dict[int, str]:
    """Return proposals whose passage does not name what they claim, by number, and what lacks."""
    return _silent(library, proposed, _named_only(library, proposed))


def _named_only(library: Library, proposed: Proposed) -> LocalStore:
    """Return a store of what things are called, and of what the document says already."""
    labels = {expand(f"skos:{name}") for name in ("altLabel", "hiddenLabel", "prefLabel")}
    own = SRC + proposed.source.key
    quads = []
    for record in library.records:
        graph = ox.NamedNode(record.file.graph)
        triples = record.document.triples
        if record.file.graph.startswith(SRC) and record.file.graph != own:
            naming = {
                each.subject
                for each in triples
                if each.predicate.value == _PREDICATE and value(each.object) in labels
            }
            triples = [each for each in triples if each.subject in naming]
        quads += [_quad(each, graph) for each in triples]
    return store.in_memory(quads)


def _widened(proposed: Proposed, proposal: Proposal) -> Proposal:
    relation = proposal.relation
    start, end = relation.start, relation.end
    for sentence in proposed.reading.outline.sentences:
        if sentence.start < relation.end and relation.start < sentence.end:
            start, end = min(start, sentence.start), max(end, sentence.end)
    ends = [each for each in (relation.agent_at, relation.context_at, relation.date_at) if each]
    further = [each for each in ends if not (start <= each[0] and each[1] <= end)]
    read_with = tuple(dict.fromkeys((*relation.read_with, *further)))
    return proposal._replace(relation=relation._replace(start=start, end=end, read_with=read_with))


def _quad(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _silent(library: Library, proposed: Proposed, memory: LocalStore) -> dict[int, str]:
    """Return the numbers of the proposals whose passage lacks something, and what."""
    chosen = without_lonely(proposed.proposals, proposed)
    writer = Writer(library, proposed)
    records = writer.records(chosen)
    plan = ledger.plan(library.workspace, records)
    quads = []
    for change in plan.changes:
        inside = change.path.parent.parent.name == "registry"
        home = ox.NamedNode(REGISTRY_GRAPH if inside else SRC + change.path.stem)
        document = turtle.read(change.after.decode(), name=change.path.name)
        quads += [_quad(each, home) for each in document.triples]
    memory.add(quads)
    document_iri = SRC + proposed.source.key
    pieces: dict[str, list[passages.Piece]] = defaultdict(list)
    numbers: dict[str, set[int]] = defaultdict(set)
    for name, number, said in zip(plan.names, writer.of, records.statements, strict=True):
        numbers[name].add(number)
        pieces[name] += [passages.cut(proposed.page.text, *place) for place in _places(said)]
    heard = support.hear(
        memory,
        {
            (document_iri, CLAIM + name): passages.join(dict.fromkeys(several))
            for name, several in pieces.items()
        },
    )
    found: dict[int, str] = {}
    for each in heard:
        if each.state == support.SILENT:
            for number in numbers[each.claim.partition(":")[2]]:
                found[number] = each.sentence.en
    found.pop(0, None)
    return found


def _places(said: NewClaim) -> list[tuple[int, int]]:
    if said.passage is None:
        return []
    here = said.passage
    return [(here.start, here.end), *((each.start, each.end) for each in here.read_with)]
