"""The picture in the README, taken anew from the page: python -m tests.bench.screenshot.

It needs a Chromium. The file is `network.png` beside the README.
"""

import base64
import struct
import tempfile
import zlib
from pathlib import Path

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.page import page
from tests.browser.conftest import ARGUMENTS, READY, chromium

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "network.png"
SIZE = {"width": 1400, "height": 900}
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


def main():
    """Write the first look of the page of this repository as a picture."""
    from playwright.sync_api import sync_playwright

    workspace = find_workspace(ROOT)
    built = loading.load(workspace, scope="all")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(page.network_page(built.store, workspace), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium(driver), args=ARGUMENTS)
        tab = browser.new_page(viewport=SIZE)
        tab.goto(path.as_uri())
        tab.wait_for_selector(READY)
        tab.wait_for_timeout(300)
        taken = base64.b64encode(tab.screenshot()).decode()
        parts = browser.new_page().evaluate(READ, f"data:image/png;base64,{taken}")
        PICTURE.write_bytes(small_png(b"".join(map(base64.b64decode, parts))))
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
