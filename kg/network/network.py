"""The network: what the claims amount to when each is drawn as one line between two things.

A projection for people, by SPARQL over any store. Claims never become nodes; agreements and
cooperations are lines between their parties; a counted fact is one line with its number. What a
claim says of one thing alone (a number without a counterpart, an attribute that is no thing) stays
with that thing as a fact. What was only planned, cancelled or postponed is left out.

Which two bodies are partners, and which is a member of which, is what the rules of the ontology
derive (`pc:Tie`, `org:memberOf`), and nothing else decides it: a relation that amounts to such an
edge names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from kg.claims import queries
from kg.claims.claims import HELD, Amount, Claim, Names, both, doubt, ordered, together, widest
from kg.claims.reading import read_claims, read_names, read_notes
from kg.claims.statements import Statement, statements_of
from kg.edtf import Bounds
from kg.names import TOTAL, expand, shorten
from kg.rdf.store import Row, Store
from kg.text.words import Words

_BETWEEN: Final = ("agreement", "cooperation")  # contexts that are lines, not nodes
PARTNERS: Final = "pc:partnersWith"
MEMBERS: Final = "org:memberOf"
_PARTY: Final = "pc:partyTo"
_DIRECT: Final = """
SELECT ?role ?direct WHERE {
  VALUES ?direct { pc:partyTo org:memberOf } ?role pc:directProperty ?direct }"""
_PLANNED: Final = """
SELECT DISTINCT ?thing WHERE {
  ?thing pc:modality ?modality . FILTER (?modality != modality:held)
  FILTER NOT EXISTS { ?thing pc:status ?status ; pc:evidence ?any } }"""
# The ties of bodies, each pair in one of its two directions.
_TIES: Final = """
SELECT ?tie ?a ?b ?context ?status ?es ?ls ?ee ?le WHERE {
  ?tie a pc:Tie ; pc:from ?a ; pc:to ?b ; pc:basis ?context ; pc:status ?status ;
    pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le .
  FILTER (STR(?a) < STR(?b))
}"""
_FAMILIES: Final = {
    "organisation": "membership",
    "project": "project",
    "programme": "programme",
    "event": "event",
    **dict.fromkeys(_BETWEEN, "party"),  # where they are dots
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

    *term* is its identifier, that of the kind where what joins them is an agreement, a cooperation
    or a project that both carry, the *basis*; a tie by a project has its name as label. *edge* is
    the derived edge that the line amounts to: `PARTNERS`, `MEMBERS` or none.
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
    basis: str = ""
    edge: str = ""

    @property
    def symmetric(self) -> bool:
        """Tell whether the two ends play the same part."""
        return self.family in _BETWEEN or self.edge == PARTNERS


class Fact(NamedTuple):
    """What a claim says about one thing alone."""

    id: str
    thing: str
    label: Words
    value: str | Amount
    claim: Claim


class Node(NamedTuple):
    """One thing with all its names; *degree* counts the things that it has a line to.

    *regions* are the parts of its country that it belongs to, where the data say more than the
    country.
    """

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
    regions: tuple[Words, ...] = ()


class Network(NamedTuple):
    """Nodes, relations and ties, each in the order of their identifiers.

    *ties* say who is whose partner, once for each pair and basis. Those by an agreement or a
    cooperation are relations too; those by a project stand beside the parts in it.
    """

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]
    ties: tuple[Relation, ...] = ()

    @property
    def lines(self) -> tuple[Relation, ...]:
        """The relations, and after them the ties that are none of them."""
        return (*self.relations, *(each for each in self.ties if each.family not in _BETWEEN))


class _Thing(NamedTuple):
    word: str
    kind: str
    unresolved: bool
    joins: bool  # an agreement or cooperation that is no dot: it makes the lines of its parties


class _Registry(NamedTuple):
    """Things and terms by IRI: their names, what they are, and what a role amounts to."""

    names: Names
    things: Mapping[str, _Thing]
    direct: Mapping[str, str]


def read_network(store: Store, *, dots: Collection[str] = ()) -> Network:
    """Return the network that the claims in *store* amount to, always in the same order.

    Left out are withdrawn claims, and what was only planned, cancelled or postponed. The ties are
    those that were derived; of claims alone `kg.graph.loading.complete_store` derives them.
    Of an agreement or cooperation in *dots* (IRIs) each party has a line to it, none to another.
    """
    names = read_names(store)
    direct = {role or "": shorten(edge or "") for role, edge in ordered(store.rows(_DIRECT))}
    registry = _Registry(names, _things(store, dots), direct)
    claims = {
        iri: claim for iri, claim in read_claims(store, names).items() if claim.modality == HELD
    }
    statements = list(statements_of(store, claims))
    ties = {each.id: each for each in _ties(store, claims, registry)}
    relations = {each.id: each for each in _relations(statements, registry)}
    tied = {name: each for name, each in ties.items() if registry.things[expand(each.basis)].joins}
    drawn = [each for each in (relations | tied).values() if _is_drawn(each, registry.things)]
    facts = _facts(statements, names)
    nodes = _nodes(store, registry, drawn, facts)
    return Network(tuple(nodes), tuple(sorted(drawn)), tuple(sorted(ties.values())))


def around(network: Network, things: str | Collection[str], depth: int = 1) -> Network:
    """Return what lies within *depth* steps of a thing, or several: by relations and by ties."""
    near = ({things} if isinstance(things, str) else {*things}) & {n.id for n in network.nodes}
    for _ in range(depth):
        near |= {end for r in network.lines if {r.a, r.b} & near for end in (r.a, r.b)}
    return part_of(network, near)


def part_of(network: Network, things: Iterable[str]) -> Network:
    """Return the things named by their identifiers, and what joins them."""
    kept = set(things)
    return Network(
        tuple(node for node in network.nodes if node.id in kept),
        *(
            tuple(each for each in some if each.a in kept and each.b in kept)
            for some in (network.relations, network.ties)
        ),
    )


# ---- relations and facts ------------------------------------------------------------------------


def _relations(statements: Iterable[Statement], registry: _Registry) -> Iterator[Relation]:
    """Yield a line for each statement, and one for each two who have a part in an agreement."""
    parts: dict[str, dict[str, list[Statement]]] = {}
    names, things, direct = registry
    for each in statements:
        word = things[each.object].word if each.object in things else ""
        if each.sort == "participation" and word and things[each.object].joins:
            parts.setdefault(each.object, {}).setdefault(each.subject, []).append(each)
            continue
        family = _SORTS.get(each.sort) or _FAMILIES.get(word, "structure")
        edge = MEMBERS if direct.get(each.relation) == MEMBERS and family == "membership" else ""
        amount = each.value if isinstance(each.value, Amount) else None
        line = _line(each.claim, (each.subject, each.object), family, names, each.relation)
        yield line._replace(amount=amount, edge=edge)
    for context, members in parts.items():
        for a, b in combinations(sorted(members), 2):
            if line_of_both := _joint(context, (members[a], members[b]), registry):
                yield line_of_both


def _joint(
    context: str, parts: tuple[list[Statement], list[Statement]], registry: _Registry
) -> Relation | None:
    """Return the line between two who have a part in an agreement or cooperation.

    Who is no party to it is joined by the part that it has. None where the two had no part in it at
    one time, or neither is a party.
    """
    one, other = parts
    is_party = [
        any(registry.direct.get(each.relation) == _PARTY for each in some) for some in parts
    ]
    limits = together(*([each.claim for each in some] for some in parts))
    if limits is None or not any(is_party):
        return None
    if not is_party[0]:
        one, other = other, one
    a, b, thing = one[0].subject, other[0].subject, registry.things[context]
    if all(is_party):
        ends, family, term = (a, b), thing.word, thing.kind
    else:
        ends, family, term = (b, a), "structure", other[0].relation
    claim = both(_name_of_tie(*ends, context), [each.claim for each in (*one, *other)])
    line = _line(claim._replace(bounds=limits), ends, family, registry.names, term)
    return line._replace(context=registry.names.of(context), basis=shorten(context))


def _name_of_tie(a: str, b: str, context: str) -> str:
    ends = [shorten(each).removeprefix("id:") for each in (a, b, context)]
    return "tie:{}-to-{}-by-{}".format(*ends)


def _ties(store: Store, claims: Mapping[str, Claim], registry: _Registry) -> Iterator[Relation]:
    """Yield the derived ties, one for each pair and basis, whose claims are those that carry it.

    It holds when one of the ties that were derived of it holds, and is as sure as the surest.
    """
    carriers: dict[str, list[Claim]] = {}
    for tie, carrier in ordered(store.rows(queries.CARRIERS % "")):
        if tie and carrier and carrier in claims:
            carriers.setdefault(tie, []).append(claims[carrier])
    found: dict[tuple[str, str, str], list[tuple[str, str, Bounds]]] = {}
    for tie, a, b, context, status, *days in ordered(store.rows(_TIES)):
        first, begun, still, last = (day or "" for day in days)
        limits = Bounds(first, begun, still, last)
        key = (a or "", b or "", context or "")
        if any(thing not in registry.things for thing in key):
            continue
        found.setdefault(key, []).append(
            (tie or "", shorten(status or "").removeprefix("status:"), limits)
        )
    for (a, b, context), several in found.items():
        thing = registry.things[context]
        carrying = {each.id: each for tie, *_ in several for each in carriers.get(tie, ())}
        if not carrying:
            continue
        spans = [limits for *_, limits in several]
        claim = both(_name_of_tie(a, b, context), carrying.values())._replace(
            status=min((status for _, status, _ in several), key=doubt),
            bounds=widest(spans),
            spans=tuple(spans) if len(spans) > 1 else (),
        )
        line = _line(claim, (a, b), thing.word, registry.names, thing.kind)
        line = line._replace(basis=shorten(context), edge=PARTNERS)
        name = registry.names.of(context)
        yield line._replace(context=name) if line.family in _BETWEEN else line._replace(label=name)


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
    return len([end for end in ends if end and not end.joins]) == 2 and each.a != each.b


# ---- nodes --------------------------------------------------------------------------------------


def _things(store: Store, dots: Collection[str]) -> dict[str, _Thing]:
    """Return each thing with the word of its class, its kind, and whether it is not resolved.

    Those that were only planned, cancelled or postponed are left out.
    """
    planned = {thing for (thing,) in store.rows(_PLANNED)}
    rows: list[Row] = ordered(store.rows(queries.THINGS))
    return {
        thing: _Thing(
            word or "", kind or "", unresolved == "true", word in _BETWEEN and thing not in dots
        )
        for thing, word, kind, unresolved in rows
        if thing and thing not in planned
    }


def _nodes(
    store: Store,
    registry: _Registry,
    drawn: Iterable[Relation],
    facts: Mapping[str, list[Fact]],
) -> Iterator[Node]:
    names = registry.names
    pairs = {frozenset((each.a, each.b)) for each in drawn}
    degree = Counter(end for pair in pairs for end in pair)
    classes = {row[0]: Words(row[1] or "", row[2]) for row in store.rows(queries.CLASS_NAMES)}
    groups, countries, notes = _groups(store), dict(_countries(store)), read_notes(store)
    regions = _regions(store, names)
    for iri, thing in sorted(registry.things.items()):
        name, country = shorten(iri), countries.get(iri)
        is_told = thing.word in _FAMILIES and not thing.joins
        if iri == TOTAL or not (is_told or name in degree):
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
            regions=tuple(regions.get(iri, ())),
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


def _regions(store: Store, names: Names) -> dict[str, list[Words]]:
    """Return the parts of a country that things belong to, by name."""
    found: dict[str, list[Words]] = {}
    for thing, region in ordered(store.rows(queries.REGIONS)):
        found.setdefault(thing or "", []).append(names.of(region))
    return found
