"""kg query: any SPARQL 1.1 query, answered where it can be stopped."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click

from kg.cli.options import (
    data_option,
    endpoint_option,
    format_option,
    output_option,
    require_one_source,
    scope_option,
    store_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store import Store

_FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "jsonld")
_GRAPHS: Final = ("CONSTRUCT", "DESCRIBE")


@click.command("query")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), required=False)
@click.option("-e", "--expression", metavar="QUERY", help="The query itself.")
@format_option(*_FORMATS, default=None)
@output_option
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
)
@click.option(
    "--union/--no-union",
    default=True,
    help="Default graph: all graphs together, or the standard's.",
)
@click.option(
    "--allow",
    type=click.Choice(["SERVICE"]),
    multiple=True,
    help="Let the query ask another server.",
)
@scope_option
@workspace_option
@data_option
@store_option
@endpoint_option
def command(
    file: Path | None,
    expression: str | None,
    style: str | None,
    output: Path,
    timeout: float,
    union: bool,
    allow: tuple[str, ...],
    scope: str,
    folder: Path | None,
    data: tuple[Path, ...],
    store_path: Path | None,
    endpoint: str | None,
) -> int:
    """Answer a SPARQL 1.1 query from FILE, from -e, or from stdin (-).

    The prefixes of the project are bound. Exit code 0: rows, or yes. 1: no rows, or no.
    3: wrong, refused or stopped.

    Example: kg query -e 'SELECT ?who WHERE { ?o org:memberOf id:cep ; rdfs:label ?who }'
    """
    require_one_source(data, store_path, endpoint)
    text = _read_query(file, expression)
    from kg import sparql, tables

    form = sparql.inspect(text, allow=frozenset(allow)).form
    style = style or tables.FORMATS[form][0]
    tables.check_format(style, form)
    store = _open(scope, folder, data, store_path, endpoint, union=union)
    content, count = _answer(
        store, text, style, union=union, timeout=timeout, outward=bool(allow or endpoint)
    )
    write_output(output, content)
    _say(form, count)
    return 0 if count else 1


def _read_query(file: Path | None, expression: str | None) -> str:
    if (file is None) == (expression is None):
        raise UsageError("give the query as FILE, as -e QUERY, or as - for stdin, and only once.")
    if expression is not None:
        return expression
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    from kg.files import read_text

    assert file is not None
    return read_text(file)


def _open(
    scope: str,
    folder: Path | None,
    data: tuple[Path, ...],
    store_path: Path | None,
    endpoint: str | None,
    *,
    union: bool,
) -> Store:
    """Return the store that the options name."""
    from kg import store

    if endpoint:
        return store.RemoteStore(endpoint)
    if store_path:
        return store.open_disk(store_path)
    if data:
        from kg.graph import read_any

        return store.in_memory(read_any(data).quads, union=union)
    from kg.build import load

    return load(workspace_of(folder), scope=scope, check=False).store


def _answer(
    store: Store, text: str, style: str, *, union: bool, timeout: float, outward: bool
) -> tuple[bytes, int]:
    """Return the results of a query as bytes, and how many there are, from a worker that can be
    killed.
    """
    import io

    from kg import sparql, tables, worker

    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100

    def job(result: IO[bytes]) -> int:
        try:
            results = store.query(text, union=union)
        except SyntaxError as error:
            raise sparql.explain(error, text) from error
        content, count = tables.serialise(results, style, width=width)
        result.write(content)
        return count

    if not worker.CAN_FORK:
        click.echo("warning: this system cannot stop a query; --timeout has no effect.", err=True)
    kept = io.BytesIO()
    count = worker.run(job, output=kept, timeout=timeout, outward=outward)
    return kept.getvalue(), count


def _say(form: str, count: int) -> None:
    if form != "ASK":
        noun = "triple" if form in _GRAPHS else "row"
        click.echo(f"{count:,} {noun}{'' if count == 1 else 's'}", err=True)
