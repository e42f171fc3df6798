"""Derivation: what follows from the claims, by the numbered rules of ontology/rules.

The rules are SPARQL CONSTRUCT files, run in the order of their names over everything known so far.
Between the rules 0x (names and dates of things) and the rest, four time bounds are worked out for
every claim in Python, because SPARQL engines disagree on dates of different precision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from kg import edtf, worker
from kg.errors import QueryError, SourceError
from kg.files import read_text
from kg.graph.offices import Term, end_terms
from kg.graph.workspace import Workspace, rule_files
from kg.names import BOUNDS, DERIVED_GRAPH, PC, PREFIXES, shorten
from kg.rdf import sparql
from kg.rdf.dataset import in_graph
from kg.rdf.store import HIDDEN, LocalStore, Results, Row

_GRAPH: Final = ox.NamedNode(DERIVED_GRAPH)
_DATE: Final = ox.NamedNode(PREFIXES["xsd"] + "date")
_BOUNDS: Final = [ox.NamedNode(PC + name) for name in BOUNDS[:4]]
_DATES: Final = """
SELECT ?claim ?when ?attested ?contextWhen WHERE {
  ?class rdfs:subClassOf* pc:Claim . ?claim a ?class .
  OPTIONAL { ?claim pc:when|pc:period ?when }
  OPTIONAL { ?claim pc:attested ?attested }
  OPTIONAL { ?claim pc:context/pc:when ?contextWhen }
}"""

# What the bounds of a claim are made of, as a rule, for `kg.graph.dependence`. Who shares an office
# is not in it: `office_holders` tells.
BOUNDS_RULE: Final = """
CONSTRUCT {
  ?claim pc:earliestStart ?day ; pc:latestStart ?day ; pc:earliestEnd ?day ; pc:latestEnd ?day ;
    pc:presumedUntil ?day
}
WHERE {
  VALUES ?property { schema:foundingDate schema:dissolutionDate }
  ?claim a ?class .
  OPTIONAL { ?claim pc:when|pc:period|pc:attested|pc:agent|pc:context|pc:role|pc:status ?day }
  OPTIONAL { ?claim pc:context/pc:when ?day }
  OPTIONAL { ?class rdfs:subClassOf* ?above }
  OPTIONAL { ?claim pc:role/pc:heldByOne ?day }
  OPTIONAL {
    ?claim pc:agent|pc:context ?thing .
    ?life rdf:subject ?thing ; rdf:predicate ?property ; rdf:object|pc:status ?day
  }
}"""

# Who held, or holds, an office that one body holds at a time.
_OFFICES: Final = """
SELECT DISTINCT ?claim ?context ?role ?agent WHERE {
  ?role pc:heldByOne true .
  ?claim pc:role ?role ; pc:context ?context ; pc:agent ?agent .
  FILTER NOT EXISTS { ?claim pc:status status:withdrawn }
}"""
_UNTIL: Final = ox.NamedNode(PC + BOUNDS[4])
# When the two ends of a participation began and ceased to exist, each source's word by itself.
_LIVES: Final = """
SELECT DISTINCT ?claim ?thing ?property ?day WHERE {
  VALUES ?property { schema:foundingDate schema:dissolutionDate }
  ?life rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?day .
  FILTER NOT EXISTS { ?life pc:status status:withdrawn }
  ?claim pc:agent|pc:context ?thing .
}"""


_LARGEST: Final = """
SELECT ?thing (COUNT(?claim) AS ?claims) WHERE { ?claim pc:context ?thing }
GROUP BY ?thing ORDER BY DESC(?claims) ?thing LIMIT 1"""
READ_FOR_BOUNDS: Final = (_DATES, _OFFICES, _LIVES)
PACE: Final = 2000  # triples for which a rule has one second more
_MAY_LEAD_OUT: Final = re.compile(r"service|load|\\u", re.IGNORECASE)


def derive(store: LocalStore, workspace: Workspace, *, apart: bool = False) -> list[ox.Quad]:
    """Add to *store* what follows by the rules of *workspace*; return its derived graph, sorted.

    With *apart* what each rule makes stands in a hidden graph of its own too (`part_graph`).
    Raises QueryError where a rule is no SPARQL CONSTRUCT, SourceError where a claim has no real
    date.
    """
    for stage in stages(workspace):
        part = part_graph(stage.name) if apart else None
        if stage.file is not None:
            _run(store, stage.file, workspace, part)
            continue
        bounds = claim_bounds(store)
        store.add(in_graph(bounds, _GRAPH))
        if part is not None:
            store.add(in_graph(bounds, part), union=False)
    return sorted(store.quads(_GRAPH), key=str)


def derive_some(
    store: LocalStore, workspace: Workspace, chosen: Container[str], *, bounds: bool
) -> None:
    """Add to *store* what follows by the rules whose files are *chosen* by name, in their order.

    The four days of each claim are worked out only with *bounds*. Raises what `derive` raises.
    """
    for stage in stages(workspace):
        if stage.file is None and bounds:
            store.add(in_graph(claim_bounds(store), _GRAPH))
        elif stage.file is not None and stage.name in chosen:
            _run(store, stage.file, workspace, None)


class Stage(NamedTuple):
    """A step of the derivation: a rule file, or (None) the bounds of claims."""

    name: str
    file: Path | None


def stages(workspace: Workspace) -> list[Stage]:
    """Return the steps of the derivation in their order."""
    files = [Stage(file.name, file) for file in rule_files(workspace)]
    before = [each for each in files if each.name < "1"]
    return [*before, Stage("bounds", None), *files[len(before) :]]


def part_graph(name: str) -> ox.NamedNode:
    """Return the hidden graph for what one step of the derivation makes."""
    return ox.NamedNode(HIDDEN + quote(name))


def construct(store: LocalStore, rule: Path, *, name: str) -> list[ox.Triple]:
    """Return the triples that one rule file constructs.

    Raises QueryError where it is no CONSTRUCT query, or would ask another server.
    """
    results = ask_rule(store, read_text(rule, name=name), file=name)
    if not isinstance(results, ox.QueryTriples):
        raise QueryError("a rule must be a CONSTRUCT query.", file=name)
    return list(results)


def claim_bounds(store: LocalStore, only: Iterable[ox.NamedNode] | None = None) -> list[ox.Triple]:
    """Return triples for each claim: the days between which it began and ended to hold.

    With *only* for these claims alone, which must be all that share an office or none of them.

    A participation without a date of its own takes the dates of its context, and none holds before
    both its ends existed or after one of them was dissolved.
    """
    found: dict[str, set[edtf.Bounds]] = {}
    rows = _rows_of(store, only)
    for claim, when, attested, context_when in rows(_DATES):
        assert claim is not None  # the query binds it
        try:
            found.setdefault(claim, set()).add(edtf.bounds(when or context_when, attested))
        except ValueError as error:
            raise SourceError(f"{shorten(claim)}: {error}. Run kg check for the line.") from error
    lives = _lives(rows(_LIVES))
    bounds = {
        claim: edtf.within(edtf.hull(list(several)), *lives.get(claim, ()))
        for claim, several in found.items()
    }
    bounds |= _terms(rows(_OFFICES), bounds)
    return [
        ox.Triple(ox.NamedNode(claim), name, ox.Literal(day, datatype=_DATE))
        for claim, limits in bounds.items()
        for name, day in zip((*_BOUNDS, _UNTIL), limits, strict=True)
        if name != _UNTIL or day != edtf.LAST_DAY
    ]


def _rows_of(store: LocalStore, only: Iterable[ox.NamedNode] | None) -> Callable[[str], list[Row]]:
    """Return what answers a query about claims, about *only* some of them."""
    if only is None:
        return store.rows
    clause = f"WHERE {{ VALUES ?claim {{ {' '.join(sorted(map(str, only)))} }}"
    return lambda query: store.rows(query.replace("WHERE {", clause, 1))


def _terms(held: list[Row], bounds: Mapping[str, edtf.Bounds]) -> dict[str, edtf.Bounds]:
    """Return the bounds of claims about offices that one body holds at a time."""
    offices: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for claim, context, role, agent in held:
        if claim is not None and claim in bounds:
            of_it = offices.setdefault((context or "", role or ""), [])
            of_it.append((claim, Term(agent, bounds[claim])))
    found: dict[str, edtf.Bounds] = {}
    for _, several in sorted(offices.items()):  # a claim may be about two, and the last one counts
        claims, terms = zip(*sorted(several, key=str), strict=True)
        found.update(zip(claims, end_terms(terms), strict=True))
    return found


def _lives(rows: list[Row]) -> dict[str, tuple[str, str]]:
    """Return for participations the first and the last day on which both ends existed.

    Where sources give several days, the widest span counts.
    """
    spans: dict[tuple[str, str], tuple[str, str]] = {}
    for claim, thing, about, day in rows:
        assert claim is not None  # the query binds them
        assert thing is not None
        assert day is not None
        with suppress(ValueError):  # `kg check` names a date that is none
            first, last = edtf.days(day)
            born, gone = spans.get((claim, thing), (edtf.LAST_DAY, edtf.FIRST_DAY))
            founded = (about or "").endswith("foundingDate")
            spans[claim, thing] = (min(born, first), gone) if founded else (born, max(gone, last))
    found: dict[str, tuple[str, str]] = {}
    for (claim, _), (born, gone) in spans.items():
        first, last = found.get(claim, (edtf.FIRST_DAY, edtf.LAST_DAY))
        found[claim] = (
            first if born == edtf.LAST_DAY else max(first, born),
            last if gone == edtf.FIRST_DAY else min(last, gone),
        )
    return found


def _run(store: LocalStore, file: Path, workspace: Workspace, part: ox.NamedNode | None) -> None:
    """Run the rule of a file over what the earlier ones have added; its own *part* is noted too."""
    graphs = [_GRAPH] if part is None else [_GRAPH, part]
    name = workspace.name(file)
    with worker.watch(partial(late, store, name), more=store.size() / PACE):
        text = read_text(file, name=name)
        _refuse_leading_out(text, name)
        if store.insert(text, *graphs):
            return
        made = construct(store, file, name=name)
        for graph in graphs:
            store.add(in_graph(made, graph), union=graph == _GRAPH)


def late(store: LocalStore, file: str, seconds: float) -> SourceError:
    """Return what to say of a rule that has used the time that data of this size may take."""
    return SourceError(say_limit(store, f"{seconds:.0f} s of processor time"), file=file)


def say_limit(store: LocalStore, limit: str) -> str:
    """Return in a sentence that a rule went beyond a limit, with the record that is the largest.

    The rules that come with kg are bounded by what they write, so the data are to be looked at
    first; a rule of one's own may lack such a bound.
    """
    large = [
        f"The largest record is {shorten(thing or '')} with {int(number or 0):,} claims: divide it,"
        " where it stands for several things. "
        for thing, number in store.rows(_LARGEST)
    ]
    said = f"stopped after {limit}, the limit for a rule over {store.size():,} triples. "
    return f"{said}{''.join(large)}A rule of your own may need a bound."


def ask_rule(store: LocalStore, text: str, *, file: str) -> Results:
    """Return what *store* answers to the rule of a file.

    Raises QueryError, with the place in *file*, where it is no SPARQL, or would ask another server.
    """
    _refuse_leading_out(text, file)
    try:
        return store.query(text)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+)", str(error))
        line, column = map(int, place.groups()) if place else (None, None)
        message = "not SPARQL. Correct the rule at this place."
        raise QueryError(message, file=file, line=line, column=column) from error


def _refuse_leading_out(text: str, file: str) -> None:
    """Raise QueryError, with the place in *file*, where a rule would ask another server.

    Also where it nests deeper than the engine survives.
    """
    # Reading it token by token takes longer than answering it, and most need not be.
    deep = sum(map(text.count, "{([!+-^")) > sparql.MAX_DEPTH
    if not deep and not _MAY_LEAD_OUT.search(text):
        return
    try:
        sparql.inspect(text)
    except QueryError as error:
        error.file = file
        raise
