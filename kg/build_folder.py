"""The main job: check the files, derive what follows, write the dataset, the page and a store."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from kg.checks.review import load_checked
from kg.errors import Finding, KgError
from kg.files import exchange, reason, sync_folder, write_bytes
from kg.graph import description, statistics
from kg.graph.workspace import Workspace
from kg.rdf import store, writers

FILES: Final = ("pencoop.ttl", "pencoop.nq", "dataset.ttl", "network.html")
STORE: Final = "store"

Progress = Callable[[str], None]


class Result(NamedTuple):
    """What a build made: counts, findings that did not stop it, files with sizes in bytes.

    *opening* says why the network page does not open with everything, where that is so.
    """

    counts: list[statistics.Count]
    findings: list[Finding]
    files: dict[str, int]
    fingerprint: str
    folder: Path
    opening: str | None


def build(
    workspace: Workspace,
    *,
    scope: str = "all",
    output: Path | None = None,
    lang: str = "en",
    progress: Progress = lambda step: None,
) -> Result:
    """Write everything that is generated into *output* (default: the workspace's build folder).

    The old folder stays as it is until the new one is complete.
    Raises what `checks.review.load_checked` raises, and
    KgError where the folder cannot be written.
    """
    from kg.network.network import read_network
    from kg.page.page import network_page
    from kg.page.views import say_opening

    progress("reading, checking and deriving")
    built, findings = load_checked(workspace, scope=scope, lang=lang)
    progress("writing the dataset")
    files = {
        "pencoop.ttl": writers.export(built.dataset, "ttl"),
        "pencoop.nq": writers.export(built.dataset, "nq"),
    }
    files["dataset.ttl"] = description.describe(built.dataset, files)
    progress("drawing the network")
    drawn = read_network(built.store)
    files["network.html"] = network_page(built.store, workspace, lang=lang, drawn=drawn).encode()
    folder = output or workspace.build
    progress("writing the files and the store")
    _write_folder(folder, files, lambda path: store.on_disk(path, built.dataset.quads))
    return Result(
        statistics.count(built.store),
        findings,
        {name: len(content) for name, content in files.items()},
        description.fingerprint(files["pencoop.nq"]),
        folder,
        say_opening(drawn),
    )


def _write_folder(
    folder: Path, files: dict[str, bytes], write_store: Callable[[Path], None]
) -> None:
    """Fill a new folder beside *folder* and put it in its place."""
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        temporary.chmod(0o755)
        for name, content in files.items():
            write_bytes(temporary / name, content)
        write_store(temporary / STORE)
        sync_folder(temporary)
        _put_in_place(temporary, folder)
    except OSError as error:
        raise KgError(reason(error), file=str(folder)) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(new: Path, folder: Path) -> None:
    """Make *new* the content of *folder*, at one stroke where nothing foreign lies there."""
    if not folder.exists():
        new.rename(folder)
    elif set(os.listdir(folder)) <= {*FILES, STORE} and exchange(new, folder):
        pass  # *new* now holds the old build, and its owner removes it
    else:
        for path in sorted(new.iterdir()):
            _replace(path, folder / path.name)
    sync_folder(folder.parent)


def _replace(path: Path, target: Path) -> None:
    """Move a file or folder over *target*."""
    if path.is_dir():
        if target.exists() and exchange(path, target):
            return
        shutil.rmtree(target, ignore_errors=True)
    os.replace(path, target)
