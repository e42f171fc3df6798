"""Rules taken apart: what they read and write, where they can be narrowed, what is refused."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.names import PREFIXES, expand
from kg.rdf.constructs import read_rule
from kg.rdf.patterns import Unreadable
from tests.processes import ROOT

RULES = sorted((ROOT / "ontology/rules").glob("*.rq"))


def said(pattern):
    names = sorted(each.value.rpartition("#")[2] for each in pattern.predicates or ())
    ends = [end if isinstance(end, str) else end.value for end in (pattern.subject, pattern.object)]
    return ends[0], "|".join(names) or "any", ends[1]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_of_ours_is_taken_apart_and_can_be_narrowed(path):
    rule = read_rule(path.read_text("utf-8"))
    assert rule.head
    assert any(rule.places.values())
    store = ox.Store()
    read = {end for way in rule.ways for each in way.patterns for end in each[::2]}
    for variable in rule.places.keys() & read:
        places = rule.places[variable]
        text = rule.text
        for place in sorted(places, reverse=True):
            text = f"{text[:place]} VALUES {variable} {{ <urn:x> }} {text[place:]}"
        store.query(text, prefixes=PREFIXES)  # it is SPARQL still


def test_paths_become_steps_and_lists_become_triples():
    rule = read_rule(
        "CONSTRUCT { ?a pc:near ?b } WHERE { ?a pc:when|pc:place ?x, ?y ; pc:role/pc:within* ?b }"
    )
    [way] = rule.ways
    assert [said(each) for each in way.patterns] == [
        ("?a", "place|when", "?x"),
        ("?a", "place|when", "?y"),
        ("?a", "role", "?.0"),
        ("?.0", "within", "?b"),
    ]
    assert [each.repeated for each in way.patterns] == [False, False, False, True]


def test_each_branch_of_a_union_is_a_way_and_what_may_hold_is_a_part():
    rule = read_rule(
        "CONSTRUCT { ?a pc:near ?b } WHERE { { ?a pc:when ?b } UNION { ?a pc:place ?b }"
        " OPTIONAL { ?b pc:kind ?k } FILTER NOT EXISTS { ?a pc:status ?s } FILTER (?a != ?b) }"
    )
    assert [said(way.patterns[0])[1] for way in rule.ways] == ["when", "place"]
    assert [said(part.patterns[0])[1] for part in rule.ways[0].parts] == ["kind", "status"]


def test_what_a_sub_select_does_not_let_out_has_another_name_outside():
    rule = read_rule(
        "CONSTRUCT { ?a pc:near ?b } WHERE { ?x pc:when ?a ."
        " { SELECT ?a ?b WHERE { ?x pc:place ?a ; pc:kind ?b } GROUP BY ?a } }"
    )
    [way] = rule.ways
    assert [said(each)[0] for each in way.patterns] == ["?x", "?x~0", "?x~0"]
    assert [sorted(each) for each in rule.selects] == [["?a"]]


def test_values_bind_a_predicate_only_where_they_must_hold():
    rule = read_rule(
        "CONSTRUCT { ?a pc:near ?b } WHERE { VALUES ?p { pc:when } ?a ?p ?b ."
        " { VALUES ?q { pc:when } ?a ?q ?b } UNION { ?a ?q ?b } }"
    )
    assert rule.values == {"?p": {ox.NamedNode(expand("pc:when"))}}
    assert said(rule.ways[0].patterns[-1]) == ("?a", "any", "?b")


@pytest.mark.parametrize(
    "where",
    [
        "GRAPH ?g { ?a pc:when ?b }",
        "SERVICE <http://x> { ?a pc:when ?b }",
        "{ SELECT * WHERE { ?a pc:when ?b } }",
        "{ SELECT ?a ?b WHERE { ?a pc:when ?b } LIMIT 1 }",
        "?a (pc:when/pc:place)+ ?b",
        "?a pc:when|pc:place/pc:kind ?b",
        "?a !pc:when ?b",
        "?a pc:when [ pc:place ?b ]",
        "?a pc:when ?b . FILTER (?b < NOW())",
        "?a pc:when",
        "?a pc:when ?b } LIMIT 1 {",
    ],
)
def test_what_goes_beyond_is_refused(where):
    with pytest.raises(Unreadable):
        read_rule(f"CONSTRUCT {{ ?a pc:near ?b }} WHERE {{ {where} }}")
