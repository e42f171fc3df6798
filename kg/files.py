"""Reading and writing files: strict UTF-8 in, whole files out.

A file is written beside its target, synced and moved over it, so that a reader sees the old file or
the new one and never a part (the way that survived kill -9 and a full disk in the measurements of
the project). For several files of a folder a copy of the folder is made beside it (unchanged files
are linked, not copied), the new files are written there and synced, and the two folders are
exchanged in one step of the system. Where a system cannot exchange folders, the files are replaced
one after the other, each of them whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kg.errors import KgError, SourceError

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, *, name: str | None = None) -> str:
    """Return the text of a UTF-8 file without its byte order mark, line ends as they are.

    Raises SourceError with *name* (default: the path) where the file is missing, unreadable, or not
    UTF-8.
    """
    label = name or str(path)
    return decode(read_bytes(path, name=label), name=label)


def decode(data: bytes, *, name: str) -> str:
    """Return UTF-8 as text without its byte order mark. Raises SourceError as `read_text` does."""
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        perhaps = "UTF-16" if data.startswith(_UTF16) else "Windows-1250"
        raise SourceError(
            f"not UTF-8 (byte 0x{data[error.start]:02x}; perhaps {perhaps}). Save it as UTF-8.",
            file=name,
            line=line,
        ) from error


def read_bytes(path: Path, *, name: str | None = None) -> bytes:
    """Return the bytes of a file. Raises SourceError where it is missing or unreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(reason(error), file=name or str(path)) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at *path* by *data*, whole or not at all.

    A missing folder is made. Raises KgError where the folder cannot be written or the disk is
    full; the old file then stays.
    """
    temporary: Path | None = None
    path = path.resolve()  # a link stays a link
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(data)  # a device or a pipe must not be replaced by a file
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
        write_bytes(temporary, data)
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        raise KgError(reason(error), file=str(path)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_bytes(path: Path, data: bytes) -> None:
    """Write *data* to *path* and wait until it is on the disk. Raises OSError."""
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def reason(error: OSError) -> str:
    """Return what the system said, as a sentence with a next step."""
    match error:
        case FileNotFoundError():
            return "no such file or folder. Check the path."
        case PermissionError():
            return "no permission. Check the rights of the file and its folder."
        case IsADirectoryError() | NotADirectoryError() | FileExistsError():
            return "a folder stands where a file is needed, or the other way round. Check the path."
    if error.errno == errno.ENOSPC or "No space left" in str(error):
        return "no space left on the disk. Free some space and try again; nothing was changed."
    if error.errno == errno.EROFS or "Read-only" in str(error):
        return "no permission: the file system is read-only. Choose another output folder."
    return f"the system refused: {error.strerror or error}. Check the path and try again."


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
    import ctypes

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
    import ctypes

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
