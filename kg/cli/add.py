"""kg add: one record from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from kg.additions.records import NewClaim, Records, Text, Thing
from kg.checks.identifiers import SCHEMES
from kg.cli.add_claims import CLAIMS
from kg.cli.add_desk import Desk, Where, need
from kg.cli.add_options import (
    add_options,
    claim_options,
    free_source,
    identifier_options,
    identifiers_of,
    number_of,
    role_of,
    write,
    write_claim,
)
from kg.cli.add_things import THINGS, thing_command
from kg.cli.options import THING
from kg.errors import UsageError


@click.group("add")
def command() -> None:
    """Add one record: a thing, or a claim with its source.

    What would change is shown first, and nothing is written before it is agreed (--yes). Unknown
    identifiers, roles and kinds are refused with what is close; so is what kg check would call an
    error. What is missing is asked for at a terminal.

    Example: kg add membership cz-pms efrj --since 2018 --source page-x
    """


for _kind in THINGS:
    command.add_command(thing_command(_kind))
for _command in CLAIMS:
    command.add_command(_command)


@command.command("source")
@click.argument("key", metavar="[ID]", required=False)
@claim_options
def add_source(key: str | None, where: Where, yes: bool, folder: Path | None) -> None:
    """Add a document, with its text (--text) or as a page that is cited (--title, --url).

    Example: kg add source --text report.pdf --publisher cep --source-date 2024
    """
    desk = Desk(folder)
    if not where.text:
        where = where._replace(title=need(where.title, "the title of the source (--title)"))
        key = key or where.source or free_source(desk, where.title or "")
    cited = desk.cite(where._replace(source=key or where.source))
    if not cited.new:
        click.echo(f"src:{cited.key} is registered already; nothing is written", err=True)
        return
    write(desk, Records(sources=cited.new), yes=yes)


@command.command("membership")
@click.argument("member", type=THING, required=False)
@click.argument("body", type=THING, required=False)
@click.option("--role", default="member", show_default=True)
@claim_options
def add_membership(
    member: str | None,
    body: str | None,
    role: str,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add that MEMBER belongs to BODY.

    Example: kg add membership cz-pms efrj --since 2018 --source page-x
    """
    _participation("pc:Membership", (member, body), role, where, yes=yes, folder=folder)


@command.command("participation")
@click.argument("body", type=THING, required=False)
@click.argument("context", type=THING, required=False)
@click.option("--role", help="Such as promoter, partner, host or observer.")
@claim_options
def add_participation(
    body: str | None,
    context: str | None,
    role: str | None,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add that BODY has a part in CONTEXT.

    A context is a project, an event, an agreement or another body.

    Example: kg add participation cz-pms prj-stream --role partner --source page-x
    """
    _participation("pc:Participation", (body, context), role, where, yes=yes, folder=folder)


@command.command("name")
@click.argument("thing", type=THING, required=False)
@click.argument("words", metavar="[NAME]", required=False)
@click.option("--lang", "language", default="en", show_default=True, metavar="TAG")
@click.option("--former", is_flag=True, help="It was called so before (--until says how long).")
@claim_options
def add_name(
    thing: str | None,
    words: str | None,
    language: str,
    former: bool,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add a name that a source gives THING.

    Example: kg add name cep "Permanent Conference" --former --until 2003 --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(thing, "the thing")
    value = Text(need(words, "the name"), language)
    attribute = "pc:formerName" if former else "skos:altLabel"
    statement = NewClaim("pc:AttributeClaim", (), about=about, attribute=attribute, value=value)
    write_claim(desk, statement, where, yes=yes)


@command.command("successor")
@click.argument("old", type=THING, required=False)
@click.argument("new", type=THING, required=False)
@claim_options
def add_successor(
    old: str | None, new: str | None, where: Where, yes: bool, folder: Path | None
) -> None:
    """Add that NEW took over from OLD.

    Both are bodies of their own; where they are one and the same, kg resolve says so.

    Example: kg add successor cdpps eg-ep --when 2015 --source page-x
    """
    desk = Desk(folder)
    about, value = desk.thing(old, "the earlier body"), desk.thing(new, "the later body")
    attribute = "pc:succeededBy"
    statement = NewClaim("pc:AttributeClaim", (), about=about, attribute=attribute, value_key=value)
    write_claim(desk, statement, where, yes=yes)


@command.command("funding")
@click.argument("funded", type=THING, required=False)
@click.option("--funder", type=THING, metavar="ID")
@click.option("--amount", metavar="NUMBER")
@click.option("--currency", metavar="CODE", help="Three letters, such as EUR.")
@click.option("--bound", metavar="WORD", help="exact, about, moreThan, lessThan, atLeast, atMost.")
@click.option("--stage", metavar="WORD", help="planned, revised, grant, allocation, total, final.")
@claim_options
def add_funding(
    funded: str | None,
    funder: str | None,
    amount: str | None,
    currency: str | None,
    bound: str | None,
    stage: str | None,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add money for FUNDED, planned, promised or given.

    Example: kg add funding prj-x --funder norway-grants --amount 500000 --currency EUR
    --source page-x
    """
    desk = Desk(folder)
    statement = NewClaim(
        "pc:FundingClaim",
        (),
        funder=desk.thing(funder, "the funder") if funder else None,
        funded=desk.thing(funded, "what is funded"),
        amount=number_of(amount) if amount else None,
        currency=currency,
        bound=bound,
        stage=stage,
    )
    write_claim(desk, statement, where, yes=yes)


@command.command("identifier")
@click.argument("thing", type=THING, required=False)
@identifier_options
@add_options
def add_identifier(
    thing: str | None, yes: bool, folder: Path | None, **schemes: str | None
) -> None:
    """Add an identifier that others gave THING.

    Its check digits are checked, and nobody is asked.

    Example: kg add identifier coe --wikidata Q8908
    """
    desk = Desk(folder)
    key = desk.thing(thing, "the thing")
    found = identifiers_of(schemes)
    if not found:
        raise UsageError(f"no identifier. Give one of --{', --'.join(SCHEMES)}.")
    entry = desk.registry[key]
    record = Thing(key, entry.type, (Text(entry.name, "en"),), identifiers=found)
    write(desk, Records(things=(record,)), yes=yes)


def _participation(
    claim: str,
    ends: tuple[str | None, str | None],
    role: str | None,
    where: Where,
    *,
    yes: bool,
    folder: Path | None,
) -> None:
    desk = Desk(folder)
    statement = NewClaim(
        claim,
        (),
        agent=desk.thing(ends[0], "who takes part"),
        context=desk.thing(ends[1], "in what"),
        role=role_of(need(role, "the role (--role)")),
    )
    write_claim(desk, statement, where, yes=yes)
