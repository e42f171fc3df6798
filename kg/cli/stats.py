"""kg stats: what is in the graph, and how it hangs together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    ReadFrom,
    as_of_option,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    write_output,
)
from kg.errors import UsageError
from kg.names import shorten

if TYPE_CHECKING:
    from kg.graph.statistics import Count
    from kg.rdf.store import Store


@click.command("stats")
@click.option("--measures", is_flag=True, help="Measure the network instead of counting.")
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="N",
    help="Measures: list the first N of each (default: 10; 0: all). csv and json have all.",
)
@as_of_option
@lang_option
@format_option("table", "csv", "json", "md", default="table")
@output_option
@source_options
def command(
    measures: bool,
    top: int | None,
    as_of: str | None,
    lang: str,
    style: str,
    output: Path,
    source: ReadFrom,
) -> None:
    """Count what is in the graph, or measure the network.

    Counts: things and claims by class and status, derived edges by property, evidence by source.
    Measures: degree, brokerage, communities, components, densities by kind and over time, and what
    is known of relations; each says what it means and who defined it.

    Example: kg stats --measures --top 5 --scope core
    """
    if measures:
        text = _measured(source.open_derived(), style, lang, as_of, 10 if top is None else top)
    elif as_of or top is not None:
        raise UsageError("--as-of and --top go with --measures.")
    else:
        from kg.graph import statistics

        text = _text(statistics.count(source.open_derived()), style, lang)
    write_output(output, text.encode())


def _measured(store: Store, style: str, lang: str, as_of: str | None, top: int) -> str:
    from kg.network import measures_report

    report = measures_report.read_report(store, as_of=as_of, lang=lang)
    match style:
        case "json":
            return measures_report.write_json(report)
        case "csv":
            return measures_report.write_csv(report)
        case "md":
            return measures_report.write_markdown(report, top=top)
    return measures_report.write_text(report, top=top, width=output_width())


def _text(counts: list[Count], style: str, lang: str) -> str:
    if style == "json":
        rows = [
            {"group": each.group, "name": shorten(each.name), "number": each.number}
            for each in counts
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if style == "table":
        from kg.graph.statistics import say

        return "".join(line + "\n" for line in say(counts, lang))
    from kg.text.tables import Table, write_table

    cells = tuple((each.group, shorten(each.name), str(each.number)) for each in counts)
    return write_table(Table(("group", "name", "number"), cells), style)
