"""Reading and writing files: strict UTF-8 in, whole files out.

A file is written beside its target, synced and moved over it, so that a reader sees the old file or
the new one and never a part (the way that survived kill -9 and a full disk in the measurements of
the project).
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

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
    import tempfile

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
