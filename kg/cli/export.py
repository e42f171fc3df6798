"""kg export: the graph, or the network that it amounts to, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import (
    ReadFrom,
    as_of_option,
    count_words,
    format_option,
    lang_option,
    output_option,
    source_options,
    workspace_of,
    write_output,
)
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.rdf.dataset import Dataset

_RDF: Final = ("ttl", "nt", "nq", "trig", "jsonld", "xml")
_NETWORK: Final = ("csv", "edges", "graphml", "gexf", "cytoscape")
_WORKBOOK: Final = "xlsx"


@click.command("export")
@format_option(*_RDF, *_NETWORK, _WORKBOOK, default="ttl")
@output_option
@click.option("--asserted", is_flag=True, help="RDF without what was derived.")
@as_of_option
@lang_option
@click.option("--base", metavar="IRI", help="With --data: the address of the files.")
@source_options
def command(
    style: str,
    output: Path,
    asserted: bool,
    as_of: str | None,
    lang: str,
    base: str | None,
    source: ReadFrom,
) -> None:
    """Write the graph as RDF, its relations as a table or network, its records as a workbook.

    ttl, nt, nq, trig, jsonld and xml are RDF, every literal as it was written. csv has a row for
    each relation with its evidence; edges, graphml, gexf (dates as spells) and cytoscape are for
    programs that draw and measure networks. --as-of leaves out of these what is over, and tells
    of the rest how sure it holds. xlsx is a workbook that can be edited and imported again.

    Example: kg export -f gexf --as-of 2014 -o pencoop.gexf
    """
    if style == _WORKBOOK:
        elsewhere = source.data or source.store_path or source.endpoint
        if elsewhere or asserted or as_of:
            raise UsageError(
                "xlsx holds the records of a workspace, and goes with --scope, --lang."
            )
        write_output(output, _as_workbook(workspace_of(source.folder), source.scope, lang))
    elif style in _RDF:
        if as_of:
            raise UsageError(f"--as-of goes with {', '.join(_NETWORK)}.")
        write_output(output, _as_rdf(source, style, base=base, asserted=asserted))
    else:
        if asserted:
            raise UsageError(f"--asserted goes with {', '.join(_RDF)}.")
        write_output(output, _as_network(source, style, base=base, lang=lang, as_of=as_of))


def _as_workbook(workspace: Workspace, scope: str, lang: str) -> bytes:
    from kg.graph import reading
    from kg.imports.meaning.known import read_background
    from kg.imports.rows import export

    known = read_background(reading.read(workspace, scope=scope))
    if left_out := export.count_left_out(known):
        claims = count_words(left_out, "claim")
        sorts = "(attributes, funding, influence) have no sheet; an import leaves them as they are"
        click.echo(f"{claims} of other sorts {sorts}", err=True)
    return export.export_workbook(known, lang=lang)


def _as_rdf(source: ReadFrom, style: str, *, base: str | None, asserted: bool) -> bytes:
    from kg.graph import identity
    from kg.rdf import writers

    dataset = _read(source, base) if source.data else source.open_dataset()
    return writers.export(identity.restate(dataset) if asserted else dataset, style)


def _as_network(
    source: ReadFrom, style: str, *, base: str | None, lang: str, as_of: str | None
) -> bytes:
    from kg.network import exports as network_exports
    from kg.network import network

    drawn = network.read_network(source.open_drawn(base))
    return network_exports.export_network(drawn, style, lang=lang, as_of=as_of)


def _read(source: ReadFrom, base: str | None) -> Dataset:
    from kg.rdf.readers import read_any

    return read_any(source.data, base=base)
