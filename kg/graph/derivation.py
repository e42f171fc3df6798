"""Derivation: what follows from the claims, by the numbered rules of ontology/rules.

The rules are SPARQL CONSTRUCT files, run in the order of their names over everything known so far.
Between the rules 0x (names and dates of things) and the rest, four time bounds are worked out for
every claim in Python, because SPARQL engines disagree on dates of different precision.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import edtf, worker
from kg.errors import QueryError, SourceError
from kg.files import read_text
from kg.graph.workspace import Workspace, rule_files
from kg.names import DERIVED_GRAPH, PC, PREFIXES, shorten
from kg.rdf import sparql
from kg.rdf.dataset import in_graph
from kg.rdf.store import LocalStore, Results

_GRAPH: Final = ox.NamedNode(DERIVED_GRAPH)
_DATE: Final = ox.NamedNode(PREFIXES["xsd"] + "date")
_BOUNDS: Final = [
    ox.NamedNode(PC + name) for name in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
]
_DATES: Final = """
SELECT ?claim ?when ?attested ?contextWhen WHERE {
  ?class rdfs:subClassOf* pc:Claim . ?claim a ?class .
  OPTIONAL { ?claim pc:when|pc:period ?when }
  OPTIONAL { ?claim pc:attested ?attested }
  OPTIONAL { ?claim pc:context/pc:when ?contextWhen }
}"""


_MAY_LEAD_OUT: Final = re.compile(r"service|load|\\u", re.IGNORECASE)


def derive(store: LocalStore, workspace: Workspace) -> list[ox.Quad]:
    """Add to *store* what follows by the rules of *workspace*; return the derived quads, sorted.

    Raises QueryError where a rule is no SPARQL CONSTRUCT, SourceError where a claim has no real
    date.
    """
    files = rule_files(workspace)
    before = [file for file in files if file.name < "1"]
    derived = _run(store, before, workspace)
    derived |= _added(store, claim_bounds(store))
    derived |= _run(store, files[len(before) :], workspace)
    return sorted(derived, key=str)


def construct(store: LocalStore, rule: Path, *, name: str) -> list[ox.Triple]:
    """Return the triples that one rule file constructs.

    Raises QueryError where it is no CONSTRUCT query, or would ask another server.
    """
    results = ask_rule(store, read_text(rule, name=name), file=name)
    if not isinstance(results, ox.QueryTriples):
        raise QueryError("a rule must be a CONSTRUCT query.", file=name)
    return list(results)


def claim_bounds(store: LocalStore) -> list[ox.Triple]:
    """Return four triples for each claim: the days between which it began and ended to hold.

    A participation without a date of its own takes the dates of its context.
    """
    found: dict[str, set[edtf.Bounds]] = {}
    for claim, when, attested, context_when in store.rows(_DATES):
        assert claim is not None  # the query binds it
        try:
            found.setdefault(claim, set()).add(edtf.bounds(when or context_when, attested))
        except ValueError as error:
            raise SourceError(f"{shorten(claim)}: {error}. Run kg check for the line.") from error
    return [
        ox.Triple(ox.NamedNode(claim), name, ox.Literal(day, datatype=_DATE))
        for claim, several in found.items()
        for name, day in zip(_BOUNDS, edtf.hull(list(several)), strict=True)
    ]


def _run(store: LocalStore, files: list[Path], workspace: Workspace) -> set[ox.Quad]:
    """Run the rules of *files* one after the other, each over what the earlier ones have added."""
    derived: set[ox.Quad] = set()
    for file in files:
        name = workspace.name(file)
        with worker.watch(name):
            derived |= _added(store, construct(store, file, name=name))
    return derived


def _added(store: LocalStore, triples: list[ox.Triple]) -> set[ox.Quad]:
    quads = in_graph(triples, _GRAPH)
    store.add(quads)
    return set(quads)


def ask_rule(store: LocalStore, text: str, *, file: str) -> Results:
    """Return what *store* answers to the rule of a file.

    Raises QueryError, with the place in *file*, where it is no SPARQL, or would ask another server.
    """
    if _MAY_LEAD_OUT.search(text):  # reading it token by token takes longer than answering it
        _refuse_outward(text, file)
    try:
        return store.query(text)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+)", str(error))
        line, column = map(int, place.groups()) if place else (None, None)
        message = "not SPARQL. Correct the rule at this place."
        raise QueryError(message, file=file, line=line, column=column) from error


def _refuse_outward(text: str, file: str) -> None:
    try:
        sparql.inspect(text)
    except QueryError as error:
        error.file = file
        raise
