"""Tables: beside the picture, linked both ways, dates in the order of time."""

from __future__ import annotations

from kg import edtf
from tests.browser.pages import until


def test_tables_stand_beside_the_picture_and_are_linked_both_ways(tab):
    tab.click("#beside")
    picture, tables = (tab.locator(which).bounding_box() for which in ("#network", "#tables"))
    assert picture["x"] + picture["width"] <= tables["x"] + 1
    assert tables["y"] < 10
    tab.evaluate("kg.select('cz-pms')")
    row = tab.locator("#nodes-table tr[aria-current]")
    assert row.get_attribute("data-id") == "id:cz-pms"
    box = row.bounding_box()
    assert 0 <= box["y"] < tab.viewport_size["height"]
    tab.locator("#nodes-table tr[data-id='id:cz-vscr'] .go").click()
    until(tab, "kg.state().sel === 'id:cz-vscr'")
    tab.click("#beside")
    assert tab.locator("#tables").bounding_box()["y"] > 100


def test_a_line_marks_its_relations(visit, address):
    tab = visit(f"{address}#line=id:cz-vscr|id:mecr")
    marked = tab.locator("#relations-table tr[aria-current]")
    ids = {each.get_attribute("data-id") for each in marked.all()}
    drawn = [
        each["id"]
        for each in tab.evaluate("kg.relations()")
        if {each["a"], each["b"]} == {"id:cz-vscr", "id:mecr"} and not each["apart"]
    ]
    assert ids == set(drawn) != set()


def test_dates_are_sorted_as_dates(tab, network):
    tab.click("#relations-table thead button[data-t=when]")
    ids = tab.locator("#relations-table tbody tr").evaluate_all(
        "(all) => all.map((r) => r.dataset.id)"
    )
    bounds = {each.id: each.claim.bounds for each in network.relations}
    starts = [bounds[each].latest_start for each in ids]
    assert starts == sorted(starts)
    assert starts[0] < "2010" < edtf.LAST_DAY == starts[-1]


def test_statements_of_the_panel_are_oldest_first(visit, address, network):
    tab = visit(f"{address}#sel=cz-vscr")
    bounds = {each.id: each.claim.bounds for each in network.relations}
    for family in ("membership", "event"):
        own = {each.id for each in network.relations if each.family == family}
        shown = tab.locator("#panel [data-relation]").evaluate_all(
            "(all) => all.map((each) => each.dataset.relation)"
        )
        starts = [bounds[each].latest_start for each in shown if each in own]
        assert starts == sorted(starts)
        assert len(starts) > 2


def test_shift_and_click_puts_a_second_dot_beside_the_first(visit, address):
    tab = visit(f"{address}#sel=cz-vscr")
    spot = tab.evaluate("kg.spot('cz-pms')")
    tab.keyboard.down("Shift")
    tab.mouse.click(spot["x"], spot["y"])
    tab.keyboard.up("Shift")
    until(tab, "kg.state().with === 'id:cz-pms'")
    assert tab.evaluate("kg.state().sel") == "id:cz-vscr"


def test_what_a_filter_hides_is_brought_by_a_button(visit, address):
    tab = visit(f"{address}#sel=cz-vscr&kinds=event,area")
    before = tab.evaluate("kg.visible().nodes.length")
    button = tab.locator("#panel .more", has_text="hidden by the filters")
    hidden = int("".join(filter(str.isdigit, button.inner_text())))
    shown = len(tab.evaluate("kg.visible().relations"))
    button.click()
    until(tab, "kg.state().plus === 'id:cz-vscr'")
    assert len(tab.evaluate("kg.visible().relations")) == shown + hidden
    near = tab.evaluate(
        "kg.relations().filter((r) => r.a === 'id:cz-vscr' || r.b === 'id:cz-vscr')"
    )
    assert tab.evaluate("kg.visible().nodes.length") <= before + len(near)
