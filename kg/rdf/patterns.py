"""Patterns: which triples a rule reads and writes, and the groups that it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import expand

# A variable as "?name", or the term itself.
Node = str | ox.NamedNode | ox.Literal

TYPE: Final = ox.NamedNode(expand("rdf:type"))
_MOST: Final = 64  # ways through the UNIONs of one rule


class Unreadable(Exception):
    """A rule that goes beyond what is understood here."""


class Pattern(NamedTuple):
    """A triple that a rule reads: *predicates* None means any, *repeated* a path with * or +."""

    subject: Node
    predicates: frozenset[ox.NamedNode] | None
    object: Node
    repeated: bool = False


class Conjunct(NamedTuple):
    """Patterns that hold together, and the parts that may hold, or must not, beside them."""

    patterns: tuple[Pattern, ...]
    parts: tuple[Conjunct, ...] = ()


class Rule(NamedTuple):
    """A CONSTRUCT query: what it writes, and each way in which its WHERE can hold.

    *values* are the terms that VALUES gives a variable; *places* tells where in the text a VALUES
    clause for a variable of the head can be put so that it narrows the whole query, and *selects*
    for each sub-select where one for a variable that it lets out can be put.
    """

    text: str
    head: tuple[Pattern, ...]
    ways: tuple[Conjunct, ...]
    values: dict[str, frozenset[Node]]
    places: dict[str, tuple[int, ...]]
    selects: tuple[dict[str, tuple[int, ...]], ...]


class Group:
    """A group graph pattern as it is read."""

    def __init__(self, start: int, visible: frozenset[str] | None) -> None:
        self.start = start
        self.visible = visible  # the variables that a sub-select lets out, None for all
        self.is_select = False
        self.patterns: list[Pattern] = []
        self.parts: list[Group] = []
        self.unions: list[list[Group]] = []


def hide(name: str, shown: set[str], mark: str) -> str:
    """Return the name of a variable of a sub-select outside of it."""
    return name if name in shown else name + mark


def rename(group: Group, shown: set[str], mark: str) -> None:
    """Give the variables of a sub-select that are not shown names of their own."""

    def renamed(node: Node) -> Node:
        return hide(node, shown, mark) if isinstance(node, str) else node

    group.patterns = [
        each._replace(subject=renamed(each.subject), object=renamed(each.object))
        for each in group.patterns
    ]
    for inner in (*group.parts, *(branch for union in group.unions for branch in union)):
        rename(inner, shown, mark)


def flatten(group: Group) -> Iterator[Conjunct]:
    """Yield each way through the UNIONs of a group."""
    parts = tuple(way for part in group.parts for way in flatten(part))
    ways: Sequence[Conjunct] = [Conjunct(tuple(group.patterns), parts)]
    for union in group.unions:
        branches = [way for branch in union for way in flatten(branch)]
        ways = [
            Conjunct((*one.patterns, *other.patterns), (*one.parts, *other.parts))
            for one in ways
            for other in branches
        ]
        if len(ways) > _MOST:
            raise Unreadable("too many UNIONs")
    yield from ways


def selects_of(group: Group) -> Iterator[Group]:
    """Yield the sub-selects of a group that always hold, also where one stands in another."""
    for union in group.unions:
        if len(union) == 1:
            if union[0].visible is not None:
                yield union[0]
            yield from selects_of(union[0])


def places_of(group: Group, variable: str) -> Iterator[int]:
    """Yield where VALUES for a variable can stand in a group and all that is joined with it."""
    if group.visible is not None and variable not in group.visible:
        return
    if not group.is_select:
        yield group.start
    for union in group.unions:
        for branch in union:
            yield from places_of(branch, variable)
