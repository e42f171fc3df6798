"""Walking: from changed triples to the keys of rules, and from keys to what was written for them.

The ways are those of `kg.graph.dependence`; they are walked by plain look-ups in what holds now or
held before, without a query, so that each costs what it finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import Final, Protocol

import pyoxigraph as ox

from kg.graph.dependence import Key, Plan, Reading, Step, Term, TooMuch, wanted
from kg.rdf.patterns import Node, Pattern

PATIENCE: Final = 200_000  # triples looked at for one change; more, and all is derived anew


class View(Protocol):
    """Triples that hold, or held before the change."""

    def triples(
        self, subject: Term | None, predicate: ox.NamedNode | None, end: Term | None
    ) -> Iterator[ox.Triple]:
        """Yield the triples that fit."""
        ...


class Changes:
    """Triples that have come or gone, by predicate."""

    def __init__(self) -> None:
        self.of: dict[ox.NamedNode, set[ox.Triple]] = defaultdict(set)

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Take note of triples."""
        for triple in triples:
            self.of[triple.predicate].add(triple)

    def fitting(
        self, pattern: Pattern, values: Mapping[str, frozenset[Node]]
    ) -> Iterator[ox.Triple]:
        """Yield the triples that a pattern may be about."""
        names = self.of.keys() if pattern.predicates is None else pattern.predicates
        ends = wanted(pattern.object, values)
        starts = wanted(pattern.subject, values)
        for name in names:
            for triple in self.of.get(name, ()):
                if pattern.repeated or (
                    (ends is None or triple.object in ends)
                    and (starts is None or triple.subject in starts)
                ):
                    yield triple


class Walker:
    """The walk along chains through a view; it gives up where it gets too long."""

    def __init__(self, view: View, patience: int = PATIENCE) -> None:
        self._view = view
        self._left = patience

    def touched(self, plan: Plan, changes: Changes) -> set[Key]:
        """Return the keys of a rule that the changes may touch.

        Raises TooMuch where every key may be touched, or the walk is too long.
        """
        values = plan.rule.values
        if any(next(changes.fitting(each, values), None) for each in plan.loose):
            raise TooMuch
        keys: set[Key] = set()
        for reading in plan.readings:
            found: set[Term] = {
                triple.subject if reading.at_subject else triple.object
                for triple in changes.fitting(reading.pattern, values)
            }
            if found and reading.pattern.repeated:
                found = self._closure(found, reading.pattern, forward=not reading.at_subject)
            found = self._tested(found, reading.tests, values)
            for step in reading.steps:
                found = self._moved(found, step.pattern, forward=step.forward)
                found = self._tested(found, step.tests, values)
            keys.update(_as_keys(found))
        return keys

    def narrowed(self, plan: Plan, keys: Set[Key]) -> str:
        """Return the text of a rule that runs for *keys* only."""
        clauses = dict.fromkeys(plan.rule.places[plan.anchor], _values(plan.anchor, keys))
        for aside in plan.aside:
            reached = [
                (variable, self._from_keys(chains, keys)) for variable, chains in aside.chains
            ]
            variable, found = min(reached, key=lambda each: len(each[1]))
            named = [each for each in found if isinstance(each, ox.NamedNode | ox.Literal)]
            if len(named) == len(found):
                clauses |= dict.fromkeys(aside.places[variable], _values(variable, named))
        text = plan.rule.text
        for place in sorted(clauses, reverse=True):
            text = text[:place] + clauses[place] + text[place:]
        return text

    def _from_keys(self, chains: Iterable[tuple[Step, ...]], keys: Set[Key]) -> set[Term]:
        """Return what a variable may be where the anchor is one of *keys*."""
        reached: set[Term] = set()
        for steps in chains:
            found: set[Term] = set(keys)
            for step in reversed(steps):
                found = self._moved(found, step.pattern, forward=not step.forward)
            reached |= found
        return reached

    def read_by(self, reading: Reading, keys: Set[Key]) -> Iterator[ox.Triple]:
        """Yield the triples that a rule may read for *keys* at one of its patterns."""
        found: set[Term] = set(keys)
        for step in reversed(reading.steps):
            found = self._moved(found, step.pattern, forward=not step.forward)
        pattern = reading.pattern
        if pattern.repeated:
            found = self._closure(found, pattern, forward=reading.at_subject)
        for each in found:
            yield from self._at(each, pattern, at_subject=reading.at_subject)

    def written_for(self, plan: Plan, keys: Iterable[Key]) -> Iterator[ox.Triple]:
        """Yield the triples of the shape that a rule writes for keys, whoever wrote them."""
        for key in keys:
            for writing in plan.writings:
                joints: Iterable[Term] = [key]
                if writing.link is not None:
                    joints = {
                        _end(triple, writing.link, writing.shared)
                        for triple in self._shaped(writing.link, plan.anchor, key)
                    }
                for joint in joints:
                    yield from self._shaped(writing.pattern, writing.shared, joint)

    def keys_of(self, plan: Plan, triple: ox.Triple) -> Iterator[Key]:
        """Yield the keys for which a rule may have written a triple."""
        for writing in plan.writings:
            if not _fits(writing.pattern, triple):
                continue
            joint = _end(triple, writing.pattern, writing.shared)
            if writing.link is None:
                yield from _as_keys([joint])
                continue
            for other in self._shaped(writing.link, writing.shared, joint):
                yield from _as_keys([_end(other, writing.link, plan.anchor)])

    def ends(self, start: Term, *names: ox.NamedNode) -> set[Term]:
        """Return what a thing leads to."""
        return {each.object for name in names for each in self._triples(start, name, None)}

    def starts(self, end: Term, name: ox.NamedNode) -> set[Term]:
        """Return what leads to a thing."""
        return {each.subject for each in self._triples(None, name, end)}

    def _triples(
        self, subject: Term | None, predicate: ox.NamedNode | None, end: Term | None
    ) -> Iterator[ox.Triple]:
        for triple in self._view.triples(subject, predicate, end):
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            yield triple

    def _at(self, term: Term, pattern: Pattern, *, at_subject: bool) -> Iterator[ox.Triple]:
        if at_subject and isinstance(term, ox.Literal | ox.Triple):
            return
        other = pattern.object if at_subject else pattern.subject
        fixed = None if isinstance(other, str) or pattern.repeated else other
        for name in pattern.predicates or (None,):
            ends = (term, fixed) if at_subject else (fixed, term)
            yield from self._triples(ends[0], name, ends[1])

    def _shaped(self, pattern: Pattern, variable: str, term: Term) -> Iterator[ox.Triple]:
        at_subject = pattern.subject == variable
        yield from self._at(term, pattern, at_subject=at_subject)

    def _moved(self, found: set[Term], pattern: Pattern, *, forward: bool) -> set[Term]:
        if pattern.repeated:
            return self._closure(found, pattern, forward=forward)
        return {
            triple.object if forward else triple.subject
            for each in found
            for triple in self._at(each, pattern, at_subject=forward)
        }

    def _closure(self, found: set[Term], pattern: Pattern, *, forward: bool) -> set[Term]:
        reached, waiting = set(found), list(found)
        while waiting:
            for triple in self._at(waiting.pop(), pattern, at_subject=forward):
                each = triple.object if forward else triple.subject
                if each not in reached:
                    reached.add(each)
                    waiting.append(each)
        return reached

    def _tested(
        self,
        found: set[Term],
        tests: tuple[Pattern, ...],
        values: Mapping[str, frozenset[Node]],
    ) -> set[Term]:
        """Return those of which all is said that must be."""
        for test in tests:
            ends = wanted(test.object, values) or frozenset()
            found = {each for each in found if self._is_said(each, test, ends)}
        return found

    def _is_said(self, term: Term, test: Pattern, ends: frozenset[Node]) -> bool:
        if isinstance(term, ox.Literal | ox.Triple):
            return False
        names = test.predicates or ()
        said = chain.from_iterable(self._triples(term, name, None) for name in names)
        return any(triple.object in ends for triple in said)


def _values(variable: str, terms: Iterable[Term]) -> str:
    return f" VALUES {variable} {{ {' '.join(sorted(map(str, terms)))} }} "


def _as_keys(found: Iterable[Term]) -> Iterator[Key]:
    for each in found:
        if isinstance(each, ox.BlankNode | ox.Triple):
            raise TooMuch  # what has no name cannot be asked for
        yield each


def _end(triple: ox.Triple, pattern: Pattern, variable: str) -> Term:
    return triple.subject if pattern.subject == variable else triple.object


def _fits(pattern: Pattern, triple: ox.Triple) -> bool:
    return (
        (pattern.predicates is None or triple.predicate in pattern.predicates)
        and (isinstance(pattern.subject, str) or pattern.subject == triple.subject)
        and (isinstance(pattern.object, str) or pattern.object == triple.object)
    )
