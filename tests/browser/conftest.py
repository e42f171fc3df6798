"""One browser for all, tabs that tell every complaint, and the page of the repository."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kg.graph import loading
from kg.network.network import read_network
from kg.page import page
from tests.browser.pages import until

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run", "--disable-sync"),
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
READY = "body[data-ready=true]"
WIDE, PHONE = (1400, 900), (390, 844)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def missing(reason):
    """Skip with the reason; where everything is required (KG_REQUIRE_ALL), fail with it."""
    if os.environ.get("KG_REQUIRE_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


def chromium(driver):
    """Return the path of a browser: the system's own, else the one of playwright, else None."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    path = found or driver.chromium.executable_path
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright import sync_api
    except ImportError:
        missing("playwright is not installed")
    with sync_api.sync_playwright() as driver:
        path = chromium(driver)
        if path is None:
            missing("no Chromium is installed")
        opened = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def network(built):
    return read_network(built.store)


@pytest.fixture(scope="session")
def address(built, workspace, tmp_path_factory):
    """The address of the page of the five documents, which opens as a network."""
    path = tmp_path_factory.mktemp("page") / "network.html"
    text = page.network_page(built.store, workspace, is_part=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture(scope="session")
def whole(workspace):
    """The store of all data."""
    return loading.load(workspace, scope="all").store


@pytest.fixture(scope="session")
def address_of_all(whole, workspace, tmp_path_factory):
    """The address of the page of all data, which opens with the map."""
    path = tmp_path_factory.mktemp("whole") / "network.html"
    path.write_text(page.network_page(whole, workspace), encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture
def visit(browser):
    """A function that opens an address; anything that the browser complains of is a failure."""
    complaints, requests, contexts = [], [], []

    def go(url, *, size=WIDE, **context):
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, accept_downloads=True, **context)
        contexts.append(context)
        context.route("http*://**", lambda route: None)  # never answered, as behind a firewall
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(url)
        tab.wait_for_selector(READY, timeout=20_000)
        until(tab, "!window.kg || kg.settled()")  # a frame around the page has none
        return tab

    yield go
    for context in contexts:
        context.close()
    own = ("file:", "data:", "blob:", "about:")
    assert complaints == []
    assert [url for url in requests if not url.startswith(own)] == []


@pytest.fixture
def tab(visit, address):
    return visit(address)
