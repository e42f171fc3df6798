"""A part: as much of the graph as one query needs, made without keeping anything.

The files are read by the engine, whose triples never become objects here, into one graph; then only
those rules run without which the rows might differ (`kg.graph.needs`). Whatever is out of the
ordinary (a file that is no Turtle, a query that names graphs) is left to `kg.graph.loading`, which
says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import SourceError
from kg.files import decode, read_bytes, read_text
from kg.graph.needs import Asserted, Rule, Step, needed
from kg.graph.readings import Key
from kg.graph.workspace import (
    LARGE,
    DataFile,
    Workspace,
    bytes_of,
    data_files,
    rule_files,
    states_of,
)
from kg.names import BOUNDS, DECISION, DECISIONS_GRAPH, ONTOLOGY_GRAPH, PC, expand
from kg.rdf import syntax, syntax_tree, turtle
from kg.rdf.flat import FlatStore
from kg.rdf.store import LocalStore

_BOM: Final = b"\xef\xbb\xbf"
_SAID_OF_IDENTIFIERS: Final = [
    ox.NamedNode(expand(name))
    for name in ("dcterms:isReplacedBy", "pc:verdict", "pc:compares", "pc:keeps")
]
_ASKED: Final = "asked"  # a file with the state of which something was asked last
_OBJECTS: Final = "SELECT DISTINCT ?o WHERE { ?s <%s> ?o FILTER (ISIRI(?o)) }"
_BOUNDS: Final = "bounds"  # of claims, between the rules 0x and the others


def open_for(  # noqa: PLR0913 - what is asked, of what, and where it is kept
    workspace: Workspace,
    query: str,
    *,
    scope: str,
    folder: Path | None,
    large: int = LARGE,
    warn: Callable[[str], object] = lambda words: None,
) -> LocalStore:
    """Return a store that answers *query*: the kept graph, else the part of it that is needed.

    A graph of so many bytes (*large*) that is asked again in the same state is made whole and kept,
    as `loading.open_store` does: then once is enough. Raises what that raises.
    """
    states = states_of(data_files(workspace, scope=scope)) if folder is not None else {}
    is_large = folder is not None and bytes_of(states) >= large
    if not is_large and (store := answering(workspace, query, scope=scope)) is not None:
        return store
    from kg.graph import loading

    if is_large and folder is not None:
        kept = loading.find_kept(workspace, folder, scope=scope, states=states, warn=warn)
        if kept is not None:
            return kept
        if _is_first(folder, loading.stamp(workspace, scope)):
            store = answering(workspace, query, scope=scope)
            if store is not None:
                return store
    return loading.open_store(workspace, scope=scope, folder=folder, large=large, warn=warn)


def _is_first(folder: Path, state: str) -> bool:
    """Tell whether nothing was asked of this state of the files yet, and note that it was now."""
    note = folder / _ASKED
    with suppress(OSError, ValueError):
        if state in note.read_text("ascii").split():
            return False
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.write_text(state, "ascii")
    return True


def answering(workspace: Workspace, *queries: str, scope: str) -> FlatStore | None:
    """Return a store over which *queries* have the rows that they have over the whole graph.

    None where that cannot be told, or not be read. Raises what `derivation.derive` raises.
    """
    asked = [query for query in map(syntax_tree.read, queries) if query is not None]
    if len(asked) < len(queries) or scope != "all" or any(map(_names_graphs, asked)):
        return None
    store = FlatStore()
    try:
        _load(store, data_files(workspace, scope=scope))
    except (SourceError, SyntaxError, ValueError, MemoryError):
        return None
    chosen = {rule.name for rule in needed(asked, _rules(workspace), _Asserted(store))}
    if chosen:
        from kg.graph.derivation import derive_some

        derive_some(store, workspace, chosen, bounds=_BOUNDS in chosen)
    return store


def rules_for(workspace: Workspace, query: str, store: LocalStore) -> list[str] | None:
    """Return the names of the rules that a query needs, None where that cannot be told: then all.

    *store* holds the graph, so a rule may be named that what is asserted alone would not need.
    """
    asked = syntax_tree.read(query)
    if asked is None or _names_graphs(asked):
        return None
    return [rule.name for rule in needed([asked], _rules(workspace), _Asserted(store))]


def _rules(workspace: Workspace) -> list[Rule]:
    rules = [
        Rule(path.name, read_text(path, name=workspace.name(path)))
        for path in rule_files(workspace)
    ]
    first = sum(rule.name < "1" for rule in rules)
    rules.insert(first, Step(_BOUNDS, [PC + name for name in BOUNDS], _read_for_bounds))
    return rules


def _read_for_bounds() -> Iterable[str]:
    from kg.graph.derivation import READ_FOR_BOUNDS

    return READ_FOR_BOUNDS


def _names_graphs(asked: syntax.Select) -> bool:
    return asked.names_dataset or any(
        isinstance(element, syntax.Block) and element.kind in ("GRAPH", "SERVICE")
        for group in syntax.groups(asked)
        for element in group.elements
    )


class _Asserted(Asserted):
    """What is known of a store before any rule has run."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    def objects(self, predicate: str) -> Iterable[str]:
        """Return the IRIs that a predicate leads to."""
        return [each for (each,) in self._store.rows(_OBJECTS % predicate) if each]

    def has(self, key: Key, *, space: str = "") -> bool:
        """Tell whether there is such a triple, its subject in a space of IRIs."""
        target = f"<{key.kind}>" if key.kind else "?o"
        narrowed = f'FILTER (STRSTARTS(STR(?s), "{space}"))' if space else ""
        return bool(self._store.query(f"ASK {{ ?s <{key.predicate}> {target} {narrowed} }}"))


def _load(store: FlatStore, files: list[DataFile]) -> None:
    """Read files, and each claim for whom it stands now (`kg.graph.identity`)."""
    for file in files:
        store.load(_read(file))
    said = [quad for name in _SAID_OF_IDENTIFIERS for quad in store.found(predicate=name)]
    if not said:
        return
    from kg.graph import identity

    heirs = identity.heirs(quad.triple for quad in said)
    stated = FlatStore()  # what is said of terms and in decisions stays as it is
    for file in files if heirs else ():
        if file.graph in (ONTOLOGY_GRAPH, DECISIONS_GRAPH):
            stated.load(_read(file))
    for old, heir in heirs.items():
        for quad in store.found(target=ox.NamedNode(old)):
            if quad.predicate.value in identity.OF_IDENTIFIERS:
                continue
            if not stated.holds(quad):
                store.replace(quad, ox.NamedNode(heir), identity.RECORDED)
            elif not str(quad.subject).startswith(f"<{DECISION}"):
                raise SourceError("a term and a thing that say the same.")  # told apart by graphs


def _read(file: DataFile) -> bytes:
    """Return a file as the engine may read it. Raises SourceError for what it may not."""
    data, name = read_bytes(file.path).removeprefix(_BOM), str(file.path)
    decode(data, name=name)  # the engine passes over bytes that are no UTF-8
    # Most files show at a glance that they hold nothing of that kind.
    if sum(map(data.count, (b"[", b"(", b"{", b"<<"))) > turtle.MAX_DEPTH:
        turtle.refuse_deep_nesting(decode(data, name=name), name)
    if _has_long_stretch(data):
        turtle.refuse_long_terms(decode(data, name=name), name)
    return data


def _has_long_stretch(data: bytes) -> bool:
    """Tell whether there is room for a very long term between two quotation marks."""
    place = 0
    while place + turtle.MAX_TERM < len(data):
        last = data.rfind(b'"', place + 1, place + turtle.MAX_TERM)
        if last < 0:
            return True
        place = last
    return False
