"""Identifiers and addresses that others give to nodes, as the graph writes and finds them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.additions.records import Text
from kg.checks.identifiers import SCHEMES
from kg.checks.identifiers import read as read_outside
from kg.errors import UsageError
from kg.imports.meaning.known import Background
from kg.imports.rdf.nodes import Nodes, Statement
from kg.names import ID, PC, expand, shorten
from kg.rdf.turtle import value

_HOSTS: Final = {
    "wikidata": re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)"),
    "ror": re.compile(r"https?://(?:www\.)?ror\.org/(0[a-z0-9]{8})"),
    "isni": re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?([0-9]{15}[0-9X])"),
}
_LEI: Final = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


class Identifier(NamedTuple):
    """An identifier that others give: in a scheme that the graph knows, or as it stands."""

    text: Text
    known: bool
    said: tuple[Statement, ...]


def read_identifiers(nodes: Nodes, node: str) -> list[Identifier]:
    """Return the identifiers that are said of a node, those of known schemes told apart."""
    found = []
    for each in nodes.about(node, "identifier"):
        texts: list[tuple[Statement, ...]] = [(each,)]
        if each.lang is None:
            inner = nodes.about(each.value, "code", "amount")
            texts = [(part, each) for part in inner if part.lang is not None] or [(each,)]
        found += [_identifier(way) for way in texts]
    return found


def outside_keys(known: Background) -> dict[str, str]:
    """Return the things of the graph by the addresses and identifiers that others give them."""
    found = dict(known.outside)
    for thing in known.catalogue:
        for each in known.data.get(ID + thing.key, {}).get(expand("org:identifier"), ()):
            datatype = getattr(each, "datatype", None)
            if datatype and thing.sort != "area":
                found[f"{datatype.value} {value(each)}"] = thing.key
    for iri, key in known.outside.items():
        found.setdefault(_scheme_form(iri), key)
    return found


def form_of(each: tuple[str, Statement | None] | Identifier) -> str:
    """Return an address or identifier as `outside_keys` has it."""
    if isinstance(each, Identifier):
        datatype = expand(each.text.datatype) if each.text.datatype else ""
        return f"{datatype} {each.text.text}"
    return _scheme_form(each[0])


def _scheme_form(iri: str) -> str:
    """Return an address of a known scheme as its identifier, any other as it is."""
    for scheme, pattern in _HOSTS.items():
        if match := pattern.fullmatch(iri):
            return f"{SCHEMES[scheme].datatype} {match[1]}"
    return iri


def _identifier(way: tuple[Statement, ...]) -> Identifier:
    """Return an identifier as the graph writes it, or as it stands where its scheme is unknown."""
    said = way[0]
    scheme = next((name for name, host in _HOSTS.items() if host.fullmatch(said.value)), None)
    if said.datatype and said.datatype.startswith(PC):
        names = (each.name for each in SCHEMES.values() if each.datatype == said.datatype)
        scheme = next(names, None)
    if scheme is None and (said.property.endswith("/leiCode") or _LEI.fullmatch(said.value)):
        scheme = "lei"
    if scheme:
        try:
            text = read_outside(scheme, said.value)
        except UsageError:
            return Identifier(Text(said.value, None), False, way)
        return Identifier(Text(text, None, shorten(SCHEMES[scheme].datatype)), True, way)
    return Identifier(Text(said.value, None), False, way)
