"""Two things side by side: what both have, and what only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from kg.claims.claims import Amount, Claim
from kg.edtf import NOT_STATED
from kg.errors import NotFound, UsageError
from kg.names import shorten
from kg.network.network import PARTNERS, Fact, Network, Node, Relation, read_network
from kg.network.projection import narrow
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.search.naming import read_namings
from kg.text.folding import fold
from kg.text.words import Words

_FIRST: Final = {"kind": 0, "country": 1, "also": 2}  # then what documents say

Side = Literal["both", "a", "b"]


# In the order of reading; each is a key of `compare.json`.
SECTIONS: Final = (
    *("identity", "between", "memberships", "members", "agreements", "partners", "projects"),
    *("programmes", "events", "structure", "funding", "influence", "counts"),
)
# The section of a relation by its family, as seen from its first end and from its second.
_SEEN: Final = {
    "membership": ("memberships", "members"),
    "agreement": ("agreements", "agreements"),
    "cooperation": ("agreements", "agreements"),
    "project": ("projects", "projects"),
    "programme": ("programmes", "programmes"),
    "event": ("events", "events"),
    "structure": ("structure", "structure"),
    "funding": ("funding", "funding"),
    "influence": ("influence", "influence"),
}
_PART_OF: Final = "org:subOrganizationOf"


class Line(NamedTuple):
    """What at least one of the two has to do with, and what is said of each about it.

    *item* is an identifier where it is a thing; *year* that of a number (EDTF).
    """

    section: str
    item: str | None
    label: Words
    year: str | None
    a: tuple[Mention, ...]
    b: tuple[Mention, ...]

    @property
    def side(self) -> Side:
        """Tell whether both have it, or which one alone."""
        return "both" if self.a and self.b else "a" if self.a else "b"


class Comparison(NamedTuple):
    """Two things, and the lines about them, section by section; what is common comes first.

    *nodes* are all things by identifier, *documents* counts those that were looked at.
    """

    a: Node
    b: Node
    lines: tuple[Line, ...]
    nodes: Mapping[str, Node]
    documents: int

    @property
    def common(self) -> tuple[str, ...]:
        """What both have to do with, in whatever way: identifiers, in the order of the lines."""
        ours = dict.fromkeys(line.item for line in self.lines if line.a)
        theirs = {line.item for line in self.lines if line.b}
        return tuple(item for item in ours if item in theirs and item in self.nodes and item)


class Mention(NamedTuple):
    """What is said: a role, a word or an amount; *by* is the part of the thing that has it."""

    said: Words | Amount
    claim: Claim | None = None
    by: str | None = None


class Aspect(NamedTuple):
    """A mention with its section, and what it is about: a thing, or a number and its year."""

    section: str
    item: str | None
    label: Words
    year: str | None
    mention: Mention


def compare(
    store: Store,
    ends: tuple[str, str],
    *,
    as_of: str | None = None,
    roll_up: bool = False,
    look_up: Callable[[Store, str], str] = look_up,
) -> Comparison:
    """Return two things side by side; with *roll_up* what their parts have counts as theirs.

    Things are given as *look_up* takes them. Raises NotFound where one is not known or has no place
    in the network, UsageError where both are the same, ValueError where *as_of* is no date.
    """
    network = narrow(read_network(store), as_of=as_of)
    nodes = {node.id: node for node in network.nodes}
    a, b = (_node(shorten(look_up(store, each)), nodes) for each in ends)
    if a == b:
        raise UsageError(f"give two different things; {a.id} was given twice.")
    a, b = (_with_own_names(each, store) for each in (a, b))
    sides = (list(mentions(each, network, roll_up=roll_up)) for each in (a, b))
    lines = [*_between(a.id, b.id, network), *_join(*sides, skip={a.id, b.id})]
    sources = {place.source for each in network.relations for place in each.claim.evidence}
    return Comparison(a, b, tuple(sorted(lines, key=_order)), nodes, len(sources))


def _node(thing: str, nodes: Mapping[str, Node]) -> Node:
    if thing not in nodes:
        raise NotFound(f"{thing} has no place in the network. Give a body, project or event.")
    return nodes[thing]


def _with_own_names(node: Node, store: Store) -> Node:
    """Return a node without wrong names, and without those that one document alone understands."""
    namings = read_namings(store, [node.iri])
    own = {each.text for each in namings if not each.documents and each.sort != "misspelling"}
    return node._replace(aliases=tuple(alias for alias in node.aliases if alias in own))


def _between(a: str, b: str, network: Network) -> Iterator[Line]:
    """Yield what joins the two themselves, once for each relation, as said of its first end."""
    for each in network.relations:
        if {each.a, each.b} == {a, b}:
            said = (Mention(each.amount or each.label, each.claim),)
            sides = (said if each.symmetric or each.a == end else () for end in (a, b))
            yield Line("between", each.id, each.context or each.label, None, *sides)


def _join(a: Iterable[Aspect], b: Iterable[Aspect], *, skip: set[str]) -> Iterator[Line]:
    """Yield the aspects of both sides, together where they are about the same."""
    found: dict[
        tuple[str, str, str | None], tuple[Aspect, tuple[list[Mention], list[Mention]]]
    ] = {}
    for at, aspects in enumerate((a, b)):
        for aspect in aspects:
            if aspect.item not in skip:
                key = (aspect.section, aspect.item or aspect.label.en, aspect.year)
                found.setdefault(key, (aspect, ([], [])))[1][at].append(aspect.mention)
    for aspect, (ours, theirs) in found.values():
        yield Line(*aspect[:4], tuple(ours), tuple(theirs))


def _order(line: Line) -> tuple[int, int, str, str, str]:
    section = SECTIONS.index(line.section)
    if line.section == "identity":
        return section, _FIRST.get(line.label.en, len(_FIRST)), fold(line.label.en), "", ""
    side = ("both", "a", "b").index(line.side)
    return section, side, fold(line.label.en), line.year or "", line.item or ""


def mentions(node: Node, network: Network, *, roll_up: bool = False) -> Iterator[Aspect]:
    """Yield everything that is said of a thing, and with *roll_up* of its parts."""
    nodes = {each.id: each for each in network.nodes}
    family = _with_parts(node.id, network.relations) if roll_up else {node.id}

    def by(own: str) -> str | None:
        return own if own != node.id else None

    yield from _identity(node)
    for each in network.relations:
        is_told = each.edge == PARTNERS and each.family == "cooperation"  # among the ties
        if (each.a in family) != (each.b in family) and not is_told:
            own, item, end = (each.a, each.b, 0) if each.a in family else (each.b, each.a, 1)
            yield _of_relation(each, nodes[item], end, by(own))
    for tie in network.ties:
        if (tie.a in family) != (tie.b in family):
            own, item = (tie.a, tie.b) if tie.a in family else (tie.b, tie.a)
            mention = Mention(_reason(tie), tie.claim, by(own))
            yield Aspect("partners", item, nodes[item].label, None, mention)
    for part in sorted(family & nodes.keys()):
        for fact in nodes[part].facts:
            if part == node.id or isinstance(fact.value, Amount):
                yield _of_fact(fact, by(part))


def _identity(node: Node) -> Iterator[Aspect]:
    known = [("kind", node.kind), ("country", node.country_label)]
    known += [("also", Words(alias)) for alias in node.aliases if alias not in node.label]
    for name, value in known:
        if value:
            yield Aspect("identity", None, Words(name), None, Mention(value))


def _of_relation(each: Relation, other: Node, end: int, by: str | None) -> Aspect:
    mention = Mention(each.amount or each.label, each.claim, by)
    if each.family != "count":
        return Aspect(_SEEN[each.family][end], other.id, other.label, None, mention)
    en, cs = (f"{each.label.en}: {other.label.en}", f"{_czech(each.label)}: {_czech(other.label)}")
    return Aspect("counts", f"{each.term} {other.id}", Words(en, cs), _year(each.claim), mention)


def _reason(tie: Relation) -> Words:
    """Return what makes a tie: a project by its name, a cooperation by its kind, an agreement."""
    return Words("agreement") if tie.family == "agreement" else tie.label


def _of_fact(fact: Fact, by: str | None) -> Aspect:
    mention = Mention(
        fact.value if isinstance(fact.value, Amount) else Words(fact.value), fact.claim
    )
    if isinstance(fact.value, Amount):
        return Aspect("counts", None, fact.label, _year(fact.claim), mention._replace(by=by))
    return Aspect("identity", None, fact.label, None, mention)


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
