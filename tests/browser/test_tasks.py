"""Eight tasks of an officer on the real data, each in four actions at most and without a trap.

An action is one thing that a hand does: words typed into a field and taken, a click, a key.
"""

from __future__ import annotations

import csv

import pytest

from kg.graph import loading
from kg.names import expand, shorten
from kg.network.network import MEMBERS, PARTNERS, read_network
from kg.page.page import network_page
from kg.questions import find_question
from kg.questions.answers import answer
from kg.questions.question import Point
from kg.search.naming import read_namings
from kg.search.search import search
from tests.browser.pages import settle, until
from tests.conftest import DATA

MOST = 4


@pytest.fixture(scope="module")
def store(workspace):
    return loading.load(workspace).store


@pytest.fixture(scope="module")
def whole(store):
    return read_network(store)


@pytest.fixture(scope="module")
def page(store, workspace, whole, tmp_path_factory):
    path = tmp_path_factory.mktemp("tasks") / "network.html"
    path.write_text(network_page(store, workspace, drawn=whole), encoding="utf-8", newline="\n")
    return path.as_uri()


class Hand:
    """What an officer does on the page, each thing counted."""

    def __init__(self, tab):
        self.tab, self.actions = tab, 0

    def find(self, words, field="#search"):
        """Type words into a field and take the first thing that is found."""
        self.actions += 1
        self.tab.fill(field, words)
        self.tab.keyboard.press("Enter")
        settle(self.tab)

    def click(self, what):
        self.actions += 1
        self.tab.click(what)
        settle(self.tab)

    def download(self, what, path):
        self.actions += 1
        with self.tab.expect_download() as saved:
            self.tab.click(what)
        saved.value.save_as(path)
        return saved.value.suggested_filename


@pytest.fixture
def hand(visit, page):
    acting = Hand(visit(page, size=(1280, 720)))
    yield acting
    assert acting.actions <= MOST


def visible(tab):
    shown = {each["id"] for each in tab.evaluate("kg.visible().relations")}
    return [each for each in tab.evaluate("kg.relations()") if each["id"] in shown]


def test_partners_of_the_czech_service_in_slovakia_and_why(hand, whole):
    hand.find("vězeňská služba ČR")
    hand.find("slovenská vězeňská služba", "#with")
    ties = [tie for tie in whole.ties if {tie.a, tie.b} == {"id:cz-vscr", "id:sk-zvjs"}]
    text = hand.tab.inner_text("#panel")
    assert ties
    assert "Between the two" in text
    between = hand.tab.locator("h3[data-section=between] ~ ul").first
    between.locator("summary").first.click()
    hand.actions += 1
    assert between.locator("[data-evidence]").count() > 0


def test_what_links_the_probation_service_and_singapore(hand, whole):
    hand.find("probační a mediační služba")
    hand.find("singapore prison service", "#target")
    said = hand.tab.inner_text("#path-said")
    steps = hand.tab.evaluate("kg.path('cz-pms', kg.state().to)")
    assert hand.tab.evaluate("kg.state().to") == "id:sg-sps"
    if steps is None:  # the first look hides what joins them
        hand.click("#path-said ~ .more, #panel .more")
        steps = hand.tab.evaluate("kg.path('cz-pms', kg.state().to)")
    assert steps[0], steps[-1] == ("id:cz-pms", "id:sg-sps")
    assert "Singapore" in said
    assert hand.tab.locator(".path [data-evidence]").count() >= len(steps) - 1


def test_networks_of_one_service_that_another_is_not_in(hand, whole):
    hand.find("prison service czech republic")
    hand.find("polish prison service", "#with")

    def networks(body):
        return {each.b for each in whole.relations if each.edge == MEMBERS and each.a == body}

    lines = hand.tab.evaluate("kg.compare('cz-vscr', 'pl-sw')")
    members = {each.id for each in whole.relations if each.edge == MEMBERS}
    only = {
        line["item"]
        for line in lines
        if line["section"] == "memberships"
        and any(each["id"] in members for each in line["a"])
        and not any(each["id"] in members for each in line["b"])
    }
    assert only == networks("id:cz-vscr") - networks("id:pl-sw")
    shown = hand.tab.locator("h3[data-section=memberships] ~ h4[data-side=a] + ul").first
    text = shown.inner_text()
    names = {node.id: node.label.en for node in whole.nodes}
    assert all(names[each] in hand.tab.inner_text("#panel") for each in only), text


def test_all_agreements_since_2010(hand, whole, store):
    hand.click("#forms [data-form=timeline]")
    hand.click("#mode-range")
    hand.tab.focus("#since")
    hand.actions += 1
    hand.tab.evaluate(
        "document.querySelector('#since').value = 2010;"
        "document.querySelector('#since').dispatchEvent(new Event('input'))"
    )
    until(hand.tab, "kg.state().since === '2010'")
    drawn = {each["basis"] for each in visible(hand.tab) if each["family"] == "agreement"}
    expected = {
        each.basis
        for each in whole.relations
        if each.family == "agreement"
        and any(
            span.earliest_start >= "2010-01-01" for span in each.claim.spans or (each.claim.bounds,)
        )
    }
    assert drawn == expected
    point = Point("en", None, None, "2010", None, False)
    for body in ("id:cz-vscr", "id:sk-zvjs", "id:hk-csd"):
        rows = answer(store, find_question("agreements"), {"body": (body,)}, point).rows
        asked = {row["agreement"]["id"] for row in rows if row["party"]}
        own = {
            each["basis"]
            for each in visible(hand.tab)
            if each["family"] == "agreement" and body in (each["a"], each["b"])
        }
        assert own == asked


def test_what_certainly_held_in_2014(hand, whole):
    hand.tab.evaluate(
        "document.querySelector('#date').value = 2014;"
        "document.querySelector('#date').dispatchEvent(new Event('input'))"
    )
    hand.actions += 1
    until(hand.tab, "kg.state().asof === '2014'")
    hand.click("#date-key [data-when=presumed]")
    hand.click("#date-key [data-when=unknown]")
    shown = {each["id"] for each in visible(hand.tab)}
    sure = {each.id for each in whole.lines if each.claim.holds("2014") == "yes"}
    assert shown
    assert shown <= sure
    assert {each["when"] for each in hand.tab.evaluate("kg.visible().relations")} == {"yes"}


def test_evidence_of_one_agreement_and_its_source(hand):
    hand.find("memorandum hong kong hungary")
    assert hand.tab.evaluate("kg.state().basis").startswith("id:agr-hk-csd-hu")
    assert hand.tab.locator("#panel [data-evidence]").count() > 0
    link = hand.tab.locator("#panel .proof a").first
    assert link.get_attribute("href").startswith("http")
    assert link.get_attribute("target") == "_blank"
    hand.click("#panel .proof [data-source]")
    assert hand.tab.evaluate("kg.state().source").startswith("src:")
    assert hand.tab.locator("#panel .iri a").count() == 1


def test_a_picture_for_a_slide_with_its_key(hand, tmp_path):
    hand.click("#views-menu summary")
    hand.click("#views [data-view=partners]")
    hand.click("#save summary")
    name = hand.download("#save-svg", tmp_path / "slide.svg")
    drawing = (tmp_path / "slide.svg").read_text(encoding="utf-8")
    assert name.endswith(".svg")
    for word in ("Who partners with whom", "Agreement", "Standing cooperation", "Common project"):
        assert word in drawing


def test_all_partners_of_one_body_with_dates_into_excel(hand, whole, tmp_path):
    import openpyxl

    hand.find("vězeňská služba čr")
    hand.click("#save summary")
    hand.download("#save-xlsx-selection", tmp_path / "partners.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "partners.xlsx")["Partners"].values
    ties = {tie.id for tie in whole.ties if "id:cz-vscr" in (tie.a, tie.b) and tie.edge == PARTNERS}
    assert {row[head.index("Identifier")] for row in rows} == ties
    assert {"Partner", "Since", "Until", "When", "Partners by"} <= set(head)


# ---- the page and the graph say the same of the real data ----------------------------------------


@pytest.mark.parametrize(("view", "edge"), [("partners", PARTNERS), ("members", MEMBERS)])
def test_ready_view_draws_the_derived_pairs_and_no_others(visit, page, store, view, edge):
    tab = visit(f"{page}#view={view}&form=network")
    pairs = {frozenset((each["from"], each["to"])) for each in visible(tab)}
    derived = store.rows(f"SELECT ?a ?b WHERE {{ ?a {edge} ?b }}")
    assert pairs == {frozenset(map(shorten, row)) for row in derived}
    assert all(each["status"] and each["evidence"] and each["kind"] for each in visible(tab))
    assert {each["edge"] for each in visible(tab)} == {edge.partition(":")[2]}


def test_page_finds_first_what_the_command_finds_first(visit, page, store):
    with (DATA / "names_sought.csv").open(encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)]
    tab = visit(page)
    found = tab.evaluate("(all) => all.map((each) => kg.find(each)[0] ?? null)", queries)
    things = tab.evaluate("kg.nodes().map(({ id }) => id)")
    among = {expand(each) for each in [*things, *filter(None, found)]}
    namings = read_namings(store)
    expected = [
        shorten(match[0].thing)
        if (match := search(store, each, among=among, namings=namings))
        else None
        for each in queries
    ]
    assert [q for q, a, b in zip(queries, found, expected, strict=True) if a != b] == []
