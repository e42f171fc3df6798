"""The graph as a workbook that can be edited and imported again.

Each row is one record: a body, a document, or a claim with what it is about; each cell is one
property, in words. The identifiers in the first columns say what a row is when it comes back, so
that only what was edited is a difference. What has no sheet (attributes, funding, influence) is not
in the workbook, and an import leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background, Values
from kg.imports.rows.templates import heading
from kg.imports.sheets.writing import Page, write_workbook
from kg.names import CLAIM, EV, ID, SRC, expand, shorten
from kg.rdf.turtle import value
from kg.text.words import LANGUAGES

# The property of each field, of a thing, of a claim, and of a source.
THING: Final = {
    "name": "skos:prefLabel",
    "name_cs": "skos:prefLabel",
    "aliases": "skos:altLabel",
    "kind": "pc:kind",
    "country": "pc:jurisdiction",
    "homepage": "schema:url",
}
CLAIMED: Final = {
    "role": "pc:role",
    "when": "pc:when",
    "attested": "pc:attested",
    "indicator": "pc:indicator",
    "number": "pc:value",
    "bound": "pc:bound",
    "counterpart": "pc:counterpart",
    "status": "pc:status",
    "note": "skos:editorialNote",
}
DOCUMENT: Final = {
    "name": "dcterms:title",
    "source": "schema:url",
    "publisher": "dc:publisher",
    "language": "dcterms:language",
    "issued": "dcterms:issued",
    "note": "skos:editorialNote",
}
SEPARATOR: Final = "; "
_SHEETS: Final = (
    "organisations",
    "memberships",
    "agreements",
    "cooperations",
    "projects",
    "events",
)
_SORTS: Final = {
    "organisation": "memberships",
    "agreement": "agreements",
    "cooperation": "cooperations",
    "project": "projects",
    "event": "events",
}


def export_workbook(known: Background, *, lang: str = "en") -> bytes:
    """Return the workbook of what is known, in English or Czech, the same bytes every time.

    Raises KgError for a text that no cell can hold.
    """
    rows: dict[str, list[dict[str, str]]] = {
        **{kind: [] for kind in _SHEETS},
        "observations": [],
        "sources": [source_cells(key, known) for key in _keys(known, SRC, "pc:SourceDocument")],
    }
    about: set[str] = set()
    for name in _claims(known):
        kind, key = claim_kind(name, known)
        if kind:
            about.add(key)
            rows[kind].append(claim_cells(name, known, lang=lang))
    for thing in known.catalogue:
        if thing.sort == "organisation":
            rows["organisations"].append(thing_cells(thing.key, known, lang=lang))
        elif thing.sort in _SORTS and thing.key not in about:
            rows[_SORTS[thing.sort]].append(context_cells(thing.key, known, lang=lang))
    return write_workbook([_page(kind, rows[kind], known, lang) for kind in rows], lang=lang)


def count_left_out(known: Background) -> int:
    """Return how many claims are of sorts that have no sheet: attributes, funding, influence."""
    return sum(1 for name in _claims(known) if claim_kind(name, known)[0] is None)


def claim_kind(name: str, known: Background) -> tuple[str | None, str]:
    """Return the kind of table in which a claim is a row, and the key of what it is about."""
    values = known.data[CLAIM + name]
    if expand("pc:value") in values and expand("pc:reporter") in values:
        return "observations", _key(values, "pc:reporter")
    context = _key(values, "pc:context")
    thing = known.catalogue.get(context)
    return (_SORTS.get(thing.sort) if thing and context else None), context


def thing_cells(key: str, known: Background, *, lang: str) -> dict[str, str]:
    """Return the cells of a body: its names, kind, country, homepage and note."""
    values = known.data[ID + key]
    cells = context_cells(key, known, lang=lang)
    place = _key(values, "pc:jurisdiction")
    return cells | {
        "aliases": SEPARATOR.join(_texts(values, "skos:altLabel")),
        "country": area_word(place, known, lang) if place else "",
        "homepage": SEPARATOR.join(_texts(values, "schema:url")),
        "note": "\n".join(_texts(values, "skos:editorialNote")),
    }


def context_cells(key: str, known: Background, *, lang: str) -> dict[str, str]:
    """Return the cells that say what a thing is called, and of what kind it is."""
    values = known.data[ID + key]
    kinds = [*values.get(expand("org:classification"), ()), *values.get(expand("pc:kind"), ())]
    return {
        "identifier": key,
        "name": SEPARATOR.join(_texts(values, "skos:prefLabel", "en")),
        "name_cs": SEPARATOR.join(_texts(values, "skos:prefLabel", "cs")),
        "kind": SEPARATOR.join(sorted(concept_word(each.value, known, lang) for each in kinds)),
    }


def claim_cells(name: str, known: Background, *, lang: str) -> dict[str, str]:
    """Return the cells of a claim: who, what, when, how sure, by which documents."""
    values = known.data[CLAIM + name]
    agent = _key(values, "pc:agent") or _key(values, "pc:reporter")
    context, counterpart = _key(values, "pc:context"), _key(values, "pc:counterpart")
    thing = known.catalogue.get(context)
    cells = context_cells(context, known, lang=lang) if thing else {}
    cells |= {"context": known.catalogue.label(context, lang)} if thing else {}
    for field in ("role", "status", "indicator"):
        terms = values.get(expand(CLAIMED[field]), ())
        cells[field] = SEPARATOR.join(concept_word(each.value, known, lang) for each in terms)
    for field in ("attested", "number", "bound"):
        cells[field] = SEPARATOR.join(_texts(values, CLAIMED[field]))
    dates = [*_texts(values, "pc:when"), *_texts(values, "pc:period")]
    return cells | {
        "claim": name,
        "body_id": agent,
        "body": known.catalogue.label(agent, lang),
        "when": SEPARATOR.join(dates),
        "counterpart": area_word(counterpart, known, lang) if counterpart else "",
        "source": SEPARATOR.join(claim_sources(name, known)),
        "note": "\n".join(_texts(values, "skos:editorialNote")),
    }


def source_cells(key: str, known: Background) -> dict[str, str]:
    """Return the cells of a document."""
    values = known.data[SRC + key]
    cells = {field: "\n".join(_texts(values, name)) for field, name in DOCUMENT.items()}
    publishers = [*values.get(expand("dcterms:publisher"), ())]
    if publishers:
        cells["publisher"] = publishers[0].value.removeprefix(ID)
    return cells | {"identifier": key}


def claim_sources(name: str, known: Background) -> list[str]:
    """Return the keys of the documents that make a claim, sorted."""
    places = known.data[CLAIM + name].get(expand("pc:evidence"), ())
    documents = {
        source.value.removeprefix(SRC)
        for place in places
        for source in known.data.get(place.value, {}).get(expand("oa:hasSource"), ())
        if place.value.startswith(EV)
    }
    return sorted(documents)


def concept_word(iri: str, known: Background, lang: str) -> str:
    """Return the name of a concept, where it leads back to the concept; else its short form."""
    short = shorten(iri)
    scheme = short.partition(":")[0]
    word = known.titles.get(short, (short, short))[LANGUAGES.index(lang)]
    return word if known.concept(scheme, word) == short else short


def area_word(key: str, known: Background, lang: str) -> str:
    """Return the name of an area, where it leads back to the area; else its identifier."""
    word = known.catalogue.label(key, lang)
    return word if known.countries.find(word) == key else key


def _page(kind: str, rows: Iterable[Mapping[str, str]], known: Background, lang: str) -> Page:
    """Return a sheet, its rows sorted by what they are about and then by claim."""
    said = read_columns()["kinds"][kind]
    fields = said["export"]
    heads = [heading(field, kind, known, lang) for field in fields]
    ordered = sorted(rows, key=lambda row: (row.get("identifier", ""), row.get("claim", "")))
    return Page(said[lang], heads, [[row.get(field, "") for field in fields] for row in ordered])


def _claims(known: Background) -> list[str]:
    return sorted(iri.removeprefix(CLAIM) for iri in known.data if iri.startswith(CLAIM))


def _keys(known: Background, space: str, kind: str) -> list[str]:
    wanted = ox.NamedNode(expand(kind))
    return sorted(
        iri.removeprefix(space)
        for iri, values in known.data.items()
        if iri.startswith(space) and wanted in values.get(expand("rdf:type"), ())
    )


def _key(values: Values, name: str) -> str:
    return next((value(each).removeprefix(ID) for each in values.get(expand(name), ())), "")


def _texts(values: Values, name: str, language: str | None = None) -> list[str]:
    """Return the texts of a property, sorted, of one language or of any."""
    return sorted(
        each.value
        for each in set(values.get(expand(name), ()))
        if isinstance(each, ox.Literal) and language in (None, each.language)
    )
