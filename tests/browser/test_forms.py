"""Map, matrix and time line on all data: they show what the graph says, and can be reached."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kg.names import shorten
from kg.network.network import MEMBERS, PARTNERS, read_network
from tests.browser.conftest import PHONE, READY, WIDE, missing
from tests.browser.pages import go_to, overlaps, settle, until

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = [(1600, 1000), (1280, 720), PHONE]


@pytest.fixture(scope="module")
def drawn(whole):
    return read_network(whole)


@pytest.fixture(scope="module")
def pairs(whole):
    """The pairs of things that an edge joins, as the graph has it, whatever its direction."""

    def ask(edge):
        found = whole.rows(f"SELECT ?a ?b WHERE {{ ?a {edge} ?b }}")
        return {frozenset(map(shorten, row)) for row in found}

    return ask


@pytest.fixture(scope="module")
def axe():
    try:
        from axe_core_python.sync_playwright import Axe
    except ImportError:
        missing("axe-core-python is not installed")
    return Axe()


@pytest.fixture(scope="module")
def open_form(browser, address_of_all):
    """A function that shows a state in one tab; anything that the browser complains of fails."""
    complaints = []
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    tab.goto(address_of_all)
    tab.wait_for_selector(READY, timeout=20_000)

    def go(state="", size=WIDE, look="light"):
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        tab.emulate_media(color_scheme=look)
        tab.goto(f"{address_of_all}#{state or 'view=overview'}")
        settle(tab)
        return tab

    yield go
    context.close()
    assert complaints == []


def seen_pairs(tab):
    """The pairs that the visible relations join."""
    ends = tab.evaluate("Object.fromEntries(kg.relations().map(({id, a, b}) => [id, [a, b]]))")
    return {frozenset(ends[each["id"]]) for each in tab.evaluate("kg.visible().relations")}


def at(tab, thing):
    spot = tab.evaluate("(id) => kg.spot(id)", thing)
    return spot["x"], spot["y"]


def click(tab, thing):
    tab.mouse.click(*at(tab, thing))
    settle(tab)


def tables_agree(tab):
    seen = tab.evaluate("kg.visible()")
    for which in ("nodes", "relations"):
        assert int(tab.get_attribute(f"#{which}-table", "data-total")) == len(seen[which])
    rows = tab.evaluate("kg.csv()").strip().count("\n")
    assert rows == len(seen["relations"])


# ---- map ----------------------------------------------------------------------------------------


def test_page_opens_with_the_map_of_all_partners(open_form, pairs):
    tab = open_form()
    assert tab.get_attribute("#forms button[aria-pressed=true]", "data-form") == "map"
    assert seen_pairs(tab) == pairs(PARTNERS)
    tables_agree(tab)
    assert f"{len(pairs(PARTNERS))} pairs of partners" in tab.inner_text("#said")


def test_every_country_with_partners_has_a_dot_and_every_pair_a_line(open_form, drawn):
    tab = open_form()
    country = {node.id: node.country or node.id for node in drawn.nodes}
    group = {node.id: node.group for node in drawn.nodes}
    ties = [each for each in drawn.lines if each.edge == PARTNERS]

    def dot(thing):
        is_lone = country[thing] == thing and group[thing] != "international"
        return "country:none" if is_lone else country[thing]

    ends = {end for each in ties for end in (each.a, each.b)}
    dots = {each["id"]: set(each["members"]) for each in tab.evaluate("kg.dots()")}
    assert dots.keys() == {dot(end) for end in ends}
    assert all(dot(body) == name for name, bodies in dots.items() for body in bodies)
    lines = {tuple(each["key"].split("|")): each["n"] for each in tab.evaluate("kg.lines()")}
    joined = {}
    for each in ties:
        key = tuple(sorted((dot(each.a), dot(each.b))))
        if key[0] != key[1]:
            joined[key] = joined.get(key, 0) + 1
    assert lines == joined
    assert len(tab.query_selector_all(".map [data-line]")) == len(joined)


def test_country_opens_into_its_bodies_with_their_lines(open_form, drawn):
    tab = open_form()
    click(tab, "id:cz")
    assert tab.evaluate("kg.state().dot") == "id:cz"
    assert "Czechia" in tab.inner_text("#panel h2")
    own = {node.id for node in drawn.nodes if node.country == "id:cz"}
    ties = [each for each in drawn.lines if each.edge == PARTNERS and {each.a, each.b} & own]
    bodies = {end for each in ties for end in (each.a, each.b)} & own
    shown = {each.get_attribute("data-dot") for each in tab.query_selector_all(".map [data-dot]")}
    assert bodies <= shown
    lines = {each.get_attribute("data-line") for each in tab.query_selector_all(".map [data-line]")}
    assert all(any(body in key.split("|") for key in lines) for body in bodies)
    click(tab, "id:cz-vscr")
    assert tab.evaluate("kg.state().sel") == "id:cz-vscr"
    before, address = tab.evaluate("kg.state()"), tab.url.partition("#")[2]
    open_form()
    assert open_form(address).evaluate("kg.state()") == before


def test_two_countries_show_what_is_between_them(open_form, drawn):
    tab = open_form()
    click(tab, "id:cz")
    click(tab, "id:no")
    assert tab.evaluate("kg.state().line") == "id:cz|id:no"
    country = {node.id: node.country for node in drawn.nodes}
    between = [
        each
        for each in drawn.lines
        if each.edge == PARTNERS and {country[each.a], country[each.b]} == {"id:cz", "id:no"}
    ]
    assert f"({len(between)})" in tab.inner_text("#panel")
    bodies = {end for each in between for end in (each.a, each.b)}
    shown = {each.get_attribute("data-dot") for each in tab.query_selector_all(".map [data-dot]")}
    assert bodies <= shown
    assert tab.query_selector("#panel [data-evidence]")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("state", ["", "dot=cz", "dot=no&lang=cs", "line=id:cz|id:de"])
def test_names_on_the_map_cover_nothing_and_stand_by_their_dots(open_form, size, state):
    tab = open_form(state, size=size)
    box = """(e) => {
        const { x, y, width, height } = e.getBBox();
        return [x, y + 1, x + width, y + height - 1];
    }"""
    names = {
        e.get_attribute("data-name"): e.evaluate(box) for e in tab.query_selector_all("[data-name]")
    }
    assert len(names) > 15
    assert overlaps(list(names.values())) == []
    centre = """(e) => {
        const { x, y, width, height } = e.lastElementChild.getBBox();
        return [x + width / 2, y + height / 2, width / 2];
    }"""
    dots = {
        e.get_attribute("data-dot"): e.evaluate(centre)
        for e in tab.query_selector_all(".map [data-dot]")
    }

    def away(box, dot):
        x, y, r = dot
        across = max(box[0] - x, 0, x - box[2])
        along = max(box[1] - y, 0, y - box[3])
        return (across**2 + along**2) ** 0.5 - r

    led = {e.get_attribute("data-leader") for e in tab.query_selector_all("[data-leader]")}
    for name, where in names.items():
        own = away(where, dots[name])
        assert own < 11 or name in led, name  # a rim and a gap lie between
        others = {other: away(where, dot) for other, dot in dots.items() if other != name}
        assert not [other for other, far in others.items() if far < 0], name
        assert name in led or min(others.values()) > min(own, 1), name
    greatest = sorted(tab.evaluate("kg.dots()"), key=lambda dot: -len(dot["members"]))[:10]
    if not state:
        assert {dot["id"] for dot in greatest} <= names.keys() | {"country:none"}


def test_arrow_keys_walk_over_the_map_and_enter_reads(open_form):
    tab = open_form()
    tab.focus(".map")
    tab.keyboard.press("ArrowRight")
    first = tab.evaluate("kg.state().dot")
    assert first
    tab.keyboard.press("ArrowDown")
    assert (tab.evaluate("kg.state().dot") or tab.evaluate("kg.state().sel")) != first
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    until(tab, "kg.state().dot === '' && kg.state().sel === ''")


def test_map_as_of_a_date_shows_what_the_network_shows_then(open_form):
    as_network = open_form("view=partners&asof=2012").evaluate("kg.visible().relations")
    tab = open_form("asof=2012")
    assert tab.evaluate("kg.visible().relations") == as_network
    assert {each["when"] for each in as_network} == {"yes", "presumed", "unknown"}
    tables_agree(tab)


def test_tabs_lead_from_form_to_form_and_back(open_form):
    tab = open_form()
    for form, view in [("matrix", "members"), ("timeline", "time"), ("network", "network")]:
        tab.click(f"#forms [data-form={form}]")
        assert tab.url.endswith(f"#view={view}")
        assert tab.evaluate("kg.state().form") == form
    tab.click("#forms [data-form=map]")
    assert "#" not in tab.url
    tab.go_back()
    until(tab, "kg.state().form === 'network'")


# ---- matrix -------------------------------------------------------------------------------------


def test_matrix_shows_members_and_no_others_as_members(open_form, pairs):
    tab = open_form("view=members")
    assert seen_pairs(tab) == pairs(MEMBERS)
    squares = tab.query_selector_all(".squares [data-square]")
    assert {frozenset(e.get_attribute("data-square").split("|")) for e in squares} == pairs(MEMBERS)
    assert tab.query_selector(".squares .square.part") is None
    tables_agree(tab)


def test_those_who_only_take_part_are_hollow(open_form, pairs):
    tab = open_form("view=members")
    tab.click(".matrix button:has-text('only take part')")
    marks = tab.evaluate(
        "[...document.querySelectorAll('.squares [data-square]')].map((e) =>"
        " [e.dataset.square, e.querySelector('.square').className])"
    )
    members = pairs(MEMBERS)
    assert len(marks) > len(members)
    for square, mark in marks:
        assert (frozenset(square.split("|")) in members) == ("part" not in mark), square
    tables_agree(tab)


def test_square_opens_its_evidence_and_two_rows_are_compared(open_form, whole):
    tab = open_form("view=members")
    tab.click("[data-square='id:cz-vscr|id:mecr']")
    assert tab.evaluate("kg.state().line") == "id:cz-vscr|id:mecr"
    assert tab.query_selector("#panel [data-evidence]")
    tab.click("[data-row='id:cz-vscr'] th button")
    tab.click("[data-row='id:sk-zvjs'] th button")
    state = tab.evaluate("kg.state()")
    assert (state["sel"], state["with"]) == ("id:cz-vscr", "id:sk-zvjs")

    def networks(member):
        found = whole.rows(f"SELECT ?of WHERE {{ id:{member} org:memberOf ?of }}")
        return {shorten(of) for (of,) in found}

    both = networks("cz-vscr") & networks("sk-zvjs")
    told = tab.inner_text(".compared").partition("Only ")[0]
    assert told.count(",") + 1 == len(both)


def test_sorting_by_blocks_keeps_all_squares(open_form):
    tab = open_form("view=members")
    squares = "[...document.querySelectorAll('[data-square]')].map((e) => e.dataset.square)"
    before = tab.evaluate(squares)
    tab.click(".matrix button:has-text('alike')")
    after = tab.evaluate(squares)
    assert before != after
    assert sorted(before) == sorted(after)
    address = tab.url.partition("#")[2]
    open_form()
    assert open_form(address).evaluate(squares) == after


def test_arrow_keys_walk_over_squares(open_form):
    tab = open_form("view=members")
    tab.focus(".squares tbody button[tabindex='0']")
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.dataset.square")
    tab.keyboard.press("Enter")
    assert tab.evaluate("kg.state().line")


# ---- time line ----------------------------------------------------------------------------------


def test_each_agreement_is_one_bar(open_form, drawn):
    tab = open_form("view=time")
    bars = [e.get_attribute("data-bar") for e in tab.query_selector_all(".timeline [data-bar]")]
    lines = [each for each in drawn.relations if each.family in ("agreement", "cooperation")]
    assert sorted(bars) == sorted({each.basis for each in lines})
    tables_agree(tab)


def test_range_of_years_keeps_what_began_then(open_form, drawn):
    tab = open_form("view=time")
    box = tab.query_selector(".timeline .axis").bounding_box()
    years = {
        e.text_content(): e.bounding_box() for e in tab.query_selector_all(".timeline .axis text")
    }
    start = years["2010"]
    y = box["y"] + box["height"] / 2
    tab.mouse.move(start["x"] + start["width"] / 2 + 2, y)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] - 30, y, steps=4)
    tab.mouse.up()
    assert tab.evaluate("kg.state().since") == "2010"
    began = {
        each.basis
        for each in drawn.relations
        if each.family in ("agreement", "cooperation") and each.claim.bounds.latest_start >= "2010"
    }
    bars = {e.get_attribute("data-bar") for e in tab.query_selector_all(".timeline [data-bar]")}
    assert bars <= began
    assert len(bars) > 40
    tables_agree(tab)


def test_bar_shows_its_statements(open_form):
    tab = open_form("view=time")
    tab.click(".timeline [data-bar]")
    assert tab.query_selector("#panel [data-evidence]")
    assert tab.query_selector(".timeline [data-bar][aria-pressed=true]")


def test_other_bars_and_groups(open_form, drawn):
    tab = open_form("view=time")
    tab.click(".timeline button:has-text('Memberships')")
    tab.click(".timeline button:has-text('Agreements')")
    members = [each for each in drawn.relations if each.family == "membership"]
    bars = tab.query_selector_all(".timeline [data-bar]")
    assert len(bars) == len({frozenset((each.a, each.b)) for each in members})
    tab.click(".timeline button:has-text('by country')")
    assert len(tab.query_selector_all(".timeline .group")) > 20
    tables_agree(tab)


# ---- all of them --------------------------------------------------------------------------------

FORMS = [
    *(
        "",
        "dot=cz",
        "line=id:cz|id:de",
        "sel=cz-vscr",
        "view=members",
        "view=members&sel=cz-vscr&with=sk-zvjs",
    ),
    *("view=members&line=id:cz-vscr|id:mecr", "view=time", "view=time&group=country"),
]


@pytest.mark.parametrize(
    ("state", "look"),
    [*((state, "light") for state in FORMS), *((state, "dark") for state in FORMS[1::3])],
)
def test_axe_finds_nothing_in_any_form(open_form, axe, state, look):
    tab = open_form(state, look=look)
    found = axe.run(tab, context=".screen", options={"runOnly": RULES})
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found["violations"]] == []


@pytest.mark.parametrize("state", FORMS)
def test_drawing_of_each_form_is_complete(open_form, state):
    tab = open_form(state)
    drawing = tab.evaluate("kg.svg()")
    root = ElementTree.fromstring(drawing)
    texts = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(texts) > 30
    assert "NaN" not in drawing
    assert not re.search(r"undefined|\{\w+\}", " ".join(texts))


def test_no_two_patterns_share_a_name_so_that_paper_has_its_key(open_form):
    tab = open_form("view=time")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    names = tab.evaluate("[...document.querySelectorAll('defs [id]')].map((each) => each.id)")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(names) > 8
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("state", ["", "view=members", "view=time"])
@pytest.mark.parametrize("size", [PHONE, (320, 640)], ids=str)
def test_no_form_is_wider_than_a_phone(open_form, state, size):
    tab = open_form(state, size=size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("state", ["", "view=members", "view=time"])
def test_picture_has_seven_tenths_of_the_screen(open_form, state):
    tab = open_form(state, size=(1280, 720))
    box = tab.query_selector("#network").bounding_box()
    assert box["width"] * box["height"] >= 0.7 * 1280 * 720


def test_the_line_on_small_groups_leaves_with_the_network(open_form):
    tab = open_form("form=network")
    assert tab.is_visible("#islands")
    tab.click("#forms button[data-form=map]")
    until(tab, "kg.state().form === 'map'")
    assert not tab.is_visible("#islands")


def test_a_finger_held_while_another_form_comes_clicks_nothing_in_it(visit, address_of_all):
    """The dots of the network are not those of the map: none of the one is sought in the other."""
    tab = visit(f"{address_of_all}#form=network")
    box = tab.locator("#network .canvas").bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.down()
    go_to(tab, "form=map")
    before = tab.evaluate("kg.state()")
    tab.mouse.up()
    settle(tab)
    assert tab.evaluate("kg.state()") == before


def test_nothing_of_a_form_is_drawn_when_it_has_left_the_stage(visit, address_of_all):
    """Its flights and looks to come end with it; complaints of the page would be failures."""
    tab = visit(f"{address_of_all}#form=network")
    for _ in range(3):
        tab.evaluate("kg.select('cep')")  # the camera flies
        tab.click("#zoom-in")
        go_to(tab, "form=map")
        tab.click("#zoom-in")
        go_to(tab, "form=network&view=everything")
    assert tab.evaluate("kg.settled()")
