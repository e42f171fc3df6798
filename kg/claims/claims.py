"""Claims as people read them: how sure, when, why, where it stands, with names in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg import edtf
from kg.claims import queries
from kg.edtf import UNBOUNDED, Bounds
from kg.names import expand, shorten
from kg.rdf.store import Row, Store
from kg.text.words import Words

_STATUSES: Final = ("stated", "implied", "ambiguous")  # from strong to weak


class Evidence(NamedTuple):
    """A place in a document, in code points; without a position it is cited, not verified.

    *date* is when the document was issued, else written, as it says itself.
    """

    id: str
    source: str
    title: str
    publisher: str | None
    url: str | None
    start: int | None
    end: int | None
    date: str | None = None


class Claim(NamedTuple):
    """What every claim carries, whatever it is about: how sure, when, and where it is read."""

    id: str
    status: str
    when: str | None
    attested: str | None
    bounds: Bounds
    note: str | None
    named_by: str | None
    details: tuple[tuple[Words, str], ...]
    evidence: tuple[Evidence, ...]


class Names(NamedTuple):
    """Everything that has a name: the preferred one, and all of them, by IRI."""

    preferred: dict[str, Words]
    every: dict[str, tuple[str, ...]]

    def of(self, iri: str | None) -> Words:
        """Return the name of a thing, or its short form where it has none."""
        return self.preferred.get(iri or "") or Words(shorten(iri or ""))


# Terms of other vocabularies whose own names say little to a reader, or say it in English alone.
PLAIN_WORDS: Final = {
    expand("org:subOrganizationOf"): Words("part of", "součást"),
    expand("dcterms:isPartOf"): Words("part of", "součást"),
    expand("dcterms:relation"): Words("linked to", "souvisí s"),
    expand("schema:foundingDate"): Words("founded", "založeno"),
    expand("schema:url"): Words("homepage", "webová stránka"),
}


def read_names(store: Store) -> Names:
    """Return the names of things, concepts and terms, also those that one document uses."""
    preferred: dict[str, dict[str, str]] = {}
    every: dict[str, set[str]] = {}
    for thing, language, text, is_preferred in ordered(store.rows(queries.NAMES)):
        if thing is None or text is None:
            continue
        every.setdefault(thing, set()).add(text)
        if is_preferred:
            preferred.setdefault(thing, {}).setdefault(language or "", text)
    return Names(
        {thing: words_of(texts) for thing, texts in preferred.items()} | PLAIN_WORDS,
        {thing: tuple(sorted(texts)) for thing, texts in every.items()},
    )


def read_claims(store: Store, names: Names) -> dict[str, Claim]:
    """Return every claim that is not withdrawn, by its IRI.

    Bounds that are not derived are worked out from its dates.
    """
    details, evidence, notes = _details(store, names), _evidence(store), read_notes(store)
    found: dict[str, Claim] = {}
    for row in ordered(store.rows(queries.CLAIMS)):
        claim, status, when, attested, inherited, named_by, *days = row
        assert claim is not None
        assert status is not None
        known = [day for day in days if day]
        found[claim] = Claim(
            id=shorten(claim),
            status=shorten(status).removeprefix("status:"),
            when=when or inherited,
            attested=attested,
            bounds=Bounds(*known) if len(known) == 4 else _worked_out(when or inherited, attested),
            note=notes.get(claim),
            named_by=named_by,
            details=tuple(details.get(claim, ())),
            evidence=tuple(evidence.get(claim, ())),
        )
    return found


def _worked_out(when: str | None, attested: str | None) -> Bounds:
    """Return the bounds of a claim for which none are derived; of dates that are none, the widest.

    Files from elsewhere are read as they are, without the rules of the ontology.
    """
    try:
        return edtf.bounds(when, attested)
    except ValueError:
        return UNBOUNDED


def read_notes(store: Store) -> dict[str, str]:
    """Return the editorial notes of each thing and claim, several of them in one text."""
    notes: dict[str, list[str]] = {}
    for thing, note in ordered(store.rows(queries.NOTES)):
        assert thing is not None
        assert note is not None
        notes.setdefault(thing, []).append(note)
    return {thing: " ".join(several) for thing, several in notes.items()}


def both(name: str, claims: Iterable[Claim]) -> Claim:
    """Return claims as one: as sure as the weakest, from the latest start to the earliest end."""
    claims = list(claims)
    ends = list(zip(*(each.bounds for each in claims), strict=True))
    return Claim(
        id=name,
        status=max((each.status for each in claims), key=doubt),
        when=_joined(each.when for each in claims),
        attested=_joined(each.attested for each in claims),
        bounds=Bounds(max(ends[0]), max(ends[1]), min(ends[2]), min(ends[3])),
        note=_joined(each.note for each in claims),
        named_by=_joined(each.named_by for each in claims),
        details=tuple(dict.fromkeys(detail for each in claims for detail in each.details)),
        evidence=tuple(dict.fromkeys(place for each in claims for place in each.evidence)),
    )


def together(one: Iterable[Claim], other: Iterable[Claim]) -> Bounds | None:
    """Return when a claim of each side held at one time, from first to last, as ties do.

    None where none of them did.
    """
    pairs = [edtf.overlap(a.bounds, b.bounds) for a in one for b in other]
    found = [each for each in pairs if each]
    if not found:
        return None
    first, sure, still, last = zip(*found, strict=True)
    return Bounds(min(first), min(sure), max(still), max(last))


def words_of(texts: Mapping[str, str]) -> Words:
    """Return English (or else any language) and Czech of one name, given by language."""
    english = texts.get("en") or next(text for _, text in sorted(texts.items()))
    return Words(english, texts.get("cs"))


def doubt(status: str) -> int:
    """Return how weak a status is, 0 for stated; one that is not known is the weakest."""
    return _STATUSES.index(status) if status in _STATUSES else len(_STATUSES)


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Return rows in a fixed order, whatever the engine did; unbound values come first."""
    return sorted(rows, key=lambda row: [value or "" for value in row])


def _details(store: Store, names: Names) -> dict[str, list[tuple[Words, str]]]:
    found: dict[str, list[tuple[Words, str]]] = {}
    for claim, label, text in ordered(store.rows(queries.DETAILS)):
        assert claim is not None
        found.setdefault(claim, []).append((names.of(label), text or ""))
    return found


def _evidence(store: Store) -> dict[str, list[Evidence]]:
    places: dict[str, Evidence] = {}
    for row in ordered(store.rows(queries.PLACES)):
        place, source, title, publisher, url, start, end, date = row
        assert place is not None
        assert source is not None
        name = title or shorten(source)
        first, last = (int(start), int(end)) if start and end else (None, None)
        places[place] = Evidence(
            shorten(place), shorten(source), name, publisher, url, first, last, date
        )
    found: dict[str, list[Evidence]] = {}
    for claim, place in ordered(store.rows(queries.EVIDENCE)):
        if claim is not None and place is not None and place in places:
            found.setdefault(claim, []).append(places[place])
    return found


def _joined(texts: Iterable[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None
