"""Stories: a sentence for each view, its numbers those of the graph, and the way on and back."""

from __future__ import annotations

import re

import pytest

from kg.network.comparison import compare
from kg.network.network import MEMBERS
from tests.browser.pages import until


def numbers(text):
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text)]


def partners(network, bodies):
    """Return everybody who is tied to one of some bodies."""
    ends = [(tie.a, tie.b) for tie in network.ties]
    return {b for a, b in ends if a in bodies} | {a for a, b in ends if b in bodies}


@pytest.fixture
def told(tab):
    return {story["id"]: story["said"] for story in tab.evaluate("kg.stories()")}


def test_numbers_of_the_czech_story_are_those_of_the_graph(told, network, built):
    country = {node.id: node.country for node in network.nodes}
    for body, said in zip(("id:cz-vscr", "id:cz-pms"), told["czech"][:2], strict=True):
        own = partners(network, {body})
        assert numbers(said)[:2] == [len(own), len({country[each] for each in own} - {None})]
    joined = {
        each.b for each in network.relations if each.edge == MEMBERS and each.a == "id:cz-vscr"
    }
    assert numbers(told["czech"][2]) == [len(joined)]
    common = compare(built.store, ("id:cz-vscr", "id:cz-pms")).common
    assert numbers(told["czech"][3]) == [len(common)]


def test_numbers_of_whom_to_ask_are_those_of_the_graph(told, network):
    first = partners(network, {"id:cz-vscr"})
    assert numbers(told["ask"][0]) == [len(first)]
    bodies = {node.id for node in network.nodes if node.group not in ("area", "event")}
    second = (first | partners(network, first) | {"id:cz-vscr"}) & bodies
    assert numbers(told["ask"][1])[0] == len(second)


def test_a_story_is_read_step_by_step_and_back(visit, address):
    tab = visit(address)
    tab.click("#views-menu summary")
    tab.click("#stories button[data-story=czech]")
    until(tab, "kg.state().story === 'czech.0'")
    assert tab.is_visible("#story-said")
    assert tab.is_disabled("#story-back")
    said = [tab.inner_text("#story-said")]
    steps = len(tab.evaluate("kg.stories().find(({ id }) => id === 'czech').said"))
    for at in range(1, steps):
        tab.click("#story-next")
        until(tab, f"kg.state().story === 'czech.{at}'")
        said.append(tab.inner_text("#story-said"))
    assert len(set(said)) == steps
    assert tab.is_disabled("#story-next")
    tab.click("#story-back")
    until(tab, f"kg.state().story === 'czech.{steps - 2}'")
    tab.go_back()
    until(tab, f"kg.state().story === 'czech.{steps - 1}'")
    tab.locator("#story button").last.click()
    assert not tab.is_visible("#story")


def test_a_step_is_an_address_and_speaks_czech(visit, address):
    tab = visit(f"{address}#story=czech.0&lang=cs&sel=cz-vscr")
    assert "partneři" in tab.inner_text("#story-said")
    assert tab.evaluate("kg.state().sel") == "id:cz-vscr"
    assert not visit(f"{address}#story=none.3").is_visible("#story")


def test_every_step_shows_what_it_tells_of(visit, address):
    tab = visit(address)
    for story in tab.evaluate("kg.stories()"):
        for at, said in enumerate(story["said"]):
            tab.evaluate("([id, at]) => kg.tell(id, at)", [story["id"], at])
            assert tab.inner_text("#story-said") == said
            assert tab.evaluate("kg.visible().nodes.length") > 1
            assert "{" not in said
