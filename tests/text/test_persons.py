"""Persons in any text: who and what is one, and what only bears the name of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.person_words import read_person_words
from kg.text.persons import find_personal, names_persons
from tests.processes import ROOT

PERSONS = """
Ing. Karel Novák
plk. PhDr. Karel Horák, Ph.D.
Contact: John Smith
signed by Giorgi Beridze
Mr Smith
genmjr. Radim Markovič
Stefan Nowak, dyrektor generalny
Generální ředitel Vězeňské služby Radim Dvořák
ministr spravedlnosti Radim Horák
Visit led by Col. Anna Kowalska
Herr Müller
Frau Dr. Anna Schmidt
Kontaktní osoba: J. Novák
NOVÁK Karel
Novák, Karel
Prison Service John Smith
podepsal Radim Novák za ČR
s Karlem Novákem
podpísaná Máriou Kováčovou
płk. Zbigniew Wiśniewski
spotkanie z Andrzejem Nowakiem
gen. Kowalski
director Besik Lomidze
Besik Lomidze (director)
Prof. Günter Dunkelmann
Dr. Hans-Jürgen Kern
Hendrik van der Berg
JUDr. Alena Kubátová
riaditeľka Mgr. Zuzana Malá
Ansprechpartner: Heinrich Müller
Bc. Tomáš Horák DiS.
P. Kowalski
Christian Müller
Roman Procházka
""".strip().splitlines()

NO_PERSONS = """
Konrad Adenauer Foundation
Konrad-Adenauer-Stiftung
Prison Service of the Czech Republic
John Howard Society
Nelson Mandela Rules
Univerzita Tomáše Bati ve Zlíně
nadace Karla Čapka
ulice Karla Čapka
Karel Havlíček Street
John Jay College of Criminal Justice
Friedrich Schiller University Jena
James Cook University
Fundación Juan March
Max Planck Institute
Friedrich Ebert Stiftung
Masaryk University
Charles University
Charles IV
St. Petersburg
San Antonio
Santa Maria Prison
North Carolina
George Town
Victoria Falls
Paris Nanterre
Dolní Sasko
Rady Evropy
România Liberă
Grant Agreement
Pan European Game
Justizvollzugsanstalt Dresden
Minister of Justice
ministr spravedlnosti
generální ředitel VS ČR
signed by the Czech Republic
Contact: Prison Service
Director General of Prisons
General Directorate of Prisons
A. Introduction
U. S. Department of Justice
Penal Reform International
Marek
maj 2019
Urban Security
Novák a syn s.r.o.
Johann AG
Escola D. Carlos I
""".strip().splitlines()

REACHED = {
    "a.b@example.org": "e-mail",
    "info (at) prison.example": "e-mail",
    "info [zavináč] prison [tečka] example": "e-mail",
    "mailto:x@y.example": "e-mail",
    "+420 222 333 444": "telephone",
    "00420 222 333 444": "telephone",
    "tel. 222 333 444": "telephone",
    "Tel: (02) 5723 1111": "telephone",
    "telefon: 601123456": "telephone",
    "fax +48 22 640 82 00": "telephone",
}

NOT_REACHED = [
    *("EUR 1 500 000", "+12 500 000 EUR", "+1 500 000", "1 000 000 000", "20.12.2016"),
    *("2014-2020", "2014 2015 2016", "32008F0909", "00212423", "CETS No. 112", "ISO 27001"),
    *("101089632", "0000 0001 2345 6789", "10.1000/182", "ISBN 978-80-210-1234-5"),
    *("https://video.example/@name.y", "@EuroPris", "CZ65 0800 0000 1920 0014 5399"),
    *("00100 Helsinki", "name@cs", "hotel 123456789", "prison-in-the-world-004002-0001-eng"),
]


@pytest.mark.parametrize("text", PERSONS)
def test_persons_are_told(text):
    assert [each.sort for each in find_personal(text)] == ["person"]


@pytest.mark.parametrize("text", NO_PERSONS)
def test_what_bears_the_name_of_a_person_is_none(text):
    assert find_personal(text) == ()


@pytest.mark.parametrize(("text", "sort"), REACHED.items())
def test_ways_to_reach_somebody_are_told(text, sort):
    assert [each.sort for each in find_personal(text)] == [sort]


@pytest.mark.parametrize("text", NOT_REACHED)
def test_sums_dates_and_identifiers_are_no_telephone(text):
    assert find_personal(text) == ()


def test_nothing_that_the_graph_says_is_about_a_person(graph_texts):
    wrong = {text: find_personal(text) for text in graph_texts if find_personal(text)}
    assert wrong == {}
    assert len(graph_texts) > 5_000


@pytest.fixture(scope="module")
def graph_texts():
    """All texts of the repository's data and ontology."""
    import pyoxigraph as ox

    paths = [path for room in ("graphdata", "ontology") for path in (ROOT / room).rglob("*.ttl")]
    triples = (triple for path in paths for triple in ox.parse(path=path))
    return {each.object.value for each in triples if isinstance(each.object, ox.Literal)}


@pytest.mark.parametrize("lang", ["en", "cs", "sk", "de", "pl"])
def test_given_names_are_told_in_each_language(lang):
    """Each language has its words; a surname nobody has shows that the given name decides."""
    words = read_person_words()
    assert len(words.given) > 1000
    names = {"en": "Heather", "cs": "Zdeněk", "sk": "Ľubomír", "de": "Jürgen", "pl": "Grzegorz"}
    assert find_personal(f"{names[lang]} Xylofonmacher")
    assert not find_personal(names[lang])


@given(st.text(max_size=60))
def test_any_text_is_read_and_pieces_stand_where_they_are_said_to(text):
    found = find_personal(text)
    for before, each in zip((None, *found), found, strict=False):
        assert text[each.start : each.end].strip() == each.text.strip()
        assert before is None or before.end <= each.start


@pytest.mark.parametrize(
    "heading",
    ["Contact person", "E-mail", "kontaktní osoba", "Ansprechpartner", "osoba do kontaktu"],
)
def test_headings_of_persons_are_known(heading):
    assert names_persons(heading)
    assert not names_persons("Country")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://example.org/list?to=office@example.org&x=1", ["office@example.org"]),
        ("See https://example.org/?m=office@example.org.", ["office@example.org"]),
        ("https://example.org/@name/b?x=Jan+Novak&tel=603123456", []),
        ("https://example.org/a@b.org/c", []),
    ],
)
def test_what_an_address_asks_for_may_name_somebody(text, found):
    assert [each.text for each in find_personal(text)] == found
