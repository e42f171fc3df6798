"""Binding: the values of a question, put into its query as values and never as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg import sparql
from kg.names import shorten
from kg.questions.header import undefined

Term = ox.NamedNode | ox.Literal


def bind(query: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return *query* with each ``VALUES ?name { UNDEF }`` filled with the terms for that name.

    What is not given stays undefined, and so restricts nothing. A term is written by the engine's
    own writer, so that no value can be read as a piece of the query.
    """
    found = list(sparql.tokens(query))
    text, last = "", 0
    for at in undefined(found):
        terms = values.get(found[at].text[1:])
        gap = found[at + 2]
        if terms is not None:
            text += query[last : gap.at] + " ".join(map(_written, terms))
            last = gap.at + len(gap.text)
    return text + query[last:]


def _written(term: Term) -> str:
    """Return a term as SPARQL writes it, with a prefix where it has one."""
    if isinstance(term, ox.NamedNode) and not (short := shorten(term.value)).startswith("http"):
        return short
    return str(term)
