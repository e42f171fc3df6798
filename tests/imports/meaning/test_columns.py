"""Headers of people's tables, in nine languages."""

from __future__ import annotations

import pytest

from kg.errors import SourceError, UsageError
from kg.imports.meaning.columns import Roles, Said, meaning_of, recognise, require_fields
from kg.imports.meaning.headings import kind_of_name, language_of, languages, read_headings

ROLES = Roles(
    {"host": "role:host", "visitor": "role:visitor", "party": "role:party", "lead": "role:lead"},
    {"hostitel": "role:host", "host": "role:guest", "navstevnik": "role:visitor"},
)
AGREED = ["role:party", "country", "kind", "since", "until", "note"]
HEADERS = {
    "en": (
        "Contracting party|Country of partner|Type of agreement|Date signed|Valid to|Remarks",
        "Organisation name|State|Website|Short name",
        "Project title|Acronym|Coordinator|startDate|endDate|Total cost",
    ),
    "cs": (
        "Smluvní strana|Země partnera|Druh dohody|Datum podpisu|Platnost do|Poznámka",
        "Název partnera|Stát|Webové stránky|Zkratka",
        "Název projektu|Akronym|Koordinátor|Zahájení|Ukončení|Rozpočet",
    ),
    "sk": (
        "Zmluvná strana|Krajina partnera|Druh dohody|Dátum podpisu|Platnosť do|Poznámka",
        "Názov organizácie|Štát|Webové stránky|Skratka",
        "Názov projektu|Akronym|Koordinátor|Začiatok|Ukončenie|Rozpočet",
    ),
    "pl": (
        "Strona umowy|Kraj partnera|Rodzaj umowy|Data podpisania|Ważne do|Uwagi",
        "Nazwa organizacji|Państwo|Strona internetowa|Skrót",
        "Tytuł projektu|Akronim|Koordynator|Początek|Zakończenie|Budżet",
    ),
    "de": (
        "Vertragspartei|Land des Partners|Vertragsart|Unterzeichnet am|Gültig bis|Bemerkungen",
        "Name der Organisation|Land|Webseite|Abkürzung",
        "Projekttitel|Akronym|Koordinator|Beginn|Ende|Gesamtkosten",
    ),
    "fr": (
        "Partie contractante|Pays du partenaire|Nature|Date de signature|Date de fin|Remarques",
        "Nom de l'organisation|Pays|Site web|Sigle",
        "Titre du projet|Acronyme|Coordinateur|Date de début|Date de fin|Coût total",
    ),
    "es": (
        "Parte contratante|País del socio|Tipo de acuerdo|Firma|Válido hasta|Observaciones",
        "Nombre de la organización|País|Sitio web|Siglas",
        "Título del proyecto|Acrónimo|Coordinador|Inicio|Fecha de fin|Presupuesto",
    ),
    "it": (
        "Parte contraente|Paese del partner|Tipo di accordo|Data della firma|Scadenza|Osservazioni",
        "Nome dell'organizzazione|Paese|Sito web|Acronimo",
        "Titolo del progetto|Sigla|Coordinatore|Data di inizio|Data di fine|Costo totale",
    ),
    "nl": (
        "Verdragspartij|Land van de partner|Soort|Ondertekend op|Einddatum|Opmerkingen",
        "Naam van de organisatie|Land|Website|Afkorting",
        "Projecttitel|Acroniem|Coördinator|Begindatum|Einddatum|Totale kosten",
    ),
}


def test_there_are_headers_in_every_language():
    assert set(HEADERS) == set(languages())


@pytest.mark.parametrize("lang", HEADERS)
def test_headers_of_a_language_are_understood(lang):
    named = "name" if lang == "en" else f"name_{lang}"
    agreed, bodies, projects = (line.split("|") for line in HEADERS[lang])
    for headers, kind, fields in (
        (agreed, "agreements", AGREED),
        (bodies, "organisations", [named, "country", "homepage", "aliases"]),
        (projects, "projects", [named, "aliases", "role:coordinator", "since", "until", "amount"]),
    ):
        layout = recognise(headers, ROLES, kind=kind)
        assert layout is not None
        assert [column.field for column in layout.columns] == fields
        assert layout.unread == ()
    assert language_of([*agreed, *bodies]) == lang


@pytest.mark.parametrize("lang", HEADERS)
def test_every_word_of_the_data_means_its_field_in_some_kind(lang):
    kinds = read_headings()["kinds"]
    for field, words in read_headings()["fields"].items():
        for word in words.get(lang, ()):
            meant = {meaning_of(word, kind, ROLES) for kind in (*kinds, "observations")}
            assert field in meant or any((each or "").startswith(field) for each in meant), word
    for kind, fields in kinds.items():
        for field, words in fields.items():
            for word in words.get(lang, ()):
                assert (meaning_of(word, kind, ROLES) or "").startswith(field), (kind, word)


@pytest.mark.parametrize(
    ("header", "kind", "field"),
    [
        ("Host / place visited", "visits", "role:host"),
        ("Visitor / delegation", "visits", "role:visitor"),
        ("Occasion", "visits", "name"),
        ("Party A", "agreements", "role:party"),
        ("Further parties", "agreements", "role:party"),
        ("Document", "agreements", "name"),
        ("Project", "projects", "name"),
        ("Země / Country", "organisations", "country"),
        ("Total cost (EUR)", "projects", "amount"),
        ("name (fr)", "organisations", "name_fr"),
        ("Name_EN", "organisations", "name"),
        ("Party 2", "agreements", "role:party"),
        ("Host / date", "visits", None),
    ],
)
def test_single_headers(header, kind, field):
    assert meaning_of(header, kind, ROLES) == field


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Projects 2024", "projects"),
        ("02_visits-final", "visits"),
        ("dohody_2023", "agreements"),
        ("agreements and projects", None),
        ("table", None),
        ("standing cooperation", "cooperations"),
    ],
)
def test_the_name_of_a_sheet_or_file_tells_the_kind(name, kind):
    assert kind_of_name(name) == kind


def test_the_name_of_a_file_decides_between_kinds_that_fit_alike():
    headers = ["name", "note"]
    with pytest.raises(SourceError, match="Say which with --kind"):
        recognise(headers, ROLES)
    layout = recognise(headers, ROLES, said=Said(file="projects_2024"))
    assert layout is not None
    assert layout.kind == "projects"


def test_columns_count_more_than_the_name_of_a_file():
    headers = ["Project", "Organisation", "Role", "Start", "End", "Budget"]
    layout = recognise(headers, ROLES, said=Said(file="agreements_2024"))
    assert layout is not None
    assert layout.kind == "projects"


def test_what_a_person_says_of_columns_counts_most():
    said = Said({"Who": "party", "B": "-"}, {"since": "2014"})
    layout = recognise(["Who", "Colour", "Party"], ROLES, kind="agreements", said=said)
    assert layout is not None
    assert [(column.at, column.field) for column in layout.columns] == [
        (0, "role:party"),
        (2, "role:party"),
        (-1, "since"),
    ]
    assert (layout.unread, layout.values) == ((), ("2014",))


@pytest.mark.parametrize("said", [Said({"a": "nonsense"}), Said({}, {"nonsense": "x"})])
def test_a_meaning_that_no_table_has_is_refused(said):
    with pytest.raises(UsageError, match="no field"):
        require_fields(said, ROLES)
