"""kg view: the interactive network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)


@click.command("view")
@output_option
@lang_option
@scope_option
@workspace_option
def command(output: Path, lang: str, scope: str, folder: Path | None) -> None:
    """Write the interactive network as one HTML file.

    The page needs no network.

    Example: kg view -o network.html
    """
    from kg import build
    from kg.page import network_page

    workspace = workspace_of(folder)
    built = build.load(workspace, scope=scope, check=False)
    write_output(output, network_page(built.store, workspace, lang=lang).encode())
    if str(output) != "-":
        click.echo(f"Open it in a browser: {output.resolve().as_uri()}", err=True)
