"""What is peculiar to Virtuoso: it cuts answers, keeps graphs of its own, reads paths wrongly."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError
from kg.graph import copied, publishing
from kg.names import PREFIXES
from kg.rdf import store
from tests import servers

G = "http://example.org/"
NUMBER = 2 * servers.MOST_ROWS + 500
XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Virtuoso with more triples in a graph, and of a predicate, than it gives rows."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        publishing.push(many(), running.endpoint())
        yield running


def many():
    """Return many triples of one predicate, and some of a class."""
    graph, value, type_ = (ox.NamedNode(G + name) for name in ("many", "value", "Number"))
    a = ox.NamedNode(PREFIXES["rdf"] + "type")
    things = [ox.NamedNode(f"{G}{number}") for number in range(NUMBER)]
    quads = [ox.Quad(thing, value, ox.Literal(thing.value), graph) for thing in things]
    return quads + [ox.Quad(thing, a, type_, graph) for thing in things[:9]]


def test_more_triples_than_it_gives_at_once_are_pushed_verified_and_pulled(server):
    pulled = publishing.pull(server.endpoint())
    assert set(pulled.quads) == set(many())
    assert pulled.changed == ()
    assert publishing.push(many(), server.endpoint()).written == ()


def test_its_own_graphs_are_neither_pulled_nor_named(server):
    names = server.endpoint().named_graphs()
    assert names == sorted({f"{G}many", publishing.PUSHED.value, store.UNION_GRAPH.value})


def test_rows_are_had_in_parts_and_triples_that_it_cuts_silently_are_refused(server):
    endpoint = server.endpoint()
    rows = endpoint.rows(f"SELECT ?s ?o WHERE {{ ?s <{G}value> ?o }}")
    assert len({row[0] for row in rows}) == len(rows) == NUMBER
    with pytest.raises(QueryError, match="makes triples of at most 1,000 rows"):
        endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    few = endpoint.query(f"CONSTRUCT {{ ?s a ?o }} WHERE {{ ?s a ?o ; <{G}value> ?v }}")
    assert len(list(few)) == 9


def test_values_come_as_they_were_given_or_equal(server):
    endpoint = server.endpoint()
    given = [
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("1", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("2014-05", datatype=ox.NamedNode(XSD + "gYearMonth")),
        ox.Literal("2014/..", datatype=ox.NamedNode(PREFIXES["edtf"] + "EDTF")),
        ox.Literal("P\u0159\u00edli\u0161", language="cs"),
        ox.Literal('"\\\n\t'),
    ]
    graph, thing = ox.NamedNode(f"{G}values"), ox.NamedNode(f"{G}thing")
    quads = [
        ox.Quad(thing, ox.NamedNode(f"{G}p{place}"), value, graph)
        for place, value in enumerate(given)
    ]
    publishing.push([*many(), *quads], endpoint)
    rows = endpoint.query(f"SELECT ?p ?o WHERE {{ GRAPH <{graph.value}> {{ ?s ?p ?o }} }}")
    assert [row["o"] for row in sorted(rows, key=str)] == given
    assert set(quads) < set(publishing.pull(server.endpoint()).quads)


def test_a_wrong_query_is_said_without_the_query(server):
    with pytest.raises(QueryError) as caught:
        server.endpoint().query("SELECT ?s WHERE { ?s ?p }")
    assert "syntax error" in str(caught.value)
    assert "PREFIX" not in str(caught.value)


def test_without_its_password_nothing_is_written(server):
    with pytest.raises(KgError, match=r"without a name and password \(401\)"):
        server._replace(login=servers.Login()).endpoint().update("CLEAR SILENT GRAPH <http://x>")


def test_it_is_told_from_a_server_that_reads_sparql_and_copied(server, tmp_path):
    endpoint = server.endpoint()
    assert not copied.reads_sparql(endpoint)
    made = copied.copy(endpoint, folder=tmp_path)
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert made.rows(count) == endpoint.rows(count)


def test_a_copy_is_kept_until_another_push_and_not_of_what_somebody_changed(
    server, tmp_path, monkeypatch
):
    endpoint = server.endpoint()
    publishing.push(many(), endpoint)
    copied.copy(endpoint, folder=tmp_path)
    real = publishing.pull
    pulls = []
    monkeypatch.setattr(publishing, "pull", lambda *words, **more: pulls.append(1) or real(*words))
    copied.copy(endpoint, folder=tmp_path)
    assert pulls == []
    (kept,) = tmp_path.iterdir()
    for path in kept.glob("*.sst"):
        path.write_bytes(b"broken")
    copied.copy(endpoint, folder=tmp_path)
    assert pulls == [1]
    endpoint.update(f'INSERT DATA {{ GRAPH <{G}many> {{ <{G}x> <{G}new> "new" }} }}')
    new = copied.copy(endpoint, folder=tmp_path)
    assert new.rows(f"SELECT ?o WHERE {{ <{G}x> <{G}new> ?o }}") == [("new",)]
    assert pulls == [1, 1]
    publishing.push(many()[1:], endpoint)
    later = copied.copy(endpoint, folder=tmp_path)
    assert len(later.rows(f"SELECT ?s WHERE {{ ?s <{G}value> ?o }}")) == NUMBER - 1
    assert pulls == [1, 1, 1]
