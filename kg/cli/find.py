"""kg find: which thing a few words may mean."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.completion import kinds
from kg.cli.options import (
    THING,
    ReadFrom,
    count_words,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    write_output,
)


@click.command("find")
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@format_option("table", "csv", "tsv", "json", "md", default="table")
@output_option
@click.option(
    "--kind", metavar="KIND", shell_complete=kinds, help="Only this kind, such as network."
)
@click.option("--country", type=THING, metavar="COUNTRY", help="Only what belongs to it.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Show so many at most.",
)
@lang_option
@source_options
def command(
    words: tuple[str, ...],
    style: str,
    output: Path,
    kind: str | None,
    country: str | None,
    limit: int,
    lang: str,
    source: ReadFrom,
) -> int:
    """Find things by name, alias, former name, acronym or identifier.

    In any language, without diacritics and case, with a typo, in any order, unfinished.
    Exit code 1: nothing fits.

    Example: kg find vezenska sluzba
    """
    from kg.errors import NotFound
    from kg.search import lookup
    from kg.search.find import find_some
    from kg.search.report import write_hits

    text, shelf = " ".join(words), source.open_shelf()
    found, many = find_some(shelf, text, kind=kind, country=country, limit=limit)
    if not found:
        filtered = "nothing fits under --kind and --country." if kind or country else ""
        raise NotFound(filtered or lookup.say_unknown(shelf.store, text, shelf))
    write_output(output, write_hits(found, style, lang, width=output_width()).encode())
    cut = f"; --limit {many} shows all {many:,}" if many > limit else ""
    click.echo(f"{count_words(min(limit, many), 'thing')}{cut}.", err=True)
    return 0
