"""The main job: check the files, derive what follows, write the dataset, the page and a store."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg import built
from kg.checks.review import load_checked
from kg.errors import Finding, KgError
from kg.files import beside, exchange, reason, remove_remains, sync_folder, write_bytes
from kg.graph import description, loading, statistics
from kg.graph.workspace import Workspace
from kg.rdf import store, writers

FILES: Final = ("pencoop.ttl", "pencoop.nq", "dataset.ttl", "network.html")
STORE: Final = "store"
_TEXTS: Final = {".css", ".jinja", ".js", ".json"}  # what of kg itself goes into the page

Progress = Callable[[str], None]


class Result(NamedTuple):
    """What a build made: counts, findings that did not stop it, files with sizes in bytes.

    *opening* says why the network page does not open with everything, where that is so; *is_new* is
    false where the folder was as the last build of the same files had left it.
    """

    counts: list[statistics.Count]
    findings: list[Finding]
    files: dict[str, int]
    fingerprint: str
    folder: Path
    opening: str | None
    is_new: bool = True


def build(  # noqa: PLR0913 - what is built, from where, to where
    workspace: Workspace,
    *,
    scope: str = "all",
    output: Path | None = None,
    lang: str = "en",
    cache: Path | None = None,
    progress: Progress = lambda step: None,
) -> Result:
    """Write everything that is generated into *output* (default: the workspace's build folder).

    The old folder stays as it is until the new one is complete. What was made is remembered in
    *cache*; where nothing has changed since, it is not made again.
    Raises what `checks.review.load_checked` raises, and KgError where the folder cannot be written.
    """
    folder = output or workspace.build
    state = _state(workspace, scope, lang) if cache else ""
    if said := built.recall(folder, state, cache):
        return _recalled(said, folder)
    result = _build(workspace, folder, scope=scope, lang=lang, progress=progress)
    if cache and state == _state(workspace, scope, lang):  # nobody has changed a file meanwhile
        told = {**result._asdict(), "folder": "", "findings": list(map(list, result.findings))}
        built.remember(folder, state, told, cache)
    return result


def _state(workspace: Workspace, scope: str, lang: str) -> str:
    """Return a digest of the state of all files of which a build is made, those of kg too."""
    package = Path(__file__).parent
    own = [path for path in sorted(package.rglob("*")) if path.suffix in _TEXTS]
    positions = workspace.root / "graphdata/positions.json"
    return f"{lang} {loading.stamp(workspace, scope, and_files=[*own, positions])}"


def _recalled(said: dict[str, Any], folder: Path) -> Result:
    counts = [statistics.Count(*each) for each in said["counts"]]
    findings = [Finding(*each) for each in said["findings"]]
    given = {**said, "counts": counts, "findings": findings, "folder": folder, "is_new": False}
    return Result(**given)


def _build(
    workspace: Workspace, folder: Path, *, scope: str, lang: str, progress: Progress
) -> Result:
    from kg.network.network import read_network
    from kg.page.page import network_page
    from kg.page.views import say_opening

    progress("reading, checking and deriving")
    graph, findings = load_checked(workspace, scope=scope, lang=lang)
    progress("writing the dataset")
    files = {
        "pencoop.ttl": writers.export(graph.dataset, "ttl"),
        "pencoop.nq": writers.export(graph.dataset, "nq"),
    }
    files["dataset.ttl"] = description.describe(graph.dataset, files)
    progress("drawing the network")
    drawn = read_network(graph.store)
    files["network.html"] = network_page(graph.store, workspace, lang=lang, drawn=drawn).encode()
    progress("writing the files and the store")
    _write_folder(folder, files, lambda path: store.on_disk(path, graph.dataset.quads))
    return Result(
        statistics.count(graph.store),
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
    try:
        folder = folder.resolve()  # a link stays a link
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        remove_remains(folder)
        with beside(folder, folder=True) as new:
            new.chmod(0o755)
            for name, content in files.items():
                write_bytes(new / name, content)
            write_store(new / STORE)
            store.seal(new / STORE)
            sync_folder(new)
            _put_in_place(new, folder)
    except (OSError, RuntimeError) as error:
        raise KgError(reason(error), file=str(folder)) from error


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
