"""Dates in running text, at the precision in which they are written.

The day comes before the month. A date without a year takes it from the heading, the sentences
before, or the date line; where nothing says it, it stays ``XXXX``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kg.reading.languages.words import alternatives, read_language

_YEAR: Final = r"(?:19[4-9]\d|20\d\d)"
_NUMERIC: Final = re.compile(
    rf"(?<![\d./-])(?P<y0>{_YEAR})-(?P<m0>[01]\d)-(?P<d0>[0-3]\d)(?!\d)"
    rf"|(?<![\d./])(?:(?P<da>[0-3]?\d)\.?\s?[–-]\s?)?(?P<d1>[0-3]?\d)(?P<s>[.]\s?|[/-])(?P<m1>[01]?\d)(?P=s)(?P<y1>{_YEAR})(?!\d)"
)
_RANGE: Final = re.compile(
    rf"(?<![\d./-])(?P<a>{_YEAR})\s?[–—/-]\s?(?P<b>{_YEAR}|\d\d(?!\d))(?![\d./-])"
)
_ALONE: Final = re.compile(rf"(?<![\d./,-])(?P<y>{_YEAR})(?![\d/]|[.,-]\d|\s?(?:EUR|€|CZK))")


class Date(NamedTuple):
    """A date in a text: where it stands, and EDTF; *yearless* where the year was not written.

    *bound* is "since" or "until" where a word before it says so, "" for a point or period.
    """

    start: int
    end: int
    edtf: str
    yearless: bool = False
    bound: str = ""


def find_dates(text: str, language: str, *, issued: str | None = None) -> list[Date]:
    """Return the dates of a text in order; *issued* is when it was published, for days of weeks."""
    found: list[Date] = []
    for each in [*_named(text, language), *_numeric(text), *_years(text)]:
        if not any(one.start < each.end and each.start < one.end for one in found):
            found.append(each)
    found = sorted(each for each in found if each.edtf)
    found = list(_joined(text, found, language))
    line = next((each.edtf for each in found if each.start < 400 and _is_day(each.edtf)), issued)
    found += [
        each
        for each in _weekdays(text, language, line)
        if not any(one.start <= each.end + 2 and each.start <= one.end for one in found)
    ]
    return sorted(_bounded(text, each, language) for each in found)


def _is_day(date: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", date) is not None


@cache
def _months(language: str) -> dict[str, int]:
    return {
        word: number
        for number, several in enumerate(read_language(language)["months"], 1)
        for word in several.split("|")
    }


@cache
def _month_pattern(language: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    ordinals = "|".join(map(re.escape, read_language(language)["ordinals"]))
    day = r"(?:[0-3]?\d)(?:st|nd|rd|th|\.)?"
    month = rf"(?:{months})\b\.?"
    of = alternatives(language, "date of")
    year = rf"(?:,?\s+(?:(?:{of})\s)?(?P<year>{_YEAR}))?"
    joiners = alternatives(language, "range")
    joint = rf"\s?(?:[–—-]|{joiners})\s?(?:the\s)?"
    return re.compile(
        rf"(?<![\w.])(?:the\s)?(?P<d1>{day})(?:\s(?:(?:{of})\s)?(?P<m1>{month}))?(?:\s+(?P<y1>{_YEAR}))?{joint}(?P<d2>{day})\s(?:(?:{of})\s)?(?P<m2>{month}){year}"
        rf"|(?<![\w.])(?:the\s)?(?P<d3>{day}|{ordinals})\s(?:(?:{of})\s)?(?P<m3>{month})(?:,?\s+(?:(?:{of})\s)?(?P<y3>{_YEAR}))?"
        rf"|\b(?P<m4>{month})\s(?P<d4>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[–-]\s?(?P<d5>[0-3]?\d))?,\s+(?P<y4>{_YEAR})"
        rf"|\b(?P<m5>{month})\s(?P<d6>[0-3]?\d)(?:st|nd|rd|th)(?!\d)"
        rf"|\b(?P<m6>{month})(?:,?\s+(?:(?:{of})\s)?(?P<y6>{_YEAR}))?",
        re.IGNORECASE,
    )


def _named(text: str, language: str) -> Iterator[Date]:
    """Yield the dates that have the name of a month."""
    for match in _month_pattern(language).finditer(text):
        said = _of_match(match, language)
        if said is None:
            continue
        when, year = said
        alone = match["m6"] and not year
        if alone and not (
            _has_capital(match["m6"], language) and _introduced(text, match.start(), language)
        ):
            continue
        end = match.end() - match[0].endswith(".")
        # What is no day of the calendar is no date, and its year is none either.
        yield Date(match.start(), end, when if _valid(when) else "", yearless=year is None)


def _has_capital(word: str, language: str) -> bool:
    return word[0].isupper() or language not in ("en", "de")


def _of_match(match: re.Match[str], language: str) -> tuple[str, str | None] | None:
    """Return a date as EDTF, and its year where that is written."""
    months = _months(language)
    ordinals = {word: n for n, word in enumerate(read_language(language)["ordinals"], 1)}
    g = match.groupdict()

    def month(name: str) -> int:
        return months.get((g[name] or "").casefold().rstrip("."), 0)

    def day(name: str) -> int:
        bare = (g[name] or "").casefold()
        return ordinals.get(bare) or int(re.sub(r"\D", "", bare) or 0)

    if g["m2"]:
        first = _point(g["y1"] or g["year"], month("m1") or month("m2"), day("d1"))
        return f"{first}/{_point(g['year'], month('m2'), day('d2'))}", g["year"]
    if g["m3"]:
        return _point(g["y3"], month("m3"), day("d3")), g["y3"]
    if g["m4"]:
        when = _point(g["y4"], month("m4"), day("d4"))
        last = f"/{_point(g['y4'], month('m4'), day('d5'))}" if g["d5"] else ""
        return f"{when}{last}", g["y4"]
    if g["m5"]:
        return _point(None, month("m5"), day("d6")), None
    return _point(g["y6"], month("m6"), 0), g["y6"]


def _introduced(text: str, start: int, language: str) -> bool:
    """Tell whether a word that is also a month stands where a date may stand."""
    words = alternatives(language, "before dates")
    return bool(
        re.search(rf"(?<!\w)(?:{words})\s$", text[max(0, start - 14) : start], re.IGNORECASE)
    )


def _point(year: str | None, month: int, day: int) -> str:
    parts = [year or "XXXX"]
    if month:
        parts.append(f"{month:02d}")
        if day:
            parts.append(f"{day:02d}")
    return "-".join(parts)


def _valid(date: str) -> bool:
    for point in date.split("/"):
        numbers = [int(each) if each.isdigit() else 2000 for each in point.split("-")]
        try:
            datetime.date(*([*numbers, 1, 1][:3]))
        except ValueError:
            return False
    return True


def _numeric(text: str) -> Iterator[Date]:
    for match in _NUMERIC.finditer(text):
        g = match.groupdict()
        if g["y0"]:
            when = f"{g['y0']}-{g['m0']}-{g['d0']}"
        else:
            when = _point(g["y1"], int(g["m1"]), int(g["d1"]))
            if g["da"]:
                when = f"{_point(g['y1'], int(g['m1']), int(g['da']))}/{when}"
        if _valid(when):
            yield Date(match.start(), match.end(), when)


def _years(text: str) -> Iterator[Date]:
    for match in _RANGE.finditer(text):
        first, last = match["a"], match["b"]
        last = last if len(last) == 4 else first[:2] + last
        if first <= last:
            yield Date(match.start(), match.end(), f"{first}/{last}")
    for match in _ALONE.finditer(text):
        yield Date(match.start(), match.end(), match["y"])


def _joined(text: str, dates: list[Date], language: str) -> Iterator[Date]:
    """Yield dates; "from January 2022 to the end of 2024" and two lines of a card are one."""
    words = read_language(language)
    joiners = "|".join(map(re.escape, words["range"]))
    ends = "|".join(map(re.escape, words["end of"]))
    joint = re.compile(rf"\.?\s*(?:{joiners})\s*(?:{ends})?\s*", re.IGNORECASE)
    at = 0
    while at < len(dates):
        one = dates[at]
        if at + 1 < len(dates) and "/" not in one.edtf + dates[at + 1].edtf:
            other = dates[at + 1]
            between = text[one.end : other.start]
            year = one.yearless and not other.yearless
            first = one.edtf.replace("XXXX", other.edtf[:4]) if year else one.edtf
            card = between == "\n" and _is_day(one.edtf) and _is_day(other.edtf)
            if (
                (card or joint.fullmatch(between))
                and first <= other.edtf
                and _ranged(text, one.start, between, language, card=card)
            ):
                yield Date(one.start, other.end, f"{first}/{other.edtf}", other.yearless)
                at += 2
                continue
        yield one
        at += 1


def _ranged(text: str, start: int, between: str, language: str, *, card: bool) -> bool:
    """Tell whether two dates are the ends of a period; "2013 and 2014" are two."""
    if card:
        return True
    before = text[max(0, start - 12) : start].casefold()
    words = read_language(language)
    since = [*words["since"], *words["between"]]
    opened = any(re.search(rf"\b{re.escape(each)}\s*(?:the )?$", before) for each in since)
    return opened or between.strip(" .\n") in words["dashes"]


def _weekdays(text: str, language: str, line: str | None) -> Iterator[Date]:
    if line is None or not _is_day(line):
        return
    names = read_language(language)["weekdays"]
    today = datetime.date.fromisoformat(line)
    for number, several in enumerate(names):
        for match in re.finditer(rf"\b(?:{several})\b(?!,?\s*\d)", text, re.IGNORECASE):
            if language in ("en", "de") and not match[0][0].isupper():
                continue
            back = (today.weekday() - number) % 7
            day = today - datetime.timedelta(days=back)
            yield Date(match.start(), match.end(), day.isoformat())


def _bounded(text: str, date: Date, language: str) -> Date:
    """Return a date with the word before it that says since when or until when."""
    if "/" in date.edtf:
        return date
    before = text[max(0, date.start - 24) : date.start].casefold()
    words = read_language(language)
    for bound in ("until", "since"):
        for each in words[bound]:
            if re.search(rf"(?<!\w){re.escape(each)}\s*$", before):
                return date._replace(bound=bound)
    return date


def with_year(date: Date, year: str | None) -> Date:
    """Return a date without a year with that year, where one is known."""
    if not date.yearless or year is None:
        return date
    return date._replace(edtf=date.edtf.replace("XXXX", year), yearless=False)


def years_of(date: str) -> list[str]:
    """Return the years that an EDTF date names."""
    return re.findall(r"(?<!\d)(\d{4})(?!\d)", date)
