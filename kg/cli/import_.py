"""kg import: files of facts into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import count_words, workspace_of, workspace_option

if TYPE_CHECKING:
    from kg.ledger import Plan

_SHOWN: Final = 3  # names of each sort


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--apply", "write", is_flag=True, help="Write the files; without it nothing changes.")
@click.option(
    "--keep-things", is_flag=True, help="Leave the records of things that are known as they are."
)
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], write: bool, keep_things: bool, folder: Path | None
) -> None:
    """Add what files say to the graph; first show what would change.

    Nothing is written without --apply.

    \b
    facts   JSON Lines, one fact on each line: its claims, its source_id, when, status, note;
            beside it CSV tables of things (key, name, kind …) and sources (source_id, url …)

    What is known already is not written again, so the same files imported twice change nothing.
    With something wrong in a record nothing is written (exit code 1).

    Example: kg import facts.jsonl things.csv sources.csv --apply
    """
    from kg import intake, ledger
    from kg.cli.progress import progress

    workspace = workspace_of(folder)
    with progress() as step:
        taken = intake.take_in(workspace, paths, keep_things=keep_things, progress=step)
    for finding in taken.findings:
        click.echo(str(finding))
    if taken.plan is None:
        click.echo(f"{count_words(len(taken.findings), 'finding')}; nothing is written", err=True)
        ctx.exit(1)
    _show(taken.plan)
    if write:
        ledger.apply(workspace, taken.plan)
    done = "written" if write else "would be written; --apply writes them"
    click.echo(f"{count_words(len(taken.plan.changes), 'file')} {done}", err=True)


def _show(made: Plan) -> None:
    """Write what a plan adds."""
    for one, several, which in (
        ("new thing", "new things", made.things),
        ("new source", "new sources", made.sources),
        ("new claim", "new claims", made.claims),
        ("known claim with further evidence", "known claims with further evidence", made.seconded),
    ):
        some = ", ".join(which[:_SHOWN]) + (", …" if len(which) > _SHOWN else "")
        noun = one if len(which) == 1 else several
        click.echo(f"{len(which):>7,}  {noun}{': ' if some else ''}{some}")
