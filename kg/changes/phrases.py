"""What a claim is about, as phrases for the sentences of a change: both ends, role and number."""

from __future__ import annotations

from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.changes.changes import UNDATED, Difference, is_a, say_literal, says
from kg.changes.difference import VersionTriples
from kg.claims.claims import Amount, Claim
from kg.claims.wording import say_amount
from kg.names import CLAIM, TOTAL, shorten
from kg.text.words import LANGUAGES, Words, joined, plain, read_words

_CLASSES: Final = (
    *("pc:Claim", "pc:Participation", "pc:Membership", "pc:FundingClaim", "pc:InfluenceClaim"),
    *("pc:AttributeClaim", "pc:Observation", "pc:Enumeration"),
)
_CONTEXTS: Final = {
    "pc:Agreement": "agreement",
    "pc:Cooperation": "cooperation",
    "pc:Project": "project",
    "pc:Programme": "programme",
    "pc:Event": "event",
    "org:Organization": "participation",
    "org:FormalOrganization": "participation",
    "org:OrganizationalUnit": "participation",
}
# The roles that the words of a family already say.
_PLAIN_ROLES: Final = {
    "membership": "role:member",
    "agreement": "role:party",
    "cooperation": "role:cooperating-party",
}
_NAMES: Final = {
    "skos:prefLabel": "name",
    "skos:altLabel": "name",
    "skos:hiddenLabel": "name",
    "pc:formerName": "former-name",
}


class Ends(NamedTuple):
    """What a claim joins: the family of words that it needs, both ends, what else it is called."""

    family: str
    a: str | None
    b: str | None
    label: str | None
    home: str


def is_claim(compared: Difference, subject: str) -> bool:
    """Tell whether one of the versions holds a claim of this name."""
    return subject.startswith(CLAIM) or any(
        is_a(side, subject, _CLASSES) for side in compared.sides
    )


def what_of(compared: Difference, subject: str) -> Words:
    """Return what a claim is about, as a phrase inside a sentence."""
    side = _last(compared, subject)
    return say(compared, f"what-{ends_of(compared, side, subject).family}", side, subject)


def home_of(compared: Difference, subject: str) -> str:
    """Return the thing under which the changes of a claim are listed."""
    return ends_of(compared, _last(compared, subject), subject).home


def _last(compared: Difference, subject: str) -> VersionTriples:
    """Return the version that speaks of a claim last."""
    return compared.unshared.new if subject in compared.unshared.new else compared.unshared.old


def day_of(claim: Claim) -> str:
    """Return the first day that a claim speaks of, for the order of time."""
    for date in (claim.when, claim.attested):
        try:
            start, end = edtf.parse(date or edtf.NOT_STATED)
            days = [edtf.days(each)[0] for each in (start, end) if each not in ("", "..")]
        except ValueError:
            days = []
        if days:
            return days[0]
    return UNDATED


def ends_of(compared: Difference, side: VersionTriples, subject: str) -> Ends:
    """Return what a claim joins in one version."""

    def first(name: str) -> str | None:
        return side.first(subject, name)

    if agent := first("pc:agent"):
        context = first("pc:context")
        family = _family(compared, side, subject, context)
        return Ends(family, agent, context, first("pc:role"), _home(compared, agent, context))
    if thing := first("rdf:subject"):
        family = _NAMES.get(shorten(first("rdf:predicate") or ""), "attribute")
        return Ends(family, thing, first("rdf:object"), first("rdf:predicate"), thing)
    if funded := first("pc:funded"):
        funder = first("pc:funder")
        return Ends("funding" if funder else "funding-alone", funder, funded, None, funded)
    if reporter := first("pc:reporter"):
        other = first("pc:counterpart")
        family = "count-alone" if other in (None, TOTAL) else "count"
        return Ends(family, reporter, other, first("pc:indicator"), reporter)
    if source := first("pc:influenceFrom"):
        result = first("pc:influenceOn")
        return Ends("influence", source, result, None, result or source)
    if listed := first("pc:context"):
        return Ends("list", listed, None, None, listed)
    return Ends("claim", subject, None, None, subject)


def _family(compared: Difference, side: VersionTriples, subject: str, context: str | None) -> str:
    if is_a(side, subject, ("pc:Membership",)):
        return "membership"
    for each in (side, *compared.sides):
        for name, family in _CONTEXTS.items():
            if context and is_a(each, context, (name,)):
                return family
    return "other"


def _home(compared: Difference, agent: str, context: str | None) -> str:
    """Return the context where it comes or goes as a whole and is no body, else the agent."""
    for one, other in (compared.sides, compared.sides[::-1]):
        bodies = [name for name in _CONTEXTS if name.startswith("org:")]
        if context and context in one and context not in other and not is_a(one, context, bodies):
            return context
    return agent


def say(compared: Difference, kind: str, side: VersionTriples, subject: str) -> Words:
    """Return the words of a kind, with role and number where the claim has them."""
    ends = ends_of(compared, side, subject)
    said = says(kind, **values_of(compared, ends, side, subject))
    is_part = bool(side.first(subject, "pc:agent"))
    if is_part and ends.label and shorten(ends.label) != _PLAIN_ROLES.get(ends.family):
        said = joined(said, ", ", compared.label(ends.label))
    number = number_of(side, subject)
    return joined(said, ": ", number) if number else said


def values_of(
    compared: Difference, ends: Ends, side: VersionTriples, subject: str
) -> dict[str, Words]:
    """Return names for both ends of a claim and for what joins them."""
    value_term = next(iter(side.terms(subject, "rdf:object")), None)
    b = compared.label(ends.b) if ends.b else plain("?")
    if topics := side.terms(subject, "pc:topic") if ends.family == "list" else ():
        said = {term.language: term.value for term in topics if isinstance(term, ox.Literal)}
        return {"a": compared.label(ends.a or ""), "b": Words(said.get("en", "?"), said.get("cs"))}
    if isinstance(value_term, ox.Literal):
        b = say_literal(value_term)
    return {
        "a": compared.label(ends.a) if ends.a else plain("?"),
        "b": b,
        "label": compared.label(ends.label) if ends.label else plain(""),
    }


def number_of(side: VersionTriples, subject: str) -> Words | None:
    """Return the number or sum of a claim in words, None where it has none."""
    number = side.first(subject, "pc:amount") or side.first(subject, "pc:value")
    if number is None:
        return None
    currency, bound = (side.first(subject, name) for name in ("pc:currency", "pc:bound"))
    parts = [side.first(subject, name) for name in ("pc:stage", "pc:scope", "pc:subset")]
    amount = Amount(number, currency, bound, ", ".join(dict.fromkeys(filter(None, parts))) or None)
    return Words(*(say_amount(amount, read_words(), lang) for lang in LANGUAGES))
