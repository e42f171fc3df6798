"""The one seam for storage: something that answers SPARQL over a dataset.

Three stand behind it: a store in memory (the default), a store on disk, and a SPARQL 1.1 endpoint
(`kg.rdf.endpoint`).
A store is an index that can be thrown away: it rewrites literals by value, so exports never come
from one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, Protocol

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import GRAPH, PREFIXES

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Row = tuple[str | None, ...]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# What a query is asked over: all graphs together, each triple once; the dataset as the standard
# has it; or what the query itself names (FROM).
Over = Literal["union", "dataset", "query"]

# The engine's own union of named graphs repeats a triple that stands in two of them, which would
# make counts wrong. So the union is a graph of its own, filled once, and never shown among the
# named graphs.
PLAIN_CONSTRUCT: Final = re.compile(r"^CONSTRUCT\s*\{([^{}]*)\}\s*WHERE\s*\{", re.MULTILINE)
_NAMES_GRAPHS: Final = re.compile(r"graph|\\u", re.IGNORECASE)
UNION_GRAPH: Final = ox.NamedNode(GRAPH + "union")
SEAL: Final = "kg-seal"
# Graphs that are shown to nobody either: notes for who keeps the store.
HIDDEN: Final = UNION_GRAPH.value + "/"
_NOT_SHOWN: Final = (f"<{HIDDEN}", str(UNION_GRAPH))


class Store(Protocol):
    """What every store can do."""

    def query(self, text: str, *, over: Over = "union") -> Results:
        """Return the engine's results, asked over what *over* says."""
        ...

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT as plain strings, None where a variable is not bound."""
        ...


class LocalStore:
    """A store in this process, in memory or on disk."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._has_union = store.contains_named_graph(UNION_GRAPH)

    def size(self) -> int:
        """Return about how many triples there are: all graphs together, repetitions counted."""
        return len(self._store) // (2 if self._has_union else 1)

    def add(self, quads: Iterable[ox.Quad], *, union: bool = True) -> None:
        """Put *quads* into their graphs and, with *union*, into the union of all graphs."""
        quads = list(quads)
        self._store.extend(quads)
        if union:
            self._has_union = True
            self._store.extend(
                ox.Quad(quad.subject, quad.predicate, quad.object, UNION_GRAPH) for quad in quads
            )

    def query(self, text: str, *, over: Over = "union") -> Results:
        """Return the results of a query.

        Raises SyntaxError where the text is no SPARQL 1.1 query.
        """
        unknown: dict[ox.NamedNode, Callable[..., None]] = {}
        while True:
            try:
                return self._ask(text, over, unknown)
            except RuntimeError as error:
                # A function that nobody knows is an error of its expression, not of the query
                # (SPARQL 1.1, section 17.6); the engine gives up instead.
                match = re.search(r"custom function <([^>]*)> is not supported", str(error))
                if match is None or ox.NamedNode(match[1]) in unknown:
                    raise
                unknown[ox.NamedNode(match[1])] = lambda *_: None

    def _ask(
        self, text: str, over: Over, unknown: dict[ox.NamedNode, Callable[..., None]]
    ) -> Results:
        options: dict[str, Any] = {"prefixes": PREFIXES, "custom_functions": unknown or None}
        if over == "union" and not self._has_union:
            options["use_default_graph_as_union"] = True
        elif over == "union":
            options["default_graph"] = [UNION_GRAPH]
        if over != "query" and self._has_union and _NAMES_GRAPHS.search(text):
            options["named_graphs"] = self.named_graphs()
        return self._store.query(text, **options)

    def insert(self, construct: str, *graphs: ox.NamedNode) -> bool:
        """Put what a CONSTRUCT query over the union makes into graphs and the union.

        The engine does it without an object of Python for each triple, in half the time. Tell
        whether that was possible: a query of the plain form CONSTRUCT { … } WHERE { … }.
        """
        plain_form = PLAIN_CONSTRUCT.search(construct)
        if plain_form is None or not self._has_union:
            return False
        made = plain_form[1]
        into = " ".join(f"GRAPH {graph} {{ {made} }}" for graph in (*graphs, UNION_GRAPH))
        insertion = (
            f"{construct[: plain_form.start()]}INSERT {{ {into} }} USING {UNION_GRAPH} WHERE {{"
        )
        try:
            self._store.update(insertion + construct[plain_form.end() :], prefixes=PREFIXES)
        except (SyntaxError, RuntimeError):  # asked as it is written, it will say what is wrong
            return False
        return True

    def quads(self, graph: ox.NamedNode) -> list[ox.Quad]:
        """Return the quads of one graph."""
        return list(self._store.quads_for_pattern(None, None, None, graph))

    def all_quads(self) -> Iterator[ox.Quad]:
        """Yield everything in the store."""
        return iter(self._store)

    def find(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        end: Term | None,
        graph: ox.NamedNode | None = UNION_GRAPH,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit in one graph, None for all of them and the union."""
        return self._store.quads_for_pattern(subject, predicate, end, graph)

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Take quads away, each from its own graph only, and graphs that are empty then."""
        graphs = set()
        for quad in quads:
            self._store.remove(quad)
            graphs.add(quad.graph_name)
        for graph in graphs:
            if next(self._store.quads_for_pattern(None, None, None, graph), None) is None:
                self._store.remove_graph(graph)

    def compact(self) -> None:
        """Bring a store on disk into the form that answers fastest."""
        self._store.optimize()

    def close(self) -> None:
        """Wait until all that was changed in a store on disk is there, and let go of it."""
        self._store.flush()
        del self._store

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT over the union, as plain strings."""
        return plain(self.query(text))

    def hidden_rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT that names graphs, hidden ones among them."""
        return plain(self._store.query(text, prefixes=PREFIXES))

    def named_graphs(self) -> list[ox.NamedNode | ox.BlankNode]:
        """Return the named graphs of the dataset, without the union."""
        return [
            graph for graph in self._store.named_graphs() if not str(graph).startswith(_NOT_SHOWN)
        ]


def in_memory(quads: Iterable[ox.Quad] = (), *, union: bool = True) -> LocalStore:
    """Return a store in memory that holds *quads*; without *union* just the graphs as they are."""
    store = LocalStore(ox.Store())
    store.add(quads, union=union)
    return store


def on_disk(path: Path, quads: Iterable[ox.Quad], hidden: Iterable[ox.Quad] = ()) -> None:
    """Make a store at *path*, which must not exist yet, that holds *quads* and their union.

    *hidden* are quads of graphs that are not shown. Raises KgError where another process has it
    open.
    """
    try:
        store = ox.Store(str(path))
    except OSError as error:
        if "lock" not in str(error):
            raise
        said = "another process writes into this store. Wait until it has ended."
        raise KgError(said, file=str(path)) from error
    quads = list(quads)
    union = (ox.Quad(each.subject, each.predicate, each.object, UNION_GRAPH) for each in quads)
    store.bulk_extend(chain(quads, union, hidden))
    store.optimize()
    store.flush()


def seal(path: Path) -> None:
    """Note of what files a store on disk consists, so that one that lost some is told from it.

    The engine opens a store whose list of files is cut short, and answers that it is empty. Nothing
    may be written into a sealed store.
    """
    (path / SEAL).write_text(_content(path), encoding="utf-8")


def _content(path: Path) -> str:
    """Return the files of a store: their names and sizes, and the digest of the list of them."""
    from hashlib import sha256

    lines = [f"{each.name} {each.stat().st_size}" for each in path.glob("*.sst")]
    lists = [path / "CURRENT", *path.glob("MANIFEST-*")]
    lines += [f"{each.name} {sha256(each.read_bytes()).hexdigest()}" for each in lists]
    return "\n".join(sorted(lines)) + "\n"


def open_disk(path: Path) -> LocalStore:
    """Return the store at *path*, read-only. Raises KgError where there is none."""
    if not (path / "CURRENT").is_file():
        raise KgError("no store here. Give a folder that kg build has written.", file=str(path))
    try:
        sealed = path / SEAL
        if sealed.is_file() and sealed.read_bytes() != _content(path).encode():
            raise OSError("a sealed store has other files")
        return LocalStore(ox.Store.read_only(str(path)))
    except (OSError, RuntimeError) as error:
        raise KgError("the store does not open; build it again.", file=str(path)) from error


def copy_disk(path: Path, target: Path) -> LocalStore:
    """Return a store at *target* that begins as the one at *path* and can be changed.

    The files that hold the data are shared and never written again, so the first one stays as it
    is. Raises OSError where that cannot be done, also where *path* is removed meanwhile.
    """
    import shutil  # it takes longer to import than all else here

    target.mkdir()
    manifest = (path / "CURRENT").read_text("ascii").strip()
    for entry in os.scandir(path):
        if entry.name.endswith(".sst"):
            try:
                os.link(entry.path, target / entry.name)
            except OSError:  # a file system without links
                shutil.copyfile(entry.path, target / entry.name)
        elif entry.name in ("CURRENT", "IDENTITY", manifest) or entry.name.endswith(".log"):
            shutil.copyfile(entry.path, target / entry.name)
    return LocalStore(ox.Store(str(target)))


def plain(results: Results) -> list[Row]:
    """Return the rows of a SELECT as plain strings, None where a variable is not bound."""
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError("rows come from a SELECT query only")
    return [tuple(map(_value, solution)) for solution in results]


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    if term is None:
        return None
    return str(term) if isinstance(term, ox.Triple) else term.value
