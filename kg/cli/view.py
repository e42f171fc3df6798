"""kg view: the interactive network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    THING,
    ReadFrom,
    as_of_option,
    find_thing,
    lang_option,
    output_option,
    source_options,
    sources_option,
    workspace_of,
    write_output,
)
from kg.cli.passages import passages_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.network.network import Network
    from kg.text.words import Words


@click.command("view")
@output_option
@click.option("--about", type=THING, metavar="THING", help="Draw only what lies around this thing.")
@click.option(
    "--depth",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help="How many steps around it.",
)
@as_of_option
@click.option(
    "--keep-positions", is_flag=True, help="Keep this picture for later: graphdata/positions.json."
)
@click.option("--plain", is_flag=True, help="Write the page of pyvis itself, made offline.")
@sources_option
@click.option(
    "--with-passages",
    is_flag=True,
    help="Show the passages themselves, from the texts that the workspace keeps.",
)
@lang_option
@source_options
def command(
    output: Path,
    about: str | None,
    depth: int,
    as_of: str | None,
    keep_positions: bool,
    plain: bool,
    sources: Path | None,
    with_passages: bool,
    lang: str,
    source: ReadFrom,
) -> None:
    """Write the interactive network as one HTML file.

    The page needs no network. A passage is shown in its sentence, beside the statement that rests
    on it; whoever has the page can read it there.

    Example: kg view --about cep --depth 2 -o cep.html
    """
    from kg.network.network import read_network
    from kg.page import views
    from kg.page.about import look_around
    from kg.page.page import network_page

    state = ["view=overview", f"asof={as_of}"] if as_of else []
    if plain and (sources or with_passages):
        raise UsageError("the page of pyvis shows no passages. Leave out --plain or the sources.")
    store, workspace = source.open_drawn(), _workspace(source)
    kept = workspace if with_passages else None
    whole = read_network(store) if keep_positions or not about else None
    if keep_positions and whole:
        _keep_positions(workspace, whole)
    found = look_around(store, find_thing(store, about), depth) if about else None
    drawn = found.drawn if found else whole
    if plain:
        _write_plain(
            output, drawn or read_network(store), as_of, found.name if found else None, lang
        )
        return
    if drawn and (said := views.say_opening(drawn, is_part=bool(found))):
        click.echo(said, err=True)
    page = network_page(
        store,
        workspace,
        lang=lang,
        drawn=drawn,
        state="&".join([*found.state, *state[1:]] if found else state),
        excerpts=passages_of(store, kept, sources, lang) if sources or with_passages else None,
        about=found.name if found else None,
        is_part=bool(found),
    )
    write_output(output, page.encode())
    if str(output) != "-":
        click.echo(f"Open it in a browser: {output.resolve().as_uri()}", err=True)


def _write_plain(
    output: Path, drawn: Network, as_of: str | None, name: Words | None, lang: str
) -> None:
    """Write the page of pyvis of what is drawn."""
    from kg.network.projection import narrow
    from kg.page.plain import plain_page
    from kg.text.words import Words, in_language, read_words

    title = in_language(name or Words(*read_words()["title"]), lang)
    write_output(output, plain_page(narrow(drawn, as_of=as_of), title).encode())


def _workspace(source: ReadFrom) -> Workspace | None:
    """Return the workspace that is drawn, where it is one."""
    if source.data or source.store_path or source.endpoint:
        return None
    return workspace_of(source.folder)


def _keep_positions(workspace: Workspace | None, drawn: Network) -> None:
    """Write where each thing stands now, so that a later picture looks alike."""
    if workspace is None:
        raise UsageError("--keep-positions needs a workspace to keep them in.")
    workspace.require_own()
    from kg.files import locked, write_atomically
    from kg.page import picture

    with locked(workspace.root):
        composed = picture.compose(drawn, picture.read_kept(workspace.root))
        write_atomically(workspace.root / picture.KEPT, picture.kept_text(composed).encode())
