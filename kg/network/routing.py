"""The cheapest ways through a weighted graph, none of which passes a node twice.

Yen's algorithm as networkx has it (J. Y. Yen, "Finding the K Shortest Loopless Paths in a
Network", Management Science 17 (1971), 712-716), with what a question adds to it: at most so many
steps, and one node that has to be passed.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx

Way = list[str]
Weight = Callable[[str, str], int]

_END: Final = ("", -1)  # where all ways of a layered graph end; no thing has an empty name


class Question(NamedTuple):
    """From where to where, over what, in how many steps at most, and how hard to look."""

    start: str
    end: str
    via: str | None = None
    most: int | None = None
    tries: int = 10_000  # ways put together before a search is given up


def route(graph: networkx.Graph[str], question: Question, weight: Weight) -> Iterator[Way]:
    """Yield the ways of a question, the cheapest first; always in the same order.

    *weight* gives the whole, positive price of an edge, the same in both directions. Raises KgError
    where a limit of steps or a place to pass leaves too many ways to try.
    """
    import networkx as nx

    start, end, via, most, _ = question
    if start not in graph or end not in graph:
        return
    if via is None and most is None:
        with suppress(nx.NetworkXNoPath):
            yield from nx.shortest_simple_paths(graph, start, end, lambda a, b, _: weight(a, b))
        return
    useful = _between(graph, start, end)
    if via is None:
        yield from _within(useful, question, weight)
    elif via in useful:
        yield from _through(useful, question, weight)


def cost(way: Sequence[str], weight: Weight) -> int:
    """Return the sum of the prices along a way."""
    return sum(weight(a, b) for a, b in pairwise(way))


def _between(graph: networkx.Graph[str], start: str, end: str) -> networkx.Graph[str]:
    """Return the part of a graph through which a way can lead without going back on itself.

    That is the biconnected component that holds the edge between the two ends, once they are
    joined by one.
    """
    import networkx as nx

    joined = nx.Graph(graph)
    joined.add_edge(start, end)
    part = next(each for each in nx.biconnected_components(joined) if {start, end} <= each)
    kept: networkx.Graph[str] = nx.Graph()  # filled in the order of the graph, not of a set
    kept.add_nodes_from(node for node in graph if node in part)
    kept.add_edges_from(edge for edge in graph.edges if set(edge) <= part)
    return kept


def _within(graph: networkx.Graph[str], question: Question, weight: Weight) -> Iterator[Way]:
    """Yield the ways that take so many steps at most, where there is a limit.

    It is met by a graph in layers, one for each number of steps taken. A way through that may come
    back to a node in a later layer; such a way is left out.
    """
    import networkx as nx

    if question.most is None:
        yield from route(graph, question, weight)
        return
    layered = _layered(graph, question.start, question.end, question.most)
    ways = nx.shortest_simple_paths(
        layered, (question.start, 0), _END, lambda a, b, _: 0 if b == _END else weight(a[0], b[0])
    )
    with suppress(nx.NetworkXNoPath):
        for tries, way in enumerate(ways):
            _give_up_after(tries, question.tries)
            names = [name for name, _ in way[:-1]]
            if len(set(names)) == len(names):
                yield names


def _layered(graph: networkx.Graph[str], start: str, end: str, most: int) -> networkx.DiGraph[Any]:
    """Return the graph of (node, steps taken), with those only that can still arrive in time."""
    import networkx as nx

    gone = nx.single_source_shortest_path_length(graph, start, cutoff=most)
    left = nx.single_source_shortest_path_length(graph, end, cutoff=most)
    layered: networkx.DiGraph[Any] = nx.DiGraph()
    layered.add_nodes_from([(start, 0), _END])
    layered.add_edges_from(((end, steps), _END) for steps in range(1, most + 1))
    far = most + 1
    for a, b in [each for edge in graph.edges for each in (edge, edge[::-1])]:
        if a == end or b == start:
            continue
        first, last = gone.get(a, far), most - 1 - left.get(b, far)
        layered.add_edges_from(((a, at), (b, at + 1)) for at in range(first, last + 1))
    return layered


def _through(graph: networkx.Graph[str], question: Question, weight: Weight) -> Iterator[Way]:
    """Yield the ways that pass a place: pairs of a way to it and a way on, the cheapest first."""
    start, end, via, most, limit = question
    assert via is not None  # the caller has asked
    rest = None if most is None else most - 1
    before, after = graph.copy(), graph.copy()
    before.remove_node(end)
    after.remove_node(start)
    there = _within(before, Question(start, via, most=rest, tries=limit), weight)
    onward = _within(after, Question(via, end, most=rest, tries=limit), weight)
    for tries, (first, second) in enumerate(_pairs(_Ways(there, weight), _Ways(onward, weight))):
        _give_up_after(tries, limit)
        way = first + second[1:]
        if len(set(way)) == len(way) and (most is None or len(way) <= most + 1):
            yield way


def _give_up_after(tries: int, limit: int) -> None:
    if tries >= limit:
        raise KgError(
            f"{limit:,} ways were tried, and there are more. Ask for fewer with -k, or avoid a hub"
            " with --avoid."
        )


class _Ways:
    """Ways that are asked for one after the other, kept with their costs."""

    def __init__(self, source: Iterator[Way], weight: Weight) -> None:
        self._source = source
        self._weight = weight
        self._known: list[tuple[int, Way]] = []

    def get(self, at: int) -> tuple[int, Way] | None:
        """Return the cost and the way at a place in the order, None where there are fewer."""
        while len(self._known) <= at:
            way = next(self._source, None)
            if way is None:
                return None
            self._known.append((cost(way, self._weight), way))
        return self._known[at]


def _pairs(firsts: _Ways, seconds: _Ways) -> Iterator[tuple[Way, Way]]:
    """Yield the pairs of two sorted lists by the sum of their costs."""
    waiting: list[tuple[int, int, int, Way, Way]] = []

    def add(i: int, j: int) -> None:
        first, second = firsts.get(i), seconds.get(j)
        if first and second:
            heapq.heappush(waiting, (first[0] + second[0], i, j, first[1], second[1]))

    add(0, 0)
    while waiting:
        _, i, j, first, second = heapq.heappop(waiting)
        yield first, second
        add(i, j + 1)
        if j == 0:
            add(i + 1, 0)
