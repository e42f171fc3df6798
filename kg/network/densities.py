"""Densities: which share of what could be there is there, by kind, over time, in two modes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import edtf
from kg.claims.provenance import VERIFIED, holding
from kg.network.network import Network
from kg.network.projection import BODIES, CONTEXTS, Tie

if TYPE_CHECKING:
    import networkx

_STATES: Final[tuple[edtf.State, ...]] = ("yes", "presumed", "unknown", "no")
_WIDEST: Final = {edtf.FIRST_DAY, edtf.LAST_DAY}


class Share(NamedTuple):
    """So many of so many: in a group (a kind, a year), by a second kind or a certainty."""

    part: int
    whole: int
    group: str
    detail: str | None = None


def tie_densities(graph: networkx.Graph[str], ties: list[Tie]) -> Iterator[Share]:
    """Yield the tied among all pairs of bodies: all, then by kind of tie, the most first."""
    whole = _pairs(len(graph))
    yield Share(graph.number_of_edges(), whole, "all")
    pairs = {(tie.kind, frozenset((tie.a, tie.b))) for tie in ties}
    for kind, count in _ordered(Counter(kind for kind, _ in pairs)):
        yield Share(count, whole, kind)


def group_densities(graph: networkx.Graph[str], network: Network) -> Iterator[Share]:
    """Yield the tied among the pairs within each kind of bodies, and between two; never nothing."""
    groups = {node.id: node.group for node in network.nodes if node.id in graph}
    sizes = Counter(groups.values())
    found = Counter(tuple(sorted((groups[a], groups[b]))) for a, b in graph.edges)
    for (one, other), count in _ordered(found):
        whole = _pairs(sizes[one]) if one == other else sizes[one] * sizes[other]
        yield Share(count, whole, one, other)


def yearly_densities(graph: networkx.Graph[str], ties: list[Tie]) -> Iterator[Share]:
    """Yield for each year of the dates of the ties the pairs that were tied, by certainty.

    A pair with several ties counts by the surest. "held" are the sure and the presumed together.
    """
    spans = {tie.claim.bounds for tie in ties}
    days = {day for limits in spans for day in limits} - _WIDEST
    years = sorted(int(day[:4]) for day in days)
    for year in range(years[0], years[-1] + 1) if years else ():
        said = {limits: edtf.holds(limits, f"{year:04d}") for limits in spans}
        best: dict[frozenset[str], edtf.State] = {}
        for tie in ties:
            pair = frozenset((tie.a, tie.b))
            surest = (best.get(pair, "no"), said[tie.claim.bounds])
            best[pair] = min(surest, key=_STATES.index)
        counts: Counter[str] = Counter(best.values())
        counts["held"] = counts["yes"] + counts["presumed"]
        for state in ("yes", "presumed", "unknown", "held"):
            yield Share(counts[state], _pairs(len(graph)), str(year), state)


def mode_densities(network: Network) -> Iterator[Share]:
    """Yield the parts taken among all that bodies could take in contexts: all, then by kind."""
    bodies = {node.id for node in network.nodes if node.group in BODIES}
    parts = {
        (each.a, each.b, each.family)
        for each in network.relations
        if each.family in CONTEXTS and each.a in bodies
    }
    for family in ("all", *CONTEXTS):
        pairs = {(body, context) for body, context, kind in parts if family in ("all", kind)}
        yield Share(len(pairs), len(bodies) * len({context for _, context in pairs}), family)


def knowledge(network: Network) -> Iterator[Share]:
    """Yield how many relations can be verified; and how many are dated, only attested, neither."""
    counts: Counter[str] = Counter()
    for each in network.relations:
        dated = each.claim.when and each.claim.when != edtf.NOT_STATED
        counts["dated" if dated else "attested" if each.claim.attested else "undated"] += 1
        counts["verified"] += any(holding(place) == VERIFIED for place in each.claim.evidence)
    for name in ("verified", "dated", "attested", "undated"):
        yield Share(counts[name], len(network.relations), name)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _ordered(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
