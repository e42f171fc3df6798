"""Changes that follow: who are partners now and were not, by the rules of each version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.changes import Change, Comparison, claim_in, plain
from kg.claim_phrases import day_of
from kg.comparison import Statements, Taken
from kg.names import TIE, expand
from kg.turtle import value

_Tie = tuple[str, str, str]  # one body, the other, the basis
# What the sentences about ties say already.
_SAID: Final = frozenset(
    expand(f"pc:{name}")
    for name in ("partnersWith", "connectedTo", "hasAgreementWith", "cooperatesWith")
) | {expand("pc:projectPartnerOf")}


def derived_changes(compared: Comparison) -> Iterator[Change]:
    """Yield the ties that came and went, each pair once, and how many statements follow besides."""
    if compared.old.derived == compared.new.derived:
        return
    old = Statements(compared.difference.old.triples | compared.old.derived)
    new = Statements(compared.difference.new.triples | compared.new.derived)
    before, after = _ties(old), _ties(new)
    yield from _gone(compared, old, before, after, ("no-longer-partners", "no-longer-tied"))
    yield from _gone(compared, new, after, before, ("now-partners", "also-tied"))
    yield from _besides(compared)


def _ties(side: Statements) -> dict[_Tie, str]:
    """Return the ties of a version by their ends, in one order, and their basis."""
    found: dict[_Tie, str] = {}
    for tie in side.of_class("pc:Tie"):
        a, b, basis = (side.first(tie, name) or "" for name in ("pc:from", "pc:to", "pc:basis"))
        found.setdefault((min(a, b), max(a, b), basis), tie)
    return found


def _gone(
    compared: Comparison,
    side: Statements,
    ties: dict[_Tie, str],
    others: dict[_Tie, str],
    kinds: tuple[str, str],
) -> Iterator[Change]:
    """Yield the ties that only one version has; the kind says if the pair is tied in the other."""
    pairs = {tie[:2] for tie in others}
    for tie in sorted(ties.keys() - others.keys()):
        kind = kinds[tie[:2] in pairs]
        a, b, basis = (compared.label(each) for each in tie)
        sentence = compared.says(kind, a=a, b=b, basis=basis)
        claim = claim_in(side, ties[tie])
        yield Change(kind, "derived", tie[0], sentence, Taken(), day_of(claim), claim)


def _besides(compared: Comparison) -> Iterator[Change]:
    """Yield one change that counts what else follows in one version only."""
    old, new = compared.old.derived, compared.new.derived
    counts = [
        sum(
            each.predicate.value not in _SAID and not value(each.subject).startswith(TIE)
            for each in part
        )
        for part in (new - old, old - new)
    ]
    if any(counts):
        added, removed = (plain(str(count)) for count in counts)
        sentence = compared.says("derived-too", added=added, removed=removed)
        yield Change("derived-too", "derived", "", sentence, Taken())
