"""kg compare: two things side by side."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    THING,
    ReadFrom,
    as_of_option,
    find_thing,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    write_output,
)


@click.command("compare")
@click.argument("a", metavar="A", type=THING)
@click.argument("b", metavar="B", type=THING)
@click.option("--roll-up", is_flag=True, help="Count what their parts have as theirs.")
@as_of_option
@lang_option
@format_option("table", "md", "json", "csv", default="table")
@output_option
@source_options
def command(
    a: str,
    b: str,
    roll_up: bool,
    as_of: str | None,
    lang: str,
    style: str,
    output: Path,
    source: ReadFrom,
) -> None:
    """Put two organisations side by side: what both have, and what only one.

    Identity, memberships, agreements, partners, projects, events and numbers by year, each with its
    dates and the places where it is read. Projects, programmes, events and countries can be
    compared too.

    Example: kg compare cz-pms cz-vscr --roll-up
    """
    from kg.network import comparison_report as reports
    from kg.network.comparison import compare

    found = compare(source.open_derived(), (a, b), as_of=as_of, roll_up=roll_up, look_up=find_thing)
    report = reports.Report(found, lang, as_of)
    match style:
        case "json":
            text = reports.write_json(report)
        case "csv":
            text = reports.write_csv(report)
        case "md":
            text = reports.write_markdown(report)
        case _:
            text = reports.write_text(report, width=output_width())
    write_output(output, text.encode())
