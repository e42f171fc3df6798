"""An endpoint that is asked, and everything that a server may do instead of answering."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg import web
from kg.errors import KgError, QueryError
from kg.names import GRAPH
from kg.rdf.endpoint import Endpoint
from kg.web import Login
from tests.processes import kg

JSON = "application/sparql-results+json"


def table(*values):
    rows = [{"a": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()


def truth(value):
    return json.dumps({"head": {}, "boolean": value}).encode()


@contextmanager
def served(answer):
    """Serve what *answer* returns for the fields of a request: status, headers, body."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = parse_qs(body)
            asked.append((self.path, fields, self.headers))
            status, headers, content = answer(fields, len(asked), self.headers)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False  # closing it waits for them
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query", asked
    finally:
        server.shutdown()
        server.server_close()


def always(status, headers, content):
    return lambda *_: (status, headers, content)


def ask(url, text="SELECT * { ?s ?p ?o }", **options):
    return list(Endpoint(url, **options).query(text, over="query"))


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://a", "localhost:8000"])
def test_an_address_that_is_no_endpoint_is_refused(address):
    with pytest.raises(KgError, match="is no endpoint"):
        Endpoint(address)
    with pytest.raises(KgError, match="is no endpoint"):
        Endpoint("http://a/", update=address)


def test_an_endpoint_that_does_not_answer_is_named():
    with pytest.raises(KgError, match=r"http://127\.0\.0\.1:9/ does not answer"):
        Endpoint("http://127.0.0.1:9/").query("ASK {}")


@pytest.mark.parametrize(
    ("status", "headers", "content", "said"),
    [
        (200, {"Content-Type": "text/html"}, b"<h1>Welcome</h1>", "a web page"),
        (200, {"Content-Type": "image/png"}, b"x", "image/png, which is no result"),
        (200, {"Content-Type": JSON}, table("x")[:-5], "half an answer"),
        (
            200,
            {"Content-Type": JSON},
            b'{"head":{"vars":["a"]},"results":{"bindings":[7]}}',
            "half an",
        ),
        (200, {"Content-Type": JSON, "Content-Length": "9999"}, table("x"), "broke off"),
        (200, {"Content-Type": "text/turtle"}, b"<a:a> <a:b> ", "half an answer"),
        (
            302,
            {"Location": "http://elsewhere.example/"},
            b"",
            "leads on to http://elsewhere.example/",
        ),
        (401, {}, b"", "without a name and password"),
        (403, {}, b"", "without a name and password"),
        (404, {}, b"", "no address for this"),
        (405, {}, b"", "no address for this"),
        (500, {}, b"out of\nmemory", r"failed \(500\): out of memory"),
        (500, {}, b"<html>", r"failed \(500\)\. Ask"),
    ],
)
def test_whatever_a_server_does_instead_of_answering_is_said(status, headers, content, said):
    with served(always(status, headers, content)) as (url, _), pytest.raises(KgError, match=said):
        ask(url)


def test_a_query_that_is_refused_is_an_error_of_the_query():
    refusal = always(400, {}, b"parse error\x1b[2J at line 1")
    with served(refusal) as (url, _), pytest.raises(QueryError) as caught:
        ask(url)
    assert "\x1b" not in str(caught.value)
    assert "parse error" in str(caught.value)


def test_a_server_that_is_silent_is_given_up():
    def slow(*_):
        time.sleep(1)
        return 200, {"Content-Type": JSON}, table("x")

    with served(slow) as (url, _), pytest.raises(KgError, match=r"silent for 0\.2 s"):
        ask(url, timeout=0.2)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_the_time_that_it_says(status, monkeypatch):
    waited = []
    monkeypatch.setattr(web.time, "sleep", waited.append)

    def busy(fields, times, headers):
        if times < 3:
            return status, {"Retry-After": "7"} if times == 1 else {}, b""
        return 200, {"Content-Type": JSON}, table("x")

    with served(busy) as (url, asked):
        assert [str(row["a"].value) for row in ask(url)] == ["x"]
    assert len(asked) == 3
    assert waited[0] == 7
    assert 0 < waited[1] < 7


def test_a_busy_server_may_say_a_date(monkeypatch):
    waited = []
    monkeypatch.setattr(web.time, "sleep", waited.append)
    later = formatdate(time.time() + 20, usegmt=True)
    for said in (later, formatdate(0, usegmt=True), "soon", "99999"):
        busy = [(503, {"Retry-After": said}, b""), (200, {"Content-Type": JSON}, table("x"))]
        with served(lambda *_, busy=busy: busy.pop(0)) as (url, _):
            assert len(ask(url)) == 1
    assert 15 < waited[0] <= 20
    assert waited[1:] == [0.0, 1.0, 30.0]


@pytest.mark.parametrize(("status", "times"), [(429, 2), (503, 2), (502, 1), (504, 1)])
def test_a_change_is_asked_for_again_only_where_it_was_surely_not_begun(status, times, monkeypatch):
    monkeypatch.setattr(web.time, "sleep", lambda seconds: None)
    with served(lambda fields, times, _: (200 if times > 1 else status, {}, b"")) as (url, asked):
        if times == 1:
            with pytest.raises(KgError, match=f"too busy \\({status}\\)"):
                Endpoint(url).update("CLEAR ALL")
        else:
            Endpoint(url).update("CLEAR ALL")
    assert len(asked) == times


def test_a_server_that_stays_busy_is_given_up(monkeypatch):
    monkeypatch.setattr(web.time, "sleep", lambda seconds: None)
    with served(always(503, {}, b"maintenance")) as (url, asked):
        with pytest.raises(KgError, match=r"too busy \(503\): maintenance"):
            ask(url)
        assert 1 < len(asked) < 10


def cutting(most, *, says_so=True):
    """Answer from forty triples, a third of them without a note, at most so many rows."""
    store = ox.Store()
    for number in range(40):
        subject = ox.NamedNode(f"http://t/{number}")
        store.add(ox.Quad(subject, ox.NamedNode("http://p"), ox.Literal(number % 7)))
        if number % 3:
            store.add(ox.Quad(subject, ox.NamedNode("http://note"), ox.Literal("x" * number)))

    def answer(fields, times, headers):
        results = store.query(fields["query"][0])
        if isinstance(results, ox.QueryTriples):
            content = ox.serialize(islice(results, most), format=ox.RdfFormat.N_TRIPLES)
            return 200, {"Content-Type": "application/n-triples", "Server": "Virtuoso"}, content
        said = json.loads(results.serialize(format=ox.QueryResultsFormat.JSON))
        rows = said["results"]["bindings"]
        cut = {"X-SPARQL-MaxRows": str(most)} if len(rows) >= most and says_so else {}
        del rows[most:]
        return 200, {"Content-Type": JSON, **cut}, json.dumps(said).encode()

    return answer, store


@pytest.mark.parametrize("most", [3, 10, 39, 40, 41, 100])
@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?n { ?s <http://p> ?o OPTIONAL { ?s <http://note> ?n } }",
        "PREFIX : <http://> SELECT * { ?s :p ?o } # all of them",
        "SELECT DISTINCT ?o ?n { ?s <http://p> ?o OPTIONAL { ?s <http://note> ?n } }",
        "SELECT (COUNT(*) AS ?n) ?o { ?s <http://p> ?o } GROUP BY ?o",
    ],
)
def test_an_answer_that_a_server_cuts_is_asked_for_in_parts(most, text):
    answer, store = cutting(most)
    with served(answer) as (url, _):
        assert sorted(map(str, ask(url, text))) == sorted(map(str, store.query(text)))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s <http://p> ?o } ORDER BY ?o",
        "SELECT ?s { ?s <http://p> ?o } LIMIT 30",
        "SELECT ?s FROM <http://g> { ?s <http://p> ?o }",
        "SELECT ?o { ?s <http://p> ?o }",  # forty times the same seven rows
    ],
)
def test_an_answer_that_is_cut_and_has_no_parts_is_refused(text):
    answer, store = cutting(5)
    for each in list(store):
        store.add(ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode("http://g")))
    with served(answer) as (url, _), pytest.raises(QueryError, match="at most 5 rows"):
        ask(url, text)


def test_rows_that_a_server_loses_between_two_requests_are_missed():
    answer, store = cutting(30)

    def forgetful(fields, times, headers):
        if "MD5" in fields["query"][0]:
            store.clear()
        return answer(fields, times, headers)

    with served(forgetful) as (url, _), pytest.raises(KgError, match="counts 40 rows and gives 0"):
        ask(url, "SELECT ?s { ?s <http://p> ?o }")


def test_an_answer_that_is_asked_for_in_part_is_no_cut_one():
    answer, _ = cutting(5)
    with served(answer) as (url, _):
        assert len(ask(url, "SELECT ?s { ?s <http://p> ?o } ORDER BY ?s LIMIT 5")) == 5


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_name_and_password_are_given_when_asked_for(scheme):
    challenge = (
        'Basic realm="x"' if scheme == "Basic" else 'Digest realm="x", nonce="1", qop="auth"'
    )

    def guarded(fields, times, headers):
        if not headers.get("Authorization", "").startswith(scheme):
            return 401, {"WWW-Authenticate": challenge}, b""
        return 200, {"Content-Type": JSON}, table("x")

    with served(guarded) as (url, asked):
        assert len(ask(url, login=Login("reader", "secret"))) == 1
    assert "Authorization" not in asked[0][2]  # not before it was asked for
    if scheme == "Digest":
        assert "secret" not in asked[-1][2]["Authorization"]


def test_a_token_goes_with_each_request_and_to_no_other_address():
    with (
        served(always(200, {"Content-Type": JSON}, table("x"))) as (theirs, stolen),
        served(always(307, {"Location": theirs}, b"")) as (url, asked),
    ):
        with pytest.raises(KgError, match="leads on to"):
            ask(url, login=Login(token="t0ken"))
        assert asked[0][2]["Authorization"] == "Bearer t0ken"
        assert stolen == []


def test_the_command_takes_the_login_from_netrc_where_the_environment_has_none(tmp_path):
    def guarded(fields, times, headers):
        if not headers.get("Authorization"):
            return 401, {"WWW-Authenticate": 'Basic realm="x"'}, b""
        return 200, {"Content-Type": JSON}, table("x")

    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login reader password s3cret\n", "utf-8")
    netrc.chmod(0o600)
    with served(guarded) as (url, asked):
        words = ("query", "-e", "SELECT * { ?s ?p ?o }", "--endpoint", url)
        ended = kg(*words, cwd=tmp_path, env={"HOME": str(tmp_path)})
        assert ended.returncode == 0, ended.stderr
        given = {each[2]["Authorization"] for each in asked} - {None}
        assert given == {"Basic " + b64encode(b"reader:s3cret").decode()}
        netrc.write_text("machines 127.0.0.1", "utf-8")
        ended = kg(*words, cwd=tmp_path, env={"HOME": str(tmp_path)})
    assert (ended.returncode, ended.stderr.count("\n")) == (3, 1)
    assert ".netrc cannot be read" in ended.stderr


def test_a_password_in_an_address_is_refused_and_not_shown_again(tmp_path):
    words = ("query", "-e", "ASK {}", "--endpoint", "http://me:s3cret@localhost:1/query")
    ended = kg(*words, cwd=tmp_path)
    assert ended.returncode == 3
    assert "has a name or password in it" in ended.stderr
    assert "s3cret" not in ended.stderr + ended.stdout


def union_of(default, named, union):
    """Answer as a server whose default graph, named graphs and graph of the union are so."""

    def answer(fields, times, headers):
        text = fields["query"][0]
        if "ASK" in text:
            is_union = f"<{GRAPH}union>" in text
            value = union if is_union else named if "GRAPH" in text else default
            return 200, {"Content-Type": JSON}, truth(value)
        rows = ["http://g/1", "http://g/2", *([f"{GRAPH}union"] if union else [])]
        return 200, {"Content-Type": JSON}, table(*rows).replace(b'"a"', b'"g"')

    return answer


@pytest.mark.parametrize(
    ("held", "default", "named"),
    [
        ((True, True, False), [], []),  # its default graph is its own affair
        ((False, False, False), [], []),
        ((False, True, False), ["http://g/1", "http://g/2"], ["http://g/1", "http://g/2"]),
        ((True, True, True), [f"{GRAPH}union"], ["http://g/1", "http://g/2"]),
        ((False, True, True), [f"{GRAPH}union"], ["http://g/1", "http://g/2"]),
    ],
)
def test_the_union_of_all_graphs_is_asked_for_as_the_server_needs_it(held, default, named):
    with served(union_of(*held)) as (url, asked):
        Endpoint(url).query("SELECT * { ?s ?p ?o }")
    assert asked[-1][1].get("default-graph-uri", []) == default
    assert asked[-1][1].get("named-graph-uri", []) == named


def test_the_command_says_it_in_one_line(tmp_path):
    with served(always(200, {"Content-Type": "text/html"}, b"<p>")) as (url, _):
        ended = kg("query", "-e", "SELECT * { ?s ?p ?o }", "--endpoint", url, cwd=tmp_path)
    assert ended.returncode == 3
    assert "a web page" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_takes_the_login_from_the_environment(tmp_path):
    with served(always(200, {"Content-Type": JSON}, table("x"))) as (url, asked):
        words = ("query", "-e", "SELECT * { ?s ?p ?o }", "--endpoint", url)
        kg(*words, cwd=tmp_path, env={"KG_ENDPOINT_TOKEN": "t0ken"})
    assert {each[2]["Authorization"] for each in asked} == {"Bearer t0ken"}
