"""Changing several files of a folder at one stroke.

A copy of the folder is made beside it (unchanged files are linked, not copied), the new files are
written there and synced, and the two folders are exchanged in one step of the system. Whatever
happens, even kill -9, the folder is the old one or the new one and never a mixture. Where a system
cannot exchange folders, the files are replaced one after the other, each of them whole.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.files import reason, sync_folder, write_atomically

_MANY: Final = 50  # files


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other commands that change it (where the system has such locks).

    Raises KgError where another one holds it.
    """
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        message = "another command is changing this workspace. Wait for it and try again."
        raise KgError(message, file=str(folder)) from error
    finally:
        os.close(handle)


def change_files(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Give files below *folder* new contents, all of them or none; folders that lack are made.

    Raises KgError where the folder cannot be written or the disk is full; it then is as before.
    """
    if len(contents) == 1:
        for path, content in contents.items():
            write_atomically(path, content)
        return
    folder = folder.resolve()
    _remove_remains(folder)
    beside: Path | None = None
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        _fill(
            beside,
            folder,
            {path.resolve().relative_to(folder): contents[path] for path in contents},
        )
        if not exchange(beside, folder):
            for path, content in contents.items():
                write_atomically(path, content)
        sync_folder(folder.parent)
    except OSError as error:
        raise KgError(reason(error), file=str(folder)) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the system, and tell whether it could (Linux: renameat2)."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(library.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _fill(new: Path, old: Path, contents: Mapping[Path, bytes]) -> None:
    """Make *new* a copy of *old* with other *contents* of some files, safe on the disk."""
    for folder, _, names in os.walk(old):
        inside = Path(folder).relative_to(old)
        (new / inside).mkdir(exist_ok=True)
        shutil.copystat(folder, new / inside)
        for name in names:
            if inside / name not in contents:
                _link(Path(folder, name), new / inside / name)
    for path, content in contents.items():
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if (old / path).exists():
            shutil.copymode(old / path, target)
    _sync(new, contents)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(path, target, follow_symlinks=False)


def _sync(folder: Path, paths: Mapping[Path, bytes]) -> None:
    """Wait until files and the folders that hold them are on the disk.

    Many files are waited for together, where the system can (Linux: syncfs).
    """
    if len(paths) > _MANY and _sync_system(folder):
        return
    for path in paths:
        with (folder / path).open("rb") as handle:
            os.fsync(handle.fileno())
    for parent in {folder, *((folder / path).parent for path in paths)}:
        sync_folder(parent)


def _sync_system(folder: Path) -> bool:
    """Wait for the whole file system of a folder, and tell whether that worked."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return bool(library.syncfs(handle) == 0)
    finally:
        os.close(handle)


def _remove_remains(folder: Path) -> None:
    """Remove what a command that was killed has left beside the folder."""
    for path in folder.parent.glob(f".{folder.name}-*"):
        with suppress(OSError):
            shutil.rmtree(path)
