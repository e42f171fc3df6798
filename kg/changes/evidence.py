"""Changes of evidence: a passage that is read at another place proves what it proved before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.changes.changes import Change, Difference, is_a, says
from kg.changes.difference import Taken, VersionTriples
from kg.changes.phrases import what_of
from kg.names import EV
from kg.rdf.turtle import Term, value
from kg.text.words import LANGUAGES, Words, read_words, say

_PLACE = ("oa:start", "oa:end", "pc:spanDigest")


def evidence_changes(compared: Difference) -> Iterator[Change]:
    """Yield the places that have moved, each with all claims that rest on it."""
    for (before, after), claims in sorted(_moves(compared).items()):
        taken = Taken()
        ends = [ox.NamedNode(before), ox.NamedNode(after)]
        for claim in claims:
            taken |= compared.unshared.take(claim, "pc:evidence", ends=ends)
        for place in (before, after):
            if not all(place in side for side in compared.sides):
                taken |= compared.unshared.take(place)
        yield _moved(compared, before, after, claims, taken)
    for place in compared.unshared.subjects():
        if _is_place(compared, place) and all(place in side for side in compared.sides):
            claims = _resting_on(compared, place)
            taken = compared.unshared.take(place, *_PLACE)
            if claims and any(taken):
                yield _moved(compared, place, place, claims, taken)


def _moves(compared: Difference) -> dict[tuple[str, str], list[str]]:
    """Return pairs of places of one source with the claims that went from one to the other."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    unshared = compared.unshared
    for claim in unshared.subjects():
        if not all(claim in side for side in compared.sides):
            continue
        lost = _by_source(unshared.old, unshared.removed(claim, "pc:evidence"))
        gained = _by_source(unshared.new, unshared.added(claim, "pc:evidence"))
        for source in lost.keys() & gained.keys():
            for pair in zip(lost[source], gained[source], strict=False):
                found[pair].append(claim)
    return dict(found)


def _by_source(side: VersionTriples, places: list[Term]) -> dict[str, list[str]]:
    """Return places by their source, in the order in which they stand in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in map(value, places):
        found[side.first(place, "oa:hasSource") or ""].append(place)
    for several in found.values():
        several.sort(key=lambda place: (int(_start(side, place)), place))
    return found


def _start(side: VersionTriples, place: str) -> str:
    start = side.first(place, "oa:start") or ""
    return start if start.isdigit() else "0"


def _is_place(compared: Difference, subject: str) -> bool:
    return subject.startswith(EV) or is_a(compared.unshared.new, subject, ("pc:Evidence",))


def _resting_on(compared: Difference, place: str) -> list[str]:
    """Return the claims of the new version that rest on a place."""
    return compared.unshared.new.naming("pc:evidence", place)


def _moved(
    compared: Difference, before: str, after: str, claims: list[str], taken: Taken
) -> Change:
    old, new = compared.sides
    source = new.first(after, "oa:hasSource") or old.first(before, "oa:hasSource") or after
    places = [_position(compared, side, at) for side, at in ((old, before), (new, after))]
    what = what_of(compared, claims[0])
    if len(claims) > 1:
        what = says("and-more", what=what, n=len(claims) - 1)
    said = {"what": what, "before": places[0], "after": places[1], "b": compared.label(source)}
    sentence = says("evidence-moved", **said)
    spans = [place.en for place in places]
    return Change(
        "evidence-moved", "record", source, sentence, taken, before=spans[0], after=spans[1]
    )


def _position(compared: Difference, side: VersionTriples, place: str) -> Words:
    start, end = (side.first(place, name) for name in ("oa:start", "oa:end"))
    if start is None or end is None:
        return says("somewhere")
    return Words(*(say(read_words(), "position", lang, start=start, end=end) for lang in LANGUAGES))
