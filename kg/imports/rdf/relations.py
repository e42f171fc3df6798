"""The relations of a graph in the terms of others: who takes part in what, as which claims.

One relation may be said by a node of its own, with role and dates, by a plain statement, and from
either end; it is one claim all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.additions.records import NewClaim, Text
from kg.imports.meaning.mentions import Meant
from kg.imports.rdf.account import Account
from kg.imports.rdf.bodies import word_of
from kg.imports.rdf.nodes import HELD, PERSON, TAKEN, Joined, Statement
from kg.imports.rdf.periods import Period, read_period
from kg.imports.rdf.undertakings import SORTS, Undertaking
from kg.imports.rdf.vocabulary import read_vocabulary

_MEMBER: Final = "role:member"
_BY_COUNTRY: Final = "The file names the country, not the body."


class Relation(NamedTuple):
    """A body that takes part in something, as one node or several statements say it."""

    body: str
    context: str
    role: str
    node: str | None
    said: list[Statement]


class Relations:
    """The relations of a graph, found once; `join` makes a claim of one."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._words = read_vocabulary().words
        self._members = frozenset(account.known.narrower(_MEMBER))
        self._between: dict[str, list[Joined]] = defaultdict(list)
        self.listed = self._find()
        self.dated: set[str] = set()

    def _find(self) -> list[Relation]:
        """Return who takes part in what, each once, however many statements say it."""
        plain = []
        for joined in self._account.nodes.ties():
            between = [
                node
                for node in (joined.body, joined.context)
                if self._account.nodes.sort(node) == "relation"
            ]
            for node in between:
                self._between[node].append(joined)
            if not between and not self._unfit(joined):
                plain.append(joined)
        relations = [
            each for node in self._account.nodes.of("relation") for each in self._qualified(node)
        ]
        by_ends: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        for each in relations:
            by_ends[each.body, each.context].append(each)
        for joined in plain:
            alike = by_ends[joined.body, joined.context]
            fitting = [each for each in alike if each.node or each.role == joined.tie.role]
            for each in fitting:
                each.said.append(joined.said)
            if not fitting:
                made = Relation(
                    joined.body,
                    joined.context,
                    joined.tie.role,
                    None,
                    [joined.said],
                )
                alike.append(made)
                relations.append(made)
        return relations

    def _unfit(self, joined: Joined) -> bool:
        """Tell whether a property joins other things here than those of its tie."""
        sort = self._account.nodes.sort(joined.context)
        fits = sort == joined.tie.sort or (sort is None and joined.tie.sort == "organisations")
        return not fits or self._account.nodes.sort(joined.body) in {"persons", *SORTS}

    def _qualified(self, node: str) -> Iterator[Relation]:
        """Yield the relations of a node that is one: each of its bodies in each of its contexts."""
        ends = {
            field: [
                (self._account.nodes.other_end(node, each), each)
                for each in self._account.nodes.about(node, field)
                if each.lang is None
            ]
            for field in ("body", "context")
        }
        role = self._account.nodes.concept(node) or _MEMBER
        for joined in self._between.get(node, ()):  # the roles of schema.org
            field, other = (
                ("context", joined.context) if joined.body == node else ("body", joined.body)
            )
            ends[field].append((other, joined.said))
            role = joined.tie.role
        if any(self._account.nodes.sort(other) == "persons" for other, _ in ends["body"]):
            self._account.nodes.settle(self._account.nodes.said_of(node), PERSON)
            return
        for body, first in ends["body"]:
            for context, second in ends["context"]:
                yield Relation(body, context, role, node, [first, second])
        if not (ends["body"] and ends["context"]):
            self._account.records += 1
            lacks = "member" if not ends["body"] else "organisation"
            message = f"a relation without {lacks}. Say both ends."
            place = self._account.place(node)
            self._account.refuse(
                node, place.finding(message, severity="error", rule="node", thing=None)
            )

    def join(self, each: Relation) -> None:
        """Add the claim that a relation makes, or hold it back."""
        self._account.records += 1
        body, context = (
            self._account.end(each.body, each.context),
            self._account.end(each.context, each.body),
        )
        period = read_period(self._account.nodes, each.node) if each.node else Period(None)
        problem = period.problem or self._problem(each, body, context)
        if problem or not isinstance(body, Meant) or context is None:
            self._hold(each, period, problem)
            return
        role, details, named = self._role(each)
        inside = isinstance(context, Undertaking)
        if inside and role == _MEMBER:
            role = "role:partner"
        when = period.when
        if isinstance(context, Undertaking) and context.sort.sort in ("event", "cooperation"):
            when = when or context.period.when
        claim = "pc:Membership" if role in self._members and not inside else "pc:Participation"
        said = NewClaim(
            claim, (), agent=body.key, context=context.key, role=role, when=when, details=details
        )
        if body.by_country:
            said = said._replace(named_by="country", status="ambiguous", note=_BY_COUNTRY)
        self._account.say(said, each.node or each.body)
        if when:
            self.dated.add(context.key)
        types = self._account.nodes.types(each.node) if each.node else ()
        self._account.nodes.settle([*each.said, *period.said, *named, *types], TAKEN)

    def _problem(
        self, each: Relation, body: object, context: Meant | Undertaking | None
    ) -> str | None:
        if isinstance(context, Meant) and context.by_country:
            label = self._account.known.catalogue.label(context.key)
            return f"“{label}” is a country, and no body that one joins. Name the body."
        if isinstance(body, Meant) and context is not None and body.key == context.key:
            return "a body cannot be a member of itself."
        return None

    def _hold(self, each: Relation, period: Period, problem: str | None) -> None:
        self._account.held += 1
        if problem:
            place = self._account.place(each.node or each.body)
            self._account.findings.append(
                place.finding(problem, severity="error", rule="cell", thing=None)
            )
        own = self._account.owned(each.node, set()) if each.node else ()
        self._account.nodes.settle([*each.said, *period.said, *own], HELD)

    def _role(self, each: Relation) -> tuple[str, tuple[tuple[str, Text], ...], list[Statement]]:
        """Return the role of a relation, its words where the graph has none of that name."""
        said = self._account.nodes.about(each.node, "role") if each.node else []
        for statement in said:
            words = word_of(self._account.nodes, statement)
            names = [statement, *self._account.nodes.said_of(statement.value)]
            for word in words:
                role = self._words.get(word.casefold()) or self._account.known.concept("role", word)
                if role:
                    return role, (), names
            if words:
                return each.role, (("pc:roleAsStated", Text(words[0], "en")),), names
        return each.role, (), []
