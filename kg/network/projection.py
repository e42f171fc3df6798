"""The network as networkx graphs: all of it, or what of it answers one sort of question.

Two projections keep direct ties and common membership apart. In one mode bodies are tied by an
agreement, a declared cooperation, or a project that both carry, as `pc:partnersWith` has it. In two
modes bodies stand on one side and what they take part in on the other, so that nobody is taken for
a partner of his fellow members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import edtf
from kg.claims.claims import Claim, both
from kg.claims.provenance import Provenance
from kg.network.network import Network, Node, Relation
from kg.network.rows import as_text, edge_attributes
from kg.network.strength import Ladder

if TYPE_CHECKING:
    import networkx

BODIES: Final = ("penal", "authority", "international", "unit", "other")  # groups of organisations
CONTEXTS: Final = ("membership", "project", "programme", "event")  # families of a part in something
_CARRIED: Final = "strength:project"


class Tie(NamedTuple):
    """What binds two bodies directly: an agreement, a cooperation, or a project that both carry."""

    a: str
    b: str
    kind: str
    claim: Claim


def narrow(
    network: Network,
    *,
    as_of: str | None = None,
    avoid: Callable[[Node | Relation], bool] = lambda _: False,
) -> Network:
    """Return the network without what is to be avoided, and without what did not hold at a date.

    Raises ValueError where *as_of* is no date.
    """

    def held(claim: Claim) -> bool:
        return as_of is None or edtf.holds(claim.bounds, as_of) != "no"

    nodes = tuple(
        node._replace(facts=tuple(fact for fact in node.facts if held(fact.claim)))
        for node in network.nodes
        if not avoid(node)
    )
    known = {node.id for node in nodes}
    relations = tuple(
        each
        for each in network.relations
        if {each.a, each.b} <= known and not avoid(each) and held(each.claim)
    )
    return Network(nodes, relations)


def to_networkx(network: Network, *, as_of: str | None = None) -> networkx.MultiDiGraph[str]:
    """Return the network as a directed multigraph, one edge per relation, with its id as key.

    All attributes are plain strings, numbers or booleans, "" where there is nothing, so that every
    writer of networkx takes them. Nodes: label, label_cs, kind, group, country, unresolved. Edges:
    family, label, term, symmetric (the ends play the same part), status and named_by, time (since,
    until, attested as EDTF; earliest_start to latest_end as days), source and evidence (several
    parted by a semicolon); number, currency and bound where the source gives a number; certainty
    (yes, presumed, unknown, no) with *as_of*.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in network.nodes:
        labels = {"label": node.label.en, "label_cs": node.label.cs or node.label.en}
        sort = {"kind": node.kind.en, "group": node.group, "country": node.country or ""}
        graph.add_node(node.id, **labels, **sort, unresolved=node.unresolved)
    for each in network.relations:
        graph.add_edge(each.a, each.b, key=each.id, **_attributes(each, as_of))
    return graph


def ties(network: Network, ladder: Ladder) -> list[Tie]:
    """Return the ties of bodies, one for each basis, with the claims of both ends as one.

    Two parts that cannot have overlapped in time make no tie. The same rules as those of the
    ontology (`ontology/rules/20-tie.rq`), over a network that may have been narrowed.
    """
    bodies = {node.id for node in network.nodes if node.group in BODIES}
    found = [
        Tie(each.a, each.b, each.family, each.claim) for each in network.relations if each.symmetric
    ]
    found += _carried(network, ladder)
    return [
        tie
        for tie in found
        if {tie.a, tie.b} <= bodies
        and tie.claim.bounds.earliest_start <= tie.claim.bounds.latest_end
    ]


def _carried(network: Network, ladder: Ladder) -> Iterator[Tie]:
    """Yield a tie for each two parts of different bodies in carrying one project."""
    parts: dict[str, list[Relation]] = {}
    for each in network.relations:
        rung = ladder.rung(each)
        if each.family == "project" and rung and rung.id == _CARRIED:
            parts.setdefault(each.b, []).append(each)
    for project, several in parts.items():
        for one, other in combinations(several, 2):
            if one.a != other.a:
                yield Tie(one.a, other.a, "project", both(project, (one.claim, other.claim)))


def one_mode(network: Network, several: list[Tie]) -> networkx.Graph[str]:
    """Return the bodies of a network, joined where at least one of *several* ties binds them."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes if node.group in BODIES)
    graph.add_edges_from(sorted({(min(tie.a, tie.b), max(tie.a, tie.b)) for tie in several}))
    return graph


def two_modes(network: Network) -> networkx.Graph[tuple[str, str]]:
    """Return bodies and what they take part in, as ("body", id) and ("context", id).

    An organisation in which others take part stands on both sides, as two nodes.
    """
    import networkx

    bodies = {node.id for node in network.nodes if node.group in BODIES}
    graph: networkx.Graph[tuple[str, str]] = networkx.Graph()
    graph.add_nodes_from(("body", node.id) for node in network.nodes if node.group in BODIES)
    graph.add_edges_from(
        (("body", each.a), ("context", each.b))
        for each in network.relations
        if each.family in CONTEXTS and each.a in bodies
    )
    return graph


def _attributes(each: Relation, as_of: str | None) -> dict[str, str | bool]:
    told = {name: as_text(value) for name, value in edge_attributes(each, as_of=as_of).items()}
    numbered = each.amount._fields if each.amount else ()
    return {
        "family": each.family,
        "label": each.label.en,
        "term": each.term,
        "symmetric": each.symmetric,
        "named_by": each.claim.named_by or "",
        **{name: told.get(name, "") for name in (*Provenance._fields, *numbered)},
        **each.claim.bounds._asdict(),
        "certainty": told.get("as_of", ""),
    }
