"""kg completion: Tab completes commands, options, questions and identifiers in a shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem, get_completion_class

from kg.errors import KgError
from kg.workspace import Workspace, find_workspace

_SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_KG_COMPLETE"  # by which click is asked
_MOST: Final = 60  # identifiers whose names are read; a longer list nobody reads either
_KIND: Final = re.compile(r"^kind:([a-z0-9-]+)", re.MULTILINE)
_NAME: Final = re.compile(r'"((?:[^"\\]|\\.)*)"@en')


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print what makes Tab complete commands, options and identifiers.

    \b
    Put one of these lines into the start-up file of your shell:
    ~/.bashrc (bash 4.4)        eval "$(kg completion bash)"
    ~/.zshrc                    eval "$(kg completion zsh)"
    ~/.config/fish/config.fish  kg completion fish | source

    Example: kg completion bash
    """
    from kg.cli import cli

    completion = get_completion_class(shell)
    assert completion is not None  # click knows the three
    click.echo(completion(cli, {}, "kg", _VARIABLE).source())


def identifiers(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return the identifiers of things and documents that begin so, with their English names.

    They are names of files, so nothing is parsed. Where there is no workspace there are none.
    """
    try:
        found = sorted(_files(_workspace(ctx)))
    except (KgError, OSError):
        return []
    fitting = [path for name, path in found if name.startswith(incomplete)]
    if len(fitting) > _MOST:
        return [CompletionItem(path.stem) for path in fitting]
    return [CompletionItem(path.stem, help=_name_in(path)) for path in fitting]


def kinds(ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the kinds of things that begin so, read from the text of the ontology."""
    try:
        path = _workspace(ctx).root / "ontology/concepts/kinds.ttl"
        found = _KIND.findall(path.read_text("utf-8", "replace"))
    except (KgError, OSError):
        return []
    return [CompletionItem(kind) for kind in found if kind.startswith(incomplete)]


def _workspace(ctx: click.Context) -> Workspace:
    folder = ctx.params.get("folder") or ctx.find_root().params.get("folder")
    return find_workspace(Path(folder) if folder else None)


def _files(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    graphdata = workspace.root / "graphdata"
    for path in graphdata.glob("registry/*/*.ttl"):
        yield path.stem, path
    for path in graphdata.glob("sources/*/*.ttl"):
        yield path.stem, path


def _name_in(path: Path) -> str | None:
    """Return the first English text of a file: its name, by the canonical layout."""
    found = _NAME.search(path.read_text("utf-8", "replace"))
    return found[1] if found else None
