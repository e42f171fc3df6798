"""Reading a document: its text in, what it names and what it says of it out."""

from __future__ import annotations

from typing import NamedTuple

from kg.reading.dates import find_dates
from kg.reading.mentions.cast import Cast
from kg.reading.mentions.casting import cast_of
from kg.reading.mentions.lexicon import Lexicon, figure_of
from kg.reading.mentions.short import figure_we
from kg.reading.outline import Outline, read_outline
from kg.reading.relations.reading import read_relations
from kg.reading.relations.relation import Relation
from kg.reading.relations.scene import Document
from kg.reading.tokens import read_tokens


class Reading(NamedTuple):
    """What a text names, what it says, and how it is laid out."""

    text: str
    cast: Cast
    relations: list[Relation]
    outline: Outline


def read(
    text: str,
    lexicon: Lexicon,
    language: str,
    *,
    publisher: str | None = None,
    issued: str | None = None,
) -> Reading:
    """Return what a text names and says; *publisher* is the key of whom "we" means in it."""
    tokens = read_tokens(text)
    outline = read_outline(text)
    cast = cast_of(text, tokens, lexicon, language, publisher)
    entry = lexicon.entries.get(publisher or "")
    we = figure_we(cast.add(figure_of(entry)) if entry else None, cast)
    dates = find_dates(text, language, issued=issued)
    document = Document(text, language, outline, tokens, cast, dates, we, issued)
    return Reading(text, cast, read_relations(document), outline)
