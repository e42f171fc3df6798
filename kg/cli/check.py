"""kg check: what is wrong with the files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kg.checks.report import FORMATS, write
from kg.cli.options import (
    count_words,
    format_option,
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)


@click.command("check")
@format_option(*FORMATS, default="text")
@output_option
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@lang_option
@scope_option
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    style: str,
    output: Path,
    strict: bool,
    lang: str,
    scope: str,
    folder: Path | None,
) -> None:
    """List what is wrong with the files of the graph.

    Each finding stands with its file and line: what a record says by itself, the shapes of
    ontology/shapes.ttl and the rules of ontology/checks. Exit code 0: nothing worse than a
    warning. 1: errors, or warnings with --strict.

    Example: kg check --strict
    """
    from kg.checks.review import review

    found = review(workspace_of(folder), scope=scope, lang=lang)
    write_output(output, write(found, style, strict=strict).encode())
    severities = Counter(finding.severity for finding in found)
    counts = [count_words(severities[name], name) for name in ("error", "warning", "info")]
    click.echo(", ".join(counts), err=True)
    if severities["error"] or (strict and severities["warning"]):
        ctx.exit(1)
