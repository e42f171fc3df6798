"""A job in a process of its own: its limits, its errors, its end."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import worker
from kg.errors import FindingsError, Interrupted, KgError, NotFound, QueryError, UsageError
from kg.names import PREFIXES
from kg.rdf import sparql
from kg.rdf.results import serialise
from tests.processes import LIMIT, children

pytestmark = pytest.mark.skipif(not worker.CAN_FORK, reason="this system cannot fork")

ROOM = 512 * 1024**2
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


def run(job, **options):
    output = io.BytesIO()
    value = worker.run(job, output=output, **options)
    return value, output.getvalue()


def refusal(job, kind=QueryError, **options):
    output = io.BytesIO()
    with pytest.raises(kind) as caught:
        worker.run(job, output=output, **options)
    assert output.getvalue() == b""
    return caught.value


@pytest.fixture(scope="module")
def store():
    def name(text):
        return ox.NamedNode("https://example.org/" + text)

    store = ox.Store()
    store.extend(
        ox.Quad(name(f"s{row % 40}"), name(f"p{row % 7}"), ox.Literal(str(row)))
        for row in range(1_000)
    )
    return store


def asking(store, query, allow=frozenset()):
    """Return the job that `kg query` does."""
    sparql.inspect(query, allow=allow)

    def job(output):
        try:
            results = store.query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise sparql.explain(error, query) from error
        written, rows = serialise(results, "json")
        output.write(written)
        return rows

    return job


def test_a_job_gives_its_value_and_its_bytes():
    assert run(lambda output: output.write(b"x" * 3_000_000)) == (3_000_000, b"x" * 3_000_000)


def test_a_query_gives_its_rows(store):
    rows, written = run(asking(store, "SELECT * { ?s ?p ?o }"), timeout=LIMIT, memory=ROOM)
    assert rows == 1_000
    assert written.startswith(b'{"head"')


@pytest.mark.parametrize(
    "error",
    [
        QueryError("wrong", file="a.rq", line=3, column=4),
        UsageError("does not fit"),
        NotFound("nothing"),
        KgError("could not"),
    ],
)
def test_an_error_arrives_as_it_was(error):
    def job(output):
        output.write(b"half a result")
        output.flush()
        raise error

    arrived = refusal(job, KgError)
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.exit_code) == (str(error), error.exit_code)


def test_an_error_that_cannot_travel_arrives_as_the_kind_above():
    def job(_):
        raise FindingsError(())

    assert type(refusal(job, KgError)) is NotFound


@pytest.mark.parametrize(
    "stray", [ValueError("odd"), MemoryError(), SystemExit(0), RecursionError()]
)
def test_a_stray_error_becomes_a_sentence(stray):
    def job(_):
        raise stray

    assert refusal(job).message.startswith("query ")


@pytest.mark.parametrize(
    ("death", "words"),
    [
        (os.abort, "memory than the limit of 4 GiB"),
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), "crashed (SIGSEGV)"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "memory"),
        (lambda: os.kill(os.getpid(), signal.SIGXCPU), "stopped after 60 s"),
        (lambda: os._exit(0), "no report"),
    ],
)
def test_a_death_becomes_a_sentence_and_no_half_result(death, words, capfd):
    def job(output):
        output.write(b"half a result")
        output.flush()
        death()
        return 0

    assert words in refusal(job, timeout=60).message
    assert capfd.readouterr() == ("", "")


def test_a_job_ends_at_its_limit_and_nothing_of_it_stays():
    reader, writer = os.pipe()

    def job(_):
        os.write(writer, str(os.getpid()).encode())
        signal.pause()
        return 0

    error = refusal(job, timeout=0.5)
    number = int(os.read(reader, 20))
    os.close(reader)
    os.close(writer)
    assert error.message == "query stopped after 0.5 s; --timeout raises the limit."
    assert error.exit_code == 3
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_job_that_writes_without_end_ends_too():
    def job(output):
        while True:
            output.write(b"x" * 65_536)

    assert "stopped after 0.5 s" in refusal(job, timeout=0.5).message


def test_memory_has_a_limit():
    def job(_):
        return len(bytearray(64 * ROOM))

    assert "limit of 0.5 GiB" in refusal(job, memory=ROOM).message


def test_a_job_opens_no_connection_and_no_file_unless_it_may():
    def connect(_):
        socket.socket().close()
        return 1

    def read(_):
        return len(Path(__file__).read_bytes())

    assert "open files" in refusal(connect).message
    assert "open files" in refusal(read).message
    assert run(connect, outward=True) == (1, b"")


def test_service_that_slips_through_meets_a_second_wall(store):
    query = "SELECT * { SERVICE <http://127.0.0.1:8999/> { ?s ?p ?o } }"
    job = asking(store, query, allow=frozenset({"SERVICE"}))
    assert "open files" in refusal(job, timeout=LIMIT).message


def test_no_descriptor_and_no_process_is_left_behind():
    def fail(_):
        raise KgError("could not")

    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not list its descriptors")
    before, processes = len(list(folder.iterdir())), children()
    run(lambda _: 1)
    refusal(fail, KgError)
    refusal(lambda _: signal.pause() or 0, timeout=0.1)
    assert len(list(folder.iterdir())) == before
    assert children() == processes


def test_jobs_of_several_threads_do_not_wait_for_each_other(store):
    """One of them ends only after all the others have."""
    query = asking(store, "ASK { ?s ?p ?o }")
    reader, writer = os.pipe()
    answers = []

    def wait():
        answers.append(run(lambda _: int(os.read(reader, 1)), timeout=LIMIT)[0])

    first = threading.Thread(target=wait)
    others = [threading.Thread(target=lambda: answers.append(run(query)[0])) for _ in range(6)]
    for each in (first, *others):
        each.start()
    for each in others:
        each.join()
    os.write(writer, b"3")
    first.join()
    os.close(reader)
    os.close(writer)
    assert answers == [1, 1, 1, 1, 1, 1, 3]


HOSTILE = {
    "H13 groups": "SELECT * " + "{" * 5_000 + "}" * 5_000,
    "H14 parentheses": "SELECT * { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
    "EXISTS": "ASK {" + "FILTER EXISTS {" * 900 + "}" * 901,
    "functions": "ASK { FILTER(" + "STR(" * 1_000 + "?x" + ")" * 1_001 + "}",
    "sub-selects": "ASK {" + "{ SELECT * {" * 1_300 + "}}" * 1_300 + "}",
    "not": "ASK { FILTER(" + "!" * 9_500 + "?x) }",
    "path": "ASK { ?s " + "(" * 14_500 + "id:a" + ")" * 14_500 + " ?o }",
    "H20 product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "H21 product sorted": f"SELECT * {{ {PRODUCT} }} ORDER BY ?c ?f ?i",
    "product": f"SELECT * {{ {PRODUCT} }}",
    "H27 doubling": "SELECT (STRLEN(?v9) AS ?n) { BIND('"
    + "x" * 9_999
    + "' AS ?v0) "
    + " ".join(f"BIND(CONCAT({','.join([f'?v{n}'] * 9)}) AS ?v{n + 1})" for n in range(9))
    + " }",
    "H28 unconnected": "ASK {" + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(1_000)) + "}",
    "alternatives": "ASK { FILTER(" + "||".join(["?x"] * 16_000) + ") }",
    "sequence": "ASK { ?s " + "/".join(["id:a"] * 15_000) + " ?o }",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_ends_in_a_refusal(store, query):
    started = time.monotonic()
    with pytest.raises(QueryError) as caught:
        run(asking(store, query), timeout=1, memory=ROOM)
    assert caught.value.exit_code == 3
    assert time.monotonic() - started < LIMIT
    assert run(asking(store, "ASK {}"), timeout=LIMIT) == (1, b'{"head":{},"boolean":true}')


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(REGEX('" + "a" * 5_000 + "!', '^(a+)+$')) }",
        "ASK { " + " UNION ".join(["{ ?a ?b ?c }"] * 5_000) + " }",
        "ASK { " + " UNION ".join(f"{{ ?a{n} id:b ?c }}" for n in range(4_000)) + " }",
        "ASK { " + "( 1 " * 60 + ")" * 60 + " ?p ?o }",
    ],
    ids=["H26 regex", "H29 union", "H29 union of many", "collection"],
)
def test_a_heavy_query_is_answered_or_refused(store, query):
    try:
        rows, _ = run(asking(store, query), timeout=2, memory=ROOM)
    except QueryError as error:
        rows = error.exit_code
    assert rows in (0, 1, 3)


def test_ctrl_c_ends_a_query_at_once():
    program = f"""
import io, os, sys
import pyoxigraph as ox
from kg import worker
from kg.errors import Interrupted
store = ox.Store()
thing = ox.NamedNode("x:x")
store.extend(ox.Quad(thing, thing, ox.Literal(str(n))) for n in range(900))
def job(output):
    os.write(1, b"started")
    return len(list(store.query("SELECT (COUNT(*) AS ?n) {{ {PRODUCT} . ?j ?k ?l }}")))
try:
    worker.run(job, output=io.BytesIO(), timeout=120)
except Interrupted as error:
    os.write(1, b" interrupted")
    sys.exit(error.exit_code)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=Path(worker.__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            assert process.stdout.read(7) == b"started"
            os.killpg(process.pid, signal.SIGINT)
            output, errors = process.communicate(timeout=LIMIT)
        finally:
            process.kill()
    assert (output, errors, process.returncode) == (b" interrupted", b"", 130)


def test_ctrl_c_that_reaches_only_the_job_is_an_interruption_too():
    def job(_):
        os.kill(os.getpid(), signal.SIGINT)
        return 0

    assert refusal(job, Interrupted).exit_code == 130


def test_without_fork_the_job_runs_here(monkeypatch):
    monkeypatch.setattr(worker, "CAN_FORK", False)
    assert run(lambda output: output.write(b"here")) == (4, b"here")


ORPHAN = """
import io, os, sys
import pyoxigraph as ox
from kg import worker

store = ox.Store()
store.extend(ox.Quad(ox.NamedNode(f"a:{i}"), ox.NamedNode("a:p"), ox.Literal(str(i)))
             for i in range(1_000))

def job(output):
    os.write(1, f"{os.getpid()}\\n".encode())
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    return len(list(store.query(query)))

worker.run(job, output=io.BytesIO(), timeout=500)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_worker_ends_with_its_parent_however_that_ends(how):
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline().strip().isdecimal()
    parent.send_signal(how)
    # The worker has its standard output from its parent: the pipe ends when both have ended.
    assert parent.communicate(timeout=LIMIT)[0] == ""
