"""What the tests share: the repository, its graph in two engines, and claims as plain values."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg import api
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import CLAIM, EV, SRC, shorten
from tests.processes import ROOT

pytest_plugins = ["tests.golden_files", "tests.miniature"]

# A machine with much else to do makes nothing wrong.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def workspace():
    return find_workspace(ROOT)


@pytest.fixture(scope="session")
def built(workspace):
    """The core of the repository, checked, asserted and derived."""
    return loading.load(workspace, scope="core")


@pytest.fixture(scope="session")
def rows(built):
    """A function that answers a SELECT through the fast engine."""
    return built.store.rows


@pytest.fixture(scope="session")
def ids(rows):
    """A function that answers a SELECT with prefixed names, as a sorted list without repetition."""

    def ask(query):
        found = {tuple(value and shorten(value) for value in row) for row in rows(query)}
        return sorted(found, key=str)

    return ask


@pytest.fixture(scope="session")
def in_rdflib():
    """The same graph as an rdflib Dataset."""
    return api.load(ROOT, scope="core")


@pytest.fixture(scope="session")
def facts():
    """The annotated facts by identifier, without any sentence of a source, as corrected."""
    lines = (DATA / "seed_facts.jsonl").read_text("utf-8").splitlines()
    found = {fact["id"]: fact for fact in map(json.loads, lines)}
    for row in read_table("core_corrections.csv"):
        *where, name = row["field"].split(".")
        part = found[row["fact"]]
        for each in where:
            part = part[each]
        if row["value"]:
            part[name] = row["value"]
        else:
            del part[name]
    return found


def read_table(name):
    """The rows of a table of the test data."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def corrections():
    """What was put right in the annotated facts when the texts were read again, and why."""
    return read_table("core_corrections.csv")


@pytest.fixture(scope="session")
def reading():
    """The claims that no annotated fact has: found when the texts were read again, and why."""
    return {row["claim"]: row for row in read_table("core_reading.csv")}


@pytest.fixture(scope="session")
def coverage():
    """Where each fact went (prefixed names), or why it went nowhere."""
    rows = read_table("coverage.csv")
    return {row["fact"]: row | {"where": row["where"].split()} for row in rows}


@pytest.fixture(scope="session")
def records(built):
    """What each source file asserts: source -> subject -> property -> values, in short forms."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for quad in built.dataset.quads:
        graph = quad.graph_name.value
        if graph.startswith(SRC):
            source, subject = graph.removeprefix(SRC), shorten(quad.subject.value)
            name = shorten(quad.predicate.value)
            if name not in ("owl:deprecated", "dcterms:isReplacedBy"):  # a name without a claim
                found[source][subject][name].add(shorten(quad.object.value))
    return found


@pytest.fixture(scope="session")
def claims(records):
    """Every claim over all source files: claim -> property -> set of values."""
    found = defaultdict(lambda: defaultdict(set))
    for record in records.values():
        for subject, properties in record.items():
            for name, values in properties.items():
                if subject.startswith(("claim:", CLAIM)):
                    found[subject][name] |= values
    return found


@pytest.fixture(scope="session")
def spans(records):
    """The spans that the graph knows: evidence -> (source, start, end, digest)."""
    return {
        subject: (
            *(shorten(each) for each in properties["oa:hasSource"]),
            *(int(each) for name in ("oa:start", "oa:end") for each in properties[name]),
            *properties["pc:spanDigest"],
        )
        for record in records.values()
        for subject, properties in record.items()
        if subject.startswith(("ev:", EV))
    }
