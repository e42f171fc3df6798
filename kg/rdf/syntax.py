"""Syntax: the parts of a SPARQL query, as values: patterns, groups, expressions, queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.names import PREFIXES
from kg.rdf.sparql import Token

RDF_TYPE: Final = PREFIXES["rdf"] + "type"


class Path(NamedTuple):
    """A predicate: a variable, one IRI, or more.

    *names* are the IRIs in it, *last* the one by which it comes to its end, where that is sure.
    *negated*: it holds a set of those that it is not; *empty*: it may lead from a node to itself
    without a triple; *loops*: it repeats.
    """

    text: str
    names: frozenset[str]
    iri: str | None = None
    last: str | None = None
    variable: bool = False
    negated: bool = False
    empty: bool = False
    loops: bool = False


class Triple(NamedTuple):
    """A triple pattern; its ends are ``?x``, ``?.x`` for blank nodes, ``<iri>``, or literals.

    *at* is where its subject begins in the text, *verb* where its path does, *end* where it ends.
    """

    subject: str
    path: Path
    object: str
    at: int
    verb: int
    end: int


class Expression(NamedTuple):
    """An expression: its tokens, and the groups that stand in it after EXISTS."""

    tokens: tuple[Token, ...]
    groups: tuple[Group, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables that it names itself, outside its groups."""
        return frozenset("?" + each.text[1:] for each in self.tokens if each.kind == "variable")


class Filter(NamedTuple):
    """FILTER."""

    expression: Expression
    at: int


class Bind(NamedTuple):
    """BIND; *constant* is the IRI where nothing else is bound."""

    variable: str
    expression: Expression
    constant: str | None
    at: int


class Values(NamedTuple):
    """VALUES: for each variable its terms in order, None for UNDEF."""

    columns: dict[str, tuple[str | None, ...]]
    at: int


class Block(NamedTuple):
    """OPTIONAL, MINUS, GRAPH, SERVICE, UNION (all its groups) or GROUP (one inside another)."""

    kind: str
    groups: tuple[Group, ...]
    at: int


class Select(NamedTuple):
    """A query or one inside another; *names* are its variables, none for ``*``."""

    form: str
    head: Expression
    names: tuple[str, ...]
    template: Group | None
    where: Group
    tail: Expression
    names_dataset: bool
    at: int


class Group(NamedTuple):
    """What stands between two braces."""

    elements: tuple[Element, ...]
    at: int
    end: int


Element = Triple | Filter | Bind | Values | Block | Select


def groups(query: Select) -> Iterator[Group]:
    """Yield every group of a query, the outer ones first, without templates."""
    waiting = [query.where, *query.head.groups, *query.tail.groups]
    while waiting:
        group = waiting.pop(0)
        yield group
        for element in group.elements:
            waiting.extend(_inside(element))


def _inside(element: Element) -> tuple[Group, ...]:
    if isinstance(element, Block):
        return element.groups
    if isinstance(element, Filter | Bind):
        return element.expression.groups
    if isinstance(element, Select):
        return (element.where, *element.head.groups, *element.tail.groups)
    return ()
