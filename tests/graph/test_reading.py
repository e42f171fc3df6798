"""Reading a workspace and other files; the way into rdflib and back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import actions, api
from kg.errors import SourceError, SourceErrors, UsageError
from kg.graph import reading
from kg.graph.workspace import data_files, find_workspace
from kg.names import META_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH, SRC
from kg.rdf import readers
from kg.rdf.dataset import read_rdflib, to_rdflib
from tests.miniature import ALPHA, DOCUMENT, PREFIXED, PRISON, put


def test_every_file_fills_the_graph_of_its_place(root):
    graphs = {file.path.name: file.graph for file in data_files(find_workspace(root))}
    assert {
        "alpha.ttl": REGISTRY_GRAPH,
        "doc.ttl": SRC + "doc",
        "roles.ttl": ONTOLOGY_GRAPH,
        "dataset.ttl": META_GRAPH,
    }.items() <= graphs.items()
    assert "shapes.ttl" not in graphs


def test_the_core_leaves_public_pages_out(root):
    put(root, "graphdata/sources/public/page.ttl", "src:page a pc:SourceDocument .")
    workspace = find_workspace(root)
    names = [record.name for record in reading.read(workspace, scope="core")]
    assert [*names, "page"].count("page") == 1
    more = {record.name for record in reading.read(workspace)} - set(names)
    assert more == {"graphdata/sources/public/page.ttl"}


def test_an_unknown_scope_is_a_wrong_word(root):
    with pytest.raises(UsageError, match="is no scope"):
        data_files(find_workspace(root), scope="everything")


def test_every_file_that_cannot_be_read_is_named(root):
    (root / ALPHA).write_text("nonsense", encoding="utf-8")
    (root / DOCUMENT).write_bytes("# ě".encode("cp1250"))
    with pytest.raises(SourceErrors) as caught:
        reading.read(find_workspace(root))
    assert [error.file for error in caught.value.errors] == [ALPHA, DOCUMENT]
    assert len(str(caught.value).splitlines()) == 2


def test_files_that_hide_are_no_data(root):
    (root / "graphdata/registry/organisations/.#alpha.ttl").write_text("nonsense")
    reading.read(find_workspace(root))


@pytest.mark.parametrize("missing", ["graphdata/registry", "graphdata/sources/core"])
def test_a_workspace_without_its_folders_is_refused(root, missing):
    (root / missing).rename(root / "elsewhere")
    with pytest.raises(SourceError, match="no such folder"):
        reading.read(find_workspace(root))


def test_a_workspace_is_found_from_below(root):
    assert find_workspace(root / "graphdata/registry/areas").root == root


def test_a_folder_outside_any_workspace_is_refused(tmp_path):
    with pytest.raises(SourceError, match="no workspace"):
        find_workspace(tmp_path)
    with pytest.raises(SourceError, match="no such folder"):
        find_workspace(tmp_path / "missing")


def test_without_a_workspace_the_shipped_data_are_read_and_nothing_is_written_there(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    workspace = find_workspace()
    assert (workspace.root / "graphdata/registry/organisations/cep.ttl").is_file()
    assert workspace.build == tmp_path / "build"


SAME = {
    "a.ttl": "<http://a> <http://b> 01 , 'x'@EN-gb .",
    "a.nt": '<http://a> <http://b> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    '<http://a> <http://b> "x"@EN-gb .',
    "a.nq": '<http://a> <http://b> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    '<http://a> <http://b> "x"@EN-gb .',
    "a.trig": "{ <http://a> <http://b> 01 , 'x'@EN-gb }",
    "a.jsonld": '{"@id": "http://a", "http://b": [{"@value": "01", "@type": '
    '"http://www.w3.org/2001/XMLSchema#integer"}, {"@value": "x", "@language": "en-gb"}]}',
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="http://">'
    '<rdf:Description rdf:about="http://a"><b:b xml:lang="en-gb">x</b:b>'
    '<b:b rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">01</b:b>'
    "</rdf:Description></rdf:RDF>",
}


@pytest.mark.parametrize("name", SAME)
def test_every_syntax_says_the_same_and_keeps_the_form(tmp_path, name):
    path = tmp_path / name
    path.write_text(SAME[name], encoding="utf-8-sig", newline="\r\n")
    dataset = readers.read_any([path])
    assert {(quad.object.value, quad.object.language) for quad in dataset.quads} == {
        ("01", None),
        ("x", "en-gb"),
    }
    if "EN-gb" in SAME[name]:
        assert dataset.tags == {("x", "en-gb"): "EN-gb"}


def test_text_that_only_looks_like_turtle_strings_does_no_harm(tmp_path):
    path = tmp_path / "a.rdf"
    path.write_text(SAME["a.rdf"].replace(">x<", '>"\\q"@EN<'), encoding="utf-8")
    assert len(readers.read_any([path]).quads) == 2


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("a.txt", "", "an ending that kg does not know"),
        ("a", "", "an ending that kg does not know"),
        ("a.jsonld", "{", "not "),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "http://a"}', "context"),
        ("a.rdf", "<a", "not "),
        ("a.nt", "<http://a> <http://b> 1 .", "not "),
        ("a.nq", "nonsense", "not "),
        ("a.trig", "{ <a> <b> <c> }", "a relative IRI"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><r/>', "entities"),
        ("a.ttl", "<html>", "looks like an HTML page"),
        ("a.jsonld", '{"http://a":' * 5000 + "1" + "}" * 5000, "nested more than"),
        ("a.ttl", "<http://a> <http://b> " + "<<( <http://a> <http://b> " * 9999, "nested more"),
        ("a.trig", "<http://a> <http://b> " + "[" * 9999, "nested more than"),
    ],
)
def test_what_is_not_what_its_ending_says_is_refused(tmp_path, name, text, part):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        readers.read_any([path])
    assert part in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)
    if name.endswith((".jsonld", ".rdf", ".nt", ".nq")):
        assert "Turtle" not in str(caught.value)


def test_rdflib_holds_what_the_engine_holds_and_gives_it_back():
    text = (
        PREFIXED
        + 'id:a pc:value 01 , "x"@en , "x" , "x"^^<http://a#string> , true ,'
        + '"2014"^^xsd:gYear , _:b , id:c .'
    )
    quads = [
        ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode("http://g"))
        for each in ox.parse(input=text, format=ox.RdfFormat.TURTLE)
    ]
    dataset = to_rdflib(quads)
    assert {quad.triple for quad in quads} == read_rdflib(dataset)
    assert len(dataset) == len(quads)
    assert len(dataset.graph("http://g")) == len(quads)


def test_save_writes_what_load_reads(root, tmp_path):
    loaded = api.load(root)
    actions.save(loaded, tmp_path / "a.ttl")
    again = readers.read_any([tmp_path / "a.ttl"])
    assert {quad.triple for quad in again.quads} == read_rdflib(loaded)


def test_the_core_is_what_its_documents_lead_to(root):
    """Directly (beta), through another thing (delta through gamma), or not at all (omega)."""
    put(root, "graphdata/registry/organisations/omega.ttl", f"id:omega a {PRISON} .")
    put(root, "graphdata/registry/areas/far.ttl", "id:far a pc:Country .")
    names = {record.name for record in reading.read(find_workspace(root), scope="core")}
    things = {Path(name).stem for name in names if "/registry/" in name}
    assert things == {"alpha", "beta", "gamma", "net", "delta", "agr", "prj"}


def test_a_decision_about_a_thing_beyond_the_core_is_none_of_the_core(root):
    put(root, "graphdata/registry/organisations/omega.ttl", f"id:omega a {PRISON} .")
    decision = "<https://w3id.org/pencoop/decision/{}> pc:compares id:alpha , id:{} .\n"
    put(
        root,
        "graphdata/decisions.ttl",
        decision.format("a", "omega") + decision.format("b", "beta"),
    )
    said = {
        scope: str(reading.as_dataset(reading.read(find_workspace(root), scope=scope)).quads)
        for scope in ("core", "all")
    }
    assert ("decision/a" in said["core"], "decision/b" in said["core"]) == (False, True)
    assert "decision/a" in said["all"]
