"""Persons stay out of the graph, by one rule, whichever way they would come in."""

from __future__ import annotations

import json

import pytest

from tests.miniature import ALPHA, CLAIMS, DOCUMENT, NAMES, PARTICIPATIONS, PREFIXED, contents, put
from tests.processes import kg

PERSONAL = {
    "Ing. Karel Xylofonek": "the name of a person",
    "karel@office.example.org": "an e-mail address",
    "+420 222 111 333": "a telephone number",
}
SOURCE = ("--source", "page", "--title", "Members", "--url", "https://example.org/members")
DECIDE = ("resolve", "alpha", "beta", "--different", "--because", "Two.")
QUESTION = (
    "# title: Kinds | Druhy\n"
    "# answers: What there is. | Co tu je.\n"
    "# note: {} | Nic.\n"
    "# example: kinds\n"
    "# column kind: Kind | Druh\n"
    "SELECT ?kind WHERE {{ ?thing a ?kind }}\n"
)


@pytest.fixture(params=PERSONAL.items(), ids=["person", "e-mail", "telephone"])
def personal(request):
    """A text about a person, and what the rule calls it."""
    return request.param


def refused(ended, personal, *where):
    """Tell whether a command has refused a text, and named its place."""
    text, what = personal
    said = ended.stdout + ended.stderr
    assert ended.returncode in (1, 2, 3), said
    assert f"“{text}” is {what}. Persons are no part of the graph" in said, said
    for each in where:
        assert each in said
    return True


# ---- written by hand -----------------------------------------------------------------------------

PLACES = {
    "name": (ALPHA, f'id:alpha a {NAMES["organisations/alpha"]} , "{{}}"@cs .'),
    "alias": (ALPHA, f'id:alpha a {NAMES["organisations/alpha"]} ; skos:altLabel "{{}}"@cs .'),
    "note": (
        DOCUMENT,
        CLAIMS + PARTICIPATIONS + 'claim:alpha-in-net skos:editorialNote "See: {}"@en .',
    ),
    "title": (
        DOCUMENT,
        CLAIMS.replace('"Cooperation"', '"Letter to {}"') + PARTICIPATIONS,
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_check_names_the_line_of_what_is_personal(root, personal, place):
    file, pattern = PLACES[place]
    path = put(root, file, pattern.replace("{}", personal[0]))
    lines = path.read_text("utf-8").splitlines()
    line = 1 + next(at for at, each in enumerate(lines) if personal[0] in each)
    assert refused(kg("check", cwd=root), personal, f"{file}:{line}: error: ")


def test_a_graph_with_a_person_in_it_is_not_built(root):
    text, _ = next(iter(PERSONAL.items()))
    put(root, ALPHA, PLACES["alias"][1].replace("{}", text))
    ended = kg("build", "--lang", "cs", cwd=root)
    assert ended.returncode == 1
    assert not (root / "build").exists()
    said = kg("check", "--lang", "cs", cwd=root).stdout
    assert f"„{text}“ je jméno osoby. Osoby do grafu nepatří: vynechte to." in said


# ---- kg add --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("organisation", "new", "--name", "{}", *SOURCE),
        ("organisation", "new", "--name", "Office of Deltaland", "--name-cs", "{}", *SOURCE),
        ("organisation", "new", "--name", "Office of Deltaland", "--alias", "{}@cs", *SOURCE),
        ("name", "alpha", "{}", *SOURCE),
        ("membership", "beta", "net", "--status", "implied", "--note", "So says {}", *SOURCE),
        ("membership", "beta", "net", "--source", "page", "--title", "Letter to {}"),
    ],
)
def test_what_is_personal_is_not_added(root, words):
    before = contents(root)
    for personal in sorted(PERSONAL.items())[:: 1 if words[0] == "name" else 2]:
        given = [word.replace("{}", personal[0]) for word in words]
        assert refused(kg("add", *given, "--yes", cwd=root), personal)
        assert contents(root) == before


# ---- RDF in the terms of the project -------------------------------------------------------------

BODY = 'id:odd a org:Organization ; skos:prefLabel "Odd"@en ; skos:altLabel "{}"@en .\n'
JSON_LD = {
    "@id": "https://w3id.org/pencoop/id/odd",
    "@type": "http://www.w3.org/ns/org#Organization",
    "http://www.w3.org/2004/02/skos/core#prefLabel": {"@value": "Odd", "@language": "en"},
    "http://www.w3.org/2004/02/skos/core#editorialNote": {"@value": "{}", "@language": "en"},
}


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("own.ttl", PREFIXED + BODY), ("own.jsonld", json.dumps(JSON_LD, indent=1))],
)
def test_what_is_personal_is_not_imported_in_own_terms(root, tmp_path, personal, name, pattern):
    path = tmp_path / name
    path.write_text(pattern.replace("{}", personal[0]), encoding="utf-8")
    lines = path.read_text("utf-8").splitlines()
    line = 1 + next(at for at, each in enumerate(lines) if personal[0] in each)
    before = contents(root)
    ended = kg("import", path, "--apply", cwd=root)
    assert refused(ended, personal, f"{name}:{line}: error: ")
    assert contents(root) == before


def test_what_is_a_person_and_a_body_is_no_body(root, tmp_path):
    both = 'id:odd a org:Organization , foaf:Person ; skos:prefLabel "Odd"@en .\n'
    path = tmp_path / "own.ttl"
    foaf = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    path.write_text(PREFIXED + foaf + both, encoding="utf-8")
    before = contents(root)
    ended = kg("import", path, "--apply", cwd=root)
    assert ended.returncode == 1
    assert "foaf:Person is not known" in ended.stdout
    assert contents(root) == before


# ---- decisions, questions, views -----------------------------------------------------------------


@pytest.mark.parametrize("option", ["--because", "--by"])
def test_no_decision_names_a_person(root, personal, option):
    words = {"--because": "Two offices.", "--by": "data editor"} | {option: personal[0]}
    given = [each for pair in words.items() for each in pair]
    before = contents(root)
    ended = kg("resolve", "alpha", "beta", "--different", *given, cwd=root)
    assert refused(ended, personal)
    assert contents(root) == before


def test_a_decision_written_by_hand_is_checked(root):
    personal = ("karel@office.example.org", "an e-mail address")
    assert kg(*DECIDE, cwd=root).returncode == 0
    path = root / "graphdata/decisions.ttl"
    text = path.read_text("utf-8").replace('"Two."', f'"Told by {personal[0]}"')
    path.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index(personal[0])].count("\n")
    assert refused(kg("check", cwd=root), personal, f"graphdata/decisions.ttl:{line}: error: ")


def test_no_question_of_a_workspace_names_a_person(root):
    personal = ("+420 222 111 333", "a telephone number")
    path = root / "questions/kinds.rq"
    path.parent.mkdir()
    path.write_text(QUESTION.format("Ours"), encoding="utf-8")
    assert kg("ask", "kinds", cwd=root).returncode == 0
    path.write_text(QUESTION.format(f"Ask {personal[0]}"), encoding="utf-8")
    for command in (("check",), ("ask", "kinds")):
        assert refused(kg(*command, cwd=root), personal, "questions/kinds.rq:3: ")


@pytest.mark.parametrize("plain", [True, False])
def test_no_view_of_a_workspace_names_a_person(root, plain):
    personal = ("Ing. Karel Xylofonek", "the name of a person")
    view = {"id": "ours", "title": [f"Bodies of {personal[0]}", "Žádné"], "state": "sel=alpha"}
    text = json.dumps({"views": [view]}, ensure_ascii=plain, indent=1)
    path = root / "graphdata/views.json"
    path.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index(personal[0])].count("\n")
    assert refused(kg("check", cwd=root), personal, f"graphdata/views.json:{line}: error: ")
    ended = kg("view", "-o", root / "out.html", cwd=root)
    assert refused(ended, personal, "graphdata/views.json: ")
    assert not (root / "out.html").exists()


def test_views_nested_without_end_are_refused(root):
    (root / "graphdata/views.json").write_text("[" * 100_000, encoding="utf-8")
    ended = kg("view", "-o", root / "out.html", cwd=root)
    assert ended.returncode == 3
    assert "brackets nested more than" in ended.stderr
    assert kg("check", cwd=root).returncode == 0
