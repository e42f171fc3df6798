"""kg view: the interactive network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.network import Network
    from kg.store import Store
    from kg.workspace import Workspace


@click.command("view")
@output_option
@click.option("--about", metavar="THING", help="Draw only what lies around this thing.")
@click.option(
    "--depth",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help="How many steps around it.",
)
@click.option("--as-of", metavar="YEAR", help="Open the page as of a year, month or day.")
@click.option(
    "--keep-positions", is_flag=True, help="Keep this picture for later: graphdata/positions.json."
)
@lang_option
@scope_option
@workspace_option
def command(
    output: Path,
    about: str | None,
    depth: int,
    as_of: str | None,
    keep_positions: bool,
    lang: str,
    scope: str,
    folder: Path | None,
) -> None:
    """Write the interactive network as one HTML file.

    The page needs no network.

    Example: kg view --about cep --depth 2 -o cep.html
    """
    from kg import build, network
    from kg.names import shorten
    from kg.page import network_page

    workspace = workspace_of(folder)
    store = build.load(workspace, scope=scope).store
    drawn = network.read_network(store)
    state = [f"asof={_point(as_of)}"] if as_of else []
    if keep_positions:
        _keep_positions(workspace, drawn)
    if about:
        thing = shorten(_look_up(store, about))
        drawn, state = network.around(drawn, thing, depth), [f"sel={thing}", *state]
    page = network_page(store, workspace, lang=lang, drawn=drawn, state="&".join(state))
    write_output(output, page.encode())
    if str(output) != "-":
        click.echo(f"Open it in a browser: {output.resolve().as_uri()}", err=True)


def _point(as_of: str) -> str:
    from kg.edtf import days

    try:
        days(as_of)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}.") from error
    return as_of


def _look_up(store: Store, words: str) -> str:
    from kg.lookup import look_up

    return look_up(store, words)


def _keep_positions(workspace: Workspace, drawn: Network) -> None:
    """Write where each thing stands now, so that a later picture looks alike."""
    from kg.files import write_atomically
    from kg.layout import place
    from kg.page import kept_positions

    positions = place(drawn, kept_positions(workspace))
    lines = [f"{json.dumps(node)}: {json.dumps(at)}" for node, at in sorted(positions.items())]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    write_atomically(workspace.root / "graphdata/positions.json", text.encode())
