"""Fact sheets of records: a claim, a source document, and what the model does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.claims.claims import Amount
from kg.claims.statements import Statement
from kg.claims.wording import say_amount
from kg.factsheets.lines import details_of, remarks_of
from kg.factsheets.model import Field, Line, Section, Sheet
from kg.factsheets.placing import SECTIONS, section_of
from kg.factsheets.reading import Material
from kg.factsheets.sheets import compose
from kg.names import TOTAL, shorten
from kg.rdf.store import Store

Facts = dict[str, list[str]]

_FACTS: Final = "SELECT DISTINCT ?property ?value WHERE { <%s> ?property ?value }"
_POINTING: Final = "SELECT DISTINCT ?other ?property WHERE { ?other ?property <%s> }"
# What stands in a record beside what its one line says.
_OF_CLAIM: Final = {
    "pc:asWritten": "written",
    "pc:namedBy": "named-by",
    "pc:notNamed": "unnamed",
    "skos:editorialNote": "note",
}
_OF_DOCUMENT: Final = {
    "dcterms:publisher": "publisher",
    "dcterms:language": "language",
    "dcterms:issued": "issued",
    "dcterms:created": "created",
    "pc:retrieved": "retrieved",
    "schema:url": "homepage",
    "pc:codePoints": "length",
    "pc:documentDigest": "digest",
    "skos:editorialNote": "note",
}


def sheet_of_claim(store: Store, reading: Material, iri: str, statement: Statement) -> Sheet:
    """Return the sheet of a claim: what it says, how sure it is, and where it stands."""
    facts, line = facts_of(store, reading, iri), _line(reading, statement)
    line = line._replace(remarks=())  # the fields have them
    section = Section("claim", reading.say("section-claim"), (line,))
    fields = _fields(reading, iri, facts, _OF_CLAIM)
    kind = reading.say(f"sort-of-{statement.sort}")
    return compose(reading, iri, line.text, kind=kind, fields=fields, sections=[section])


def sheet_of_document(store: Store, reading: Material, iri: str) -> Sheet:
    """Return the sheet of a source document: what it is, and all that is read in it."""
    return compose(
        reading,
        iri,
        reading.title(iri),
        kind=reading.say("document"),
        fields=_fields(reading, iri, facts_of(store, reading, iri), _OF_DOCUMENT),
        sections=_read_in(reading, iri),
    )


def sheet_of_anything(store: Store, reading: Material, iri: str) -> Sheet:
    """Return the sheet of what the model does not know: what is said of it, plainly."""
    facts = facts_of(store, reading, iri)
    about = [Line(value, name) for name, values in facts.items() for value in values]
    pointing = [
        Line(reading.label(other or ""), shorten(name or ""), (reading.named(other or ""),))
        for other, name in sorted(store.rows(_POINTING % iri), key=str)
    ]
    return compose(
        reading,
        iri,
        next(iter(facts.get("rdfs:label", ())), reading.label(iri)),
        kind=", ".join(facts.get("rdf:type", ())),
        fields=_fields(reading, iri, {}, {}),
        sections=[
            Section("about", reading.say("section-about"), tuple(about)),
            Section("references", reading.say("section-references"), tuple(pointing)),
        ],
    )


def facts_of(store: Store, reading: Material, iri: str) -> Facts:
    """Return what is said of something: the names of values by the prefixed names of properties."""
    found: Facts = {}
    for name, value in sorted(store.rows(_FACTS % iri), key=str):
        found.setdefault(shorten(name or ""), []).append(reading.label(value or ""))
    return found


def sentence(reading: Material, each: Statement) -> str:
    """Return what a statement says in one sentence, without its dates."""
    amount, value = "", each.value
    if isinstance(value, Amount):
        amount, value = say_amount(value, reading.vocabulary, reading.lang), None
    a, b = (
        reading.label(end) if end not in ("", TOTAL) else "" for end in (each.subject, each.object)
    )
    ends = {"a": a, "b": b or value or "", "label": reading.label(each.relation)}
    said = reading.say(f"says-{_family(reading, each)}", **ends)
    return f"{said}: {amount}" if amount else said


def _family(reading: Material, each: Statement) -> str:
    """Return which sentence a statement needs."""
    if each.sort == "participation":
        word = reading.word(each.object)
        return {"organisation": "membership", "area": "structure"}.get(word, word) or "structure"
    if each.sort == "funding" and not each.subject:
        return "funding-alone"
    if each.sort == "count" and each.object in ("", TOTAL):
        return "count-alone"
    if each.sort in ("attribute", "name"):
        return "structure" if each.value is None else "value"
    return each.sort


def _line(reading: Material, each: Statement) -> Line:
    ends = tuple(reading.named(end) for end in (each.subject, each.object) if end)
    return Line(
        sentence(reading, each),
        things=ends,
        claim=each.claim,
        claims=(each.claim.id,),
        details=tuple(details_of(reading, [each], "")),
        remarks=tuple(remarks_of(reading, each.claim)),
    )


def _fields(reading: Material, iri: str, facts: Facts, wanted: dict[str, str]) -> Iterator[Field]:
    yield Field("identifier", reading.say("field-identifier"), (shorten(iri),))
    for name, key in wanted.items():
        if name in facts:
            yield Field(key, reading.say(f"field-{key}"), tuple(facts[name]))


def _read_in(reading: Material, source: str) -> Iterator[Section]:
    """Yield what is read in a document by sections, in the order of the text."""
    found: dict[str, list[tuple[int, str, Line]]] = defaultdict(list)
    for each in reading.statements.of.values():
        places = [place for place in each.claim.evidence if place.source == shorten(source)]
        if places:
            section = section_of(reading, each, each.subject or each.object) or "names"
            first = min(place.start or place.row or 0 for place in places)
            found[section].append((first, each.claim.id, _line(reading, each)))
    for key in ("names", *SECTIONS):
        lines = tuple(line for *_, line in sorted(found[key], key=lambda item: item[:2]))
        yield Section(key, reading.say(f"section-{key}"), lines)
