"""What the kinds of kg add share: options for things and claims, prompts, the last question."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from kg.additions.records import NewClaim, Passage, Records, Source, Text
from kg.checks.identifiers import SCHEMES
from kg.checks.identifiers import read as read_identifier
from kg.cli.options import THING, Decorator, language_tag, workspace_of, workspace_option
from kg.errors import NotFound, SourceError, UsageError
from kg.names import ID

if TYPE_CHECKING:
    from kg.graph.registry import Registry
    from kg.graph.workspace import Workspace


class Where(NamedTuple):
    """Where a claim is written, how sure it is and when it holds, as the options say."""

    source: str | None
    title: str | None
    url: str | None
    publisher: str | None
    source_language: str
    source_date: str | None
    passage: str | None
    text: Path | None
    status: str
    when: str | None
    since: str | None
    until: str | None
    attested: str | None
    note: str | None


def _options(*options: Decorator) -> Decorator:
    """Return options as one decorator, shown in their order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_WHERE: Final = _options(
    click.option("--source", "--source-id", metavar="ID", help="The document that says so."),
    click.option("--title", help="A new source: its title."),
    click.option("--url", help="A new source: its address."),
    click.option("--publisher", type=THING, metavar="ID", help="A new source: who publishes it."),
    click.option(
        "--source-language", default="en", show_default=True, metavar="TAG", callback=language_tag
    ),
    click.option("--source-date", metavar="DATE", help="A new source: when it was published."),
    click.option("--passage", metavar="START-END", help="Where it stands in a text that is held."),
    click.option("--text", type=click.Path(path_type=Path), help="The text, to seal the passage."),
    click.option("--status", default="stated", show_default=True, metavar="STATUS"),
    click.option("--when", metavar="EDTF", help="2014, 2014-09, 2014/2021, 2009/ or /2014."),
    click.option("--since", metavar="DATE", help="The same as --when DATE/."),
    click.option("--until", metavar="DATE", help="The same as --when /DATE."),
    click.option("--attested", metavar="EDTF", help="When the source shows that it holds."),
    click.option("--note", help="Why it is read so, where it is not simply stated."),
)
_LAST: Final = _options(
    click.option("--yes", is_flag=True, help="Write without asking."), workspace_option
)
identifier_options: Final = _options(
    *(
        click.option(f"--{name}", metavar="ID", help=f"Such as {scheme.example}.")
        for name, scheme in SCHEMES.items()
    )
)


def claim_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a claim, as one argument *where*, and those of all kinds."""

    @functools.wraps(function)
    def reading(**words: Any) -> Any:  # noqa: ANN401 - whatever click has parsed
        where = Where(*(words.pop(name) for name in Where._fields))
        return function(**words, where=where)

    return _WHERE(_LAST(reading))


def add_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that every kind has."""
    return _LAST(function)


def need(value: str | None, what: str) -> str:
    """Return a value, asked for where a person sits at a terminal and has not given it.

    Raises UsageError where there is nobody to ask.
    """
    if value:
        return value
    if not sys.stdin.isatty():
        raise UsageError(f"{what} is missing. kg add KIND --help lists what a record needs.")
    return str(click.prompt(what, err=True))


class Desk:
    """The workspace of a command: what is known there, and what people call it."""

    def __init__(self, folder: Path | None) -> None:
        from kg.graph.registry import read_registry

        self.workspace: Workspace = workspace_of(folder)
        self.workspace.require_own()
        self.registry: Registry = read_registry(self.workspace)

    def key(self, words: str) -> str:
        """Return the key of the thing that the words stand for: an identifier, IRI or name.

        Raises NotFound with what is close.
        """
        bare = words.removeprefix(ID).removeprefix("id:")
        if bare in self.registry:
            return bare
        from kg.graph import reading as graph
        from kg.graph.identity import understand
        from kg.rdf import store
        from kg.search import lookup

        said = understand(graph.as_dataset(graph.read(self.workspace)))
        thing = lookup.look_up(store.in_memory(said.quads), words)
        if not thing.startswith(ID):
            raise UsageError(f"{words!r} is no thing of the registry. Name a thing.")
        return thing.removeprefix(ID)

    def claim(self, statement: NewClaim, where: Where) -> tuple[list[Source], NewClaim]:
        """Return a claim with source, status and dates, and its source where that is new."""
        source = need(where.source, "the source (--source)").removeprefix("src:")
        passage = _passage(self.workspace, source, where)
        dated = statement._replace(
            sources=(source,),
            status=where.status,
            when=_when(where),
            attested=where.attested,
            note=where.note,
            passage=passage,
        )
        return self._new_source(source, where), dated

    def _new_source(self, source: str, where: Where) -> list[Source]:
        """Return the record of a source that is described by the options, none for a known one."""
        from kg.graph.workspace import source_files
        from kg.text.words import nearest

        known = {file.path.stem for file in source_files(self.workspace)}
        if source not in known and not (where.title or where.url):
            close = nearest(source, known)
            step = f"Did you mean src:{close[0]}? " if close else ""
            new = "A new one needs --title and --url."
            raise NotFound(f"the source src:{source} is not known. {step}{new}")
        if not (where.title or where.url):
            return []
        title = Text(need(where.title, "the title of the source (--title)"), where.source_language)
        publisher = self.key(where.publisher) if where.publisher else None
        language, date = where.source_language, where.source_date
        return [Source(source, title, language, where.url, publisher, date=date)]


def role_of(words: str) -> str:
    """Return a role as records name it."""
    return f"role:{words.removeprefix('role:')}"


def identifiers_of(words: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the identifiers that the options of the schemes give, as the graph writes them."""
    from kg.names import shorten

    return tuple(
        Text(read_identifier(name, text), datatype=shorten(SCHEMES[name].datatype))
        for name, text in words.items()
        if text
    )


def write(desk: Desk, records: Records, *, yes: bool) -> None:
    """Show what records would change, ask where somebody is there, and write it.

    Ends with exit code 1 where something is wrong with them.
    """
    from kg.additions import plan, preview
    from kg.cli.progress import progress
    from kg.files import locked

    if yes:  # nobody changes what is read here before this has changed it
        click.get_current_context().with_resource(locked(desk.workspace.root))
    with progress() as step:
        step("building the graph as it would be")
        seen = preview.preview(desk.workspace, desk.registry, records)
    for finding in dict.fromkeys(seen.findings):
        if finding.severity != "info":
            click.echo(str(finding), err=True)
    if seen.plan is None or any(each.severity == "error" for each in seen.findings):
        click.echo("nothing is written", err=True)
        click.get_current_context().exit(1)
    if seen.report is None:
        click.echo("it stands there already; nothing is written", err=True)
        return
    click.echo(preview.show_lines(desk.workspace, seen.plan), nl=False)
    for change in seen.report.changes:
        if change.section in ("fact", "derived", "record") and change.kind != "derived-too":
            click.echo(change.sentence.en, err=True)
    names = [desk.workspace.name(change.path) for change in seen.plan.changes]
    if yes or _agreed(names):
        plan.apply(desk.workspace, seen.plan)
        click.echo(f"written: {', '.join(names)}", err=True)
    else:
        click.echo("nothing is written; --yes writes it", err=True)


def _agreed(names: Sequence[str]) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Write {', '.join(names)}?", err=True)


def _when(where: Where) -> str | None:
    if where.since or where.until:
        if where.when:
            raise UsageError("give --when, or --since and --until.")
        return f"{where.since or ''}/{where.until or ''}"
    return where.when


def _passage(workspace: Workspace, source: str, where: Where) -> Passage | None:
    """Return the passage with its seal. Raises UsageError where it is none of the text."""
    wanted = _digest_of(workspace, source)
    if wanted is None and where.passage is None:
        return None
    if wanted is None:
        raise UsageError(f"src:{source} has no text here, so it has no passages.")
    if where.passage is None or where.text is None:
        raise UsageError(f"say where src:{source} says so: --passage START-END --text FILE.")
    start, _, end = where.passage.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end)):
        raise UsageError(f"{where.passage!r} is no passage: write START-END in characters.")
    from kg.evidence import texts
    from kg.files import read_bytes

    reading = texts.explain(read_bytes(where.text), wanted)
    if reading is None:
        message = f"not the text of src:{source}. Give the file that its digest was taken of."
        raise SourceError(message, file=str(where.text))
    if int(end) > len(reading.text):
        length = f"{len(reading.text):,}"
        raise UsageError(f"the passage ends after the text, which has {length} characters.")
    return Passage(int(start), int(end), texts.digest(reading.text[int(start) : int(end)]))


def _digest_of(workspace: Workspace, source: str) -> str | None:
    """Return the digest of the text of a document, None where no text of it is held."""
    from kg.graph import reading as graph
    from kg.graph.workspace import source_files
    from kg.names import expand
    from kg.rdf.turtle import value

    files = [file for file in source_files(workspace) if file.path.stem == source]
    for record in graph.read_files(workspace, files):
        for triple in record.document.triples:
            if triple.predicate.value == expand("pc:documentDigest"):
                return value(triple.object)
    return None
