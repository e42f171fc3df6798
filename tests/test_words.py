"""What may not stand in the repository: source sentences, persons, data in the wrong place.

The sources are not at hand; of them only truncated SHA-256 digests are kept: of every run of eight
words (16 hexadecimal digits) and of names of persons (12 digits).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from kg.graph import reading
from kg.names import GRAPH, shorten

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
RUN = 8
OWN_NAMES = "an official name or title, or the name that a body, project or event has in the source"
# Names and titles as long as a forbidden run, or that make one with what stands beside them.
ALLOWED = {
    (
        "30th Council of Europe annual conference of directors of prison and probation services"
    ): OWN_NAMES,
    "Academy of the Prison Service of the Czech Republic": OWN_NAMES,
    "A.N.O. - Association of non-governmental organisations": OWN_NAMES,
    "Civic Association Centre of Promoting Entrepreneurship Prague": OWN_NAMES,
    "Cooperation to Promote a European Volunteering Programme in Probation Services": OWN_NAMES,
    "Council of Europe Conference of Directors of Prison and Probation Services": OWN_NAMES,
    "Director General of the Prison Service of the Czech Republic": "the title of an office",
    (
        "Empowerment of the Framework Decisions 2008/947 and 2009/829 through EU Probation Services"
    ): OWN_NAMES,
    "Expert Workshop on Framework Decision 2008/JHA/947 and 2009/JHA/829": OWN_NAMES,
    "Foreign Nationals in Prison and Probation Network (FNPP)": OWN_NAMES,
    "International Training School on Core Correctional Skills 2025": OWN_NAMES,
    "Ministry of Justice of the Czech Republic": OWN_NAMES,
    "National Probation Service of England and Wales": OWN_NAMES,
    "Probation and Mediation Service of the Czech Republic": OWN_NAMES,
    (
        "Providing drug-addict prisoners with systematic and "
        "continual care while serving and beyond discharge"
    ): OWN_NAMES,
    "Strategic Targeting of Recidivism through Evaluation and Monitoring": OWN_NAMES,
    (
        "Support of reintegration of persons conditionally released and released from prison"
    ): OWN_NAMES,
    (
        "Systematic and continual care of drug-addict prisoners while serving and beyond discharge"
    ): OWN_NAMES,
    (
        "Systematic and continual care of drug-adddict prisoners while serving and beyond discharge"
    ): "a misprint kept",
    "With a Mentor through Rubicon: Implementation of the Mentoring Program": "a misprint kept",
}
# A year in a name; the number of a legal act (2008/947, 2008/JHA/947) is none.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|/\d{3}|/JHA|/SVV)")
# An agenda whose official name has its years.
NAMED_WITH_A_YEAR = {"id:eu-strategic-agenda-2019"}
# Words that begin a sentence somewhere and are the name of somebody elsewhere.
BOTH = {"Are", "Das", "Jan"}  # a German article, a month
# What a file of the registry may say: names, kinds, places, identifiers, notes, what is unresolved.
REGISTRY = {"rdf:type", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"}
REGISTRY |= {"org:classification", "pc:kind", "pc:jurisdiction", "pc:inArea", "pc:within"}
REGISTRY |= {"skos:notation", "org:identifier", "dcterms:identifier", "schema:sameAs", "schema:url"}
REGISTRY |= {"skos:editorialNote", "pc:status", "pc:possiblySameAs"}
REGISTRY |= {"owl:deprecated", "dcterms:isReplacedBy"}
CLASSES = {
    "agreements": {"pc:Agreement"},
    "areas": {"pc:Area", "pc:Country", "pc:SubNationalArea"},
    "cooperations": {"pc:Cooperation"},
    "events": {"pc:Event"},
    "instruments": {"pc:Instrument"},
    "organisations": {"org:Organization", "org:FormalOrganization", "org:OrganizationalUnit"},
    "practices": {"pc:Practice"},
    "programmes": {"pc:Programme"},
    "projects": {"pc:Project"},
}


def test_no_eight_words_of_a_source_stand_in_the_repository():
    known, found = digests("eight_word_digests.txt"), []
    for path, text in texts().items():
        found += [(path, run) for run in runs(without_names(text)) if digest(run, 16) in known]
    assert found == []


def test_the_test_finds_eight_words_where_they_stand():
    """The digests are made over words in small letters, so a known title is found by them."""
    title = "Strategic Targeting of Recidivism through Evaluation and Monitoring"
    known = digests("eight_word_digests.txt")
    assert [digest(run, 16) in known for run in runs(title)] == [True]
    assert runs(without_names(title)) == []


def test_every_allowed_name_is_needed_and_has_a_reason():
    everything = " ".join(
        " ".join(words(text)) for path, text in texts().items() if "test_words" not in path
    )
    assert [name for name, reason in ALLOWED.items() if not reason] == []
    assert [name for name in ALLOWED if " ".join(words(name)) not in everything] == []


def test_no_person_is_named():
    known, found = digests("person_name_digests.txt"), []
    for path, text in texts().items():
        capitals = {word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper()}
        if path == "kg/text/countries.csv":  # islands are called after saints
            continue
        found += [(path, word) for word in capitals - BOTH if digest(word.lower(), 12) in known]
    assert found == []


def test_no_thing_is_a_person(built):
    classes = {
        shorten(quad.object.value)
        for quad in built.dataset.quads
        if quad.predicate.value.endswith("#type")
    }
    assert classes & {"foaf:Person", "foaf:Agent", "schema:Person", "prov:Person"} == set()


def test_there_are_no_blank_nodes(built):
    nodes = [str(term) for quad in built.dataset.quads for term in (quad.subject, quad.object)]
    assert [node for node in nodes if node.startswith("_:")] == []


def test_a_year_in_a_name_is_the_year_of_a_claim(built, claims):
    years = defaultdict(set)
    for claim in claims.values():
        said = {
            year
            for name in ("pc:when", "pc:attested", "rdf:object")
            for text in claim[name]
            for year in dates(text)
        }
        for name in ("rdf:subject", "pc:context", "pc:agent", "pc:funded"):
            for thing in claim[name]:
                years[thing] |= said
    wrong = [
        (thing, label)
        for thing, label in labels(built)
        if thing not in NAMED_WITH_A_YEAR and not set(YEAR.findall(label)) <= years[thing]
    ]
    assert wrong == []


@pytest.fixture(scope="session")
def registry(workspace):
    """The files of the registry: (folder, file name) -> its triples in short forms."""
    return {
        (record.file.path.parent.name, record.file.path.stem): [
            tuple(shorten(term.value) for term in (each.subject, each.predicate, each.object))
            for each in record.document.triples
        ]
        for record in reading.read(workspace)
        if record.file.graph == GRAPH + "registry"
    }


def test_a_registry_file_is_named_after_its_one_thing(registry):
    wrong = [
        key for key, triples in registry.items() if {s for s, _, _ in triples} != {f"id:{key[1]}"}
    ]
    assert wrong == []


def test_a_registry_file_lies_in_the_folder_of_its_class(registry):
    classes = {
        key: {o for _, p, o in triples if p == "rdf:type"} for key, triples in registry.items()
    }
    assert {
        key: found
        for key, found in classes.items()
        if not found <= CLASSES[key[0]] or len(found) != 1
    } == {}


def test_a_registry_file_holds_names_kinds_places_and_notes_only(registry):
    used = {(key, p) for key, triples in registry.items() for _, p, _ in triples}
    assert [(key, p) for key, p in used if p not in REGISTRY] == []


def test_the_registry_knows_only_one_status(registry):
    """A thing that is not resolved is ambiguous and says why; all other statuses are of claims."""
    for key, triples in registry.items():
        statuses = {o for _, p, o in triples if p == "pc:status"}
        assert statuses <= {"status:ambiguous"}, key
        assert not statuses or any(p == "skos:editorialNote" for _, p, _ in triples), key


def test_candidates_for_identity_are_written_down_once(registry):
    pairs = [
        (s, o) for triples in registry.values() for s, p, o in triples if p == "pc:possiblySameAs"
    ]
    assert [pair for pair in pairs if pair[::-1] in pairs] == []


# ---- Texts and words -----------------------------------------------------------------------------


@cache
def texts():
    """Every text file of the repository by its path: those that git knows, or else all."""
    found = {}
    for path in sorted(paths()):
        try:
            found[path] = (ROOT / path).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # no text, or removed and not yet committed
    return found


def paths():
    command = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    if shutil.which("git"):
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode == 0:
            return set(filter(None, result.stdout.split("\0")))
    return set(walked())


def walked():
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            each for each in folders if not each.startswith(".") and each not in {"build", "dist"}
        ]
        yield from (Path(folder, each).relative_to(ROOT).as_posix() for each in files)


def words(text):
    return re.findall(r"\w+", text.lower())


@cache
def names():
    longest = sorted((" ".join(words(name)) for name in ALLOWED), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\S){re.escape(name)}(?!\S)" for name in longest))


def without_names(text):
    """The words of a text, with a mark in the place of each allowed name."""
    return names().sub("|", " ".join(words(text)))


def runs(text):
    """Every run of eight words that no mark interrupts."""
    pieces = [piece.split() for piece in text.lower().split("|")]
    return [" ".join(piece[n : n + RUN]) for piece in pieces for n in range(len(piece) - RUN + 1)]


def digest(text, length):
    return sha256(text.encode()).hexdigest()[:length]


@cache
def digests(name):
    return frozenset((DATA / name).read_text("ascii").split())


def dates(text):
    return re.findall(r"(?<!\d)\d{4}(?=[-/]|$)", text) if re.fullmatch(r"[\d/.-]+", text) else []


def labels(built):
    for quad in built.dataset.quads:
        if quad.graph_name.value == GRAPH + "registry" and quad.predicate.value.endswith(
            "#prefLabel"
        ):
            yield shorten(quad.subject.value), quad.object.value
