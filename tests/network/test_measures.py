"""Measures: known figures of small graphs, the same in every run, each said in words."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import shorten
from kg.network import centrality
from kg.network.measures import SOURCES, measure
from kg.network.network import read_network
from kg.network.projection import narrow, one_mode, two_modes
from kg.text.words import read_words
from tests.miniature import DOCUMENT, make_workspace, participation
from tests.processes import ROOT, kg, python

# ---- projections ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def core(built):
    return read_network(built.store)


@pytest.fixture(scope="module")
def measures(core):
    return measure(core)


def measures_of(tmp_path, claims):
    root = make_workspace(tmp_path, claims=claims)
    store = loading.load(find_workspace(root)).store
    return measure(read_network(store))


def test_bodies_are_tied_exactly_where_the_rules_derive_partners(core, rows):
    derived = {frozenset(map(shorten, pair)) for pair in rows("SELECT * { ?a pc:partnersWith ?b }")}
    assert {frozenset(edge) for edge in one_mode(core).edges} == derived


def test_common_membership_ties_nobody_and_is_a_part_in_two_modes(tmp_path):
    found = measures_of(
        tmp_path, "".join(participation(body, "net", "member") for body in ("alpha", "beta"))
    )
    assert found.of("degree") == []
    assert [(value.thing, value.number) for value in found.of("crowd")] == [("id:net", 2)]
    assert (found.sizes["pairs"], found.sizes["parts"]) == (0, 2)


def test_parts_in_a_project_that_cannot_have_overlapped_make_no_tie(tmp_path):
    early = participation("alpha", "prj", "partner", '; pc:when "2010/2012"^^edtf:EDTF')
    late = participation("beta", "prj", "partner", '; pc:when "2014/2015"^^edtf:EDTF')
    assert measures_of(tmp_path, early + late).sizes["pairs"] == 0
    late = late.replace("2014/2015", "2012/2015")
    assert measures_of(tmp_path / "again", early + late).sizes["pairs"] == 1


def test_target_of_a_project_is_not_tied_to_who_carries_it(tmp_path):
    claims = participation("alpha", "prj", "partner") + participation("beta", "prj", "target-group")
    assert measures_of(tmp_path, claims).sizes["pairs"] == 0


def test_what_is_over_is_not_measured_as_of_a_date(tmp_path):
    claims = participation("alpha", "agr", "party", '; pc:when "2010/2012"^^edtf:EDTF')
    root = make_workspace(tmp_path, claims=claims + participation("beta", "agr", "party"))
    store = loading.load(find_workspace(root)).store
    pairs = {
        year: measure(narrow(read_network(store), as_of=year)).sizes["pairs"]
        for year in ("2009", "2011", "2013")
    }
    assert pairs == {"2009": 0, "2011": 1, "2013": 0}


# ---- known figures -------------------------------------------------------------------------------


def test_centre_of_a_star_lies_on_every_way_and_is_free():
    star = nx.relabel_nodes(nx.star_graph(4), "n{}".format)
    scores, sample = centrality.betweenness(star)
    assert scores == {"n0": 1.0, "n1": 0.0, "n2": 0.0, "n3": 0.0, "n4": 0.0}
    assert sample is None
    assert centrality.constraint(star) == {"n0": pytest.approx(1 / 4)}


def test_a_body_without_ties_counts_among_those_that_a_way_could_join():
    line = nx.Graph(["ab", "bc"])
    line.add_node("d")
    assert centrality.betweenness(line)[0]["b"] == pytest.approx(1 / 3)


def test_two_cliques_are_two_communities():
    cliques = nx.relabel_nodes(nx.barbell_graph(5, 0), "n{}".format)
    found, modularity = centrality.communities(cliques)
    assert sorted(map(sorted, found)) == [
        [f"n{n}" for n in range(5)],
        [f"n{n}" for n in range(5, 10)],
    ]
    assert modularity == pytest.approx(nx.community.modularity(cliques, found))
    assert centrality.communities(nx.Graph()) == ([], None)


edges = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] < e[1]))


@settings(max_examples=50)
@given(edges)
def test_constraint_and_betweenness_are_those_of_networkx(pairs):
    graph = nx.Graph()
    graph.add_nodes_from(map(str, range(10)))
    graph.add_edges_from((str(a), str(b)) for a, b in pairs)
    expected = nx.constraint(graph)
    assert centrality.constraint(graph) == {
        node: pytest.approx(expected[node]) for node in sorted(graph) if graph.degree[node] > 1
    }
    scores, _ = centrality.betweenness(graph)
    every = nx.betweenness_centrality(graph)
    assert scores == {node: pytest.approx(every[node]) for node in scores}


def test_large_graph_is_sampled_and_says_so():
    few = {"exact": 1_000, "sampled": 1_000}
    ring = nx.relabel_nodes(nx.cycle_graph(100), "n{:03}".format)
    scores, sample = centrality.betweenness(ring, **few)
    assert sample == (50, 100)
    assert scores == centrality.betweenness(ring, **few)[0]
    exact = nx.betweenness_centrality(ring)["n000"]
    assert sum(scores.values()) / 100 == pytest.approx(exact, rel=0.05)


def test_figures_of_the_core(measures):
    def first(name, count=3):
        return [(value.thing, value.number) for value in measures.of(name)[:count]]

    assert first("degree") == [("id:cz-pms", 10), ("id:cz-vscr", 8), ("id:cep", 2)]
    assert [name for name, _ in first("betweenness")] == ["id:cz-pms", "id:cz-vscr", "id:cep"]
    assert first("constraint", 2) == [("id:cz-pms", 0.1), ("id:cz-vscr", 0.125)]
    assert first("crowd", 1) == [("id:ev-mecr-2014", 10)]
    names = dict.fromkeys((value.group, value.number) for value in measures.of("community"))
    assert list(names) == [("id:cz-pms", 9), ("id:cz-vscr", 8), ("id:cep", 2)]
    whole, *kinds = measures.of("density")
    assert (whole.part, whole.whole) == (18, 70 * 69 // 2)
    assert {(value.group, value.part) for value in kinds} == {
        ("cooperation", 12),
        ("agreement", 5),
        ("project", 1),
    }
    assert measures.of("share")[0][3:] == ("verified", None, 292, 292)


def test_every_share_lies_between_nothing_and_all(measures):
    shares = [value for value in measures.values if value.whole is not None]
    assert [value for value in shares if not 0 <= value.part <= value.whole] == []
    assert {value.measure for value in measures.values} == set(SOURCES)


def test_pairs_over_time_are_all_accounted_for_in_every_year(core, measures):
    years = {}
    for value in measures.of("density-years"):
        years.setdefault(value.group, {})[value.detail] = value.part
    assert min(years) == "2014"
    assert max(years) == "2022"
    assert years["2022"] == {"yes": 9, "presumed": 7, "unknown": 2, "held": 16}


def test_two_modes_keep_a_network_as_body_apart_from_the_network_as_context(core):
    graph = two_modes(core)
    assert ("body", "id:cep") in graph
    assert ("context", "id:cep") in graph
    assert nx.is_bipartite(graph)


def test_same_figures_under_every_hash_seed():
    code = (
        "from pathlib import Path;"
        "from kg.graph import loading; from kg.graph.workspace import find_workspace;"
        "from kg.network.network import read_network;"
        "from kg.network.measures import measure;"
        "s = loading.load(find_workspace(Path('.')), scope='core').store;"
        "print(measure(read_network(s)).values)"
    )
    runs = {
        (ended.returncode, ended.stdout)
        for ended in (python(code, env={"PYTHONHASHSEED": str(seed)}) for seed in range(4))
    }
    [(status, _)] = runs
    assert status == 0


# ---- in words ------------------------------------------------------------------------------------


def core_kg(*words):
    return kg("stats", "--scope", "core", *words, cwd=ROOT)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("measures.txt", ["--measures", "--top", "3"]),
        (
            "measures-cs.md",
            ["--measures", "--top", "3", "-f", "md", "--lang", "cs", "--as-of", "2014"],
        ),
    ],
)
def test_measures_say_what_they_mean_and_who_defined_them(name, words, golden):
    ended = core_kg(*words)
    golden(name, ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_rows_and_objects_hold_every_figure(measures):
    table = list(csv.DictReader(io.StringIO(core_kg("--measures", "-f", "csv").stdout)))
    objects = json.loads(core_kg("--measures", "-f", "json").stdout)
    assert len(measures.values) == len(table) == sum(len(each["values"]) for each in objects)
    assert [each["measure"] for each in objects] == list(SOURCES)
    assert table[0]["thing"] == objects[0]["values"][0]["thing"]["id"] == "id:cz-pms"


def test_every_measure_has_a_name_and_a_sentence():
    words = read_words("network/measures")
    assert set() == {key for name in SOURCES for key in (name, f"{name}-means")} - words.keys()


def test_counts_have_czech_headings_and_the_same_numbers():
    english, czech = core_kg().stdout, core_kg("--lang", "cs").stdout
    assert "things by class" in english
    assert "věci podle třídy" in czech
    numbers = [[line.split()[0] for line in text.splitlines()] for text in (english, czech)]
    assert len(numbers[0]) > 20
    figures = [[word for word in each if word[0].isdigit()] for each in numbers]
    assert figures[0] == figures[1]


def test_ties_of_files_that_hold_only_claims_are_derived_first(root):
    files = [root / DOCUMENT, *sorted(root.glob("graphdata/registry/*/*.ttl"))]
    data = [word for path in files for word in ("--data", path)]
    measured = [kg("stats", "--measures", *words, cwd=root) for words in ([], data)]
    built, given = (ended.stdout.splitlines()[0] for ended in measured)
    assert "2 pairs" in built
    assert given == built
    assert "what follows from these claims was derived" in measured[1].stderr


def test_empty_graph_has_nothing_to_measure(tmp_path):
    empty = tmp_path / "empty.ttl"
    empty.write_text("")
    ended = kg("stats", "--measures", "--data", empty, cwd=tmp_path)
    assert ended.returncode == 0
    assert "nothing to measure" in ended.stdout
    assert "0 pairs" in ended.stdout


@pytest.mark.parametrize("words", [["--as-of", "2014"], ["--top", "3"]])
def test_options_of_measures_need_measures(words):
    ended = core_kg(*words)
    assert (ended.returncode, ended.stderr) == (2, "error: --as-of and --top go with --measures.\n")
