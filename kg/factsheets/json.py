"""A fact sheet as plain objects for JSON, with keys that stay the same in every language."""

from __future__ import annotations

from kg.claims.provenance import provenance
from kg.factsheets.model import Line, Sheet
from kg.search.naming import Named
from kg.text.words import in_language

Json = dict[str, object]

# The columns that every row about a relation has, empty where the registry alone speaks.
_NO_PROVENANCE: Json = {
    "status": None,
    "since": None,
    "until": None,
    "attested": None,
    "source": [],
    "evidence": [],
}


def as_object(sheet: Sheet) -> Json:
    """Return a sheet as dictionaries, lists and strings."""
    return {
        "id": sheet.id,
        "iri": sheet.iri,
        "label": sheet.title,
        "kind": sheet.kind,
        "lang": sheet.lang,
        "as_of": sheet.as_of,
        "fields": {field.key: list(field.values) for field in sheet.fields},
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "completeness": list(section.completeness),
                "facts": [_fact(line, sheet.lang) for line in section.lines],
            }
            for section in sheet.sections
        ],
        "doubts": list(sheet.doubts),
        "left_out": sheet.left_out,
        "sources": [each._asdict() for each in sheet.sources],
        "example": sheet.example or None,
        "version": sheet.version,
        "date": sheet.date,
    }


def _fact(line: Line, lang: str) -> Json:
    claim = line.claim
    columns: Json = _NO_PROVENANCE | (provenance(claim)._asdict() if claim else {})
    return {
        "text": line.text,
        "relation": line.relation or None,
        "things": [_thing(thing, lang) for thing in line.things],
        "body": _thing(line.body, lang) if line.body else None,
        "value": line.amount._asdict() if line.amount else None,
        "details": list(line.details),
        **columns,
        "state": line.state,
        "modality": claim.modality if claim and line.modality else None,
        "note": claim.note if claim else None,
        "claims": list(line.claims),
    }


def _thing(thing: Named, lang: str) -> Json:
    return {"id": thing.id, "label": in_language(thing.label, lang)}
