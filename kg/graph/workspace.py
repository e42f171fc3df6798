"""The workspace: the folder that holds ontology/ and graphdata/, and what its files are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError, UsageError, printable
from kg.names import DECISIONS_GRAPH, META_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH, SRC

SCOPES: Final = {"core": ("core",), "all": ("core", "public")}
LARGE: Final = 500_000  # bytes of Turtle; less is read faster than a graph is kept
State = tuple[int, ...]  # of a file: size, inode, times
_PARTS: Final = ("ontology", "graphdata")


class Workspace(NamedTuple):
    """A folder with ontology/ and graphdata/, and the folder that kg build writes to by default."""

    root: Path
    build: Path

    def name(self, path: Path) -> str:
        """Return a path as messages show it: from the workspace, with forward slashes."""
        inside = path.is_relative_to(self.root)
        return printable(path.relative_to(self.root).as_posix() if inside else str(path))

    def require_own(self) -> None:
        """Raise UsageError where this is the shipped dataset, which no command changes."""
        if self.build != self.root / "build":
            step = "Run it in a workspace of your own, or name one with -C."
            raise UsageError(f"this changes files, and the shipped data stay as they are. {step}")


class DataFile(NamedTuple):
    """A Turtle file and the IRI of the named graph that it fills."""

    path: Path
    graph: str


def find_workspace(start: Path | None = None) -> Workspace:
    """Return the workspace around *start* (default: the current folder), or the shipped one.

    Raises SourceError where *start* is given and lies in no workspace, and for half a workspace:
    nobody who stands in one means the shipped data.
    """
    folder = _absolute(start or Path())
    if start is not None and not folder.is_dir():
        raise SourceError("no such folder. Check the path after -C.", file=str(start))
    for root in (folder, *folder.parents):
        if all((root / part).is_dir() for part in _PARTS):
            return Workspace(root, root / "build")
    missing = [part for part in _PARTS if not (folder / part).is_dir()]
    if start is not None or len(missing) < len(_PARTS):
        names = " and ".join(f"{part}/" for part in missing)
        raise SourceError(f"no workspace: {names} missing. Check the folder.", file=str(folder))
    return Workspace(_shipped(), folder / "build")


def _absolute(folder: Path) -> Path:
    try:
        return folder.absolute()
    except FileNotFoundError as error:
        step = "It was replaced or deleted. Enter it again: cd ."
        raise SourceError(f"the folder in which you stand is gone. {step}") from error


def stray_files(workspace: Workspace) -> list[Path]:
    """Return the Turtle files of graphdata that stand where none is read."""
    read = {file.path for file in data_files(workspace)}
    return sorted(set((workspace.root / "graphdata").rglob("*.ttl")) - read)


def data_files(workspace: Workspace, *, scope: str = "all") -> list[DataFile]:
    """Return every Turtle file of the dataset with its graph, in a fixed order.

    Raises UsageError for an unknown scope, SourceError where the dataset has no registry.
    """
    if scope not in SCOPES:
        raise UsageError(f"{scope!r} is no scope. Choose core or all.")
    return [
        *ontology_files(workspace),
        *registry_files(workspace),
        *source_files(workspace, scope=scope),
        *_existing(decisions_file(workspace), DECISIONS_GRAPH),
        *_existing(workspace.root / "graphdata/dataset.ttl", META_GRAPH),
    ]


def ontology_files(workspace: Workspace) -> list[DataFile]:
    """Return the files that describe terms: classes, properties, concepts, alignments."""
    folder = workspace.root / "ontology"
    files = [*_turtle(folder), *_turtle(folder / "concepts")]
    return [DataFile(path, ONTOLOGY_GRAPH) for path in files if path.name != "shapes.ttl"]


def registry_files(workspace: Workspace) -> list[DataFile]:
    """Return the files that say what exists, one per thing."""
    folder = workspace.root / "graphdata/registry"
    kinds = [path for path in _entries(folder) if path.is_dir()]
    return [DataFile(path, REGISTRY_GRAPH) for kind in kinds for path in _turtle(kind)]


def source_files(workspace: Workspace, *, scope: str = "all") -> list[DataFile]:
    """Return the files of source documents in *scope*, one per document."""
    folder = workspace.root / "graphdata/sources"
    paths = [path for part in SCOPES[scope] for path in _turtle(folder / part)]
    return [DataFile(path, SRC + path.stem) for path in paths]


def decisions_file(workspace: Workspace) -> Path:
    """Return the file that holds who was judged to be the same; it need not be there."""
    return workspace.root / "graphdata" / "decisions.ttl"


def rule_files(workspace: Workspace, folder: str = "rules") -> list[Path]:
    """Return the SPARQL files of a folder of the ontology in the order of their names."""
    return sorted((workspace.root / "ontology" / folder).glob("*.rq"))


def judging_files(workspace: Workspace) -> list[Path]:
    """Return the files by which a graph is derived and judged: rules, checks and shapes."""
    shapes = workspace.root / "ontology/shapes.ttl"
    return [
        *rule_files(workspace),
        *rule_files(workspace, "checks"),
        *([shapes] if shapes.is_file() else []),
    ]


def states_of(files: Iterable[DataFile]) -> dict[Path, State]:
    """Return the state of each file."""
    return {file.path: state_of(file.path) for file in files}


def state_of(path: Path) -> State:
    """Return the size, inode and times of a file; nothing of one that is gone: reading says so."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns


def bytes_of(states: Mapping[Path, State]) -> int:
    """Return the size of files in bytes."""
    return sum(state[0] for state in states.values() if state)


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of a person for what can be made anew at any time, if there is one."""
    try:
        folder = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return Path(folder) / "pencoop"


def _shipped() -> Path:
    """Return the dataset that came with kg: inside it in a wheel, beside it in a checkout."""
    package = Path(__file__).parents[1]
    return package / "dataset" if (package / "dataset").is_dir() else package.parent


def _existing(path: Path, graph: str) -> Iterator[DataFile]:
    if path.is_file():
        yield DataFile(path, graph)


def _turtle(folder: Path) -> list[Path]:
    """Return the Turtle files of a folder by name, without those that hide."""
    names = [path for path in _entries(folder) if path.suffix == ".ttl"]
    return [path for path in names if not path.name.startswith(".")]


def _entries(folder: Path) -> list[Path]:
    """Return what lies in a folder by name. A folder that cannot be read is never passed over."""
    if not folder.is_dir():
        if folder.name in ("registry", "core"):
            raise SourceError("no such folder. A workspace needs it.", file=str(folder))
        return []
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)  # paths compare slowly
    except PermissionError as error:
        raise SourceError(
            "no permission to read this folder. Check its rights.", file=str(folder)
        ) from error
