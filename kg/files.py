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
import re
import stat
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from kg.errors import KgError, SourceError

with suppress(ImportError):  # not on Windows
    import fcntl
_HAS_LOCKS: Final = "fcntl" in globals()
MAX_FILE: Final = 1 << 30  # bytes of a file that is read in one piece
_GIVEN: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
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
    """Return the bytes of a file.

    Raises SourceError where it is missing, unreadable, no plain file (a pipe may never end) or
    larger than `MAX_FILE`. What the shell gives as a file (``<(command)``) is read.
    """
    label = name or str(path)
    try:
        plain = stat.S_ISREG(path.stat().st_mode) or path.is_dir()
        if not plain and not str(path).startswith(_GIVEN):
            raise SourceError("no plain file. Save what it holds as a file.", file=label)
        with path.open("rb") as handle:
            data = handle.read(MAX_FILE + 1)
    except OSError as error:
        raise SourceError(reason(error), file=label) from error
    if len(data) > MAX_FILE:
        raise SourceError(f"larger than {MAX_FILE:,} bytes. Split the file.", file=label)
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at *path* by *data*, whole or not at all.

    A missing folder is made, a link is written through, a device or a pipe is written to. Raises
    KgError where the folder cannot be written or the disk is full; the old file then stays.
    """
    try:
        if _is_stream(path):
            with path.open("ab") as stream:  # what stands in it already stays
                stream.write(data)
            return
        path = path.resolve()  # a link stays a link
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_remains(path)
        with _staged(path, data) as temporary:
            os.replace(temporary, path)
        sync_folder(path.parent)
    except (OSError, RuntimeError) as error:  # a link that leads to itself, up to Python 3.12
        raise KgError(reason(error), file=str(path)) from error


def _is_stream(path: Path) -> bool:
    """Tell whether there is something that a file must not replace: a device, a pipe, a stream."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    plain = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    return not plain or str(path).startswith(("/dev/", "/proc/"))


@contextmanager
def _staged(path: Path, data: bytes) -> Iterator[Path]:
    """Hold *data* in a file beside *path*, safe on the disk; what is left of it is removed."""
    with beside(path, folder=False) as temporary:
        temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
        write_bytes(temporary, data)
        yield temporary


@contextmanager
def beside(path: Path, *, folder: bool) -> Iterator[Path]:
    """Hold an empty file or folder beside *path*, which is removed at the end.

    Its name tells that kg made it, and a lock of the system that its maker lives: what is left by
    a process that was killed is known by both (`remove_remains`).
    """
    import shutil

    new, handle = _make_beside(path, folder=folder)
    try:
        yield new
    finally:
        with suppress(OSError):
            shutil.rmtree(new) if folder else new.unlink(missing_ok=True)
        if handle is not None:
            os.close(handle)


def _make_beside(path: Path, *, folder: bool) -> tuple[Path, int | None]:
    import tempfile

    while True:
        if folder:
            new = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
            handle = os.open(new, os.O_RDONLY) if _HAS_LOCKS else None
        else:
            handle, name = tempfile.mkstemp(prefix=_prefix(path), dir=path.parent)
            new = Path(name)
        if handle is not None and _HAS_LOCKS and _hold(handle) and new.exists():
            return new, handle  # nobody has taken it for dead
        if handle is not None:  # without locks: nobody may move a file that is open
            os.close(handle)
        if not _HAS_LOCKS:
            return new, None


def remove_remains(path: Path) -> None:
    """Remove what kg has left beside *path* when it was killed: nothing else, nothing in use."""
    import glob
    import shutil

    if not _HAS_LOCKS or not path.parent.is_dir():
        return
    for each in path.parent.glob(f"{glob.escape(_prefix(path))}????????"):
        if not _OWN.fullmatch(each.name) or each.is_symlink():
            continue
        with suppress(OSError):
            handle = os.open(each, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if _hold(handle):
                    shutil.rmtree(each) if each.is_dir() else each.unlink()
            finally:
                os.close(handle)


def _prefix(path: Path) -> str:
    return f".{path.name[:80]}.kg-"


def _hold(handle: int) -> bool:
    """Lock what a handle stands for against other processes, and tell whether that was possible."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable, where the system can."""
    if _HAS_LOCKS:
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


def reason(error: OSError | RuntimeError) -> str:
    """Return what the system said, as a sentence with a next step."""
    if isinstance(error, RuntimeError):  # of links, up to Python 3.12
        return "a link leads to itself. Remove it."
    match error:
        case FileNotFoundError():
            return "no such file or folder. Check the path."
        case PermissionError():
            return "no permission. Check the rights of the file and its folder."
        case OSError(errno=errno.EBADF):
            return "there is no standard output to write to. Open it, or give -o FILE."
        case OSError(errno=errno.ELOOP):
            return "a link leads to itself. Remove it."
        case OSError(errno=errno.ENAMETOOLONG):
            return "the name is too long for this system. Choose a shorter one."
        case IsADirectoryError() | NotADirectoryError() | FileExistsError():
            return "a folder stands where a file is needed, or the other way round. Check the path."
    if error.errno == errno.ENOSPC or "No space left" in str(error):
        return "no space left on the disk. Free some space and try again; nothing was changed."
    if error.errno == errno.EROFS or "Read-only" in str(error):
        return "no permission: the file system is read-only. Choose another output folder."
    return f"the system refused: {error.strerror or error}. Check the path and try again."


_MANY: Final = 50  # files
PATIENCE = 30.0  # seconds for which a command waits until another one has written
_GLANCE: Final = 0.05  # seconds between two looks
_held: set[tuple[int, Path]] = set()  # who of this process has locked which folders
_OWN: Final = re.compile(r"\..*\.kg-[a-z0-9_]{8}")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other commands that change it (where the system has such locks).

    The system keeps the lock, so that it ends with the process. Who holds it already holds it
    again. Raises KgError, with who holds it, where another one does so for longer than `PATIENCE`.
    """
    folder = folder.resolve()
    mine = (threading.get_ident(), folder)
    if not _HAS_LOCKS or mine in _held:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise KgError(reason(error), file=str(folder)) from error
    try:
        _wait_for(handle, folder)
        _held.add(mine)
        yield
    except OSError as error:  # a file system without locks
        raise KgError(reason(error), file=str(folder)) from error
    finally:
        _held.discard(mine)
        os.close(handle)


def _wait_for(handle: int, folder: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while not _hold(handle):
        if time.monotonic() > ends:
            who = _holder(handle) or "another command"
            message = f"{who} is changing this workspace. Wait for it and try again."
            raise KgError(message, file=str(folder))
        time.sleep(_GLANCE)


def _holder(handle: int) -> str | None:
    """Return which process holds the lock of a folder, where the system tells (Linux)."""
    state = os.fstat(handle)
    place = f"{os.major(state.st_dev):02x}:{os.minor(state.st_dev):02x}:{state.st_ino}"
    with suppress(OSError, ValueError):
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            parts = line.split()
            if parts[1] == "FLOCK" and parts[5] == place:
                words = Path(f"/proc/{int(parts[4])}/cmdline").read_bytes().split(b"\0")
                said = " ".join(Path(os.fsdecode(word)).name for word in words if word)
                return f"process {parts[4]} ({said[:80]})"
    return None


def change_files(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Give files below *folder* new contents, all of them or none; folders that lack are made.

    Links are written through. Raises KgError where the folder cannot be written or the disk is
    full; it then is as before.
    """
    try:
        folder = folder.resolve()
        targets = {path.resolve(): content for path, content in contents.items()}
        if len(targets) != len(contents):
            raise KgError("two names lead to one file. Remove the link.", file=str(folder))
        inside = all(path.is_relative_to(folder) for path in targets)
        remove_remains(folder)
        if len(targets) < 2 or not inside or not _change_at_one_stroke(folder, targets):
            _replace_each(targets)
    except (OSError, RuntimeError) as error:
        raise KgError(reason(error), file=str(folder)) from error


def _change_at_one_stroke(folder: Path, contents: Mapping[Path, bytes]) -> bool:
    """Exchange a folder for one with the new contents; tell whether the system could."""
    with beside(folder, folder=True) as new:
        _fill(new, folder, {path.relative_to(folder): contents[path] for path in contents})
        done = exchange(new, folder)
        sync_folder(folder.parent)
    return done


def _replace_each(contents: Mapping[Path, bytes]) -> None:
    """Write all new files beside the old ones, and only then put them in their places."""
    with ExitStack() as stack:
        staged = []
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_remains(path)
            staged.append((stack.enter_context(_staged(path, content)), path))
        for temporary, path in staged:
            os.replace(temporary, path)
        for parent in {path.parent for path in contents}:
            sync_folder(parent)


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
    import shutil

    for folder, folders, names in os.walk(old):
        inside = Path(folder).relative_to(old)
        (new / inside).mkdir(exist_ok=True)
        shutil.copystat(folder, new / inside)
        for name in (*names, *(each for each in folders if Path(folder, each).is_symlink())):
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
    import shutil

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
        with (folder / path).open("rb" if _HAS_LOCKS else "r+b") as handle:  # Windows syncs writers
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
