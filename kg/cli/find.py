"""kg find: which thing a few words may mean."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

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

if TYPE_CHECKING:
    from kg.search.find import Hit
    from kg.text.tables import Table

_KEYS: Final = ("id", "label", "matched", "sort", "fit", "kind", "country")


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
    from kg.search.find import find

    text, store = " ".join(words), source.open_store()
    found = find(store, text, kind=kind, country=country)
    if not found:
        filtered = "nothing fits under --kind and --country." if kind or country else ""
        raise NotFound(filtered or lookup.say_unknown(store, text))
    write_output(output, _written(found[:limit], style, lang).encode())
    cut = f"; --limit {len(found)} shows all {len(found):,}" if len(found) > limit else ""
    click.echo(f"{count_words(min(limit, len(found)), 'thing')}{cut}.", err=True)
    return 0


def _written(hits: Iterable[Hit], style: str, lang: str) -> str:
    from kg.text.tables import Table, write_table

    if style == "json":
        objects = [_object(hit, lang) for hit in hits]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    if style in ("csv", "tsv"):
        return write_table(Table(_KEYS, [_plain(hit, lang) for hit in hits]), style)
    return write_table(_readable(hits, lang), style, width=output_width())


def _object(hit: Hit, lang: str) -> dict[str, object]:
    """Return a hit as JSON has it: things with identifier and label."""
    values: dict[str, object] = dict(zip(_KEYS, _plain(hit, lang), strict=True))
    for key, named in (("kind", hit.kind), ("country", hit.country)):
        values[key] = named and {"id": named.id, "label": values[key]}
    return values


def _plain(hit: Hit, lang: str) -> tuple[str | None, ...]:
    """Return a hit as a row of text."""
    from kg.text.words import in_language

    kind, country = (named and in_language(named.label, lang) for named in (hit.kind, hit.country))
    described = ", ".join(part for part in (kind, country) if part)
    matched = described if hit.sort == "description" else hit.matched
    return hit.id, in_language(hit.label, lang), matched, hit.sort, hit.fit, kind, country


def _readable(hits: Iterable[Hit], lang: str) -> Table:
    """Return the hits as people read them, with heads in their language."""
    from kg.text.tables import Table
    from kg.text.words import LANGUAGES, read_words

    known = read_words() | read_words("factsheets/sheet")
    words = {key: texts[LANGUAGES.index(lang)] for key, texts in known.items()}
    heads = ("name", "found-by", "fit", "kind", "country", "identifier")
    rows = []
    for hit in hits:
        name, label, matched, sort, fit, kind, country = _plain(hit, lang)
        how = words.get(f"sort-{sort}")
        by = None if matched == label else f"{matched} ({how})" if how else matched
        rows.append((label, by, words[f"fit-{fit}"], kind, country, name))
    return Table(tuple(words[head].lower() for head in heads), rows)
