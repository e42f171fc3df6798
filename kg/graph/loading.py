"""Loading: the one way to a complete graph: read, understood, derived, and kept.

A graph of many files is kept as a store on disk from one command to the next, under a stamp of the
state of all files that it comes from: their names, sizes, inodes and times of change, and those of
the rules, the shapes, the checks and the code. Whatever changes, the stamp changes, and the graph
is made anew. Within one process the last graphs are kept as they are. The folder can be deleted at
any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.files import read_text
from kg.graph import derivation, reading
from kg.graph.identity import understand
from kg.graph.reading import Record
from kg.graph.workspace import Workspace, data_files, judging_files, ontology_files
from kg.rdf import store, turtle
from kg.rdf.dataset import Dataset, in_graph
from kg.rdf.store import LocalStore
from kg.version import __version__

MANY: Final = 500  # files; fewer are read faster than a stamp and a store are worth
KEPT: Final = 4  # stores of some 20 MB each

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


def complete(dataset: Dataset, workspace: Workspace) -> Graph:
    """Return what a dataset says in the light of its decisions, with all that follows from it."""
    understood = understand(dataset)
    memory = store.in_memory(understood.quads)
    derived = derivation.derive(memory, workspace)
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
    workspace: Workspace, *, scope: str, folder: Path | None, many: int = MANY
) -> LocalStore:
    """Return the derived graph of a workspace as a store, kept in *folder*.

    Nothing is kept of fewer files than *many*, and where *folder* is None or cannot be written.
    Raises what `load` raises.
    """
    if folder is None or len(data_files(workspace, scope=scope)) < many or scope == "core":
        return load(workspace, scope=scope).store
    now = stamp(workspace, scope)
    kept = _open(folder / now)
    if kept is not None:
        return kept
    built = load(workspace, scope=scope)
    if stamp(workspace, scope) == now:  # nobody has changed a file meanwhile
        with suppress(OSError):
            _keep(built, folder, now)
    return _open(folder / now) or built.store  # a query gives its rows in one order, kept or not


def find_kept(folder: Path, state: str) -> LocalStore | None:
    """Return the graph that was kept in *folder* under this stamp, None where it was not."""
    return _open(folder / state)


def stamp(workspace: Workspace, scope: str, *, and_files: Iterable[Path] = ()) -> str:
    """Return a digest of the state of all files from which a graph is made, *and_files*."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    files = [file.path for file in data_files(workspace, scope=scope)]
    digest = hashlib.sha256(f"{__version__} {scope} {workspace.root}\n".encode())
    for path in (*files, *judging_files(workspace), *code, *and_files):
        times: object = "gone"  # reading it will say so, by its name
        with suppress(OSError):
            state = path.stat()
            times = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        digest.update(f"{path} {times}\n".encode())
    return digest.hexdigest()[:32]


def _open(path: Path) -> LocalStore | None:
    """Return a kept store, or None where there is none that can be read."""
    if not path.is_dir():
        return None
    try:
        kept = store.open_disk(path)
        os.utime(path)  # the stores used last are kept
    except (KgError, OSError):
        shutil.rmtree(path, ignore_errors=True)
        return None
    return kept


def _keep(built: Graph, folder: Path, name: str) -> None:
    """Write a store into *folder*, whole or not at all, and remove those not used for longest."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        store.on_disk(new / name, built.dataset.quads)
        os.replace(new / name, folder / name)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    _remove_old(path for path in folder.iterdir() if path.is_dir())


def _remove_old(stores: Iterable[Path]) -> None:
    newest_first = sorted(stores, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
