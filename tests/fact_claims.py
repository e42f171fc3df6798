"""What one annotated fact demands of the graph: its claims, in short forms."""

from __future__ import annotations

import re

PARTICIPATIONS = ("pc:Membership", "pc:Participation")
# Attribute of a fact -> the property under which it stands; "part-of" has three, see part_of().
PROPERTIES = {
    "access": "pc:accessRule",
    "acronym": "skos:altLabel",
    "alternative-name": "skos:altLabel",
    "concerns": "pc:concerns",
    "founded": "schema:foundingDate",
    "has-permanent-members": "pc:hasPermanentMembers",
    "identifier": "dcterms:identifier",
    "implements": "pc:implements",
    "initiative-taken-during": "pc:initiativeTakenDuring",
    "issued-by": "pc:issuedBy",
    "kind": "pc:statedKind",
    "legal-basis": "pc:isLegalBasisOf",
    "part-of-series": "pc:partOfSeries",
    "publishes": "pc:publishes",
    "ranking": "pc:ranking",
    "registration-deadline": "pc:registrationDeadline",
    "related-to": "dcterms:relation",
    "successor-of": "pc:succeededBy",
    "wrong-name": "skos:hiddenLabel",
}
# Facts whose value stands in other words than in the fact, each with the words and the reason.
REWORDED = {
    "F053": "largest number of its experts in projects that build a probation service",  # a ranking
    "F316": "among the partner systems visited most",  # the fact says only: true
    "F317": "among the partner systems visited most",
    "F331": "Ministry of Justice",  # without the article
    "F384": "probation house",  # without the article
    "F459": "by invitation only",  # the notice in other words
    "F521": "true",  # a boolean, not "yes"
}
BOUNDS = {None: "exact", "almost (less than)": "lessThan", "more than": "moreThan"}
# Visits that the service prepared: that it was their host is a claim of its own, implied.
HOSTED = {"F271", "F277"}
PERIODS = {"F351"} | {f"F{n}" for n in (361, 371, 379, 395, 401, 407, 413, 421)}


def span(fact):
    return f"src:{fact['source']}", fact["char_start"], fact["char_end"], fact["span_sha256"]


def same_role(words, role):
    return role in words.replace(" ", "-").replace("-(as-stated)", "")


CORE = ["rdf:type", "rdf:subject", "rdf:predicate", "rdf:object"]
CORE += [
    f"pc:{name}" for name in ("agent", "context", "role", "status", "when", "attested", "namedBy")
]
CORE += ["pc:nameIn", "pc:basedOn", "pc:via", "pc:place", "pc:influenceFrom", "pc:influenceOn"]
CORE += ["pc:funder", "pc:funded", "pc:amount", "pc:currency", "pc:bound", "pc:reporter"]
CORE += ["pc:counterpart", "pc:indicator", "pc:period", "pc:value", "pc:partOfTotal", "pc:modality"]


def core(claim):
    """What a claim says, without its wording, note and evidence."""
    return {name: single(claim[name]) for name in CORE if claim[name]}


def single(values):
    return next(iter(values)) if len(values) == 1 else sorted(values)


def expected(fact):
    """The claims that one fact demands, nothing more and nothing less."""
    kind = fact["claim_class"]
    if kind in PARTICIPATIONS:
        return participations(fact)
    make = {
        "pc:AttributeClaim": attribute,
        "pc:FundingClaim": funding,
        "pc:InfluenceClaim": influence,
        "pc:Observation": observation,
    }[kind]
    claim = {"rdf:type": kind, "pc:status": f"status:{fact['status']}"} | make(fact)
    claim |= modality(fact)
    more = [period(fact)] if fact["id"] in PERIODS else []
    return [clean(claim), *more, *implied_place(fact)]


def role_of(fact):
    """The role of a fact; where a state is the member, that is a role of its own."""
    state = fact["qualifiers"].get("member_class") == "state"
    return "member-state" if state and fact["role"] == "member" else fact["role"]


def modality(fact):
    """What is announced or intended says so; the annotated facts do not, their corrections do."""
    return {"pc:modality": f"modality:{fact['modality']}"} if "modality" in fact else {}


def clean(claim):
    return {name: value for name, value in claim.items() if value is not None}


def iri(key):
    return key if key is None or ":" in key else f"id:{key}"


def participations(fact):
    claims = [participation(fact, agent) for agent in fact["agent_keys"]]
    if fact["type"] == "visit":
        claims += visit(fact)
    return claims


def participation(fact, agent):
    named = fact["named_by"] if agent == fact["agent_keys"][-1] else None
    return clean(
        {
            "rdf:type": fact["claim_class"],
            "pc:agent": iri(agent),
            "pc:context": iri(fact["context_key"]),
            "pc:role": f"role:{PART.get((fact['id'], agent)) or role_of(fact)}",
            "pc:status": f"status:{fact['status']}",
            "pc:when": fact["when"],
            "pc:attested": attested(fact),
            "pc:namedBy": named,
            "pc:basedOn": BASIS.get(fact["qualifiers"].get("basis", "").rsplit(" of ")[-1]),
            "pc:via": VIA.get((fact["id"], agent)),
        }
        | modality(fact)
    )


BASIS = {
    "Hungary": "id:agr-cz-vscr-hu-bvop",
    "Lower Saxony": "id:agr-cz-vscr-de-ni-prison",
    "Poland": "id:agr-cz-vscr-pl-sw",
    "Romania": "id:agr-cz-vscr-ro-anp-mou",
    "Slovakia": "id:agr-cz-vscr-sk-zvjs-coop",
}
# A theme among organisations is no party to anything.
PART = {("F111", "child-friendly-justice"): "involved"}
VIA = {("F325", "cz-pms"): "id:cz-pms-intl-unit", ("F326", "cz-moj"): "id:cz-moj-intl-unit"}


def attested(fact):
    """The year at which a source without a date shows that something holds.

    Decided for all memberships and cooperations of one source by the worked example of the model
    (2022 is the newest date in it), and for two cooperations of the report on the year 2014.
    """
    if fact["id"] in {"F325", "F326"}:
        return "2014"
    standing = fact["claim_class"] == "pc:Membership" or fact["role"] == "cooperating-party"
    return "2022" if standing and fact["source"] == "pms-international" else fact["attested"]


def visit(fact):
    """Where a visit leads, what it is and when; and its host, where the service prepared it."""
    event, status = iri(fact["context_key"]), f"status:{fact['status']}"
    kind, stated, place = VISITS.get(
        fact["id"], (fact["qualifiers"].get("visit_type", "visit"), status, None)
    )
    about = {"rdf:type": "pc:AttributeClaim", "rdf:subject": event}
    area = {
        "rdf:predicate": "pc:inArea",
        "rdf:object": iri(fact["object_key"]),
        "pc:status": status,
    }
    what = {
        "rdf:predicate": "pc:statedKind",
        "rdf:object": kind,
        "pc:status": stated,
        "pc:place": place,
    }
    claims = [about | area, clean(about | what | {"pc:when": fact["when"]})]
    if fact["id"] in HOSTED:
        host = fact | {
            "agent_keys": ["cz-vscr"],
            "role": "host",
            "status": "implied",
            "named_by": None,
        }
        claims.append(participation(host, "cz-vscr"))
    return claims


# Two visits whose event is spoken of in a fact of its own (F275, F295): its kind, status and place.
VISITS = {
    "F276": ("project meeting", "status:stated", "Riga"),
    "F296": ("meeting", "status:stated", "Lower Saxony"),
}


IMPLIED = "(implied"


def implied_place(fact):
    """A place that only follows from what is said is a claim of its own; the rest stays stated."""
    if IMPLIED not in fact["qualifiers"].get("place", ""):
        return []
    about = {"rdf:type": "pc:AttributeClaim", "rdf:subject": iri(fact["subject_key"])}
    place = {"rdf:predicate": "pc:inArea", "rdf:object": "id:cz", "pc:status": "status:implied"}
    return [about | place]


def attribute(fact):
    place = fact["qualifiers"].get("place", "")
    establishes = fact["predicate"] == "establishes" and "pc:establishes"
    return {
        "rdf:subject": iri(fact["subject_key"]),
        "rdf:predicate": establishes or PROPERTIES.get(fact["attribute"]) or part_of(fact),
        "rdf:object": iri(fact["object_key"]) or REWORDED.get(fact["id"], fact["object"]),
        "pc:when": None if fact["attribute"] == "registration-deadline" else fact["when"],
        "pc:attested": fact["attested"],
        "pc:namedBy": fact["named_by"],
        "pc:place": None if IMPLIED in place else place or None,
    } | ranked(fact) | scoped(fact)  # fmt: skip


def part_of(fact):
    """A project is part of a programme, a unit of a body, anything else just of something."""
    project = fact["subject_key"].startswith("prj-")
    if project and "scheme" in fact["qualifiers"]:
        return "pc:partOfProgramme"
    other = project or fact["subject_key"] in {"cz-conditional-discharge-commission", "space-i"}
    return "dcterms:isPartOf" if other else "org:subOrganizationOf"


def ranked(fact):
    """A ranking stands about its subject; the area, if any, is its counterpart."""
    if fact["attribute"] != "ranking":
        return {}
    return {"rdf:object": REWORDED[fact["id"]], "pc:counterpart": iri(fact["object_key"])}


def scoped(fact):
    """A name that is understood in one document only."""
    scope = fact["qualifiers"].get("scope")
    return (
        {"pc:nameIn": single({f"src:{each}" for each in re.findall(r"[a-z][a-z0-9-]+", scope)})}
        if scope
        else {}
    )


def period(fact):
    """The programme runs as long as its grants, each project until the one bound given for all."""
    when = fact["when"] if fact["id"] == "F351" else "/2024-04"
    return {
        "rdf:type": "pc:AttributeClaim",
        "rdf:subject": iri(fact["subject_key"]),
        "rdf:predicate": "pc:when",
        "rdf:object": when,
        "pc:status": "status:implied",
    }


def funding(fact):
    subject, other = iri(fact["subject_key"]), iri(fact["object_key"])
    payer, paid = {
        "funds": (subject, other),
        "is funded under scheme": (other, subject),
        "supports with amount": (None, subject),
    }[fact["predicate"]]
    amount = fact["qualifiers"].get("amount")
    return {
        "pc:funder": payer,
        "pc:funded": paid,
        "pc:amount": amount and str(amount),
        "pc:currency": fact["qualifiers"].get("currency"),
        "pc:bound": BOUNDS[fact["qualifiers"]["comparator"]] if amount else None,
        "pc:when": fact["when"],
    }


def influence(fact):
    return {"pc:influenceFrom": iri(fact["subject_key"]), "pc:influenceOn": iri(fact["object_key"])}


def observation(fact):
    own = fact["id"] == "F333"
    return {
        "pc:reporter": iri(fact["subject_key"]),
        "pc:counterpart": iri(fact["object_key"]) or "id:area-any",
        "pc:indicator": f"indicator:{fact['attribute']}",
        "pc:period": fact["when"] or fact["attested"] or "XXXX",
        "pc:attested": fact["attested"],
        "pc:value": str(fact["qualifiers"]["value"]),
        "pc:bound": BOUNDS[fact["qualifiers"].get("comparator")],
        "pc:partOfTotal": "claim:cz-vscr-questionnaire-count-2014" if own else None,
    }
