"""The picture: where things stand, what is seen first, what one dot can stand for."""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import combinations
from urllib.parse import parse_qs

import pytest

from kg.errors import SourceError
from kg.names import shorten
from kg.network.centrality import find_communities
from kg.network.network import Network, part_of, read_network
from kg.page import layout, picture, views
from kg.questions import find_question
from tests.networks import body, network_of, relation


@pytest.fixture(scope="module")
def drawn(built):
    return read_network(built.store)


def crowd(count, seed=7, **looks):
    """Return a network of *count* things with some hubs, as real ones are."""
    chance = random.Random(seed)
    names = [f"n{i:04}" for i in range(count)]
    nodes = [body(name, **looks) for name in names]
    joined = [(name, names[chance.randrange(max(1, i // 6 + 1))]) for i, name in enumerate(names)]
    return network_of(nodes, [relation(a, b) for a, b in joined[1:]])


# ---- where things stand -----------------------------------------------------------------------


def test_nothing_has_no_places():
    assert layout.place(Network((), ())) == {}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_things_have_places_too(count):
    assert len(set(layout.place(crowd(count)).values())) == count


def test_every_node_has_a_place_of_its_own_and_none_lies_on_another(drawn):
    places = layout.place(drawn)
    assert {node.id for node in drawn.nodes} == set(places)
    apart = [abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in combinations(places.values(), 2)]
    assert min(apart) > 20


def test_layout_is_the_same_each_time_and_keeps_what_it_is_given(drawn):
    places = layout.place(drawn)
    assert places == layout.place(drawn)
    moved = {node: (round(x + 1000, 1), y) for node, (x, y) in places.items()}
    assert moved == layout.place(drawn, moved)


def test_a_new_node_leaves_the_others_where_they_were(drawn):
    places = layout.place(drawn)
    known = {node: point for node, point in places.items() if node not in {"id:cep", "id:ircex"}}
    again = layout.place(drawn, known)
    assert {node: again[node] for node in known} == known
    assert set(again) == set(places)


def test_part_of_a_kept_picture_is_laid_out_by_itself(drawn):
    part = part_of(drawn, [node.id for node in drawn.nodes][:40])
    assert layout.place(part, layout.place(drawn)) == layout.place(part)


def test_lines_are_short_and_strangers_stand_apart(drawn):
    places = layout.place(drawn)
    pairs = {(r.a, r.b) for r in drawn.relations}
    joined = [_distance(places, a, b) for a, b in pairs]
    everyone = [_distance(places, a, b) for a, b in combinations(places, 2)]
    assert sum(joined) / len(joined) < 0.5 * sum(everyone) / len(everyone)


def test_picture_fills_a_stage_that_is_wider_than_high(drawn):
    places = layout.place(drawn).values()
    wide, high = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    assert 1.0 < wide / high < 2.2


def test_thousand_things_stand_apart_as_well():
    places = layout.place(crowd(1000))
    cells = Counter((int(x // 20), int(y // 16)) for x, y in places.values())
    assert max(cells.values()) <= 2


def _distance(places, a, b):
    (x1, y1), (x2, y2) = places[a], places[b]
    return ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5


# ---- a small change moves little --------------------------------------------------------------


def test_kept_picture_moves_nothing_when_something_comes_and_something_goes(drawn):
    whole = picture.compose(drawn)
    kept = picture.Kept(whole.everything, whole.overview)
    changed = part_of(drawn, (node.id for node in drawn.nodes if node.id != "id:ircex"))
    more = network_of(
        [*changed.nodes, body("new")], [*changed.relations, relation("new", "cz-vscr")]
    )
    places = picture.compose(more, kept).everything
    old = places.keys() & whole.everything.keys()
    moves = [_distance({"a": places[name], "b": whole.everything[name]}, "a", "b") for name in old]
    assert sum(moves) / len(moves) == 0
    assert "id:new" in places


def test_the_whole_resembles_its_first_look():
    network = spread_over_kinds(700)
    composed = picture.compose(network)
    pairs = list(combinations(sorted(composed.overview), 2))[::97]
    near = [_distance(composed.overview, a, b) for a, b in pairs]
    far = [_distance(composed.everything, a, b) for a, b in pairs]
    assert _correlation(near, far) > 0.6


def _correlation(one, two):
    mean = [sum(each) / len(each) for each in (one, two)]
    a, b = ([x - m for x in each] for each, m in zip((one, two), mean, strict=True))
    return sum(x * y for x, y in zip(a, b, strict=True)) / (
        (sum(x * x for x in a) * sum(y * y for y in b)) ** 0.5
    )


def test_kept_positions_are_read_as_they_were_written(tmp_path, drawn):
    composed = picture.compose(drawn)
    (tmp_path / "graphdata").mkdir()
    (tmp_path / picture.KEPT).write_text(picture.kept_text(composed), encoding="utf-8")
    kept = picture.read_kept(tmp_path)
    assert kept == (composed.everything, composed.overview, *composed.many.values())
    assert picture.compose(drawn, kept) == composed  # and so it stays
    assert picture.read_kept(tmp_path / "elsewhere") is None


def test_positions_that_were_kept_before_countries_and_kinds_were_are_read(tmp_path):
    (tmp_path / "graphdata").mkdir()
    text = '{"everything": {"id:a": [1, 2]}, "overview": {}, "kind": {"kind:x": [3, 4]}}'
    (tmp_path / picture.KEPT).write_text(text, encoding="utf-8")
    assert picture.read_kept(tmp_path) == ({"id:a": (1, 2)}, {}, {}, {"kind:x": (3, 4)})


@pytest.mark.parametrize("text", ["[1]", "{", '{"everything": {"a": [1]}, "overview": {}}', "{}"])
def test_positions_that_are_none_are_refused(tmp_path, text):
    (tmp_path / "graphdata").mkdir()
    (tmp_path / picture.KEPT).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="kg view --keep-positions"):
        picture.read_kept(tmp_path)


def test_kept_picture_of_the_repository_knows_what_is_drawn(workspace, drawn):
    kept = picture.read_kept(workspace.root)
    assert {node.id for node in drawn.nodes} <= set(kept.everything)


# ---- what is seen first -----------------------------------------------------------------------


def spread_over_kinds(count):
    """Return services that cooperate, with events and establishments around each of them."""
    groups = ("penal", "event", "unit", "project", "event")
    nodes = [body(f"n{i:04}", group=groups[i % 5]) for i in range(count)]
    services = [f"n{i:04}" for i in range(0, count, 5)]
    lines = [relation(f"n{i:04}", services[i // 5]) for i in range(count) if i % 5]
    lines += [relation(a, services[i // 3]) for i, a in enumerate(services) if i]
    return network_of(nodes, lines)


def test_small_network_is_shown_whole(drawn):
    assert views.open_with(drawn) == ("", drawn)


def test_large_network_opens_with_the_bodies_that_cooperate():
    network = spread_over_kinds(1000)
    state, first = views.open_with(network)
    assert {node.group for node in first.nodes} == {"penal"}
    assert len(first.nodes) == 200
    assert state == "kinds=text,practice,area,event,unit,project,programme&alone=hide"


def test_what_cannot_be_thinned_out_opens_with_one_dot_for_many():
    state, first = views.open_with(crowd(400))
    assert (state, len(first.nodes)) == ("into=kind", 400)


def test_one_dot_stands_for_a_country_where_most_things_have_one():
    network = crowd(10)
    placed = [n._replace(country=f"id:c{i % 5}") for i, n in enumerate(network.nodes)]
    assert views.many_into(network) == "kind"
    assert views.many_into(Network(tuple(placed), network.relations)) == "country"


def test_countries_gather_what_is_in_them_and_lines_within_vanish():
    nodes = [body("a", country="id:x"), body("b", country="id:x"), body("c", country="id:y")]
    nodes += [body("net", group="international"), body("ngo", group="other")]
    lines = [relation("a", "b"), relation("a", "c"), relation("b", "net"), relation("c", "ngo")]
    gathered = picture.gather(network_of(nodes, lines), "country")
    assert [n.id for n in gathered.nodes] == ["country:none", "id:net", "id:x", "id:y"]
    assert [(r.a, r.b) for r in gathered.relations] == [("id:x", "id:y"), ("id:x", "id:net")]


def test_views_are_offered_where_they_have_something_to_show(drawn):
    core = [view.id for view in views.ready_views(drawn, "")]
    assert core == [
        *("overview", "partners", "members", "time", "norway", "as-of-2014", "countries"),
        "everything",
    ]
    whole = {view.id: view.state for view in views.ready_views(drawn, "kinds=event")}
    assert [whole[each] for each in ("overview", "network")] == ["form=map", "kinds=event"]
    part = {view.id: view.state for view in views.ready_views(drawn, "kinds=event", is_part=True)}
    assert part["overview"] == "kinds=event"
    assert "network" not in part
    bare = network_of([body("a"), body("b")], [relation("a", "b", family="event")])
    assert [view.id for view in views.ready_views(bare, "")] == ["overview", "as-of-2014"]


@pytest.mark.parametrize(
    ("view", "edge"), [("partners", "pc:partnersWith"), ("members", "org:memberOf")]
)
def test_view_shows_what_its_question_answers_and_nothing_else(drawn, rows, view, edge):
    wanted = {each.id: each for each in views.ready_views(drawn, "")}[view]
    assert find_question(wanted.question).title
    assert parse_qs(wanted.state)["edge"] == [edge.partition(":")[2]]
    shown = {frozenset((each.a, each.b)) for each in drawn.lines if each.edge == edge}
    found = {frozenset(map(shorten, row)) for row in rows(f"SELECT ?a ?b WHERE {{ ?a {edge} ?b }}")}
    assert shown
    assert shown == found


def test_network_that_is_too_large_is_cut_to_the_most_linked():
    hub = [body("hub"), *(body(f"n{i:04}") for i in range(5_200))]
    held = views.most_linked(network_of(hub, [relation(n.id[3:], "hub") for n in hub[1:]]))
    assert len(held.nodes) == 5_000
    assert "id:hub" in {node.id for node in held.nodes}
    small = crowd(10)
    assert views.most_linked(small) is small


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (crowd(100), None),
        (spread_over_kinds(1000), "The page opens with 200 of 1,000 things"),
        (crowd(1600), "1,600 things are too many to draw one by one: on the page each dot is a"),
    ],
    ids=["small", "large", "very large"],
)  # fmt: skip
def test_why_a_page_does_not_open_with_everything_is_said(network, said):
    assert (views.say_opening(network) or "").startswith(said or "")
    assert (said is None) == (views.say_opening(network) is None)


def test_view_over_the_first_look_keeps_it():
    found = {v.id: v.state for v in views.ready_views(crowd(10), "kinds=event&alone=hide")}
    assert found["as-of-2014"] == "kinds=event&alone=hide&asof=2014"
    assert found["everything"] == ""
    assert found["overview"] == "kinds=event&alone=hide"


# ---- communities ------------------------------------------------------------------------------


def test_communities_are_led_by_their_biggest_member():
    lines = [relation("hub", name) for name in "abc"] + [relation("a", "b")]
    lines += [relation("two", name) for name in "xyz"] + [relation("hub", "two")]
    nodes = [body(name) for name in ("a", "alone", "b", "c", "hub", "two", *"xyz")]
    found = find_communities(network_of(nodes, lines))
    assert [part[0] for part in found] == ["id:hub", "id:two"]
    assert set().union(*found) == {f"id:{name}" for name in ("hub", "two", *"abcxyz")}


def test_communities_are_the_same_each_time(drawn):
    assert find_communities(drawn) == find_communities(drawn)


def test_kept_text_is_json_with_a_line_for_each_thing(drawn):
    composed = picture.compose(drawn)
    text = picture.kept_text(composed)
    assert set(json.loads(text)["everything"]) == {node.id for node in drawn.nodes}
    dots = sum(map(len, composed.many.values()))
    assert text.count("\n") == len(drawn.nodes) + dots + 2 * 4 + 1
