"""Who is whom: candidates, decisions, and a graph that follows them without an edited claim."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from importlib.resources import files
from itertools import permutations

import pytest

from kg.additions import deciding
from kg.checks import review
from kg.errors import FindingsError, KgError
from kg.graph import identity, loading, reading
from kg.graph.workspace import find_workspace
from kg.names import expand, shorten
from kg.network import network
from kg.rdf import turtle
from kg.rdf.dataset import Dataset
from kg.rdf.store import in_memory
from kg.search import candidates, decisions, lookup
from tests.miniature import (
    ALPHA,
    CLAIMS,
    DOCUMENT,
    NAMES,
    PARTICIPATIONS,
    contents,
    derive,
    participation,
    put,
)
from tests.processes import kg

DECISIONS = "graphdata/decisions.ttl"
SAME = ("resolve", "gamma", "beta", "--same", "--because", "One office.", "--date", "2026-01-02")
MEMBERS = "SELECT ?who WHERE { ?who org:memberOf id:net }"


def made(a, b, verdict="same", kept=None):
    kept = expand(kept) if kept else None
    return decisions.Decision(expand(a), expand(b), verdict, "Why.", "editor", "2026-01-01", kept)


def heirs(*found, extra=""):
    triples = {each for decision in found for each in decisions.decision_triples(decision)}
    prefixes = "".join(f"@prefix {p}: <{expand(p + ':')}> . " for p in ("id", "dcterms"))
    triples |= set(turtle.read(prefixes + extra, name="x").triples)
    return {shorten(old): shorten(new) for old, new in identity.heirs(triples).items()}


# ---- Heirs ----


def test_a_decision_gives_a_thing_its_heir():
    assert heirs(made("id:a", "id:b", kept="id:b")) == {"id:a": "id:b"}
    assert heirs(made("id:a", "id:b", kept="id:a")) == {"id:b": "id:a"}
    assert heirs(made("id:a", "id:b", "different"), made("id:a", "id:c", "undecided")) == {}


def test_heirs_are_followed_to_the_last_one():
    chain = [made("id:a", "id:b", kept="id:b"), made("id:b", "id:c", kept="id:c")]
    assert heirs(*chain) == {"id:a": "id:c", "id:b": "id:c"}
    assert heirs(chain[0], extra="id:b dcterms:isReplacedBy id:d .")["id:a"] == "id:d"


def test_a_circle_and_a_fork_have_no_heir():
    ring = [made("id:a", "id:b", kept="id:b"), made("id:b", "id:a", kept="id:a")]
    assert heirs(*ring) == {}
    assert heirs(extra="id:a dcterms:isReplacedBy id:b , id:c .") == {}
    assert heirs(made("id:a", "id:b")) == {}  # it does not say who goes on


def test_reading_in_the_light_of_decisions_can_be_taken_back(root):
    put(root, DECISIONS, "")
    deciding.decide(find_workspace(root), made("id:gamma", "id:beta", kept="id:beta"))
    stated = reading.as_dataset(reading.read(find_workspace(root)))
    understood = identity.understand(stated)
    assert set(understood.quads) != set(stated.quads)
    assert set(identity.restate(understood).quads) == set(stated.quads)
    plain = Dataset([q for q in stated.quads if "decision" not in str(q)], {})
    assert identity.understand(plain) is plain


# ---- Decisions end to end ----


def test_the_same_retires_one_and_the_graph_reads_the_other(root):
    before = contents(root)
    ended = kg(*SAME, cwd=root)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == (
        "decided in graphdata/decisions.ttl: id:gamma is retired; id:beta stands for it\n"
    )
    after = contents(root)
    assert {name for name in after if after[name] != before.get(name)} == {DECISIONS}
    assert (
        after[DECISIONS].decode().splitlines()[-9:]
        == [
            "",
            "decision:beta-and-gamma a pc:Decision ;",
            '    pc:verdict "same" ; pc:keeps id:beta ;',
            '    dcterms:date "2026-01-02"^^xsd:date ;',
            '    pc:because "One office."@en ;',
            "    pc:compares id:beta ,",
            "        id:gamma ;",
            '    pc:decidedBy "data editor" .',
        ][-9:]
        or after
    )
    built = loading.load(find_workspace(root))
    members = {row[0] for row in built.store.rows(MEMBERS)}
    assert expand("id:beta") in members
    assert expand("id:gamma") not in members
    ask = built.store.rows
    assert ask("SELECT ?o { claim:gamma-in-net pc:agent ?o }") == [(expand("id:beta"),)]
    assert ask("SELECT ?o { claim:gamma-in-net pc:asRecorded ?o }") == [(expand("id:gamma"),)]
    assert ask("SELECT ?o { id:gamma dcterms:isReplacedBy ?o ; owl:deprecated true }") == [
        (expand("id:beta"),)
    ]
    assert kg("check", cwd=root).returncode == 0
    assert kg("build", cwd=root).returncode == 0


def test_ties_and_the_picture_follow(root):
    put(root, "graphdata/sources/core/more.ttl", """
src:more a pc:SourceDocument ; dcterms:title "More"@en ; dcterms:language "en" .
ev:more-1 a pc:Evidence ; oa:hasSource src:more .
""" + participation("beta", "prj", "partner", "; pc:evidence ev:more-1"))  # fmt: skip
    kg("resolve", "beta", "gamma", "--same", "--because", "One office.", cwd=root)
    store = loading.load(find_workspace(root)).store
    ties = store.rows("SELECT DISTINCT ?a ?b { ?t pc:from ?a ; pc:to ?b }")
    assert not any(expand("id:beta") in tie for tie in ties)
    assert (expand("id:alpha"), expand("id:gamma")) in ties
    drawn = network.read_network(store)
    assert "id:beta" not in {node.id for node in drawn.nodes}
    gamma = next(node for node in drawn.nodes if node.id == "id:gamma")
    assert "Prison Service of Betaland" in gamma.aliases


def test_a_retired_name_and_identifier_lead_to_the_heir(root):
    kg(*SAME, cwd=root)
    store = loading.load(find_workspace(root)).store
    for words in ("gamma", "id:gamma", "Probation of Gammaland", "beta"):
        assert lookup.look_up(store, words) == expand("id:beta")
    assert "id:beta" in kg("find", "Gammaland", cwd=root).stdout
    assert "id:gamma" not in kg("find", "Probation of Gammaland", cwd=root).stdout


def test_one_line_undoes_it(root):
    before = kg("export", "-f", "nt", cwd=root).stdout
    kg(*SAME, cwd=root)
    path = root / DECISIONS
    text = path.read_text("utf-8")
    line = '    pc:verdict "same" ; pc:keeps id:beta ;'
    path.write_text(text.replace(line, '    pc:verdict "undecided" ;'), "utf-8")
    after = kg("export", "-f", "nt", cwd=root).stdout
    assert {each for each in after.splitlines() if "/decision/" not in each} == set(
        before.splitlines()
    )


def test_asserted_statements_are_exported_as_they_were_recorded(root):
    kg(*SAME, cwd=root)
    stated = kg("export", "-f", "nt", "--asserted", cwd=root).stdout
    claim, agent, gamma = map(expand, ("claim:gamma-in-net", "pc:agent", "id:gamma"))
    assert f"<{claim}> <{agent}> <{gamma}>" in stated
    assert f" <{expand('pc:asRecorded')}> " not in stated


def test_the_report_of_changes_tells_the_decision_and_what_follows(root, tmp_path):
    shutil.copytree(root, tmp_path / "old")
    kg(*SAME, cwd=root)
    ended = kg("diff", tmp_path / "old", cwd=root)
    assert (
        "- Decided: Prison Service of Betaland and Probation of Gammaland are the same;"
        " Prison Service of Betaland goes on: “One office.”\n" in ended.stdout
    )
    assert "Technical" not in ended.stdout
    kg("build", cwd=root)
    assert kg("diff", "build/pencoop.ttl", cwd=root).returncode == 0
    assert kg("diff", "build/pencoop.nq", cwd=root).returncode == 0


def test_the_same_decision_twice_changes_nothing(root):
    kg(*SAME, cwd=root)
    before = contents(root)
    again = kg("resolve", "gamma", "beta", "--same", "--because", "One office.", cwd=root)
    assert (again.returncode, again.stderr) == (0, "decided so before; nothing changed\n")
    assert contents(root) == before


def test_decisions_are_listed(root):
    kg(*SAME, cwd=root)
    ended = kg("resolve", "--decided", "-f", "json", cwd=root)
    [row] = json.loads(ended.stdout)
    assert row == {
        "first": {"id": "id:beta", "label": "Prison Service of Betaland"},
        "second": {"id": "id:gamma", "label": "Probation of Gammaland"},
        "verdict": "same",
        "keeps": {"id": "id:beta", "label": "Prison Service of Betaland"},
        "because": "One office.",
        "by": "data editor",
        "date": "2026-01-02",
    }
    table = kg("resolve", "--decided", "--lang", "cs", cwd=root).stdout
    assert table.split()[:4] == ["První", "Druhý", "Výrok", "Zůstává"]
    assert "totéž" in table


BAD = {
    "unknown": (("alpha", "nobody", "--same"), 1, "'nobody' is not known."),
    "itself": (("alpha", "alpha", "--same"), 2, "id:alpha is id:alpha. Name two records."),
    "one": (("alpha", "--same"), 2, "name both records that you decide about."),
    "a claim": (("alpha", "claim:alpha-in-net", "--same"), 2, "no thing of the registry"),
    "sorts": (("alpha", "prj", "--same"), 2, "are of two sorts; they cannot be one."),
    "date": (("alpha", "beta", "--same", "--date", "yesterday"), 2, "is no day"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(root, case):
    words, code, said = BAD[case]
    ended = kg("resolve", *words, "--because", "Why.", cwd=root)
    assert ended.returncode == code
    assert said in ended.stderr
    assert not (root / DECISIONS).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("alpha", "beta", "--same"), "say why: --because TEXT."),
        (("alpha", "beta", "--same", "--because", "  "), "say why: --because TEXT."),
        (("alpha", "beta"), "say what was decided: --same, --different or --undecided."),
        (("alpha", "beta", "--because", "x"), "say what was decided"),
    ],
)
def test_a_decision_needs_a_verdict_and_a_reason(root, words, said):
    ended = kg("resolve", *words, cwd=root)
    assert ended.returncode == 2
    assert said in ended.stderr


def write_unseen(workspace, decision):
    """Write a decision as an editor of the file would; tell if it is new."""
    change = decisions.plan_decision(workspace, decision)
    if change:
        change[0].write_bytes(change[2])
    return change is not None


def test_a_decision_about_what_nobody_knows_is_refused_with_the_words_of_check(root):
    decision = made("id:alpha", "id:nobody", "different")
    with pytest.raises(FindingsError, match="id:nobody is not known") as refused:
        deciding.decide(find_workspace(root), decision)
    assert not (root / DECISIONS).exists()
    write_unseen(find_workspace(root), decision)
    assert str(refused.value) in kg("check", cwd=root).stdout


PART = "id:%s a org:FormalOrganization ; org:classification kind:probation-service ;"
PART += " skos:prefLabel 'Unit'@en ; org:subOrganizationOf id:%s ."
FOLLOWS = (
    "claim:one a pc:AttributeClaim ; rdf:subject id:gamma ; rdf:predicate pc:succeededBy ;"
    " rdf:object id:beta ; pc:status status:stated ; pc:evidence ev:doc-0-9 ."
)
CONFLICTS = {
    "parties of one agreement": ("alpha", "beta", "", "stands on both sides of id:agr"),
    "a member and its body": ("gamma", "net", "", "a member of itself or takes part in itself"),
    "a part and its whole": ("unit", "gamma", PART % ("unit", "gamma"), "part of"),
    "a body and its successor": ("gamma", "beta", FOLLOWS, "a cycle"),
}


def errors(root):
    return [each for each in review.review(find_workspace(root)) if each.severity == "error"]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("what", CONFLICTS)
def test_what_check_would_call_an_error_is_not_decided(root, what, turned):
    a, b, more, said = CONFLICTS[what]
    if more.startswith("claim:"):
        put(root, DOCUMENT, CLAIMS + PARTICIPATIONS + more)
    elif more:
        put(root, "graphdata/registry/organisations/unit.ttl", more)
    assert not errors(root)
    pair = [f"id:{each}" for each in ((b, a) if turned else (a, b))]
    decision = made(*pair, kept=pair[1])
    with pytest.raises(FindingsError, match=said) as refused:
        deciding.decide(find_workspace(root), decision)
    assert not (root / DECISIONS).exists()
    write_unseen(find_workspace(root), decision)
    assert list(refused.value.findings) == errors(root)


def test_a_refused_decision_ends_with_one_and_writes_nothing(root):
    ended = kg("resolve", "alpha", "beta", "--same", "--because", "One.", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "doc.ttl:29: error: claim:beta-in-agr: id:beta stands on both sides" in ended.stderr
    assert not (root / DECISIONS).exists()


def test_what_was_wrong_before_keeps_nobody_from_deciding(root):
    put(root, "graphdata/registry/organisations/unit.ttl", PART % ("unit", "nobody"))
    assert errors(root)
    assert deciding.decide(find_workspace(root), made("id:gamma", "id:beta", kept="id:beta"))


def test_a_contradiction_is_said(root):
    kg(*SAME, cwd=root)
    ended = kg("resolve", "beta", "gamma", "--different", "--because", "Two.", cwd=root)
    assert ended.returncode == 3
    assert ended.stderr == (
        "error: id:beta and id:gamma were judged the same (id:beta goes on) on 2026-01-02:"
        " One office. Give --again to decide anew.\n"
    )
    anew = (*("resolve", "beta", "gamma", "--different"), "--because", "Two.", "--again")
    assert kg(*anew, cwd=root).returncode == 0
    assert '"different"' in (root / DECISIONS).read_text("utf-8")
    assert kg("check", cwd=root).returncode == 0


def test_a_contradiction_by_way_of_a_third_is_said():
    known = [made("id:a", "id:b", kept="id:b"), made("id:a", "id:c", "different")]
    with pytest.raises(KgError, match="Other decisions make them the same"):
        decisions.require_consistent(made("id:b", "id:c", kept="id:c"), known, again=False)
    with pytest.raises(KgError, match="id:a is retired; id:b stands for it"):
        decisions.require_consistent(made("id:a", "id:d", kept="id:d"), known, again=True)


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_circle_is_refused_where_it_would_close(root, order):
    """Three were made at the same time, before any was written: the last one is told."""
    ring = [("id:alpha", "id:beta"), ("id:beta", "id:net"), ("id:net", "id:alpha")]
    made_before = [made(a, b, kept=b) for a, b in ring]
    workspace, written = find_workspace(root), 0
    for number in order:
        with suppress(KgError):
            written += write_unseen(workspace, made_before[number])
    known = decisions.read_decisions(loading.load(workspace).store)
    assert 0 < len(known) == written < len(ring)
    assert len(heirs(*known)) == written


def test_the_shipped_data_stay_as_they_are(tmp_path):
    ended = kg(*SAME[:1], "cep", "efrj", *SAME[3:], cwd=tmp_path)
    assert ended.returncode == 2
    assert "the shipped data stay as they are" in ended.stderr


def test_a_file_of_decisions_with_a_comment_is_left_alone(root):
    (root / DECISIONS).write_text("# mine\n", "utf-8")
    ended = kg(*SAME, cwd=root)
    assert ended.returncode == 3
    assert f"{DECISIONS}:1: error: a comment would be lost." in ended.stderr
    assert (root / DECISIONS).read_text("utf-8") == "# mine\n"


# ---- Candidates ----


def reasons(root, *, about=None):
    store = loading.load(find_workspace(root)).store
    found = candidates.find_candidates(store, about=about)
    return [
        (shorten(each.a), shorten(each.b), [reason.sort for reason in each.reasons])
        for each in found
    ]


def organisation(root, key, words):
    put(root, f"graphdata/registry/organisations/{key}.ttl", f"id:{key} a {words} .")


ORG = "org:FormalOrganization ; skos:prefLabel"


def test_records_that_share_nothing_are_no_candidates(root):
    assert reasons(root) == []


def test_a_common_name_is_found_whatever_its_case_and_diacritics(root):
    organisation(root, "eta", f"{ORG} 'Věznice Eta'@cs , 'Eta Prison'@en")
    organisation(root, "theta", f"{ORG} 'Theta'@en ; skos:altLabel 'VEZNICE – eta'@cs")
    assert reasons(root) == [("id:eta", "id:theta", ["name"])]


def test_an_acronym_a_page_and_a_country_add_up(root):
    place = "pc:jurisdiction id:delta ; <https://schema.org/url> 'https://{}example.org/'"
    organisation(root, "eta", f"{ORG} 'National Office of Probation'@en ; {place.format('www.')}")
    organisation(root, "theta", f"{ORG} 'NOP'@en ; {place.format('')}")
    assert reasons(root) == [("id:eta", "id:theta", ["acronym", "homepage", "country"])]


def test_names_that_are_nearly_the_same_are_found_by_their_rare_words(root):
    organisation(root, "eta", f"{ORG} 'Zebra Centre for Mentoring'@en ; pc:jurisdiction id:delta")
    organisation(root, "theta", f"{ORG} 'Mentoring Centre Zebra'@en ; pc:jurisdiction id:delta")
    assert reasons(root) == [("id:eta", "id:theta", ["words", "country"])]


def test_bodies_of_two_countries_are_hardly_ever_one(root):
    put(root, "graphdata/registry/areas/zeta.ttl", "id:zeta a pc:Country ; skos:prefLabel 'Z'@en .")
    organisation(root, "eta", f"{ORG} 'Prison Academy'@en ; pc:jurisdiction id:delta")
    organisation(root, "theta", f"{ORG} 'prison academy'@en ; pc:jurisdiction id:zeta")
    assert reasons(root) == []


def test_an_identifier_of_others_says_most(root):
    number = 'org:identifier "Q8908"^^pc:WikidataIdentifier'
    organisation(root, "eta", f"{ORG} 'Eta'@en ; {number}")
    organisation(root, "theta", f"{ORG} 'Theta'@en ; {number}")
    [(_, _, why)] = reasons(root)
    assert why == ["identifier"]


def test_parts_and_settled_pairs_are_no_candidates(root):
    organisation(root, "eta", f"{ORG} 'Alpha House'@en")
    organisation(root, "theta", f"{ORG} 'Alpha house'@en")
    assert [pair[:2] for pair in reasons(root)] == [("id:eta", "id:theta")]
    kg("resolve", "eta", "theta", "--different", "--because", "Two houses.", cwd=root)
    assert reasons(root) == []
    kg("resolve", "eta", "theta", "--undecided", "--because", "x", "--again", cwd=root)
    assert [pair[:2] for pair in reasons(root)] == [("id:eta", "id:theta")]
    part = """claim:p a pc:AttributeClaim ; rdf:subject id:eta ; rdf:object id:theta ;
        rdf:predicate org:subOrganizationOf ; pc:status status:stated ; pc:evidence ev:doc-0-9 ."""
    text = (root / "graphdata/sources/core/doc.ttl").read_text("utf-8")
    put(root, "graphdata/sources/core/doc.ttl", text + part)
    assert reasons(root) == []


def test_what_is_recorded_as_possibly_the_same_is_always_listed(root):
    put(root, ALPHA, f"id:alpha a {NAMES['organisations/alpha']} ; pc:possiblySameAs id:net .")
    assert reasons(root) == [("id:alpha", "id:net", ["recorded"])]
    assert reasons(root, about=expand("id:beta")) == []
    ended = kg("resolve", "net", cwd=root)
    assert "recorded as possibly the same" in ended.stdout
    assert kg("resolve", "beta", cwd=root).returncode == 1


def test_a_candidate_never_merges_by_itself(root):
    before = derive(root)(MEMBERS)
    put(root, ALPHA, f"id:alpha a {NAMES['organisations/alpha']} ; pc:possiblySameAs id:gamma .")
    assert derive(root)(MEMBERS) == before


def test_the_candidates_of_the_core_are_those_that_its_editors_noted(built):
    found = candidates.find_candidates(built.store)
    noted = {
        ("id:cz-pms-intl-dept", "id:cz-pms-intl-unit"),
        ("id:gb-nps", "id:the-probation-service"),
        ("id:norway-grants", "id:norwegian-funds"),
    }
    assert {(shorten(each.a), shorten(each.b)) for each in found} == noted


def test_scores_lie_between_0_and_1_and_more_reasons_never_lower_them():
    store = in_memory([])
    assert candidates.find_candidates(store) == []
    weights = candidates.WEIGHTS.values()
    assert all(0 < weight < 1 for weight in weights)


# ---- As stated, as understood ----

NAMES_OF_THINGS = {"skos:altLabel", "skos:hiddenLabel", "pc:formerName"}


def test_the_question_about_mentions_lists_exactly_what_is_recorded(claims, ids):
    query = (files("kg") / "questions/mentions.rq").read_text("utf-8")
    told = [(claim, how, written, thing) for written, thing, how, _, claim in ids(query)]
    recorded = set()
    for claim, said in claims.items():
        for how in said["rdf:predicate"] & NAMES_OF_THINGS:
            noted = said["pc:nameIn"] | said["skos:editorialNote"]
            if noted or how == "skos:hiddenLabel":
                recorded |= {(claim, how, text) for text in said["rdf:object"]}
        recorded |= {(claim, "pc:asWritten", text) for text in said["pc:asWritten"]}
    assert {row[:3] for row in told} == recorded
    understood = {(written, thing) for _, _, written, thing in told}
    assert {
        ("European Council", "id:coe"),
        ("Confederation for European Probation", "id:cep"),
        ("Middle European Correctional Roundtable", "id:mecr"),
        ("Ministry of Justice", "id:cz-moj"),
    } <= understood
    assert {thing for written, thing in understood if written == "European Council"} == {"id:coe"}


def test_a_mention_is_undone_by_one_line_in_one_file(root):
    wrong = """
claim:w a pc:AttributeClaim ; rdf:subject id:net ; rdf:predicate skos:hiddenLabel ;
    rdf:object "Nett"@en ; pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
    put(root, DOCUMENT, CLAIMS + wrong)
    assert '"Nett"' in kg("ask", "mentions", "-f", "json", cwd=root).stdout
    assert kg("find", "nett", cwd=root).stdout.count("id:net") == 1
    text = (root / DOCUMENT).read_text("utf-8")
    undone = text.replace("pc:status status:stated", "pc:status status:withdrawn")
    (root / DOCUMENT).write_text(undone, "utf-8")
    assert kg("ask", "mentions", "-f", "json", cwd=root).returncode == 1
