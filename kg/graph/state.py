"""State: a digest of everything that a graph is made of, seen without reading it.

Names, sizes, inodes and times of all files of a workspace that count, and of the code.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.graph.workspace import Workspace
from kg.version import __version__

_ENDINGS: Final = (".ttl", ".rq")


def state_of(workspace: Workspace, *, scope: str = "all") -> str:
    """Return a digest that changes with every file of a workspace, and with the code."""
    code = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{__version__} {sys.version} {scope} {workspace.root}\n".encode())
    for folder, endings in (
        (workspace.root / "ontology", _ENDINGS),
        (workspace.root / "graphdata", _ENDINGS),
        (code, (".py", ".csv")),
    ):
        for line in sorted(_files(str(folder), endings)):
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(endings):
                state = entry.stat()
                times = f"{state.st_size} {state.st_ino} {state.st_mtime_ns} {state.st_ctime_ns}"
                yield f"{entry.path} {times}\n"
            elif entry.is_dir():
                yield from _files(entry.path, endings)
