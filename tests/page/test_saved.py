"""Saved views and stories: data that ship, data of a workspace, and what is wrong with either."""

from __future__ import annotations

import json

import pytest

from kg.errors import SourceError
from kg.graph import loading
from kg.network.network import read_network
from kg.page import page, picture
from kg.page.saved import COUNTS, OWN, read_saved
from tests.networks import body, network_of, relation
from tests.payloads import packed_text
from tests.processes import kg

VIEW = {"id": "ours", "title": ["Ours", "Naše"], "state": "sel=alpha"}
STEP = {"text": ["{name}: {partners}.", "{name}: {partners}."], "state": "sel=alpha"}
STORY = {"id": "told", "title": "Told", "steps": [STEP]}
META = {"title": {"en": "Title", "cs": "Název"}, "version": "1", "state": ""}


def keep(root, content):
    (root / "graphdata").mkdir(parents=True, exist_ok=True)
    (root / OWN).write_text(json.dumps(content), encoding="utf-8")


def test_stories_that_ship_have_something_to_show_in_every_step(workspace):
    network = read_network(loading.load(workspace).store)
    told = picture.compose(network).stories
    assert [story.id for story in told] == [story.id for story in read_saved().stories]
    assert [story.id for story in told] == ["czech", "norway-grants", "ask"]


def test_a_story_about_things_that_are_not_there_is_not_offered():
    network = network_of([body("a"), body("b")], [relation("a", "b")])
    content = page.payload(network, picture.compose(network), meta=META)
    assert content["stories"] == []


def test_views_and_stories_of_a_workspace_stand_beside_those_that_ship(tmp_path):
    keep(tmp_path, {"views": [VIEW], "stories": [STORY]})
    saved = read_saved(tmp_path)
    assert saved.views[-1].title == ("Ours", "Naše")
    assert saved.stories[-1].title == ("Told", "Told")
    assert len(saved.views) == len(read_saved().views) + 1
    assert read_saved(tmp_path / "elsewhere") == read_saved()


def test_a_view_of_a_workspace_goes_before_one_of_the_same_name(tmp_path):
    keep(tmp_path, {"views": [VIEW | {"id": "partners"}]})
    views = {view.id: view for view in read_saved(tmp_path).views}
    assert views["partners"].state == "sel=alpha"
    assert len(views) == len(read_saved().views)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "the file is no object"),
        ({"view": []}, "view, which is not known"),
        ({"views": {}}, "views: no list"),
        ({"views": [{"id": "x"}]}, "a view lacks state, title"),
        ({"views": [VIEW | {"id": "Ours!"}]}, "'Ours!' is no id"),
        ({"views": [VIEW | {"title": ["Ours"]}]}, "needs a text in each of en, cs"),
        ({"views": [VIEW | {"state": 3}]}, "has 3 in place of a text"),
        ({"stories": [STORY | {"steps": []}]}, "told has no steps"),
        ({"stories": [STORY | {"steps": [STEP | {"text": "{parnters}"}]}]}, "counts nothing"),
        ({"stories": [STORY | {"steps": [{"text": "x"}]}]}, "a step of told lacks state"),
    ],
)
def test_what_is_wrong_with_saved_views_is_said(tmp_path, content, said):
    keep(tmp_path, content)
    with pytest.raises(SourceError, match=OWN) as error:
        read_saved(tmp_path)
    assert said in str(error.value)


def test_every_count_that_there_is_can_be_used(tmp_path):
    text = " ".join(f"{{{count}}}" for count in COUNTS)
    keep(tmp_path, {"stories": [STORY | {"steps": [STEP | {"text": text}]}]})
    assert read_saved(tmp_path).stories[-1].steps[0].text == (text, text)


def test_the_page_of_a_workspace_offers_its_own_story(root, tmp_path):
    keep(root, {"stories": [STORY]})
    ended = kg("view", "-o", tmp_path / "page.html", cwd=root)
    assert ended.returncode == 0, ended.stderr
    text = packed_text((tmp_path / "page.html").read_text(encoding="utf-8"), "data")
    assert '"id":"told"' in text
    (root / OWN).write_text("{", encoding="utf-8")
    ended = kg("view", cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "graphdata/views.json" in ended.stderr
