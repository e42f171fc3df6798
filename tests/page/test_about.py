"""What a page about one thing draws: every sort of thing with what belongs to it."""

from __future__ import annotations

import pytest

from kg.errors import NotFound
from kg.graph import loading
from kg.names import expand, shorten
from kg.network.network import PARTNERS, read_network
from kg.page.about import look_around


@pytest.fixture(scope="module")
def store(workspace):
    return loading.load(workspace).store


@pytest.fixture(scope="module")
def network(store):
    return read_network(store)


def of(store, query):
    return {shorten(each) for (each,) in store.rows(f"SELECT DISTINCT ?x WHERE {{ {query} }}")}


def test_a_country_stands_for_all_the_bodies_that_are_there(store, network):
    countries = sorted({node.country for node in network.nodes if node.country})
    for country in [*countries[::24], "id:sk", "id:gb-sct"]:
        drawn, state, name = look_around(store, expand(country))
        there = of(store, f"?area pc:within* {country} . ?x pc:jurisdiction|pc:inArea ?area")
        assert there & {node.id for node in network.nodes} <= {node.id for node in drawn.nodes}
        assert state == ()
        assert name.en


def test_an_agreement_is_a_dot_with_a_line_to_each_of_its_parties(store):
    for agreement in sorted(of(store, "?any pc:partyTo ?x"))[::48]:
        drawn, state, name = look_around(store, expand(agreement))
        parties = of(store, f"?x pc:partyTo {agreement}")
        lines = {(each.a, each.b) for each in drawn.relations if each.family == "party"}
        assert {(party, agreement) for party in parties} <= lines
        assert parties | {agreement} <= {node.id for node in drawn.nodes}
        assert not [each for each in drawn.relations if each.basis == agreement]
        assert state == (f"sel={agreement}",)
        assert name == next(node.label for node in drawn.nodes if node.id == agreement)


def test_all_partners_of_a_body_are_around_it(store, network):
    for body in ("id:cz-vscr", "id:cz-pms", "id:sk-zvjs"):
        drawn, _, _ = look_around(store, expand(body))
        partners = of(store, f"{body} {PARTNERS} ?x")
        assert partners <= {node.id for node in drawn.nodes}
        tied = {end for tie in drawn.ties for end in (tie.a, tie.b) if body in (tie.a, tie.b)}
        assert tied - {body} == partners


def test_a_document_is_what_is_read_in_it(store, network):
    drawn, state, name = look_around(store, expand("src:vscr-2014"))
    read = {
        each.id
        for each in network.relations
        if any(place.source == "src:vscr-2014" for place in each.claim.evidence)
    }
    assert {each.id for each in drawn.relations} == read
    assert (state, name.en) == ((), "International Cooperation 2014")


@pytest.mark.parametrize("thing", ["src:no-such", "kind:network", "id:no-such"])
def test_what_is_not_drawn_is_said_with_the_next_step(store, thing):
    with pytest.raises(NotFound, match=r"no dot of the picture\. "):
        look_around(store, expand(thing))


def test_an_agreement_that_was_only_planned_is_not_drawn(store):
    planned = of(store, "?x a pc:Agreement ; pc:modality ?m . FILTER (?m != modality:held)")
    for agreement in planned:
        with pytest.raises(NotFound, match="only planned"):
            look_around(store, expand(agreement))
