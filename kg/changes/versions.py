"""Versions: two states of the data to compare, from a folder, a file or a revision in git.

A workspace brings its own rules, so what follows from it is derived as it was then. A file is read
with the terms and rules of the workspace around the reader; what those rules derive from it is not
what it asserts, so that a published file and its workspace are the same.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import IO, Final, NamedTuple

import pyoxigraph as ox

from kg import worker
from kg.changes import revisions
from kg.checks import files
from kg.claims.claims import Names
from kg.claims.reading import read_names
from kg.errors import KgError, QueryError, SourceError, SourceErrors
from kg.files import read_text
from kg.graph import derivation, reading, vicinity
from kg.graph.identity import RECORDED, restate, understand
from kg.graph.workspace import Workspace, find_workspace, judging_files
from kg.names import ONTOLOGY_GRAPH, PC
from kg.rdf import readers, store
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value

_ONTOLOGY: Final = ox.NamedNode(ONTOLOGY_GRAPH)
_HEADER: Final = ox.NamedNode(PC.rstrip("#"))
TIMEOUT: Final = 10.0  # seconds to tell blank nodes apart; there are graphs that take for ever


class Consequences(NamedTuple):
    """What follows from a version, and what things are called in it."""

    derived: frozenset[ox.Triple]
    names: Names


class Version:
    """What one version asserts, and what follows from it once somebody asks.

    *understood* is what it asserts, read in the light of its decisions; *graphs* tells if its
    graphs have names. *terms* are the subjects of the ontology with which it is read; *has_terms*
    tells whether it holds them. *rules* are the texts of what checks and derives in its
    *workspace*, by the names of the files; a file has neither.
    """

    def __init__(
        self,
        name: str,
        quads: tuple[frozenset[ox.Quad], frozenset[ox.Quad]],
        consequences: Callable[[], Consequences],
        terms: frozenset[str],
        workspace: Workspace | None = None,
    ) -> None:
        self.name, self.terms, self.workspace = name, terms, workspace
        self.rules = _rules(workspace) if workspace else {}
        self.asserted, self.understood = quads
        self.graphs = any(not isinstance(each.graph_name, ox.DefaultGraph) for each in quads[0])
        self.has_terms = any(each.subject == _HEADER for each in quads[0])
        self._consequences = consequences

    @cached_property
    def consequences(self) -> Consequences:
        """What follows from it. Raises SourceError or QueryError where its rules cannot be run."""
        return self._consequences()

    @property
    def derived(self) -> frozenset[ox.Triple]:
        """What follows from it, in no graph."""
        return self.consequences.derived

    @property
    def names(self) -> Names:
        """What things are called in it."""
        return self.consequences.names

    def near(self, things: set[str]) -> Version:
        """Return what a workspace asserts of *things* (IRIs), under its whole ontology."""
        quads = vicinity.limit(Dataset(list(self.asserted), {}), things)
        assert self.workspace is not None  # only a workspace has rules of its own
        return of_dataset(self.name, self.workspace, quads)

    def says_the_same(self, other: Version) -> bool:
        """Tell whether two versions assert the same in the same graphs, by the same rules."""
        return self.asserted == other.asserted and self.rules == other.rules


def read_version(words: str, workspace: Workspace, *, scope: str = "all") -> Version:
    """Return the version that a folder, an RDF file or a git revision stands for.

    Paths come first; *workspace* gives the repository and, for a file, terms, rules and names.
    Raises KgError for what is none of the three, SourceError for a file that cannot be read.
    """
    path = Path(words)
    if words and path.is_dir():
        return _read_workspace(words, find_workspace(path), scope)
    if words and path.exists():
        return of_quads(words, readers.read_any([path]).quads, workspace)
    commit = revisions.find_revision(workspace.root, words)
    folder = Path(tempfile.mkdtemp(prefix="kg-"))
    try:
        revisions.read_revision(workspace.root, commit, folder)
        version = _read_workspace(words, Workspace(folder, folder / "build"), scope)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(version, shutil.rmtree, folder, ignore_errors=True)  # it may need its rules
    return version


def read_working_tree(workspace: Workspace, *, scope: str = "all") -> Version:
    """Return the version that the files of a workspace hold now."""
    return _read_workspace("", workspace, scope)


def of_dataset(name: str, workspace: Workspace, stated: Dataset) -> Version:
    """Return the version that a dataset makes in a workspace, be it written yet or not."""
    quads = _canonical(set(stated.quads), name)
    understood = set(understand(stated._replace(quads=list(quads))).quads)
    noted = {quad for quad in understood if reading.is_derived(quad)}

    def consequences() -> Consequences:
        memory = _store(understood)
        try:
            derived = {*derivation.derive(memory, workspace), *noted}
        except (SourceError, QueryError) as error:
            raise _in_version(error, name) from error
        return Consequences(frozenset(quad.triple for quad in derived), read_names(memory))

    both = (frozenset(quads), frozenset(understood - noted))
    return Version(name, both, consequences, _terms(quads), workspace)


def of_quads(
    name: str, quads: Iterable[ox.Quad], workspace: Workspace, *, timeout: float = TIMEOUT
) -> Version:
    """Return the version that quads from anywhere make, read as `read_version` reads a file.

    Raises KgError where blank nodes cannot be told apart in *timeout* seconds.
    """
    quads = _canonical(set(quads), name, timeout)
    records = reading.as_dataset(reading.read(workspace)).quads
    ontology = [quad for quad in records if quad.graph_name == _ONTOLOGY]
    graphs = any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)
    memory = _store([*ontology, *(quad for quad in quads if not reading.is_derived(quad))])
    derived = {quad.triple for quad in derivation.derive(memory, workspace)}
    derived |= {quad.triple for quad in quads if quad.predicate == RECORDED}
    understood = {quad for quad in quads if _is_asserted(quad, derived, graphs=graphs)}
    asserted = restate(Dataset(list(quads), {})).quads if graphs else understood
    return Version(
        name,
        (frozenset(asserted), frozenset(understood)),
        lambda: Consequences(frozenset(derived), read_names(_store([*records, *quads]))),
        _terms(records),
    )


def _is_asserted(quad: ox.Quad, derived: set[ox.Triple], *, graphs: bool) -> bool:
    """Tell whether a file says a quad by itself; without graph names, what follows does not."""
    return not reading.is_derived(quad) if graphs else quad.triple not in derived


def _read_workspace(name: str, workspace: Workspace, scope: str) -> Version:
    """Return the version in a folder. What is wrong with its files is told with their version."""
    try:
        stated = reading.as_dataset(reading.read(workspace, scope=scope))
    except SourceErrors as error:
        raise SourceErrors([_in_version(each, name) for each in error.errors]) from error
    except SourceError as error:
        raise _in_version(error, name) from error
    return of_dataset(name, workspace, stated)


def _store(quads: Iterable[ox.Quad]) -> store.LocalStore:
    """Return a store of the quads whose values can be read: kg check speaks of the others."""
    return store.in_memory(quad for quad in quads if not files.value_problem(quad.triple))


def _terms(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Return what the ontology describes."""
    return frozenset(value(quad.subject) for quad in quads if quad.graph_name == _ONTOLOGY)


def _rules(workspace: Workspace) -> dict[str, str]:
    """Return the texts of what checks and derives, by the names of the files."""
    return {workspace.name(path): read_text(path) for path in judging_files(workspace)}


def _in_version(error: KgError, name: str) -> SourceError:
    """Return an error with the version in front of its file, as git writes it."""
    place = f"{name}:{error.file}" if name and error.file else error.file or name or None
    return SourceError(error.message, file=place, line=error.line, column=error.column)


def _canonical(quads: set[ox.Quad], name: str, timeout: float = TIMEOUT) -> set[ox.Quad]:
    """Return the quads with blank nodes named by what they are, so that equal graphs are equal.

    The names are those of RDFC-1.0. Raises KgError where they take too long to find.
    """
    if not any(isinstance(end, ox.BlankNode) for quad in quads for end in quad.triple):
        return quads
    answer = io.BytesIO()

    def canonicalise(output: IO[bytes]) -> int:
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        output.write(ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"")
        return 0

    try:
        worker.run(canonicalise, output=answer, timeout=timeout)
    except QueryError as error:
        message = f"blank nodes that cannot be told apart in {timeout:g} s. Give them IRIs."
        raise KgError(message, file=name or None) from error
    return set(ox.parse(input=answer.getvalue(), format=ox.RdfFormat.N_QUADS))
