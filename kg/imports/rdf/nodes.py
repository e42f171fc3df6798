"""The nodes of a graph in the terms of others: what each is, and what is said of it.

What a node is, is told by its classes, by a class above one of them that the file names, or by the
domain and range of what is said of it. Nodes that the file says to be the same are one. Of every
statement it is kept what becomes of it, so that none is lost without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.imports.rdf.vocabulary import Meaning, Sort, Tie, Vocabulary, usual
from kg.names import ID, expand
from kg.rdf.turtle import value
from kg.text.persons import find_personal

TAKEN: Final = "taken"
HELD: Final = "held"
PERSON: Final = "person"
OTHERS: Final = "others"  # said of something that is none of what the graph holds
OPEN: Final = ""

_TYPE: Final = expand("rdf:type")
# What a node is, where its classes say several things; persons come first, whatever else it is.
_FIRST: Final = (
    *("persons", "programmes", "organisations", "projects", "events"),
    *("cooperations", "relation"),
    *("changes", "foundations", "grants", "countries"),
)


# Fields whose texts people fill with more than they are for.
_WORDS: Final = frozenset(
    ("name", "label", "alias", "hidden", "former", "literal form", "homepage", "kind", "role")
) | frozenset(("place", "identifier"))


class Statement(NamedTuple):
    """A triple: nodes by IRI or ``_:label``, a text by its form; *at* is its number in the graph.

    *lang* is None for a node, "" for a text without a language.
    """

    subject: str
    property: str
    value: str
    lang: str | None
    datatype: str | None
    at: int


class Joined(NamedTuple):
    """A statement that joins a body to what it takes part in, and how."""

    said: Statement
    tie: Tie
    body: str
    context: str


class Nodes:
    """The nodes of a graph; `fates` tells what becomes of each statement."""

    def __init__(
        self,
        triples: Iterable[ox.Triple],
        vocabulary: Vocabulary,
        classes: Mapping[str, Sort],
    ) -> None:
        self.statements = [_statement(each, at) for at, each in enumerate(triples)]
        self.fates = [OPEN] * len(self.statements)
        self._vocabulary = vocabulary
        self._by_subject: dict[str, list[Statement]] = defaultdict(list)
        self._by_value: dict[str, list[Statement]] = defaultdict(list)
        for each in self.statements:
            self._by_subject[each.subject].append(each)
            if each.lang is None:
                self._by_value[each.value].append(each)
        self._aliases = self._above("subproperty", vocabulary.fields.keys() | vocabulary.ties)
        self._classes = self._known_classes(classes)
        self._fields: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        self._read_fields()
        self.sorts = self._read_sorts()
        self._same = self._read_same()
        self._members: dict[str, list[str]] = defaultdict(list)
        for node in self.sorts:
            self._members[self.one(node)].append(node)

    def of(self, sort: str) -> list[str]:
        """Return the nodes of a sort in the order of the file, one for all that are the same."""
        return [node for node in self._members if self.sort(node) == sort]

    def sort(self, node: str) -> str | None:
        """Return what a node is: organisations, persons, relation …, or None."""
        if node.startswith(ID):
            return "organisations"
        found = self.sorts.get(node)
        return found.name if found else None

    def one(self, node: str) -> str:
        """Return the node that stands for all that are the same as this one."""
        while node in self._same:
            node = self._same[node]
        return node

    def all_of(self, node: str) -> list[str]:
        """Return the nodes that are the same as one, itself included."""
        return self._members.get(node) or [node]

    def about(self, node: str, *fields: str) -> list[Statement]:
        """Return what is said of a node, field by field, each in the order of the file."""
        members = self.all_of(node)
        return [
            each
            for field in fields
            for member in members
            for each in self._fields.get((member, field), ())
        ]

    def other_end(self, node: str, said: Statement) -> str:
        """Return the node at the other end of a statement, whichever end *node* is."""
        ends = (said.subject, said.value) if said.lang is None else (said.value, said.value)
        return self.one(ends[0] if self.one(ends[1]) == node else ends[1])

    def types(self, node: str) -> list[Statement]:
        """Return the statements that give a node a class of the sort that it is."""
        sort = self.sort(node)
        return [
            each
            for member in self.all_of(node)
            for each in self._by_subject.get(member, ())
            if each.property == _TYPE and self._sort_of(each) == sort
        ]

    def _sort_of(self, said: Statement) -> str | None:
        found = self._classes.get(usual(said.value))
        return found.name if found else None

    def is_class(self, iri: str) -> bool:
        """Tell whether a class is understood."""
        return usual(iri) in self._classes

    def concept(self, node: str) -> str | None:
        """Return the kind, or the usual role of a relation, that the classes of a node tell."""
        told = (self._classes[usual(each.value)] for each in self.types(node))
        listed = [each.concept for each in told if each.concept]
        inferred = self.sorts.get(node)
        return listed[0] if listed else inferred.concept if inferred else None

    def said_of(self, node: str) -> Sequence[Statement]:
        """Return every statement whose subject is a node."""
        return self._by_subject.get(node, ())

    def said_to(self, node: str) -> Sequence[Statement]:
        """Return every statement whose object is a node."""
        return self._by_value.get(node, ())

    def ties(self) -> Iterator[Joined]:
        """Yield what joins a body to something; a property of several sorts once for each."""
        for each in self.statements:
            name = self._aliases.get(each.property, usual(each.property))
            for tie in self._vocabulary.ties.get(name, ()):
                if each.lang is None:
                    ends = (each.value, each.subject) if tie.inverse else (each.subject, each.value)
                    yield Joined(each, tie, self.one(ends[0]), self.one(ends[1]))

    def settle(self, statements: Iterable[Statement], fate: str) -> None:
        """Note what becomes of statements; what was taken once stays so."""
        for each in statements:
            if self.fates[each.at] != TAKEN:
                self.fates[each.at] = fate

    # What nodes are

    def _read_fields(self) -> None:
        for each in self.statements:
            meanings = self._meanings(each.property)
            if any(meaning.field in _WORDS for meaning in meanings) and _is_personal(each):
                self.fates[each.at] = PERSON  # neither person nor address of one enters the graph
                continue
            for meaning in meanings:
                if not meaning.inverse:
                    self._fields[each.subject, meaning.field].append(each)
                elif each.lang is None:
                    self._fields[each.value, meaning.field].append(each)

    def _meanings(self, name: str) -> tuple[Meaning, ...]:
        return self._vocabulary.fields.get(self._aliases.get(name, usual(name)), ())

    def _above(self, field: str, known: Iterable[str]) -> dict[str, str]:
        """Return for terms that the file puts below known ones the known one; nearest first."""
        known = set(known)
        above: dict[str, list[str]] = defaultdict(list)
        for each in self.statements:
            meanings = self._vocabulary.fields.get(usual(each.property), ())
            if each.lang is None and any(meaning.field == field for meaning in meanings):
                above[each.subject].append(usual(each.value))
        found = {}
        for name, next_above in above.items():
            reached, seen = list(next_above), {name}
            while reached:
                one = reached.pop(0)
                if one in known and usual(name) not in known:
                    found[name] = one
                    break
                if one not in seen:
                    seen.add(one)
                    reached += above.get(one, ())
        return found

    def _known_classes(self, classes: Mapping[str, Sort]) -> dict[str, Sort]:
        above = self._above("subclass", classes)
        return {**classes, **{name: classes[known] for name, known in above.items()}}

    def _read_sorts(self) -> dict[str, Sort]:
        """Return what each node is, in the order in which the file speaks of them."""
        told: dict[str, list[Sort]] = defaultdict(list)
        domains, ranges = self._ends("domain"), self._ends("range")
        inferred: dict[str, Sort] = {}
        for each in self.statements:
            if each.property == _TYPE:
                if sort := self._classes.get(usual(each.value)):
                    told[each.subject].append(sort)
                continue
            name = self._aliases.get(each.property, usual(each.property))
            if name in domains:
                inferred.setdefault(each.subject, domains[name])
            if each.lang is None and name in ranges and each.value in self._by_subject:
                inferred.setdefault(each.value, ranges[name])
        found = {}
        for node in self._by_subject:
            sorts = told.get(node) or ([inferred[node]] if node in inferred else [])
            if sorts and not node.startswith(ID):
                found[node] = min(sorts, key=lambda sort: _FIRST.index(sort.name))
        return found

    def _ends(self, field: str) -> dict[str, Sort]:
        """Return what domains or ranges tell, those of the file included."""
        known = self._vocabulary.domains if field == "domain" else self._vocabulary.ranges
        said = {
            each.subject: self._classes[usual(each.value)]
            for each in self.statements
            for meaning in self._vocabulary.fields.get(each.property, ())
            if meaning.field == field and usual(each.value) in self._classes
        }
        return {**said, **known}

    def _read_same(self) -> dict[str, str]:
        """Return for each node that the file says to be another one of it that other one."""
        same: dict[str, str] = {}

        def root(node: str) -> str:
            while node in same:
                node = same[node]
            return node

        for one, other in self._same_pairs():
            first, later = sorted((root(one), root(other)), key=self._order)
            if first != later:
                same[later] = first
        return same

    def _same_pairs(self) -> list[tuple[str, str]]:
        """Return the nodes that the file says to be one; what has no class is what the other is."""
        said = [
            (subject, each.value)
            for (subject, field), listed in self._fields.items()
            if field == "same_as" and not subject.startswith(ID)
            for each in listed
            if each.value in self._by_subject and not each.value.startswith(ID)
        ]
        grown = True
        while grown:
            grown = False
            for one, other in said:
                known = self.sorts.get(one) or self.sorts.get(other)
                if known and not (one in self.sorts and other in self.sorts):
                    self.sorts.setdefault(one, known)
                    self.sorts.setdefault(other, known)
                    grown = True
        return [
            (one, other)
            for one, other in said
            if one in self.sorts and self.sort(one) == self.sort(other)
        ]

    def _order(self, node: str) -> int:
        return self._by_subject[node][0].at


def _is_personal(said: Statement) -> bool:
    return said.lang is not None and bool(find_personal(said.value))


def _statement(triple: ox.Triple, at: int) -> Statement:
    said = triple.object
    name, text = _name(triple.subject), value(said)
    if isinstance(said, ox.Literal):
        datatype = None if said.language else said.datatype.value
        return Statement(name, triple.predicate.value, text, said.language or "", datatype, at)
    return Statement(name, triple.predicate.value, _name(said), None, None, at)


def _name(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else value(term)  # type: ignore[arg-type]
