"""Measures of the network: who is central, who brokers, what hangs together, how dense it is.

All is computed over the two projections of `kg.network.projection`, always in the same order and
with a fixed seed, so that the same data give the same figures. `SOURCES` names who defined a
measure; what it means stands in `measures.json`, in English and Czech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import edtf
from kg.claims.provenance import VERIFIED, holding
from kg.network import centrality
from kg.network.centrality import Sample
from kg.network.network import Network, Relation
from kg.network.projection import BODIES, CONTEXTS, one_mode, two_modes

if TYPE_CHECKING:
    import networkx

_WASSERMAN: Final = "S. Wasserman and K. Faust, Social Network Analysis, 1994"
_BORGATTI: Final = (
    "S. P. Borgatti and M. G. Everett, Network analysis of 2-mode data, Social Networks 19 (1997),"
    " 243-269"
)
# Each measure, in the order of the report, with who defined it; none for plain counts.
SOURCES: Final = {
    "degree": "L. C. Freeman, Centrality in social networks, Social Networks 1 (1978), 215-239",
    "betweenness": "L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry"
    " 40 (1977), 35-41; computed after Brandes (2001), sampled after Brandes and Pich (2007)",
    "constraint": "R. S. Burt, Structural holes and good ideas, American Journal of Sociology 110"
    " (2004), 349-399",
    "community": "V. D. Blondel et al., Fast unfolding of communities in large networks, Journal of"
    " Statistical Mechanics (2008), P10008; modularity after Newman and Girvan (2004)",
    "component": _WASSERMAN,
    "density": _WASSERMAN,
    "density-groups": _WASSERMAN,
    "density-years": _WASSERMAN,
    "parts": _BORGATTI,
    "crowd": _BORGATTI,
    "bridge": "K. Faust, Centrality in affiliation networks, Social Networks 19 (1997), 157-191",
    "density-modes": _BORGATTI,
    "share": None,
}
_DIGITS: Final = 4
_FINER: Final = 6  # of shares: a single pair among thousands is not nothing


_SIDES: Final = ("body", "context")
_KINDS: Final = ("agreement", "cooperation", "project")  # of ties
_WIDEST: Final = {edtf.FIRST_DAY, edtf.LAST_DAY}


class Value(NamedTuple):
    """One figure of a measure.

    *thing* is whose it is (an identifier), None where it is that of the whole; *group* the body
    that names a community or component, a kind, or a year; *detail* a second kind, or a certainty.
    A share comes with its *part* and *whole*.
    """

    measure: str
    number: float
    thing: str | None = None
    group: str | None = None
    detail: str | None = None
    part: int | None = None
    whole: int | None = None


class Measures(NamedTuple):
    """All figures, and what they were computed from.

    *sizes* counts bodies, pairs (all, and by kind of tie), isolates, contexts, parts and relations;
    *samples* says which measures were estimated, and from what.
    """

    values: tuple[Value, ...]
    sizes: Mapping[str, int]
    samples: Mapping[str, Sample]
    modularity: float | None

    def of(self, measure: str) -> list[Value]:
        """Return the figures of one measure, in their order."""
        return [value for value in self.values if value.measure == measure]


class Share(NamedTuple):
    """So many of so many: in a group (a kind, a year), by a second kind or a certainty."""

    part: int
    whole: int
    group: str
    detail: str | None = None


def measure(network: Network) -> Measures:
    """Return the measures of a network, of each the highest figures first (constraint: the lowest).

    Degrees and sizes are counts; the others are shares from 0 to 1, but constraint, which can
    slightly pass 1, and modularity, which can fall below 0. Figures are rounded to four digits,
    shares of a whole to six.
    """
    tied, modes = one_mode(network), two_modes(network)
    between, bridging = centrality.betweenness(tied), centrality.betweenness(modes)
    communities, modularity = centrality.communities(tied)
    body, context = ({n: modes.degree[s, n] for s, n in modes if s == side} for side in _SIDES)
    bridges = {name: score for (side, name), score in bridging[0].items() if side == "body"}
    values = [
        *_ranked("degree", dict(tied.degree)),
        *_ranked("betweenness", between[0]),
        *_ranked("constraint", centrality.constraint(tied), lowest_first=True),
        *_groups("community", communities, tied),
        *_groups("component", centrality.components(tied), tied),
        *_shares("density", tie_densities(tied, network.ties)),
        *_shares("density-groups", group_densities(tied, network)),
        *_shares("density-years", yearly_densities(tied, network.ties)),
        *_ranked("parts", body),
        *_ranked("crowd", context),
        *_ranked("bridge", bridges),
        *_shares("density-modes", mode_densities(network)),
        *_shares("share", knowledge(network)),
    ]
    samples = {"betweenness": between[1], "bridge": bridging[1]}
    return Measures(
        tuple(values),
        _sizes(network, tied, modes),
        {name: sample for name, sample in samples.items() if sample},
        None if modularity is None else round(modularity, _DIGITS),
    )


def _sizes(
    network: Network, tied: networkx.Graph[str], modes: networkx.Graph[tuple[str, str]]
) -> dict[str, int]:
    return {
        "bodies": len(tied),
        "pairs": tied.number_of_edges(),
        **{kind: len(_pairs_by(network.ties, kind)) for kind in _KINDS},
        "isolates": sum(1 for _, degree in tied.degree if not degree),
        "contexts": sum(1 for side, _ in modes if side == "context"),
        "parts": modes.number_of_edges(),
        "relations": len(network.relations),
    }


def _ranked(
    measure: str, scores: Mapping[str, float], *, lowest_first: bool = False
) -> Iterator[Value]:
    """Yield the figures of things that have one, in order; equal ones by identifier."""
    sign = 1 if lowest_first else -1
    rounded = {thing: round(score, _DIGITS) for thing, score in scores.items()}
    for thing, score in sorted(rounded.items(), key=lambda each: (sign * each[1], each[0])):
        if score:
            yield Value(measure, score, thing)


def _groups(measure: str, sets: list[set[str]], graph: networkx.Graph[str]) -> Iterator[Value]:
    """Yield each body with the size of its group and the member with the most ties, its name."""

    def weight(body: str) -> tuple[int, str]:
        return -graph.degree[body], body

    named = [sorted(each, key=weight) for each in sets]
    for members in sorted(named, key=lambda each: (-len(each), each[0])):
        yield from (Value(measure, len(members), body, members[0]) for body in members)


def _shares(measure: str, shares: Iterable[Share]) -> Iterator[Value]:
    """Yield the shares of which there is a whole."""
    for part, whole, group, detail in shares:
        if whole:
            number = round(part / whole, _FINER)
            yield Value(measure, number, None, group, detail, part, whole)


def _pairs_by(ties: Iterable[Relation], kind: str) -> set[tuple[str, str]]:
    """Return the pairs that a kind of tie binds."""
    return {(tie.a, tie.b) for tie in ties if tie.family == kind}


def tie_densities(graph: networkx.Graph[str], ties: Iterable[Relation]) -> Iterator[Share]:
    """Yield the tied among all pairs of bodies: all, then by kind of tie, the most first."""
    whole = _pairs(len(graph))
    yield Share(graph.number_of_edges(), whole, "all")
    pairs = {(tie.family, tie.a, tie.b) for tie in ties}
    for kind, count in _ordered(Counter(kind for kind, *_ in pairs)):
        yield Share(count, whole, kind)


def group_densities(graph: networkx.Graph[str], network: Network) -> Iterator[Share]:
    """Yield the tied among the pairs within each kind of bodies, and between two; never nothing."""
    groups = {node.id: node.group for node in network.nodes if node.id in graph}
    sizes = Counter(groups.values())
    found = Counter(tuple(sorted((groups[a], groups[b]))) for a, b in graph.edges)
    for (one, other), count in _ordered(found):
        whole = _pairs(sizes[one]) if one == other else sizes[one] * sizes[other]
        yield Share(count, whole, one, other)


def yearly_densities(graph: networkx.Graph[str], ties: Sequence[Relation]) -> Iterator[Share]:
    """Yield for each year of the dates of the ties the pairs that were tied, by certainty.

    A pair with several ties counts by the surest. "held" are the sure and the presumed together.
    """
    held = [(limits, tie) for tie in ties for limits in tie.claim.spans or (tie.claim.bounds,)]
    spans = {limits for limits, _ in held}
    days = {day for limits in spans for day in limits} - _WIDEST
    years = sorted(int(day[:4]) for day in days)
    for year in range(years[0], years[-1] + 1) if years else ():
        said = {limits: edtf.holds(limits, f"{year:04d}") for limits in spans}
        best: dict[tuple[str, str], edtf.State] = {}
        for limits, tie in held:
            surest = (best.get((tie.a, tie.b), "no"), said[limits])
            best[tie.a, tie.b] = min(surest, key=edtf.STATES.index)
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
