"""Files in the terms of others as a graph of ours, to be drawn or exported and not kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.additions import triples as entries
from kg.additions.minting import Mint
from kg.additions.records import Records, Source, Text
from kg.errors import NotFound, SourceError
from kg.graph import reading
from kg.graph.workspace import Workspace, ontology_files
from kg.imports.graphs import read_graphs
from kg.imports.meaning.known import read_background
from kg.imports.meaning.mentions import Mentions
from kg.imports.rdf import formats
from kg.names import BASE
from kg.rdf.dataset import in_graph
from kg.rdf.readers import read_any
from kg.rdf.turtle import value
from kg.text.folding import slug


class Drawn(NamedTuple):
    """Files as an import would read them: quads of ours, and how many records are left out."""

    quads: list[ox.Quad]
    bodies: int
    claims: int
    left_out: int


def read_others(
    paths: Sequence[Path], workspace: Workspace, *, base: str | None = None
) -> Drawn | None:
    """Return what files in the terms of others say, None where one is in our own.

    Every body counts as a new one, and nothing is written. Raises NotFound where they hold no body,
    SourceError where one cannot be read.
    """
    if any(_is_own(path, base) for path in paths):
        return None
    known = read_background(reading.read_files(workspace, ontology_files(workspace)))
    try:
        read = read_graphs(paths, known, (), _describe, accept_new=True, base=base)
    except SourceError as error:
        raise NotFound(f"{error.message} There is nothing to draw.", file=error.file) from error
    bodies = sum(each.type.startswith("org:") for each in read.records.things)
    if not bodies:
        message = "no body and no membership in terms that kg knows. There is nothing to draw."
        raise NotFound(message, file=", ".join(path.name for path in paths))
    quads = in_graph(_triples(read.records), ox.DefaultGraph())
    return Drawn(quads, bodies, len(read.records.statements), read.withheld)


def _is_own(path: Path, base: str | None) -> bool:
    """Tell whether a file describes things of ours: then it is a graph as kg writes it."""
    if path.suffix.lower() in formats.ENDINGS or formats.read_format(path):
        return False
    return any(value(each.subject).startswith(BASE) for each in read_any([path], base=base).quads)


def _describe(path: Path, lang: str, mentions: Mentions) -> Source:
    return Source(mentions.mint(slug(path.stem) or "file"), Text(path.name, lang), lang)


def _triples(records: Records) -> Iterable[ox.Triple]:
    """Yield records as the graph writes them."""
    mint = Mint({})
    for thing in records.things:
        yield from entries.thing_triples(thing)
    for source in records.sources:
        yield from entries.source_triples(source)
    for statement in records.statements:
        pairs = entries.claim_pairs(statement)
        name = mint.name(statement, pairs)
        for source_key in statement.sources:
            yield from entries.claim_triples(name, pairs, source_key)
