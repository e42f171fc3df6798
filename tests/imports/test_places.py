"""Where a claim of a table stands: file, sheet and row, the same in every outlet."""

from __future__ import annotations

import csv
import io

import pytest

from tests import spreadsheets
from tests.miniature import contents, make_workspace, without_rows
from tests.payloads import read_payload
from tests.processes import kg

NAME = "office.csv"
HEAD = "member,member of,since\n"
ROWS = ["beta,net,2001\n", "gamma,net,2002\n"]
SHEETS = {
    "Notes": [["About this list"], ["It is kept by the office."]],
    "Members": [["List of members"], ["member", "member of", "since"], ["beta", "net", "2001"]],
}


def places(root):
    """Return the rows in which each claim of the network stands, as a query gives them."""
    query = (
        "SELECT ?a ?s ?r { ?c pc:context id:net ; pc:agent ?a ; pc:evidence ?e ."
        " ?e pc:row ?r OPTIONAL { ?e pc:sheet ?s } }"
    )
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
    return sorted([agent.rpartition("/")[2], sheet, int(row)] for agent, sheet, row in rows)


@pytest.fixture(scope="module")
def with_workbook(tmp_path_factory):
    """A workspace into which a workbook was imported."""
    folder = tmp_path_factory.mktemp("places")
    root = make_workspace(folder)
    done = kg("import", spreadsheets.write(folder / "partners.xlsx", SHEETS), "--apply", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_a_claim_of_a_text_table_stands_on_a_line_of_it(give, root):
    assert give(HEAD + "".join(ROWS), "--apply").returncode == 0
    assert places(root) == [["beta", "", 2], ["gamma", "", 3]]
    assert len(list(root.glob("graphdata/sources/**/office*.ttl"))) == 1
    assert kg("check", cwd=root).returncode == 0
    assert kg("fmt", "--check", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "claim:beta-in-net-2"], "sheet Members, row 3"),
        (["show", "beta"], "sheet Members, row 3"),
        (["show", "beta", "--lang", "cs"], "list Members, řádek 3"),
        (["show", "src:partners"], "sheet Members, row 3"),
        (
            ["cite", "claim:beta-in-net-2"],
            "partners.xlsx (n.d.). In English. Sheet Members, rows 3.",
        ),
        (["cite", "claim:beta-in-net-2", "--lang", "cs"], "List Members, řádky 3"),
        (["cite", "claim:beta-in-net-2", "-f", "csl"], '"note": "Sheet Members, rows 3"'),
        (["cite", "claim:beta-in-net-2", "-f", "bibtex"], "note = {Sheet Members, rows 3}"),
        (["ask", "members", "net"], "sheet Members, row 3"),
        (["path", "beta", "net"], "sheet Members, row 3"),
        (["export", "-f", "csv"], "Members!row=3"),
        (["export", "-f", "cytoscape"], "Members!row=3"),
        (["export", "-f", "graphml"], "Members!row=3"),
        (["export", "-f", "ttl"], 'pc:sheet "Members"'),
        (["stats"], "with a row of a table"),
    ],
)
def test_every_outlet_names_file_sheet_and_row(with_workbook, words, said):
    done = kg(*words, cwd=with_workbook)
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert said in text
    if words[0] in ("show", "cite", "ask", "path"):
        assert "partners.xlsx" in text


def test_the_page_knows_the_row(with_workbook):
    page = kg("view", cwd=with_workbook).stdout
    listed = read_payload(page)["places"]
    places = [dict(zip(listed["fields"], row, strict=False)) for row in listed["rows"]]
    found = [(each["sheet"], each["row"]) for each in places if each.get("row")]
    assert found == [("Members", 3)]


def test_a_table_in_another_order_says_the_same_in_other_rows(give, root):
    rows = [*ROWS, "gamma,Network Two,2003\n"]
    give(HEAD + "".join(rows), "--apply", "--new")
    before, first = without_rows(root), contents(root)
    done = give(HEAD + "".join(reversed(rows)), "--apply", "--new")
    assert done.returncode == 0, done.stdout
    assert "stand in other rows of office.csv now" in done.stdout
    assert without_rows(root) == before
    assert contents(root) != first
    assert (
        give(HEAD + "".join([*ROWS, "gamma,Network Two,2003\n"]), "--apply", "--new").returncode
        == 0
    )
    assert contents(root) == first


def test_what_was_cited_as_a_whole_is_found_in_its_row(give, root):
    give(HEAD + "".join(ROWS), "--apply")
    path = next(root.glob("graphdata/sources/**/office.ttl"))
    text = path.read_text("utf-8")
    head = text.partition("\nev:")[0]
    whole = head.replace("ev:office_row2", "ev:office-1").replace("ev:office_row3", "ev:office-1")
    path.write_text(whole + "\nev:office-1 a pc:Evidence ; oa:hasSource src:office .\n", "utf-8")
    assert kg("check", cwd=root).returncode == 0
    assert give(HEAD + "".join(ROWS), "--apply").returncode == 0
    assert path.read_text("utf-8") == text


def test_an_edited_claim_is_read_in_the_row_that_edits_it(give, root):
    give(HEAD + "".join(ROWS), "--apply")
    assert give(HEAD + ROWS[1] + ROWS[0].replace("2001", "2004"), "--apply").returncode == 0
    assert places(root) == [["beta", "", 3], ["gamma", "", 2]]


@pytest.mark.parametrize(
    ("words", "rows", "found"),
    [
        (["--source", "https://example.org/page"], ROWS[0], []),
        (["--source", "https://example.org/lists/office.csv"], ROWS[0], [["beta", "", 2]]),
        (["--title", "Members of the network"], ROWS[0], [["beta", "", 2]]),
    ],
)
def test_a_row_is_a_place_in_the_document_that_the_file_is(give, root, words, rows, found):
    assert give(HEAD + rows, "--apply", *words).returncode == 0
    assert places(root) == found


def test_a_row_with_a_source_of_its_own_cites_that(give, root):
    head = HEAD.replace("since", "since,source")
    give(head + "beta,net,2001,https://example.org/list\n", "--apply")
    assert places(root) == []


def test_two_rows_that_say_the_same_are_both_its_places(give, root):
    head = HEAD.replace("since", "since,note")
    give(head + "beta,net,2001,\nbeta,net,2001,once more\n", "--apply")
    assert [row for *_, row in places(root)] == [2, 3]
