"""Dates as people write them, read as EDTF at the precision in which they are written.

The day stands before the month, unless the column shows that it does not: where a number of days
stands second somewhere, the month comes first everywhere in it, and where nothing decides the date
is refused with both readings. Seasons, quarters and halves of a year are points of EDTF. Another
part of a year, a decade or "after 2014" is none: the year is read where there is one, and the words
go into the note. The words stand in `dates.json`: English, Czech, Slovak, Polish, German, French,
Spanish, Italian, Dutch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Final, Literal, NamedTuple

from kg import edtf
from kg.imports.meaning.date_words import any_of, months, ordinals, patterns, said_of_dates, seasons
from kg.text.folding import fold

Order = Literal["day", "month"]  # what comes first
DATED: Final = frozenset({"when", "since", "until", "attested", "issued", "checked"})  # fields


class Date(NamedTuple):
    """A date as EDTF, None where the cell says none.

    *remark* tells how else it may be read, *attested* for which day the cell says something; *open*
    is what has not ended. Words that are *noted* say more than EDTF, and belong in a note.
    """

    edtf: str | None
    remark: str | None = None
    attested: str | None = None
    open: bool = False
    noted: bool = False


_TIME: Final = re.compile(r"(?<=[0-9])[ t][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?z?$")
_NUMBER: Final = re.compile(r"[0-9]+")
_POINT: Final = re.compile(
    r"[0-9]{4}(?:([./-])[0-9]{1,2}(?:\1[0-9]{1,2})?)?"
    r"|[0-9]{1,2}\s*([./-])\s*(?:[0-9]{1,2}\s*\2\s*)?[0-9]{4}"
)
_EITHER: Final = re.compile(r"([0-9]{1,2})\s?([/-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})")
_LONGEST: Final = 200  # characters of a date in words
_ZEROS: Final = re.compile(r"\+?([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[t ]00:00:00z?)?")
_YEARS: Final = re.compile(r"([0-9]{2})([0-9]{2})\s?[/–-]\s?([0-9]{2})")
_ROMAN: Final = {
    each: at
    for at, each in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1
    )
}
_NUMERAL: Final = re.compile(
    r"(?:(?<=[0-9]\.)|(?<=[0-9]\. )|(?<=[0-9] )|^)(x?i{1,3}|i?[vx]|vi{1,3})\s?[./ ]\s?(?=[0-9]{4})"
)


_TRAILING: Final = re.compile(r"(.+?)\s*[–-]")
_RANGE: Final = re.compile(r"(.+?)\s*(?:–|\s-\s|\s(?:to|az|do|bis|au|a|tot)\s)\s*(.+)")
_HYPHENED: Final = re.compile(r"([0-9.\s]+?)\s*-\s*([0-9].*)")
_ENGLISH: Final = re.compile(r"M([0-9]+)\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")


class _Point(NamedTuple):
    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{each:02d}" for each in (self.month, self.day) if each is not None]
        return "-".join(parts)


@lru_cache(maxsize=1 << 13)
def read_date(text: str, order: Order | None = None, *, written: bool = False) -> Date:
    """Return a date or interval as EDTF. Raises ValueError with a sentence for what is none.

    *order* is what comes first in 3/4/2014, where that is known; what we have *written* ourselves
    is EDTF, and 2014-21 in it a spring.

    >>> read_date("10–11 September 2025").edtf
    '2025-09-10/2025-09-11'
    >>> read_date("od 2009").edtf, read_date("jaro 2019").edtf
    ('2009/', '2019-21')
    """
    if len(text) > _LONGEST:
        raise ValueError(f"{text[:60]!r} is no date: it is too long. Write 2013 or 2009/2014")
    plain = " ".join(text.split())
    if zeros := _ZEROS.fullmatch(plain.casefold()):
        year, *rest = zeros.groups()
        said = "-".join([year, *takewhile(lambda each: each != "00", rest)])
        edtf.parse(said)
        return Date(said)
    if not written:
        _refuse_years(plain)
    try:
        if plain != edtf.NOT_STATED:
            edtf.parse(plain)
        return Date(plain)
    except ValueError as error:
        if "ends before" in str(error) or re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", plain):
            raise
    words = _plain(plain)
    if words in said_of_dates()["none"] or not words:
        return Date(None)
    either = _EITHER.fullmatch(plain)
    if either:
        return _read_either(plain, either, order)
    return _read_words(plain, words)


def find_order(texts: Iterable[str], default: Order | None = None) -> Order | None:
    """Return what comes first in the dates of a column, None where nothing or too much decides.

    >>> find_order(["3/4/2014", "3/25/2014"]), find_order(["3/4/2014"])
    ('month', None)
    """
    found: set[Order] = set()
    for text in texts:
        if match := _EITHER.fullmatch(" ".join(text.split())):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add("day")
            elif second > 12 >= first:
                found.add("month")
    if len(found) == 1:
        return found.pop()
    return None if found else default


def _read_either(text: str, match: re.Match[str], order: Order | None) -> Date:
    """Return a date of which the day or the month comes first."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = _Point(year, second, first), _Point(year, first, second)
    if first > 12 or second > 12 or first == second:
        return Date(str(_checked(day_first if second <= 12 else month_first, text)))
    if order is None:
        raise ValueError(
            f"{text!r} may be {day_first} or {month_first}, and nothing in its column decides. "
            f"Write one of these"
        )
    return Date(str(day_first if order == "day" else month_first))


def _read_words(plain: str, words: str) -> Date:
    """Return what the words of a date say."""
    known = patterns()
    if known.only_open.fullmatch(words):
        return Date(None, open=True, noted=True)
    as_of = known.as_of.fullmatch(words)
    if as_of and _POINT.fullmatch(as_of[1].strip(" .,")):
        return Date(None, attested=str(_point(as_of[1], plain)))
    if known.piece.fullmatch(words):
        return Date(str(_point(words, plain)))
    if match := known.part.fullmatch(words):
        year = next(each for each in match.groups() if each)
        remark = f"{plain!r} is read as {year}; the note keeps the words."
        return Date(year, remark, noted=True)
    beside = known.beside.fullmatch(words)
    if known.decade.fullmatch(words) or (beside and _POINT.fullmatch(beside[1].strip(" .,"))):
        return Date(
            None, f"{plain!r} is no date that can be reckoned with: the note keeps it.", noted=True
        )
    _refuse_unclear(plain, words)
    if match := _YEARS.fullmatch(words):
        words = f"{match[1]}{match[2]}–{match[1]}{match[3]}"
    said = _interval(words, plain)
    edtf.parse(said)
    return Date(said)


def join_dates(start: Date | None, end: Date | None) -> str | None:
    """Return the interval of two cells, one for the beginning and one for the end.

    Raises ValueError where a cell holds an interval that fits no end, or the two are reversed.
    """
    first = _end(start.edtf, "start") if start and start.edtf else ""
    last = _end(end.edtf, "end") if end and end.edtf else ""
    if first and not last and (end and end.open):
        last = ".."
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
    words = re.sub(r"[‐‑‒—−]", "–", text.casefold()).replace("'", " ")
    words = words.replace("’", " ")
    words = re.sub(r"(?<=[^\W\d_])\s?-\s?(?=[^\W\d_])", "–", words)
    words = _TIME.sub("", re.sub(r"[^\W\d_]+\.?", _month, words))
    words = _NUMERAL.sub(lambda match: f"M{_ROMAN[match[1]]} ", words)
    words = re.sub(r"(?<=[0-9])\s?[/–-]\s?M([0-9]+) ?\s?[/–-]\s?(?=[0-9])", r" M\1 ", words)
    if turned := re.fullmatch(r"([0-9]{4}) M([0-9]+) ([0-9]{1,2})", words):
        words = f"{turned[3]} M{turned[2]} {turned[1]}"
    words = _ENGLISH.sub(r"\2.M\1.\3", words)
    words = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b(?!\s+(?:quarter|half))", "", words)
    words = re.sub(r"(?<=[0-9])\.?\s*(?:of )?M", ".M", words)
    words = re.sub(r"M([0-9]+)(?:[\s.,]*(?=[0-9])|[.,]*)", r"\1.", words)
    words = re.sub(r"\s*\.\s*(?=[0-9])|\s+\.", ".", words).strip()
    words = " ".join(words.split())
    words = re.sub(rf"^{any_of('year')}\s*(?=[0-9]{{4}})", "", words)
    return re.sub(rf"(?<=[0-9]{{4}})\s+{any_of('behind_year')}$", "", words)


def _month(match: re.Match[str]) -> str:
    word = fold(match[0])
    if word in months():
        return f"M{months()[word]} "
    return word + "." * match[0].endswith(".")


def _interval(words: str, text: str) -> str:
    """Return EDTF for the words of a date."""
    known = patterns()
    if _POINT.fullmatch(words):
        return str(_point(words, text))
    if match := known.about.fullmatch(words):
        return f"{_point(match[1], text)}~"
    if match := known.between.fullmatch(words):
        left, right = (each for each in match.groups() if each)
        return _between(left, right, text)
    if match := known.open.fullmatch(re.sub(rf"^{any_of('since')}\s+", "", words)):
        return f"{_point(match[1], text)}/.."
    if match := known.since.fullmatch(words):
        return f"{_point(match[1], text)}/"
    if match := known.until.fullmatch(words):
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
    if match := patterns().piece.fullmatch(words):
        return _piece(match, text)
    if not _POINT.fullmatch(words):
        raise _no_date(text)
    numbers = [int(each) for each in _NUMBER.findall(words)]
    year_first = bool(re.match(r"[0-9]{4}", words))
    return _checked(_Point(*(numbers if year_first else reversed(numbers))), text)


def _piece(match: re.Match[str], text: str) -> _Point:
    """Return a season, a quarter or a half of a year, by the number that EDTF has for it."""
    words, year = match["before"] or match["behind"], int(match["year"] or match["first"])
    words = words.strip(" ,").removeprefix("the ")
    if words in seasons():
        return _Point(year, seasons()[words])
    told = patterns().counted.fullmatch(words)
    if told is None:
        raise _no_date(text)
    number = ordinals()[told["number"] or told["count"]]
    half = (told["unit"] or told["piece"]) in said_of_dates()["half"]
    if half and number > 2:
        raise _no_date(text)
    return _Point(year, (39 if half else 32) + number)


def _refuse_years(text: str) -> None:
    """Raise ValueError for 2014-21, which people write for years and EDTF for a season."""
    match = re.fullmatch(r"([0-9]{2})([0-9]{2})-(2[1-4])", text)
    if match and match[3] > match[2]:
        century, year, other = match.groups()
        season = ("spring", "summer", "autumn", "winter")[int(other) - 21]
        step = f"Write {century}{year}/{century}{other} or {season} {century}{year}"
        raise ValueError(f"{text!r} may be years or, in EDTF, a season. {step}")


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
    match = re.fullmatch(r"([0-9]{4})\s*[/–-]\s*([0-9]{1,2})", words)
    if match and int(match[2]) <= 12:
        year, other = match.groups()
        step = f"Write {year}-{int(other):02d} for the month, {year}/YYYY for years"
        raise ValueError(f"{text!r} may be a month or two years. {step}")
    if re.fullmatch(r"[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?[0-9]{2}", words):
        raise ValueError(f"{text!r} has a year of two digits. Write all four")
    if re.fullmatch(r"[0-9]{5}", words):
        raise ValueError(f"{text!r} is the number by which a spreadsheet counts days. Write a date")
