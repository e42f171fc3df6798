"""The graph against the annotated facts: each stands there, and nothing stands there without one.

Every test gathers all differences, so that one run shows the whole list.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.fact_claims import core, expected, same_role, span

DATA = Path(__file__).parents[1] / "data"

# Qualifiers of a fact that its main claim must repeat word by word.
QUALIFIERS = {
    "as_written": "pc:asWritten",
    "frequency": "pc:frequency",
    "participants": "pc:roleAsStated",
    "quality": "pc:quality",
    "strength": "pc:quality",
    "topic": "pc:topic",
    "visitors": "pc:roleAsStated",
}
# Mentions that make a passage name its claim and that no fact has: a word that stands for the
# publisher, a noun that several share. With the source texts, kg verify finds each in its passage.
MENTIONS = {
    "claim:cep-in-ev-cep-2025-09-10": "our",
    "claim:cep-in-ev-cep-training-school-2025": "our",
    "claim:cep-publishes-bi-monthly-email-newsletter": "our",
    "claim:cz-moj-intl-unit-kind": "international units",
    "claim:cz-pms-intl-unit-kind": "international units",
    "claim:eg-cep-ve-named-expert-group-on-radicalisation-and-violent-extremism": (
        "expert group … on radicalisation and violent extremism"
    ),
    "claim:pl-sw-ranking": "Polish ones",
    "claim:sk-zvjs-ranking": "Slovak … ones",
}


@pytest.fixture(scope="session")
def kept(facts):
    return {name: fact for name, fact in facts.items() if fact["handling"] == "claim"}


def test_every_fact_has_one_line_of_coverage(facts, coverage):
    assert list(coverage) == list(facts)
    stated = {name: (row["handling"], row["source"]) for name, row in coverage.items()}
    assert stated == {name: (fact["handling"], fact["source"]) for name, fact in facts.items()}


def test_coverage_names_only_what_its_source_file_asserts(coverage, records):
    lost = [
        (fact, iri)
        for fact, row in coverage.items()
        for iri in row["where"]
        if iri not in records[row["source"]]
    ]
    assert lost == []


def test_every_fact_that_is_left_out_has_a_reason(coverage):
    left_out = [row for row in coverage.values() if row["handling"] == "leave-out"]
    assert [row["fact"] for row in left_out if not row["why"].strip()] == []
    # These stand in the graph in another form than that of the fact; the reason says in which.
    another = "F040 F056 F065 F142 F165 F168 F225 F233 F234 F235 F242 F264 F265 F266 F302 F336 F340"
    assert [row["fact"] for row in left_out if row["where"]] == [
        *another.split(),
        "F341",
        "F355",
        "F469",
        "F471",
    ]


def test_a_correction_changes_a_fact_and_says_why(facts, corrections):
    lines = (DATA / "seed_facts.jsonl").read_text("utf-8").splitlines()
    annotated = {fact["id"]: fact for fact in map(json.loads, lines)}
    assert [row["fact"] for row in corrections if not row["why"].strip()] == []
    changed = {name for name, fact in facts.items() if fact != annotated[name]}
    assert changed == {row["fact"] for row in corrections}


def test_every_fact_that_is_a_record_of_its_document_stands_there(facts, coverage, records, spans):
    documents = {
        name: fact for name, fact in facts.items() if fact["handling"] == "document-record"
    }
    for name, fact in documents.items():
        iri = f"src:{fact['source']}"
        assert coverage[name]["where"] == [iri], name
        assert span(fact) in {
            spans[each] for each in records[fact["source"]][iri]["pc:evidence"]
        }, name


def test_every_fact_is_a_claim_of_the_right_class(kept, coverage, records):
    wrong = [
        name
        for name, fact in kept.items()
        if not any(
            fact["claim_class"] in records[fact["source"]][iri]["rdf:type"]
            for iri in coverage[name]["where"]
        )
    ]
    assert wrong == []


def test_every_fact_says_in_the_graph_what_it_says(kept, coverage, records):
    wrong = []
    for name, fact in kept.items():
        found = [core(records[fact["source"]][iri]) for iri in coverage[name]["where"]]
        wanted = expected(fact)
        wrong += [(name, "missing", each) for each in wanted if each not in found]
        wrong += [(name, "too much", each) for each in found if each not in wanted]
    assert wrong == []


def test_every_claim_of_a_fact_points_at_its_words(kept, coverage, records, spans):
    wrong = [
        (name, iri)
        for name, fact in kept.items()
        for iri in coverage[name]["where"]
        if not iri.endswith("-period")  # read from the sentence of F355, see there
        and span(fact) not in {spans[each] for each in records[fact["source"]][iri]["pc:evidence"]}
    ]
    assert wrong == []


def test_the_end_of_the_eight_projects_points_at_one_sentence(facts, coverage, claims, spans):
    places = {iri: claims[iri]["pc:evidence"] for iri in coverage["F355"]["where"]}
    assert len(places) == 8
    assert {spans[place] for several in places.values() for place in several} == {
        span(facts["F355"])
    }


def test_the_wording_of_the_source_stays_with_its_claim(kept, coverage, records):
    wrong = []
    for name, fact in kept.items():
        claims = [records[fact["source"]][iri] for iri in coverage[name]["where"]]
        for qualifier, value in fact["qualifiers"].items():
            wanted = QUALIFIERS.get(qualifier)
            if wanted and not any(value in claim[wanted] for claim in claims):
                wrong.append((name, wanted, value))
    assert wrong == []


def test_no_claim_has_wording_that_no_fact_of_it_has(kept, coverage, claims):
    said = {}
    for name, fact in kept.items():
        for iri in coverage[name]["where"]:
            said.setdefault(iri, set()).update(map(text_of, fact["qualifiers"].values()))
    wrong = [
        (iri, prop, text)
        for iri, words in said.items()
        for prop in sorted(set(QUALIFIERS.values()))
        for text in claims[iri][prop]
        if text not in words
    ]
    assert wrong == [(iri, "pc:asWritten", MENTIONS[iri]) for iri, *_ in wrong]
    assert {iri for iri, *_ in wrong} == set(MENTIONS)


def test_a_role_in_the_words_of_the_source_is_kept_where_it_says_more(
    kept, coverage, records, claims
):
    plain = {"participant", "expert", "involved", "unspecified"}
    wrong = []
    for name, fact in kept.items():
        words = fact["qualifiers"].get("role")
        said = {w for iri in coverage[name]["where"] for w in claims[iri]["pc:roleAsStated"]}
        said |= {w for iri in coverage[name]["where"] for w in claims[iri]["pc:asWritten"]}
        if words and not same_role(words, fact["role"]) and words not in plain | said:
            wrong.append((name, words, fact["role"]))
    # The source says only that this one reflects the practice of the service; its note says so.
    assert [name for name, *_ in wrong] == ["F038"]


def test_every_claim_without_a_fact_is_a_name_of_one_document_or_a_later_reading(
    claims, coverage, reading, records
):
    named = {iri for row in coverage.values() for iri in row["where"]}
    extra = {iri: claim for iri, claim in claims.items() if iri not in named}
    assert {iri for iri, claim in extra.items() if not claim["pc:nameIn"]} == set(reading)
    assert [iri for iri, row in reading.items() if iri not in records[row["source"]]] == []
    assert [iri for iri, row in reading.items() if not row["why"].strip()] == []
    names = {iri: claim for iri, claim in extra.items() if iri not in reading}
    assert {p for claim in names.values() for p in claim["rdf:predicate"]} <= {"skos:altLabel"}
    for iri, claim in names.items():
        sources = {place.removeprefix("ev:").rsplit("-", 2)[0] for place in claim["pc:evidence"]}
        assert claim["pc:nameIn"] == {f"src:{source}" for source in sources}, iri


def test_every_claim_has_evidence_with_a_position_in_its_own_file(records, spans):
    for source, record in records.items():
        for iri, claim in record.items():
            if not iri.startswith("claim:"):
                continue
            places = [
                spans[place] for place in claim["pc:evidence"] if spans[place][0] == f"src:{source}"
            ]
            assert places, iri
            for _, start, end, digest in places:
                assert 0 <= start < end, iri
                assert re.fullmatch(r"[0-9a-f]{64}", digest), iri


def test_every_span_of_the_graph_carries_a_claim_or_a_record(records, spans):
    used = {
        place
        for record in records.values()
        for properties in record.values()
        for place in properties["pc:evidence"] | properties["pc:readWith"]
    }
    assert set(spans) == used


def test_a_passage_is_read_with_others_of_its_document_and_not_with_itself(records, spans):
    for record in records.values():
        read_with = {iri: properties["pc:readWith"] for iri, properties in record.items()}
        for iri, others in read_with.items():
            assert {spans[each][0] for each in others} <= {spans.get(iri, [None])[0]}, iri
            assert iri not in others, iri


def test_evidence_is_named_by_its_position(spans):
    for iri, (source, start, end, _) in spans.items():
        assert iri == f"ev:{source.removeprefix('src:')}-{start}-{end}"


def test_a_claim_that_is_not_stated_has_a_note(claims):
    unsure = {"status:implied", "status:ambiguous"}
    assert [
        i for i, c in claims.items() if c["pc:status"] & unsure and not c["skos:editorialNote"]
    ] == []


def text_of(qualifier):
    return ", ".join(qualifier) if isinstance(qualifier, list) else str(qualifier)
