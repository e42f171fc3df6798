"""Results as text, in every format."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, UsageError
from kg.names import ID, PREFIXES
from kg.rdf import results
from kg.text import tables, terminal
from kg.text.tables import Table

BODIES = Table(
    ("body", "name", "since"),
    [("id:cz-pms", "Probační a mediační služba", "2001"), ("id:cep", "CEP | Europe", None)],
)


def write(table, text_format, width=100):
    return tables.write_table(table, text_format, width=width)


def test_a_table_is_laid_out_in_columns():
    assert write(BODIES, "table") == (
        "body       name                        since\n"
        "---------  --------------------------  -----\n"
        "id:cz-pms  Probační a mediační služba  2001\n"
        "id:cep     CEP | Europe\n"
    )


def test_a_long_cell_is_wrapped_and_not_cut():
    assert write(BODIES, "table", width=30) == (
        "body       name          since\n"
        "---------  ------------  -----\n"
        "id:cz-pms  Probační a    2001\n"
        "           mediační\n"
        "           služba\n"
        "id:cep     CEP | Europe\n"
    )


def test_a_table_without_rows_has_its_head():
    empty = Table(("a", "b"), [])
    assert write(empty, "table") == "a  b\n-  -\n"
    assert write(empty, "md") == "| a | b |\n| --- | --- |\n"
    assert write(empty, "csv") == "a,b\r\n"
    assert write(empty, "tsv") == "a\tb\n"


def test_wide_and_combining_characters_keep_the_columns():
    accent = unicodedata.normalize("NFD", "č")
    table = Table(("a", "b"), [("日本", "x"), (accent * 3, "y"), ("abcd", "z")])
    assert write(table, "table") == f"a     b\n----  -\n日本  x\n{accent * 3}   y\nabcd  z\n"


def test_nothing_in_a_cell_steers_the_terminal():
    table = Table(
        ("a\x1b[0m",), [("\x1b[31mred\x07\r\n",), ("left\u202eright\u200b",), ("می\u200cخواهم",)]
    )
    assert write(table, "table").splitlines()[2:] == [
        r"\x1b[31mred\x07\r\n",
        r"left\u202eright\u200b",
        "می\u200cخواهم",
    ]


def test_markdown_shows_signs_as_text():
    table = Table(("a|b",), [("<img src=x> & [a](b) `c` *d* \\ e\nf",), (None,)])
    assert write(table, "md") == (
        "| a\\|b |\n| --- |\n"
        "| &lt;img src=x&gt; &amp; \\[a\\](b) \\`c\\` \\*d\\* \\\\ e\\\\nf |\n|  |\n"
    )


def test_csv_is_as_the_standard_has_it():
    table = Table(("a", "b"), [('say "x", y', None), ("two\nlines", "=1+1")])
    assert write(table, "csv") == 'a,b\r\n"say ""x"", y",\r\n"two\nlines",=1+1\r\n'


def test_tsv_has_one_line_a_row():
    table = Table(("a", "b"), [("x\ty", None), ("two\nlines\\", "z")])
    assert write(table, "tsv") == "a\tb\nx\\ty\t\ntwo\\nlines\\\\\tz\n"


def test_an_unknown_format_names_those_that_fit():
    with pytest.raises(
        UsageError, match=r"pdf does not fit a table\. Use -f with table, md, csv, tsv\."
    ):
        write(BODIES, "pdf")


CELLS = st.one_of(st.none(), st.text(max_size=60))


@settings(max_examples=200)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.integers(1, 60))
def test_a_table_loses_nothing_but_blanks_and_keeps_to_the_width(rows, width):
    text = write(Table(("first", "second"), rows), "table", width=width)
    for column in range(2):
        for cell in (row[column] for row in rows if row[1 - column] is None):
            visible = terminal.visible(cell or "").replace(" ", "")
            assert visible in "".join(text.split("\n")).replace(" ", "")
    # Two columns of the least width, one character twice as wide in each, and the gap.
    assert all(terminal.cells(line) <= max(width, 14) for line in text.splitlines())


@settings(max_examples=100)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_csv_reads_back_as_it_was(rows):
    text = write(Table(("a", "b"), rows), "csv")
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [["a", "b"], *([cell or "" for cell in row] for row in rows)]


def test_a_cell_of_a_megabyte_is_written():
    text = write(Table(("a", "b"), [("x" * 1_000_000, "y")]), "table", width=80)
    assert text.count("x") == 1_000_000


# Results of the engine


@pytest.fixture(scope="module")
def store():
    cep, label = ox.NamedNode(ID + "cep"), ox.NamedNode(PREFIXES["rdfs"] + "label")
    store = ox.Store()
    store.add(ox.Quad(cep, label, ox.Literal('the "CEP"\n<result>,\t', language="en")))
    store.add(ox.Quad(cep, ox.NamedNode(PREFIXES["org"] + "memberOf"), ox.NamedNode(ID + "a.b")))
    store.add(ox.Quad(cep, ox.NamedNode("https://example.org/1"), ox.Literal(5)))
    return store


def answer(store, query, rdf_format):
    written, count = results.serialise(store.query(query, prefixes=PREFIXES), rdf_format)
    return written.decode(), count


SELECT = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?p"


@pytest.mark.parametrize("rdf_format", results.FORMATS["SELECT"])
def test_rows_are_counted_in_every_format(store, rdf_format):
    assert answer(store, SELECT, rdf_format)[1] == 3
    assert answer(store, SELECT + " LIMIT 0", rdf_format)[1] == 0
    assert answer(store, "SELECT ?a { { } UNION { BIND('' AS ?a) } }", rdf_format)[1] == 2
    assert answer(store, "SELECT * { }", rdf_format)[1] == 1


def test_rows_in_the_standard_formats(store):
    query = "SELECT ?s ?o { ?s rdfs:label ?o }"
    assert answer(store, query, "csv")[0] == f's,o\r\n{ID}cep,"the ""CEP""\n<result>,\t"\r\n'
    assert (
        answer(store, query, "tsv")[0] == f'?s\t?o\n<{ID}cep>\t"the \\"CEP\\"\\n<result>,\\t"@en\n'
    )
    assert json.loads(answer(store, query, "json")[0])["results"]["bindings"] == [
        {
            "s": {"type": "uri", "value": ID + "cep"},
            "o": {"type": "literal", "value": 'the "CEP"\n<result>,\t', "xml:lang": "en"},
        }
    ]
    assert answer(store, query, "xml")[0].startswith('<?xml version="1.0"?><sparql ')


def test_rows_for_people_have_short_names_and_plain_values(store):
    assert answer(store, SELECT, "md")[0] == (
        "| s | o | none |\n| --- | --- | --- |\n"
        '| id:cep | the "CEP"\\\\n&lt;result&gt;,\\\\t |  |\n'
        f"| id:cep | {ID}a.b |  |\n"
        "| id:cep | 5 |  |\n"
    )
    assert answer(store, "SELECT ?s { ?s rdfs:label ?o }", "table")[0] == "s\n------\nid:cep\n"


@pytest.mark.parametrize(
    ("rdf_format", "expected"),
    [
        ("json", '{"head":{},"boolean":true}'),
        ("table", "true\n"),
        ("md", "true\n"),
        ("csv", "true\n"),
        ("tsv", "true\n"),
    ],
)
def test_an_answer_is_yes_or_no(store, rdf_format, expected):
    assert answer(store, "ASK { id:cep ?p ?o }", rdf_format) == (expected, 1)
    assert answer(store, "ASK { id:nobody ?p ?o }", rdf_format)[1] == 0


def test_a_graph_is_sorted_and_has_the_prefixes_it_uses(store):
    query = "CONSTRUCT { ?s org:memberOf ?o ; a [ rdfs:label 'x' ] } { ?s org:memberOf ?o }"
    written, count = answer(store, query, "ttl")
    head, body = written.splitlines()[:4], written.splitlines()[4:]
    assert sorted(head) == [
        f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in ("id", "org", "rdf", "rdfs")
    ]
    assert body == [
        "id:cep a _:c14n0 ;",
        "\torg:memberOf id:a.b .",
        '_:c14n0 rdfs:label "x" .',
    ]
    assert count == 3


@pytest.mark.parametrize("rdf_format", results.FORMATS["CONSTRUCT"])
def test_a_graph_has_the_same_bytes_each_time(store, rdf_format):
    query = "CONSTRUCT { ?s org:memberOf ?o . ?s rdfs:seeAlso [ rdfs:label ?o ] } { ?s ?p ?o }"
    written, count = answer(store, query, rdf_format)
    assert (written, count) == answer(store, query, rdf_format)
    assert count == 9
    syntax = ox.RdfFormat.from_extension(rdf_format)
    assert len(list(ox.parse(written, format=syntax))) == 9


def test_a_property_that_rdf_xml_cannot_name_is_refused(store):
    with pytest.raises(QueryError, match=r"example\.org/1 has no name that RDF/XML can write"):
        answer(store, "CONSTRUCT WHERE { ?s ?p ?o }", "xml")


@pytest.mark.parametrize(
    ("query", "rdf_format", "words"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "csv does not fit the results of CONSTRUCT"),
        ("DESCRIBE id:cep", "json", "Use -f with ttl, nt, jsonld, xml."),
        (SELECT, "ttl", "Use -f with table, csv, tsv, json, xml, md."),
        ("ASK { }", "nt", "nt does not fit"),
        (SELECT, "pdf", "pdf does not fit"),
    ],
)
def test_a_format_that_does_not_fit_names_those_that_do(store, query, rdf_format, words):
    with pytest.raises(UsageError) as caught:
        answer(store, query, rdf_format)
    assert words in caught.value.message
