"""Passages: the words of the sources, from the folders where their texts are at hand."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.rdf.store import Store


def excerpts_of(store: Store, sources: Path | None, lang: str) -> dict[str, str]:
    """Return the passages in the folder that --sources names, by the identifier of their evidence.

    What is not shown, because the texts there are not those on record, is said on stderr.
    """
    if sources is None:
        return {}
    from kg.evidence.verification import read_excerpts

    warn = functools.partial(click.echo, err=True)
    return read_excerpts(store, sources, warn=warn, lang=lang)


def passages_of(
    store: Store, workspace: Workspace | None, sources: Path | None, lang: str
) -> dict[str, tuple[str, ...]]:
    """Return the passages in a folder and in the texts that a workspace keeps, in their sentences.

    What is not shown, because the texts there are not those on record, is said on stderr.
    """
    from kg.evidence import texts
    from kg.evidence.verification import mark_passages

    has_own = workspace and texts.kept_texts(workspace).is_dir()
    if workspace and has_own:
        found = texts.read_folders(workspace, sources)
    elif sources:
        found = texts.read_folder(sources)
    else:
        raise UsageError("no text is kept here. Give the folder with the source texts: --sources.")
    warn = functools.partial(click.echo, err=True)
    return mark_passages(store, found, warn=warn, lang=lang)
