"""What the registry says is true of all: regions, kinds, names, and what was only planned.

Each test asks the whole registry and all sources, and tells which things break the rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg import graph, turtle
from kg.names import shorten

# Bodies that have a place, but no area of their own.
SEATED = {"kind:university", "kind:school", "kind:research-institute"}
# Adjectives that a body of a region has in its English name.
OF_REGIONS = (
    "Basque",
    "Bavarian",
    "Catalan",
    "Flemish",
    "Moravian",
    "Saxon",
    "Scottish",
    "Walloon",
)
# Countries whose short name is the official one too (ISO 3166-1).
SHORT_IS_OFFICIAL = {
    f"id:{code}"
    for code in ("aw", "ba", "bb", "ca", "ge", "hu", "ie", "jp", "me", "nz", "ro", "ua")
}
# What a word in the name of an event, or the word of a source for it, makes of it.
SORTS = {
    r"conference|congress|symposium": "kind:conference",
    r"workshop": "kind:workshop",
    r"seminar|webinar": "kind:seminar",
    r"training|summer course|summer school": "kind:training",
    r"round ?table": "kind:roundtable",
    r"study visit": "kind:study-visit",
    r"assembly|AGM|general meeting": "kind:general-assembly",
    r"meeting": "kind:meeting",
}
SCRIPTS = {"el": "GREEK", "bg": "CYRILLIC", "mk": "CYRILLIC", "uk": "CYRILLIC", "ru": "CYRILLIC"}
# Small words and beginnings that stand in no English name.
FOREIGN = re.compile(
    r"\b(?:aus|av|dell[ao']|degli|och|para|por|und|für|voor|"
    r"Asocia[cț]\w+|Associa[cç]\w*[ãó]\w*|Fundaci\w+|Universi(?:dad|tà|tät|té|tatea|tat|teit)|"
    r"V[eě]znice|Vazební|Zakład|Justizvollzugsanstalt|Directoraat\w*|Ministerstv?o)\b"
)


@pytest.fixture(scope="module")
def records(workspace):
    return graph.read(workspace)


@pytest.fixture(scope="module")
def things(records):
    """What the registry says: thing -> property -> terms."""
    return _described(record for record in records if "/registry/" in record.name)


@pytest.fixture(scope="module")
def claims(records):
    """Each claim with its properties, those of all files in which it stands."""
    found = _described(record for record in records if "/sources/" in record.name)
    return {name: about for name, about in found.items() if name.startswith("claim:")}


@pytest.fixture(scope="module")
def issued(records):
    """The latest date that each source gives of itself."""
    found = _described(record for record in records if "/sources/" in record.name)
    dates = ("dcterms:issued", "dcterms:created", "dcterms:modified")
    return {
        name: max((each.value for date in dates for each in about[date]), default=None)
        for name, about in found.items()
        if name.startswith("src:")
    }


@pytest.fixture(scope="module")
def events(things):
    return {
        name: about
        for name, about in things.items()
        if _ids(about, "rdf:type") == {"pc:Event"}
        and "kind:event-series" not in _ids(about, "pc:kind")
    }


def _described(records):
    found = defaultdict(lambda: defaultdict(set))
    for record in records:
        for triple in record.document.triples:
            about = found[shorten(triple.subject.value)]
            about[shorten(triple.predicate.value)].add(triple.object)
    return found


def _ids(about, name):
    return {shorten(each.value) for each in about[name] if isinstance(each, ox.NamedNode)}


def _names(about, language=None, properties=("skos:prefLabel", "skos:altLabel")):
    return {
        each.value
        for name in properties
        for each in about[name]
        if language in (None, each.language)
    }


def _about(claims, event):
    """The claims about an event: who took part, and what it is."""
    return {
        name: said
        for name, said in claims.items()
        if event in _ids(said, "pc:context") | _ids(said, "rdf:subject")
    }


# ---- Regions -------------------------------------------------------------------------------------


def test_no_regional_body_carries_the_whole_country(things):
    """Whose name names a part of a country has that part as its jurisdiction."""
    parts = {
        name
        for about in things.values()
        if _ids(about, "rdf:type") == {"pc:SubNationalArea"}
        for name in _names(about)
        if len(name) > 3
    }
    region = re.compile(
        rf"\b(?:{'|'.join(sorted(map(re.escape, parts)))}|{'|'.join(OF_REGIONS)})\b"
    )
    wrong = {
        (name, area)
        for name, about in things.items()
        if not SEATED & _ids(about, "org:classification")
        and any(region.search(label) for label in _names(about, "en"))
        for area in _ids(about, "pc:jurisdiction")
        if _ids(things[area], "rdf:type") == {"pc:Country"}
    }
    assert wrong == set()
    assert _ids(things["id:de-by-moj"], "pc:jurisdiction") == {"id:de-by"}
    assert _ids(things["id:gb-pbni"], "pc:jurisdiction") == {"id:gb-nir"}


def test_a_part_of_a_country_lies_in_it_and_has_its_code(things):
    for name, about in things.items():
        if _ids(about, "rdf:type") == {"pc:SubNationalArea"}:
            (above,) = _ids(about, "pc:within")
            codes = {each.value for each in about["skos:notation"]}
            assert codes or about["skos:editorialNote"], name
            country = next(iter(things[above]["skos:notation"])).value[:2]
            assert {code[:3] for code in codes} <= {f"{country}-"}, name


# ---- Countries -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "cs"])
def test_every_country_has_a_short_and_an_official_name(things, language):
    lacking = {
        name
        for name, about in things.items()
        if _ids(about, "rdf:type") == {"pc:Country"}
        and not (
            _names(about, language, ["skos:prefLabel"])
            and (name in SHORT_IS_OFFICIAL or _names(about, language, ["skos:altLabel"]))
        )
    }
    assert lacking == set()


def test_countries_are_found_under_what_people_call_them(things):
    known = defaultdict(set)
    for name, about in things.items():
        if "pc:Country" in _ids(about, "rdf:type"):
            for label in _names(about):
                known[label].add(name)
    asked = {"Česká republika": "cz", "ČR": "cz", "Moldávie": "md", "Slovenská republika": "sk"}
    asked |= {"Holland": "nl", "Holandsko": "nl", "UK": "gb", "Republic of Latvia": "lv"}
    assert {word: known[word] for word in asked} == {
        word: {f"id:{code}"} for word, code in asked.items()
    }
    assert [label for label, several in known.items() if len(several) > 1] == []


# ---- Events --------------------------------------------------------------------------------------


def test_no_event_whose_name_tells_its_sort_is_only_an_event(events):
    wrong = {
        name
        for name, about in events.items()
        for word in SORTS
        if "kind:event" in _ids(about, "pc:kind")
        and any(re.search(word, label, re.IGNORECASE) for label in _names(about, "en"))
    }
    assert wrong == set()


def test_the_kind_of_an_event_is_that_of_the_word_of_a_source(events, claims, records):
    """Where the sources agree on one of these words, the kind is that one or a narrower one."""
    broader = {
        name: _ids(about, "skos:broader")
        for name, about in _described(each for each in records if each.in_ontology).items()
    }
    words = defaultdict(set)
    for said in claims.values():
        if _ids(said, "rdf:predicate") == {"pc:statedKind"}:
            (event,) = _ids(said, "rdf:subject")
            for word, kind in SORTS.items():
                if re.fullmatch(word, next(iter(said["rdf:object"])).value):
                    words[event].add(kind)
    wrong = {}
    for event, kinds in words.items():
        if event in events and len(kinds) == 1:
            (kind,) = _ids(events[event], "pc:kind")
            above = {kind} | broader[kind] | {up for low in broader[kind] for up in broader[low]}
            if not kinds & above:
                wrong[event] = kind, kinds
    assert len(words) > 50
    assert wrong == {}


def test_no_event_is_called_an_event(events):
    told = re.compile(r": (?:joint )?event\b")
    assert [name for name, about in events.items() if told.search(str(_names(about, "en")))] == []


def test_a_name_that_a_source_gives_is_not_said_to_be_missing(events):
    numbered = re.compile(r"^\d+(?:st|nd|rd|th) .*(?:Conference|Congress|Assembly|Symposium)")
    for name, about in events.items():
        if any(numbered.search(label) for label in _names(about, "en")):
            notes = {each.value for each in about["skos:editorialNote"]}
            assert not any("give no name" in note for note in notes), name


# ---- What has not come about ---------------------------------------------------------------------


def test_what_only_earlier_pages_say_of_an_event_is_planned(events, claims, issued):
    """A page of an earlier month announces; where another page shows the event, it was held."""
    wrong = set()
    for name, said in claims.items():
        about = _ids(said, "pc:context") | _ids(said, "rdf:subject")
        whens = [each.value for each in said["pc:when"]]
        sources = {f"src:{each[3:].rpartition('-')[0]}" for each in _ids(said, "pc:evidence")}
        dates = [issued.get(source) for source in sources]
        if about & set(events) and whens and all(dates) and not said["pc:modality"]:
            begin = whens[0].partition("/")[0].strip("?~")[:7]
            spans = [(begin[: len(date)], date[: len(begin)]) for date in dates]
            if all(day > date for day, date in spans):
                wrong.add(name)
    assert wrong == set()


def test_a_prospective_party_is_planned(claims):
    prospective = {
        name: _ids(said, "pc:modality")
        for name, said in claims.items()
        if "role:prospective-party" in _ids(said, "pc:role")
    }
    assert prospective
    assert {name for name, found in prospective.items() if found != {"modality:planned"}} == set()


def test_an_event_called_planned_has_no_claim_that_it_was_held(events, claims):
    planned = [name for name, about in events.items() if "planned" in str(_names(about, "en"))]
    assert len(planned) >= 3
    for event in planned:
        assert all(said["pc:modality"] for said in _about(claims, event).values()), event


# ---- Names ---------------------------------------------------------------------------------------


def test_an_english_name_is_not_in_another_language(things):
    wrong = {
        (name, label)
        for name, about in things.items()
        for label in _names(about, "en")
        if FOREIGN.search(label)
    }
    assert wrong == set()


def test_a_name_is_in_the_script_of_its_language(things):
    wrong = set()
    for name, about in things.items():
        for prop in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"):
            for label in about[prop]:
                scripts = {
                    unicodedata.name(letter).split()[0]
                    for letter in label.value
                    if letter.isalpha()
                }
                if label.language not in ("ja", "zh", "ka", "hy", "ar", "he"):
                    wanted = SCRIPTS.get(label.language, "LATIN")
                    if scripts - {wanted, "MODIFIER", "MASCULINE", "FEMININE"}:
                        wrong.add((name, label.value, label.language))
    assert wrong == set()


def test_every_name_tells_its_language(things, claims):
    named = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "pc:formerName")
    names = [each for about in things.values() for prop in named for each in about[prop]]
    for said in claims.values():
        if _ids(said, "rdf:predicate") & set(named):
            names += said["rdf:object"]
    assert [each.value for each in names if each.language in (None, "", "und")] == []


def test_a_former_name_is_not_the_present_one(things, claims):
    former = [
        (subject, turtle.value(value))
        for said in claims.values()
        if _ids(said, "rdf:predicate") == {"pc:formerName"}
        for subject in _ids(said, "rdf:subject")
        for value in said["rdf:object"]
    ]
    assert former
    current = {name: _names(things[name], None, ["skos:prefLabel"]) for name, _ in former}
    assert [pair for pair in former if pair[1] in current[pair[0]]] == []
    assert "Criminal Sanctions Agency" in _names(things["id:fi-rise"], "en", ["skos:altLabel"])


def test_czech_bodies_are_known_by_their_short_forms(things):
    short = {"cz-pms": "PMS ČR", "cz-vscr": "VS ČR", "cz-vscr-hq": "GŘ VS ČR", "cz-moj": "MSp ČR"}
    for name, word in short.items():
        assert word in _names(things[f"id:{name}"], "cs"), name
    lacking = {
        name
        for name, about in things.items()
        if _ids(about, "pc:jurisdiction") & {"id:cz", "id:cz-moravia"}
        and "kind:prison-establishment" in _ids(about, "org:classification")
        and not _names(about, "cs", ["skos:prefLabel"])
    }
    assert lacking == set()
