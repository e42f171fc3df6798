"""Two things side by side: the page says what `kg compare` says, line by line."""

from __future__ import annotations

import pytest

from kg.claims.claims import Amount
from kg.claims.wording import say_amount
from kg.network.comparison import compare
from kg.text.words import read_words
from tests.browser.pages import until

PAIRS = [
    ("id:cz-vscr", "id:cz-pms"),
    ("id:cz-vscr", "id:sk-zvjs"),
    ("id:cep", "id:europris"),
    ("id:cz-pms", "id:efrj"),
    ("id:no", "id:cz"),
    ("id:mecr", "id:cz-vscr"),
]


def told(comparison):
    """What a comparison says, as the page has it."""
    words = read_words()

    def said(mention):
        text = mention.said
        return say_amount(text, words, "en") if isinstance(text, Amount) else text.en

    return [
        {
            "section": line.section,
            "item": line.item if line.section not in ("counts", "identity") else None,
            "label": line.label.en,
            "side": line.side,
            "a": sorted((said(each), each.claim.id if each.claim else None) for each in line.a),
            "b": sorted((said(each), each.claim.id if each.claim else None) for each in line.b),
        }
        for line in comparison.lines
    ]


def shown(tab, a, b):
    return [
        {
            "section": line["section"],
            "item": line["item"] if line["section"] not in ("counts", "identity") else None,
            "label": line["label"][0],
            "side": line["side"],
            "a": sorted((each["said"][0], each["id"]) for each in line["a"]),
            "b": sorted((each["said"][0], each["id"]) for each in line["b"]),
        }
        for line in tab.evaluate("([a, b]) => kg.compare(a, b)", [a, b])
    ]


@pytest.mark.parametrize("asof", [None, "2014"])
def test_page_says_what_the_command_says_of_two(visit, address, built, asof):
    tab = visit(f"{address}#asof={asof}" if asof else address)
    compared = 0
    for a, b in PAIRS:
        expected = told(compare(built.store, (a, b), as_of=asof))
        assert shown(tab, a, b) == expected
        compared += len(expected)
    assert compared > 60


def test_two_are_compared_from_the_panel_and_by_their_evidence(visit, address):
    tab = visit(f"{address}#sel=cz-vscr")
    tab.fill("#with", "probacni a mediacni")
    tab.keyboard.press("Enter")
    until(tab, "kg.state().with === 'id:cz-pms'")
    assert "things in common" in tab.inner_text("#two-said")
    sides = {side.get_attribute("data-side") for side in tab.locator("#panel h4").all()}
    assert sides == {"both", "a", "b"}
    common = tab.evaluate("kg.compare('cz-vscr', 'cz-pms').filter((l) => l.side === 'both').length")
    assert common > 0
    first = tab.locator("#panel .said details").first
    first.locator("summary").click()
    assert first.locator("[data-evidence]").count() > 0
    tab.go_back()
    until(tab, "kg.state().with === ''")


def test_two_that_are_compared_stand_in_the_address(visit, address):
    tab = visit(f"{address}#sel=cz-vscr&with=cz-pms")
    assert tab.locator("#panel h2 .go").all_inner_texts() == [
        "Prison Service of the Czech Republic",
        "Probation and Mediation Service of the Czech Republic",
    ]
