"""Versions: two states of the data to compare, from a folder, a file or a revision in git.

A workspace brings its own rules, so what follows from it is derived as it was then. A file is read
with the terms and rules of the workspace around the reader; what those rules derive from it is not
what it asserts, so that a published file and its workspace are the same.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, NamedTuple

import pyoxigraph as ox

from kg import derivation, findings, graph, rdf_files, revisions, store, worker
from kg.claims import Names, read_names
from kg.errors import KgError, QueryError, SourceError, SourceErrors
from kg.files import read_text
from kg.names import DERIVED_GRAPH, ONTOLOGY_GRAPH, PC
from kg.turtle import value
from kg.understanding import RECORDED, restate, understand
from kg.workspace import Workspace, find_workspace, rule_files

_DERIVED: Final = ox.NamedNode(DERIVED_GRAPH)
_ONTOLOGY: Final = ox.NamedNode(ONTOLOGY_GRAPH)
_HEADER: Final = ox.NamedNode(PC.rstrip("#"))
_TIMEOUT: Final = 10.0  # seconds to tell blank nodes apart; there are graphs that take for ever


class Version(NamedTuple):
    """What one version asserts and what follows from it; *graphs* tells if its graphs have names.

    *understood* is what it asserts, read in the light of its decisions. *rules* are the texts of
    its rules, checks and shapes by their names, none for a file. *terms* are the subjects of the
    ontology that it is read with; *has_terms* tells whether it holds them.
    """

    name: str
    asserted: frozenset[ox.Quad]
    understood: frozenset[ox.Quad]
    derived: frozenset[ox.Triple]
    names: Names
    rules: dict[str, str]
    graphs: bool
    terms: frozenset[str]
    has_terms: bool


def read_version(words: str, workspace: Workspace, *, scope: str = "all") -> Version:
    """Return the version that a folder, an RDF file or a git revision stands for.

    Paths come first; *workspace* gives the repository and, for a file, terms, rules and names.
    Raises KgError for what is none of the three, SourceError for a file that cannot be read.
    """
    path = Path(words)
    if words and path.is_dir():
        return _read_workspace(words, find_workspace(path), scope)
    if words and path.exists():
        return _read_file(path, workspace)
    commit = revisions.find_revision(workspace.root, words)
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        revisions.read_revision(workspace.root, commit, Path(folder))
        return _read_workspace(words, Workspace(Path(folder), Path(folder) / "build"), scope)


def read_working_tree(workspace: Workspace, *, scope: str = "all") -> Version:
    """Return the version that the files of a workspace hold now."""
    return _read_workspace("", workspace, scope)


def of_records(name: str, workspace: Workspace, records: list[graph.Record]) -> Version:
    """Return the version that the records of a workspace make, be they written yet or not.

    Raises QueryError or SourceError where the rules of the workspace cannot be run.
    """
    stated = graph.as_dataset(records)
    quads = _canonical(set(stated.quads), name)
    understood = set(understand(stated._replace(quads=list(quads))).quads)
    memory = _store(understood)
    noted = {quad for quad in understood if quad.graph_name == _DERIVED}
    derived = {quad.triple for quad in {*derivation.derive(memory, workspace), *noted}}
    return Version(
        name,
        frozenset(quads),
        frozenset(understood - noted),
        frozenset(derived),
        read_names(memory),
        _rules(workspace),
        graphs=True,
        terms=_terms(quads),
        has_terms=True,
    )


def of_quads(name: str, quads: Iterable[ox.Quad], workspace: Workspace) -> Version:
    """Return the version that quads from anywhere make, read as `read_version` reads a file."""
    quads = _canonical(set(quads), name)
    records = graph.as_dataset(graph.read(workspace)).quads
    ontology = [quad for quad in records if quad.graph_name == _ONTOLOGY]
    graphs = any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)
    memory = _store([*ontology, *(quad for quad in quads if quad.graph_name != _DERIVED)])
    derived = {quad.triple for quad in derivation.derive(memory, workspace)}
    derived |= {quad.triple for quad in quads if quad.predicate == RECORDED}
    understood = {quad for quad in quads if _is_asserted(quad, derived, graphs=graphs)}
    asserted = restate(graph.Dataset(list(quads), {})).quads if graphs else understood
    return Version(
        name,
        frozenset(asserted),
        frozenset(understood),
        frozenset(derived),
        read_names(_store([*records, *quads])),
        {},
        graphs,
        _terms(records),
        any(quad.subject == _HEADER for quad in quads),
    )


def _is_asserted(quad: ox.Quad, derived: set[ox.Triple], *, graphs: bool) -> bool:
    """Tell whether a file says a quad by itself; without graph names, what follows does not."""
    return quad.graph_name != _DERIVED if graphs else quad.triple not in derived


def _read_file(path: Path, workspace: Workspace) -> Version:
    return of_quads(str(path), rdf_files.read_any([path]).quads, workspace)


def _read_workspace(name: str, workspace: Workspace, scope: str) -> Version:
    """Return the version in a folder. What is wrong with its files is told with their version."""
    try:
        return of_records(name, workspace, graph.read(workspace, scope=scope))
    except SourceErrors as error:
        raise SourceErrors([_in_version(each, name) for each in error.errors]) from error
    except (SourceError, QueryError) as error:
        raise _in_version(error, name) from error


def _store(quads: Iterable[ox.Quad]) -> store.LocalStore:
    """Return a store of the quads whose values can be read: kg check speaks of the others."""
    return store.in_memory(quad for quad in quads if not findings.value_problem(quad.triple))


def _terms(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Return what the ontology describes."""
    return frozenset(value(quad.subject) for quad in quads if quad.graph_name == _ONTOLOGY)


def _rules(workspace: Workspace) -> dict[str, str]:
    """Return the texts of what checks and derives, by the names of the files."""
    paths = [*rule_files(workspace), *rule_files(workspace, "checks")]
    shapes = workspace.root / "ontology" / "shapes.ttl"
    return {workspace.name(path): read_text(path) for path in [*paths, shapes] if path.is_file()}


def _in_version(error: KgError, name: str) -> SourceError:
    """Return an error with the version in front of its file, as git writes it."""
    place = f"{name}:{error.file}" if name and error.file else error.file or name or None
    return SourceError(error.message, file=place, line=error.line, column=error.column)


def _canonical(quads: set[ox.Quad], name: str) -> set[ox.Quad]:
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
        worker.run(canonicalise, output=answer, timeout=_TIMEOUT)
    except QueryError as error:
        message = f"blank nodes that cannot be told apart in {_TIMEOUT:g} s. Give them IRIs."
        raise KgError(message, file=name or None) from error
    return set(ox.parse(input=answer.getvalue(), format=ox.RdfFormat.N_QUADS))
