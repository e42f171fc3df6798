"""The main job: check the files, derive what follows, write the dataset, the page and a store."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.checks import review
from kg.checks.files import is_incomplete
from kg.errors import Finding, FindingsError, KgError
from kg.files import read_text, reason, sync_folder, write_bytes
from kg.folders import exchange
from kg.graph import derivation, description, reading, statistics
from kg.graph.identity import understand
from kg.graph.reading import Dataset
from kg.graph.workspace import Workspace, ontology_files
from kg.rdf import store, turtle, writers
from kg.rdf.store import LocalStore

FILES: Final = ("pencoop.ttl", "pencoop.nq", "dataset.ttl", "network.html")
STORE: Final = "store"

Progress = Callable[[str], None]
_ANY_CLAIM: Final = "SELECT ?claim WHERE { ?claim pc:status ?status ; pc:evidence ?place } LIMIT 1"
_ANY_BOUND: Final = "SELECT ?claim WHERE { ?claim pc:earliestStart ?day } LIMIT 1"


class Graph(NamedTuple):
    """Everything asserted and derived, as quads and as a store that answers queries."""

    dataset: Dataset
    store: LocalStore
    findings: list[Finding]


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


def load(
    workspace: Workspace, *, scope: str = "all", check: bool = True, lang: str = "en"
) -> Graph:
    """Return the derived graph of a workspace.

    Raises SourceErrors where files cannot be read and, with *check*, FindingsError where their
    content is wrong.
    """
    records = reading.read(workspace, scope=scope)
    found = review.find_alone(workspace, records, lang=lang) if check else []
    _stop_at_errors(found)
    dataset = understand(reading.as_dataset(records))
    memory = store.in_memory(dataset.quads)
    quads = [*dataset.quads, *derivation.derive(memory, workspace)]
    if check and not is_incomplete(found):
        across = review.find_across(workspace, quads, memory, scope=scope, lang=lang)
        found = review.in_order([*found, *review.locate(across, records)])
        _stop_at_errors(found)
    return Graph(Dataset(quads, dataset.tags), memory, found)


def complete(memory: LocalStore, workspace: Workspace) -> bool:
    """Add the ontology and what follows to data that hold claims and nothing derived.

    Tell whether that was so. Raises what reading the ontology and `derivation.derive` raise.
    """
    if memory.rows(_ANY_BOUND) or not memory.rows(_ANY_CLAIM):
        return False
    for file in ontology_files(workspace):
        name = workspace.name(file.path)
        document = turtle.read(read_text(file.path, name=name), name=name)
        memory.add(reading.in_graph(document.triples, ox.NamedNode(file.graph)))
    derivation.derive(memory, workspace)
    return True


def _stop_at_errors(found: list[Finding]) -> None:
    """Raise FindingsError with what is worse than an info, if anything is an error."""
    if any(finding.severity == "error" for finding in found):
        raise FindingsError(tuple(each for each in found if each.severity != "info"))


def build(
    workspace: Workspace,
    *,
    scope: str = "all",
    output: Path | None = None,
    lang: str = "en",
    progress: Progress = lambda step: None,
) -> Result:
    """Write everything that is generated into *output* (default: the workspace's build folder).

    The old folder stays as it is until the new one is complete. Raises what `load` raises, and
    KgError where the folder cannot be written.
    """
    from kg.network.network import read_network
    from kg.page.page import network_page
    from kg.page.views import say_opening

    progress("reading, checking and deriving")
    built = load(workspace, scope=scope, lang=lang)
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
        built.findings,
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
