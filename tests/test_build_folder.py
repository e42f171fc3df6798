"""The main job: whole or not at all, and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal

import pyoxigraph as ox
import pytest

from kg.checks.review import load_checked
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import PREFIXES, expand
from kg.rdf import store
from tests.miniature import ALPHA, contents, make_workspace
from tests.processes import ROOT, kg, python

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


# A build that is stopped at a step of its work with the disk: when a file is read, or something is
# changed. Where it is not stopped (step 0), its last line is how many steps it took.
STOPPED = """
import os, signal, sys
kind, moment, sent = sys.argv[1], int(sys.argv[2]), getattr(signal, sys.argv[3])
steps = {"reads": 0, "changes": 0}
def count(event, arguments):
    if event == "open":
        name, _, flags = arguments
        done = "changes" if flags & (os.O_WRONLY | os.O_RDWR) else "reads"
        if not str(name).startswith(os.getcwd()):
            return
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "ctypes.dlopen"):
        done = "changes"
    else:
        return
    steps[done] += 1
    if done == kind and steps[done] == moment:
        os.kill(os.getpid(), sent)
sys.addaudithook(count)
sys.argv[1:] = ["build"]
from kg import cli
status = cli.run(sys.argv[1:])
if moment == 0:
    print(steps[kind])
sys.exit(status)
"""


def build_until(root, kind, moment, sent="SIGKILL"):
    """Build, and stop the process at a step of a kind (0: never)."""
    return python(STOPPED, kind, str(moment), sent, cwd=root)


def steps(finished, tmp_path, kind):
    """Return how many steps of a kind a whole build takes in the place of an old one."""
    whole = build_until(shutil.copytree(finished, tmp_path / "whole"), kind, 0)
    return int(whole.stdout.splitlines()[-1])


def test_a_killed_build_leaves_the_old_or_the_new_one(finished, old, tmp_path):
    before = files(old / "build")
    rename_alpha(old)
    count = steps(finished, tmp_path, "changes")
    labels = []
    for moment in sorted({1, *range(2, count, max(1, count // 4)), count}):
        assert build_until(old, "changes", moment).returncode == -signal.SIGKILL
        after = files(old / "build")
        assert before == after or all(before[name] != after[name] for name in FILES)
        labels.append("Alpha" if before == after else "Omega")
        label = store.open_disk(old / "build/store").rows("SELECT ?n { id:alpha rdfs:label ?n }")
        assert label == [(f"Prison Service of {labels[-1]}land",)]
    assert labels[0] == "Alpha"
    assert kg("build", cwd=old).returncode == 0
    assert "Omegaland" in (old / "build/pencoop.ttl").read_text("utf-8")


@pytest.mark.parametrize("when", ["reads", "changes"])
def test_an_interrupted_build_says_so_and_leaves_the_old_one(old, when):
    before = contents(old)
    rename_alpha(old)
    changed = (old / ALPHA).read_bytes()
    ended = build_until(old, when, 3, "SIGINT")
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr == "\nerror: interrupted; no file is half written.\n"
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


# ---- what is there already ----

SAME = "Nothing has changed since the last build."


@pytest.fixture
def build(finished, tmp_path):
    """Return a function that builds a workspace of its own with a cache of its own."""
    root = tmp_path / "here"
    shutil.copytree(finished, root, ignore=shutil.ignore_patterns("build"))

    def run(*words):
        return kg("build", *words, cwd=root, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})

    assert SAME not in run().stderr
    return run, root


def test_a_build_of_what_has_not_changed_writes_nothing_and_says_the_same(build, finished):
    run, root = build
    before = {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")}
    again = run()
    assert again.returncode == 0
    assert SAME in again.stderr
    assert {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")} == before
    assert files(root / "build") == files(finished / "build")
    elsewhere = kg("build", "-C", root, "-o", root / "other", cwd=root)
    assert elsewhere.stdout == again.stdout


def touch_data(root):
    rename_alpha(root)


def touch_ontology(root):
    path = root / "ontology/checks/32-no-claim.rq"
    path.write_text(path.read_text("utf-8") + "\n# looked at\n", "utf-8")


def touch_positions(root):
    (root / "graphdata/positions.json").write_text('{"everything": {}, "overview": {}}', "utf-8")


def damage_page(root):
    page = root / "build/network.html"
    page.write_bytes(page.read_bytes()[:-1])


def take_from_store(root):
    next((root / "build/store").glob("*.sst")).unlink()


def put_beside(root):
    (root / "build/notes.txt").write_text("mine")


def damage_record(root):
    [record] = (root.parent / "cache/pencoop/builds").iterdir()
    record.write_bytes(record.read_bytes()[:100])


def change_record(root):
    [record] = (root.parent / "cache/pencoop/builds").iterdir()
    record.write_bytes(record.read_bytes().replace(b'"is_new": true', b'"is_old": true'))


@pytest.mark.parametrize(
    "change",
    [
        *(touch_data, touch_ontology, touch_positions, damage_page),
        *(take_from_store, put_beside, damage_record, change_record),
    ],
)
def test_whatever_has_changed_is_built_anew(build, change):
    run, root = build
    change(root)
    ended = run()
    assert ended.returncode == 0, ended.stderr
    assert SAME not in ended.stderr
    assert SAME in run().stderr
    if change is put_beside:
        assert (root / "build/notes.txt").read_text() == "mine"


def test_another_language_is_another_build(build):
    run, root = build
    assert SAME not in run("--lang", "cs").stderr
    assert 'lang="cs"' in (root / "build/network.html").read_text("utf-8")
