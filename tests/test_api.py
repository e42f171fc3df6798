"""The verbs of the command line in Python, over plain types."""

from __future__ import annotations

import subprocess
import sys

import pytest
import rdflib

import kg
from kg.errors import FindingsError, NotFound, QueryError, SourceError, SourceErrors, UsageError
from kg.names import expand
from kg.rdf import readers
from tests.miniature import DOCUMENT, environment, participation, put

MEMBERS = "SELECT ?who WHERE { ?o org:memberOf id:net ; rdfs:label ?who } ORDER BY ?who"


def test_everything_that_is_promised_is_there():
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert kg.names.expand("id:cep") == expand("id:cep")
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018


def test_importing_the_package_imports_nothing_else():
    code = "import sys, kg; print(sorted(n for n in sys.modules if n.startswith('kg.')))"
    words = [sys.executable, "-c", code]
    ended = subprocess.run(words, env=environment(), capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_a_graph_is_loaded_with_its_parts_in_named_graphs(root):
    loaded = kg.load(root)
    alpha, net = (rdflib.URIRef(expand(name)) for name in ("id:alpha", "id:net"))
    assert (alpha, rdflib.URIRef(expand("org:memberOf")), net) in loaded
    derived = loaded.graph("https://w3id.org/pencoop/graph/derived")
    assert (alpha, rdflib.URIRef(expand("org:memberOf")), net) in derived


def test_both_engines_give_the_same_rows(root):
    fast = kg.query(MEMBERS, folder=root)
    slow = kg.query(MEMBERS, kg.load(root))
    assert fast == slow
    assert fast.rows == (("Prison Service of Alphaland",), ("Probation of Gammaland",))


def test_a_variable_without_a_value_is_none_in_both_engines(root):
    query = "SELECT ?a ?b WHERE { VALUES ?b { 'x' } OPTIONAL { id:nobody pc:agent ?a } }"
    assert kg.query(query, folder=root) == kg.query(query, kg.load(root))


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_only_a_select_has_rows(root, query):
    with pytest.raises(UsageError, match="answers SELECT"):
        kg.query(query, folder=root)
    with pytest.raises(UsageError, match="answers SELECT"):
        kg.query(query, rdflib.Graph())


def test_a_wrong_query_raises_what_the_docstring_says(root):
    with pytest.raises((QueryError, SyntaxError)):
        kg.query("SELECT nonsense", folder=root)


def test_deriving_from_an_rdflib_graph_gives_what_the_build_derives(root):
    loaded = kg.load(root)
    name = rdflib.URIRef("https://w3id.org/pencoop/graph/derived")
    expected = set(loaded.graph(name))
    loaded.remove_graph(name)
    assert expected == set(kg.derive(loaded, folder=root).graph(name))


def test_check_lists_what_is_wrong(root):
    assert {"info"} == {finding.severity for finding in kg.check(root)}
    put(root, DOCUMENT, participation("alpha", "agr", "king"), canonical=False)
    errors = {each.rule for each in kg.check(root) if each.severity == "error"}
    assert errors == {"unknown-name", "source-record"}
    with pytest.raises(FindingsError) as caught:
        kg.load(root)
    assert caught.value.exit_code == 1
    assert len(str(caught.value).splitlines()) == len(caught.value.findings)


def test_what_cannot_be_read_is_an_error_of_the_family(root, tmp_path):
    with pytest.raises(SourceError):
        kg.load(tmp_path / "missing")
    (root / DOCUMENT).write_text("nonsense")
    with pytest.raises(SourceErrors) as caught:
        kg.check(root)
    assert isinstance(caught.value, kg.KgError)


def test_export_is_the_text_of_the_command(root):
    assert kg.export("nt", folder=root) == kg.export("nt", folder=root)
    asserted = kg.export("nt", folder=root, derived=False)
    assert "/tie/" in kg.export("nt", folder=root)
    assert "/tie/" not in asserted


def test_a_saved_graph_is_canonical(root, tmp_path):
    path = tmp_path / "a.ttl"
    kg.save(kg.load(root), path)
    once = path.read_bytes()
    kg.save(rdflib.Graph().parse(path), path)
    assert readers.read_any([path]).quads
    assert once.startswith(b"@prefix ")


def test_the_network_has_one_edge_for_each_relation(root):
    network = kg.to_network(root)
    assert network.number_of_edges() > 0
    assert network.is_directed()
    assert network.is_multigraph()


def test_an_edge_says_how_sure_since_when_and_where(root):
    more = kg.to_network(root).edges["id:alpha", "id:net", "claim:alpha-in-net"]
    assert (more["family"], more["term"], more["label"]) == ("membership", "role:member", "member")
    assert (more["status"], more["since"], more["until"]) == ("stated", "2009", "")
    assert (more["earliest_start"], more["latest_end"]) == ("2009-01-01", "9999-12-31")
    assert (more["source"], more["evidence"]) == ("src:doc", "ev:doc-0-9")
    assert {type(value) for value in more.values()} <= {str, bool}
    dated = kg.to_network(root, as_of="2012").edges["id:alpha", "id:net", "claim:alpha-in-net"]
    assert (more["certainty"], dated["certainty"]) == ("", "presumed")


def test_the_network_as_of_a_date_leaves_out_what_was_over(root):
    assert kg.to_network(root).has_edge("id:alpha", "id:prj")
    assert not kg.to_network(root, as_of="2020").has_edge("id:alpha", "id:prj")
    with pytest.raises(ValueError, match="is no date"):
        kg.to_network(root, as_of="soon")


def test_measures_are_figures_with_their_things(root):
    measures = kg.measure(root)
    assert [value.thing for value in measures.of("degree")] == ["id:alpha", "id:beta", "id:gamma"]
    assert (measures.measures.sizes["pairs"], measures.measures.modularity is None) == (2, False)
    assert str(measures).startswith("Ties: 4 bodies, 2 pairs.")


def test_a_drawing_is_a_page(root):
    page = str(kg.draw(root))
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Prison Service of Alphaland" in page


def test_a_drawing_about_a_thing_leaves_out_what_is_far(root):
    near, far = (str(kg.draw(root, about="alpha", depth=depth)) for depth in (1, 2))
    assert "Probation of Gammaland" not in near
    assert "Probation of Gammaland" in far
    with pytest.raises(NotFound, match="is no dot of the picture"):
        kg.draw(root, about="agr")
