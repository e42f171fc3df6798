"""The network as networkx graphs: all of it, or what of it answers one sort of question.

Two projections keep direct ties and common membership apart. In one mode bodies are joined by the
ties that the rules derive, as `pc:partnersWith` has it. In two
modes bodies stand on one side and what they take part in on the other, so that nobody is taken for
a partner of his fellow members.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kg.claims.claims import Claim
from kg.claims.provenance import Provenance
from kg.network.network import Network, Node, Relation
from kg.network.rows import as_text, edge_attributes

if TYPE_CHECKING:
    import networkx

BODIES: Final = ("penal", "authority", "international", "unit", "other")  # groups of organisations
CONTEXTS: Final = ("membership", "project", "programme", "event")  # families of a part in something


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
        return as_of is None or claim.holds(as_of) != "no"

    nodes = tuple(
        node._replace(facts=tuple(fact for fact in node.facts if held(fact.claim)))
        for node in network.nodes
        if not avoid(node)
    )
    known = {node.id for node in nodes}
    gone = {node.id for node in network.nodes} - known
    relations, ties = (
        tuple(
            each
            for each in some
            if {each.a, each.b} <= known
            and each.basis not in gone
            and not avoid(each)
            and held(each.claim)
        )
        for some in (network.relations, network.ties)
    )
    return Network(nodes, relations, ties)


def to_networkx(network: Network, *, as_of: str | None = None) -> networkx.MultiDiGraph[str]:
    """Return the network as a directed multigraph, one edge per relation, with its id as key.

    All attributes are plain strings, numbers or booleans, "" where there is nothing, so that every
    writer of networkx takes them. Nodes: label, label_cs, kind, group, country, unresolved. Edges:
    family, label, term, symmetric (the ends play the same part), edge (the derived edge that it
    amounts to: pc:partnersWith, org:memberOf), status and named_by, time (since,
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


def one_mode(network: Network) -> networkx.Graph[str]:
    """Return the bodies of a network, joined where at least one tie binds them."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes if node.group in BODIES)
    graph.add_edges_from(sorted({(tie.a, tie.b) for tie in network.ties}))
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
        "edge": each.edge,
        "named_by": each.claim.named_by or "",
        **{name: told.get(name, "") for name in (*Provenance._fields, *numbered)},
        **each.claim.bounds._asdict(),
        "certainty": told.get("as_of", ""),
    }
