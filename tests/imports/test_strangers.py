"""Workbooks as offices keep them: what is merged, repeated, linked, headed or noted beside."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment

from tests import spreadsheets
from tests.processes import kg

NAME = "office.csv"
PROJECTS = [
    ["As of: 31.12.2023"],
    ["project", "grant number", "partner", "country", "duration", "amount (EUR)"],
    ["Ways Out", "101", "alpha", "", "2020 - 2022", "450.000"],
    [None, None, "beta", "", None, None],
    ["Ways In", "102", "gamma", "", "2021 - 2023", "1.200.000,50"],
    [None, None, "alpha", "", None, None],
]


@pytest.fixture
def take(root, tmp_path):
    """A function that writes a workbook with one sheet and imports it."""

    def taking(rows, *words, dress=id, title="Table"):
        path = spreadsheets.write(tmp_path / "office.xlsx", {title: rows}, dress)
        return kg("import", path, *words, cwd=root)

    return taking


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/id/", "").splitlines()[1:])


def merge(*ranges):
    def dress(book):
        for each in ranges:
            book["Table"].merge_cells(each)

    return dress


def test_what_is_merged_downwards_counts_in_each_row(root, take):
    done = take(PROJECTS, "--apply", dress=merge("A3:A4", "B3:B4", "A5:A6", "B5:B6"))
    assert done.returncode == 0, done.stdout
    found = asked(root, "SELECT ?p ?a { ?c pc:context ?p ; pc:agent ?a . ?p a pc:Project }")
    assert [line for line in found if line.startswith("prj-ways")] == [
        *("prj-ways-in,alpha", "prj-ways-in,gamma", "prj-ways-out,alpha", "prj-ways-out,beta")
    ]
    assert asked(root, "SELECT ?n { ?c pc:amount ?n ; pc:funded ?p }") == ["1200000.5", "450000"]


def test_a_project_without_a_name_is_none(take):
    done = take(PROJECTS)
    assert done.stdout.count("neither the name of a project nor its number is given") == 2
    assert "Project:" not in done.stdout


def test_lines_above_the_header_are_listed_with_their_day(take):
    done = take(PROJECTS, dress=merge("A3:A4", "A5:A6"))
    assert (
        "above the header, left out: “As of: 31.12.2023”. --set 'as of=2023-12-31'" in done.stdout
    )


def test_comments_are_said_and_no_word_of_them(take):
    def dress(book):
        book["Table"]["A2"].comment = Comment("ask the office once more", "office")

    done = take([["member", "member of"], ["beta", "net"]], dress=dress)
    assert "comments on cells are not read (1: A2)" in done.stdout
    assert "once more" not in done.stdout


@pytest.mark.parametrize("way", ["formula", "link"])
def test_a_link_gives_its_address_where_its_column_holds_addresses(root, take, way):
    def dress(book):
        sheet = book["Table"]
        if way == "formula":
            sheet["D2"] = '=HYPERLINK("https://list.example/beta","the list")'
            sheet["C2"] = '=HYPERLINK("https://other.example/","2014")'
        else:
            sheet["D2"].hyperlink = "https://list.example/beta"
            sheet["D2"].value = "the list"

    rows = [["member", "member of", "since", "source"], ["beta", "net", "2014", "the list"]]
    done = take(rows, "--apply", dress=dress)
    assert done.returncode == 0, done.stdout
    assert "“the list” leads to https://list.example/beta, which is taken." in done.stdout
    assert asked(root, 'SELECT ?u { ?s schema:url ?u FILTER (CONTAINS(STR(?u), "list.ex")) }') == [
        "https://list.example/beta"
    ]
    assert ("which is not taken" in done.stdout) == (way == "formula")


@pytest.mark.parametrize("words", ["dtto", '-"-', "„", "idem", "〃"])
def test_ditto_is_what_stands_above(root, give, words):
    quoted = words.replace('"', '""')
    rows = f'kind,party,party,signed\ntreaty,alpha,gamma,2014\n"{quoted}",beta,gamma,2015\n'
    done = give(rows, "--apply")
    assert done.returncode == 0, done.stdout
    assert "is read as “treaty”" in done.stdout
    assert len(asked(root, "SELECT ?x { ?x pc:kind kind:treaty }")) == 2


@pytest.mark.parametrize("heading", ["Observers", "Observer", "Pozorovatel\u00e9"])
def test_who_stands_below_the_heading_of_a_role_has_it(root, give, heading):
    rows = f"member,member of,since\nbeta,net,2001\n{heading},,\ngamma,net,2002\n"
    done = give(rows, "--apply")
    assert done.returncode == 0, done.stdout
    query = "SELECT ?a ?r { ?c pc:context id:net ; pc:agent ?a ; pc:role ?r ; pc:when ?w }"
    found = [
        line.replace("https://w3id.org/pencoop/concept/role/", "") for line in asked(root, query)
    ]
    assert {"beta,member", "gamma,observer"} <= set(found)
    assert "gamma,member" not in found


H2020 = (
    "projectAcronym,Grant Agreement number,Organisation name,Country,Role,EC contribution\n"
    'WAYS,101,alpha,,coordinator,"250,000.00"\n'
    'WAYS,101,beta,,participant,"100,000.00"\n'
    'PATHS,102,beta,,participant,"90,000.00"\n'
)


def test_a_list_of_participants_is_about_projects_and_their_shares_are_no_budgets(root, give):
    done = give(H2020, "--set", "currency=EUR", "--apply")
    assert done.returncode == 0, done.stdout
    assert "read as projects, 3 rows" in done.stderr
    assert done.stdout.count("is the share of a body") == 3
    assert asked(root, "SELECT ?n { ?c pc:amount ?n }") == []
    found = asked(root, "SELECT ?p (STR(?n) AS ?s) { ?p org:identifier ?n ; a pc:Project }")
    assert found == ["prj-paths,102", "prj-ways,101"]


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("alpha / gamma", 2),
        ("Prison Service of Alphaland & Probation of Gammaland", 2),
        ("Prison Service of Alphaland + guests", 0),
    ],
)
def test_two_parties_in_a_cell_are_two_where_both_are_known(give, cell, parties):
    done = give(f"kind,parties,signed\ntreaty,{cell},2014\n")
    assert done.stdout.count("New party") == parties
    assert ("may be several bodies" in done.stdout) == (parties == 0)
