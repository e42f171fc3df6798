"""Ready views of the network page: each a question, and the state of the page that answers it.

A state is what stands behind # in the address; those that are offered are kept as data (`saved`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qs

from kg.network.network import PARTNERS, Network, Node, part_of
from kg.page.saved import Story, View, read_saved

MOST_AT_FIRST: Final = 300  # things that a first look can take in
MOST_DRAWN: Final = 1_500  # things above which one dot stands for many
_MOST_HELD: Final = (5_000, 20_000)  # things and relations above which a page holds only a part
# What is left out of a first look, in this order, until the rest can be taken in.
_HIDDEN_FIRST: Final = (
    *(("text", "practice", "area"), ("event",), ("unit",), ("project", "programme"), ("other",)),
)
_ABOUT: Final = "kg view --about THING draws what lies around any of them."
_COUNTRIES: Final = 5  # fewer make no picture of countries


def open_with(network: Network) -> tuple[str, Network]:
    """Return the state in which the page opens, and the part of the network that it then shows.

    A small network is shown whole. Of a larger one the bodies that cooperate come first: kinds of
    things are left out, and whatever has no line then, until a first look can take in the rest.
    """
    if len(network.nodes) <= MOST_AT_FIRST:
        return "", network
    hidden: list[str] = []
    for groups in _HIDDEN_FIRST:
        hidden += groups
        shown = _linked(part_of(network, (n.id for n in network.nodes if n.group not in hidden)))
        if 1 < len(shown.nodes) <= MOST_AT_FIRST:
            return f"kinds={','.join(hidden)}&alone=hide", shown
    return f"into={many_into(network)}", network


def most_linked(network: Network) -> Network:
    """Return what one page can hold: everything, or else the things with the most neighbours."""
    things, relations = _MOST_HELD
    if len(network.nodes) <= things and len(network.relations) <= relations:
        return network
    order = sorted(network.nodes, key=lambda node: (-node.degree, node.id))
    part = part_of(network, (node.id for node in order[:things]))
    while len(part.relations) > relations:
        things = things * 3 // 4
        part = part_of(network, (node.id for node in order[:things]))
    return part


def has_map(network: Network) -> bool:
    """Tell whether bodies of several countries are partners, so that a map has much to show."""
    partners = _partners(network)
    return len({n.country for n in network.nodes if n.id in partners and n.country}) >= _COUNTRIES


def _partners(network: Network) -> set[str]:
    """Return who is a partner of anybody."""
    return {end for tie in network.lines if tie.edge == PARTNERS for end in (tie.a, tie.b)}


def say_opening(network: Network, *, is_part: bool = False) -> str | None:
    """Return a sentence on why the page of a network does not open with everything, or None."""
    count, held = len(network.nodes), most_linked(network)
    state, shown = open_with(held)
    if held is not network:
        return (
            f"{count:,} things are too many for one page: it holds the {len(held.nodes):,} most"
            f" linked. {_ABOUT}"
        )
    if not is_part and has_map(held):
        partners = f"{len(_partners(held)):,} bodies with partners"
        return f"The page opens with a map of the {partners}, of {count:,} things."
    if state.startswith("into="):
        into = {"country": "a country or international body", "kind": "a kind"}
        return (
            f"{count:,} things are too many to draw one by one: on the page each dot is"
            f" {into[many_into(network)]}. {_ABOUT}"
        )
    if not state:
        return None
    return (
        f"The page opens with {len(shown.nodes):,} of {count:,} things, the bodies that cooperate."
    )


def many_into(network: Network) -> str:
    """Return what one dot stands for where there are too many things: a country or a kind."""
    placed = [node.country for node in network.nodes if node.country]
    is_broad = len(set(placed)) >= _COUNTRIES and 2 * len(placed) >= len(network.nodes)
    return "country" if is_broad else "kind"


def ready_views(
    network: Network, opening: str, saved: Iterable[View] | None = None, *, is_part: bool = False
) -> list[View]:
    """Return the views that this network has something to show for, the opening one first.

    They are those that are *saved*, by default those that ship. The whole opens with the map where
    it has one; a part of it, and what has no map, with the network in the state *opening*.
    """
    first = "form=map" if has_map(network) and not is_part else opening
    nodes = {node.id: node for node in network.nodes}
    families = {each.family for each in network.relations}
    edges = {each.edge.partition(":")[2] for each in network.lines}
    found = []
    for view in read_saved().views if saved is None else saved:
        state = f"{opening}&{view.state}" if view.over and opening else view.state
        wanted = _state_of(state)
        if view.id == "overview":
            found.append(view._replace(state=first))
        elif view.id == "network":
            found += [view._replace(state=opening)] if opening and first != opening else []
        elif view.id == "everything" and (first == "" or len(nodes) > MOST_DRAWN):
            continue
        elif _has_content(wanted, nodes, families, edges):
            found.append(view._replace(state=state))
    return found


def ready_stories(network: Network, saved: Iterable[Story]) -> list[Story]:
    """Return the saved stories of which every step has something to show in this network."""
    nodes = {node.id: node for node in network.nodes}
    families = {each.family for each in network.relations}
    edges = {each.edge.partition(":")[2] for each in network.lines}
    return [
        story
        for story in saved
        if all(_has_content(_state_of(step.state), nodes, families, edges) for step in story.steps)
    ]


def _state_of(state: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(state).items()}


def _has_content(
    wanted: Mapping[str, str], nodes: Mapping[str, Node], families: set[str], edges: set[str]
) -> bool:
    things = [wanted[key] for key in ("about", "sel", "with", "to") if key in wanted]
    if any(each not in nodes and f"id:{each}" not in nodes for each in things):
        return False
    if wanted.get("edge", "") not in edges | {""}:
        return False
    if wanted.get("form") == "timeline" and not families & {"agreement", "cooperation"}:
        return False
    countries = {node.country for node in nodes.values() if node.country}
    if "country" in wanted and f"id:{wanted['country'].removeprefix('id:')}" not in countries:
        return False
    if wanted.get("into") == "country" and len(countries) < _COUNTRIES:
        return False
    return not wanted.get("lines") or bool(families - set(wanted["lines"].split(",")))


def _linked(network: Network) -> Network:
    ends = {end for each in network.relations for end in (each.a, each.b)}
    return Network(tuple(n for n in network.nodes if n.id in ends), network.relations)
