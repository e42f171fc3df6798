"""The options that mean the same everywhere, and what they open."""

from __future__ import annotations

import codecs
import functools
import math
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from kg.errors import UsageError
from kg.graph.workspace import SCOPES, Workspace, cache_folder, find_workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kg.rdf.dataset import Dataset
    from kg.rdf.store import LocalStore, Store
    from kg.search.shelf import Shelf

# click's decorators keep the type of what they decorate.
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_FOLDER: Final = click.Path(path_type=Path)

workspace_option: Final[Decorator] = click.option(
    "-C",
    "folder",
    type=_FOLDER,
    metavar="DIR",
    help="Workspace (default: the one around the current folder, else the shipped data).",
)
scope_option: Final[Decorator] = click.option(
    "--scope",
    type=click.Choice(list(SCOPES)),
    default="all",
    show_default=True,
    help="core: the five source documents. all: public pages too.",
)
output_option: Final[Decorator] = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    show_default=True,
    metavar="FILE",
    help="Write to FILE instead of stdout.",
)
lang_option: Final[Decorator] = click.option(
    "--lang",
    type=click.Choice(["en", "cs"]),
    default="en",
    show_default=True,
    help="Language of the words.",
)
data_option: Final[Decorator] = click.option(
    "--data",
    type=_FOLDER,
    multiple=True,
    metavar="FILE",
    help="Read this RDF file instead of the workspace. May be given several times.",
)
store_option: Final[Decorator] = click.option(
    "--store",
    "store_path",
    type=_FOLDER,
    metavar="PATH",
    help="Read a store on disk, such as build/store.",
)
endpoint_option: Final[Decorator] = click.option(
    "--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint."
)
sources_option: Final[Decorator] = click.option(
    "--sources",
    type=_FOLDER,
    metavar="DIR",
    help="Show the passages themselves, from the source texts in this folder.",
)


class Thing(click.types.StringParamType):
    """A thing, document, claim or term as people name it; identifiers complete with Tab.

    The words come as they are; `find_thing` says which one they mean.
    """

    name = "thing"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the identifiers that begin so, with their names: they are names of files."""
        from kg.cli.completion import identifiers

        return identifiers(ctx, incomplete)


THING: Final = Thing()


class Seconds(click.FloatRange):
    """A time in seconds that ends: more than none, and a day at most."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=86_400)

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click has it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the seconds; fail for what is no number, NaN among it."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}")


def language_tag(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """Return a language tag as it was given. Raises UsageError for what is none."""
    if value is not None and not _TAG.fullmatch(value):
        raise UsageError(f"{value[:40]!r} is no language tag. Write one such as en or cs.")
    return value


@contextmanager
def within(timeout: float) -> Iterator[None]:
    """Read what a question is asked of; where that takes longer, end with a sentence."""
    from kg import worker
    from kg.errors import KgError

    step = "--timeout raises the limit."
    said = KgError(f"reading was stopped after {timeout:g} s of processor time; {step}")
    with worker.watch(lambda _: said, seconds=timeout):
        yield


timeout_option: Final[Decorator] = click.option(
    "--timeout",
    type=Seconds(),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Stop after so long, at most a day.",
)
as_of_option: Final[Decorator] = click.option(
    "--as-of",
    metavar="YEAR",
    callback=lambda _context, _option, value: _point_in_time(value),
    help="As of a year, month or day: YYYY, YYYY-MM or YYYY-MM-DD.",
)


def find_thing(store: Store, words: str, *, terms: bool = False) -> str:
    """Return the IRI that the words stand for, and say so where they are a known wrong name.

    With *terms* also terms of the ontology are found by their names. Raises NotFound.
    """
    from kg.names import shorten
    from kg.search.lookup import identify

    thing, naming = identify(store, words, terms=terms)
    if naming and naming.sort == "misspelling":
        said = f"note: {naming.text!r} is a wrong name of {shorten(thing)}, which is shown."
        click.echo(said, err=True)
    elif naming is None and not thing.endswith(words.strip("<> ").partition(":")[2] or words):
        click.echo(f"note: {words} is retired; {shorten(thing)} stands for it.", err=True)
    return thing


def output_width() -> int:
    """Return how many columns there are to write in: those of the terminal, else 100."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def _point_in_time(value: str | None) -> str | None:
    from kg.edtf import days

    try:
        days(value or "2000")
    except ValueError as error:
        raise UsageError(f"--as-of: {error}.") from error
    return value


def format_option(*formats: str, default: str | None) -> Decorator:
    """Return the option -f/--format with these choices."""
    return click.option(
        "-f", "--format", "style", type=click.Choice(formats), default=default, show_default=True
    )


def workspace_of(folder: Path | None) -> Workspace:
    """Return the workspace that -C names, here or before the command, or the current one."""
    context = click.get_current_context(silent=True)  # none while a shell completes words
    before = context.find_root().params.get("folder") if context else None
    return find_workspace(folder or (Path(before) if before else None))


def count_words(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 row``, ``2,000 rows``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_output(output: Path, data: bytes) -> None:
    """Write *data* to stdout or, whole or not at all, to a file.

    A CSV file gets the mark by which spreadsheets know that it is UTF-8.
    """
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from kg.files import write_atomically

    is_table = output.suffix.lower() == ".csv" and not data.startswith(codecs.BOM_UTF8)
    write_atomically(output, codecs.BOM_UTF8 + data if is_table else data)


def open_graph(workspace: Workspace, scope: str) -> LocalStore:
    """Return the derived graph of a workspace; a large one is kept, and the names of all."""
    from kg.graph.loading import open_store
    from kg.search.names import open_names
    from kg.search.shelf import keep_beside

    cache, warn = cache_folder(os.environ), functools.partial(click.echo, err=True)
    store = open_store(workspace, scope=scope, folder=cache, warn=warn)
    names = functools.partial(
        open_names, workspace, scope=scope, folder=cache, store=store, warn=warn
    )
    keep_beside(store, names)
    return store


class ReadFrom(NamedTuple):
    """Where a command reads from: a workspace, or files, a store or an endpoint in its place."""

    scope: str
    folder: Path | None
    data: tuple[Path, ...]
    store_path: Path | None
    endpoint: str | None

    def open_store(self, *, union: bool = True, as_it_is: bool = False) -> Store:
        """Return the store to ask; *union* as in `kg.rdf.store`.

        An endpoint that does not read SPARQL as the standard has it is copied, and the copy is
        asked, unless it is wanted *as_it_is*.
        """
        from kg.rdf import store

        if self.endpoint:
            from kg.cli.endpoints import open_endpoint

            return open_endpoint(self.endpoint, as_it_is=as_it_is, cache=cache_folder(os.environ))
        if self.store_path:
            return store.open_disk(self.store_path)
        if self.data:
            from kg.rdf.readers import read_any

            return store.in_memory(read_any(self.data).quads, union=union)
        return open_graph(workspace_of(self.folder), self.scope)

    def open_for(self, query: str) -> Store:
        """Return a store that answers one query over all graphs, with as much as it needs."""
        if self.endpoint or self.store_path or self.data:
            return self.open_store(as_it_is=True)
        from kg.graph.part import open_for

        workspace = workspace_of(self.folder)
        return open_for(
            workspace,
            query,
            scope=self.scope,
            folder=cache_folder(os.environ),
            warn=functools.partial(click.echo, err=True),
        )

    def open_shelf(self) -> Shelf:
        """Return the names to look through; those of a workspace are kept between commands."""
        from kg.search.shelf import Shelf

        if self.endpoint or self.store_path or self.data:
            return Shelf(self.open_store())
        from kg.search.names import open_names

        workspace, cache = workspace_of(self.folder), cache_folder(os.environ)
        warn = functools.partial(click.echo, err=True)
        return open_names(workspace, scope=self.scope, folder=cache, warn=warn)

    def open_derived(self) -> Store:
        """Return the store to ask; what follows from files that say only claims is derived."""
        return self.complete(self.open_store())

    def open_drawn(self, base: str | None = None) -> Store:
        """Return the store of what is drawn; files in the terms of others as an import reads them.

        *base* is the address of the files. Raises NotFound where they hold nothing to draw.
        """
        if not self.data:
            return self.open_derived()
        from kg.imports.drawing import read_others
        from kg.rdf import store
        from kg.rdf.readers import read_any

        found = read_others(self.data, workspace_of(self.folder), base=base)
        if found is None:
            return self.complete(store.in_memory(read_any(self.data, base=base).quads))
        bodies = f"{found.bodies:,} {'body' if found.bodies == 1 else 'bodies'}"
        read = f"{bodies}, {count_words(found.claims, 'claim')}"
        left = f", {count_words(found.left_out, 'record')} left out" if found.left_out else ""
        click.echo(f"note: read as kg import reads it: {read}{left}.", err=True)
        return self.complete(store.in_memory(found.quads))

    def complete(self, memory: Store) -> Store:
        """Return a store of files given in place of a workspace, with what follows from them."""
        from kg.rdf.store import LocalStore

        if self.data and isinstance(memory, LocalStore):
            from kg.graph.loading import complete_store

            if complete_store(memory, workspace_of(self.folder)):
                click.echo("note: what follows from these claims was derived.", err=True)
        return memory

    def open_dataset(self) -> Dataset:
        """Return the graph itself, literals as written. Raises UsageError for a store."""
        if self.endpoint or self.store_path:
            step = "Leave out --store and --endpoint, or give the files with --data."
            raise UsageError(f"literals as they were written come from files. {step}")
        if self.data:
            from kg.rdf.readers import read_any

            return read_any(self.data)
        from kg.graph.loading import load

        return load(workspace_of(self.folder), scope=self.scope).dataset


def source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say where to read, as one argument *source*."""

    @functools.wraps(function)
    def reading(**words: Any) -> Any:  # noqa: ANN401 - whatever click has parsed
        source = ReadFrom(*(words.pop(name) for name in ReadFrom._fields))
        if sum(map(bool, (source.data, source.store_path, source.endpoint))) > 1:
            raise UsageError("give only one of --data, --store and --endpoint.")
        return function(**words, source=source)

    command: Callable[..., Any] = reading
    for option in (endpoint_option, store_option, data_option, workspace_option, scope_option):
        command = option(command)
    return command
