"""Named questions: what an answer carries, what an empty one says, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from kg.errors import NotFound, SourceError, UsageError
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.questions import find_question, list_questions, read_questions
from kg.questions.answers import Point, answer, write_query
from kg.questions.arguments import gather
from kg.questions.header import read_question
from kg.questions.report import write_reply
from tests.miniature import DOCUMENT, participation, put
from tests.processes import kg

UNIT = (
    "org:OrganizationalUnit ; skos:prefLabel 'Prison on the Hill'@en ; skos:prefLabel 'Věznice'@cs"
)
PART_OF = """
claim:hill-part-of-alpha a pc:AttributeClaim ; rdf:subject id:hill ;
    rdf:predicate org:subOrganizationOf ; rdf:object id:alpha ;
    pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""


@pytest.fixture
def ask(root):
    """A function that asks the miniature, and one more claim in Turtle where that is wanted."""

    def asking(name, *words, claims="", things=None, lang="en", as_of=None, document=None, **named):
        for path, text in (things or {}).items():
            put(root, f"graphdata/registry/{path}.ttl", f"id:{path.partition('/')[2]} a {text} .")
        if claims:
            put(root, DOCUMENT.replace("doc.ttl", "doc-2.ttl"), claims)
        store = loading.load(find_workspace(root)).store
        question = find_question(name)
        return answer(store, question, gather(question, words, named), Point(lang, as_of, document))

    return asking


def column(found, name):
    return [row[name]["id"] if isinstance(row[name], dict) else row[name] for row in found.rows]


# ---- what an answer carries ---------------------------------------------------------------------


def test_a_row_carries_names_dates_status_and_where_it_is_read(ask):
    found = ask("members", "net", member=["alpha"])
    assert found.title == "Members of Network of Services: Prison Service of Alphaland"
    assert found.rows == (
        {
            "member": {"id": "id:alpha", "label": "Prison Service of Alphaland"},
            "body": {"id": "id:net", "label": "Network of Services"},
            "role": {"id": "role:member", "label": "member"},
            "modality": None,
            "status": "stated",
            "other_status": None,
            "since": "2009",
            "until": None,
            "attested": None,
            "named_by": None,
            "source": ("src:doc",),
            "evidence": ("ev:doc-0-9",),
            "note": None,
            "completeness": None,
        },
    )
    assert [each.name for each in found.columns] == list(found.rows[0])


def test_a_tie_carries_what_its_claims_say(ask):
    (row,) = ask("partners", "alpha", via=["agreement"]).rows
    assert (row["partner"]["id"], row["via"]["id"]) == ("id:beta", "strength:agreement")
    assert (row["status"], row["attested"], row["evidence"]) == ("stated", "2014", ("ev:doc-0-9",))


def test_names_come_in_the_language_asked_for_else_in_english(ask):
    claims = participation("hill", "net", "member")
    found = ask("members", "net", claims=claims, things={"organisations/hill": UNIT}, lang="cs")
    assert {row["member"]["label"] for row in found.rows} == {
        "Věznice",
        "Prison Service of Alphaland",
        "Prison Service of Betaland",
        "Probation of Gammaland",
    }
    assert {row["role"]["label"] for row in found.rows} == {"člen", "člen nebo účastník"}


def test_as_of_says_how_sure_it_is_and_drops_what_had_not_begun(ask):
    states = {
        year: dict(zip(column(found, "member"), column(found, "certainty"), strict=True))
        for year in ("2008", "2009", "2020")
        for found in [ask("members", "net", as_of=year)]
    }
    undated = {"id:beta": "unknown", "id:gamma": "unknown"}
    assert states == {
        "2008": undated,
        "2009": undated | {"id:alpha": "yes"},
        "2020": undated | {"id:alpha": "presumed"},
    }


def test_a_withdrawn_claim_never_answers(ask):
    gone = participation("hill", "net", "member", "; pc:status status:withdrawn")
    for name in ("members", "memberships", "partners"):
        words = {"members": ["net"], "memberships": ["hill"], "partners": ["hill"]}[name]
        found = ask(name, *words, claims=gone, things={"organisations/hill": UNIT})
        assert "id:hill" not in str(found.rows)


def test_a_document_alone_can_be_asked(ask):
    claims = """src:other a pc:SourceDocument ; dcterms:title "Other"@en .
        ev:other-0-1 a pc:Evidence ; oa:hasSource src:other ."""
    claims += participation(
        "alpha", "net", "honorary-member", "; pc:evidence ev:other-0-1"
    ).replace("in-net a", "in-net-2 a")
    (row,) = ask("memberships", "alpha", claims=claims).rows
    assert row["evidence"] == ("ev:doc-0-9", "ev:other-0-1")
    assert column(ask("memberships", "alpha", document="other"), "role") == ["role:honorary-member"]
    with pytest.raises(UsageError, match="id:net is no document"):
        ask("memberships", "alpha", document="net")


# ---- what a body stands for ---------------------------------------------------------------------


def test_the_work_of_a_unit_counts_for_its_service_only_when_asked(ask):
    claims = PART_OF + participation("hill", "net", "member")
    apart = ask("memberships", "alpha", claims=claims, things={"organisations/hill": UNIT})
    assert column(apart, "body") == ["id:alpha"]
    assert apart.remarks == ("With --roll-up: 1 more (with what its units and establishments do).",)
    assert column(ask("memberships", "alpha", **{"roll-up": ["yes"]}), "body") == [
        "id:alpha",
        "id:hill",
    ]


def test_a_country_stands_for_its_bodies_and_its_regions_only_when_asked(ask):
    land = {
        "areas/delta-land": "pc:SubNationalArea ; pc:within id:delta ; skos:prefLabel 'Land'@en",
        "organisations/hill": UNIT + " ; pc:jurisdiction id:delta-land",
    }
    claims = participation("hill", "net", "member")
    found = ask("memberships", "Deltaland", claims=claims, things=land)
    assert column(found, "body") == ["id:gamma"]
    assert found.remarks == ("With --regions: 1 more (with the bodies of its regions).",)
    assert column(ask("memberships", "Deltaland", regions=["yes"]), "body") == [
        "id:gamma",
        "id:hill",
    ]


def test_a_role_stands_for_its_narrower_roles(ask):
    claims = participation("hill", "net", "founding-member")
    things = {"organisations/hill": UNIT}
    found = ask("members", "net", role=["member"], claims=claims, things=things)
    assert column(found, "member") == ["id:alpha", "id:hill", "id:gamma"]


# ---- partners and the ladder --------------------------------------------------------------------


def test_partners_come_from_the_strongest_link_to_the_weakest(ask):
    claims = "".join(
        participation(body, "coop", "cooperating-party") for body in ("alpha", "gamma")
    ) + "".join(participation(body, "list", "cooperating-party") for body in ("alpha", "net"))
    things = {
        "cooperations/coop": "pc:Cooperation ; skos:prefLabel 'Coop'@en",
        "cooperations/list": "pc:Cooperation ; pc:kind kind:listed ; skos:prefLabel 'L'@en",
    }
    found = ask("partners", "alpha", claims=claims, things=things)
    assert list(zip(column(found, "via"), column(found, "partner"), strict=True)) == [
        ("strength:agreement", "id:beta"),
        ("strength:project", "id:gamma"),
        ("strength:cooperation", "id:gamma"),
        ("strength:listed", "id:net"),
    ]


def test_a_common_membership_and_a_meeting_are_links_only_when_asked(ask):
    claims = "".join(participation(body, "talk", "attendee") for body in ("beta", "gamma"))
    things = {"events/talk": "pc:Event ; skos:prefLabel 'Talk'@en"}
    assert ask("partners", "beta", "gamma", claims=claims, things=things).rows == ()
    met = ask("partners", "beta", via=["event", "membership"])
    assert list(zip(column(met, "via"), column(met, "partner"), strict=True)) == [
        ("strength:met", "id:gamma"),
    ]
    fellows = ask("partners", "alpha", via=["membership"])
    assert column(fellows, "partner") == ["id:gamma"]


def test_the_order_of_the_ladder_is_that_of_the_ontology(ask, root):
    claims = "".join(participation(body, "coop", "cooperating-party") for body in ("alpha", "net"))
    things = {"cooperations/coop": "pc:Cooperation ; skos:prefLabel 'Coop'@en"}
    found = ask("partners", "alpha", claims=claims, things=things)
    assert column(found, "via") == [
        f"strength:{each}" for each in ("agreement", "project", "cooperation")
    ]
    path = root / "ontology/concepts/strengths.ttl"
    other = {"project": "agreement", "agreement": "part", "part": "project"}
    text = re.sub(
        r"(?<=pc:weakerThan strength:)(project|agreement|part)",
        lambda rung: other[rung[1]],
        path.read_text("utf-8"),
    )
    path.write_text(text, "utf-8")
    turned = ask("partners", "alpha")
    assert column(turned, "via") == [
        f"strength:{each}" for each in ("project", "agreement", "cooperation")
    ]


def test_members_of_different_times_are_no_fellows(ask):
    gone = participation("hill", "net", "member", '; pc:when "1990/1995"^^edtf:EDTF')
    things = {"organisations/hill": UNIT}
    found = ask("partners", "hill", via=["membership"], claims=gone, things=things)
    assert column(found, "partner") == ["id:gamma"]


# ---- nothing found ------------------------------------------------------------------------------


def test_an_empty_answer_says_where_was_looked(ask):
    found = ask("members", "net", "alpha", as_of="2008")
    assert found.rows == ()
    assert found.remarks == (
        "Not so, but near it: 2 with `kg ask members net`.",
        "Not stated in 1 source looked at.",
        "They speak of 2009 to 2016.",
        "Claims in them: participation 4, membership 3.",
        "  src:doc: Cooperation (7)",
        "At other times: 1. Without --as-of they are shown.",
    )


def test_an_empty_answer_says_so_in_czech(ask):
    lines = str(ask("members", "alpha", lang="cs")).splitlines()
    assert lines[:2] == [
        "Členové: Prison Service of Alphaland",
        "Takto ne, ale blízko toho: 1 s `kg ask agreements alpha`.",
    ]
    assert "Není uvedeno v prohlédnutém zdroji (1)." in lines


# ---- formats ------------------------------------------------------------------------------------


def test_json_holds_things_as_objects_and_csv_as_two_columns(ask):
    found = ask("memberships", "alpha")
    (row,) = json.loads(write_reply(found, "json"))
    assert row["network"] == {"id": "id:net", "label": "Network of Services"}
    (flat,) = csv.DictReader(io.StringIO(write_reply(found, "csv")))
    assert (flat["network"], flat["network_id"]) == ("Network of Services", "id:net")
    assert {*row} == {name.removesuffix("_id") for name in flat}


def test_a_row_that_the_title_says_whole_is_still_shown(root):
    (root / "questions").mkdir()
    text = HEADER.replace("column member", "column body") + (
        "SELECT ?body { VALUES ?body { UNDEF } ?body a ?class } ORDER BY ?body"
    )
    (root / "questions/is.rq").write_text(text, "utf-8")
    shown = kg("ask", "is", "net", cwd=root).stdout
    assert shown.splitlines()[-1] == "Network of Services"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("7", 7),
        ("7.50", 7.5),
        ("true", True),
        ("'NaN'^^xsd:double", "NaN"),
        ("'x'^^xsd:integer", "x"),
    ],
)
def test_a_cell_is_a_number_where_it_is_one(root, value, cell):
    text = HEADER.replace("column member", "column x") + (
        f"SELECT ?x {{ VALUES ?body {{ UNDEF }} ?body a ?any . BIND ({value} AS ?x) }} ORDER BY ?x"
    )
    question = read_question(text, name="q", file="q.rq")
    store = loading.load(find_workspace(root)).store
    (row,) = answer(store, question, {"body": ["net"]}).rows
    assert row == {"x": cell}


def test_rows_too_wide_for_a_table_are_told_in_paragraphs(ask):
    narrow = write_reply(ask("members", "net", "alpha", as_of="2014"), "table", width=30)
    assert (
        narrow
        == """\
Members of Network of
    Services: Prison Service
    of Alphaland, as of 2014

1. Role: member\u00a0· Holds:
    presumed\u00a0· Status:
    stated\u00a0· When: since
    2009\u00a0· Evidence: [1]

[1] Cooperation, Prison
    Service of Alphaland,
    characters 0–9, verified
"""
    )


def test_a_table_numbers_the_places_and_letters_the_notes(ask, golden):
    golden("ask-members.txt", str(ask("members", "net", as_of="2014")))
    golden("ask-members.md", write_reply(ask("members", "net", lang="cs"), "md"))


def test_passages_stand_beside_the_fact(ask):
    found = ask("members", "net", "alpha")
    excerpts = {"ev:doc-0-9": "The words\n  of the source."}
    assert "[1] Cooperation" in (text := write_reply(found, "table", excerpts=excerpts))
    assert text.endswith("verified\n“The words of the source.”\n")
    (row,) = json.loads(write_reply(found, "json", excerpts=excerpts))
    assert row["excerpt"] == ["The words\n  of the source."]


# ---- the query itself ---------------------------------------------------------------------------


def test_the_printed_query_is_what_was_asked(root, ask):
    store = loading.load(find_workspace(root)).store
    question = find_question("members")
    text = write_query(store, question, {"body": ["net"], "member": ["Deltaland"]})
    assert text.startswith("# Members of Network of Services: Deltaland\n")
    assert "VALUES ?member { id:delta id:gamma }" in text
    assert [row[0] for row in store.rows(text)] == ["https://w3id.org/pencoop/id/gamma"]


def test_a_question_as_it_stands_asks_about_everything(root):
    store = loading.load(find_workspace(root)).store
    for question in read_questions():
        store.rows(question.query)
    assert len(store.rows(find_question("members").query)) == 3


# ---- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "named", "error", "message"),
    [
        ((), {}, UsageError, "members needs BODY: the body."),
        (("net",), {"rol": ["x"]}, UsageError, "members knows no 'rol'. Did you mean role?"),
        (("net",), {"role": ["a", "b"]}, UsageError, "role of members may be given only once."),
        (("net",), {"role": ["membr"]}, UsageError, "'membr' is no role. Did you mean member?"),
        (("prj",), {}, UsageError, "id:prj is a project. body has to be an organisation."),
        (("nett",), {}, NotFound, "Did you mean id:net"),
        (("net", "} # DROP ALL"), {}, NotFound, "is not known"),
        (("n" * 100_000,), {}, NotFound, "n…' is not known."),
    ],
)
def test_words_that_do_not_fit_are_refused(ask, words, named, error, message):
    with pytest.raises(error) as refusal:
        ask("members", *words, **named)
    assert message in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_a_date_that_is_none_is_refused(ask):
    with pytest.raises(UsageError, match="as of: '2014-13' is no day of the calendar"):
        ask("members", "net", as_of="2014-13")


HEADER = """# title: T {body} | T {body}
# answers: A. | O.
# example: net
# param body: organisation: the body | subjekt
# column member: M | Č
"""
QUERY = (
    "SELECT ?member ?claim { VALUES ?body { UNDEF } ?claim pc:context ?body ; pc:agent ?member }"
)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: T {body} | T {body}\n", "", "q.rq:1: error: no title."),
        ("# example: net\n", "", "no example. Write a line `# example: WORDS`."),
        (" | O.", "", "q.rq:2: error: a text in two languages is `English | Czech`."),
        ("T {body} |", "T {bdy} |", "q.rq:1: error: the title names {bdy}, which is no parameter."),
        (": organisation:", ": organisatoin:", "q.rq:4: error: 'organisatoin' is no type."),
        (": organisation:", ": organisation, twice:", "q.rq:4: error: 'twice' means nothing here."),
        ("param body:", "param:", "q.rq:4: error: this line of the header is not complete."),
        ("# param body: organisation: the body | subjekt\n", "", "q.rq:5: error: ?body is no"),
        ("column member", "column membr", "?member has no heading. Write a line `# column member:"),
        ("?body { UNDEF }", "?body { id:net }", "the query never asks for body."),
        ("VALUES ?body", "VALUES ?x { UNDEF } VALUES ?body", "q.rq:6: error: ?x is no parameter."),
        ("SELECT ?member", "SELECT ?member ?member2", "?member2 has no heading."),
        ("SELECT ?member ?claim", "ASK", "a question must be a SELECT query, not ASK."),
        ("pc:agent ?member", "pc:agent ?member (", "q.rq:6:"),
        ("?claim pc:context", "SERVICE <http://a/> { } ?claim pc:context", "SERVICE"),
    ],
)
def test_a_broken_file_is_an_error_with_its_place_and_the_next_step(old, new, message):
    text = HEADER + QUERY
    assert old in text
    with pytest.raises(SourceError) as error:
        read_question(text.replace(old, new, 1), name="q", file="q.rq")
    assert message in str(error.value)


def test_every_question_that_ships_has_a_proper_header():
    for name in list_questions():
        question = find_question(name)
        assert question.name == name
        assert question.query.count("ORDER BY") >= 1


# ---- the command --------------------------------------------------------------------------------


def test_the_command_answers_with_data_on_stdout_and_words_on_stderr(root):
    ended = kg("ask", "members", "net", "-f", "csv", cwd=root)
    assert (ended.returncode, ended.stderr) == (0, "3 rows\n")
    nothing = kg("ask", "members", "alpha", "-f", "json", cwd=root)
    assert (nothing.returncode, nothing.stdout) == (1, "[]\n")
    assert "Not stated in 1 source looked at.\n" in nothing.stderr


def test_the_list_of_questions_and_the_help_of_one(root, golden):
    listed = kg("ask", "-f", "json", cwd=root)
    assert [each["question"] for each in json.loads(listed.stdout)] == list_questions()
    golden("help-ask-members.txt", kg("ask", "members", "--help", cwd=root).stdout)


def test_a_workspace_can_have_questions_of_its_own(root):
    (root / "questions").mkdir()
    (root / "questions/who.rq").write_text(HEADER + QUERY + " ORDER BY ?member", "utf-8")
    ended = kg("ask", "who", "prj", cwd=root)
    assert (ended.returncode, "id:prj is a project" in ended.stderr) == (2, True)
    assert kg("ask", "who", "net", "-f", "csv", cwd=root).returncode == 0
    wrong = QUERY.replace("pc:agent ?member", "\n pc:agent pc:agent ?member")
    (root / "questions/who.rq").write_text(HEADER + wrong, "utf-8")
    refused = kg("ask", "who", "net", cwd=root)
    assert (refused.returncode, refused.stderr.partition(" ")[0]) == (3, "questions/who.rq:7:20:")
    (root / "questions/who.rq").write_text(HEADER, "utf-8")
    broken = kg("ask", "who", "net", cwd=root)
    assert (broken.returncode, broken.stderr.partition(" ")[0]) == (3, "questions/who.rq:6:1:")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("membrs", "net"), 2, "error: 'membrs' is no question. Did you mean members?\n"),
        (("members",), 2, "error: members needs BODY: the body.\n"),
        (("members", "net", "-f", "xml"), 2, "'xml' is not one of"),
        (("partners", "alpha", "beta", "--as-of", "soon"), 2, "error: --as-of: 'soon' is no date:"),
        (("members", "nett"), 1, "error: 'nett' is not known. Did you mean id:net"),
    ],
)
def test_a_wrong_command_ends_with_its_code_and_a_sentence(root, words, code, message):
    ended = kg("ask", *words, cwd=root)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert message in ended.stderr
