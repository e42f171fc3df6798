"""Communities: groups of things that have more lines among themselves than to others."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kg.network.network import Network

_SEED: Final = 20


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
    found = networkx.community.louvain_communities(graph, seed=_SEED)
    led = [sorted(part, key=lambda node: (-graph.degree(node), node)) for part in found]
    return [tuple(part) for part in sorted(led, key=lambda part: (-len(part), part)) if part[1:]]
