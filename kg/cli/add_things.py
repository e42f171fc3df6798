"""The kinds of kg add that make a thing, together with who takes part in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

from kg.additions.coining import base_of, base_of_body, free_key, name_shared
from kg.additions.records import NewClaim, Records, Text, Thing
from kg.cli.add_desk import Desk, Where, need, when_of
from kg.cli.add_options import claim_options, identifier_options, identifiers_of, role_of, write
from kg.cli.options import THING
from kg.errors import NotFound, UsageError
from kg.text.words import LANGUAGES

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
_SHARED: Final = ("agreement", "cooperation", "visit")
_USUAL: Final = {"agreement": "agreement", "cooperation": "general", "visit": "visit"}
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
        parts = [_Part.read(desk, each, role) for each in others]
        labels, base = _called(desk, kind, (name, name_cs), country, sort, parts, where)
        thing = Thing(
            _new_key(desk, key) if key else _free(desk, base),
            _class_of(sort, class_name),
            labels,
            kind=f"kind:{sort.removeprefix('kind:')}" if sort else None,
            aliases=tuple(_text(each) for each in alias),
            country=desk.thing(country, "the country") if country else None,
            homepage=homepage,
            identifiers=identifiers_of(schemes),
            note=None if others else where.note,
        )
        desk.tell_known(*(part.who for part in parts))
        said = [desk.claim(part.claim(thing.key), where) for part in parts]
        sources = dict.fromkeys(source for new, _ in said for source in new)
        statements = tuple(statement for _, statement in said)
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


class _Part(NamedTuple):
    """Who takes part in a thing, and in which role."""

    who: str
    role: str

    @classmethod
    def read(cls, desk: Desk, words: str, usual: str | None) -> _Part:
        """Return what ID=ROLE says. Raises UsageError where nobody takes part in such a thing."""
        who, _, given = words.partition("=")
        if usual is None:
            raise UsageError("nobody takes part in such a thing. Leave out --with.")
        return cls(desk.thing(who, "who takes part"), role_of(given or usual))

    def claim(self, key: str) -> NewClaim:
        """Return the claim that they take part in the thing of a key."""
        return NewClaim("pc:Participation", (), agent=self.who, context=key, role=self.role)


def _called(
    desk: Desk,
    kind: str,
    names: tuple[str | None, str | None],
    country: str | None,
    sort: str | None,
    parts: Sequence[_Part],
    where: Where,
) -> tuple[tuple[Text, ...], str]:
    """Return what a new thing is called, and what its identifier is made of.

    What two bodies or more share may lack a name: then they and the date are its name.
    """
    bodies = [part.who for part in parts]
    when = when_of(where)
    if kind == "organisation":
        name = need(names[0], "the name in English (--name)")
        return _labels(name, names[1]), base_of_body(name, country and desk.area(country))
    family = "visit" if sort == "visit" else kind
    if names[0] is None and len(bodies) > 1 and family in _SHARED:
        titles = desk.titles(sort or _USUAL[family])
        said = {lang: [desk.label(each, lang) for each in bodies] for lang in LANGUAGES}
        labels = tuple(Text(name, lang) for lang, name in name_shared(titles, said, when).items())
        return labels, base_of(family, None, bodies, when)
    name = need(names[0], "the name in English (--name)")
    return _labels(name, names[1]), base_of(family, name, bodies, when)


def _free(desk: Desk, base: str) -> str:
    """Return an identifier that is free; the codes of countries are left to countries."""
    from kg.imports.meaning.countries import known_countries

    return free_key(base, desk.registry, reserved=known_countries())[0]


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
