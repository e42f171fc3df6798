"""The kinds of kg add that make a thing, together with who takes part in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.additions.records import NewClaim, Records, Source, Text, Thing
from kg.cli.add_options import (
    Desk,
    Where,
    claim_options,
    identifier_options,
    identifiers_of,
    need,
    role_of,
    write,
)
from kg.cli.options import THING
from kg.errors import NotFound, UsageError

# The kinds of things: their class, and the role of those who are named with --with.
THINGS: Final = {
    "organisation": ("org:FormalOrganization", None, "a body"),
    "project": ("pc:Project", "partner", "a project"),
    "programme": ("pc:Programme", "operator", "a programme"),
    "agreement": ("pc:Agreement", "party", "an agreement and its parties"),
    "cooperation": ("pc:Cooperation", "cooperating-party", "a standing cooperation"),
    "event": ("pc:Event", "attendee", "an event and who took part"),
    "instrument": ("pc:Instrument", None, "a law, a recommendation or another text"),
    "practice": ("pc:Practice", None, "a way of working"),
}
_LANGUAGE_MARK: Final = "@"


def thing_command(kind: str) -> click.Command:
    """Return the command for one kind of thing."""
    class_name, role, words = THINGS[kind]

    @click.argument("key", metavar="[ID]", required=False)
    @click.option("--name", help="The name in English.")
    @click.option("--name-cs", help="The name in Czech.")
    @click.option("--alias", multiple=True, metavar="TEXT[@LANG]", help="Another name, or several.")
    @click.option("--kind", "sort", metavar="KIND", help="Such as memorandum or prison-service.")
    @click.option("--country", type=THING, metavar="ID", help="The country, by code or name.")
    @click.option("--homepage", metavar="URL")
    @click.option(
        "--with", "others", type=THING, multiple=True, metavar="ID[=ROLE]", help="Who takes part."
    )
    @identifier_options
    @claim_options
    def add_thing(
        key: str | None,
        name: str | None,
        name_cs: str | None,
        alias: tuple[str, ...],
        sort: str | None,
        country: str | None,
        homepage: str | None,
        others: tuple[str, ...],
        where: Where,
        yes: bool,
        folder: Path | None,
        **schemes: str | None,
    ) -> None:
        desk = Desk(folder)
        thing = Thing(
            _new_key(desk, need(key, "an identifier, such as cz-pms")),
            _class_of(sort, class_name),
            _labels(need(name, "the name in English (--name)"), name_cs),
            kind=f"kind:{sort.removeprefix('kind:')}" if sort else None,
            aliases=tuple(_text(each) for each in alias),
            country=desk.key(country) if country else None,
            homepage=homepage,
            identifiers=identifiers_of(schemes),
            note=None if others else where.note,
        )
        parts = [_part(desk, thing, each, role, where) for each in others]
        sources = dict.fromkeys(source for new, _ in parts for source in new)
        statements = tuple(statement for _, statement in parts)
        write(desk, Records((thing,), tuple(sources), statements), yes=yes)

    add_thing.__doc__ = f"Add {words}.\n\nExample: {_EXAMPLES[kind]}"
    return click.command(kind)(add_thing)


_EXAMPLES: Final = {
    "organisation": 'kg add organisation ee-prob --name "Estonian Probation" --country ee',
    "project": 'kg add project prj-x --name "X" --with cz-pms=promoter --source page-x',
    "programme": 'kg add programme prog-x --name "Programme X" --country cz',
    "agreement": 'kg add agreement agr-cz-at --name "Memorandum" --with cz-vscr --with at-moj'
    " --source page-x",
    "cooperation": 'kg add cooperation coop-x --name "X" --with cz-pms --with at-neustart'
    " --source page-x",
    "event": 'kg add event ev-x-2024 --name "Visit to X" --kind visit --with cz-vscr=visitor'
    " --when 2024-06 --source page-x",
    "instrument": 'kg add instrument law-x --name "Probation Act" --kind law --country cz',
    "practice": 'kg add practice practice-x --name "Family conferences"',
}


def _part(
    desk: Desk, thing: Thing, words: str, role: str | None, where: Where
) -> tuple[list[Source], NewClaim]:
    """Return the claim that somebody has a part in a thing, and its source where that is new."""
    who, _, given = words.partition("=")
    if role is None:
        raise UsageError(f"nobody takes part in {thing.key}. Leave out --with.")
    statement = NewClaim(
        "pc:Participation",
        (),
        agent=desk.key(who),
        context=thing.key,
        role=role_of(given or role),
    )
    return desk.claim(statement, where)


def _new_key(desk: Desk, key: str) -> str:
    """Return a key that is free. Raises NotFound where a thing has it."""
    bare = key.removeprefix("id:")
    if bare in desk.registry:
        name = desk.registry[bare].name
        step = "kg add name and kg add identifier say more of it."
        raise NotFound(f"{bare} is known already: {name}. {step}")
    return bare


def _class_of(sort: str | None, usual: str) -> str:
    """Return the class of a thing of a kind. Raises UsageError where that is another sort."""
    from kg.imports.facts.terms import CLASSES

    found = CLASSES.get((sort or "").removeprefix("kind:"), usual)
    bodies = found.startswith("org:") and usual.startswith("org:")
    if found != usual and not bodies:
        right = next((name for name, (each, *_) in THINGS.items() if each == found), "other thing")
        raise UsageError(f"kind:{sort} is a kind of {right}. Use kg add {right}.")
    return found


def _labels(english: str, czech: str | None) -> tuple[Text, ...]:
    return (Text(english, "en"), *([Text(czech, "cs")] if czech else []))


def _text(words: str) -> Text:
    """Return a name with its language, English where none is given."""
    text, mark, language = words.rpartition(_LANGUAGE_MARK)
    known = mark and language.isalpha() and 1 < len(language) < 4
    return Text(text, language) if known else Text(words, "en")
