"""The picture in the README, taken anew from the page: python -m tests.bench.screenshot.

It needs a Chromium. The file is `network.png` beside the README.
"""

import tempfile
from pathlib import Path

from kg import build, page
from kg.workspace import find_workspace
from tests.browser.conftest import ARGUMENTS, READY, chromium

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "network.png"
SIZE = {"width": 1160, "height": 720}


def main():
    """Write the first look of the page of this repository as a picture."""
    from playwright.sync_api import sync_playwright

    workspace = find_workspace(ROOT)
    built = build.load(workspace, check=False)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(page.network_page(built.store, workspace), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium(driver), args=ARGUMENTS)
        tab = browser.new_page(viewport=SIZE)
        tab.goto(path.as_uri())
        tab.wait_for_selector(READY)
        tab.wait_for_timeout(300)
        tab.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
