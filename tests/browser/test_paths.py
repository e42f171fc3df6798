"""The shortest path between two things, step by step, with evidence."""

from __future__ import annotations

import itertools

from kg.network.projection import to_networkx
from tests.browser.pages import write
from tests.networks import body, network_of, relation


def test_paths_are_as_short_as_networkx_says(tab, network):
    import networkx

    graph = networkx.Graph(to_networkx(network))
    nodes = sorted(graph)
    for a, b in itertools.islice(zip(nodes[::7], reversed(nodes[::5]), strict=False), 25):
        steps = tab.evaluate("([a, b]) => kg.path(a, b)", [a, b])
        if networkx.has_path(graph, a, b):
            assert len(steps) - 1 == networkx.shortest_path_length(graph, a, b)
            assert all(graph.has_edge(*pair) for pair in itertools.pairwise(steps))
        else:
            assert steps is None


def test_path_is_told_step_by_step_with_evidence(visit, address):
    tab = visit(address + "#sel=no-kdi&to=efrj")
    assert "2 steps" in tab.inner_text("#path-said")
    steps = tab.locator("#panel ol.path > li")
    assert steps.count() == 3
    for step in steps.all()[:2]:
        assert step.locator("[data-relation]").count() >= 1
        assert step.locator("[data-evidence]").count() >= 1


def test_path_is_asked_for_in_the_panel(visit, address):
    tab = visit(address + "#sel=no-kdi")
    tab.fill("#target", "restorative justice (efrj)")
    tab.fill("#target", "European Forum for Restorative")
    tab.keyboard.press("Enter")
    assert tab.evaluate("kg.state().to") == "id:efrj"
    assert tab.locator("#path-said").count() == 1


def test_no_path_is_said(visit, tmp_path):
    apart = network_of([body("a"), body("b"), body("alone")], [relation("a", "b")])
    tab = visit(write(tmp_path / "apart.html", apart) + "#sel=a&to=alone")
    assert tab.inner_text("#path-said").startswith("No path joins")
