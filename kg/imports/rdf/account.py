"""The account of a graph in the terms of others: what is made of its nodes, and what is left.

What is wrong with a node holds its record back whole, with everything that names it. Every
statement ends in a record, or is counted in a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.additions.records import NewClaim, Origin, Text
from kg.errors import Finding
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import CellPlace, Meant
from kg.imports.rdf.bodies import Body
from kg.imports.rdf.identifiers import outside_keys
from kg.imports.rdf.nodes import HELD, OPEN, PERSON, TAKEN, Nodes, Statement
from kg.imports.rdf.periods import Period
from kg.imports.rdf.undertakings import SORTS, Undertaking
from kg.names import ID, expand, shorten
from kg.rdf.recovery import is_iri

_TYPE: Final = expand("rdf:type")
_REASONS: Final = {
    OPEN: "is not taken: no term of ours",
    PERSON: "is not taken: persons are no things of the graph",
    HELD: "waits: what it is said of is held back",
}


def _is_sound(node: str) -> bool:
    return node.startswith("_:") or is_iri(node)


class Account:
    """What a graph says so far: statements, findings, and what its nodes mean.

    *records* were found, of which *held* are held back.
    """

    def __init__(
        self,
        nodes: Nodes,
        known: Background,
        place: Callable[[str], CellPlace],
        line: Callable[[str], int | None],
        source: str,
    ) -> None:
        """*place* tells where a node stands in the file, *line* where a name does.

        *source* is the key of the document.
        """
        self.nodes = nodes
        self.known = known
        self.place = place
        self.bodies: dict[str, Body] = {}
        self.contexts: dict[str, Undertaking] = {}
        self.statements: list[NewClaim] = []
        self.findings: list[Finding] = []
        self.records = 0
        self.held = 0
        self.outside = outside_keys(known)
        self._line = line
        self._source = source
        self._refused: set[str] = set()
        self._nameless: set[str] = set()

    def refuse_broken(self) -> None:
        """Hold back the records in which an IRI holds what none may hold."""
        for each in self.nodes.statements:
            names = [each.subject, each.property, *([each.value] if each.lang is None else ())]
            wrong = next((name for name in names if not _is_sound(name)), None)
            node = self.nodes.one(self._owner(each.subject, set()))
            if wrong is None or node in self._refused:
                continue
            self.records += 1
            message = f"{wrong!r} is no IRI, so the record is held back. Correct it."
            place = self.place(each.subject if each.subject != wrong else node)
            line = self._line(wrong) or place.row
            finding = place._replace(row=line).finding(
                message, severity="error", rule="broken", thing=node
            )
            self.refuse(node, finding)

    def is_refused(self, node: str) -> bool:
        """Tell whether the record of a node is held back."""
        return self.nodes.one(node) in self._refused

    def _owner(self, node: str, seen: set[str]) -> str:
        """Return the node to whose record one without an IRI belongs."""
        if not node.startswith("_:") or self.nodes.sort(node) or node in seen:
            return node
        seen.add(node)
        above = next((each.subject for each in self.nodes.said_to(node)), None)
        return self._owner(above, seen) if above else node

    def refuse(self, node: str, finding: Finding | None) -> None:
        """Hold a record back, with all that is said of its node and of nodes that are its own."""
        self._refused.add(node)
        self.held += 1
        if finding:
            self.findings.append(finding)
        for each in self.owned(node, set()):
            self.nodes.settle([each], HELD)

    def owned(self, node: str, seen: set[str]) -> Iterator[Statement]:
        """Yield what is said of a node and of nodes behind it that are no things of their own."""
        seen.add(node)
        for each in self.nodes.said_of(node):
            yield each
            inner = each.lang is None and self.nodes.sort(each.value) in (None, "countries")
            if inner and each.value not in seen:
                yield from self.owned(each.value, seen)

    def meant(self, node: str) -> Meant | Undertaking | None:
        """Return what a node means: a body or undertaking of the file, or a thing of the graph."""
        node = self.nodes.one(node)
        if node in self.bodies:
            return self.bodies[node].meant
        if node in self.contexts:
            return self.contexts[node]
        key = node.removeprefix(ID) if node.startswith(ID) else self.outside.get(node)
        if node in self._refused or key is None:
            return None
        known = self.known.catalogue.get(key)
        if known is None or known.sort == "area":
            return None
        return Meant(key)

    def end(self, node: str, other: str) -> Meant | Undertaking | None:
        """Return what a node at the end of a relation means; *other* is the node at its other end.

        Of a node that nobody has described it is said once that it has no name.
        """
        found = self.meant(node)
        described = node in self._refused or self.nodes.one(node) in self._refused
        if found is None and not described and node not in self._nameless:
            self._nameless.add(node)
            if self.nodes.sort(node) != "persons":
                self.findings.append(self._say_nameless(node, other))
        return found

    def _say_nameless(self, node: str, other: str) -> Finding:
        name = self.bodies[other].name if other in self.bodies else other
        what = "a node" if node.startswith("_:") else f"<{shorten(node)}>"
        message = f"{what}, to which “{name}” is joined, has no name here. Describe it in the file."
        place = self.place(other)
        return place.finding(message, severity="warning", rule="no-name", thing=node)

    def attribute(  # noqa: PLR0913, PLR0917 - an attribute, and where it is said
        self,
        about: str,
        name: str,
        value: Text,
        said: Iterable[Statement],
        node: str,
        when: str | None = None,
    ) -> None:
        """Add the claim that something has an attribute; *said* are the statements that tell it."""
        claim = NewClaim("pc:AttributeClaim", (), about=about, attribute=name, value=value)
        self.say(claim._replace(when=when), node)
        self.nodes.settle(said, TAKEN)

    def say(self, said: NewClaim, node: str) -> None:
        """Add a claim of the document, read at a node."""
        place = self.place(node)
        origin = Origin(place.sheet, place.row)
        self.statements.append(said._replace(sources=(self._source,), origin=origin))

    def unread(self, period: Period, node: str) -> None:
        """Say of dates that they cannot be read."""
        if period.problem:
            place = self.place(node)
            self.findings.append(
                place.finding(period.problem, severity="warning", rule="cell", thing=node)
            )
            self.nodes.settle(period.said, "is not taken: no date that can be read")

    def report(self, node: str, message: str) -> None:
        """Take note of what is wrong with a node."""
        place = self.place(node)
        self.findings.append(place.finding(message, severity="error", rule="node", thing=None))

    def is_taken(self, said: Statement) -> bool:
        """Tell whether a statement has gone into a record."""
        return self.nodes.fates[said.at] == TAKEN

    def settle_rest(self) -> None:
        """Settle what is said of persons, and the classes of nodes that stand between others."""
        for each in self.nodes.statements:
            if self.nodes.fates[each.at] in (OPEN, HELD) and (
                self.nodes.sort(each.subject) == "persons"
                or (each.lang is None and self.nodes.sort(each.value) == "persons")
            ):
                self.nodes.settle([each], PERSON)
        for each in self.nodes.statements:
            between = self.nodes.sort(each.subject) not in ("organisations", "persons", *SORTS)
            if each.property == _TYPE and self.nodes.fates[each.at] == OPEN and not between:
                read = self.nodes.sort(each.subject)
                if self.nodes.is_class(each.value):
                    self.nodes.settle([each], f"is not taken: what it is said of is read as {read}")
            if each.property == _TYPE and self.nodes.fates[each.at] == OPEN and between:
                fates = {self.nodes.fates[one.at] for one in self.nodes.said_of(each.subject)}
                if fates & {TAKEN, HELD}:
                    self.nodes.settle([each], TAKEN if TAKEN in fates else HELD)

    def counted(self) -> Iterator[Finding]:
        """Yield what is not taken, by property or class and reason, each with its number."""
        left: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for each in self.nodes.statements:
            fate = self.nodes.fates[each.at]
            if fate != TAKEN:
                what = each.value if each.property == _TYPE else each.property
                left[what, fate].append(each)
        for (what, fate), said in sorted(left.items(), key=lambda item: item[1][0].at):
            times = "once" if len(said) == 1 else f"{len(said):,} times"
            message = f"{shorten(what)} ({times}) {_REASONS.get(fate, fate)}."
            place = self.place(said[0].subject)
            yield place.finding(message, severity="info", rule="not-taken", thing=said[0].subject)
