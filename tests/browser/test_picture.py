"""What the picture looks like: where dots stand, names that never collide, colours that mean."""

from __future__ import annotations

import pytest

from kg.page import picture
from tests.browser.conftest import PHONE, WIDE
from tests.browser.pages import invented, overlaps, settle, write
from tests.networks import body, network_of

STATES = [
    *("", "#sel=cz-vscr", "#sel=cep&depth=2", "#asof=2014", "#layout=country", "#layout=kind"),
    *("#layout=rings&sel=cep", "#into=country", "#view=norway", "#country=no", "#lang=cs"),
]


def test_picture_is_where_the_payload_says_each_time(visit, address, workspace, network):
    composed = picture.compose(network, picture.read_kept(workspace.root))
    for _ in range(2):
        found = visit(address).evaluate("kg.positions()")
        places = {name: (point["x"], point["y"]) for name, point in found.items()}
        assert places == composed.everything


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_labels_never_overlap_and_what_is_picked_has_one(visit, address, state, size):
    tab = visit(address + state, size=size)
    labels = tab.evaluate("kg.labels()")
    assert overlaps([each["box"] for each in labels]) == []
    selected = tab.evaluate("kg.state().sel")
    assert not selected or selected in {each["id"] for each in labels}
    assert len(labels) > 3


def test_the_biggest_are_always_labelled(tab, network):
    near = {node.id: node.degree for node in network.nodes}
    biggest = sorted(near, key=lambda name: (-near[name], name))[:8]
    assert set(biggest) <= {each["id"] for each in tab.evaluate("kg.labels()")}


@pytest.mark.parametrize("layout", ["country", "kind", "rings"])
def test_each_arrangement_gives_every_dot_a_place_of_its_own(visit, address, layout):
    tab = visit(f"{address}#layout={layout}")
    places = tab.evaluate("kg.positions()")
    assert len(places) == len(tab.evaluate("kg.visible().nodes"))
    assert len({(round(at["x"]), round(at["y"])) for at in places.values()}) == len(places)


def test_countries_stand_in_frames_of_their_own(visit, address, network):
    tab = visit(address + "#layout=country")
    places = tab.evaluate("kg.positions()")
    country = {node.id: node.country for node in network.nodes}

    def box(which):
        own = [places[name] for name in places if country[name] == which]
        xs, ys = [at["x"] for at in own], [at["y"] for at in own]
        return [min(xs), min(ys), max(xs) + 1, max(ys) + 1]

    assert overlaps([box(which) for which in sorted(set(country.values()), key=str)]) == []


def test_rings_are_steps_from_the_centre(visit, address, network):
    import networkx

    from kg.network.projection import to_networkx

    tab = visit(address + "#layout=rings&centre=cep&alone=hide")
    steps = networkx.single_source_shortest_path_length(
        networkx.Graph(to_networkx(network)), "id:cep"
    )
    places = tab.evaluate("kg.positions()")
    far = {n: ((at["x"] / 1.25) ** 2 + at["y"] ** 2) ** 0.5 for n, at in places.items()}
    rings = {}
    for name, step in steps.items():
        rings.setdefault(step, []).append(far[name])
    for step, found in rings.items():
        assert max(found) - min(found) < 4, step
        assert step == 0 or min(found) > max(rings[step - 1])


@pytest.mark.parametrize("colour", ["country", "community"])
def test_colours_of_countries_and_communities_are_explained(visit, address, colour):
    tab = visit(f"{address}#colour={colour}")
    rows = tab.locator("#colour-list li")
    assert 3 < rows.count() <= 9
    assert rows.last.inner_text() == "others"
    numbers = [int(text) for text in tab.locator("#colour-list .number").all_inner_texts()]
    assert sum(numbers) <= len(tab.evaluate("kg.visible().nodes"))
    assert numbers == sorted(numbers, reverse=True)


def test_click_on_a_dot_and_on_a_line_opens_them(visit, tmp_path):
    tab = visit(write(tmp_path / "three.html", invented(3)))
    a, b = (tab.evaluate(f"kg.spot('{name}')") for name in ("n0000", "n0001"))
    tab.mouse.click(a["x"], a["y"])
    assert tab.evaluate("kg.state().sel") == "id:n0000"
    tab.keyboard.press("Escape")
    settle(tab)
    a, b = (tab.evaluate(f"kg.spot('{name}')") for name in ("n0000", "n0001"))
    tab.mouse.click((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2)
    assert tab.evaluate("kg.state().line") == "id:n0000|id:n0001"
    assert "2" not in tab.inner_text("#panel .small")
    tab.mouse.click(a["x"], a["y"] + 120)
    assert tab.evaluate("kg.state().line") == ""


def test_double_click_brings_a_place_to_the_middle_and_nearer(visit, tmp_path):
    """A place with no dot or line under it, which the first of the two clicks would open."""
    tab = visit(write(tmp_path / "alone.html", network_of([body("a")], [])) + "#view=everything")
    spot = tab.evaluate("kg.spot('a')")
    tab.mouse.dblclick(spot["x"] + 30, spot["y"] + 30)
    settle(tab)
    box = tab.locator("#network").bounding_box()
    now = tab.evaluate("kg.spot('a')")
    assert now["x"] < spot["x"]
    assert abs(now["x"] - (box["x"] + box["width"] / 2)) < 80
    assert abs(now["y"] - (box["y"] + box["height"] / 2)) < 80


def test_filter_leaves_the_others_where_they_were(tab):
    before = tab.evaluate("kg.positions()")
    tab.click("#groups button[data-id=event]")
    after = tab.evaluate("kg.positions()")
    assert len(after) < len(before)
    assert after == {name: before[name] for name in after}


def test_thousand_things_open_and_answer(visit, tmp_path):
    tab = visit(write(tmp_path / "thousand.html", invented(1000)) + "#view=everything")
    assert len(tab.evaluate("Object.keys(kg.positions())")) == 1000
    tab.evaluate("kg.select('n0000')")
    assert tab.locator("#panel [data-relation]").count() > 10
    assert overlaps([each["box"] for each in tab.evaluate("kg.labels()")]) == []


DRAG = """async ([dx, dy]) => {
  const canvas = document.querySelector("#network canvas");
  const look = () => {
    const { width, height } = canvas;
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    copy.getContext("2d").drawImage(canvas, 0, 0);
    return copy.getContext("2d").getImageData(0, 0, width, height);
  };
  const box = canvas.getBoundingClientRect();
  const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true,
    clientX: box.x + x, clientY: box.y + y, pointerId: 1, pointerType: "mouse", buttons: 1 }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const looks = [look()];
  fire("pointerdown", 400, 300);
  for (const part of [0.5, 1]) {
    fire("pointermove", 400 + dx * part, 300 + dy * part);
    await frame();
    await frame();
  }
  looks.push(look());
  fire("pointerup", 400 + dx, 300 + dy);
  while (!kg.settled()) await frame();
  looks.push(look());
  const off = (a, b, dx, dy) => {
    let [n, all] = [0, 0];
    for (let y = 80; y < canvas.height - 80; y += 1)
      for (let x = 80; x < canvas.width - 80; x += 1) {
        const [i, j] = [4 * (y * canvas.width + x), 4 * ((y + dy) * canvas.width + x + dx)];
        const inked = a.data[i + 3] > 40 || b.data[j + 3] > 40;
        all += inked;
        n += inked && Math.abs(a.data[i + 3] - b.data[j + 3]) > 120;
      }
    return n / all;
  };
  const [first, dragged, rested] = looks;
  return [off(first, dragged, dx, dy), off(dragged, rested, 0, 0), off(first, dragged, 0, 0)];
}"""


@pytest.mark.parametrize("state", ["", "#layout=country", "#sel=cep"])
def test_a_picture_that_is_dragged_is_the_same_picture_elsewhere(visit, address, state):
    tab = visit(address + state)
    moved, rested, unmoved = tab.evaluate(DRAG, [40, -24])
    assert max(moved, rested) < 0.03
    assert unmoved > 0.3
