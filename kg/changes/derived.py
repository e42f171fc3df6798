"""Changes that follow: who are partners now and were not, by the rules of each version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.changes.changes import Change, Difference, claim_in, says
from kg.changes.difference import Taken, VersionTriples
from kg.changes.phrases import day_of
from kg.graph import vicinity
from kg.names import DECISION, TIE, expand
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import value

Derived = frozenset[ox.Triple]
_Tie = tuple[str, str, str]  # one body, the other, the basis
# What the sentences about ties say already.
_SAID: Final = frozenset(
    expand(f"pc:{name}")
    for name in ("partnersWith", "connectedTo", "hasAgreementWith", "cooperatesWith")
) | {expand("pc:projectPartnerOf")}


def derived_changes(compared: Difference) -> Iterator[Change]:
    """Yield the ties that came and went, each pair once, and how many statements follow besides."""
    derived = consequences(compared)
    if derived[0] == derived[1]:
        return
    old, new = (
        VersionTriples(side.triples | follows)
        for side, follows in zip(compared.sides, derived, strict=True)
    )
    before, after = _ties(old), _ties(new)
    yield from _gone(compared, old, before, after, ("no-longer-partners", "no-longer-tied"))
    yield from _gone(compared, new, after, before, ("now-partners", "also-tied"))
    yield from _besides(compared, *derived)


def consequences(compared: Difference) -> tuple[Derived, Derived]:
    """Return what follows from both versions, as far as it can differ.

    Rules look no further than from a claim to its ends and to the other claims about them, and
    whether a pair is tied otherwise too is one such step more; so under the same terms and rules
    it is enough to look around what has changed.
    """
    old, new, changed = compared.old, compared.new, compared.unshared.changed
    alike = old.workspace and new.workspace and old.rules == new.rules
    if not alike or any(each in new.terms or each.startswith(DECISION) for each in changed):
        return old.derived, new.derived
    both = Dataset([*(old.asserted | new.asserted)], {})
    things = vicinity.near_to(both, vicinity.near_to(both, changed))
    return old.near(things).derived, new.near(things).derived


def _ties(side: VersionTriples) -> dict[_Tie, str]:
    """Return the ties of a version by their ends, in one order, and their basis."""
    found: dict[_Tie, str] = {}
    for tie in side.of_class("pc:Tie"):
        a, b, basis = (side.first(tie, name) or "" for name in ("pc:from", "pc:to", "pc:basis"))
        found.setdefault((min(a, b), max(a, b), basis), tie)
    return found


def _gone(
    compared: Difference,
    side: VersionTriples,
    ties: dict[_Tie, str],
    others: dict[_Tie, str],
    kinds: tuple[str, str],
) -> Iterator[Change]:
    """Yield the ties that only one version has; the kind says if the pair is tied in the other."""
    pairs = {tie[:2] for tie in others}
    for tie in sorted(ties.keys() - others.keys()):
        kind = kinds[tie[:2] in pairs]
        a, b, basis = (compared.label(each) for each in tie)
        sentence = says(kind, a=a, b=b, basis=basis)
        claim = claim_in(side, ties[tie])
        yield Change(kind, "derived", tie[0], sentence, Taken(), day_of(claim), claim)


def _besides(compared: Difference, old: Derived, new: Derived) -> Iterator[Change]:
    """Yield one change that counts what else follows in one version only."""
    counts = [
        sum(
            each.predicate.value not in _SAID and not value(each.subject).startswith(TIE)
            for each in part
        )
        for part in (new - old, old - new)
    ]
    if any(counts):
        sentence = says("derived-too", added=counts[0], removed=counts[1])
        yield Change("derived-too", "derived", "", sentence, Taken())
