"""kg verify: the evidence of the graph against the source texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evidence.verification import Verification
    from kg.graph.workspace import Workspace


@click.command("verify")
@click.argument("texts", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@format_option("table", "json", default="table")
@output_option
@click.option("--fix", is_flag=True, help="Show the new positions of what has moved; write them.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--strict", is_flag=True, help="A span must also speak of its claims.")
@lang_option
@scope_option
@workspace_option
def command(
    texts: Path | None,
    style: str,
    output: Path,
    fix: bool,
    yes: bool,
    strict: bool,
    lang: str,
    scope: str,
    folder: Path | None,
) -> int:
    """Check the evidence against the source texts in a folder.

    DIR holds the texts, whatever their file names; other files are named and ignored. The texts
    that kg read keeps in the workspace are found without it.

    Exit code 0: every document and every span is as recorded. 1: something is not.

    Example: kg verify texts/
    """
    from kg.cli.progress import progress
    from kg.evidence import report, verification
    from kg.evidence.texts import kept_texts

    if yes and not fix:
        raise UsageError("--yes goes with --fix.")
    workspace = workspace_of(folder)
    if texts is None and not kept_texts(workspace).is_dir():
        raise UsageError("no text is kept here. Give the folder with the source texts.")
    with progress() as step:
        step("reading the texts and the graph, comparing")
        result = verification.verify(workspace, texts, scope=scope, lang=lang)
    if fix and _fix(result, workspace, yes=yes, lang=lang):
        result = verification.verify(workspace, texts, scope=scope, lang=lang)
    write_output(output, report.FORMATS[style](result, lang).encode())
    for line in report.say_ignored(result, lang):
        click.echo(line, err=True)
    return 0 if result.holds and not (strict and result.findings) else 1


def _fix(result: Verification, workspace: Workspace, *, yes: bool, lang: str) -> bool:
    """Show what would change and write it if that is wanted; tell whether it was written."""
    from kg.evidence import reanchoring
    from kg.text.words import read_words, say

    words = read_words("cli/verify")
    changes = reanchoring.find_changes(result)
    if not changes:
        click.echo(say(words, "nothing", lang), err=True)
        return False
    for change in changes:
        click.echo(str(change), err=True)
    if not yes and not sys.stdin.isatty():
        raise UsageError(f"{count_words(len(changes), 'change')}. Give --yes to write them.")
    if not yes and not click.confirm(say(words, "ask", lang), err=True):
        click.echo(say(words, "kept", lang), err=True)
        return False
    for name in reanchoring.apply(changes, workspace):
        click.echo(say(words, "written", lang, file=name), err=True)
    return True
