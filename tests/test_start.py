"""Commands that start without the framework do and say just what they do with it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg import start
from tests.processes import COMMAND, python

WITH_FRAMEWORK = "from kg.cli import main; main()"
SELECT = "SELECT ?who WHERE { ?who org:memberOf id:net } ORDER BY ?who"
PLAIN = [
    ("query", "-e", SELECT),
    ("query", "-e", SELECT, "-f", "csv"),
    ("query", "--format", "json", "--expression", SELECT),
    ("query", "-e", "SELECT ?n WHERE { ?x skos:prefLabel ?n } ORDER BY ?n", "-f", "md"),
    ("query", "-e", "ASK { id:alpha a ?x }"),
    ("query", "-e", "ASK { id:omega a ?x }", "-f", "xml"),
    ("query", "-e", "CONSTRUCT { ?a pc:partnersWith ?b } WHERE { ?a pc:partnersWith ?b }"),
    ("query", "-e", "SELECT ?x WHERE { ?x a pc:Nothing }"),
    ("query", "query.rq"),
    ("find", "service"),
    ("find", "prison", "service", "-f", "json", "--limit", "1"),
    ("find", "Vězeňská", "služba", "--lang", "cs", "-f", "csv"),
    ("find", "alphaland prisn servise", "-f", "md"),
]
OTHER = [
    ("query", "-e", "SELECT ?x WHERE { ?x a ?y", "-f", "csv"),
    ("query", "-e", "SELECT ?x WHERE { ?x unknown:a ?y }"),
    ("query", "wrong.rq"),
    ("query", "missing.rq"),
    ("query", "-e", SELECT, "-f", "ttl"),
    ("query", "-e", SELECT, "-f", "none"),
    ("query", "-e", SELECT, "-e", SELECT),
    ("query", "-e", "SELECT ?x WHERE { SERVICE <http://example.org/> { ?x a ?y } }"),
    ("query", "-e", "INSERT DATA { id:x a id:y }"),
    ("query", "-e", "SELECT ?g WHERE { GRAPH ?g { id:alpha ?p ?o } }", "--no-union"),
    ("query", "-e", "SELECT ?s FROM src:doc WHERE { ?s a pc:Membership } ORDER BY ?s"),
    ("query", "-C", "nowhere", "-e", SELECT),
    ("query", "-e"),
    ("find", "nothing of this name"),
    ("find", "service", "--limit", "0"),
    ("find", "service", "--lang", "de"),
    ("find", "service", "--country", "delta"),
    ("find", "."),
    ("find",),
    ("query", "--help"),
    ("query",),
    ("qery",),
    (),
]


@pytest.fixture
def workspace(root):
    (root / "query.rq").write_text(SELECT)
    (root / "wrong.rq").write_text("SELECT ?x\nWHERE { ?x a }")
    return root


@pytest.mark.parametrize("words", [*PLAIN, *OTHER])
def test_both_ways_say_the_same(workspace, words):
    ways = [
        (ran.returncode, ran.stdout, ran.stderr)
        for code in (COMMAND, WITH_FRAMEWORK)
        for ran in [python(code, *words, cwd=workspace)]
    ]
    assert ways[0] == ways[1]
    assert "mistake" not in ways[0][2]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_need_no_framework(workspace, words, monkeypatch, capfdbinary):
    monkeypatch.chdir(workspace)
    assert start.run_plain([*words]) in (0, 1)
    assert capfdbinary.readouterr().out or words[-1].endswith("Nothing }")


def test_a_plain_query_imports_nothing_heavy(workspace):
    code = (
        "import sys; from kg import start; start.run_plain(sys.argv[1:]);"
        "print(sorted({'click', 'rdflib', 'networkx', 'pyvis', 'kg.cli'} & sys.modules.keys()))"
    )
    words = [sys.executable, "-c", code, "query", "-e", SELECT]
    ran = subprocess.run(words, cwd=workspace, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
