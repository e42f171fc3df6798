"""The search of the page ranks as `kg find` does: the same things in the same order."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess

import pytest

from kg.graph import loading
from kg.names import expand, shorten
from kg.network.network import read_network
from kg.search.naming import read_namings
from kg.search.portable import portable, portable_names
from kg.search.search import search
from kg.text.words import Words
from tests.conftest import DATA
from tests.processes import ROOT

ASSETS = ROOT / "kg" / "page" / "assets"
SCRIPT = """
import { readFileSync } from "node:fs";
const { index, things, queries } = JSON.parse(readFileSync(0));
const { makeFinder } = await import(process.argv[1]);
const find = makeFinder(index, things);
const found = queries.map((query) =>
  find(query).map(({ thing, text, sort, fit }) => [thing, text, sort, fit]));
console.log(JSON.stringify(found));
"""
# Typos, letters without a plain one, any order, unfinished words, countries and kinds, nothing.
TYPED = [
    *("probaiton", "vezenska sluzba", "prison service", "Norway", "norský", "Łódź", "Lodz"),
    *("Ministry of Justice Czech", "rakousko", "Strafvollzug Österreich", "prison litigation"),
    *("szwajcaria", "conference", "ministerstvo spravedlnosti", "slovak prison", "vezn", "x"),
    *("europris familly relations", "service prison irish", "a.n.o.", "cz-pms", "qqqq", "", "…"),
    *("memorandum Hungary", "annual report", "Norway Grants", "Ørsted", "STRASSE", "Straße"),
]


@pytest.fixture(scope="module")
def store(workspace):
    return loading.load(workspace).store


@pytest.fixture(scope="module")
def things(store):
    """What the page of everything can show: things, what makes lines, and documents."""
    network = read_network(store)
    found = {node.id: node.label for node in network.nodes}
    for each in network.lines:
        if each.basis:
            found.setdefault(each.basis, each.context or each.label)
        for place in each.claim.evidence:
            found.setdefault(place.source, Words(place.title))
    return found


def find_by_script(index, things, queries):
    """Return what the script of the page finds, in a process of its own."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("KG_REQUIRE_ALL"):
            pytest.fail("node is not installed")
        pytest.skip("node is not installed")
    named = [{"id": name, "label": list(label)} for name, label in things.items()]
    ended = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT, (ASSETS / "finder.js").as_uri()],
        input=json.dumps({"index": index, "things": named, "queries": queries}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_page_and_command_find_the_same_in_the_same_order(store, things):
    with (DATA / "names_sought.csv").open(encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)] + TYPED
    namings, among = read_namings(store), {expand(name) for name in things}
    expected = [
        [
            [shorten(match.thing), match.naming.text, match.naming.sort, match.fit]
            for match in search(store, query, among=among, namings=namings)
        ]
        for query in queries
    ]
    found = find_by_script(portable(store, things), things, queries)
    different = [q for q, one, two in zip(queries, expected, found, strict=True) if one != two]
    assert different == []
    assert sum(map(bool, expected)) > 200


def test_things_known_by_their_labels_alone_are_found(things):
    some = {"id:a": Words("Prison Service", "Vězeňská služba"), "id:b": Words("Norway Grants")}
    index = portable_names([(some["id:a"], ("PS",)), (some["id:b"], ())])
    found = find_by_script(index, some, ["vezenska", "ps", "grants norway", "nothing"])
    assert [[match[0] for match in each] for each in found] == [["id:a"], ["id:a"], ["id:b"], []]


def test_index_of_nothing_finds_nothing(store):
    assert find_by_script(portable(store, {}), {}, ["prison"]) == [[]]
