"""Rules taken apart: the text of a CONSTRUCT query as patterns.

Enough of SPARQL for rules that are basic patterns with paths, OPTIONAL, UNION, [NOT] EXISTS,
FILTER, BIND, VALUES and sub-selects. What goes beyond is refused (`Unreadable`): then the caller
has to run the whole rule, which is never wrong.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import PREFIXES, expand
from kg.rdf.patterns import (
    TYPE,
    Group,
    Node,
    Pattern,
    Rule,
    Unreadable,
    flatten,
    hide,
    places_of,
    rename,
    selects_of,
)
from kg.text.numbers import whole_number

# What may give another value each time.
_CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_TOKEN: Final = re.compile(
    r"""(?P<skip>\s++|\#[^\n]*+)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
      | (?P<string>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
      | (?P<var>[?$]\w++)
      | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
      | (?P<name>[A-Za-z][\w-]*+:(?:[\w-]++(?:\.(?=\w))?+)*+)
      | (?P<word>[A-Za-z_]\w*+)
      | (?P<number>[0-9]++(?:\.[0-9]++)?+)
      | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,|/^*+?=<>!-])""",
    re.VERBOSE,
)


def read_rule(text: str) -> Rule:
    """Return a CONSTRUCT query taken apart. Raises Unreadable where it is more than that."""
    try:
        return _Reader(text).rule()
    except IndexError as error:
        raise Unreadable("it ends too early") from error


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.fresh = count()
        self.values: dict[str, frozenset[Node]] = {}
        self.depth = 0  # how deep in parts that need not hold; VALUES there binds nothing for sure

    # ---- tokens ----------------------------------------------------------------------------------

    def look(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].text if at < len(self.tokens) else ""

    def word(self) -> str:
        return self.look().upper()

    def next(self) -> _Token:
        if self.at >= len(self.tokens):
            raise Unreadable("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, text: str) -> bool:
        if self.word() == text:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> _Token:
        token = self.next()
        if token.text.upper() != text:
            raise Unreadable(f"{text} is due, not {token.text}")
        return token

    # ---- the rule --------------------------------------------------------------------------------

    def rule(self) -> Rule:
        self.need("CONSTRUCT")
        self.need("{")
        head = Group(0, None)
        while not self.take("}"):
            self.triples(head)
            self.take(".")
        self.take("WHERE")
        root = self.group()
        if self.look() or head.parts or any(each.repeated for each in head.patterns):
            raise Unreadable("something follows the WHERE")
        ways = tuple(flatten(root))
        variables = {
            node for each in head.patterns for node in each[::2] if isinstance(node, str)
        } - self.values.keys()
        places = {each: tuple(places_of(root, each)) for each in variables}
        selects = tuple(
            {name: tuple(places_of(each, name)) for name in each.visible or ()}
            for each in selects_of(root)
        )
        return Rule(self.text, tuple(head.patterns), ways, self.values, places, selects)

    def group(self, visible: frozenset[str] | None = None) -> Group:
        start = self.need("{").start + 1
        group = Group(start, visible)
        if self.word() == "SELECT":
            group.is_select = True
            group.unions.append([self.select()])
            self.need("}")
            return group
        while not self.take("}"):
            self.element(group)
        return group

    def select(self) -> Group:
        """Read a sub-select; the variables that it does not let out are renamed."""
        self.need("SELECT")
        self.take("DISTINCT")
        shown: set[str] = set()
        while self.look() not in ("{", "") and self.word() != "WHERE":
            if self.look() == "(":
                shown.add(self.expression()[-1].text)
            elif self.tokens[self.at].kind == "var":
                shown.add(self.next().text)
            else:
                raise Unreadable("SELECT *")
        self.take("WHERE")
        outside, self.values = self.values, {}
        depth, self.depth = self.depth, 0
        group = self.group(frozenset(shown))
        self.depth = depth
        grouped = self.grouping()
        if grouped is not None:
            group.visible = frozenset(shown & grouped)
        inside, self.values = self.values, outside
        mark = f"~{next(self.fresh)}"
        if not depth:
            self.values |= {hide(name, shown, mark): each for name, each in inside.items()}
        rename(group, shown, mark)
        return group

    def grouping(self) -> frozenset[str] | None:
        """Read GROUP BY with plain variables and HAVING; nothing else may follow a sub-select."""
        if not self.take("GROUP"):
            return None
        self.need("BY")
        variables = set()
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "var":
            variables.add(self.next().text)
        if self.take("HAVING"):
            self.expression()
        return frozenset(variables)

    def inner(self) -> Group:
        self.depth += 1
        group = self.group()
        self.depth -= 1
        return group

    def element(self, group: Group) -> None:
        word = self.word()
        if word == ".":
            self.at += 1
        elif word == "{":
            branches = [self.inner()]
            while self.take("UNION"):
                branches.append(self.inner())
            group.unions.append(branches)
        elif word in ("OPTIONAL", "MINUS"):
            self.at += 1
            group.parts.append(self.inner())
        elif word == "FILTER":
            self.at += 1
            self.filter(group)
        elif word == "BIND":
            self.at += 1
            self.expression(group)
        elif word == "VALUES":
            self.at += 1
            self.inline()
        else:
            self.triples(group)

    def filter(self, group: Group) -> None:
        self.take("NOT")
        if self.take("EXISTS"):
            group.parts.append(self.inner())
            return
        if self.at < len(self.tokens) and self.tokens[self.at].kind in ("word", "name", "iri"):
            self.next()  # a function
        self.expression(group)

    def expression(self, group: Group | None = None) -> list[_Token]:
        """Pass over an expression in brackets; what it asks to exist becomes a part of *group*."""
        self.need("(")
        passed = []
        depth = 1
        while depth:
            token = self.next()
            if token.text.upper() == "EXISTS":
                if group is None:
                    raise Unreadable("EXISTS where nothing can be")
                group.parts.append(self.inner())
                continue
            if token.text.upper() in _CHANGING:
                raise Unreadable("a value that changes by itself")
            depth += (token.text == "(") - (token.text == ")")
            passed.append(token)
        return passed[:-1]

    def inline(self) -> None:
        """Read VALUES; a variable with UNDEF may have any value."""
        if self.tokens[self.at].kind == "var":
            names = [self.next().text]
            single = True
        else:
            self.need("(")
            names, single = [], False
            while not self.take(")"):
                names.append(self.next().text)
        columns: list[set[Node]] = [set() for _ in names]
        free: set[int] = set()
        self.need("{")
        while not self.take("}"):
            if not single:
                self.need("(")
            for number in range(len(names)):
                if self.take("UNDEF"):
                    free.add(number)
                else:
                    columns[number].add(self.node())
            if not single:
                self.need(")")
        for number, name in enumerate(names):
            if number not in free and not self.depth:
                self.values[name] = frozenset(columns[number])

    # ---- triples ---------------------------------------------------------------------------------

    def triples(self, group: Group) -> None:
        subject = self.node()
        while True:
            steps = self.path()
            while True:
                self.add(group, subject, steps, self.node())
                if not self.take(","):
                    break
            if not self.take(";"):
                return
            if self.look() in (".", "}"):
                return

    def add(self, group: Group, subject: Node, steps: list[_Step], end: Node) -> None:
        """Add one pattern for each step of a path, with a variable of nobody's between them."""
        start = subject
        for number, step in enumerate(steps):
            last = number == len(steps) - 1
            to: Node = end if last else f"?.{next(self.fresh)}"
            ends = (to, start) if step.inverse else (start, to)
            group.patterns.append(Pattern(ends[0], step.predicates, ends[1], step.repeated))
            start = to

    def path(self) -> list[_Step]:
        if self.tokens[self.at].kind == "var":
            name = self.next().text
            known = self.values.get(name)
            named = [each for each in known or () if isinstance(each, ox.NamedNode)]
            return [_Step(frozenset(named) if named else None)]
        steps = self.sequence()
        while self.take("|"):
            other = self.sequence()
            if len(steps) > 1 or len(other) > 1 or steps[0][1:] != other[0][1:]:
                raise Unreadable("alternatives of longer paths")
            steps = [steps[0]._replace(predicates=_both(steps[0], other[0]))]
        return steps

    def sequence(self) -> list[_Step]:
        steps = self.step()
        while self.take("/"):
            steps = [*steps, *self.step()]
        return steps

    def step(self) -> list[_Step]:
        inverse = self.take("^")
        if self.take("("):
            steps = self.path()
            self.need(")")
            if inverse:
                raise Unreadable("a path backwards")
        elif self.look() == "a":
            self.next()
            steps = [_Step(frozenset([TYPE]), inverse)]
        else:
            name = self.node()
            if not isinstance(name, ox.NamedNode):
                raise Unreadable("a path that is no name")
            steps = [_Step(frozenset([name]), inverse)]
        if self.look() in ("*", "+", "?"):
            self.next()
            if len(steps) > 1 or steps[0].inverse:
                raise Unreadable("a long path repeated")
            steps = [steps[0]._replace(repeated=True)]
        return steps

    def node(self) -> Node:
        kind, text, _ = self.next()
        match kind:
            case "var":
                return "?" + text[1:]
            case "iri":
                return ox.NamedNode(text[1:-1])
            case "name" if text.partition(":")[0] in PREFIXES:
                return ox.NamedNode(expand(text))
            case "word" if text in ("true", "false"):
                return ox.Literal(text == "true")
            case "number" if (number := whole_number(text)) is not None:
                return ox.Literal(number)
            case "string":
                return self.literal(text)
        raise Unreadable(f"{text} where a term is due")

    def literal(self, text: str) -> ox.Literal:
        if "\\" in text or self.look() == "^^":
            raise Unreadable("a text with an escape or a datatype")
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "tag":
            return ox.Literal(text[1:-1], language=self.next().text[1:])
        return ox.Literal(text[1:-1])


class _Step(NamedTuple):
    predicates: frozenset[ox.NamedNode] | None
    inverse: bool = False
    repeated: bool = False


def _both(one: _Step, other: _Step) -> frozenset[ox.NamedNode] | None:
    return (one.predicates or frozenset()) | (other.predicates or frozenset())


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable(f"the sign {text[at]!r}")
        if match.lastgroup != "skip":
            tokens.append(_Token(match.lastgroup or "", match[0], at))
        at = match.end()
    return tokens
