"""Rows: what a query finds, one row for each relation and counterpart, with all that carries it.

A query finds a relation as often as claims speak of it. Rows whose cells are equal are one row
here, and each claim (or pair of claims, one of each end) that carries it is one ground of that row:
it holds when one of them holds, it is as sure as the surest, and all of them are its evidence.
Withdrawn claims never answer, and what was only planned, cancelled or postponed answers where that
is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.claims.claims import HELD, Claim, both, doubt, either
from kg.claims.queries import BROADER
from kg.claims.reading import read_grounds, read_labels
from kg.names import PREFIXES, shorten
from kg.questions.query import MENTION
from kg.questions.question import Point, Question
from kg.questions.report import Cell, Row
from kg.rdf.store import Store

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Raw = tuple[Term, ...]

_XSD: Final = PREFIXES["xsd"]
_ROLE: Final = PREFIXES["role"]
_NUMBERS: Final = {_XSD + name for name in ("integer", "decimal", "double", "float")}


class Found(NamedTuple):
    """A row: its cells, and what carries it, the surest first.

    *modality* is `HELD`, or what became of a relation that nothing says was ever held.
    """

    cells: Row
    grounds: tuple[Claim, ...]
    modality: str = HELD

    @property
    def ground(self) -> Claim | None:
        """All that carries the row as one claim; None where it rests on none."""
        return either(self.grounds) if self.grounds else None

    def certainty(self, as_of: str) -> str:
        """Return whether the row held at a date, as surely as one of its grounds says."""
        states = [edtf.holds(each.bounds, as_of) for each in self.grounds]
        return min(states, key=edtf.STATES.index, default="unknown")


class Selection(NamedTuple):
    """The rows that are shown, and how many are left out: why, by the key of the sentence."""

    rows: list[Found]
    left_out: dict[str, int]


def judge(store: Store, question: Question, raw: Sequence[Raw], point: Point) -> list[Found]:
    """Return the rows that rest on no withdrawn claim, and on the document asked for."""
    names = [column.name for column in question.columns]
    width = len(names)
    labels = read_labels(store, _things(row[:width] for row in raw), point.lang)
    claims = read_grounds(store, _things(row[width:] for row in raw), point.lang)
    found: dict[Raw, list[Claim | None]] = {}
    for row in raw:
        rests = [
            _mentioning(claims[term.value]) if name == MENTION else claims[term.value]
            for name, term in zip(question.grounds, row[width:], strict=True)
            if isinstance(term, ox.NamedNode)
        ]
        if all(each.status != "withdrawn" for each in rests) and _is_from(rests, point.document):
            found.setdefault(row[:width], []).append(_ground(rests))
    _narrow_roles(found, store)
    return [
        _row(dict(zip(names, (_cell(term, labels) for term in cells), strict=True)), grounds)
        for cells, grounds in found.items()
    ]


def _narrow_roles(found: dict[Raw, list[Claim | None]], store: Store) -> None:
    """Let a row say the narrowest role: a founding member is a member by that one relation."""
    roles = {term for row in found for term in row if _is_role(term)}
    if len(roles) < 2:
        return
    wider = {(narrow, broad) for narrow, broad in store.rows(BROADER)}
    alike: dict[Raw, list[Raw]] = {}
    for row in found:
        alike.setdefault(tuple(None if _is_role(term) else term for term in row), []).append(row)
    for several in alike.values():
        for row in several:
            narrower = (each for each in several if each in found and _says_more(each, row, wider))
            if target := next(narrower, None):
                found[target] += found.pop(row)


def _says_more(one: Raw, other: Raw, wider: set[tuple[str | None, str | None]]) -> bool:
    """Tell whether each role of a row is that of another one, or narrower."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return bool(pairs) and all(
        isinstance(a, ox.NamedNode) and isinstance(b, ox.NamedNode) and (a.value, b.value) in wider
        for a, b in pairs
    )


def _is_role(term: Term) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(_ROLE)


def select(found: Sequence[Found], point: Point) -> Selection:
    """Return what a point of view shows of the rows."""
    rows, left_out = list(found), dict[str, int]()
    for key, keeps in _FILTERS.items():
        kept = [each for each in rows if keeps(each, point)]
        if len(kept) < len(rows):
            left_out[key] = len(rows) - len(kept)
        rows = kept
    return Selection(rows, left_out)


def _is_held(each: Found, point: Point) -> bool:
    return point.planned or each.modality == HELD


def _holds(each: Found, point: Point) -> bool:
    return point.as_of is None or each.certainty(point.as_of) != "no"


def _began(each: Found, point: Point) -> bool:
    """Tell whether one of the grounds is known to have begun in the time asked for."""
    if not (point.since or point.until):
        return True
    first = edtf.days(point.since)[0] if point.since else edtf.FIRST_DAY
    last = edtf.days(point.until)[1] if point.until else edtf.LAST_DAY
    return any(
        first <= ground.bounds.earliest_start and ground.bounds.latest_start <= last
        for ground in each.grounds
    )


_FILTERS: Final = {"planned": _is_held, "elsewhere": _holds, "begun": _began}


def _row(cells: Row, grounds: Sequence[Claim | None]) -> Found:
    """Return one row with what carries it; what was held counts before what was only planned."""
    claims = [each for each in grounds if each is not None]
    held = [each for each in claims if each.modality == HELD]
    modality = HELD if held or not claims else claims[0].modality
    carrying = held or claims
    # A pair of claims of which one had ended before the other began carries nothing beside another.
    sound = [each for each in carrying if each.bounds.earliest_start <= each.bounds.latest_end]
    ordered = sorted(sound or carrying, key=lambda each: (doubt(each.status), not each.when))
    return Found(cells, tuple(dict.fromkeys(ordered)), modality)


def _mentioning(claim: Claim) -> Claim:
    """Return what a claim shows of a row about another matter: that a source names the thing."""
    return claim._replace(when=None, attested=None, bounds=edtf.UNBOUNDED, note=None)


def _ground(rests: Sequence[Claim]) -> Claim | None:
    """Return what a row of the query rests on, all of it together, as one claim."""
    if len(rests) < 2:
        return rests[0] if rests else None
    return both(" ".join(each.id for each in rests), rests)


def _is_from(rests: Iterable[Claim], document: str | None) -> bool:
    sources = {place.source for each in rests for place in each.evidence}
    return document is None or document in sources


def _things(rows: Iterable[Raw]) -> set[str]:
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
