"""kg fmt: the canonical layout of graphdata."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import count_words, workspace_of, workspace_option


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; list what would change and exit 1."
)
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], only_check: bool, folder: Path | None
) -> None:
    """Lay out the Turtle files of graphdata in the one canonical way.

    With FILEs, only those. Every fact stays; a file with a comment or a blank node is left alone
    and named.

    Example: kg fmt --check
    """
    from kg.graph import formatting

    changed = formatting.format_files(workspace_of(folder), paths, write=not only_check)
    for name in changed:
        click.echo(name)
    verb = "would change" if only_check else "changed"
    click.echo(f"{count_words(len(changed), 'file')} {verb}", err=True)
    if only_check and changed:
        ctx.exit(1)
