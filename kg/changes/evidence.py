"""Changes of evidence: a passage that is read at another place proves what it proved before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.changes.changes import Change, Difference, is_a, place_in, says
from kg.changes.difference import Taken, VersionTriples
from kg.changes.phrases import what_of
from kg.claims.provenance import say_position
from kg.names import EV
from kg.rdf.turtle import Term, value
from kg.text.numbers import whole_number
from kg.text.words import LANGUAGES, Words, read_words

_PLACE = ("oa:start", "oa:end", "pc:spanDigest", "pc:sheet", "pc:row")


def evidence_changes(compared: Difference) -> Iterator[Change]:
    """Yield the places that have moved, each with all claims that rest on it.

    Of a table that is read again the rows that stand elsewhere are one change.
    """
    rows: dict[str, list[tuple[str, Taken]]] = defaultdict(list)
    for (before, after), claims in sorted(_moves(compared).items()):
        taken = _take(compared, before, after, claims)
        source = compared.sides[1].first(after, "oa:hasSource") or after
        if compared.sides[1].first(after, "pc:row"):
            rows[source] += [(claim, taken) for claim in claims]
        else:
            yield _moved(compared, before, after, claims, taken)
    for source, moved in sorted(rows.items()):
        yield _moved_rows(compared, source, moved)
    for place in compared.unshared.subjects():
        if _is_place(compared, place) and all(place in side for side in compared.sides):
            claims = _resting_on(compared, place)
            taken = compared.unshared.take(place, *_PLACE)
            if claims and any(taken):
                yield _moved(compared, place, place, claims, taken)


def _take(compared: Difference, before: str, after: str, claims: Iterable[str]) -> Taken:
    """Take that claims rest on one place in place of another, and what is said of both places."""
    taken = Taken()
    ends = [ox.NamedNode(before), ox.NamedNode(after)]
    for claim in claims:
        taken |= compared.unshared.take(claim, "pc:evidence", ends=ends)
    for place in (before, after):
        if not all(place in side for side in compared.sides):
            taken |= compared.unshared.take(place)
    return taken


def _moved_rows(compared: Difference, source: str, moved: list[tuple[str, Taken]]) -> Change:
    """Return the change that claims are read in other rows of their table."""
    taken = Taken(
        frozenset[ox.Triple]().union(*(each.removed for _, each in moved)),
        frozenset[ox.Triple]().union(*(each.added for _, each in moved)),
    )
    count = len({claim for claim, _ in moved})
    word = "rows-moved-one" if count == 1 else "rows-moved"
    sentence = says(word, n=count, b=compared.label(source))
    return Change("rows-moved", "record", source, sentence, taken)


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
        several.sort(key=lambda place: (_start(side, place), place))
    return found


def _start(side: VersionTriples, place: str) -> int:
    return whole_number(side.first(place, "oa:start")) or 0


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
    words = read_words()
    there = place_in(side, place)
    said = [say_position(there, words, lang) or "" for lang in LANGUAGES]
    return Words(*said) if all(said) else says("somewhere")
