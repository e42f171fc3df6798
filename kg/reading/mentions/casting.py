"""Casting: everything that a text names, in the order in which it has to be found."""

from __future__ import annotations

from kg.reading.mentions import described, known, new, short
from kg.reading.mentions.cast import Cast
from kg.reading.mentions.lexicon import Lexicon
from kg.reading.tokens import Token


def cast_of(text: str, tokens: list[Token], lexicon: Lexicon, language: str) -> Cast:
    """Return the things that a text names, known and new, and every place at which it does."""
    cast = known.find_known(text, tokens, lexicon, language)
    known.find_described(text, tokens, lexicon, cast)
    new.find_new(text, tokens, lexicon, language, cast)
    new.find_places(text, language, cast)
    short.find_short(text, tokens, language, cast)
    described.find_described(text, tokens, language, cast)
    return cast
