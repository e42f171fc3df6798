"""Columns that mean the same, and columns that fit by their heading alone."""

from __future__ import annotations

import pytest

from tests.processes import kg

NAME = "office.csv"
HEAD = "party,partner,signed,date of signature\n"


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/", "").splitlines()[1:])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2014,3.5.2015", "2014/,date of signature: 3.5.2015"),
        ("by post,2015", "2015/,signed: by post"),
        (",2015", "2015/,"),
    ],
)
def test_of_two_dates_the_first_that_is_one_is_read_and_the_other_is_a_note(give, root, row, said):
    done = give(f"{HEAD}alpha,gamma,{row}\n", "--kind", "agreements", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mean the same: “" in done.stdout
    about = "?c pc:context id:agr-alpha-gamma ; pc:when ?w"
    found = asked(root, f"SELECT ?w ?n {{ {about} OPTIONAL {{ ?c skos:editorialNote ?n }} }}")
    assert set(found) == {said}


def test_a_second_name_of_a_project_is_another_name_and_of_a_body_it_is_refused(give, root):
    done = give("project,title,partner\nReturn,Way Home,alpha\n", "--kind", "projects", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    names = "SELECT ?n ?a { ?p a pc:Project ; skos:prefLabel ?n ; skos:altLabel ?a }"
    assert "Return,Way Home" in asked(root, names)
    done = give("organisation,partner,country\nA,B,SK\n", "--kind", "organisations")
    assert (done.returncode, "mean the same" in done.stderr) == (3, True)


def test_a_status_that_is_no_certainty_holds_no_row(give, root):
    rows = "member,year of accession,status\nSK,2012,state party\nPL,2005,signatory\n"
    done = give(rows, "--kind", "memberships", "--set", "context=net", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "--map 'status=-' leaves it out" in done.stdout
    found = asked(root, "SELECT ?a ?n { ?c pc:agent ?a ; skos:editorialNote ?n }")
    assert [each for each in found if "status: " in each] != []
    rows = rows.replace("signatory", "implied")
    done = give(rows, "--kind", "memberships", "--set", "context=net")
    assert "“state party” is no status that is known" in done.stdout


def test_no_person_stands_in_what_is_said_of_a_column_or_line(give):
    person = "Ing. Karel Vzorný"
    rows = f"member,member of,Contact person,Q\nalpha,net,Karel Vzorný,{person}\n"
    done = give(f"{rows}beta,net,Bohumila Vzorná,blue\n")
    assert "the column “Contact person” is not read (2 cells: about persons" in done.stdout
    assert "the column “Q” is not read (2 cells: “blue”)" in done.stdout
    done = give(f"member,member of,{person}\nalpha,net,x\nNote: {person},,\n")
    assert "Vzorn" not in done.stdout + done.stderr
