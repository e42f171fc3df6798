"""Publishing: a graph to a SPARQL endpoint and back, graph by graph, verified by count and content.

A graph that is as it was pushed is left alone; a small difference is one update, a large one is
loaded beside the graph in batches and moved over it in one step. So a push that is killed leaves
each graph as it was or as it shall be, and the next one goes on from there. What was pushed stands
in a graph of its own, by count and digest. Beside the graphs goes their union, because servers do
not agree on what their default graph is, nor on how often a triple of two graphs counts in it.

Servers keep some literals by value (``1.50`` as ``1.5``): that is no difference here, but is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import GRAPH, PREFIXES, shorten
from kg.rdf import turtle
from kg.rdf.dataset import in_graph
from kg.rdf.endpoint import Endpoint, is_of_server
from kg.rdf.parts import row_digest, starts
from kg.rdf.store import UNION_GRAPH, plain
from kg.text.numbers import whole_number

PUSHED: Final = ox.NamedNode(GRAPH + "pushed")
BATCH: Final = 1_000  # triples of one update; Virtuoso refuses far larger ones
PAGE: Final = 10_000  # triples of one answer where a server cuts longer ones
_STAGED: Final = GRAPH + "staged/"
_CHECKSUM: Final = ox.NamedNode(PREFIXES["spdx"] + "checksumValue")
_COUNT: Final = ox.NamedNode(PREFIXES["void"] + "triples")

Quads = list[ox.Quad]
Triples = frozenset[ox.Triple]
Progress = Callable[[str, int, int], None]  # the step, how many graphs are done, of how many


class Pushed(NamedTuple):
    """What a push did: graphs that were written, were there already, and were taken away.

    *size* counts the triples that the server holds now, without the union; *reworded* are literals
    that it keeps in another form, as pairs of texts, and *unfinished* the graphs that an earlier
    push had left half loaded.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    size: int
    reworded: tuple[tuple[str, str], ...]
    unfinished: tuple[str, ...]


class Pulled(NamedTuple):
    """What an endpoint holds, and the graphs of which it holds something else than was pushed."""

    quads: list[ox.Quad]
    changed: tuple[str, ...]


class _Record(NamedTuple):
    digest: str
    size: int


def push(
    quads: Iterable[ox.Quad],
    endpoint: Endpoint,
    *,
    progress: Progress = lambda step, done, total: None,
) -> Pushed:
    """Make an endpoint hold the graphs of *quads*, and no other that was pushed there before.

    Raises KgError where the endpoint fails or does not hold afterwards what it was given.
    """
    wanted = _by_graph(quads)
    counts = _counts(endpoint)
    unfinished = tuple(name for name in sorted(counts) if name.startswith(_STAGED))
    for name in unfinished:
        endpoint.update(f"DROP SILENT GRAPH <{name}>")
    records = _read_records(endpoint)
    made = {name: _Record(_digest(triples), len(triples)) for name, triples in wanted.items()}
    new = [
        name
        for name, record in sorted(made.items())
        if records.get(name) != record or counts.get(name) != record.size
    ]
    written: list[str] = []
    reworded: list[tuple[str, str]] = []
    for names in _groups(new, wanted):
        progress("pushing", len(written), len(new))
        given = {name: wanted[name] for name in names}
        _replace(endpoint, given, counts)
        reworded += _verify(endpoint, given)
        _write_records(endpoint, {name: made[name] for name in names})
        written += names
    removed = tuple(sorted(set(records) - set(wanted)))
    for name in removed:
        endpoint.update(f"DROP SILENT GRAPH <{name}>")
        _write_records(endpoint, {name: None})
    return Pushed(
        written=tuple(written),
        kept=tuple(sorted(set(wanted) - set(written))),
        removed=removed,
        size=sum(len(each) for name, each in wanted.items() if name != UNION_GRAPH.value),
        reworded=tuple(dict.fromkeys(reworded)),
        unfinished=unfinished,
    )


def pull(endpoint: Endpoint, *, progress: Progress = lambda step, done, total: None) -> Pulled:
    """Return all quads of the named graphs of an endpoint, without what a push put beside them.

    Raises KgError where the endpoint fails or gives less than it counts.
    """
    records = _read_records(endpoint)
    own = (PUSHED.value, UNION_GRAPH.value)
    counts = _counts(endpoint)
    names = [name for name in counts if name not in own and not name.startswith(_STAGED)]
    quads: list[ox.Quad] = []
    changed = [name for name in records if name not in names and name not in own]
    for done, name in enumerate(names):
        progress("pulling", done, len(names))
        triples = _read_graph(endpoint, name, counts[name])
        quads += in_graph(triples, ox.NamedNode(name))
        if name in records and records[name].size != len(triples):
            changed.append(name)
    return Pulled(quads, tuple(sorted(changed)))


def state(endpoint: Endpoint) -> str | None:
    """Return a digest of all named graphs of an endpoint; None where not all are as pushed."""
    records = _read_records(endpoint)
    sizes = {name: record.size for name, record in records.items()}
    counts = _counts(endpoint)
    counts.pop(PUSHED.value, None)
    if not records or counts != {name: size for name, size in sizes.items() if size}:
        return None
    return hashlib.sha256(repr(sorted(records.items())).encode()).hexdigest()


def _by_graph(quads: Iterable[ox.Quad]) -> dict[str, Triples]:
    """Return the triples of each graph by its name, and of their union."""
    graphs: dict[str, set[ox.Triple]] = {UNION_GRAPH.value: set()}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise KgError("a triple stands in no named graph. Push the graph of a workspace.")
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
        graphs[UNION_GRAPH.value].add(quad.triple)
    return {name: frozenset(triples) for name, triples in graphs.items()}


def _groups(names: Sequence[str], wanted: Mapping[str, Triples]) -> Iterator[list[str]]:
    """Yield graphs in groups of at most a batch of triples, a larger one alone."""
    group: list[str] = []
    size = 0
    for name in names:
        if group and size + len(wanted[name]) > BATCH:
            yield group
            group, size = [], 0
        group.append(name)
        size += len(wanted[name])
    if group:
        yield group


def _replace(endpoint: Endpoint, wanted: Mapping[str, Triples], counts: Mapping[str, int]) -> None:
    """Make graphs hold what is wanted of them; *counts* tells how much they hold now."""
    held = _read_graphs(endpoint, {name: counts.get(name, 0) for name in wanted})
    data: dict[str, list[str]] = {"DELETE": [], "INSERT": []}
    for name, triples in wanted.items():
        surplus = held[name] - _by_value(triples)
        missing = [each for each in triples if _by_value([each]).isdisjoint(held[name])]
        if len(surplus) + len(missing) > BATCH:
            _load(endpoint, name, triples)
            continue
        for verb, several in (("DELETE", surplus), ("INSERT", missing)):
            if several:
                data[verb].append(_block(name, sorted(map(str, several))))
    parts = [f"{verb} DATA {{ {' '.join(blocks)} }}" for verb, blocks in data.items() if blocks]
    if parts:
        endpoint.update(" ;\n".join(parts))


def _block(name: str, lines: Iterable[str]) -> str:
    body = " .\n".join(lines)
    return f"GRAPH <{name}> {{\n{body} }}"


def _load(endpoint: Endpoint, name: str, wanted: Triples) -> None:
    """Load a graph beside itself, and move it over itself in one step."""
    staged = _STAGED + hashlib.sha256(name.encode()).hexdigest()[:16]
    lines = sorted(map(str, wanted))
    for batch in _batches(lines):
        endpoint.update(f"INSERT DATA {{ {_block(staged, batch)} }}")
    count = _count(endpoint, staged)
    if count != len(lines) and count != len(_by_value(wanted)):
        raise KgError(
            f"{endpoint.url} holds {count:,} of {len(lines):,} triples that it took."
            " Look into its log."
        )
    # Not SILENT: should it be asked for twice, the second must not move nothing over the graph.
    endpoint.update(f"MOVE GRAPH <{staged}> TO GRAPH <{name}>")


def _batches(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    return (lines[start : start + BATCH] for start in range(0, len(lines), BATCH))


def _verify(endpoint: Endpoint, wanted: Mapping[str, Triples]) -> list[tuple[str, str]]:
    """Return literals that the server keeps otherwise. Raises KgError where it lost something."""
    counts = {name: len(_by_value(triples)) for name, triples in wanted.items()}
    reworded: list[tuple[str, str]] = []
    for name, held in _read_graphs(endpoint, counts).items():
        lost, surplus = wanted[name] - held, held - wanted[name]
        pairs = _pairs(lost, surplus)
        if len(pairs) < len(lost):
            raise KgError(
                f"{endpoint.url} lost {len(lost) - len(pairs):,} triples of {shorten(name)}."
                " Push again."
            )
        reworded += [tuple(turtle.term_text(each.object) for each in pair) for pair in pairs]  # type: ignore[misc]
    return reworded


def _pairs(
    lost: Iterable[ox.Triple], surplus: Iterable[ox.Triple]
) -> list[tuple[ox.Triple, ox.Triple]]:
    """Return each lost literal beside one that stands for it: at the same place, equal by value."""
    there: dict[tuple[object, object], list[ox.Triple]] = {}
    for each in surplus:
        there.setdefault((each.subject, each.predicate), []).append(each)
    found = []
    for each in lost:
        near = there.get((each.subject, each.predicate), [])
        same = [other for other in near if _is_same_value(each.object, other.object)]
        found += [(each, same[0])] if same else []
    return found


def _is_same_value(one: object, other: object) -> bool:
    """Tell whether two literals have one value: as the engine has it, or but for their datatype."""
    if not (isinstance(one, ox.Literal) and isinstance(other, ox.Literal)):
        return False
    if one.value == other.value and (one.language or "") == (other.language or ""):
        return True  # a server that knows plain literals only, or no datatype of ours
    return _value(one) == _value(other)


def _value(literal: ox.Literal) -> object:
    store = ox.Store()
    store.add(ox.Quad(PUSHED, _COUNT, literal, ox.DefaultGraph()))
    return next(iter(store)).object


def _by_value(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return triples as the engine keeps them, literals by value."""
    store = ox.Store()
    store.extend(in_graph(triples, ox.DefaultGraph()))
    return {quad.triple for quad in store}


def _read_graphs(endpoint: Endpoint, counts: Mapping[str, int]) -> dict[str, Triples]:
    """Return the triples of graphs. Raises KgError where they are fewer than is known of them."""
    found: dict[str, set[ox.Triple]] = {name: set() for name in counts}
    names = " ".join(f"<{name}>" for name, count in counts.items() if count)
    if len(counts) > 1 and names:
        text = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        for graph, *triple in endpoint.query(text, over="query"):  # type: ignore[union-attr]
            found[graph.value].add(ox.Triple(*triple))
    return {
        name: frozenset(found[name])
        if len(found[name]) >= count
        else _read_graph(endpoint, name, count)
        for name, count in counts.items()
    }


def _read_graph(endpoint: Endpoint, name: str, count: int) -> Triples:
    """Return the triples of a graph. Raises KgError where they are fewer than *count*."""
    if not count:
        return frozenset()
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    found = frozenset(endpoint.construct(text))
    if len(found) < count:
        parts = _parts(endpoint, name)
        found = frozenset(each for part in parts for each in endpoint.construct(part))
    if len(found) < count:
        raise KgError(
            f"{endpoint.url} gives {len(found):,} of the {count:,} triples of {shorten(name)}."
            " Raise its limit of rows."
        )
    return found


def _parts(endpoint: Endpoint, name: str) -> Iterator[str]:
    """Yield queries that make the triples of a graph in parts that a server gives whole.

    They go by predicate, and a frequent one by a digest of its subjects: no order is needed.
    """
    page = min(PAGE, endpoint.most_rows or PAGE)
    graph = f"GRAPH <{name}> {{ ?s ?p ?o }}"
    counts = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ {graph} }} GROUP BY ?p ORDER BY ?p"
    several: list[str] = []
    size = 0
    for predicate, number in plain(endpoint.query(counts, over="query")):
        count = int(number or 0)
        if size + count > page and several:
            yield _part(graph, f"VALUES ?p {{ {' '.join(several)} }}")
            several, size = [], 0
        if count <= page:
            several.append(f"<{predicate}>")
            size += count
            continue
        for start in starts(2 * count // page):
            chosen = f'FILTER(STRSTARTS({row_digest("s")}, "{start}"))'
            yield _part(graph, f"VALUES ?p {{ <{predicate}> }} {chosen}")
    if several:
        yield _part(graph, f"VALUES ?p {{ {' '.join(several)} }}")


def _part(graph: str, chosen: str) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {graph} {chosen} }}"


def _count(endpoint: Endpoint, name: str) -> int:
    results = endpoint.query(
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", over="query"
    )
    return int(plain(results)[0][0] or 0)


def _counts(endpoint: Endpoint) -> dict[str, int]:
    """Return how many triples each named graph holds, in the order of their names."""
    query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = plain(endpoint.query(query, over="query"))
    return {
        name: int(n) for name, n in sorted(rows, key=str) if name and n and not is_of_server(name)
    }


def _digest(triples: Triples) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, triples))).encode()).hexdigest()


def _read_records(endpoint: Endpoint) -> dict[str, _Record]:
    query = (
        f"SELECT ?graph ?digest ?count WHERE {{ GRAPH <{PUSHED.value}> {{"
        f" ?graph <{_CHECKSUM.value}> ?digest ; <{_COUNT.value}> ?count }} }}"
    )
    rows = plain(endpoint.query(query, over="query"))
    return {
        graph: _Record(digest, number)
        for graph, digest, count in rows
        if graph and digest and (number := whole_number(count)) is not None
    }


def _write_records(endpoint: Endpoint, records: Mapping[str, _Record | None]) -> None:
    """Keep what was pushed into graphs, in place of what was kept of them."""
    names = " ".join(f"<{name}>" for name in records)
    old = f"GRAPH {PUSHED} {{ ?graph ?about ?value . VALUES ?graph {{ {names} }} }}"
    lines = [
        f'<{name}> {_CHECKSUM} "{each.digest}" . <{name}> {_COUNT} {each.size}'
        for name, each in records.items()
        if each
    ]
    parts = [f"DELETE {{ GRAPH {PUSHED} {{ ?graph ?about ?value }} }} WHERE {{ {old} }}"]
    parts += [f"INSERT DATA {{ {_block(PUSHED.value, lines)} }}"] if lines else []
    endpoint.update(" ;\n".join(parts))
