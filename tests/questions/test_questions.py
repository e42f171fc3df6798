"""The questions that the graph is for: asked through two engines, answered alike and right.

`queries/everyday` holds short queries with the rows that they must return beside them;
`queries/competency` holds one query for each question and each negative control of
`data/questions.jsonl`. Values are compared as values.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from kg import api
from kg.names import ID

HERE = Path(__file__).parents[1]
EVERYDAY = sorted((HERE / "queries/everyday").glob("*.rq"))
COMPETENCY = HERE / "queries/competency"
QUESTIONS = [
    json.loads(line) for line in (HERE / "data/questions.jsonl").read_text("utf-8").splitlines()
]
ASKED = [each for each in QUESTIONS if each["kind"] == "question"]
NEGATIVE = [each for each in QUESTIONS if each["kind"] == "negative"]


@pytest.fixture(params=["store", "rdflib"])
def answers(request, built, in_rdflib):
    """A function that answers a query through one of the two engines, as a bag of rows."""

    def ask(text):
        found = (
            api.query(text, in_rdflib).rows if request.param == "rdflib" else built.store.rows(text)
        )
        return Counter(tuple(value(cell) for cell in row) for row in found)

    return ask


@pytest.mark.parametrize("path", EVERYDAY, ids=lambda path: path.stem)
def test_everyday_query_returns_its_rows_in_both_engines(path, answers):
    with path.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        wanted = [tuple(value(cell or None) for cell in row) for row in list(csv.reader(file))[1:]]
    assert answers(path.read_text("utf-8")) == Counter(wanted)
    assert wanted


@pytest.mark.parametrize("path", EVERYDAY, ids=lambda path: path.stem)
def test_everyday_query_is_short(path):
    text = path.read_text("utf-8")
    assert "PREFIX" not in text.upper()
    assert len(text.splitlines()) <= 5


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question["id"])
def test_question_is_answered_exactly_in_both_engines(question, answers):
    found = answers((COMPETENCY / f"{question['id']}.rq").read_text("utf-8"))
    assert {frozenset(filter(None, row)) for row in found} == {
        cells(row) for row in question["answers"]
    }
    assert set(found.values()) == {1}
    assert len(found) == len(question["answers"])


@pytest.mark.parametrize("question", NEGATIVE, ids=lambda question: question["id"])
def test_negative_control_finds_nothing_in_both_engines(question, answers):
    assert answers((COMPETENCY / f"{question['id']}.rq").read_text("utf-8")) == Counter()


def test_every_question_has_its_query_and_every_query_its_question():
    assert sorted(path.stem for path in COMPETENCY.glob("*.rq")) == sorted(
        each["id"] for each in QUESTIONS
    )


def test_what_is_asked_about_exists(ids):
    """A control that asks about an unknown thing would find nothing for the wrong reason."""
    asked = {f"id:{key}" for question in NEGATIVE for key in question["about_keys"]}
    known = {thing for (thing,) in ids("SELECT ?thing { ?thing skos:prefLabel ?label }")}
    assert asked - known == set()


def test_the_names_of_the_answers_are_the_names_in_the_graph(rows):
    names = {
        cell["key"]: cell["name"]
        for each in ASKED
        for row in each["answers"]
        for cell in row
        if "key" in cell
    }
    known = {
        iri.removeprefix(ID): name
        for iri, name in rows("SELECT ?thing ?name { ?thing rdfs:label ?name }")
    }
    assert {key: known.get(key) for key in names} == names


def value(cell):
    """A cell by its value: numbers as numbers, things by their key, everything else as text."""
    if cell is None:
        return None
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell.removeprefix(ID)


def cells(row):
    """An expected row as a set of keys, values and roles."""
    return frozenset(
        value(str(cell[name])) for cell in row for name in ("key", "value", "role") if name in cell
    )
