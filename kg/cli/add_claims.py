"""The kinds of kg add that say one thing of another: attributes, counts, influences, lists."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.additions.records import NewClaim, Text
from kg.cli.add_desk import Desk, Where, date_of, need
from kg.cli.add_options import claim_options, number_of, role_of, write_claim
from kg.cli.options import THING, language_tag
from kg.errors import UsageError
from kg.names import expand

_BOUNDS: Final = "exact, about, moreThan, lessThan, atLeast, atMost."
_DATES: Final = frozenset({"founded", "launched", "start"})  # attributes whose value is a date
_LANGUAGE: Final = click.option(
    "--lang",
    "language",
    default="en",
    show_default=True,
    callback=language_tag,
    metavar="TAG",
    help="The language of the words.",
)


@click.command("attribute")
@click.argument("thing", type=THING, required=False)
@click.argument("attribute", required=False)
@click.argument("value", required=False)
@_LANGUAGE
@claim_options
def add_attribute(
    thing: str | None,
    attribute: str | None,
    value: str | None,
    language: str,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add that THING has a VALUE of an ATTRIBUTE.

    An attribute is a word such as founded, part-of-programme, legal-form or objective; one that is
    not known is refused with all that are. The value is a thing, a date or words, as the attribute
    wants it.

    Example: kg add attribute cep founded 1981 --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(thing, "the thing")
    name = _attribute(need(attribute, "the attribute, such as founded"))
    said = _attributed(desk, about, name, need(value, "the value"), language)
    write_claim(desk, said, where, yes=yes)


@click.command("part-of")
@click.argument("part", type=THING, required=False)
@click.argument("whole", type=THING, required=False)
@claim_options
def add_part(
    part: str | None, whole: str | None, where: Where, yes: bool, folder: Path | None
) -> None:
    """Add that PART is a part of WHOLE.

    A body of a body, an event of a series or of another event, a project of a programme.

    Example: kg add part-of cz-moj cz-government --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(part, "the part")
    whole = desk.thing(whole, "of what it is a part")
    programmes = ("pc:Project", "pc:Programme")
    both = (desk.registry[about].type, desk.registry[whole].type)
    name = "part-of-programme" if both == programmes else "part-of"
    write_claim(desk, _attributed(desk, about, name, whole, "en"), where, yes=yes)


@click.command("place")
@click.argument("thing", type=THING, required=False)
@click.argument("words", metavar="[PLACE]", required=False)
@_LANGUAGE
@claim_options
def add_place(
    thing: str | None,
    words: str | None,
    language: str,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add where THING is or takes place: in a country or region, or in a town.

    Example: kg add place ev-x-2024 Prague --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(thing, "the thing")
    place = need(words, "the place")
    area = desk.area(place)
    said = NewClaim("pc:AttributeClaim", (), about=about)
    if area:
        said = said._replace(attribute="pc:inArea", value_key=area)
    else:
        said = said._replace(attribute="pc:place", value=Text(place, language))
    write_claim(desk, said, where, yes=yes)


@click.command("topic")
@click.argument("thing", type=THING, required=False)
@click.argument("words", metavar="[TOPIC]", required=False)
@_LANGUAGE
@claim_options
def add_topic(
    thing: str | None,
    words: str | None,
    language: str,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add what THING, such as an event, deals with.

    Example: kg add topic ev-x-2024 "electronic monitoring" --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(thing, "the thing")
    value = Text(need(words, "the topic in a few words"), language)
    said = NewClaim("pc:AttributeClaim", (), about=about, attribute="pc:topic", value=value)
    write_claim(desk, said, where, yes=yes)


@click.command("influence")
@click.argument("source_of", metavar="[FROM]", type=THING, required=False)
@click.argument("result", metavar="[ON]", type=THING, required=False)
@claim_options
def add_influence(
    source_of: str | None, result: str | None, where: Where, yes: bool, folder: Path | None
) -> None:
    """Add that the experience of FROM shaped ON.

    Example: kg add influence at-neustart cz-pms --source page-x
    """
    desk = Desk(folder)
    said = NewClaim(
        "pc:InfluenceClaim",
        (),
        influencer=desk.thing(source_of, "whose experience it was"),
        influenced=desk.thing(result, "what it shaped"),
    )
    write_claim(desk, said, where, yes=yes)


@click.command("observation")
@click.argument("body", type=THING, required=False)
@click.argument("indicator", required=False)
@click.argument("number", required=False)
@click.option("--counterpart", type=THING, metavar="ID", help="The body or area on the other side.")
@click.option("--bound", default="exact", show_default=True, metavar="WORD", help=_BOUNDS)
@click.option("--subset", metavar="WORDS", help="The part of all that is counted.")
@click.option("--currency", metavar="CODE", help="Of a sum: three letters, such as EUR.")
@claim_options
def add_observation(
    body: str | None,
    indicator: str | None,
    number: str | None,
    counterpart: str | None,
    bound: str,
    subset: str | None,
    currency: str | None,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add a NUMBER that was counted for BODY; INDICATOR says what was.

    Example: kg add observation cep member-count 49 --when 2024 --source page-x
    """
    desk = Desk(folder)
    said = NewClaim(
        "pc:Observation",
        (),
        about=desk.thing(body, "the body"),
        indicator=_concept("indicator", need(indicator, "what was counted")),
        number=number_of(need(number, "the number")),
        counterpart=desk.thing(counterpart, "the counterpart") if counterpart else None,
        bound=bound,
        subset=subset,
        currency=currency,
    )
    write_claim(desk, said, where, yes=yes)


@click.command("enumeration")
@click.argument("context", type=THING, required=False)
@click.argument("topic", required=False)
@click.option("--topic-cs", help="The same in Czech.")
@click.option("--role", help="The role of all who are listed.")
@click.option("--number", metavar="NUMBER", help="How many there are, as the source says.")
@click.option("--bound", default="exact", show_default=True, metavar="WORD", help=_BOUNDS)
@click.option("--closed/--open", default=False, help="Whether the source names them all.")
@claim_options
def add_enumeration(
    context: str | None,
    topic: str | None,
    topic_cs: str | None,
    role: str | None,
    number: str | None,
    bound: str,
    closed: bool,
    where: Where,
    yes: bool,
    folder: Path | None,
) -> None:
    """Add that a source lists or counts those who have a part in CONTEXT.

    Example: kg add enumeration cep "member organisations" --role member --number 66
    --closed --source page-x
    """
    desk = Desk(folder)
    about = desk.thing(context, "whose list it is")
    topics = [("pc:topic", Text(need(topic, "what is listed"), "en"))]
    if topic_cs:
        topics.append(("pc:topic", Text(topic_cs, "cs")))
    said = NewClaim(
        "pc:Enumeration",
        (),
        context=about,
        role=role_of(role) if role else None,
        number=number_of(number) if number else None,
        bound=bound if number else None,
        closed=closed,
        details=tuple(topics),
    )
    write_claim(desk, said, where, yes=yes)


CLAIMS: Final = (
    *(add_attribute, add_part, add_place, add_topic),
    *(add_influence, add_observation, add_enumeration),
)


def _concept(scheme: str, words: str) -> str:
    return f"{scheme}:{words.removeprefix(f'{scheme}:').strip().lower().replace(' ', '-')}"


def _attribute(words: str) -> str:
    """Return an attribute by its word or the property that it is. Raises UsageError."""
    from kg.imports.facts.terms import ATTRIBUTES

    bare = words.strip().lower().replace(" ", "-")
    by_property = {each.property: name for name, each in reversed(ATTRIBUTES.items())}
    name = bare if bare in ATTRIBUTES else by_property.get(words.strip())
    if name is None:
        raise UsageError(f"{words!r} is no attribute. Choose one of {', '.join(ATTRIBUTES)}.")
    return name


def _attributed(desk: Desk, about: str, name: str, value: str, language: str) -> NewClaim:
    """Return the claim of an attribute as an import of facts makes it."""
    from kg.imports.facts.claims import attribute_claim
    from kg.imports.facts.terms import ATTRIBUTES

    if expand(ATTRIBUTES[name].property) in desk.terms.joining:
        said = {"value_key": desk.thing(value, "the value")}
    elif name in _DATES:
        said = {"value": date_of(name, value)}
    else:
        said = {"value": value, "lang": language}
    return attribute_claim({"about": about, "attribute": name} | said, desk.registry)
