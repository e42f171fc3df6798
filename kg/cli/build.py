"""kg build: the main job."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import lang_option, scope_option, workspace_of, workspace_option
from kg.graph.workspace import cache_folder

if TYPE_CHECKING:
    from kg.build_folder import Result


@click.command("build")
@workspace_option
@scope_option
@lang_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to write (default: build/).",
)
def command(folder: Path | None, scope: str, lang: str, output: Path | None) -> None:
    """Check, derive and write the dataset, the network page and a store.

    Example: kg build
    """
    from kg import build_folder
    from kg.cli.progress import progress

    with progress() as step:
        result = build_folder.build(
            workspace_of(folder),
            scope=scope,
            output=output,
            lang=lang,
            cache=cache_folder(os.environ),
            progress=step,
        )
    for finding in result.findings:
        if finding.severity != "info":
            click.echo(str(finding), err=True)
    click.echo("\n".join(_summary(result)))
    page = (result.folder / "network.html").resolve().as_uri()
    if not result.is_new:
        click.echo("Nothing has changed since the last build.", err=True)
    if result.opening:
        click.echo(result.opening, err=True)
    click.echo(f"\nOpen the network in a browser: {page}", err=True)


def _summary(result: Result) -> Iterator[str]:
    """Yield the lines that say what a build made."""
    from kg.build_folder import STORE
    from kg.graph.statistics import say

    yield from say(result.counts)
    severities = [finding.severity for finding in result.findings]
    yield "findings"
    yield f"  {severities.count('error'):>7,}  errors"
    yield f"  {severities.count('warning'):>7,}  warnings"
    yield f"  {severities.count('info'):>7,}  infos"
    yield "files"
    yield from (f"  {size:>9,} bytes  {name}" for name, size in result.files.items())
    yield f"  {'an index':>15}  {STORE}/"
    yield f"fingerprint  {result.fingerprint}"
