"""A question for ways, from the names that people give to the sentences that they get.

Only what held at the date asked about is walked on, and nothing that is to be avoided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from typing import Final, NamedTuple

from kg.errors import NotFound, UsageError
from kg.names import shorten
from kg.network.network import Node, Relation, read_network
from kg.network.paths import Route, find_paths
from kg.network.projection import narrow
from kg.network.routing import Question
from kg.network.strength import Ladder, read_ladder
from kg.network.wording import say_relation
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.text.words import Vocabulary, read_words


class Wish(NamedTuple):
    """How many ways are wanted, and what they avoid, pass, and may have at most; when they held."""

    number: int = 3
    avoid: tuple[str, ...] = ()
    via: str | None = None
    most: int | None = None
    as_of: str | None = None


NO_WISH: Final = Wish()


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
        from difflib import get_close_matches

        close = get_close_matches(word, sorted(kinds), n=1, cutoff=0.7)
        if not close:
            raise
        raise NotFound(f"{word!r} is no kind and no thing. Did you mean {close[0]}?") from error


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
