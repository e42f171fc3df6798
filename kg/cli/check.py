"""kg check: what is wrong with the files."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from kg.cli.options import (
    count_words,
    format_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.names import shorten


@click.command("check")
@format_option("text", "json", default="text")
@output_option
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@scope_option
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, style: str, output: Path, strict: bool, scope: str, folder: Path | None
) -> None:
    """List what is wrong with the files of the graph.

    Each finding stands with its file and line. Exit code 0: nothing worse than a warning.
    1: errors, or warnings with --strict.

    Example: kg check --strict
    """
    from kg import findings, graph

    found = findings.find_findings(graph.read(workspace_of(folder), scope=scope))
    if style == "json":
        rows = [
            each._asdict() | {"thing": shorten(each.thing) if each.thing else None}
            for each in found
        ]
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{finding}\n" for finding in found)
    write_output(output, text.encode())
    severities = Counter(finding.severity for finding in found)
    counts = [count_words(severities[name], name) for name in ("error", "warning")]
    click.echo(", ".join(counts), err=True)
    if severities["error"] or (strict and severities["warning"]):
        ctx.exit(1)
