"""kg cite: how to cite a source, or this version of the dataset."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    THING,
    find_thing,
    format_option,
    lang_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)


@click.command("cite")
@click.argument("thing", type=THING, metavar="[THING]", default="dataset")
@format_option("text", "bibtex", "csl", default="text")
@output_option
@lang_option
@scope_option
@workspace_option
def command(
    thing: str, style: str, output: Path, lang: str, scope: str, folder: Path | None
) -> None:
    """Cite the sources of a thing or claim, and the dataset.

    THING is an identifier, an IRI or a name; without it, the dataset alone is cited. Exit code 1:
    it is not known, or no source speaks of it.

    Example: kg cite claim:cz-pms-in-cep -f bibtex
    """
    from kg.evidence import citation
    from kg.graph.loading import load

    built = load(workspace_of(folder), scope=scope)
    iri = None if thing == "dataset" else find_thing(built.store, thing)
    citations = citation.cite_all(built, iri, lang=lang)
    write_output(output, citation.write(citations, style, lang=lang).encode())
