"""The map: the land closed and light, a point in each country, and every country of the data."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from kg.errors import SourceError
from kg.network.network import PARTNERS, read_network
from kg.page import outline, world
from kg.text.words import Words
from tests.networks import body, network_of, relation
from tests.processes import ROOT

KEPT = ROOT / "kg/page/map.json"
MAP = json.loads(KEPT.read_text("utf-8"))


@pytest.fixture(scope="module")
def everything():
    from kg.graph import loading
    from kg.graph.workspace import find_workspace

    return read_network(loading.load(find_workspace(ROOT), scope="all").store)


def arc(number):
    """The points of an arc, the last first where the number says so."""
    steps = MAP["arcs"][number if number >= 0 else ~number]
    points = [(steps[0], steps[1])]
    for dx, dy in zip(steps[2::2], steps[3::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points if number >= 0 else points[::-1]


def test_the_map_is_light_and_names_its_source():
    assert KEPT.stat().st_size < 24_000
    assert "Natural Earth" in MAP["source"]
    assert "public domain" in MAP["source"]


def test_every_ring_of_the_land_is_closed_and_every_arc_is_used():
    used = Counter()
    for rings in MAP["shapes"].values():
        for ring in rings:
            for here, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
                assert arc(here)[-1] == arc(after)[0]
                used[here if here >= 0 else ~here] += 1
    assert set(used) == set(range(len(MAP["arcs"])))
    assert set(used.values()) <= {1, 2}  # a coast bounds one country, a border two


def ring_of(code):
    return [[point for number in ring for point in arc(number)] for ring in MAP["shapes"][code]]


def is_inside(ring, x, y):
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


@pytest.mark.parametrize("code", ["CZ", "HR", "NO", "GB", "RU", "UA", "XK", "CY", "IT", "MA"])
def test_the_point_of_a_country_lies_in_it(code):
    assert any(is_inside(ring, *MAP["points"][code]) for ring in ring_of(code))


def test_borders_follow_the_registry():
    crimea = outline.project((34.2, 45.2))
    assert any(is_inside(ring, *crimea) for ring in ring_of("UA"))
    assert not any(is_inside(ring, *crimea) for ring in ring_of("RU"))
    assert {"XK", "PS", "HK", "BQ", "JE", "MC", "SM", "VA", "AD", "LI"} <= MAP["points"].keys()


def test_every_country_of_the_data_has_its_point(everything):
    countries = {node.country for node in everything.nodes} - {None, "id:area-any"}
    assert countries - set(world.map_of(everything)["points"]) == set()


def test_regions_are_said_beside_their_country(everything):
    regions = {node.id: {each.en for each in node.regions} for node in everything.nodes}
    country = {node.id: node.country for node in everything.nodes}
    assert country["id:gb-nips"] == "id:gb"
    assert regions["id:gb-nips"] == {"Northern Ireland"}
    assert regions["id:cz-vscr"] == set()


def partners_of(codes, names=()):
    nodes = [body("hub", country="land:hub")]
    nodes += [body(code, country=f"id:{code}", country_label=Words(code)) for code in codes]
    nodes += [body(f"area-{at}", group="area", aliases=(at,)) for at in names]
    ties = [relation("hub", code, family="agreement", edge=PARTNERS) for code in codes]
    return network_of(nodes, ties)


def test_a_network_of_few_countries_has_no_map():
    assert world.map_of(partners_of(["cz", "sk", "pl"])) is None
    assert world.map_of(partners_of(["cz", "sk", "pl", "no"]))["codes"]["id:cz"] == "CZ"


def test_a_country_that_the_map_does_not_know_stands_beside_it():
    found = world.map_of(partners_of(["cz", "sk", "pl", "no", "atlantis"]))
    assert "id:atlantis" not in found["points"]
    assert found["points"]["id:no"] == MAP["points"]["NO"]


def test_the_map_is_made_of_its_source_only():
    with pytest.raises(SourceError):
        outline.map_text(b"{}")


def topology(arcs, *features):
    """A file in tenths of a degree, around the middle of the map."""
    return {
        "transform": {"scale": [0.1, 0.1], "translate": [0, 40]},
        "arcs": arcs,
        "objects": {
            "countries": {
                "geometries": [
                    {
                        "type": "Polygon",
                        "id": number,
                        "properties": {"name": number},
                        "arcs": [ring],
                    }
                    for number, ring in features
                ]
            }
        },
    }


def test_two_neighbours_share_their_border():
    border = [[100, 100], [0, 60]]
    west, east = [[100, 160], [-60, 0], [0, -60], [60, 0]], [[100, 100], [60, 0], [0, 60], [-60, 0]]
    made = outline.make_map(
        topology([border, west, east], ("276", [0, 1]), ("616", [~0, 2]), ("998", [1]))
    )
    assert made["shapes"] == {"DE": [[0, 1]], "PL": [[~0, 2]]}
    (dx, dy), (px, py) = made["points"]["DE"], made["points"]["PL"]
    assert dx < px
    assert abs(dy - py) < 20
    assert json.loads(json.dumps(made))["arcs"][0][:2] == [
        round(x) for x in outline.project((10, 50))
    ]
