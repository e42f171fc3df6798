"""kg show: a fact sheet of one thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    THING,
    ReadFrom,
    as_of_option,
    find_thing,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    sources_option,
    write_output,
)
from kg.cli.passages import excerpts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.factsheets.model import Sheet


@click.command("show")
@click.argument("words", type=THING, metavar="THING...", nargs=-1, required=True)
@format_option("text", "md", "html", "json", "ttl", default="text")
@output_option
@as_of_option
@sources_option
@lang_option
@source_options
def command(
    words: tuple[str, ...],
    style: str,
    output: Path,
    as_of: str | None,
    sources: Path | None,
    lang: str,
    source: ReadFrom,
) -> None:
    """Show all that is known about one thing, each fact with its evidence.

    THING is a body, country, programme, project, event, agreement, claim, source document or term,
    by its identifier or name. -f html is a sheet to print on A4.
    Exit code 1: it is not known; what is close is listed.

    Example: kg show cz-pms -f html -o pms.html
    """
    from kg.factsheets import describe, reading

    if style == "ttl":
        write_output(output, _turtle(source, " ".join(words)))
        return
    store = source.open_store()
    thing = find_thing(store, " ".join(words), terms=True)
    sheet = describe.describe(store, reading.read(store, lang, as_of), thing)
    write_output(output, _written(sheet, style, excerpts_of(store, sources, lang)).encode())


def _written(sheet: Sheet, style: str, excerpts: Mapping[str, str]) -> str:
    """Return a sheet in a format for people, or as JSON."""
    from kg.factsheets import html, report
    from kg.factsheets import json as objects

    if style == "json":
        return json.dumps(objects.as_object(sheet), ensure_ascii=False, indent=2) + "\n"
    if style == "html":
        return html.as_html(sheet, excerpts)
    if style == "md":
        return report.as_markdown(sheet, excerpts)
    return report.as_text(sheet, width=output_width(), excerpts=excerpts)


def _turtle(source: ReadFrom, words: str) -> bytes:
    """Return what the files say of a thing, and what follows, as canonical Turtle."""
    from kg.factsheets import turtle
    from kg.rdf import store, writers

    dataset = source.open_dataset()
    thing = find_thing(store.in_memory(dataset.quads), words, terms=True)
    return writers.export(turtle.extract(dataset, thing), "ttl")
