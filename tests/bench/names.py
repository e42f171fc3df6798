"""How often 500 names made from the registry find their body: python -m tests.bench.names [STEP].

As cells of a table with their country, and as words of kg find; with STEP every so many names only.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kg.errors import NotFound
from kg.graph import loading, reading
from kg.graph.workspace import find_workspace
from kg.imports.meaning.known import read_background
from kg.names import ID
from kg.search.lookup import identify
from kg.search.naming import read_namings
from kg.search.search import search
from tests.names_asked import ask, read_bodies


def tell(title, seconds, found):
    """Print how many names have the right body first, among three, and are matched wrongly."""
    for sort in (*sorted({each.sort for each, _, _ in found}), None):
        rows = [row for row in found if sort in (None, row[0].sort)]
        first = sum(keys[:1] == [each.thing] for each, keys, _ in rows) / len(rows)
        three = sum(each.thing in keys[:3] for each, keys, _ in rows) / len(rows)
        wrong = sum(key not in (None, each.thing) for each, _, key in rows)
        said = f"{title} {sort or 'all':10} {len(rows):4} {first:7.1%} {three:7.1%} {wrong:4} wrong"
        print(said)
    print(f"{title} {seconds / len(found) * 1e3:.1f} ms for each\n")


def as_cells(background, asked):
    """Yield what an import takes each name for, and what it matches it with."""
    for each in asked:
        meaning = background.catalogue.match(each.mention, ("organisation",), each.country)
        keys = [meaning.key] if meaning.key else [one.key for one in meaning.candidates]
        yield each, keys, meaning.key


def as_words(store, asked):
    """Yield what kg find shows for each name, and what other commands look it up as."""
    namings = read_namings(store)
    for each in asked:
        found = search(store, each.text, namings=namings)
        try:
            key = identify(store, each.text).thing.removeprefix(ID)
        except NotFound:
            key = None
        yield each, [match.thing.removeprefix(ID) for match in found], key


def main():
    """Print the figures of both roads."""
    step = int(sys.argv[1]) if sys.argv[1:] else 1
    workspace = find_workspace(Path.cwd())
    background = read_background(reading.read(workspace))
    asked = ask(read_bodies(background))[::step]
    store = loading.load(workspace, scope="all").store
    for title, road in (
        ("import", lambda: as_cells(background, asked)),
        ("find  ", lambda: as_words(store, asked)),
    ):
        begin = time.process_time()
        found = list(road())
        tell(title, time.process_time() - begin, found)


if __name__ == "__main__":
    main()
