"""A store on disk that lost something, that others have open, or for which there is no room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.rdf import store
from tests import servers
from tests.processes import ROOT, kg

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
GRAPH = ox.NamedNode("http://example.org/graph")
NUMBER = 2_000


def quads():
    return [
        ox.Quad(
            ox.NamedNode(f"http://example.org/{n}"), ox.NamedNode("http://p"), ox.Literal(n), GRAPH
        )
        for n in range(NUMBER)
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "store"
    store.on_disk(path, quads())
    store.seal(path)
    return path


@pytest.fixture
def sealed(whole, tmp_path):
    """A store of our own, to break."""
    return shutil.copytree(whole, tmp_path / "store")


def files_of(path):
    return sorted(each for each in path.iterdir() if each.suffix != ".log")


@pytest.mark.parametrize("part", [0.0, 0.3, 0.5, 0.9])
def test_a_store_that_lost_a_part_of_a_file_answers_as_before_or_does_not_open(sealed, part):
    for path in files_of(sealed):
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])
        with suppress(KgError):
            assert store.open_disk(sealed).rows(COUNT) == [(str(NUMBER),)], path.name
        path.write_bytes(content)
    assert store.open_disk(sealed).rows(COUNT) == [(str(NUMBER),)]


def test_a_store_whose_list_of_files_ends_anywhere_is_never_taken_for_a_smaller_one(sealed):
    (manifest,) = sealed.glob("MANIFEST-*")
    content = manifest.read_bytes()
    for length in range(0, len(content), 37):
        manifest.write_bytes(content[:length])
        with pytest.raises(KgError, match="build it again"):
            store.open_disk(sealed)


def test_a_store_of_others_needs_no_seal(sealed):
    (sealed / store.SEAL).unlink()
    assert store.open_disk(sealed).rows(COUNT) == [(str(NUMBER),)]


def test_many_read_a_store_at_once_and_none_writes_it(sealed):
    before = {path: path.stat().st_mtime_ns for path in files_of(sealed)}
    readers = [store.open_disk(sealed) for _ in range(3)]
    assert {tuple(each.rows(COUNT)) for each in readers} == {((str(NUMBER),),)}
    with pytest.raises((OSError, RuntimeError)):
        readers[0].add(quads()[:1])
    assert {path: path.stat().st_mtime_ns for path in files_of(sealed)} == before


def test_a_store_that_a_server_has_open_is_read_all_the_same(whole, tmp_path):
    path = shutil.copytree(whole, tmp_path / "served")
    (path / store.SEAL).unlink()  # it writes into it
    with servers.oxigraph(path):
        assert store.open_disk(path).rows(COUNT) == [(str(NUMBER),)]


def test_a_store_that_another_process_writes_is_refused_to_a_second_writer(tmp_path):
    path = tmp_path / "store"
    first = ox.Store(str(path))
    with pytest.raises(KgError, match="another process"):
        store.on_disk(path, quads())
    del first


FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from kg import build_folder
from kg.graph.workspace import find_workspace
from kg.rdf import writers
from kg.page import page
real = writers.export
writers.export = lambda *words: real(*words)[:1000]  # so that the store is what finds no room
page.network_page = lambda *words, **more: "page"
try:
    build_folder.build(find_workspace(Path(sys.argv[2])))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("room", [2_000, 70_000, 150_000])
def test_a_disk_that_fills_while_a_store_is_written_leaves_the_old_one(old, room):
    before = {
        path: path.read_bytes() for path in sorted((old / "build").rglob("*")) if path.is_file()
    }
    alpha = old / "graphdata/registry/organisations/alpha.ttl"
    alpha.write_text(alpha.read_text("utf-8").replace("of Alphaland", "in Alphaland"), "utf-8")
    words = [sys.executable, "-c", FULL, str(room), str(old)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("KgError"), ended.stdout + ended.stderr
    after = {
        path: path.read_bytes() for path in sorted((old / "build").rglob("*")) if path.is_file()
    }
    assert after == before
    assert sorted(path.name for path in old.iterdir()) == ["build", "graphdata", "ontology"]
    answer = kg("query", "--store", old / "build/store", "-f", "csv", "-e", COUNT, cwd=old)
    assert answer.returncode == 0
