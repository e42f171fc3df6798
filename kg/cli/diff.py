"""kg diff: what changed between two versions."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    format_option,
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@format_option("text", "md", "json", "patch", default="text")
@output_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    metavar="N",
    help="Show N changes in text and md; 0: all.",
)
@lang_option
@scope_option
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str | None,
    style: str,
    output: Path,
    limit: int,
    lang: str,
    scope: str,
    folder: Path | None,
) -> None:
    """Say what changed between two versions, in sentences by thing.

    OLD and NEW are workspaces, RDF files, or revisions in git; without NEW, the files as they are
    now. Evidence that has moved is no change of fact, and what follows by the rules is said apart.
    md: release notes. patch: RDF Patch of Apache Jena. Exit code 0: no difference. 1: differences.

    Example: kg diff HEAD
    """
    from kg.changes import report as change_report
    from kg.changes import versions
    from kg.cli.progress import progress
    from kg.rdf import writers

    workspace = workspace_of(folder)
    first, second = _versions(old, new)
    with progress() as step:
        step("reading both versions")
        before = versions.read_version(first, workspace, scope=scope)
        after = (
            versions.read_version(second, workspace, scope=scope)
            if second
            else versions.read_working_tree(workspace, scope=scope)
        )
        step("comparing")
        report = change_report.compare(before, after)
    if style == "patch":
        text = writers.write_patch(report.removed, report.added)
    else:
        text = change_report.write_report(report, style, lang=lang, limit=limit)
    write_output(output, text.encode())
    click.echo(change_report.count_changes(report) or "no difference", err=True)
    if report.changes:
        ctx.exit(1)


def _versions(old: str, new: str | None) -> tuple[str, str | None]:
    """Return both versions; OLD..NEW is written in one word by people who know git."""
    one, dots, other = old.partition("..")
    if new is None and dots and one and not Path(old).exists():
        return one, other.lstrip(".") or "HEAD"
    return old, new
