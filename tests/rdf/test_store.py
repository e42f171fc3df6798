"""The seam for storage: what is in it, in memory and on disk, and how often."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.names import expand
from kg.rdf import dataset, store, turtle
from tests.miniature import PREFIXED

ONE, TWO = ox.NamedNode("http://g/1"), ox.NamedNode("http://g/2")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def triples(text):
    return turtle.read(PREFIXED + text, name="a.ttl").triples


@pytest.fixture
def twice():
    """The same triple in two graphs, and another in one of them."""
    same = triples("id:a pc:agent id:b .")
    return [
        *dataset.in_graph(same, ONE),
        *dataset.in_graph(same, TWO),
        *dataset.in_graph(triples("id:b pc:agent id:c ."), TWO),
    ]


def test_a_triple_in_two_graphs_counts_once(twice):
    assert store.in_memory(twice).rows(COUNT) == [("2",)]


def test_without_union_the_default_graph_is_the_standards(twice):
    memory = store.in_memory(twice)
    [[number]] = memory.query(COUNT, over="dataset")
    assert number.value == "0"
    [[number]] = memory.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", over="dataset")
    assert number.value == "3"


@pytest.mark.parametrize("over", ["union", "dataset"])
def test_the_union_is_no_named_graph(twice, over):
    memory = store.in_memory(twice)
    found = {row["g"] for row in memory.query("SELECT DISTINCT ?g { GRAPH ?g {} }", over=over)}
    assert {ONE, TWO} == found | set(memory.named_graphs())
    rows = memory.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", over=over)
    assert {row["g"] for row in rows} == {ONE, TWO}


def test_a_query_may_name_its_own_dataset(twice):
    memory = store.in_memory(twice)
    rows = memory.query(f"SELECT ?s FROM <{ONE.value}> WHERE {{ ?s ?p ?o }}", over="query")
    assert [row["s"].value for row in rows] == [expand("id:a")]


def test_what_is_added_later_is_in_the_union(twice):
    memory = store.in_memory(twice)
    memory.add(dataset.in_graph(triples("id:c pc:agent id:d ."), ONE))
    assert memory.rows(COUNT) == [("3",)]


def test_a_store_without_anything_answers():
    assert store.in_memory().rows(COUNT) == [("0",)]


def test_a_variable_without_a_value_is_none():
    assert store.in_memory().rows("SELECT ?a ?b { BIND ('x' AS ?b) }") == [(None, "x")]


def test_rows_come_from_a_select_only():
    with pytest.raises(TypeError):
        store.in_memory().rows("ASK {}")


def test_a_store_on_disk_answers_as_the_one_in_memory(twice, tmp_path):
    store.on_disk(tmp_path / "store", twice)
    disk, memory = store.open_disk(tmp_path / "store"), store.in_memory(twice)
    for query in (COUNT, "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s", "SELECT ?g { GRAPH ?g {} }"):
        assert sorted(memory.rows(query)) == sorted(disk.rows(query))


def test_a_folder_that_is_no_store_is_refused_and_stays_empty(tmp_path):
    with pytest.raises(KgError, match="no store here"):
        store.open_disk(tmp_path)
    with pytest.raises(KgError, match="no store here"):
        store.open_disk(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_refused(twice, tmp_path):
    folder = tmp_path / "store"
    store.on_disk(folder, twice)
    (folder / "CURRENT").write_text("nonsense\n")
    with pytest.raises(KgError, match="does not open"):
        store.open_disk(folder)


def test_a_function_that_nobody_knows_leaves_a_variable_without_a_value():
    assert store.in_memory().rows("SELECT ?a { BIND (<http://a>(1) AS ?a) }") == [(None,)]
