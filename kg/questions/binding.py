"""Binding: the values of a question, put into its query as values and never as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg import edtf
from kg.names import shorten
from kg.questions.query import undefined
from kg.questions.question import Question
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


def narrow(
    query: str, question: Question, *, as_of: str | None = None, document: str | None = None
) -> str:
    """Return *query* for the rows alone that may hold on a date, and rest on a document (src:…)."""
    if not (as_of or document):
        return query
    filters = []
    if as_of:
        first, last = edtf.days(as_of)
        for name in question.grounds:
            filters += [
                _none(name, f'pc:earliestStart ?day . FILTER (?day > "{last}"^^xsd:date)'),
                _none(name, f'pc:latestEnd ?day . FILTER (?day < "{first}"^^xsd:date)'),
            ]
    if document:
        read = [f"EXISTS {{ ?{n} pc:evidence/oa:hasSource {document} }}" for n in question.grounds]
        filters.append(
            " || ".join(
                f"(BOUND(?{name}) && {each})"
                for name, each in zip(question.grounds, read, strict=True)
            )
        )
    columns = [*(column.name for column in question.columns), *question.grounds]
    inner = "".join(f"  {line}\n" for line in query.strip().splitlines())
    return f"""SELECT {" ".join(f"?{name}" for name in columns)} WHERE {{
  {{
{inner}  }}
{"".join(f"  FILTER ({each}){chr(10)}" for each in filters)}}}
"""


def _none(name: str, pattern: str) -> str:
    return f"!BOUND(?{name}) || NOT EXISTS {{ ?{name} {pattern} }}"


def _written(term: Term) -> str:
    """Return a term as SPARQL writes it, with a prefix where it has one."""
    if isinstance(term, ox.NamedNode) and not (short := shorten(term.value)).startswith("http"):
        return short
    return str(term)
