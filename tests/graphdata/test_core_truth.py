"""What must be true of the whole core: no kind of fault comes back unseen.

Each test asks all claims of the five texts and gathers what breaks its rule. What a second reading
of the texts found missing stands in `FOUND`, as who has which part in what, and how surely.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from kg.graph import reading
from kg.names import shorten
from kg.network import network
from kg.rdf import turtle

READ = re.compile(
    r"\bread (as|from|in|into|out)\b|\b(a|is the) reading\b|\bis implied\b", re.IGNORECASE
)
HELD = "FILTER NOT EXISTS { ?claim pc:status status:withdrawn }"
ENDS = (
    *("pc:agent", "pc:context", "pc:via", "pc:basedOn", "pc:reporter", "pc:counterpart"),
    *("rdf:subject", "rdf:object", "pc:influenceFrom", "pc:influenceOn", "pc:funder", "pc:funded"),
)
FOUND = {
    ("at", "ev-training-at-mediation", "expert-provider", "ambiguous"),
    ("cz-pms-moravian-centres", "ev-training-at-mediation", "attendee", "ambiguous"),
    *(("gb-nps", f"prj-pms-{at}", "supporter", "implied") for at in ("al", "hr", "tr")),
    ("ircex", "europris", "initiator", "stated"),
    ("se", "eu", "presidency", "stated"),
    *((who, "v4-prison-heads", "attendee", "implied") for who in ("hu-bvop", "pl-sw", "sk-zvjs")),
    ("cz-mirov", "ev-visit-mirov-2014-09", "host", "stated"),
    ("lv-ievp", "ev-lv-project-2014-11", "host", "implied"),
    ("cz-vscr", "prj-cz-md-young", "partner", "implied"),
    ("de-ni-prison", "ev-de-ni-2014-07", "host", "implied"),
    ("ro-anp", "ev-visit-cz-vscr-medical-ro-2014-09", "host", "implied"),
    ("cz-prisons", "agr-cz-prisons", "party", "stated"),
    ("cz", "ev-no-probation-house", "visitor", "ambiguous"),
    ("cz", "ev-cz-no-roundtable", "attendee", "ambiguous"),
    ("no", "ev-cz-no-roundtable", "attendee", "ambiguous"),
    ("cep-expert-register", "eg-cep", "expert-provider", "stated"),
    ("cep-secretariat", "eg-cep", "expert-provider", "stated"),
}
SAID = {
    ("cep", "pc:provides", "expertise and comparative data"),
    ("cep-em-conferences", "pc:eventOf", "id:cep"),
    ("cep-em-prep", "org:subOrganizationOf", "id:cep"),
    ("coe-penitentiary-standards", "pc:issuedBy", "id:coe"),
    ("cz-vscr", "pc:boundBy", "id:coe-penitentiary-standards"),
    ("ev-cep-2016-12", "pc:eventOf", "id:eg-cep-ve"),
    ("ev-eu-presidency-se-2009", "pc:eventOf", "id:eu"),
    ("ev-no-probation-house", "pc:inArea", "id:no"),
    ("ev-visit-mirov-2014-09", "dcterms:isPartOf", "id:ev-mecr-2014"),
    ("pccp-plenary", "pc:eventOf", "id:pccp"),
    ("prj-stream", "pc:concerns", "id:european-probation-rules"),
    ("space-i", "pc:issuedBy", "id:coe"),
    ("v4-prison-heads", "pc:eventOf", "id:v4"),
}


@pytest.fixture(scope="session")
def held(claims):
    """The claims of the core that are not withdrawn."""
    return {
        iri: claim for iri, claim in claims.items() if claim["pc:status"] != {"status:withdrawn"}
    }


def test_what_the_second_reading_found_stands_there(held):
    parts = {
        tuple(
            next(iter(claim[name])).split(":", 1)[1]
            for name in ("pc:agent", "pc:context", "pc:role", "pc:status")
        )
        for claim in held.values()
        if claim["pc:agent"]
    }
    assert parts >= FOUND


def test_what_the_second_reading_found_about_things_stands_there(ids):
    for thing, name, value in SAID:
        words = value if ":" in value else f'"{value}"@en'
        assert ids(f"SELECT (1 AS ?yes) {{ id:{thing} {name} {words} }}"), (thing, name, value)


def test_nothing_stands_alone(built):
    """Every body and thing is linked, and by way of others to every other one."""
    drawn = network.read_network(built.store)
    assert [node.id for node in drawn.nodes if node.degree == 0] == []
    near = defaultdict(set)
    for relation in drawn.relations:
        near[relation.a].add(relation.b)
        near[relation.b].add(relation.a)
    reached, wave = set(), {"id:cz-vscr"}
    while wave:
        reached |= wave
        wave = {other for one in wave for other in near[one]} - reached
    assert {node.id for node in drawn.nodes} - reached == set()


def test_each_thing_of_the_registry_is_in_a_claim_with_another(ids):
    ends = "|".join(ENDS)
    alone = ids(
        "SELECT ?thing { GRAPH <https://w3id.org/pencoop/graph/registry> { ?thing a ?class } "
        f"FILTER NOT EXISTS {{ ?claim {ends} ?thing ; {ends} ?other ; pc:status ?status "
        "FILTER (ISIRI(?other) && ?other != ?thing && ?status != status:withdrawn) } "
        "FILTER NOT EXISTS { ?any pc:within|pc:jurisdiction|pc:inArea ?thing } }"
    )
    assert alone == []


def test_what_a_note_calls_a_reading_is_not_stated(held):
    wrong = [
        (iri, note)
        for iri, claim in held.items()
        if claim["pc:status"] == {"status:stated"}
        for note in claim["skos:editorialNote"]
        if READ.search(note)
    ]
    assert wrong == []
    read = [c for c in held.values() if any(map(READ.search, c["skos:editorialNote"]))]
    assert len(read) > 50  # the words by which a note says so are known


def test_no_source_at_all_states_what_a_note_calls_a_reading(workspace):
    stated, read = set(), set()
    for record in reading.read(workspace):
        for subject, predicate, object_ in map(terms, record.document.triples):
            if predicate == "pc:status" and object_ == "status:stated":
                stated.add(subject)
            elif predicate == "skos:editorialNote" and READ.search(object_):
                read.add(subject)
    assert len(stated) > 2_000
    assert sorted(stated & read) == []


def test_one_reading_of_one_document_has_one_status(held):
    """Claims of one sort with one note, from one document, are equally sure."""
    sure = defaultdict(lambda: defaultdict(set))
    for iri, claim in held.items():
        for place in claim["pc:evidence"]:
            source = place.removeprefix("ev:").rsplit("-", 2)[0]
            for note in claim["skos:editorialNote"]:
                sort = frozenset(claim["pc:role"] | claim["rdf:predicate"] | claim["rdf:type"])
                sure[source, sort, note][next(iter(claim["pc:status"]))].add(iri)
    assert [dict(several) for several in sure.values() if len(several) > 1] == []


def test_all_parties_to_the_agreements_of_one_report_are_equally_sure(ids):
    found = ids(
        "SELECT DISTINCT ?status { ?claim pc:role role:party ; pc:status ?status ; "
        "pc:evidence/oa:hasSource src:vscr-2014 }"
    )
    assert found == [("status:stated",)]


def test_one_thing_is_said_in_one_claim(ids):
    """A deadline, a place, a series: of one value there is one claim, with all its evidence."""
    twice = ids(
        "SELECT ?subject ?property ?value { ?claim rdf:subject ?subject ; rdf:predicate ?property "
        f"; rdf:object ?value {HELD} }} GROUP BY ?subject ?property ?value "
        "HAVING (COUNT(DISTINCT ?claim) > 1)"
    )
    assert twice == []


def test_an_event_with_a_place_has_an_area(ids):
    """The place of a series is that of its editions; any other event takes place in a state."""
    event = "?event a pc:Event FILTER NOT EXISTS { ?event pc:kind kind:event-series }"
    area = "FILTER NOT EXISTS { ?event pc:inArea ?area }"
    assert ids(f"SELECT ?event {{ {event} ?event pc:place ?at {area} }}") == []
    assert len(ids(f"SELECT ?event {{ {event} ?event pc:place ?at ; pc:inArea ?a }}")) >= 5


def test_a_visit_of_the_year_2014_has_a_host(ids):
    visits = "?who pc:visits ?visit . ?visit pc:when ?when FILTER (STRSTARTS(STR(?when), '2014'))"
    assert ids(f"SELECT ?visit {{ {visits} FILTER NOT EXISTS {{ ?host pc:hosts ?visit }} }}") == []


def test_what_is_only_announced_is_planned(held):
    wrong = [
        iri
        for iri, claim in held.items()
        if any(
            re.search(r"\bAnnounced\b|\bupcoming\b|^Future tense|^An aim", note)
            for note in claim["skos:editorialNote"]
        )
        and claim["pc:modality"] != {"modality:planned"}
    ]
    assert wrong == []


def test_a_theme_is_nobodys_partner(ids):
    kinds = "?thing org:classification kind:unresolved"
    assert ids(f"SELECT ?thing {{ {kinds} . ?thing pc:connectedTo|^pc:connectedTo ?other }}") == []
    assert ids(f"SELECT ?thing {{ {kinds} }}") == [("id:child-friendly-justice",)]


def test_a_detail_cites_no_text_that_does_not_say_it(claims, records):
    """The wording of a claim with two sources stands in the file of each of them or in none."""
    details = ("pc:topic", "pc:quality", "pc:frequency", "pc:place")
    wrong = [
        (iri, detail, source)
        for iri, claim in claims.items()
        for source, record in records.items()
        if iri in record
        for detail in details
        if record[iri][detail] != claim[detail]
    ]
    assert wrong == []


def terms(triple):
    """The three terms of a triple as text, in short forms."""
    return [
        shorten(turtle.value(each)) for each in (triple.subject, triple.predicate, triple.object)
    ]
