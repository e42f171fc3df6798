"""What changed between two versions, sentence by sentence, and nothing twice."""

from __future__ import annotations

import shutil

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.changes import report as change_report
from kg.changes import versions
from kg.changes.changes import Difference
from kg.changes.derived import consequences
from kg.changes.difference import Unshared, VersionTriples
from kg.changes.versions import of_quads
from kg.graph.workspace import find_workspace
from kg.names import expand
from kg.rdf.dataset import Dataset
from tests.miniature import (
    ALPHA,
    CLAIMS,
    DOCUMENT,
    NAMES,
    PARTICIPATIONS,
    PRISON,
    make_workspace,
    participation,
    put,
)

TO_NET = participation("alpha", "net", "member", '; pc:when "2009/"^^edtf:EDTF')
IN_PRJ = participation("gamma", "prj", "junior-partner")
ATTESTED = participation("alpha", "agr", "party", '; pc:attested "2014"^^edtf:EDTF')
FUNDING = """claim:f a pc:FundingClaim ; pc:funded id:prj ; pc:funder id:net ; pc:amount 6000000.0 ;
    pc:currency "EUR" ; pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
COUNT = """claim:o a pc:Observation ; pc:reporter id:net ; pc:counterpart id:area-any ;
    pc:indicator indicator:members ; pc:period "2014"^^edtf:EDTF ; pc:value 41 ; pc:bound "exact" ;
    pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
NAMED = """claim:n a pc:AttributeClaim ; rdf:subject id:net ; rdf:predicate skos:altLabel ;
    rdf:object "Roundtable"@en ; pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
MEMBERSHIP = "membership of Prison Service of Alphaland in Network of Services"
PAIR = "Prison Service of Alphaland and Prison Service of Betaland"


def read(root, text=None, *, claims=PARTICIPATIONS, things=None):
    """Return the version of a miniature workspace with other claims or other things."""
    put(root, DOCUMENT, text or CLAIMS + claims)
    for name, words in {**NAMES, **(things or {})}.items():
        path = root / f"graphdata/registry/{name}.ttl"
        if words is None:
            path.unlink()
        else:
            put(root, path.relative_to(root).as_posix(), f"id:{path.stem} a {words} .")
    return versions.read_working_tree(find_workspace(root))


def sentences(report, *sections, lang="en"):
    at = ("en", "cs").index(lang)
    wanted = sections or ("fact", "record", "technical")
    return [each.sentence[at] for each in report.changes if each.section in wanted]


# Claims of the document: what stands there before, what after, and the sentence.
OF_CLAIMS = {
    "new membership": (
        TO_NET,
        TO_NET + participation("beta", "net", "member", '; pc:when "2018/"^^edtf:EDTF'),
        "New membership: Prison Service of Betaland in Network of Services, since 2018 (doc)",
    ),
    "new membership of another kind": (
        "",
        participation("alpha", "net", "founding-member"),
        "New membership: Prison Service of Alphaland in Network of Services, founding member (doc)",
    ),
    "new party": (
        ATTESTED,
        ATTESTED + participation("beta", "agr", "party"),
        "New party: Prison Service of Betaland in Memorandum: Alphaland – Betaland (doc)",
    ),
    "removed": (
        TO_NET,
        "",
        f"Removed: {MEMBERSHIP}, since 2009 (doc)",
    ),
    "ended": (
        TO_NET,
        TO_NET.replace('"2009/"', '"2009/2018"'),
        f"Ended: {MEMBERSHIP}, 2009 – 2018 (doc)",
    ),
    "dated": (
        TO_NET.replace('; pc:when "2009/"^^edtf:EDTF', ""),
        TO_NET,
        f"Now dated: {MEMBERSHIP}, since 2009 (doc)",
    ),
    "dates changed": (
        TO_NET,
        TO_NET.replace("2009/", "2010-06/"),
        f"Dates changed: {MEMBERSHIP}: from “since 2009” to “since June 2010” (doc)",
    ),
    "an end that was corrected": (
        TO_NET.replace('"2009/"', '"2009/2018"'),
        TO_NET.replace('"2009/"', '"2009/2019"'),
        f"Dates changed: {MEMBERSHIP}: from “2009 – 2018” to “2009 – 2019” (doc)",
    ),
    "role": (
        IN_PRJ,
        IN_PRJ.replace("junior-partner", "partner"),
        (
            "Role changed: Probation of Gammaland in Back to life: from junior partner to partner"
            " (doc)"
        ),
    ),
    "role and class": (
        TO_NET,
        TO_NET.replace("role:member", "role:observer").replace("Membership", "Participation"),
        (
            "Role changed: Prison Service of Alphaland in Network of Services:"
            " from member to observer (doc)"
        ),
    ),
    "ambiguous": (
        TO_NET,
        TO_NET.replace("status:stated", "status:ambiguous"),
        f"Now ambiguous: {MEMBERSHIP}, since 2009 (doc)",
    ),
    "stated": (
        TO_NET.replace("status:stated", "status:implied"),
        TO_NET,
        f"Now stated: {MEMBERSHIP}, since 2009 (doc)",
    ),
    "withdrawn": (
        TO_NET,
        TO_NET.replace("status:stated", "status:withdrawn"),
        f"Withdrawn: {MEMBERSHIP}, since 2009 (doc)",
    ),
    "amount": (
        FUNDING,
        FUNDING.replace("6000000.0", "6500000.0"),
        (
            "Number changed: funding of Back to life by Network of Services:"
            " 6\u202f500\u202f000 EUR: from 6\u202f000\u202f000 EUR"
            " to 6\u202f500\u202f000 EUR (doc)"
        ),
    ),
    "new funding": (
        "",
        FUNDING,
        "New funding: Network of Services funds Back to life: 6\u202f000\u202f000 EUR (doc)",
    ),
    "new count": (
        "",
        COUNT.replace("indicator:members", "indicator:questionnaire-count").replace(
            "area-any", "delta"
        ),
        "New count: questionnaires, Network of Services, Deltaland: 41, 2014 (doc)",
    ),
    "new name": ("", NAMED, "New name: Network of Services: “Roundtable” (doc)"),
    "detail": (
        TO_NET,
        TO_NET.replace("pc:when", 'pc:topic "training"@en ; pc:when'),
        f"Added: {MEMBERSHIP}: topic: “training” (doc)",
    ),
}


@pytest.mark.parametrize("case", OF_CLAIMS)
def test_a_changed_claim_is_one_sentence(root, case):
    before, after, sentence = OF_CLAIMS[case]
    old = read(root, claims=before)
    report = change_report.compare(old, read(root, claims=after))
    assert sentences(report) == [sentence]
    assert {change.section for change in report.changes} <= {"fact", "derived"}


RECORDS = {
    "moved": (
        CLAIMS + IN_PRJ.replace("doc-0-9", "doc-20-39"),
        CLAIMS.replace("doc-20-39", "doc-22-41").replace("20 ;", "22 ;").replace("39 ;", "41 ;")
        + IN_PRJ.replace("doc-0-9", "doc-22-41"),
        (
            "Evidence moved: role of Probation of Gammaland in Back to life, junior partner:"
            " from characters 20–39 to characters 22–41 of Cooperation"
        ),
    ),
    "moved under its name": (
        CLAIMS + IN_PRJ.replace("doc-0-9", "doc-20-39"),
        CLAIMS.replace("oa:start 20", "oa:start 21") + IN_PRJ.replace("doc-0-9", "doc-20-39"),
        (
            "Evidence moved: role of Probation of Gammaland in Back to life, junior partner:"
            " from characters 20–39 to characters 21–39 of Cooperation"
        ),
    ),
    "further": (
        CLAIMS + IN_PRJ,
        CLAIMS + IN_PRJ.replace("ev:doc-0-9", "ev:doc-0-9 , ev:doc-20-39"),
        "Further evidence: role of Probation of Gammaland in Back to life, junior partner (doc)",
    ),
    "attested anew": (
        CLAIMS + ATTESTED,
        CLAIMS + ATTESTED.replace("2014", "2022"),
        (
            "Attested at another date: participation of Prison Service of Alphaland in Memorandum:"
            " Alphaland – Betaland: from “attested 2014” to “attested 2022” (doc)"
        ),
    ),
    "note": (
        CLAIMS + IN_PRJ,
        CLAIMS + IN_PRJ.replace("pc:role", 'skos:editorialNote "Why."@en ; pc:role'),
        (
            "Added: role of Probation of Gammaland in Back to life, junior partner:"
            " editorial note: “Why.” (doc)"
        ),
    ),
    "text": (
        CLAIMS,
        CLAIMS.replace("900", "950"),
        "Text replaced: Cooperation: from 900 to 950 characters",
    ),
    "title": (
        CLAIMS,
        CLAIMS.replace('"Cooperation"', '"Co-operation"'),
        "Changed: Co-operation: Title: from “Cooperation” to “Co-operation”",
    ),
}


@pytest.mark.parametrize("case", RECORDS)
def test_what_changes_the_record_and_no_fact_is_said_apart(root, case):
    before, after, sentence = RECORDS[case]
    old = read(root, before)
    report = change_report.compare(old, read(root, after))
    assert sentences(report) == [sentence]
    assert {change.section for change in report.changes} <= {"record", "derived"}


THINGS = {
    "new": ({"areas/eta": "pc:Country ; skos:prefLabel 'Etaland'@en"}, "New country: Etaland"),
    "removed": ({"projects/prj": None}, "Removed project: Back to life"),
    "renamed": (
        {"projects/prj": "pc:Project ; skos:prefLabel 'Back home'@en"},
        "Renamed: “Back to life” is now “Back home” (English)",
    ),
    "named": (
        {"projects/prj": "pc:Project ; skos:prefLabel 'Back to life'@en , 'Zpátky do života'@cs"},
        "Named (Czech): Back to life: “Zpátky do života”",
    ),
    "alias": (
        {"projects/prj": "pc:Project ; skos:prefLabel 'Back to life'@en ; skos:altLabel 'BTL'@en"},
        "Also known as “BTL”: Back to life",
    ),
    "retired": (
        {"projects/prj": "pc:Project ; skos:prefLabel 'Back to life'@en ; owl:deprecated true"},
        "Retired: Back to life",
    ),
    "replaced": (
        {
            "projects/prj": "pc:Project ; skos:prefLabel 'Back to life'@en ; owl:deprecated true ;"
            " dcterms:isReplacedBy id:agr"
        },
        "Retired: Back to life, replaced by Memorandum: Alphaland – Betaland",
    ),
    "unresolved": (
        {"organisations/alpha": f"{NAMES['organisations/alpha']} ; pc:status status:ambiguous"},
        "Now unresolved: Prison Service of Alphaland",
    ),
    "jurisdiction": (
        {"organisations/alpha": f"{NAMES['organisations/alpha']} ; pc:jurisdiction id:delta"},
        "Added: Prison Service of Alphaland: jurisdiction: Deltaland",
    ),
    "kind": (
        {
            "organisations/net": "org:Organization ; skos:prefLabel 'Network of Services'@en ;"
            " org:classification kind:professional-body"
        },
        "Changed: Network of Services: classification: from network to professional body",
    ),
}


@pytest.mark.parametrize("case", THINGS)
def test_a_changed_thing_is_one_sentence(root, case):
    things, sentence = THINGS[case]
    old = read(root, claims="")
    report = change_report.compare(old, read(root, claims="", things=things))
    assert sentences(report, "fact") == [sentence]
    assert sentences(report, "record", "technical") == []


def test_a_candidate_for_the_same_is_no_change_of_fact(root):
    things = {"organisations/alpha": f"{PRISON} ; skos:prefLabel 'Prison Service of Alphaland'@en"}
    old = read(root)
    things["organisations/alpha"] += " ; pc:possiblySameAs id:beta"
    report = change_report.compare(old, read(root, things=things))
    assert sentences(report, "record") == [
        "Possibly the same: Prison Service of Alphaland and Prison Service of Betaland"
    ]
    assert report.of("fact") == []


def test_a_new_event_comes_with_its_date_and_takes_its_participants(root):
    old = read(root)
    kind = """claim:k a pc:AttributeClaim ; rdf:subject id:visit ; rdf:predicate pc:statedKind ;
        rdf:object "visit"@en ; pc:when "2014-06"^^edtf:EDTF ; pc:status status:stated ;
        pc:evidence ev:doc-0-9 .
"""
    event = {"events/visit": "pc:Event ; pc:kind kind:visit ; skos:prefLabel 'Visit to Beta'@en"}
    claims = PARTICIPATIONS + kind + participation("alpha", "visit", "visitor")
    report = change_report.compare(old, read(root, claims=claims, things=event))
    assert sentences(report) == [
        "New visit: Visit to Beta, June 2014 (doc)",
        "New participation: Prison Service of Alphaland in Visit to Beta, visitor (doc)",
    ]
    assert {change.thing for change in report.of("fact")} == {expand("id:visit")}


def test_what_follows_is_said_apart(root):
    old = read(root, claims=ATTESTED)
    new = read(root, claims=ATTESTED + participation("beta", "agr", "party"))
    there, back = change_report.compare(old, new), change_report.compare(new, old)
    basis = "Memorandum: Alphaland – Betaland"
    assert f"Now partners: {PAIR}, through {basis}" in sentences(there, "derived")
    assert f"No longer partners: {PAIR}, who were through {basis}" in sentences(back, "derived")
    [tie] = [each for each in there.changes if each.kind == "now-partners"]
    assert tie.claim.evidence[0].source == "src:doc"


def test_one_more_basis_makes_no_new_partners(root):
    old = read(root)
    more = participation("beta", "prj", "partner")
    report = change_report.compare(old, read(root, claims=PARTICIPATIONS + more))
    kinds = [(each.kind, each.sentence.en) for each in report.of("derived")]
    assert kinds[0] == (
        "also-tied",
        f"Now tied by one more basis: {PAIR}, through Back to life",
    )
    assert "now-partners" in dict(kinds)  # beta and gamma


def test_a_claim_under_another_name_is_technical(root):
    old = read(root, claims=TO_NET)
    report = change_report.compare(old, read(root, claims=TO_NET.replace("claim:", "claim:x-")))
    assert sentences(report) == [
        (
            "claim:alpha-in-net is now called claim:x-alpha-in-net:"
            " membership of Prison Service of Alphaland in Network of Services"
        )
    ]
    assert report.of("fact") == []


def test_a_number_in_another_form_is_technical(root):
    old = read(root, claims=FUNDING)
    report = change_report.compare(old, read(root, claims=FUNDING.replace("6000000.0", "6000000")))
    assert [change.section for change in report.changes] == ["technical"]


def test_a_changed_rule_is_named_with_what_follows(root, tmp_path):
    shutil.copytree(root, tmp_path / "old")
    old = read(tmp_path / "old")
    (root / "ontology/rules/31-cooperation.rq").unlink()
    (root / "ontology/rules/30-agreement.rq").write_text(
        "CONSTRUCT { ?a pc:cooperatesWith ?b } WHERE { ?tie pc:from ?a ; pc:to ?b }", "utf-8"
    )
    report = change_report.compare(old, read(root))
    assert sentences(report, "technical") == [
        "Changed rule: ontology/rules/30-agreement.rq",
        "Removed rule: ontology/rules/31-cooperation.rq",
    ]


def test_statements_that_only_change_their_file_are_technical(root):
    old = read(root)
    put(root, ALPHA, "id:alpha a org:FormalOrganization .")
    more = "id:alpha org:classification kind:prison-service ; skos:prefLabel "
    more += "'Prison Service of Alphaland'@en ."
    put(root, DOCUMENT, CLAIMS + PARTICIPATIONS + more)
    report = change_report.compare(old, versions.read_working_tree(find_workspace(root)))
    assert sentences(report) == [
        "id:alpha: statements no longer in https://w3id.org/pencoop/graph/registry: 2",
        "id:alpha: statements now in src:doc: 2",
    ]


def test_dates_that_are_none_do_not_stop_the_report(root):
    old = read(root)
    report = change_report.compare(
        old, read(root, claims=PARTICIPATIONS.replace('"2009/"', '"2009ish"'))
    )
    assert sentences(report) == [
        f"Dates changed: {MEMBERSHIP}: from “since 2009” to “2009ish” (doc)"
    ]
    rows = change_report.write_report(report, "json")
    assert '"since": null' in rows


def test_the_same_sentences_in_czech(root):
    before, after, _ = OF_CLAIMS["new membership"]
    old = read(root, claims=before)
    report = change_report.compare(old, read(root, claims=after))
    assert sentences(report, lang="cs") == [
        "Nové členství: Prison Service of Betaland v organizaci Network of Services, od 2018 (doc)"
    ]


# ---- laws ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The version of a miniature workspace with every sort of claim."""
    root = make_workspace(tmp_path_factory.mktemp("world"))
    more = FUNDING + NAMED + COUNT.replace("indicator:members", "indicator:questionnaire-count")
    return read(root, claims=PARTICIPATIONS + more.replace("id:area-any", "id:delta"))


def told(report):
    return [triple for each in report.changes for part in each.taken for triple in part]


NUMBER = st.integers(0, 10**6)


@settings(max_examples=60)
@given(
    gone=st.sets(NUMBER, max_size=12),
    mixed=st.lists(st.tuples(NUMBER, NUMBER, NUMBER), max_size=8),
)
def test_every_changed_statement_is_told_exactly_once(world, gone, mixed):
    ours = sorted((q for q in world.asserted if "graph/ontology" not in str(q)), key=str)

    def pick(number):
        return ours[number % len(ours)]

    parts = [map(pick, numbers) for numbers in mixed]
    come = {ox.Quad(a.subject, b.predicate, c.object, a.graph_name) for a, b, c in parts}
    gone = set(map(pick, gone))
    quads = (world.asserted - gone) | come
    new = versions.Version("", (quads, quads), lambda: world.consequences, world.terms)
    report = change_report.compare(world, new)
    before, after = ({quad.triple for quad in each.asserted} for each in (world, new))
    assert sorted(told(report), key=str) == sorted(before ^ after, key=str)
    assert bool(report.changes) == (world.asserted != new.asserted)


def test_equal_graphs_give_no_report_whatever_their_blank_nodes_are_called(root):
    workspace = find_workspace(root)

    def version(*names):
        text = "@prefix s: <https://schema.org/> . _:{0} s:knows _:{1} . _:{1} s:name 'x' ."
        quads = ox.parse(input=text.format(*names), format=ox.RdfFormat.TURTLE)
        return of_quads("x", quads, workspace)

    report = change_report.compare(version("a", "b"), version("b", "c"))
    assert report.changes == ()
    assert change_report.compare(version("a", "b"), version("a", "a")).changes != ()


@settings(max_examples=25)
@given(gone=st.sets(NUMBER, max_size=4), mixed=st.lists(st.tuples(NUMBER, NUMBER), max_size=3))
def test_looking_around_a_change_misses_nothing_that_follows(world, gone, mixed):
    ours = sorted((q for q in world.asserted if "graph/ontology" not in str(q)), key=str)

    def pick(number):
        return ours[number % len(ours)]

    parts = [map(pick, numbers) for numbers in mixed]
    come = {ox.Quad(a.subject, b.predicate, b.object, a.graph_name) for a, b in parts}
    quads = (world.asserted - set(map(pick, gone))) | come
    new = versions.of_dataset("", world.workspace, Dataset(list(quads), {}))
    unshared = Unshared(*(VersionTriples(q.triple for q in each.asserted) for each in (world, new)))
    old_near, new_near = consequences(Difference(world, new, unshared))
    assert old_near - new_near == world.derived - new.derived
    assert new_near - old_near == new.derived - world.derived
