"""The network page beside vis-network of the same graph, in one run: python -m tests.bench.page.

Milliseconds until a page is ready, until a selection is drawn, frames a second while panning, sizes
and the time to build; then how many times longer the other takes. Plain vis-network is the page of
`kg view --plain`: the same places, no physics. With --pyvis the page that pyvis writes by itself is
measured too, which has to come to rest first. Files in RDF may be given instead of the invented
networks: python -m tests.bench.page [--pyvis] FILE…
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from kg.network.network import read_network
from kg.page import page, picture, plain
from kg.page.payload import payload
from tests.networks import body, network_of, relation

SIZES = (100, 1_185, 3_000)
GROUPS = ("penal", "authority", "international", "unit", "other", "project", "event")
FAMILIES = ("membership", "agreement", "cooperation", "project", "event", "structure")
META = {"title": {"en": "Bench", "cs": "Měření"}, "version": "1", "state": ""}
PATIENCE = 60_000  # milliseconds that pyvis's page gets to come to rest
PAN = """
async () => {
  let frames = 0, going = true;
  const step = () => { frames += 1; if (going) requestAnimationFrame(step); };
  requestAnimationFrame(step);
  const start = performance.now();
  const canvas = document.querySelector("canvas");
  const box = canvas.getBoundingClientRect();
  const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true,
    clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1 }));
  fire("pointerdown", box.x + 20, box.y + 20);
  for (let i = 0; performance.now() - start < 2000; i += 1) {
    fire("pointermove", box.x + 20 + (i * 7) % 300, box.y + 20 + (i * 5) % 200);
    await new Promise((done) => requestAnimationFrame(done));
  }
  fire("pointerup", box.x + 40, box.y + 40);
  going = false;
  return frames / ((performance.now() - start) / 1000);
}"""
SELECT = """
async (id) => {
  const start = performance.now();
  if (window.kg) kg.select(id); else network.selectNodes([id]);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""
DRAWN = """
() => new Promise((done) => {
  const wait = () => {
    if (!window.network) return setTimeout(wait, 1);
    network.once("afterDrawing", () => done(performance.now()));
    network.redraw();
  };
  wait();
})"""
REST = """
() => new Promise((done) => {
  const wait = () => window.network ? window.network.once("stabilizationIterationsDone",
    () => done(performance.now())) : setTimeout(wait, 20);
  wait();
})"""


def invented(count, seed=7):
    """Return a network as ours are: hubs with leaves, two relations for each thing."""
    chance = random.Random(seed)
    names = [f"n{i:05}" for i in range(count)]
    nodes = [
        body(name, f"Service of {name}", group=GROUPS[i % 7], country=f"id:c{i % 30}")
        for i, name in enumerate(names)
    ]
    ends = [(i, chance.randrange(max(1, i // 6 + 1))) for i in range(1, count)]
    ends += [(chance.randrange(count), chance.randrange(count // 4)) for _ in range(count)]
    lines = [
        relation(names[a], names[b], f"claim:{at}", family=FAMILIES[at % 6])
        for at, (a, b) in enumerate(ends)
        if a != b
    ]
    return network_of(nodes, lines)


def ours(network):
    """Return our page, and the seconds that it took."""
    start = time.perf_counter()
    text = page.render(payload(network, picture.compose(network), meta=META))
    return text, time.perf_counter() - start


def bare(network):
    """Return the page of plain vis-network with our places, and the seconds that it took."""
    start = time.perf_counter()
    return plain.plain_page(network, "Bench"), time.perf_counter() - start


def theirs(network):
    """Return the page that pyvis writes by itself, and the seconds that it took."""
    from pyvis.network import Network

    start = time.perf_counter()
    net = Network(directed=True, cdn_resources="in_line")
    for node in network.nodes:
        net.add_node(node.id, label=node.label.en)
    for each in network.relations:
        net.add_edge(each.a, each.b)
    return net.generate_html(), time.perf_counter() - start


def visit(browser, text, hub, name):
    """Return milliseconds to ready, milliseconds to select, and frames a second."""
    is_ours = name == "kg"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(text, encoding="utf-8")
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.route("http*://**", lambda route: route.abort())
        tab.set_default_timeout(PATIENCE)
        address = path.as_uri() + ("#view=everything&form=network" if is_ours else "")
        try:
            tab.goto(address, wait_until="commit")
            rest = DRAWN if name == "plain" else REST
            if is_ours:
                tab.wait_for_selector("body[data-ready=true]")
                ready = tab.evaluate("performance.getEntriesByName('ready')[0].startTime")
            else:
                tab.wait_for_load_state()
                ready = tab.evaluate(
                    f"() => Promise.race([({rest})(), new Promise((done) =>"
                    f" setTimeout(() => done(Infinity), {PATIENCE - 5000}))])"
                )
            pan = tab.evaluate(PAN)
            return ready, tab.evaluate(SELECT, hub), pan
        finally:
            tab.close()


def report(browser, network, others):
    """Print one line for us, one for each of the others, and the ratios."""
    hub = max(network.nodes, key=lambda node: node.degree).id
    print(f"{len(network.nodes):,} things, {len(network.relations):,} relations")
    results = {}
    for name, make in {"kg": ours, **others}.items():
        text, built = make(network)
        ready, select, pan = visit(browser, text, hub, name)
        results[name] = (ready, select, pan, len(text.encode()) / 1e6, built)
        print(
            f"  {name:6} ready {ready:8.0f} ms   select {select:5.0f} ms   pan {pan:3.0f} frames/s"
            f"   file {results[name][3]:5.2f} MB   built in {built:5.2f} s"
        )
    for name in others:
        ratios = [b / a for a, b in zip(results["kg"], results[name], strict=True)]
        said = "{:11.1f} x {:15.1f} x {:13.2f} x {:16.2f} x {:12.2f} x".format(*ratios)
        print(f"  {name}/kg {said}")


def main():
    """Measure the invented networks, or those in the files that are named."""
    from playwright.sync_api import sync_playwright

    from kg.rdf.readers import read_any
    from kg.rdf.store import in_memory
    from tests.browser.conftest import ARGUMENTS, chromium

    others = {"plain": bare} | ({"pyvis": theirs} if "--pyvis" in sys.argv else {})
    files = [Path(name) for name in sys.argv[1:] if name != "--pyvis"]
    networks = [read_network(in_memory(read_any([path]).quads)) for path in files]
    with sync_playwright() as driver:
        path = chromium(driver)
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        for network in networks or (invented(size) for size in SIZES):
            report(browser, network, others)
        browser.close()


if __name__ == "__main__":
    main()
