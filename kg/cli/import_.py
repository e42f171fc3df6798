"""kg import: files of facts into the graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from kg.cli import import_profile, import_report
from kg.cli.add_documents import Cited, Said, cite, read_digests
from kg.cli.options import (
    count_words,
    lang_option,
    output_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.cli.progress import progress
from kg.errors import SourceError, UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace

KINDS: Final = (
    *("organisations", "memberships", "agreements", "cooperations", "projects"),
    *("visits", "events", "observations", "identifiers", "sources"),
)


def _pairs(given: Sequence[str], option: str = "--map") -> dict[str, str]:
    """Return COLUMN=FIELD words as a mapping. Raises UsageError for a word of another form."""
    pairs = {}
    for each in given:  # a header may hold the sign, and so may a value
        name, sign, said = each.rpartition("=") if option == "--map" else each.partition("=")
        if not sign or not name or not said:
            form = "COLUMN=FIELD" if option == "--map" else "FIELD=VALUE"
            raise UsageError(f"{option} {each}: write {form}.")
        pairs[name] = said
    return pairs


def _day(date: str | None) -> str | None:
    """Return a date of the command line as EDTF. Raises UsageError for what is none."""
    from kg.imports.meaning.dates import read_date

    try:
        return read_date(date).edtf if date else None
    except ValueError as error:
        raise UsageError(f"--date: {error}.") from error


def _with_profile(
    words: dict[str, Any], paths: Sequence[Path], profile: Path | None, *, save: bool
) -> dict[str, Any]:
    """Return options with those of a profile: the one that is named, or that beside the table.

    With *save* they are kept beside the table.
    """
    own = import_profile.beside(paths[0])
    path = profile or own
    if profile is not None or (len(paths) == 1 and own.is_file() and own != paths[0]):
        click.echo(f"with the options of {path.name}", err=True)
        words = import_profile.with_profile(
            words, _as_given(import_profile.read_profile(path), path)
        )
    if save:
        import_profile.write_profile(own, words)
    return words


def _as_given(kept: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the options of a profile as the command line would take them.

    Raises SourceError for what it would refuse.
    """
    context = click.get_current_context()
    taken = dict(kept)
    for option in context.command.params:
        said = kept.get(option.name or "")
        if isinstance(said, str):
            try:
                taken[str(option.name)] = option.process_value(context, said)
            except (click.BadParameter, UsageError) as error:
                raise SourceError(f"{option.name}: {error.message}", file=path.name) from error
    return taken


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
@click.option(
    "--findings",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all findings into a file: CSV, or JSON by its ending.",
)
@click.option("--all", "whole", is_flag=True, help="Tell every change, in the words of kg diff.")
@click.option("--by", default="", metavar="OFFICE", help="Who decides, for the record.")
@click.option(
    "--template", type=click.Choice(KINDS[:-1]), help="Write a table to fill in, and nothing else."
)
@output_option
@lang_option
@click.option("--kind", type=click.Choice(KINDS), help="What the rows are about.")
@click.option("--sheet", metavar="NAME", help="Read this sheet only.")
@click.option(
    "--map",
    "given",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=lambda _context, _option, given: _pairs(given),
    help="What a column means; repeatable.",
)
@click.option("--base", metavar="IRI", help="RDF: the address that relative ones are below.")
@click.option(
    "--set",
    "for_all",
    multiple=True,
    metavar="FIELD=VALUE",
    callback=lambda _context, _option, given: _pairs(given, "--set"),
    help="What holds for all rows; repeatable.",
)
@click.option("--no-header", is_flag=True, help="The first row is no header: --map A=FIELD …")
@click.option(
    "--unknown",
    "unknown_as_notes",
    type=click.Choice(["wait", "note"]),
    default="wait",
    callback=lambda _context, _option, said: said == "note",
    help="Whether words for kind, role and status that are not known wait (default) or are notes.",
)
@click.option("--encoding", metavar="NAME", help="Of text files: utf-8, windows-1250 …")
@click.option("--own", metavar="BODY", help="Whose table it is: the other side of its rows.")
@click.option("--source", metavar="URL|TITLE", help="What is cited where a row names no source.")
@click.option(
    "--text",
    "texts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The text of a document that rows quote; a new one is registered. Repeatable.",
)
@click.option("--title", metavar="TEXT", help="Its title (default: the name of the file).")
@click.option("--publisher", metavar="BODY", help="Who published it.")
@click.option(
    "--date",
    metavar="DATE",
    callback=lambda _context, _option, date: _day(date),
    help="When it was issued.",
)
@click.option(
    "--profile",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TOML",
    help="Options kept of an earlier import (default: NAME.toml beside NAME.csv).",
)
@click.option(
    "--save-profile", is_flag=True, help="Keep these options beside the table, as NAME.toml."
)
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
    /,
    paths: tuple[Path, ...],
    write: bool,
    skip: bool,
    review: Path | None,
    findings: Path | None,
    whole: bool,
    by: str,
    template: str | None,
    output: Path,
    lang: str,
    keep_things: bool,
    coverage: Path | None,
    folder: Path | None,
    profile: Path | None,
    save_profile: bool,
    texts: tuple[Path, ...],
    **words: Any,  # noqa: ANN401 - the fields of `Options`
) -> None:
    """Add what files say to the graph; first show what would change.

    Nothing is written without --apply.

    \b
    tables  CSV, TSV, XLSX, XLS or ODS; columns in English or Czech, dates as people write them,
            bodies by name; --template KIND gives a table to fill in (CSV, with -o NAME.xlsx a
            workbook)
    RDF     Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML: own terms as they are, those of
            ORG, CPOV, schema.org, FOAF, vCard and EURIO as claims
    others  Popolo, ROR or Wikidata as JSON; networks as GraphML, GEXF, GML or JSON
    proposals  the table that kg read -o wrote, with yes in its column decide
    facts   JSON Lines, one fact on each line: its claims, its source_id, when, status, note;
            beside it CSV tables of things (key, name, kind …) and sources (source_id, url …);
            graphdata/README.md says more

    What is known already is not written again, so the same files imported twice change nothing.
    With something wrong in a record nothing is written (exit code 1).

    Names that are not known, or only nearly, wait for a decision (--review, --new).

    Example: kg import partners.xlsx --review names.csv
    """
    from kg.imports import intake
    from kg.imports.tables import Options

    workspace = workspace_of(folder)
    if template:
        import_report.write_template(workspace, template, output, lang)
        return
    if not paths:
        raise UsageError("give the files to import, or --template KIND.")
    if _take_proposals(workspace, paths, write=write, ctx=ctx):
        return
    told = ctx.get_parameter_source("lang") is ParameterSource.COMMANDLINE
    words |= {"lang": lang if told else None}
    words = _with_profile(words, paths, profile, save=save_profile)
    options, chosen = Options(**words), import_report.read_review(review, by)
    documents = _read_documents(workspace, texts)
    options = options._replace(
        texts={each.key: each.text for each in documents if each.text},
        documents=tuple(source for each in documents for source in each.new),
    )
    import_report.hold(ctx, workspace, write=write)
    with progress() as step:
        made = intake.take_in(
            workspace, paths, options, chosen, keep_things=keep_things, progress=step
        )
    if coverage and made.tables:
        raise UsageError("--coverage goes with facts, and these are tables. Leave it out.")
    import_report.say_findings(made)
    if findings:
        import_report.write_findings(findings, made.findings)
    if review and made.tables:
        import_report.write_review(review, made.tables, chosen)
    if made.plan is None or (write and not made.is_whole and not skip):
        click.echo(import_report.say_refusal(made), err=True)
        ctx.exit(1)
    import_report.show_plan(made.plan)
    import_report.tell_plan(workspace, made, whole=whole)
    if coverage:
        write_output(coverage, intake.coverage(made).encode())
    if write:
        _keep(workspace, [each for each in documents if each.key in made.plan.sources])
        import_report.apply(workspace, made.plan)
    done = "written" if write else "would be written; --apply writes them"
    click.echo(f"{count_words(len(made.plan.changes), 'file')} {done}", err=True)
    ctx.exit(0 if made.is_whole else 1)


def _read_documents(workspace: Workspace, paths: Sequence[Path]) -> list[Cited]:
    """Return the documents of texts: those that the graph has, and new ones."""
    known = read_digests(workspace) if paths else {}
    found = []
    for path in paths:
        document = cite(workspace, Said(text=path), known)
        known |= {each.key: each.digest for each in document.new}
        found.append(document)
    return found


def _keep(workspace: Workspace, documents: Sequence[Cited]) -> None:
    """Keep the texts of documents that are new."""
    from kg.reading import keeping

    for each in documents:
        if each.page is not None:
            keeping.keep(workspace, each.page, each.key)


def _take_proposals(
    workspace: Workspace, paths: Sequence[Path], *, write: bool, ctx: click.Context
) -> bool:
    """Take back a table of proposals of kg read; tell whether the file is one."""
    from kg.reading.outcome import sheet

    if not any(map(sheet.is_proposals, paths)):
        return False
    if len(paths) > 1:
        raise UsageError("give a table of proposals alone.")
    from kg.cli import read_writing
    from kg.reading.library import open_library
    from kg.reading.outcome.taking import take_table

    workspace.require_own()
    library = open_library(workspace)
    taken, read = take_table(library, paths[0])
    if not read_writing.show(taken):
        ctx.exit(1)
    if write:
        read_writing.write(library, taken, read)
    else:
        click.echo("nothing is written yet; --apply writes it", err=True)
    return True
