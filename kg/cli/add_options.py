"""What the kinds of kg add share: options for things and claims, prompts, the last question."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.additions.records import NewClaim, Records, Text
from kg.checks.identifiers import SCHEMES
from kg.checks.identifiers import read as read_identifier
from kg.cli.add_desk import Desk, Where
from kg.cli.options import THING, Decorator, language_tag, workspace_option
from kg.errors import UsageError
from kg.text.numbers import is_digits
from kg.text.terminal import visible

if TYPE_CHECKING:
    from kg.additions.plan import Plan


_LONGEST: Final = 30  # characters of a number: no sum of money and no count has more
_STEPS: Final = (
    ' Quote more, add --read-with "words" that name them, or give the reason: --not-named REASON.'
)


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
    from kg.additions import plan, preview, vetting
    from kg.cli.progress import progress
    from kg.files import locked

    if yes:  # nobody changes what is read here before this has changed it
        click.get_current_context().with_resource(locked(desk.workspace.root))
    with progress() as step:
        step("building the graph as it would be")
        seen = preview.preview(desk.workspace, desk.registry, records)
    seen = seen._replace(findings=[*vetting.find_unseen(records), *seen.findings])
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
            click.echo(visible(change.sentence.en), err=True)
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


def write_claim(desk: Desk, statement: NewClaim, where: Where, *, yes: bool) -> None:
    """Show what is known of the ends of a claim and what it would change, ask, and write it."""
    said = statement
    ends = (said.agent, said.context, said.about, said.value_key, said.influencer, said.influenced)
    desk.tell_known(*filter(None, (*ends, said.funder, said.funded, said.counterpart)))
    sources, claim = desk.claim(statement, where)
    write(desk, Records(sources=tuple(sources), statements=(claim,)), yes=yes)


def free_source(desk: Desk, title: str) -> str:
    """Return an identifier that no document has, made of the title of a new one."""
    from kg.additions.coining import free_key
    from kg.text.folding import slug

    return free_key(slug(title) or "document", desk.digests)[0]


def number_of(words: str) -> str:
    """Return a number as the graph writes it. Raises UsageError where it is none."""
    bare = words.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    whole, dot, part = bare.partition(".")
    if not is_digits(whole) or (dot and not is_digits(part)) or len(bare) > _LONGEST:
        raise UsageError(f"{words[:60]!r} is no number. Write it like 6000000 or 1234.50.")
    return bare


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
