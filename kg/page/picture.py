"""The picture of a network: where everything stands, what is seen first, and what colours tell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.files import read_text
from kg.network.centrality import find_communities
from kg.network.network import Network, Node
from kg.page import layout, views
from kg.page.layout import Point, Positions
from kg.page.saved import Saved, Story, View, read_saved

KEPT: Final = "graphdata/positions.json"
_FARTHEST: Final = 1e7  # a picture of ten thousand things is some 10,000 wide
NO_COUNTRY: Final = "country:none"


class Kept(NamedTuple):
    """Where things stood when a picture was kept: all, those of the first look, many as one dot."""

    everything: Mapping[str, Point]
    overview: Mapping[str, Point]
    country: Mapping[str, Point] = {}
    kind: Mapping[str, Point] = {}


class Picture(NamedTuple):
    """A network laid out: all things, those of the first look, and the dots that stand for many.

    *many* has positions by what one dot stands for; a community is led by its biggest member.
    """

    everything: Positions
    overview: Positions
    many: Mapping[str, Positions]
    into: str
    communities: Sequence[Sequence[str]]
    views: Sequence[View]
    stories: Sequence[Story]


def compose(
    network: Network,
    kept: Kept | None = None,
    saved: Saved | None = None,
    *,
    is_part: bool = False,
) -> Picture:
    """Return the picture of a network; what *kept* knows stays where it was.

    It offers the views and stories that are *saved*, by default those that ship. A part of a larger
    one opens as a network, never as a map.
    """
    saved = saved or read_saved()
    opening, first = views.open_with(network)
    whole = first is network
    overview = {} if whole else layout.place(first, kept.overview if kept else None)
    return Picture(
        everything=layout.place(network, kept.everything if kept else None, start=overview),
        overview=overview,
        many={
            into: layout.place(gather(network, into), getattr(kept, into, None))
            for into in ("country", "kind")
        },
        into=views.many_into(network),
        communities=find_communities(network),
        views=views.ready_views(network, opening, saved.views, is_part=is_part),
        stories=views.ready_stories(network, saved.stories),
    )


def gather(network: Network, into: str) -> Network:
    """Return the network with one dot for each country or kind, and no line within one.

    An international body without a country stays a dot of its own. What is stated of no country
    belongs nowhere, so it draws nothing towards it.
    """
    dot = {node.id: _dot(node, into) for node in network.nodes}
    dots = {dot[node.id]: node._replace(id=dot[node.id]) for node in network.nodes}
    moved = (each._replace(a=dot[each.a], b=dot[each.b]) for each in network.relations)
    return Network(
        tuple(node for _, node in sorted(dots.items())),
        tuple(each for each in moved if each.a != each.b and NO_COUNTRY not in (each.a, each.b)),
    )


def _dot(node: Node, into: str) -> str:
    if into == "kind":
        return f"kind:{node.group}"
    return node.country or (node.id if node.group == "international" else NO_COUNTRY)


# ---- positions that are kept --------------------------------------------------------------------


def read_kept(root: Path) -> Kept | None:
    """Return where things stood when a picture of the workspace was kept, or None.

    Raises SourceError where the file is not what `kg view --keep-positions` writes.
    """
    path = root / KEPT
    if not path.is_file():
        return None
    try:
        held = json.loads(read_text(path))
        parts = {
            part: {node: (_number(x), _number(y)) for node, (x, y) in held[part].items()}
            for part in Kept._fields
            if part in held or part not in Kept._field_defaults
        }
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        step = "Delete it, or write it again with kg view --keep-positions."
        raise SourceError(f"no positions: {error}. {step}", file=str(path)) from error
    return Kept(**parts)


def _number(given: object) -> float:
    """Return a coordinate. Raises ValueError for what is none: NaN, infinity, beyond all."""
    if not isinstance(given, int | float) or isinstance(given, bool):
        raise ValueError(f"{given!r:.40} is no number")
    if not abs(given) <= _FARTHEST:
        raise ValueError(f"{given!r:.40} is no place in a picture")
    return float(given)


def kept_text(picture: Picture) -> str:
    """Return the positions of a picture as JSON with a line for each thing."""
    parts = []
    for part in Kept._fields:
        places = sorted((picture.many.get(part) or getattr(picture, part, {})).items())
        lines = ",\n".join(f"  {json.dumps(node)}: {json.dumps(at)}" for node, at in places)
        parts.append(f' "{part}": {{\n{lines}\n }}' if lines else f' "{part}": {{}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
