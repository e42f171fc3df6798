"""SHACL Core, judged in plain Python: shapes become functions over an index of the data.

Part 1 of the recommendation (https://www.w3.org/TR/shacl/): all its targets, paths and constraint
components. An engine of its own for an index that is there anyway takes a tenth of the time and
memory of a general one, needs no compiled wheel, and can judge a few things alone. What it says is
held against two other engines in the tests. A shape that leads back to itself holds for a thing
that is being judged by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.checks.demands import DEMANDS, Wrong, sh
from kg.names import PREFIXES, expand
from kg.rdf.index import FIRST, Index, Term, reached

# What leads from a thing to others.
Path = Callable[[Term], Sequence[Term]]

_SH: Final = PREFIXES["sh"]
_TYPE: Final = ox.NamedNode(expand("rdf:type"))
_CLASSES: Final = (ox.NamedNode(expand("rdfs:Class")),)


class Result(NamedTuple):
    """What does not conform: the thing, by which shape and demand of it, and the value at fault.

    *severity* and *component* are names of SHACL without their namespace; *path* is the term that
    leads to the value, None where the thing itself is judged.
    """

    focus: Term
    shape: Term
    severity: str
    component: str
    value: Term | None
    path: Term | None


class _Constraint(NamedTuple):
    component: str
    wrong: Wrong
    own_path: bool = False  # whether the value comes with the predicate that leads to it


class _Shape(NamedTuple):
    name: Term
    path: Term | None
    follow: Path
    severity: str
    constraints: list[_Constraint]
    closed: Callable[[Term], Iterator[tuple[Term, Term]]] | None
    properties: list[Term]


class Judge:
    """Shapes made ready for an index of data. Raises ValueError where a shape is malformed."""

    def __init__(self, shapes: Iterable[ox.Triple], data: Index) -> None:
        self.shapes = Index(shapes)
        self.data = data
        self._made: dict[Term, _Shape] = {}
        self._judging: set[tuple[Term, Term]] = set()
        for shape in self.shapes.all_with(*map(sh, (*DEMANDS, "path", "property", "closed"))):
            self._make(shape)

    def results(self, only: Collection[Term] | None = None) -> Iterator[Result]:
        """Return what does not conform among all things, or among *only* some of them."""
        for shape in self._with_targets():
            made = self._make(shape)
            for focus in dict.fromkeys(self._targets(shape)):
                if only is None or focus in only:
                    yield from self._judge(made, focus)

    def _judge(self, shape: _Shape, focus: Term) -> Iterator[Result]:
        if self._is_off(shape.name):
            return
        values = shape.follow(focus)
        for component, wrong, _ in shape.constraints:
            for value in wrong(focus, values):
                yield Result(focus, shape.name, shape.severity, component, value, shape.path)
        if shape.closed:
            for each in values:
                for predicate, value in shape.closed(each):
                    yield Result(
                        focus,
                        shape.name,
                        shape.severity,
                        "ClosedConstraintComponent",
                        value,
                        predicate,
                    )
        for name in shape.properties:
            made = self._make(name)
            for each in values:
                yield from self._judge(made, each)

    def conforms(self, shape: Term, thing: Term) -> bool:
        """Tell whether a thing conforms to a shape."""
        if (shape, thing) in self._judging:
            return True
        self._judging.add((shape, thing))
        try:
            return next(self._judge(self._make(shape), thing), None) is None
        finally:
            self._judging.discard((shape, thing))

    # ---- targets ---------------------------------------------------------------------------------

    def _with_targets(self) -> list[Term]:
        names = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        found = [shape for name in names for shape in self.shapes.all_with(sh(name))]
        kinds = (sh("NodeShape"), sh("PropertyShape"))
        found += [
            shape
            for shape in self.shapes.all_with(_TYPE)
            if any(each in self.shapes.objects(shape, _TYPE) for each in _CLASSES)
            and any(each in self.shapes.objects(shape, _TYPE) for each in kinds)
        ]
        return list(dict.fromkeys(found))

    def _targets(self, shape: Term) -> Iterator[Term]:
        all_of = self.shapes.objects
        classes = list(all_of(shape, sh("targetClass")))
        if any(each in all_of(shape, _TYPE) for each in _CLASSES):
            classes.append(shape)
        for each in classes:
            for below in self.data.below(each):
                yield from self.data.subjects(_TYPE, below)
        yield from all_of(shape, sh("targetNode"))
        for predicate in all_of(shape, sh("targetSubjectsOf")):
            yield from self.data.all_with(predicate)
        for predicate in all_of(shape, sh("targetObjectsOf")):
            for subject in self.data.all_with(predicate):
                yield from self.data.objects(subject, predicate)

    # ---- shapes as functions ---------------------------------------------------------------------

    def _is_off(self, shape: Term) -> bool:
        value = self.one(shape, "deactivated")
        return isinstance(value, ox.Literal) and value.value in {"true", "1"}

    def one(self, shape: Term, name: str) -> Term | None:
        """Return the value of a parameter of a shape, by its name in SHACL."""
        values = self.shapes.objects(shape, sh(name))
        return values[0] if values else None

    def _make(self, shape: Term) -> _Shape:
        if shape not in self._made:
            path = self.one(shape, "path")
            severity = self.one(shape, "severity")
            own_severity = severity.value if isinstance(severity, ox.NamedNode) else "Violation"
            self._made[shape] = _Shape(
                shape,
                path,
                self._path(path) if path is not None else lambda thing: (thing,),
                own_severity.removeprefix(_SH),
                list(self._constraints(shape)),
                self._closed(shape),
                list(self.shapes.objects(shape, sh("property"))),
            )
        return self._made[shape]

    def _path(self, path: Term) -> Path:
        """Return what a path of SHACL leads to from a thing, each once."""
        if isinstance(path, ox.NamedNode):
            return lambda thing: self.data.objects(thing, path)
        of = self.shapes.about(path)
        if FIRST in of:
            return _sequence([self._path(each) for each in self.shapes.list_(path)])
        for name, make in (
            ("alternativePath", self._alternative),
            ("inversePath", self._inverse),
            ("zeroOrMorePath", lambda inner: self._repeated(inner, least=0)),
            ("oneOrMorePath", lambda inner: self._repeated(inner, least=1)),
            ("zeroOrOnePath", self._optional),
        ):
            if sh(name) in of:
                return make(next(iter(of[sh(name)])))
        raise ValueError(f"{path} is no path")

    def _alternative(self, ways: Term) -> Path:
        paths = [self._path(each) for each in self.shapes.list_(ways)]
        return lambda thing: list(dict.fromkeys(end for path in paths for end in path(thing)))

    def _inverse(self, inner: Term) -> Path:
        if not isinstance(inner, ox.NamedNode):
            raise ValueError(f"{inner} is no property to be followed backwards")
        return lambda thing: self.data.subjects(inner, thing)

    def _repeated(self, inner: Term, *, least: int) -> Path:
        step = self._path(inner)
        return lambda thing: reached([thing] if least == 0 else step(thing), step)

    def _optional(self, inner: Term) -> Path:
        step = self._path(inner)
        return lambda thing: list(dict.fromkeys([thing, *step(thing)]))

    def _closed(self, shape: Term) -> Callable[[Term], Iterator[tuple[Term, Term]]] | None:
        value = self.one(shape, "closed")
        if not isinstance(value, ox.Literal) or value.value not in {"true", "1"}:
            return None
        ignored = self.one(shape, "ignoredProperties")
        allowed = set(self.shapes.list_(ignored)) if ignored is not None else set()
        for each in self.shapes.objects(shape, sh("property")):
            allowed |= set(self.shapes.objects(each, sh("path")))

        def surplus(thing: Term) -> Iterator[tuple[Term, Term]]:
            for predicate, objects in self.data.about(thing).items():
                if predicate not in allowed:
                    yield from ((predicate, each) for each in objects)

        return surplus

    def _constraints(self, shape: Term) -> Iterator[_Constraint]:
        of = self.shapes.about(shape)
        for name, make in DEMANDS.items():
            for wanted in of.get(sh(name), ()):
                yield _Constraint(_component(name), make(self, wanted, shape))


def _component(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"


def _sequence(paths: list[Path]) -> Path:
    def follow(thing: Term) -> Sequence[Term]:
        ends: Sequence[Term] = (thing,)
        for path in paths:
            ends = list(dict.fromkeys(end for each in ends for end in path(each)))
        return ends

    return follow
