"""Answers: what a question finds, each row with how sure it is, since when, and where it is read.

A question is a SPARQL query (`kg.questions`). Here its rows become rows for people and programs:
things with their names in the language asked for, and in place of the claims that a row rests on
what these carry. Withdrawn claims never answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf, sparql
from kg.arguments import Terms, Words, fill_in, understand
from kg.claims import Claim, both
from kg.coverage import read_coverage, say_silence
from kg.errors import SourceError, UsageError
from kg.grounds import read_grounds, read_labels
from kg.lookup import look_up
from kg.names import PREFIXES, shorten
from kg.provenance import Provenance, provenance
from kg.questions import Column, Parameter, Question
from kg.questions.binding import bind
from kg.replies import Answer, Cell, Row
from kg.store import Store
from kg.wording import LANGUAGES, fill, read_words, say_point, say_when

CERTAINTY: Final = "certainty"
# What a row about a relation carries behind its own columns.
CARRIED: Final = (*Provenance._fields[:4], "named_by", *Provenance._fields[4:], "note")
_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = {_XSD + name for name in ("integer", "decimal", "double", "float")}


class Point(NamedTuple):
    """From where an answer is given: its language, a date, one document alone (or all)."""

    lang: str = "en"
    as_of: str | None = None
    document: str | None = None


_ANYWHERE: Final = Point()
_YES: Final = ox.Literal(True)


class _Found(NamedTuple):
    """A row of the query: its cells, and what it rests on."""

    cells: Row
    ground: Claim | None


def answer(store: Store, question: Question, given: Words, point: Point = _ANYWHERE) -> Answer:
    """Return what *store* knows about a question, rows in the order of its query.

    Raises NotFound and UsageError where the words *given* do not fit (`kg.arguments`), SourceError
    where the query of the question is wrong.
    """
    _require_sense(question, point)
    meant = understand(question, given, store)
    if point.document:
        point = point._replace(document=_document(store, point.document))
    query = bind(question.query, fill_in(question, meant, store, point.lang))
    found = _find(store, question, query, point)
    held = _holding(found, point)
    wider = _wider(store, question, meant, point, len(held))
    remarks = [
        *(_silence(store, question, point.lang) if not held else ()),
        *_say_more(len(found) - len(held), wider, point.lang),
    ]
    return Answer(
        question.name,
        _title(store, question, meant, point),
        _columns(question, point),
        tuple(_row(each, point) for each in held),
        tuple(
            say_when(each.ground, read_words(), point.lang) if each.ground else "" for each in held
        ),
        query,
        {place.id: place for each in held if each.ground for place in each.ground.evidence},
        tuple(remarks),
        point.lang,
    )


def write_query(store: Store, question: Question, given: Words, point: Point = _ANYWHERE) -> str:
    """Return the query that `answer` asks, as SPARQL with its title as a comment."""
    meant = understand(question, given, store)
    query = bind(question.query, fill_in(question, meant, store, point.lang))
    return f"# {_title(store, question, meant, Point(point.lang))}\n{query.lstrip()}"


def _require_sense(question: Question, point: Point) -> None:
    if (point.as_of or point.document) and not question.grounds:
        asked = "a date" if point.as_of else "a document"
        raise UsageError(f"{question.name} rests on no single claim and knows no {asked}.")
    if point.as_of:
        try:
            edtf.days(point.as_of)
        except ValueError as error:
            raise UsageError(f"as of: {error}.") from error


def _document(store: Store, words: str) -> str:
    """Return the short form of a document. Raises UsageError where the words mean another thing."""
    found = shorten(look_up(store, words))
    if not found.startswith("src:"):
        raise UsageError(f"{found} is no document. `kg ask coverage` lists the documents.")
    return found


def _find(store: Store, question: Question, query: str, point: Point) -> list[_Found]:
    """Return the rows of a query that rest on no withdrawn claim and on the document asked for."""
    wanted = [*(column.name for column in question.columns), *question.grounds]
    try:
        results = store.query(query)
    except SyntaxError as error:
        wrong = sparql.explain(error, query)
        line = (wrong.line or 1) + question.line
        raise SourceError(
            wrong.message, file=question.file, line=line, column=wrong.column
        ) from error
    assert isinstance(results, ox.QuerySolutions)  # the header was checked
    rows = [{name: row[name] for name in wanted} for row in results]
    labels = read_labels(
        store, _things(rows, [column.name for column in question.columns]), point.lang
    )
    grounds = read_grounds(store, _things(rows, question.grounds), point.lang)
    found = []
    for row in rows:
        cells = {column.name: _cell(row[column.name], labels) for column in question.columns}
        rests = [grounds[term.value] for name in question.grounds if (term := row[name])]
        if all(each.status != "withdrawn" for each in rests) and _is_from(rests, point.document):
            found.append(_Found(cells, _joined(rests)))
    return found


def _things(rows: Iterable[Mapping[str, object]], names: Sequence[str]) -> set[str]:
    return {
        term.value for row in rows for name in names if isinstance(term := row[name], ox.NamedNode)
    }


def _cell(term: object, labels: Mapping[str, str]) -> Cell:
    """Return a term as a plain value; a thing with its name."""
    if isinstance(term, ox.NamedNode):
        short = shorten(term.value)
        return {"id": short, "label": labels.get(term.value, short)}
    if not isinstance(term, ox.Literal):
        return None
    if term.datatype.value in _NUMBERS:
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else float(number)
    return term.value == "true" if term.datatype.value == _XSD + "boolean" else term.value


def _joined(rests: Sequence[Claim]) -> Claim | None:
    if len(rests) < 2:
        return rests[0] if rests else None
    return both(" ".join(each.id for each in rests), rests)


def _is_from(rests: Iterable[Claim], document: str | None) -> bool:
    sources = {place.source for each in rests for place in each.evidence}
    return document is None or document in sources


def _holding(found: Sequence[_Found], point: Point) -> list[_Found]:
    """Return what may hold on the date of the answer; without a date, everything."""
    return [each for each in found if point.as_of is None or _certainty(each, point.as_of) != "no"]


def _certainty(each: _Found, as_of: str) -> str:
    return edtf.holds(each.ground.bounds, as_of) if each.ground else "unknown"


def _row(each: _Found, point: Point) -> Row:
    """Return a row with all that it carries."""
    row = dict(each.cells)
    if point.as_of:
        row[CERTAINTY] = _certainty(each, point.as_of)
    if each.ground:
        said = provenance(each.ground)._asdict()
        said |= {"named_by": each.ground.named_by, "note": each.ground.note}
        row |= {name: said[name] for name in CARRIED}
    return row


def _columns(question: Question, point: Point) -> tuple[Column, ...]:
    carried = (*((CERTAINTY,) if point.as_of else ()), *(CARRIED if question.grounds else ()))
    words = read_words("answers")
    return (*question.columns, *(Column(name, words[f"column-{name}"]) for name in carried))


def _wider(
    store: Store, question: Question, meant: Terms, point: Point, count: int
) -> dict[Parameter, int]:
    """Return how many rows more there are with each flag that was not given."""
    found = {}
    for each in question.parameters:
        if each.sort == "flag" and each.name not in meant:
            values = fill_in(question, {**meant, each.name: (_YES,)}, store, point.lang)
            rows = _find(store, question, bind(question.query, values), point)
            found[each] = len(_holding(rows, point)) - count
    return {each: more for each, more in found.items() if more > 0}


def _silence(store: Store, question: Question, lang: str) -> list[str]:
    """Return what it means that there is no row."""
    if question.empty:
        return [question.empty[LANGUAGES.index(lang)]]
    return say_silence(read_coverage(store), lang)


def _say_more(elsewhere: int, wider: Mapping[Parameter, int], lang: str) -> list[str]:
    """Return in sentences what holds at other times only, and what the flags would add."""
    at, words = LANGUAGES.index(lang), read_words("answers")
    said = [fill(words["elsewhere"][at], {"n": str(elsewhere)})] if elsewhere else []
    for each, more in wider.items():
        values = {"flag": each.name, "n": str(more), "what": each.meaning[at]}
        said.append(fill(words["wider"][at], values))
    return said


def _title(store: Store, question: Question, meant: Terms, point: Point) -> str:
    """Return the title with names filled in; a part in [ ] stands only where all of it is given."""
    at = LANGUAGES.index(point.lang)
    words = read_words("answers")
    terms = [term.value for several in meant.values() for term in several]
    labels = read_labels(store, {each for each in terms if each.startswith("http")}, point.lang)
    names = {
        name: words["and"][at].join(_said(term, labels, point.lang) for term in several)
        for name, several in meant.items()
    }
    # Names come in last, so that brackets inside them stay as they are.
    kept = re.sub(r"\[([^\]]*)\]", lambda part: _if_given(part[1], names), question.title[at])
    said = [fill(kept, names)]
    if point.document:
        said.append(fill(words["only-in"][at], {"document": point.document}))
    if point.as_of:
        said.append(fill(words["as-of"][at], {"date": say_point(point.as_of, point.lang)}))
    return ", ".join(said)


def _if_given(part: str, names: Mapping[str, str]) -> str:
    return part if set(re.findall(r"\{([^{}]*)\}", part)) <= names.keys() else ""


def _said(term: ox.NamedNode | ox.Literal, labels: Mapping[str, str], lang: str) -> str:
    if isinstance(term, ox.NamedNode):
        return labels.get(term.value, shorten(term.value))
    return say_point(term.value, lang)
