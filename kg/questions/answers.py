"""Answers: what a question finds, each row with how sure it is, since when, and where it is read.

A question is a SPARQL query (`kg.questions`). Here its rows become rows for people and programs:
things with their names in the language asked for, and in place of the claims that a row rests on
what these carry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.claims.claims import HELD
from kg.claims.completeness import read_counts, say_completeness, say_crowds
from kg.claims.provenance import provenance
from kg.claims.wording import say_when
from kg.errors import SourceError, UsageError
from kg.names import shorten
from kg.questions import Column, Parameter, Question, captions, near
from kg.questions.arguments import Terms, Words, fill_in, understand
from kg.questions.binding import bind, narrow
from kg.questions.question import CARRIED, CERTAINTY, COMPLETENESS, MODALITY, OTHER_STATUS, Point
from kg.questions.report import Answer, Row
from kg.questions.rows import Found, Raw, judge, select
from kg.rdf import sparql
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.text.words import read_words

_BARE: Final[Row] = {"source": (), "evidence": ()}
_DATES: Final = ("since", "until")
_ANYWHERE: Final = Point()
_YES: Final = ox.Literal(True)


def answer(store: Store, question: Question, given: Words, point: Point = _ANYWHERE) -> Answer:
    """Return what *store* knows about a question, rows in the order of its query.

    Raises NotFound and UsageError where the words *given* do not fit (`kg.questions.arguments`),
    SourceError where the query of the question is wrong.
    """
    misnamed: list[tuple[str, str]] = []
    meant, point, query = _prepare(store, question, given, point, misnamed)
    raw = _ask(store, question, query)
    rows, left_out = select(judge(store, question, raw, point), point)
    wider = _wider(store, question, meant, point, set(raw))
    whole = _complete(store, question, meant, point, rows)
    remarks = [
        *captions.say_misnamed(misnamed, point.lang),
        *([] if rows else _say_none(store, question, meant, point)),
        *whole,
        *_say_crowds(store, question, meant, point),
        *captions.say_left_out(left_out, point.lang),
        *captions.say_wider(wider, point.lang),
    ]
    words = read_words()
    told: Row = {COMPLETENESS: " ".join(whole) or None} if question.counts else {}
    grounds = [each.ground for each in rows]
    return Answer(
        question.name,
        captions.write_title(store, question, meant, point),
        _columns(question, point),
        tuple(_row(each, question, point) | told for each in rows),
        tuple(say_when(each, words, point.lang) if each else "" for each in grounds),
        query,
        {place.id: place for each in grounds if each for place in each.evidence},
        captions.write_note(store, question, point.lang),
        tuple(remarks),
        point.lang,
        folds=not any(
            meant.get(each.name) for each in question.parameters if each.sort == "option"
        ),
    )


def write_query(store: Store, question: Question, given: Words, point: Point = _ANYWHERE) -> str:
    """Return SPARQL for the rows that `answer` finds, with its title as a comment.

    Where a body has a role and a narrower one, the query tells both and `answer` the narrower.
    """
    meant, point, query = _prepare(store, question, given, point)
    query = narrow(query.lstrip(), question, point)
    return f"# {captions.write_title(store, question, meant, point)}\n{query}"


def _prepare(
    store: Store,
    question: Question,
    given: Words,
    point: Point,
    misnamed: list[tuple[str, str]] | None = None,
) -> tuple[Terms, Point, str]:
    """Return what the words mean, the point of view as it counts, and the query with its values."""
    _require_sense(question, point)
    point = point._replace(planned=point.planned or question.planned)
    meant = understand(question, given, store, misnamed)
    if point.document:
        point = point._replace(document=_document(store, point.document))
    return meant, point, bind(question.query, fill_in(question, meant, store, point.lang))


def _require_sense(question: Question, point: Point) -> None:
    dated = point.as_of or point.since or point.until
    if (dated or point.document) and not question.grounds:
        asked = "date" if dated else "document"
        raise UsageError(f"{question.name} is not about single claims and takes no {asked}.")
    for name, date in (("as of", point.as_of), ("since", point.since), ("until", point.until)):
        try:
            edtf.days(date or "2000")
        except ValueError as error:
            raise UsageError(f"{name}: {error}.") from error


def _document(store: Store, words: str) -> str:
    """Return the short form of a document. Raises UsageError where the words mean another thing."""
    found = shorten(look_up(store, words))
    if not found.startswith("src:"):
        raise UsageError(f"{found} is no document. `kg ask coverage` lists the documents.")
    return found


def _ask(store: Store, question: Question, query: str) -> list[Raw]:
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


def _rows(store: Store, question: Question, meant: Terms, point: Point) -> list[Found]:
    """Return the rows that a question shows for terms that are understood."""
    query = bind(question.query, fill_in(question, meant, store, point.lang))
    return select(judge(store, question, _ask(store, question, query), point), point).rows


def _say_none(store: Store, question: Question, meant: Terms, point: Point) -> list[str]:
    """Return where the answer may stand that was not found, and that as asked it is not stated."""
    found: list[tuple[str, int]] = []
    if not question.empty:
        for each in _near(store, question, meant):
            rows = _rows(store, each.question, each.meant, point)
            beside = each.question.name != question.name
            if rows and (not beside or near.names_all(store, question, meant, rows)):
                found.append((each.command, len(rows)))
            if len(found) == near.MOST:
                break
    return [
        *captions.say_elsewhere(found, point.lang),
        *captions.say_nothing(store, question, point.lang),
    ]


def _complete(
    store: Store, question: Question, meant: Terms, point: Point, rows: Sequence[Found]
) -> list[str]:
    """Return how many the rows name beside what sources count, where nothing narrows the rows."""
    if question.counts is None or point != Point(point.lang, planned=point.planned):
        return []
    name, counted = question.counts
    if set(meant) != {name} or len(meant[name]) != 1:
        return []
    first = question.columns[0].name
    named = {str(each.cells[first]) for each in rows}
    return say_completeness(
        len(named), read_counts(store, meant[name][0].value, counted), point.lang
    )


def _say_crowds(store: Store, question: Question, meant: Terms, point: Point) -> list[str]:
    """Return what the bodies asked about carry beside too many others to be their partners."""
    if "tie" not in question.grounds:
        return []
    named = [each for terms in meant.values() for each in terms if isinstance(each, ox.NamedNode)]
    return say_crowds(store, [each.value for each in named], point.lang)


def _near(store: Store, question: Question, meant: Terms) -> Iterator[near.Near]:
    yield from near.wider(store, question, meant)
    yield from near.beside(store, question, meant)


def _row(each: Found, question: Question, point: Point) -> Row:
    """Return a row with all that it carries; one that rests on no claim carries nothing."""
    row = dict(each.cells)
    if point.as_of:
        row[CERTAINTY] = each.certainty(point.as_of)
    ground = each.ground
    if ground is None:
        return row | {name: _BARE.get(name) for name in CARRIED if question.grounds}
    said: Row = {
        **provenance(ground)._asdict(),  # evidence and sources of all; dates of the surest
        **dict(zip(_DATES, provenance(each.grounds[0])[1:3], strict=True)),
    }
    others = dict.fromkeys(claim.status for claim in each.grounds if claim.status != ground.status)
    said |= {
        "named_by": ground.named_by,
        "note": ground.note,
        OTHER_STATUS: " ".join(others) or None,
    }
    said[MODALITY] = None if each.modality == HELD else each.modality
    return row | {name: said[name] for name in CARRIED}


def _columns(question: Question, point: Point) -> tuple[Column, ...]:
    carried = (*((CERTAINTY,) if point.as_of else ()), *(CARRIED if question.grounds else ()))
    words = read_words("questions/answers")
    told = [Column(COMPLETENESS, words[f"column-{COMPLETENESS}"], hidden=True)]
    return (
        *question.columns,
        *(Column(name, words[f"column-{name}"]) for name in carried),
        *(told if question.counts else ()),
    )


def _wider(
    store: Store, question: Question, meant: Terms, point: Point, known: set[Raw]
) -> dict[Parameter, int]:
    """Return how many rows more there are with each flag that was not given."""
    asked = fill_in(question, meant, store, point.lang)
    found = {}
    for each in question.parameters:
        if each.sort != "flag" or each.name in meant:
            continue
        values = fill_in(question, {**meant, each.name: (_YES,)}, store, point.lang)
        if values != asked:
            raw = [
                row
                for row in _ask(store, question, bind(question.query, values))
                if row not in known
            ]
            found[each] = len(select(judge(store, question, raw, point), point).rows)
    return {each: more for each, more in found.items() if more}
