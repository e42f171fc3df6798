"""Needs: which rules have to run before a query can be answered, and which it does not touch.

A query needs what can make a triple that one of its patterns fits: by its predicate, for types by
its class, and by what its subject is. So the rules are gone through from the last to the first,
each kept where it makes what a kept one after it, or the query, reads. A rule that makes things of
its own (ties, whose IRIs begin like no other's) is passed over where the pattern's subject has to
have something that no such thing has. Whatever cannot be told (a predicate that is a variable, a
path that leads anywhere) counts as everything: then all rules run, and rows are the same either
way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from kg.graph.readings import ANYTHING, Key, Reading, held_by, listed, read_by
from kg.names import PREFIXES
from kg.rdf import syntax, syntax_tree
from kg.rdf.syntax import RDF_TYPE, Bind, Block, Group, Select, Triple, Values

_TEMPLATE: Final = re.compile(r"^CONSTRUCT\s*\{([^{}]*)\}\s*WHERE\b", re.MULTILINE)
_OWN_SPACE: Final = re.compile(
    r"BIND\s*\(\s*IRI\s*\(\s*CONCAT\s*\(\s*STR\s*\(\s*(\w+):\s*\)\s*,(?:(?!\bAS\b)[^{}])*+"
    r"\bAS\s+\?(\w+)\s*\)"
)


class Asserted(Protocol):
    """What is known of the triples before any rule runs."""

    def objects(self, predicate: str) -> Iterable[str]:
        """Return the IRIs that a predicate leads to."""
        ...

    def has(self, key: Key, *, space: str = "") -> bool:
        """Tell whether there is such a triple, its subject in a space of IRIs."""
        ...


class Rule:
    """A step of derivation: what it makes, for which subjects, and what it reads."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._query: Select | None = None
        self._is_read = False
        self._template: Group | None = None
        self.makes: frozenset[Key] = frozenset()

    def query(self) -> Select | None:
        """Return the rule as it is read, None where it cannot be."""
        if not self._is_read:
            self._query, self._is_read = syntax_tree.read(self._text), True
        return self._query

    def reads(self) -> set[Reading]:
        """Return what the rule reads."""
        query = self.query()
        return {Reading(ANYTHING)} if query is None else read_by(query)

    def template(self) -> Group | None:
        """Return what the rule constructs; where it can, without reading the rest."""
        if self._template is None:
            self._template = self._read_template()
        return self._template

    def _read_template(self) -> Group | None:
        begin = _TEMPLATE.search(self._text)
        small = syntax_tree.read(f"{self._text[: begin.end(1)]}}} WHERE {{}}") if begin else None
        if small and small.template and not any(map(_is_open, small.template.elements)):
            return small.template
        query = self.query()
        return query.template if query else None

    def own_spaces(self) -> dict[str, str]:
        """Return for variables that stand for new things how the IRIs of these begin."""
        return {
            f"?{name}": PREFIXES[prefix]
            for prefix, name in _OWN_SPACE.findall(self._text)
            if prefix in PREFIXES
            and "PREFIX" not in self._text.upper()
            # Given in one place after the template, it can be nothing else.
            and len(re.findall(rf"[?$]{name}\b", self._text.partition("WHERE")[2])) == 1
        }


class Step(Rule):
    """A step that is no rule of SPARQL: it makes these predicates of what its queries read."""

    def __init__(
        self, name: str, makes: Iterable[str], queries: Callable[[], Iterable[str]]
    ) -> None:
        super().__init__(name, "")
        self.makes = frozenset(map(Key, makes))
        self._queries = queries

    def reads(self) -> set[Reading]:
        """Return what its queries read."""
        found = [syntax_tree.read(text) for text in self._queries()]
        return set[Reading]().union(*(read_by(each) for each in found if each))

    def template(self) -> Group | None:
        """Return None: what it makes is given."""
        return None


def needed(queries: Iterable[Select], rules: Sequence[Rule], asserted: Asserted) -> list[Rule]:
    """Return the rules, in their order, without which a query might have other rows."""
    makers = _Makers(rules, asserted)
    asked, kept = set[Reading]().union(*map(read_by, queries)), []
    for rule in reversed(rules):
        if any(makers.may_feed(rule, reading) for reading in asked):
            kept.append(rule)
            asked |= rule.reads()
    return kept[::-1]


# ---- What rules make -----------------------------------------------------------------------------


def _is_open(element: syntax.Element) -> bool:
    """Tell whether a variable says which predicate or class is made."""
    return isinstance(element, Triple) and (
        element.path.variable or (element.path.iri == RDF_TYPE and element.object.startswith("?"))
    )


class _Makers:
    """What each of some rules makes, after those before it."""

    def __init__(self, rules: Sequence[Rule], asserted: Asserted) -> None:
        self._rules = rules
        self._asserted = asserted
        self._spaces: dict[tuple[str, str], str | None] = {}
        self._apart: dict[tuple[Key, str], bool] = {}
        before: set[Key] = set()
        for rule in rules:
            if not rule.makes:
                rule.makes = frozenset(self._made(rule, before))
            before |= rule.makes

    def may_feed(self, rule: Rule, reading: Reading) -> bool:
        """Tell whether a rule may make a triple that a pattern fits, with all beside it."""
        for key in rule.makes:
            if key.meets(reading.key):
                spaces = self._spaces_of(rule, key)
                if None in spaces or not reading.beside:
                    return True
                for space in spaces:
                    if not any(self._is_apart(each, space or "") for each in reading.beside):
                        return True
        return False

    def _is_apart(self, key: Key, space: str) -> bool:
        """Tell whether nothing in a space of IRIs has, or is given, such a triple."""
        if (key, space) not in self._apart:
            given = (
                each
                for rule in self._rules
                for made in rule.makes
                if made.meets(key)
                for each in self._spaces_of(rule, made)
            )
            others = all(each is not None and each != space for each in given)
            self._apart[key, space] = others and not self._asserted.has(key, space=space)
        return self._apart[key, space]

    def _spaces_of(self, rule: Rule, key: Key) -> set[str | None]:
        """Return how the IRIs of the subjects begin for which a rule makes a triple."""
        template = rule.template()
        if template is None:
            return {None}
        return {
            self._space(rule, each.subject)
            for each in template.elements
            if isinstance(each, Triple)
            and (each.path.variable or Key(each.path.iri).meets(Key(key.predicate)))
        }

    def _space(self, rule: Rule, subject: str) -> str | None:
        """Return how all IRIs begin that a variable of a rule can stand for, where that is sure."""
        if (rule.name, subject) not in self._spaces:
            self._spaces[rule.name, subject] = None  # what is asked for in a circle is not sure
            self._spaces[rule.name, subject] = self._find_space(rule, subject)
        return self._spaces[rule.name, subject]

    def _find_space(self, rule: Rule, subject: str) -> str | None:
        if own := rule.own_spaces().get(subject):
            return own
        query = rule.query()
        if query is None:
            return None
        for key in sorted(_needed_of(query.where, subject), key=str):
            if key.predicate is None or self._asserted.has(key):
                continue
            spaces = {
                space
                for other in self._rules
                if other is not rule
                for made in other.makes
                if made.meets(key)
                for space in self._spaces_of(other, made)
            }
            if len(spaces) == 1:
                return spaces.pop()
        return None

    def _made(self, rule: Rule, before: set[Key]) -> Iterator[Key]:
        template = rule.template()
        if template is None:
            yield ANYTHING
            return
        for each in template.elements:
            if not isinstance(each, Triple):
                yield ANYTHING
            elif each.path.variable:
                yield from self._predicates(rule, each.path.text, before)
            elif each.path.iri == RDF_TYPE and each.object.startswith("<"):
                yield Key(RDF_TYPE, each.object[1:-1])
            else:
                yield Key(each.path.iri)

    def _predicates(self, rule: Rule, variable: str, before: set[Key]) -> set[Key]:
        """Return the predicates that a variable of a rule can be."""
        query, found, is_bound = rule.query(), set[Key](), False
        if query is None:
            return {ANYTHING}
        for group in syntax.groups(query):
            for element in group.elements:
                if variable not in _ends(element):
                    continue
                bound = self._bound(element, variable, group, before)
                if bound is None:
                    return {ANYTHING}
                found |= set(map(Key, bound))
                is_bound = True
        return found if is_bound else {ANYTHING}

    def _bound(
        self, element: syntax.Element, variable: str, group: Group, before: set[Key]
    ) -> Iterable[str] | None:
        """Return what an element that binds a variable lets it be, None for any."""
        if isinstance(element, Values):
            column = element.columns[variable]
            return None if None in column else [each[1:-1] for each in column if each]
        if isinstance(element, Bind):
            return [element.constant] if element.constant else None
        if not isinstance(element, Triple) or variable == element.subject:
            return None
        if variable != element.object:
            return listed(variable, group)
        last = element.path.last
        if last is None or any(Key(last).meets(key) for key in before):
            return None
        return self._asserted.objects(last)


def _needed_of(group: Group, subject: str) -> frozenset[Key]:
    """Return the triples that a variable must have, by a group or one that must be inside it."""
    found = held_by(group, {}).get(subject, frozenset())
    for element in group.elements:
        if isinstance(element, Block) and element.kind == "GROUP":
            found |= _needed_of(element.groups[0], subject)
        elif isinstance(element, Select) and subject in element.names:
            found |= _needed_of(element.where, subject)
    return found


def _ends(element: syntax.Element) -> set[str]:
    """Return the variables to which an element itself, not a group in it, gives values.

    Of a query inside another one those that only get their name there.
    """
    if isinstance(element, Triple):
        return {element.subject, element.object, element.path.text}
    if isinstance(element, Values):
        return set(element.columns)
    if isinstance(element, Bind):
        return {element.variable}
    if isinstance(element, Select):
        words = element.head.tokens
        places = [place for place, word in enumerate(words[:-1]) if word.word == "AS"]
        return {"?" + words[place + 1].text[1:] for place in places}
    return set()
