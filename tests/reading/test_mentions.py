"""Known bodies are found under any name, in any case and language; what is ambiguous stays so."""

import pyoxigraph as ox
import pytest

from kg.names import REGISTRY_GRAPH, expand
from kg.rdf import store
from kg.reading import reader
from kg.reading.documents.files import guess_language
from kg.reading.mentions.lexicon import read_names

GRAPH = ox.NamedNode(REGISTRY_GRAPH)
COUNTRIES = {
    "cz": "Czech Republic",
    "sk": "Slovakia",
    "pl": "Poland",
    "de": "Germany",
    "fr": "France",
    "no": "Norway",
    "lv": "Latvia",
}
BODIES = {
    "cz-guard": ("prison-service", "cz", ["Prison Service of the Czech Republic", "VS ČR"]),
    "sk-guard": ("prison-service", "sk", ["Slovak Guard of Gaols and Courts", "GGC"]),
    "pl-guard": ("prison-service", "pl", ["Polish Prison Service", "Służba Więzienna"]),
    "no-care": ("combined-service", "no", ["Norwegian Correctional Care", "NOCC"]),
    "lv-board": ("probation-service", "lv", ["State Probation Board of Latvia"]),
    "sk-moj": ("ministry", "sk", ["Ministry of Justice of the Slovak Republic"]),
    "fr-moj": ("ministry", "fr", ["Ministry of Justice (France)"]),
    "cz-lhota": ("prison-establishment", "cz", ["Lhota Prison"]),
    "de-altdorf": ("prison-establishment", "de", ["Altdorf Prison (Saxony)"]),
    "pl-brzeg1": ("prison-establishment", "pl", ["Brzeg Remand Prison"]),
    "pl-brzeg2": ("prison-establishment", "pl", ["Brzeg Prison No. 2"]),
    "de-neustadt": ("university", "de", ["University of Neustadt"]),
    "ring": ("network", None, ["Ring of European Services", "RES"]),
}


@pytest.fixture(scope="module")
def lexicon():
    quads = []

    def say(key, name, item):
        quads.append(
            ox.Quad(ox.NamedNode(expand(f"id:{key}")), ox.NamedNode(expand(name)), item, GRAPH)
        )

    for key, label in COUNTRIES.items():
        say(key, "rdf:type", ox.NamedNode(expand("pc:Country")))
        say(key, "skos:prefLabel", ox.Literal(label, language="en"))
        say(key, "skos:notation", ox.Literal(key.upper()))
    for key, (kind, country, names) in BODIES.items():
        say(key, "rdf:type", ox.NamedNode(expand("org:Organization")))
        say(key, "org:classification", ox.NamedNode(expand(f"kind:{kind}")))
        if country:
            say(key, "pc:jurisdiction", ox.NamedNode(expand(f"id:{country}")))
        for number, name in enumerate(names):
            label = "skos:altLabel" if number else "skos:prefLabel"
            say(key, label, ox.Literal(name, language="pl" if "ł" in name else "en"))
    return read_names(store.in_memory(quads))


@pytest.fixture
def named(lexicon):
    """A function that reads a text and returns what it names: key or candidates, by its words."""

    def read(text, language):
        cast = reader.read(text, lexicon, language).cast
        pairs = [(text[each.start : each.end], cast.of(each)) for each in cast.mentions]
        return {words: figure.key or figure.candidates or figure.id for words, figure in pairs}

    return read


@pytest.mark.parametrize(
    ("language", "text", "keys"),
    [
        (
            "en",
            "The Slovak prison service met the Norwegian prison authorities.",
            "sk-guard no-care",
        ),
        ("en", "The Slovak Minister of Justice saw Altdorf prison.", "sk-moj de-altdorf"),
        ("cs", "Ministerstvo spravedlnosti SR navštívilo norské vězeňství.", "sk-moj no-care"),
        (
            "cs",
            "Zástupci VS ČR a slovenské vězeňské služby byli v JVA Altdorf.",
            "cz-guard sk-guard de-altdorf",
        ),
        ("cs", "Ve Věznici Lhota jednali se Službou Więziennou.", "cz-lhota pl-guard"),
        ("cs", "Hosté jednali s RESem i s lotyšskou probační službou.", "ring lv-board"),
        (
            "sk",
            "Prišli z českého väzenstva a z Ministerstva spravodlivosti Francúzska.",
            "cz-guard fr-moj",
        ),
        ("pl", "Służba Więzienna Czech i słowacka służba więzienna.", "cz-guard sk-guard"),
        ("pl", "Delegacja łotewskiej służby probacyjnej.", "lv-board"),
        (
            "de",
            "Der tschechische Justizvollzug und das Justizministerium der Slowakei.",
            "cz-guard sk-moj",
        ),
        (
            "de",
            "Gäste der Justizvollzugsanstalt Altdorf und der Universität Neustadt.",
            "de-altdorf de-neustadt",
        ),
        (
            "fr",
            "L'administration pénitentiaire tchèque et le service de probation de Lettonie.",
            "cz-guard lv-board",
        ),
        ("fr", "Le ministère de la Justice de la République slovaque.", "sk-moj"),
        (
            "es",
            "La administración penitenciaria checa y el Ministerio de Justicia de Francia.",
            "cz-guard fr-moj",
        ),
        (
            "it",
            "Dall'amministrazione penitenziaria polacca al Ministero della Giustizia slovacco.",
            "pl-guard sk-moj",
        ),
        (
            "nl",
            "De Tsjechische gevangenisdienst en het Poolse gevangeniswezen.",
            "cz-guard pl-guard",
        ),
        (
            "hu",
            "A szlovák büntetés-végrehajtás és a lengyel büntetés-végrehajtási szervezet.",
            "sk-guard pl-guard",
        ),
        (
            "ro",
            "Administrația penitenciară cehă și serviciul de probațiune din Letonia.",
            "cz-guard lv-board",
        ),
        (
            "hr",
            "Češka zatvorska služba i Ministarstvo pravosuđa Republike Slovačke.",
            "cz-guard sk-moj",
        ),
        ("sl", "Slovaška zaporska služba in češki zaporski sistem.", "sk-guard cz-guard"),
        (
            "uk",
            "Чеська пенітенціарна служба та польська пенітенціарна система.",
            "cz-guard pl-guard",
        ),
        (
            "nb",
            "Det tsjekkiske fengselsvesenet og det polske fengselsvesenet.",
            "cz-guard pl-guard",
        ),
        (
            "sv",
            "Den tjeckiska kriminalvården och det slovakiska justitiedepartementet.",
            "cz-guard sk-moj",
        ),
    ],
)
def test_a_body_is_known_by_country_and_kind_in_any_language(named, language, text, keys):
    found = named(text, language)
    assert [each for each in found.values() if each in BODIES] == keys.split()


def test_a_country_beside_a_name_tells_whose_body_it_is(named):
    assert named("The Ministry of Justice of Slovakia met.", "en") == {
        "Ministry of Justice of Slovakia": "sk-moj"
    }
    assert named("The Ministry of Justice met.", "en") == {
        "Ministry of Justice": ("fr-moj", "sk-moj")
    }


def test_of_two_bodies_of_one_name_none_is_picked(named):
    assert named("Więźniowie z Zakładu Karnego w Brzegu.", "pl") == {
        "Zakładu Karnego w Brzegu": ("pl-brzeg1", "pl-brzeg2")
    }


@pytest.mark.parametrize(
    ("language", "text", "short", "times"),
    [
        (
            "en",
            "The Ring of European Services (hereinafter “the Forum”) met. The Forum grows.",
            "Forum",
            2,
        ),
        ("cs", "VS ČR (dále jen „Sbor“) jednala. Zástupci Sboru odjeli.", "Sbor", 2),
        (
            "sk",
            "Ring of European Services (ďalej len „kruh“) vznikol. Členovia kruhu sa stretli.",
            "kruh",
            2,
        ),
        (
            "pl",
            "Służba Więzienna (zwana dalej „Formacją”) działa. Dyrektor Formacji przyjechał.",
            "Formac",
            2,
        ),
        (
            "de",
            "Der Ring of European Services (nachfolgend: der Kreis) tagte. Mitglieder des Kreises.",
            "Kreis",
            1,
        ),
        (
            "fr",
            "Le Ring of European Services (ci-après « le Cercle ») est né. Le Cercle grandit.",
            "Cercle",
            2,
        ),
    ],
)
def test_a_name_that_a_document_gives_is_understood_in_it(lexicon, language, text, short, times):
    cast = reader.read(text, lexicon, language).cast
    found = [cast.of(each).key for each in cast.mentions if text[each.start :].startswith(short)]
    assert len(found) == times
    assert set(found) <= {"ring", "cz-guard", "pl-guard"}


def test_a_name_is_one_across_the_end_of_a_line_and_a_hyphen(named):
    assert "pl-guard" in named("The Polish Prison\nService came.", "en").values()
    assert "ring" in named("The Ring of Euro-\npean Services met.", "en").values()
    assert "ring" in named("The Ring of Euro\xadpean Services met.", "en").values()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La délégation a visité la prison et a rencontré les agents de la direction."),
        ("es", "La delegación visitó la prisión y se reunió con los responsables del centro."),
        ("it", "La delegazione ha visitato il carcere e ha incontrato gli operatori della sede."),
        (
            "nl",
            "De delegatie heeft de gevangenis bezocht en sprak met het personeel van de dienst.",
        ),
        ("hu", "A küldöttség meglátogatta a börtönt, és találkozott az intézet munkatársaival."),
        ("ro", "Delegația a vizitat penitenciarul și s-a întâlnit cu personalul din unitate."),
        ("hr", "Izaslanstvo je posjetilo zatvor i susrelo se sa službenicima koji rade u njemu."),
        ("sl", "Delegacija je obiskala zapor in se srečala z zaposlenimi, ki delajo tudi v njem."),
        ("sk", "Delegácia navštívila väznicu a stretla sa s príslušníkmi, ktorí sú v nej."),
        ("uk", "Делегація відвідала установу та зустрілася з персоналом, який працює в ній."),
        ("sv", "Delegationen besökte anstalten och träffade personalen som är av stor vikt."),
        ("de", "Die Abordnung besuchte die Anstalt und traf das Personal der Leitung."),
    ],
)
def test_the_language_of_a_text_is_told_by_its_commonest_words(language, text):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Director General Werner Stone and Mrs. Anna Brown opened it in Spring 2023.", ""),
        ("en", "The Human Resources Department and Warden John Miller of it came.", ""),
        ("cs", "Ředitel plk. Mgr. Jiří Novák a Ing. Barbora Malá, Ph.D., přijali hosty.", ""),
        ("cs", "Kontakt: Eva Dvořáková, tel. 222 333 444, eva@example.cz", ""),
        (
            "cs",
            "Projekt „Nová šance“ vede Institut pro nové trestání.",
            "Nová šance|Institut pro nové",
        ),
        ("sk", "Riaditeľka Ústavu na výkon trestu Mgr. Mária Kováčová prišla.", ""),
        ("pl", "Dyrektor Generalny gen. Jan Kowalski i pani Anna Nowak.", ""),
        ("pl", "Zorganizowała ją Wyższa Szkoła Penitencjarna.", "Wyższa Szkoła Penitencjarna"),
        ("de", "Dr. Hans Müller und Frau Sabine Schmidt von der Pressestelle kamen.", ""),
        ("de", "Der Verein Neue Wege e.V. kam.", "Verein Neue Wege"),
        ("fr", "Le directeur Thierry Dupont et Mme Sylvie Moreau ont accueilli les gens.", ""),
        ("es", "El director Juan García y la Sra. Lucía López recibieron a todos.", ""),
        ("it", "Il direttore Mario Rossi e la dott.ssa Anna Bianchi hanno accolto tutti.", ""),
        ("hu", "Nagy Péter igazgató és dr. Kovács Anna fogadta őket.", ""),
    ],
)
def test_a_new_thing_is_neither_a_person_nor_a_common_word(lexicon, language, text, names):
    cast = reader.read(text, lexicon, language).cast
    figures = [cast.of(each) for each in cast.mentions if each.form == "name"]
    new = [each.name for each in figures if each.key is None]
    expected = names.split("|") if names else []
    assert len(new) >= len(expected)
    assert all(any(name.startswith(each) for each in expected) for name in new), new
