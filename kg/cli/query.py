"""kg query: any SPARQL 1.1 query, answered where it can be stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import (
    ReadFrom,
    count_words,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    timeout_option,
    within,
    write_output,
)
from kg.errors import QueryError, UsageError

if TYPE_CHECKING:
    from kg.rdf.store import Over

_FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "jsonld")


@click.command("query")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), required=False)
@click.option("-e", "--expression", metavar="QUERY", help="The query itself.")
@format_option(*_FORMATS, default=None)
@output_option
@timeout_option
@click.option(
    "--union/--no-union",
    default=True,
    help="Default graph: all graphs together, or the one of the standard.",
)
@click.option(
    "--allow", type=click.Choice(["SERVICE"]), multiple=True, help="Let it ask another server."
)
@click.option("--explain", is_flag=True, help="Show how it is answered, and what makes it slow.")
@lang_option
@source_options
def command(
    file: Path | None,
    expression: str | None,
    style: str | None,
    output: Path,
    timeout: float,
    union: bool,
    allow: tuple[str, ...],
    explain: bool,
    lang: str,
    source: ReadFrom,
) -> int:
    """Answer a SPARQL 1.1 query.

    It comes from FILE, from -e, or from stdin (-). The prefixes of the project are bound.
    Exit code 0: rows, or yes. 1: no rows, or no. 3: wrong, refused or stopped.

    Example: kg query -e 'SELECT ?who WHERE { ?o org:memberOf id:cep ; rdfs:label ?who }'
    """
    from kg import worker
    from kg.rdf import sparql
    from kg.rdf.answering import Question, answer
    from kg.rdf.results import FORMATS, check_format

    text = _read_query(file, expression)
    with _named(file):
        form, _, names_dataset = sparql.inspect(text, allow=frozenset(allow))
    if explain:
        write_output(output, _explained(text, source, lang).encode())
        return 0
    style = style or FORMATS[form][0]
    check_format(style, form)
    over: Over = "query" if names_dataset else "union" if union else "dataset"
    outward, width = bool(allow or source.endpoint), output_width()
    with within(timeout):
        if over == "union":
            store = source.open_for(text)
        else:
            store = source.open_store(union=union, as_it_is=True)
    if not worker.CAN_FORK:
        click.echo("warning: this system cannot stop a query; --timeout has no effect.", err=True)
    with _named(file):
        content, count = answer(store, Question(text, style, over, timeout, outward, width))
    write_output(output, content)
    if form != "ASK":
        click.echo(count_words(count, "row" if form == "SELECT" else "triple"), err=True)
    return 0 if count else 1


def _read_query(file: Path | None, expression: str | None) -> str:
    if (file is None) == (expression is None):
        raise UsageError("give the query as FILE, as -e QUERY, or as - for stdin, and only once.")
    if expression is not None:
        return expression
    assert file is not None  # one of the two is given
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    from kg.files import read_text

    return read_text(file)


@contextmanager
def _named(file: Path | None) -> Iterator[None]:
    """Let an error in the query name the file that it stands in."""
    try:
        yield
    except QueryError as error:
        if file is not None and error.line is not None:
            error.file = str(file)
        raise


def _explained(text: str, source: ReadFrom, lang: str) -> str:
    """Return how a query is answered: what is derived for it, in which order, and advice."""
    from kg.cli.options import workspace_of
    from kg.graph.part import rules_for
    from kg.rdf.explaining import explain
    from kg.rdf.store import LocalStore

    store = source.open_for(text)
    is_own = isinstance(store, LocalStore) and not (source.data or source.store_path)
    rules = None
    if is_own and isinstance(store, LocalStore):
        rules = rules_for(workspace_of(source.folder), text, store)
    return explain(store, text, lang=lang, rules=rules, derives=is_own)
