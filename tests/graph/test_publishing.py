"""The graph pushed to a server that the test starts, and pulled from it again."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.graph import publishing
from kg.names import GRAPH
from kg.rdf import store
from kg.rdf.endpoint import Endpoint
from tests import servers
from tests.processes import kg, python

G = "http://example.org/"


@pytest.fixture(scope="module", params=[servers.oxigraph, servers.virtuoso])
def server(request, tmp_path_factory):
    """A server of our own."""
    with request.param(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def there(server):
    """The server without anything in it."""
    server.clear()
    return server.endpoint()


def quad(graph, subject, value):
    term = value if isinstance(value, ox.Literal) else ox.Literal(value)
    return ox.Quad(ox.NamedNode(G + subject), ox.NamedNode(G + "p"), term, ox.NamedNode(G + graph))


def held(endpoint):
    return set(publishing.pull(endpoint).quads)


DECIMAL = ox.Literal("1.50", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
ODD = [
    quad("a", "x", ox.Literal('Grüße \\ "“\n\t', language="de")),
    quad("a", "x", ox.Literal("\u202eevil\x07")),
    quad("a", "y", "1"),
    quad("b", "y", "1"),
]


def test_what_was_pushed_is_pulled_again(there):
    done = publishing.push(ODD, there)
    assert held(there) == set(ODD)
    assert (done.size, done.removed, done.reworded, done.unfinished) == (4, (), (), ())
    assert set(done.written) == {f"{G}a", f"{G}b", f"{GRAPH}union"}


def test_pushed_again_nothing_is_written_and_a_change_writes_its_graph_alone(there):
    publishing.push(ODD, there)
    assert publishing.push(ODD, there).written == ()
    changed = [*ODD[:-1], quad("b", "y", "2")]
    assert set(publishing.push(changed, there).written) == {f"{G}b", f"{GRAPH}union"}
    assert held(there) == set(changed)


def test_a_graph_that_is_gone_is_removed_and_foreign_graphs_stay(there):
    there.update(f"INSERT DATA {{ GRAPH <{G}theirs> {{ <{G}x> <{G}p> 1 }} }}")
    publishing.push(ODD, there)
    done = publishing.push(ODD[:3], there)
    assert done.removed == (f"{G}b",)
    theirs = {each for each in held(there) if each.graph_name.value == f"{G}theirs"}
    assert held(there) - theirs == set(ODD[:3])
    assert len(theirs) == 1


def test_a_graph_that_somebody_changed_is_named_and_mended(there):
    publishing.push(ODD, there)
    there.update(f"DELETE DATA {{ GRAPH <{G}b> {{ <{G}y> <{G}p> '1' }} }}")
    assert publishing.pull(there).changed == (f"{G}b",)
    there.update(f"INSERT DATA {{ GRAPH <{G}a> {{ <{G}new> <{G}p> 'x' }} }}")
    assert publishing.pull(there).changed == (f"{G}a", f"{G}b")
    publishing.push(ODD, there)
    assert held(there) == set(ODD)
    assert publishing.pull(there).changed == ()


def test_a_literal_that_the_server_keeps_by_value_is_said_and_is_no_difference(there):
    done = publishing.push([quad("a", "x", DECIMAL)], there)
    assert done.reworded == (("1.50", "1.5"),)
    assert publishing.push([quad("a", "x", DECIMAL)], there).written == ()


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(publishing, "BATCH", 7)
    return [quad(f"g{n % 3}", f"s{n}", str(n)) for n in range(60)]


def test_large_graphs_go_in_batches(there, small_batches):
    publishing.push(small_batches, there)
    assert held(there) == set(small_batches)
    fewer = [each for n, each in enumerate(small_batches) if n % 2]
    publishing.push(fewer, there)
    assert held(there) == set(fewer)


@pytest.mark.parametrize("after", range(1, 30, 3))
def test_a_push_that_ends_at_any_moment_leaves_each_graph_old_or_new(
    server, there, small_batches, monkeypatch, after
):
    old = [quad("g0", "old", "1"), quad("g1", "old", "1")]
    publishing.push(old, there)
    sent = []

    def update(text, self=there, real=there.update):
        if len(sent) == after:
            raise KgError("the line is dead")
        sent.append(text)
        real(text)

    monkeypatch.setattr(there, "update", update)
    try:
        publishing.push(small_batches, there)
    except KgError:
        by_graph = {}
        for each in held(server.endpoint()):
            by_graph.setdefault(each.graph_name, set()).add(each)
        for name, quads in by_graph.items():
            allowed = [
                {each for each in some if each.graph_name == name} for some in (old, small_batches)
            ]
            assert quads in allowed
    monkeypatch.undo()
    monkeypatch.setattr(publishing, "BATCH", 7)
    publishing.push(small_batches, there)
    assert held(there) == set(small_batches)
    assert not [name for name in there.named_graphs() if "/staged/" in name]


KILLED = """
import os, signal, sys
from kg.graph import publishing
from kg.rdf.endpoint import Endpoint
publishing.BATCH = 40  # so that the graphs of the miniature are large
real, left = Endpoint.update, int(sys.argv.pop(1))
def update(self, text):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    real(self, text)
Endpoint.update = update
from kg.cli import main; main()
"""


@pytest.mark.parametrize("server", [servers.oxigraph], indirect=True)
@pytest.mark.parametrize("after", [0, 4, 11, 40])
def test_a_push_that_is_killed_leaves_what_was_there_and_the_next_one_says_what_it_found(
    server, there, root, tmp_path, after
):
    env = server.environment()
    words = ("push", there.url, "--update", server.update, "-C", root)
    ended = kg(*words, cwd=tmp_path, env=env)
    assert ended.returncode == 0, ended.stderr
    before = held(there)
    file = root / "graphdata/sources/core/doc.ttl"
    file.write_text(file.read_text("utf-8").replace("2014", "2015"), "utf-8")
    python(KILLED, str(after), *words, cwd=tmp_path, env=env)
    between = held(server.endpoint())
    unfinished = [
        row
        for row in there.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        if "staged" in row[0]
    ]
    ended = kg(*words, cwd=tmp_path, env=env)
    assert ended.returncode == 0, ended.stderr
    assert ("had left" in ended.stderr) == bool(unfinished)
    after_all = held(server.endpoint())
    for graph in {each.graph_name for each in before}:
        states = [
            {each for each in some if each.graph_name == graph}
            for some in (before, between, after_all)
        ]
        assert states[1] in (states[0], states[2])


def test_a_server_that_cuts_answers_is_read_page_by_page(there, monkeypatch):
    quads = [quad("g", f"s{n}", str(n)) for n in range(25)]
    publishing.push(quads, there)
    monkeypatch.setattr(publishing, "PAGE", 10)
    real = Endpoint.construct
    monkeypatch.setattr(Endpoint, "construct", lambda *words: list(real(*words))[:10])
    assert held(there) == set(quads)


def test_less_than_a_server_counts_is_an_error(there, monkeypatch):
    publishing.push([quad("g", f"s{n}", str(n)) for n in range(25)], there)
    monkeypatch.setattr(Endpoint, "construct", lambda *words: [])
    with pytest.raises(KgError, match="gives 0 of the 25 triples"):
        publishing.pull(there)


def test_a_triple_without_a_graph_is_refused(there):
    bare = ox.Quad(ox.NamedNode(G + "x"), ox.NamedNode(G + "p"), ox.Literal("x"), ox.DefaultGraph())
    with pytest.raises(KgError, match="no named graph"):
        publishing.push([bare], there)


def test_the_commands_push_a_workspace_that_then_answers_as_it_does_here(
    server, there, root, tmp_path
):
    env = {**server.environment(), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    ended = kg("push", there.url, "--update", server.update, "-C", root, cwd=tmp_path, env=env)
    assert ended.returncode == 0, ended.stderr
    assert "counted and read back" in ended.stdout
    for words in ASKED:
        here = kg(*words, "-C", root, cwd=tmp_path)
        elsewhere = kg(*words, "--endpoint", there.url, cwd=tmp_path, env=env)
        assert (words, elsewhere.stdout) == (words, here.stdout)
        assert elsewhere.returncode == here.returncode
    pulled = kg("pull", there.url, "-o", tmp_path / "there.nq", cwd=tmp_path, env=env)
    assert pulled.returncode == 0, pulled.stderr
    exported = kg("export", "-f", "nq", "-C", root, cwd=tmp_path).stdout
    assert {*store.in_memory(ox.parse(exported.encode(), format=ox.RdfFormat.N_QUADS))._store} == {
        *store.in_memory(
            ox.parse(path=str(tmp_path / "there.nq"), format=ox.RdfFormat.N_QUADS)
        )._store
    }


ASKED = [
    ("ask", "partners", "alpha"),
    ("ask", "brokers"),
    ("ask", "members", "net"),
    ("find", "prison"),
    ("show", "net"),
    ("path", "alpha", "gamma"),
    ("compare", "alpha", "beta"),
    ("stats",),
    ("export", "-f", "csv"),
    ("view", "-o", "-"),
    (
        "query",
        "-f",
        "csv",
        "-e",
        "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    ),
]


def test_a_wrong_address_is_refused_before_anything_is_read(root, tmp_path):
    (root / "graphdata/registry/organisations/alpha.ttl").write_text("broken", "utf-8")
    ended = kg("push", "ftp://x", "-C", root, cwd=tmp_path)
    assert ended.returncode == 3
    assert "is no endpoint" in ended.stderr
