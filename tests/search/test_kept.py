"""Names in a file are found as those in a store: the same things, by the same names, in order."""

from __future__ import annotations

import csv
import random

import pyoxigraph as ox
import pytest

from kg.errors import NotFound
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import REGISTRY_GRAPH, expand
from kg.rdf import store
from kg.search import names
from kg.search.find import find, find_some
from kg.search.kept import open_kept
from kg.search.lookup import identify
from kg.search.naming import read_namings
from kg.search.search import search, search_shelf
from kg.search.shelf import Shelf
from kg.search.writing import KEPT, write
from tests.conftest import DATA
from tests.miniature import ALPHA

WORDS = ("Prison", "Probation", "Service", "of", "Ministry", "Węgry", "služba", "Věznice", "A.N.O.")
MORE = ("norland", "prisn servise", "delta", "xyzzy", "PS", "service prison", "vezenske sluzby")


def kept_of(memory, path):
    """Return what a store has, written into a file and read from there."""
    write(path, Shelf(memory))
    return open_kept(path, lambda: memory, pytest.fail)


def test_all_names_of_the_list_are_found_alike(workspace, tmp_path):
    graph = loading.load(workspace, scope="all").store
    namings, kept = read_namings(graph), kept_of(graph, tmp_path / "names")
    with (DATA / "names_sought.csv").open(encoding="utf-8", newline="") as file:
        sought = [row["query"] for row in csv.DictReader(file)]
    assert len(sought) > 180
    for text in (*sought, *MORE):
        assert search_shelf(kept, text) == search(graph, text, namings=namings), text
    assert kept.namings == namings


def invented(chance):
    """Return a store of bodies with names of a few words, in two languages, and their kinds."""
    graph, quads = ox.NamedNode(REGISTRY_GRAPH), []

    def say(thing, predicate, target):
        term = ox.NamedNode(expand(target)) if isinstance(target, str) else target
        quads.append(
            ox.Quad(ox.NamedNode(expand(thing)), ox.NamedNode(expand(predicate)), term, graph)
        )

    for number, country in enumerate(("Norland", "Deltaland")):
        say(f"id:land-{number}", "rdf:type", "pc:Country")
        say(f"id:land-{number}", "skos:prefLabel", ox.Literal(country, language="en"))
    for kind in ("prison-service", "network"):
        say(f"kind:{kind}", "rdf:type", "skos:Concept")
        label = ox.Literal(kind.replace("-", " "), language="en")
        say(f"kind:{kind}", "skos:prefLabel", label)
    for number in range(40):
        thing = f"id:body-{number}"
        say(thing, "rdf:type", chance.choice(("org:Organization", "org:OrganizationalUnit")))
        say(thing, "org:classification", chance.choice(("kind:prison-service", "kind:network")))
        say(thing, "pc:jurisdiction", chance.choice(("id:land-0", "id:land-1")))
        for predicate in ("skos:prefLabel", *chance.choices(("skos:altLabel",), k=2)):
            text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 4)))
            language = chance.choice(("en", "cs"))
            say(thing, predicate, ox.Literal(text, language=language))
    return store.in_memory(quads)


@pytest.mark.parametrize("seed", range(4))
def test_invented_names_are_found_alike(tmp_path, seed):
    chance = random.Random(seed)
    memory = invented(chance)
    kept = kept_of(memory, tmp_path / "names")
    asked = [" ".join(chance.choices((*WORDS, *MORE), k=chance.randrange(1, 4))) for _ in range(60)]
    for text in (*asked, "ser", "prison service Norland", "network norland", "body-7"):
        hits = find(memory, text)
        assert find_some(kept, text) == (hits, len(hits)), text
        assert find_some(kept, text, limit=2) == (hits[:2], len(hits)), text
        assert _meant(memory, text, None) == _meant(memory, text, kept), text


def _meant(memory, text, shelf):
    """What the words stand for, or what is said of them."""
    try:
        return identify(memory, text, terms=True, shelf=shelf)
    except NotFound as error:
        return str(error)


def test_names_are_kept_until_something_changes(root, tmp_path):
    workspace = find_workspace(root)

    def ask(said):
        shelf = names.open_names(workspace, scope="all", folder=tmp_path / "c", warn=said.append)
        return find_some(shelf, "service of alphaland")[0]

    said = []
    first = ask(said)
    files = sorted((tmp_path / "c/names").iterdir())
    assert [len(files), [hit.id for hit in first]] == [2, ["id:alpha"]]
    assert ask(said) == first
    assert sorted((tmp_path / "c/names").iterdir()) == files
    path = root / ALPHA
    path.write_text(path.read_text("utf-8").replace("Alphaland", "Omegaland"), "utf-8")
    assert [hit.label.en for hit in ask(said)] != [hit.label.en for hit in first]
    assert said == []


@pytest.mark.parametrize("damage", ["cut", "changed", "no sum"])
def test_damaged_names_are_thrown_away_and_said_once(root, tmp_path, damage):
    workspace, said = find_workspace(root), []

    def ask():
        shelf = names.open_names(workspace, scope="all", folder=tmp_path / "c", warn=said.append)
        return find_some(shelf, "service of alphaland")

    whole = ask()
    base, total = sorted((tmp_path / "c/names").iterdir())
    content = base.read_bytes()
    if damage == "no sum":
        total.unlink()
    else:
        half = len(content) // 2
        base.write_bytes(content[:half] + (b"" if damage == "cut" else b"x" + content[half + 1 :]))
    assert ask() == whole
    assert len(said) == 1
    assert ask() == whole
    assert len(said) == 1
    assert base.read_bytes() == content


def test_only_the_last_files_are_kept_and_none_where_that_cannot_be(root, tmp_path):
    memory = loading.load(find_workspace(root)).store
    for number in range(KEPT + 2):
        write(tmp_path / f"names/{number}", Shelf(memory))
    assert len(list((tmp_path / "names").iterdir())) == 2 * KEPT
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for folder in (None, blocked / "kept"):
        shelf = names.open_names(find_workspace(root), scope="all", folder=folder)
        assert find_some(shelf, "alphaland")[1]
