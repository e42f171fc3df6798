"""Loading: the one way to a complete graph: read, understood, derived, and kept.

A large graph is kept on disk from one command to the next (`kg.graph.keeping`), under the state of
all files that it comes from: their names, sizes, inodes and times of change, and those of the
rules, the shapes, the checks and the code. Where a few files of the data have changed, it follows
by difference; where anything else has, it is made anew. Within one process the last graphs are kept
as they are. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.files import read_text
from kg.graph import derivation, keeping, reading
from kg.graph.identity import understand
from kg.graph.keeping import Warn
from kg.graph.reading import Record
from kg.graph.updating import take_notes
from kg.graph.workspace import (
    LARGE,
    State,
    Workspace,
    bytes_of,
    data_files,
    judging_files,
    ontology_files,
    state_of,
    states_of,
)
from kg.rdf import store, turtle
from kg.rdf.dataset import Dataset, in_graph
from kg.rdf.store import LocalStore
from kg.version import __version__

_ANY_CLAIM: Final = "SELECT ?claim WHERE { ?claim pc:status ?status ; pc:evidence ?place } LIMIT 1"
_ANY_BOUND: Final = "SELECT ?claim WHERE { ?claim pc:earliestStart ?day } LIMIT 1"


class Graph(NamedTuple):
    """Everything asserted and derived, as quads and as a store that answers queries."""

    dataset: Dataset
    store: LocalStore


_last: dict[tuple[Path, str], tuple[str, Graph]] = {}


def load(
    workspace: Workspace, *, scope: str = "all", read: tuple[str, list[Record]] | None = None
) -> Graph:
    """Return the derived graph of a workspace, made anew only where a file has changed since.

    *read* is its stamp and then its files, where these have been read already. Nothing is judged:
    see `checks.review.load_checked`. The graph is shared by all and must not be changed.
    Raises SourceErrors where files cannot be read, and what `derivation.derive` raises.
    """
    key, now = (workspace.root, scope), read[0] if read else stamp(workspace, scope)
    if key not in _last or _last[key][0] != now:
        records = read[1] if read else reading.read(workspace, scope=scope)
        _last[key] = now, complete(reading.as_dataset(records), workspace)
    return _last[key][1]


def complete(dataset: Dataset, workspace: Workspace, *, apart: bool = False) -> Graph:
    """Return what a dataset says in the light of its decisions, with all that follows from it.

    *apart* is as in `derivation.derive`.
    """
    understood = understand(dataset)
    memory = store.in_memory(understood.quads)
    derived = derivation.derive(memory, workspace, apart=apart)
    quads = list(dict.fromkeys([*understood.quads, *derived]))
    return Graph(understood._replace(quads=quads), memory)


def complete_store(memory: LocalStore, workspace: Workspace) -> bool:
    """Add the ontology and what follows to data that hold claims and nothing derived.

    Tell whether that was so. Raises what reading the ontology and `derivation.derive` raise.
    """
    if memory.rows(_ANY_BOUND) or not memory.rows(_ANY_CLAIM):
        return False
    for file in ontology_files(workspace):
        name = workspace.name(file.path)
        document = turtle.read(read_text(file.path, name=name), name=name)
        memory.add(in_graph(document.triples, ox.NamedNode(file.graph)))
    derivation.derive(memory, workspace)
    return True


def open_store(
    workspace: Workspace,
    *,
    scope: str,
    folder: Path | None,
    large: int = LARGE,
    warn: Warn = lambda words: None,
) -> LocalStore:
    """Return the derived graph of a workspace as a store, kept in *folder*.

    Nothing is kept of less than so many bytes (*large*), and where *folder* is None or cannot be
    written. *warn* is told of a kept graph that is damaged. Raises what `load` raises.
    """
    if folder is None or scope == "core":
        return load(workspace, scope=scope).store
    states = states_of(data_files(workspace, scope=scope))
    if bytes_of(states) < large:
        return load(workspace, scope=scope).store
    kept = find_kept(workspace, folder, scope=scope, states=states, warn=warn)
    return kept or load_and_keep(workspace, scope, folder, states, warn)


def find_kept(
    workspace: Workspace,
    folder: Path,
    *,
    scope: str,
    states: Mapping[Path, State],
    warn: Warn = lambda words: None,
) -> LocalStore | None:
    """Return the graph kept in *folder* for these states of all files.

    Where it can be made of the one before by difference, it is. None where neither is there.
    """
    name = _name(workspace, scope, states)
    kept = keeping.open_kept(folder, name, warn=warn)
    if kept is None and keeping.follow(
        folder, name, workspace, scope=scope, states=states, warn=warn
    ):
        kept = keeping.open_kept(folder, name, warn=warn)
    return kept


def load_and_keep(
    workspace: Workspace, scope: str, folder: Path, states: Mapping[Path, State], warn: Warn
) -> LocalStore:
    """Return the derived graph of a workspace, made of all its files, and keep it in *folder*."""
    name = _name(workspace, scope, states)
    records = reading.read(workspace, scope=scope)
    built = complete(reading.as_dataset(records), workspace, apart=True)
    read = {each.file.path: state_of(each.file.path) for each in records}
    if read == states:  # nobody has changed a file meanwhile
        with suppress(OSError, RuntimeError):
            keeping.keep(
                folder,
                name,
                workspace,
                quads=built.dataset.quads,
                notes=take_notes(built.store, workspace),
                records=records,
                states=states,
            )
    return keeping.open_kept(folder, name, warn=warn) or built.store  # rows come in one order then


def _name(workspace: Workspace, scope: str, states: Mapping[Path, State]) -> keeping.Name:
    """Return what a kept graph is called."""
    code = Path(__file__).parents[1].rglob("*.py")
    made_with = [*judging_files(workspace), *sorted(code)]
    base = hashlib.sha256(f"{__version__} {scope} {workspace.root}\n".encode())
    for path in made_with:
        base.update(f"{path} {state_of(path)}\n".encode())
    state = hashlib.sha256()
    for path, each in states.items():
        state.update(f"{path} {each}\n".encode())
    return keeping.Name(base.hexdigest()[:16], state.hexdigest()[:32])


def stamp(workspace: Workspace, scope: str, *, and_files: Iterable[Path] = ()) -> str:
    """Return a digest of the state of all files from which a graph is made, *and_files*."""
    states = states_of(data_files(workspace, scope=scope))
    states |= {path: state_of(path) for path in and_files}
    return "-".join(_name(workspace, scope, states))
