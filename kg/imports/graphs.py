"""RDF files and their kin as records: each file read, what they say joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.additions.records import Records, Source
from kg.errors import Finding
from kg.imports.meaning.decided import Asked, Chosen
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import Mentions
from kg.imports.rdf.reading import read_graph

Describe = Callable[[Path, str, Mentions], Source]


class GraphsRead(NamedTuple):
    """What graphs say: records, what is wrong, what is asked, and how names were found.

    *rows* are the records that were found in the terms of others, of which *withheld* wait.
    """

    records: Records
    findings: list[Finding]
    asked: list[Asked]
    matched: Mapping[str, int]
    rows: int
    withheld: int


def read_graphs(  # noqa: PLR0913 - what a person says beside the files
    paths: Iterable[Path],
    background: Background,
    decisions: Sequence[Chosen],
    describe: Describe,
    *,
    accept_new: bool = False,
    base: str | None = None,
) -> GraphsRead:
    """Return what the graphs in files say; *describe* gives the document that a file is.

    *base* is the address against which relative ones are read. Raises SourceError for what cannot
    be read, NotFound for a file that says nothing.
    """
    mentions = Mentions(background, decisions, accept_new=accept_new)
    read, sources = [], []
    for path in paths:
        source = describe(path, "en", mentions)
        one = read_graph(path, background, mentions, source.key, base=base)
        read.append(one)
        if one.statements:
            sources.append(source)
    return GraphsRead(
        Records(
            things=tuple(mentions.things.values()),
            sources=tuple(sources),
            statements=tuple(each for one in read for each in one.statements),
            own=tuple(one.own for one in read if one.own),
        ),
        [each for one in read for each in one.findings],
        mentions.asked,
        mentions.matched,
        sum(one.records for one in read),
        sum(one.held for one in read),
    )
