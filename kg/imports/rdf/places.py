"""Where a body is: its country and its seat, wherever the vocabularies put them.

A country is a text, a code, an address of an authority list, or a node with names and codes of its
own; it stands at the body, at its address, or at the site that has the address. What is nearest
counts: the address before the area that is served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote

import pyoxigraph as ox

from kg.imports.meaning.known import Background
from kg.imports.rdf.nodes import Nodes, Statement
from kg.names import ID, PC, expand

_DEEPEST: Final = 4  # from a body over its site and the address to the country
_NEAR: Final = ("country", "address")
_IDENTIFIER: Final = expand("org:identifier")
_NAMES: Final = ("code", "name", "label", "literal form", "country")
_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_LAST: Final = re.compile(r"([^/#:=]+)/?$")


class Place(NamedTuple):
    """The country of a node (a key, "" for none in particular, None where none is said).

    *said* are the statements that tell it, *unread* those that name no country that is known, and
    *several* the countries where the nearest ones differ.
    """

    country: str | None
    said: tuple[Statement, ...] = ()
    unread: tuple[Statement, ...] = ()
    several: tuple[str, ...] = ()


class _Found(NamedTuple):
    country: str
    way: tuple[Statement, ...]


class Places:
    """The countries and towns of nodes."""

    def __init__(self, nodes: Nodes, known: Background) -> None:
        self._nodes = nodes
        self._known = known
        self._areas = _numbers(known)

    def place(self, node: str) -> Place:
        """Return the country of a node, from its address or, without one, from its area."""
        for fields in (_NEAR, ("area",)):
            unread: list[Statement] = []
            found = list(self._search(node, fields, (), unread))
            countries = tuple(dict.fromkeys(each.country for each in found))
            ways = tuple(dict.fromkeys(said for each in found for said in each.way))
            if len(countries) > 1 and fields != _NEAR:  # it serves them, and lies in none said
                return Place(None, (), (*unread, *ways))
            if len(countries) > 1:
                return Place(None, ways, tuple(unread), countries)
            if countries or (unread and fields == _NEAR):
                return Place(countries[0] if countries else None, ways, tuple(unread))
        return Place(None, (), tuple(unread))

    def towns(self, node: str) -> list[tuple[Statement, ...]]:
        """Return the ways to the towns of a node; the last statement of each names the town."""
        return list(self._towns(node, ()))

    def _towns(self, node: str, way: tuple[Statement, ...]) -> Iterator[tuple[Statement, ...]]:
        for each in self._nodes.about(node, "place"):
            if each.lang is not None:
                yield (*way, each)
        if len(way) < _DEEPEST:
            for each in self._nodes.about(node, "address"):
                if each.lang is None and each not in way:
                    yield from self._towns(self._nodes.other_end(node, each), (*way, each))

    def _search(
        self,
        node: str,
        fields: tuple[str, ...],
        way: tuple[Statement, ...],
        unread: list[Statement],
    ) -> Iterator[_Found]:
        for each in self._nodes.about(node, *fields):
            if each in way:
                continue
            if each.lang is not None:
                country = self._known.countries.find(each.value, each.lang or None)
                if country is not None:
                    yield _Found(country, (*way, each))
                elif each not in self._nodes.about(node, "address"):
                    unread.append(each)
                continue
            yield from self._follow(self._nodes.other_end(node, each), (*way, each), unread)

    def _follow(
        self, node: str, way: tuple[Statement, ...], unread: list[Statement]
    ) -> Iterator[_Found]:
        """Yield the country that a node is, or that it lies in."""
        if (named := self._named(node)) is not None:
            yield _Found(named[0], (*way, *named[1]))
            return
        before = len(unread)
        found = []
        if len(way) < _DEEPEST:
            found = list(self._search(node, _NEAR, way, unread))
        yield from found
        asked = any(each in self._nodes.about(way[0].subject, "country", "area") for each in way)
        if not found and len(unread) == before and asked:
            unread.append(way[-1])

    def _named(self, node: str) -> tuple[str, tuple[Statement, ...]] | None:
        """Return the country that a node is, by its address, or by codes and names of its own."""
        if self._nodes.sort(node) == "countries" or not self._nodes.said_of(node):
            for each in self._nodes.about(node, *_NAMES):
                if each.lang is not None:
                    country = self._known.countries.find(each.value)
                    if country is not None:
                        names = self._nodes.about(node, *_NAMES)
                        return country, tuple(names)
        country = self.by_address(node)
        return None if country is None else (country, ())

    def by_address(self, iri: str) -> str | None:
        """Return the country for which an IRI stands: of an authority list, of Wikidata …"""
        if iri.startswith("_:"):
            return None
        if iri.startswith(ID):
            return self._known.countries.find(iri.removeprefix(ID))
        if item := _WIKIDATA.fullmatch(iri):
            return self._areas.get(item[1])
        last = _LAST.search(unquote(iri))
        return self._known.countries.find(last[1].replace("_", " ")) if last else None


def _numbers(known: Background) -> dict[str, str]:
    """Return the areas of the graph by their items of Wikidata."""
    found = {}
    for thing in known.catalogue:
        if thing.sort == "area":
            for each in known.data.get(ID + thing.key, {}).get(_IDENTIFIER, ()):
                if isinstance(each, ox.Literal) and each.datatype.value.startswith(PC):
                    found[each.value] = thing.key
    return found
