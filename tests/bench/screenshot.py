"""The pictures in the README, taken anew from both pages: python -m tests.bench.screenshot.

It needs a Chromium. The files are `network.png` and `review.png` beside the README; the document
of the second is invented, with all its bodies.
"""

import base64
import struct
import sys
import tempfile
import zlib
from pathlib import Path

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.page import page
from tests.browser.conftest import ARGUMENTS, READY, chromium
from tests.miniature import make_workspace
from tests.reading.test_deciding import open_session, serving

ROOT = Path(__file__).parents[2]
NETWORK, REVIEW = ROOT / "network.png", ROOT / "review.png"
SIZE = {"width": 1400, "height": 900}
DOCUMENT = """The Network of Services meets in Alphaville

Alphaville, 3 May 2021

The Prison Service of Betaland has been a member of the Network of Services since 1 May 2021.

The Probation of Gammaland hosted a workshop on release planning on 12 May 2019. It is not a
member of the Guild of Wardens.

The Prison Service of Alphaland signed a memorandum of understanding with the
Probation of Gammaland on 2 May 2021.

The Prison Service of Alphaland and the Prison Service of Betaland are partners in the project
Back to life. The project is led by the Prison Service of Alphaland and runs from January 2020
to the end of 2022.

A visit to Deltaland that was planned for April 2021 has been cancelled.
"""
READ = """
async (data) => {
  const picture = new Image();
  picture.src = data;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"),
    { width: picture.width, height: picture.height });
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data: pixels } = context.getImageData(0, 0, canvas.width, canvas.height);
  const rgb = new Uint8Array(pixels.length * 3 / 4).map((_, at) => pixels[at + Math.floor(at / 3)]);
  const parts = [];
  for (let at = 0; at < rgb.length; at += 30000) {
    parts.push(btoa(String.fromCharCode(...rgb.subarray(at, at + 30000))));
  }
  return parts;
}"""


def small_png(pixels):
    """Return a PNG with sixteen shades of each colour: enough for a page, and half the size."""
    shades = bytes(round(value / 17) * 17 for value in range(256))
    pixels, row = pixels.translate(shades), SIZE["width"] * 3
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    head = struct.pack(">IIBBBBB", SIZE["width"], SIZE["height"], 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def draw_network(browser, folder):
    """Return the first look of the page of this repository."""
    workspace = find_workspace(ROOT)
    built = loading.load(workspace, scope="all")
    path = folder / "network.html"
    path.write_text(page.network_page(built.store, workspace), encoding="utf-8")
    tab = browser.new_page(viewport=SIZE)
    tab.goto(path.as_uri())
    tab.wait_for_selector(READY)
    tab.wait_for_timeout(300)
    return tab.screenshot()


def draw_review(browser, folder):
    """Return the page on which proposals are decided, with the first of them accepted."""
    session = open_session(make_workspace(folder), DOCUMENT)
    with serving(session) as desk:
        tab = browser.new_page(viewport=SIZE)
        tab.goto(desk.address)
        tab.wait_for_selector(READY)
        tab.keyboard.press("a")
        tab.wait_for_selector("#list > li.yes")
        tab.wait_for_timeout(300)
        taken = tab.screenshot()
        tab.close()
    return taken


def write(browser, taken, path):
    """Write a picture small, and say how large it is."""
    tab = browser.new_page()
    parts = tab.evaluate(READ, f"data:image/png;base64,{base64.b64encode(taken).decode()}")
    path.write_bytes(small_png(b"".join(map(base64.b64decode, parts))))
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main():
    """Write both pictures, or those that are named."""
    from playwright.sync_api import sync_playwright

    wanted = sys.argv[1:] or ["network", "review"]
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=chromium(driver), args=ARGUMENTS)
        if "network" in wanted:
            write(browser, draw_network(browser, Path(folder)), NETWORK)
        if "review" in wanted:
            write(browser, draw_review(browser, Path(folder)), REVIEW)
        browser.close()


if __name__ == "__main__":
    main()
