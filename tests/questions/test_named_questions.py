"""What each named question means, on an invented graph: a story each."""

from __future__ import annotations

import json
import re
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.questions import find_question, list_questions
from kg.questions.answers import Point, answer
from kg.questions.arguments import gather
from kg.questions.binding import bind
from kg.rdf import store, turtle
from kg.rdf.dataset import in_graph
from kg.rdf.endpoint import Endpoint
from tests.miniature import DOCUMENT, PREFIXED, make_workspace, participation, put
from tests.processes import ROOT, kg

SURE = "pc:status status:stated ; pc:evidence ev:doc-0-9"
THINGS = {
    "areas/eps": "pc:Country ; skos:prefLabel 'Epsilonia'@en",
    "areas/eps-land": "pc:SubNationalArea ; pc:within id:eps ; skos:prefLabel 'Land of E'@en",
    "organisations/land": "org:FormalOrganization ; org:classification kind:prison-service ;"
    " pc:jurisdiction id:eps-land ; skos:prefLabel 'Prison Service of the Land'@en",
    "organisations/hill": "org:FormalOrganization ; org:classification kind:prison-establishment ;"
    " skos:prefLabel 'Hill Prison'@en",
    "organisations/cell": "org:OrganizationalUnit ; skos:prefLabel 'Block A'@en",
    "organisations/ring": "org:Organization ; org:classification kind:network ;"
    " skos:prefLabel 'Ring'@en",
    "organisations/group": "org:Organization ; org:classification kind:expert-group ;"
    " skos:prefLabel 'Group on Work'@en",
    "organisations/old-group": "org:Organization ; org:classification kind:expert-group ;"
    " skos:prefLabel 'Preparing group'@en",
    "organisations/nobody": "org:Organization ; org:classification kind:ngo ;"
    " pc:status status:ambiguous ; pc:possiblySameAs id:beta ;"
    " skos:editorialNote 'No country.'@en ; skos:prefLabel 'The Service'@en",
    "agreements/alone": "pc:Agreement ; pc:kind kind:memorandum ; skos:prefLabel 'Alone'@en",
    "agreements/treaty": "pc:Agreement ; pc:kind kind:cooperation-agreement ;"
    " skos:prefLabel 'Alpha – Land'@en",
    "programmes/prog": "pc:Programme ; skos:prefLabel 'Programme'@en",
    "projects/pilot": "pc:Project ; pc:kind kind:project ; skos:prefLabel 'Pilot'@en",
    "events/trip": "pc:Event ; pc:kind kind:visit ; skos:prefLabel 'Trip'@en",
    "events/series": "pc:Event ; pc:kind kind:event-series ; skos:prefLabel 'Yearly trips'@en",
    "events/call": "pc:Event ; pc:kind kind:visit ; skos:prefLabel 'Call'@en",
    "practices/way": "pc:Practice ; skos:prefLabel 'A way of working'@en",
    "instruments/law": "pc:Instrument ; skos:prefLabel 'A law'@en",
    "areas/area-any": "pc:Area ; skos:prefLabel 'Any area'@en",
}


def fact(name, thing, predicate, value):
    return (
        f"claim:{name} a pc:AttributeClaim ; rdf:subject id:{thing} ;"
        f" rdf:predicate {predicate} ; rdf:object {value} ; {SURE} .\n"
    )


def number(name, area, value, more=""):
    return (
        f"claim:{name} a pc:Observation ; pc:reporter id:hill ; pc:counterpart id:{area} ;"
        f" pc:indicator indicator:institutions-with-partner ; pc:value {value} ; {more}"
        f' pc:period "2014"^^edtf:EDTF ; {SURE} .\n'
    )


CLAIMS = (
    fact("hill-part", "hill", "org:subOrganizationOf", "id:alpha")
    + fact("cell-part", "cell", "org:subOrganizationOf", "id:hill")
    + fact("group-part", "group", "org:subOrganizationOf", "id:net")
    + fact("old-group-part", "old-group", "org:subOrganizationOf", "id:net")
    + fact("old-group-after", "old-group", "pc:succeededBy", "id:group")
    + fact("pilot-part", "pilot", "pc:partOfProgramme", "id:prog")
    + fact("trip-area", "trip", "pc:inArea", "id:delta")
    + fact("trip-series", "trip", "pc:partOfSeries", "id:series")
    + "claim:ring-list a pc:Enumeration ; pc:context id:ring ; pc:role role:member ;"
    f" pc:value 2 ; pc:closed true ; {SURE} .\n"
    + fact("ring-founded", "ring", "schema:foundingDate", '"2001"^^xsd:gYear')
    + fact("ring-founded-2", "ring", "schema:foundingDate", '"2003"^^xsd:gYear')
    + fact("late-deadline", "call", "pc:registrationDeadline", '"2100-02-01"^^xsd:date')
    + fact("trip-deadline", "trip", "pc:registrationDeadline", '"2014-02-01"^^xsd:date')
    + participation("alpha", "alone", "party")
    + participation("alpha", "treaty", "party", '; pc:when "2010/2012"^^edtf:EDTF')
    + participation("land", "treaty", "party")
    + participation("beta", "ring", "member").replace("Participation", "Membership")
    + participation("gamma", "ring", "founding-member").replace("Participation", "Membership")
    + participation("gamma", "pilot", "promoter")
    + participation("alpha", "pilot", "target-group", "; pc:roleAsStated 'staff are taught'@en")
    + participation("alpha", "trip", "visitor", '; pc:when "2014-03"^^edtf:EDTF')
    + participation("gamma", "trip", "host")
    + participation("land", "call", "visitor", '; pc:when "2015"^^edtf:EDTF ; pc:basedOn id:treaty')
    + number("n-all", "area-any", 10)
    + number("n-delta", "delta", 4)
    + number("n-eps", "eps", 3)
    + f"claim:money a pc:FundingClaim ; pc:funder id:ring ; pc:funded id:pilot ;"
    f' pc:amount 6000000.5 ; pc:currency "EUR" ; pc:bound "moreThan" ; {SURE} .\n'
    + f"claim:idea a pc:InfluenceClaim ; pc:influenceFrom id:eps ; pc:influenceOn id:way ;"
    f" {SURE} .\n"
    + f"claim:rule a pc:InfluenceClaim ; pc:influenceFrom id:way ; pc:influenceOn id:law ; {SURE} ."
)


def build_world(root, claims):
    make_workspace(root)
    root = root / "mini"
    for path, text in THINGS.items():
        put(root, f"graphdata/registry/{path}.ttl", f"id:{path.partition('/')[2]} a {text} .")
    put(root, DOCUMENT.replace("doc.ttl", "doc-2.ttl"), claims, canonical=False)
    return loading.load(find_workspace(root))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return build_world(tmp_path_factory.mktemp("named"), CLAIMS)


@pytest.fixture
def memory(world):
    return world.store


@pytest.fixture
def ask(memory):
    """A function that asks and returns chosen cells of each row; without any, the whole answer."""

    def asking(name, *words, cells="", lang="en", **named):
        question = find_question(name)
        given = {key.replace("_", "-"): [each] for key, each in named.items()}
        found = answer(memory, question, gather(question, words, given), Point(lang))
        if not cells:
            return found
        return [tuple(plain(row[each]) for each in cells.split()) for row in found.rows]

    return asking


def plain(cell):
    return cell["id"].partition(":")[2] if isinstance(cell, dict) else cell


def test_agreements_name_the_other_party_and_are_not_lost_where_there_is_none(ask):
    assert ask("agreements", "alpha", cells="agreement party area since") == [
        ("alone", None, None, None),
        ("agr", "beta", None, None),
        ("treaty", "land", "eps-land", "2010"),
    ]
    assert ask("agreements", "alpha", kind="memorandum", cells="agreement") == [("alone",)]


def test_an_agreement_with_a_land_is_none_with_its_country(ask):
    country = ask("agreements", "alpha", "Epsilonia")
    assert country.rows == ()
    assert country.remarks[-1].startswith("With --regions: 1 more")
    assert ask("agreements", "alpha", "eps-land", cells="agreement") == [("treaty",)]
    assert ask("agreements", "alpha", sub_national="yes", cells="agreement") == [("treaty",)]


def test_projects_tell_every_role_and_on_demand_the_money(ask):
    assert ask("projects", "alpha", cells="project role programme") == [
        ("prj", "promoter", None),
        ("pilot", "target-group", "prog"),
    ]
    assert ask("projects", "prog", cells="body role") == [
        ("gamma", "promoter"),
        ("alpha", "target-group"),
    ]
    assert ask(
        "projects", "prog", money="yes", role="promoter", cells="body amount currency bound"
    ) == [
        ("ring", 6000000.5, "EUR", "moreThan"),
        ("gamma", None, None, None),
    ]
    assert ask("projects", "prog", funder="beta").rows == ()


def test_the_number_of_projects_stands_beside_the_number_stated(ask):
    assert ask("projects", "prog", count="yes", role="promoter", cells="total counted stated") == [
        (None, None, None),
        ("count", 1, None),
    ]


def test_participants_come_in_the_words_of_the_source_where_there_are_some(ask):
    assert ask("participants", "pilot", cells="who role words") == [
        ("alpha", "target-group", "staff are taught"),
        ("gamma", "promoter", "promoter"),
    ]
    assert ask("participants", "pilot", lang="cs", role="promoter", cells="words") == [
        ("nositel projektu",)
    ]
    assert ask("participants", "net", partners_of="beta", cells="who") == [("alpha",)]


def test_visits_have_a_direction_and_count_those_under_an_agreement(ask):
    assert ask("visits", "alpha", cells="way visitor host destination date") == [
        ("out", "alpha", "gamma", "delta", "2014-03"),
        ("in", "land", None, None, "2015"),
    ]
    assert ask("visits", "gamma", cells="way visitor") == [("in", "alpha")]
    assert ask("visits", "alpha", dated="month", cells="date") == [("2014-03",)]
    assert ask("visits", "alpha", during="2015", cells="date") == [("2015",)]
    assert ask("visits", "alpha", direction="out", during="2015").rows == ()


def test_events_can_be_asked_by_time_role_and_kind(ask):
    assert ask("events", "gamma", cells="event role area") == [("trip", "host", "delta")]
    assert ask("events", "gamma", during="2014-03", role="host", cells="event") == [("trip",)]
    assert ask("events", "gamma", during="2013").rows == ()
    assert ask("events", "alpha", during="2014", kind="visit", cells="event") == [("trip",)]


def test_counts_say_what_a_total_leaves_unattributed(ask):
    rows = ask("counts", "hill", cells="area value left")
    assert rows == [
        (None, 10, None),
        ("delta", 4, None),
        ("eps", 3, None),
        (None, 3, "not attributed"),
    ]
    assert ask("counts", "hill", by_area="yes", cells="value") == [(4,), (3,), (3,)]
    assert ask("counts", "alpha", roll_up="yes", cells="value") == [(each[1],) for each in rows]
    assert ask("counts", "hill", during="2013").rows == ()


def test_influences_go_from_an_area_or_practice_to_a_law_or_practice(ask):
    assert ask("influences", cells="from result") == [("way", "law"), ("eps", "way")]
    assert ask("influences", "way", by="country", cells="from") == [("eps",)]
    assert ask("influences", on="law", cells="from") == [("way",)]


def test_an_expert_group_that_another_followed_is_left_out(ask):
    assert ask("expert-groups", "net", cells="group") == [("group",)]
    assert ask("expert-groups", "net", former="yes", cells="group successor") == [
        ("group", None),
        ("old-group", "group"),
    ]


def test_units_go_up_to_the_top_and_down_to_the_last(ask):
    assert ask("units", "cell", cells="way steps unit part_of") == [
        ("up", 1, "cell", "hill"),
        ("up", 2, "hill", "alpha"),
    ]
    assert ask("units", "alpha", direction="down", cells="steps unit") == [(1, "hill"), (2, "cell")]


def test_overlap_says_who_is_in_both_and_who_in_one(ask):
    assert ask("overlap", "net", "ring", cells="found member in_first in_second") == [
        ("both", "beta", "member-or-participant", "member"),
        ("both", "gamma", "member", "founding-member"),
        ("first only", "alpha", "member", None),
    ]


def test_shared_is_what_both_have_a_part_in_their_programme_and_their_third_parties(ask):
    assert ask("shared", "alpha", "gamma", cells="common how_first how_second") == [
        ("net", "member", "member"),
        ("pilot", "target-group", "promoter"),
        ("trip", "visitor", "host"),
        ("prog", "target-group", "promoter"),
        ("prj", "promoter", "junior-partner"),
    ]
    assert ask("shared", "beta", "land", cells="common how_first how_second") == [
        ("alpha", "partnersWith", "partnersWith"),
    ]


def test_between_gathers_every_relation_of_two_bodies(ask):
    found = ask("between", "alpha", "gamma", cells="context role role_of_second")
    assert sorted(found) == [
        ("net", "member", "member"),
        ("pilot", "target-group", "promoter"),
        ("prj", "promoter", "junior-partner"),
        ("trip", "visitor", "host"),
    ]
    assert ask("between", "hill", "alpha", cells="relation") == [("subOrganizationOf",)]
    assert ask("between", "hill", "Deltaland", cells="relation value") == [
        ("institutions-with-partner", 4)
    ]


def test_a_broker_links_partners_that_nothing_else_links(ask):
    # alpha: beta and land by agreements, gamma by a project; none of these are partners themselves
    assert ask("brokers", cells="body pairs partners") == [("alpha", 3, 3)]
    assert ask("brokers", "beta").rows == ()


@pytest.mark.parametrize(
    ("body", "kind", "rows"),
    [
        ("alpha", "project", [("gamma", "prj", None)]),
        ("beta", "partner", [("gamma", "alpha", 1), ("land", "alpha", 1)]),
        ("alpha", "network", [("ring", None, 1)]),
        ("alpha", "institutions", [("delta", "hill", 4), ("eps", "hill", 3)]),
        ("alpha", "service", [("eps-land", "land", None)]),
    ],
)
def test_a_gap_is_what_one_would_expect_and_no_source_states(ask, body, kind, rows):
    found = ask("gaps", body, kind=kind)
    assert [
        tuple(plain(row[each]) for each in ("other", "through", "number")) for row in found.rows
    ] == rows
    assert {row["searched"] for row in found.rows} == {1}
    assert found.note == (
        "A gap means that the 1 sources looked at do not state it, never that it is not there."
    )


def test_no_gap_is_said_in_words(ask):
    assert ask("gaps", "group").remarks == ("No gap in what was looked at.",)


def test_what_is_unresolved_waits_for_a_decision(ask):
    assert ask("unresolved", cells="thing doubt candidate reason") == [
        ("nobody", "not identified", "beta", "No country.")
    ]
    assert ask("unresolved", "alpha").rows == ()


def test_money_is_never_added_up(ask):
    assert ask("funding", "pilot", cells="funder amount") == [("ring", 6000000.5)]
    assert ask("funding", "ring", cells="funded") == [("pilot",)]


def test_deadlines_are_days(ask):
    deadlines = [("trip", "2014-02-01"), ("call", "2100-02-01")]
    assert ask("deadlines", cells="event deadline") == deadlines
    assert ask("deadlines", open="yes", cells="event deadline") == deadlines[1:]


def test_a_timeline_is_in_the_order_of_time(ask):
    assert ask("timeline", "alpha", cells="what since attested") == [
        ("net", "2009", None),
        ("treaty", "2010", None),
        ("trip", "2014-03", None),
        ("agr", None, "2014"),
        ("prj", "2015", None),
    ]
    assert ask("timeline", "alpha", during="2010", cells="what") == [("net",), ("treaty",)]


def test_coverage_counts_what_each_document_says(ask):
    (row,) = ask("coverage").rows
    assert (row["memberships"], row["participations"], row["numbers"], row["sums"]) == (5, 12, 3, 1)
    assert (row["text"], row["first"], row["last"]) == ("verified", "2009", "2016")


# ---- other places to ask ------------------------------------------------------------------------


def test_data_that_hold_only_claims_are_derived_before_they_are_asked(root):
    claims = root / DOCUMENT
    registry = sorted(root.glob("graphdata/registry/*/*.ttl"))
    data = [word for path in [claims, *registry] for word in ("--data", path)]
    ended = kg("ask", "partners", "alpha", *data, "-f", "json", cwd=root)
    assert [row["partner"]["id"] for row in json.loads(ended.stdout)] == ["id:beta", "id:gamma"]
    assert "what follows from these claims was derived" in ended.stderr


def test_data_without_claims_are_left_alone():
    memory = store.in_memory()
    assert not loading.complete_store(memory, find_workspace(ROOT))
    assert memory.rows("SELECT ?s { ?s ?p ?o }") == []


def test_an_endpoint_answers_as_the_store_behind_it(memory):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            results = memory.query(urllib.parse.parse_qs(body)["query"][0])
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(results.serialize(format=ox.QueryResultsFormat.JSON))

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        question = find_question("partners")
        remote = Endpoint(f"http://127.0.0.1:{server.server_port}/")
        given = gather(question, ["alpha"], {})
        assert answer(remote, question, given) == answer(memory, question, given)
    finally:
        server.shutdown()
        server.server_close()


# ---- laws ---------------------------------------------------------------------------------------

WITHDRAWN = """
claim:gone-in-gone a pc:Participation ; pc:agent id:gone ; pc:context id:gone-too ;
    pc:role role:member ; pc:status status:withdrawn ; pc:evidence ev:doc-0-9 ;
    pc:earliestStart "0001-01-01"^^xsd:date ; pc:latestStart "9999-12-31"^^xsd:date ;
    pc:earliestEnd "0001-01-01"^^xsd:date ; pc:latestEnd "9999-12-31"^^xsd:date .
"""


@pytest.mark.parametrize("flags", [False, True])
@pytest.mark.parametrize("name", list_questions())
def test_a_claim_that_was_withdrawn_elsewhere_changes_no_answer(name, flags, world):
    """A condition on what may be unbound would be met, or broken, by any claim anywhere."""
    question = find_question(name)
    values = {
        each.variable: (ox.Literal(flags),) for each in question.parameters if each.sort == "flag"
    }
    query = bind(question.query, values)
    everything = store.in_memory(world.dataset.quads)
    before = everything.rows(query)
    document = turtle.read(PREFIXED + WITHDRAWN, name="gone.ttl")
    everything.add(in_graph(document.triples, ox.NamedNode("https://w3id.org/pencoop/source/doc")))
    assert everything.rows(query) == before
    assert before or name in ("same", "mentions")


@pytest.mark.parametrize(
    "claim",
    [
        *("beta-in-ring", "land-in-treaty", "gamma-in-pilot", "gamma-in-trip", "land-in-call"),
        *("hill-part", "old-group-after", "trip-area", "n-all", "n-delta", "money", "idea"),
    ],
)
def test_a_withdrawn_claim_is_as_good_as_none(claim, tmp_path):
    claims = {re.match(r"claim:(\S+)", each)[1]: each for each in CLAIMS.splitlines()}
    rest = "\n".join(text for name, text in claims.items() if name != claim)
    withdrawn = claims[claim].replace("status:stated", "status:withdrawn")
    assert withdrawn != claims[claim]
    without = build_world(tmp_path / "without", rest).store
    taken_back = build_world(tmp_path / "back", f"{rest}\n{withdrawn}").store
    for name in list_questions():
        question = find_question(name)
        for flags in (False, True):
            values = {
                each.variable: (ox.Literal(flags),)
                for each in question.parameters
                if each.sort == "flag"
            }
            query = bind(question.query, values)
            assert taken_back.rows(query) == without.rows(query), name
