"""Drawing for vis-network: the one place that touches pyvis, and what each sign looks like.

pyvis 0.3.2 makes nodes, edges and options. The page draws them with a camera of its own; `plain`
beside it gives the Network of pyvis itself, and the page that pyvis writes of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import sqrt
from typing import Final

from kg.network.network import Network
from kg.page.layout import Point

Json = dict[str, object]

# Shape, hollow or filled, colour on light and on dark: two signs for each group, so that colour is
# never alone. One hue for one world: blue the penal services, green international bodies, orange
# projects and programmes, violet what influences; the lines between them have the same hues.
LOOKS: Final = {
    "penal": ("dot", False, "#1f6eb0", "#5ba7e6"),
    "authority": ("square", False, "#9c7200", "#d4a93c"),
    "international": ("diamond", False, "#0f7f6a", "#3dbb9f"),
    "unit": ("dot", True, "#1f6eb0", "#5ba7e6"),
    "other": ("triangle", False, "#b0568a", "#dd8cba"),
    "project": ("hexagon", False, "#c65f1b", "#ee9350"),
    "programme": ("star", False, "#c65f1b", "#ee9350"),
    "event": ("triangleDown", False, "#74839a", "#93a5bf"),
    "area": ("hexagon", True, "#858d97", "#8d96a1"),
    "text": ("square", True, "#7659b5", "#a88fe0"),
    "practice": ("diamond", True, "#7659b5", "#a88fe0"),
    "agreement": ("triangleDown", True, "#1f6eb0", "#5ba7e6"),
    "cooperation": ("triangle", True, "#1f6eb0", "#5ba7e6"),
}
# Colour on light and on dark, dashes; the first family that a pair shows decides.
LINES: Final = {
    "agreement": ("#1f6eb0", "#5ba7e6", []),
    "cooperation": ("#1f6eb0", "#5ba7e6", [9, 4]),
    "party": ("#1f6eb0", "#5ba7e6", [14, 3]),
    "membership": ("#0f7f6a", "#3dbb9f", []),
    "project": ("#c65f1b", "#ee9350", []),
    "programme": ("#c65f1b", "#ee9350", [9, 4]),
    "funding": ("#c65f1b", "#ee9350", [2, 4]),
    "influence": ("#7659b5", "#a88fe0", [9, 4, 2, 4]),
    "event": ("#74839a", "#93a5bf", [2, 4]),
    "count": ("#1a1e23", "#eceff2", [2, 6]),
    "structure": ("#a3aab3", "#606a75", []),
}
# The largest countries or communities, where colour is to tell them apart; all others are grey.
PALETTE: Final = (
    *(("#1f6eb0", "#5ba7e6"), ("#c65f1b", "#ee9350"), ("#0f7f6a", "#3dbb9f")),
    *(("#b0568a", "#dd8cba"), ("#9c7200", "#d4a93c"), ("#7659b5", "#a88fe0")),
    *(("#5d7d1f", "#9cc24f"), ("#a83b3b", "#e5807e")),
)
_OPTIONS: Final[Json] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    # The page finds out itself what is pointed at, because it draws the lines itself.
    "interaction": {"hover": False, "selectable": False, "dragNodes": False},
    "nodes": {"chosen": False},
}


def vis_data(drawn: Network, positions: Mapping[str, Point]) -> tuple[list[Json], list[Json], Json]:
    """Return nodes, edges and options for vis-network, one edge for each pair."""
    from pyvis.network import Network as Canvas

    canvas = Canvas(directed=True)  # an undirected one drops parallel edges and takes O(E²)
    canvas.options = _OPTIONS
    for node in drawn.nodes:
        x, y = positions[node.id]
        canvas.add_node(
            node.id, label=node.id, shape=LOOKS[node.group][0], x=x, y=y, size=size_of(node.degree)
        )
    for a, b in sorted({(min(r.a, r.b), max(r.a, r.b)) for r in drawn.lines}):
        canvas.add_edge(a, b)
    nodes, edges, _, _, _, options = canvas.get_network_data()
    return nodes, edges, json.loads(options)


def size_of(neighbours: int) -> float:
    """Return the radius of a dot with so many neighbours."""
    return round(4.6 + 2.3 * sqrt(min(neighbours, 80)), 1)
