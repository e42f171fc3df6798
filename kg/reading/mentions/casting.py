"""Casting: everything that a text names, in the order in which it has to be found."""

from __future__ import annotations

from kg.reading.mentions import bodies, defined, described, establishments, known, new, short
from kg.reading.mentions.cast import Cast
from kg.reading.mentions.lexicon import Lexicon, figure_of
from kg.reading.tokens import Token

_GAP = " \u201c\u201e\u00ab\"'"  # between a word for a thing and its name


def cast_of(
    text: str, tokens: list[Token], lexicon: Lexicon, language: str, publisher: str | None = None
) -> Cast:
    """Return the things that a text names, known and new, and every place at which it does."""
    cast = known.find_known(text, tokens, lexicon, language, publisher)
    if entry := lexicon.entries.get(publisher or ""):
        cast.add(figure_of(entry))
    ground = bodies.read_ground(text, tokens, lexicon, language)
    bodies.find_areas(ground, cast)
    bodies.find_bodies(ground, cast)
    bodies.widen(ground, cast)
    establishments.find_establishments(ground, cast)
    bodies.find_collectives(ground, cast)
    new.find_new(text, tokens, lexicon, language, cast)
    defined.find_defined(text, tokens, cast)
    new.find_places(text, language, cast)
    short.find_short(text, tokens, language, cast, publisher)
    described.find_described(text, tokens, language, cast)
    _join_appositions(text, cast)
    bodies.find_adjectives(ground, cast)
    _add_countries(lexicon, cast)
    return cast


def _join_appositions(text: str, cast: Cast) -> None:
    """Leave out a short form that a name follows at once: "the project Back to life" is one."""
    names = {each.start: each for each in cast.mentions if each.form == "name"}
    kept = []
    for each in cast.mentions:
        gap = len(text[each.end : each.end + 2]) - len(text[each.end : each.end + 2].lstrip(_GAP))
        name = names.get(each.end + gap)
        is_same = name is not None and cast.of(name).sort == cast.of(each).sort
        if each.form == "name" or not gap or not is_same:
            kept.append(each)
    cast.mentions[:] = kept


def _add_countries(lexicon: Lexicon, cast: Cast) -> None:
    """Add the countries of the bodies, for what a text says of the state of a body."""
    for figure in [*cast.figures.values()]:
        entry = lexicon.entries.get(figure.country or "")
        if entry:
            cast.add(figure_of(entry))
