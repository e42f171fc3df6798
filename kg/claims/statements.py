"""Statements: what every claim says, in one form whatever its class.

A statement has a subject, a relation (the role, property or indicator) and an object or a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from kg.claims import queries
from kg.claims.claims import Amount, Claim, Names, ordered, to_amount
from kg.claims.reading import read_claims, read_names
from kg.names import expand
from kg.rdf.store import Store

Sort = Literal["participation", "attribute", "influence", "funding", "count", "name"]

_NAMES: Final = """
SELECT ?claim ?thing ?property ?value WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel }
  ?claim rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?value
}"""
_LINKS: Final = """
SELECT ?claim ?property ?thing WHERE {
  VALUES ?property { pc:basedOn pc:via pc:counterpart pc:partOfTotal } ?claim ?property ?thing }"""


class Statement(NamedTuple):
    """What one claim says; ends and relation are IRIs, "" where the claim has none.

    *links* are further things that it names, each with the property by which.
    """

    claim: Claim
    sort: Sort
    subject: str
    relation: str
    object: str
    value: str | Amount | None = None
    links: tuple[tuple[str, str], ...] = ()


class Statements(NamedTuple):
    """All statements by their claims (IRIs) in order, those about each thing, and all names."""

    of: Mapping[str, Statement]
    about: Mapping[str, tuple[Statement, ...]]
    names: Names


def read_statements(store: Store) -> Statements:
    """Return what the claims in a store say that are not withdrawn."""
    names = read_names(store)
    claims = read_claims(store, names)
    links = _links(store, claims)
    said = sorted(statements_of(store, claims), key=lambda each: each.claim.id)
    found = {
        expand(each.claim.id): each._replace(
            links=tuple(link for link in links.get(each.claim.id, ()) if link[1] != each.object)
        )
        for each in said
    }
    about: dict[str, list[Statement]] = defaultdict(list)
    for each in found.values():
        linked = [thing for _, thing in each.links]
        for end in dict.fromkeys((each.subject, each.object, *linked)):
            if end:
                about[end].append(each)
    return Statements(found, {end: tuple(some) for end, some in about.items()}, names)


def _links(store: Store, claims: Mapping[str, Claim]) -> dict[str, list[tuple[str, str]]]:
    """Return the further things that claims name, by the prefixed names of the claims."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim, name, thing in _held(store, _LINKS, claims):
        found[claims[claim].id].append((name, thing))
    return found


def statements_of(store: Store, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """Yield what these claims (by their IRIs) say, sort by sort, without further things."""
    for claim, agent, context, role in _held(store, queries.PARTICIPATIONS, claims):
        yield Statement(claims[claim], "participation", agent, role, context)
    for claim, a, b, label in _held(store, queries.ATTRIBUTES, claims):
        yield Statement(claims[claim], "attribute", a, label, b)
    for claim, a, b, label in _held(store, queries.INFLUENCES, claims):
        yield Statement(claims[claim], "influence", a, label, b)
    for claim, thing, label, value in _held(store, queries.LITERALS, claims):
        yield Statement(claims[claim], "attribute", thing, label, "", value)
    for claim, thing, label, value in _held(store, _NAMES, claims):
        yield Statement(claims[claim], "name", thing, label, "", value)
    sorts: tuple[tuple[str, Sort], ...] = ((queries.FUNDING, "funding"), (queries.COUNTS, "count"))
    for query, sort in sorts:
        for claim, a, b, label, *said in _held(store, query, claims):
            yield Statement(claims[claim], sort, a, label, b, to_amount(*said))


def _held(store: Store, query: str, claims: Mapping[str, Claim]) -> Iterator[list[str]]:
    """Yield the rows whose first column is a claim that still holds, "" where nothing is bound."""
    for row in ordered(store.rows(query)):
        if row[0] in claims:
            yield [value or "" for value in row]
