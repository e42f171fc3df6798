"""Without eyes, without a mouse, on a phone: WCAG 2.2 AA as far as a machine can tell, and more."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, WIDE, missing
from tests.browser.pages import go_to, settle

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is asked for: finding a selector for all that is well takes most of the time.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def axe():
    try:
        from axe_core_python.sync_playwright import Axe
    except ImportError:
        missing("axe-core-python is not installed")
    return Axe()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("look", ["lang=en", "lang=cs", "lang=en&theme=dark", "lang=cs&theme=dark"])
def test_axe_finds_nothing_with_panel_and_search_open(visit, address, axe, look, size):
    tab = visit(f"{address}#sel=cz-pms&asof=2014&{look}", size=size)
    tab.fill("#search", "pr")
    found = axe.run(tab, options=OPTIONS)
    said = [
        (each["id"], each["help"], [node["html"][:120] for node in each["nodes"]])
        for each in found["violations"]
    ]
    assert said == []


OTHERS = ["#into=country", "#layout=country&colour=community", "#line=id:cep|id:cz-pms"]


@pytest.mark.parametrize("state", OTHERS)
def test_axe_finds_nothing_in_other_views(visit, address, axe, state):
    tab = visit(address + state)
    tab.click("#help")
    found = axe.run(tab, options=OPTIONS)
    assert [(each["id"], each["help"]) for each in found["violations"]] == []


CHOSEN = [
    "form=network&sel=cz-vscr",
    "form=network&line=id:cep|id:cz-pms",
    "form=network&sel=cz-vscr&to=europris",
    "form=map&dot=cz",
    "form=matrix&sel=cz-vscr",
    "form=timeline&sel=cz-vscr",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_all_data_in_any_form(visit, address_of_all, axe, theme):
    tab = visit(f"{address_of_all}#{CHOSEN[0]}&theme={theme}")
    tab.locator("#tables").evaluate("(tables) => { tables.hidden = true }")  # tested above
    for state in CHOSEN:
        go_to(tab, f"{state}&theme={theme}")
        assert tab.is_visible("#panel")
        found = axe.run(tab, options=OPTIONS)
        said = [
            (each["id"], [n["html"][:120] for n in each["nodes"]]) for each in found["violations"]
        ]
        assert (state, said) == (state, [])


# A window of 1280 by 720 at 200 % is one of 640 by 360.
@pytest.mark.parametrize("size", [(640, 360), (320, 640)], ids=["200 %", "320 px"])
def test_every_form_is_usable_when_magnified_and_on_a_narrow_screen(visit, address_of_all, size):
    tab = visit(address_of_all, size=size)
    for state in CHOSEN:
        go_to(tab, state)
        assert tab.evaluate("kg.state().form") == state.partition("&")[0].removeprefix("form=")
        assert tab.evaluate("document.documentElement.scrollWidth") == size[0], state
        panel, stage = (tab.locator(each).bounding_box() for each in ("#panel", "#stage"))
        assert min(stage["width"], panel["width"]) >= 200, state
        assert stage["height"] >= 150, state


def test_accessibility_tree_has_one_named_picture_and_tables_with_every_name(tab, network):
    stage = tab.get_by_role("application")
    assert stage.count() == 1
    assert "Arrow keys follow lines from dot to dot" in stage.get_attribute("aria-label")
    tables = tab.get_by_role("table")
    assert tables.count() == 2
    names = tables.first.get_by_role("rowheader").all_inner_texts()
    assert sorted(names) == sorted(node.label.en for node in network.nodes)


def test_tables_are_reached_page_by_page(tab, network):
    seen = []
    for _ in range(3):
        seen += tab.locator("#relations-table tbody tr").evaluate_all(
            "(rows) => rows.map((row) => row.dataset.id)"
        )
        further = tab.locator("#relations-pager button", has_text="Next")
        if not further.count():
            break
        further.click()
    assert sorted(seen) == sorted(each.id for each in network.relations)


def test_tables_are_sorted_by_their_heads(tab):
    head = tab.locator("#nodes-table thead th").nth(3)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    cells = tab.locator("#nodes-table tbody tr td:last-child").all_inner_texts()
    numbers = [int(text) for text in cells]
    assert numbers == sorted(numbers, reverse=True)


def test_rows_are_found_by_a_word_without_diacritics(visit, address):
    tab = visit(address + "#lang=cs")
    tab.fill("#nodes-filter", "vezenska sluzba ceske")
    rows = tab.locator("#nodes-table tbody th").all_inner_texts()
    assert "Vězeňská služba České republiky" in rows
    assert len(rows) < 10


def test_tables_follow_the_selection(visit, address):
    tab = visit(address + "#sel=cz-pms")
    row = tab.locator("#nodes-table tr[aria-current=true]")
    assert row.get_attribute("data-id") == "id:cz-pms"


def test_tab_reaches_the_picture_soon_and_leaves_it(tab):
    stops = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate("document.activeElement.id || document.activeElement.className"))
        if stops[-1] == "canvas":
            break
    assert len(stops) <= 26
    tab.keyboard.press("Tab")  # no trap
    assert tab.evaluate("document.activeElement.getAttribute('role')") != "application"
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "application"


def test_skip_links_lead_to_search_picture_and_tables(tab):
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('#network') !== null")


def test_arrow_keys_go_from_dot_to_dot_and_enter_reads_the_details(tab, network):
    tab.get_by_role("application").focus()
    tab.keyboard.press("ArrowRight")
    first = tab.evaluate("kg.state().sel")
    assert first == max(network.nodes, key=lambda node: node.degree).id
    tab.keyboard.press("ArrowRight")
    second = tab.evaluate("kg.state().sel")
    assert second != first
    places = tab.evaluate("kg.positions()")
    assert places[second]["x"] > places[first]["x"]
    name = tab.evaluate(f"kg.nodes().find((node) => node.id === '{second}').label[0]")
    assert f"Selected: {name}" in tab.inner_text("[role=status]")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    assert tab.evaluate("kg.state().sel") == ""


def test_legend_is_walked_by_arrow_keys_with_one_tab_stop(tab):
    assert tab.locator("#groups button[tabindex='0']").count() == 1
    tab.locator("#groups button").first.focus()
    tab.keyboard.press("ArrowDown")
    second = tab.locator("#groups button").nth(1).get_attribute("data-id")
    assert tab.evaluate("document.activeElement.dataset.id") == second
    tab.keyboard.press("Space")
    assert second in tab.evaluate("kg.state().kinds")
    assert tab.evaluate("document.activeElement.dataset.id") == second


def test_lines_of_a_body_are_opened_one_after_another_by_a_key(visit, address):
    tab = visit(address + "#sel=cz-pms")
    tab.get_by_role("application").focus()
    seen = []
    for _ in range(3):
        tab.keyboard.press("l")
        seen.append(tab.evaluate("kg.state().line"))
    assert len(set(seen)) == 3
    assert all("id:cz-pms" in line.split("|") for line in seen)
    tab.keyboard.press("Shift+L")
    assert tab.evaluate("kg.state().line") == seen[1]


def test_arrow_keys_follow_the_lines_of_a_body(visit, address):
    tab = visit(address + "#sel=cep")
    tab.get_by_role("application").focus()
    places = tab.evaluate("kg.positions()")
    pairs = [(each["from"], each["to"]) for each in tab.evaluate("kg.relations()")]
    near = {b for a, b in pairs if a == "id:cep"} | {a for a, b in pairs if b == "id:cep"}
    here = places["id:cep"]
    off = [(places[each]["x"] - here["x"], places[each]["y"] - here["y"]) for each in near]
    assert any(x > 1 and abs(y) <= x for x, y in off)
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("kg.state().sel") in near


def test_forced_colours_tell_what_is_on_and_what_is_off(visit, address):
    tab = visit(address + "#kinds=event", forced_colors="active")
    off = "#groups button[data-id=event] > span:nth-child(2)"
    said = "(e) => getComputedStyle(e).textDecorationLine"
    assert tab.locator(off).evaluate(said) == "line-through"
    tab.click("#filters > summary")
    tab.click("#views-menu summary")
    on = tab.locator("#views button[aria-pressed=true]")
    if on.count():
        assert on.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"


def test_page_is_usable_at_320_pixels(visit, address):
    tab = visit(address + "#sel=cz-pms", size=(320, 640), has_touch=True)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    panel, stage = (tab.locator(each).bounding_box() for each in ("#panel", "#stage"))
    assert panel["y"] + 1 >= stage["y"] + stage["height"]


def test_help_opens_by_its_key_and_escape_returns(tab):
    tab.keyboard.press("?")
    assert tab.is_visible("#help-box")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#help-box")


def test_reduced_motion_moves_nothing_slowly(visit, address):
    tab = visit(address, reduced_motion="reduce")
    tab.evaluate("kg.select('ircex')")
    settle(tab)
    looks = tab.evaluate(
        "async () => { const seen = []; kg.select('cz-pms');"
        " for (let i = 0; i < 5; i += 1) { await new Promise(requestAnimationFrame);"
        " seen.push(JSON.stringify([kg.look(), kg.spot('ircex')])); } return seen; }"
    )
    assert len(set(looks[1:])) == 1  # the panel has its room after the first frame


def test_theme_follows_the_system_until_it_is_chosen(visit, address):
    tab = visit(address, color_scheme="dark")
    assert tab.get_attribute("html", "data-theme") == "dark"
    tab.click("#theme")
    assert tab.get_attribute("html", "data-theme") == "light"


def test_language_changes_every_word_and_says_so(tab):
    english = set(tab.locator("[data-t]").all_inner_texts())
    tab.click("#language")
    assert tab.get_attribute("html", "lang") == "cs"
    assert tab.title() == tab.inner_text("h1") == "Síť vězeňské a probační spolupráce"
    same = english & set(tab.locator("[data-t]").all_inner_texts())
    assert same - {""} == set()


# ---- phone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "cs"])
def test_phone_needs_no_sideways_scrolling_and_has_large_targets(visit, address, theme, lang):
    tab = visit(f"{address}#sel=cz-pms&theme={theme}&lang={lang}", size=PHONE, has_touch=True)
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    panel = tab.locator("#panel").bounding_box()
    assert panel["y"] + panel["height"] >= 840
    assert panel["height"] <= 0.5 * 844
    targets = tab.locator("button:visible, input:visible, select:visible, summary:visible")
    small = targets.evaluate_all(
        "(all) => all.map((e) => [e.id || e.textContent, e.getBoundingClientRect().height])"
        ".filter(([, high]) => high < 24)"
    )
    assert small == []


def test_canvas_leaves_room_to_scroll_on_a_phone(visit, address):
    tab = visit(address, size=PHONE, has_touch=True)
    assert tab.locator("#network").bounding_box()["height"] <= 0.55 * 844


def test_tap_opens_the_sheet(visit, address):
    tab = visit(address, size=PHONE, has_touch=True)
    tab.evaluate("window.scrollTo(0, 0)")
    spot = tab.evaluate("kg.spot('cz-pms')")
    tab.touchscreen.tap(spot["x"], spot["y"])
    tab.wait_for_selector("#panel:visible")
