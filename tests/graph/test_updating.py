"""A kept graph follows its files by difference, and is then what deriving all anew gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.graph import keeping, loading, reading
from kg.graph.workspace import find_workspace
from tests.clean import differences
from tests.edits import Editor
from tests.miniature import ALPHA, DOCUMENT, PRISON, make_workspace, participation, put
from tests.processes import ROOT

MORE = """
src:two a pc:SourceDocument ; dcterms:title "Two"@en ; dcterms:publisher id:beta .
ev:two-1-2 a pc:Evidence ; oa:hasSource src:two .
claim:kind a pc:Attribute ; rdf:subject id:prj ; rdf:predicate pc:statedKind ;
    rdf:object kind:twinning ; pc:when "2014/2015"^^edtf:EDTF ; pc:status status:stated .
claim:born a pc:Attribute ; rdf:subject id:alpha ; rdf:predicate schema:foundingDate ;
    rdf:object "2010"^^edtf:EDTF ; pc:status status:stated .
claim:day a pc:Attribute ; rdf:subject id:eve ; rdf:predicate pc:when ;
    rdf:object "2014-05"^^edtf:EDTF ; pc:when "2014-05"^^edtf:EDTF ; pc:status status:stated .
claim:name a pc:Attribute ; rdf:subject id:beta ; rdf:predicate pc:formerName ;
    rdf:object "Name 1"@en ; pc:status status:stated .
"""
OFFICES = participation("beta", "net", "president", '; pc:when "2012"^^edtf:EDTF') + participation(
    "gamma", "net", "president", '; pc:when "2014"^^edtf:EDTF'
)
IN_THREE = (
    participation("beta", "eve", "participant", "; pc:place id:delta")
    + participation("beta", "prj", "partner")
    + participation("gamma", "agr", "party", "; pc:modality modality:planned")
)
EVENT = "id:eve a pc:Event ; skos:prefLabel 'Eve'@en ."
NAMED = "SELECT ?name WHERE { id:alpha rdfs:label ?name }"


def source(root, name, text):
    head = f'src:{name} a pc:SourceDocument ; dcterms:title "{name}"@en .\n'
    put(root, f"graphdata/sources/public/{name}.ttl", head + text)


@pytest.fixture
def world(tmp_path):
    """A workspace in which every rule has something to do."""
    root = make_workspace(tmp_path)
    put(root, "graphdata/registry/events/eve.ttl", EVENT)
    put(root, "graphdata/sources/public/two.ttl", MORE)
    source(root, "three", IN_THREE)
    source(root, "four", OFFICES)
    return root


class Kept:
    """A kept graph, and how often it was derived anew."""

    def __init__(self, root, folder, monkeypatch):
        self.workspace, self.folder = find_workspace(root), folder
        self.anew = 0
        whole = loading.load_and_keep

        def noted(*given):
            self.anew += 1
            return whole(*given)

        monkeypatch.setattr(loading, "load_and_keep", noted)

    def open(self):
        return loading.open_store(self.workspace, scope="all", folder=self.folder, large=0)

    def wrong(self):
        return differences(self.workspace, self.folder, self.open())


@pytest.fixture
def kept(world, tmp_path, monkeypatch):
    graph = Kept(world, tmp_path / "kept", monkeypatch)
    assert graph.wrong() == []
    assert graph.anew == 1
    return graph


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_after_random_edits_the_graph_is_what_deriving_anew_gives(kept, seed):
    editor = Editor(kept.workspace, seed)
    followed = 0
    for _ in range(14):
        before, anew = editor.edit(), kept.anew
        try:
            assert kept.wrong() == []
        except KgError:  # nonsense, of which nothing is derived at all
            editor.undo(before)
            continue
        followed += kept.anew == anew
    assert followed > 3


EDITS = {
    "a claim withdrawn": (DOCUMENT, "pc:status status:stated", "pc:status status:withdrawn"),
    "another date": (DOCUMENT, "2015/2016", "2015/2018"),
    "another role": (DOCUMENT, "role:promoter", "role:partner"),
    "another date of birth": ("graphdata/sources/public/two.ttl", '"2010"', '"2013"'),
    "another kind": ("graphdata/sources/public/two.ttl", "kind:twinning", "kind:visit"),
    "another term of office": ("graphdata/sources/public/four.ttl", '"2014"', '"2011"'),
    "planned no more": ("graphdata/sources/public/three.ttl", "modality:planned", "modality:held"),
    "no country": ("graphdata/registry/areas/delta.ttl", "pc:Country", "pc:Project"),
    "another name": (ALPHA, "Alphaland", "Omegaland"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_one_edit_is_followed_and_taken_back(kept, world, edit):
    name, old, new = EDITS[edit]
    text = (world / name).read_text("utf-8")
    assert old in text
    (world / name).write_text(text.replace(old, new, 1), "utf-8")
    assert kept.wrong() == []
    (world / name).write_text(text, "utf-8")
    assert kept.wrong() == []
    assert kept.anew == 1


def test_a_file_that_comes_and_goes_is_followed(kept, world):
    put(world, "graphdata/registry/organisations/om.ttl", f"id:om a {PRISON} .")
    source(world, "five", participation("om", "agr", "party"))
    assert kept.wrong() == []
    (world / "graphdata/sources/public/five.ttl").unlink()
    (world / "graphdata/registry/events/eve.ttl").unlink()
    assert kept.wrong() == []
    assert kept.anew == 1


def test_a_file_that_is_touched_only_changes_nothing(kept, world):
    os.utime(world / DOCUMENT, (1, 1))
    assert kept.wrong() == []
    assert kept.anew == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "graphdata/decisions.ttl",
            'decision:d pc:verdict "same" ; pc:compares id:beta, id:alpha .',
        ),
        ("ontology/rules/41-own.rq", "CONSTRUCT { ?a pc:near ?b } WHERE { ?a pc:within ?b }"),
        ("ontology/own.ttl", "pc:Own a owl:Class ."),
        ("graphdata/registry/areas/delta.ttl", "id:delta a pc:Country . id:other a pc:Country ."),
        ("graphdata/sources/public/two.ttl", "src:two dcterms:title [] ."),
    ],
)
def test_what_bears_on_everything_is_derived_anew(kept, world, name, text):
    if name.endswith(".rq"):
        (world / name).write_text(text, "utf-8")
    else:
        put(world, name, f"@prefix decision: <https://w3id.org/pencoop/decision/> .\n{text}")
    kept.open()
    assert kept.anew == 2


def test_a_rule_that_cannot_be_taken_apart_is_run_anew_and_right(world, tmp_path, monkeypatch):
    rule = "CONSTRUCT { ?a pc:near ?b } WHERE { { SELECT * WHERE { ?a pc:jurisdiction ?b } } }"
    (world / "ontology/rules/41-own.rq").write_text(rule, "utf-8")
    kept = Kept(world, tmp_path / "kept", monkeypatch)
    kept.open()
    path = world / DOCUMENT
    path.write_text(path.read_text("utf-8").replace("2015/2016", "2015/2018"), "utf-8")
    assert kept.wrong() == []
    assert kept.anew == 2


def test_one_who_reads_an_older_graph_goes_on_reading_it(kept, world):
    older = kept.open()
    path = world / ALPHA
    path.write_text(path.read_text("utf-8").replace("Alphaland", "Omegaland"), "utf-8")
    assert kept.open().rows(NAMED) == [("Prison Service of Omegaland",)]
    assert older.rows(NAMED) == [("Prison Service of Alphaland",)]


@pytest.mark.parametrize("name", [ALPHA, "graphdata/registry/organisations/om.ttl"])
def test_what_somebody_changes_meanwhile_is_not_kept_as_it_was(kept, world, monkeypatch, name):
    """A file is changed, or comes, after the states of all files were noted."""
    path = world / ALPHA
    text = path.read_text("utf-8")
    path.write_text(text.replace("Alphaland", "Omegaland"), "utf-8")
    read_files = reading.read_files

    def read_and_change(workspace, files):
        records = read_files(workspace, files)
        put(world, name, f"id:{Path(name).stem} a {PRISON} ; skos:prefLabel 'Sigma'@en .")
        return records

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(reading, "read_files", read_and_change)
        kept.open()
    assert ("Sigma",) in kept.open().rows("SELECT ?name WHERE { ?thing rdfs:label ?name }")
    assert kept.wrong() == []


FOLLOW = """
import os, signal, sys
from pathlib import Path
from kg.graph import keeping, loading, updating
from kg.graph.workspace import find_workspace
def die(*given, **options): os.kill(os.getpid(), signal.SIGKILL)
where = {"updating": updating, "keeping": keeping, "os": os}[sys.argv[3]]
if sys.argv[4] != "-": setattr(where, sys.argv[4], die)
root, folder = Path(sys.argv[1]), Path(sys.argv[2])
store = loading.open_store(find_workspace(root), scope="all", folder=folder, large=0)
print(*store.rows("SELECT ?name WHERE { id:alpha rdfs:label ?name }"))
"""


@pytest.mark.parametrize(
    ("where", "what"), [("updating", "update"), ("keeping", "_write"), ("os", "replace")]
)
def test_a_command_that_is_killed_leaves_the_last_graph_whole(kept, world, where, what):
    path = world / ALPHA
    words = [sys.executable, "-c", FOLLOW, str(world), str(kept.folder)]
    text = path.read_text("utf-8")
    path.write_text(text.replace("Alphaland", "Omegaland"), "utf-8")
    ended = subprocess.run([*words, where, what], cwd=ROOT, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    path.write_text(text.replace("Alphaland", "Sigmaland"), "utf-8")
    assert kept.open().rows(NAMED) == [("Prison Service of Sigmaland",)]
    assert kept.wrong() == []
    assert kept.anew == 1


def test_many_commands_at_once_answer_alike(kept, world):
    path = world / ALPHA
    path.write_text(path.read_text("utf-8").replace("Alphaland", "Omegaland"), "utf-8")
    words = [sys.executable, "-c", FOLLOW, str(world), str(kept.folder), "os", "-"]
    running = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [each.communicate() for each in running]
    assert said == [(b"('Prison Service of Omegaland',)\n", b"")] * 4
    assert kept.wrong() == []


def test_many_differences_in_a_row_leave_no_more_than_a_few_files(kept, world, monkeypatch):
    monkeypatch.setattr(keeping, "COMPACT", 4)
    path = world / ALPHA
    text = path.read_text("utf-8")
    for number in range(9):
        path.write_text(text.replace("Alphaland", f"Land {number}"), "utf-8")
        kept.open()
    newest = max(kept.folder.glob("*-*"), key=lambda each: each.stat().st_mtime)
    assert keeping.read_record(newest).differences == 1
    assert len(list((newest / "store").glob("*.sst"))) < 25
    assert kept.wrong() == []
    assert kept.anew == 1
