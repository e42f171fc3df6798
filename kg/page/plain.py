"""The network for people who know pyvis: its Network object, and its own page made offline.

The page of pyvis asks the web for libraries that only decorate it: they are left out. Its script
stands inside it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.network.network import Network, Relation
from kg.network.wording import say_relation
from kg.page import picture
from kg.page.layout import Point
from kg.page.vis import LINES, LOOKS, size_of
from kg.text.words import LANGUAGES, read_words

if TYPE_CHECKING:
    from pyvis.network import Network as Canvas

_FOREIGN: Final = re.compile(
    r'<!--.*?-->|<script[^>]*\ssrc="[^"]*"[^>]*>\s*</script>|<link\b[^>]*/?>|<center>.*?</center>',
    re.DOTALL,
)
_FAN: Final = 0.12  # how far relations of one pair bend apart
_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "navigationButtons": False},
    "edges": {"smooth": {"type": "curvedCW", "roundness": 0}},
}


def to_pyvis(drawn: Network, positions: Mapping[str, Point] | None = None) -> Canvas:
    """Return a network as the `Network` of pyvis: a node for each thing, an edge for each relation.

    Nodes have label, title, group, shape, colour, size and a place; parallel relations stay, each
    bent a little further than the one before. Without *positions* it is laid out as on our page.
    """
    from pyvis.network import Network as Canvas

    places = positions or picture.compose(drawn).everything
    canvas = Canvas(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    canvas.options = _OPTIONS
    for node in drawn.nodes:
        shape, hollow, colour, _ = LOOKS[node.group]
        x, y = places[node.id]
        canvas.add_node(
            node.id,
            label=node.label.en,
            title=_plain(f"{node.label.en}\n{node.kind.en}"),
            shape=shape,
            group=node.group,
            color={"background": "#ffffff" if hollow else colour, "border": colour},
            size=size_of(node.degree),
            x=x,
            y=y,
        )
    ends = {node.id: node for node in drawn.nodes}
    beside: dict[tuple[str, str], int] = {}
    for each in drawn.relations:
        pair = (min(each.a, each.b), max(each.a, each.b))
        beside[pair] = beside.get(pair, -1) + 1
        said = _plain(say_relation(each, ends, read_words(), LANGUAGES[0]))
        _add(canvas, each, said, beside[pair])
    return canvas


def _add(canvas: Canvas, each: Relation, said: str, beside: int) -> None:
    colour, _, dashes = LINES[each.family]
    canvas.add_edge(
        each.a, each.b, id=each.id, title=said, color=colour,
        dashes=dashes or False, smooth={"type": "curvedCW", "roundness": round(_FAN * beside, 2)},
    )  # fmt: skip


def plain_page(drawn: Network, title: str, positions: Mapping[str, Point] | None = None) -> str:
    """Return the page that pyvis writes of a network, made to work without any network.

    What it would load from the web only decorates and goes; vis-network stands inside it.
    """
    text = _FOREIGN.sub("", to_pyvis(drawn, positions).generate_html(notebook=False))
    head = f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>{html.escape(title)}</title>'
    return re.sub(r"^\s*<html>\s*<head>", lambda _: head, text, count=1)


def _plain(text: str) -> str:
    """Return a text that pyvis takes for no link: it would build markup from it."""
    return text.replace("href", "hre\u200bf")
