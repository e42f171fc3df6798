"""What a query is, before the engine sees it."""

from __future__ import annotations

import re
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.rdf import sparql

# The port belongs to a service that the engine's client refuses to call: nothing goes out.
SERVICE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"


def refusal(query: str, **options: frozenset[str]) -> QueryError:
    with pytest.raises(QueryError) as caught:
        sparql.inspect(query, **options)
    return caught.value


def explained(query: str) -> QueryError:
    sparql.inspect(query)
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query, prefixes=PREFIXES)
    return sparql.explain(caught.value, query)


@pytest.mark.parametrize(
    ("query", "form", "depth"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", 1),
        ("# note\nPREFIX : <http://a/#> BASE <http://b/> ask {}", "ASK", 1),
        ("CONSTRUCT WHERE { ?s ?p [ ?q (1 2) ] }", "CONSTRUCT", 3),
        ("DESCRIBE id:cep", "DESCRIBE", 0),
        ("SELECT * { FILTER(!!true) }", "SELECT", 4),
        ("ASK { << ?s ?p ?o >> ?a ?b }", "ASK", 2),
    ],
)
def test_a_query_tells_its_form_and_its_depth(query, form, depth):
    assert sparql.Inspection(form, depth) == sparql.inspect(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s rdfs:label 'SERVICE', \"insert data\", '''it's SERVICE { ''' }",
        "SELECT * { ?s <http://a/SERVICE> ?o } # SERVICE <http://a/> {",
        "SELECT ?service { ?service ?p ?o }",
        "ASK { GRAPH services:x { ?s ?p ?o } }",
        "ASK { ?s services:a services:b . { ?s ?p ?o } }",
        "ASK { ?s ?p services:b {| ?q ?r |} }",
        "ASK { ?s ?p 'x'@en--ltr ; ?q 1.5e3, .5, -1, true }",
        "ASK { ?s id:a.b ?o ; id:x\\.y\\.z.w ?q }",
        "ASK { ?s ?p ?o FILTER(?o<5 && ?o<?s || ?o<=<http://a/b> || ?o < <b>) }",
        "ASK { ?s ?p (<http://a/#b> <http://a/#c>) VALUES ?x { <a#b> <c#d> } }",
        "SELECT (?a<'x'AS ?b) (SUM(?c) AS ?d) { ?a ?b ?c } GROUP BY ?a HAVING(?a<'b')",
        "ASK { ?s ?p '\\u0022\\u000A\\U0001F47E' }",
        "SELECT * FROM <file:///etc/hostname> FROM NAMED <http://a/> { ?s ?p ?o }",
        "ASK { FILTER NOT EXISTS { ?s ?p ?o FILTER EXISTS { ?o ?p ?s } } }",
        "ASK { ?s (id:a|^id:b)/!(id:c|^id:d)+/id:e? ?o }",
    ],
)
def test_an_honest_query_passes(query):
    assert sparql.inspect(query).form in sparql.FORMS


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + SERVICE,
        "SELECT * { service silent <http://a/> { } }",
        "SELECT * { # note\n SeRvIcE#<\n?x { } }",
        "SELECT * { FILTER EXISTS { FILTER NOT EXISTS { " + SERVICE + " } }",
        "SELECT * { \\u0053ERVICE <http://a/> { } }",
        "SELECT * { \\U00000053ER\\u0056ICE <http://a/> { } }",
        "SELECT * { # \\u000A " + SERVICE + "\n }",
        "SELECT * { # \\u000A '''\n " + SERVICE + " # '''",
        # The engine takes every one of these for SERVICE:
        "SELECT * {SERVICEid:cep { ?s ?p ?o } }",
        "SELECT * {SERVICESILENTid:cep { ?s ?p ?o } }",
        "PREFIX SERVICEid: <http://a/> SELECT * {SERVICEid:cep { ?s ?p ?o } }",
        "SELECT * {?s ?p true" + SERVICE,
        "SELECT * {?s ?p ?o FILTER(?s<?o).SERVICE#>\n<http://127.0.0.1:9/>{} }",
    ],
)
def test_service_is_refused_by_name(query):
    error = refusal(query)
    assert "SERVICE" in error.message
    assert None not in (error.line, error.column)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {?s ?p id:a.b." + SERVICE,
        "SELECT * {?s ?p id:a.b.FILTER(?s<?p).SERVICE#>\n<http://a/>{} }",
        "PREFIX FILTERid: <x:> SELECT * {FILTERid:f(?s<?p).SERVICE#>\n<http://a/>{} }",
        "SELECT * {VALUES ?x {'''' '} " + SERVICE,
    ],
)
def test_what_the_engine_may_read_otherwise_is_refused(query):
    assert refusal(query).line == 1


def test_service_passes_where_it_is_allowed():
    allow = frozenset({"SERVICE"})
    assert sparql.inspect("SELECT * { " + SERVICE, allow=allow).form == "SELECT"


@pytest.mark.parametrize(
    "verb", ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"]
)
def test_updates_are_refused_as_updates(verb):
    error = refusal(f"PREFIX a: <http://a/>\n{verb.lower()} <http://a/> {{ }}")
    assert (error.line, error.column) == (2, 1)
    assert "is an update, and queries are read-only" in error.message


def test_an_update_passes_where_it_is_allowed_but_for_load():
    update = frozenset({"UPDATE"})
    assert sparql.inspect("INSERT DATA { id:a id:b 1 }", allow=update).form == "UPDATE"
    assert "LOAD" in refusal("CLEAR ALL ; LOAD <http://a/>", allow=update).message
    assert sparql.inspect("LOAD <http://a/>", allow=update | {"LOAD"}).form == "UPDATE"


@pytest.mark.parametrize(
    ("opener", "closer"),
    [
        ("{", "}"),
        ("{ SELECT * {", "} }"),
        ("FILTER EXISTS {", "}"),
        ("OPTIONAL {", "}"),
        ("{ FILTER(", ") }"),
        ("FILTER(STR(", "))"),
        ("FILTER(!(", "))"),
        ("FILTER(-(", "))"),
        ("?s ?p [", "]"),
        ("?s ?p (", ")"),
        ("<<( ?s ?p ", ")>>"),
    ],
)
def test_nesting_is_refused_before_the_engine_recurses(opener, closer):
    for times in (65, 5_000):
        assert "64" in refusal("ASK {" + opener * times + closer * times + "}").message


@pytest.mark.parametrize("sign", ["!", "-", "+", "^ ", "!-"])
def test_prefix_operators_count_as_nesting(sign):
    assert "64" in refusal("ASK { FILTER(" + sign * 9_000 + "?x) }").message


def test_nesting_within_the_limit_passes():
    assert sparql.inspect("ASK " + "{" * 64 + "}" * 64).depth == sparql.MAX_DEPTH


def test_a_long_query_is_refused():
    limit = sparql.MAX_BYTES
    assert "100,000" in refusal("ASK {} #" + "x" * limit).message
    assert "100,000" in refusal("ASK {} #" + "ž" * (limit // 2)).message
    assert sparql.inspect("ASK {} #" + "x" * (limit - 8)).form == "ASK"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "1:1: error: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with ''."),
        ("\nSELCT * {}", "Did you mean SELECT?"),
        ("ASK { ?s ?p 'x }", "1:13: error: the string that begins here is not closed."),
        ("ASK { ?s ?p ?o", "1:5: error: '{' is not closed."),
        ("ASK {\n ?s ?p ?o ) }", "2:11: error: ')' closes nothing."),
        ("ASK { FITLER(1) }", "1:7: error: 'FITLER' is no word of SPARQL. Did you mean FILTER?"),
        ("SELECT s { ?s ?p ?o }", "'s' is no word of SPARQL."),
        ("PREFIX a <http://a/> ASK {}", "1:1: error: write a prefix as PREFIX name: <IRI>."),
        ("ASK { \x1b[31m }", "1:7: error: '\\x1b' cannot stand outside strings and IRIs."),
    ],
)
def test_what_is_no_sparql_by_its_tokens_is_said_with_its_place(query, expected):
    assert expected in str(refusal(query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "ASK { ?s foax:name ?o }",
            "1:10: error: the prefix foax: is not declared. Did you mean foaf?",
        ),
        ("PREFIX ab: <x:>\nASK { ?s abc:d 1 }", "2:10: error: the prefix abc: is not declared."),
        ("ASK { ?s a:b ?o }", "1:10: error: the prefix a: is not declared."),
        ("ASK { ?s ?p ?o\nFILTER(?o = ) }", "2:13: error: the query is not SPARQL"),
        ("SELECT ?s { ?s id:a id:cep, . }", "1:27: error"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "The SELECT contains a variable that is unbound."),
    ],
)
def test_the_engines_refusal_is_explained(query, expected):
    assert expected in str(explained(query))


def test_the_engine_never_loads_what_from_names(tmp_path):
    path = tmp_path / "secret.ttl"
    path.write_text("<a:a> <a:b> 'secret' .")
    query = f"SELECT * FROM <{path.as_uri()}> {{ ?s ?p ?o }}"
    sparql.inspect(query)
    assert list(ox.Store().query(query)) == []


@settings(max_examples=300)
@given(
    st.text(alphabet=st.sampled_from("{}()[]<>?$'\"\\#.:;,@^!|&=+-*/ \n\rauUSERVICEservice01é_%"))
)
def test_any_text_is_read_or_refused(text):
    try:
        found = list(sparql.tokens(text))
    except QueryError:
        return
    assert all(text.startswith(token.text, token.at) for token in found)


@settings(max_examples=200)
@given(st.text())
def test_any_text_is_inspected_or_refused(text):
    with suppress(QueryError):
        assert sparql.inspect(text).form in sparql.FORMS


HARMLESS = st.sampled_from(
    [
        "?s ?p ?o . ",
        "?s rdfs:label 'SERV' , \"# ' \" . ",
        "# it's \"<{\n",
        "<http://a/'#('> a '''x ' \"\"\" '' # ''' . ",
        "FILTER(?a<?b && ?b > '>' || 1<2) ",
        'OPTIONAL { ?s <b> """a\\"""" } ',
        "VALUES ?x { '#' <#> 'it\\'s' } ",
        "FILTER(?a < ?b) ",
        "?s (id:a/id:b?) [ ?p ( 1 <http://b/#> ) ] . ",
        "{ SELECT (COUNT(?x) AS ?n) { ?x a ?y } GROUP BY ?y } ",
    ]
)
KEYWORD = st.lists(st.sampled_from("sS"), min_size=1, max_size=1).flatmap(
    lambda first: st.tuples(*(st.sampled_from([c, c.lower()]) for c in "ERVICE")).map(
        lambda rest: first[0] + "".join(rest)
    )
)


@settings(max_examples=300)
@given(st.lists(HARMLESS), KEYWORD, st.sampled_from([" ", "#\n", "\t"]), st.lists(HARMLESS))
def test_service_between_harmless_parts_is_never_missed(before, keyword, gap, after):
    parts = "".join(before), "".join(after)
    assert sparql.inspect(f"SELECT * {{ {parts[0]} {parts[1]} }}").form == "SELECT"
    error = refusal(f"SELECT * {{ {parts[0]} {keyword}{gap}<http://a/> {{ }} {parts[1]} }}")
    assert "SERVICE" in error.message


PIECES = re.findall(
    r"\S+",
    r"""SERVICE SERVICEid: SERVICE?s true id:a.b .SERVICE <http://127.0.0.1:9/> {?s?p?o} { } ( ) .
    ?s ?p <?o #> ' ''' " '' > < FILTER( FILTERid:f( && ?s<?p) \n id:c \' 1. _:a.b @en <<( )>> [ ]
    \u0053ERVICE""",
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_what_passes_never_makes_the_engine_call_out(parts):
    text = "".join("\n" if part == r"\n" else part for part in parts)
    query = f"SELECT * {{ VALUES ?s {{ 1 }} {text} }}"
    with suppress(QueryError, SyntaxError, RuntimeError):  # a function that the engine has not
        sparql.inspect(query)
        # The engine's client refuses that port with an OSError: nothing goes out in this test.
        assert list(ox.Store().query(query, prefixes=PREFIXES)) is not None
