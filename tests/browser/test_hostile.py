"""Text is text: nothing in the data can become markup, script, or a link to run."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from kg.claims.claims import Evidence
from kg.network.network import Fact
from kg.text.words import Words
from tests.browser.pages import overlaps, write
from tests.networks import body, claim, network_of, relation

HOSTILE = """<img src=x onerror=alert(1)>"'</script><script>alert(2)</script>{{7*7}}\u2028"""


def hostile_network():
    place = Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:alert(3)", 1, 2, HOSTILE)
    said = claim(
        HOSTILE, status=HOSTILE, note=HOSTILE, named_by=HOSTILE, when=HOSTILE, evidence=(place,),
        details=((Words(HOSTILE), HOSTILE),),
    )  # fmt: skip
    nodes = [
        body(f"{at}{HOSTILE}", f"{at} {HOSTILE}")._replace(
            iri=HOSTILE, aliases=(HOSTILE,), kind=Words(HOSTILE, HOSTILE), country=HOSTILE,
            country_label=Words(HOSTILE), unresolved=True, note=HOSTILE,
            facts=(Fact(HOSTILE, HOSTILE, Words(HOSTILE), HOSTILE, said),),
        )
        for at in "ab"
    ]  # fmt: skip
    line = relation(f"a{HOSTILE}", f"b{HOSTILE}", HOSTILE)._replace(
        family="structure", label=Words(HOSTILE), context=Words(HOSTILE), claim=said
    )
    return network_of(nodes, [line])


@pytest.mark.parametrize("state", ["", "#layout=country", "#into=country", "#colour=country"])
def test_hostile_text_is_shown_as_text(visit, tmp_path, state):
    tab = visit(write(tmp_path / "hostile.html", hostile_network()) + state)
    tab.fill("#search", "img")
    tab.keyboard.press("Enter")
    assert HOSTILE.strip() in tab.inner_text("#panel h2")
    assert tab.locator("img").count() == 0
    assert tab.locator("#panel a").count() == 0
    ET.fromstring(tab.evaluate("kg.svg()"))
    tab.evaluate("kg.csv()")


def test_endless_empty_and_turned_labels_leave_the_page_usable(visit, tmp_path):
    nodes = [
        body("long", "x" * 1_000_000),
        body("words", "word " * 50_000),
        body("blank", "  "),
        body("empty", ""),
        body("arabic", "مصلحة السجون"),
        body("turned", "ab\u202ecd"),
        body("control", "bell\x07 \x1b[31mred"),
    ]
    lines = [relation(node.id[3:], "arabic") for node in nodes if node.id != "id:arabic"]
    tab = visit(write(tmp_path / "labels.html", network_of(nodes, lines)))
    assert len(tab.evaluate("kg.visible().nodes")) == len(nodes)
    assert max(len(row) for each in tab.evaluate("kg.labels()") for row in each["rows"]) < 40
    assert overlaps([each["box"] for each in tab.evaluate("kg.labels()")]) == []
    ET.fromstring(tab.evaluate("kg.svg()"))
    tab.evaluate("kg.select('arabic')")
    assert "مصلحة السجون" in tab.inner_text("#panel h2")
    tab.evaluate("kg.select('turned')")
    sentence = tab.inner_text("#panel [data-relation] p:nth-of-type(1)")
    assert "\u2068ab\u202ecd\u2069: member of" in sentence  # turned no further than its name
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1400


def test_empty_network_says_that_it_is_empty(visit, tmp_path):
    tab = visit(write(tmp_path / "empty.html", network_of([], [])))
    assert "nothing to draw" in tab.inner_text("#lead")
    assert tab.evaluate("kg.visible()") == {"nodes": [], "relations": []}
    ET.fromstring(tab.evaluate("kg.svg()"))
