"""Graphs kept between commands: used while nothing has changed, made anew when anything has."""

from __future__ import annotations

import hashlib
import json
import shutil

import pyoxigraph as ox
import pytest

from kg.graph import keeping, loading
from kg.graph.workspace import find_workspace
from kg.names import expand
from tests.miniature import ALPHA

NAMES = "SELECT ?name WHERE { id:alpha rdfs:label ?name }"


@pytest.fixture
def said():
    """What was said of kept graphs."""
    return []


@pytest.fixture
def kept(root, tmp_path, said):
    """A function that opens the store of a small workspace, kept as if it were a large one."""
    folder, workspace = tmp_path / "kept", find_workspace(root)
    return lambda: loading.open_store(
        workspace, scope="all", folder=folder, large=0, warn=said.append
    )


def rename(root, name):
    path = root / ALPHA
    path.write_text(path.read_text("utf-8").replace("Prison Service of Alphaland", name), "utf-8")


def test_a_kept_graph_answers_without_reading_the_files(kept, tmp_path):
    """What was changed in the store alone is what it answers."""
    assert kept().rows(NAMES) == [("Prison Service of Alphaland",)]
    [folder] = (tmp_path / "kept").iterdir()
    folder /= "store"
    name = ox.NamedNode(expand("id:alpha")), ox.NamedNode(expand("rdfs:label"))
    kept_store = ox.Store(folder)
    for quad in kept_store.quads_for_pattern(*name, None):
        kept_store.remove(quad)
        kept_store.add(ox.Quad(*name, ox.Literal("Kept"), quad.graph_name))
    del kept_store
    sign(folder.parent)
    assert kept().rows(NAMES) == [("Kept",)]


def sign(folder):
    """Make the record of a kept graph fit its store again."""
    _, _, content = (folder / "record").read_bytes().partition(b"\n")
    said = json.loads(content)
    said["sizes"] = keeping.sizes_of(folder / "store")
    content = json.dumps(said).encode()
    (folder / "record").write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def test_a_changed_file_changes_the_graph(kept, root):
    kept()
    rename(root, "Prison Service of Ωmegaland")
    assert kept().rows(NAMES) == [("Prison Service of Ωmegaland",)]


def test_a_changed_rule_makes_the_graph_anew(kept, root):
    kept()
    (root / "ontology/rules/05-label.rq").unlink()
    assert kept().rows(NAMES) == []


@pytest.mark.parametrize("name", ["store/CURRENT", "record", "store"])
def test_a_damaged_graph_is_said_once_and_made_anew(kept, said, tmp_path, name):
    kept()
    [folder] = (tmp_path / "kept").iterdir()
    if name == "store":
        data = max((folder / name).glob("*.sst"), key=lambda path: path.stat().st_size)
        data.write_bytes(data.read_bytes()[:-100])
    else:
        (folder / name).write_text("nonsense")
    assert kept().rows(NAMES) == [("Prison Service of Alphaland",)]
    assert kept().rows(NAMES) == [("Prison Service of Alphaland",)]
    assert len(said) == 1


def test_a_damaged_graph_is_not_followed(kept, root, tmp_path):
    kept()
    [folder] = (tmp_path / "kept").iterdir()
    (folder / "store/CURRENT").write_text("nonsense")
    rename(root, "Prisons")
    assert kept().rows(NAMES) == [("Prisons",)]


def test_only_the_last_stores_are_kept(kept, root, tmp_path):
    for number in range(keeping.KEPT + 2):
        rename(root, f"Prison Service of Alphaland {number}")
        kept()
    assert len(list((tmp_path / "kept").iterdir())) == keeping.KEPT


def test_where_nothing_can_be_kept_the_graph_answers_all_the_same(root, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for folder in (None, blocked / "kept"):
        store = loading.open_store(find_workspace(root), scope="all", folder=folder, large=0)
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
