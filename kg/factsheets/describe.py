"""Which sort of fact sheet fits what: a thing, a claim, a document, a term, or anything else."""

from __future__ import annotations

from kg.factsheets import records, sheets, terms
from kg.factsheets.model import Sheet
from kg.factsheets.reading import Reading
from kg.names import ID, SRC
from kg.rdf.store import Store


def describe(store: Store, reading: Reading, iri: str) -> Sheet:
    """Return the fact sheet of what an IRI stands for."""
    if iri.startswith(ID):
        return sheets.sheet_of_thing(store, reading, iri)
    if iri.startswith(SRC):
        return records.sheet_of_document(store, reading, iri)
    if iri in reading.statements.of:
        return records.sheet_of_claim(store, reading, iri, reading.statements.of[iri])
    if terms.is_term(store, iri):
        return terms.sheet_of_term(store, reading, iri)
    return records.sheet_of_anything(store, reading, iri)
