"""Near: where an answer stands that a question does not find, one step wider than it was asked.

Before an answer says that nothing is stated, the question is asked without what narrows it, of the
superiors of a body, and as other questions of the same things.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import shorten
from kg.questions import find_question, list_questions
from kg.questions.arguments import Terms, fits, kinds_of
from kg.questions.binding import Term
from kg.questions.question import Question
from kg.questions.rows import Found
from kg.rdf.store import Store

MOST: Final = 5  # commands that are named
_NO_ANSWER: Final = ("mentions",)  # how things are called answers nothing about them
_SUPERIORS: Final = (
    "SELECT DISTINCT ?above {{ {body} org:subOrganizationOf+ ?above }} ORDER BY ?above"
)


class Near(NamedTuple):
    """A question that is one step wider or beside, and what it is asked about."""

    question: Question
    meant: Terms

    @property
    def command(self) -> str:
        """The words that ask it."""
        words = ["kg", "ask", self.question.name]
        for each in self.question.parameters:
            terms = [_word(term) for term in self.meant.get(each.name, ())]
            if each.sort == "param":
                words += terms
            elif terms:
                words += [f"--{each.name}"] if each.sort == "flag" else [f"--{each.name}", *terms]
        return shlex.join(words)


def wider(store: Store, question: Question, meant: Terms) -> Iterator[Near]:
    """Yield a question with less that narrows it, then of the superiors of what it is about."""
    about = {each.name for each in question.arguments} & {*meant}
    for each in question.parameters:
        if each.optional and each.name in meant and each.sort != "flag" and about != {each.name}:
            yield Near(
                question, {name: terms for name, terms in meant.items() if name != each.name}
            )
    for each in question.parameters:
        for term in meant.get(each.name, ()) if "organisation" in each.types else ():
            for (above,) in store.rows(_SUPERIORS.format(body=term)):
                if above:
                    yield Near(question, {**meant, each.name: (ox.NamedNode(above),)})


def beside(store: Store, question: Question, meant: Terms) -> Iterator[Near]:
    """Yield the other questions that can be asked of the same things, claim by claim."""
    things = [term for each in question.arguments for term in meant.get(each.name, ())]
    for name in list_questions() if things else ():
        if name in (question.name, *_NO_ANSWER):
            continue
        other = find_question(name)
        if other.grounds and not other.empty and (given := _given(store, other, things)):
            yield Near(other, given)


def names_all(store: Store, question: Question, meant: Terms, rows: Iterable[Found]) -> bool:
    """Tell whether rows speak of all the bodies that were asked about together.

    Of one alone another question speaks by itself, and a country stands for its bodies.
    """
    things = [term for each in question.arguments for term in meant.get(each.name, ())]
    if len(things) < 2:
        return True
    asked = {shorten(term.value) for term in things if "area" not in kinds_of(store, term.value)}
    cells = (cell for row in rows for cell in row.cells.values())
    named = {cell["id"] for cell in cells if isinstance(cell, Mapping)}
    return asked <= named


def _given(store: Store, question: Question, things: list[Term]) -> Terms:
    """Return the things as what a question needs, in their order; nothing where they do not fit."""
    given: Terms = {}
    left = list(things)
    for each in question.arguments:
        taken = left if each.several else left[:1]
        if taken and all(fits(each, term, store) for term in taken):
            given[each.name], left = tuple(taken), left[len(taken) :]
        elif not each.optional:
            return {}
    return {} if left else given


def _word(term: Term) -> str:
    return shorten(term.value).removeprefix("id:") if isinstance(term, ox.NamedNode) else term.value
