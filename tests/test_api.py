"""The verbs of the command line in Python, over plain types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

import kg
from kg.additions.records import NewClaim, Source, Text, Thing
from kg.cli import COMMANDS
from kg.errors import (
    FindingsError,
    KgError,
    NotFound,
    QueryError,
    SourceError,
    SourceErrors,
    UsageError,
)
from kg.names import expand
from kg.rdf import readers
from tests.miniature import ALPHA, DOCUMENT, participation, put
from tests.processes import environment

MEMBERS = "SELECT ?who WHERE { ?o org:memberOf id:net ; rdfs:label ?who } ORDER BY ?who"


def test_everything_that_is_promised_is_there():
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert kg.names.expand("id:cep") == expand("id:cep")
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018


def test_no_module_is_called_like_a_verb():
    folder = Path(kg.__file__).parent
    modules = {path.stem for path in folder.iterdir() if not path.name.startswith("_")}
    assert modules & set(kg.__all__) == {"names"}


def test_every_command_has_a_function():
    named = {"import": "import_", "path": "find_paths", "show": "describe"}
    commands = set(COMMANDS) - {"completion"}
    assert {named.get(each, each) for each in commands} <= set(kg.__all__)


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
    assert str(measures).startswith("Ties: 4 bodies, 2 pairs: 1 by an agreement")


def test_a_drawing_is_a_page(root):
    page = str(kg.draw(root))
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Prison Service of Alphaland" in page


def test_a_drawing_about_a_thing_leaves_out_what_is_far(root):
    near, far = (str(kg.draw(root, about="prj", depth=depth)) for depth in (1, 2))
    assert "Probation of Gammaland" in near
    assert "Prison Service of Betaland" not in near
    assert "Prison Service of Betaland" in far
    with pytest.raises(NotFound, match="nobody"):
        kg.draw(root, about="nobody")


NEW = "SELECT ?when { claim:beta-in-net-2 pc:when ?when }"
ODD = """# severity: error
# en: the name is odd. Change it.
# cs: název je divný. Změňte jej.
SELECT ?thing WHERE { BIND (id:alpha AS ?thing) ?thing a ?class }
"""


def test_a_broken_shape_ends_the_kept_graph(root):
    kg.load(root)
    shapes = root / "ontology/shapes.ttl"
    shapes.write_text(shapes.read_text("utf-8") + "nonsense", "utf-8")
    with pytest.raises(SourceError):
        kg.load(root)


def test_a_new_check_judges_a_graph_that_is_kept(root):
    kg.load(root)
    (root / "ontology/checks/90-odd.rq").write_text(ODD, "utf-8")
    with pytest.raises(FindingsError, match="the name is odd"):
        kg.load(root)


def test_two_verbs_of_one_process_build_the_graph_once(root, monkeypatch):
    kg.find("Alphaland", root)

    def never(*_, **__):
        raise AssertionError("the graph was built again")

    monkeypatch.setattr("kg.graph.loading.complete", never)
    assert kg.query(MEMBERS, folder=root).rows
    assert kg.stats(root)


def test_what_is_judged_only_where_asked(root):
    (root / "ontology/checks/90-odd.rq").write_text(ODD, "utf-8")
    assert kg.find("Alphaland", root)
    assert "odd" in str(kg.check(root))


def test_build_writes_what_it_says(root, tmp_path):
    made = kg.build(root, output=tmp_path / "out")
    assert made.folder == tmp_path / "out"
    sizes = {name: (made.folder / name).stat().st_size for name in made.files}
    assert made.files == sizes
    assert {"pencoop.ttl", "pencoop.nq", "network.html"} <= sizes.keys()
    assert "findings" in made._fields


def test_add_shows_what_records_would_do_and_writes_where_it_is_told(root):
    page = Source("page", Text("Partners", "en"), "en", url="https://example.org/partners")
    claim = NewClaim("pc:Membership", ("page",), agent="beta", context="net", role="role:member")
    shown = kg.add(page, claim, folder=root)
    assert shown.plan.claims == ("beta-in-net-2",)
    assert [each.path.exists() for each in shown.plan.changes] == [False]
    written = kg.add(page, claim, folder=root, write=True)
    assert [each.path.exists() for each in written.plan.changes] == [True]
    assert kg.add(page, claim, folder=root).report is None
    wrong = kg.add(claim._replace(agent="nobody"), folder=root, write=True)
    assert (wrong.plan, "nobody is not known" in str(wrong.findings)) == (None, True)


def test_a_thing_of_python_stands_in_its_own_file(root):
    thing = Thing("omega", "org:FormalOrganization", (Text("Omega", "en"),))
    assert kg.add(thing, folder=root, write=True).plan.things == ("omega",)
    assert kg.find("omega", root)[0].id == "id:omega"


def test_import_takes_in_a_table_and_holds_back_what_is_wrong(root, tmp_path):
    table = tmp_path / "members.csv"
    rows = "Network,Body,Since\nNetwork of Services,Prison Service of Betaland,2014\n"
    table.write_text(rows, "utf-8")
    made = kg.import_(table, folder=root, kind="memberships")
    assert (made.is_whole, made.plan.claims) == (True, ("beta-in-net-2",))
    assert not kg.query(NEW, folder=root).rows
    table.write_text(rows + "Network of Services,Prison Service of Alphaland,soon\n", "utf-8")
    assert not kg.import_(table, folder=root, kind="memberships", write=True).is_whole
    assert not kg.query(NEW, folder=root).rows
    kg.import_(table, folder=root, kind="memberships", write=True, skip=True)
    assert kg.query(NEW, folder=root).rows
    with pytest.raises(UsageError, match="'colour' is no option"):
        kg.import_(table, folder=root, colour="blue")


def test_a_decision_is_kept_and_asked_no_more(root):
    path = root / ALPHA
    text = path.read_text("utf-8").replace("Prison Service of Alphaland", "Prison of Betaland")
    path.write_text(text.replace("Prison of", "Prison Service of"), "utf-8")
    pairs = [(each.a, each.b) for each in kg.resolve("beta", root)]
    assert pairs == [(expand("id:alpha"), expand("id:beta"))]
    said = {"because": "Two services.", "on": "2026-01-02", "folder": root}
    assert kg.decide("alpha", "beta", "different", **said)
    assert not kg.decide("alpha", "beta", "different", **said)
    assert kg.resolve("beta", root) == []
    with pytest.raises(KgError, match="were judged different"):
        kg.decide("alpha", "beta", "same", **said)
    with pytest.raises(UsageError, match="is no day"):
        kg.decide("alpha", "beta", "same", **said | {"on": "soon"})
    with pytest.raises(UsageError, match="say why"):
        kg.decide("alpha", "beta", "same", **said | {"because": " "})


def test_cite_is_the_text_of_the_command(root):
    assert "Cooperation" in kg.cite("claim:alpha-in-net", root)
    assert kg.cite(folder=root, style="bibtex").startswith("@")
    assert kg.cite("alpha", root) != kg.cite(folder=root)
    with pytest.raises(UsageError, match="is no style"):
        kg.cite(folder=root, style="mla")
    with pytest.raises(NotFound):
        kg.cite("nobody-knows", root)


def test_stats_count_what_is_there(root):
    counts = {(each.group, each.name): each.number for each in kg.stats(root)}
    assert counts["things by class", expand("pc:Project")] == 1


def test_fmt_lays_out_what_is_not_canonical(root):
    assert kg.fmt(folder=root) == []
    path = root / ALPHA
    path.write_text(path.read_text("utf-8").replace("\n", "\n\n"), "utf-8")
    assert kg.fmt(folder=root, write=False) == kg.fmt(folder=root) == [ALPHA]
    assert kg.fmt(path, folder=root) == []


def test_a_view_is_the_drawing_in_a_file(root, tmp_path):
    kg.view(tmp_path / "a.html", root, about="alpha")
    assert (tmp_path / "a.html").read_text("utf-8") == str(kg.draw(root, about="alpha"))
