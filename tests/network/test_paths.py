"""Ways between things: each step one relation or more, strong ways before weak ones."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

import networkx as nx
import pytest

import kg
from kg import edtf
from kg.errors import NotFound, UsageError
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network.network import read_network
from kg.network.paths import Wish, find_paths, trace
from kg.network.paths_report import Voice, write_text
from kg.network.routing import Question
from kg.network.strength import read_ladder
from tests.miniature import make_workspace, participation, put
from tests.processes import ROOT
from tests.processes import kg as kg_run


def store_of(tmp_path, claims, **things):
    root = make_workspace(tmp_path, claims=claims)
    for name, words in things.items():
        put(root, f"graphdata/registry/{words.partition(' ')[0]}/{name}.ttl",
            f"id:{name} a {words.partition(' ')[2]} ; skos:prefLabel '{name}'@en .")  # fmt: skip
    return loading.load(find_workspace(root)).store


def ways(store, a, b, **wish):
    return [path.things for path in trace(store, (a, b), Wish(**wish)).paths]


def core_kg(*words):
    return kg_run(*words, "--scope", "core", cwd=ROOT)


TWO = "".join(
    participation(body, context, role)
    for context, role in (("net", "member"), ("prj", "partner"))
    for body in ("alpha", "beta")
)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Alpha and Beta: members of one network, partners in one project."""
    return store_of(tmp_path_factory.mktemp("two"), TWO)


def test_common_project_is_a_stronger_way_than_common_membership(two):
    project, network = trace(two, ("alpha", "beta")).paths
    assert project.things == ("id:alpha", "id:prj", "id:beta")
    assert network.things == ("id:alpha", "id:net", "id:beta")
    assert (project.strongest, project.shortest) == (True, True)
    assert (network.strongest, network.shortest) == (False, True)
    assert round(project.cost, 2) == 3.30  # a project, and passing a thing of two
    assert round(network.cost, 2) == 5.30


def test_way_through_a_crowd_costs_more_than_one_through_a_pair(tmp_path):
    crowd = [f"body{n}" for n in range(10)]
    claims = "".join(participation(body, "big", "partner") for body in ("alpha", "beta", *crowd))
    claims += "".join(participation(body, "prj", "partner") for body in ("alpha", "beta"))
    things = dict.fromkeys(crowd, "organisations org:Organization") | {"big": "projects pc:Project"}
    pair, many = trace(store_of(tmp_path, claims, **things), ("alpha", "beta"), Wish(2)).paths
    assert (pair.things[1], many.things[1]) == ("id:prj", "id:big")
    assert round(many.cost - pair.cost, 2) == 0.78  # lg 12 - lg 2


def test_parallel_relations_of_a_step_are_all_told_the_strongest_first(tmp_path):
    claims = "".join(participation(body, "agr", "party") for body in ("alpha", "beta"))
    claims += "".join(
        participation(body, "list", "cooperating-party") for body in ("alpha", "beta")
    )
    kind = "cooperations pc:Cooperation ; pc:kind kind:listed"
    store = store_of(tmp_path, claims, list=kind)
    (path,) = trace(store, ("alpha", "beta")).paths
    assert [each.family for each in path.steps[0].relations] == ["agreement", "cooperation"]
    assert path.steps[0].sentences == (
        "Prison Service of Alphaland and Prison Service of Betaland: agreement.",
        "Prison Service of Alphaland and Prison Service of Betaland: listed cooperation.",
    )


def test_surer_way_comes_first_where_cost_and_length_are_equal(tmp_path):
    doubt = "; pc:status status:ambiguous ; skos:editorialNote 'Unclear.'@en"
    claims = "".join(participation(body, "aaa", "partner", doubt) for body in ("alpha", "beta"))
    claims += "".join(participation(body, "prj", "partner") for body in ("alpha", "beta"))
    store = store_of(tmp_path, claims, aaa="projects pc:Project")
    assert [way[1] for way in ways(store, "alpha", "beta")] == ["id:prj", "id:aaa"]


def test_no_step_stands_outside_the_date(tmp_path):
    claims = participation("alpha", "prj", "partner", '; pc:when "2010/2012"^^edtf:EDTF')
    claims += participation("beta", "prj", "partner", '; pc:when "2011/2015"^^edtf:EDTF')
    claims += "".join(participation(body, "net", "member") for body in ("alpha", "beta"))
    store = store_of(tmp_path, claims)
    assert ways(store, "alpha", "beta", as_of="2011")[0][1] == "id:prj"
    assert [way[1] for way in ways(store, "alpha", "beta", as_of="2013")] == ["id:net"]
    with pytest.raises(ValueError, match="is no date"):
        ways(store, "alpha", "beta", as_of="soon")


def test_parties_that_cannot_have_met_in_time_are_not_linked_by_their_agreement(tmp_path):
    claims = participation("alpha", "agr", "party", '; pc:when "2000/2005"^^edtf:EDTF')
    claims += participation("beta", "agr", "party", '; pc:when "2010/2015"^^edtf:EDTF')
    assert ways(store_of(tmp_path, claims), "alpha", "beta") == []


@pytest.mark.parametrize(
    ("avoid", "left"),
    [
        (("prj",), ["id:net"]),
        (("Back to life",), ["id:net"]),
        (("membership",), ["id:prj"]),
        (("fellow-member",), ["id:prj"]),
        (("international",), ["id:prj"]),
        (("claim:alpha-in-net",), ["id:prj"]),
        (("project", "net"), []),
    ],
)
def test_things_and_kinds_of_things_and_relations_can_be_avoided(two, avoid, left):
    assert [way[1] for way in ways(two, "alpha", "beta", avoid=avoid)] == left


def test_a_way_can_be_made_to_pass_a_thing_and_to_be_short(two):
    assert ways(two, "alpha", "beta", via="net") == [("id:alpha", "id:net", "id:beta")]
    assert ways(two, "alpha", "beta", via="gamma") == []
    assert ways(two, "alpha", "beta", most=1) == []


def test_going_back_is_the_same_way_in_reverse(two):
    there, back = (ways(two, *ends) for ends in (("alpha", "beta"), ("beta", "alpha")))
    assert there == [way[::-1] for way in back]


@pytest.mark.parametrize(
    ("ends", "wish", "error", "words"),
    [
        (("alpha", "alpha"), {}, UsageError, "different things"),
        (("alpha", "beta"), {"via": "beta"}, UsageError, "different things"),
        (("alpha", "beta"), {"avoid": ("beta",)}, UsageError, "id:beta is to be avoided"),
        (("alpha", "agr"), {}, NotFound, "one of its parties"),
        (("alpha", "betta"), {}, NotFound, "id:beta"),
        (("alpha", "beta"), {"avoid": ("Back to lif",)}, NotFound, "Did you mean id:prj"),
        (("alpha", "beta"), {"avoid": ("evnt",)}, NotFound, "Did you mean event"),
    ],
)
def test_what_cannot_be_meant_is_refused(two, ends, wish, error, words):
    with pytest.raises(error, match=words):
        trace(two, ends, Wish(**wish))


# ---- the real graph ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def core(built):
    return read_network(built.store), read_ladder(built.store)


def test_on_the_core_every_way_is_as_long_as_the_shortest_and_made_of_its_relations(core):
    network, ladder = core
    known = {each.id: each for each in network.relations}
    graph = nx.Graph((each.a, each.b) for each in network.relations)
    bodies = [node.id for node in network.nodes if node.group == "penal"]
    for a, b in combinations(bodies, 2):
        paths = find_paths(network, ladder, Question(a, b), number=1)
        shortest = next(path for path in paths if path.shortest)
        assert len(shortest.steps) == nx.shortest_path_length(graph, a, b)
        for path in paths:
            assert (path.things[0], path.things[-1]) == (a, b)
            assert all(one.b == other.a for one, other in pairwise(path.steps))
            for step in path.steps:
                assert {known[each.id] for each in step.relations} == {
                    each for each in network.relations if {each.a, each.b} == {step.a, step.b}
                }


def test_on_the_core_each_sentence_maps_to_one_relation(built):
    found = trace(built.store, ("no-kdi", "cz-vscr"), lang="cs")
    for path in found.paths:
        for step in path.steps:
            for each, sentence in zip(step.relations, step.sentences, strict=True):
                assert sentence.endswith(".")
                names = [found.nodes[end].label.cs for end in (each.a, each.b)]
                assert all(name in sentence for name in names)


def test_on_the_core_no_step_is_outside_the_date(built):
    for path in trace(built.store, ("cz-pms", "cz-vscr"), Wish(5, as_of="2005")).paths:
        for step in path.steps:
            states = {edtf.holds(each.claim.bounds, "2005") for each in step.relations}
            assert states <= {"yes", "presumed", "unknown"}


# ---- in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("path.txt", "no-kdi cz-vscr"),
        ("path-cs.txt", "no-kdi cz-vscr --lang cs --as-of 2018"),
        ("path.md", "no-kdi cz-vscr -f md --via cz-pms"),
        ("path.csv", "al cz-pms -f csv"),
        ("path-none.txt", "no-kdi cz-vscr --max 1 --avoid cep --avoid event"),
    ],
)
def test_ways_are_told_in_words_with_dates_and_evidence(name, words, golden):
    ended = core_kg("path", "-k", "1", *words.split())
    golden(name, ended.stdout)
    assert (ended.returncode, ended.stderr) == (int("none" in name), "")


def test_passages_follow_the_place_where_they_stand(two):
    text = write_text(trace(two, ("alpha", "beta")), Voice("en", {"ev:doc-0-9": "The \n passage."}))
    assert text.count("      “The passage.”") == 4


def test_rows_in_json_carry_status_dates_source_and_evidence():
    ended = core_kg("path", "al", "cz-pms", "-k", "1", "-f", "json")
    first, second = json.loads(ended.stdout)
    assert first["from"] == {"id": "id:al", "label": "Albania"}
    assert (first["relation"], first["named_by"]) == ("claim:al-in-tw-al-fi", "country")
    assert (second["status"], second["since"], second["strength"]) == ("stated", "2015", "project")
    assert second["evidence"] == ["ev:pms-international-3813-4004"]


def test_no_way_is_an_empty_list_for_a_machine_and_a_sentence_for_people():
    ended = core_kg("path", "no-kdi", "cz-vscr", "--max", "1", "-f", "json")
    assert (ended.returncode, ended.stdout) == (1, "[]\n")
    assert "no way found. Looked at: 292 relations" in ended.stderr


def test_python_and_command_agree():
    rows = json.loads(core_kg("path", "no-kdi", "cz-vscr", "-f", "json").stdout)
    paths = kg.find_paths("no-kdi", "cz-vscr", scope="core")
    assert [row["sentence"] for row in rows] == [
        sentence for path in paths for step in path.steps for sentence in step.sentences
    ]
    assert str(paths[0]).splitlines()[0] == f"1. {rows[0]['sentence']}"
