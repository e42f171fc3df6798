"""The graph pushed to a server that the test starts, and pulled from it again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.graph import publishing
from kg.names import GRAPH
from kg.rdf import store
from kg.rdf.endpoint import Endpoint
from tests.processes import LIMIT, kg

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
G = "http://example.org/"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a server of our own."""
    if SERVER is None:
        pytest.skip("the server oxigraph is not installed (extra test)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    words = ["serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [SERVER, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + LIMIT
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def there(address):
    """The server without anything in it."""
    empty = Endpoint(address)
    empty.update("DROP ALL")
    return empty


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
    there, small_batches, monkeypatch, after
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
        for each in held(Endpoint(there.url)):
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


def test_a_server_that_cuts_answers_is_read_page_by_page(there, monkeypatch):
    quads = [quad("g", f"s{n}", str(n)) for n in range(25)]
    publishing.push(quads, there)
    monkeypatch.setattr(publishing, "PAGE", 10)
    real = publishing._triples
    monkeypatch.setattr(publishing, "_triples", lambda *words: list(real(*words))[:10])
    assert held(there) == set(quads)


def test_less_than_a_server_counts_is_an_error(there, monkeypatch):
    publishing.push([quad("g", f"s{n}", str(n)) for n in range(25)], there)
    monkeypatch.setattr(publishing, "_triples", lambda *words: [])
    with pytest.raises(KgError, match="gives 0 of the 25 triples"):
        publishing.pull(there)


def test_a_triple_without_a_graph_is_refused(there):
    bare = ox.Quad(ox.NamedNode(G + "x"), ox.NamedNode(G + "p"), ox.Literal("x"), ox.DefaultGraph())
    with pytest.raises(KgError, match="no named graph"):
        publishing.push([bare], there)


def test_the_commands_push_a_workspace_that_then_answers_as_it_does_here(there, root, tmp_path):
    ended = kg("push", there.url, "-C", root, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "counted and read back" in ended.stdout
    for words in (("ask", "partners", "alpha"), ("query", "-f", "csv", "-e", COUNT)):
        here = kg(*words, "-C", root, cwd=tmp_path)
        elsewhere = kg(*words, "--endpoint", there.url, cwd=tmp_path)
        assert elsewhere.stdout == here.stdout
        assert elsewhere.returncode == here.returncode
    pulled = kg("pull", there.url, "-o", tmp_path / "there.nq", cwd=tmp_path)
    assert pulled.returncode == 0, pulled.stderr
    exported = kg("export", "-f", "nq", "-C", root, cwd=tmp_path).stdout
    assert {*store.in_memory(ox.parse(exported.encode(), format=ox.RdfFormat.N_QUADS))._store} == {
        *store.in_memory(
            ox.parse(path=str(tmp_path / "there.nq"), format=ox.RdfFormat.N_QUADS)
        )._store
    }


COUNT = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"


def test_a_wrong_address_is_refused_before_anything_is_read(root, tmp_path):
    (root / "graphdata/registry/organisations/alpha.ttl").write_text("broken", "utf-8")
    ended = kg("push", "ftp://x", "-C", root, cwd=tmp_path)
    assert ended.returncode == 3
    assert "is no endpoint" in ended.stderr
