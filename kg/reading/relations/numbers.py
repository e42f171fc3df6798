"""Numbers and sums in running text, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.reading.languages.words import read_language


class Number(NamedTuple):
    """A number: where it stands, its digits, the bound that a word before it gives, currency."""

    start: int
    end: int
    digits: str
    bound: str
    currency: str | None


_DIGITS = r"\d{1,3}(?:[ \u00a0,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = read_language(language)
    scales = "|".join(sorted(map(re.escape, words["scales"]), key=len, reverse=True))
    spelled = "|".join(sorted(map(re.escape, words["numbers"]), key=len, reverse=True))
    signs = "|".join(sorted(map(re.escape, words["currencies"]), key=len, reverse=True))
    bounds = "|".join(sorted(map(re.escape, words["bounds"]), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<bound>{bounds})\s+)?(?:(?P<before>{signs})\s?)?"
        rf"(?<![\w.,-])(?:(?P<digits>{_DIGITS})|(?P<word>{spelled}))(?![\w-])"
        rf"(?:\s?(?P<scale>{scales})\b\.?)?(?:\s?(?P<after>{signs})(?!\w))?",
        re.IGNORECASE,
    )


def find_numbers(
    text: str, language: str, start: int = 0, end: int | None = None
) -> Iterator[Number]:
    """Yield the numbers of a part of a text."""
    words = read_language(language)
    for match in _pattern(language).finditer(text, start, len(text) if end is None else end):
        if match["word"]:
            value = float(words["numbers"].index(match["word"].casefold()))
        else:
            digits = match["digits"]
            grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0,.]\d{3})+", digits)
            value = float(
                re.sub(r"[ \u00a0,.]", "", digits) if grouped else digits.replace(",", ".")
            )
        if match["scale"]:
            value *= words["scales"][match["scale"].casefold()]
        sign = match["before"] or match["after"]
        currency = words["currencies"][sign.casefold()] if sign else None
        bound = words["bounds"][match["bound"].casefold()] if match["bound"] else "exact"
        said = str(int(value)) if value == int(value) else str(value)
        yield Number(match.start(), match.end(), said, bound, currency)
