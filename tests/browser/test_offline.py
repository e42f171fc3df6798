"""One file is all: no request, no complaint, no server, also inside a frame."""

from __future__ import annotations

import html
import json
import re

import pytest

from kg.page import page
from tests.browser.conftest import READY
from tests.browser.pages import invented, write


def test_page_is_ready_at_once_where_no_request_is_answered(visit, address):
    tab = visit(address)  # and no request was made, as the fixture checks
    assert tab.evaluate("performance.getEntriesByType('resource').length") == 0


def test_page_without_javascript_still_has_its_tables(browser, address, network):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    text = html.unescape(tab.inner_text("#tables"))
    assert [node.id for node in network.nodes if node.label.en not in text] == []
    assert tab.locator("#relations-table tbody tr").count() == len(network.relations)
    context.close()


def test_page_works_inside_a_sandbox(visit, tmp_path, built):
    shown = page.Drawing(page.network_page(built.store))._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!DOCTYPE html><title>x</title><body data-ready=true>{shown}", encoding="utf-8"
    )
    frame = visit(path.as_uri()).frame_locator("iframe")
    frame.locator(READY).wait_for(timeout=20_000, state="attached")
    frame.locator("#search").fill("cep")
    frame.locator("#search").press("Enter")
    assert "Confederation" in frame.locator("#panel h2").inner_text()
    frame.locator("#copy").click()  # a frame has no clipboard: the link is there to be copied
    assert "sel=cep" in frame.locator("#link").input_value()


def test_page_opens_in_the_language_it_was_made_in(visit, tmp_path, built):
    path = tmp_path / "cs.html"
    path.write_text(page.network_page(built.store, lang="cs"), encoding="utf-8")
    tab = visit(path.as_uri())
    assert tab.get_attribute("html", "lang") == "cs"
    assert tab.inner_text("#views-now") == "Přehled"


LACKING = [
    "self.DecompressionStream",
    "Object.hasOwn",
    "CanvasRenderingContext2D.prototype.roundRect",
]


@pytest.mark.parametrize("lacking", LACKING)
def test_a_browser_that_is_too_old_for_the_page_says_so(browser, address, lacking):
    context = browser.new_context()
    context.add_init_script(f"delete {lacking}")
    tab = context.new_page()
    tab.goto(address)
    assert "too old" in tab.inner_text("#stage #too-old")
    assert tab.get_attribute("body", "data-ready") == "false"
    context.close()


@pytest.mark.parametrize("name", ["data", "packed-script"])
def test_a_file_of_which_a_part_was_lost_says_so(visit, browser, tmp_path, name):
    path = tmp_path / "lost.html"
    write(path, invented(3))
    whole = path.read_text(encoding="utf-8")
    lost = re.sub(rf'(id="{name}" type="text/plain">.{{400}}).{{40}}', r"\1", whole)
    path.write_text(lost, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_selector("#stage #damaged:visible")
    assert "damaged" in tab.inner_text("#damaged")
    assert tab.get_attribute("body", "data-ready") == "false"
    tab.close()


def test_the_data_stand_as_json_in_a_page_that_is_ready(tab):
    assert tab.get_attribute("#data", "type") == "application/json"
    data = json.loads(tab.text_content("#data"))
    assert len(data["nodes"]["rows"]) == len(tab.evaluate("kg.nodes()"))


def test_nothing_but_the_two_scripts_of_the_page_runs(browser, address):
    tab = browser.new_page()
    tab.goto(address)
    tab.wait_for_selector(READY)
    assert not tab.locator("#too-old").is_visible()
    tab.evaluate(
        "() => { const more = document.createElement('script');"
        " more.textContent = 'window.hit = 1'; document.body.append(more); }"
    )
    assert tab.evaluate("window.hit") is None
    tab.close()
