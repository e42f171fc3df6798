"""The traps in the five texts, one test each (so long): what must hold, and no naive reading.

The number in each test's comment is that of the row in the list of traps from which it was written.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from kg.checks.review import load_checked

NAMES = "skos:prefLabel|skos:altLabel|skos:hiddenLabel"
V4 = ["id:cz", "id:hu", "id:pl", "id:sk"]
SURE = "status:stated"


@pytest.fixture(scope="session")
def first(ids):
    """A function that answers a SELECT with one variable, as a sorted list of prefixed names."""
    return lambda query: [row[0] for row in ids(query)]


@pytest.fixture(scope="session")
def parts(ids):
    """A function that tells who has which part in a thing, and how surely."""
    return lambda thing: ids(
        f"SELECT ?who ?role ?status {{ ?c pc:agent ?who ; pc:context id:{thing} "
        f"; pc:role ?role ; pc:status ?status }}"
    )


@pytest.fixture(scope="session")
def members(first):
    """A function that lists the members of a body."""
    return lambda body: first(f"SELECT ?who {{ ?who org:memberOf id:{body} }}")


@pytest.fixture(scope="session")
def named(first):
    """A function that lists the things with these words in a name, in capitals or not."""
    return lambda words: first(
        f"SELECT DISTINCT ?thing {{ ?thing {NAMES} ?name "
        f'FILTER (CONTAINS(LCASE(?name), "{words.lower()}")) '
        "FILTER (STRSTARTS(STR(?thing), STR(id:))) "
        # These have only a label that is put together from the names of their parties and visitors.
        "MINUS { ?thing a pc:Cooperation } MINUS { ?thing pc:kind/skos:broader* kind:visit } }"
    )


@pytest.fixture(scope="session")
def values(rows):
    """A function that tells the numbers of an indicator by counterpart."""

    def ask(indicator):
        query = (
            f"SELECT ?a ?n {{ ?x pc:indicator indicator:{indicator} "
            f"; pc:counterpart ?a ; pc:value ?n }}"
        )
        return {area.rsplit("/")[-1]: int(Decimal(number)) for area, number in rows(query)}

    return ask


def test_the_state_and_not_its_prison_service_is_in_the_council_of_europe(parts, members):  # 1
    assert ("id:cz", "role:member-state", "status:implied") in parts("coe")
    assert members("coe") == ["id:cz"]
    assert "id:cz-vscr" not in {who for who, *_ in parts("coe")}


def test_the_prison_service_is_a_sure_member_of_one_roundtable_only(parts, first):  # 2
    assert parts("europris") == [
        ("id:cz-vscr", "role:member-or-participant", "status:ambiguous"),
        ("id:ircex", "role:initiator", SURE),
    ]
    assert ("id:cz-vscr", "role:founding-member", SURE) in parts("mecr")
    assert first("SELECT ?body { id:cz-vscr org:memberOf ?body }") == ["id:mecr"]


def test_states_are_members_of_visegrad_and_services_meet(parts, members):  # 3
    assert members("v4") == V4
    assert ("id:cz-vscr", "role:active-participant", "status:implied") in parts("v4")
    assert parts("v4-prison-heads") == [
        (f"id:{body}", "role:attendee", "status:implied")
        for body in ("cz-vscr", "hu-bvop", "pl-sw", "sk-zvjs")
    ]


def test_who_was_represented_at_a_meeting_is_no_member_by_that(parts, members):  # 4
    represented = {who for who, role, _ in parts("ev-mecr-2014") if role == "role:represented"}
    assert represented == {
        f"id:{body}"
        for body in (
            "at-prison",
            "ch-prison",
            "hr-prison",
            "hu-bvop",
            "lt-lks",
            "ro-anp",
            "si-prison",
            "sk-zvjs",
        )
    }
    rest = [part for part in parts("ev-mecr-2014") if part[0] not in represented]
    assert rest == [("id:cz-vscr", "role:host", SURE), ("id:icpa", "role:guest", SURE)]
    assert members("mecr") == ["id:cz-vscr"]


def test_the_european_council_is_only_a_wrong_name(named, ids, claims):  # 5
    assert named("european council") == ["id:coe"]
    assert ids('SELECT ?p { id:coe ?p "European Council"@en }') == [("skos:hiddenLabel",)]
    for iri in ("claim:coe-in-coop-coe-cz-pms", "claim:european-probation-rules-issued-by"):
        assert claims[iri]["pc:status"] == {"status:ambiguous"}
        assert claims[iri]["pc:asWritten"] == {"European Council"}
        assert claims[iri]["skos:editorialNote"]


def test_a_short_name_belongs_to_a_body_inside_its_document_only(ids):  # 6
    query = (
        "SELECT ?body ?document {{ ?c rdf:subject ?body ; "
        "rdf:object '{}'@en ; pc:nameIn ?document }}"
    )
    assert ids(query.format("the Service")) == [("id:cz-pms", "src:pms-international")]
    assert {body for body, _ in ids(query.format("Prison Service"))} == {"id:cz-vscr"}
    found = ids(
        f"SELECT ?body {{ VALUES ?name {{ 'the Service'@en "
        f"'Prison Service'@en }} ?body {NAMES} ?name }}"
    )
    assert found == []


def test_the_probation_service_without_a_country_stays_a_thing_of_its_own(ids, parts):  # 7
    about = dict(ids("SELECT ?p ?o { id:the-probation-service ?p ?o }"))
    assert (about["pc:status"], about["pc:possiblySameAs"]) == ("status:ambiguous", "id:gb-nps")
    assert "pc:jurisdiction" not in about
    assert ids("SELECT ?c { ?c pc:agent id:the-probation-service }") == [
        ("claim:the-probation-service-in-coop-cz-pms-the-probation-service",)
    ]
    assert "id:the-probation-service" not in {who for who, *_ in parts("coop-cz-pms-gb-nps")}


def test_an_institute_without_a_country_is_not_the_partner_of_the_twinning(ids, parts):  # 8
    about = dict(ids("SELECT ?p ?o { id:nihw ?p ?o }"))
    assert about["pc:status"] == "status:ambiguous"
    assert about["org:classification"] == "kind:research-institute"
    assert "pc:jurisdiction" not in about
    assert "id:nihw" not in {who for who, *_ in parts("tw-al-fi")}


def test_a_theme_among_organisations_is_of_unresolved_kind(ids, parts):  # 9
    listed = parts("coop-child-friendly-justice-cz-pms")
    assert {status for *_, status in listed} == {"status:ambiguous"}
    about = dict(ids("SELECT ?p ?o { id:child-friendly-justice ?p ?o }"))
    assert (about["org:classification"], about["pc:status"]) == (
        "kind:unresolved",
        "status:ambiguous",
    )


def test_a_country_in_the_place_of_a_body_is_unsure_and_partners_with_nobody(
    parts, ids, first
):  # 10
    assert ("id:fi", "role:partner", "status:ambiguous") in parts("tw-al-fi")
    assert ("id:al", "role:beneficiary", "status:ambiguous") in parts("tw-al-fi")
    areas = "?x a/rdfs:subClassOf* pc:Area"
    found = ids(
        f"SELECT ?x ?y {{ {{ ?x pc:connectedTo ?y }} UNION {{ ?y pc:connectedTo ?x }} {areas} }}"
    )
    assert found == []
    assert first("SELECT ?t { ?t a pc:Tie ; pc:basis id:tw-al-fi }") == []
    hosts = "SELECT ?who { ?v pc:kind kind:visit . id:cz-pms pc:visits ?v . ?who pc:hosts ?v }"
    assert first(hosts) == []


def test_two_forms_of_one_name_are_one_confederation(named, ids):  # 11
    assert named("for european probation") == named("of european probation") == ["id:cep"]
    preferred = "SELECT ?name { id:cep skos:prefLabel ?name FILTER (LANG(?name) = 'en') }"
    assert ids(preferred) == [("Confederation of European Probation",)]


def test_the_penological_council_is_one_and_its_plenary_meetings_are_a_series(named, ids):  # 12
    assert named("penological co") == ["id:pccp"]
    assert named("pc cp") == ["id:pccp"]
    assert dict(ids("SELECT ?p ?o { id:pccp-plenary ?p ?o }"))["pc:kind"] == "kind:event-series"
    assert ids("SELECT ?c { ?c a org:OrganizationalUnit, pc:Event }") == []


def test_the_roundtable_is_one_body_with_one_series_and_one_event(named, ids):  # 13
    assert named("middle european correctional") == ["id:mecr"]
    assert ids(
        "SELECT ?event ?series { ?event pc:partOfSeries ?series "
        "FILTER (?series = id:mecr-annual-meeting) }"
    ) == [("id:ev-mecr-2014", "id:mecr-annual-meeting")]
    assert ids("SELECT ?class { id:mecr a ?class }") == [("org:Organization",)]


def test_three_roundtables_are_three_things(named, ids):  # 14
    assert named("roundtable") == ["id:ev-cz-no-roundtable", "id:ircex", "id:mecr"]
    assert ids("SELECT ?p { VALUES ?a { id:ircex id:ev-cz-no-roundtable } id:mecr ?p ?a }") == []


def test_expert_groups_have_two_parents(first):  # 15
    assert first("SELECT ?g { ?g org:subOrganizationOf id:europris }") == ["id:eg-ep"]
    ten = first(
        "SELECT ?g { ?g org:subOrganizationOf id:cep ; "
        "org:classification kind:expert-group "
        "FILTER NOT EXISTS { ?g pc:succeededBy ?other } }"
    )
    assert len(ten) == 10
    assert "id:eg-ep" not in ten


def test_four_international_units_and_one_pair_of_candidates(ids):  # 16
    units = (
        "VALUES ?u { id:cz-pms-intl-dept id:cz-pms-intl-unit id:cz-moj-intl-unit id:cz-vscr-iru }"
    )
    assert ids(f"SELECT ?u ?of {{ {units} ?u org:subOrganizationOf ?of }}") == [
        ("id:cz-moj-intl-unit", "id:cz-moj"),
        ("id:cz-pms-intl-dept", "id:cz-pms"),
        ("id:cz-pms-intl-unit", "id:cz-pms"),
        ("id:cz-vscr-iru", "id:cz-vscr-erd"),
    ]
    pairs = {frozenset(pair) for pair in ids(f"SELECT ?u ?v {{ {units} ?u pc:possiblySameAs ?v }}")}
    assert pairs == {frozenset({"id:cz-pms-intl-dept", "id:cz-pms-intl-unit"})}


def test_early_norwegian_funds_are_a_candidate_for_norway_grants_and_no_more(ids, parts):  # 17
    assert ids("SELECT ?p { id:norwegian-funds ?p id:norway-grants }") == [("pc:possiblySameAs",)]
    assert parts("norwegian-funds") == [("id:cz-pms", "role:participant", "status:implied")]
    assert parts("norway-grants") == []


def test_projects_may_end_after_the_grant_period(ids):  # 18
    assert ids("SELECT ?w { id:prog-cz-justice pc:when ?w }") == [("2014/2021",)]
    when = ids("SELECT ?p ?w { ?p pc:partOfProgramme id:prog-cz-justice ; pc:when ?w }")
    assert [w for _, w in when] == ["/2024-04"] * 8
    ends = ids(
        "SELECT ?end { ?p pc:partOfProgramme id:prog-cz-justice . "
        "?c pc:context ?p ; pc:latestEnd ?end }"
    )
    assert ends == [("2024-04-30",)]


def test_more_than_and_almost_are_bounds(ids):  # 19
    money = ids(
        "SELECT ?n ?bound { ?c pc:funded id:prog-cz-justice ; pc:amount ?n ; pc:bound ?bound }"
    )
    assert money == [("6000000", "moreThan")]
    trips = (
        "SELECT ?n ?bound { ?c pc:indicator indicator:staff-on-foreign-trips ; "
        "pc:value ?n ; pc:bound ?bound }"
    )
    assert ids(trips) == [("200", "lessThan")]


def test_the_programme_means_three_things(ids):  # 20
    three = "VALUES ?t { id:prog-cz-justice id:practice-mentoring id:practice-case-management }"
    assert ids(f"SELECT ?t ?class {{ {three} ?t a ?class }}") == [
        ("id:practice-case-management", "pc:Practice"),
        ("id:practice-mentoring", "pc:Practice"),
        ("id:prog-cz-justice", "pc:Programme"),
    ]
    done = ids(f"SELECT ?t (COUNT(?who) AS ?n) {{ {three} ?who pc:implements ?t }} GROUP BY ?t")
    assert done == [("id:practice-case-management", "2"), ("id:practice-mentoring", "4")]


def test_stray_captions_make_no_project(records, first, parts):  # 21
    captions = records["norway-grants-justice"]["src:norway-grants-justice"]["pc:strayCaption"]
    assert captions == {"PDP3", "VOL Mentoring", "To Freedom with a Mentor"}
    assert first(
        "SELECT ?id { ?p a pc:Project ; dcterms:identifier ?id FILTER (STRSTARTS(?id, 'PDP')) }"
    ) == [
        "PDP1",
        "PDP2",
        "PDP3",
    ]
    assert first("SELECT ?p { id:cz-ano-ngo pc:participatesIn ?p }") == ["id:prj-cz-ano-care"]
    assert [who for who, *_ in parts("prj-cz-freedom-mentor")] == ["id:cz-entrepreneurship-prague"]


def test_the_stated_number_of_projects_is_the_number_counted(values, first):  # 22
    assert values("funded-project-count") == {"area-any": 8}
    assert len(first("SELECT ?p { ?p pc:partOfProgramme id:prog-cz-justice }")) == 8


def test_scheme_headings_are_grant_calls_with_projects(ids, first):  # 23
    calls = ["id:prj-cz-drugcall", "id:prj-cz-sgs"]
    found = first(
        "SELECT ?c { ?c pc:kind kind:grant-call ; "
        "dcterms:isPartOf id:prog-cz-justice ; a pc:Programme }"
    )
    assert found == calls
    assert (
        first("SELECT ?c { VALUES ?c { id:prj-cz-sgs id:prj-cz-drugcall } ?c a pc:Project }") == []
    )
    funded = (
        "SELECT ?c (COUNT(?p) AS ?n) { ?f pc:funder ?c ; pc:funded ?p . "
        "?c pc:kind kind:grant-call } GROUP BY ?c"
    )
    assert ids(funded) == [("id:prj-cz-drugcall", "1"), ("id:prj-cz-sgs", "4")]


def test_eight_promoters_are_three_stated_and_five_implied(ids):  # 24
    promoters = ids(
        "SELECT ?p ?status { ?c pc:role role:promoter ; pc:context ?p ; pc:status ?status . "
        "?p pc:partOfProgramme id:prog-cz-justice }"
    )
    stated = [p for p, status in promoters if status == SURE]
    assert stated == ["id:prj-cz-pdp1", "id:prj-cz-pdp2", "id:prj-cz-zdz"]
    assert [status for _, status in promoters].count("status:implied") == 5


def test_four_operators_have_the_wide_role(parts):  # 25
    four = [f"id:{body}" for body in ("coe", "cz-mof", "cz-moj", "no-kdi")]
    assert parts("prog-cz-justice") == [(body, "role:operator", SURE) for body in four]


def test_misprints_are_hidden_and_never_preferred(first, named):  # 26
    shown = (
        "SELECT ?name { ?t skos:prefLabel|skos:altLabel|rdfs:label "
        "?name FILTER (REGEX(?name, 'adddict|Rubicon')) }"
    )
    assert first(shown) == []
    assert named("adddict") == ["id:prj-cz-ano-care"]
    assert named("rubicon") == ["id:prj-cz-rubikon"]


def test_an_association_with_dots_is_a_non_governmental_organisation(named, ids):  # 27
    assert named("a.n.o.") == ["id:cz-ano-ngo"]
    assert ids("SELECT ?kind { id:cz-ano-ngo org:classification ?kind }") == [("kind:ngo",)]


def test_project_codes_are_normalised_and_kept_as_written(ids):  # 28
    assert ids(
        "SELECT ?code ?written { ?c rdf:predicate dcterms:identifier ; "
        "rdf:object ?code ; pc:asWritten ?written }"
    ) == [
        ("PDP1", "PDP1"),
        ("PDP2", "PDP 2"),
        ("PDP3", "PDP 3"),
    ]


def test_lands_are_parts_of_germany_and_their_administration_is_the_party(ids, parts):  # 29
    assert ids("SELECT ?land ?class { ?land pc:within id:de ; a ?class }") == [
        ("id:de-by", "pc:SubNationalArea"),
        ("id:de-ni", "pc:SubNationalArea"),
    ]
    assert [who for who, *_ in parts("agr-cz-vscr-de-ni-prison")] == [
        "id:cz-vscr",
        "id:de-ni-prison",
    ]
    assert ids("SELECT ?land { id:de-ni-prison pc:jurisdiction ?land }") == [("id:de-ni",)]
    assert ids("SELECT ?p { ?c pc:agent|pc:counterpart id:de ; ?p id:de }") == []


def test_britain_is_three_areas_and_every_other_place_one(ids, named, rows):  # 30
    assert ids("SELECT ?a ?in { ?a pc:within id:gb }") == [("id:gb-eaw", None), ("id:gb-gbn", None)]
    assert ids("SELECT ?area { id:gb-nps pc:jurisdiction ?area }") == [("id:gb-eaw",)]
    assert ids("SELECT ?area { ?area skos:altLabel 'USA'@en, 'U.S.'@en }") == [("id:us",)]
    labels = rows(
        "SELECT ?a ?name { ?a a/rdfs:subClassOf* pc:Area ; skos:prefLabel|skos:altLabel ?name }"
    )
    places = {}
    for area, name in labels:
        places.setdefault(name, set()).add(area)
    assert {name for name, areas in places.items() if len(areas) > 1} == set()


def test_rows_after_the_change_of_unit_are_unsure_and_have_no_total(ids, values):  # 31
    unsure = ids(
        "SELECT ?a { ?x pc:indicator indicator:institutions-with-partner ; "
        "pc:counterpart ?a ; "
        "pc:status status:ambiguous ; skos:editorialNote ?note }"
    )
    assert [area for (area,) in unsure] == ["id:at", "id:de-by", "id:lt", "id:ro"]
    counted = {"sk": 19, "pl": 17, "hu": 2, "at": 2, "ro": 2, "de-by": 1, "lt": 1}
    assert values("institutions-with-partner") == counted


def test_equal_numbers_are_two_statistics(values, ids):  # 32
    trips, delegations = (
        values(f"{each}-count")["area-any"] for each in ("outgoing-trip", "incoming-delegation")
    )
    assert (trips, delegations, trips + delegations) == (63, 63, 126)
    total = (
        "SELECT ?n ?p { ?x pc:indicator indicator:international-activity-count ; "
        "pc:period ?p ; pc:value ?n }"
    )
    assert ids(total) == [("123", "2013"), ("126", "2014")]
    institutions = (
        values(f"institutions-{each}")["area-any"]
        for each in ("sending-staff", "hosting-delegations")
    )
    assert tuple(institutions) == (32, 27)


def test_a_list_of_examples_need_not_add_up(values, workspace):  # 33
    known = {
        area: number
        for area, number in values("incoming-delegation-count").items()
        if area != "area-any"
    }
    assert known == {"sk": 16, "pl": 12, "hu": 5, "at": 4, "us": 4}
    assert sum(known.values()) == 41
    said = [
        each
        for each in load_checked(workspace, scope="core").findings
        if each.thing and "delegation-count" in each.thing
    ]
    assert [("info", "rows-below-total")] == [(each.severity, each.rule) for each in said]


def test_own_questionnaires_are_a_part_of_all(values, ids):  # 34
    assert (values("questionnaire-count"), values("own-questionnaire-count")) == (
        {"area-any": 42},
        {"area-any": 5},
    )
    linked = ids("SELECT ?n ?total { ?x pc:partOfTotal ?y ; pc:value ?n . ?y pc:value ?total }")
    assert linked == [("5", "42")]


def test_who_visits_whom_is_a_matter_of_roles(ids, first, parts):  # 35
    visits = """SELECT ?who ?where {
        ?who pc:visits ?v . ?v pc:inArea ?where ; pc:when ?when
        FILTER NOT EXISTS { ?v pc:inArea ?part . ?part pc:within+ ?where } }"""
    assert ids(visits) == [
        ("id:cz-vscr", "id:de-ni"),
        ("id:cz-vscr", "id:hu"),
        ("id:cz-vscr", "id:lv-rix"),
        ("id:cz-vscr", "id:pl"),
        ("id:cz-vscr", "id:sk"),
        ("id:cz-vscr-medical", "id:ro"),
        ("id:hu-bvop", "id:cz"),
        ("id:lv-ievp", "id:cz"),
        ("id:md-delegation-2014", "id:cz"),
        ("id:pl-sw", "id:cz"),
        ("id:sk-zvjs", "id:cz"),
    ]
    # Of Austria it is said that it trained, or was trained; no body of it visits, hosts or teaches.
    assert parts("ev-training-at-mediation") == [
        ("id:at", "role:expert-provider", "status:ambiguous"),
        ("id:cz-pms-moravian-centres", "role:attendee", "status:ambiguous"),
    ]
    found = first(
        "SELECT ?c { ?who pc:jurisdiction id:at . ?c pc:agent ?who ; "
        "pc:evidence/oa:hasSource src:pms-international }"
    )
    assert found == []


def test_months_without_a_year_take_that_of_the_heading(ids):  # 36
    months = ids(
        "SELECT ?e ?w { ?e a pc:Event ; pc:when ?w . ?c rdf:subject ?e ; "
        "rdf:predicate pc:statedKind ; pc:evidence/oa:hasSource src:vscr-2014 "
        "FILTER (STRLEN(STR(?w)) = 7) }"
    )
    assert {when[:5] for _, when in months} == {"2014-"}
    assert dict(months)["id:ev-visit-lv-ievp-cz-2014-06"] == "2014-06"


def test_day_comes_before_month_and_two_dates_of_a_page_stay_open(records):  # 37
    page = records["vscr-2014"]["src:vscr-2014"]
    assert (page["dcterms:issued"], page["dcterms:created"]) == ({"2015-01-27"}, {"2015-01-20"})
    assert any("not stated" in note for note in page["skos:editorialNote"])


def test_a_deadline_belongs_to_the_event_that_follows_it(ids):  # 38
    deadlines = ids("SELECT ?e ?day { ?e pc:registrationDeadline ?day }")
    assert deadlines == [("id:ev-cep-training-school-2025", "2025-09-15")]
    ends = ids("SELECT ?when { id:ev-cep-training-school-2025 pc:when ?when }")
    assert [end for (end,) in ends if end.rsplit("/")[-1] < "2025-09-15"] == []
    assert ends


def test_a_word_with_two_meanings_stays_as_written_or_is_noted(claims):  # 39
    series = claims["claim:cep-em-conferences-kind"]
    assert series["pc:frequency"] == {"biannual (as written)"}
    assert any("every two years" in note for note in series["skos:editorialNote"])
    assert claims["claim:cep-publishes-bi-monthly-email-newsletter"]["pc:frequency"] == {
        "bi-monthly"
    }
    assert [iri for iri in claims if "audit" in iri] == []


def test_a_network_that_is_involved_in_projects_carries_none(ids):  # 40
    parts = ids(
        "SELECT ?role ?status ?when { ?c pc:agent id:cep ; "
        "pc:context ?p ; pc:role ?role ; pc:status ?status . "
        "?p a pc:Project OPTIONAL { ?c pc:when ?when } }"
    )
    assert parts == [("role:involved", "status:implied", None)]
    assert ids("SELECT ?p { id:cep pc:promotes|pc:partnerIn ?p }") == []


def test_era_is_a_project_and_no_academy(ids, named):  # 41
    assert ids("SELECT ?class { id:prj-era a ?class }") == [("pc:Project",)]
    assert ids("SELECT ?t { ?t skos:altLabel 'ERA'@en }") == [("id:prj-era",)]
    assert named("academy") == []


def test_two_framework_decisions_have_many_notations(first, ids):  # 42
    assert first(
        "SELECT ?i { ?i a pc:Instrument FILTER (STRSTARTS(STR(?i), CONCAT(STR(id:), 'eu-fd'))) }"
    ) == [
        "id:eu-fd-2008-947",
        "id:eu-fd-2009-829",
    ]
    counted = (
        "SELECT ?i (COUNT(?c) AS ?n) { ?c rdf:subject ?i ; pc:nameIn ?doc "
        "FILTER (STRSTARTS(STR(?i), CONCAT(STR(id:), 'eu-fd'))) } GROUP BY ?i"
    )
    assert ids(counted) == [("id:eu-fd-2008-947", "4"), ("id:eu-fd-2009-829", "3")]


def test_a_group_and_network_is_one_thing_with_both_names(named, ids):  # 43
    assert named("foreign nationals in prison") == ["id:eg-ep-fnp"]
    assert ids("SELECT ?g { ?g pc:hasPermanentMembers ?yes }") == [("id:eg-ep-fnp",)]
    preferred = ids("SELECT ?name { id:eg-ep-fnp rdfs:label ?name }")
    assert preferred == [("Foreign Nationals in Prison and Probation Network (FNPP)",)]


def test_who_was_encouraged_to_join_is_no_member(members, coverage):  # 44
    assert members("cep") == ["id:cz-pms"]
    assert members("cep-board") == []
    assert [coverage[fact]["where"] for fact in ("F508", "F512")] == [[], []]


def test_classes_of_members_are_left_out_and_members_need_not_be_bodies(
    coverage, ids, workspace
):  # 45
    assert [coverage[fact]["where"] for fact in ("F097", "F098")] == [[], []]
    ontology = (workspace.root / "ontology/ontology.ttl").read_text("utf-8")
    agent = next(block for block in ontology.split("\n\n") if block.startswith("pc:agent a"))
    assert "rdfs:range" not in agent
    assert ids("SELECT ?c { ?who a pc:Country ; org:memberOf ?c }") == [("id:coe",), ("id:v4",)]


def test_two_lists_of_those_spoken_to_stand_side_by_side(ids, claims):  # 46
    assert ids(
        "SELECT ?to { ?c pc:agent id:cep ; pc:role role:spokesperson ; pc:context ?to }"
    ) == [
        ("id:coe",),
        ("id:ec",),
        ("id:eu",),
    ]
    evidence = {iri: sources(claims[f"claim:cep-in-{iri}"]) for iri in ("coe", "ec", "eu")}
    assert evidence == {
        "coe": {"cep-what-we-do", "pms-international"},
        "ec": {"cep-what-we-do"},
        "eu": {"pms-international"},
    }


def test_a_description_printed_twice_has_two_sources_where_it_agrees(claims):  # 47
    published = {
        iri: sources(claim)
        for iri, claim in claims.items()
        if iri.startswith("claim:cep-publishes-")
    }
    assert published == {
        "claim:cep-publishes-digital-newsletter": {"cep-what-we-do", "pms-international"},
        "claim:cep-publishes-reports-of-its-conferences": {"pms-international"},
        "claim:cep-publishes-reports-of-its-events": {"cep-what-we-do"},
        "claim:cep-publishes-bi-monthly-email-newsletter": {"cep-what-we-do"},
    }


def test_navigation_is_no_data_and_diacritics_survive(built, named):  # 48
    assert [quad for quad in built.dataset.quads if "Přejít" in quad.object.value] == []
    assert "id:ev-mecr-2014" in named("kroměříž")


def test_positions_lie_in_the_text_as_it_is(records, spans):  # 49
    lengths = {
        f"src:{source}": int(length)
        for source, record in records.items()
        for length in record[f"src:{source}"]["pc:codePoints"]
    }
    assert [
        iri
        for iri, (source, start, end, _) in spans.items()
        if not 0 <= start < end <= lengths[source]
    ] == []


def test_positions_are_defined_as_code_points_from_zero(workspace, records):  # 50
    ontology = (workspace.root / "ontology/ontology.ttl").read_text("utf-8")
    assert "counted in Unicode code points from 0, half-open" in ontology
    sizes = {
        "pms-international": 6299,
        "vscr-memberships": 2624,
        "vscr-2014": 5630,
        "norway-grants-justice": 4228,
        "cep-what-we-do": 9867,
    }
    for source, size in sizes.items():  # the sizes in bytes, all of them larger
        assert int(*records[source][f"src:{source}"]["pc:codePoints"]) < size


def test_no_superior_of_the_services_is_known_to_the_core(first):  # 51
    assert (
        first("SELECT ?x { VALUES ?s { id:cz-vscr id:cz-pms } ?s org:subOrganizationOf ?x }") == []
    )
    assert (
        first("SELECT ?x { id:cz-vscr-iru org:subOrganizationOf+ ?x FILTER (?x = id:cz-moj) }")
        == []
    )


def test_an_office_is_attested_and_has_no_name(claims, ids):  # 52
    office = claims["claim:cz-vscr-dg-part-of-cz-vscr"]
    assert (office["pc:attested"], office["pc:when"]) == ({"2014-05"}, set())
    assert ids("SELECT ?kind { id:cz-vscr-dg org:classification ?kind }") == [("kind:office",)]
    assert [
        iri for iri, claim in claims.items() for when in claim["pc:when"] if when.endswith("..")
    ] == []


def test_a_contact_person_is_left_out(coverage, built):  # 53
    assert coverage["F124"]["where"] == []
    contact = re.compile(
        r"[^\s@]+@[^\s@]+\.[a-z]+|\+\d[\d ]{7,}|foaf/0\.1/(Person|name|mbox)|schema\.org/Person"
    )
    assert [
        quad for quad in built.dataset.quads if contact.search(f"{quad.predicate} {quad.object}")
    ] == []


def sources(claim):
    return {place.removeprefix("ev:").rsplit("-", 2)[0] for place in claim["pc:evidence"]}
