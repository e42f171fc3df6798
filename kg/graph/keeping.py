"""Keeping: derived graphs on disk from one command to the next, brought up to date by difference.

A kept graph is a folder with a store of the engine and a record: the state of every file that it
was made of, who stands for whom (`identity.heirs`), and which rules write what. Its name says of
which workspace, code and ontology it is, and of which state of all files. Where files have changed
since, a copy that shares the data on disk takes the difference (`updating`), and gets its name when
it is whole; so whoever reads the old one goes on reading it, and whatever ends a command leaves one
that is whole. A record that is damaged, or does not fit its store, is thrown away with the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph import reading, updating
from kg.graph.dependence import TooMuch
from kg.graph.identity import RECORDED, heirs, of_identity, understand
from kg.graph.reading import Record
from kg.graph.updating import Makers, Notes
from kg.graph.workspace import DataFile, State, Workspace, data_files, state_of
from kg.names import DERIVED_GRAPH, ID, REGISTRY_GRAPH, SRC
from kg.rdf import store as stores
from kg.rdf import turtle
from kg.rdf.store import LocalStore

KEPT: Final = 4  # graphs, of some 20 MB each; what two of them share counts once
COMPACT: Final = 25  # differences, after which a store is brought into its best form again
_MOST: Final = 0.2  # of all bytes; where more has changed, all is derived anew
_LONG: Final = 3600  # seconds after which nobody is still writing a folder
_RECORD: Final = "record"
_STORE: Final = "store"

Warn = Callable[[str], object]


class Name(NamedTuple):
    """What a kept graph is called: by what it is made with, and by the state of its files too."""

    base: str
    state: str

    @property
    def folder(self) -> str:
        """Return the name of its folder."""
        return f"{self.base}-{self.state}"


class Made(NamedTuple):
    """What is known of a kept graph; *is_plain* where a file can be told from the others."""

    files: dict[str, list[int]]  # by graph and path
    heirs: dict[str, str]
    makers: Makers
    is_plain: bool
    differences: int
    sizes: dict[str, int]  # of the files of the store


def open_kept(folder: Path, name: Name, *, warn: Warn) -> LocalStore | None:
    """Return the store kept under a name, or None where there is none that is whole."""
    path = folder / name.folder
    if not path.is_dir() or _whole(path, warn) is None:
        return None
    try:
        kept = stores.open_disk(path / _STORE)
        os.utime(path)  # the graphs used last are kept
    except (KgError, OSError):
        _throw_away(path, warn)
        return None
    return kept


def _whole(path: Path, warn: Warn) -> Made | None:
    """Return the record of a kept graph; where it is damaged, throw it away and say so."""
    try:
        return read_record(path)
    except FileNotFoundError:  # another command has just removed it
        return None
    except (OSError, ValueError, TypeError, KeyError):
        _throw_away(path, warn)
        return None


def _throw_away(path: Path, warn: Warn) -> None:
    warn("warning: a kept graph was damaged; it is thrown away and made anew.")
    shutil.rmtree(path, ignore_errors=True)


def keep(  # noqa: PLR0913 - what is kept, of what, and where
    folder: Path,
    name: Name,
    workspace: Workspace,
    *,
    quads: Iterable[ox.Quad],
    notes: Notes,
    records: list[Record],
    states: Mapping[Path, State],
) -> None:
    """Write a derived graph into *folder*, whole or not at all; *states* are those of its files."""
    with _new(folder, name) as path:
        stores.on_disk(path / _STORE, quads, notes.parts)
        known = heirs(triple for each in records for triple in each.document.triples)
        files = {_key(each.file): list(states[each.file.path]) for each in records}
        plain = _is_plain(records)
        _write(path, Made(files, known, notes.makers, plain, 0, {}))


def follow(  # noqa: PLR0913 - what is to be kept, and where
    folder: Path,
    name: Name,
    workspace: Workspace,
    *,
    scope: str,
    states: Mapping[Path, State],
    warn: Warn,
) -> bool:
    """Make the graph of a name out of the last one by difference; tell whether that was done."""
    older = [path for path in folder.glob(f"{name.base}-*") if path.is_dir()]
    path = max(older, key=_last_use, default=None)
    record = _whole(path, warn) if path else None
    if path is None or record is None:
        return False
    try:
        with _new(folder, name) as new:
            _follow(path, new, record, workspace, _by_key(workspace, scope), states=states)
    except (TooMuch, KgError, OSError, RuntimeError, ValueError, LookupError, SyntaxError):
        return False  # whatever it is, deriving all anew does without it, or says it better
    return True


def _last_use(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0


def _follow(  # noqa: PLR0913 - from where to where, and what it is made of
    path: Path,
    new: Path,
    record: Made,
    workspace: Workspace,
    now: Mapping[str, DataFile],
    *,
    states: Mapping[Path, State],
) -> None:
    changed = [
        key
        for key in now.keys() | record.files.keys()
        if key not in now or record.files.get(key) != list(states[now[key].path])
    ]
    _require_few(changed, record, now)
    copy = stores.copy_disk(path / _STORE, new / _STORE)
    come: set[ox.Quad] = set()
    gone: set[ox.Quad] = set()
    for key in changed:
        before = set(_stored(copy, *_parted(key)))
        after = _asserted(workspace, now[key], record.heirs) if key in now else set()
        if key in now and state_of(now[key].path) != states[now[key].path]:
            raise TooMuch  # somebody changes it just now
        come |= after - before
        gone |= before - after
    _require_apart(copy, come, gone)
    makers = {sort: list(names) for sort, names in record.makers.items()}
    updating.update(copy, workspace, makers, come=come, gone=gone)
    differences = record.differences + 1
    if differences >= COMPACT:
        copy.compact()
        differences = 0
    copy.close()
    files = {key: list(states[file.path]) for key, file in now.items()}
    _write(new, Made(files, record.heirs, makers, True, differences, {}))


def _require_few(changed: list[str], record: Made, now: Mapping[str, DataFile]) -> None:
    """Raise TooMuch where a change is large, or in files that bear on all others."""
    sizes = [record.files[key][0] if key in record.files else 0 for key in changed]
    several = Counter(_parted(key)[0] for key in (now.keys() | record.files.keys()))
    for key in changed:
        graph, _ = _parted(key)
        if graph != REGISTRY_GRAPH and (not graph.startswith(SRC) or several[graph] > 1):
            raise TooMuch
    whole = sum(state[0] for state in record.files.values())
    if not record.is_plain or sum(sizes) > _MOST * whole:
        raise TooMuch


def _stored(store: LocalStore, graph: str, path: str) -> Iterator[ox.Quad]:
    """Yield what a kept store says that a file says, as it is understood."""
    name = ox.NamedNode(graph)
    subject = ox.NamedNode(ID + Path(path).stem) if graph == REGISTRY_GRAPH else None
    subjects = set()
    for quad in store.find(subject, None, None, name):
        subjects.add(quad.subject)
        yield quad
    for each in subjects:
        if isinstance(each, ox.Triple):
            raise TooMuch
        yield from store.find(each, RECORDED, None, ox.NamedNode(DERIVED_GRAPH))


def _asserted(workspace: Workspace, file: DataFile, known: Mapping[str, str]) -> set[ox.Quad]:
    """Return what a file says, as it is understood and as a store has it."""
    records = reading.read_files(workspace, [file])
    if not _is_plain(records):
        raise TooMuch
    dataset = understand(reading.as_dataset(records), known)
    return set(stores.in_memory(dataset.quads, union=False).all_quads())


def _require_apart(store: LocalStore, come: set[ox.Quad], gone: set[ox.Quad]) -> None:
    """Raise TooMuch where a change is about who is who, or about a claim that two files hold."""
    derived = ox.NamedNode(DERIVED_GRAPH)
    if of_identity(quad.triple for quad in (*come, *gone)):
        raise TooMuch
    for quad in (*come, *gone):
        if quad.graph_name != derived:
            continue
        if isinstance(quad.subject, ox.Triple):
            raise TooMuch
        homes = {each.graph_name for each in store.find(quad.subject, None, None, None)}
        if len([each for each in homes if str(each).startswith(f"<{SRC}")]) > 1:
            raise TooMuch


def _is_plain(records: Iterable[Record]) -> bool:
    """Tell whether the registry has one thing in each file, and nothing is without a name."""
    for record in records:
        thing = ID + record.file.path.stem
        in_registry = record.file.graph == REGISTRY_GRAPH
        for triple in record.document.triples:
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                if not record.in_ontology:
                    return False
            elif in_registry and turtle.value(triple.subject) != thing:
                return False
    return True


def _by_key(workspace: Workspace, scope: str) -> dict[str, DataFile]:
    return {_key(file): file for file in data_files(workspace, scope=scope)}


def _key(file: DataFile) -> str:
    return f"{file.graph} {file.path}"


def _parted(key: str) -> tuple[str, str]:
    graph, _, path = key.partition(" ")
    return graph, path


# ---- folders -------------------------------------------------------------------------------------


@contextmanager
def _new(folder: Path, name: Name) -> Iterator[Path]:
    """Give a new folder that gets its name once it is whole, and remove what is not used any more.

    Where another command was faster, its folder stays.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        yield new
        with suppress(FileExistsError, OSError):
            os.replace(new, folder / name.folder)
        if not (folder / name.folder).is_dir():
            raise OSError("the folder did not get its name")
    finally:
        shutil.rmtree(new, ignore_errors=True)
    _remove_old(path for path in folder.iterdir() if path.is_dir())


def _remove_old(paths: Iterable[Path]) -> None:
    """Remove the graphs that were not used for longest; what a command left half made, too."""
    whole, begun = [], []
    for path in paths:
        with suppress(OSError):
            used = path.stat().st_mtime
            if path.name.startswith(".new-"):
                begun.append((used, path))
            elif (path / _RECORD).is_file() or (path / "CURRENT").is_file():
                whole.append((used, path))
    whole.sort(reverse=True)
    lost = [each for each in begun if whole and each[0] < whole[0][0] - _LONG]
    for _, path in (*whole[KEPT:], *lost):
        shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, record: Made) -> None:
    makers = [[*sort, *names] for sort, names in sorted(record.makers.items())]
    sizes = sizes_of(path / _STORE)
    content = json.dumps({**record._asdict(), "makers": makers, "sizes": sizes}).encode()
    digest = hashlib.sha256(content).hexdigest().encode()
    (path / _RECORD).write_bytes(digest + b"\n" + content)


def read_record(path: Path) -> Made:
    """Return the record of a kept graph. Raises ValueError where it is not as it was written."""
    digest, _, content = (path / _RECORD).read_bytes().partition(b"\n")
    if digest != hashlib.sha256(content).hexdigest().encode():
        raise ValueError("the record was changed")
    said = json.loads(content)
    if said["sizes"] != sizes_of(path / _STORE):
        raise ValueError("the store was changed")
    makers = {(each[0], each[1]): each[2:] for each in said["makers"]}
    return Made(**{**said, "makers": makers})


def sizes_of(path: Path) -> dict[str, int]:
    """Return the sizes of the files that a store is read from."""
    return {
        entry.name: entry.stat().st_size
        for entry in os.scandir(path)
        if entry.name.endswith((".sst", ".log")) or entry.name.startswith(("CURRENT", "MANIFEST"))
    }
