"""Triples in plain Python by subject and predicate, for work that asks the same of many things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from kg.names import expand

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SUBCLASS: Final = ox.NamedNode(expand("rdfs:subClassOf"))
FIRST: Final = ox.NamedNode(expand("rdf:first"))
_REST: Final = ox.NamedNode(expand("rdf:rest"))
_NIL: Final = ox.NamedNode(expand("rdf:nil"))


class Index:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._of: dict[Term, dict[Term, dict[Term, None]]] = {}
        for triple in triples:
            of = self._of.setdefault(triple.subject, {})
            of.setdefault(triple.predicate, {})[triple.object] = None
        self._to: dict[Term, dict[Term, list[Term]]] = {}
        self._below: dict[Term, set[Term]] = {}

    def objects(self, subject: Term, predicate: Term) -> Sequence[Term]:
        """Return what a subject leads to by a predicate."""
        found = self._of.get(subject, {}).get(predicate)
        return list(found) if found else ()

    def subjects(self, predicate: Term, thing: Term) -> Sequence[Term]:
        """Return what leads to a thing by a predicate."""
        if predicate not in self._to:
            to: dict[Term, list[Term]] = {}
            for subject, of in self._of.items():
                for each in of.get(predicate, ()):
                    to.setdefault(each, []).append(subject)
            self._to[predicate] = to
        return self._to[predicate].get(thing, ())

    def about(self, subject: Term) -> dict[Term, dict[Term, None]]:
        """Return predicates and objects of a subject."""
        return self._of.get(subject, {})

    def all_with(self, *predicates: Term) -> Iterator[Term]:
        """Return all subjects that have one of the predicates."""
        wanted = set(predicates)
        return (subject for subject, of in self._of.items() if not wanted.isdisjoint(of))

    def below(self, above: Term) -> set[Term]:
        """Return a class and all classes below it."""
        if above not in self._below:
            self._below[above] = set(reached([above], lambda each: self.subjects(_SUBCLASS, each)))
        return self._below[above]

    def list_(self, start: Term) -> list[Term]:
        """Return the members of an RDF list. Raises ValueError where it is none."""
        members, seen = [], {start}
        while start != _NIL:
            first, rest = self.objects(start, FIRST), self.objects(start, _REST)
            if len(first) != 1 or len(rest) != 1 or rest[0] in seen:
                raise ValueError(f"{start} is no list")
            members.append(first[0])
            start = rest[0]
            seen.add(start)
        return members


def reached(start: Iterable[Term], step: Callable[[Term], Iterable[Term]]) -> list[Term]:
    """Return everything that is reached from *start* by any number of steps, *start* included."""
    found = dict.fromkeys(start)
    waiting = list(found)
    while waiting:
        for each in step(waiting.pop()):
            if each not in found:
                found[each] = None
                waiting.append(each)
    return list(found)
