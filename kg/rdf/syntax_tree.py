"""What a SPARQL query asks for, as a tree, after `kg.rdf.sparql` has read its tokens.

Not an algebra and not a judge: the engine says what is wrong with a query. What is read here says
which predicates a query names, where its groups stand and which variables meet; it serves those who
would do less work for the same rows, and the advice of ``kg query --explain``. What the reader does
not know (SPARQL 1.2, updates) it does not guess at: then there is no tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.rdf.sparql import Token, tokens
from kg.rdf.syntax import (
    RDF_TYPE,
    Bind,
    Block,
    Element,
    Expression,
    Filter,
    Group,
    Path,
    Select,
    Triple,
    Values,
)

_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_END: Final = Token("", "", -1)


class _Unread(Exception):
    """The reader does not know what stands here."""


def read(text: str) -> Select | None:
    """Return what a query asks for, or None where the reader does not know all of it."""
    try:
        return _Reader(list(tokens(text))).query()
    except (_Unread, QueryError, RecursionError):
        return None


def _variable(token: Token) -> str:
    return "?" + token.text[1:]


class _Reader:
    """Reads a list of tokens from its beginning to its end."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._place = 0
        self._prefixes = dict(PREFIXES)
        self._blank = 0

    # ---- One token after the other ---------------------------------------------------------------

    @property
    def _next(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._next
        if token is _END:
            raise _Unread
        self._place += 1
        return token

    def _skip(self, *texts: str) -> bool:
        """Pass over the next token where it is one of these signs or words."""
        token = self._next
        if token.text in texts or (token.word and token.word in texts):
            self._place += 1
            return True
        return False

    def _need(self, text: str) -> Token:
        token = self._take()
        if text not in (token.text, token.word):
            raise _Unread
        return token

    # ---- Queries ---------------------------------------------------------------------------------

    def query(self) -> Select:
        while self._next.word in ("PREFIX", "BASE", "VERSION"):
            if self._take().word != "PREFIX":
                raise _Unread
            name, iri = self._take(), self._take()
            self._prefixes[name.prefix] = self._iri(iri)
        found = self._select()
        if self._next is not _END:
            raise _Unread
        return found

    def _select(self) -> Select:
        first = self._take()
        template: Group | None = None
        head, names = Expression((), ()), tuple[str, ...]()
        if first.word == "CONSTRUCT":
            template = self._group() if self._next.text == "{" else None
        elif first.word in ("SELECT", "DESCRIBE"):
            head, names = self._head()
        elif first.word != "ASK":
            raise _Unread
        names_dataset = self._next.word == "FROM"
        while self._skip("FROM"):
            self._skip("NAMED")
            self._take()
        self._skip("WHERE")
        no_pattern = first.word == "DESCRIBE" and self._next.text != "{"
        where = Group((), first.at, first.at) if no_pattern else self._group()
        if first.word == "CONSTRUCT" and template is None:
            template = where
        tail = self._tail()
        return Select(first.word, head, names, template, where, tail, names_dataset, first.at)

    def _head(self) -> tuple[Expression, tuple[str, ...]]:
        """Read what stands between SELECT and WHERE."""
        parts: list[Expression] = []
        names: list[str] = []
        while self._next.word not in ("WHERE", "FROM", *_MODIFIERS) and self._next.text != "{":
            if self._next is _END:
                break
            if self._next.text == "(":
                part = self._brackets()
                names += [_variable(part.tokens[-2])] if part.tokens[-2].kind == "variable" else []
                parts.append(part)
            else:
                token = self._take()
                names += [_variable(token)] if token.kind == "variable" else []
                parts.append(Expression((token,), ()))
        return _join(parts), tuple(names)

    def _tail(self) -> Expression:
        """Read the solution modifiers."""
        parts: list[Expression] = []
        while self._next is not _END and self._next.text != "}":
            if self._next.word == "VALUES":
                values = self._values(self._take())
                parts.append(Expression((), (Group((values,), values.at, values.at),)))
            else:
                parts.append(self._step())
        return _join(parts)

    # ---- Groups ----------------------------------------------------------------------------------

    def _group(self) -> Group:
        opener = self._need("{")
        elements: list[Element] = []
        if self._next.word == "SELECT":
            elements.append(self._select())
        while self._next.text != "}":
            if not self._skip("."):
                elements.extend(self._element())
        return Group(tuple(elements), opener.at, self._take().at)

    def _element(self) -> list[Element]:
        token = self._next
        if token.text == "{":
            return [self._union(token.at)]
        word = token.word
        if word in ("OPTIONAL", "MINUS"):
            self._take()
            return [Block(word, (self._group(),), token.at)]
        if word in ("GRAPH", "SERVICE"):
            self._take()
            self._skip("SILENT")
            self._take()
            return [Block(word, (self._group(),), token.at)]
        if word == "FILTER":
            self._take()
            return [Filter(self._constraint(), token.at)]
        if word == "BIND":
            self._take()
            return [self._bind(token.at)]
        if word == "VALUES":
            return [self._values(self._take())]
        if word and word not in ("TRUE", "FALSE"):
            raise _Unread
        return [*self._triples()]

    def _union(self, at: int) -> Block:
        found = [self._group()]
        while self._skip("UNION"):
            found.append(self._group())
        return Block("UNION" if len(found) > 1 else "GROUP", tuple(found), at)

    def _bind(self, at: int) -> Bind:
        whole = self._brackets()
        *inner, word, name = whole.tokens[1:-1]
        if word.word != "AS" or name.kind != "variable":
            raise _Unread
        only = inner[0] if len(inner) == 1 and inner[0].kind in ("prefixed", "iri") else None
        constant = self._iri(only) if only else None
        return Bind(_variable(name), Expression(tuple(inner), whole.groups), constant, at)

    def _values(self, opener: Token) -> Values:
        many = self._skip("(")
        names = []
        while self._next.kind == "variable":
            names.append(_variable(self._take()))
        if many:
            self._need(")")
        self._need("{")
        rows: list[list[str | None]] = []
        while not self._skip("}"):
            if many:
                self._need("(")
            row: list[str | None] = []
            while len(row) < len(names):
                row.append(None if self._skip("UNDEF") else self._term())
            if many:
                self._need(")")
            rows.append(row)
        columns = {name: tuple(row[place] for row in rows) for place, name in enumerate(names)}
        return Values(columns, opener.at)

    # ---- Expressions -----------------------------------------------------------------------------

    def _constraint(self) -> Expression:
        if self._next.text == "(":
            return self._brackets()
        first = self._step()
        if first.groups:
            return first
        if first.tokens[0].word == "NOT":
            return _join([first, self._step()])
        return _join([first, self._brackets()])

    def _brackets(self) -> Expression:
        parts = [Expression((self._need("("),), ())]
        while self._next.text != ")":
            parts.append(self._brackets() if self._next.text == "(" else self._step())
        parts.append(Expression((self._take(),), ()))
        return _join(parts)

    def _step(self) -> Expression:
        """Read one token of an expression, with the group after it where it is EXISTS."""
        token = self._take()
        if token.text in ("{", "}"):
            raise _Unread
        exists = token.word == "EXISTS"
        return Expression((token,), (self._group(),) if exists else ())

    # ---- Triples ---------------------------------------------------------------------------------

    def _triples(self) -> Iterator[Triple]:
        found: list[Triple] = []
        at = self._next.at
        subject = self._node(found)
        if found and self._next.text in (".", "}"):  # a blank node that says it all
            yield from found
            return
        self._properties(subject, found, at)
        yield from found

    def _properties(self, subject: str, found: list[Triple], at: int) -> None:
        while True:
            verb = self._next.at
            path = self._path()
            while True:
                target = self._node(found)
                end = self._tokens[self._place - 1]
                found.append(Triple(subject, path, target, at, verb, end.at + len(end.text)))
                if not self._skip(","):
                    break
            while self._skip(";"):
                pass
            if self._next.text in (".", "}", "]", "{") or self._is_clause():
                return

    def _is_clause(self) -> bool:
        word = self._next.word
        return bool(word) and word not in ("A", "TRUE", "FALSE")

    def _node(self, found: list[Triple]) -> str:
        """Read a subject or object; what a blank node in brackets says is added to *found*."""
        token = self._next
        if token.text == "[":
            self._take()
            name = self._new()
            if not self._skip("]"):
                self._properties(name, found, token.at)
                self._need("]")
            return name
        if token.text == "(":
            raise _Unread  # a collection: rare, and no pattern of this graph
        return self._term()

    def _new(self) -> str:
        self._blank += 1
        return f"?.{self._blank}"

    def _term(self) -> str:
        token = self._take()
        if token.kind == "variable":
            return _variable(token)
        if token.kind == "blank":
            return f"?.{token.text[2:]}"
        if token.kind in ("prefixed", "iri"):
            return f"<{self._iri(token)}>"
        if token.kind == "string":
            literal = token.text
            if self._next.kind == "language":
                literal += self._take().text
            elif self._skip("^^"):
                literal += f"^^<{self._iri(self._take())}>"
            return literal
        if token.text in ("+", "-") and self._next.kind == "number":
            return token.text + self._take().text
        if token.kind == "number" or token.word in ("TRUE", "FALSE"):
            return token.text
        raise _Unread

    def _iri(self, token: Token) -> str:
        if token.kind == "iri":
            if "\\" in token.text or ":" not in token.text:
                raise _Unread
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        if token.kind != "prefixed" or prefix not in self._prefixes or "\\" in local:
            raise _Unread
        return self._prefixes[prefix] + local

    # ---- Paths -----------------------------------------------------------------------------------

    def _path(self) -> Path:
        if self._next.kind == "variable":
            return Path(_variable(self._take()), frozenset(), variable=True)
        begin = self._place
        path = self._alternatives()
        text = "".join(each.text for each in self._tokens[begin : self._place])
        return path._replace(text=text)

    def _alternatives(self) -> Path:
        several = [self._sequence()]
        while self._skip("|"):
            several.append(self._sequence())
        return _combine(several, empty=any(each.empty for each in several))

    def _sequence(self) -> Path:
        several = [self._part()]
        while self._skip("/"):
            several.append(self._part())
        whole = _combine(several, empty=all(each.empty for each in several))
        return whole._replace(last=several[-1].last)

    def _part(self) -> Path:
        back = self._skip("^")
        path = self._primary()
        if back:
            path = path._replace(iri=None, last=None)
        if self._next.text in ("*", "+", "?"):
            sign = self._take().text
            empty, loops = path.empty or sign != "+", path.loops or sign != "?"
            path = path._replace(iri=None, last=None, empty=empty, loops=loops)
        return path

    def _primary(self) -> Path:
        if self._skip("("):
            path = self._alternatives()
            self._need(")")
            return path
        if self._skip("!"):
            return self._primary()._replace(iri=None, last=None, negated=True)
        if self._next.text == "^":  # inside a negated set
            return self._part()
        token = self._take()
        iri = RDF_TYPE if token.text == "a" else self._iri(token)
        return Path(token.text, frozenset([iri]), iri, iri)


def _join(parts: list[Expression]) -> Expression:
    return Expression(
        tuple(token for part in parts for token in part.tokens),
        tuple(group for part in parts for group in part.groups),
    )


def _combine(several: list[Path], *, empty: bool) -> Path:
    if len(several) == 1:
        return several[0]
    return Path(
        "",
        frozenset[str]().union(*(each.names for each in several)),
        negated=any(each.negated for each in several),
        empty=empty,
        loops=any(each.loops for each in several),
    )
