"""Binding: the values of a question, put into its query as values and never as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg import edtf
from kg.names import shorten
from kg.questions.query import MENTION, undefined
from kg.questions.question import Point, Question
from kg.rdf import sparql

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


def narrow(query: str, question: Question, point: Point) -> str:
    """Return *query* for the rows alone that a point of view shows.

    They may hold on its date, began in its time, rest on its document (src:…), and were held.
    """
    filters = []
    dated = [name for name in question.grounds if name != MENTION]  # a mention dates nothing
    if not point.planned:
        planned = "pc:modality ?its_modality . FILTER (?its_modality != modality:held)"
        filters += [_none(name, planned) for name in dated]
    if point.as_of:
        first, last = edtf.days(point.as_of)
        for name in dated:
            filters += [
                _none(name, f'pc:earliestStart ?its_day . FILTER (?its_day > "{last}"^^xsd:date)'),
                _none(name, f'pc:latestEnd ?its_day . FILTER (?its_day < "{first}"^^xsd:date)'),
            ]
    if point.since:
        first, _ = edtf.days(point.since)
        after = f'pc:earliestStart ?its_day . FILTER (?its_day >= "{first}"^^xsd:date)'
        begun = [f"(BOUND(?{name}) && EXISTS {{ ?{name} {after} }})" for name in dated]
        filters.append(" || ".join(begun) or "false")
    if point.until:
        late = (
            f'pc:latestStart ?its_day . FILTER (?its_day > "{edtf.days(point.until)[1]}"^^xsd:date)'
        )
        filters += [_none(name, late) for name in dated]
        filters.append(" || ".join(f"BOUND(?{name})" for name in dated) or "false")
    if point.document:
        document = f"pc:evidence/oa:hasSource {point.document}"
        read = [f"EXISTS {{ ?{name} {document} }}" for name in question.grounds]
        filters.append(
            " || ".join(
                f"(BOUND(?{name}) && {each})"
                for name, each in zip(question.grounds, read, strict=True)
            )
        )
    close = max(token.at for token in sparql.tokens(query) if token.text == "}")  # of the WHERE
    return query[:close] + "".join(f"  FILTER ({each})\n" for each in filters) + query[close:]


def _none(name: str, pattern: str) -> str:
    return f"!BOUND(?{name}) || NOT EXISTS {{ ?{name} {pattern} }}"


def _written(term: Term) -> str:
    """Return a term as SPARQL writes it, with a prefix where it has one."""
    if isinstance(term, ox.NamedNode) and not (short := shorten(term.value)).startswith("http"):
        return short
    return str(term)
