"""kg path: how one thing is linked to another, every step in words."""

from __future__ import annotations

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
    from kg.network.paths import Trace
    from kg.network.paths_report import Voice


@click.command("path")
@click.argument("start", metavar="A", type=THING)
@click.argument("end", metavar="B", type=THING)
@click.option(
    "-k",
    "number",
    type=click.IntRange(1, 50),
    default=3,
    show_default=True,
    help="How many ways: so many shortest and so many strongest.",
)
@click.option("--via", type=THING, metavar="THING", help="Only ways that pass this thing.")
@click.option(
    "--avoid",
    type=THING,
    multiple=True,
    metavar="THING|KIND",
    help="No way through this thing, or over such relations or things. May be given several times.",
)
@click.option("--max", "most", type=click.IntRange(1), metavar="STEPS", help="No longer ways.")
@as_of_option
@sources_option
@lang_option
@format_option("text", "md", "json", "csv", default="text")
@output_option
@source_options
def command(
    start: str,
    end: str,
    number: int,
    via: str | None,
    avoid: tuple[str, ...],
    most: int | None,
    as_of: str | None,
    sources: Path | None,
    lang: str,
    style: str,
    output: Path,
    source: ReadFrom,
) -> int:
    """Tell how A is linked to B: the shortest and the strongest ways.

    A step costs what its strongest relation costs on the ladder of strength (part, agreement,
    project, cooperation, fellow member, met, listed), half for a part in something common; passing
    a thing with many relations costs more. Exit code 1: no way.

    A KIND is one of these rungs, or of relations (membership, agreement, cooperation, project,
    programme, event, influence, funding, structure, count), or of things (penal, authority,
    international, unit, other, project, programme, event, area, text, practice).

    Example: kg path ca-csc sk-zvjs --avoid area
    """
    from kg.network.paths import Wish, trace
    from kg.network.paths_report import Voice, say_nothing

    store = source.open_derived()
    wish = Wish(number, avoid, via, most, as_of)
    found = trace(store, (start, end), wish, lang=lang, look_up=find_thing)
    voice = Voice(lang, excerpts_of(store, sources, lang))
    write_output(output, _text(found, voice, style).encode())
    if found.paths:
        return 0
    if style in ("json", "csv"):
        click.echo(say_nothing(found, voice), err=True)
    return 1


def _text(found: Trace, voice: Voice, style: str) -> str:
    from kg.network import paths_report

    match style:
        case "json":
            return paths_report.write_json(found, voice)
        case "csv":
            return paths_report.write_csv(found, voice)
        case "md":
            return paths_report.write_markdown(found, voice)
    return paths_report.write_text(found, voice, width=output_width())
