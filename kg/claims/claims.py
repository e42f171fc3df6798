"""Claims as people read them: how sure, when, why, where it stands, with names in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import edtf
from kg.edtf import Bounds
from kg.names import expand, shorten
from kg.text.words import Words, read_words

if TYPE_CHECKING:
    from kg.rdf.store import Row

HELD: Final = "held"  # the modality of what was neither only planned, nor cancelled or postponed
_STATUSES: Final = ("stated", "implied", "ambiguous")  # from strong to weak


@cache
def plain_words() -> dict[str, Words]:
    """Return plain words for terms of other vocabularies, by their IRIs.

    Their own names say little to a reader, or say it in English alone.
    """
    return {expand(term): Words(*said) for term, said in read_words("claims/claims").items()}


class Evidence(NamedTuple):
    """A place in a document, in code points; without a position it is cited, not verified.

    Of a document that is a table it is a *row*, of a workbook in a *sheet*. *date* is when the
    document was issued, else written, as it says itself.
    """

    id: str
    source: str
    title: str
    publisher: str | None
    url: str | None
    start: int | None
    end: int | None
    date: str | None = None
    sheet: str | None = None
    row: int | None = None


class Claim(NamedTuple):
    """What every claim carries, whatever it is about: how sure, when, and where it is read.

    A relation that held in several ways, each with days of its own, has them all as *spans*.
    """

    id: str
    status: str
    when: str | None
    attested: str | None
    bounds: Bounds
    note: str | None
    named_by: str | None
    details: tuple[tuple[Words, str], ...]
    evidence: tuple[Evidence, ...]
    modality: str = HELD
    spans: tuple[Bounds, ...] = ()

    def holds(self, date: str) -> edtf.State:
        """Tell whether it held at a date, as surely as one of its spans says.

        Raises ValueError where *date* is none.
        """
        states = [edtf.holds(limits, date) for limits in self.spans or (self.bounds,)]
        return min(states, key=edtf.STATES.index)


class Names(NamedTuple):
    """Everything that has a name: the preferred one, and all of them, by IRI."""

    preferred: dict[str, Words]
    every: dict[str, tuple[str, ...]]

    def of(self, iri: str | None) -> Words:
        """Return the name of a thing, or its short form where it has none."""
        return self.preferred.get(iri or "") or Words(shorten(iri or ""))


class Amount(NamedTuple):
    """A number or a sum as the source gives it; *bound* says how it relates to the true one.

    *part* tells which part of all is meant, or at what stage: ``planned, co-financing``.
    """

    number: str
    currency: str | None
    bound: str | None
    part: str | None = None


def both(name: str, claims: Iterable[Claim]) -> Claim:
    """Return claims that hold together as one: as sure as the weakest, while all of them held.

    Of claims that cannot have held at one time the bounds end before they begin.
    """
    claims = list(claims)
    ends = list(zip(*(each.bounds for each in claims), strict=True))
    whole = Bounds(*map(max, ends[:2]), *map(min, ends[2:]))
    planned = (each.modality for each in claims if each.modality != HELD)
    return Claim(
        id=name,
        status=max((each.status for each in claims), key=doubt),
        when=_joined(each.when for each in claims),
        attested=_joined(each.attested for each in claims),
        bounds=edtf.overlap(whole, edtf.UNBOUNDED) or whole,
        note=_joined(sentence for each in claims for sentence in _sentences(each.note)),
        named_by=_joined(each.named_by for each in claims),
        details=tuple(dict.fromkeys(detail for each in claims for detail in each.details)),
        evidence=tuple(dict.fromkeys(place for each in claims for place in each.evidence)),
        modality=next(planned, HELD),
    )


def either(claims: Iterable[Claim]) -> Claim:
    """Return claims of which each alone says one thing as one claim, the first of them the surest.

    It is as sure as that one and has its dates, besides those at which the others attest it; its
    evidence and notes are those of all. Its bounds are those of the first: whether it held at a
    time is asked of each of them.
    """
    first, *others = claims
    if not others:
        return first
    every = (first, *others)
    return first._replace(
        id=" ".join(dict.fromkeys(each.id for each in every)),
        when=_joined(sorted(date for each in every for date in (each.when or "").split())),
        attested=_joined(sorted(date for each in every for date in (each.attested or "").split())),
        note=_joined(sentence for each in every for sentence in _sentences(each.note)),
        named_by=first.named_by,
        details=tuple(dict.fromkeys(detail for each in every for detail in each.details)),
        evidence=tuple(dict.fromkeys(place for each in every for place in each.evidence)),
    )


def together(one: Iterable[Claim], other: Iterable[Claim]) -> Bounds | None:
    """Return when a claim of each side held at one time, from first to last, as ties do.

    None where none of them did.
    """
    spans = spans_together(one, other)
    return widest(spans) if spans else None


def spans_together(one: Iterable[Claim], other: Iterable[Claim]) -> list[Bounds]:
    """Return each span in which a claim of one side and one of the other held together."""
    others = list(other)
    pairs = (edtf.overlap(a.bounds, b.bounds) for a in one for b in others)
    return sorted({each for each in pairs if each})


def widest(spans: Iterable[Bounds]) -> Bounds:
    """Return the bounds of what held in at least one of several spans."""
    first, sure, still, last, presumed = zip(*spans, strict=True)
    return Bounds(min(first), min(sure), max(still), max(last), max(presumed))


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


def _sentences(note: str | None) -> list[str]:
    """Return the sentences of a note, so that two notes which share some say them once."""
    return re.split(r"(?<=[.!?]) +", note) if note else []


def _joined(texts: Iterable[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def to_amount(number: str, currency: str, bound: str, part: str) -> Amount | None:
    """Return the amount of a row of numbers or money, None where it gives none."""
    parts = dict.fromkeys(each for each in part.split(", ") if each)
    if not number:
        return None
    return Amount(number, currency or None, bound or None, ", ".join(parts) or None)
