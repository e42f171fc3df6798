"""Offices that one body holds at a time: who holds one next ends the term of who held it before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kg import edtf
from kg.edtf import Bounds


class Term(NamedTuple):
    """Who holds an office, and when."""

    agent: str | None
    limits: Bounds


def end_terms(terms: Sequence[Term]) -> list[Bounds]:
    """Return when each of the terms of one office was held, in their order.

    A term ends on the first day by which another agent surely has the office that came after:
    began later, or is seen in it later. Who is seen in it while the other one is, too, ends
    nothing: then sources differ. And an office is presumed to go on for the year in which it is
    last attested, no longer. The work grows with the number of terms, not with its square.
    """
    by_day = sorted(range(len(terms)), key=lambda each: terms[each].limits.latest_start)
    order = [terms[each] for each in by_day]
    began, seen = _Holders(order), _Holders(order)
    beginning = _falling(order, lambda limits: limits.earliest_start)
    attested = _falling(order, lambda limits: limits.earliest_end)
    found = [edtf.UNBOUNDED] * len(terms)
    for place in reversed(range(len(order))):  # who is later than a day is later than those before
        agent, limits = order[place]
        for holders, later in ((began, beginning), (seen, attested)):
            while later and later[-1][0] > limits.latest_start:
                holders.add(later.pop()[1])
        after = began.first("", agent), seen.first(limits.earliest_end, agent)
        ended = edtf.within(limits, last=min(after))
        found[by_day[place]] = ended._replace(presumed_until=ended.earliest_end[:4] + "-12-31")
    return found


def _falling(order: Sequence[Term], day: Callable[[Bounds], str]) -> list[tuple[str, int]]:
    """Return the days of terms with their places, so that the last one is taken first."""
    return sorted((day(term.limits), place) for place, term in enumerate(order))


class _Holders:
    """Terms in the order of their days, of which some are there: a tree over their places.

    Each knot knows two of the agents below it, for one of two is always another than a third.
    """

    def __init__(self, order: Sequence[Term]) -> None:
        self._order = order
        self._days = [term.limits.latest_start for term in order]
        self._leaves = 1 << max(len(order) - 1, 0).bit_length()
        self._agents: list[tuple[str | None, ...]] = [()] * (2 * self._leaves)

    def add(self, place: int) -> None:
        """Let the term at a place be there."""
        agent = self._order[place].agent
        knot = self._leaves + place
        while knot and agent not in self._agents[knot] and len(self._agents[knot]) < 2:
            self._agents[knot] += (agent,)
            knot //= 2

    def first(self, day: str, agent: str | None) -> str:
        """Return the first day, from one on, of a term that another agent has, else the last."""
        for stretch in self._from(bisect_left(self._days, day)):
            if self._has_other(stretch, agent):
                knot = stretch
                while knot < self._leaves:
                    knot = 2 * knot + (not self._has_other(2 * knot, agent))
                return self._days[knot - self._leaves]
        return edtf.LAST_DAY

    def _has_other(self, knot: int, agent: str | None) -> bool:
        return any(each != agent for each in self._agents[knot])

    def _from(self, place: int) -> Iterator[int]:
        """Yield the knots that together hold the places from one on, in order."""
        low, high = self._leaves + place, 2 * self._leaves
        while low < high:
            if low % 2:
                yield low
                low += 1
            low, high = low // 2, high // 2
