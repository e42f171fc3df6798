"""kg stats: what is in the graph."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    Source,
    format_option,
    output_option,
    source_options,
    write_output,
)
from kg.names import shorten

if TYPE_CHECKING:
    from kg.statistics import Count


@click.command("stats")
@format_option("table", "csv", "json", "md", default="table")
@output_option
@source_options
def command(style: str, output: Path, source: Source) -> None:
    """Count what is in the graph.

    Things and claims by class and status, derived edges by property, evidence by source.

    Example: kg stats --scope core
    """
    from kg import statistics

    counts = statistics.count(source.open_store())
    write_output(output, _text(counts, style).encode())


def _text(counts: list[Count], style: str) -> str:
    if style == "json":
        rows = [
            {"group": each.group, "name": shorten(each.name), "number": each.number}
            for each in counts
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if style == "table":
        return "".join(_lines(counts))
    from kg.tables import Table, write_table

    cells = tuple((each.group, shorten(each.name), str(each.number)) for each in counts)
    return write_table(Table(("group", "name", "number"), cells), style)


def _lines(counts: list[Count]) -> list[str]:
    lines = []
    for group, several in groupby(counts, key=lambda each: each.group):
        lines.append(group + "\n")
        lines += [f"  {each.number:>7,}  {shorten(each.name)}\n" for each in several]
    return lines
