"""The network: what the claims amount to when each is drawn as one line between two things.

A projection for people, by SPARQL over any store. Claims never become nodes; agreements and
cooperations are lines between their parties; a counted fact is one line with its number. What a
claim says of one thing alone (a number without a counterpart, an attribute that is no thing) stays
with that thing as a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from kg.claims import queries
from kg.claims.claims import Amount, Claim, Names, both, ordered, together
from kg.claims.reading import read_claims, read_names, read_notes
from kg.claims.statements import Statement, statements_of
from kg.names import TOTAL, expand, shorten
from kg.rdf.store import Row, Store
from kg.text.words import Words

_BETWEEN: Final = ("agreement", "cooperation")  # contexts that are lines, not nodes
# Roles in an agreement or cooperation that are not those of a party to it.
_NO_PARTIES: Final = """
SELECT ?role WHERE {
  ?role pc:directProperty ?property FILTER NOT EXISTS { ?role pc:directProperty pc:partyTo }
}"""
_FAMILIES: Final = {
    "organisation": "membership",
    "project": "project",
    "programme": "programme",
    "event": "event",
}
# The family of a statement that is no part in something, by its sort.
_SORTS: Final = {
    "attribute": "structure",
    "name": "structure",
    "influence": "influence",
    "funding": "funding",
    "count": "count",
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

    @property
    def symmetric(self) -> bool:
        """Tell whether the two ends play the same part."""
        return self.family in _BETWEEN


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
    statements = list(statements_of(store, read_claims(store, names)))
    beside = {role for (role,) in store.rows(_NO_PARTIES) if role}
    relations = _relations(statements, names, things, beside)
    drawn = sorted({each.id: each for each in relations if _is_drawn(each, things)}.values())
    facts = _facts(statements, names)
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


def _relations(
    statements: Iterable[Statement],
    names: Names,
    things: Mapping[str, _Thing],
    beside: Collection[str],
) -> Iterator[Relation]:
    """Yield a line for each statement, and one for each two parties of an agreement.

    Who has another part in an agreement, by a role that is *beside* those of its parties, such as
    a state of which no body is named, is joined to its parties as part of the structure.
    """
    members: dict[str, dict[str, list[Claim]]] = {}
    roles: dict[tuple[str, str], set[str]] = {}
    for each in statements:
        word = things[each.object].word if each.object in things else ""
        family = _SORTS.get(each.sort) or _FAMILIES.get(word, "structure")
        if each.sort == "participation" and word in _BETWEEN:
            members.setdefault(each.object, {}).setdefault(each.subject, []).append(each.claim)
            roles.setdefault((each.object, each.subject), set()).add(each.relation)
        else:
            amount = each.value if isinstance(each.value, Amount) else None
            line = _line(each.claim, (each.subject, each.object), family, names, each.relation)
            yield line._replace(amount=amount)
    for context, agents in members.items():
        for a, b in combinations(sorted(agents), 2):
            limits = together(agents[a], agents[b])
            others = [roles[context, end] for end in (a, b) if roles[context, end].issubset(beside)]
            if limits is None or len(others) > 1:  # never at one time, or neither is a party
                continue
            ends = [shorten(each).removeprefix("id:") for each in (a, b, context)]
            claim_of_both = both("tie:{}-to-{}-by-{}".format(*ends), agents[a] + agents[b])
            thing = things[context]
            family, term = ("structure", min(others[0])) if others else (thing.word, thing.kind)
            line = _line(claim_of_both._replace(bounds=limits), (a, b), family, names, term)
            yield line._replace(context=names.of(context))


def _facts(statements: Iterable[Statement], names: Names) -> dict[str, list[Fact]]:
    """Return what is said of one thing alone: attributes, and amounts without another end."""
    found: dict[str, list[Fact]] = {}
    for claim, sort, a, label, b, value, _ in statements:
        thing = a or b
        if value is not None and sort != "name" and (not a or b in ("", TOTAL)):
            fact = Fact(claim.id, shorten(thing), names.of(label), value, claim)
            found.setdefault(thing, []).append(fact)
    return found


def _line(claim: Claim, ends: tuple[str, str], family: str, names: Names, term: str) -> Relation:
    a, b = map(shorten, ends)
    return Relation(claim.id, a, b, family, names.of(term), None, None, claim, shorten(term))


def _is_drawn(each: Relation, things: Mapping[str, _Thing]) -> bool:
    """Tell whether both ends are things that the picture can show as two dots."""
    ends = [things.get(expand(end)) for end in (each.a, each.b) if end and expand(end) != TOTAL]
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
        if iri == TOTAL or not (thing.word in _FAMILIES or name in degree):
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
        if thing and country and country != TOTAL:
            yield thing, country
