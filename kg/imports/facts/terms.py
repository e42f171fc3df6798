"""The words of the facts format, and the terms of the ontology that they stand for."""

from __future__ import annotations

from typing import Final, NamedTuple

ORGANISATION: Final = "org:FormalOrganization"
# Sorts of things whose class is none of the usual one for organisations.
CLASSES: Final = {
    "network": "org:Organization",
    "unresolved": "org:Organization",
    "delegation": "org:Organization",
    "collective": "org:OrganizationalUnit",
    "expert-group": "org:OrganizationalUnit",
    "halfway-house": "org:OrganizationalUnit",
    "office": "org:OrganizationalUnit",
    "organisational-unit": "org:OrganizationalUnit",
    "prison-establishment": "org:OrganizationalUnit",
    "probation-house": "org:OrganizationalUnit",
    "probation-office": "org:OrganizationalUnit",
    "project": "pc:Project",
    "twinning": "pc:Project",
    "funding-mechanism": "pc:Programme",
    "grant-call": "pc:Programme",
    "information-system": "pc:Programme",
    "programme": "pc:Programme",
    "statistics-programme": "pc:Programme",
    "agreement": "pc:Agreement",
    "cooperation": "pc:Cooperation",
    "event": "pc:Event",
    "event-series": "pc:Event",
    "meeting": "pc:Event",
    "visit": "pc:Event",
    "law": "pc:Instrument",
    "legal-instrument": "pc:Instrument",
    "publication": "pc:Instrument",
    "recommendation": "pc:Instrument",
    "practice": "pc:Practice",
    "country": "pc:Country",
    "subnational-area": "pc:SubNationalArea",
}
UNRESOLVED: Final = frozenset({"unresolved", "delegation"})
AREAS: Final = frozenset({"country", "subnational-area"})


class Attribute(NamedTuple):
    """How an attribute of the format is written.

    *words* is a text that stands for the attribute itself where the value is only its date;
    *backwards* says that value and subject change places; *place* that the value is a place.
    """

    property: str
    words: str | None = None
    backwards: bool = False
    place: bool = False


def _step(words: str, *, place: bool = False) -> Attribute:
    """Return an attribute that tells a dated step in the life of a thing."""
    return Attribute("pc:milestone", words, place=place)


ATTRIBUTES: Final = {
    "access": Attribute("pc:accessRule"),
    "acronym": Attribute("skos:altLabel"),
    "activity": Attribute("pc:activity"),
    "agreement-signed": _step("programme agreement signed"),
    "alternative-name": Attribute("skos:altLabel"),
    "bound-by": Attribute("pc:boundBy"),
    "co-chairs": Attribute("pc:activity", "co-chairs"),
    "competence-transferred-on": _step("competence for prisons taken over"),
    "concluded": _step("concluded"),
    "concerns": Attribute("pc:concerns"),
    "construction-start": _step("construction began"),
    "current-name-since": Attribute("skos:altLabel"),
    "data-since": _step("first data"),
    "declaration-drafted": _step("declaration drafted", place=True),
    "declaration-signed": _step("declaration signed", place=True),
    "em-conference-series-since": _step("series of conferences on electronic monitoring begun"),
    "event-of": Attribute("pc:eventOf"),
    "first-conference-outside-strasbourg": _step("first conference outside Strasbourg", place=True),
    "follows": Attribute("pc:follows"),
    "former-name": Attribute("pc:formerName"),
    "foundation-decided": _step("foundation decided", place=True),
    "founded": Attribute("schema:foundingDate"),
    "founding-talks": _step("founding talks"),
    "heads-of-service-meeting-since": _step("first meeting of heads of service"),
    "identifier": Attribute("dcterms:identifier"),
    "implements": Attribute("pc:implements"),
    "international-unit-created": _step("international unit created"),
    "issued-by": Attribute("pc:issuedBy"),
    "kind": Attribute("pc:statedKind"),
    "launched": Attribute("pc:when"),
    "launched-network": _step("network launched"),
    "legal-basis": Attribute("pc:isLegalBasisOf", backwards=True),
    "legal-form": Attribute("pc:legalForm"),
    "meeting-frequency": Attribute("pc:frequency"),
    "membership-class": Attribute("pc:membershipClass"),
    "native-name": Attribute("skos:altLabel"),
    "objective": Attribute("pc:objective"),
    "office-held-from": Attribute("pc:officeHeldFrom"),
    "office-moved-to": Attribute("pc:seatIn"),
    "operates-in": Attribute("pc:inArea"),
    "part-of": Attribute("dcterms:isPartOf"),
    "part-of-programme": Attribute("pc:partOfProgramme"),
    "part-of-series": Attribute("pc:partOfSeries"),
    "place": Attribute("pc:inArea"),
    "projects-extended-until": _step("projects extended"),
    "provides": Attribute("pc:provides"),
    "published-report-on": Attribute("pc:publishes", "report"),
    "publishes": Attribute("pc:publishes"),
    "registered-in": Attribute("pc:registeredIn"),
    "related-to": Attribute("dcterms:relation"),
    "seat": Attribute("pc:seat"),
    "start": Attribute("pc:when"),
    "states-mous-exist-in": Attribute("pc:activity", "memoranda of understanding"),
    "successor-of": Attribute("pc:succeededBy", backwards=True),
    "supply-contract-with": Attribute("pc:contractsWith"),
    "transferred-prisoners-to": Attribute("pc:transferredPrisonersTo"),
    "wrong-name": Attribute("skos:hiddenLabel"),
}
NAMES: Final = frozenset({"skos:altLabel", "skos:hiddenLabel", "pc:formerName"})
# Attributes from whose point in time on the value holds.
SINCE: Final = frozenset({"current-name-since", "launched", "start"})

# Predicates whose finer word is told by the kind of the event, the agreement or the country.
TOLD_BY_KIND: Final = frozenset(
    {"agreementWith", "cooperatesWith", "heldEvent", "holdsOfficeIn", "participatingCountry"}
)

CLAIMS: Final = {
    "pc:Membership": ("agent", "context", "role"),
    "pc:Participation": ("agent", "context", "role"),
    "pc:AttributeClaim": ("about", "attribute"),
    "pc:InfluenceClaim": ("influencer", "influenced"),
    "pc:FundingClaim": (),
    "pc:Observation": ("about", "indicator", "value", "bound"),
    "pc:Enumeration": ("context", "topic", "topic_cs", "closed"),
}
COUNTED: Final = frozenset({"pc:Observation", "pc:Enumeration"})  # their value is a number
# What would say something of a person, who is no thing of this graph.
PERSONAL: Final = frozenset(
    {
        "birth_date",
        "certificate_signed_by",
        "chair",
        "email",
        "person",
        "persons",
        "phone",
        "president",
        "secretary_general",
        "signatories",
        "signatory",
    }
)
# Qualifiers that the claims say already, or that are said elsewhere.
SAID: Final = frozenset(
    {
        "agreement_kind",
        "approx",
        "cooperation_kind",
        "country",
        "event",
        "lang",
        "name_then",
        "named_as",
        "office",
        "place",
        "role",
        "spelled_in_source",
    }
)
# Qualifiers that say whether what is claimed has come about.
MODALITIES: Final = ("cancelled", "postponed", "planned")
# Qualifiers that are a reservation, each with its sentence.
RESERVATIONS: Final = {
    "conflict_note": "Sources differ: {}.",
    "date_not_known": "The date is not given.",
    "planned": "Announced beforehand.",
    "postponed": "Later postponed.",
    "cancelled": "Later cancelled.",
    "rejoined": "Joined again.",
    "renewal": "A renewal.",
    "signing_date_not_known": "The date of signing is not given.",
    "undated": "The page is undated.",
    "undated_page": "The page is undated.",
    "page_partly_read": "Only a part of the page was read.",
    "year_inferred": "The year is inferred.",
    "year_not_known": "The year is not given.",
}
