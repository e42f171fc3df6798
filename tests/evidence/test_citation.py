"""Citations of sources and of the dataset, and the names by which things are asked for."""

from __future__ import annotations

import json
import re

import pytest

from kg import build_folder
from kg.errors import NotFound
from kg.evidence import citation
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import expand
from kg.search import lookup
from tests.miniature import ALPHA, PARTICIPATIONS, participation, put
from tests.processes import kg

PAGE = "graphdata/sources/public/page.ttl"
PAGE_RECORD = (
    'src:page a pc:SourceDocument ; dcterms:language "cs" ;'
    ' dcterms:title "Members & {friends}"@en ;'
    ' dcterms:issued "2015-01-27"^^xsd:date ;'
    ' <https://schema.org/url> "https://example.org/a_b" .\n'
    + participation("alpha", "net", "member", "; pc:evidence ev:page-1")
    + "ev:page-1 a pc:Evidence ; oa:hasSource src:page ."
)


@pytest.fixture
def store(root):
    put(root, PAGE, PAGE_RECORD)
    return loading.load(find_workspace(root)).store


def cited(store, words, style="text"):
    return citation.write(citation.cite(store, lookup.look_up(store, words)), style)


def test_a_claim_is_cited_with_its_place_in_every_source(store):
    assert cited(store, "claim:alpha-in-net") == (
        "Prison Service of Alphaland (n.d.). Cooperation. In English. Code points 0–9.\n"
        "Members & {friends} (2015-01-27). In Czech. https://example.org/a_b.\n"
    )


def test_a_thing_is_cited_by_the_sources_that_speak_of_it(store):
    expected = "Prison Service of Alphaland (n.d.). Cooperation. In English.\n"
    assert cited(store, "gamma") == expected
    assert cited(store, "src:doc") == expected
    assert len(cited(store, "id:alpha").splitlines()) == 2


def test_bibtex_escapes_what_is_a_command_there(store):
    assert cited(store, "page", "bibtex") == (
        "@online{page,\n"
        "  title = {{Members \\& \\{friends\\}}},\n"
        "  year = {2015},\n"
        "  month = {01},\n"
        "  day = {27},\n"
        "  langid = {czech},\n"
        "  url = {https://example.org/a_b},\n"
        "}\n"
    )


def test_csl_is_json_with_the_parts_of_the_date(store):
    first, second = json.loads(cited(store, "alpha-in-net", "csl"))
    assert (first["note"], "issued" in first) == ("Code points 0–9", False)
    assert second == {
        "id": "page",
        "type": "webpage",
        "title": "Members & {friends}",
        "issued": {"date-parts": [[2015, 1, 27]]},
        "language": "cs",
        "URL": "https://example.org/a_b",
    }


def test_what_no_source_speaks_of_cannot_be_cited(store):
    with pytest.raises(NotFound, match="no source speaks of id:delta"):
        cited(store, "delta")


# ---- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "alpha",
        "id:alpha",
        expand("id:alpha"),
        "Prison Service of Alphaland",
        "prison  service of ALPHALAND",
    ],
)
def test_a_thing_is_known_by_identifier_iri_and_name(store, words):
    assert lookup.look_up(store, words) == expand("id:alpha")


@pytest.mark.parametrize(
    ("words", "close"),
    [("alpa", "id:alpha"), ("id:gama", "id:gamma"), ("Prison Service of Alphalant", "id:alpha")],
)
def test_an_unknown_name_says_what_is_close(store, words, close):
    with pytest.raises(NotFound, match=f"Did you mean .*{close}"):
        lookup.look_up(store, words)


@pytest.mark.parametrize(
    "words", ["", "?", "zzzzzz", "https://example.org/x", "nonsense:x", 'a"b>c']
)
def test_words_that_are_close_to_nothing_are_not_known(store, words):
    with pytest.raises(NotFound, match="Give an identifier"):
        lookup.look_up(store, words)


def test_a_name_of_several_lists_them(root):
    put(root, ALPHA, "id:alpha a org:Organization ; skos:prefLabel 'Network of Services'@en .")
    several = loading.load(find_workspace(root)).store
    with pytest.raises(NotFound, match=r"the name of several: id:alpha .* or id:net"):
        lookup.look_up(several, "Network of Services")


# ---- The command ---------------------------------------------------------------------------------


def test_the_dataset_is_cited_with_version_and_fingerprint(root):
    ended = kg("cite", cwd=root)
    assert ended.returncode == 0, ended.stderr
    fingerprint = re.search(r"SHA-256 of the dataset ([0-9a-f]{64})\.", ended.stdout)
    assert fingerprint[1] in kg("cite", "dataset", "-f", "bibtex", cwd=root).stdout
    (item,) = json.loads(kg("cite", "-f", "csl", cwd=root).stdout)
    assert (item["type"], item["URL"]) == ("dataset", "https://w3id.org/pencoop/dataset")
    assert fingerprint[1] in item["note"]


def test_a_claim_is_cited_with_its_sources_and_then_the_version_that_makes_it(root):
    said = kg("cite", "claim:alpha-in-net", cwd=root).stdout.splitlines()
    assert said[0].startswith("Prison Service of Alphaland (n.d.). Cooperation.")
    assert "Claim https://w3id.org/pencoop/claim/alpha-in-net." in said[1]
    assert said[1].split("Claim")[0] in kg("cite", cwd=root).stdout
    items = json.loads(kg("cite", "claim:alpha-in-net", "-f", "csl", cwd=root).stdout)
    assert [item["type"] for item in items] == ["document", "dataset"]
    assert items[1]["note"].startswith("claim https://w3id.org/pencoop/claim/alpha-in-net; ")


def test_a_thing_is_cited_with_the_version_and_a_source_alone(root):
    thing, source = (kg("cite", name, cwd=root).stdout.splitlines() for name in ("net", "src:doc"))
    assert (len(thing), len(source)) == (2, 1)
    assert "Claim" not in thing[1]


def test_citations_are_czech_where_czech_is_asked_for(root):
    said = kg("cite", "claim:alpha-in-net", "--lang", "cs", cwd=root).stdout
    assert "(b.r.). Cooperation. Anglicky. Znaky 0–9.\n" in said
    assert "Verze 0.1.0. Anglicky. Tvrzení https://" in said


def test_the_name_of_a_publisher_and_an_unknown_language_are_taken_as_they_are(root):
    record = PAGE_RECORD.replace('"cs"', '"und" ; <http://purl.org/dc/elements/1.1/publisher> "A"')
    put(root, PAGE, record)
    store = loading.load(find_workspace(root)).store
    assert cited(store, "src:page") == (
        "A (2015-01-27). Members & {friends}. https://example.org/a_b.\n"
    )


def test_the_fingerprint_is_that_of_the_build(root):
    result = build_folder.build(find_workspace(root))
    assert result.fingerprint in kg("cite", cwd=root).stdout


def test_the_fingerprint_follows_the_data(root):
    before = kg("cite", cwd=root).stdout
    put(root, PAGE, PAGE_RECORD)
    assert kg("cite", cwd=root).stdout != before


def test_an_unknown_name_ends_with_one(root):
    ended = kg("cite", "alpa", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "error: 'alpa' is not known. Did you mean id:alpha (Prison Service of Alphaland)?\n"
    )


def test_every_claim_of_the_miniature_can_be_cited(store):
    names = re.findall(r"^claim:\S+", PARTICIPATIONS, re.MULTILINE)
    assert names
    assert all(cited(store, name) for name in names)
