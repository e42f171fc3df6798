"""How well names stand in twelve looks of the network in three sizes: python -m tests.bench.names.

It draws the graph of this repository and needs a Chromium. With a folder it leaves a picture of
each look there: python -m tests.bench.names DIR.
"""

import sys
import tempfile
from pathlib import Path

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.page import page
from tests.browser.conftest import ARGUMENTS, READY, chromium
from tests.browser.names import measure_names

ROOT = Path(__file__).parents[2]
SIZES = ((1600, 1000), (1280, 720), (390, 844))
LOOKS = {
    "first": "kinds=text,practice,area,event,unit,project,programme&alone=hide",
    "partners": "view=partners",
    "members": "view=members",
    "norway": "view=norway",
    "2014": "asof=2014",
    "countries": "into=country",
    "everything": "view=everything",
    "czech": "kinds=event&country=cz",
    "selected": "sel=cep",
    "two-steps": "kinds=event,area&about=europris&depth=2",
    "by-country": "layout=country&kinds=event,area,text,practice,unit&alone=hide",
    "by-kind": "layout=kind&kinds=event,area,text,practice,unit&alone=hide&lang=cs",
}


def main():
    """Print a line for each look and size, and the sums."""
    from playwright.sync_api import sync_playwright

    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    workspace = find_workspace(ROOT)
    built = loading.load(workspace)
    worst = [0, 0, 0, 0]
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(page.network_page(built.store, workspace), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium(driver), args=ARGUMENTS)
        for look, state in LOOKS.items():
            for width, height in SIZES:
                tab = browser.new_page(viewport={"width": width, "height": height})
                tab.goto(f"{path.as_uri()}#form=network&{state}")
                tab.wait_for_selector(READY)
                tab.wait_for_timeout(600)
                counts = [len(each) for each in measure_names(tab)]
                worst = [max(pair) for pair in zip(worst, counts, strict=True)]
                named = len(tab.evaluate("kg.labels()"))
                print(
                    f"{look:11} {width:5}x{height:<5} names {named:4}   nearer to another"
                    " {:3}   adrift {:3}   covered {:3}   of ten unnamed {:2}".format(*counts)
                )
                if pictures:
                    tab.screenshot(path=pictures / f"{look}-{width}.png")
                tab.close()
        browser.close()
    print("at most: nearer {}, adrift {}, covered {}, unnamed {}".format(*worst))


if __name__ == "__main__":
    main()
