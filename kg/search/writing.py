"""Writing: all that a search looks through, into a file that `kg.search.kept` reads."""
# ruff: noqa: S608 - statements are put together from names of tables only

from __future__ import annotations

import marshal
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from kg.search import described
from kg.search.kept import chunks, remove, sum_of
from kg.search.naming import Profile
from kg.search.shelf import Entry, Shelf
from kg.text.stems import stems

KEPT: Final = 4  # files
_TABLES: Final = """
CREATE TABLE {0} (number INTEGER PRIMARY KEY, thing TEXT, text TEXT, language TEXT, sort TEXT,
  folded TEXT, minor INTEGER, joined TEXT, form TEXT, own INTEGER);
CREATE TABLE {0}_word (word TEXT, number INTEGER, PRIMARY KEY (word, number)) WITHOUT ROWID;
CREATE TABLE {0}_stem (stem TEXT, number INTEGER, PRIMARY KEY (stem, number)) WITHOUT ROWID;
CREATE TABLE {0}_spelling (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX {0}_joined ON {0} (joined);
CREATE INDEX {0}_form ON {0} (form) WHERE form IS NOT NULL;
CREATE INDEX {0}_thing ON {0} (thing);
"""
_OTHERS: Final = """
CREATE TABLE kind (thing TEXT PRIMARY KEY, kinds TEXT) WITHOUT ROWID;
CREATE TABLE home (area TEXT, thing TEXT, own TEXT);
CREATE TABLE faceted (facet TEXT, thing TEXT);
CREATE TABLE profile (thing TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE other (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""


def write(path: Path, shelf: Shelf) -> None:
    """Write all that a search looks through into a file at *path*, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            _fill(base, shelf)
            base.commit()
        content = new.read_bytes()
        path.with_suffix(".sum").write_text(sum_of(content), "ascii")
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
    files = [each for each in path.parent.iterdir() if not each.name.startswith(".")]
    bases = sorted((each for each in files if not each.suffix), key=_last_use, reverse=True)
    for old in bases[KEPT:]:
        remove(old)


def _fill(base: sqlite3.Connection, shelf: Shelf) -> None:
    given = list(shelf.namings)
    own = sum(not each.documents for each in given)
    books: dict[str, list[Entry]] = {
        "names": list(shelf.entries()),
        "countries": shelf.countries.all,
        "labels": shelf.labels.all,
    }
    for name, entries in books.items():
        base.executescript(_TABLES.format(name))
        _fill_book(base, name, entries, own if name == "names" else len(entries))
        base.executescript(_INDEXES.format(name))
    base.executescript(_OTHERS)
    things = list(dict.fromkeys(entry.naming.thing for some in books.values() for entry in some))
    kinds = ((thing, "|".join(sorted(some))) for thing, some in shelf.kinds.items())
    base.executemany("INSERT INTO kind VALUES (?, ?)", kinds)
    homes = described.read_home_rows(shelf.store)
    base.executemany("INSERT INTO home (thing, area, own) VALUES (?, ?, ?)", homes)
    having = shelf.having(shelf.facets.keys()) if shelf.facets else []
    base.executemany("INSERT INTO faceted (thing, facet) VALUES (?, ?)", having)
    for some in chunks(things):
        profiles = shelf.profiles(some).items()
        data = ((thing, marshal.dumps(_plain(profile))) for thing, profile in profiles)
        base.executemany("INSERT INTO profile VALUES (?, ?)", data)
    lexicon = shelf.lexicon
    others: dict[str, Any] = {
        "lexicon": (lexicon.phrases, sorted(lexicon.kinds)),
        "facets": {iri: tuple(facet) for iri, facet in shelf.facets.items()},
        "local": [tuple(each) for each in given if each.documents],
    }
    blobs = ((key, marshal.dumps(value)) for key, value in others.items())
    base.executemany("INSERT INTO other VALUES (?, ?)", blobs)
    base.executescript(
        "CREATE INDEX home_area ON home (area); CREATE INDEX faceted_facet ON faceted (facet);"
    )


def _fill_book(base: sqlite3.Connection, name: str, entries: list[Entry], own: int) -> None:
    rows = (
        (
            number,
            *entry.naming[:4],
            entry.folded,
            entry.minor,
            entry.joined,
            " ".join(entry.form) or None,
            int(number < own),
        )
        for number, entry in enumerate(entries)
    )
    base.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    words = sorted((word, number) for number, entry in enumerate(entries) for word in entry.words)
    base.executemany(f"INSERT INTO {name}_word VALUES (?, ?)", words)
    spellings = ((word,) for word in sorted({word for word, _ in words}))
    base.executemany(f"INSERT INTO {name}_spelling VALUES (?)", spellings)
    said = sorted((s, n) for n, entry in enumerate(entries) for s in {*stems(entry.naming.text)})
    base.executemany(f"INSERT INTO {name}_stem VALUES (?, ?)", said)


def _plain(profile: Profile) -> tuple[Any, ...]:
    parts = (part and (part.id, tuple(part.label)) for part in (profile.kind, profile.country))
    return (profile.id, tuple(profile.label), *parts)


def _last_use(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
