"""Reading and writing files: strict UTF-8 in, whole files out.

A file is written beside its target, synced and moved over it, so that a reader sees the old file or the new
one and never a part (the way that survived kill -9 and a full disk in the measurements of the project).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError, SourceError

_BOM = b"\xef\xbb\xbf"


def read_text(path: Path, *, name: str | None = None) -> str:
    """Return the text of a UTF-8 file without its byte order mark, line ends as they are.

    Raises SourceError with *name* (default: the path) where the file is missing, unreadable, or not UTF-8.
    """
    label = name or str(path)
    data = read_bytes(path, name=label)
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"not UTF-8 (byte 0x{data[error.start]:02x}; perhaps Windows-1250). Save the file as UTF-8.",
            file=label,
            line=line,
        ) from error


def read_bytes(path: Path, *, name: str | None = None) -> bytes:
    """Return the bytes of a file. Raises SourceError where it is missing or unreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(_reason(error), file=name or str(path)) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at *path* by *data*, whole or not at all; make its folder where it is missing.

    Raises KgError where the folder cannot be written or the disk is full; the old file then stays.
    """
    with replacing(path.parent) as folder_file:
        temporary = folder_file(path.name)
        temporary.write_bytes(data)
        _sync(temporary)
        os.replace(temporary, path)


@contextmanager
def replacing(folder: Path) -> Iterator[Callable[[str], Path]]:
    """Give a function that names files in a temporary folder beside *folder*'s files; remove it afterwards.

    Errors of the system inside the block become one KgError that names the folder.
    """
    temporary: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".kg-", dir=folder))
        yield temporary.joinpath
    except OSError as error:
        raise KgError(_reason(error), file=str(folder)) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def _reason(error: OSError) -> str:
    """Return what the system said, as a sentence with a next step."""
    match error:
        case FileNotFoundError():
            return "no such file or folder. Check the path."
        case PermissionError():
            return "no permission. Check the rights of the file and its folder."
        case IsADirectoryError() | NotADirectoryError():
            return "a folder stands where a file is needed, or the other way round. Check the path."
    if error.errno == 28:
        return "no space left on the disk. Free some space and try again; nothing was changed."
    if error.errno == 30:
        return "no permission: the file system is read-only. Choose another output folder."
    return f"the system refused: {error.strerror}. Check the path and try again."
