"""Ways through a graph: the cheapest first, none too long, each through the place asked for."""

from __future__ import annotations

from itertools import combinations, islice, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.network.routing import Question, cost, route

NAMES = "abcdefg"
edges = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))),
    st.integers(1, 9),
    max_size=14,
)


def graph_of(prices):
    graph = nx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from(sorted(prices))
    return graph, lambda a, b: prices[min(a, b), max(a, b)]


def every_way(prices, question):
    """All ways by brute force: their costs, sorted, and the ways themselves."""
    graph, weight = graph_of(prices)
    found = [
        way
        for way in nx.all_simple_paths(graph, question.start, question.end)
        if question.via is None or question.via in way[1:-1]
        if question.most is None or len(way) - 1 <= question.most
    ]
    return sorted(cost(way, weight) for way in found), {tuple(way) for way in found}


@settings(max_examples=150)
@given(edges, st.sampled_from([None, "c"]), st.sampled_from([None, 1, 2, 3, 5]))
def test_ways_are_all_there_are_and_the_cheapest_come_first(prices, via, most):
    question = Question("a", "b", via, most)
    graph, weight = graph_of(prices)
    ways = list(route(graph, question, weight))
    costs, found = every_way(prices, question)
    assert [cost(way, weight) for way in ways] == costs
    assert {tuple(way) for way in ways} == found


@given(edges)
def test_first_way_is_as_long_as_the_shortest_path_of_networkx(prices):
    graph, _ = graph_of(prices)
    way = next(route(graph, Question("a", "b"), lambda a, b: 1), None)
    if nx.has_path(graph, "a", "b"):
        assert len(way) - 1 == nx.shortest_path_length(graph, "a", "b")
        assert all(graph.has_edge(*step) for step in pairwise(way))
    else:
        assert way is None


def test_a_place_behind_a_hub_is_passed_by_no_way():
    graph = nx.Graph(["ax", "xb", "xc"])
    assert list(route(graph, Question("a", "b", "c"), lambda a, b: 1)) == []


def test_a_node_that_is_not_there_is_the_end_of_no_way():
    graph = nx.Graph(["ab"])
    assert list(route(graph, Question("a", "z"), lambda a, b: 1)) == []
    assert list(route(graph, Question("a", "b", "z"), lambda a, b: 1)) == []


def test_limit_of_steps_finds_the_short_way_behind_many_cheap_long_ones():
    """A grid of cheap steps, and one dear edge across: with a limit of one only that is left."""
    grid = nx.relabel_nodes(nx.grid_2d_graph(6, 6), lambda at: f"{at[0]}{at[1]}")
    grid.add_edge("00", "55")
    ways = route(grid, Question("00", "55", most=3), lambda a, b: 99 if "55" in a + b else 1)
    assert list(ways) == [["00", "55"]]


def test_a_search_that_finds_no_end_is_given_up_with_advice():
    lattice = nx.relabel_nodes(nx.complete_graph(8), str)
    with pytest.raises(KgError, match="--avoid"):
        list(route(lattice, Question("0", "1", "2", tries=20), lambda a, b: 1))
    few = route(lattice, Question("0", "1", "2", tries=20), lambda a, b: 1)
    assert list(islice(few, 3)) == [["0", "2", "1"], ["0", "2", "3", "1"], ["0", "2", "4", "1"]]
