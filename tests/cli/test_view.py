"""kg view: the network page from the command line."""

import pytest

from tests.miniature import put
from tests.payloads import read_payload
from tests.processes import kg


def test_view_draws_what_lies_around_a_thing(root, tmp_path):
    ended = kg("view", "--about", "alpha", "-o", tmp_path / "a.html", cwd=root)
    assert ended.returncode == 0, ended.stderr
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert read_payload(page)["meta"]["state"] == "sel=id:alpha"


def test_view_says_what_is_close_to_an_unknown_thing(root):
    ended = kg("view", "--about", "alhpa", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Did you mean id:alpha (" in ended.stderr


@pytest.mark.parametrize("point", ["soon", "2014/2015", "2014-13"])
def test_view_refuses_a_date_that_is_none(root, point):
    ended = kg("view", "--as-of", point, cwd=root)
    assert (ended.returncode, ended.stdout) == (2, "")


def test_a_kept_picture_stays_as_it_is(root):
    first = kg("view", "--keep-positions", cwd=root)
    assert first.returncode == 0, first.stderr
    kept = (root / "graphdata/positions.json").read_bytes()
    assert kg("view", "--keep-positions", cwd=root).stdout == first.stdout
    assert (root / "graphdata/positions.json").read_bytes() == kept


def test_positions_that_are_none_are_named(root):
    (root / "graphdata/positions.json").write_text("[1]")
    ended = kg("view", cwd=root)
    assert ended.returncode == 3
    assert "positions.json: error: no positions" in ended.stderr


def test_a_file_that_says_nothing_makes_no_page(root, tmp_path):
    (tmp_path / "empty.ttl").write_text("")
    ended = kg("view", "--data", tmp_path / "empty.ttl", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "0 triples" in ended.stderr


def test_an_agreement_is_drawn_with_its_parties_and_named_in_the_title(root, tmp_path):
    ended = kg("view", "--about", "agr", "-o", tmp_path / "agr.html", cwd=root)
    assert ended.returncode == 0, ended.stderr
    page = (tmp_path / "agr.html").read_text(encoding="utf-8")
    assert "<title>Memorandum: Alphaland – Betaland: network of penal cooperation</title>" in page
    assert read_payload(page)["meta"]["state"] == "sel=id:agr"
    assert "Prison Service of Betaland" in page


def test_a_country_is_drawn_as_what_is_there(root, tmp_path):
    ended = kg("view", "--about", "Deltaland", "--lang", "cs", "-o", tmp_path / "d.html", cwd=root)
    assert ended.returncode == 0, ended.stderr
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "<title>Deltaland: síť" in page
    assert "Probation of Gammaland" in page


def test_a_concept_is_no_dot(root):
    ended = kg("view", "--about", "kind:network", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "kind:network is no dot of the picture. Choose a body" in ended.stderr


def test_positions_are_kept_for_a_workspace_only(root):
    event = "id:n a pc:Event ; skos:prefLabel 'Event'@en .\n"
    put(root, "graphdata/registry/events/one.ttl", event)
    one = root / "graphdata/registry/events/one.ttl"
    ended = kg("view", "--keep-positions", "--data", one, cwd=root)
    assert ended.returncode == 2, ended.stderr


def test_view_says_that_it_does_not_open_with_everything(root, tmp_path):
    names = [f"id:n{i}" for i in range(400)]
    more = "".join(f"{name} a pc:Event ; skos:prefLabel 'Event'@en .\n" for name in names)
    put(root, "graphdata/registry/events/many.ttl", more)
    ended = kg("view", "--data", root / "graphdata/registry/events/many.ttl", cwd=root)
    assert ended.returncode == 0
    assert "400 things" in ended.stderr
