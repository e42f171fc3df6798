"""Minting: the names of claims, and which claim a statement is.

A claim is called after what it joins (``claim:cz-pms-in-cep``); where two that share this differ
in role, date, status or amount, the later one gets ``-2``. Two statements that differ in nothing of
this are one claim, whatever source makes them and in whatever words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.entries import ANY_AREA, NOT_STATED, Pair
from kg.names import CLAIM, expand
from kg.records import Statement
from kg.turtle import value

# What makes a claim this one and no other; wording, notes and evidence do not.
_IDENTIFYING: Final = """
rdf:type pc:agent pc:context pc:role rdf:subject rdf:predicate rdf:object pc:nameIn
pc:influenceFrom pc:influenceOn pc:funder pc:funded pc:amount pc:currency pc:bound pc:stage pc:scope
pc:reporter pc:counterpart pc:indicator pc:period pc:value pc:status pc:when pc:attested pc:namedBy
pc:via pc:basedOn"""
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
    "skos:altLabel": "named",
    "skos:hiddenLabel": "named",
}
_NAMES: Final = ("skos:altLabel", "skos:hiddenLabel")
_LONGEST: Final = 40  # letters of a slug, so that a claim's name stays readable

Identity = frozenset[tuple[str, object]]


class Mint:
    """The claims that exist, by what they say; `name` finds one or makes a new name."""

    def __init__(self, triples: Iterable[ox.Triple] = ()) -> None:
        said: dict[str, set[Pair]] = defaultdict(set)
        for triple in triples:
            if value(triple.subject).startswith(CLAIM):
                said[value(triple.subject).removeprefix(CLAIM)].add(
                    (triple.predicate, triple.object)  # type: ignore[arg-type]  # no blank nodes
                )
        self._taken = set(said)
        self._names = {identity(pairs): name for name, pairs in sorted(said.items(), reverse=True)}

    def name(self, statement: Statement, pairs: set[Pair]) -> str:
        """Return the name of the claim that a statement makes; the same one for an equal claim."""
        what = identity(pairs)
        if what not in self._names:
            self._names[what] = self._free(base_name(statement))
            self._taken.add(self._names[what])
        return self._names[what]

    def names(self) -> set[str]:
        """Return the names of all claims so far."""
        return set(self._taken)

    def _free(self, base: str) -> str:
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(self._taken) + 2))
        return next(name for name in names if name not in self._taken)


def identity(pairs: Iterable[Pair]) -> Identity:
    """Return what makes a claim this one and no other."""
    return frozenset(
        (predicate.value, term) for predicate, term in pairs if predicate.value in _IDENTITY
    )


def base_name(said: Statement) -> str:
    """Return the name that the claim of a statement has where it is the only one of its sort.

    >>> base_name(Statement("pc:Membership", ("page",), agent="cz-pms", context="cep"))
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
    return f"{said.agent}-in-{said.context}"


def _attribute_name(said: Statement) -> str:
    attribute = said.attribute or ""
    verb = _VERBS.get(attribute) or slug(re.sub("([A-Z])", r"-\1", attribute.partition(":")[2]))
    ends = [said.about, verb, said.value_key]
    if attribute in _NAMES and said.value:
        ends.append(slug(said.value.text))
    return "-".join(filter(None, ends))


def _observation_name(said: Statement) -> str:
    counterpart = said.counterpart if said.counterpart != ANY_AREA else None
    period = slug(said.when) if said.when and said.when != NOT_STATED else None
    indicator = (said.indicator or "").partition(":")[2]
    return "-".join(filter(None, (said.about, indicator, counterpart, period)))


def slug(text: str) -> str:
    """Return a text as a piece of an identifier: small letters without diacritics, hyphens.

    >>> slug("Vězeňská služba ČR")
    'vezenska-sluzba-cr'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    whole = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return whole if len(whole) <= _LONGEST else whole[:_LONGEST].rpartition("-")[0] or "x"
