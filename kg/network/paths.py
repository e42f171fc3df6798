"""How one thing is linked to another: the shortest and the strongest ways, step by step.

A step joins two things by all relations between them, whichever way these point. A way costs what
the strongest relation of each step costs on the ladder of strength, and for each thing that it
passes the common logarithm of the number of things joined to that: ten members of a network cost
one rung, a hundred two. So a link through a hub, which says little, is a long road.
The toll follows G. L. Ciampaglia et al., "Computational Fact Checking from Knowledge Networks",
PLoS ONE 10 (2015), e0128193.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.claims.claims import doubt
from kg.errors import NotFound, UsageError
from kg.names import shorten
from kg.network.network import Network, Node, Relation, read_network
from kg.network.projection import narrow
from kg.network.routing import Question, cost, route
from kg.network.strength import RUNG, Ladder, read_ladder
from kg.network.wording import say_relation
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.text.words import Vocabulary, did_you_mean, read_words

if TYPE_CHECKING:
    import networkx

# What comes first counts so much more than what comes next that sums of whole numbers compare like
# (steps, price, doubts) or (price, steps, doubts), as long as a way has fewer than 300 steps.
_FIRST: Final = 1_000_000_000_000
_SECOND: Final = 1_000_000
_THIRD: Final = 1_000


Edge = frozenset[str]


class Step(NamedTuple):
    """Two things and every relation between them, the strongest first, each with its sentence."""

    a: str
    b: str
    relations: tuple[Relation, ...]
    sentences: tuple[str, ...]


class Route(NamedTuple):
    """A way from one thing to another; *cost* is in rungs of the ladder.

    *shortest* and *strongest* tell whether no other way has fewer steps, or costs less.
    """

    steps: tuple[Step, ...]
    cost: float
    shortest: bool
    strongest: bool

    @property
    def things(self) -> tuple[str, ...]:
        """The identifiers of the things on the way, both ends included."""
        return (self.steps[0].a, *(step.b for step in self.steps))

    def __str__(self) -> str:
        """Return the sentences of each step, numbered."""
        return "\n".join(f"{n}. {' '.join(step.sentences)}" for n, step in enumerate(self.steps, 1))


class _Chart(NamedTuple):
    """The network as a graph; of each edge relations, price and doubt, of each node the toll."""

    graph: networkx.Graph[str]
    relations: Mapping[Edge, list[Relation]]
    prices: Mapping[Edge, int]
    doubts: Mapping[Edge, int]
    tolls: Mapping[str, int]

    def price(self, a: str, b: str) -> int:
        """Return twice the price of a step, with half of the tolls of its two ends."""
        return 2 * self.prices[frozenset((a, b))] + self.tolls[a] + self.tolls[b]

    def strong(self, a: str, b: str) -> int:
        """Return the weight of a step where the price counts first."""
        return self.price(a, b) * _SECOND + _THIRD + self.doubts[frozenset((a, b))]

    def short(self, a: str, b: str) -> int:
        """Return the weight of a step where the number of steps counts first."""
        return _FIRST + self.price(a, b) * _THIRD + self.doubts[frozenset((a, b))]


class Wish(NamedTuple):
    """How many ways are wanted, and what they avoid, pass, and may have at most; when they held."""

    number: int = 3
    avoid: tuple[str, ...] = ()
    via: str | None = None
    most: int | None = None
    as_of: str | None = None


class Trace(NamedTuple):
    """The answer to a question for ways, with what was looked at."""

    question: Question
    wish: Wish
    paths: tuple[Route, ...]
    nodes: Mapping[str, Node]
    ladder: Ladder
    things: int
    relations: int
    documents: int


def find_paths(
    network: Network,
    ladder: Ladder,
    question: Question,
    *,
    number: int = 3,
    say: Callable[[Relation], str] = lambda each: each.id,
) -> list[Route]:
    """Return up to *number* shortest and as many strongest ways, the strongest first.

    Of two ways that cost the same the shorter comes first, then the one that rests on surer claims.
    The same ways come back in reverse when the two ends are exchanged. *say* makes the sentences.
    Raises KgError where the search has to be given up.
    """
    start, end = question.start, question.end
    chart = _chart(network, ladder, ends={start, end})
    onward = question._replace(start=min(start, end), end=max(start, end))
    ways: dict[tuple[str, ...], None] = {}
    for weight in (chart.strong, chart.short):
        ways |= dict.fromkeys(map(tuple, islice(route(chart.graph, onward, weight), number)))
    ordered = sorted(ways, key=lambda way: (cost(way, chart.strong), way))
    return [
        Route(
            tuple(_steps(way if way[0] == start else way[::-1], chart, say)),
            cost(way, chart.price) / (2 * RUNG),
            len(way) == min(map(len, ways)),
            cost(way, chart.price) == cost(ordered[0], chart.price),
        )
        for way in ordered
    ]


def _chart(network: Network, ladder: Ladder, *, ends: set[str]) -> _Chart:
    """Return the map of a network, with what each way between two things costs."""
    import networkx as nx

    relations: dict[Edge, list[Relation]] = {}
    for each in network.relations:
        relations.setdefault(frozenset((each.a, each.b)), []).append(each)
    for several in relations.values():
        several.sort(key=lambda each: (ladder.price(each), doubt(each.claim.status), each.id))
    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from(sorted(map(sorted, relations)))
    best = {pair: several[0] for pair, several in relations.items()}
    return _Chart(
        graph,
        relations,
        {pair: ladder.price(each) for pair, each in best.items()},
        {pair: doubt(each.claim.status) for pair, each in best.items()},
        {node: 0 if node in ends else _toll(graph.degree[node]) for node in graph},
    )


def _toll(degree: int) -> int:
    """Return what passing a thing costs, in the unit of prices."""
    return round(RUNG * math.log10(degree)) if degree else 0


def _steps(way: Sequence[str], chart: _Chart, say: Callable[[Relation], str]) -> Iterator[Step]:
    for a, b in pairwise(way):
        relations = tuple(chart.relations[frozenset((a, b))])
        yield Step(a, b, relations, tuple(map(say, relations)))


NO_WISH: Final = Wish()


def trace(
    store: Store,
    ends: tuple[str, str],
    wish: Wish = NO_WISH,
    *,
    lang: str = "en",
    look_up: Callable[[Store, str], str] = look_up,
) -> Trace:
    """Return the shortest and as many strongest ways between two things, with sentences.

    Things are given as *look_up* takes them. Raises NotFound where one is not known, or has no
    place in the network; UsageError where two are the same, or an end is to be avoided; ValueError
    where the date is none; KgError where a search has to be given up.
    """
    network, ladder, words = read_network(store), read_ladder(store), read_words()
    nodes = {node.id: node for node in network.nodes}

    known = nodes.keys() | {each.id for each in network.relations}

    def find(name: str) -> str:
        return _found(shorten(look_up(store, name)), known)

    start, end = map(find, ends)
    question = Question(start, end, find(wish.via) if wish.via else None, wish.most)
    avoid = avoiding(wish.avoid, ladder, words, find)
    _check(question, nodes, avoid)
    looked_at = narrow(network, as_of=wish.as_of, avoid=avoid)

    def say(each: Relation) -> str:
        return say_relation(each, nodes, words, lang)

    paths = find_paths(looked_at, ladder, question, number=wish.number, say=say)
    sources = {place.source for each in looked_at.relations for place in each.claim.evidence}
    counts = len(looked_at.nodes), len(looked_at.relations), len(sources)
    return Trace(question, wish, tuple(paths), nodes, ladder, *counts)


def avoiding(
    words: Collection[str], ladder: Ladder, vocabulary: Vocabulary, look_up: Callable[[str], str]
) -> Callable[[Node | Relation], bool]:
    """Return a test for what is to be avoided.

    Each word is a rung of the ladder, a kind of relation (`agreement`, `event` …), a kind of thing
    (`area`, `international` …), or else a thing, which *look_up* finds or refuses.
    """
    kinds = {key.partition("-")[2] for key in vocabulary if key.startswith(("family-", "group-"))}
    kinds |= {rung.partition(":")[2] for rung in ladder.rungs}
    chosen = {word for word in words if word in kinds}
    things = {_thing(word, kinds, look_up) for word in words if word not in kinds}

    def is_avoided(each: Node | Relation) -> bool:
        if isinstance(each, Node):
            return each.id in things or each.group in chosen
        rung = ladder.rung(each)
        ranked = rung is not None and rung.id.partition(":")[2] in chosen
        return each.id in things or each.family in chosen or ranked

    return is_avoided


def _thing(word: str, kinds: Iterable[str], look_up: Callable[[str], str]) -> str:
    try:
        return look_up(word)
    except NotFound as error:
        step = did_you_mean(word, kinds, cutoff=0.7).en
        if not step:
            raise
        raise NotFound(f"{word!r} is no kind and no thing. {step}") from error


def _found(thing: str, known: Container[str]) -> str:
    if thing in known:
        return thing
    raise NotFound(
        f"{thing} has no place in the network. Give a body, project, programme, event or area; for"
        " an agreement, one of its parties."
    )


def _check(
    question: Question, nodes: Mapping[str, Node], avoid: Callable[[Node | Relation], bool]
) -> None:
    """Raise UsageError where a question cannot be meant: same ends, or an end to be avoided."""
    places = [nodes.get(each) for each in question[:3] if each]
    if len(set(places)) < len(places) or None in places:
        raise UsageError("the ends of a way, and what it passes, have to be different things.")
    blocked = next((each for each in places if each and avoid(each)), None)
    if blocked:
        raise UsageError(f"{blocked.id} is to be avoided, but the way has to touch it.")
