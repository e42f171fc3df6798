"""kg export: the graph as a file."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    data_option,
    format_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)


@click.command("export")
@format_option("ttl", "nt", "nq", "trig", "jsonld", "xml", default="ttl")
@output_option
@click.option("--asserted", is_flag=True, help="Leave out what was derived.")
@data_option
@click.option("--base", metavar="IRI", help="With --data: the address of the files.")
@scope_option
@workspace_option
def command(
    style: str,
    output: Path,
    asserted: bool,
    data: tuple[Path, ...],
    base: str | None,
    scope: str,
    folder: Path | None,
) -> None:
    """Write the graph in a syntax of RDF.

    Every literal stands as it was written.

    Example: kg export -f nq -o pencoop.nq
    """
    from kg import build, exports, graph, rdf_files

    if data:
        dataset = rdf_files.read_any(data, base=base)
    else:
        dataset = build.load(workspace_of(folder), scope=scope, check=False).dataset
    if asserted:
        kept = [quad for quad in dataset.quads if not graph.is_derived(quad)]
        dataset = graph.Dataset(kept, dataset.tags)
    write_output(output, exports.export(dataset, style))
