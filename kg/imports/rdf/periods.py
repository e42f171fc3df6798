"""When something was: the dates of a node, or those of the interval that it names, as EDTF."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.imports.meaning import dates
from kg.imports.rdf.nodes import Nodes, Statement

_DEEPEST: Final = 3  # from a relation over its interval to the instant
_ZONE: Final = re.compile(r"(?<=[0-9])(?:Z|[+-][0-9]{2}:[0-9]{2})$")
_TIME: Final = re.compile(r"(?<=[0-9])T[0-9:.]+$")
_YEAR: Final = re.compile(r"https?://reference\.data\.gov\.uk/id/(?:gregorian-)?year/([0-9]{4})")


class Period(NamedTuple):
    """An interval as EDTF, None where no date is given; *said* are the statements that tell it.

    *problem* is a sentence where the dates cannot be read or contradict each other.
    """

    when: str | None
    said: tuple[Statement, ...] = ()
    problem: str | None = None


def read_period(nodes: Nodes, node: str) -> Period:
    """Return when a node holds: from its beginning to its end, or at the time that it names."""
    said: list[Statement] = []
    try:
        since = _end(nodes, node, "since", said)
        until = _end(nodes, node, "until", said)
        when = dates.join_dates(since, until)
        if when is None:
            point = _point(nodes, node, ("when",), 0, said)
            when = point.edtf if point else None
    except ValueError as error:
        return Period(None, tuple(dict.fromkeys(said)), f"{error}.")
    return Period(when, tuple(dict.fromkeys(said)))


def read_day(nodes: Nodes, node: str, field: str) -> Period:
    """Return the date that a field of a node gives, such as the day of its foundation."""
    said: list[Statement] = []
    try:
        found = _point(nodes, node, (field,), 0, said)
    except ValueError as error:
        return Period(None, tuple(said), f"{error}.")
    return Period(found.edtf if found else None, tuple(dict.fromkeys(said)))


def _end(nodes: Nodes, node: str, which: str, said: list[Statement]) -> dates.Date | None:
    found = _point(nodes, node, (which,), 0, said)
    if found:
        return found
    for each in nodes.about(node, "period"):
        if each.lang is None and (ends := _point(nodes, each.value, (which,), 0, said)):
            said.append(each)
            return ends
        if each.lang is None and (year := _YEAR.fullmatch(each.value)):
            said.append(each)
            return dates.Date(year[1])
    return None


def _point(
    nodes: Nodes, node: str, fields: tuple[str, ...], depth: int, said: list[Statement]
) -> dates.Date | None:
    """Return the first date of a node; raises ValueError for a text that is none, or for two."""
    found: dict[str, Statement] = {}
    for each in nodes.about(node, *fields):
        if each.lang is not None:
            said.append(each)
            read = _read(each.value)
            if read.edtf:
                found.setdefault(read.edtf, each)
        elif depth < _DEEPEST:
            inner = _point(nodes, each.value, ("instant",), depth + 1, said)
            if inner and inner.edtf:
                said.append(each)
                found.setdefault(inner.edtf, each)
    if len(found) > 1:
        raise ValueError(f"two dates where one is meant: {' and '.join(found)}")
    return dates.Date(next(iter(found))) if found else None


def _read(text: str) -> dates.Date:
    bare = _ZONE.sub("", text.strip())
    return dates.read_date(_TIME.sub("", bare))
