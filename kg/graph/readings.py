"""Readings: which triples a query reads, by the patterns of its groups.

By their predicate, for types by their class, and by what their subject must have beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kg.rdf.syntax import RDF_TYPE, Bind, Block, Filter, Group, Select, Triple, Values


class Key(NamedTuple):
    """Triples of one predicate; of types those of one class. None stands for any."""

    predicate: str | None
    kind: str | None = None

    def meets(self, other: Key) -> bool:
        """Tell whether a triple can be one of both."""
        return all(a is None or b is None or a == b for a, b in zip(self, other, strict=True))


class Reading(NamedTuple):
    """Triples that a pattern fits; *beside* are others that their subject must have as well."""

    key: Key
    beside: frozenset[Key] = frozenset()


ANYTHING: Final = Key(None)


def read_by(query: Select) -> set[Reading]:
    """Return what a query reads: the patterns of all its groups, those in expressions too."""
    if query.form == "DESCRIBE":
        return {Reading(ANYTHING)}
    found = set(_read_by_group(query.where, {}))
    for group in (*query.head.groups, *query.tail.groups):
        found |= set(_read_by_group(group, {}))
    return found


def _read_by_group(group: Group, held: Mapping[str, frozenset[Key]]) -> Iterator[Reading]:
    """Yield what a group reads; *held* is what subjects must have by the groups around it."""
    own = held_by(group, held)
    for element in group.elements:
        if isinstance(element, Triple):
            for key in _keys_of(element, group):
                yield Reading(key, own.get(element.subject, frozenset()) - {key})
        elif isinstance(element, Block):
            if element.kind in ("GRAPH", "SERVICE"):
                yield Reading(ANYTHING)
            for inner in element.groups:
                yield from _read_by_group(_with_values(inner, group), own)
        elif isinstance(element, Select):
            yield from read_by(element)
        elif isinstance(element, Filter | Bind):
            for inner in element.expression.groups:
                yield from _read_by_group(_with_values(inner, group), own)


def _with_values(inner: Group, group: Group) -> Group:
    """Return a group with the VALUES of the one around it, with which its rows are joined."""
    values = tuple(each for each in group.elements if isinstance(each, Values))
    return inner._replace(elements=inner.elements + values) if values else inner


def held_by(group: Group, around: Mapping[str, frozenset[Key]]) -> dict[str, frozenset[Key]]:
    """Return for each subject the triples that it must have, by this group and those around it."""
    own: dict[str, frozenset[Key]] = dict(around)
    for element in group.elements:
        if isinstance(element, Triple) and element.path.iri and element.subject.startswith("?"):
            is_class = element.path.iri == RDF_TYPE and element.object.startswith("<")
            key = Key(element.path.iri, element.object[1:-1] if is_class else None)
            own[element.subject] = own.get(element.subject, frozenset()) | {key}
    return own


def _keys_of(triple: Triple, group: Group) -> set[Key]:
    path = triple.path
    if path.variable:
        bound = listed(path.text, group)
        return {ANYTHING} if bound is None else _keys(bound, triple.object, group)
    if path.negated or (path.empty and not _is_fixed(triple, group)):
        return {ANYTHING}
    if path.iri is None:
        return set(map(Key, path.names))
    return _keys([path.iri], triple.object, group)


def _keys(predicates: Iterable[str], target: str, group: Group) -> set[Key]:
    found: set[Key] = set()
    for predicate in predicates:
        kinds: Iterable[str | None] = (None,)
        if predicate == RDF_TYPE and target.startswith("<"):
            kinds = (target[1:-1],)
        elif predicate == RDF_TYPE and (several := listed(target, group)) is not None:
            kinds = several
        found |= {Key(predicate, kind) for kind in kinds}
    return found


def listed(variable: str, group: Group) -> list[str] | None:
    """Return the IRIs that VALUES, or a BIND, in the same group leaves to a variable, else None."""
    for element in group.elements:
        if isinstance(element, Values) and variable in element.columns:
            column = element.columns[variable]
            if None not in column:
                return [each[1:-1] for each in column if each and each.startswith("<")]
        if isinstance(element, Bind) and element.variable == variable and element.constant:
            return [element.constant]
    return None


def _is_fixed(triple: Triple, group: Group) -> bool:
    """Tell whether a path that may be empty begins or ends at something that is given elsewhere.

    Else it begins at every term of the graph, also at those that only a rule makes.
    """
    ends = {triple.subject, triple.object}
    if not all(end.startswith("?") for end in ends):
        return True
    others = (each for each in group.elements if isinstance(each, Triple) and each is not triple)
    return any(not each.path.empty and ends & {each.subject, each.object} for each in others)
