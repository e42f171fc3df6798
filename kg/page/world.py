"""Where the countries of a network stand on the map, and the land around them.

`map.json` is made by `kg.page.outline` from Natural Earth, in the public domain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

from kg.network.network import Network
from kg.page.views import has_map
from kg.page.vis import Json


def map_of(network: Network) -> Json | None:
    """Return the map of who partners with whom, or None where too few countries have partners.

    It has the lines of land and, by the countries of the network, their codes and their points; a
    country that the map does not know has neither, and stands beside it.
    """
    if not has_map(network):
        return None
    world, names = _world(), {node.id: node.aliases for node in network.nodes}
    points = cast("Mapping[str, list[int]]", world["points"])
    found = {node.country for node in network.nodes if node.country}
    codes = {each: _code(each, names.get(each, ()), points) for each in sorted(found)}
    return {
        **{key: world[key] for key in ("source", "frame", "arcs", "shapes")},
        "codes": {each: code for each, code in codes.items() if code},
        "points": {each: points[code] for each, code in codes.items() if code},
    }


def _code(country: str, names: tuple[str, ...], known: Mapping[str, object]) -> str | None:
    """Return the code of a country: the one that it bears, else the one that its name ends with."""
    own = country.rpartition(":")[2].rpartition("-")[2].upper()
    return next((code for code in (*names, own) if code in known), None)


@cache
def _world() -> Mapping[str, Any]:
    text = files("kg").joinpath("page/map.json").read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", json.loads(text))
