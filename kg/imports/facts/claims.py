"""From one fact to its statements: what each of its claims says, in the terms of the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg import edtf
from kg.additions.records import NewClaim, Origin, Text
from kg.checks.identifiers import SCHEMES
from kg.graph.registry import Registry
from kg.imports.facts import terms
from kg.names import shorten

Fact = Mapping[str, Any]  # one line of JSON, looked through before
Claim = Mapping[str, Any]

_PARTS: Final = ("pc:Membership", "pc:Participation")
# Bodies that a text can mean when it names no more than their country.
_NATIONAL: Final = (
    "combined-service",
    "court-administration",
    "government",
    "ministry",
    "prison-service",
    "probation-service",
    "regional-government",
    "training-academy",
)


def statements(fact: Fact, registry: Registry, origin: Origin) -> list[NewClaim]:
    """Return the statements of a fact.

    Its status, its note and the way in which a body is named belong to its main claims; what it
    says beside them, such as whose event it was, is stated plainly.
    """
    main = fact.get("claim_class")
    found = [_statement(fact, claim, registry, origin) for claim in fact["claims"]]
    hedged = [
        _hedge(each, fact, registry) if main in (None, each.claim) else each for each in found
    ]
    return _with_wholes([*hedged, *_kind_of_event(fact, registry, origin)])


def words(name: str) -> str:
    """Return a name in camel case or with underscores as words.

    >>> words("programmeAgreementSigned")
    'programme agreement signed'
    """
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name).replace("_", " ").lower()


# ---- The claims by class -------------------------------------------------------------------------


def _statement(fact: Fact, claim: Claim, registry: Registry, origin: Origin) -> NewClaim:
    said = NewClaim(
        claim["claim"],
        tuple(dict.fromkeys([fact["source_id"], *fact.get("corroborated_by", ())])),
        when=fact.get("when"),
        attested=fact.get("attested"),
        origin=origin,
    )
    match said.claim:
        case "pc:AttributeClaim":
            return _attribute(said, fact, claim, registry)
        case "pc:FundingClaim":
            return _funding(said, claim)
        case "pc:Observation":
            return _observation(said, claim)
        case "pc:Enumeration":
            return _enumeration(said, claim)
        case "pc:InfluenceClaim":
            return said._replace(influencer=claim["influencer"], influenced=claim["influenced"])
    ends = {"agent": claim["agent"], "context": claim["context"]}
    return said._replace(role=f"role:{claim['role']}", **ends)


def _funding(said: NewClaim, claim: Claim) -> NewClaim:
    texts = {"pc:scheme": claim.get("scheme"), "pc:asWritten": claim.get("funded_text")}
    return said._replace(
        funder=claim.get("funder"),
        funded=claim.get("funded") or claim.get("funded_area"),
        amount=_number(claim.get("amount")),
        currency=claim.get("currency"),
        bound=claim.get("bound"),
        stage=claim.get("stage"),
        scope=claim.get("scope"),
        details=tuple((name, Text(text)) for name, text in texts.items() if text),
    )


def _observation(said: NewClaim, claim: Claim) -> NewClaim:
    subset = claim.get("dimension")
    money = re.match(r"[A-Z]{3}\b", claim.get("unit") or "")
    return said._replace(
        about=claim["about"],
        indicator=f"indicator:{claim['indicator']}",
        number=_number(claim["value"]),
        currency=money[0] if money else None,
        bound=claim["bound"],
        counterpart=claim.get("counterpart"),
        subset=subset,
    )


def _enumeration(said: NewClaim, claim: Claim) -> NewClaim:
    topics = Text(claim["topic"], "en"), Text(claim["topic_cs"], "cs")
    return said._replace(
        context=claim["context"],
        role=f"role:{claim['role']}" if claim.get("role") else None,
        number=_number(claim.get("value")),
        bound=claim.get("bound"),
        subset=claim.get("dimension"),
        closed=claim["closed"],
        details=tuple(("pc:topic", topic) for topic in topics),
    )


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    return str(int(value)) if value == int(value) else repr(value)


def _with_wholes(found: list[NewClaim]) -> list[NewClaim]:
    """Return statements in which the number of a subset leads to the number of the whole."""
    wholes = {
        (each.about, each.indicator): each
        for each in found
        if each.claim == "pc:Observation" and not each.subset
    }
    return [
        each._replace(whole=wholes.get((each.about, each.indicator))) if each.subset else each
        for each in found
    ]


# ---- Attributes ----------------------------------------------------------------------------------


def attribute_claim(claim: Claim, registry: Registry) -> NewClaim:
    """Return the statement that a thing has an attribute, without its sources and dates.

    *claim* has ``about``, ``attribute`` (a word of `terms.ATTRIBUTES`) and ``value_key`` or
    ``value`` with ``lang``.
    """
    return _attribute(NewClaim("pc:AttributeClaim", ()), {}, claim, registry)


def _attribute(said: NewClaim, fact: Fact, claim: Claim, registry: Registry) -> NewClaim:
    attribute = terms.ATTRIBUTES[claim["attribute"]]
    key, value = claim.get("value_key"), claim.get("value")
    said = said._replace(
        about=claim["about"],
        attribute=_property(claim["about"], attribute.property, key, registry),
        value_key=key,
    )
    if key is not None:
        said = _with_words(said, claim["attribute"], value)
        swapped = {"about": key, "value_key": said.about}
        return said._replace(**swapped) if attribute.backwards else said
    if attribute.backwards:  # what would be the subject is no thing of its own
        text = words(fact.get("predicate_original") or claim["attribute"])
        return said._replace(attribute="pc:milestone", value=Text(text, "en"))
    return _with_value(said, claim)


def _with_words(said: NewClaim, attribute: str, value: str | None) -> NewClaim:
    """Return a statement about another thing with what the source calls it."""
    if value is None:
        return said
    if attribute == "office-held-from":
        return said._replace(role=f"role:{value}")
    return said._replace(details=(("pc:asWritten", Text(value)),))


def _with_value(said: NewClaim, claim: Claim) -> NewClaim:
    """Return a statement with its value: a name, a date, an identifier of a scheme, or a text."""
    name, value = claim["attribute"], claim["value"]
    attribute = terms.ATTRIBUTES[name]
    if scheme := claim.get("scheme"):
        datatype = shorten(SCHEMES[scheme].datatype)
        return said._replace(attribute="org:identifier", value=Text(value, None, datatype))
    since = f"{said.when}/" if said.when and "/" not in said.when else said.when
    if attribute.property in terms.NAMES:
        text = Text(value, claim.get("lang") or "und")
        return said._replace(value=text, when=since if name in terms.SINCE else said.when)
    if attribute.property == "pc:when":
        period = since or f"{value}/"
        return said._replace(value=Text(period, None, "edtf:EDTF"), when=None)
    if attribute.property == "schema:foundingDate":
        return said._replace(value=Text(value, None, edtf.datatype(value)), when=None)
    if attribute.place:
        return said._replace(
            value=Text(attribute.words or "", "en"), details=(("pc:place", Text(value)),)
        )
    parts = [attribute.words, None if attribute.words and edtf.is_date(value) else value]
    return said._replace(value=Text(": ".join(filter(None, parts)), "en"))


def _property(about: str, name: str, other: str | None, registry: Registry) -> str:
    """Return the property that says the same of things of these classes."""
    one, two = _type(about, registry), _type(other, registry)
    if name in ("dcterms:isPartOf", "pc:eventOf"):
        if one == "pc:Event":
            series = other in registry and registry[other].kind == "event-series"
            among = "dcterms:isPartOf" if two == "pc:Event" else "pc:eventOf"
            return "pc:partOfSeries" if series else among
        if one.startswith("org:") and two.startswith("org:"):
            return "org:subOrganizationOf"
    if name == "pc:partOfProgramme" and one != "pc:Project":
        return "dcterms:isPartOf"
    if name == "pc:concerns" and two != "pc:Instrument":
        return "dcterms:relation"
    return name


def _type(key: str | None, registry: Registry) -> str:
    return registry[key].type if key in registry else ""


def _kind_of_event(fact: Fact, registry: Registry, origin: Origin) -> Iterator[NewClaim]:
    """Yield what sort of event was held, and when, as the source calls it."""
    event = fact.get("context_key")
    if fact.get("predicate") != "heldEvent" or not event:
        return
    named = re.sub(r"^(hosted|organised|coOrganised|launched)|(With|At)$", "", _original(fact))
    claim = {"claim": "pc:AttributeClaim", "about": event, "attribute": "kind"}
    said = _statement(fact, claim | {"value": words(named).strip() or "event"}, registry, origin)
    yield _hedge(said, fact, registry)


# ---- How sure, how named, why --------------------------------------------------------------------


def _hedge(said: NewClaim, fact: Fact, registry: Registry) -> NewClaim:
    """Return a main claim with its status, its note and the mentions of the source."""
    named = fact.get("named_by")
    if named and said.claim in _PARTS and said.agent not in _meant(fact, registry):
        named = None
    return said._replace(
        status=fact.get("status") or "stated",
        named_by=named,
        modality=_modality(said, fact),
        note=_note(fact, registry),
        details=(*said.details, *_mentions(said, fact, registry)),
    )


def _modality(said: NewClaim, fact: Fact) -> str | None:
    """Return whether what a claim says has come about, None where nothing is said against it.

    The stage of a funding says it already.
    """
    more = fact.get("qualifiers") or {}
    if said.claim == "pc:FundingClaim":
        return None
    return next((name for name in terms.MODALITIES if more.get(name)), None)


def _meant(fact: Fact, registry: Registry) -> set[str]:
    """Return the agents of whom the source names only the country: areas, else one body."""
    agents = [claim["agent"] for claim in fact["claims"] if claim["claim"] in _PARTS]
    known = {each: registry[each] for each in agents if each in registry}
    areas = {each for each, entry in known.items() if entry.is_area}
    national = {each for each, entry in known.items() if entry.kind in _NATIONAL}
    if areas or len(national) == 1 or len(set(agents)) == 1:
        return areas or national or set(agents)
    return {fact.get("object_key") or agents[-1]}


def _mentions(said: NewClaim, fact: Fact, registry: Registry) -> Iterator[tuple[str, Text]]:
    more = fact.get("qualifiers") or {}
    if said.claim in _PARTS:
        role = more.get("office") or more.get("role") or _finer_role(said, fact)
        if role and f"role:{role.lower().replace(' ', '-')}" != said.role:
            yield "pc:roleAsStated", Text(role, "en")
        if more.get("event") and _type(said.context, registry) == "pc:Event":
            yield "pc:asWritten", Text(more["event"])
    if more.get("place"):
        yield "pc:place", Text(more["place"])
    original = list((fact.get("original") or {}).values())
    named = [more.get(name) for name in ("named_as", "name_then", "spelled_in_source")]
    for text in dict.fromkeys([*original, *named]):
        if text and text not in registry:
            yield "pc:asWritten", Text(text)


def _finer_role(said: NewClaim, fact: Fact) -> str | None:
    """Return the word of the fact for the role, where it says more than the role."""
    original = _original(fact)
    plain = re.sub(r"(Of|In|At|With|To|From)$", "", original)
    if original == fact.get("predicate") or fact.get("predicate") in terms.TOLD_BY_KIND:
        return None
    return None if words(plain).replace(" ", "-") in (said.role or "") else words(original)


def _original(fact: Fact) -> str:
    return str(fact.get("predicate_original") or fact.get("predicate") or "")


def _note(fact: Fact, registry: Registry) -> str | None:
    """Return the note of a fact with its reservations, in whole sentences."""
    sentences = [fact.get("note") or ""]
    for name, value in (fact.get("qualifiers") or {}).items():
        if name in terms.RESERVATIONS and value is not False:
            sentences.append(terms.RESERVATIONS[name].format(value))
        elif name.endswith("note"):
            sentences.append(f"{str(value)[:1].upper()}{str(value)[1:]}.")
        elif name not in terms.SAID and not name.isupper():
            sentences.append(f"{words(name).capitalize()}: {_listed(value, registry)}.")
    return " ".join(filter(None, sentences)) or None


def _listed(value: object, registry: Registry) -> str:
    several = value if isinstance(value, list) else [value]
    return ", ".join(
        registry[str(each)].name if str(each) in registry else str(each) for each in several
    )
