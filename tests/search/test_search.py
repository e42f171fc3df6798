"""Search: which things a few words may mean, in any language, with a typo, unfinished."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import api
from kg.errors import NotFound, UsageError
from kg.names import REGISTRY_GRAPH, expand, shorten
from kg.rdf import store, turtle
from kg.rdf.dataset import in_graph
from kg.search import find, lookup
from kg.search.index import distance
from kg.text.folding import fold
from tests.miniature import PREFIXED
from tests.processes import ROOT, kg

WORLD = """
id:norland a pc:Country ; skos:prefLabel "Norland"@en , "Severie"@cs ; skos:notation "NL" .
id:nl-prison a org:FormalOrganization ; org:classification kind:prison-service ;
    pc:jurisdiction id:norland ;
    skos:prefLabel "Prison Service of Norland"@en , "Vězeňská služba Severie"@cs ;
    skos:altLabel "VS S"@cs , "Straż Więzienna"@pl ;
    skos:hiddenLabel "Prison Servise of Norland"@en .
id:nl-probation a org:FormalOrganization ; org:classification kind:probation-service ;
    pc:jurisdiction id:norland ;
    skos:prefLabel "Probation Service of Norland"@en ;
    skos:altLabel "A.N.O."@en , "Ørstad’s Office"@da .
id:union a org:Organization ; org:classification kind:network ;
    skos:prefLabel "European Union of Prisons"@en ; skos:altLabel "EUP"@en .
id:eup-board a org:OrganizationalUnit ; skos:prefLabel "EUP Board"@en .
id:agr-nl a pc:Agreement ; skos:prefLabel "Agreement: Prison Service of Norland – Union"@en .
id:twin-one a org:Organization ; skos:prefLabel "Twin Office"@en ; pc:jurisdiction id:norland .
id:twin-two a org:Organization ; skos:prefLabel "TWIN office"@en .
src:doc a pc:SourceDocument ; dcterms:title "Report on Norland"@en .
src:page a pc:SourceDocument ; dcterms:title "EUP Board"@en .
id:old-union a org:Organization ; skos:prefLabel "Old Union"@en ;
    <http://www.w3.org/2002/07/owl#deprecated> true ; dcterms:isReplacedBy id:union .
claim:local a pc:AttributeClaim ; rdf:subject id:nl-prison ; rdf:predicate skos:altLabel ;
    rdf:object "the Service"@en ; pc:nameIn src:doc ; pc:status status:stated .
claim:former a pc:AttributeClaim ; rdf:subject id:union ; rdf:predicate skos:altLabel ;
    rdf:object "League of Gaolers"@en ; pc:when "1990/2004"^^edtf:EDTF ; pc:status status:stated .
claim:withdrawn a pc:AttributeClaim ; rdf:subject id:union ; rdf:predicate skos:altLabel ;
    rdf:object "Bogus Name"@en ; pc:status status:withdrawn .
kind:prison-service a skos:Concept ; skos:prefLabel "prison service"@en , "vězeňská služba"@cs ;
    skos:broader kind:penal-service .
kind:penal-service a skos:Concept ; skos:prefLabel "penal service"@en .
kind:probation-service a skos:Concept ; skos:prefLabel "probation service"@en ;
    skos:broader kind:penal-service .
kind:network a skos:Concept ; skos:prefLabel "network"@en , "síť"@cs .
"""


@pytest.fixture(scope="module")
def world():
    """A store of a few invented bodies."""
    import pyoxigraph as ox

    triples = turtle.read(PREFIXED + WORLD, name="world.ttl").triples
    return store.in_memory(in_graph(triples, ox.NamedNode(REGISTRY_GRAPH)))


def found(world, text, **more):
    """What a search finds: identifier, sort of the name, and fit."""
    return [(hit.id, hit.sort, hit.fit) for hit in find.find(world, text, **more)]


def first(world, text):
    return found(world, text)[0]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Prison Service of Norland", ("id:nl-prison", "name", "exact")),
        ("prison  SERVICE of norland", ("id:nl-prison", "name", "exact")),
        ("vezenska sluzba severie", ("id:nl-prison", "name", "exact")),
        ("straz wiezienna", ("id:nl-prison", "alias", "exact")),
        ("vss", ("id:nl-prison", "alias", "exact")),
        ("orstad's office", ("id:nl-probation", "alias", "exact")),
        ("Ørstads office", ("id:nl-probation", "alias", "exact")),
        ("ANO", ("id:nl-probation", "alias", "exact")),
        ("eup", ("id:union", "alias", "exact")),
        ("NL", ("id:norland", "identifier", "exact")),
        ("nl-prison", ("id:nl-prison", "identifier", "exact")),
        ("League of gaolers", ("id:union", "former", "exact")),
        ("Prison Servise of Norland", ("id:nl-prison", "misspelling", "exact")),
        ("Prison Serv", ("id:nl-prison", "name", "prefix")),
        ("norland prison", ("id:nl-prison", "name", "words")),
        ("norl pris", ("id:nl-prison", "name", "words")),
        ("Prisno Service of Norland", ("id:nl-prison", "name", "close")),
        ("vezenske sluzby severie", ("id:nl-prison", "name", "inflected")),
        ("Severii", ("id:norland", "name", "inflected")),
        ("vězeňství v Severii", ("id:nl-prison", "name", "words")),
        ("network union", ("id:union", "description", "words")),
        ("Report", ("src:doc", "name", "prefix")),
    ],
)
def test_a_thing_is_found(world, text, hit):
    assert first(world, text) == hit


def test_a_better_fit_comes_first(world):
    assert found(world, "EUP") == [
        ("id:union", "alias", "exact"),
        ("id:eup-board", "name", "prefix"),
        ("src:page", "name", "prefix"),
    ]


def test_a_body_comes_before_the_agreement_that_bears_its_name(world):
    assert [hit[0] for hit in found(world, "norland service")] == [
        "id:nl-prison",
        "id:nl-probation",
        "id:agr-nl",
    ]


@pytest.mark.parametrize("text", ["bogus name", "zzzz", "zzzz norland", "x" * 100_000])
def test_what_nothing_is_called_finds_nothing(world, text):
    assert found(world, text) == []


def test_a_name_of_one_document_finds_nobody(world):
    assert "the Service" not in {hit.matched for hit in find.find(world, "the Service")}
    with pytest.raises(NotFound, match="In src:doc alone it means id:nl-prison"):
        lookup.look_up(world, "the Service")


def test_what_is_found_can_be_kept_to_a_kind_and_a_country(world):
    assert [hit[0] for hit in found(world, "service", kind="penal service")] == [
        "id:nl-prison",
        "id:nl-probation",
    ]
    assert [hit[0] for hit in found(world, "service", kind="vězeňská služba")] == ["id:nl-prison"]
    assert [hit[0] for hit in found(world, "office", country="NL")] == [
        "id:twin-one",
        "id:nl-probation",
    ]
    assert found(world, "union", country="norland") == []


def test_a_kind_that_is_none_says_what_is_close(world):
    with pytest.raises(UsageError, match="Did you mean network"):
        find.find(world, "x", kind="netwrok")


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x1b"])
def test_nothing_to_look_for_is_wrong_usage(world, text):
    with pytest.raises(UsageError, match="nothing to look for"):
        find.find(world, text)


def test_a_term_is_found_where_no_thing_is(world):
    assert found(world, "network") == [("kind:network", "name", "exact")]


# ---- Looking up ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("nl-prison", "id:nl-prison"),
        ("id:nl-prison", "id:nl-prison"),
        (f"<{expand('id:nl-prison')}>", "id:nl-prison"),
        ("vezenska sluzba severie", "id:nl-prison"),
        ("TWIN office", "id:twin-two"),
        ("doc", "src:doc"),
        ("local", "claim:local"),
        ("EUP board", "id:eup-board"),  # not the page with that title
        ("old-union", "id:union"),
    ],
)
def test_words_stand_for_one_thing(world, words, thing):
    assert shorten(lookup.look_up(world, words)) == thing


def test_a_name_of_several_lists_them_with_what_tells_them_apart(world):
    with pytest.raises(NotFound, match=r"id:twin-one \(Norland\) or id:twin-two\. Give an"):
        lookup.look_up(world, "twin Office")


def test_an_acronym_has_no_cases(world):
    with pytest.raises(NotFound, match="Did you mean id:union"):
        lookup.look_up(world, "EUPu")


def test_a_wrong_name_is_known_as_one(world):
    thing, naming = lookup.identify(world, "prison servise of norland")
    assert (shorten(thing), naming.sort) == ("id:nl-prison", "misspelling")


def test_a_term_is_looked_up_only_where_it_is_asked_for(world):
    with pytest.raises(NotFound):
        lookup.look_up(world, "network")
    assert lookup.identify(world, "network", terms=True).thing == expand("kind:network")


@pytest.mark.parametrize(
    "words",
    ["x> } UNION { ?s ?p ?o", "id:x> ?p ?o } #", "http://x> <http://y", 'a"} UNION {"', "id:" * 99],
)
def test_a_query_inside_a_name_is_only_a_name(world, words):
    with pytest.raises(NotFound, match="is not known"):
        lookup.look_up(world, words)


def test_a_close_claim_or_term_is_looked_for_under_its_prefix(world):
    with pytest.raises(NotFound, match=r"Did you mean claim:former\?"):
        lookup.look_up(world, "claim:formr")


# ---- Laws ----------------------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_folding_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_distance_of_two_words_is_the_same_both_ways(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(st.text("abcdefgh", min_size=1, max_size=9), st.integers(0, 8), st.sampled_from("xyz"))
def test_one_slip_is_a_distance_of_one(word, at, letter):
    at = min(at, len(word) - 1)
    assert distance(word, word[:at] + word[at + 1 :]) == 1
    assert distance(word, word[:at] + letter + word[at:]) == 1
    assert distance(word, word[:at] + letter + word[at + 1 :]) == 1


# ---- The command ---------------------------------------------------------------------------------


def test_find_shows_what_was_found_and_how(golden):
    ended = kg("find", "CEP", "--scope", "core", "--limit", "5", cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (0, "5 things; --limit 19 shows all 19.\n")
    golden("find.txt", ended.stdout)


def test_find_has_the_same_rows_in_every_format(root):
    rows = json.loads(kg("find", "service", "-f", "json", cwd=root).stdout)
    text = kg("find", "service", "-f", "csv", cwd=root).stdout
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert rows[0] == {
        "id": "id:alpha",
        "label": "Prison Service of Alphaland",
        "matched": "Prison Service of Alphaland",
        "sort": "name",
        "fit": "words",
        "kind": {"id": "kind:prison-service", "label": "prison service"},
        "country": None,
    }
    assert lines[0]["kind"] == "prison service"


def test_find_says_how_many_more_there_are(root):
    ended = kg("find", "service", "--limit", "1", "-f", "csv", cwd=root)
    assert ended.stdout.count("\n") == 2
    assert ended.stderr == "1 thing; --limit 3 shows all 3.\n"


def test_find_without_a_hit_ends_with_one(root):
    ended = kg("find", "zzzz", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "error: 'zzzz' is not known. Give an identifier or a name; kg find searches.\n"
    )
    ended = kg("find", "alphaland", "--kind", "network", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "error: nothing fits under --kind and --country.\n"


def test_find_speaks_czech(root):
    head = kg("find", "service", "--lang", "cs", cwd=root).stdout.splitlines()[0]
    assert head.split("  ")[0] == "název"


def test_python_finds_the_same():
    hit, *_ = api.find("Evropská konfederace probace", ROOT, scope="core")
    assert (hit.id, hit.label.en) == ("id:cep", "Confederation of European Probation")


# ---- The core ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("PMS", "id:cz-pms"),
        ("probacni a mediacni sluzba", "id:cz-pms"),
        ("VSČR", "id:cz-vscr"),
        ("PCCP", "id:pccp"),
        ("PC CP", "id:pccp"),
        ("Confederation for European Probation", "id:cep"),
        ("European Council", "id:coe"),
        ("Rubicon mentor", "id:prj-cz-rubikon"),
        ("Slovak Prison Servise", "id:sk-zvjs"),
        ("norway prison", "id:no-kdi"),
        ("Visegrád", "id:v4"),
        ("PDP3", "id:prj-cz-zdz"),
    ],
)
def test_the_core_is_found_by_what_people_call_it(built, text, thing):
    assert find.find(built.store, text)[0].id == thing


def test_no_local_name_of_the_core_finds_anybody(built, rows):
    """Trap 6: "the Service" and "Prison Service" mean different bodies in different documents."""
    local = rows("SELECT DISTINCT ?name { ?c rdf:object ?name ; pc:nameIn ?document }")
    known = {name for (name,) in rows("SELECT ?n { ?t skos:prefLabel|skos:altLabel ?n }")}
    assert {name for (name,) in local} & known == set()
    for (name,) in local:
        assert name not in {hit.matched for hit in find.find(built.store, name)}
