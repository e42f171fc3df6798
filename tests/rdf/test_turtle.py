"""The reader and the writer: nothing lost, nothing added, the same bytes every time."""

from __future__ import annotations

import difflib

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.names import PREFIXES, expand
from kg.rdf import turtle
from kg.rdf.dataset import to_rdflib
from tests.miniature import CLAIMS, PARTICIPATIONS, PREFIXED
from tests.processes import ROOT

XSD = PREFIXES["xsd"]
# Every form in which engines are known to change a literal.
FORMS = r"""01 +1 -0 007 1.50 +1.5 .5 -.5 0.0 1.0E6 1e1 -1E-7 .5e3 true false "P14M"^^xsd:duration
"PT36H"^^xsd:duration "24:00:00"^^xsd:time "2014-12-31T24:00:00"^^xsd:dateTime
"2014-09-01Z"^^xsd:date "2014-09-01+02:00"^^xsd:date "2014Z"^^xsd:gYear
"2014-09"^^xsd:gYearMonth "1"^^xsd:boolean "0"^^xsd:boolean "01"^^xsd:int
"1"^^xsd:unsignedByte "-1"^^xsd:negativeInteger "1."^^xsd:decimal "1e400"^^xsd:double
"INF"^^xsd:double "NaN"^^xsd:double "inf"^^xsd:double "nan"^^xsd:double
"abc"^^xsd:integer "2014-13-45"^^xsd:date "2009/"^^edtf:EDTF "2014~"^^edtf:EDTF
"x"@EN-gb "x"@en-GB "x"@de-CH-1996 "x"@cs ""@en "" "é" "\u0065\u0301" "\u00A0" "\u202E"
"\u200B" "\u0085" "\u2028" "\\" "\"" "\n" "\r\n" "\t" "\u0000" "\u007F" "''" "\"\"\""
"#" "@EN" "_:a" "<a>" "\U0001F600" "\uFEFFx" "{{7*7}}" "</script>" "=1+1"
"""
FRAGILE = FORMS.split()

texts = st.text(max_size=20) | st.text(
    "\x00\x01\x1b\\\"'\n\r\t\x7f\x85\u2028\ufeff#@.;,<>_:aé", max_size=9
)


def is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


local_names = st.text("abzAZ09-_.~%2'()*+,;=:@!$&/?#č\u0301\u2028", max_size=8)
iris = (
    st.tuples(st.sampled_from([*PREFIXES.values(), "http://a/", "urn:x:"]), local_names)
    .map("".join)
    .filter(is_iri)
    .map(ox.NamedNode)
)
tags = st.sampled_from(["en", "cs", "de-1996", "sr-latn", "zh-hant-tw", "x-a1"])
numbers = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string", "int"])
forms = (
    st.text("0123456789+-.eE", max_size=6)
    | st.integers().map(str)
    | st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format)
    | st.floats().map(repr)
    | st.sampled_from(["true", "1.E3", "1.", ".e1", "+.5E+1", "0.0000001", "9" * 5000])
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, tags),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)), forms, numbers
    ),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), texts, iris),
)
verbs = iris | st.sampled_from(
    [ox.NamedNode(expand(name)) for name in ["rdf:type", "pc:agent", "pc:when", "skos:prefLabel"]]
)
triples = st.builds(ox.Triple, iris, verbs, iris | literals)
graphs = st.sets(triples, max_size=12)


def language(term):
    return term.language.lower() if term.language else None


def as_rdflib(text: str):
    """Return the triples that a second parser reads, terms as plain tuples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return plain(rdflib.Graph().parse(data=text, format="turtle"))


def plain(graph):
    return {tuple(plain_term(term) for term in triple[:3]) for triple in graph}


def plain_term(term):
    if isinstance(term, rdflib.Literal):
        datatype = None if term.datatype == rdflib.XSD.string else term.datatype
        return ("literal", str(term), language(term), datatype and str(datatype))
    return (type(term).__name__, str(term))


def of_engine(graph):
    quads = [ox.Quad(each.subject, each.predicate, each.object) for each in graph]
    return plain(to_rdflib(quads).default_graph)


def read(text: str):
    return turtle.read(text, name="a.ttl")


@given(graphs)
def test_reading_what_was_written_gives_the_same_facts(graph):
    assert graph == set(read(turtle.write(graph)).triples)


@given(graphs, st.randoms())
def test_no_order_and_no_repetition_changes_a_byte(graph, random):
    shuffled = [*graph, *graph]
    random.shuffle(shuffled)
    assert turtle.write(sorted(graph, key=str)) == turtle.write(shuffled)


@given(graphs)
def test_writing_twice_changes_nothing(graph):
    once = turtle.write(graph)
    document = read(once)
    assert once == turtle.write(document.triples, tags=document.tags)


@given(graphs)
@settings(max_examples=150)
def test_a_second_parser_reads_what_was_written(graph):
    assert of_engine(graph) == as_rdflib(turtle.write(graph))


@given(graphs)
def test_only_used_prefixes_are_declared_and_lines_end_in_a_dot(graph):
    lines = turtle.write(graph).split("\n")
    body = "\n".join(line for line in lines if not line.startswith("@prefix"))
    for line in lines:
        if line.startswith("@prefix"):
            assert line.split()[1] in body
        assert line == line.rstrip()


@given(texts, st.sampled_from(["EN", "en-GB", "De-CH-1996", "X-a", "zh-Hant", "sl-Rozaj-1994"]))
def test_capitals_of_a_language_tag_survive(text, tag):
    [literal] = [turtle.term_text(ox.Literal(text))]
    for form in (f"{literal}@{tag}", f"{literal} @{tag}"):
        document = read(f"<http://a> <http://b> {form} .")
        assert f"{literal}@{tag}" in turtle.write(document.triples, tags=document.tags)


@pytest.mark.parametrize("string", ["'x'", "'''x'''", '"""x"""', "'x' ", '"x"\n', '"\\u0078"'])
def test_capitals_of_a_tag_survive_behind_every_kind_of_string(string):
    document = read(f"<http://a> <http://b> {string}@EN-gb .")
    assert '"x"@EN-gb' in turtle.write(document.triples, tags=document.tags)


@pytest.mark.parametrize("form", FRAGILE)
def test_a_literal_keeps_the_form_in_which_it_was_written(form):
    document = read(f"{PREFIXED}id:a pc:when {form} .")
    written = turtle.write(document.triples, tags=document.tags)
    assert document.triples == read(written).triples
    [again] = read(written).triples
    assert again.object.value == document.triples[0].object.value
    assert of_engine(document.triples) == as_rdflib(written)


def test_a_literal_with_a_direction_keeps_it():
    document = read('<http://a> <http://b> "x"@ar--rtl .')
    assert document.triples == read(turtle.write(document.triples, tags=document.tags)).triples


def test_a_triple_term_keeps_its_parts():
    text = '<http://a> <http://b> <<( <http://c> <http://d> "01"^^<http://e> )>> .'
    document = read(text)
    assert text.split() == turtle.write(document.triples).split()


def test_blank_nodes_of_a_construct_are_written_as_they_are():
    document = read("<http://a> <http://b> [ <http://c> 1 ] .")
    assert len(read(turtle.write(document.triples)).triples) == 2


def test_nothing_is_written_as_nothing():
    assert turtle.write([]) == ""


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("<http://a> <http://b> 1\n<http://c> <http://d> 2 .", 2, "not Turtle"),
        ('<http://a> <http://b> "x\n .', 1, "not Turtle"),
        ('"x" <http://b> 1 .', 1, "not Turtle"),
        ("@prefix a: http://a/ .", 1, "not Turtle"),
        ("<http://a> <http://b> 1 . ;\n", 1, "not Turtle"),
        ("<http://a> <http://b> “x”@en .", 1, "not Turtle"),
        ('<http://a> <http://b> "\\q" .', 1, "not Turtle"),
        ('<http://a> <http://b> "\\uD800" .', 1, "not Turtle"),
        ("\n\nidd:cep <http://b> 1 .", 3, "the prefix idd: is not declared"),
        ("\n<cep> <http://b> 1 .", 2, "a relative IRI"),
        ("<> <http://b> 1 .", 1, "a relative IRI"),
        ("<http://a%zz> <http://b> 1 .", 1, "not Turtle"),
        ("<!DOCTYPE html><html>", 1, "looks like an HTML page"),
        ("\n  <html lang='en'>", 2, "looks like an HTML page"),
        ("<http://a> <http://b> 1 .\n" * 20_000 + "<http://a> <http://b>", 20_001, "not Turtle"),
    ],
)
def test_what_is_no_turtle_is_refused_where_it_shows(text, line, part):
    with pytest.raises(SourceError) as caught:
        read(text)
    assert line == caught.value.line
    assert caught.value.column is not None
    assert part in caught.value.message
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"a.ttl:{line}:{caught.value.column}: error: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        ("# a", 1),
        ("<http://a#b> <http://b> 1 .", None),
        ("<http://a> <http://b> '#', \"#\", '''\n#''' .\n# here", 3),
        (f"{PREFIXED}id:a\\#b pc:when 1 .", None),
        (f"{PREFIXED}id:a pc:when 1 . # b", PREFIXED.count("\n") + 1),
    ],
)
def test_a_comment_is_found_where_it_stands(text, line):
    assert line == turtle.first_comment(text)


def test_an_escaped_quote_in_a_name_opens_no_string():
    document = read(f"{PREFIXED}id:it\\'s pc:when 'x'@EN, '\\n'@EN .")
    assert document.tags == {("x", "en"): "EN", ("\n", "en"): "EN"}


def test_a_line_is_found_by_subject_and_object():
    text = PREFIXED + CLAIMS + PARTICIPATIONS
    found = turtle.find_line(text, expand("claim:gamma-in-prj"), expand("role:junior-partner"))
    assert "claim:gamma-in-prj" in text.splitlines()[found - 1]
    assert turtle.find_line(text, expand("claim:nobody")) is None


def changed(old: str, new: str) -> tuple[int, int]:
    """Return how many lines were taken away and how many added."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    return sum(line[0] == "-" for line in lines), sum(line[0] == "+" for line in lines)


DATA = sorted((ROOT / "graphdata").rglob("*.ttl"))
SOURCES = [path for path in DATA if "sources" in path.parts]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_new_membership_with_its_evidence_changes_five_lines(path):
    old = path.read_text("utf-8")
    stem = path.stem
    more = f"""claim:zz-in-cep a pc:Membership ;
        pc:agent id:zz ; pc:context id:cep ; pc:role role:member ;
        pc:status status:stated ; pc:when "2009/"^^edtf:EDTF ; pc:attested "2022"^^edtf:EDTF ;
        pc:evidence ev:{stem}-7-8 . ev:{stem}-7-8 a pc:Evidence ; oa:hasSource src:{stem} ;
        oa:start 7 ; oa:end 8 ; pc:spanDigest "{"0" * 64}" ."""
    document = read(old)
    new = turtle.write([*document.triples, *read(PREFIXED + more).triples], tags=document.tags)
    taken, added = changed(old, new)
    assert taken == 0
    # A source that has had no date or membership yet declares a prefix more.
    assert added - (new.count("@prefix") - old.count("@prefix")) <= 5


@pytest.mark.parametrize("language_tag", ["aa", "zz"])
def test_a_new_label_changes_two_lines(language_tag):
    path = ROOT / "graphdata/registry/organisations/cep.ttl"
    document = read(path.read_text("utf-8"))
    label = ox.Literal("Zzz", language=language_tag)
    more = ox.Triple(ox.NamedNode(expand("id:cep")), ox.NamedNode(expand("skos:prefLabel")), label)
    taken, added = changed(
        path.read_text("utf-8"), turtle.write([*document.triples, more], tags=document.tags)
    )
    assert (taken, added) in {(1, 2), (0, 1)}


def same(graph, text):
    """Tell whether a second parser reads these triples; shapes have blank nodes."""
    if not any(isinstance(each.subject, ox.BlankNode) for each in graph):
        return of_engine(graph) == as_rdflib(text)
    quads = [ox.Quad(each.subject, each.predicate, each.object) for each in graph]
    other = rdflib.Graph().parse(data=text, format="turtle")
    return rdflib.compare.isomorphic(to_rdflib(quads).default_graph, other)


def test_two_parsers_agree_on_every_file():
    files = [*DATA, *sorted((ROOT / "ontology").rglob("*.ttl"))]
    assert files
    different = [
        path.name
        for path in files
        for text in [path.read_text("utf-8")]
        if not same(read(text).triples, text)
    ]
    assert different == []


def test_every_file_of_graphdata_is_in_canonical_layout():
    different = []
    for path in DATA:
        document = read(path.read_text("utf-8"))
        if turtle.write(document.triples, tags=document.tags).encode() != path.read_bytes():
            different.append(path.name)
    assert different == []
