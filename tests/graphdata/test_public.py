"""The public scope: every fact of the public pages stands in the graph, cited and as it was said.

The facts are held here without any sentence, note or name of a source; what each became is listed
in the coverage table of its file, which `kg import --coverage` writes. What was given to things
from outside (identifiers, homepages, names) stands in identifiers.csv.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg.graph import loading, reading
from kg.graph.workspace import find_workspace, source_files
from kg.names import REGISTRY_GRAPH, shorten
from kg.rdf import turtle

DATA = Path(__file__).parents[1] / "data"
ENDS = {
    "agent": "pc:agent",
    "context": "pc:context",
    "funder": "pc:funder",
    "funded": "pc:funded",
    "funded_area": "pc:funded",
    "influencer": "pc:influenceFrom",
    "influenced": "pc:influenceOn",
    "counterpart": "pc:counterpart",
}
WORDS = {
    "currency": "pc:currency",
    "bound": "pc:bound",
    "stage": "pc:stage",
    "scope": "pc:scope",
    "scheme": "pc:scheme",
    "funded_text": "pc:asWritten",
    "dimension": "pc:subset",
}
# Attributes whose subject and value change places: the older body, the law come first.
BACKWARDS = {"successor-of", "legal-basis"}
# Attributes that say from when on something holds; the date of the page became an interval.
SINCE = {"current-name-since", "founded", "launched", "start"}


# The files of facts, in the order in which they were brought in; with what belongs to which.
FILES = {
    "public_facts.jsonl": "public_coverage.csv",
    "public_facts_2.jsonl": "public_coverage_2.csv",
}


@pytest.fixture(scope="session")
def facts():
    lines = [line for name in FILES for line in (DATA / name).read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def coverage():
    rows = [row for name in FILES.values() for row in table(name)]
    return {row["fact"]: row["claims"].split() for row in rows}


@pytest.fixture(scope="session")
def given():
    """What each row of the table of identifiers must say: its page, and the claim."""
    return [(row["source"], outside(row)) for row in table("identifiers.csv")]


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outside(row):
    scheme = row["scheme"]
    if scheme.startswith("name@"):
        name = "skos:altLabel"
    else:
        name = "schema:url" if scheme == "homepage" else "org:identifier"
    return {
        "rdf:subject": iri(row["thing"]),
        "rdf:predicate": name,
        "rdf:object": row["value"],
        "pc:attested": row["checked"],
    }


def claims_of(said, page):
    """The claims of a page that say this; an address may differ in form from that of the table."""
    value, rest = bare(said["rdf:object"]), said.keys() - {"rdf:object"}
    return {
        name
        for name, about in page.items()
        if name.startswith("claim:")
        and holds(about, {each: said[each] for each in rest})
        and value in map(bare, about["rdf:object"])
    }


def bare(value):
    return re.sub("^https?://", "", value).rstrip("/")


@pytest.fixture(scope="session")
def everything(workspace):
    """The records of the whole workspace, both scopes."""
    return reading.read(workspace)


@pytest.fixture(scope="session")
def pages(everything):
    """What each public page asserts: source -> subject -> property -> values, in short forms."""
    found = {}
    for record in everything:
        if "/sources/public/" in record.name:
            subjects = defaultdict(lambda: defaultdict(set))
            for triple in record.document.triples:
                value = shorten(turtle.value(triple.object))
                subjects[shorten(triple.subject.value)][shorten(triple.predicate.value)].add(value)
            found[record.file.path.stem] = subjects
    return found


def iri(key):
    return f"id:{key}"


def expected(claim):
    """What a claim must say, whatever the words of the format became."""
    kind = claim["claim"]
    said = {"rdf:type": kind}
    said |= {name: iri(claim[field]) for field, name in ENDS.items() if claim.get(field)}
    words = {} if kind == "pc:AttributeClaim" else WORDS
    said |= {name: claim[field] for field, name in words.items() if claim.get(field)}
    if claim.get("role"):
        said["pc:role"] = f"role:{claim['role']}"
    if "amount" in claim:
        said["pc:amount"] = number(claim["amount"])
    if kind == "pc:Observation":
        said["pc:reporter"] = iri(claim["about"])
        said["pc:indicator"] = f"indicator:{claim['indicator']}"
        said["pc:value"] = number(claim["value"])
    if kind == "pc:Enumeration":
        said["pc:topic"] = claim["topic"]
        said["pc:closed"] = str(claim["closed"]).lower()
        said |= {"pc:value": number(claim["value"])} if "value" in claim else {}
    if kind == "pc:AttributeClaim":
        said |= attribute(claim)
    return said


def attribute(claim):
    ends = [iri(claim["about"]), iri(claim["value_key"]) if claim.get("value_key") else None]
    if claim["attribute"] in BACKWARDS and ends[1]:
        ends.reverse()
    said = {"rdf:object": ends[1]} if ends[1] else {}
    if "scheme" in claim:
        said = {"rdf:predicate": "org:identifier", "rdf:object": claim["value"]}
    return {"rdf:subject": ends[0]} | said


def number(value):
    return str(int(value)) if value == int(value) else repr(value)


def dates(fact, claim):
    """The dates that a claim must have: when, or for a number its period, and attested."""
    when = "pc:period" if claim["claim"] == "pc:Observation" else "pc:when"
    said = {when: fact.get("when"), "pc:attested": fact.get("attested")}
    if claim.get("attribute") in SINCE:
        said.pop(when)
    return {name: date for name, date in said.items() if date}


def holds(about, said):
    return all(value in about[name] for name, value in said.items())


def test_every_fact_became_claims(facts, coverage):
    assert len(facts) == len(coverage) == 1765 + 248
    assert sum(len(fact["claims"]) for fact in facts) == 2401 + 260
    assert [fact["id"] for fact in facts if not coverage[fact["id"]]] == []


def test_every_claim_of_a_fact_stands_in_the_file_of_each_of_its_pages(facts, coverage, pages):
    lost = []
    for fact in facts:
        for claim in fact["claims"]:
            said = expected(claim) | dates(fact, claim)
            for page in (fact["source_id"], *fact.get("corroborated_by", ())):
                claims = [pages[page][f"claim:{name}"] for name in coverage[fact["id"]]]
                if not any(holds(about, said) for about in claims):
                    lost.append((fact["id"], page, said))
    assert lost == []


def test_main_claims_are_as_sure_as_the_fact_and_marked_where_named_by_country(
    facts, coverage, pages
):
    wrong = []
    for fact in facts:
        claims = [pages[fact["source_id"]][f"claim:{name}"] for name in coverage[fact["id"]]]
        main = [about for about in claims if fact["claim_class"] in about["rdf:type"]]
        status = f"status:{fact['status']}"
        if not any(status in about["pc:status"] for about in main):
            wrong.append((fact["id"], status))
        named = fact.get("named_by")
        if named and not any(named in about["pc:namedBy"] for about in main):
            wrong.append((fact["id"], named))
        modality = fact.get("modality")
        if modality and not all(f"modality:{modality}" in about["pc:modality"] for about in main):
            wrong.append((fact["id"], modality))
    assert wrong == []


def test_what_was_given_to_things_from_outside_stands_with_the_page_and_the_day(given, pages):
    assert len(given) == 402
    assert [(page, said) for page, said in given if not claims_of(said, pages[page])] == []


def test_no_claim_of_a_public_page_comes_from_nowhere(coverage, given, pages):
    covered = {f"claim:{name}" for names in coverage.values() for name in names}
    covered |= {name for page, said in given for name in claims_of(said, pages[page])}
    held = {subject for page in pages.values() for subject in page if subject.startswith("claim:")}
    assert held - covered == set()


def test_a_page_is_cited_by_its_address_and_never_verified(pages, workspace):
    assert len(pages) == 609 + 63
    assert {file.path.stem for file in source_files(workspace)} > set(pages)
    for key, page in pages.items():
        assert page[f"src:{key}"]["schema:url"], key
        assert page[f"src:{key}"]["dcterms:title"], key
        assert page[f"src:{key}"]["dcterms:publisher"] | page[f"src:{key}"]["dc:publisher"], key
        evidence = {name: about for name, about in page.items() if name.startswith("ev:")}
        assert set(evidence) == {f"ev:{key}-1"}
        properties = {name for about in evidence.values() for name in about}
        assert properties == {"rdf:type", "oa:hasSource"}


def test_a_relation_that_several_pages_state_is_one_claim(pages):
    homes = Counter(
        subject for page in pages.values() for subject in page if subject.startswith("claim:")
    )
    assert sum(count > 1 for count in homes.values()) == 359


def test_the_core_reaches_every_thing_that_is_its_own(workspace, everything):
    """A thing is of the core where a document of the core leads to it, else of the public pages."""
    core = {record.name for record in reading.read(workspace, scope="core")}
    registry = {each.name for each in everything if each.file.graph == REGISTRY_GRAPH}
    assert (len(core & registry), len(registry)) == (203, 1449)


def test_public_pages_change_nothing_in_the_scope_of_the_core(workspace, tmp_path):
    """The core alone, in a workspace of its own, says the same as the core among public pages."""
    for record in reading.read(workspace, scope="core"):
        copy = tmp_path / record.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(record.file.path, copy)
    shutil.copytree(workspace.root / "ontology", tmp_path / "ontology", dirs_exist_ok=True)
    alone = loading.load(find_workspace(tmp_path), scope="core")
    among = loading.load(workspace, scope="core")
    assert alone.dataset == among.dataset


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
