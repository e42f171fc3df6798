"""Fact sheets of things: who or what it is, its relations, what is in doubt, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.claims.claims import HELD, both
from kg.claims.completeness import name_members, read_counts, say_completeness
from kg.claims.provenance import holding
from kg.claims.wording import say_date
from kg.factsheets.countries import lines_of_country
from kg.factsheets.lines import lines_about, remarks_of
from kg.factsheets.model import Field, Line, Section, Sheet, Source
from kg.factsheets.placing import SECTIONS
from kg.factsheets.reading import Material
from kg.names import expand, shorten
from kg.rdf.store import Store
from kg.search.naming import SORTS, Naming, read_namings

_FACTS: Final = """
SELECT DISTINCT ?property ?value WHERE {
  VALUES ?property {
    pc:modality pc:when pc:place pc:within schema:url schema:sameAs dcterms:isReplacedBy }
  <%s> ?property ?value }"""

# What is counted of a thing, by the word of its class and the section that names them.
_COUNTED: Final = {
    ("organisation", "members"): "role:member",
    ("programme", "projects"): "pc:Project",
    ("project", "projects"): "pc:Project",
    ("event", "events"): "",
}


def sheet_of_thing(store: Store, reading: Material, iri: str) -> Sheet:
    """Return the sheet of a body, undertaking, event, text or area of the registry."""
    namings = read_namings(store, [iri])
    area = reading.word(iri) == "area"
    lines = lines_of_country(reading, iri) if area else lines_about(reading, iri)
    title = reading.label(iri)
    return compose(
        reading,
        iri,
        title,
        kind=reading.label(reading.things[iri].kind) if iri in reading.things else "",
        subtitle=_subtitle(namings, title),
        fields=_fields(store, reading, iri, namings),
        sections=[
            Section("names", reading.say("section-names"), tuple(_names(reading, namings))),
            *(
                Section(
                    key,
                    _title(reading, key, iri),
                    tuple(lines.get(key, ())),
                    tuple(_completeness(store, reading, iri, key, lines.get(key, ()))),
                )
                for key in SECTIONS
            ),
        ],
        doubts=_doubts(reading, iri),
    )


def compose(  # noqa: PLR0913 - the parts of a sheet
    reading: Material,
    iri: str,
    title: str,
    *,
    kind: str,
    fields: Iterable[Field],
    sections: Iterable[Section],
    subtitle: str = "",
    doubts: Iterable[str] = (),
    example: str = "",
) -> Sheet:
    """Return a sheet of these parts as of the date of the reading, with its sources numbered."""
    before = [
        section._replace(lines=tuple(_with_modality(reading, line) for line in section.lines))
        for section in sections
    ]
    shown = (_at(each, reading.as_of) for each in before)
    kept = [section for section in shown if section.lines or section.completeness]
    counts = [sum(len(section.lines) for section in some) for some in (before, kept)]
    return Sheet(
        id=shorten(iri),
        iri=iri,
        title=title,
        subtitle=subtitle,
        kind=kind,
        fields=tuple(fields),
        sections=tuple(kept),
        doubts=(*doubts, *_unsure(reading, kept)),
        sources=number_sources(kept),
        lang=reading.lang,
        as_of=reading.as_of,
        left_out=counts[0] - counts[1],
        version=reading.version,
        date=reading.date,
        example=example,
    )


def _with_modality(reading: Material, line: Line) -> Line:
    """Return a line with the word for what became of it, where nothing says that it was held."""
    if line.claim is None or line.claim.modality == HELD:
        return line
    return line._replace(modality=reading.label(expand(f"modality:{line.claim.modality}")))


def _at(section: Section, as_of: str | None) -> Section:
    """Return the lines that held, or may have held, at a date."""
    if as_of is None:
        return section
    dated = [
        line._replace(state=line.claim.holds(as_of)) if line.claim else line
        for line in section.lines
    ]
    return section._replace(lines=tuple(line for line in dated if line.state != "no"))


def number_sources(sections: Iterable[Section]) -> tuple[Source, ...]:
    """Return the documents behind the lines of a sheet, numbered as they first appear."""
    found: dict[str, Source] = {}
    for section in sections:
        for line in section.lines:
            for place in line.claim.evidence if line.claim else ():
                if place.source not in found:
                    found[place.source] = Source(
                        len(found) + 1,
                        place.source,
                        place.title,
                        place.publisher,
                        place.date,
                        place.url,
                        holding(place),
                    )
    return tuple(found.values())


def _completeness(
    store: Store, reading: Material, thing: str, section: str, lines: Iterable[Line]
) -> Iterator[str]:
    """Yield how many members, projects or editions the graph names and sources count."""
    counted = _COUNTED.get((reading.word(thing), section))
    if counted is None or reading.as_of:
        return
    if section == "members":
        named = name_members(store, thing)
    else:
        held = (line for line in lines if line.claim is None or line.claim.modality == HELD)
        named = len({line.things[0].id for line in held if line.things})
    yield from say_completeness(named, read_counts(store, thing, counted or None), reading.lang)


def _title(reading: Material, key: str, thing: str) -> str:
    """Return the title of a section, one of its own for some sorts of things."""
    word = reading.word(thing)
    return reading.say(f"section-{key}-{word}") or reading.say(f"section-{key}")


def _subtitle(namings: Iterable[Naming], title: str) -> str:
    """Return the names in other languages."""
    return " · ".join(each.text for each in namings if each.sort == "name" and each.text != title)


def _names(reading: Material, namings: Iterable[Naming]) -> Iterator[Line]:
    """Yield the names, those that hold everywhere first."""
    for each in sorted(namings, key=lambda each: (bool(each.documents), SORTS.index(each.sort))):
        if each.sort != "identifier":
            yield _name_line(reading, each)


def _name_line(reading: Material, naming: Naming) -> Line:
    """Return a name as a line, with the claims that say it, if any does."""
    said = [
        each.claim
        for each in reading.about(naming.thing)
        if each.sort == "name" and each.value == naming.text
    ]
    claim = both(said[0].id, said) if said else None
    details = [naming.language] if naming.language else []
    if naming.documents:
        titles = "; ".join(map(reading.title, naming.documents))
        details.append(reading.say("only-in", names=titles))
    return Line(
        naming.text,
        reading.say(f"sort-{naming.sort}"),
        claim=claim,
        claims=tuple(each.id for each in said),
        details=tuple(details),
        remarks=tuple(remarks_of(reading, claim)) if claim else (),
    )


def _fields(
    store: Store, reading: Material, thing: str, namings: Iterable[Naming]
) -> Iterator[Field]:
    facts: dict[str, list[str]] = {}
    for name, value in sorted(store.rows(_FACTS % thing), key=str):
        facts.setdefault(shorten(name or ""), []).append(value or "")
    codes = [each.text for each in namings if each.sort == "identifier"]
    areas = [*reading.areas.get(thing, ()), *facts.get("pc:within", ())]
    values: dict[str, list[str]] = {
        "identifier": [shorten(thing)],
        "code": codes,
        "modality": [reading.label(expand(each)) for each in facts.get("pc:modality", ())],
        "area": [reading.label(area) for area in areas],
        "when": [
            say_date(each, reading.vocabulary, reading.lang) for each in facts.get("pc:when", ())
        ],
        "where": facts.get("pc:place", []),
        "homepage": facts.get("schema:url", []),
        "elsewhere": facts.get("schema:sameAs", []),
        "replaced": [reading.label(each) for each in facts.get("dcterms:isReplacedBy", ())],
        "note": [reading.notes[thing]] if thing in reading.notes else [],
    }
    for key, several in values.items():
        if several:
            yield Field(key, reading.say(f"field-{key}"), tuple(several))


def _doubts(reading: Material, iri: str) -> Iterator[str]:
    """Yield what a person still has to decide about a thing."""
    if iri in reading.things and reading.things[iri].unresolved:
        yield reading.say("unresolved")
    for pair in reading.same:
        if iri in pair:
            other = pair[1] if pair[0] == iri else pair[0]
            yield reading.say("possibly-same", name=reading.label(other), id=shorten(other))


def _unsure(reading: Material, sections: Iterable[Section]) -> Iterator[str]:
    """Yield how many facts are not simply stated."""
    claims = [line.claim for section in sections for line in section.lines if line.claim]
    for status in ("ambiguous", "implied"):
        number = sum(claim.status == status for claim in claims)
        if number:
            yield reading.say(f"facts-{status}", n=str(number), total=str(len(claims)))
