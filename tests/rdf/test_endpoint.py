"""An endpoint that is asked, and everything that a server may do instead of answering."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

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


def test_a_server_that_stays_busy_is_given_up(monkeypatch):
    monkeypatch.setattr(web.time, "sleep", lambda seconds: None)
    with served(always(503, {}, b"maintenance")) as (url, asked):
        with pytest.raises(KgError, match=r"too busy \(503\): maintenance"):
            ask(url)
        assert 1 < len(asked) < 10


def test_an_answer_that_a_server_cuts_is_refused_and_one_that_fits_is_not():
    cut = always(200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "2"}, table("a", "b"))
    with served(cut) as (url, _):
        with pytest.raises(QueryError, match="at most 2 rows"):
            ask(url)
        assert len(ask(url, "SELECT * { ?s ?p ?o } LIMIT 2")) == 2
    whole = always(200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "3"}, table("a", "b"))
    with served(whole) as (url, _):
        assert len(ask(url)) == 2


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
