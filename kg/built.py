"""What the last build left behind: whether a folder is still as it was made, and of what.

A record lies in the cache of this person, under the digest of the folder's path. It holds the state
of everything that the folder was made of, the digests of its files, and what the build said. A
record that is damaged, of another version or of a folder that anybody has touched is worth nothing:
then the folder is made anew. It can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError
from kg.files import write_atomically

_MOST: Final = 1_000_000  # bytes of a record; one of ours has some tens of thousands


def recall(folder: Path, state: str, cache: Path | None) -> dict[str, Any] | None:
    """Return what was said of *folder* when it was made of the same *state*, or None.

    None too where the folder is not what was made then, file by file.
    """
    if cache is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        path = _path(folder, cache)
        if path.stat().st_size > _MOST:
            return None
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        record = json.loads(content)
        if record["state"] == state and record["content"] == dict(_content(folder)):
            return dict(record["said"])
    return None


def remember(folder: Path, state: str, said: Mapping[str, Any], cache: Path | None) -> None:
    """Keep what is said of a folder that was just made; where that cannot be done, do nothing."""
    if cache is None:
        return
    with suppress(OSError, KgError):
        record = {"state": state, "content": dict(_content(folder)), "said": dict(said)}
        path = _path(folder, cache)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = json.dumps(record).encode()
        write_atomically(path, _digest(content) + b"\n" + content)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _path(folder: Path, cache: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:32]
    return cache / "builds" / f"{name}.json"


def _content(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file with its digest; of a file inside a folder, its size and times.

    A folder is a store of the engine, whose files are large and have digests of their own.
    """
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.is_file(follow_symlinks=False):
            yield entry.name, hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()
            continue
        for inside in sorted(Path(entry.path).rglob("*")):
            state = inside.lstat()
            yield str(inside.relative_to(folder)), f"{state.st_size} {state.st_mtime_ns}"
