"""Minting: the names of claims, and which claim a statement is.

A claim is called after what it joins (``claim:cz-pms-in-cep``); where two that share this differ
in role, date, status or amount, the later one gets ``-2``. Two statements that differ in nothing of
this are one claim, whatever source makes them and in whatever words; a source that shows a relation
without a date is further evidence of one that shows it at a date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.additions.records import NewClaim
from kg.additions.triples import ANY_AREA, Pair
from kg.names import CLAIM, expand
from kg.rdf.turtle import value
from kg.text.folding import slug

# What makes a claim this one and no other; wording, notes and evidence do not.
_IDENTIFYING: Final = """
rdf:type pc:agent pc:context pc:role rdf:subject rdf:predicate rdf:object pc:nameIn
pc:influenceFrom pc:influenceOn pc:funder pc:funded pc:amount pc:currency pc:bound pc:stage pc:scope
pc:subset pc:reporter pc:counterpart pc:indicator pc:period pc:value pc:status pc:when
pc:namedBy pc:via pc:basedOn pc:modality pc:closed"""
_IDENTITY: Final = frozenset(map(expand, _IDENTIFYING.split()))
# Attributes whose claims are named by another word than that of their property.
_VERBS: Final = {
    "dcterms:isPartOf": "part-of",
    "dcterms:relation": "related-to",
    "org:subOrganizationOf": "part-of",
    "pc:partOfProgramme": "part-of",
    "pc:partOfSeries": "part-of",
    "pc:statedKind": "kind",
    "pc:when": "period",
    "schema:foundingDate": "founded",
    "schema:url": "homepage",
    "skos:altLabel": "named",
    "skos:hiddenLabel": "named",
    "pc:formerName": "formerly-named",
}
# Attributes of which a thing may have several texts, so that the text is part of the name.
_TEXTS: Final = (
    "pc:activity",
    "pc:formerName",
    "pc:milestone",
    "pc:publishes",
    "org:identifier",
    "skos:altLabel",
    "skos:hiddenLabel",
)

_ATTESTED: Final = expand("pc:attested")

Identity = bytes


class _Claim(NamedTuple):
    """A claim that exists: when it was seen to hold, and which sources make it."""

    name: str
    attested: str | None
    sources: frozenset[str]


class Mint:
    """The claims that exist, by what they say; `name` finds one or makes a new name.

    *sources* are the triples of each source by its key.
    """

    def __init__(self, sources: Mapping[str, Iterable[ox.Triple]]) -> None:
        said: dict[str, set[Pair]] = defaultdict(set)
        makers: dict[str, set[str]] = defaultdict(set)
        for source, triples in sources.items():
            for triple in triples:
                subject = value(triple.subject)
                if subject.startswith(CLAIM):
                    name = subject.removeprefix(CLAIM)
                    said[name].add((triple.predicate, triple.object))  # type: ignore[arg-type]
                    makers[name].add(source)
        self._taken = set(said)
        self._alike: dict[Identity, list[_Claim]] = defaultdict(list)
        for name, pairs in sorted(said.items()):
            self._alike[identity(pairs)].append(
                _Claim(name, _attested(pairs), frozenset(makers[name]))
            )

    def names(self) -> set[str]:
        """Return the names of all claims so far."""
        return set(self._taken)

    def name(self, statement: NewClaim, pairs: set[Pair]) -> str:
        """Return the name of the claim that a statement makes; the same one for an equal claim."""
        alike = self._alike[identity(pairs)]
        known = _choose(statement, alike)
        if known is None:
            known = _Claim(self._free(base_name(statement)), None, frozenset())
            self._taken.add(known.name)
        else:
            alike.remove(known)
        seen = statement.attested or known.attested
        alike.append(_Claim(known.name, seen, known.sources | set(statement.sources)))
        return known.name

    def _free(self, base: str) -> str:
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(self._taken) + 2))
        return next(name for name in names if name not in self._taken)


def identity(pairs: Iterable[Pair]) -> Identity:
    """Return what makes a claim this one and no other, but for the date at which it was seen.

    A digest stands for it, because an import may hold a hundred thousand of them.
    """
    said = sorted(f"{name.value} {term}" for name, term in pairs if name.value in _IDENTITY)
    return blake2b("\n".join(said).encode(), digest_size=16).digest()


def _choose(statement: NewClaim, alike: Iterable[_Claim]) -> _Claim | None:
    """Return the claim that a statement repeats, if any.

    A source without a date says nothing against one with a date; two dates are two claims.
    """

    def fitness(claim: _Claim) -> tuple[bool, bool, str]:
        own = bool(claim.sources & set(statement.sources))
        return claim.attested != statement.attested, not own, claim.name

    dates = (None, statement.attested)
    fitting = [claim for claim in alike if statement.attested is None or claim.attested in dates]
    return min(fitting, key=fitness, default=None)


def _attested(pairs: Iterable[Pair]) -> str | None:
    return next((value(term) for name, term in pairs if name.value == _ATTESTED), None)


def base_name(said: NewClaim) -> str:
    """Return the name that the claim of a statement has where it is the only one of its sort.

    >>> base_name(NewClaim("pc:Membership", ("page",), agent="cz-pms", context="cep"))
    'cz-pms-in-cep'
    """
    match said.claim:
        case "pc:FundingClaim":
            ends = (said.funder, "funds", said.funded)
            return "-".join(filter(None, ends)) if said.funder else f"{said.funded}-funding"
        case "pc:InfluenceClaim":
            return f"{said.influencer}-influenced-{said.influenced}"
        case "pc:AttributeClaim":
            return _attribute_name(said)
        case "pc:Observation":
            return _observation_name(said)
        case "pc:Enumeration":
            topic = next(text.text for _, text in said.details if text.language == "en")
            return f"list-{said.context}-{slug(topic)}"
    return f"{said.agent}-in-{said.context}"


def _attribute_name(said: NewClaim) -> str:
    attribute = said.attribute or ""
    verb = _VERBS.get(attribute) or slug(re.sub("([A-Z])", r"-\1", attribute.partition(":")[2]))
    ends = [said.about, verb, said.value_key]
    if attribute in _TEXTS and said.value:
        ends.append(slug(said.value.text))
    return "-".join(filter(None, ends))


def _observation_name(said: NewClaim) -> str:
    counterpart = said.counterpart if said.counterpart != ANY_AREA else None
    period = slug(said.when) if said.when and said.when != edtf.NOT_STATED else None
    indicator = (said.indicator or "").partition(":")[2]
    return "-".join(filter(None, (said.about, indicator, counterpart, period)))
