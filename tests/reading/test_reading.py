"""What a text names and says, with an invented registry; nothing that it does not say."""

import pyoxigraph as ox
import pytest

from kg.names import REGISTRY_GRAPH, expand
from kg.rdf import store
from kg.reading import reader
from kg.reading.mentions.lexicon import read_names
from kg.reading.outcome import objects

GRAPH = ox.NamedNode(REGISTRY_GRAPH)
THINGS = {
    "xa": ("pc:Country", None, None, ["Norland"], "en"),
    "xb": ("pc:Country", None, None, ["Westmark"], "en"),
    "xa-prison": ("org:Organization", "prison-service", "xa", ["Prison Service of Norland"], "en"),
    "xb-prison": ("org:Organization", "prison-service", "xb", ["Prison Service of Westmark"], "en"),
    "ring": ("org:Organization", "network", None, ["Ring of Services", "RISE"], "en"),
    "xa-moj": ("org:Organization", "ministry", "xa", ["Ministry of Justice"], "en"),
    "xb-moj": ("org:Organization", "ministry", "xb", ["Ministry of Justice"], "en"),
    "cs-vs": ("org:Organization", "network", None, ["Evropský kruh vězeňství"], "cs"),
    "cs-pms": ("org:Organization", "probation-service", None, ["Probační služba Norska"], "cs"),
}


@pytest.fixture(scope="module")
def lexicon():
    quads = []
    for key, (type_, kind, country, names, language) in THINGS.items():
        node = ox.NamedNode(expand(f"id:{key}"))
        pairs = [("rdf:type", ox.NamedNode(expand(type_)))]
        if kind:
            pairs.append(("org:classification", ox.NamedNode(expand(f"kind:{kind}"))))
        if country:
            pairs.append(("pc:jurisdiction", ox.NamedNode(expand(f"id:{country}"))))
        for number, name in enumerate(names):
            label = "skos:altLabel" if number else "skos:prefLabel"
            pairs.append((label, ox.Literal(name, language=language)))
        quads += [ox.Quad(node, ox.NamedNode(expand(p)), o, GRAPH) for p, o in pairs]
    return read_names(store.in_memory(quads))


@pytest.fixture
def said(lexicon):
    """A function that reads a text and returns its relations as short tuples."""

    def read(text, language="en", publisher=None):
        rows = objects.relations(reader.read(text, lexicon, language, publisher=publisher), "d")
        return [
            (row["kind"], row["role"], row["agent"], row["context"] or row["value"], row["when"])
            for row in rows
        ]

    return read


def test_a_membership_begins_at_its_date(said):
    text = "The Prison Service of Norland has been a member of the Ring of Services since 2004."
    assert said(text) == [("membership", "member", "xa-prison", "ring", "2004/")]


@pytest.mark.parametrize(
    "text",
    [
        "The Prison Service of Norland is not yet a member of the Ring of Services.",
        "The Prison Service of Norland considers joining the Ring of Services.",
        "The Prison Service of Norland will join the Ring of Services in 2030.",
        "The Prison Service of Norland hopes to become a member of the Ring of Services.",
        "The Prison Service of Norland applied to become a member of RISE.",
    ],
)
def test_what_is_denied_hoped_or_planned_is_no_membership(said, text):
    assert said(text) == []


def test_both_parties_sign_and_each_is_a_relation(said):
    text = (
        "On 5 May 2023 the Prison Service of Norland and the Prison Service of Westmark signed "
        "a cooperation agreement."
    )
    assert said(text) == [
        ("agreement", "party", "xa-prison", "a cooperation agreement", "2023-05-05/"),
        ("agreement", "party", "xb-prison", "a cooperation agreement", "2023-05-05/"),
    ]


def test_a_list_stands_under_its_sentence(said):
    text = (
        "The project OPENGATE helps people. Further partners are\n\n"
        "- the Prison Service of Norland,\n- the Prison Service of Westmark.\n"
    )
    assert said(text) == [
        ("project", "partner", "xa-prison", "OPENGATE", None),
        ("project", "partner", "xb-prison", "OPENGATE", None),
    ]


def test_a_heading_speaks_for_the_lines_below_it(said):
    text = "Cooperating organisations\n\nRing of Services\n\nPrison Service of Westmark\n"
    assert said(text, publisher="xa-prison") == [
        ("cooperation", "cooperating-party", "xa-prison", "ring", None),
        ("cooperation", "cooperating-party", "xa-prison", "xb-prison", None),
    ]


def test_the_service_is_whom_the_page_speaks_for(said):
    text = "The Prison Service of Westmark came. The Service is a member of the Ring of Services."
    found = said(text, publisher="xa-prison")
    assert ("membership", "member", "xa-prison", "ring", None) in found


def test_an_adjective_and_a_kind_name_a_body(said):
    found = said("Westmark prison service is a member of RISE. ")
    assert found == [("membership", "member", "xb-prison", "ring", None)]


def test_an_ambiguous_name_keeps_its_candidates(lexicon):
    read = reader.read("The Ministry of Justice is a member of RISE.", lexicon, "en")
    first = next(objects.mentions(read, "d"))
    assert (first["mention"], first["candidates"]) == (None, ["xa-moj", "xb-moj"])
    assert [each.status for each in read.relations] == ["ambiguous"]


def test_persons_are_in_no_relation_and_no_thing(lexicon):
    text = "Director General Ada Quill and Ing. Jan Novak joined the Ring of Services in 2004."
    read = reader.read(text, lexicon, "en")
    names = {each.name for each in read.cast.figures.values()}
    assert not {name for name in names if "Quill" in name or "Novak" in name}
    assert read.relations == []


def test_a_called_off_event_is_no_event_that_was_held(said):
    text = "The workshop of the Ring of Services planned for April 2023 has been cancelled."
    assert {row[:2] for row in said(text)} == {("attribute", "cancelled")}


def test_czech_names_are_found_in_their_cases(lexicon):
    text = "Setkali se zástupci Evropského kruhu vězeňství a Probační služby Norska."
    read = reader.read(text, lexicon, "cs")
    keys = [row["mention"] for row in objects.mentions(read, "d")]
    assert [each for each in keys if each in THINGS] == ["cs-vs", "cs-pms"]


def test_every_span_stands_in_its_text(lexicon):
    text = "Since 2004 the Prison Service of Norland is a member of the Ring of Services (RISE)."
    read = reader.read(text, lexicon, "en")
    for row in objects.relations(read, "d"):
        assert text[row["start"] : row["end"]] == row["span"]


CZECH = """Spolupráce v roce 2023

Praha, 12. ledna 2024

Dne 5. května 2023 podepsala Prison Service of Norland a Prison Service of Westmark memorandum.

Partnery projektu NÁVRAT jsou

- Prison Service of Norland,
- Evropský kruh vězeňství.
"""


def test_czech_puts_the_verb_first_and_lists_behind_it(said):
    assert said(CZECH, "cs") == [
        ("agreement", "party", "xa-prison", "memorandum", "2023-05-05/"),
        ("agreement", "party", "xb-prison", "memorandum", "2023-05-05/"),
        ("project", "partner", "xa-prison", "NÁVRAT", None),
        ("project", "partner", "cs-vs", "NÁVRAT", None),
    ]


def test_not_least_denies_nothing(said):
    text = "The Prison Service of Norland is, last but not least, a member of RISE."
    assert said(text) == [("membership", "member", "xa-prison", "ring", None)]


def test_what_is_said_twice_is_one_relation(lexicon):
    text = "The Prison Service of Norland is a member of the Ring of Services.\n\n"
    one = reader.read(text * 20, lexicon, "en")
    two = reader.read(text * 40, lexicon, "en")
    assert len(two.cast.mentions) == 2 * len(one.cast.mentions)
    assert len(two.relations) == len(one.relations) == 1


def test_a_verb_and_with_are_no_phrase_across_a_name(said):
    text = "The Prison Service of Norland signed a memorandum with the Prison Service of Westmark."
    assert [row[2] for row in said(text)] == ["xa-prison", "xb-prison"]


def test_a_word_for_a_thing_before_its_name_is_no_other_thing(said):
    text = "The Prison Service of Norland is a member of the network Ring of Services."
    assert said(text) == [("membership", "member", "xa-prison", "ring", None)]


def test_agreements_of_one_body_with_several_are_one_with_each(lexicon):
    text = (
        "Agreements between the Prison Service of Norland and the Prison Service of Westmark, "
        "the Ring of Services and the Norland Ministry of Justice were signed in 2015."
    )
    read = reader.read(text, lexicon, "en")
    parties = {}
    for each in read.relations:
        parties.setdefault(each.context, set()).add(each.agent)
    assert sorted(map(sorted, parties.values())) == [
        ["ring", "xa-prison"],
        ["xa-moj", "xa-prison"],
        ["xa-prison", "xb-prison"],
    ]


def test_a_described_agreement_is_called_by_whole_names_only(lexicon):
    text = "A memorandum of understanding with the Prison\nService of Westmark was signed in 2020."
    names = {each.name for each in reader.read(text, lexicon, "en").cast.figures.values()}
    assert "A memorandum of understanding with the Prison Service of Westmark" in names
    text = "A memorandum of understanding with the Northern\nlights was signed in 2020."
    names = {each.name for each in reader.read(text, lexicon, "en").cast.figures.values()}
    assert "A memorandum of understanding" in names
