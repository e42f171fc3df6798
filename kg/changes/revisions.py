"""Revisions: the data as git holds them, read without touching the work tree.

Files come out of `git cat-file`, byte for byte: no filter, no line end and no hook of the
repository takes part, and nothing in it is changed.

A repository may come from anybody, and its own settings can name commands to run: as a missing
object is fetched, as a pager, a monitor or a helper starts. So git is asked to fetch nothing, over
no protocol, and gets an environment without what the caller has set for it; each setting that could
name a command is overruled. What the person or the system has set for all repositories holds, among
it which repositories of other owners are trusted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from kg.errors import KgError
from kg.files import reason
from kg.text.words import did_you_mean

_PARTS: Final = ("ontology", "graphdata")
_FILE: Final = "100"  # the mode of a plain file begins so; links and submodules do not
MAX_BYTES: Final = 1 << 30  # of all files of a revision
PATIENCE: Final = 120  # seconds for one call of git

_OF_GIT: Final = ("GIT_", "SSH_ASKPASS")
_QUIET: Final = {
    "GIT_ALLOW_PROTOCOL": "",  # stronger than any setting of the repository
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS: Final = tuple(
    word
    for setting in (
        "protocol.allow=never",
        "core.fsmonitor=false",
        f"core.hooksPath={os.devnull}",
        f"core.attributesFile={os.devnull}",
        "core.alternateRefsCommand=",
        "core.gitProxy=",
        "core.sshCommand=",
        "core.askPass=",
        "core.pager=cat",
        "credential.helper=",
        "diff.external=",
        "safe.bareRepository=explicit",
        "submodule.recurse=false",
        "uploadpack.packObjectsHook=",
    )
    for word in ("-c", setting)
)


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
    prefix = os.fsdecode(_answer(root, ["rev-parse", "--show-prefix"])).removesuffix("\n")
    tree = f"{commit}:{prefix.rstrip('/')}"
    listed = _run(root, ["ls-tree", "-r", "-z", "--full-tree", tree, "--", *_PARTS])
    names = dict(_entries(listed.stdout)) if listed.returncode == 0 else {}
    missing = [part for part in _PARTS if not any(name.startswith(part + "/") for name in names)]
    if missing:
        said = " and ".join(f"{part}/" for part in missing)
        raise KgError(f"revision {commit[:12]} holds no {said}. Name a later one.")
    for name, content in zip(names, _contents(root, list(names.values())), strict=True):
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:  # a name that git can hold and this system cannot
            raise KgError(reason(error), file=repr(name)) from error


_REV_PARSE: Final = ("rev-parse", "--verify", "--quiet", "--end-of-options")


def _require_repository(root: Path, words: str) -> None:
    asked = _run(root, ["rev-parse", "--git-dir"])
    if b"not a git repository" in asked.stderr:
        step = f"{root} is in no git repository, so it names no revision. Check the path."
        raise KgError(f"{words!r} is no file and no folder, and {step}")
    _require_success(asked)


def _suggest(root: Path, words: str) -> str:
    """Return the names of revisions that are near, or where to look for them."""
    listed = _run(root, ["for-each-ref", "--format=%(refname:short)"]).stdout.decode(
        "utf-8", "replace"
    )
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
    """Yield the content of objects in their order. Raises KgError where one is missing or huge."""
    asked = "".join(f"{blob}\n" for blob in blobs)
    total = 0
    for line in _answer(root, ["cat-file", "--batch-check"], asked).splitlines():
        name, *rest = line.decode().split()
        if len(rest) != 2:
            raise KgError(f"git lacks the object {name[:12]}. Fetch the whole repository.")
        total += int(rest[1])
    if total > MAX_BYTES:
        raise KgError(f"the revision holds more than {MAX_BYTES:,} bytes of data. Read a smaller.")
    answer = _answer(root, ["cat-file", "--batch"], asked)
    at = 0
    for _ in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _answer(root: Path, words: Sequence[str], stdin: str = "") -> bytes:
    ended = _run(root, words, stdin)
    _require_success(ended)
    return ended.stdout


def _require_success(ended: subprocess.CompletedProcess[bytes]) -> None:
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise KgError(f"git could not read the repository: {said}. Check it with git status.")


def _run(root: Path, words: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run git in *root*: without commands of the repository, fetching, locks and prompts."""
    program = shutil.which("git", path=os.pathsep.join(_absolute_folders()))
    if program is None:
        step = "Install git, or give files or folders."
        raise KgError(f"git is not installed, so no revision can be read. {step}")
    try:
        return subprocess.run(
            [program, *_SETTINGS, "--no-pager", "-C", str(root), *words],
            input=stdin.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            env=_environment(),
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"git has not answered within {PATIENCE} s. Check the repository with git fsck."
        raise KgError(message, file=str(root)) from error


def _absolute_folders() -> list[str]:
    """Return where programs are looked for, without folders that depend on where one stands."""
    return [each for each in os.get_exec_path() if Path(each).is_absolute()]


def _environment() -> dict[str, str]:
    """Return the environment of git: that of the caller without what is meant for git."""
    kept = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(_OF_GIT)
    }
    return kept | _QUIET
