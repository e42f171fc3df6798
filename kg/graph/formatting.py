"""The canonical layout of the files in graphdata: which files differ, and bringing them in line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError, SourceErrors
from kg.files import change_files, locked, read_bytes, read_text
from kg.graph.workspace import Workspace
from kg.rdf import turtle


def format_files(
    workspace: Workspace, paths: Sequence[Path] = (), *, write: bool = True
) -> list[str]:
    """Return the names of the files whose layout is not canonical; with *write*, mend them.

    Without *paths* all Turtle files of graphdata are meant. Raises SourceErrors, and changes
    nothing, where a file
    cannot be read or would lose something: a comment or the identity of a blank node.
    """
    if not write:
        return [workspace.name(path.absolute()) for path in _changes(workspace, paths)]
    if not paths:
        workspace.require_own()
    with locked(workspace.root):
        changes = _changes(workspace, paths)
        if changes:
            change_files(workspace.root / "graphdata", changes)
    return [workspace.name(path.absolute()) for path in changes]


def _changes(workspace: Workspace, paths: Sequence[Path]) -> dict[Path, bytes]:
    """Return the new contents of the files that are not laid out canonically."""
    files = list(paths) or sorted((workspace.root / "graphdata").rglob("*.ttl"))
    changes: dict[Path, bytes] = {}
    errors: list[SourceError] = []
    for path in files:
        try:
            laid_out = canonical(path, name=workspace.name(path.absolute()))
            if laid_out != read_bytes(path):
                changes[path] = laid_out
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(errors)
    return changes


def canonical(path: Path, *, name: str) -> bytes:
    """Return the canonical form of a Turtle file.

    Raises SourceError where the file cannot be read or would lose something.
    """
    text = read_text(path, name=name)
    document = turtle.read(text, name=name)
    require_lossless(text, document, name=name)
    return turtle.write(document.triples, tags=document.tags).encode()


def require_lossless(text: str, document: turtle.Document, *, name: str) -> None:
    """Raise SourceError where a writer would lose a comment or the identity of a blank node."""
    line = turtle.first_comment(text)
    if line is not None:
        advice = "a comment would be lost. Make it a skos:editorialNote and try again."
        raise SourceError(advice, file=name, line=line)
    for triple in document.triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            advice = "a blank node has no lasting name. Give it an IRI and try again."
            raise SourceError(advice, file=name, line=turtle.first_blank_node(text))
