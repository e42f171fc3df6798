"""Countries in words: the codes of ISO 3166, names in many languages, nicknames in their own."""

from __future__ import annotations

import csv

import pytest

from kg.text.countries import find_countries, is_international, nearest_country, read_countries
from tests.processes import ROOT

with (ROOT / "kg/text/countries.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
LANGUAGES = [name for name in ROWS[0] if name not in ("code", "alpha3", "numeric", "also")]


def test_all_of_iso_3166_is_there():
    assert len(ROWS) == 250  # 249, and Kosovo
    for column in ("code", "alpha3"):
        assert len({row[column] for row in ROWS}) == 250
    assert len({row["numeric"] for row in ROWS}) == 250  # that of Kosovo is empty
    assert read_countries()["SK"] == ("SK", "Slovakia", "Slovensko")


def test_every_code_means_its_country_in_every_language():
    missed = [
        (row["code"], text, lang)
        for row in ROWS
        for text in (row["code"], row["alpha3"], row["numeric"], row["code"].lower())
        for lang in ("en", None)
        if text and find_countries(text, lang) != (row["code"],)
    ]
    assert missed == []


def test_every_name_means_its_country_in_its_language():
    missed = [
        (row["code"], lang, name)
        for row in ROWS
        for lang in LANGUAGES
        for name in filter(None, row[lang].split("|"))
        if find_countries(name, lang) != (row["code"],)
    ]
    assert missed == []
    assert len(LANGUAGES) > 45


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("TZ", "Tanzania, United Republic of|United Republic of Tanzania"),
        ("IR", "Iran, Islamic Republic of|Iran (Islamic Republic of)|Islamic Republic of Iran"),
        ("KR", "Korea, Republic of|Republic of Korea|South Korea|Korea (the Republic of)"),
        ("KP", "Korea (Democratic People’s Republic of)|DPRK|PRK"),
        ("CD", "Congo, Democratic Republic of the|Democratic Republic of the Congo|DR Congo"),
        ("CG", "Congo|Congo, Republic of the|Congo, Rep.|Republic of the Congo"),
        ("MD", "Moldova, Republic of|Republic of Moldova|Moldova"),
        ("BO", "Bolivia, Plurinational State of|Bolivia (Plurinational State of)"),
        ("VE", "Venezuela, Bolivarian Republic of|Venezuela, RB"),
        ("LA", "Lao People's Democratic Republic|Lao PDR"),
        ("BN", "Brunei Darussalam|Brunei"),
        ("VN", "Viet Nam|Vietnam"),
        ("CI", "Côte d'Ivoire|Cote d’Ivoire|Ivory Coast"),
        ("TR", "Türkiye|Turkey|Turkiye|TUR"),
        ("GB", "UK|United Kingdom of Great Britain and Northern Ireland|Great Britain|GBR"),
        ("GR", "EL|GR|GRC|Hellenic Republic|Ελλάδα"),
        ("MK", "North Macedonia|Republic of North Macedonia|FYR of Macedonia"),
        ("PS", "Palestine, State of|State of Palestine"),
        ("TW", "Taiwan, Province of China|Taiwan"),
        ("GM", "Gambia, The|The Gambia|Gambia (the)"),
        ("BA", "Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia-Herzegovina"),
        ("LC", "Saint Lucia|St. Lucia|St Lucia"),
        ("EG", "Egypt, Arab Rep.|Egypt"),
        ("FM", "Micronesia, Fed. Sts.|Micronesia (Federated States of)"),
        ("VI", "Virgin Islands, U.S.|Virgin Islands (U.S.)"),
        ("CZ", "Czech Republic|the Czech Republic|Czechia|Česká republika|ČR|CZE"),
        ("DE", "Federal Republic of Germany|Deutschland|Niemcy|Allemagne|Nemecko"),
        ("XK", "Kosovo*|Kosovo"),
        ("NA", "NA|Namibia"),
    ],
)  # fmt: skip
def test_names_of_the_united_nations_and_of_lists_are_known(code, names):
    for name in names.split("|"):
        assert find_countries(name, "en") == (code,), name


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("CR", "en", "CR"),
        ("CR", "cs", "CR CZ"),  # asked: a code and, without its hook, a nickname
        ("ČR", "cs", "CZ"),
        ("ČR", "en", "CZ"),  # its letter tells its language
        ("SR", "en", "SR"),
        ("SR", "cs", "SK SR"),
        ("SR", "sk", "SK SR"),
        ("RF", "cs", "RU"),
        ("SRN", "cs", "DE"),
        ("SRN", "en", ""),
        ("VB", "cs", "GB"),
        ("VB", "en", ""),
        ("VS", "nl", "US"),
        ("VS", "cs", ""),
        ("UK", "cs", "GB"),
        ("Kongo", "cs", "CD CG"),
        ("Kongo", "pl", "CG"),
        ("Korea", "en", "KP KR"),
        ("Republic", "en", ""),
        ("Republic of Nowhere", "en", ""),
        ("Prison Service", "en", ""),
        ("", "en", ""),
    ],
)
def test_a_nickname_counts_in_its_language_and_never_before_a_code(text, lang, codes):
    assert find_countries(text, lang) == tuple(codes.split())


def test_what_is_nearly_a_country_is_only_proposed():
    assert find_countries("Slovakai") == ()
    assert nearest_country("Slovakai") == "SK"
    assert nearest_country("CRI") is None  # three letters are like everything


def test_what_belongs_to_no_one_country_is_international():
    assert all(map(is_international, ("International", "mezinárodní", "międzynarodowy", "EU")))
    assert not is_international("Switzerland")
