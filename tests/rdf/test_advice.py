"""Queries asked in another way have the same rows, and traps are named with the better form."""

from __future__ import annotations

import random
import re

import pyoxigraph as ox
import pytest

from kg.names import PREFIXES, expand
from kg.rdf import dataset, store
from kg.rdf.advice import advise, rewrite
from kg.rdf.explaining import explain
from kg.rdf.syntax_tree import read
from tests.processes import kg

GRAPH = ox.NamedNode("http://example.org/graph")
NODES = [ox.NamedNode(expand(f"id:n{number}")) for number in range(6)]
VERBS = [ox.NamedNode(expand(f"pc:{name}")) for name in ("agent", "context", "role")]
CLASSES = [ox.NamedNode(expand(f"pc:{name}")) for name in ("Project", "Event")]
TYPE = ox.NamedNode(expand("rdf:type"))


def random_quads(chance):
    return [
        *(ox.Quad(chance.choice(NODES), chance.choice(VERBS), chance.choice(NODES), GRAPH)
          for _ in range(20)),
        *(ox.Quad(chance.choice(NODES), TYPE, chance.choice(CLASSES), GRAPH) for _ in range(7)),
    ]  # fmt: skip


def random_group(chance, depth=0):
    """Return patterns in every layout that Turtle has, some of them of classes."""
    names = ("?a", "?b", "?c", "id:n1", "id:n2")
    kinds = ("pc:Project", "pc:Event")
    parts = []
    for _ in range(chance.randrange(1, 4)):
        subject = chance.choice(names)
        pairs = [
            f"a {chance.choice(kinds)}" if chance.random() < 0.45
            else f"pc:{chance.choice(('agent', 'context', 'role'))} {chance.choice(names)}"
            for _ in range(chance.randrange(1, 4))
        ]  # fmt: skip
        if chance.random() < 0.1:
            pairs[-1] += f" , {chance.choice(names)}"
        parts.append(f"{subject} {' ; '.join(pairs)}" + chance.choice(("", " ;")) + " .")
    if depth < 2 and chance.random() < 0.5:
        form = chance.choice(
            ("OPTIONAL {{ {} }}", "MINUS {{ {} }}", "FILTER NOT EXISTS {{ {} }}",
             "{{ {} }}", "{{ {} }} UNION {{ ?a pc:role ?b }}",
             "{{ SELECT ?a (COUNT(*) AS ?n) {{ {} }} GROUP BY ?a }}")
        )  # fmt: skip
        parts.insert(chance.randrange(len(parts) + 1), form.format(random_group(chance, depth + 1)))
    return " ".join(parts)


@pytest.mark.parametrize("seed", range(6))
def test_a_class_as_a_check_leaves_the_rows_as_they_are(seed):
    chance = random.Random(seed)
    memory, rewritten = store.in_memory(random_quads(chance)), 0
    for _ in range(60):
        query = f"SELECT * WHERE {{ {random_group(chance)} }}"
        again = rewrite(query)
        rewritten += again != query
        rows = [sorted(map(str, memory.rows(each))) for each in (query, again)]
        assert rows[0] == rows[1], (query, again)
    assert rewritten > 5


@pytest.mark.parametrize("seed", range(3))
def test_another_engine_finds_the_rows_of_the_query_as_it_was(seed):
    chance = random.Random(seed)
    quads, compared = random_quads(chance), 0
    memory, other = store.in_memory(quads), dataset.to_rdflib(quads)
    while compared < 12:
        query = f"SELECT ?a ?b ?c WHERE {{ {random_group(chance, depth=2)} }}"
        if (again := rewrite(query)) != query:
            found = other.query(query, initNs=PREFIXES)
            theirs = ([_text(row[name]) for name in "abc"] for row in found)
            assert sorted(map(str, map(tuple, theirs))) == sorted(map(str, memory.rows(again)))
            compared += 1


def _text(term):
    return None if term is None else str(getattr(term, "value", term))


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("ASK { ?c pc:context ?p ; pc:agent id:x . ?p a pc:Project }",
         "ASK { ?c pc:context ?p ; pc:agent id:x . FILTER EXISTS { ?p a pc:Project } }"),
        ("ASK { ?p a pc:Project ; pc:role id:x }",
         "ASK { ?p pc:role id:x  FILTER EXISTS { ?p a pc:Project } }"),
        ("ASK { ?p pc:role id:x ; a pc:Project . }",
         "ASK { ?p pc:role id:x  .  FILTER EXISTS { ?p a pc:Project } }"),
        ("ASK { ?p a pc:Project ; pc:role ?x }", None),
        ("SELECT ?p { ?p a pc:Project ; pc:role id:x } LIMIT 3", None),
        ("SELECT (SAMPLE(?p) AS ?q) { ?p a pc:Project ; pc:role id:x }", None),
        ("CONSTRUCT WHERE { ?p a pc:Project ; pc:role id:x }", None),
        ("ASK { ?p a pc:Project , pc:Event ; pc:role id:x }", None),
        ("ASK { ?p a ?k ; pc:role id:x }", None),
    ],
)  # fmt: skip
def test_what_is_rewritten_and_what_is_left(query, again):
    assert rewrite(query) == (again or query)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("SELECT * { ?c pc:context ?p ; pc:agent id:x .\n?p a pc:Project }", {("rewritten", 2)}),
        ("SELECT * { ?c pc:context ?p ; pc:agent id:x . ?p a pc:Project } LIMIT 1", {("class", 1)}),
        ("SELECT * { ?x rdfs:label ?l\nFILTER REGEX(?l, 'a', 'i') }", {("text", 2)}),
        ("SELECT * { id:x rdfs:label ?l FILTER CONTAINS(?l, 'a') }", set()),
        ("SELECT * { ?a pc:agent ?b . ?c pc:role ?d }", {("product", 1)}),
        ("SELECT * { ?a pc:agent ?b . BIND (?b AS ?c) ?c pc:role ?d }", set()),
        ("SELECT * { OPTIONAL { ?a pc:agent ?b } ?a pc:role ?c }", {("optional", 1)}),
        ("SELECT * { ?a pc:role ?c OPTIONAL { ?a pc:agent ?b } }", set()),
        ("SELECT * { ?a pc:within+ ?b }", {("path", 1)}),
        ("SELECT * { ?a pc:within+ id:x }", set()),
        ("SELECT * { ?a pc:agent ?b FILTER (?b = id:x) }", {("equal", 1)}),
        ("SELECT * { ?a pc:agent ?b OPTIONAL { ?a pc:when ?w } FILTER (!BOUND(?w)) }",
         {("absent", 1)}),
    ],
)  # fmt: skip
def test_traps_are_named_where_they_stand(query, keys):
    found = advise(query)
    assert {(each.key, each.line) for each in found} == keys
    for each in found:
        assert each.said.en
        assert each.said.cs
        assert "{" not in re.sub(r"\{ [^{}]* \}", "", each.said.en + (each.said.cs or ""))


def test_a_query_is_explained_by_patterns_with_their_counts():
    memory = store.in_memory(random_quads(random.Random(1)))
    query = "SELECT * { ?a a pc:Project ; pc:agent|pc:role id:n1 FILTER EXISTS { ?a pc:role ?z } }"
    said = explain(memory, query, lang="en", rules=["05-label.rq"], derives=True)
    counts = dict(re.findall(r"^ +([0-9]+)  (.*)$", said, re.MULTILINE)[::-1])
    assert said.startswith("Derived for it: 05-label.rq.\n")
    projects = len(memory.rows("SELECT DISTINCT ?a { ?a a pc:Project }"))
    assert f"{projects}  ?a a pc:Project" in said
    assert len(counts) == 3
    czech = explain(memory, query, lang="cs", rules=None, derives=True)
    assert "všechna pravidla" in czech


def test_the_command_explains_in_place_of_answering(root):
    query = "SELECT ?who WHERE { ?who org:memberOf id:net ; rdfs:label ?name }"
    ran = kg("query", "--explain", "-e", query, cwd=root)
    assert ran.returncode == 0
    assert "10-direct.rq" in ran.stdout
    assert "20-tie.rq" not in ran.stdout
    assert "No known trap." in ran.stdout


def test_what_goes_beyond_the_reader_is_left_alone():
    query = "SELECT * { << ?a pc:agent ?b >> pc:role ?c . ?c a pc:Project }"
    assert read(query) is None
    assert rewrite(query) == query
    assert advise(query) == []
