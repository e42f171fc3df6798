"""kg import: files of facts into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.options import (
    count_words,
    lang_option,
    output_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import UsageError

KINDS: Final = (
    *("organisations", "memberships", "agreements", "projects", "visits", "events"),
    *("observations", "identifiers", "sources"),
)


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--apply", "write", is_flag=True, help="Write the files; without it nothing changes.")
@click.option("--skip", is_flag=True, help="With --apply: leave out rows that are wrong or wait.")
@click.option("--new", "accept_new", is_flag=True, help="Take every body that is not known as new.")
@click.option(
    "--review",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="List the names to decide here; what is decided in it is used.",
)
@click.option("--by", default="", metavar="OFFICE", help="Who decides, for the record.")
@click.option(
    "--template", type=click.Choice(KINDS[:-1]), help="Write a table to fill in, and nothing else."
)
@output_option
@lang_option
@click.option("--kind", type=click.Choice(KINDS), help="What the rows are about.")
@click.option("--sheet", metavar="NAME", help="Read this sheet only.")
@click.option(
    "--map", "given", multiple=True, metavar="COLUMN=FIELD", help="What a column means; repeatable."
)
@click.option("--own", metavar="BODY", help="Whose table it is: the other side of its rows.")
@click.option("--source", metavar="URL|TITLE", help="What is cited where a row names no source.")
@click.option("--title", metavar="TEXT", help="Its title (default: the name of the file).")
@click.option("--publisher", metavar="BODY", help="Who published it.")
@click.option("--date", metavar="DATE", help="When it was issued.")
@click.option(
    "--keep-things", is_flag=True, help="Leave the records of things that are known as they are."
)
@click.option(
    "--coverage",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a table of which claims each fact became.",
)
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    write: bool,
    skip: bool,
    accept_new: bool,
    review: Path | None,
    by: str,
    template: str | None,
    output: Path,
    lang: str,
    kind: str | None,
    sheet: str | None,
    given: tuple[str, ...],
    own: str | None,
    source: str | None,
    title: str | None,
    publisher: str | None,
    date: str | None,
    keep_things: bool,
    coverage: Path | None,
    folder: Path | None,
) -> None:
    """Add what files say to the graph; first show what would change.

    Nothing is written without --apply.

    \b
    tables  CSV, TSV or XLSX; columns in English or Czech, dates as people write them, bodies by
            name; --template KIND gives a table to fill in (CSV, with -o NAME.xlsx a workbook)
    RDF     Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML: own terms as they are, those of
            ORG, schema.org, FOAF and EURIO as claims
    facts   JSON Lines, one fact on each line: its claims, its source_id, when, status, note;
            beside it CSV tables of things (key, name, kind …) and sources (source_id, url …);
            graphdata/README.md says more

    What is known already is not written again, so the same files imported twice change nothing.
    With something wrong in a record nothing is written (exit code 1).

    Names that are not known, or only nearly, wait for a decision (--review, --new).

    Example: kg import partners.xlsx --review names.csv
    """
    from kg.additions import plan
    from kg.cli import import_tables
    from kg.cli.progress import progress
    from kg.imports import intake

    if template:
        import_tables.write_template(workspace_of(folder), template, output, lang)
        return
    if not paths:
        raise UsageError("give the files to import, or --template KIND.")
    workspace = workspace_of(folder)
    if intake.are_tables(paths):
        from kg.imports.rows.headers import Options

        options = Options(
            kind=kind,
            sheet=sheet,
            given=import_tables.read_pairs(given),
            source=source,
            title=title,
            publisher=publisher,
            date=import_tables.read_day(date),
            accept_new=accept_new,
            own=own,
        )
        terms = import_tables.Terms(write, skip, review, by)
        ctx.exit(import_tables.take_in(workspace, paths, options, terms))
    with progress() as step:
        taken = intake.take_in(workspace, paths, keep_things=keep_things, progress=step)
    for finding in taken.findings:
        click.echo(str(finding))
    if taken.plan is None:
        click.echo(f"{count_words(len(taken.findings), 'finding')}; nothing is written", err=True)
        ctx.exit(1)
    import_tables.show_plan(taken.plan)
    if coverage:
        write_output(coverage, intake.coverage(taken).encode())
    if write:
        inside = Path.cwd().is_relative_to(workspace.root / "graphdata")
        plan.apply(workspace, taken.plan)
        if inside and len(taken.plan.changes) > 1:
            click.echo("graphdata/ was exchanged as a whole. Enter it again: cd .", err=True)
    done = "written" if write else "would be written; --apply writes them"
    click.echo(f"{count_words(len(taken.plan.changes), 'file')} {done}", err=True)
