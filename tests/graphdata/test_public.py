"""The public scope: every fact of the public pages stands in the graph, cited and as it was said.

The facts are held here without any sentence, note or name of a source; what each became is listed
in public_coverage.csv, which `kg import --coverage` wrote. A fact that was corrected afterwards
stands here as corrected, and the list says why; one that only repeats a document of the core is
listed there alone.
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
# Facts whose interval begins in the month of a page because the page tells the act: it was signed,
# admitted, taken over. Of any other news the day is that at which something was seen.
BEGAN = """
    F0257 F0260 F0263 F0266 F0271 F0272 F0562 F0563 F0653 F0662 F0667 F0676 F0709 F0729 F0734
    F0859 F0898 F0915 F0916 F0946 F0992 F0993 F0994 F1155 F1399 F1417 F1791 F1793 F1887 F1960
"""
# Attributes that hold of an event whenever it is; the claim of its kind bears its date.
TIMELESS = {"event-of", "part-of"}
# Attributes that say from when on something holds; the date of the page became an interval.
SINCE = {"current-name-since", "founded", "launched", "start"}


@pytest.fixture(scope="session")
def facts():
    lines = (DATA / "public_facts.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def rows():
    """What became of each fact, and why it was corrected: fact -> row of the list."""
    with (DATA / "public_coverage.csv").open(encoding="utf-8", newline="") as file:
        return {row["fact"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def coverage(rows):
    return {fact: row["claims"].split() for fact, row in rows.items()}


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
    said |= {name: claim[field] for field, name in WORDS.items() if claim.get(field)}
    if claim.get("role"):
        said["pc:role"] = f"role:{claim['role']}"
    if "amount" in claim:
        said["pc:amount"] = number(claim["amount"])
    if kind == "pc:Observation":
        said["pc:reporter"] = iri(claim["about"])
        said["pc:indicator"] = f"indicator:{claim['indicator']}"
        said["pc:value"] = number(claim["value"])
    if kind == "pc:AttributeClaim":
        said |= attribute(claim)
    return said


def attribute(claim):
    ends = [iri(claim["about"]), iri(claim["value_key"]) if claim.get("value_key") else None]
    if claim["attribute"] in BACKWARDS and ends[1]:
        ends.reverse()
    return {"rdf:subject": ends[0]} | ({"rdf:object": ends[1]} if ends[1] else {})


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


def makes(about, fact, claim):
    """Whether a claim of the graph is that of a fact, with its dates."""
    said = expected(claim)
    undated = claim.get("attribute") in TIMELESS and not about["pc:when"]
    return holds(about, said if undated else said | dates(fact, claim))


def test_every_fact_became_claims(facts, coverage):
    assert (len(facts), len(coverage)) == (1754, 1765)
    assert sum(len(fact["claims"]) for fact in facts) == 2386
    assert [fact for fact, claims in coverage.items() if not claims] == []


def test_a_fact_that_only_repeats_the_core_leads_to_its_claims(facts, rows, coverage, everything):
    """What a copy of a document says stands once, with the evidence of the document itself."""
    core = {
        shorten(triple.subject.value)
        for record in everything
        if "/sources/core/" in record.name
        for triple in record.document.triples
        if shorten(triple.predicate.value) == "rdf:type"
    }
    copied = set(rows) - {fact["id"] for fact in facts}
    assert len(copied) == 11
    for fact in copied:
        assert "copy" in rows[fact]["corrected"]
        assert {f"claim:{name}" for name in coverage[fact]} <= core, fact


def test_what_was_corrected_says_why(rows):
    assert sum(bool(row["corrected"]) for row in rows.values()) == 166


def test_what_was_retired_names_a_heir_that_stands(everything):
    """An identifier that was given once is never given again; who asks for it is led on."""
    heirs, described, retired = {}, set(), set()
    for record in everything:
        for triple in record.document.triples:
            subject, name = shorten(triple.subject.value), shorten(triple.predicate.value)
            if name == "rdf:type":
                described.add(subject)
            elif name == "owl:deprecated":
                retired.add(subject)
            elif name == "dcterms:isReplacedBy":
                heirs[subject] = shorten(triple.object.value)
    assert {subject for subject in retired if subject.startswith(("claim:", "src:"))} == set(heirs)
    assert set(heirs.values()) <= described - retired
    assert heirs


def test_what_is_retired_has_an_heir_or_says_why(everything):
    said = defaultdict(lambda: defaultdict(set))
    for record in everything:
        for triple in record.document.triples:
            name = shorten(triple.predicate.value)
            said[shorten(triple.subject.value)][name].add(shorten(turtle.value(triple.object)))
    notes = [note for about in said.values() for note in about["skos:editorialNote"]]
    assert [note for note in notes if "claim:" in note] == []
    retired = {name for name, about in said.items() if about["owl:deprecated"]}
    assert [name for name in retired if said[name]["pc:status"]] == []
    bare = {name for name in retired if not said[name]["dcterms:isReplacedBy"]}
    assert bare == {"id:si-moj"}
    assert all(said[name]["skos:editorialNote"] for name in bare)


def test_every_claim_of_a_fact_stands_in_the_file_of_each_of_its_pages(facts, coverage, pages):
    lost = []
    for fact in facts:
        for claim in fact["claims"]:
            for page in (fact["source_id"], *fact.get("corroborated_by", ())):
                claims = [pages[page][f"claim:{name}"] for name in coverage[fact["id"]]]
                if not any(makes(about, fact, claim) for about in claims):
                    lost.append((fact["id"], page, expected(claim) | dates(fact, claim)))
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
    assert wrong == []


def test_the_day_of_a_news_is_no_start(facts, pages):
    begun = set()
    for fact in facts:
        since = fact.get("when") or ""
        issued = {
            date[:7]
            for page in (fact["source_id"], *fact.get("corroborated_by", ()))
            for date in pages[page][f"src:{page}"]["dcterms:issued"]
        }
        if re.fullmatch(r"\d{4}-\d\d[^/]*/", since) and since[:7] in issued:
            begun.add(fact["id"])
    assert begun == set(BEGAN.split())


def test_what_is_not_held_says_so(facts, coverage, pages):
    wrong = []
    for fact in facts:
        if modality := fact.get("modality"):
            claims = [pages[fact["source_id"]][f"claim:{name}"] for name in coverage[fact["id"]]]
            if not any(f"modality:{modality}" in about["pc:modality"] for about in claims):
                wrong.append(fact["id"])
    assert wrong == []
    assert sum("modality" in fact for fact in facts) == 21


def test_what_stays_in_doubt_names_what_the_graph_says(workspace, pages):
    """The steward's list: each row is about a claim that still says what it said."""
    said = defaultdict(set)
    for page in pages.values():
        for name in claims_of(page):
            for property_, values in page[name].items():
                said[name, property_] |= values
    with (workspace.root / "graphdata/doubts.csv").open(encoding="utf-8", newline="") as file:
        doubts = list(csv.DictReader(file))
    assert doubts
    for row in doubts:
        assert row["now"] in said[row["claim"], row["property"]], row
        assert row["proposed"] not in said[row["claim"], row["property"]], row
        assert row["reason"].endswith("."), row


def claims_of(page):
    """The claims that a page makes, without the names of those that were retired."""
    return {name for name in page if name.startswith("claim:") and page[name]["rdf:type"]}


def test_no_claim_of_a_public_page_comes_from_nowhere(coverage, pages):
    covered = {f"claim:{name}" for names in coverage.values() for name in names}
    for name in ("public_coverage_2.csv", "identifiers.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            covered |= {
                f"claim:{claim}" for row in csv.DictReader(file) for claim in row["claims"].split()
            }
    assert set().union(*map(claims_of, pages.values())) - covered == set()


def test_a_page_is_cited_by_its_address_and_never_verified(pages, workspace):
    assert len(pages) == 606 + 63
    assert {file.path.stem for file in source_files(workspace)} > set(pages)
    for key, page in pages.items():
        assert page[f"src:{key}"]["schema:url"], key
        assert page[f"src:{key}"]["dcterms:title"], key
        assert page[f"src:{key}"]["dcterms:publisher"] | page[f"src:{key}"]["dc:publisher"], key
        assert page[f"src:{key}"]["dcterms:title"].isdisjoint({"Corroborating page"}), key
        evidence = {name: about for name, about in page.items() if name.startswith("ev:")}
        assert set(evidence) == {f"ev:{key}-1"}
        properties = {name for about in evidence.values() for name in about}
        assert properties == {"rdf:type", "oa:hasSource"}


def test_a_relation_that_several_pages_state_is_one_claim(pages):
    homes = Counter(name for page in pages.values() for name in claims_of(page))
    assert sum(count > 1 for count in homes.values()) == 345


def test_two_sums_for_one_thing_differ_in_more_than_the_amount(pages):
    """In payer, stage, scope, bound or dates; else the weaker one is ambiguous, with a note."""
    told = ("funder", "funded", "asWritten", "stage", "scope", "bound", "currency")
    sums = defaultdict(dict)
    for page in pages.values():
        for name in claims_of(page):
            about = page[name]
            if "status:ambiguous" in about["pc:status"]:
                assert about["skos:editorialNote"], name
            elif "pc:FundingClaim" in about["rdf:type"] and about["pc:amount"]:
                said = tuple(frozenset(about[f"pc:{each}"]) for each in told)
                sums[said][name] = frozenset(about["pc:when"])
    assert len(sums) > 90
    alike = [
        dates for dates in sums.values() if len(set(dates.values()) - {frozenset()}) < len(dates)
    ]
    assert [sorted(dates) for dates in alike if len(dates) > 1] == []


def test_the_core_reaches_every_thing_that_is_its_own(workspace, everything):
    """A thing is of the core where a document of the core leads to it, else of the public pages."""
    core = {record.name for record in reading.read(workspace, scope="core")}
    registry = {each.name for each in everything if each.file.graph == REGISTRY_GRAPH}
    assert (len(core & registry), len(registry)) == (210, 1455)


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
