"""The questions that the graph is for, each answered by one documented command.

`data/asked.csv` holds the command for each question of `data/questions.jsonl`, and the columns in
which its answer stands. The command, the query that it prints and the Python verb answer alike.
"""

from __future__ import annotations

import csv
import json
import shlex
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg import api, cli
from kg.errors import NotFound
from kg.graph import loading
from kg.names import expand
from kg.questions import find_question, list_questions
from kg.questions.query import MENTION

DATA = Path(__file__).parents[1] / "data"
ROOT = Path(__file__).parents[2]
QUESTIONS = {
    each["id"]: each
    for each in map(json.loads, (DATA / "questions.jsonl").read_text("utf-8").splitlines())
}
with (DATA / "asked.csv").open(encoding="utf-8", newline="") as file:
    ASKED = {each["question"]: each for each in csv.DictReader(file)}
ANSWERED = [name for name in ASKED if QUESTIONS[name]["kind"] == "question"]
NEGATIVE = [name for name in ASKED if QUESTIONS[name]["kind"] == "negative"]
# CQ03 knows two degrees of certainty, said in so many words or read from it; we know three.
TWO_DEGREES = {"ambiguous": "implied"}


@pytest.fixture
def run(capfdbinary):
    """A function that runs a command, returning its exit code and what it wrote."""

    def running(*words, scope="core"):
        code = cli.run(["-C", str(ROOT), "ask", *words, "--scope", scope])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return running


def words(name):
    return shlex.split(ASKED[name]["command"])


def python(name):
    """Ask through the Python verb what the command asks."""
    question, *rest = words(name)
    places, named = [], {}
    rest = [part for word in rest for part in word.split("=", 1)]
    options = {each.name: each for each in find_question(question).parameters}
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            places.append(word)
        elif word == "--document":
            named["document"] = rest.pop(0)
        elif options[word[2:]].sort == "flag":
            named[word[2:].replace("-", "_")] = True
        else:
            named[word[2:].replace("-", "_")] = rest.pop(0)
    return kg.ask(question, *places, folder=ROOT, scope="core", **named)


def plain(cell):
    return cell["id"].partition(":")[2] if isinstance(cell, dict) else str(cell)


def answered(rows, name):
    """The cells of each row that answer the question, as a set without order within the row."""
    columns = ASKED[name]["columns"].split()
    return [
        frozenset(
            TWO_DEGREES.get(cell, cell) if name == "CQ03" else cell
            for cell in (plain(row[column]) for column in columns if row[column] is not None)
        )
        for row in rows
    ]


def expected(name):
    return [
        frozenset(str(cell[key]) for cell in row for key in ("key", "value", "role") if key in cell)
        for row in QUESTIONS[name]["answers"]
    ]


def names_a_mention(name):
    return MENTION in find_question(name).grounds


@pytest.mark.parametrize("name", ANSWERED)
def test_the_command_answers_the_question_exactly(name, run):
    code, out, _ = run(*words(name), "-f", "json")
    found = answered(json.loads(out), name)
    assert code == 0
    assert sorted(found, key=sorted) == sorted(expected(name), key=sorted)
    if "order" in QUESTIONS[name]["remark"]:
        assert found == expected(name)


@pytest.mark.parametrize("name", NEGATIVE)
def test_what_no_source_says_comes_out_as_not_stated(name, run):
    code, out, err = run(*words(name), "-f", "json")
    assert (code, out) == ((1, "") if "is not known" in err else (1, "[]\n"))
    assert "not stated in 5 sources looked at" in err.casefold()


@pytest.mark.parametrize("name", ASKED)
def test_the_python_verb_answers_alike(name, run):
    _, out, err = run(*words(name), "-f", "json")
    if "is not known" in err:
        with pytest.raises(NotFound) as refusal:
            python(name)
        assert err == f"{refusal.value}\n"
    else:
        assert json.loads(json.dumps(python(name).rows)) == json.loads(out)


VIEWS = [(), ("--as-of", "2015"), ("--since", "2010"), ("--until", "2010"), ("--planned",)]
SEEN = pytest.mark.parametrize("more", VIEWS, ids=lambda more: " ".join(more) or "any time")


@SEEN
@pytest.mark.parametrize("name", ASKED)
def test_the_printed_query_answers_alike(name, more, run, built):
    _, out, _ = run(*words(name), *more, "-f", "json")
    _, query, _ = run(*words(name), *more, "--query")
    if not query:
        return
    question = find_question(words(name)[0])
    if more and not question.grounds:
        return
    names = [column.name for column in question.columns]
    results = built.store.query(query)
    found = [{column: cell(row[column]) for column in names} for row in results]
    rows = [{column: sparql(row[column]) for column in names} for row in json.loads(out)]
    assert found == rows


@SEEN
@pytest.mark.parametrize("name", [each for each in list_questions() if names_a_mention(each)])
def test_a_mention_dates_no_row_of_the_printed_query(name, more, run, workspace):
    """Checked on all data: what is in the core is dated by its claims too."""
    example = shlex.split(find_question(name).example)
    _, out, _ = run(name, *example, *more, "-f", "json", scope="all")
    _, query, _ = run(name, *example, *more, "--query", scope="all")
    names = [column.name for column in find_question(name).columns]
    results = loading.load(workspace).store.query(query)
    found = dict.fromkeys(tuple(cell(row[column]) for column in names) for row in results)
    assert [*found] == [tuple(sparql(row[each]) for each in names) for row in json.loads(out)]


@pytest.mark.parametrize("name", ANSWERED)
def test_another_engine_gives_the_printed_query_the_same_rows(name, run, built, in_rdflib):
    _, query, _ = run(*words(name), "--query")
    assert Counter(api.query(query, in_rdflib).rows) == Counter(built.store.rows(query))


def cell(term):
    return None if term is None else term.value


def sparql(value):
    """A cell of an answer as its query has it."""
    if isinstance(value, dict):
        return expand(value["id"])
    return None if value is None else str(value)


def test_every_question_of_the_list_has_its_command():
    assert list(ASKED) == list(QUESTIONS)


@pytest.mark.parametrize("name", list_questions())
def test_the_example_of_a_question_finds_something(name, run):
    example = shlex.split(find_question(name).example)
    none = ("same", "conflicts")  # of these the core has none
    assert run(name, *example)[0] == (1 if name in none else 0)


@pytest.mark.parametrize("name", list_questions())
def test_every_row_about_a_relation_says_how_sure_and_where(name, run):
    question = find_question(name)
    code, out, _ = run(name, *shlex.split(question.example.replace("-f csv", "")), "-f", "json")
    for row in json.loads(out) if question.grounds and code == 0 else []:
        assert row["status"] in ("stated", "implied", "ambiguous") or name == "gaps"
        assert row["evidence"] or name == "gaps"


def test_no_answer_makes_a_partner_of_a_fellow_member_or_of_who_was_met(rows):
    partners = {(a, b) for a, b in rows("SELECT ?a ?b { ?a pc:partnersWith ?b }")}
    asked = kg.ask("partners", "Czechia", folder=ROOT, scope="core")
    found = {(expand(row["body"]["id"]), expand(row["partner"]["id"])) for row in asked.rows}
    assert found == {pair for pair in partners if "/cz-" in pair[0]}
