"""Drawing for vis-network: the one place that touches pyvis, and what each sign looks like.

pyvis 0.3.2 makes the nodes, edges and options and carries vis-network 9.1.2; its own pages are
never used, because none of them works offline or escapes what it prints.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

from kg.errors import KgError
from kg.layout import Point
from kg.network import Network

Json = dict[str, object]

_VIS: Final = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIS_DIGEST: Final = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
# Shape, hollow or filled, and fill: two signs for each group, so that colour is never alone.
# Fills are from the palette of Okabe and Ito, or shades of grey.
LOOKS: Final = {
    "penal": ("dot", False, "#0072b2"),
    "authority": ("square", False, "#e69f00"),
    "international": ("diamond", False, "#009e73"),
    "unit": ("dot", True, "#0072b2"),
    "other": ("triangle", False, "#cc79a7"),
    "project": ("hexagon", False, "#d55e00"),
    "programme": ("star", False, "#f0e442"),
    "event": ("triangleDown", False, "#56b4e9"),
    "area": ("hexagon", True, "#5f6670"),
    "text": ("square", True, "#5f6670"),
    "practice": ("diamond", True, "#5f6670"),
}
# Colour on light, colour on dark, dashes; the first family that a pair shows decides.
LINES: Final = {
    "agreement": ("#0072b2", "#4aa8e0", []),
    "cooperation": ("#b0487f", "#dd8fb8", []),
    "membership": ("#00805d", "#2dbd93", []),
    "project": ("#d55e00", "#f08a3c", [10, 5]),
    "programme": ("#a08600", "#d9c43a", [10, 5]),
    "funding": ("#6f5f00", "#b9a844", [3, 4]),
    "influence": ("#6d4bb0", "#aa90e0", [14, 5, 3, 5]),
    "event": ("#3a8fc4", "#6fbdea", [3, 5]),
    "count": ("#30343a", "#d5d9de", [2, 6]),
    "structure": ("#9097a0", "#7a828c", []),
}
_MANY: Final = 1_500  # relations
_OPTIONS: Final[Json] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 100000,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False},
    "edges": {"smooth": {"enabled": False}, "chosen": False, "color": {"inherit": False}},
}


def vis_data(drawn: Network, positions: Mapping[str, Point]) -> tuple[list[Json], list[Json], Json]:
    """Return nodes, edges and options for vis-network, one edge for each pair."""
    from pyvis.network import Network as Canvas

    canvas = Canvas(directed=True)  # an undirected one drops parallel edges and takes O(E²)
    canvas.options = _OPTIONS
    if len(drawn.relations) > _MANY:  # dragging stays smooth while the lines are away
        interaction = cast("Json", _OPTIONS["interaction"]) | {"hideEdgesOnDrag": True}
        canvas.options = _OPTIONS | {"interaction": interaction}
    for node in drawn.nodes:
        x, y = positions[node.id]
        size = round(6.5 + 2.6 * min(node.degree, 60) ** 0.5, 1)
        canvas.add_node(node.id, label=node.id, shape=LOOKS[node.group][0], x=x, y=y, size=size)
    for a, b in sorted({(min(r.a, r.b), max(r.a, r.b)) for r in drawn.relations}):
        canvas.add_edge(a, b, id=f"{a}|{b}")
    nodes, edges, _, _, _, options = canvas.get_network_data()
    for made in (*nodes, *edges):  # labels and colours are ours; an arrow would say a direction
        for unwanted in ("label", "color", "arrows", "font"):
            made.pop(unwanted, None)
    return nodes, edges, json.loads(options)


@cache
def vis_script() -> str:
    """Return vis-network as pyvis carries it, with its licence.

    Raises KgError where it is not the release that the page was made for.
    """
    script = files("pyvis").joinpath(_VIS).read_bytes()
    if hashlib.sha256(script).hexdigest() != _VIS_DIGEST:
        raise KgError("the installed pyvis is not 0.3.2. Install the pinned version.")
    # A parser of HTML reads every line end as "\n", and the hash is taken of what it has read.
    text = script.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return text[: text.rindex("//# sourceMappingURL")]  # a browser's tools would ask for the map
