"""Every export opens in the program that it is for; where that is not at hand, its rules hold."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import networkx
import pytest

from kg.network import network
from kg.network.exports import export_network
from tests.processes import kg

GEXF = "{http://gexf.net/1.3}"
# The attributes that the schema of GEXF 1.3 knows, and of each those that it wants; the elements
# inside.
ALLOWED = {
    "gexf": ({"version"}, {"variant"}, ("meta", "graph")),
    "meta": (set(), {"lastmodifieddate"}, ("creator", "keywords", "description")),
    "creator": (set(), set(), ()),
    "graph": (
        set(),
        {"timeformat", "start", "end", "mode", "timerepresentation", "defaultedgetype", "idtype"},
        ("attributes", "nodes", "edges"),
    ),
    "attributes": ({"class"}, {"mode", "start", "end"}, ("attribute",)),
    "attribute": ({"id", "title", "type"}, set(), ("default", "options")),
    "nodes": (set(), {"count"}, ("node",)),
    "node": ({"id"}, {"label", "start", "end"}, ("attvalues", "spells")),
    "edges": (set(), {"count"}, ("edge",)),
    "edge": (
        {"source", "target"},
        {"id", "type", "label", "kind", "weight", "start", "end"},
        ("attvalues", "spells"),
    ),
    "attvalues": (set(), set(), ("attvalue",)),
    "attvalue": ({"for", "value"}, {"start", "end"}, ()),
    "spells": (set(), set(), ("spell",)),
    "spell": (set(), {"start", "end"}, ()),
}
TYPES = {"integer", "long", "double", "float", "boolean", "string", "anyURI"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DRAW = """
const cytoscape = require('cytoscape');
const file = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const drawn = cytoscape({headless: true, elements: file.elements});
console.log(JSON.stringify([drawn.nodes().length, drawn.edges().length]));
"""


@pytest.fixture(scope="module")
def drawn(built):
    return network.read_network(built.store)


def test_gexf_keeps_to_the_schema_of_its_version(drawn):
    root = ET.fromstring(export_network(drawn, "gexf"))
    assert root.get("version") == "1.3"
    for each in root.iter():
        needed, more, inside = ALLOWED[each.tag.removeprefix(GEXF)]
        assert needed <= set(each.attrib) <= needed | more, ET.tostring(each)[:200]
        assert {inner.tag.removeprefix(GEXF) for inner in each} <= set(inside)
    assert {each.get("type") for each in root.iter(f"{GEXF}attribute")} <= TYPES
    limits = [each.get(end) for each in root.iter(f"{GEXF}spell") for end in ("start", "end")]
    assert all(DAY.fullmatch(each) for each in limits if each)


def test_gexf_declares_what_it_uses_and_joins_what_it_has(drawn):
    root = ET.fromstring(export_network(drawn, "gexf"))
    for sort in ("node", "edge"):
        declared = {
            each.get("id")
            for group in root.iter(f"{GEXF}attributes")
            if group.get("class") == sort
            for each in group
        }
        used = {
            value.get("for")
            for each in root.iter(f"{GEXF}{sort}")
            for value in each.iter(f"{GEXF}attvalue")
        }
        assert used <= declared
    nodes = {each.get("id") for each in root.iter(f"{GEXF}node")}
    ends = {each.get(end) for each in root.iter(f"{GEXF}edge") for end in ("source", "target")}
    assert ends <= nodes


def test_cytoscape_finds_both_ends_of_every_edge(drawn):
    file = json.loads(export_network(drawn, "cytoscape"))
    nodes = [each["data"]["id"] for each in file["elements"]["nodes"]]
    edges = [each["data"] for each in file["elements"]["edges"]]
    assert len(edges) == len(drawn.relations)
    assert all(isinstance(edge[end], str) for edge in edges for end in ("source", "target"))
    assert {edge[end] for edge in edges for end in ("source", "target")} <= set(nodes)
    ids = [*nodes, *(edge["id"] for edge in edges)]
    assert len(ids) == len(set(ids))  # one name space in cytoscape.js


def test_cytoscape_js_draws_the_whole_network(drawn):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    found = subprocess.run(
        [node, "-e", "require.resolve('cytoscape')"], capture_output=True, check=False
    )
    if found.returncode:
        pytest.skip("node does not find the module cytoscape (NODE_PATH)")
    ended = subprocess.run(
        [node, "-e", DRAW],
        input=export_network(drawn, "cytoscape"),
        capture_output=True,
        check=False,
        env={**os.environ},
    )
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    assert json.loads(ended.stdout) == [len(drawn.nodes), len(drawn.relations)]


def test_networkx_reads_graphml_and_gexf_alike(drawn):
    graphml = networkx.read_graphml(
        io.BytesIO(export_network(drawn, "graphml")), force_multigraph=True
    )
    gexf = networkx.read_gexf(io.BytesIO(export_network(drawn, "gexf")), version="1.3")
    assert set(graphml) == set(gexf) == {node.id for node in drawn.nodes}
    assert graphml.number_of_edges() == gexf.number_of_edges() == len(drawn.relations)
    some = next(iter(graphml))
    assert graphml.nodes[some]["label"] == gexf.nodes[some]["label"]


def test_igraph_reads_graphml_with_its_attributes(drawn, tmp_path):
    igraph = pytest.importorskip("igraph", reason="the extra readers is not installed")
    path = tmp_path / "network.graphml"
    path.write_bytes(export_network(drawn, "graphml"))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert (graph.vcount(), graph.ecount()) == (len(drawn.nodes), len(drawn.relations))
    assert set(graph.vs["id"]) == {node.id for node in drawn.nodes}
    assert all(graph.es["status"])


@pytest.mark.parametrize("style", ["csv", "edges"])
def test_frictionless_finds_nothing_wrong_with_a_table(root, tmp_path, style, monkeypatch):
    frictionless = pytest.importorskip("frictionless", reason="the extra readers is not installed")
    monkeypatch.chdir(tmp_path)
    done = kg("export", "-f", style, "-o", tmp_path / "network.csv", cwd=root)
    assert done.returncode == 0, done.stderr
    report = frictionless.validate("network.csv")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    told = frictionless.describe("network.csv", type="resource").to_dict()
    assert told["encoding"].startswith("utf-8")
    with (tmp_path / "network.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert [field["name"] for field in told["schema"]["fields"]] == head
    assert report.tasks[0].stats["rows"] == len(rows)


def test_a_workbook_and_a_table_open_in_an_office(root, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for style in ("xlsx", "csv"):
        path = tmp_path / f"graph.{style}"
        assert kg("export", "-f", style, "-o", path, cwd=root).returncode == 0
        out = tmp_path / f"out-{style}"
        words = [office, "--headless", "--convert-to", "ods", "--outdir", str(out), str(path)]
        ended = subprocess.run(words, capture_output=True, check=False, timeout=120)
        assert (out / "graph.ods").exists(), ended.stderr.decode()[-500:]


@pytest.mark.parametrize("style", ["csv", "edges"])
def test_a_table_in_a_file_tells_spreadsheets_that_it_is_utf_8(root, tmp_path, style):
    path = tmp_path / "table.csv"
    words = ("export", "-f", style, "--lang", "cs")
    assert kg(*words, "-o", path, cwd=root).returncode == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    there = kg(*words, cwd=root).stdout
    assert not there.startswith("\ufeff")  # a stream is for programs
    assert data.decode("utf-8-sig").replace("\r\n", "\n") == there.replace("\r\n", "\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1


def test_a_table_with_that_mark_is_imported(root, tmp_path):
    path = tmp_path / "organisations.csv"
    words = ("query", "-f", "csv", "-o", path, "-e")
    query = (
        "SELECT ?identifier ?name { ?s a org:FormalOrganization ; skos:prefLabel ?name"
        " BIND(STRAFTER(STR(?s), 'id/') AS ?identifier) }"
    )
    assert kg(*words, query, cwd=root).returncode == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    done = kg("import", path, "--kind", "organisations", cwd=root)
    assert (done.returncode, "3 rows" in done.stderr) == (0, True), done.stdout + done.stderr


def test_the_description_keeps_to_dcat_ap(built):
    """The demands of DCAT-AP 3.0 on a distribution and its checksum, in our own words."""
    pyshacl = pytest.importorskip("pyshacl")
    import rdflib

    from kg.graph.description import describe

    files = {"pencoop.ttl": b"a", "pencoop.nq": b"<x:a> <x:b> <x:c> <x:g> .\n"}
    data = rdflib.Graph().parse(data=describe(built.dataset, files))
    conforms, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=DCAT_AP))
    assert conforms, text
    assert len(list(data.subjects(rdflib.RDF.type, rdflib.DCAT.Distribution))) == 2


DCAT_AP = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
        [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
        [ sh:path dcat:distribution ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
    sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
        [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
    sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
"""
