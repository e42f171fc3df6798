"""A long answer in parts: one query as several whose answers together are those of the one.

A server that gives so many rows and no more is asked for parts by a digest of each row, because
OFFSET needs an order of all rows that two requests share, and no engine promises one. Parts by
digest need none: each row falls into exactly one, and their sizes add up to what the server counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.rdf import sparql

LONGEST: Final = 4  # letters of a start: more parts than this makes would take hours
_ORDERED: Final = ("ORDER", "LIMIT", "OFFSET")  # words that make rows depend on their order


class Parts(NamedTuple):
    """A query cut where its form begins: the declarations before it, its form, and the rest."""

    prologue: str
    form: str
    body: str
    pattern: str  # what stands between the outermost braces of WHERE, with the modifiers after it
    is_divisible: bool  # its rows depend on no order, and it names no dataset of its own


def divide(text: str) -> Parts:
    """Return a query cut into its parts. Raises QueryError where it cannot be read."""
    tokens = list(sparql.tokens(text))
    start = next((each for each in tokens if each.word in sparql.FORMS), None)
    if start is None:
        return Parts("", "", text, "", is_divisible=False)
    after = [each for each in tokens if each.at >= start.at]
    words = {each.word for each in after if each.depth == 0}
    divisible = start.word == "SELECT" and words.isdisjoint({*_ORDERED, "FROM"})
    opened = [each.at for each in after if each.text == "{" and each.depth == 1]
    # CONSTRUCT { template } WHERE { pattern }; without a template the pattern stands for both.
    where = opened[-1 if len(opened) == 1 else 1] if opened else len(text)
    body = text[start.at :]
    return Parts(text[: start.at], start.word, body, text[where:], is_divisible=divisible)


def count_rows(parts: Parts) -> str:
    """Return the query that counts the rows of a SELECT, or the solutions of a CONSTRUCT."""
    inner = parts.body if parts.form == "SELECT" else f"SELECT * WHERE {parts.pattern}"
    return f"{parts.prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {{\n{inner}\n}} }}"


def part(parts: Parts, variables: Sequence[str], start: str) -> str:
    """Return the SELECT query for the rows whose digest starts so."""
    chosen = f'FILTER(STRSTARTS({row_digest(variables)}, "{start}"))'
    # The body stands on lines of its own: a comment may end it.
    return f"{parts.prologue}SELECT * WHERE {{ {{\n{parts.body}\n}} {chosen} }}"


def starts(number: int) -> list[str]:
    """Return the starts of digests, each as long, that make at least so many parts.

    >>> starts(3)[:3], len(starts(17))
    (['0', '1', '2'], 256)
    """
    digits = 1
    while 16**digits < min(number, 16**LONGEST):
        digits += 1
    return [f"{each:0{digits}x}" for each in range(16**digits)]


def row_digest(variables: Sequence[str]) -> str:
    """Return the expression of SPARQL for the digest of a row, whatever is unbound in it."""
    values = ", ' ', ".join(f"COALESCE(STR(?{name}), '')" for name in variables)
    return f"MD5(CONCAT({values}, ' '))"
