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
from kg.cli.add_documents import Cited, Said, cite, read_digests
from kg.cli.options import THING, Decorator, language_tag, workspace_of, workspace_option
from kg.errors import UsageError
from kg.names import ID

if TYPE_CHECKING:
    from kg.additions.plan import Plan
    from kg.graph.registry import Registry
    from kg.graph.workspace import Workspace


_STEPS: Final = (
    ' Quote more, add --read-with "words" that name them, or give the reason: --not-named REASON.'
)


class Where(NamedTuple):
    """Where a claim is written, how sure it is and when it holds, as the options say."""

    source: str | None
    title: str | None
    url: str | None
    publisher: str | None
    source_language: str | None
    source_date: str | None
    text: Path | None
    quote: str | None
    nth: int | None
    read_with: tuple[str, ...]
    not_named: str | None
    passage: str | None
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


def _own_language(context: click.Context, option: click.Parameter, tag: str | None) -> str | None:
    return None if tag is None else language_tag(context, option, tag)


_WHERE: Final = _options(
    click.option("--source", "--source-id", metavar="ID", help="The document that says so."),
    click.option("--title", help="A new source: its title."),
    click.option("--url", help="A new source: its address."),
    click.option("--publisher", type=THING, metavar="ID", help="A new source: who publishes it."),
    click.option(
        "--source-language",
        metavar="TAG",
        callback=_own_language,
        help="A new source: its language (default: that of its text, or en).",
    ),
    click.option("--source-date", metavar="DATE", help="A new source: when it was published."),
    click.option(
        "--text",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The text of the source; a new source is registered with it.",
    ),
    click.option("--quote", metavar="WORDS", help="The words of the text that say so."),
    click.option("--nth", type=int, metavar="N", help="Which place, where they stand in several."),
    click.option(
        "--read-with",
        multiple=True,
        metavar="WORDS",
        help="Further words of the text that tell whom or what they mean; repeatable.",
    ),
    click.option(
        "--not-named", metavar="REASON", help="Why it holds though they do not name it all."
    ),
    click.option("--passage", metavar="START-END", help="In place of --quote, in characters."),
    click.option("--status", default="stated", show_default=True, metavar="STATUS"),
    click.option("--when", metavar="DATE", help="2014, September 2014, 2014-2021, 2009/, /2014."),
    click.option("--since", metavar="DATE", help="From when; the same as --when DATE/."),
    click.option("--until", metavar="DATE", help="Until when; the same as --when /DATE."),
    click.option("--attested", metavar="DATE", help="When the source shows that it holds."),
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
        self.cited: Cited | None = None
        self.quoted = False

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
        cited = self._cite(where)
        statement = statement._replace(
            sources=(cited.key,),
            status=where.status,
            when=_when(where),
            attested=_date("--attested", where.attested),
            note=where.note,
        )
        return list(cited.new), _grounded(statement, cited, self.digests.get(cited.key), where)

    @functools.cached_property
    def digests(self) -> dict[str, str | None]:
        """The digest of the text of each document by its key, None where no text is held."""
        return read_digests(self.workspace)

    def _cite(self, where: Where) -> Cited:
        """Return the document that the options name or describe, once for each command."""
        if self.cited is None:
            key = where.source
            if key is None and where.text is None:
                key = need(None, "the source (--source)")
            if where.url and not (where.title or where.text):
                where = where._replace(title=need(None, "the title of the source (--title)"))
            said = Said(
                key.removeprefix("src:") if key else None,
                where.text,
                where.title,
                where.url,
                self.key(where.publisher) if where.publisher else None,
                where.source_language,
                _date("--source-date", where.source_date),
            )
            self.quoted = where.quote is not None
            self.cited = cite(self.workspace, said, self.digests)
        return self.cited


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
    if not _heard(desk, seen.plan, records):
        click.echo("nothing is written", err=True)
        click.get_current_context().exit(1)
    names = [desk.workspace.name(change.path) for change in seen.plan.changes]
    if yes or _agreed(names):
        _keep(desk)
        plan.apply(desk.workspace, seen.plan)
        click.echo(f"written: {', '.join(names)}", err=True)
    else:
        click.echo("nothing is written; --yes writes it", err=True)


def _heard(desk: Desk, plan: Plan, records: Records) -> bool:
    """Print the passages of records and what they do not name; tell whether they may stand."""
    from kg.additions import quotations
    from kg.evidence.quoting import in_context

    cited = desk.cited
    if cited is None or cited.text is None:
        return True
    for passage in dict.fromkeys(each.passage for each in records.statements):
        for each in (passage, *passage.read_with) if passage else ():
            shown = in_context(cited.text, each.start, each.end)
            click.echo(f"src:{cited.key} {each.start}-{each.end}: {shown}", err=True)
    sound = True
    for lack in quotations.hear(desk.workspace, plan, records, {cited.key: cited.text}):
        severity = lack.severity if desk.quoted else "warning"  # a counted passage is as it was
        step = _STEPS if lack.severity == "error" else ""
        click.echo(f"{severity}: {lack.message}{step}", err=True)
        sound = sound and severity != "error"
    return sound


def _keep(desk: Desk) -> None:
    """Keep the text of a document that is new."""
    if desk.cited is not None and desk.cited.page is not None:
        from kg.reading import keeping

        keeping.keep(desk.workspace, desk.cited.page, desk.cited.key)


def _agreed(names: Sequence[str]) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Write {', '.join(names)}?", err=True)


def _when(where: Where) -> str | None:
    if where.since or where.until:
        if where.when:
            raise UsageError("give --when, or --since and --until.")
        since, until = _date("--since", where.since), _date("--until", where.until)
        return f"{since or ''}/{until or ''}"
    return _date("--when", where.when)


def _date(option: str, words: str | None) -> str | None:
    """Return a date as people write it as EDTF. Raises UsageError for one that is none."""
    from kg.imports.meaning.dates import read_date

    if words is None:
        return None
    try:
        date = read_date(words)
    except ValueError as error:
        raise UsageError(f"{option}: {error}.") from error
    if date.remark:
        raise UsageError(f"{option}: {date.remark}. Write it like 2014-09-03.")
    if date.noted:
        raise UsageError(f"{option}: {words!r} says more than {date.edtf}. Give that and a --note.")
    return date.edtf


def _grounded(statement: NewClaim, cited: Cited, held: str | None, where: Where) -> NewClaim:
    """Return a statement with the passage on which it rests; *held* is the digest of the text."""
    from kg.additions import quotations

    source = cited.key
    if where.quote is None and (where.read_with or where.nth):
        raise UsageError("--read-with and --nth go with --quote.")
    if where.quote is None and where.passage is None:
        if held is not None or cited.page is not None:
            how = '--quote "words of the text", or --passage START-END --text FILE'
            raise UsageError(f"say where src:{source} says so: {how}.")
        return quotations.explain(statement, where.not_named)
    if where.quote is not None and where.passage is not None:
        raise UsageError("give --quote or --passage.")
    if cited.text is None:
        if held is None:
            raise UsageError(f"src:{source} has no text here, so it has no passages.")
        raise UsageError(f"the text of src:{source} is not kept here. Give it with --text FILE.")
    if where.quote is not None:
        said = quotations.Quotation(where.quote, where.nth, where.read_with, where.not_named)
        return quotations.quote(statement, said, cited.text, step="Choose one with --nth N.")
    passage = _counted(where.passage or "", cited.text)
    return quotations.explain(statement._replace(passage=passage), where.not_named)


def _counted(words: str, text: str) -> Passage:
    """Return the passage START-END with its seal. Raises UsageError where it is none of *text*."""
    from kg.evidence import texts

    start, _, end = words.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end)):
        raise UsageError(f"{words!r} is no passage: write START-END in characters.")
    if int(end) > len(text):
        raise UsageError(f"the passage ends after the text, which has {len(text):,} characters.")
    return Passage(int(start), int(end), texts.digest(text[int(start) : int(end)]))
