"""Rows: one for each relation and counterpart, whatever number of claims speaks of it."""

from __future__ import annotations

import pytest

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.questions import find_question, list_questions
from kg.questions.answers import CARRIED, CERTAINTY, answer
from kg.questions.arguments import gather
from kg.questions.question import Point
from tests.miniature import make_workspace, participation

ATTESTED = '; pc:attested "{}"^^edtf:EDTF'
WHEN = '; pc:when "{}"^^edtf:EDTF'
WORKS = (
    "id:prj pc:kind kind:project .\n"
    "claim:prj-kind a pc:AttributeClaim ; rdf:subject id:prj ; rdf:predicate pc:statedKind ;"
    ' rdf:object "project"@en ; pc:status status:stated ; pc:evidence ev:doc-0-9 ;'
    ' pc:when "{}"^^edtf:EDTF .\n'
)
PLANNED = "; pc:modality modality:planned"


@pytest.fixture
def ask(tmp_path_factory):
    """A function that asks a miniature graph with these claims."""

    def answered(claims, name, *places, lang="en", named=(), **point):
        root = make_workspace(tmp_path_factory.mktemp("rows"), claims=claims)
        store = loading.load(find_workspace(root)).store
        question = find_question(name)
        return answer(store, question, gather(question, places, dict(named)), Point(lang, **point))

    return answered


def party(agent, more="", number=""):
    claim = participation(agent, "agr", "party", more)
    return claim.replace(f"{agent}-in-agr ", f"{agent}-in-agr{number} ")


def member(more="", number="", role="member"):
    claim = participation("alpha", "net", role, more)
    return claim.replace("alpha-in-net ", f"alpha-in-net{number} ")


def test_claims_of_both_ends_are_not_joined_crosswise(ask):
    claims = "".join(
        party(agent, ATTESTED.format(2010 + number), f"-{number}")
        for agent in ("alpha", "beta")
        for number in (1, 2, 3)
    )
    found = ask(claims, "agreements", "alpha")
    (row,) = found.rows
    assert row["party"]["id"] == "id:beta"
    assert found.when == ("attested 2011; attested 2012; attested 2013",)


def test_a_second_status_stands_in_the_row_of_the_relation(ask):
    doubt = (
        "; pc:status status:ambiguous ; skos:editorialNote 'Perhaps.'@en ; pc:evidence ev:doc-20-39"
    )
    (row,) = ask(member() + member(doubt, "-2"), "members", "net").rows
    assert (row["status"], row["other_status"]) == ("stated", "ambiguous")
    assert row["evidence"] == ("ev:doc-0-9", "ev:doc-20-39")


def test_the_narrowest_role_is_that_of_the_row(ask):
    claims = member(role="founding-member") + member(number="-2")
    assert [row["role"]["id"] for row in ask(claims, "members", "net").rows] == [
        "role:founding-member"
    ]


def test_roles_that_are_none_of_them_wider_stay_two_rows(ask):
    claims = participation("alpha", "prj", "promoter") + participation(
        "alpha", "prj", "target-group"
    ).replace("alpha-in-prj ", "alpha-in-prj-2 ")
    assert len(ask(claims, "projects", "alpha").rows) == 2


def test_a_row_holds_when_one_of_its_claims_holds(ask):
    claims = member(WHEN.format("2001/2003")) + member(WHEN.format("2010/2012"), "-2")

    def held(year):
        return [row["certainty"] for row in ask(claims, "members", "net", as_of=year).rows]

    assert [held(year) for year in ("2002", "2006", "2011")] == [["yes"], [], ["yes"]]


def test_what_is_planned_answers_where_that_is_asked_for(ask):
    claims = party("alpha", PLANNED) + party("beta", PLANNED)
    without = ask(claims, "agreements", "alpha")
    assert without.rows == ()
    assert without.remarks[-1] == (
        "Planned, cancelled or postponed: 1. With --planned they are shown."
    )
    (row,) = ask(claims, "agreements", "alpha", planned=True).rows
    assert row["modality"] == "planned"


def test_what_was_held_counts_before_what_was_only_planned(ask):
    claims = member() + member(PLANNED, "-2")
    (row,) = ask(claims, "members", "net", planned=True).rows
    assert row["modality"] is None


@pytest.mark.parametrize(
    ("point", "rows"),
    [
        ({"since": "2010"}, 1),
        ({"since": "2011"}, 0),
        ({"until": "2010"}, 1),
        ({"until": "2009"}, 0),
        ({"since": "2010", "until": "2010-12"}, 1),
    ],
)
def test_since_and_until_ask_when_it_began(ask, point, rows):
    assert len(ask(member(WHEN.format("2010/")), "members", "net", **point).rows) == rows


def test_what_is_only_attested_has_no_known_beginning(ask):
    found = ask(member(ATTESTED.format(2014)), "members", "net", since="2000")
    assert found.rows == ()
    assert "Begun at another time, or none is stated: 1." in found.remarks[-1]


@pytest.mark.parametrize("name", list_questions())
def test_no_two_rows_of_the_core_are_equal_but_for_what_they_rest_on(name, built):
    question = find_question(name)
    found = answer(built.store, question, {}, Point(planned=True))
    own = [
        tuple(str(row[name]) for name in row if name not in (*CARRIED, CERTAINTY))
        for row in found.rows
    ]
    assert len(own) == len(set(own))


def test_dates_of_another_matter_do_not_date_a_body_of_a_list(ask):
    (row,) = ask(member(WHEN.format("2009/2011")), "list", "network").rows
    assert (row["since"], row["until"], row["note"]) == (None, None, None)
    assert row["evidence"]


def test_an_own_date_dates_a_project_of_a_list(ask):
    (row,) = ask(WORKS.format("2009/2011"), "list", "project").rows
    assert (row["since"], row["until"]) == ("2009", "2011")


@pytest.mark.parametrize(("during", "rows"), [("2008", 0), ("2010", 1), ("2012", 0)])
def test_a_list_of_a_time_leaves_out_what_is_dated_otherwise(ask, during, rows):
    claims = WORKS.format("2009/2011") + participation("beta", "prj", "partner")
    assert len(ask(claims, "list", "project", named={"during": [during]}).rows) == rows


def test_a_thing_with_two_founding_years_is_one_row_of_a_list(ask):
    founded = "".join(
        f"claim:net-founded-{year} a pc:AttributeClaim ; rdf:subject id:net ;"
        f' rdf:predicate schema:foundingDate ; rdf:object "{year}"^^edtf:EDTF ;'
        " pc:status status:stated ; pc:evidence ev:doc-0-9 .\n"
        for year in (2010, 2009)
    )
    (row,) = ask(founded, "list", "network").rows
    assert row["founded"] == "2009; 2010"


def test_lists_of_other_things_say_nothing_of_editions(ask):
    counted = (
        "claim:states a pc:Enumeration ; pc:context id:net ; pc:value 39 ; pc:bound 'exact' ;"
        " pc:topic 'states'@en ; pc:status status:stated ; pc:evidence ev:doc-0-9 .\n"
    )
    assert not any("39" in each for each in ask(counted, "editions", "net").remarks)
