"""Pages of invented networks, and what a page shows."""

from __future__ import annotations

import random

from kg.network.network import Network
from kg.page import page, picture
from tests.networks import body, network_of, relation

META = {"title": {"en": "Title", "cs": "Název"}, "version": "1", "state": ""}


def invented(count, seed=7, **looks):
    """Return a network of *count* things, a few of them hubs."""
    chance = random.Random(seed)
    nodes = [body(f"n{i:04}", f"Service number {i}", **looks) for i in range(count)]
    ends = [(f"n{i:04}", f"n{chance.randrange(max(1, i // 8 + 1)):04}") for i in range(1, count)]
    return network_of(nodes, [relation(a, b) for a, b in ends])


def write(path, network, *, state="", excerpts=None, **kwargs):
    """Write the page of a network and return its address."""
    network = Network(*network)
    meta = META | {"state": state}
    content = page.payload(network, picture.compose(network), meta=meta, excerpts=excerpts)
    path.write_text(page.render(content, **kwargs), encoding="utf-8")
    return path.as_uri()


def shown(tab):
    """Return how many things and relations picture, tables and status line show: all the same."""
    seen = tab.evaluate("kg.visible()")
    counts = [len(seen["nodes"]), len(seen["relations"])]
    tables = [
        tab.get_attribute(f"#{which}-table", "data-total") for which in ("nodes", "relations")
    ]
    assert [int(each) for each in tables] == counts
    assert tab.evaluate("kg.dots().flatMap((dot) => dot.members).length") == counts[0]
    assert tab.inner_text("#said").startswith(
        "{:,} things and {:,} relations shown.".format(*counts)
    )
    return counts


def until(tab, expression):
    """Wait until an expression is true; asked from outside: the page runs no text."""
    for _ in range(200):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(25)
    raise AssertionError(f"never true: {expression}")


def settle(tab):
    """Wait until the page says that its picture has come to rest: nothing flies, all is drawn."""
    until(tab, "kg.settled()")


def go_to(tab, hash_):
    """Type an address behind the page's own, and wait until the page shows it."""
    tab.evaluate("(hash) => { location.hash = hash }", hash_)
    settle(tab)


def overlaps(boxes):
    """Return the pairs of boxes [left, top, right, bottom] that lie on one another."""
    return [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def choose(tab, choice, value):
    """Take a value of a list to choose from, which stands in a menu."""
    menu = tab.locator("details.menu", has=tab.locator(choice))
    if menu.get_attribute("open") is None:
        menu.locator("summary").first.click()
    tab.select_option(choice, value)


def turn_to(tab, view):
    """Turn to a ready view by the menu of views."""
    tab.click("#views-menu summary")
    tab.click(f"#views button[data-view={view}]")
