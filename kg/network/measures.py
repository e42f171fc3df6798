"""Measures of the network: who is central, who brokers, what hangs together, how dense it is.

All is computed over the two projections of `kg.projection`, always in the same order and with a
fixed seed, so that the same data give the same figures. `SOURCES` names who defined a measure; what
it means stands in `measures.json`, in English and Czech.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.network import centrality, densities
from kg.network.centrality import Sample
from kg.network.densities import Share
from kg.network.network import Network
from kg.network.projection import one_mode, ties, two_modes
from kg.network.strength import Ladder

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

    *sizes* counts bodies, pairs, isolates, contexts, parts and relations; *samples* says which
    measures were estimated, and from what; *ranked* whether a ladder tells carrying a project from
    other parts in it, without which a common project is no tie.
    """

    values: tuple[Value, ...]
    sizes: Mapping[str, int]
    samples: Mapping[str, Sample]
    modularity: float | None
    ranked: bool

    def of(self, measure: str) -> list[Value]:
        """Return the figures of one measure, in their order."""
        return [value for value in self.values if value.measure == measure]


def measure(network: Network, ladder: Ladder) -> Measures:
    """Return the measures of a network, of each the highest figures first (constraint: the lowest).

    Degrees and sizes are counts; the others are shares from 0 to 1, but constraint, which can
    slightly pass 1, and modularity, which can fall below 0. Figures are rounded to four digits,
    shares of a whole to six.
    """
    bound = ties(network, ladder)
    tied, modes = one_mode(network, bound), two_modes(network)
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
        *_shares("density", densities.tie_densities(tied, bound)),
        *_shares("density-groups", densities.group_densities(tied, network)),
        *_shares("density-years", densities.yearly_densities(tied, bound)),
        *_ranked("parts", body),
        *_ranked("crowd", context),
        *_ranked("bridge", bridges),
        *_shares("density-modes", densities.mode_densities(network)),
        *_shares("share", densities.knowledge(network)),
    ]
    samples = {"betweenness": between[1], "bridge": bridging[1]}
    return Measures(
        tuple(values),
        _sizes(network, tied, modes),
        {name: sample for name, sample in samples.items() if sample},
        None if modularity is None else round(modularity, _DIGITS),
        bool(ladder.rungs),
    )


_SIDES: Final = ("body", "context")


def _sizes(
    network: Network, tied: networkx.Graph[str], modes: networkx.Graph[tuple[str, str]]
) -> dict[str, int]:
    return {
        "bodies": len(tied),
        "pairs": tied.number_of_edges(),
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
