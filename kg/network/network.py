"""The network: what the claims amount to when each is drawn as one line between two things.

A projection for people, by SPARQL over any store. Claims never become nodes; agreements and
cooperations are lines between their parties; a counted fact is one line with its number. What a
claim says of one thing alone (a number without a counterpart, an attribute that is no thing) stays
with that thing as a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from kg.claims import queries
from kg.claims.amounts import Amount, to_amount
from kg.claims.claims import (
    Claim,
    Names,
    both,
    ordered,
    read_claims,
    read_names,
    read_notes,
    together,
)
from kg.names import expand, shorten
from kg.rdf.store import Row, Store
from kg.text.words import Words

_TOTAL: Final = expand("id:area-any")  # stands for "not broken down" in counted facts
_BETWEEN: Final = ("agreement", "cooperation")  # contexts that are lines, not nodes
_FAMILIES: Final = {
    "organisation": "membership",
    "project": "project",
    "programme": "programme",
    "event": "event",
}
# Broad kinds of organisations; whatever is none of these is an organisation of another kind.
_GROUPS_BY_KIND: Final = {
    "kind:penal-service": "penal",
    "kind:prison-establishment": "unit",
    "kind:probation-office": "unit",
    "kind:public-authority": "authority",
    "kind:international-body": "international",
    "kind:network": "international",
    "kind:professional-body": "international",
    "kind:organisational-unit": "unit",
    "kind:expert-group": "unit",
    "kind:office": "unit",
}


class Relation(NamedTuple):
    """One line between *a* and *b*; *label* is the role, property or indicator.

    *term* is its identifier, that of the kind where the line is an agreement or cooperation.
    """

    id: str
    a: str
    b: str
    family: str
    label: Words
    context: Words | None
    amount: Amount | None
    claim: Claim
    term: str = ""


class Fact(NamedTuple):
    """What a claim says about one thing alone."""

    id: str
    thing: str
    label: Words
    value: str | Amount
    claim: Claim


class Node(NamedTuple):
    """One thing with all its names; *degree* counts the things that it has a line to."""

    id: str
    iri: str
    label: Words
    aliases: tuple[str, ...]
    group: str
    kind: Words
    country: str | None
    country_label: Words | None
    unresolved: bool
    note: str | None
    degree: int
    facts: tuple[Fact, ...]


class Network(NamedTuple):
    """Nodes and relations, each in the order of their identifiers."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]


class _Thing(NamedTuple):
    word: str
    kind: str
    unresolved: bool


def read_network(store: Store) -> Network:
    """Return the network that the claims in *store* amount to, always in the same order.

    Withdrawn claims are left out.
    """
    names, things = read_names(store), _things(store)
    claims = read_claims(store, names)
    relations = [
        *_participations(store, names, things, claims),
        *_pairs(store, names, things, claims),
        *_attributes(store, names, claims),
        *_amounts(store, names, claims),
    ]
    drawn = sorted({each.id: each for each in relations if _is_drawn(each, things)}.values())
    facts = _facts(store, names, claims)
    return Network(tuple(_nodes(store, names, things, drawn, facts)), tuple(drawn))


def around(network: Network, thing: str, depth: int = 1) -> Network:
    """Return what lies within *depth* steps of a thing; nothing where it is not drawn."""
    near = {thing} & {node.id for node in network.nodes}
    for _ in range(depth):
        near |= {end for r in network.relations if {r.a, r.b} & near for end in (r.a, r.b)}
    return part_of(network, near)


def part_of(network: Network, things: Iterable[str]) -> Network:
    """Return the things named by their identifiers, and what joins them."""
    kept = set(things)
    return Network(
        tuple(node for node in network.nodes if node.id in kept),
        tuple(each for each in network.relations if each.a in kept and each.b in kept),
    )


# ---- relations and facts ------------------------------------------------------------------------


def _participations(
    store: Store, names: Names, things: Mapping[str, _Thing], claims: Mapping[str, Claim]
) -> Iterator[Relation]:
    for claim, agent, context, role in _held(store, queries.PARTICIPATIONS, claims):
        word = things[context].word if context in things else ""
        if word not in _BETWEEN:
            family = _FAMILIES.get(word, "structure")
            yield _line(claims[claim], (agent, context), family, names, role)


def _pairs(
    store: Store, names: Names, things: Mapping[str, _Thing], claims: Mapping[str, Claim]
) -> Iterator[Relation]:
    """Yield one line for each pair of participants of one agreement or cooperation."""
    parties: dict[str, dict[str, list[Claim]]] = {}
    for claim, agent, context, _ in _held(store, queries.PARTICIPATIONS, claims):
        if context in things and things[context].word in _BETWEEN:
            parties.setdefault(context, {}).setdefault(agent, []).append(claims[claim])
    for context, members in parties.items():
        for a, b in combinations(sorted(members), 2):
            limits = together(members[a], members[b])
            if limits is None:  # they were never parties at one time
                continue
            ends = [shorten(each).removeprefix("id:") for each in (a, b, context)]
            claim_of_both = both("tie:{}-to-{}-by-{}".format(*ends), members[a] + members[b])
            thing = things[context]
            line = _line(
                claim_of_both._replace(bounds=limits), (a, b), thing.word, names, thing.kind
            )
            yield line._replace(context=names.of(context))


def _attributes(store: Store, names: Names, claims: Mapping[str, Claim]) -> Iterator[Relation]:
    for query, family in ((queries.ATTRIBUTES, "structure"), (queries.INFLUENCES, "influence")):
        for claim, a, b, label, _ in _held(store, query, claims):
            yield _line(claims[claim], (a, b), family, names, label)


def _amounts(store: Store, names: Names, claims: Mapping[str, Claim]) -> Iterator[Relation]:
    for query, family in ((queries.FUNDING, "funding"), (queries.COUNTS, "count")):
        for claim, a, b, label, *said in _held(store, query, claims):
            amount = to_amount(*said)
            yield _line(claims[claim], (a, b), family, names, label)._replace(amount=amount)


def _facts(store: Store, names: Names, claims: Mapping[str, Claim]) -> dict[str, list[Fact]]:
    """Return what is said of one thing alone: attributes, and amounts without another end."""
    found: dict[str, list[Fact]] = {}

    def add(claim: str, thing: str, label: str, value: str | Amount) -> None:
        fact = Fact(shorten(claim), shorten(thing), names.of(label), value, claims[claim])
        found.setdefault(thing, []).append(fact)

    for claim, thing, label, value in _held(store, queries.LITERALS, claims):
        add(claim, thing, label, value)
    for query in (queries.FUNDING, queries.COUNTS):
        for claim, a, b, label, *said in _held(store, query, claims):
            amount = to_amount(*said)
            if amount and (not a or not b or b == _TOTAL):
                add(claim, a or b, label, amount)
    return found


def _held(store: Store, query: str, claims: Mapping[str, Claim]) -> Iterator[list[str]]:
    """Yield the rows whose first column is a claim that still holds, "" where nothing is bound."""
    for row in ordered(store.rows(query)):
        if row[0] in claims:
            yield [value or "" for value in row]


def _line(claim: Claim, ends: tuple[str, str], family: str, names: Names, term: str) -> Relation:
    a, b = map(shorten, ends)
    return Relation(claim.id, a, b, family, names.of(term), None, None, claim, shorten(term))


def _is_drawn(each: Relation, things: Mapping[str, _Thing]) -> bool:
    """Tell whether both ends are things that the picture can show as two dots."""
    ends = [things.get(expand(end)) for end in (each.a, each.b) if end and expand(end) != _TOTAL]
    words = [end.word for end in ends if end and end.word not in _BETWEEN]
    return len(words) == 2 and each.a != each.b


# ---- nodes --------------------------------------------------------------------------------------


def _things(store: Store) -> dict[str, _Thing]:
    """Return each thing with the word of its class, its kind, and whether it is not resolved."""
    rows: list[Row] = ordered(store.rows(queries.THINGS))
    return {
        thing: _Thing(word or "", kind or "", unresolved == "true")
        for thing, word, kind, unresolved in rows
        if thing
    }


def _nodes(
    store: Store,
    names: Names,
    things: Mapping[str, _Thing],
    drawn: Iterable[Relation],
    facts: Mapping[str, list[Fact]],
) -> Iterator[Node]:
    pairs = {frozenset((each.a, each.b)) for each in drawn}
    degree = Counter(end for pair in pairs for end in pair)
    classes = {row[0]: Words(row[1] or "", row[2]) for row in store.rows(queries.CLASS_NAMES)}
    groups, countries, notes = _groups(store), dict(_countries(store)), read_notes(store)
    for iri, thing in sorted(things.items()):
        name, country = shorten(iri), countries.get(iri)
        if iri == _TOTAL or not (thing.word in _FAMILIES or name in degree):
            continue
        yield Node(
            id=name,
            iri=iri,
            label=names.of(iri),
            aliases=names.every.get(iri, ()),
            group=groups.get(thing.kind, "other") if thing.word == "organisation" else thing.word,
            kind=names.preferred.get(thing.kind) or classes.get(thing.kind) or names.of(thing.kind),
            country=shorten(country) if country else None,
            country_label=names.of(country) if country else None,
            unresolved=thing.unresolved,
            note=notes.get(iri),
            degree=degree[name],
            facts=tuple(facts.get(iri, ())),
        )


def _groups(store: Store) -> dict[str, str]:
    """Return the group of every kind of organisation that has one."""
    own = {expand(kind): group for kind, group in _GROUPS_BY_KIND.items()}
    inherited = {
        kind: own[broader]
        for kind, broader in ordered(store.rows(queries.BROADER))
        if kind is not None and broader in own
    }
    return inherited | own


def _countries(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each thing with the state that it belongs to, several where the data say several."""
    for thing, country in ordered(store.rows(queries.COUNTRIES)):
        if thing and country and country != _TOTAL:
            yield thing, country
