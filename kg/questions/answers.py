"""Answers: what a question finds, each row with how sure it is, since when, and where it is read.

A question is a SPARQL query (`kg.questions`). Here its rows become rows for people and programs:
things with their names in the language asked for, and in place of the claims that a row rests on
what these carry. Withdrawn claims never answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.claims.claims import Claim, both
from kg.claims.provenance import Provenance, provenance
from kg.claims.reading import read_grounds, read_labels
from kg.claims.wording import say_when
from kg.errors import SourceError, UsageError
from kg.names import PREFIXES, shorten
from kg.questions import Column, Parameter, Question, captions
from kg.questions.arguments import Terms, Words, fill_in, understand
from kg.questions.binding import bind, narrow
from kg.questions.captions import Point
from kg.questions.report import Answer, Cell, Row
from kg.rdf import sparql
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.text.words import read_words

CERTAINTY: Final = "certainty"
# What a row about a relation carries behind its own columns.
CARRIED: Final = (*Provenance._fields[:4], "named_by", *Provenance._fields[4:], "note")
_BARE: Final[Row] = {"source": (), "evidence": ()}
_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = {_XSD + name for name in ("integer", "decimal", "double", "float")}
_ANYWHERE: Final = Point()
_YES: Final = ox.Literal(True)

_Raw = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]


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
    misnamed: list[tuple[str, str]] = []
    meant = understand(question, given, store, misnamed)
    if point.document:
        point = point._replace(document=_document(store, point.document))
    query = bind(question.query, fill_in(question, meant, store, point.lang))
    raw = _select(store, question, query)
    found = _judge(store, question, raw, point)
    held = _holding(found, point)
    more = _wider(store, question, meant, point, set(raw))
    remarks = [
        *captions.say_misnamed(misnamed, point.lang),
        *([] if held else captions.say_nothing(store, question, point.lang)),
        *captions.say_more(len(found) - len(held), more, point.lang),
    ]
    words = read_words()
    return Answer(
        question.name,
        captions.write_title(store, question, meant, point),
        _columns(question, point),
        tuple(_row(each, question, point) for each in held),
        tuple(say_when(each.ground, words, point.lang) if each.ground else "" for each in held),
        query,
        {place.id: place for each in held if each.ground for place in each.ground.evidence},
        captions.write_note(store, question, point.lang),
        tuple(remarks),
        point.lang,
    )


def write_query(store: Store, question: Question, given: Words, point: Point = _ANYWHERE) -> str:
    """Return SPARQL for the rows that `answer` finds, with its title as a comment."""
    _require_sense(question, point)
    meant = understand(question, given, store)
    if point.document:
        point = point._replace(document=_document(store, point.document))
    query = bind(question.query, fill_in(question, meant, store, point.lang)).lstrip()
    query = narrow(query, question, as_of=point.as_of, document=point.document)
    return f"# {captions.write_title(store, question, meant, point)}\n{query}"


def _require_sense(question: Question, point: Point) -> None:
    if (point.as_of or point.document) and not question.grounds:
        asked = "date" if point.as_of else "document"
        raise UsageError(f"{question.name} is not about single claims and takes no {asked}.")
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


def _select(store: Store, question: Question, query: str) -> list[_Raw]:
    """Return the rows of a query: its columns, then what they rest on."""
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
    return [tuple(row[name] for name in wanted) for row in results]


def _judge(store: Store, question: Question, raw: Sequence[_Raw], point: Point) -> list[_Found]:
    """Return the rows that rest on no withdrawn claim, and on the document asked for."""
    names = [column.name for column in question.columns]
    width = len(names)
    labels = read_labels(store, _things(row[:width] for row in raw), point.lang)
    grounds = read_grounds(store, _things(row[width:] for row in raw), point.lang)
    found = []
    for row in raw:
        rests = [grounds[term.value] for term in row[width:] if isinstance(term, ox.NamedNode)]
        if all(each.status != "withdrawn" for each in rests) and _is_from(rests, point.document):
            cells = [_cell(term, labels) for term in row[:width]]
            found.append(_Found(dict(zip(names, cells, strict=True)), _joined(rests)))
    return found


def _things(rows: Iterable[_Raw]) -> set[str]:
    return {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)}


def _cell(term: object, labels: Mapping[str, str]) -> Cell:
    """Return a term as a plain value; a thing with its name."""
    if isinstance(term, ox.NamedNode):
        short = shorten(term.value)
        return {"id": short, "label": labels.get(term.value, short)}
    if not isinstance(term, ox.Literal):
        return None
    if term.datatype.value in _NUMBERS:
        return _number(term.value)
    return term.value == "true" if term.datatype.value == _XSD + "boolean" else term.value


def _number(text: str) -> int | float | str:
    """Return a number; what says it is one and is none stays as it is written."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else float(number)


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


def _row(each: _Found, question: Question, point: Point) -> Row:
    """Return a row with all that it carries; one that rests on no claim carries nothing."""
    row = dict(each.cells)
    if point.as_of:
        row[CERTAINTY] = _certainty(each, point.as_of)
    if each.ground:
        said = provenance(each.ground)._asdict()
        said |= {"named_by": each.ground.named_by, "note": each.ground.note}
        return row | {name: said[name] for name in CARRIED}
    return row | {name: _BARE.get(name) for name in CARRIED if question.grounds}


def _columns(question: Question, point: Point) -> tuple[Column, ...]:
    carried = (*((CERTAINTY,) if point.as_of else ()), *(CARRIED if question.grounds else ()))
    words = read_words("questions/answers")
    return (*question.columns, *(Column(name, words[f"column-{name}"]) for name in carried))


def _wider(
    store: Store, question: Question, meant: Terms, point: Point, known: set[_Raw]
) -> dict[Parameter, int]:
    """Return how many rows more there are with each flag that was not given."""
    asked = fill_in(question, meant, store, point.lang)
    found = {}
    for each in question.parameters:
        if each.sort != "flag" or each.name in meant:
            continue
        values = fill_in(question, {**meant, each.name: (_YES,)}, store, point.lang)
        if values != asked:
            rows = _select(store, question, bind(question.query, values))
            raw = [row for row in rows if row not in known]
            found[each] = len(_holding(_judge(store, question, raw, point), point))
    return {each: more for each, more in found.items() if more}
