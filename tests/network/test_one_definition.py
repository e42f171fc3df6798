"""One definition: who is a partner, a member, a party is the same wherever it is asked.

On the whole of the real data, because a difference shows in the rare case: a party that is not
resolved, an implementer, a ministry and its own service.
"""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from kg.factsheets import describe
from kg.factsheets import reading as sheets
from kg.graph import loading, statistics
from kg.names import expand, shorten
from kg.network.comparison import mentions
from kg.network.exports import export_network
from kg.network.measures import measure
from kg.network.network import MEMBERS, PARTNERS, read_network
from kg.network.paths import Question, find_paths
from kg.network.projection import one_mode, to_networkx
from kg.network.strength import read_ladder
from kg.page import page, picture
from kg.questions import find_question
from kg.questions.answers import answer

META = {"title": {"en": "Title", "cs": "Název"}, "version": "1", "state": ""}
BETWEEN = ("agreement", "cooperation")
OPEN = "role:member-or-participant"  # the source leaves open which


@pytest.fixture(scope="module")
def store(workspace):
    return loading.load(workspace).store


@pytest.fixture(scope="module")
def network(store):
    return read_network(store)


@pytest.fixture(scope="module")
def content(network):
    return page.payload(network, picture.compose(network), meta=META)


@pytest.fixture(scope="module")
def partners(store):
    """The pairs that the rules derive: what everything else is held against."""
    return edges(store, PARTNERS)


def edges(store, name):
    return {(shorten(a), shorten(b)) for a, b in store.rows(f"SELECT * {{ ?a {name} ?b }}")}


def pairs(some):
    return {frozenset(pair) for pair in some}


def ends(relations):
    return pairs((each.a, each.b) for each in relations)


def of_page(content, name):
    """The pairs that the ready view of an edge draws."""
    (state,) = (view["state"] for view in content["views"] if view["id"] == name)
    edge = re.search(r"edge=(\w+)", state)[1]
    drawn = [*content["relations"], *content["ties"]]
    return [
        tuple(content["nodes"][each[end]]["id"] for end in "ab")
        for each in drawn
        if each.get("edge") == edge
    ]


# ---- partners ------------------------------------------------------------------------------------


def test_edge_of_partners_goes_both_ways_and_is_that_of_the_ties(store, partners):
    assert partners
    assert {(b, a) for a, b in partners} == partners
    ties = store.rows("SELECT ?a ?b WHERE { ?tie a pc:Tie ; pc:from ?a ; pc:to ?b }")
    assert {(shorten(a), shorten(b)) for a, b in ties} == partners


def test_partners_are_those_that_the_question_answers_for_every_body(store, network, partners):
    question = find_question("partners")
    bodies = {body for body, _ in partners}
    countries = {node.country for node in network.nodes if node.id in bodies and node.country}
    found = set()
    for some in (countries, bodies):  # a country stands for all its bodies
        for name in sorted(some - {body for body, _ in found}):
            rows = answer(store, question, {"body": (name,)}).rows
            found |= {(row["body"]["id"], row["partner"]["id"]) for row in rows}
    assert found == partners


def test_partners_are_those_of_the_network_and_its_measures(network, partners):
    assert ends(network.ties) == pairs(partners)
    assert pairs(one_mode(network).edges) == pairs(partners)
    sizes = measure(network).sizes
    assert sizes["pairs"] == len(pairs(partners))
    for kind in (*BETWEEN, "project"):
        assert sizes[kind] == len(ends(tie for tie in network.ties if tie.family == kind))


def test_a_pair_and_its_basis_stand_once(network):
    keys = [(frozenset((tie.a, tie.b)), tie.basis) for tie in network.ties]
    assert len(keys) == len(set(keys))


def test_partners_are_counted_as_they_are(store, network, partners):
    counted = {
        each.name: each.number for each in statistics.count(store) if each.group == "partners"
    }
    assert counted == {
        "pairs": len(pairs(partners)),
        "bodies": len({body for body, _ in partners}),
        **{
            f"pairs by {name}": len(ends(tie for tie in network.ties if tie.family == kind))
            for name, kind in (
                ("an agreement", "agreement"),
                ("a cooperation", "cooperation"),
                ("a project", "project"),
            )
        },
    }


def test_partners_are_those_that_a_comparison_tells_of_every_body(network, partners):
    found = set()
    for node in network.nodes:
        said = [each for each in mentions(node, network) if each.section == "partners"]
        found |= {(node.id, each.item) for each in said}
        reasons = [(each.item, each.mention.claim.id) for each in said]
        assert len(reasons) == len(set(reasons))
    assert found == partners


def test_partners_are_those_of_the_page(content, partners):
    assert pairs(of_page(content, "partners")) == pairs(partners)


def test_lines_of_ties_are_edges_of_partners_on_ways_and_in_exports(network, partners):
    tied = [tie for tie in network.ties if tie.family in BETWEEN]
    drawn = [each for each in network.relations if each.edge == PARTNERS]
    assert drawn == tied
    rows = csv.DictReader(io.StringIO(export_network(network, "csv").decode()))
    exported = [(row["from_id"], row["to_id"]) for row in rows if row["edge"] == PARTNERS]
    assert pairs(exported) == ends(tied) <= pairs(partners)
    elements = json.loads(export_network(network, "cytoscape"))["elements"]
    told = [each["data"] for each in elements["edges"] if each["data"].get("edge") == PARTNERS]
    assert pairs((each["source"], each["target"]) for each in told) == ends(tied)
    graph = to_networkx(network)
    assert ends(tied) == pairs(
        (a, b) for a, b, edge in graph.edges(data="edge") if edge == PARTNERS
    )


def test_every_partner_is_a_step_away_or_shares_the_project(store, network, partners):
    ladder = read_ladder(store)
    direct = ends(tie for tie in network.ties if tie.family in BETWEEN)
    for a, b in sorted(partners):
        if a == "id:cz-pms":
            ways = find_paths(network, ladder, Question(a, b), number=1)
            steps = min(len(way.steps) for way in ways)
            assert steps == 1 if frozenset((a, b)) in direct else steps <= 2


# ---- members -------------------------------------------------------------------------------------


def test_members_are_the_same_everywhere(store, network, content):
    derived = edges(store, MEMBERS)
    assert derived
    assert {(each.a, each.b) for each in network.relations if each.edge == MEMBERS} == derived
    assert set(of_page(content, "members")) == derived
    question = find_question("members")
    bodies = store.rows("SELECT DISTINCT ?b WHERE { ?claim a pc:Membership ; pc:context ?b }")
    found = {
        (row["member"]["id"], body)
        for body in sorted(shorten(body) for (body,) in bodies)
        for row in answer(store, question, {"body": (body,)}).rows
        if row["role"]["id"] != OPEN
    }
    assert found == derived


# ---- parties -------------------------------------------------------------------------------------


def test_parties_are_the_same_everywhere(store, network):
    derived = {}
    for body, context in edges(store, "pc:partyTo"):
        derived.setdefault(context, set()).add(body)
    assert derived
    drawn = {}
    for each in network.relations:
        if each.family in BETWEEN:
            drawn.setdefault(each.basis, set()).update((each.a, each.b))
    assert drawn == {context: some for context, some in derived.items() if len(some) > 1}
    question = find_question("participants")
    direct = {
        shorten(role) for (role,) in store.rows("SELECT ?r { ?r pc:directProperty pc:partyTo }")
    }
    reading = sheets.read(store)
    for context in sorted(derived)[::8]:
        rows = answer(store, question, {"what": (context,)}).rows
        asked = {row["who"]["id"] for row in rows if row["role"]["id"] in direct}
        sheet = describe.describe(store, reading, expand(context))
        told = {
            thing.id
            for section in sheet.sections
            for line in section.lines
            if section.key == "parties"
            for thing in line.things
        }
        assert asked == derived[context] <= told


# ---- what was only planned -----------------------------------------------------------------------


def test_what_was_only_planned_is_nowhere_in_the_network(store, network, content):
    planned = {
        shorten(name)
        for (name,) in store.rows(
            "SELECT ?x WHERE { ?x pc:modality ?open . FILTER (?open != modality:held) }"
        )
    }
    assert any(name.startswith("claim:") for name in planned)
    drawn = {each.id for each in (*network.nodes, *network.lines)}
    drawn |= {fact.id for node in network.nodes for fact in node.facts}
    shown = [*content["nodes"], *content["relations"], *content["ties"]]
    drawn |= {each["id"] for each in shown}
    assert planned & drawn == set()
