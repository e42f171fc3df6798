"""Rules: the SPARQL files of the ontology, which derive and check; asked only of our own store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError
from kg.rdf import sparql
from kg.rdf.store import LocalStore

if TYPE_CHECKING:
    from kg.rdf.store import Results

_MAY_LEAD_OUT: Final = re.compile(r"service|load|\\u", re.IGNORECASE)


def ask(store: LocalStore, text: str, *, file: str) -> Results:
    """Return what *store* answers to the rule of a file.

    Raises QueryError, with the place in *file*, where it is no SPARQL, or would ask another server.
    """
    if _MAY_LEAD_OUT.search(text):  # reading it token by token takes longer than answering it
        _refuse_outward(text, file)
    try:
        return store.query(text)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+)", str(error))
        line, column = map(int, place.groups()) if place else (None, None)
        message = "not SPARQL. Correct the rule at this place."
        raise QueryError(message, file=file, line=line, column=column) from error


def _refuse_outward(text: str, file: str) -> None:
    try:
        sparql.inspect(text)
    except QueryError as error:
        error.file = file
        raise
