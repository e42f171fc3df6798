"""The network in the formats of other programs: every relation, its evidence, its time."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import networkx
import pytest

import kg as package
from kg.errors import UsageError
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network import exports, network
from kg.network import rows as relation_rows
from kg.network.exports import FORMATS, export_network
from tests.miniature import ALPHA, participation, put
from tests.processes import ROOT, kg

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
PAGE = "graphdata/sources/public/page.ttl"
MEMBER = "claim:alpha-in-net"
DEAL = "tie:alpha-to-beta-by-agr"
PAGE_RECORD = (
    'src:page a pc:SourceDocument ; dcterms:language "cs" ; dcterms:title "Members"@en ;'
    ' dcterms:issued "2015-01-27"^^xsd:date ; dcterms:publisher id:net .\n'
    + participation("alpha", "net", "member", "; pc:evidence ev:page-1")
    + "ev:page-1 a pc:Evidence ; oa:hasSource src:page ."
)


@pytest.fixture
def drawn(root):
    put(root, PAGE, PAGE_RECORD)
    return network.read_network(loading.load(find_workspace(root)).store)


def table(drawn, style, **options):
    text = export_network(drawn, style, **options).decode()
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def counts(content, style):
    """How many nodes and edges a file has; a table has rows for edges alone."""
    if style in ("csv", "edges"):
        return None, len(list(csv.DictReader(io.StringIO(content.decode()))))
    if style == "cytoscape":
        elements = json.loads(content)["elements"]
        return len(elements["nodes"]), len(elements["edges"])
    read = networkx.read_graphml if style == "graphml" else networkx.read_gexf
    options = {"version": "1.3"} if style == "gexf" else {"force_multigraph": True}
    graph = read(io.BytesIO(content), **options)
    return graph.number_of_nodes(), graph.number_of_edges()


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_has_the_nodes_and_relations_of_the_network(built, style):
    expected = package.to_network(ROOT, scope="core")
    core = network.read_network(built.store)
    nodes, edges = counts(export_network(core, style), style)
    assert edges == expected.number_of_edges()
    assert nodes in (None, expected.number_of_nodes())


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_is_the_same_byte_for_byte(style):
    words = ("export", "-f", style, "--scope", "core")
    first, second = (kg(*words, cwd=ROOT, env={"PYTHONHASHSEED": seed}) for seed in "12")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_a_row_has_both_ends_the_time_and_every_place(drawn):
    row = table(drawn, "csv")[MEMBER]
    assert (row["from"], row["relation"], row["to"]) == (
        "Prison Service of Alphaland",
        "member",
        "Network of Services",
    )
    assert row["title"] == "Cooperation; Members"
    assert row["position"] == "0-9; "
    assert row["held"] == "verified; cited"
    assert row["date"] == "; 2015-01-27"
    assert (row["source"], row["evidence"]) == ("src:doc; src:page", "ev:doc-0-9; ev:page-1")


def test_the_columns_of_the_table_stay_as_they_are(drawn):
    columns = relation_rows.relation_table(drawn).columns
    assert columns == (
        *(
            "from",
            "relation",
            "to",
            "kind",
            "context",
            "number",
            "currency",
            "bound",
            "part",
            "status",
        ),
        *("since", "until", "attested", "title", "publisher", "date", "position", "held", "note"),
        *("from_id", "to_id", "source", "evidence", "id", "edge"),
    )
    assert relation_rows.edge_table(drawn).columns[:5] == (
        *("source", "target", "type", "id", "label"),
    )


def test_a_line_between_parties_has_no_direction_and_the_rest_has(drawn):
    rows = table(drawn, "edges")
    assert (rows[DEAL]["type"], rows[MEMBER]["type"]) == ("Undirected", "Directed")
    assert rows[DEAL]["context"] == "Memorandum: Alphaland – Betaland"


def test_names_are_czech_where_czech_is_asked_for(drawn):
    assert table(drawn, "csv", lang="cs")[MEMBER]["relation"] == "člen"


def test_as_of_leaves_out_what_is_over_and_says_how_sure_the_rest_is(drawn):
    early, late = (table(drawn, "csv", as_of=year) for year in ("2008", "2014"))
    assert MEMBER not in early  # since 2009
    assert (late[MEMBER]["as_of"], late[DEAL]["as_of"]) == ("presumed", "yes")
    everything = export_network(drawn, "cytoscape", as_of="2008")
    assert counts(everything, "cytoscape")[0] == len(drawn.nodes)


def test_a_date_in_gexf_is_a_spell_and_what_is_open_has_no_end(drawn):
    root = ET.fromstring(export_network(drawn, "gexf"))
    spells = {
        edge.get("id"): [spell.attrib for spell in edge.iter(f"{GEXF}spell")]
        for edge in root.iter(f"{GEXF}edge")
    }
    assert spells[MEMBER] == [{"start": "2009-01-01"}]
    assert spells[DEAL] == []  # attested in 2014, begun and ended nobody knows when
    told = {e.get("id"): e for e in root.iter(f"{GEXF}edge")}[MEMBER]
    (declared,) = (e for e in root.iter(f"{GEXF}attributes") if e.get("class") == "edge")
    titles = {each.get("id"): each.get("title") for each in declared}
    values = {titles[each.get("for")]: each.get("value") for each in told.iter(f"{GEXF}attvalue")}
    assert (values["status"], values["source"]) == ("stated", "src:doc; src:page")


def test_attributes_in_xml_are_declared_with_one_type_each(drawn):
    root = ET.fromstring(export_network(drawn, "graphml"))
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML}key")}
    used = {data.get("key") for data in root.iter(f"{GRAPHML}data")}
    assert used == set(keys)
    assert len(keys) == len({(key.get("for"), key.get("attr.name")) for key in keys.values()})
    types = {name: key.get("attr.type") for name, key in keys.items()}
    truths = {name for name, kind in types.items() if kind == "boolean"}
    assert {keys[name].get("attr.name") for name in truths} == {"unresolved", "symmetric"}
    told = {data.text for data in root.iter(f"{GRAPHML}data") if data.get("key") in truths}
    assert told == {"true", "false"}


@pytest.mark.parametrize("style", ["graphml", "gexf"])
def test_no_xml_says_when_or_with_what_it_was_written(drawn, style):
    text = export_network(drawn, style).decode().lower()
    assert "networkx " not in text
    assert "lastmodifieddate" not in text


def test_lines_of_gexf_that_run_side_by_side_are_told_apart_by_a_kind(drawn):
    edges = ET.fromstring(export_network(drawn, "gexf")).iter(f"{GEXF}edge")
    assert all(edge.get("kind") == edge.get("label") != "" for edge in edges)


def test_an_edge_for_cytoscape_begins_at_a_thing_and_names_its_documents(drawn):
    elements = json.loads(export_network(drawn, "cytoscape"))["elements"]
    nodes = {each["data"]["id"] for each in elements["nodes"]}
    edges = {each["data"]["id"]: each["data"] for each in elements["edges"]}
    assert {edge[end] for edge in edges.values() for end in ("source", "target")} <= nodes
    assert edges[MEMBER]["documents"] == ["src:doc", "src:page"]


@pytest.mark.parametrize("style", ["graphml", "gexf"])
def test_what_xml_cannot_hold_is_replaced(root, style):
    put(root, ALPHA, 'id:alpha a org:Organization ; skos:prefLabel "A\\u0007 & <b>"@en .')
    loaded = loading.load(find_workspace(root))
    content = export_network(network.read_network(loaded.store), style)
    assert b"A\xef\xbf\xbd &amp; &lt;b&gt;" in content
    ET.fromstring(content)


def test_a_number_that_is_none_stays_text(root):
    amount = exports._number
    assert [amount(text) for text in ("6000000.0", "INF", "1e999", "some")] == [
        *(6000000.0, "INF", "1e999", "some"),
    ]


@pytest.mark.parametrize("style", FORMATS)
def test_an_empty_network_is_a_file_all_the_same(style):
    content = export_network(network.Network((), ()), style)
    assert counts(content, style) in ((None, 0), (0, 0))


def test_what_is_no_format_is_refused(drawn):
    with pytest.raises(UsageError, match=r"no network format\. Choose one of csv"):
        export_network(drawn, "dot")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-f", "csv", "--asserted"), "--asserted goes with ttl"),
        (("--as-of", "2014"), "--as-of goes with csv"),
        (("-f", "csv", "--as-of", "in 2014"), "--as-of: 'in 2014' is no date"),
    ],
)
def test_options_that_do_not_fit_are_refused(root, words, said):
    ended = kg("export", *words, cwd=root)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_the_network_of_a_file_can_be_exported(root, tmp_path):
    kg("export", "-o", tmp_path / "all.ttl", cwd=root)
    there = kg("export", "-f", "edges", cwd=root)
    here = kg("export", "-f", "edges", "--data", tmp_path / "all.ttl", cwd=tmp_path)
    assert (here.returncode, here.stdout) == (0, there.stdout)


def test_the_network_of_a_store_can_be_exported_but_not_its_literals(old):
    there = kg("export", "-f", "edges", cwd=old)
    here = kg("export", "-f", "edges", "--store", "build/store", cwd=old)
    assert (here.returncode, here.stdout) == (0, there.stdout)
    rdf = kg("export", "-f", "nt", "--store", "build/store", cwd=old)
    assert (rdf.returncode, rdf.stdout) == (2, "")
    assert "literals as they were written come from files" in rdf.stderr


def test_python_exports_a_network_too(root):
    there = kg("export", "-f", "edges", cwd=root)
    assert package.export("edges", folder=root) == there.stdout
    with pytest.raises(UsageError, match="no export format"):
        package.export("dot", folder=root)
