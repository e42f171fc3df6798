"""The demands of SHACL Core: each constraint component as a function of a thing and its values.

Paths, targets, closed shapes and property shapes belong to the shape itself (`kg.checks.judge`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

import pyoxigraph as ox

from kg.checks import literals
from kg.names import PREFIXES, expand
from kg.rdf.index import Index, Term

# What is wrong with a thing and the values that it leads to; None where no one value is to blame.
Wrong = Callable[[Term, Sequence[Term]], Iterable[Term | None]]

_SH: Final = PREFIXES["sh"]
_TYPE: Final = ox.NamedNode(expand("rdf:type"))
_NODE_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "IRI": (ox.NamedNode,),
    "BlankNode": (ox.BlankNode,),
    "Literal": (ox.Literal,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}


class Court(Protocol):
    """What a demand may ask of the judge: the shapes, the data, and whether a thing conforms."""

    shapes: Index
    data: Index

    def one(self, shape: Term, name: str) -> Term | None:
        """Return the value of a parameter of a shape, by its name in SHACL."""
        ...

    def conforms(self, shape: Term, thing: Term) -> bool:
        """Tell whether a thing conforms to a shape."""
        ...


def sh(name: str) -> ox.NamedNode:
    """Return a term of SHACL."""
    return ox.NamedNode(_SH + name)


def _text(term: Term) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


def _lexical(term: Term) -> str | None:
    """Return the text of an IRI or literal, None where there is none."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else None


def _each(fits: Callable[[Term], bool]) -> Wrong:
    """Return a demand on each value alone."""
    return lambda focus, values: [value for value in values if not fits(value)]


def _datatype(_: Court, wanted: Term, __: Term) -> Wrong:
    fits = literals.is_well_formed
    return _each(
        lambda value: isinstance(value, ox.Literal) and value.datatype == wanted and fits(value)
    )


def _node_kind(_: Court, wanted: Term, __: Term) -> Wrong:
    kinds = _NODE_KINDS.get(_text(wanted).removeprefix(_SH))
    if kinds is None:
        raise ValueError(f"{wanted} is no kind of node")
    return _each(lambda value: isinstance(value, kinds))


def _min_count(_: Court, wanted: Term, __: Term) -> Wrong:
    least = int(_text(wanted))
    return lambda focus, values: [None] if len(values) < least else []


def _max_count(_: Court, wanted: Term, __: Term) -> Wrong:
    most = int(_text(wanted))
    return lambda focus, values: [None] if len(values) > most else []


def _compared(compare: Callable[[Term, Term], bool]) -> Callable[[Court, Term, Term], Wrong]:
    """Return a demand that each value stands in a relation to a limit."""
    return lambda judge, wanted, shape: _each(lambda value: compare(value, wanted))


def _min_length(_: Court, wanted: Term, __: Term) -> Wrong:
    least = int(_text(wanted))
    return _each(lambda value: (text := _lexical(value)) is not None and len(text) >= least)


def _max_length(_: Court, wanted: Term, __: Term) -> Wrong:
    most = int(_text(wanted))
    return _each(lambda value: (text := _lexical(value)) is not None and len(text) <= most)


def _unique_lang(_: Court, wanted: Term, __: Term) -> Wrong:
    if _text(wanted) != "true":  # the recommendation names this one form
        return lambda focus, values: []

    def wrong(focus: Term, values: Sequence[Term]) -> Iterable[None]:
        del focus
        tags = (value.language for value in values if isinstance(value, ox.Literal))
        return [None for tag, n in Counter(filter(None, tags)).items() if n > 1]

    return wrong


def _has_value(_: Court, wanted: Term, __: Term) -> Wrong:
    return lambda focus, values: [] if wanted in values else [None]


def _class(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    allowed = judge.data.below(wanted)
    objects = judge.data.objects

    def is_instance(value: Term) -> bool:
        return not allowed.isdisjoint(objects(value, _TYPE))

    return _each(is_instance)


def _pattern(judge: Court, wanted: Term, shape: Term) -> Wrong:
    flags = judge.one(shape, "flags")
    found = literals.pattern(_text(wanted), _text(flags) if flags is not None else "").search
    return _each(lambda value: (text := _lexical(value)) is not None and bool(found(text)))


def _language_in(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    ranges = [_text(each).lower() for each in judge.shapes.list_(wanted)]

    def fits(value: Term) -> bool:
        tag = (isinstance(value, ox.Literal) and value.language) or ""
        return any(tag.lower() == each or tag.lower().startswith(f"{each}-") for each in ranges)

    return _each(fits)


def _in(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    allowed = set(judge.shapes.list_(wanted))
    return _each(lambda value: value in allowed)


def _equals(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape

    def wrong(focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        others = judge.data.objects(focus, wanted)
        return dict.fromkeys([*values, *others]).keys() - (set(values) & set(others))

    return wrong


def _disjoint(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    return lambda focus, values: set(values) & set(judge.data.objects(focus, wanted))


def _less(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    return _before(judge, wanted, literals.is_less)


def _less_or_equal(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    return _before(judge, wanted, literals.is_at_most)


def _before(judge: Court, wanted: Term, compare: Callable[[Term, Term], bool]) -> Wrong:
    def wrong(focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        others = judge.data.objects(focus, wanted)
        return [each for each in values for other in others if not compare(each, other)]

    return wrong


def _not(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    return _each(lambda value: not judge.conforms(wanted, value))


def _node(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    return _each(lambda value: judge.conforms(wanted, value))


def _and(judge: Court, wanted: Term, shape: Term) -> Wrong:
    return _counted(judge, wanted, shape, lambda held, all_: held == all_)


def _or(judge: Court, wanted: Term, shape: Term) -> Wrong:
    del shape
    shapes = judge.shapes.list_(wanted)
    return _each(lambda value: any(judge.conforms(each, value) for each in shapes))


def _xone(judge: Court, wanted: Term, shape: Term) -> Wrong:
    return _counted(judge, wanted, shape, lambda held, _: held == 1)


def _counted(judge: Court, wanted: Term, shape: Term, fits: Callable[[int, int], bool]) -> Wrong:
    del shape
    shapes = judge.shapes.list_(wanted)
    return _each(
        lambda value: fits(sum(judge.conforms(each, value) for each in shapes), len(shapes))
    )


def _qualified_min(judge: Court, wanted: Term, shape: Term) -> Wrong:
    least = int(_text(wanted))
    return _qualified(judge, shape, lambda held: held >= least)


def _qualified_max(judge: Court, wanted: Term, shape: Term) -> Wrong:
    most = int(_text(wanted))
    return _qualified(judge, shape, lambda held: held <= most)


def _qualified(judge: Court, shape: Term, fits: Callable[[int], bool]) -> Wrong:
    """Return a demand on how many values conform to the qualified shape, and to no sibling of it.

    It is made by property shapes that have one; elsewhere its numbers mean nothing.
    """
    wanted = judge.one(shape, "qualifiedValueShape")
    if wanted is None or judge.one(shape, "path") is None:
        return lambda focus, values: []
    apart = judge.one(shape, "qualifiedValueShapesDisjoint")
    siblings = _siblings(judge, shape) - {wanted} if apart and _text(apart) == "true" else set()

    def is_held(value: Term) -> bool:
        return judge.conforms(wanted, value) and not any(
            judge.conforms(each, value) for each in siblings
        )

    return lambda focus, values: [] if fits(sum(map(is_held, values))) else [None]


def _siblings(judge: Court, shape: Term) -> set[Term]:
    return {
        value
        for parent in judge.shapes.subjects(sh("property"), shape)
        for each in judge.shapes.objects(parent, sh("property"))
        for value in judge.shapes.objects(each, sh("qualifiedValueShape"))
    }


# Each parameter of SHACL Core and what makes a demand of it.
DEMANDS: Final[dict[str, Callable[[Court, Term, Term], Wrong]]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _compared(lambda value, limit: literals.is_less(limit, value)),
    "minInclusive": _compared(lambda value, limit: literals.is_at_most(limit, value)),
    "maxExclusive": _compared(literals.is_less),
    "maxInclusive": _compared(literals.is_at_most),
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less,
    "lessThanOrEquals": _less_or_equal,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
    "node": _node,
    "qualifiedMinCount": _qualified_min,
    "qualifiedMaxCount": _qualified_max,
    "hasValue": _has_value,
    "in": _in,
}
