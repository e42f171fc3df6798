"""Literals of XML Schema: which are well formed, and how two of them compare.

The datatypes are those that SPARQL 1.1 orders (section 17.3), with the integers derived from them;
a literal of any other datatype is well formed and compares with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.names import PREFIXES, expand

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD: Final = PREFIXES["xsd"]
_LANGUAGE_TEXT: Final = expand("rdf:langString")
_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DAY: Final = r"-?[0-9]{4,9}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_WHOLE: Final = r"[+-]?[0-9]+"
_FLOAT: Final = r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_FORMS: Final = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "date": _DAY + _ZONE,
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_TIME}{_ZONE[:-1]}",
    "time": _TIME + _ZONE,
    "gYear": r"-?[0-9]{4,9}" + _ZONE,
    "gYearMonth": r"-?[0-9]{4,9}-(?:0[1-9]|1[0-2])" + _ZONE,
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
}
_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_MOST_DIGITS: Final = 4_000  # of a number; Python reads longer ones by request only
_FLAGS: Final = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}

Value = tuple[str, object]


def is_well_formed(literal: ox.Literal) -> bool:
    """Tell whether the text of a literal is one of its datatype."""
    name = literal.datatype.value.removeprefix(_XSD)
    if name in _RANGES:
        low, high = _RANGES[name]
        if not _form("integer").fullmatch(literal.value) or len(literal.value) > _MOST_DIGITS:
            return False
        number = int(literal.value)
        return (low is None or number >= low) and (high is None or number <= high)
    if literal.datatype.value == _LANGUAGE_TEXT:
        return literal.language is not None
    if name not in _FORMS:
        return True
    if not _form(name).fullmatch(literal.value):
        return False
    return name not in {"date", "dateTime", "dateTimeStamp"} or _is_day(literal.value)


def is_less(first: Term, second: Term) -> bool:
    """Tell whether one literal is certainly below another; False where they do not compare."""
    return _compare(first, second, lambda a, b: a < b)  # type: ignore[operator]  # of one kind


def is_at_most(first: Term, second: Term) -> bool:
    """Tell whether one literal is certainly not above another; False where they do not compare."""
    return _compare(first, second, lambda a, b: a <= b)  # type: ignore[operator]  # of one kind


def pattern(text: str, flags: str) -> re.Pattern[str]:
    """Return a pattern of SPARQL's REGEX for Python. Raises ValueError where it is none."""
    if unknown := set(flags) - {*_FLAGS, "q"}:
        raise ValueError(f"{''.join(sorted(unknown))} is no flag of a regular expression")
    how = re.NOFLAG
    for flag in flags:
        how |= _FLAGS.get(flag, re.NOFLAG)
    try:
        return re.compile(re.escape(text) if "q" in flags else text, how)
    except re.error as error:
        raise ValueError(f"invalid regular expression: {error}") from error


def _compare(first: Term, second: Term, holds: Callable[[object, object], bool]) -> bool:
    one, other = _value(first), _value(second)
    if one is None or other is None or one[0] != other[0]:
        return False
    return holds(one[1], other[1])


def _value(term: Term) -> Value | None:
    """Return what a literal is worth, with the name of its order; None where it has none."""
    if not isinstance(term, ox.Literal) or term.language or not is_well_formed(term):
        return None
    name = term.datatype.value.removeprefix(_XSD)
    if name in _RANGES or name == "decimal":
        return "number", Decimal(term.value)
    make = _VALUES.get(name)
    return make(term.value) if make else None


def _float(text: str) -> Value | None:
    number = float(text.replace("INF", "inf"))
    if number != number:  # noqa: PLR0124 - not a number equals nothing
        return None
    return "number", number if number in {float("inf"), float("-inf")} else Decimal(number)


def _moment(text: str) -> Value | None:
    """Return a point in time; those without a time zone have an order of their own."""
    end = text.endswith("24:00:00") or "T24:00:00" in text
    try:
        read = datetime.fromisoformat(text.replace("T24:", "T00:"))
    except ValueError:  # a year that Python does not know
        return None
    read += timedelta(days=1) if end else timedelta()
    return ("moment", read.astimezone(UTC)) if read.tzinfo else ("local moment", read)


def _day(text: str) -> Value | None:
    """Return a day; one with a time zone has an order of its own."""
    try:
        read = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return ("day", read) if len(text) == len("2000-01-01") else ("day in a zone", text)


_VALUES: Final[dict[str, Callable[[str], Value | None]]] = {
    "float": _float,
    "double": _float,
    "boolean": lambda text: ("truth", text in {"true", "1"}),
    "string": lambda text: ("text", text),
    "dateTime": _moment,
    "dateTimeStamp": _moment,
    "date": _day,
}


def _is_day(text: str) -> bool:
    """Tell whether the month has the day that a date names."""
    year, month, day = re.match(r"(-?[0-9]+)-([0-9]+)-([0-9]+)", text).groups()  # type: ignore[union-attr]  # its form is right
    try:
        date(int(year[-4:]) % 400 + 2000, int(month), int(day))
    except ValueError:
        return False
    return True


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(_WHOLE if name == "integer" else _FORMS[name])
