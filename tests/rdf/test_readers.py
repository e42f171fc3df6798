"""RDF from strangers: read as it is, refused with its place, and never a way out of here."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kg.errors import SourceError
from kg.rdf import readers, writers
from tests.processes import LIMIT, ROOT, environment, kg

LITERALS = r"""
01 +1 -0 1.50 .5 1.0E6 1e400 true
"007"^^xsd:integer "-1"^^xsd:negativeInteger "5"^^xsd:int "200"^^xsd:unsignedByte
"1"^^xsd:boolean "0.10"^^xsd:decimal "1."^^xsd:decimal
"INF"^^xsd:double "-INF"^^xsd:float "NaN"^^xsd:double "inf"^^xsd:double
"2014-09-01Z"^^xsd:date "2014-09-01+02:00"^^xsd:date "2014"^^xsd:gYear "2014-09"^^xsd:gYearMonth
"2014-09-01T24:00:00"^^xsd:dateTime "2014-09-01T00:00:00.000+00:00"^^xsd:dateTime
"P14M"^^xsd:duration "PT36H"^^xsd:dayTimeDuration "2009/"^^edtf:EDTF
"x"@en "x"@EN-gb "x"@sr-Latn-RS "Kroměříž"@cs "Krome\u030cr\u030ci\u0301z\u030c"@cs
"" "a\tb" "a\nb" "\u00a0" "\U0001F517"
"""
PREFIXES = (
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n"
)


@pytest.fixture
def read(tmp_path):
    """A function that writes a file and returns what it says."""

    def reading(name: str, data: str | bytes, **options):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return readers.read_any([path], **options)

    return reading


@pytest.mark.parametrize("syntax", ["ttl", "trig", "nt", "nq", "jsonld", "xml"])
def test_every_literal_comes_back_as_it_was_written(read, syntax):
    lines = [f"<http://a/{n}> <http://a/p> {each} .\n" for n, each in enumerate(LITERALS.split())]
    first = read("a.ttl", PREFIXES + "".join(lines))
    assert len(first.quads) == len(lines) == 38
    again = read(f"b.{syntax}", writers.export(first, syntax))
    assert writers.export(again, "nt") == writers.export(first, "nt")
    assert b'"x"@EN-gb' in writers.export(again, "nt")


def test_a_compressed_file_is_known_by_its_first_bytes(read):
    data = gzip.compress(b"<http://a> <http://b> 1 .")
    assert len(read("a.ttl", data).quads) == len(read("a.ttl.gz", data).quads) == 1


def test_a_compressed_file_that_would_fill_the_memory_is_refused(read):
    with pytest.raises(SourceError, match="unpacks to more than"):
        read("a.nt", gzip.compress(b"\n" * 50_000_000))


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:30] + b"\0" * 9])
def test_a_damaged_compressed_file_is_said(read, damage):
    with pytest.raises(SourceError, match="Fetch it again"):
        read("a.nt", damage(gzip.compress(b"<http://a> <http://b> 'a piece of text' ." * 9)))


def test_a_relative_address_needs_a_base_and_never_becomes_a_path(read):
    with pytest.raises(SourceError, match="relative IRI"):
        read("a.ttl", "<a> <b> <c> .")
    (quad,) = read("a.ttl", "<a> <b> <c> .", base="https://example.org/").quads
    assert quad.subject.value == "https://example.org/a"


def test_plain_entities_for_namespaces_are_read(read):
    text = (
        '<?xml version="1.0" encoding="ISO-8859-2"?>'
        '<!DOCTYPE rdf:RDF [<!ENTITY rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#">]>'
        '<rdf:RDF xmlns:rdf="&rdf;" xmlns:b="http://b/">'
        '<rdf:Description rdf:about="http://a"><b:p>Věznice</b:p></rdf:Description></rdf:RDF>'
    )
    (quad,) = read("a.rdf", text.encode("iso-8859-2")).quads
    assert quad.object.value == "Věznice"


ROOT_ELEMENT = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ('<!ENTITY a "b"><!ENTITY c "&a;&a;">', "entities inside entities are refused (c)"),
        ('<!ENTITY a "&#38;b;">', "entities inside entities are refused (a)"),
        ('<!ENTITY % a "b">', "entities inside entities are refused (%a)"),
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "external entities are refused (a)"),
        (f'<!ENTITY a "{"x" * 90_000}">', "its entities would add"),
    ],
)
def test_entities_that_grow_or_reach_out_are_refused(read, entities, said):
    text = f"<!DOCTYPE r [\n{entities}\n]>" + ROOT_ELEMENT.format("&a;" * 200)
    with pytest.raises(SourceError) as caught:
        read("a.rdf", text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("context", "named"),
    [
        ("http://127.0.0.1:9/c", "http://127.0.0.1:9/c"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("context.json", "context.json"),
        (["https://schema.org", "../secret"], "../secret"),
    ],
)
def test_a_context_from_elsewhere_is_named_and_not_read(read, context, named):
    with pytest.raises(SourceError) as caught:
        read("a.jsonld", '{\n"@context": ' + json.dumps(context) + ', "@id": "http://a"}')
    assert f"the @context {named} is not fetched" in caught.value.message
    assert caught.value.line == 2


def test_the_context_of_schema_org_travels_with_kg(read):
    quads = read(
        "a.jsonld",
        '{"@context": "https://schema.org/", "@type": "Organization", "@id": "http://a",'
        ' "name": "A", "url": "https://a.org", "foundingDate": "2009"}',
    ).quads
    said = {quad.predicate.value: str(quad.object) for quad in quads}
    assert said["http://schema.org/url"] == "<https://a.org>"
    assert said["http://schema.org/foundingDate"] == '"2009"^^<http://schema.org/Date>'


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('{"@id": "http://a",\n "http://p": 1,\n "http://p": 2}', ":3:", "stands twice"),
        ('{"http://p": NaN}', ":", "NaN is no JSON value"),
        ('{\n"http://p" 1}', ":2:12:", "not JSON-LD"),
        ("<!DOCTYPE html><p>404", ":1:1:", "looks like an HTML page"),
        ("[" * 300 + "]" * 300, ":1:", "nested more than"),
    ],
)
def test_json_that_would_lose_a_value_or_is_none_is_refused(read, text, place, said):
    with pytest.raises(SourceError) as caught:
        read("a.jsonld", text)
    assert place in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<http://a> <http://b> 'Vězeňská služba' .".encode("cp1250"), "perhaps Windows-1250"),
        ("<http://a> <http://b> 'x' .".encode("utf-16"), "perhaps UTF-16"),
    ],
)
def test_an_encoding_that_is_not_utf8_is_named(read, data, said):
    with pytest.raises(SourceError, match=said):
        read("a.ttl", data)


def test_a_refusal_is_one_line_whatever_it_quotes(read):
    with pytest.raises(SourceError) as caught:
        read("a.ttl", "<http://a> <http://b\n> 'x' .")
    assert "\n" not in str(caught.value)
    assert "Parser error" not in str(caught.value)


def test_a_mark_and_windows_line_ends_change_nothing(read):
    (quad,) = read("a.ttl", b"\xef\xbb\xbf<http://a>\r\n<http://b> 'x' .\r\n").quads
    assert quad.object.value == "x"


def test_a_literal_of_a_million_digits_does_no_harm(read):
    (quad,) = read("a.ttl", f"<http://a> <http://b> {'9' * 1_000_000} .").quads
    assert len(quad.object.value) == 1_000_000


def test_export_reads_files_against_an_address(root, tmp_path):
    (tmp_path / "a.ttl").write_text("<#x> a <y> .", encoding="utf-8")
    words = ("export", "-f", "nt", "--data", tmp_path / "a.ttl")
    assert "relative IRI" in kg(*words, cwd=root).stderr
    assert "<http://e/d#x>" in kg(*words, "--base", "http://e/d", cwd=root).stdout
    assert kg(*words, "--base", "no address", cwd=root).returncode == 2


SUITES = os.environ.get("KG_W3C")
# What the engine itself misses of the JSON-LD and RDF/XML suites; everything else passes.
MISSED = {"turtle": 0, "ntriples": 0, "nquads": 0, "trig": 0, "rdfxml": 2, "jsonld": 20}


@pytest.mark.skipif(not SUITES, reason="KG_W3C names no folder with the W3C suites")
@pytest.mark.parametrize("suite", MISSED)
def test_the_w3c_suites_pass_but_for_what_the_engine_misses(suite):
    command = f"{sys.executable} -m kg export --data {{in}} --base {{base}} -f nq"
    done = subprocess.run(
        [
            *(sys.executable, Path(SUITES) / "run_rdf_tests.py", "--suites", suite),
            *("--cmd-parse", command, "-q"),
        ],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert f"fail={MISSED[suite]} error=0" in done.stdout, done.stdout + done.stderr


ODD_NAMES = [
    *("_:b:c", "_:b.", "_:.b", "_:", "_:b c", "_:é", "_:-b", "_:b>", "urn:", "a:", "//x"),
    *("https://example.org/" + odd for odd in (*'<>"^`| {', "\\", "%zz", "\u202e", "\ufffe")),
    *("http://[::1", "http://e:port/"),
]
P = "https://example.org/p"
OBJECTS = {
    "subject": lambda name: {"@id": name, P: "x _:t:u"},
    "object": lambda name: {"@id": "urn:s", P: {"@id": name}},
    "predicate": lambda name: {"@id": "urn:s", name: "x"},
    "type": lambda name: {"@id": "urn:s", "@type": name},
    "datatype": lambda name: {"@id": "urn:s", P: {"@value": "x", "@type": name}},
    "graph": lambda name: {"@id": name, "@graph": [{"@id": "urn:s", P: "x"}]},
    "backwards": lambda name: {"@id": "urn:s", "@reverse": {P: {"@id": name}}},
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NODE = "<rdf:Description rdf:%s>%s</rdf:Description>"
ELEMENTS = {
    "about": NODE % ('about="%s"', "<e:p>x</e:p>"),
    "resource": NODE % ('about="urn:s"', '<e:p rdf:resource="%s"/>'),
    "node": NODE % ('nodeID="%s"', "<e:p>x</e:p>"),
    "datatype": NODE % ('about="urn:s"', '<e:p rdf:datatype="%s">x</e:p>'),
}


def odd_files():
    """Yield what is odd where, the name of a file, and its text."""
    for name in ODD_NAMES:
        for where, make in OBJECTS.items():
            yield f"{name} as {where}", "a.jsonld", json.dumps(make(name), ensure_ascii=False)
        for where, element in ELEMENTS.items():
            inside = element % escape(name.removeprefix("_:"), {'"': "&#34;"})
            yield (
                f"{name} as {where}",
                "a.rdf",
                f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:">{inside}</rdf:RDF>',
            )


def test_a_name_that_is_none_is_refused_or_comes_back_whatever_its_place(tmp_path):
    refused = {}
    for what, name, text in odd_files():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        try:
            quads = readers.read_any([path]).quads
        except SourceError as error:
            refused[what] = str(error)
        else:
            (tmp_path / "b.nq").write_bytes(writers.export(readers.Dataset(quads, {}), "nq"))
            assert len(readers.read_any([tmp_path / "b.nq"]).quads) == len(quads), what
    assert {"_:b:c as subject", "_:b. as node", "https://example.org/< as about"} <= set(refused)
    assert all(said.startswith(str(tmp_path)) for said in refused.values())


@pytest.mark.parametrize("where", ["subject", "object", "type", "graph", "backwards"])
def test_a_blank_node_with_a_name_that_cannot_be_written_is_named_with_its_line(tmp_path, where):
    (tmp_path / "a.jsonld").write_text(json.dumps([OBJECTS[where]("_:b:c")], indent=1))
    said = "a name _:b:c that JSON-LD does not have. Give it another one."
    for words in (["import"], ["query", "-e", "ASK {?s ?p ?o}", "--data"]):
        ended = kg(*words, "a.jsonld", cwd=tmp_path)
        assert ended.returncode == 3
        assert re.fullmatch(rf"a\.jsonld:\d: error: {said}\n", ended.stderr)
