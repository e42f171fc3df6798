"""The query of a question: which values it asks for, and which columns it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from kg.errors import QueryError, SourceError
from kg.questions.question import CARRIED, CERTAINTY, COMPLETENESS, Column, Parameter
from kg.rdf import sparql
from kg.rdf.sparql import Token

Fail = Callable[..., SourceError]

EXCERPT: Final = "excerpt"
# A variable of these names holds what a row rests on, and is no column.
MENTION: Final = "mention"  # a ground that shows that there is such a thing, and dates nothing
_GROUND: Final = re.compile(r"(?:claim|tie)(?:_\w+)?|mention")


def read_tokens(text: str, file: str) -> list[Token]:
    """Return the tokens of a SELECT query. Raises SourceError for anything else."""
    try:
        form = sparql.inspect(text).form
        found = list(sparql.tokens(text))
    except QueryError as error:
        raise SourceError(error.message, file=file, line=error.line, column=error.column) from error
    if form != "SELECT":
        raise SourceError(f"a question must be a SELECT query, not {form}.", file=file)
    return found


def _selected(found: Sequence[Token]) -> list[str]:
    """Return the variables of the outermost SELECT, in order."""
    names: list[str] = []
    for before, token in pairwise(found):
        if token.text == "{":
            break
        wanted = token.depth == 0 or before.word == "AS"
        if token.kind == "variable" and wanted:
            names.append(token.text[1:])
    return names


def check_columns(columns: Sequence[Column], found: Sequence[Token], fail: Fail) -> tuple[str, ...]:
    """Return the variables that rows rest on. Raises where columns and query do not fit."""
    selected = _selected(found)
    declared = [column.name for column in columns]
    grounds = tuple(name for name in selected if _GROUND.fullmatch(name))
    for name in selected:
        if name not in declared and name not in grounds:
            raise fail(f"?{name} has no heading. Write a line `# column {name}: English | Czech`.")
    for name in declared:
        if name in (*CARRIED, CERTAINTY, COMPLETENESS, EXCERPT):
            raise fail(f"the column {name} comes with the claims. Give it another name.")
        if name not in selected:
            raise fail(f"the column {name} is not selected. Select ?{name}, or leave it out.")
    return grounds


def check_values(
    parameters: Sequence[Parameter], found: Sequence[Token], text: str, fail: Fail
) -> None:
    """Raise where parameters and the undefined values of the query do not fit."""
    places = {found[at].text[1:]: found[at].at for at in undefined(found)}
    declared = {name for each in parameters for name in each.variables}
    for each in parameters:
        if not places.keys() & {*each.variables}:
            step = f"Write VALUES ?{each.variable} {{ UNDEF }} where its value belongs."
            raise fail(f"the query never asks for {each.name}. {step}")
    for name, at in places.items():
        if name not in declared and name != "lang":
            line = text.count("\n", 0, at) + 1
            raise fail(f"?{name} is no parameter. Declare it in the header.", line)


def undefined(found: Sequence[Token]) -> list[int]:
    """Return where in a row of tokens the variable of a ``VALUES ?name { UNDEF }`` stands."""
    return [
        at + 1
        for at in range(len(found) - 4)
        if [found[at].word, found[at + 2].text, found[at + 3].word] == ["VALUES", "{", "UNDEF"]
        and found[at + 1].kind == "variable"
        and found[at + 4].text == "}"
    ]
