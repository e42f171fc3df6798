"""Describing: which sort of fact sheet fits what, and how it shows itself."""

from __future__ import annotations

from html import escape

from kg.factsheets import records, sheets, terms
from kg.factsheets.html import as_html
from kg.factsheets.model import Sheet
from kg.factsheets.reading import Material
from kg.factsheets.report import as_text
from kg.names import ID, SRC
from kg.rdf.store import Store


class Described(Sheet):
    """A fact sheet: `str()` is its text, and in a notebook it shows itself."""

    __slots__ = ()

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        page = escape(as_html(self), quote=True)
        return f'<iframe width="100%" height="720" sandbox srcdoc="{page}"></iframe>'


def describe(store: Store, reading: Material, iri: str) -> Described:
    """Return the fact sheet of what an IRI stands for."""
    return Described(*_sheet(store, reading, iri))


def _sheet(store: Store, reading: Material, iri: str) -> Sheet:
    if iri.startswith(ID):
        return sheets.sheet_of_thing(store, reading, iri)
    if iri.startswith(SRC):
        return records.sheet_of_document(store, reading, iri)
    if iri in reading.statements.of:
        return records.sheet_of_claim(store, reading, iri, reading.statements.of[iri])
    if terms.is_term(store, iri):
        return terms.sheet_of_term(store, reading, iri)
    return records.sheet_of_anything(store, reading, iri)
