"""Two bodies in one cell, joined by a word: both count, and one name with that word is one."""

from __future__ import annotations

import pytest

from kg.graph import reading
from kg.imports.meaning.known import read_background
from kg.imports.meaning.mentions import CellPlace, Mentions
from tests.processes import kg

NAME = "visits.csv"
PLACE = CellPlace("a.csv", 2, "A")
FIRST, SECOND = "Prison Service of Alphaland", "Probation of Gammaland"


@pytest.mark.parametrize("word", ["and", "a", "und", "i", "&"])
def test_two_known_bodies_are_two(give, root, word):
    done = give(f"visitor,host,when\n{FIRST} {word} {SECOND},beta,2018\n", "--apply")
    assert done.returncode == 0, done.stdout
    query = "SELECT ?a { ?c pc:agent ?a ; pc:role role:visitor }"
    found = kg("query", "-f", "csv", "-e", query, cwd=root).stdout.splitlines()[1:]
    assert sorted(each.rpartition("/")[2] for each in found) == ["alpha", "gamma"]


@pytest.mark.parametrize("options", [(), ("--new",)])
def test_a_known_body_and_something_else_is_asked_about(give, options):
    done = give(f"visitor,host,when\n{FIRST} and ZQX,beta,2018\n", *options)
    assert done.returncode == 1
    assert f"may be two bodies, “{FIRST}” and “ZQX”" in done.stdout


def test_no_name_of_the_registry_is_parted(workspace):
    background = read_background(reading.read(workspace))
    mentions = Mentions(background)
    names = {
        name
        for each in background.catalogue
        if each.sort == "organisation"
        for name in (each.label, *each.names)
    }
    assert sum(" and " in name for name in names) > 20
    for name in names:
        parts = mentions.parts(name)
        assert not parts or len(parts) == 1, (name, parts)
        assert mentions.doubt(name, lambda: None, PLACE) is None, name
