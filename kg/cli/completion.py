"""kg completion: Tab completes commands, options, questions and identifiers in a shell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem, get_completion_class

from kg.errors import KgError
from kg.graph.workspace import Workspace, find_workspace

_SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_KG_COMPLETE"  # by which click is asked
_MOST: Final = 60  # identifiers whose names are read; a longer list nobody reads either
_NAME: Final = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"(@en)?|\Z)', re.DOTALL)


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


def identifiers(
    ctx: click.Context, incomplete: str, sorts: Collection[str] = ("thing",)
) -> list[CompletionItem]:
    """Return the identifiers of things and documents that begin so, with their English names.

    *sorts* are words for the folders of the registry, ``document``, or ``thing`` for all. They are
    names of files, so nothing is parsed. Where there is no workspace there are none.
    """
    try:
        found = sorted(_files(_workspace(ctx), sorts))
    except (KgError, OSError):
        return []
    fitting = [path for name, path in found if name.startswith(incomplete)]
    if len(fitting) > _MOST:
        return [CompletionItem(path.stem) for path in fitting]
    return [CompletionItem(path.stem, help=_name_in(path)) for path in fitting]


def concepts(ctx: click.Context, incomplete: str, scheme: str) -> list[CompletionItem]:
    """Return the concepts of a scheme (``kind``, ``role`` …) that begin so, from the ontology."""
    subject = re.compile(rf"^{scheme}:([a-z0-9-]+) a ", re.MULTILINE)
    try:
        paths = sorted((_workspace(ctx).root / "ontology/concepts").glob("*.ttl"))
        found = [name for path in paths for name in subject.findall(_text(path))]
    except (KgError, OSError):
        return []
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def kinds(ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the kinds of things that begin so."""
    return concepts(ctx, incomplete, "kind")


def _workspace(ctx: click.Context) -> Workspace:
    """Return the workspace that -C names on the way to this command, or the current one."""
    way: list[click.Context] = [ctx]
    while way[-1].parent is not None:
        way.append(way[-1].parent)
    named = next((each.params["folder"] for each in way if each.params.get("folder")), None)
    return find_workspace(Path(named) if named else None)


def _files(workspace: Workspace, sorts: Collection[str]) -> Iterator[tuple[str, Path]]:
    graphdata, every = workspace.root / "graphdata", "thing" in sorts
    for path in graphdata.glob("registry/*/*.ttl"):
        if every or path.parent.name.removesuffix("s") in sorts:
            yield path.stem, path
    for path in graphdata.glob("sources/*/*.ttl") if every or "document" in sorts else ():
        yield path.stem, path


def _name_in(path: Path) -> str | None:
    """Return the first English text of a file: its name, by the canonical layout."""
    found = _NAME.finditer(_text(path))
    return next((name for name, english in map(re.Match.groups, found) if english), None)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")
