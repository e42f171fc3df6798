"""The words of dates, and the patterns that are made of them.

They stand in `dates.json`: English, Czech, Slovak, Polish, German, French, Spanish, Italian, Dutch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


def any_of(name: str) -> str:
    """Return a pattern of the words of `dates.json`, the longest first."""
    said = sorted(map(re.escape, said_of_dates()[name]), key=len, reverse=True)
    return "(?:" + "|".join(said) + ")"


class Patterns(NamedTuple):
    """What forms the words of a date may have."""

    since: re.Pattern[str]
    until: re.Pattern[str]
    between: re.Pattern[str]
    open: re.Pattern[str]
    only_open: re.Pattern[str]
    about: re.Pattern[str]
    as_of: re.Pattern[str]
    beside: re.Pattern[str]  # after or before
    piece: re.Pattern[str]  # a part of a year that EDTF has
    counted: re.Pattern[str]  # which quarter or half it is
    part: re.Pattern[str]  # another one
    decade: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the forms of dates in words."""
    year, joint = "([0-9]{4})", r"(?:–|-|,|to|do|az|bis|au|a|tot|until)?"
    between = "|".join(
        rf"(?:{left})\s+(.+?)\s+(?:{right})\s+(.+)" for left, right in said_of_dates()["between"]
    )
    space = r"(?:(?<=\.)|\s)\s*"
    of = rf"\s*(?:{any_of('of')}\s*)?"
    numbers, third = _listed(ordinals()), any_of("third")
    ordinal = f"(?:{numbers})(?:st|nd|rd|th)?"
    part = rf"(?:{any_of('parts')}|{ordinal}\s*[.–-]?\s*{third}|{third}\s?{ordinal})"
    unit = f"(?:{any_of('quarter')}|{any_of('half')})"
    piece = rf"(?:the\s)?(?:{_listed(seasons())}|{ordinal}\s*[.–-]?\s*{unit}|{unit}\s?{ordinal}),?"
    return Patterns(
        since=re.compile(rf"{any_of('since')}{space}(.+)"),
        until=re.compile(rf"{any_of('until')}{space}(.+)"),
        between=re.compile(between),
        open=re.compile(rf"(.+?)\s*{joint}\s*{any_of('open')}"),
        only_open=re.compile(rf"(?:{any_of('until')}\s+)?{any_of('open')}"),
        about=re.compile(rf"{any_of('about')}\s*(.+)"),
        as_of=re.compile(rf"{any_of('as_of')}{space}(.+)"),
        beside=re.compile(rf"(?:{any_of('after')}|{any_of('before')})\s+(.+)"),
        piece=re.compile(
            rf"(?P<before>{piece}){of}[,–/-]?\s*(?P<year>[0-9]{{4}})"
            rf"|(?P<first>[0-9]{{4}})\s*[,–/-]?\s*(?P<behind>{piece})"
        ),
        counted=re.compile(
            rf"(?P<number>{numbers})(?:st|nd|rd|th)?\s*[.–-]?\s*(?P<unit>{unit})"
            rf"|(?P<piece>{unit})\s?(?P<count>{numbers})(?:st|nd|rd|th)?"
        ),
        part=re.compile(rf"{part}{of}[,–/-]?\s*{year}|{year}\s*[,–/-]?\s*{part}"),
        decade=re.compile(
            rf"(?:the )?(?:[0-9]{{2}}|[0-9]{{3}})0?\.?[–-]?\s?{any_of('decade')}(?:\s.*)?"
            rf"|{any_of('decade')}\s+[0-9]{{2}}\.?(?:\s?xx w\.?)?"
        ),
    )


def _listed(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def seasons() -> dict[str, int]:
    """Return the number that EDTF has for a season, by its words."""
    return {
        word: int(number) for number, words in said_of_dates()["seasons"].items() for word in words
    }


@cache
def ordinals() -> dict[str, int]:
    """Return which of several a word says: *first* is 1."""
    return {
        word: int(number) for number, words in said_of_dates()["ordinals"].items() for word in words
    }


@cache
def said_of_dates() -> dict[str, Any]:
    """Return all words of dates by what they mean, folded."""
    text = files("kg").joinpath("imports/meaning/dates.json").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text)
    return said


@cache
def months() -> dict[str, int]:
    """Return the number of a month by its names."""
    return {
        word: number
        for number, (words,) in enumerate(said_of_dates()["months"], 1)
        for word in words.split()
    }
