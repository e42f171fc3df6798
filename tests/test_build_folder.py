"""The main job: whole or not at all, and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest

from kg.checks.review import load_checked
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import PREFIXES, expand
from kg.rdf import store
from tests.miniature import ALPHA, ROOT, contents, environment, kg, make_workspace

FILES = ["dataset.ttl", "network.html", "pencoop.nq", "pencoop.ttl"]


def files(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def rename_alpha(root):
    """Change one label, so that an old and a new build can be told apart."""
    path = root / ALPHA
    path.write_text(path.read_text("utf-8").replace("of Alphaland", "of Omegaland"), "utf-8")


def test_the_summary_says_what_was_made(finished, golden, tmp_path):
    ended = kg("build", "-o", tmp_path / "out", cwd=finished)
    said = ended.stdout
    for name in FILES:  # sizes and digests change with every release of a library
        size = f"{(tmp_path / 'out' / name).stat().st_size:,}"
        assert f"{size:>9} bytes  {name}\n" in said
        said = said.replace(f"{size:>9} bytes", f"{'N':>9} bytes")
    fingerprint = hashlib.sha256((tmp_path / "out/pencoop.nq").read_bytes()).hexdigest()
    golden("build.txt", said.replace(fingerprint, "F" * 64))
    page = (tmp_path / "out/network.html").as_uri()
    assert ended.stderr == f"\nOpen the network in a browser: {page}\n"


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "COLUMNS": "40"},
    ],
)
def test_two_builds_are_the_same_bytes(finished, tmp_path, env):
    ended = kg("build", "-C", finished, "-o", tmp_path / "out", cwd=tmp_path, env=env)
    assert ended.returncode == 0, ended.stderr
    assert sorted(files(finished / "build")) == FILES
    for name, data in files(finished / "build").items():
        assert data == (tmp_path / "out" / name).read_bytes(), name


def test_the_folder_of_the_workspace_leaves_no_trace_in_what_is_built(finished):
    for name, data in contents(finished / "build").items():
        if "LOG" not in name and "OPTIONS" not in name:  # the engine's own diary
            assert str(finished).encode() not in data, name
            assert str(ROOT).encode() not in data, name


def test_the_description_is_true(finished):
    folder = finished / "build"
    triples = list(ox.parse(path=str(folder / "dataset.ttl")))
    said = {
        (quad.subject.value.rpartition("/")[2], quad.predicate.value): quad.object.value
        for quad in triples
    }
    for name in ("pencoop.ttl", "pencoop.nq"):
        data = (folder / name).read_bytes()
        assert str(len(data)) == said[name, expand("dcat:byteSize")]
    digests = {
        quad.subject.value.split("/")[-2]: quad.object.value
        for quad in triples
        if quad.predicate.value == expand("spdx:checksumValue")
    }
    assert digests == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("pencoop.ttl", "pencoop.nq")
    }
    union = {quad.triple for quad in ox.parse(path=str(folder / "pencoop.nq"))}
    assert union == {quad.triple for quad in ox.parse(path=str(folder / "pencoop.ttl"))}
    types = {each.object for each in union if each.predicate.value == expand("rdf:type")}
    counts = {
        name: int(value) for (_, name), value in said.items() if "void#" in name and value.isdigit()
    }
    assert counts == {
        expand("void:triples"): len(union),
        expand("void:distinctSubjects"): len({each.subject for each in union}),
        expand("void:distinctObjects"): len({each.object for each in union}),
        expand("void:properties"): len({each.predicate for each in union}),
        expand("void:classes"): len(types),
    }


def test_the_fingerprint_is_the_canonical_digest(finished):
    data = (finished / "build/pencoop.nq").read_bytes()
    dataset = ox.Dataset(ox.parse(input=data, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert sorted(f"{quad} .".encode() for quad in dataset) == data.splitlines()


QUERIES = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "SELECT ?x ?y WHERE { ?a pc:partnersWith ?b . ?a rdfs:label ?x . ?b rdfs:label ?y }",
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?t ?d WHERE { ?t a pc:Tie ; pc:earliestStart ?d }",
    "SELECT ?l WHERE { ?s skos:prefLabel ?l FILTER (LANG(?l) = 'cs') }",
)


@pytest.mark.parametrize("query", QUERIES)
def test_the_store_on_disk_answers_as_the_one_in_memory(finished, query):
    disk = store.open_disk(finished / "build/store")
    memory = load_checked(find_workspace(finished)).graph.store
    assert sorted(memory.rows(query)) == sorted(disk.rows(query)) != []


def test_a_query_may_read_the_store(finished, tmp_path):
    words = ("query", "-f", "csv", "-e", "SELECT ?n { id:net rdfs:label ?n }")
    ended = kg(*words, "--store", finished / "build/store", cwd=tmp_path)
    assert (ended.stdout, ended.stderr) == ("n\r\nNetwork of Services\r\n", "1 row\n")


def test_a_foreign_file_in_the_output_folder_stays(old):
    (old / "build/mine.txt").write_text("mine")
    rename_alpha(old)
    assert kg("build", cwd=old).returncode == 0
    assert (old / "build/mine.txt").read_text() == "mine"
    assert "Omegaland" in (old / "build/pencoop.ttl").read_text("utf-8")
    assert b"Omegaland" in b"".join(contents(old / "build").values())
    assert sorted(os.listdir(old)) == ["build", "graphdata", "ontology"]


def test_a_new_build_replaces_the_old_one_whole(old):
    rename_alpha(old)
    assert kg("build", cwd=old).returncode == 0
    assert sorted(os.listdir(old / "build")) == [*FILES, "store"]
    disk = store.open_disk(old / "build/store")
    assert disk.rows("SELECT ?n { id:alpha rdfs:label ?n }") == [("Prison Service of Omegaland",)]
    assert sorted(os.listdir(old)) == ["build", "graphdata", "ontology"]


def start_build(root):
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "build"],
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_writing(root, process):
    """Wait until the new folder lies beside the old one, or the process has ended."""
    end = time.monotonic() + 60
    while process.poll() is None and not list(root.glob(".build-*")):
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_killed_build_leaves_the_old_or_the_new_one(old):
    before = files(old / "build")
    rename_alpha(old)
    choice = random.Random(2014)
    for _ in range(8):
        process = start_build(old)
        if choice.random() < 0.75:  # the moments that matter lie where files are written
            wait_until_writing(old, process)
            time.sleep(choice.uniform(0, 0.08))
        else:
            time.sleep(choice.uniform(0, 0.8))
        process.kill()
        process.communicate()
        after = files(old / "build")
        assert before == after or all(before[name] != after[name] for name in FILES)
        label = store.open_disk(old / "build/store").rows("SELECT ?n { id:alpha rdfs:label ?n }")
        assert label == [(f"Prison Service of {'Alpha' if before == after else 'Omega'}land",)]
    assert kg("build", cwd=old).returncode == 0
    assert "Omegaland" in (old / "build/pencoop.ttl").read_text("utf-8")


@pytest.mark.parametrize("when", ["early", "writing"])
def test_an_interrupted_build_says_so_and_leaves_the_old_one(old, when):
    before = contents(old)
    rename_alpha(old)
    changed = (old / ALPHA).read_bytes()
    process = start_build(old)
    if when == "writing":
        wait_until_writing(old, process)
    else:
        time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if process.returncode == 0 and when == "writing":
        pytest.skip("the build was faster than the signal")
    assert (process.returncode, out) == (130, "")
    assert err == "\nerror: interrupted; no file is half written.\n"
    assert contents(old) == before | {ALPHA: changed}
    assert sorted(os.listdir(old)) == ["build", "graphdata", "ontology"]


def test_a_build_of_the_core_leaves_public_pages_out(tmp_path):
    root = make_workspace(tmp_path)
    folder = root / "graphdata/sources/public"
    folder.mkdir()
    (folder / "page.ttl").write_text(
        f"@prefix src: <{PREFIXES['src']}> .\n@prefix pc: <{PREFIXES['pc']}> .\n"
        f"@prefix dcterms: <{PREFIXES['dcterms']}> .\n"
        "src:page a pc:SourceDocument ; dcterms:title 'Page'@en ; dcterms:language 'en' .\n"
    )
    workspace = find_workspace(root)
    core = loading.load(workspace, scope="core").dataset.quads
    everything = loading.load(workspace, scope="all").dataset.quads
    assert not any("source/page" in str(quad) for quad in core)
    assert any("source/page" in str(quad) for quad in everything)
