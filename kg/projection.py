"""The network as networkx graphs: all of it, or what of it answers one sort of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.network import Network, Relation
from kg.provenance import provenance

if TYPE_CHECKING:
    import networkx

_MUTUAL = ("agreement", "cooperation")  # families whose lines have no direction


def to_networkx(network: Network) -> networkx.MultiDiGraph[str]:
    """Return the network as a directed multigraph, one edge per relation, with its id as key.

    All attributes are plain strings, numbers or booleans, "" where there is nothing, so that every
    writer of networkx takes them. Nodes: label, label_cs, kind, group, country, unresolved. Edges:
    family, label, term, mutual (no direction is meant), strength of the claim (status, named_by),
    time (since, until, attested as EDTF; earliest_start to latest_end as days), source and evidence
    (several parted by blanks); number, currency and bound where the source gives a number.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in network.nodes:
        labels = {"label": node.label.en, "label_cs": node.label.cs or node.label.en}
        sort = {"kind": node.kind.en, "group": node.group, "country": node.country or ""}
        graph.add_node(node.id, **labels, **sort, unresolved=node.unresolved)
    for each in network.relations:
        graph.add_edge(each.a, each.b, key=each.id, **_attributes(each))
    return graph


def _attributes(each: Relation) -> dict[str, str | bool]:
    said = provenance(each.claim)._asdict()
    found: dict[str, str | bool] = {
        "family": each.family,
        "label": each.label.en,
        "term": each.term,
        "mutual": each.family in _MUTUAL,
        "named_by": each.claim.named_by or "",
    }
    found |= {
        name: " ".join(value) if isinstance(value, tuple) else value or ""
        for name, value in said.items()
    }
    found |= each.claim.bounds._asdict()
    if each.amount:
        found |= {name: value or "" for name, value in each.amount._asdict().items()}
    return found
