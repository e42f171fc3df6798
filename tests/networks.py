"""Networks as plain values, for tests of what is made of them."""

from __future__ import annotations

from kg.claims.claims import Claim, Evidence
from kg.edtf import UNBOUNDED
from kg.network.network import Network, Node, Relation
from kg.text.words import Words


def claim(name="claim:x", **changes):
    """Return a claim that is stated, undated, and stands in one document that is held."""
    place = Evidence("ev:d-1-2", "src:d", "Document", "Publisher", "https://example.org/", 1, 2)
    whole = Claim(name, "stated", None, None, UNBOUNDED, None, None, (), (place,))
    return whole._replace(**changes)


def body(name, label=None, **changes):
    """Return a thing of the network, by default a prison service of no country."""
    whole = Node(
        id=f"id:{name}", iri=f"https://w3id.org/pencoop/id/{name}", label=Words(label or name),
        aliases=(), group="penal", kind=Words("kind"), country=None, country_label=None,
        unresolved=False, note=None, degree=1, facts=(),
    )  # fmt: skip
    return whole._replace(**changes)


def relation(a, b, name=None, **changes):
    """Return a membership of *a* in *b*."""
    name = name or f"claim:{a}-in-{b}"
    whole = Relation(
        name, f"id:{a}", f"id:{b}", "membership", Words("member", "člen"), None, None, claim(name)
    )
    return whole._replace(**changes)


def network_of(nodes, relations):
    """Return a network in the order of identifiers, each thing with its degree."""
    near = {node.id: set() for node in nodes}
    for each in relations:
        near[each.a].add(each.b)
        near[each.b].add(each.a)
    counted = (node._replace(degree=len(near[node.id])) for node in nodes)
    return Network(tuple(sorted(counted)), tuple(sorted(relations)))
