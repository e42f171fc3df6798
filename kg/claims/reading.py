"""Grounds: the claims that an answer rests on, read one by one and not with all the others.

A tie stands for the claims that carry it: it has a status, bounds and evidence of its own, and the
dates, notes and names that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.claims.claims import Claim, Evidence, both
from kg.edtf import UNBOUNDED, Bounds
from kg.names import TIE, shorten
from kg.rdf.store import Store

_AT_ONCE: Final = 1000  # names in one query
_BOUNDS: Final = ("pc:earliestStart", "pc:latestStart", "pc:earliestEnd", "pc:latestEnd")

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Description = Mapping[str, list[Term]]  # property in its short form -> values


def read_grounds(store: Store, grounds: Iterable[str], lang: str) -> dict[str, Claim]:
    """Return the claims and ties with these IRIs; what is not known is left out.

    The publishers of documents are named in *lang*, where they have a name in it.
    """
    found = _describe(store, grounds)
    ties = {iri: _values(each, "prov:wasDerivedFrom") for iri, each in found.items() if TIE in iri}
    found |= _describe(store, {claim for several in ties.values() for claim in several} - {*found})
    dates = _inherited(store, found)
    places = _read_places(store, _all(found, "pc:evidence"), lang)
    claims = {iri: _claim(iri, each, dates, places) for iri, each in found.items()}
    for iri, several in ties.items():
        if carriers := [claims[claim] for claim in several if claim in claims]:
            claims[iri] = _tie(claims[iri], carriers)
    return claims


def read_labels(store: Store, things: Iterable[str], lang: str) -> dict[str, str]:
    """Return the names of things, concepts and documents in a language, else in English."""
    found: dict[str, dict[str, str]] = {}
    pattern = "?thing skos:prefLabel|rdfs:label|dcterms:title ?name"
    for thing, name in _rows(store, things, pattern, "name"):
        if isinstance(name, ox.Literal):
            names = found.setdefault(thing.value, {})
            language = name.language or ""
            names[language] = min(name.value, names.get(language, name.value))
    return {thing: _in_language(names, lang) for thing, names in found.items()}


def _rows(
    store: Store, things: Iterable[str], pattern: str, *names: str
) -> Iterator[tuple[Term, ...]]:
    """Yield each thing with what *pattern* finds of it."""
    left = sorted(set(things))
    while left:
        some, left = left[:_AT_ONCE], left[_AT_ONCE:]
        listed = " ".join(f"<{thing}>" for thing in some)
        results = store.query(f"SELECT * WHERE {{ VALUES ?thing {{ {listed} }} {pattern} }}")
        assert isinstance(results, ox.QuerySolutions)
        yield from (tuple(row[name] for name in ("thing", *names)) for row in results)


def _describe(store: Store, things: Iterable[str]) -> dict[str, Description]:
    """Return all that is said of things; several values of one property in a fixed order."""
    found: dict[str, dict[str, list[Term]]] = {}
    short = cache(shorten)  # a few properties, many times
    pattern = "?thing ?property ?value"
    for thing, name, value in _rows(store, things, pattern, "property", "value"):
        found.setdefault(thing.value, {}).setdefault(short(name.value), []).append(value)
    for about in found.values():
        for several in about.values():
            several.sort(key=str)
    return {**found}


def _values(each: Description, name: str) -> list[str]:
    return [value.value for value in each.get(name, ())]


def _value(each: Description, *names: str) -> str | None:
    return next((value for name in names for value in _values(each, name)), None)


def _english(each: Description, name: str) -> str | None:
    """Return the English texts of a property, or those without a language, as one."""
    texts = [
        value.value
        for value in each.get(name, ())
        if isinstance(value, ox.Literal) and value.language in (None, "en")
    ]
    return " ".join(texts) or None


def _in_language(names: Mapping[str, str], lang: str) -> str:
    return names.get(lang) or names.get("en") or names[min(names)]


def _inherited(store: Store, found: Mapping[str, Description]) -> dict[str, str]:
    """Return the dates of contexts, which claims without a date of their own take over."""
    undated = [each for each in found.values() if not _value(each, "pc:when", "pc:period")]
    contexts = [context for each in undated for context in _values(each, "pc:context")]
    rows = _rows(store, contexts, "?thing pc:when ?when", "when")
    return {thing.value: when.value for thing, when in sorted(rows, key=str)}


def _claim(
    iri: str, each: Description, dates: Mapping[str, str], places: Mapping[str, Evidence]
) -> Claim:
    days = [day for name in _BOUNDS for day in _values(each, name)[:1]]
    return Claim(
        id=shorten(iri),
        status=shorten(_value(each, "pc:status") or "").removeprefix("status:"),
        when=_value(each, "pc:when", "pc:period") or dates.get(_value(each, "pc:context") or ""),
        attested=_value(each, "pc:attested"),
        bounds=Bounds(*days) if len(days) == len(UNBOUNDED) else UNBOUNDED,
        note=_english(each, "skos:editorialNote"),
        named_by=_value(each, "pc:namedBy"),
        details=(),
        evidence=tuple(
            places[place] for place in sorted(_values(each, "pc:evidence")) if place in places
        ),
    )


def _tie(tie: Claim, carriers: list[Claim]) -> Claim:
    """Return a tie with what only its claims say: dates, notes, and by what a body is named."""
    whole = both(tie.id, carriers)
    return tie._replace(
        when=whole.when, attested=whole.attested, note=whole.note, named_by=whole.named_by
    )


def _read_places(store: Store, places: Iterable[str], lang: str) -> dict[str, Evidence]:
    found = _describe(store, places)
    sources = _describe(store, _all(found, "oa:hasSource"))
    labels = read_labels(store, [*sources, *_all(sources, "dcterms:publisher")], lang)
    return {
        iri: _place(iri, each, source, sources.get(source, {}), labels)
        for iri, each in found.items()
        for source in _values(each, "oa:hasSource")[:1]
    }


def _all(found: Mapping[str, Description], name: str) -> set[str]:
    return {value for each in found.values() for value in _values(each, name)}


def _place(
    iri: str, each: Description, source: str, about: Description, labels: Mapping[str, str]
) -> Evidence:
    publisher = _value(about, "dcterms:publisher")
    start, end = _value(each, "oa:start"), _value(each, "oa:end")
    first, last = (int(start), int(end)) if start and end else (None, None)
    return Evidence(
        id=shorten(iri),
        source=shorten(source),
        title=labels.get(source) or shorten(source),
        publisher=labels.get(publisher, publisher) if publisher else None,
        url=_value(about, "schema:url"),
        start=first,
        end=last,
        date=_value(about, "dcterms:issued", "dcterms:created"),
    )
