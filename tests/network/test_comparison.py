"""Two things side by side: in common or of one alone, each mention with its claim."""

from __future__ import annotations

import csv
import io
import json

import pytest

import kg
from kg.errors import NotFound, UsageError
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network.comparison import SECTIONS, compare
from kg.network.network import read_network
from tests.miniature import PARTICIPATIONS, make_workspace, participation
from tests.processes import ROOT
from tests.processes import kg as run

MORE = """
claim:gamma-part-of-beta a pc:AttributeClaim ;
    rdf:subject id:gamma ; rdf:predicate org:subOrganizationOf ; rdf:object id:beta ;
    pc:status status:implied ; pc:evidence ev:doc-20-39 ; skos:editorialNote "Read into it."@en .
claim:trips-2014 a pc:Observation ; pc:reporter id:gamma ;
    pc:indicator <https://w3id.org/pencoop/concept/indicator/outgoing-trip-count> ;
    pc:value 5.0 ; pc:period "2014"^^edtf:EDTF ; pc:bound "exact" ;
    pc:status status:stated ; pc:evidence ev:doc-20-39 .
"""


def store_of(tmp_path, claims):
    root = make_workspace(tmp_path, claims=claims)
    return loading.load(find_workspace(root)).store


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return store_of(tmp_path_factory.mktemp("small"), PARTICIPATIONS + MORE)


def lines(found):
    return {(line.section, line.item or line.label.en): line for line in found.lines}


def test_what_both_have_is_common_and_the_rest_is_of_one(small):
    found = compare(small, ("alpha", "gamma"))
    sides = {key: line.side for key, line in lines(found).items() if key[1].startswith("id:")}
    assert sides == {
        ("memberships", "id:net"): "both",
        ("projects", "id:prj"): "both",
        ("agreements", "id:beta"): "a",
        ("partners", "id:beta"): "a",
        ("structure", "id:beta"): "b",
    }
    assert found.common == ("id:net", "id:beta", "id:prj")


def test_what_joins_the_two_stands_between_them_and_nowhere_else(small):
    found = compare(small, ("alpha", "beta"))
    assert [line.section for line in found.lines if line.section == "between"] == ["between"]
    mentioned = {line.item for line in found.lines}
    assert mentioned & {"id:alpha", "id:beta"} == set()


def test_a_network_shows_who_takes_part_in_it(small):
    found = lines(compare(small, ("net", "alpha")))
    assert {key for key in found if key[0] == "members"} == {
        ("members", "id:beta"),
        ("members", "id:gamma"),
    }


def test_parts_count_with_roll_up_only_and_are_named(small):
    alone, rolled = (compare(small, ("beta", "alpha"), roll_up=each) for each in (False, True))
    assert ("counts", "outgoing trips") not in lines(alone)
    line = lines(rolled)["counts", "outgoing trips"]
    assert (line.year, line.a[0].by, line.a[0].said.number) == ("2014", "id:gamma", "5")
    assert ("projects", "id:prj") in lines(rolled)
    assert lines(rolled)["projects", "id:prj"].side == "both"


def test_what_was_over_is_left_out(tmp_path):
    claims = participation("alpha", "prj", "partner", '; pc:when "2010/2012"^^edtf:EDTF')
    store = store_of(tmp_path, claims + participation("beta", "net", "member"))
    assert ("projects", "id:prj") in lines(compare(store, ("alpha", "beta"), as_of="2011"))
    assert ("projects", "id:prj") not in lines(compare(store, ("alpha", "beta"), as_of="2014"))


@pytest.mark.parametrize(
    ("ends", "error", "words"),
    [
        (("alpha", "alpha"), UsageError, "two different things"),
        (("alpha", "agr"), NotFound, "no place in the network"),
        (("alpha", "omega"), NotFound, "'omega' is not known"),
    ],
)
def test_what_cannot_be_compared_is_refused(small, ends, error, words):
    with pytest.raises(error, match=words):
        compare(small, ends)


# ---- the real graph ------------------------------------------------------------------------------


def test_on_the_core_every_relation_of_both_is_told_and_each_with_evidence(built):
    found = compare(built.store, ("cz-pms", "cz-vscr"))
    told = {each.claim.id for line in found.lines for each in (*line.a, *line.b) if each.claim}
    ends = {"id:cz-pms", "id:cz-vscr"}
    of_both = {r.id for r in read_network(built.store).relations if {r.a, r.b} & ends}
    assert of_both <= told
    claims = [each.claim for line in found.lines for each in (*line.a, *line.b) if each.claim]
    assert [claim.id for claim in claims if not claim.evidence] == []
    assert [line.section for line in found.lines] == sorted(
        (line.section for line in found.lines), key=SECTIONS.index
    )


def test_on_the_core_the_two_czech_services_share_what_the_texts_say(built):
    found = compare(built.store, ("cz-pms", "cz-vscr"))
    assert found.common == ("id:pccp", "id:prj-cz-pdp1")
    by_side = {
        side: {
            line.item for line in found.lines if line.section == "memberships" and line.side == side
        }
        for side in ("both", "a", "b")
    }
    assert by_side == {
        "both": set(),
        "a": {"id:cep", "id:efrj"},
        "b": {"id:pccp", "id:europris", "id:mecr", "id:v4"},
    }


# ---- in words ------------------------------------------------------------------------------------


def core_kg(*words):
    return run("compare", *words, "--scope", "core", cwd=ROOT)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("compare.txt", "efrj mecr"),
        ("compare-cs.txt", "fi al --lang cs"),
        ("compare.md", "cep europris -f md --as-of 2015"),
        ("compare.csv", "fi al -f csv"),
    ],
)
def test_two_things_are_told_side_by_side(name, words, golden):
    ended = core_kg(*words.split())
    golden(name, ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_rows_hold_what_the_table_holds(built):
    objects = json.loads(core_kg("cz-pms", "cz-vscr", "-f", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(core_kg("cz-pms", "cz-vscr", "-f", "csv").stdout)))
    found = compare(built.store, ("cz-pms", "cz-vscr"))
    assert len(objects) == len(rows) == sum(len(line.a) + len(line.b) for line in found.lines)
    member = next(each for each in objects if each["relation"] == "claim:cz-pms-in-efrj")
    assert (member["side"], member["since"], member["status"]) == ("a", "2018", "stated")
    assert member["evidence"] == ["ev:pms-international-4005-4086"]


def test_python_gives_what_the_command_gives(built):
    found = kg.compare("fi", "al", scope="core", lang="cs")
    assert found.found == compare(built.store, ("fi", "al"))
    assert (found.lines, found.common) == (found.found.lines, ("id:tw-al-fi",))
    assert str(found) == core_kg("fi", "al", "--lang", "cs").stdout
    assert found._repr_markdown_() == core_kg("fi", "al", "--lang", "cs", "-f", "md").stdout
