"""Changes of claims: new, ended, withdrawn, otherwise dated, in another role or by another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.changes.changes import (
    Change,
    Difference,
    Section,
    claim_in,
    say_dates,
    say_literal,
    says,
    tail,
)
from kg.changes.difference import Taken, VersionTriples
from kg.changes.phrases import (
    day_of,
    ends_of,
    home_of,
    is_claim,
    number_of,
    say,
    values_of,
    what_of,
)
from kg.names import expand, shorten
from kg.rdf.turtle import Term, value
from kg.text.words import Words, joined, plain

_NUMBERS: Final = ("pc:amount", "pc:value", "pc:currency", "pc:bound")
_DATES: Final = ("pc:when", "pc:period")
_NOTES: Final = frozenset(
    map(expand, ("skos:editorialNote", "pc:notNamed", "pc:asWritten", "dcterms:description"))
)
_KNOWN: Final = ("stated", "implied", "ambiguous")


def claim_changes(compared: Difference) -> Iterator[Change]:
    """Yield the changes of claims; each takes its statements out of the difference."""
    yield from _renamed(compared)
    for subject in compared.unshared.subjects():
        if not is_claim(compared, subject):
            continue
        if all(subject in side for side in compared.sides):
            yield from _changed(compared, subject)
        else:
            yield whole_claim(compared, subject)


def whole_claim(compared: Difference, subject: str) -> Change:
    """Return the change that a claim is new, or is no longer there."""
    is_new = subject in compared.unshared.new
    side = compared.sides[is_new]
    taken = compared.unshared.take(subject) | take_evidence(compared, side, subject)
    ends, claim = ends_of(compared, side, subject), claim_in(side, subject)
    if is_new:
        kind = f"new-{ends.family}"
        said = say(compared, kind, side, subject)
    else:
        kind = "removed-claim"
        said = says(kind, what=what_of(compared, subject))
    return Change(kind, "fact", ends.home, joined(said, tail(claim)), taken)._replace(
        day=day_of(claim), claim=claim
    )


def take_evidence(compared: Difference, side: VersionTriples, subject: str) -> Taken:
    """Take the places that came, or went, with a claim."""
    taken = Taken()
    for place in side.values(subject, "pc:evidence"):
        if not all(place in each for each in compared.sides):
            taken |= compared.unshared.take(place)
    return taken


def detail_changes(
    compared: Difference, subject: str, name: str, what: Words | None = None
) -> Iterator[Change]:
    """Yield the change of any other property of a claim or, with *what*, of a thing."""
    unshared = compared.unshared
    lost, gained = unshared.removed(subject, name), unshared.added(subject, name)
    taken = unshared.take(subject, name)
    before, after = (_texts(compared, terms) for terms in (lost, gained))
    said = {"label": compared.label(name), "before": before, "after": after}
    kind = "detail-changed" if lost and gained else "detail-added" if gained else "detail-removed"
    section: Section = "record" if name in _NOTES else "fact"
    if what is None:
        change = _change(compared, kind, subject, taken, **said)
    else:
        sentence = says(kind, what=what, **said)
        change = Change(kind, section, subject, sentence, taken).turned(said)
    yield change._replace(section="technical" if before == after else section)


# ---- claims that stay ---------------------------------------------------------------------------


def _changed(compared: Difference, subject: str) -> Iterator[Change]:
    """Yield what became of a claim that both versions hold."""
    left = compared.unshared.properties(subject)
    for names, change in (
        (("pc:status",), _status_changed),
        (("pc:role", "rdf:type"), _role_changed),
        (_DATES, _dates_changed),
        (("pc:attested",), _attested_changed),
        (_NUMBERS, _number_changed),
    ):
        if any(expand(name) in left for name in names):
            yield change(compared, subject, compared.unshared.take(subject, *names))
    yield from _evidence_changed(compared, subject)
    for name in compared.unshared.properties(subject):
        yield from detail_changes(compared, subject, name)


def _change(compared: Difference, kind: str, subject: str, taken: Taken, **said: Words) -> Change:
    """Return a change of fact about a claim that both versions hold.

    *said* fills in the sentence, but for *ending*, which ends it (default: doubt and sources).
    """
    new = compared.unshared.new
    claim = claim_in(new, subject)
    ending = said.pop("ending", tail(claim, dates=False))
    values = values_of(compared, ends_of(compared, new, subject), new, subject)
    values |= {"what": what_of(compared, subject)} | said
    sentence = joined(says(kind, **values), ending)
    change = Change(kind, "fact", home_of(compared, subject), sentence, taken).turned(said)
    return change._replace(day=day_of(claim), claim=claim)


def _status_changed(compared: Difference, subject: str, taken: Taken) -> Change:
    old, new = (side.first(subject, "pc:status") for side in compared.sides)
    turn = {"before": _label(compared, old), "after": _label(compared, new)}
    name = shorten(new or "").removeprefix("status:")
    kind = f"now-{name}" if name in _KNOWN else "status-changed"
    kind = "withdrawn" if name == "withdrawn" else kind
    claim = claim_in(compared.unshared.new, subject)._replace(status="")
    return _change(compared, kind, subject, taken, ending=tail(claim), **turn)


def _role_changed(compared: Difference, subject: str, taken: Taken) -> Change:
    old, new = (side.first(subject, "pc:role") for side in compared.sides)
    if old == new:  # only the class of the claim has changed
        old, new = (next(iter(sorted(side.types(subject))), None) for side in compared.sides)
    turn = {"before": _label(compared, old), "after": _label(compared, new)}
    return _change(compared, "role-changed", subject, taken, **turn)


def _dates_changed(compared: Difference, subject: str, taken: Taken) -> Change:
    old, new = (claim_in(side, subject)._replace(attested=None) for side in compared.sides)
    kind = _kind_of_dates(old.when, new.when)
    ending = tail(claim_in(compared.unshared.new, subject), dates=kind != "dates-changed")
    turn = {"before": say_dates(old), "after": say_dates(new)}
    return _change(compared, kind, subject, taken, ending=ending, **turn)


def _kind_of_dates(old: str | None, new: str | None) -> str:
    """Tell whether new dates say that it has ended, when it was, or that it was otherwise."""
    try:
        start, end = edtf.parse(old or edtf.NOT_STATED)
        new_start, new_end = edtf.parse(new or edtf.NOT_STATED)
    except ValueError:
        return "dates-changed"
    if end in ("", "..") and new_end not in ("", "..") and "/" in (new or ""):
        return "ended" if start in ("", "..", new_start) else "dates-changed"
    return "dates-changed" if old and old != edtf.NOT_STATED else "dated"


def _attested_changed(compared: Difference, subject: str, taken: Taken) -> Change:
    old, new = (claim_in(side, subject)._replace(when=None) for side in compared.sides)
    turn = {"before": say_dates(old), "after": say_dates(new)}
    return _change(compared, "attested", subject, taken, **turn)._replace(section="record")


def _number_changed(compared: Difference, subject: str, taken: Taken) -> Change:
    old, new = (number_of(side, subject) or plain("–") for side in compared.sides)
    change = _change(compared, "amount-changed", subject, taken, before=old, after=new)
    return change._replace(section="technical" if old == new else "fact")


def _evidence_changed(compared: Difference, subject: str) -> Iterator[Change]:
    unshared = compared.unshared
    for kind, side, ends in (
        ("evidence-added", unshared.new, unshared.added(subject, "pc:evidence")),
        ("evidence-removed", unshared.old, unshared.removed(subject, "pc:evidence")),
    ):
        if ends:
            taken = unshared.take(subject, "pc:evidence", ends=ends)
            taken |= take_evidence(compared, side, subject)
            claim, names = claim_in(side, subject), {shorten(value(end)) for end in ends}
            places = tuple(place for place in claim.evidence if place.id in names)
            ending = tail(claim._replace(evidence=places, status=""), dates=False)
            change = _change(compared, kind, subject, taken, ending=ending)
            yield change._replace(section="record")


def _label(compared: Difference, iri: str | None) -> Words:
    return compared.label(iri) if iri else plain("–")


def _texts(compared: Difference, terms: list[Term]) -> Words:
    """Return values as people read them: names of things, texts as they are."""
    parts = [
        _quoted(compared, term) if isinstance(term, ox.Literal) else compared.label(value(term))
        for term in terms
    ]
    return Words(
        ", ".join(part.en for part in parts), ", ".join(part.cs or part.en for part in parts)
    )


def _quoted(compared: Difference, literal: ox.Literal) -> Words:
    """Return a value in quotation marks, an identifier with the name of its scheme."""
    text = say_literal(literal)
    said = Words(f"“{text.en}”", f"„{text.cs or text.en}“")
    if not literal.datatype.value.endswith("Identifier"):
        return said
    return joined(said, " (", compared.label(literal.datatype.value), ")")


# ---- claims under another name ------------------------------------------------------------------


def _renamed(compared: Difference) -> Iterator[Change]:
    """Yield the claims that are the same but for their name: no fact has changed."""
    old, new = compared.sides
    subjects = [each for each in compared.unshared.subjects() if is_claim(compared, each)]
    gone = {_content(old, each): each for each in subjects if each in old and each not in new}
    for subject in subjects:
        if subject in new and subject not in old and _content(new, subject) in gone:
            yield _renamed_claim(compared, gone.pop(_content(new, subject)), subject)


def _content(side: VersionTriples, subject: str) -> frozenset[tuple[str, Term]]:
    """Return what a claim says, without its name and its evidence."""
    evidence = expand("pc:evidence")
    return frozenset(
        (each.predicate.value, each.object)
        for each in side.about(subject)
        if each.predicate.value != evidence
    )


def _renamed_claim(compared: Difference, before: str, after: str) -> Change:
    taken = compared.unshared.take(before) | compared.unshared.take(after)
    for side, subject in zip(compared.sides, (before, after), strict=True):
        taken |= take_evidence(compared, side, subject)
    said = {"before": plain(shorten(before)), "after": plain(shorten(after))}
    said |= {"what": what_of(compared, after)}
    sentence = says("claim-renamed", **said)
    claim = claim_in(compared.unshared.new, after)
    change = Change("claim-renamed", "technical", home_of(compared, after), sentence, taken)
    return change.turned(said)._replace(day=day_of(claim), claim=claim)
