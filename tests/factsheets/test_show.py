"""Fact sheets: what is known about one thing, in every format, with its evidence."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape

import pyoxigraph as ox
import pytest
import rdflib

from kg import api
from kg.errors import UsageError
from kg.factsheets import describe, html, reading, report, shortening
from kg.factsheets import json as objects
from kg.graph import loading
from kg.graph.reading import read
from kg.graph.workspace import find_workspace
from kg.names import expand, shorten
from kg.search import lookup
from kg.text.terminal import cells
from tests.miniature import DOCUMENT, PARTICIPATIONS, make_workspace, participation, put
from tests.processes import ROOT, kg

THINGS = {
    "cz-pms": "a probation service",
    "cz-vscr": "a prison service",
    "sk": "a country",
    "prog-cz-justice": "a programme",
    "ev-mecr-2014": "an event",
    "agr-cz-vscr-sk-zvjs-coop": "an agreement",
}


def sheet_of(store, thing, lang="en", as_of=None):
    iri = lookup.identify(store, thing, terms=True).thing
    return describe.describe(store, reading.read(store, lang, as_of), iri)


@pytest.fixture
def mini(tmp_path):
    """A function that returns the sheet of a thing in a miniature graph with these claims."""

    def show(thing, *, claims=PARTICIPATIONS, lang="en", as_of=None):
        root = make_workspace(tmp_path, claims=claims)
        return sheet_of(loading.load(find_workspace(root)).store, thing, lang, as_of)

    return show


def facts(sheet, section):
    """The lines of a section: what they lead to, relation, status, dates."""
    found = {each.key: each for each in sheet.sections}
    if section not in found:
        return []
    return [
        (line.text, line.relation, line.claim.status, line.claim.when)
        for line in found[section].lines
    ]


# ---- The core, word for word ---------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("thing", THINGS)
def test_the_sheet_of(thing, lang, built, golden):
    golden(f"show/{thing}-{lang}.txt", report.as_text(sheet_of(built.store, thing, lang)))


@pytest.mark.parametrize(
    "thing", [*THINGS, "claim:cz-pms-in-cep", "src:vscr-2014", "pc:Membership"]
)
def test_every_format_has_every_fact(thing, built):
    sheet = sheet_of(built.store, thing)
    lines = [line for section in sheet.sections for line in section.lines]
    told = [fact for part in objects.as_object(sheet)["sections"] for fact in part["facts"]]
    assert [fact["text"] for fact in told] == [line.text for line in lines]
    places = {place.id for line in lines if line.claim for place in line.claim.evidence}
    assert {each for fact in told for each in fact["evidence"]} == places
    spans = {
        f"{place.start}–{place.end}"
        for line in lines
        if line.claim
        for place in line.claim.evidence
    }
    every = [report.as_text(sheet, width=10_000), report.as_markdown(sheet)]
    every += [html.as_html(sheet)] if thing != "src:vscr-2014" else []  # too much for two pages
    for written in every:
        assert [span for span in spans if span not in written] == []


@pytest.mark.parametrize("thing", ["cz-pms", "cz-vscr", "cep", "coe", "prog-cz-justice"])
def test_no_claim_about_a_thing_is_left_out(thing, built, rows):
    """All claims that name it, whatever their class, but the ones of others that only list it."""
    iri = f"<{expand('id:' + thing)}>"
    named = rows(
        "SELECT DISTINCT ?claim { ?claim pc:status ?s ; pc:evidence ?e ; ?p "
        f"{iri} FILTER (?s != status:withdrawn) FILTER NOT EXISTS {{ ?claim a pc:Tie }} "
        "FILTER (STRSTARTS(STR(?claim), STR(claim:))) FILTER (?p != pc:via) }"
    )
    sheet = sheet_of(built.store, thing)
    told = {claim for part in sheet.sections for line in part.lines for claim in line.claims}
    assert {shorten(claim) for (claim,) in named} <= told


def test_the_total_of_a_programme_is_its_projects(built):
    sheet = sheet_of(built.store, "prog-cz-justice")
    projects = facts(sheet, "projects")
    [count] = facts(sheet, "counts")
    assert (len(projects), count[0]) == (8, "funded projects")
    promoters = [
        detail
        for section in sheet.sections
        if section.key == "projects"
        for line in section.lines
        for detail in line.details
        if detail.startswith("promoter: ")
    ]
    assert len(promoters) == 8


# ---- Behaviour, on the miniature -----------------------------------------------------------------


def test_a_body_has_its_relations_by_kind_and_in_time(mini):
    sheet = mini("alpha")
    assert facts(sheet, "agreements") == [
        ("Prison Service of Betaland", "agreement", "stated", None)
    ]
    assert facts(sheet, "memberships") == [("Network of Services", "member", "stated", "2009/")]
    assert facts(sheet, "projects") == [("Back to life", "promoter", "stated", "2015/2016")]
    [section] = [each for each in sheet.sections if each.key == "projects"]
    assert section.lines[0].details == ("with Probation of Gammaland (junior partner)",)


def test_the_other_side_tells_the_same(mini):
    assert facts(mini("net"), "members") == [
        ("Prison Service of Betaland", "member or participant", "ambiguous", None),
        ("Prison Service of Alphaland", "member", "stated", "2009/"),
        ("Probation of Gammaland", "member", "stated", None),
    ]


def test_a_country_has_what_its_bodies_do(mini):
    sheet = mini("delta")
    assert [line.text for line in sheet.sections[1].lines] == ["Probation of Gammaland"]
    assert facts(sheet, "memberships") == [("Network of Services", "member", "stated", None)]
    bodies = {line.body.id for part in sheet.sections for line in part.lines if line.body}
    assert bodies == {"id:gamma"}


@pytest.mark.parametrize(
    ("as_of", "states", "left_out"),
    [
        ("2008", ["unknown"], 2),
        ("2014", ["yes", "presumed"], 1),
        ("2015", ["presumed", "presumed", "yes"], 0),
        ("2020", ["presumed", "presumed"], 1),
    ],
)
def test_a_date_leaves_out_what_did_not_hold(mini, as_of, states, left_out):
    sheet = mini("alpha", as_of=as_of)
    lines = [line for part in sheet.sections for line in part.lines if line.claim]
    assert [line.state for line in lines] == states
    assert sheet.left_out == left_out
    assert f"{left_out} facts that did not hold" in report.as_text(sheet) or not left_out


def test_the_same_words_at_many_ends_are_one_line(mini):
    claims = "".join(participation(body, "prj", "partner") for body in ("alpha", "beta", "gamma"))
    written = report.as_text(mini("prj", claims=claims), width=200)
    names = ("Prison Service of Alphaland", "Prison Service of Betaland", "Probation of Gammaland")
    assert f"{'; '.join(names)} — partner\n" in written


def test_two_agreements_are_never_one_line(mini):
    claims = participation("alpha", "agr", "party") + participation("beta", "agr", "party")
    claims += participation("alpha", "coop", "cooperating-party")
    claims += participation("gamma", "coop", "cooperating-party")
    claims += "id:coop a pc:Cooperation ; skos:prefLabel 'Work together'@en .\n"
    sheet = mini("alpha", claims=claims)
    assert [len(part.lines) for part in sheet.sections if part.key != "names"] == [1, 1]


def test_a_large_sheet_keeps_the_latest_of_each_group(mini):
    meeting = "id:ev{n} a pc:Event ; skos:prefLabel 'Meeting of services {n:03}'@en .\n"
    said = "; pc:topic 'Topic {n}'@en ; pc:when '{year}'^^edtf:EDTF"
    claims = "".join(
        meeting.format(n=n)
        + participation("alpha", f"ev{n}", "attendee", said.format(n=n, year=1990 + n // 20))
        for n in range(600)
    )
    sheet = mini("alpha", claims=claims)
    size, [division] = shortening.fit(sheet)
    told = [line.text for line in division.section.lines]
    assert (size, division.total) == ("dense", 600)
    assert 100 <= len(told) < 300
    assert all(group.clusters for group in division.groups)
    assert len(division.groups) == 30
    page = html.as_html(sheet)
    assert f"{len(told)} of 600" in page
    assert all(name in page for name in told)
    assert len(objects.as_object(sheet)["sections"][1]["facts"]) == 600


def test_a_small_sheet_is_whole_and_set_large(mini):
    sheet = mini("alpha")
    size, divisions = shortening.fit(sheet)
    assert size == "roomy"
    assert [division.section for division in divisions] == list(sheet.sections[1:])


@pytest.mark.parametrize(
    ("modality", "lang", "word"),
    [
        ("planned", "en", "planned"),
        ("cancelled", "en", "cancelled"),
        ("postponed", "en", "postponed"),
        ("postponed", "cs", "odloženo"),
    ],
)
def test_what_was_not_held_is_told_with_the_word_in_its_line(mini, modality, lang, word):
    more = f"; pc:modality modality:{modality}"
    claims = participation("alpha", "prj", "partner", more) + participation(
        "alpha", "net", "member"
    )
    sheet = mini("alpha", claims=claims, lang=lang)
    for write in (report.as_text, report.as_markdown, html.as_html):
        told = " ".join(unescape(re.sub(r"<[^>]+>", "", write(sheet))).split())
        assert re.search(rf"Back to life — \w+ \({word}\)", told)
    (fact,) = [
        fact
        for section in objects.as_object(sheet)["sections"]
        for fact in section["facts"]
        if section["key"] == "projects"
    ]
    assert fact["modality"] == modality
    others = [part for part in objects.as_object(sheet)["sections"] if part["key"] != "projects"]
    assert {fact["modality"] for part in others for fact in part["facts"]} == {None}


def test_a_thing_that_was_only_planned_says_so_among_its_fields(mini):
    more = "; pc:modality modality:planned"
    claims = participation("alpha", "prj", "partner", more)
    (field,) = [each for each in mini("prj", claims=claims).fields if each.key == "modality"]
    assert (field.label, field.values) == ("State", ("planned",))


def test_an_agreement_that_somebody_holds_is_held_though_another_only_plans_to_join(mini):
    claims = participation("alpha", "agr", "party") + participation(
        "beta", "agr", "prospective-party", "; pc:modality modality:planned"
    )
    (section,) = [
        each for each in mini("alpha", claims=claims).sections if each.key == "agreements"
    ]
    assert section.lines[0].modality == ""


COUNTED = """
claim:net-list a pc:Enumeration ; pc:context id:net ; pc:role role:member ; pc:value 9 ;
    pc:topic "members"@en , "členové"@cs ; pc:when "2014"^^edtf:EDTF ; pc:status status:stated ;
    pc:evidence ev:doc-0-9 .
"""


def test_a_section_says_how_many_a_source_counts(mini):
    claims = participation("alpha", "net", "member") + participation("beta", "net", "observer")
    said = "The graph names 1; a source counts 9 (members; 2014)."
    sheet = mini("net", claims=claims + COUNTED)
    for write in (report.as_text, report.as_markdown, html.as_html):
        assert said in write(sheet)
    told = {part["key"]: part["completeness"] for part in objects.as_object(sheet)["sections"]}
    assert told["members"] == [said]
    assert {*map(tuple, told.values())} == {(), (said,)}


def test_a_count_is_told_even_where_the_graph_names_nobody(mini):
    sheet = mini("net", claims=COUNTED, lang="cs")
    assert "Graf jmenuje 0; zdroj uvádí 9 (členové; 2014)." in report.as_text(sheet)


def test_what_is_withdrawn_is_not_told(mini):
    claims = participation("alpha", "net", "member", "; pc:status status:withdrawn")
    assert facts(mini("alpha", claims=claims), "memberships") == []


def test_doubts_are_open(mini):
    sheet = mini("net")
    assert sheet.doubts == ("Ambiguous: 1 of 3 facts. The note below each says why.",)
    assert "Member or participant." in report.as_text(sheet)


def test_a_name_of_one_document_says_so(mini):
    claims = (
        "claim:local a pc:AttributeClaim ; rdf:subject id:alpha ; rdf:predicate skos:altLabel ;"
        ' rdf:object "the Service"@en ; pc:nameIn src:doc ; pc:status status:stated ;'
        " pc:evidence ev:doc-0-9 ."
    )
    written = report.as_text(mini("alpha", claims=claims))
    assert "the Service (en, only in Cooperation) [1: 0–9]" in written


def test_a_page_whose_text_is_not_held_is_cited(mini):
    claims = participation("alpha", "net", "member", "; pc:evidence ev:page-1")
    claims += (
        "src:page a pc:SourceDocument ; dcterms:title 'A page'@en ;"
        " <https://schema.org/url> 'https://example.org/p' ."
        " ev:page-1 a pc:Evidence ; oa:hasSource src:page ."
    )
    sheet = mini("alpha", claims=claims)
    assert [(source.id, source.held) for source in sheet.sources] == [("src:page", "cited")]
    written = report.as_text(sheet)
    assert "[1]  A page, https://example.org/p, cited: text not held\n" in written
    assert "stated [1]\n" in written
    assert '<a href="https://example.org/p">' in html.as_html(sheet)


def test_text_keeps_to_the_width_and_loses_no_word(built):
    sheet = sheet_of(built.store, "cz-vscr")
    wide = report.as_text(sheet, width=10_000)
    for width in (40, 72, 100):
        narrow = report.as_text(sheet, width=width)
        assert max(map(cells, narrow.splitlines())) <= width
        rule = re.compile(r"[-=]{4,}")
        # A word longer than a line is broken, so letters are compared.
        assert Counter("".join(rule.sub("", narrow).split())) == Counter(
            "".join(rule.sub("", wide).split())
        )


# ---- Hostile names -------------------------------------------------------------------------------

HOSTILE = "\\u001B[31mRed\\u0007 <script>alert(1)</script> {{7*7}} \\u202Eleft | *star*"


def test_a_hostile_name_does_nothing(mini):
    claims = PARTICIPATIONS + f'id:prj skos:altLabel "{HOSTILE}"@en .\n'
    sheet = mini("prj", claims=claims)
    for written in (report.as_text(sheet), report.as_markdown(sheet), html.as_html(sheet)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
        assert "{{7" in written
    page = html.as_html(sheet)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert json.loads(json.dumps(objects.as_object(sheet)))["id"] == "id:prj"


def test_an_address_that_could_act_is_no_link(mini):
    claims = PARTICIPATIONS.replace("; pc:evidence ev:doc-0-9", "; pc:evidence ev:bad-1", 1)
    claims += (
        "src:bad a pc:SourceDocument ; dcterms:title 'Bad'@en ;"
        " <https://schema.org/url> 'javascript:alert(1)' .\n"
        "ev:bad-1 a pc:Evidence ; oa:hasSource src:bad .\n"
        "id:alpha <https://schema.org/url> 'javascript:alert(2)' .\n"
    )
    page = html.as_html(mini("alpha", claims=claims))
    assert "javascript:alert(2)" in page
    assert 'href="javascript' not in page


def test_the_page_asks_for_nothing_and_names_its_style(built):
    page = html.as_html(sheet_of(built.store, "cep", "cs"))
    assert re.search(r"(src=|url\(|@import|<link|<script|<img|<iframe)", page) is None
    assert '<html lang="cs">' in page
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    digest = re.sub(r"'sha256-[A-Za-z0-9+/=]{44}'", "DIGEST", policy)
    assert digest == "default-src 'none'; style-src DIGEST; base-uri 'none'; form-action 'none'"
    assert " style=" not in page


# ---- Turtle --------------------------------------------------------------------------------------


def test_turtle_holds_what_is_said_of_a_thing(root):
    put(
        root,
        "graphdata/registry/projects/prj.ttl",
        "id:prj a pc:Project ; skos:prefLabel 'Back to life'@en ; dcterms:identifier '007' .",
    )
    ended = kg("show", "prj", "-f", "ttl", cwd=root)
    assert ended.returncode == 0, ended.stderr
    graph = rdflib.Graph().parse(data=ended.stdout, format="turtle")
    subjects = {shorten(str(subject)) for subject in graph.subjects()}
    assert {
        "id:prj",
        "claim:alpha-in-prj",
        "claim:gamma-in-prj",
        "ev:doc-0-9",
        "src:doc",
    } <= subjects
    assert "claim:alpha-in-net" not in subjects
    assert '"007"' in ended.stdout
    everything = {
        str(triple) for record in read(find_workspace(root)) for triple in record.document.triples
    }
    said = {str(each.triple) for each in ox.parse(input=ended.stdout, format=ox.RdfFormat.TURTLE)}
    own = {triple for triple in everything if triple.startswith(f"<{expand('id:prj')}>")}
    assert own <= said


def test_turtle_is_not_written_from_a_store(finished):
    ended = kg("show", "alpha", "-f", "ttl", "--store", "build/store", cwd=finished)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "come from files" in ended.stderr


# ---- The command ---------------------------------------------------------------------------------


def test_show_takes_a_name_in_several_words(root):
    ended = kg("show", "prison", "service", "of", "ALPHALAND", cwd=root)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Prison Service of Alphaland\n===")


def test_show_reads_a_store_and_files(finished):
    direct = kg("show", "alpha", cwd=finished).stdout
    assert kg("show", "alpha", "--store", "build/store", cwd=finished).stdout == direct
    ended = kg("show", "alpha", "--data", "build/pencoop.nq", cwd=finished)
    assert ended.stdout == direct


def test_show_gives_objects_with_the_columns_of_every_relation(root):
    shown = json.loads(kg("show", "alpha", "-f", "json", cwd=root).stdout)
    assert [each["key"] for each in shown["sections"]] == [
        "names",
        "agreements",
        "memberships",
        "projects",
    ]
    [fact] = shown["sections"][2]["facts"]
    assert fact == {
        "text": "Network of Services",
        "relation": "member",
        "things": [{"id": "id:net", "label": "Network of Services"}],
        "body": None,
        "value": None,
        "details": [],
        "status": "stated",
        "since": "2009",
        "until": None,
        "attested": None,
        "source": ["src:doc"],
        "evidence": ["ev:doc-0-9"],
        "state": None,
        "modality": None,
        "note": None,
        "claims": ["claim:alpha-in-net"],
    }


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["alpa"], 1, "Did you mean id:alpha (Prison Service of Alphaland)?"),
        (["zzzz"], 1, "'zzzz' is not known."),
        (["x> } UNION { ?s ?p ?o"], 1, "is not known"),
        (["y" * 100_000], 1, "is not known"),
        (["alpha", "--as-of", "2014-13"], 2, "--as-of: '2014-13' is no day of the calendar"),
        ([], 2, "Missing argument"),
    ],
)
def test_bad_words_end_in_a_sentence(root, words, code, said):
    ended = kg("show", *words, cwd=root)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert said in ended.stderr
    assert len(ended.stderr) < 1_000


def test_a_wrong_name_is_shown_and_said():
    ended = kg("show", "European Council", "--scope", "core", cwd=ROOT)
    assert ended.stdout.startswith("Council of Europe\n")
    assert ended.stderr == "note: 'European Council' is a wrong name of id:coe, which is shown.\n"


def test_a_retired_identifier_shows_its_heir_and_says_so(root):
    put(
        root,
        "graphdata/registry/projects/old.ttl",
        "id:old a pc:Project ; skos:prefLabel 'Back to liff'@en ; dcterms:isReplacedBy id:prj ;"
        " <http://www.w3.org/2002/07/owl#deprecated> true .",
    )
    ended = kg("show", "id:old", cwd=root)
    assert ended.stdout.startswith("Back to life\n")
    assert ended.stderr == "note: id:old is retired; id:prj stands for it.\n"


def test_passages_are_shown_where_the_texts_are(root, tmp_path):
    import hashlib

    source = tmp_path / "texts"
    source.mkdir()
    data = b"Alphaland and Betaland agree to work together."
    (source / "doc.txt").write_bytes(data)
    record = (root / DOCUMENT).read_text("utf-8")
    for old, new in (
        ("pc:codePoints 900", f"pc:codePoints {len(data)}"),
        (
            f'pc:documentDigest "{"0" * 64}"',
            f'pc:documentDigest "{hashlib.sha256(data).hexdigest()}"',
        ),
        (f'pc:spanDigest "{"0" * 64}"', f'pc:spanDigest "{hashlib.sha256(data[:9]).hexdigest()}"'),
    ):
        record = record.replace(old, new, 1)
    (root / DOCUMENT).write_text(record, "utf-8")
    ended = kg("show", "alpha", "--sources", source, cwd=root)
    assert ended.returncode == 0, ended.stderr
    assert "“Alphaland”" in ended.stdout


def test_python_describes_the_same(built):
    sheet = api.describe("Probační a mediační služba", ROOT, scope="core", lang="cs")
    assert (sheet.id, sheet.title) == ("id:cz-pms", "Probační a mediační služba")
    assert str(sheet) == report.as_text(sheet_of(built.store, "cz-pms", "cs"))
    assert sheet._repr_html_().startswith("<iframe")
    with pytest.raises(UsageError, match="is no day"):
        api.describe("cep", ROOT, scope="core", as_of="2014-02-30")
