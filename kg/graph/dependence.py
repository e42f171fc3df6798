"""Dependence: for which things a rule has to run again, where a triple has come or gone.

A rule is keyed by one variable of its head, its anchor. From each triple that the rule reads there
is a chain of patterns to the anchor, so a changed triple leads to the keys that it can touch: too
many at times, never too few, because every pattern of a chain has to hold for the triple to matter
at all. From a triple that the rule writes there is a way back to the key that made it. All is read
off the text of the rule (`kg.rdf.patterns`), and walked by plain look-ups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.rdf.patterns import TYPE, Conjunct, Node, Pattern, Rule
from kg.rdf.turtle import value

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Key = ox.NamedNode | ox.Literal
# What a triple is an instance of, for the question which rules write such: its predicate and, of a
# type, the class.
Sort = tuple[str, str]


class TooMuch(Exception):
    """A change that touches so much, or so dimly, that deriving all anew is better."""


class Step(NamedTuple):
    """From one end of a pattern to the other, and what must be said of what is reached."""

    pattern: Pattern
    forward: bool
    tests: tuple[Pattern, ...]


# For each variable the steps from it to the anchor, and what is said of it for sure.
_Chains = dict[Node, tuple[tuple[Step, ...], tuple[Pattern, ...]]]


class Reading(NamedTuple):
    """A pattern that a rule reads, the end at which to start, and the steps to the anchor."""

    pattern: Pattern
    at_subject: bool
    tests: tuple[Pattern, ...]
    steps: tuple[Step, ...]


class Writing(NamedTuple):
    """A triple that a rule writes.

    It holds the anchor at one end, or a variable that another triple of the head (*link*) joins
    with the anchor.
    """

    pattern: Pattern
    link: Pattern | None
    shared: str  # the variable that leads to the key: the anchor itself where there is no link


class Aside(NamedTuple):
    """A sub-select without the anchor: variables with their chains, and the places for each."""

    chains: tuple[tuple[str, tuple[tuple[Step, ...], ...]], ...]
    places: dict[str, tuple[int, ...]]


class Plan(NamedTuple):
    """How a rule follows a change: keyed by *anchor*; *loose* patterns touch every key."""

    rule: Rule
    anchor: str
    readings: tuple[Reading, ...]
    loose: tuple[Pattern, ...]
    writings: tuple[Writing, ...]
    aside: tuple[Aside, ...]


def plan(rule: Rule) -> Plan | None:
    """Return how a rule follows a change, by the anchor that is nearest to what it reads.

    None where no variable of its head can be one.
    """
    # Which one is the nearest shows in the first way already, and there are many at times.
    first = rule._replace(ways=rule.ways[:1])
    found = [(anchor, _plan(first, anchor)) for anchor in sorted(rule.places)]
    good = [(_distance(each), anchor) for anchor, each in found if each is not None]
    for _, anchor in sorted(good):
        if (whole := _plan(rule, anchor)) is not None:
            return whole
    return None


def sort_of(triple: ox.Triple) -> Sort:
    """Return what a triple is an instance of."""
    is_type = triple.predicate == TYPE and isinstance(triple.object, ox.NamedNode)
    return triple.predicate.value, value(triple.object) if is_type else ""


def reads(pattern: Pattern, sort: Sort, values: Mapping[str, frozenset[Node]]) -> bool:
    """Tell whether a pattern may be about triples of a sort."""
    predicate, of_class = sort
    if pattern.predicates is not None and ox.NamedNode(predicate) not in pattern.predicates:
        return False
    classes = wanted(pattern.object, values)
    return not of_class or classes is None or ox.NamedNode(of_class) in classes


def wanted(node: Node, values: Mapping[str, frozenset[Node]]) -> frozenset[Node] | None:
    """Return what may stand at an end of a pattern, None for anything."""
    return values.get(node) if isinstance(node, str) else frozenset([node])


def _plan(rule: Rule, anchor: str) -> Plan | None:
    if not rule.places[anchor] or not all(_holds(way, anchor) for way in rule.ways):
        return None
    writings = [_writing(rule, each, anchor) for each in rule.head]
    if not all(writings):
        return None
    loose: dict[Pattern, None] = {}
    readings: dict[object, Reading] = {}
    for way in rule.ways:
        for pattern, reading in _readings(way, anchor, rule.values, ()):
            if reading is None:
                loose[pattern] = None
            else:
                readings.setdefault(_nameless(reading, rule.values), reading)
    ways = [_chains(anchor, way.patterns, rule.values) for way in rule.ways]
    return Plan(
        rule,
        anchor,
        tuple(readings.values()),
        tuple(loose),
        tuple(filter(None, writings)),
        tuple(filter(None, (_aside(select, anchor, ways) for select in rule.selects))),
    )


def _nameless(reading: Reading, values: Mapping[str, frozenset[Node]]) -> tuple[object, ...]:
    """Return what tells a reading from others, whatever its variables are called."""

    def shape(pattern: Pattern) -> tuple[object, ...]:
        ends = (pattern.subject, pattern.object)
        said = [values.get(node) if isinstance(node, str) else node for node in ends]
        return pattern.predicates, pattern.repeated, *said

    steps = [(shape(s.pattern), s.forward, tuple(map(shape, s.tests))) for s in reading.steps]
    tests = tuple(map(shape, reading.tests))
    return shape(reading.pattern), reading.at_subject, tests, tuple(steps)


def _aside(places: dict[str, tuple[int, ...]], anchor: str, ways: list[_Chains]) -> Aside | None:
    """Return how to narrow a sub-select that does not let the anchor out, where that can be."""
    if anchor in places:
        return None
    chains = tuple(
        (variable, tuple(way[variable][0] for way in ways))
        for variable in sorted(places)
        if all(variable in way for way in ways)
    )
    return Aside(chains, places) if chains else None


def _distance(plan: Plan) -> tuple[int, bool, int]:
    """Return how far an anchor is from what its rule reads; many lead to what is no subject."""
    is_subject = any(
        pattern.subject == plan.anchor for way in plan.rule.ways for pattern in way.patterns
    )
    return len(plan.loose), not is_subject, sum(len(each.steps) for each in plan.readings)


def _holds(way: Conjunct, variable: str) -> bool:
    return any(variable in (each.subject, each.object) for each in way.patterns)


def _writing(rule: Rule, pattern: Pattern, anchor: str) -> Writing | None:
    if anchor in (pattern.subject, pattern.object):
        return Writing(pattern, None, anchor)
    for link in rule.head:
        ends = {link.subject, link.object}
        shared = ends & {pattern.subject, pattern.object} - {anchor}
        if anchor in ends and shared:
            return Writing(pattern, link, str(shared.pop()))
    return None


def _readings(
    way: Conjunct,
    anchor: str,
    values: Mapping[str, frozenset[Node]],
    outer: tuple[Pattern, ...],
) -> Iterator[tuple[Pattern, Reading | None]]:
    """Yield each pattern of a way with how it leads to the anchor, None where it does not.

    In a part that need not hold only its own patterns and those around it can be relied upon.
    """
    usable = (*outer, *way.patterns)
    chains = _chains(anchor, usable, values)
    for pattern in way.patterns:
        ends = [(chains[node], node) for node in pattern[::2] if node in chains]
        if not ends:
            yield pattern, None
            continue
        (steps, tests), node = min(ends, key=lambda end: len(end[0][0]))
        first = tuple(each for each in tests if each != pattern)
        yield pattern, Reading(pattern, node == pattern.subject, first, steps)
    for part in way.parts:
        yield from _readings(part, anchor, values, usable)


def _chains(
    anchor: str, usable: tuple[Pattern, ...], values: Mapping[str, frozenset[Node]]
) -> _Chains:
    """Return for each variable the shortest chain to the anchor, and what must be said of it."""
    tests: dict[Node, list[Pattern]] = defaultdict(list)
    beside: dict[Node, list[Pattern]] = defaultdict(list)
    for each in usable:
        is_test = not each.repeated and each.predicates is not None
        if is_test and wanted(each.object, values) is not None:
            tests[each.subject].append(each)
        if isinstance(each.subject, str) and isinstance(each.object, str):
            beside[each.subject].append(each)
            beside[each.object].append(each)
    found: _Chains = {anchor: ((), tuple(tests[anchor]))}
    waiting: list[Node] = [anchor]
    for name in waiting:  # it grows: the shortest chains first
        for each in beside[name]:
            other = each.object if each.subject == name else each.subject
            if other not in found:
                steps, said = found[name]
                step = Step(each, each.subject == other, said)
                found[other] = (step, *steps), tuple(tests[other])
                waiting.append(other)
    return found
