"""Importing facts: each predicate of the format a small story, and what is refused."""

from __future__ import annotations

import csv
import json
import os

import pytest

from kg import cli
from kg.additions import plan
from kg.graph.workspace import find_workspace
from kg.imports import intake
from kg.names import CLAIM, shorten
from kg.rdf import turtle
from tests.miniature import contents, derive
from tests.processes import kg

# key, kind; the names are made of the keys
THINGS = {
    "xx": "country",
    "xx-no": "subnational_area",
    "xx-prison": "prison_service",
    "xx-jail": "prison_establishment",
    "xx-moj": "ministry",
    "yy-prison": "prison_service",
    "zz-net": "network",
    "zz-group": "expert_group",
    "zz-prj": "project",
    "zz-prj2": "project",
    "zz-prog": "programme",
    "zz-call": "grant_call",
    "zz-agr": "agreement",
    "zz-coop": "cooperation",
    "zz-ev": "event",
    "zz-series": "event_series",
    "zz-visit": "visit",
    "zz-law": "law",
}
NOTE = "Said on the page."


def write_tables(root, things=THINGS, *, more=None):
    """Write the two tables beside the facts: what things are called, and one page."""
    columns = ["key", "name", "kind", "country", "aliases", "minted", "remark", "possible_same_as"]
    rows = [
        {"key": key, "name": key.upper(), "kind": kind}
        | ({"country": "xx"} if key.startswith("xx") else {})
        | (more or {}).get(key, {})
        for key, kind in things.items()
    ]
    columns += sorted({column for row in rows for column in row} - set(columns))
    with (root / "things.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, restval="")
        table.writeheader()
        table.writerows({"minted": "no", **row} for row in rows)
    (root / "sources.csv").write_text(
        "source_id,url,publisher,title,date_published,language\n"
        "page,https://net.example/page,ZZ-NET,News,2020-05,en\n"
        "other,https://other.example/,Somebody,More news,,\n",
        "utf-8",
    )


def fact(predicate, *claims, **more):
    """Return a fact of one page with the fields that the format has."""
    first = next(iter(claims), {}).get("claim")
    return {
        "id": "F0001",
        "predicate": predicate,
        "predicate_original": predicate,
        "claim_class": first,
        "claims": list(claims),
        "source_id": "page",
        "note": NOTE,
        **more,
    }


def part(agent, context, role, kind="pc:Participation"):
    return {"claim": kind, "agent": agent, "context": context, "role": role}


def attribute(about, name, **value):
    return {"claim": "pc:AttributeClaim", "about": about, "attribute": name, **value}


def money(**more):
    return {
        "claim": "pc:FundingClaim",
        "amount": 5900000.0,
        "currency": "EUR",
        "bound": "exact",
        "stage": "grant",
        "scope": "co-financing",
        **more,
    }


def count(number, **more):
    return {
        "claim": "pc:Observation",
        "about": "zz-net",
        "indicator": "member-count",
        "unit": "members",
        "bound": "about",
        "value": number,
        **more,
    }


def write_facts(root, *facts):
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in facts)
    (root / "facts.jsonl").write_text(text, "utf-8")


def take(root, *facts):
    write_facts(root, *facts)
    paths = [root / name for name in ("facts.jsonl", "things.csv", "sources.csv")]
    return intake.take_in(find_workspace(root), paths)


def claims(root, *facts, source="page"):
    """Import facts and return what the file of a page claims: name -> property -> value."""
    taken = take(root, *facts)
    assert taken.findings == []
    plan.apply(find_workspace(root), taken.plan)
    text = (root / f"graphdata/sources/public/{source}.ttl").read_text("utf-8")
    found = {}
    for triple in turtle.read(text, name=source).triples:
        if triple.subject.value.startswith(CLAIM):
            name = triple.subject.value.removeprefix(CLAIM)
            value = shorten(turtle.value(triple.object))
            found.setdefault(name, {})[shorten(triple.predicate.value)] = value
    return found


@pytest.fixture
def root(root):
    write_tables(root)
    return root


# ---- Memberships and participations --------------------------------------------------------------


def test_a_membership_says_who_in_what_as_what_since_when_and_where(root):
    said = fact(
        "memberOf", part("xx-prison", "zz-net", "founding-member", "pc:Membership"), when="2011/"
    )
    assert claims(root, said) == {
        "xx-prison-in-zz-net": {
            "rdf:type": "pc:Membership",
            "pc:agent": "id:xx-prison",
            "pc:context": "id:zz-net",
            "pc:role": "role:founding-member",
            "pc:status": "status:stated",
            "pc:when": "2011/",
            "pc:evidence": "ev:page-1",
            "skos:editorialNote": NOTE,
        }
    }
    assert derive(root)("SELECT ?a WHERE { ?a org:memberOf id:zz-net }") == [
        ("https://w3id.org/pencoop/id/xx-prison",)
    ]


def test_a_body_named_only_by_its_country_is_marked(root):
    said = fact(
        "memberOf",
        part("xx-prison", "zz-net", "member", "pc:Membership"),
        status="ambiguous",
        named_by="country",
        original={"subject": "zz-net", "object": "Xxland"},
    )
    [claim] = claims(root, said).values()
    assert claim["pc:namedBy"] == "country"
    assert claim["pc:status"] == "status:ambiguous"
    assert claim["pc:asWritten"] == "Xxland"


def test_of_two_bodies_the_one_that_a_country_can_stand_for_is_marked(root):
    said = fact(
        "visited",
        part("xx-prison", "zz-visit", "visitor"),
        part("xx-jail", "zz-visit", "host"),
        status="implied",
        named_by="country",
    )
    marked = {name for name, claim in claims(root, said).items() if "pc:namedBy" in claim}
    assert marked == {"xx-prison-in-zz-visit"}


@pytest.mark.parametrize(
    ("predicate", "role", "context"),
    [
        ("siteOf", "site", "zz-prj"),
        ("participatingCountry", "participating-country", "zz-prj"),
        ("observerAt", "observer", "zz-prj"),
        ("agreementWith", "prospective-party", "zz-agr"),
        ("beneficiaryOf", "beneficiary", "zz-prj"),
    ],
)
def test_a_role_that_carries_nothing_makes_no_tie(root, predicate, role, context):
    carrying = "party" if context == "zz-agr" else "lead"
    agent = "xx" if role == "participating-country" else "xx-prison"
    said = fact(predicate, part(agent, context, role), part("yy-prison", context, carrying))
    assert len(claims(root, said)) == 2
    ask = derive(root)
    assert ask("SELECT ?t WHERE { ?t pc:basis id:" + context + " }") == []
    assert ask("SELECT ?a WHERE { ?a org:memberOf id:" + context + " }") == []


@pytest.mark.parametrize(
    ("one", "other", "context", "edge"),
    [
        ("lead-partner", "partner", "zz-prj", "pc:projectPartnerOf"),
        ("promoter", "donor-project-partner", "zz-prj", "pc:projectPartnerOf"),
        ("junior-partner", "lead", "zz-prj", "pc:projectPartnerOf"),
        ("party", "party", "zz-agr", "pc:hasAgreementWith"),
        ("cooperating-party", "cooperating-party", "zz-coop", "pc:cooperatesWith"),
    ],
)
def test_bodies_that_carry_something_together_are_partners(root, one, other, context, edge):
    said = fact("partnerIn", part("xx-prison", context, one), part("yy-prison", context, other))
    roles = {claim["pc:role"] for claim in claims(root, said).values()}
    assert roles == {f"role:{one}", f"role:{other}"}
    rows = derive(root)(f"SELECT ?b WHERE {{ id:xx-prison {edge} ?b ; pc:partnersWith ?b }}")
    assert rows == [("https://w3id.org/pencoop/id/yy-prison",)]


def test_an_office_is_held_by_the_body_and_names_no_person(root):
    said = fact(
        "holdsOfficeIn",
        part("xx-prison", "zz-net", "chair"),
        qualifiers={"office": "Acting chair"},
    )
    [claim] = claims(root, said).values()
    assert (claim["pc:role"], claim["pc:roleAsStated"]) == ("role:chair", "Acting chair")


def test_an_office_of_which_only_the_country_is_known_is_an_attribute(root):
    said = fact(
        "holdsOfficeIn", attribute("zz-net", "office-held-from", value="chair", value_key="xx")
    )
    [claim] = claims(root, said).values()
    assert claim["rdf:predicate"] == "pc:officeHeldFrom"
    assert (claim["rdf:object"], claim["pc:role"]) == ("id:xx", "role:chair")


def test_a_finer_word_for_a_role_is_kept(root):
    said = fact(
        "observerAt",
        part("zz-net", "xx-moj", "observer"),
        predicate_original="consultativeStatusWith",
    )
    [claim] = claims(root, said).values()
    assert claim["pc:roleAsStated"] == "consultative status with"


# ---- Events --------------------------------------------------------------------------------------


def test_an_event_has_the_date_of_those_who_were_there_and_the_frame_is_stated(root):
    said = fact(
        "attended",
        part("xx-prison", "zz-ev", "attendee"),
        attribute("zz-ev", "event-of", value_key="zz-net"),
        when="2016-08-30",
        status="implied",
        qualifiers={"event": "Training workshop", "place": "Stráž"},
    )
    found = claims(root, said)
    assert found["xx-prison-in-zz-ev"]["pc:status"] == "status:implied"
    assert found["xx-prison-in-zz-ev"]["pc:asWritten"] == "Training workshop"
    assert found["xx-prison-in-zz-ev"]["pc:place"] == "Stráž"
    frame = found["zz-ev-event-of-zz-net"]
    assert (frame["rdf:predicate"], frame["pc:status"]) == ("pc:eventOf", "status:stated")
    assert derive(root)("SELECT ?w WHERE { id:zz-ev pc:when ?w }") == [("2016-08-30",)]


def test_dates_that_disagree_stand_side_by_side(root):
    first = fact("attended", part("xx-prison", "zz-ev", "attendee"), when="2024-06-24")
    second = first | {"when": "2024-06-26", "source_id": "other"}
    claims(root, first, second)
    assert len(derive(root)("SELECT ?w WHERE { id:zz-ev pc:when ?w }")) == 2


def test_an_event_of_a_series_is_one_of_its_occurrences(root):
    said = fact(
        "heldEvent",
        attribute("zz-ev", "part-of", value_key="zz-series"),
        predicate_original="annualConference",
        context_key="zz-ev",
        when="2019",
        original={"object": "7th, Agen"},
    )
    found = claims(root, said)
    assert found["zz-ev-part-of-zz-series"]["rdf:predicate"] == "pc:partOfSeries"
    kind = found["zz-ev-kind"]
    assert (kind["rdf:object"], kind["pc:when"]) == ("annual conference", "2019")
    assert kind["pc:asWritten"] == "7th, Agen"


def test_a_country_visited_is_the_place_and_not_the_host(root):
    said = fact(
        "visited",
        part("zz-net", "zz-visit", "visitor"),
        attribute("zz-visit", "place", value_key="xx"),
    )
    place = claims(root, said)["zz-visit-in-area-xx"]
    assert (place["rdf:predicate"], place["rdf:object"]) == ("pc:inArea", "id:xx")


# ---- Money and numbers ---------------------------------------------------------------------------


def test_an_amount_has_its_currency_bound_stage_and_scope(root):
    [claim] = claims(root, fact("hasAmount", money(funded="zz-prj"))).values()
    assert {name: claim[name] for name in claim if name.startswith("pc:")} == {
        "pc:funded": "id:zz-prj",
        "pc:amount": "5900000",
        "pc:currency": "EUR",
        "pc:bound": "exact",
        "pc:stage": "grant",
        "pc:scope": "co-financing",
        "pc:status": "status:stated",
        "pc:evidence": "ev:page-1",
    }


def test_amounts_of_different_stages_stand_side_by_side(root):
    stages = [money(funded="zz-prj", stage=stage) for stage in ("planned", "final")]
    assert set(claims(root, fact("hasAmount", *stages))) == {"zz-prj-funding", "zz-prj-funding-2"}


def test_what_is_funded_may_have_no_record_and_a_scheme_no_thing(root):
    given = {"claim": "pc:FundingClaim", "funder": "xx-moj", "funded_text": "six NGO projects"}
    under = {"claim": "pc:FundingClaim", "funded": "zz-prj", "scheme": "EU JPEN"}
    found = claims(root, fact("funds", given), fact("fundedUnder", under))
    assert found["xx-moj-funds"]["pc:asWritten"] == "six NGO projects"
    assert found["zz-prj-funding"]["pc:scheme"] == "EU JPEN"


def test_a_count_is_dated_and_that_of_a_subset_leads_to_the_whole(root):
    said = fact("hasCount", count(34), count(26, dimension="from EU states"), when="2018")
    found = claims(root, said)
    assert found["zz-net-member-count-2018"]["pc:value"] == "34"
    assert found["zz-net-member-count-2018"]["pc:period"] == "2018"
    assert found["zz-net-member-count-2018"]["pc:counterpart"] == "id:area-any"
    subset = found["zz-net-member-count-2018-2"]
    assert (subset["pc:value"], subset["pc:subset"]) == ("26", "from EU states")
    assert subset["pc:partOfTotal"] == "claim:zz-net-member-count-2018"


def test_counts_of_different_years_are_a_series(root):
    years = [fact("hasCount", count(n), when=year) for n, year in ((19, "2013"), (33, "2019"))]
    assert set(claims(root, *years)) == {"zz-net-member-count-2013", "zz-net-member-count-2019"}


IN_PROGRAMME = {"value_key": "zz-prog"}


# ---- Attributes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "name", "value", "expected"),
    [
        ("zz-net", "founded", {"value": "2011-10"}, ("schema:foundingDate", "2011-10")),
        ("zz-net", "seat", {"value": "Fribourg"}, ("pc:seat", "Fribourg")),
        ("zz-net", "registered-in", {"value_key": "xx"}, ("pc:registeredIn", "id:xx")),
        ("zz-net", "native-name", {"value": "Síť", "lang": "cs"}, ("skos:altLabel", "Síť")),
        ("xx-prison", "part-of", {"value_key": "xx-moj"}, ("org:subOrganizationOf", "id:xx-moj")),
        ("zz-group", "part-of", {"value_key": "zz-net"}, ("org:subOrganizationOf", "id:zz-net")),
        ("zz-prj", "part-of-programme", IN_PROGRAMME, ("pc:partOfProgramme", "id:zz-prog")),
        ("zz-call", "part-of-programme", IN_PROGRAMME, ("dcterms:isPartOf", "id:zz-prog")),
        ("zz-prj2", "follows", {"value_key": "zz-prj"}, ("pc:follows", "id:zz-prj")),
        ("zz-prj", "start", {"value": "2022-12-01"}, ("pc:when", "2022-12-01/")),
        ("zz-agr", "concerns", {"value_key": "zz-prog"}, ("dcterms:relation", "id:zz-prog")),
        ("zz-net", "activity", {"value": "peace operations"}, ("pc:activity", "peace operations")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_attribute_is_a_claim_with_a_property(root, about, name, value, expected):
    [claim] = claims(root, fact("attribute", attribute(about, name, **value))).values()
    assert (claim["rdf:predicate"], claim["rdf:object"]) == expected


def test_a_former_name_is_one_of_the_names_and_its_dates_are_on_the_claim(root):
    said = fact("formerName", attribute("zz-net", "former-name", value="EUROCHIPS"), when="/2013")
    [claim] = claims(root, said).values()
    assert (claim["rdf:predicate"], claim["pc:when"]) == ("pc:formerName", "/2013")
    assert derive(root)("SELECT ?n WHERE { id:zz-net skos:altLabel ?n }") == [("EUROCHIPS",)]


def test_a_successor_and_its_predecessor_stay_two_things(root):
    said = fact("successorOf", attribute("zz-group", "successor-of", value_key="zz-net"))
    [claim] = claims(root, said).values()
    assert (claim["rdf:subject"], claim["rdf:predicate"], claim["rdf:object"]) == (
        "id:zz-net",
        "pc:succeededBy",
        "id:zz-group",
    )


def test_a_law_is_the_basis_of_a_body_or_a_step_in_its_life(root):
    known = fact("legalBasis", attribute("xx-prison", "legal-basis", value_key="zz-law"))
    unknown = fact(
        "legalBasis",
        attribute("yy-prison", "legal-basis", value="2018-07-20"),
        when="2018-07-20",
        predicate_original="reformedByLaw",
    )
    found = claims(root, known, unknown)
    assert found["zz-law-is-legal-basis-of-xx-prison"]["rdf:object"] == "id:xx-prison"
    step = found["yy-prison-milestone-reformed-by-law"]
    assert (step["rdf:object"], step["pc:when"]) == ("reformed by law", "2018-07-20")


def test_a_dated_step_says_what_and_where(root):
    said = fact(
        "attribute", attribute("zz-net", "declaration-signed", value="Toledo"), when="2010-04"
    )
    [claim] = claims(root, said).values()
    assert (claim["rdf:object"], claim["pc:place"]) == ("declaration signed", "Toledo")


def test_an_influence_goes_from_a_country_to_a_body(root):
    said = fact(
        "influencedBy",
        {"claim": "pc:InfluenceClaim", "influencer": "xx", "influenced": "yy-prison"},
    )
    assert set(claims(root, said)) == {"xx-influenced-yy-prison"}
    rows = derive(root)("SELECT ?a WHERE { ?a pc:influenced id:yy-prison }")
    assert rows == [("https://w3id.org/pencoop/id/xx",)]


def test_an_identifier_has_the_datatype_of_its_scheme(root):
    said = fact(
        "identifier", attribute("xx-prison", "identifier", value="Q8908", scheme="wikidata")
    )
    [(name, claim)] = claims(root, said).items()
    assert name == "xx-prison-identifier-q8908"
    assert (claim["rdf:predicate"], claim["rdf:object"]) == ("org:identifier", "Q8908")
    links = derive(root)("SELECT ?l WHERE { id:xx-prison schema:sameAs ?l }")
    assert links == [("http://www.wikidata.org/entity/Q8908",)]


@pytest.mark.parametrize(
    ("name", "value", "scheme", "said"),
    [
        (
            "identifier",
            "70888061",
            "ico",
            "'70888061' is no company number (IČO): its check digits",
        ),
        ("identifier", "Q1", "viaf", "the scheme 'viaf' of 'identifier'"),
        ("acronym", "Q1", "wikidata", "the scheme 'wikidata' of 'acronym'"),
    ],
)
def test_an_identifier_that_cannot_be_one_is_refused(root, name, value, scheme, said):
    claim = attribute("xx-prison", name, value=value, scheme=scheme)
    [finding] = take(root, fact("identifier", claim)).findings
    assert said in finding.message


# ---- Lists, and what has not come about ----------------------------------------------------------


def listed(**more):
    return {
        "claim": "pc:Enumeration",
        "context": "zz-net",
        "topic": "members",
        "topic_cs": "členové",
        "closed": False,
        **more,
    }


def test_a_list_is_a_claim_with_the_total_of_the_source(root):
    total = listed(role="member", value=120, bound="about", dimension="organisations")
    [(name, claim)] = claims(root, fact("lists", total, attested="2024")).items()
    assert name == "list-zz-net-members"
    del claim["pc:topic"], claim["skos:editorialNote"]
    assert claim == {
        "rdf:type": "pc:Enumeration",
        "pc:context": "id:zz-net",
        "pc:role": "role:member",
        "pc:value": "120",
        "pc:bound": "about",
        "pc:subset": "organisations",
        "pc:closed": "false",
        "pc:status": "status:stated",
        "pc:attested": "2024",
        "pc:evidence": "ev:page-1",
    }


def test_a_list_says_in_both_languages_what_it_lists(root):
    claims(root, fact("lists", listed()))
    rows = derive(root)("SELECT ?t (LANG(?t) AS ?l) { ?list a pc:Enumeration ; pc:topic ?t }")
    assert sorted(rows) == [("members", "en"), ("členové", "cs")]


def test_an_open_and_a_closed_list_of_one_thing_are_two(root):
    found = claims(root, fact("lists", listed()), fact("lists", listed(closed=True)))
    assert sorted(found) == ["list-zz-net-members", "list-zz-net-members-2"]


def test_a_list_of_a_series_gives_it_no_date(root):
    editions = fact("lists", listed(context="zz-ev"), when="2012/2025")
    claims(root, editions, fact("attended", part("xx-prison", "zz-ev", "attendee"), when="2013"))
    assert derive(root)("SELECT ?w WHERE { id:zz-ev pc:when ?w }") == [("2013",)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"closed": "yes"}, "'closed' of a claim is no true or false"),
        ({"value": "120"}, "'value' of a claim is no number"),
        ({"value": True}, "'value' of a claim is no number"),
        ({"topic_cs": ""}, "a pc:Enumeration without 'topic_cs'"),
    ],
)
def test_a_list_of_another_form_is_refused(root, more, said):
    [finding] = take(root, fact("lists", listed(**more))).findings
    assert said in finding.message


@pytest.mark.parametrize("word", ["planned", "postponed", "cancelled"])
def test_what_has_not_come_about_says_so(root, word):
    said = fact("attended", part("xx-prison", "zz-ev", "attendee"), qualifiers={word: True})
    [claim] = claims(root, said).values()
    assert claim["pc:modality"] == f"modality:{word}"


def test_what_was_planned_and_put_off_is_put_off_and_a_sum_has_a_stage_instead(root):
    both = {"planned": True, "postponed": True}
    said = fact("attended", part("xx-prison", "zz-ev", "attendee"), qualifiers=both)
    paid = fact("hasAmount", money(funded="zz-prj"), qualifiers=both)
    found = claims(root, said, paid)
    assert found["xx-prison-in-zz-ev"]["pc:modality"] == "modality:postponed"
    assert "pc:modality" not in found["zz-prj-funding"]


def test_a_meeting_that_was_held_is_another_claim_than_its_announcement(root):
    held = fact("attended", part("xx-prison", "zz-ev", "attendee"), when="2020-11")
    found = claims(root, held, held | {"qualifiers": {"planned": True}})
    assert sorted(found) == ["xx-prison-in-zz-ev", "xx-prison-in-zz-ev-2"]


# ---- Sources and things --------------------------------------------------------------------------


def test_a_corroborating_page_repeats_the_claim_with_evidence_of_its_own(root):
    said = fact("memberOf", part("xx-prison", "zz-net", "member"), corroborated_by=["other"])
    one, two = claims(root, said), claims(root, said, source="other")
    assert set(one) == set(two) == {"xx-prison-in-zz-net"}
    assert two["xx-prison-in-zz-net"]["pc:evidence"] == "ev:other-1"


def test_a_page_is_cited_with_address_publisher_and_date_and_never_verified(root):
    claims(root, fact("memberOf", part("xx-prison", "zz-net", "member")))
    text = (root / "graphdata/sources/public/page.ttl").read_text("utf-8")
    assert text[text.index("\nsrc:page") + 1 : text.index("\nclaim:") + 1] == (
        """src:page a pc:SourceDocument ;
    dcterms:issued "2020-05"^^xsd:gYearMonth ;
    dcterms:language "en" ;
    dcterms:publisher id:zz-net ;
    dcterms:title "News"@en ;
    schema:url "https://net.example/page"^^xsd:anyURI .

"""
    )
    assert text.endswith("ev:page-1 a pc:Evidence ; oa:hasSource src:page .\n")


def test_a_publisher_may_be_a_body_that_the_graph_knows_already(root):
    known = (root / "graphdata/registry/organisations/alpha.ttl").read_text("utf-8")
    assert '"Prison Service of Alphaland"@en' in known
    sources = root / "sources.csv"
    sources.write_text(sources.read_text("utf-8").replace("ZZ-NET", "Prison Service of Alphaland"))
    claims(root, fact("memberOf", part("xx-prison", "zz-net", "member")))
    text = (root / "graphdata/sources/public/page.ttl").read_text("utf-8")
    assert "dcterms:publisher id:alpha" in text


def test_a_title_is_in_the_language_of_its_page(root):
    sources = root / "sources.csv"
    sources.write_text(sources.read_text("utf-8").replace("News,2020-05,en", "Novinky,2020-05,cs"))
    claims(root, fact("memberOf", part("xx-prison", "zz-net", "member")))
    text = (root / "graphdata/sources/public/page.ttl").read_text("utf-8")
    assert 'dcterms:title "Novinky"@cs' in text


def test_a_publisher_that_is_no_thing_is_given_by_name(root):
    claims(root, fact("memberOf", part("xx-prison", "zz-net", "member"), source_id="other"))
    text = (root / "graphdata/sources/public/other.ttl").read_text("utf-8")
    assert 'dc:publisher "Somebody"' in text
    assert 'dcterms:language "und"' in text


def test_things_go_into_the_registry_with_kind_and_country(root):
    more = {
        "xx-prison": {"aliases": "XX Prisons | the Service <page>", "minted": "yes"},
        "zz-agr": {"remark": "kind=memorandum"},
    }
    write_tables(root, more=more)
    found = claims(root, fact("memberOf", part("xx-prison", "zz-net", "member")))
    registry = root / "graphdata/registry"
    text = (registry / "organisations/xx-prison.ttl").read_text("utf-8")
    assert text.partition("\n\n")[2] == (
        """id:xx-prison a org:FormalOrganization ;
    skos:prefLabel "XX-PRISON"@en ;
    skos:altLabel "XX Prisons"@en ;
    org:classification kind:prison-service ;
    pc:jurisdiction id:xx ;
    skos:editorialNote "Descriptive label: the sources give no name."@en .
"""
    )
    assert "pc:kind kind:memorandum" in (registry / "agreements/zz-agr.ttl").read_text("utf-8")
    assert "pc:within id:xx" in (registry / "areas/xx-no.ttl").read_text("utf-8")
    name = found["xx-prison-named-the-service"]
    assert (name["rdf:object"], name["pc:nameIn"]) == ("the Service", "src:page")


def test_candidates_for_the_same_thing_are_noted_and_never_merged(root):
    write_tables(root, more={"yy-prison": {"possible_same_as": "xx-prison"}})
    claims(root, fact("memberOf", part("yy-prison", "zz-net", "member")))
    text = (root / "graphdata/registry/organisations/yy-prison.ttl").read_text("utf-8")
    assert "pc:possiblySameAs id:xx-prison" in text
    assert derive(root)("SELECT ?a WHERE { id:xx-prison org:memberOf ?a }") == []


def test_reservations_and_further_details_are_whole_sentences_of_the_note(root):
    more = {"conflict_note": "33 elsewhere", "undated_page": True, "countries": ["xx", "yy"]}
    said = fact("memberOf", part("xx-prison", "zz-net", "member"), qualifiers=more)
    [claim] = claims(root, said).values()
    assert claim["skos:editorialNote"] == (
        f"{NOTE} Sources differ: 33 elsewhere. The page is undated. Countries: XX, yy."
    )


# ---- What is refused -----------------------------------------------------------------------------

GOOD = part("xx-prison", "zz-net", "member")
BOTH = part("xx-prison", "zz-agr", "party"), part("yy-prison", "zz-agr", "party")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (fact("memberOf", GOOD | {"role": "membr"}), "role:membr is not known. Did you mean"),
        (fact("memberOf", GOOD | {"agent": "xx-prisn"}), "xx-prisn is not known. Did you mean"),
        (fact("memberOf", GOOD, source_id="pge"), "the source pge is not known. Did"),
        (fact("memberOf", GOOD, source_id=None), "no 'source_id'. Say where it is written."),
        (fact("memberOf"), "no 'claims'. Give at least one, or leave the line out."),
        (fact("memberOf", GOOD | {"claim": "pc:Memberships"}), "a claim without a known class."),
        (fact("memberOf", GOOD | {"role": None}), "a pc:Participation without 'role'. Add it."),
        (fact("memberOf", GOOD | {"agent": "zz-net"}), "zz-net takes part in itself."),
        (fact("memberOf", GOOD, when="2007-2012"), "when: '2007-2012' is no date:"),
        (fact("memberOf", GOOD, when="2014/2012"), "when: '2014/2012' ends before it starts"),
        (fact("memberOf", GOOD, status="certain"), "'certain' is no status. Choose one of stated,"),
        (fact("memberOf", GOOD, status="implied", note=None), "implied, but no note says why."),
        (fact("memberOf", GOOD, qualifiers={"person": "somebody"}), "'person' would name"),
        (fact("memberOf", GOOD | {"signatory": "somebody"}), "'signatory' would name a person."),
        (fact("hasCount", count("34")), "'value' of a claim is no number."),
        (fact("hasCount", count(34, indicator="member-cout")), "indicator:member-cout is not"),
        (fact("hasAmount", money(funded="zz-prj", currency=None)), "5900000 of what?"),
        (fact("hasAmount", money(funded="zz-prj", stage="maybe")), "'maybe' is no stage."),
        (fact("hasAmount", money()), "a funding without funder and without what is funded."),
        (fact("attribute", attribute("zz-net", "foundet", value="2011")), "'foundet' is no"),
        (fact("attribute", attribute("zz-net", "seat")), "the attribute 'seat' has no"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_fact_that_is_wrong_is_named_with_its_line_and_nothing_is_planned(root, said, message):
    taken = take(root, fact("memberOf", GOOD), said)
    assert taken.plan is None
    [finding] = taken.findings
    assert (finding.line, finding.severity) == (2, "error")
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{x}", "not JSON: Expecting property name enclosed in double quotes at column 2."),
        ("[1]", "no object. Write one fact on each line."),
        ('{"a": 1, "a": 2}', "the key 'a' stands twice. Keep one."),
        ('{"a": NaN}', "NaN is no number. Write one, or leave it out."),
        ("[" * 100_000, "nested too deeply. Write it flatter."),
    ],
    ids=["no JSON", "no object", "doubled key", "no number", "too deep"],
)
def test_a_line_that_is_no_object_is_named(root, line, message):
    (root / "facts.jsonl").write_text(line + "\n", "utf-8")
    paths = [root / name for name in ("facts.jsonl", "things.csv", "sources.csv")]
    taken = intake.take_in(find_workspace(root), paths)
    [finding] = taken.findings
    assert (finding.line, finding.message[: len(message)]) == (1, message)


@pytest.mark.parametrize(
    ("key", "more", "message"),
    [
        ("Xx", {}, "'Xx' is no identifier. Use small letters, digits and single hyphens."),
        ("..", {}, "'..' is no identifier."),
        ("a" * 200, {}, "is no identifier."),
        ("new", {"kind": "prison_servce"}, "kind:prison-servce is not known."),
        ("new", {"name": " "}, "new has no name in English. Give one."),
        ("new", {"country": "xq"}, "xq is not known."),
        ("new", {"homepage": "javascript:alert(1)"}, "'javascript:alert(1)' is no address."),
        ("alpha", {"kind": "project"}, "alpha is known as org:FormalOrganization"),
    ],
)  # fmt: skip
def test_a_thing_that_is_wrong_is_named(root, key, more, message):
    row = {"name": "New", "kind": "ngo", **more}
    write_tables(root, {**THINGS, key: row["kind"]}, more={key: row})
    taken = take(root, fact("memberOf", GOOD))
    assert any(message in each.message for each in taken.findings), taken.findings
    assert {each.file.rpartition("/")[2] for each in taken.findings} == {"things.csv"}


def test_all_that_is_wrong_is_reported_together(root):
    wrong = fact("memberOf", GOOD | {"role": "membr"}, when="2014-13")
    assert len(take(root, wrong, fact("memberOf", GOOD, source_id="none")).findings) == 3


def test_a_thing_that_stands_twice_with_other_data_is_refused(root):
    with (root / "things.csv").open("a", encoding="utf-8") as file:
        file.write("zz-net,Another,network,,,no,,\n")
    [finding] = take(root, fact("memberOf", GOOD)).findings
    assert "zz-net stands also in line" in finding.message


# ---- The command ---------------------------------------------------------------------------------


def run(root, *more):
    return kg("import", "facts.jsonl", "things.csv", "sources.csv", *more, cwd=root)


def test_the_command_shows_first_and_writes_when_asked(root):
    write_facts(root, fact("memberOf", GOOD))
    before = contents(root)
    shown = run(root)
    assert (shown.returncode, contents(root)) == (0, before)
    assert "1  new claim: xx-prison-in-zz-net" in shown.stdout
    assert shown.stderr == "20 files would be written; --apply writes them\n"
    written = run(root, "--apply")
    assert (written.returncode, written.stderr) == (0, "20 files written\n")
    assert run(root, "--apply").stderr == "0 files written\n"
    assert kg("fmt", "--check", cwd=root).returncode == 0
    assert "0 errors" in kg("check", cwd=root).stderr


def test_the_command_lists_what_is_wrong_and_writes_nothing(root):
    write_facts(root, fact("memberOf", GOOD | {"role": "membr"}))
    before = contents(root)
    ended = run(root, "--apply")
    assert (ended.returncode, contents(root)) == (1, before)
    assert ended.stdout.startswith("facts.jsonl:1: error: role:membr is not known.")
    assert ended.stderr == "1 finding; nothing is written\n"


def test_who_stands_in_the_folder_is_told_to_enter_it_again(root):
    inside = root / "graphdata/registry"
    ended = kg("import", "../../things.csv", "--apply", cwd=inside)
    assert ended.stderr.startswith("graphdata/ was exchanged as a whole. Enter it again: cd .")


def test_which_claims_each_fact_became_can_be_written_down(root):
    write_facts(root, fact("memberOf", GOOD), fact("agreementWith", *BOTH) | {"id": "F0002"})
    assert run(root, "--coverage", "became.csv").returncode == 0
    assert (root / "became.csv").read_text("utf-8-sig") == (
        "fact,claims\nF0001,xx-prison-in-zz-net\nF0002,xx-prison-in-zz-agr yy-prison-in-zz-agr\n"
    )


def test_files_that_hold_nothing_are_said_to(root):
    (root / "empty.jsonl").write_text("\n")
    ended = kg("import", "empty.jsonl", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("error: 0 facts, 0 things, 0 sources: nothing to import.")


def test_ctrl_c_ends_the_command_with_130_and_changes_nothing(root, monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    write_facts(root, fact("memberOf", GOOD))
    before = contents(root)
    monkeypatch.chdir(root)
    monkeypatch.setattr(os, "fsync", interrupted)
    assert cli.run(["import", "facts.jsonl", "things.csv", "sources.csv", "--apply"]) == 130
    assert "no file is half written" in capsys.readouterr().err
    assert contents(root) == before


def test_a_file_of_another_sort_is_refused(root):
    (root / "letter.docx").write_bytes(b"PK")
    ended = kg("import", "letter.docx", cwd=root)
    assert ended.returncode == 3
    assert "letter.docx: error: not a file that kg import knows" in ended.stderr
    assert kg("import", "missing.jsonl", cwd=root).returncode == 3
