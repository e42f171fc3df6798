"""Graphs kept between commands: used while nothing has changed, made anew when anything has."""

from __future__ import annotations

import shutil

import pyoxigraph as ox
import pytest

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import expand
from tests.miniature import ALPHA

NAMES = "SELECT ?name WHERE { id:alpha rdfs:label ?name }"


@pytest.fixture
def kept(root, tmp_path):
    """A function that opens the store of a small workspace, kept as if it were a large one."""
    folder, workspace = tmp_path / "kept", find_workspace(root)
    return lambda: loading.open_store(workspace, scope="all", folder=folder, many=0)


def rename(root, name):
    path = root / ALPHA
    path.write_text(path.read_text("utf-8").replace("Prison Service of Alphaland", name), "utf-8")


def test_a_kept_graph_answers_without_reading_the_files(kept, tmp_path):
    """What was changed in the store alone is what it answers."""
    assert kept().rows(NAMES) == [("Prison Service of Alphaland",)]
    [folder] = (tmp_path / "kept").iterdir()
    name = ox.NamedNode(expand("id:alpha")), ox.NamedNode(expand("rdfs:label"))
    store = ox.Store(folder)
    for quad in store.quads_for_pattern(*name, None):
        store.remove(quad)
        store.add(ox.Quad(*name, ox.Literal("Kept"), quad.graph_name))
    del store
    assert kept().rows(NAMES) == [("Kept",)]


def test_a_changed_file_makes_the_graph_anew(kept, root):
    kept()
    rename(root, "Prison Service of Ωmegaland")
    assert kept().rows(NAMES) == [("Prison Service of Ωmegaland",)]


def test_a_changed_rule_makes_the_graph_anew(kept, root):
    kept()
    (root / "ontology/rules/05-label.rq").unlink()
    assert kept().rows(NAMES) == []


def test_a_damaged_store_is_made_anew(kept, tmp_path):
    kept()
    [store] = (tmp_path / "kept").iterdir()
    (store / "CURRENT").write_text("nonsense")
    assert kept().rows(NAMES) == [("Prison Service of Alphaland",)]


def test_only_the_last_stores_are_kept(kept, root, tmp_path):
    for number in range(loading.KEPT + 2):
        rename(root, f"Prison Service of Alphaland {number}")
        kept()
    assert len(list((tmp_path / "kept").iterdir())) == loading.KEPT


def test_where_nothing_can_be_kept_the_graph_answers_all_the_same(root, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for folder in (None, blocked / "kept"):
        store = loading.open_store(find_workspace(root), scope="all", folder=folder, many=0)
        assert store.rows(NAMES) == [("Prison Service of Alphaland",)]


def test_a_small_workspace_is_not_kept(root, tmp_path):
    loading.open_store(find_workspace(root), scope="all", folder=tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_one_process_builds_a_graph_once(root):
    workspace = find_workspace(root)
    first = loading.load(workspace)
    assert loading.load(workspace) is first
    rename(root, "Prisons")
    assert loading.load(workspace).store.rows(NAMES) == [("Prisons",)]


def test_a_copy_of_a_workspace_is_another_one(root, tmp_path):
    copy = find_workspace(shutil.copytree(root, tmp_path / "copy"))
    assert loading.stamp(copy, "all") != loading.stamp(find_workspace(root), "all")
