"""The ladder of strength: which rung a relation stands on, and what a step over it costs."""

from __future__ import annotations

import pytest

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network.network import read_network
from kg.network.strength import read_ladder
from kg.rdf import store
from tests.miniature import PARTICIPATIONS, make_workspace, participation, put


@pytest.fixture
def small(tmp_path):
    """The ladder, and the relations of the miniature by their identifiers."""
    more = participation("alpha", "evt", "host") + participation("beta", "evt", "attendee")
    more += participation("beta", "list", "cooperating-party")
    more += participation("gamma", "list", "cooperating-party")
    root = make_workspace(tmp_path, claims=PARTICIPATIONS + more)
    put(root, "graphdata/registry/events/evt.ttl", "id:evt a pc:Event ; skos:prefLabel 'Day'@en .")
    put(
        root,
        "graphdata/registry/cooperations/list.ttl",
        "id:list a pc:Cooperation ; pc:kind kind:listed ; skos:prefLabel 'List'@en .",
    )
    read = loading.load(find_workspace(root)).store
    return read_ladder(read), {each.id: each for each in read_network(read).relations}


def test_ladder_is_read_from_the_ontology_the_strongest_first(small):
    ladder, _ = small
    rungs = sorted(ladder.rungs.values(), key=lambda rung: rung.place)
    assert [(rung.place, *rung.label) for rung in rungs] == [
        (1, "part", "součást"),
        (2, "agreement", "ujednání"),
        (3, "project", "projekt"),
        (4, "cooperation", "spolupráce"),
        (5, "fellow member", "společné členství"),
        (6, "met", "setkání"),
        (7, "listed", "uvedený na seznamu"),
    ]


@pytest.mark.parametrize(
    ("relation", "rung", "price"),
    [
        ("tie:alpha-to-beta-by-agr", "strength:agreement", 200),
        ("tie:beta-to-gamma-by-list", "strength:listed", 700),
        ("claim:alpha-in-prj", "strength:project", 150),
        ("claim:alpha-in-net", "strength:fellow-member", 250),
        ("claim:alpha-in-evt", "strength:met", 300),
        ("claim:beta-in-net", None, 400),  # member or participant: the source leaves open which
    ],
)
def test_a_relation_stands_on_its_rung_and_a_part_in_something_costs_half(
    small, relation, rung, price
):
    ladder, relations = small
    found = ladder.rung(relations[relation])
    assert (found and found.id, ladder.price(relations[relation])) == (rung, price)


def test_without_a_ladder_every_relation_costs_the_same(small):
    _, relations = small
    ladder = read_ladder(store.in_memory())
    assert ladder.rungs == {}
    assert {ladder.price(each) for each in relations.values()} == {100}
