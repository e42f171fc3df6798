"""Places in a graph: who lies between others, who can broker, what hangs together.

Graphs are brought over whole numbers first, in the order of the names of their nodes: then no hash
seed can change the order in which networkx adds up.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.network.network import Network

if TYPE_CHECKING:
    import networkx

_SEED: Final = 0
# Nodes and edges that may be looked at for a betweenness, a million in a second: so many for an
# exact one, else so many for a sample.
EXACT: Final = 6_000_000
SAMPLED: Final = 2_000_000
_FEWEST_PIVOTS: Final = 50


_COMMUNITY_SEED: Final = 20


class Sample(NamedTuple):
    """From how many of how many starting points a figure was estimated."""

    pivots: int
    nodes: int


class _Plain(NamedTuple):
    """A graph over whole numbers, which no hash seed can bring into another order; their names."""

    graph: networkx.Graph[int]
    names: list[Any]


def _plain(graph: networkx.Graph[Any]) -> _Plain:
    """Return the part of a graph that edges join, over whole numbers."""
    import networkx as nx

    names = sorted(node for node, degree in graph.degree if degree)
    place = {name: at for at, name in enumerate(names)}
    plain: networkx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_edges_from(sorted(sorted((place[a], place[b])) for a, b in graph.edges))
    return _Plain(plain, names)


def betweenness(
    graph: networkx.Graph[Any], *, exact: int = EXACT, sampled: int = SAMPLED
) -> tuple[dict[Any, float], Sample | None]:
    """Return which share of the shortest ways of others passes each node that has an edge.

    0 is none and 1 all ways between the nodes of the graph, also those that nothing joins. A graph
    that takes more than *exact* steps is sampled: from how many starting points comes back too.
    """
    import networkx as nx

    plain, names = _plain(graph)
    size, steps = len(plain), len(plain) + plain.number_of_edges()
    pivots = max(_FEWEST_PIVOTS, sampled // steps) if size * steps > exact else None
    found = nx.betweenness_centrality(plain, k=pivots, seed=_SEED)
    scale = _pairs_of_others(size) / _pairs_of_others(len(graph)) if size > 2 else 0.0
    scores = {names[node]: score * scale for node, score in found.items()}
    return scores, Sample(pivots, size) if pivots else None


def constraint(graph: networkx.Graph[str]) -> dict[str, float]:
    """Return Burt's constraint of each node with two neighbours or more, all edges alike.

    The sum over the neighbours of (share of the own edges + shares by way of a common neighbour)²,
    where a node of so many neighbours gives each an equal share. networkx has the same figures, but
    takes most of a minute for 2,000 edges.
    """
    plain, names = _plain(graph)
    share: dict[int, float] = {node: 1 / plain.degree[node] for node in plain}

    def bound(one: int, other: int) -> float:
        common = (each for each in plain[one] if each in plain[other])
        return float(share[one] * (1 + sum(share[each] for each in common))) ** 2

    return {
        names[node]: sum(bound(node, other) for other in plain[node])
        for node in plain
        if plain.degree[node] > 1
    }


def communities(graph: networkx.Graph[str]) -> tuple[list[set[str]], float | None]:
    """Return the communities among the nodes with an edge (Louvain), and their modularity.

    Without any edge there is no community and no modularity.
    """
    import networkx as nx

    plain, names = _plain(graph)
    if not names:
        return [], None
    found = nx.community.louvain_communities(plain, seed=_SEED)
    modularity: float = nx.community.modularity(plain, found)
    return [{names[node] for node in each} for each in found], modularity


def components(graph: networkx.Graph[str]) -> list[set[str]]:
    """Return the connected parts of a graph that have an edge."""
    import networkx as nx

    return [each for each in nx.connected_components(graph) if len(each) > 1]


def _pairs_of_others(size: int) -> int:
    return (size - 1) * (size - 2)


def find_communities(network: Network) -> list[tuple[str, ...]]:
    """Return communities of two and more things, the largest first, each led by its biggest member.

    By the method of Louvain (Blondel et al. 2008) with a fixed seed, over pairs weighted by the
    number of their relations; the biggest member, by which a community is named, has the most
    neighbours.
    """
    import networkx

    pairs = Counter((min(r.a, r.b), max(r.a, r.b)) for r in network.relations)
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_weighted_edges_from((a, b, n) for (a, b), n in sorted(pairs.items()))
    found = networkx.community.louvain_communities(graph, seed=_COMMUNITY_SEED)
    led = [sorted(part, key=lambda node: (-graph.degree(node), node)) for part in found]
    return [tuple(part) for part in sorted(led, key=lambda part: (-len(part), part)) if part[1:]]
