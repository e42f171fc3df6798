"""Numbers in registers tell agreements and projects apart, whatever else is equal."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.graph.workspace import find_workspace
from kg.imports.intake import take_in
from tests.miniature import contents
from tests.processes import kg

NAME = "office.csv"
HEADS = {
    "agreements": ("name", "party", "party", "signed", "treaty number"),
    "projects": ("project", "partner", "partner", "period", "grant agreement number"),
}
SORTS = {"agreements": "pc:Agreement", "projects": "pc:Project"}


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/id/", "").splitlines()[1:])


def numbers(root):
    """The things of the graph that have a number in a register."""
    return asked(root, "SELECT ?t (STR(?n) AS ?s) { ?t org:identifier ?n ; a pc:Agreement }")


def rows_of(kind):
    """Rows about few names, parties, dates and numbers, so that many of them are equal."""
    return st.lists(
        st.tuples(
            st.sampled_from(["Accord", "Memorandum on staff"]),
            st.sampled_from([("beta", "gamma"), ("alpha", "gamma")]),
            st.sampled_from(["2014", "2016"]),
            st.sampled_from(["A-1/2014", "a-1 / 2014", "B-2/2014", "C-3/2015"]),
        ),
        min_size=1,
        max_size=6,
    ).map(lambda rows: (kind, rows))


@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.one_of(*map(rows_of, SORTS)), st.randoms(use_true_random=False))
def test_one_number_is_one_thing_and_two_are_two(root, tmp_path, drawn, shuffle):
    kind, rows = drawn

    def read(ordered):
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(HEADS[kind])
        table.writerows([name, *who, when, number] for name, who, when, number in ordered)
        path = tmp_path / f"{kind}.csv"
        path.write_text(text.getvalue(), "utf-8")
        done = take_in(find_workspace(root), [path])
        things = done.tables.records.things if done.tables else ()
        return [each for each in things if each.type == SORTS[kind]], done

    made, done = read(rows)
    told = {number.replace(" ", "").upper() for *_, number in rows}
    found = [frozenset(text.text.replace(" ", "").upper() for text in e.identifiers) for e in made]
    assert sorted(found, key=sorted) == sorted((frozenset([each]) for each in told), key=sorted)
    assert not [each for each in done.findings if each.severity == "error"]
    parties = {(said.context, said.agent) for said in done.tables.records.statements if said.agent}
    for thing in made:
        (number,) = {text.text.replace(" ", "").upper() for text in thing.identifiers}
        wanted = {w for _, who, _, n in rows if n.replace(" ", "").upper() == number for w in who}
        assert {agent for context, agent in parties if context == thing.key} == wanted
    others = list(rows)
    shuffle.shuffle(others)
    again, _ = read(others)
    assert {each.key for each in again} == {each.key for each in made}


HEAD = "name,party,party,signed,treaty number\n"
ONE = "Accord on staff,alpha,gamma,2014,CETS 112\n"


def test_another_number_is_another_agreement_though_all_else_is_equal(give, root):
    assert give(HEAD + ONE + ONE.replace("112", "167"), "--apply").returncode == 0
    found = numbers(root)
    assert [line.partition(",")[2] for line in found] == ["CETS 112", "CETS 167"]
    assert len({line.partition(",")[0] for line in found}) == 2
    assert kg("check", cwd=root).returncode == 0
    after = contents(root)
    assert give(HEAD + ONE.replace("112", "167") + ONE, "--apply").returncode == 0
    assert numbers(root) == found
    assert len(contents(root)) == len(after)


def test_the_number_knows_its_agreement_when_title_and_date_are_corrected(give, root):
    give(HEAD + ONE, "--apply")
    row = "Accord on staff and training,alpha,gamma,3.5.2015,CETS 112\n"
    done = give(HEAD + row, "--apply")
    assert done.returncode == 0, done.stdout
    assert len(numbers(root)) == 1
    assert asked(
        root, "SELECT DISTINCT ?w { ?c pc:context ?x ; pc:when ?w . ?x org:identifier ?n }"
    ) == ["2015-05-03/"]


def test_a_number_is_added_to_an_agreement_that_is_known(give, root):
    give("name,party,party,signed\nAccord on staff,alpha,gamma,2014\n", "--apply")
    done = give(HEAD + ONE, "--apply")
    assert done.returncode == 0, done.stdout
    assert numbers(root) == ["agr-alpha-gamma,CETS 112"]


def test_a_number_of_another_document_for_the_same_agreement_is_asked_about(give, root):
    give(HEAD + ONE, "--apply")
    after = contents(root)
    done = give(HEAD + ONE.replace("CETS 112", "77/2014"), "--apply", name="other.csv")
    assert (done.returncode, contents(root)) == (1, after)
    assert "id:agr-alpha-gamma" in done.stdout


def test_rows_without_a_number_go_with_the_one_that_is_equal_else(give, root):
    head = "project,partner,grant agreement number\n"
    rows = "Safe Return,alpha,101007492\nSafe Return,beta,\n"
    assert give(head + rows, "--apply", "--kind", "projects").returncode == 0
    query = "SELECT ?a { ?c pc:context ?p ; pc:agent ?a . ?p org:identifier ?n ; a pc:Project }"
    assert asked(root, query) == ["alpha", "beta"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [f"Accord,alpha,gamma,2014,{number}" for number in ("CETS 1", "CETS 2", "")],
            "rows with CETS1, CETS2 are equal else",
        ),
        (["Accord,alpha,gamma,2014,without"], "has no digit"),
    ],
)  # fmt: skip
def test_what_a_number_leaves_open_is_said(give, root, rows, said):
    assert said in give(HEAD + "\n".join(rows) + "\n").stdout


def test_rows_that_share_one_number_and_not_the_other_are_held(give, root):
    head = "project,partner,project code,grant agreement number\n"
    rows = "Safe Return,alpha,P-1,101007492\nSafe Return,beta,P-2,101007492\n"
    done = give(head + rows, "--kind", "projects")
    assert done.stdout.count("another beside it") == 2


# Bodies and the registers of bodies


BODY = "name,country,{}\nAcademy of Zed,SK,{}\n"


def test_a_body_of_another_number_is_not_the_one_of_its_name(give, root):
    give(BODY.format("ROR", "05a28rw58"), "--new", "--apply", "--kind", "organisations")
    after = contents(root)
    done = give(BODY.format("ROR", "0000jgn45"), "--apply", "--kind", "organisations", name="b.csv")
    assert (done.returncode, contents(root)) == (1, after)
    told = "id:sk-academy-of-zed is 05a28rw58 elsewhere, this row 0000jgn45"
    assert told in done.stdout, done.stdout


def test_an_address_and_a_bare_identifier_are_one_number(give, root):
    words = ("--new", "--apply", "--kind", "organisations")
    give(BODY.format("Wikidata", "https://www.wikidata.org/wiki/Q2382930"), *words)
    done = give("name,country,Wikidata\nZed College,SK,Q2382930\n", *words, name="b.csv")
    assert done.returncode == 0, done.stdout
    file = root / "graphdata/registry/organisations/sk-academy-of-zed.ttl"
    assert '"Zed College"@en' in file.read_text("utf-8")
