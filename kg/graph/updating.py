"""Updating: a derived graph brought from one state of the files to the next, by difference.

The rules run in their order, each only for the keys that a changed triple can touch
(`kg.graph.dependence`). What a rule had written for these keys is taken away, what it now makes is
put in its place, and only what differs touches later rules. No rule sees too much: what it or a
later one wrote, and it would read, is taken away before it runs, and made again in its turn. So the
outcome is what deriving all anew gives; where that is in doubt, `TooMuch` says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import worker
from kg.files import read_text
from kg.graph import dependence, derivation
from kg.graph.dependence import Key, Plan, Sort, Term, TooMuch, sort_of
from kg.graph.derivation import Stage
from kg.graph.identity import RECORDED
from kg.graph.walking import Changes, Walker
from kg.graph.workspace import Workspace
from kg.names import DERIVED_GRAPH, expand
from kg.rdf.constructs import read_rule
from kg.rdf.patterns import TYPE, Conjunct, Pattern, Unreadable
from kg.rdf.store import HIDDEN, UNION_GRAPH, LocalStore

# Which steps of the derivation write triples of a sort.
Makers = dict[Sort, list[str]]

_GRAPH: Final = ox.NamedNode(DERIVED_GRAPH)
_MANY: Final = 2_000  # keys of one rule
_CONTEXT, _ROLE = ox.NamedNode(expand("pc:context")), ox.NamedNode(expand("pc:role"))
_HELD_BY_ONE: Final = ox.NamedNode(expand("pc:heldByOne"))
_SORTS: Final = "SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH {0} {{ ?s ?p ?o }} }} GROUP BY ?p"
_CLASSES: Final = "SELECT ?o (COUNT(*) AS ?n) WHERE {{ GRAPH {0} {{ ?s a ?o }} }} GROUP BY ?o"


class Notes(NamedTuple):
    """What is to be kept beside a derived graph, so that each triple can be told from others.

    *makers* are the steps that write triples of a sort, the one that writes most of them first.
    *parts* are quads of hidden graphs: all that the others wrote, and of the first one what
    another has written too.
    """

    makers: Makers
    parts: list[ox.Quad]


def take_notes(store: LocalStore, workspace: Workspace) -> Notes:
    """Return the notes of a graph that was derived with its parts apart."""
    counts: dict[Sort, dict[str, int]] = defaultdict(dict)
    for stage in derivation.stages(workspace):
        for sort, number in _sorts(store, derivation.part_graph(stage.name)):
            counts[sort][stage.name] = number
    makers = {sort: sorted(of, key=lambda name: -of[name]) for sort, of in counts.items()}
    parts = []
    for (predicate, of_class), (first, *others) in makers.items():
        end = ox.NamedNode(of_class) if of_class else None
        main = derivation.part_graph(first)
        for name in others:
            part = derivation.part_graph(name)
            for quad in store.find(None, ox.NamedNode(predicate), end, part):
                parts.append(quad)
                if _has(store, quad.triple, main):
                    parts.append(_quad(quad.triple, main))
    return Notes(makers, parts)


def _sorts(store: LocalStore, graph: ox.NamedNode) -> Iterator[tuple[Sort, int]]:
    for name, number in store.hidden_rows(_SORTS.format(graph)):
        if name != TYPE.value:
            yield (str(name), ""), int(number or 0)
    for name, number in store.hidden_rows(_CLASSES.format(graph)):
        yield (TYPE.value, str(name)), int(number or 0)


def update(
    store: LocalStore,
    workspace: Workspace,
    makers: Makers,
    *,
    come: Iterable[ox.Quad],
    gone: Iterable[ox.Quad],
) -> None:
    """Change what is asserted in a derived graph, and with it what follows; *makers* is kept up.

    Raises TooMuch, with the store half changed, where all is to be derived anew.
    """
    _Update(store, workspace, makers).run(list(come), list(gone))


class _View:
    """What holds in a store, and what held before the change."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store
        self._by_subject: dict[Term, set[ox.Triple]] = defaultdict(set)
        self._by_object: dict[Term, set[ox.Triple]] = defaultdict(set)

    def lose(self, triple: ox.Triple) -> None:
        self._by_subject[triple.subject].add(triple)
        self._by_object[triple.object].add(triple)

    def triples(
        self, subject: Term | None, predicate: ox.NamedNode | None, end: Term | None
    ) -> Iterator[ox.Triple]:
        if not isinstance(subject, ox.Literal | ox.Triple):
            for quad in self._store.find(subject, predicate, end):
                yield quad.triple
        near = self._by_subject if subject is not None else self._by_object
        anchor = subject if subject is not None else end
        for triple in near.get(anchor, ()) if anchor is not None else ():
            if (predicate is None or triple.predicate == predicate) and (
                end is None or triple.object == end
            ):
                yield triple


class _Step:
    """A step of the derivation, planned only where a change may touch it."""

    def __init__(self, stage: Stage, text: str) -> None:
        self.stage = stage
        try:
            self.rule = read_rule(text)
        except Unreadable as error:
            raise TooMuch from error
        self._patterns = {each for way in self.rule.ways for each in _patterns(way)}

    @cached_property
    def plan(self) -> Plan:
        plan = dependence.plan(self.rule)
        if plan is None:
            raise TooMuch
        return plan

    def may_read(self, changes: Changes) -> bool:
        values = self.rule.values
        return any(next(changes.fitting(each, values), None) for each in self._patterns)


def _patterns(way: Conjunct) -> Iterator[Pattern]:
    yield from way.patterns
    for part in way.parts:
        yield from _patterns(part)


class _Update:
    def __init__(self, store: LocalStore, workspace: Workspace, makers: Makers) -> None:
        self.store = store
        self.makers = makers
        self.view = _View(store)
        self.walker = Walker(self.view)
        self.changes = Changes()
        self.steps = [self._step(each, workspace) for each in derivation.stages(workspace)]
        self.order = {each.stage.name: number for number, each in enumerate(self.steps)}
        self.waiting: dict[str, set[Key]] = defaultdict(set)  # keys whose triples are taken away
        self.taken: dict[str, set[ox.Triple]] = defaultdict(set)

    def _step(self, stage: Stage, workspace: Workspace) -> _Step:
        if stage.file is None:
            return _Step(stage, derivation.BOUNDS_RULE)
        return _Step(stage, read_text(stage.file, name=workspace.name(stage.file)))

    def _made(self, step: _Step, keys: set[Key]) -> list[ox.Triple]:
        """Return what a step makes for some keys."""
        file = step.stage.file
        if file is None:
            named = [each for each in keys if isinstance(each, ox.NamedNode)]
            return derivation.claim_bounds(self.store, only=named)
        with worker.watch(partial(derivation.late, self.store, step.stage.name)):
            results = self.store.query(self.walker.narrowed(step.plan, keys))
            if not isinstance(results, ox.QueryTriples):
                raise TooMuch
            return list(results)

    # ---- the run ---------------------------------------------------------------------------------

    def run(self, come: list[ox.Quad], gone: list[ox.Quad]) -> None:
        self.store.add(come)
        self.store.remove(gone)
        for quad in gone:
            self._forget(quad.triple)
        self.changes.add(each.triple for each in (*come, *gone))
        for step in self.steps:
            name = step.stage.name
            keys = set(self.waiting[name])
            if step.may_read(self.changes):
                keys |= self.walker.touched(step.plan, self.changes)
            if not keys:
                continue
            self._clear(step, keys)
            made = set(self._made(step, keys))
            before = self.taken[name]
            for triple in made:
                self._put(name, triple)
            self.changes.add(made ^ before)

    def _clear(self, step: _Step, keys: set[Key]) -> None:
        """Take away what the rule wrote for *keys*, which grow, and what it may not see yet."""
        done: set[Key] = set()
        while keys - done:
            done |= keys
            if step.stage.file is None:
                keys |= self._office_holders(keys)
            self._take(step.stage.name, keys)
            for triple in self._too_early(step, keys):
                for name in self._owners(triple):
                    if self.order[name] >= self.order[step.stage.name]:
                        of_it = set(self.walker.keys_of(self.steps[self.order[name]].plan, triple))
                        self._take(name, of_it)
                        if name == step.stage.name:
                            keys |= of_it
                        else:
                            self.waiting[name] |= of_it
            if len(keys) > _MANY:
                raise TooMuch

    def _too_early(self, step: _Step, keys: set[Key]) -> list[ox.Triple]:
        """Return the derived triples that a rule reads for *keys* and that come after it."""
        here = self.order[step.stage.name]
        late = [
            sort
            for sort, names in self.makers.items()
            if any(self.order.get(name, here) >= here for name in names)
        ]
        values = step.plan.rule.values
        if any(dependence.reads(each, sort, values) for each in step.plan.loose for sort in late):
            raise TooMuch
        return [
            triple
            for reading in step.plan.readings
            if any(dependence.reads(reading.pattern, sort, values) for sort in late)
            for triple in self.walker.read_by(reading, keys)
            if self._owners(triple)
        ]

    def _take(self, name: str, keys: set[Key]) -> None:
        """Take away all that a rule wrote for *keys*, which grow by those that wrote it too."""
        plan = self.steps[self.order[name]].plan
        waiting, seen = set(keys), set(keys)
        while waiting:
            more: set[Key] = set()
            for triple in list(self.walker.written_for(plan, waiting)):
                if name in self._owners(triple):
                    self._drop(name, triple)
                    more.update(self.walker.keys_of(plan, triple))
            waiting = more - seen
            seen |= waiting
        keys |= seen

    def _office_holders(self, keys: set[Key]) -> set[Key]:
        """Return the claims about the offices that one body holds and that *keys* are about."""
        found: set[Key] = set()
        for claim in keys:
            for role in self.walker.ends(claim, _ROLE):
                if not self.walker.ends(role, _HELD_BY_ONE):
                    continue
                for context in self.walker.ends(claim, _CONTEXT):
                    found |= {
                        other
                        for other in self.walker.starts(context, _CONTEXT)
                        if isinstance(other, ox.NamedNode)
                        and role in self.walker.ends(other, _ROLE)
                    }
        return found

    # ---- triples and who made them ---------------------------------------------------------------

    def _owners(self, triple: ox.Triple) -> list[str]:
        return owners(self.store, self.makers, triple)

    def _drop(self, name: str, triple: ox.Triple) -> None:
        self.taken[name].add(triple)
        left = [each for each in self._owners(triple) if each != name]
        self.store.remove([_quad(triple, derivation.part_graph(name))])
        first = self.makers[sort_of(triple)][0]
        if left == [first]:
            self.store.remove([_quad(triple, derivation.part_graph(first))])
        if not left:
            self.store.remove([_quad(triple, _GRAPH)])
            self._forget(triple)

    def _put(self, name: str, triple: ox.Triple) -> None:
        if triple.predicate == RECORDED:
            raise TooMuch  # it would look like what `understand` notes
        owners = self._owners(triple)
        makers = self.makers.setdefault(sort_of(triple), [])
        if name not in makers:
            makers.append(name)
        apart = {name, *owners}
        if len(apart) == 1:
            apart.discard(makers[0])
        parts = [_quad(triple, derivation.part_graph(each)) for each in apart]
        self.store.add(parts, union=False)
        self.store.add([_quad(triple, _GRAPH)])

    def _forget(self, triple: ox.Triple) -> None:
        """Take a triple out of the union, unless it is said or follows in another way."""
        subject, predicate, end = triple
        if isinstance(subject, ox.Triple):
            raise TooMuch
        for quad in self.store.find(subject, predicate, end, None):
            name = str(quad.graph_name)
            if quad.graph_name != UNION_GRAPH and not name.startswith(f"<{HIDDEN}"):
                return
        self.store.remove([_quad(triple, UNION_GRAPH)])
        self.view.lose(triple)


def owners(store: LocalStore, makers: Makers, triple: ox.Triple) -> list[str]:
    """Return the steps of the derivation that have made a triple; none where it is only said."""
    first, *others = makers.get(sort_of(triple), [""])
    found = [name for name in others if _has(store, triple, derivation.part_graph(name))]
    in_first = _GRAPH if not found else derivation.part_graph(first)
    return [first, *found] if first and _has(store, triple, in_first) else found


def _has(store: LocalStore, triple: ox.Triple, graph: ox.NamedNode) -> bool:
    subject, predicate, end = triple
    if isinstance(subject, ox.Triple):
        raise TooMuch
    return next(store.find(subject, predicate, end, graph), None) is not None


def _quad(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
