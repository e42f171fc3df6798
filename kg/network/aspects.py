"""What is said of one thing, by section: what it is, what it belongs to, whom it works with.

Every mention is seen from the thing: its item is the other end, or the number that is given. What
the registry says (kind, place, names) comes without a claim; everything else has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.claims.amounts import Amount
from kg.claims.claims import Claim
from kg.edtf import NOT_STATED
from kg.network.network import Fact, Network, Node, Relation
from kg.network.projection import Tie
from kg.text.words import Words

# In the order of reading; each is a key of `compare.json`.
SECTIONS: Final = (
    *("identity", "between", "memberships", "members", "agreements", "partners", "projects"),
    *("programmes", "events", "structure", "funding", "influence", "counts"),
)
# The section of a relation by its family, as seen from its first end and from its second.
_SEEN: Final = {
    "membership": ("memberships", "members"),
    "agreement": ("agreements", "agreements"),
    "cooperation": ("partners", "partners"),
    "project": ("projects", "projects"),
    "programme": ("programmes", "programmes"),
    "event": ("events", "events"),
    "structure": ("structure", "structure"),
    "funding": ("funding", "funding"),
    "influence": ("influence", "influence"),
}
_PART_OF: Final = "org:subOrganizationOf"


class Mention(NamedTuple):
    """What is said: a role, a word or an amount; *by* is the part of the thing that has it."""

    said: Words | Amount
    claim: Claim | None = None
    by: str | None = None


class Entry(NamedTuple):
    """A mention with its section, and what it is about: a thing, or a number and its year."""

    section: str
    item: str | None
    label: Words
    year: str | None
    mention: Mention


def mentions(
    node: Node, network: Network, bound: Iterable[Tie], *, roll_up: bool = False
) -> Iterator[Entry]:
    """Yield everything that is said of a thing, and with *roll_up* of its parts."""
    nodes = {each.id: each for each in network.nodes}
    family = _with_parts(node.id, network.relations) if roll_up else {node.id}

    def by(own: str) -> str | None:
        return own if own != node.id else None

    yield from _identity(node)
    for each in network.relations:
        if (each.a in family) != (each.b in family):
            own, item, end = (each.a, each.b, 0) if each.a in family else (each.b, each.a, 1)
            yield _of_relation(each, nodes[item], end, by(own))
    for tie in bound:
        if tie.kind != "cooperation" and (tie.a in family) != (tie.b in family):
            own, item = (tie.a, tie.b) if tie.a in family else (tie.b, tie.a)
            yield Entry("partners", item, nodes[item].label, None, _of_tie(tie, nodes, by(own)))
    for part in sorted(family & nodes.keys()):
        for fact in nodes[part].facts:
            if part == node.id or isinstance(fact.value, Amount):
                yield _of_fact(fact, by(part))


def _identity(node: Node) -> Iterator[Entry]:
    known = [("kind", node.kind), ("country", node.country_label)]
    known += [("also", Words(alias)) for alias in node.aliases if alias not in node.label]
    for name, value in known:
        if value:
            yield Entry("identity", None, Words(name), None, Mention(value))


def _of_relation(each: Relation, other: Node, end: int, by: str | None) -> Entry:
    mention = Mention(each.amount or each.label, each.claim, by)
    if each.family != "count":
        return Entry(_SEEN[each.family][end], other.id, other.label, None, mention)
    en, cs = (f"{each.label.en}: {other.label.en}", f"{_czech(each.label)}: {_czech(other.label)}")
    return Entry("counts", f"{each.term} {other.id}", Words(en, cs), _year(each.claim), mention)


def _of_tie(tie: Tie, nodes: dict[str, Node], by: str | None) -> Mention:
    """Return a tie as a mention; one by a project is called by its name."""
    basis = nodes.get(tie.claim.id)
    return Mention(basis.label if basis else Words(tie.kind), tie.claim, by)


def _of_fact(fact: Fact, by: str | None) -> Entry:
    mention = Mention(
        fact.value if isinstance(fact.value, Amount) else Words(fact.value), fact.claim
    )
    if isinstance(fact.value, Amount):
        return Entry("counts", None, fact.label, _year(fact.claim), mention._replace(by=by))
    return Entry("identity", None, fact.label, None, mention)


def _with_parts(thing: str, relations: Iterable[Relation]) -> set[str]:
    """Return a thing with all its parts, and theirs."""
    below: dict[str, set[str]] = {}
    for each in relations:
        if each.term == _PART_OF:
            below.setdefault(each.b, set()).add(each.a)
    found, waiting = set[str](), {thing}
    while waiting:
        found |= waiting
        waiting = {part for each in waiting for part in below.get(each, ())} - found
    return found


def _year(claim: Claim) -> str | None:
    return claim.when if claim.when != NOT_STATED else None


def _czech(words: Words) -> str:
    return words.cs or words.en
