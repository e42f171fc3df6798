"""kg export: the graph, or the network that it amounts to, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import (
    as_of_option,
    count_words,
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
    from kg.workspace import Workspace

_RDF: Final = ("ttl", "nt", "nq", "trig", "jsonld", "xml")
_NETWORK: Final = ("csv", "edges", "graphml", "gexf", "cytoscape")
_WORKBOOK: Final = "xlsx"


@click.command("export")
@format_option(*_RDF, *_NETWORK, _WORKBOOK, default="ttl")
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
    """Write the graph as RDF, its relations as a table or network, its records as a workbook.

    ttl, nt, nq, trig, jsonld and xml are RDF, every literal as it was written. csv has a row for
    each relation with its evidence; edges, graphml, gexf (dates as spells) and cytoscape are for
    programs that draw and measure networks. --as-of leaves out of these what is over, and tells
    of the rest how sure it holds. xlsx is a workbook that can be edited and imported again.

    Example: kg export -f gexf --as-of 2014 -o pencoop.gexf
    """
    from kg import build, rdf_files

    if style == _WORKBOOK:
        if data or asserted or as_of:
            raise UsageError(
                "xlsx holds the records of a workspace, and goes with --scope, --lang."
            )
        write_output(output, _as_workbook(workspace_of(folder), scope, lang))
        return
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


def _as_workbook(workspace: Workspace, scope: str, lang: str) -> bytes:
    from kg import graph, workbook
    from kg.background import read_background

    known = read_background(graph.read(workspace, scope=scope))
    if left_out := workbook.count_left_out(known):
        claims = count_words(left_out, "claim")
        sorts = "(attributes, funding, influence) have no sheet; an import leaves them as they are"
        click.echo(f"{claims} of other sorts {sorts}", err=True)
    return workbook.export_workbook(known, lang=lang)


def _as_rdf(dataset: Dataset, style: str, *, asserted: bool) -> bytes:
    from kg import exports, understanding

    return exports.export(understanding.restate(dataset) if asserted else dataset, style)


def _as_network(dataset: Dataset, style: str, *, lang: str, as_of: str | None) -> bytes:
    from kg import network, network_exports, store

    drawn = network.read_network(store.in_memory(dataset.quads))
    return network_exports.export_network(drawn, style, lang=lang, as_of=as_of)
