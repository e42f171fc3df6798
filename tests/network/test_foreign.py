"""Files in the terms of others are drawn as an import reads them, or a sentence says why not."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.imports.rdf.test_reading import FOREIGN
from tests.processes import kg

TWO = FOREIGN + (
    'ex:a a org:Organization ; skos:prefLabel "House of Return" ; org:memberOf ex:n .\n'
    'ex:n a org:Organization ; skos:prefLabel "Network of Houses" .\n'
)


@pytest.fixture
def given(tmp_path):
    def giving(text, name="others.ttl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return giving


def edges(done):
    return [
        (row["source"], row["label"], row["target"])
        for row in csv.DictReader(io.StringIO(done.stdout))
    ]


def test_bodies_and_memberships_of_others_are_exported_as_a_network(root, given):
    done = kg("export", "-f", "edges", "--data", given(TWO), cwd=root)
    assert done.returncode == 0, done.stderr
    assert edges(done) == [("id:house-of-return", "member", "id:network-of-houses")]
    assert "read as kg import reads it: 2 bodies, 1 claim." in done.stderr


def test_they_are_drawn_with_their_names(root, given, tmp_path):
    page = tmp_path / "page.html"
    done = kg("view", "--data", given(TWO), "-o", page, cwd=root)
    assert done.returncode == 0, done.stderr
    assert "House of Return" in page.read_text("utf-8")


def test_other_formats_are_drawn_too(root, given):
    file = {
        "organizations": [{"id": "a", "name": "House of Return"}, {"id": "n", "name": "Network"}],
        "memberships": [{"organization_id": "n", "member_id": "a"}],
    }
    path = given(json.dumps(file), "others.json")
    assert len(edges(kg("export", "-f", "edges", "--data", path, cwd=root))) == 1


def test_relative_addresses_have_their_base(root, given):
    path = given(TWO.replace("ex:a", "<#a>"))
    assert kg("export", "-f", "edges", "--data", path, cwd=root).returncode == 3
    words = ("--base", "https://home.example/", "--data", path)
    assert len(edges(kg("export", "-f", "edges", *words, cwd=root))) == 1


@pytest.mark.parametrize("command", [("view",), ("export", "-f", "gexf")])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<http://a.example/> <http://b.example/> 'c' .", "nothing in it is in terms that kg"),
        (FOREIGN + "ex:p a foaf:Person ; foaf:name 'Some Body' .", "nothing to draw"),
    ],
)
def test_what_holds_no_body_is_said_in_a_sentence(root, given, command, text, says):
    done = kg(*command, "--data", given(text), cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
