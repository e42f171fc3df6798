"""Claims, names and notes out of a store, all of them or some: here and nowhere else.

A tie stands for the claims that carry it: it has a status, bounds and evidence of its own, and the
dates, notes and names that they have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from kg import edtf
from kg.claims import queries
from kg.claims.claims import HELD, Claim, Evidence, Names, both, ordered, plain_words, words_of
from kg.edtf import UNBOUNDED, Bounds
from kg.names import BOUNDS, TIE, expand, shorten
from kg.rdf.store import Row, Store
from kg.text.numbers import whole_number
from kg.text.words import Words

_AT_ONCE: Final = 1000  # names in one query
_BOUNDS: Final = tuple(f"pc:{each}" for each in BOUNDS[:4])
_WITHDRAWN: Final = expand("status:withdrawn")


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
        {thing: words_of(texts) for thing, texts in preferred.items()} | plain_words(),
        {thing: tuple(sorted(texts)) for thing, texts in every.items()},
    )


def read_claims(store: Store, names: Names) -> dict[str, Claim]:
    """Return every claim that is not withdrawn, by its IRI.

    Bounds that are not derived are worked out from its dates.
    """
    details = _details(store, names)
    return {
        iri: claim._replace(details=tuple(details.get(iri, ())))
        for iri, claim in _claims(store, None, "en").items()
    }


def read_grounds(store: Store, grounds: Iterable[str], lang: str) -> dict[str, Claim]:
    """Return the claims and ties with these IRIs, also withdrawn ones; without those not known.

    Documents and their publishers are named in *lang*, where they have a name in it. What else is
    said of a claim (`Claim.details`) is not read.
    """
    wanted = set(grounds)
    carriers: dict[str, list[str]] = {}
    for tie, claim in _rows(store, queries.CARRIERS, {each for each in wanted if TIE in each}):
        carriers.setdefault(tie, []).append(claim)
    claims = _claims(store, wanted.union(*carriers.values()), lang)
    for tie, several in carriers.items():
        if known := [claims[claim] for claim in several if claim in claims]:
            whole = both(tie, known)
            claims[tie] = claims[tie]._replace(
                when=whole.when, attested=whole.attested, note=whole.note, named_by=whole.named_by
            )
    return claims


def read_labels(store: Store, things: Iterable[str], lang: str) -> dict[str, str]:
    """Return the names of things, concepts and documents in a language, else in English."""
    found: dict[str, dict[str, str]] = {}
    for thing, name, language in _rows(store, queries.LABELS, {*things}):
        if language is not None:  # else it is no name
            found.setdefault(thing, {}).setdefault(language, name)
    return {
        thing: names.get(lang) or names.get("en") or names[min(names)]
        for thing, names in found.items()
    }


def read_notes(store: Store, things: Collection[str] | None = None) -> dict[str, str]:
    """Return the editorial notes of each thing and claim, several of them in one text."""
    notes: dict[str, list[str]] = {}
    for thing, note in _rows(store, queries.NOTES, things):
        notes.setdefault(thing, []).append(note)
    return {thing: " ".join(several) for thing, several in notes.items()}


def _rows(store: Store, query: str, things: Collection[str] | None) -> list[tuple[Any, ...]]:
    """Return the rows of a query in order, about these things alone where they are given."""
    rows: list[Row] = []
    if things is None:
        rows = store.rows(query % "")
    left = sorted(each for each in things or () if ":" in each)  # a blank node has no other name
    while left:
        some, left = left[:_AT_ONCE], left[_AT_ONCE:]
        listed = " ".join(f"<{thing}>" for thing in some)
        rows += store.rows(query % f"VALUES ?each {{ {listed} }}")
    return [*ordered(rows)]


def _claims(store: Store, chosen: Collection[str] | None, lang: str) -> dict[str, Claim]:
    """Return the claims and ties with these IRIs, or all claims that stand."""
    rests, notes = _rows(store, queries.EVIDENCE, chosen), read_notes(store, chosen)
    said, inherited = _said(store, chosen), dict(_rows(store, queries.INHERITED, chosen))
    if chosen is None:
        known = _standing(store, said, {claim for claim, _ in rests})
    else:
        known = [claim for (claim,) in _rows(store, queries.KNOWN, chosen)]
    evidence = _evidence(store, rests, lang, are_all=chosen is None)
    found: dict[str, Claim] = {}
    for claim in known:
        own = said.get(claim, {})
        when = max(own.get("pc:when", ""), own.get("pc:period", "")) or inherited.get(claim)
        attested = own.get("pc:attested")
        days = [own[each] for each in _BOUNDS if each in own]
        found[claim] = Claim(
            id=shorten(claim),
            status=shorten(own.get("pc:status", "")).removeprefix("status:"),
            when=when,
            attested=attested,
            bounds=_bounds(days, own.get("pc:presumedUntil")) or _worked_out(when, attested),
            note=notes.get(claim),
            named_by=own.get("pc:namedBy"),
            details=(),
            evidence=tuple(evidence.get(claim, ())),
            modality=shorten(own.get("pc:modality", HELD)).rpartition(":")[2],
        )
    return found


def _said(store: Store, chosen: Collection[str] | None) -> dict[str, dict[str, str]]:
    """Return what is said of each thing by the names of properties; of several values the last.

    Where nothing is chosen, that something is withdrawn is left out: it is no status that counts.
    """
    found: dict[str, dict[str, str]] = {}
    for each, property_, value in _rows(store, queries.CLAIMS, chosen):
        if chosen is not None or value != _WITHDRAWN:
            found.setdefault(each, {})[shorten(property_)] = value
    return found


def _standing(
    store: Store, said: Mapping[str, Mapping[str, str]], grounded: Collection[str]
) -> list[str]:
    """Return the claims that have a status and rest on something, ties left out."""
    ties = {tie for (tie,) in _rows(store, queries.TIES, None)}
    return [
        each
        for each, own in said.items()
        if "pc:status" in own and each in grounded and each not in ties
    ]


def _bounds(days: list[str], presumed: str | None) -> Bounds | None:
    """Return the bounds that were derived, None where not all of them were."""
    if len(days) != 4:
        return None
    first, begun, still, last = days
    return Bounds(first, begun, still, last, presumed or edtf.LAST_DAY)


def _worked_out(when: str | None, attested: str | None) -> Bounds:
    """Return the bounds of a claim for which none are derived; of dates that are none, the widest.

    Files from elsewhere are read as they are, without the rules of the ontology.
    """
    try:
        return edtf.bounds(when, attested)
    except ValueError:
        return UNBOUNDED


def _details(store: Store, names: Names) -> dict[str, list[tuple[Words, str]]]:
    found: dict[str, list[tuple[Words, str]]] = {}
    for claim, label, text in ordered(store.rows(queries.DETAILS)):
        assert claim is not None
        found.setdefault(claim, []).append((names.of(label), text or ""))
    return found


def _evidence(
    store: Store, rests: Sequence[tuple[Any, ...]], lang: str, *, are_all: bool
) -> Mapping[str, list[Evidence]]:
    """Return the places on which claims rest, by the claims; without a document there is none."""
    wanted = None if are_all else {place for _, place in rests}
    rows = _rows(store, queries.PLACES, wanted)
    named = {name for _, source, body, *_ in rows for name in (source, body) if name}
    labels, places = read_labels(store, named, lang), dict[str, Evidence]()
    for place, source, body, written, url, start, end, date, sheet, row in rows:
        publisher = labels.get(body, body) if body else written
        title = labels.get(source) or shorten(source)
        first, last = whole_number(start), whole_number(end)
        places[place] = Evidence(
            shorten(place),
            shorten(source),
            title,
            publisher,
            url,
            first,
            last,
            date,
            sheet,
            whole_number(row),
        )
    found: dict[str, list[Evidence]] = {}
    for claim, place in rests:
        if place in places:
            found.setdefault(claim, []).append(places[place])
    return found
