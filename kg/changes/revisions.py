"""Revisions: the data as git holds them, read without touching the work tree.

Files come out of `git cat-file`, byte for byte: no filter, no line end and no hook of the
repository takes part, and nothing in it is changed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from kg.errors import KgError
from kg.text.words import did_you_mean

_PARTS: Final = ("ontology", "graphdata")
_FILE: Final = "100"  # the mode of a plain file begins so; links and submodules do not


def find_revision(root: Path, words: str) -> str:
    """Return the commit that a tag, a branch or any other name of a revision stands for.

    *root* lies in the repository. Raises KgError, with what is near, where git does not know it.
    """
    _require_repository(root, words)
    named = [*_REV_PARSE, f"{words}^{{commit}}"]
    if not words or (found := _run(root, named)).returncode != 0:
        raise KgError(f"{words!r} is no file, no folder and no revision. {_suggest(root, words)}")
    return found.stdout.decode().strip()


def read_revision(root: Path, commit: str, folder: Path) -> None:
    """Write the workspace *root* as it was at *commit* into an empty *folder*.

    Raises KgError where the revision holds no workspace there.
    """
    prefix = _answer(root, ["rev-parse", "--show-prefix"]).decode().strip()
    tree = f"{commit}:{prefix.rstrip('/')}"
    listed = _run(root, ["ls-tree", "-r", "-z", "--full-tree", tree, "--", *_PARTS])
    names = dict(_entries(listed.stdout)) if listed.returncode == 0 else {}
    missing = [part for part in _PARTS if not any(name.startswith(part + "/") for name in names)]
    if missing:
        said = " and ".join(f"{part}/" for part in missing)
        raise KgError(f"revision {commit[:12]} holds no {said}. Name a later one.")
    for name, content in zip(names, _contents(root, list(names.values())), strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


_REV_PARSE: Final = ("rev-parse", "--verify", "--quiet", "--end-of-options")


def _require_repository(root: Path, words: str) -> None:
    asked = _run(root, ["rev-parse", "--git-dir"])
    if b"not a git repository" in asked.stderr:
        step = f"{root} is in no git repository, so it names no revision. Check the path."
        raise KgError(f"{words!r} is no file and no folder, and {step}")
    _require_success(asked)


def _suggest(root: Path, words: str) -> str:
    """Return the names of revisions that are near, or where to look for them."""
    listed = _run(root, ["for-each-ref", "--format=%(refname:short)"]).stdout.decode()
    otherwise = "git log lists the revisions."
    return did_you_mean(words, listed.split(), otherwise, most=3, cutoff=0.5).en


def _entries(listing: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and object name of the plain files that `git ls-tree` has listed."""
    for entry in listing.split(b"\0")[:-1]:
        head, _, name = entry.decode("utf-8", "surrogateescape").partition("\t")
        mode, _, blob = head.split()
        if mode.startswith(_FILE) and ".." not in PurePosixPath(name).parts:
            yield name, blob


def _contents(root: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of objects in their order."""
    answer = _answer(root, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob in blobs))
    at = 0
    for blob in blobs:
        end = answer.index(b"\n", at)
        head = answer[at:end].split()
        if len(head) != 3:  # "<object> missing": a clone that holds only a part
            raise KgError(f"git lacks the object {blob[:12]}. Fetch the whole repository.")
        yield answer[end + 1 : end + 1 + int(head[2])]
        at = end + 1 + int(head[2]) + 1


def _answer(root: Path, words: Sequence[str], stdin: str = "") -> bytes:
    ended = _run(root, words, stdin)
    _require_success(ended)
    return ended.stdout


def _require_success(ended: subprocess.CompletedProcess[bytes]) -> None:
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise KgError(f"git could not read the repository: {said}. Check it with git status.")


def _run(root: Path, words: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run git in *root*, without locks, prompts and translated words."""
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *words],
            input=stdin.encode(),
            capture_output=True,
            check=False,
            env=dict(os.environ) | quiet,
        )
    except FileNotFoundError as error:
        step = "Install git, or give files or folders."
        raise KgError(f"git is not installed, so no revision can be read. {step}") from error
