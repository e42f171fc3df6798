"""Two things side by side: what both have, and what only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from kg.errors import NotFound, UsageError
from kg.names import shorten
from kg.network.aspects import SECTIONS, Entry, Mention, mentions
from kg.network.network import Network, Node, read_network
from kg.network.projection import narrow, ties
from kg.network.strength import read_ladder
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.search.naming import read_namings
from kg.text.words import Words

_FIRST: Final = {"kind": 0, "country": 1, "also": 2}  # then what documents say

Side = Literal["both", "a", "b"]


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
    bound = ties(network, read_ladder(store))
    a, b = (_with_own_names(each, store) for each in (a, b))
    sides = (list(mentions(each, network, bound, roll_up=roll_up)) for each in (a, b))
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
            both = each.family in ("agreement", "cooperation")
            sides = (said if both or each.a == a else (), said if both or each.a == b else ())
            yield Line("between", each.id, each.context or each.label, None, *sides)


def _join(a: Iterable[Entry], b: Iterable[Entry], *, skip: set[str]) -> Iterator[Line]:
    """Yield the entries of both sides, together where they are about the same."""
    found: dict[tuple[str, str, str | None], tuple[Entry, tuple[list[Mention], list[Mention]]]] = {}
    for at, entries in enumerate((a, b)):
        for entry in entries:
            if entry.item not in skip:
                key = (entry.section, entry.item or entry.label.en, entry.year)
                found.setdefault(key, (entry, ([], [])))[1][at].append(entry.mention)
    for entry, (ours, theirs) in found.values():
        yield Line(*entry[:4], tuple(ours), tuple(theirs))


def _order(line: Line) -> tuple[int, int, str, str, str]:
    section = SECTIONS.index(line.section)
    if line.section == "identity":
        return section, _FIRST.get(line.label.en, len(_FIRST)), line.label.en.casefold(), "", ""
    side = ("both", "a", "b").index(line.side)
    return section, side, line.label.en.casefold(), line.year or "", line.item or ""
