"""Dates as people write them, read as EDTF at the precision in which they are written.

Day before month, never month before day. A form that can be read in two ways is refused or, where
the rule decides, read by the rule and said. English and Czech, with or without diacritics.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg import edtf
from kg.text.folding import fold


class Date(NamedTuple):
    """A date as EDTF, None where the cell says that there is none, and how else it may be read."""

    edtf: str | None
    remark: str | None = None


_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "january jan leden ledna led",
            "february feb unor unora uno",
            "march mar brezen brezna bre",
            "april apr duben dubna dub",
            "may kveten kvetna kve",
            "june jun cerven cervna cvn",
            "july jul cervenec cervence cvc",
            "august aug srpen srpna srp",
            "september sept sep zari zar",
            "october oct rijen rijna rij",
            "november nov listopad listopadu lis",
            "december dec prosinec prosince pro",
        ),
        1,
    )
    for word in words.split()
}
_NONE: Final = frozenset(
    ("-", "–", "?", "n/a", "none", "unknown", "not stated", "neznamo", "neuvedeno", "neni uvedeno")
)
LONGEST: Final = 200  # characters of a date, in whatever words
_SINCE: Final = re.compile(r"(?:since|from|as of|starting|od roku|od)\s+(.+)")
_UNTIL: Final = re.compile(r"(?:until|till|up to|to|by|do konce roku|do konce|do roku|do)\s+(.+)")
_BETWEEN: Final = re.compile(r"(?:from|od)\s+(.+?)\s+(?:until|till|to|do)\s+(.+)")
_OPEN: Final = re.compile(
    r"(.+?)\s*(?:–|-|to|do|az)\s*"
    r"(?:now|present|today|date|ongoing|dosud|doposud|dodnes|dnes|nyni|trva|soucasnost|soucasnosti)"
)
_TRAILING: Final = re.compile(r"(.+?)\s*[–-]")
_ABOUT: Final = re.compile(r"(?:circa|ca\.?|cca\.?|about|around|asi|kolem|okolo|priblizne)\s+(.+)")
_RANGE: Final = re.compile(r"(.+?)\s*(?:–|\s-\s|\s(?:to|az|do)\s)\s*(.+)")
_HYPHENED: Final = re.compile(r"([0-9.\s]+?)\s*-\s*([0-9].*)")
_POINT: Final = re.compile(
    r"[0-9]{4}(?:([./-])[0-9]{1,2}(?:\1[0-9]{1,2})?)?"
    r"|[0-9]{1,2}\s*([./-])\s*(?:[0-9]{1,2}\s*\2\s*)?[0-9]{4}"
)
_ENGLISH: Final = re.compile(r"M([0-9]+)\s*([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_TIME: Final = re.compile(r"(?<=[0-9])[ t][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?z?$")
_NUMBER: Final = re.compile(r"[0-9]+")


class _Point(NamedTuple):
    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{each:02d}" for each in (self.month, self.day) if each is not None]
        return "-".join(parts)


def read_date(text: str) -> Date:
    """Return a date or interval as EDTF. Raises ValueError with a sentence for what is none.

    >>> read_date("10–11 September 2025").edtf
    '2025-09-10/2025-09-11'
    >>> read_date("od 2009").edtf
    '2009/'
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise ValueError(f"{plain[:40]!r}… is no date: it is too long")
    try:
        if plain != edtf.NOT_STATED:
            edtf.parse(plain)
        return Date(plain)
    except ValueError as error:
        if "ends before" in str(error) or re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", plain):
            raise
    words = _plain(plain)
    if words in _NONE or not words:
        return Date(None)
    _refuse_unclear(plain, words)
    said = _interval(words, plain)
    edtf.parse(said)
    return Date(said, _remark(plain))


def join_dates(start: Date | None, end: Date | None) -> str | None:
    """Return the interval of two cells, one for the beginning and one for the end.

    Raises ValueError where a cell holds an interval that fits no end, or the two are reversed.
    """
    first = _end(start.edtf, "start") if start and start.edtf else ""
    last = _end(end.edtf, "end") if end and end.edtf else ""
    if not first and not last:
        return None
    said = f"{first}/{last}"
    edtf.parse(said)
    return said


def _end(date: str, which: str) -> str:
    """Return the point that a cell for one end says: 2009 and, for a start, 2009/ mean 2009."""
    if "/" not in date:
        return date
    start, end = edtf.parse(date)
    one, other = (start, end) if which == "start" else (end, start)
    if other not in ("", "..") or one in ("", ".."):
        raise ValueError(f"{date!r} is an interval, and this cell is for its {which}")
    return one


def _plain(text: str) -> str:
    """Return a date in small letters without diacritics, names of months as numbers with dots."""
    words = re.sub(r"[‐‑‒—−]", "–", text.casefold())
    words = re.sub(r"(?<=[^\W\d_])\s?-\s?(?=[^\W\d_])", "–", words)
    words = _TIME.sub("", re.sub(r"[^\W\d_]+\.?", _month, words))
    words = _ENGLISH.sub(r"\2.M\1.\3", words)
    words = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", words)
    words = re.sub(r"(?<=[0-9])\.?\s*(?:of )?M", ".M", words)
    words = re.sub(r"M([0-9]+)(?:[\s.,]*(?=[0-9])|[.,]*)", r"\1.", words)
    return re.sub(r"\s*\.\s*(?=[0-9])|\s+\.", ".", words).strip()


def _month(match: re.Match[str]) -> str:
    word = fold(match[0])
    return f"M{_MONTHS[word]} " if word in _MONTHS else word


def _interval(words: str, text: str) -> str:
    """Return EDTF for the words of a date."""
    if _POINT.fullmatch(words):
        return str(_point(words, text))
    if match := _ABOUT.fullmatch(words):
        return f"{_point(match[1], text)}~"
    if match := _BETWEEN.fullmatch(words):
        return _between(match[1], match[2], text)
    if match := _OPEN.fullmatch(re.sub(r"^(since|from|od)\s+", "", words)):
        return f"{_point(match[1], text)}/.."
    if match := _SINCE.fullmatch(words):
        return f"{_point(match[1], text)}/"
    if match := _UNTIL.fullmatch(words):
        return f"/{_point(match[1], text)}"
    if match := _RANGE.fullmatch(words) or _HYPHENED.fullmatch(words):
        return _between(match[1], match[2], text)
    if match := _TRAILING.fullmatch(words):
        return f"{_point(match[1], text)}/"
    raise _no_date(text)


def _between(left: str, right: str, text: str) -> str:
    """Return an interval; what the left side leaves out is that of the right side."""
    last = _point(right, text)
    numbers = [int(each) for each in _NUMBER.findall(left)]
    if any(number > 999 for number in numbers):
        first = _point(left, text)
    elif last.day is not None and len(numbers) in (1, 2):
        first = _Point(last.year, numbers[1] if len(numbers) == 2 else last.month, numbers[0])
    elif last.month is not None and len(numbers) == 1:
        first = _Point(last.year, numbers[0])
    else:
        raise _no_date(text)
    return f"{_checked(first, text)}/{last}"


def _point(words: str, text: str) -> _Point:
    """Return one point in time: ISO, or day, month and year in this order."""
    words = words.strip(" .,")
    if not _POINT.fullmatch(words):
        raise _no_date(text)
    numbers = [int(each) for each in _NUMBER.findall(words)]
    year_first = bool(re.match(r"[0-9]{4}", words))
    return _checked(_Point(*(numbers if year_first else reversed(numbers))), text)


def _checked(point: _Point, text: str) -> _Point:
    try:
        edtf.days(str(point))
    except ValueError:
        wrong = "is no day of the calendar"
        if point.month and point.day and point.month > 12 >= point.day:
            wrong = f"has no month {point.month}. The day comes first: D.M.YYYY"
        raise ValueError(f"{text!r} {wrong}") from None
    return point


def _no_date(text: str) -> ValueError:
    return ValueError(f"{text[:60]!r} is no date. Write 2013, 06/2014, 14.6.2024 or 2009/2014")


def _refuse_unclear(text: str, words: str) -> None:
    """Raise ValueError for forms that are known and can be read in two ways."""
    if match := re.fullmatch(r"([0-9]{4})\s*[/–-]\s*([0-9]{1,2})", words):
        year, other = match.groups()
        if int(other) > 12:
            raise ValueError(
                f"{text!r} has no month {other}. Write both years in full: {year}/YYYY"
            )
        step = f"Write {year}-{int(other):02d} for the month, {year}/YYYY for years"
        raise ValueError(f"{text!r} may be a month or two years. {step}")
    if re.fullmatch(r"[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?[0-9]{2}", words):
        raise ValueError(f"{text!r} has a year of two digits. Write all four")
    if re.fullmatch(r"[0-9]{5}", words):
        raise ValueError(f"{text!r} is the number by which a spreadsheet counts days. Write a date")


def _remark(text: str) -> str | None:
    """Return what to say of a date that others would read with the month first."""
    match = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    if not match or match[1] == match[2] or int(match[1]) > 12:
        return None
    return f"{text!r} was read with the day first: {read_date('.'.join(match.groups())).edtf}."
