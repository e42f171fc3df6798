"""The judge of shapes: SHACL Core by its recommendation, and as another engine judges."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.checks import literals
from kg.checks.judge import Judge
from kg.names import PREFIXES, expand
from kg.rdf.index import Index

SH = PREFIXES["sh"]
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += "@prefix : <http://e/> .\n"


def triples(text):
    return [quad.triple for quad in ox.parse(input=HEAD + text, format=ox.RdfFormat.TURTLE)]


def judged(shapes, data, only=None):
    """Return what is wrong as pairs of thing and demand, by their short names."""
    found = Judge(triples(shapes), Index(triples(data))).results(only)
    return {
        (str(each.focus)[10:-1], each.component.removesuffix("ConstraintComponent"))
        for each in found
    }


def test_only_some_things_can_be_judged():
    shape = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    data = ":a a :C . :b a :C ; :p 1 . :c a :C ."
    assert judged(shape, data) == {("a", "MinCount"), ("c", "MinCount")}
    assert judged(shape, data, {ox.NamedNode("http://e/c")}) == {("c", "MinCount")}


def test_a_shape_that_leads_back_to_itself_comes_to_an_end():
    shape = """:S a sh:NodeShape ; sh:targetClass :C ;
        sh:property [ sh:path :p ; sh:node :S ; sh:minCount 1 ] ."""
    assert judged(shape, ":a a :C ; :p :b . :b a :C ; :p :a .") == set()
    assert ("a", "Node") in judged(shape, ":a a :C ; :p :b . :b a :C .")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("sh:in [ rdf:first 1 ]", "no list"),
        ("sh:in [ rdf:first 1 ; rdf:rest :S ]", "no list"),
        ("sh:pattern '('", "regular expression"),
        ("sh:pattern 'a' ; sh:flags 'w'", "flag of a regular expression"),
        ("sh:nodeKind sh:Nothing", "no kind of node"),
        ("sh:property [ sh:path [ sh:hasValue 1 ] ]", "no path"),
        ("sh:property [ sh:path [ sh:inversePath ( :a :b ) ] ]", "followed backwards"),
    ],
)
def test_malformed_shapes_are_refused_though_nothing_is_judged_by_them(broken, said):
    with pytest.raises(ValueError, match=said):
        Judge(triples(f":S a sh:NodeShape ; {broken} ."), Index([]))


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("integer", "0 -7 +01 123456789012345678901234567890", "1.0 1e3 one -"),
        ("nonNegativeInteger", "0 7", "-1"),
        ("unsignedByte", "0 255", "256 -1"),
        ("decimal", "1 1.5 .5 -0.0", "1e3 . 1,5"),
        ("double", "1 1e3 -.5E-2 INF -INF NaN", "1e inf"),
        ("boolean", "true false 1 0", "True yes"),
        (
            "date",
            "2014-02-28 2016-02-29 2014-01-01Z 2014-01-01+02:00",
            "2014-02-29 2014-13-01 14-01-01",
        ),
        (
            "dateTime",
            "2014-02-28T12:00:00 2014-02-28T24:00:00Z 2014-02-28T12:00:00.5",
            "2014-02-28 2014-02-28T25:00:00",
        ),
        ("gYear", "2014 -0044", "14 20145x"),
        ("language", "en cs-CZ", "e_n"),
        ("anyURI", "x y:z", ""),
    ],
)
def test_the_form_of_a_literal(datatype, good, bad):
    def literal(text):
        return ox.Literal(text, datatype=ox.NamedNode(expand(f"xsd:{datatype}")))

    assert [text for text in good.split() if not literals.is_well_formed(literal(text))] == []
    assert [text for text in bad.split() if literals.is_well_formed(literal(text))] == []


def test_a_number_of_many_digits_is_refused_and_not_worked_out():
    many = ox.Literal("9" * 100_000, datatype=ox.NamedNode(expand("xsd:integer")))
    assert not literals.is_well_formed(many)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("1", "1.5"),
        ("-1", "1e0"),
        ("'INF'^^xsd:double", "'INF'^^xsd:double"),
        ("99999999999999999998", "99999999999999999999"),
        ("'2014-01-01'^^xsd:date", "'2014-01-02'^^xsd:date"),
        ("'2014-01-01T23:00:00Z'^^xsd:dateTime", "'2014-01-01T23:30:00+00:00'^^xsd:dateTime"),
        ("'2014-01-01T23:00:00+02:00'^^xsd:dateTime", "'2014-01-01T22:00:00Z'^^xsd:dateTime"),
        ("'a'", "'b'"),
        ("false", "true"),
    ],
)
def test_what_is_less(less, more):
    [first], [second] = triples(f":a :b {less} ."), triples(f":a :b {more} .")
    assert literals.is_at_most(first.object, second.object)
    if less != more:
        assert literals.is_less(first.object, second.object)
        assert not literals.is_at_most(second.object, first.object)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "'1'"),
        ("1", ":a"),
        ("'x'^^xsd:integer", "1"),
        ("'NaN'^^xsd:double", "1"),
        ("'a'@en", "'b'@en"),
        ("'2014-01-01T00:00:00'^^xsd:dateTime", "'2015-01-01T00:00:00Z'^^xsd:dateTime"),
        ("'2014'^^:own", "'2015'^^:own"),
    ],
)
def test_what_does_not_compare_is_neither_less_nor_more(one, other):
    [first], [second] = triples(f":a :b {one} ."), triples(f":a :b {other} .")
    for compare in (literals.is_less, literals.is_at_most):
        assert not compare(first.object, second.object)
        assert not compare(second.object, first.object)


# ---- as others judge ----

SUITES = os.environ.get("KG_W3C")
_SHT = "http://www.w3.org/ns/shacl-test#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"


def read(path):
    return [
        quad.triple
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    ]


def row(*terms):
    """Return a result by its terms; a blank node is like any other."""
    return tuple("_" if isinstance(each, ox.BlankNode) else str(each) for each in terms)


@pytest.mark.skipif(not SUITES, reason="KG_W3C names no folder with the W3C suites")
def test_every_case_of_the_w3c_suite_for_core():
    core = Path(SUITES) / "w3c/data-shapes/data-shapes-test-suite/tests/core"
    failed, cases = [], 0
    for path in sorted(core.rglob("*.ttl")):
        index = Index(read(path))

        def of(subject, name, index=index):
            return next(iter(index.objects(subject, ox.NamedNode(name))), None)

        for case in index.subjects(
            ox.NamedNode(expand("rdf:type")), ox.NamedNode(f"{_SHT}Validate")
        ):
            action, result = of(case, f"{_MF}action"), of(case, f"{_MF}result")
            data, shapes = (
                read(Path(of(action, _SHT + name).value.removeprefix("file://")))
                for name in ("dataGraph", "shapesGraph")
            )
            names = (
                "focusNode",
                "sourceShape",
                "resultSeverity",
                "sourceConstraintComponent",
                "value",
            )
            wanted = Counter(
                row(*(of(each, SH + name) for name in names))
                for each in index.objects(result, ox.NamedNode(f"{SH}result"))
            )
            got = Counter(
                row(each.focus, each.shape, _sh(each.severity), _sh(each.component), each.value)
                for each in Judge(shapes, Index(data)).results()
            )
            cases += 1
            if got != wanted:
                failed.append(path.name)
    assert cases == 98
    assert failed == []


def _sh(name):
    return ox.NamedNode(name if re.match("[a-z]+:", name) else SH + name)
