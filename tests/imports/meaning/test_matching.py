"""Names of somebody's file beside the names of the graph."""

from __future__ import annotations

import pytest

from kg.imports.meaning.countries import INTERNATIONAL, Countries
from kg.imports.meaning.matching import Catalogue, Known

BODY = ("organisation",)


@pytest.fixture
def catalogue():
    return Catalogue(
        [
            Known(
                "cz-vscr", "organisation", "Prison Service of the Czech Republic", ("VS ČR",), "cz"
            ),
            Known(
                "cz-moj",
                "organisation",
                "Ministry of Justice of Czechia",
                ("Ministry of Justice",),
                "cz",
            ),
            Known(
                "sk-moj",
                "organisation",
                "Ministry of Justice of Slovakia",
                ("Ministry of Justice",),
                "sk",
            ),
            Known(
                "sk-zvjs",
                "organisation",
                "Corps of Prison and Court Guards",
                ("ZVJS",),
                "sk",
                ("prison service Slovakia", "vězeňská služba Slovensko"),
            ),
            Known("prj-safe", "project", "Safe", ()),
        ]
    )


@pytest.mark.parametrize(
    ("mention", "how"),
    [
        ("cz-vscr", "identifier"),
        ("id:cz-vscr", "identifier"),
        ("Prison Service of the Czech Republic", "name"),
        ("VS ČR", "name"),
        ("vs cr", "spelling"),
        ("PRISON SERVICE OF THE CZECH REPUBLIC.", "spelling"),
    ],
)
def test_a_name_in_any_spelling_is_matched(catalogue, mention, how):
    match = catalogue.match(mention, BODY)
    assert (match.state, match.key, match.how) == ("matched", "cz-vscr", how)


@pytest.mark.parametrize(
    ("mention", "key"),
    [
        ("Prison Servise of the Czech Republic", "cz-vscr"),
        ("Czech Republic Prison Service", "cz-vscr"),
        ("Slovak Prison Servise", "sk-zvjs"),
        ("Vězeňská služba Slovenska", "sk-zvjs"),
    ],
)
def test_what_is_only_close_is_proposed_and_never_taken(catalogue, mention, key):
    match = catalogue.match(mention, BODY)
    assert (match.state, match.key) == ("proposed", None)
    assert match.candidates[0].key == key


def test_what_is_like_nothing_is_new(catalogue):
    match = catalogue.match("Institute of Criminology", BODY)
    assert (match.state, match.candidates) == ("new", ())


def test_names_that_differ_in_a_number_are_not_close(catalogue):
    catalogue.add(Known("x-1", "organisation", "Probation Office Region 1", ()))
    assert catalogue.match("Probation Office Region 2", BODY).state == "new"
    assert catalogue.match("Probation Ofice Region 1", BODY).candidates[0].key == "x-1"


def test_the_country_tells_namesakes_apart(catalogue):
    assert catalogue.match("Ministry of Justice", BODY, "sk").key == "sk-moj"
    match = catalogue.match("Ministry of Justice", BODY)
    assert (match.state, [each.key for each in match.candidates]) == (
        "proposed",
        ["cz-moj", "sk-moj"],
    )


def test_a_namesake_of_another_country_is_not_taken(catalogue):
    match = catalogue.match("VS ČR", BODY, "pl")
    assert (match.state, match.candidates[0].key) == ("proposed", "cz-vscr")


def test_a_project_is_no_body(catalogue):
    assert catalogue.match("Safe", BODY).state != "matched"
    assert catalogue.match("Safe", ("project",)).key == "prj-safe"


@pytest.mark.parametrize("mention", ["", "?!", "x" * 100_000, "a b " * 20_000])
def test_odd_names_do_no_harm(catalogue, mention):
    assert catalogue.match(mention, BODY).key is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Slovensko", "sk"),
        ("slovakia", "sk"),
        ("SK", "sk"),
        ("Česká republika", "cz"),
        ("Ceska republika", "cz"),
        ("the Netherlands", "nl"),
        ("Lower Saxony", "de-ni"),
        ("mezinárodní", INTERNATIONAL),
        ("Slovekia", None),
    ],
)
def test_countries_are_known_by_name_and_code(text, key):
    countries = Countries([("de-ni", "Lower Saxony")])
    assert countries.find(text) == key


def test_a_misspelt_country_gets_a_suggestion():
    assert Countries().suggest("Slovekia") in ("sk", "si")
    assert Countries().suggest("Narnia of the West") is None
