"""What came after the first file of public facts: a second one, its lists, and identifiers.

Each fact became the claims that public_coverage_2.csv names. What was given to things from outside
(identifiers, homepages, names) stands in identifiers.csv, with the claim that each row became.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from kg.names import shorten
from tests.graphdata import test_public as first
from tests.graphdata.test_public import dates, expected, holds, iri, number

DATA = Path(__file__).parents[1] / "data"
everything, pages = first.everything, first.pages  # fixtures


@pytest.fixture(scope="session")
def facts():
    lines = (DATA / "public_facts_2.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def coverage():
    return {row["fact"]: row["claims"].split() for row in table("public_coverage_2.csv")}


@pytest.fixture(scope="session")
def given():
    return table("identifiers.csv")


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said_of(fact, claim):
    """What a claim of a fact must say, with its dates."""
    said = expected(claim) | dates(fact, claim)
    if "scheme" in claim:
        del said["pc:scheme"]
        said |= {"rdf:predicate": "org:identifier", "rdf:object": claim["value"]}
    if claim["claim"] == "pc:Enumeration":
        said |= {"pc:topic": claim["topic"], "pc:closed": str(claim["closed"]).lower()}
        said |= {"pc:value": number(claim["value"])} if "value" in claim else {}
    return said


# ---- Facts ---------------------------------------------------------------------------------------


def test_every_fact_became_claims(facts, coverage):
    assert len(facts) == len(coverage) == 248
    assert sum(len(fact["claims"]) for fact in facts) == 260
    assert [fact["id"] for fact in facts if not coverage[fact["id"]]] == []


def test_every_claim_of_a_fact_stands_in_the_file_of_each_of_its_pages(facts, coverage, pages):
    lost = []
    for fact in facts:
        for claim in fact["claims"]:
            said = said_of(fact, claim)
            for page in (fact["source_id"], *fact.get("corroborated_by", ())):
                claims = [pages[page][f"claim:{name}"] for name in coverage[fact["id"]]]
                if not any(holds(about, said) for about in claims):
                    lost.append((fact["id"], page, said))
    assert lost == []


def test_main_claims_are_as_sure_as_the_fact_and_say_what_was_only_planned(facts, coverage, pages):
    wrong, planned = [], set()
    for fact in facts:
        claims = [pages[fact["source_id"]][f"claim:{name}"] for name in coverage[fact["id"]]]
        main = [about for about in claims if fact["claim_class"] in about["rdf:type"]]
        said = {"pc:status": f"status:{fact['status']}"}
        if fact.get("named_by"):
            said["pc:namedBy"] = fact["named_by"]
        if fact.get("modality"):
            said["pc:modality"] = f"modality:{fact['modality']}"
            planned.add(fact["id"])
        if not any(holds(about, said) for about in main):
            wrong.append((fact["id"], said))
    assert wrong == []
    assert planned == {"F2233", "F2234", "F2271"}


def test_a_page_that_says_otherwise_makes_a_claim_of_its_own(coverage, pages):
    """The ten founders of the Council of Europe have two days, a conference in Prague two dates."""
    map_, history = "coe-int-en-sarajevo-member-states-map", "coe-int-fr-tbilisi-the-coe-objectives"
    (founding,) = (page for page in pages if page.startswith(history))
    for number_ in range(2101, 2111):
        [one], [other] = coverage[f"F{number_}"], coverage[f"F{number_}-2"]
        assert pages[founding][f"claim:{one}"]["pc:when"] == {"1949-05-05/"}
        assert pages[map_][f"claim:{other}"]["pc:when"] == {"1949-05-10/"}
        assert f"claim:{one}" not in pages[map_]
    assert coverage["F2295"][0] != coverage["F2295-2"][0]


# ---- Identifiers, homepages and names ------------------------------------------------------------


def outside(row):
    """What the claim of a row must say, but for its value."""
    scheme = row["scheme"]
    if scheme.startswith("name@"):
        name = "skos:altLabel"
    else:
        name = "schema:url" if scheme == "homepage" else "org:identifier"
    return {
        "rdf:subject": iri(row["thing"]),
        "rdf:predicate": name,
        "pc:attested": row["checked"],
    }


def bare(value):
    """An address in any form in which the table and the graph may write it; other values as is."""
    return re.sub("^https?://", "", value).rstrip("/")


def test_what_was_given_to_things_stands_with_its_page_and_the_day(given, pages):
    assert len(given) == 402
    wrong = []
    for row in given:
        about = pages[row["source"]][f"claim:{row['claims']}"]
        values = {bare(value) for value in about["rdf:object"]}
        if not holds(about, outside(row)) or bare(row["value"]) not in values:
            wrong.append(row)
    assert wrong == []


def test_what_was_given_to_things_stands_in_their_records(given, everything):
    names = {"skos:prefLabel", "skos:altLabel"}
    records = {
        record.file.path.stem: {
            (shorten(triple.predicate.value), bare(getattr(triple.object, "value", "")))
            for triple in record.document.triples
        }
        for record in everything
        if "/registry/" in record.name
    }
    lost = []
    for row in given:
        kind = outside(row)["rdf:predicate"]
        wanted = names if kind == "skos:altLabel" else {kind}
        if not any((name, bare(row["value"])) in records[row["thing"]] for name in wanted):
            lost.append((row["thing"], row["scheme"], row["value"]))
    # A record keeps the homepage that it had; the other one stands in the claim.
    assert {row[:2] for row in lost} == {("cy-cip", "homepage"), ("jp-jica", "homepage")}


# ---- Lists ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def lists(pages):
    """The lists of the public pages: name -> its page, and what it says."""
    return {
        name: (page, about)
        for page, subjects in pages.items()
        for name, about in subjects.items()
        if "pc:Enumeration" in about["rdf:type"]
    }


@pytest.fixture(scope="session")
def broader(everything):
    """The concept above each role."""
    return {
        shorten(triple.subject.value): shorten(triple.object.value)
        for record in everything
        if record.name.endswith("roles.ttl")
        for triple in record.document.triples
        if triple.predicate.value.endswith("#broader")
    }


def test_a_list_is_cited_and_says_in_two_languages_what_it_lists(lists):
    assert len(lists) == 34
    for name, (page, about) in lists.items():
        assert about["pc:evidence"] == {f"ev:{page}-1"}, name
        assert len(about["pc:topic"]) == 2, name
        assert about["pc:closed"] <= {"true", "false"}, name
        assert bool(about["pc:value"]) == bool(about["pc:bound"]), name


def test_of_a_closed_list_with_a_total_the_graph_names_every_one(lists, pages, broader):
    """On the page of the list, in its role or a narrower one; lists of a part are left out."""

    def has(role, wanted):
        return role == wanted or (role in broader and has(broader[role], wanted))

    whole = {}
    for name, (page, about) in lists.items():
        said = about["pc:closed"] == {"true"} and about["pc:value"] and about["pc:role"]
        if not said or about["pc:subset"]:
            continue
        named = {
            agent
            for claim in pages[page].values()
            if claim["pc:context"] == about["pc:context"]
            and any(has(role, *about["pc:role"]) for role in claim["pc:role"])
            for agent in claim["pc:agent"]
        }
        whole[name] = (len(named), int(*about["pc:value"]))
    assert len(whole) == 7
    assert {name: both for name, both in whole.items() if both[0] != both[1]} == {}
