"""kg export: the graph, or the network that it amounts to, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import (
    as_of_option,
    data_option,
    format_option,
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import Dataset

_RDF: Final = ("ttl", "nt", "nq", "trig", "jsonld", "xml")
_NETWORK: Final = ("csv", "edges", "graphml", "gexf", "cytoscape")


@click.command("export")
@format_option(*_RDF, *_NETWORK, default="ttl")
@output_option
@click.option("--asserted", is_flag=True, help="RDF without what was derived.")
@as_of_option
@lang_option
@data_option
@click.option("--base", metavar="IRI", help="With --data: the address of the files.")
@scope_option
@workspace_option
def command(
    style: str,
    output: Path,
    asserted: bool,
    as_of: str | None,
    lang: str,
    data: tuple[Path, ...],
    base: str | None,
    scope: str,
    folder: Path | None,
) -> None:
    """Write the graph as RDF, or its relations as a table or network.

    ttl, nt, nq, trig, jsonld and xml are RDF, every literal as it was written. csv has a row for
    each relation with its evidence; edges, graphml, gexf (dates as spells) and cytoscape are for
    programs that draw and measure networks. --as-of leaves out of these what is over, and tells
    of the rest how sure it holds.

    Example: kg export -f gexf --as-of 2014 -o pencoop.gexf
    """
    from kg import build, rdf_files

    if style in _RDF and as_of:
        raise UsageError(f"--as-of goes with {', '.join(_NETWORK)}.")
    if style in _NETWORK and asserted:
        raise UsageError(f"--asserted goes with {', '.join(_RDF)}.")
    if data:
        dataset = rdf_files.read_any(data, base=base)
    else:
        dataset = build.load(workspace_of(folder), scope=scope, check=False).dataset
    if style in _RDF:
        write_output(output, _as_rdf(dataset, style, asserted=asserted))
    else:
        write_output(output, _as_network(dataset, style, lang=lang, as_of=as_of))


def _as_rdf(dataset: Dataset, style: str, *, asserted: bool) -> bytes:
    from kg import exports, understanding

    return exports.export(understanding.restate(dataset) if asserted else dataset, style)


def _as_network(dataset: Dataset, style: str, *, lang: str, as_of: str | None) -> bytes:
    from kg import network, network_exports, store

    drawn = network.read_network(store.in_memory(dataset.quads))
    return network_exports.export_network(drawn, style, lang=lang, as_of=as_of)
