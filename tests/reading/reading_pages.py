"""Short pages of each sort in each language, with what they say: the registry and the reading."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.names import REGISTRY_GRAPH, expand
from kg.rdf import store
from kg.reading import reader
from kg.reading.mentions.lexicon import read_names
from kg.reading.outcome import objects

PAGES = Path(__file__).parent / "pages"
PLACES = {"Halmar", "Halmaru", "Halmare", "Tarn", "Tarnu", "Tarne"}
GRAPH = ox.NamedNode(REGISTRY_GRAPH)


@cache
def lexicon():
    """Return the names of the invented registry."""
    quads = []
    for key, thing in json.loads((PAGES / "registry.json").read_text("utf-8")).items():
        pairs = [("rdf:type", expand(thing.get("type", "org:Organization")))]
        if "kind" in thing and "type" not in thing:
            pairs.append(("org:classification", expand(f"kind:{thing['kind']}")))
        if "country" in thing:
            pairs.append(("pc:jurisdiction", expand(f"id:{thing['country']}")))
        node = ox.NamedNode(expand(f"id:{key}"))
        quads += [ox.Quad(node, ox.NamedNode(expand(p)), ox.NamedNode(o), GRAPH) for p, o in pairs]
        for language, names in thing["names"].items():
            for number, name in enumerate(names):
                label = ox.NamedNode(expand("skos:altLabel" if number else "skos:prefLabel"))
                quads.append(ox.Quad(node, label, ox.Literal(name, language=language), GRAPH))
    return read_names(store.in_memory(quads))


def said(text, language):
    """Return what a text says, as rows of kind, agent, other end and date."""
    read = reader.read(text, lexicon(), language)
    rows = []
    for row, each in zip(objects.relations(read, "d"), read.relations, strict=True):
        ends = [as_end(read, each.agent), as_end(read, each.context) or row["value"]]
        rows.append((row["kind"], *ends, row["when"] or "", row["planned"]))
    return rows


def as_end(read, figure):
    """Return the key of a thing, and of one without a name its sort."""
    if figure is None:
        return None
    known = read.cast.figures[figure]
    return known.key or (f"*{known.sort}" if known.id.startswith("x:d") else known.name)


def stated(name):
    """Return what a page says, as its table has it."""
    with (PAGES / f"{name}.csv").open(encoding="utf-8") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def languages():
    """Return the languages in which there are pages."""
    return sorted(path.name for path in PAGES.iterdir() if path.is_dir())


def texts(language):
    """Return the pages of a language by their sort."""
    return {path.stem: path.read_text("utf-8") for path in sorted((PAGES / language).glob("*.txt"))}


class Read(NamedTuple):
    """How pages were read: relations to find, missed, wrong, of another date; and which these are.

    Where something is, is left out: the pages name places, which the registry does not have.
    """

    wanted: int
    missed: int
    wrong: int
    misdated: int
    said: list[tuple[str, ...]]


def read_pages(language):
    """Return how the pages of a language are read."""
    counted, told = [0, 0, 0, 0], []
    for name, text in texts(language).items():
        left = stated(name)
        counted[0] += len(left)
        for row in said(text, language):
            like = sorted((each for each in left if alike(each, row)), key=lambda e: e[3] != row[3])
            if like:
                left.remove(like[0])
                if like[0][3] != row[3]:
                    counted[3] += 1
                    told.append((name, "date", *row, like[0][3]))
            elif row[:2] != ("attribute", "*event") and row[2] not in PLACES:
                counted[2] += 1
                told.append((name, "wrong", *row))
        counted[1] += len(left)
        told += [(name, "missed", *each) for each in left]
    return Read(*counted, told)


def alike(wanted, row):
    """Tell whether a row says what is wanted; those who work together do so both ways."""
    turned = (wanted[0], wanted[2], wanted[1])
    return wanted[:3] == row[:3] or (wanted[0] == "cooperation" and turned == row[:3])
