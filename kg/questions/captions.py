"""Captions: what stands above an answer and below it, in words.

Above is what was asked; below, how the rows are to be read, what it means that there are none, and
where more can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.claims.coverage import count_sources, read_coverage, say_silence
from kg.claims.reading import read_labels
from kg.claims.wording import say_point
from kg.names import shorten
from kg.questions import Parameter, Question
from kg.questions.arguments import Terms
from kg.questions.question import Point
from kg.rdf.store import Store
from kg.text.words import LANGUAGES, fill, read_words


def write_title(store: Store, question: Question, meant: Terms, point: Point) -> str:
    """Return the title with names filled in; a part in [ ] stands only where all of it is given."""
    at = LANGUAGES.index(point.lang)
    words = read_words("questions/answers")
    terms = [term.value for several in meant.values() for term in several]
    labels = read_labels(store, {each for each in terms if each.startswith("http")}, point.lang)
    names = {
        name.replace("-", "_"): words["and"][at].join(
            _said(term, labels, point.lang) for term in several
        )
        for name, several in meant.items()
    }
    # Names come in last, so that brackets inside them stay as they are.
    kept = re.sub(r"\[([^\[\]]*+)\]", lambda part: _if_given(part[1], names), question.title[at])
    said = [fill(kept, names)]
    if point.document:
        said.append(fill(words["only-in"][at], {"document": point.document}))
    if point.as_of:
        said.append(fill(words["as-of"][at], {"date": say_point(point.as_of, point.lang)}))
    for name, date in (("begun-since", point.since), ("begun-until", point.until)):
        if date:
            said.append(fill(words[name][at], {"date": say_point(date, point.lang, genitive=True)}))
    return ", ".join(said)


def _if_given(part: str, names: Mapping[str, str]) -> str:
    return part if set(re.findall(r"\{([^{}]*)\}", part)) <= names.keys() else ""


def _said(term: ox.NamedNode | ox.Literal, labels: Mapping[str, str], lang: str) -> str:
    if isinstance(term, ox.NamedNode):
        return labels.get(term.value, shorten(term.value))
    word = read_words("questions/answers").get(f"word-{term.value}")
    return word[LANGUAGES.index(lang)] if word else say_point(term.value, lang)


def say_nothing(store: Store, question: Question, lang: str) -> list[str]:
    """Return what it means that there is no row."""
    if question.empty:
        return [question.empty[LANGUAGES.index(lang)]]
    return say_silence(read_coverage(store), lang)


def write_note(store: Store, question: Question, lang: str) -> str | None:
    """Return how the rows are to be read, with the number of the sources looked at."""
    if question.note is None:
        return None
    values = {"sources": str(count_sources(store))}
    return fill(question.note[LANGUAGES.index(lang)], values)


def say_misnamed(misnamed: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Return in sentences which words were known wrong names, and of what (short forms)."""
    pattern = read_words("questions/answers")["misnamed"][LANGUAGES.index(lang)]
    return [fill(pattern, {"name": name, "thing": thing}) for name, thing in misnamed]


def say_left_out(left_out: Mapping[str, int], lang: str) -> list[str]:
    """Return in sentences how many rows a point of view leaves out, and what shows them."""
    at, words = LANGUAGES.index(lang), read_words("questions/answers")
    return [fill(words[key][at], {"n": str(number)}) for key, number in left_out.items()]


def say_wider(wider: Mapping[Parameter, int], lang: str) -> list[str]:
    """Return in sentences what the flags of a question would add."""
    at, words = LANGUAGES.index(lang), read_words("questions/answers")
    return [
        fill(words["wider"][at], {"flag": each.name, "n": str(more), "what": each.meaning[at]})
        for each, more in wider.items()
    ]


def say_elsewhere(found: Iterable[tuple[str, int]], lang: str) -> list[str]:
    """Return in sentences which commands show what stands near an answer that has no row."""
    pattern = read_words("questions/answers")["near"][LANGUAGES.index(lang)]
    return [fill(pattern, {"command": command, "n": str(number)}) for command, number in found]
