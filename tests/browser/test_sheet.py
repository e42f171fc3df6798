"""A fact sheet on paper and on a screen, as Chromium sets it."""

from __future__ import annotations

import re

import pytest

from kg.factsheets import describe, html, reading, shortening
from kg.names import shorten
from tests.factsheets.test_show import sheet_of

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(built, browser, tmp_path):
    """A function that opens the sheet of a thing and returns the page and what it asked for."""
    pages = []

    def show(thing, lang="en", **more):
        path = tmp_path / "sheet.html"
        path.write_text(html.as_html(sheet_of(built.store, thing, lang)), "utf-8")
        page, asked = browser.new_page(**more), []
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        return page

    yield show
    for page in pages:
        page.close()


def pages_of(page):
    """How many sheets of A4 the page takes."""
    paper = page.pdf(prefer_css_page_size=True)
    [box] = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper))
    width, height = (float(each) for each in box.split()[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("thing", ["sk", "prog-cz-justice", "ev-mecr-2014", "cep", "mecr"])
def test_most_sheets_fit_on_one_page(thing, lang, opened):
    assert pages_of(opened(thing, lang)) == 1


def test_the_largest_sheets_fit_on_two_pages(built, opened):
    read = reading.read(built.store)
    things = [*read.things, *read.titles]
    room = {
        iri: shortening.room_of(shortening.divide(describe.describe(built.store, read, iri)))
        for iri in things
    }
    for iri in sorted(things, key=room.__getitem__, reverse=True)[:6]:
        assert pages_of(opened(shorten(iri))) <= 2, iri


@pytest.mark.parametrize("width", [320, 1000])
def test_a_sheet_needs_no_sideways_scrolling(width, opened):
    page = opened("cz-vscr", "cs", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_attribute("html", "lang") == "cs"


def test_a_reader_hears_that_a_fact_is_stated(opened):
    """What is stated has no mark that can be seen, but it has the word."""
    page = opened("sk")
    assert page.locator(".stated").first.inner_text() == "stated"
    assert page.locator("li:has(.implied)").count() == 3
