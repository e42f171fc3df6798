"""The network for people who know pyvis: its object, and its own page, offline."""

from __future__ import annotations

import re

import kg
from kg.page import plain
from tests.networks import body, network_of, relation
from tests.processes import ROOT

HOSTILE = "</script><img src=x onerror=alert(1)> href"
READ = "(([...nodes.getIds()].length) + '/' + edges.length)"


def open_plain(browser, path, drawn, title="Title"):
    """Return a tab with the plain page of a network, and what it asked the web for."""
    path.write_text(plain.plain_page(drawn, title), encoding="utf-8")
    asked, errors = [], []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("dialog", lambda dialog: (errors.append("dialog"), dialog.dismiss()))
    tab.route("http*://**", lambda route: None)  # never answered
    tab.goto(path.as_uri())
    tab.wait_for_function("typeof network === 'object'")
    assert [each for each in asked if not each.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []
    return tab


def test_plain_page_draws_every_thing_and_every_parallel_relation_offline(browser, tmp_path):
    lines = [relation("a", "b", f"claim:{i}") for i in range(3)] + [relation("b", "c")]
    drawn = network_of([body(name) for name in "abc"], lines)
    tab = open_plain(browser, tmp_path / "plain.html", drawn)
    assert tab.evaluate(READ) == "3/4"
    bends = tab.evaluate(
        "edges.get().filter(({ to }) => to === 'id:b').map((e) => e.smooth.roundness)"
    )
    assert len(set(bends)) == 3
    assert tab.title() == "Title"
    assert tab.evaluate("document.compatMode") == "CSS1Compat"
    tab.close()


def test_plain_page_runs_nothing_that_a_name_says(browser, tmp_path):
    nodes = [body("a", HOSTILE), body("b", HOSTILE)]
    tab = open_plain(
        browser, tmp_path / "hostile.html", network_of(nodes, [relation("a", "b")]), HOSTILE
    )
    assert tab.locator("img").count() == 0
    assert tab.title() == HOSTILE
    tab.close()


def test_network_of_pyvis_has_our_nodes_edges_and_places(network):
    canvas = kg.to_pyvis(ROOT, scope="core")
    assert type(canvas).__module__ == "pyvis.network"
    assert [node["id"] for node in canvas.nodes] == [node.id for node in network.nodes]
    assert [edge["id"] for edge in canvas.edges] == [each.id for each in network.relations]
    assert all(isinstance(node["x"], float) for node in canvas.nodes)
    at = kg.to_pyvis(ROOT, scope="core", as_of="2008")
    assert 0 < len(at.edges) < len(canvas.edges)


def test_plain_page_keeps_the_licence_of_vis_network(network):
    text = plain.plain_page(network, "Title")
    assert "Apache 2.0" in text
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", text)
