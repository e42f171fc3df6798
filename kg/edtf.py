"""Dates as sources give them: the subset of EDTF in use, and the four bounds that follow from it.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019, annex A). In use
are a point (``2014``, ``2014-09``, ``2014-09-15``; the seasons ``2014-21`` to ``2014-24`` as they
are north of the equator, the quarters ``2014-33`` to ``2014-36``, the halves ``2014-40`` and
``2014-41``), an interval of points (``2014/2021``) whose ends may be unknown (``2009/``, ``/2014``)
or open (``2009/..``, ``../2024-04``), and ``XXXX`` for a date that is not stated. The marks ``?``,
``~`` and ``%`` are kept in the record and do not move the bounds.
Packages were tried and read ``2009/`` as ending in 2019; hence these few lines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from kg.text.words import Messages, Words

FIRST_DAY: Final = "0001-01-01"
LAST_DAY: Final = "9999-12-31"
NOT_STATED: Final = "XXXX"

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_UNKNOWN = ("", "..")

# Parts of a year by ISO 8601-2: the first and last day, and whether that is in the next year. When
# a season turns is said differently, so it has the days of all; a winter may be that at either end.
PARTS: Final[dict[int, tuple[str, str, int]]] = {
    21: ("03-01", "06-21", 0),
    22: ("06-01", "09-23", 0),
    23: ("09-01", "12-22", 0),
    24: ("01-01", "03-21", 1),
    33: ("01-01", "03-31", 0),
    34: ("04-01", "06-30", 0),
    35: ("07-01", "09-30", 0),
    36: ("10-01", "12-31", 0),
    40: ("01-01", "06-30", 0),
    41: ("07-01", "12-31", 0),
}
_PART = re.compile(r"([0-9]{4})-(2[1-4]|3[3-6]|4[01])[?~%]?")
_SEASON: Final = r"(\d{4})-(?:2[5-9]|3[0-27-9])"  # of one half of the earth, or a third of a year
# Dates that people or EDTF write otherwise: what is said of them, and how to write them here.
_NOT_IN_USE: Final = (
    (r"(\d{4})\s*[-–]\s*(\d{4})", "write-interval", "{0}/{1}"),
    (_SEASON, "season", "{0}"),
    (r"\d{2}(?:\d[Xxu]|[Xxu]{2})", "open-year", ""),
    (r"(\d{4}(?:-\d{2})?)(?:-[Xxu]{2}){1,2}", "open-digits", "{0}"),
    (r"[\[{].*[\]}]", "several", ""),
    (r"(\d{4}-\d{2}-\d{2})T.*", "time-of-day", "{0}"),
    (r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", "write", "{2}-{1:0>2}-{0:0>2}"),
    (r"Y.*|[-+]\d.*|\d{5,}.*", "years", ""),
    (r".*[?~%].+", "marks", ""),
)
_say: Final = Messages(__name__)

State = Literal["yes", "no", "presumed", "unknown"]
STATES: Final[tuple[State, ...]] = ("yes", "presumed", "unknown", "no")  # from the surest


class Bounds(NamedTuple):
    """Four days (``YYYY-MM-DD``) between which something began and ended.

    *presumed_until* is the day until which it is presumed to go on, where nothing says that it
    ended: the last of all days but for what changes hands by itself, such as an office.
    """

    earliest_start: str
    latest_start: str
    earliest_end: str
    latest_end: str
    presumed_until: str = "9999-12-31"


class DateError(ValueError):
    """A text that is no date; *says* tells why in both languages, `str()` in English."""

    def __init__(self, says: Words) -> None:
        super().__init__(says.en)
        self.says = says


UNBOUNDED: Final = Bounds(FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY)


def days(point: str) -> tuple[str, str]:
    """Return the first and last day of a point. Raises DateError for anything else.

    >>> days("2014-02")
    ('2014-02-01', '2014-02-28')
    """
    if part := _PART.fullmatch(point):
        return _days_of_part(point, int(part[1]), int(part[2]))
    match = _POINT.fullmatch(point)
    if not match or re.fullmatch(_SEASON, point):
        raise DateError(_say("no-date", text=repr(point), advice=_advice(point)))
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # the pattern has matched
    _require_real(point, year, month, day)
    first = f"{year:04d}-{month or 1:02d}-{day or 1:02d}"
    last_day = day or _days_of_month(year, month or 12)
    return first, f"{year:04d}-{month or 12:02d}-{last_day:02d}"


def _days_of_part(point: str, year: int, part: int) -> tuple[str, str]:
    _require_real(point, year, None, None)
    first, last, later = PARTS[part]
    end = f"{year + later:04d}-{last}" if year + later < 10_000 else LAST_DAY
    return f"{year:04d}-{first}", end


def parse(text: str) -> tuple[str, str]:
    """Return both ends of an EDTF date as written; a point is its own start and end.

    Raises DateError with a sentence where the text is malformed, unreal or reversed.

    >>> parse("2009/..")
    ('2009', '..')
    """
    if text == NOT_STATED:
        return "", ""
    if "/" not in text:
        days(text)
        return text, text
    start, _, end = text.partition("/")
    if "/" in end or (start in _UNKNOWN and end in _UNKNOWN):
        raise DateError(_say("no-interval", text=repr(text)))
    if _days_or_open(start)[0] > _days_or_open(end)[1]:
        raise DateError(_say("reversed", text=repr(text), start=start, end=end))
    return start, end


def is_date(text: str) -> bool:
    """Tell whether a text is a date or an interval."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def datatype(date: str) -> str:
    """Return the datatype, as a prefixed name, that holds a date at its own precision.

    >>> datatype("2016-12")
    'xsd:gYearMonth'
    """
    plain = re.fullmatch(r"[0-9]{4}(-[01][0-9](-[0-9]{2})?)?", date)
    kinds = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    return kinds[len(date)] if plain else "edtf:EDTF"


@lru_cache(maxsize=4096)
def bounds(when: str | None, attested: str | None = None) -> Bounds:
    """Return the four bounds of a record; an open end is certain only as far as it is attested.

    Raises DateError where one of the two is no EDTF date.

    >>> bounds("2009/", "2022")
    Bounds(earliest_start='2009-01-01', latest_start='2009-12-31', earliest_end='2022-01-01',
    latest_end='9999-12-31')
    """
    start, end = parse(when) if when else ("", "")
    seen_first, seen_last = parse(attested) if attested else ("", "")
    earliest_start, latest_start = _days_or_open(start)
    earliest_end, latest_end = _days_or_open(end)
    if start in _UNKNOWN and end not in _UNKNOWN:
        latest_start = latest_end
    if end in _UNKNOWN and start not in _UNKNOWN:
        earliest_end = earliest_start
    if start in _UNKNOWN and seen_first not in _UNKNOWN:
        latest_start = min(latest_start, days(seen_first)[1])
    if end in _UNKNOWN and seen_last not in _UNKNOWN:
        earliest_end = max(earliest_end, days(seen_last)[0])
    return _ordered(Bounds(earliest_start, latest_start, earliest_end, latest_end))


def hull(several: list[Bounds]) -> Bounds:
    """Return the widest bounds that hold all of *several*: what is sure when records disagree."""
    return Bounds(
        min(each.earliest_start for each in several),
        max(each.latest_start for each in several),
        min(each.earliest_end for each in several),
        max(each.latest_end for each in several),
        max(each.presumed_until for each in several),
    )


def overlap(one: Bounds, other: Bounds) -> Bounds | None:
    """Return the bounds of the time in which two things held together, None where there is none.

    >>> overlap(bounds("2009/2012"), bounds("2011/2014"))
    Bounds(earliest_start='2011-01-01', latest_start='2011-12-31', earliest_end='2012-01-01',
    latest_end='2012-12-31')
    """
    starts = [max(pair) for pair in zip(one[:2], other[:2], strict=True)]
    ends = [min(pair) for pair in zip(one[2:], other[2:], strict=True)]
    return _ordered(Bounds(*starts, *ends)) if starts[0] <= ends[1] else None


def within(limits: Bounds, first: str = FIRST_DAY, last: str = LAST_DAY) -> Bounds:
    """Return bounds that lie between two days; bounds that lie outside stay as they are.

    >>> within(bounds("2009/"), "2011-01-01")
    Bounds(earliest_start='2011-01-01', latest_start='2011-01-01', earliest_end='2011-01-01',
    latest_end='9999-12-31')
    """
    starts = [max(day, first) for day in limits[:2]]
    ends = [min(day, last) for day in limits[2:4]]
    inside = Bounds(starts[0], starts[1], ends[0], ends[1], limits.presumed_until)
    return _ordered(inside) if starts[0] <= ends[1] else limits


def _ordered(limits: Bounds) -> Bounds:
    """Return bounds in which nothing begins after its end or ends before it.

    Where one end is more exact than the other, it also tells something about that one.
    """
    return limits._replace(
        latest_start=min(limits.latest_start, limits.latest_end),
        earliest_end=max(limits.earliest_end, limits.earliest_start),
    )


def holds(limits: Bounds, point: str) -> State:
    """Tell whether something held at a *point* in time (a year, month or day).

    yes: it had begun and not yet ended; no: it had not begun, or had ended; presumed: it had begun,
    and nothing says that it ended; unknown: it may have begun, or is too old to be presumed. The
    first that fits, in the order yes, no, presumed, unknown. Raises DateError where *point* is no
    date.

    >>> holds(bounds("2009/", "2022"), "2024")
    'presumed'
    """
    first, last = days(point)
    begun = limits.latest_start <= last
    if begun and limits.earliest_end >= first:
        return "yes"
    if limits.earliest_start > last or limits.latest_end < first:
        return "no"
    return "presumed" if begun and first <= limits.presumed_until else "unknown"


def _days_or_open(point: str) -> tuple[str, str]:
    return (FIRST_DAY, LAST_DAY) if point in _UNKNOWN else days(point)


def _advice(point: str) -> Words:
    """Return how to write what was probably meant."""
    for form, key, date in _NOT_IN_USE:
        if match := re.fullmatch(form, point):
            return _say(key, date=date.format(*match.groups()))
    return _say("write-any")


def _days_of_month(year: int, month: int) -> int:
    """Return how many days a month has; `calendar` would take longer to import than all else."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 31 - (month - 1) % 7 % 2


def _require_real(point: str, year: int, month: int | None, day: int | None) -> None:
    real = year > 0 and (month is None or 1 <= month <= 12)
    if real and month is not None and day is not None:
        real = 1 <= day <= _days_of_month(year, month)
    if not real:
        raise DateError(_say("unreal", text=repr(point)))
