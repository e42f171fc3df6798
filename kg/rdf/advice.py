"""Advice: what makes a query slow with this engine, and the better form of it.

The engine has no statistics: it begins where a pattern looks most bound, and a class looks bound.
So a class beside patterns that lead to few things is asked as a check, which gives the same rows:
in a set of triples a thing has a class once or not at all. Everything else is only said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.names import shorten
from kg.rdf import syntax, syntax_tree
from kg.rdf.sparql import Token, tokens
from kg.rdf.syntax import RDF_TYPE, Block, Filter, Group, Select, Triple, Values
from kg.text.words import Messages, Words, in_language

_MESSAGES: Final = Messages(__name__)
# What depends on the order of rows, so that another way to the same rows might show others.
_BY_ORDER: Final = frozenset({"LIMIT", "OFFSET", "SAMPLE", "GROUP_CONCAT", "REDUCED"})
_MOST: Final = 16  # classes that are asked as checks
_TEXT: Final = ("REGEX", "CONTAINS", "STRSTARTS", "STRENDS")


class Advice(NamedTuple):
    """What is said of a query: the key of the message, the line, and the message."""

    key: str
    line: int
    said: Words


def rewrite(text: str) -> str:
    """Return a query that gives the same rows, with classes that narrow nothing as checks.

    The text itself where nothing can be gained, or proved.
    """
    for _ in range(_MOST):
        query = syntax_tree.read(text)
        if query is None or query.template is query.where or _depends_on_order(query):
            return text
        checks = ((each, group) for group in syntax.groups(query) for each in _checks(group))
        edits = next(filter(None, (_edits(text, *each) for each in checks)), [])
        if not edits:
            return text
        for first, last, new in sorted(edits, reverse=True):
            text = text[:first] + new + text[last:]
    return text


def advise(text: str) -> list[Advice]:
    """Return the traps in a query, in the order of its lines."""
    query = syntax_tree.read(text)
    if query is None:
        return []
    found: list[Advice] = []
    every = list(syntax.groups(query))
    whole = [query.where, *(e.where for g in every for e in g.elements if isinstance(e, Select))]
    for group in every:
        is_whole = any(group is each for each in whole)
        ordered = _depends_on_order(query)
        for key, at, values in _traps(group, ordered=ordered, is_whole=is_whole):
            found.append(Advice(key, text.count("\n", 0, at) + 1, _MESSAGES(key, **values)))
    return sorted(set(found), key=lambda each: (each.line, each.key, each.said))


def say(key: str, lang: str, **values: object) -> str:
    """Return one of the messages of this module in a language."""
    return in_language(_MESSAGES(key, **values), lang)


def order(group: Group) -> list[Triple]:
    """Return the patterns of a group as they are best looked up: each narrowed by those before."""
    waiting = [each for each in group.elements if isinstance(each, Triple)]
    bound = {name for each in group.elements if isinstance(each, Values) for name in each.columns}
    ordered = []
    while waiting:
        best = min(waiting, key=lambda each: (_openness(each, bound), waiting.index(each)))
        waiting.remove(best)
        ordered.append(best)
        bound |= _variables(best)
    return ordered


def say_pattern(triple: Triple) -> str:
    """Return a pattern as people write it."""
    verb = triple.path.text if triple.path.iri is None else _short(f"<{triple.path.iri}>")
    verb = "a" if triple.path.iri == RDF_TYPE else verb
    return f"{_short(triple.subject)} {verb} {_short(triple.object)}"


# ---- Classes as checks ---------------------------------------------------------------------------


def _depends_on_order(query: Select) -> bool:
    every = [query, *(e for g in syntax.groups(query) for e in g.elements if isinstance(e, Select))]
    return any(
        token.word in _BY_ORDER
        for each in every
        for token in (*each.head.tokens, *each.tail.tokens)
    )


def _checks(group: Group) -> list[Triple]:
    """Return the class patterns of a group that other patterns narrow better."""
    triples = [each for each in group.elements if isinstance(each, Triple)]
    near = _near(triples)
    return [each for each in triples if _is_class(each) and each.subject in near]


def _near(triples: list[Triple]) -> set[str]:
    """Return the variables to which patterns lead from things that are named."""
    others = [each for each in triples if not _is_class(each)]
    near = {name for each in others if _is_given(each) for name in _variables(each)}
    for _ in others:
        for each in others:
            if each.path.iri and near & {each.subject, each.object}:
                near |= _variables(each)
    return near


def _is_class(triple: Triple) -> bool:
    return (
        triple.path.iri == RDF_TYPE
        and triple.object.startswith("<")
        and triple.subject.startswith("?")
        and not triple.subject.startswith("?.")
    )


def _is_given(triple: Triple) -> bool:
    """Tell whether a thing at one end is named: then few triples fit."""
    ends = (triple.subject, triple.object)
    return triple.path.iri not in (None, RDF_TYPE) and any(each.startswith("<") for each in ends)


def _edits(text: str, triple: Triple, group: Group) -> list[tuple[int, int, str]]:
    """Return what to put in the place of which part of the text."""
    found = list(tokens(text))
    place = next(n for n, token in enumerate(found) if token.at == triple.verb)
    last = next(n for n, token in enumerate(found) if token.at + len(token.text) == triple.end)
    before, after = found[place - 1], found[last + 1]
    check = f"FILTER EXISTS {{ {triple.subject} {text[triple.verb : triple.end]} }}"
    added = (group.end, group.end, f" {check} ")
    if last != place + 1 or after.text == ",":
        return []  # one of several classes: as it is
    if after.text == ";" and found[last + 2].text not in (".", "}", ";"):
        return [(triple.verb, found[last + 2].at, ""), added]
    if before.text == ";":
        return [(before.at, triple.end, ""), added]
    if before.at == triple.at and after.text in (".", "}"):
        return [(triple.at, triple.end, check)]
    return []


# ---- Traps ---------------------------------------------------------------------------------------


def _traps(
    group: Group, *, ordered: bool, is_whole: bool
) -> Iterator[tuple[str, int, dict[str, object]]]:
    for each in _checks(group):
        yield "class" if ordered else "rewritten", each.verb, {"pattern": say_pattern(each)}
    triples = [each for each in group.elements if isinstance(each, Triple)]
    parts = _parts(group) if is_whole else []
    if len(parts) > 1:
        yield "product", triples[0].at, {"number": len(parts)}
    for each in triples:
        ends = {each.subject, each.object}
        others = {name for other in triples if other is not each for name in _variables(other)}
        open_ends = all(end.startswith("?") for end in ends)
        if each.path.loops and open_ends and not ends & (others | _valued(group)):
            yield "path", each.verb, {"pattern": each.path.text}
    yield from _filter_traps(group, triples)
    yield from _optional_traps(group)


def _filter_traps(
    group: Group, triples: list[Triple]
) -> Iterator[tuple[str, int, dict[str, object]]]:
    optional = {
        name
        for each in group.elements
        if isinstance(each, Block) and each.kind == "OPTIONAL"
        for name in _bound_in(each.groups[0])
    }
    near = _near(triples)
    for element in group.elements:
        if not isinstance(element, Filter):
            continue
        words = element.expression.tokens
        text = "".join(token.text for token in words)
        for name in element.expression.variables:
            word = next((token.word for token in words if token.word in _TEXT), "")
            if word and name not in near and any(each.object == name for each in triples):
                yield "text", element.at, {"function": word, "variable": name}
            if re.search(rf"!BOUND\({re.escape(name)}\)", text, re.IGNORECASE) and (
                name in optional
            ):
                yield "absent", element.at, {"variable": name}
        if (equal := _equal(words)) and any(equal[0] in _variables(each) for each in triples):
            yield "equal", element.at, {"variable": equal[0], "term": equal[1]}


def _equal(words: tuple[Token, ...]) -> tuple[str, str] | None:
    """Return the variable and the IRI where a filter is no more than their comparison."""
    inner = [word for word in words if word.text not in ("(", ")")]
    kinds = [word.kind for word in inner]
    if kinds in (["variable", "sign", "prefixed"], ["variable", "sign", "iri"]):
        return ("?" + inner[0].text[1:], inner[2].text) if inner[1].text == "=" else None
    return None


def _optional_traps(group: Group) -> Iterator[tuple[str, int, dict[str, object]]]:
    before: set[str] = set()
    for place, element in enumerate(group.elements):
        if isinstance(element, Block) and element.kind == "OPTIONAL":
            own = _bound_in(element.groups[0])
            later = {
                name
                for other in group.elements[place + 1 :]
                if isinstance(other, Triple)
                for name in _variables(other)
            }
            if early := sorted((own & later) - before):
                yield "optional", element.at, {"variable": early[0]}
        elif isinstance(element, Triple):
            before |= _variables(element)
        elif isinstance(element, Values):
            before |= element.columns.keys()


def _parts(group: Group) -> list[set[str]]:
    """Return the variables of patterns, those together that meet somewhere in the group."""
    parts: list[set[str]] = []
    for element in group.elements:
        if isinstance(element, Triple):
            names = _variables(element)
        elif isinstance(element, Filter):
            names = set()  # it compares rows that were joined already
        else:
            names = _joined_by(element)
        if names:
            meeting = [part for part in parts if part & names]
            parts = [part for part in parts if not part & names]
            parts.append(names.union(*meeting))
    shown = {
        name for each in group.elements if isinstance(each, Triple) for name in _variables(each)
    }
    return [part for part in parts if part & shown]


def _joined_by(element: syntax.Element) -> set[str]:
    if isinstance(element, Values):
        return set(element.columns)
    if isinstance(element, syntax.Bind):
        return {element.variable, *element.expression.variables}
    if isinstance(element, Select):
        return set(element.names) or _bound_in(element.where)
    if isinstance(element, Block):
        return {name for group in element.groups for name in _bound_in(group)}
    return set()


def _bound_in(group: Group) -> set[str]:
    """Return the variables that a group gives values to."""
    found: set[str] = set()
    for element in group.elements:
        found |= _variables(element) if isinstance(element, Triple) else _joined_by(element)
    return found


def _valued(group: Group) -> set[str]:
    return {name for each in group.elements if not isinstance(each, Triple | Filter)
            for name in _joined_by(each)}  # fmt: skip


def _variables(triple: Triple) -> set[str]:
    ends = (triple.subject, triple.object, triple.path.text if triple.path.variable else "")
    return {each for each in ends if each.startswith("?")}


def _openness(triple: Triple, bound: set[str]) -> tuple[int, bool, bool]:
    """Return how many ends of a pattern are open, whether it names no thing, and whether a class.

    The less of these, the better it is looked up first.
    """
    ends = [each for each in (triple.subject, triple.object) if each.startswith("?")]
    return (
        len([each for each in ends if each not in bound]),
        not _is_given(triple),
        _is_class(triple),
    )


def _short(term: str) -> str:
    return shorten(term[1:-1]) if term.startswith("<") else term.replace("?.", "_:b")
