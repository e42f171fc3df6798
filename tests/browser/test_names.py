"""Names in the network: each by its dot or joined to it, on no other, the most linked always."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE
from tests.browser.names import Names, measure_names
from tests.browser.pages import settle

LOOKS = [
    "",
    "#lang=cs",
    "#view=members",
    "#sel=cep",
    "#layout=kind",
    "#into=country",
    "#country=cz",
]
NONE = Names([], [], [], [])


@pytest.mark.parametrize("size", [(1280, 720), PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("look", LOOKS)
def test_names_stand_by_their_own_dots_and_cover_none(visit, address, look, size):
    tab = visit(address + look, size=size)
    assert measure_names(tab) == NONE


def test_name_under_the_pointer_is_whole_within_the_frame(visit, address):
    tab = visit(address, size=(1280, 720))
    named = {label["id"] for label in tab.evaluate("kg.labels()")}
    dot = next(dot for dot in tab.evaluate("kg.marks()") if dot["id"] not in named)
    spot = tab.evaluate(f"kg.spot('{dot['id']}')")
    before = tab.locator("#network canvas").screenshot()
    tab.mouse.move(spot["x"], spot["y"])
    tab.wait_for_selector("#network .over")
    settle(tab)
    assert tab.locator("#network canvas").screenshot() != before
