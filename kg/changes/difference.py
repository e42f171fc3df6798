"""Difference: the statements that two versions do not share, until each has found its sentence.

`VersionTriples` is one version by subject and property; `Unshared` holds what is only in the old
and only in the new version. A sentence takes the statements that it tells, so none is told twice,
and what nobody has taken is left for the technical list: every changed statement is told exactly
once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import PREFIXES, expand
from kg.rdf.turtle import Term, value

_TYPE: Final = expand("rdf:type")


class Taken(NamedTuple):
    """The statements that one sentence tells."""

    removed: frozenset[ox.Triple] = frozenset()
    added: frozenset[ox.Triple] = frozenset()

    def __or__(self, other: object) -> Taken:
        """Return the statements of both."""
        assert isinstance(other, Taken)
        return Taken(self.removed | other.removed, self.added | other.added)


class VersionTriples:
    """The statements of one version, by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = frozenset(triples)
        self._by_end: dict[str, list[ox.Triple]] | None = None
        self._by_subject: dict[str, dict[str, list[ox.Triple]]] = {}
        for triple in self.triples:
            properties = self._by_subject.setdefault(value(triple.subject), {})
            properties.setdefault(triple.predicate.value, []).append(triple)

    def __contains__(self, subject: object) -> bool:
        """Tell whether anything is said of a subject."""
        return subject in self._by_subject

    def properties(self, subject: str) -> list[str]:
        """Return the IRIs of the properties of a subject, sorted."""
        return sorted(self._by_subject.get(subject, ()))

    def terms(self, subject: str, name: str) -> list[Term]:
        """Return the values of a property (a prefixed name or an IRI), sorted."""
        found = self._by_subject.get(subject, {}).get(_iri(name), ())
        return sorted((triple.object for triple in found), key=str)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property as IRIs or texts, sorted."""
        return [value(term) for term in self.terms(subject, name)]

    def first(self, subject: str, name: str) -> str | None:
        """Return the first value of a property, or None."""
        return next(iter(self.values(subject, name)), None)

    def types(self, subject: str) -> set[str]:
        """Return the classes of a subject."""
        return set(self.values(subject, _TYPE))

    def naming(self, name: str, end: str) -> list[str]:
        """Return the subjects of which a property has this value (an IRI), sorted."""
        if self._by_end is None:
            self._by_end = defaultdict(list)
            for triple in self.triples:
                self._by_end[value(triple.object)].append(triple)
        wanted = _iri(name)
        found = self._by_end.get(end, ())
        return sorted({value(each.subject) for each in found if each.predicate.value == wanted})

    def of_class(self, name: str) -> list[str]:
        """Return the subjects of a class, sorted."""
        wanted = ox.NamedNode(_iri(name))
        found = self._by_subject.items()
        return sorted(
            each for each, said in found if any(t.object == wanted for t in said.get(_TYPE, ()))
        )

    def about(self, subject: str) -> frozenset[ox.Triple]:
        """Return everything that is said of a subject."""
        properties = self._by_subject.get(subject, {})
        return frozenset(triple for each in properties.values() for triple in each)


class Unshared:
    """What only the old and only the new version say, as far as no sentence has taken it.

    *changed* are all subjects of which anything has changed.
    """

    def __init__(self, old: VersionTriples, new: VersionTriples) -> None:
        self.old, self.new = old, new
        self._removed = VersionTriples(old.triples - new.triples)
        self._added = VersionTriples(new.triples - old.triples)
        self._left = {*self._removed.triples, *self._added.triples}
        self.changed = frozenset(value(triple.subject) for triple in self._left)

    def subjects(self) -> list[str]:
        """Return the subjects with something left to tell, sorted."""
        return sorted({value(triple.subject) for triple in self._left})

    def properties(self, subject: str) -> list[str]:
        """Return the properties of a subject with something left to tell, sorted."""
        names = {*self._removed.properties(subject), *self._added.properties(subject)}
        return [name for name in sorted(names) if any(self._peek(subject, [name]))]

    def removed(self, subject: str, name: str) -> list[Term]:
        """Return the values that a property has lost, as far as they are left to tell."""
        return sorted((each.object for each in self._peek(subject, [name]).removed), key=str)

    def added(self, subject: str, name: str) -> list[Term]:
        """Return the values that a property has gained, as far as they are left to tell."""
        return sorted((each.object for each in self._peek(subject, [name]).added), key=str)

    def take(self, subject: str, *names: str, ends: Iterable[Term] | None = None) -> Taken:
        """Return what is left of these properties (default: of all) and count it as told.

        With *ends* only the statements that end with one of them.
        """
        taken = self._peek(subject, names or self.properties(subject))
        if ends is not None:
            wanted = set(ends)
            taken = Taken(*(frozenset(t for t in part if t.object in wanted) for part in taken))
        self._left -= taken.removed | taken.added
        return taken

    def _peek(self, subject: str, names: Iterable[str]) -> Taken:
        wanted = {_iri(name) for name in names}

        def of(part: VersionTriples) -> frozenset[ox.Triple]:
            found = part.about(subject) & self._left
            return frozenset(each for each in found if each.predicate.value in wanted)

        return Taken(of(self._removed), of(self._added))


def _iri(name: str) -> str:
    """Return the IRI of a prefixed name; a property of any other scheme comes back unchanged."""
    return expand(name) if name.partition(":")[0] in PREFIXES else name
