"""One file is all: no request, no complaint, no server, also inside a frame."""

from __future__ import annotations

import html

from kg.page import page
from tests.browser.conftest import READY


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
