"""As of a date: the page answers as a query over the bounds and as Python do."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest

from kg import edtf
from tests.browser.pages import go_to

RULE = """
SELECT ?claim WHERE {{
  ?claim pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le .
  BIND ("{year}-01-01"^^xsd:date AS ?first) BIND ("{year}-12-31"^^xsd:date AS ?last)
  BIND (IF (?ls <= ?last && ?ee >= ?first, "yes",
        IF (?es > ?last || ?le < ?first, "no",
        IF (?ls <= ?last, "presumed", "unknown"))) AS ?answer)
  FILTER (?answer = "{answer}") }}"""


@pytest.mark.parametrize("year", ["2008", "2009", "2014", "2016", "2024"])
def test_date_shows_what_a_query_over_the_bounds_shows(visit, address, network, rows, year):
    answers = {
        claim.rpartition("/")[2]: answer
        for answer in ("yes", "presumed", "unknown")
        for (claim,) in rows(RULE.format(year=year, answer=answer))
    }
    claims = [each.id for each in network.relations if each.id.startswith("claim:")]
    expected = {name: answers.get(name.removeprefix("claim:")) for name in claims}
    tab = visit(f"{address}#asof={year}")
    seen = {each["id"]: each["when"] for each in tab.evaluate("kg.visible().relations")}
    assert {name: seen.get(name) for name in claims} == expected
    assert tab.inner_text("#date-said") == year


def test_page_and_python_agree_on_every_relation_for_every_year(visit, address, network):
    tab = visit(address)
    for year in range(1980, 2031):
        go_to(tab, f"asof={year}")
        seen = {each["id"]: each["when"] for each in tab.evaluate("kg.visible().relations")}
        answers = {each.id: edtf.holds(each.claim.bounds, str(year)) for each in network.relations}
        assert seen == {name: answer for name, answer in answers.items() if answer != "no"}


def test_page_and_python_agree_for_months_and_days(visit, address, network):
    """Each month of some years, and the days on and beside every edge of a claim."""
    known = {day for each in network.relations for day in each.claim.bounds}
    edges = [date.fromisoformat(day) for day in known if "0002" < day < "9999"]
    points = {f"{year}-{month:02d}" for year in (2008, 2014, 2015, 2022) for month in range(1, 13)}
    points |= {(day + timedelta(more)).isoformat() for day in edges for more in (-1, 0, 1)}
    bounds = {each.id: list(each.claim.bounds) for each in network.relations}
    rule = files("kg").joinpath("page/assets/dates.js").read_text("utf-8").replace("export ", "")
    said = visit(address).evaluate(
        f"([points, bounds]) => {{ {rule}\n"
        "return points.map((point) => Object.fromEntries(Object.entries(bounds)"
        ".map(([id, limits]) => [id, answer(limits, point)]))); }",
        [sorted(points), bounds],
    )
    for point, answers in zip(sorted(points), said, strict=True):
        expected = {each.id: edtf.holds(each.claim.bounds, point) for each in network.relations}
        assert answers == expected, point


def test_slider_moves_the_date_and_the_first_place_is_any_time(tab):
    tab.focus("#date")
    tab.keyboard.press("End")
    last = tab.evaluate("kg.state().asof")
    assert last == tab.get_attribute("#date", "max")
    assert tab.get_attribute("#date", "aria-valuetext") == last
    tab.keyboard.press("Home")
    assert tab.evaluate("kg.state().asof") == ""
    assert tab.inner_text("#date-said") == "any time"


def test_yes_presumed_and_unknown_are_counted_and_drawn_apart(visit, address):
    tab = visit(address + "#asof=2014")
    visible = [each["when"] for each in tab.evaluate("kg.visible().relations")]
    said = [f"{when} {visible.count(when)}" for when in ("yes", "presumed", "unknown")]
    assert tab.locator("#date-key li").all_inner_texts() == said
    dashes = tab.evaluate(
        "[...new DOMParser().parseFromString(kg.svg(), 'image/svg+xml').querySelectorAll('line')]"
        ".map((line) => line.getAttribute('stroke-dasharray'))"
    )
    assert {"none", "1.5 5"} <= set(dashes)


def test_columns_count_what_holds_for_certain_in_each_year(tab, network):
    bars = dict(
        tab.locator("#years rect").evaluate_all(
            "(all) => all.map((bar) => [bar.dataset.year, Number(bar.getAttribute('height'))])"
        )
    )
    sure = {
        year: sum(edtf.holds(each.claim.bounds, year) == "yes" for each in network.relations)
        for year in bars
    }
    most = max(sure.values())
    assert {year: round(high * most / 20) for year, high in bars.items()} == sure


# ---- what began between two dates ----------------------------------------------------------------


def begun(network, since, until):
    """The relations of which one span is known to have begun then, as `kg ask --since` has it."""
    first = edtf.days(since)[0] if since else edtf.FIRST_DAY
    last = edtf.days(until)[1] if until else edtf.LAST_DAY
    return {
        each.id
        for each in network.relations
        if any(
            first <= span.earliest_start and span.latest_start <= last
            for span in each.claim.spans or (each.claim.bounds,)
        )
    }


@pytest.mark.parametrize(
    ("since", "until"),
    [("2010", ""), ("", "2009"), ("2009", "2014"), ("2014-06", "2014-12"), ("2014-09-15", "")],
)
def test_range_shows_what_is_known_to_have_begun_in_it(visit, address, network, since, until):
    tab = visit(f"{address}#view=everything&since={since}&until={until}&kinds=&alone=")
    shown = {each["id"] for each in tab.evaluate("kg.visible().relations")}
    assert shown == begun(network, since, until) < {each.id for each in network.relations}


def test_two_handles_and_the_brush_set_the_range(tab):
    tab.click("#mode-range")
    assert not tab.is_visible("#date")
    tab.focus("#since")
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    since = tab.evaluate("kg.state().since")
    assert int(since) == int(tab.get_attribute("#since", "min")) + 3
    tab.focus("#until")
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("kg.state().until") == tab.get_attribute("#since", "max")
    box = tab.locator("#years").bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 4)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 4, steps=4)
    tab.mouse.up()
    since, until = tab.evaluate("[kg.state().since, kg.state().until]")
    assert since < until
    on = tab.locator("#years rect.now").evaluate_all("(all) => all.map((b) => b.dataset.year)")
    assert (on[0], on[-1]) == (since, until)
    tab.click("#mode-asof")
    assert tab.evaluate("kg.state().since + kg.state().until") == ""


def test_an_answer_is_a_button_that_takes_its_relations_off(visit, address):
    tab = visit(address + "#asof=2014")
    before = [each["when"] for each in tab.evaluate("kg.visible().relations")]
    tab.click("#date-key [data-when=unknown]")
    after = [each["when"] for each in tab.evaluate("kg.visible().relations")]
    assert after == [when for when in before if when != "unknown"]
    assert tab.get_attribute("#date-key [data-when=unknown]", "aria-pressed") == "false"
    assert tab.inner_text("#date-key [data-when=unknown]") == f"unknown {before.count('unknown')}"
    tab.click("#date-key [data-when=unknown]")
    assert len(tab.evaluate("kg.visible().relations")) == len(before)
