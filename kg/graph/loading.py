"""Graphs that are kept, so that a question need not read and derive everything again.

A graph of many files is kept as a store on disk from one command to the next, under a stamp of the
state of all files that it comes from: their names, sizes, inodes and times of change, and those of
the code that derives. Whatever changes, the stamp changes, and the graph is made anew. Within one
process the last graphs are kept as they are. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg import build_folder
from kg.build_folder import Graph
from kg.errors import KgError
from kg.graph.workspace import Workspace, data_files, rule_files
from kg.rdf import store
from kg.rdf.store import LocalStore
from kg.version import __version__

MANY: Final = 500  # files; fewer are read faster than a stamp and a store are worth
KEPT: Final = 4  # stores of some 20 MB each

_last: dict[tuple[Path, str, bool], tuple[str, Graph]] = {}


def load(workspace: Workspace, *, scope: str = "all", check: bool = True) -> Graph:
    """Return what `kg.build.load` returns, made anew only where a file has changed since.

    The graph is shared by all who ask for it and must not be changed.
    """
    key, now = (workspace.root, scope, check), stamp(workspace, scope)
    if key not in _last or _last[key][0] != now:
        _last[key] = now, build_folder.load(workspace, scope=scope, check=check)
    return _last[key][1]


def open_store(workspace: Workspace, *, scope: str, folder: Path | None) -> LocalStore:
    """Return the derived graph of a workspace as a store, kept in *folder* where it is large.

    Nothing is kept where *folder* is None or cannot be written. Raises what `kg.build.load` raises.
    """
    if folder is None or len(data_files(workspace, scope=scope)) < MANY or scope == "core":
        return build_folder.load(workspace, scope=scope, check=False).store
    now = stamp(workspace, scope)
    kept = _open(folder / now)
    if kept is not None:
        return kept
    built = build_folder.load(workspace, scope=scope, check=False)
    if stamp(workspace, scope) == now:  # nobody has changed a file meanwhile
        with suppress(OSError):
            _keep(built, folder, now)
    return _open(folder / now) or built.store  # a query gives its rows in one order, kept or not


def stamp(workspace: Workspace, scope: str) -> str:
    """Return a digest of the state of all files from which a graph is made."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    files = [file.path for file in data_files(workspace, scope=scope)]
    digest = hashlib.sha256(f"{__version__} {scope} {workspace.root}\n".encode())
    for path in (*files, *rule_files(workspace), *code):
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
