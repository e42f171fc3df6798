"""What single cells hold: nothing, an address, a list, a number with how exact it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from kg import edtf
from kg.imports.meaning.columns import Column
from kg.imports.meaning.headings import blank_words, read_columns
from kg.text.addresses import is_web_address
from kg.text.folding import fold

_AMOUNT: Final = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f'][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"
)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "kc": "CZK", "zl": "PLN"}
_UNIT: Final = re.compile(r"\b([A-Z]{3})\b|([€$£])")
_OF_COUNTRIES: Final = ("country", "counterpart")  # where NA is Namibia
_NO_IRI: Final = re.compile(r"[\s\[\]<>\"{}|\\^`]")


class Number(NamedTuple):
    """A number as the graph writes it, the sign of a currency beside it, and how exact it is."""

    digits: str
    sign: str | None
    bound: str | None


def is_blank(text: str, field: str = "") -> bool:
    """Tell whether a cell says nothing: it is empty, or holds what people write for that.

    >>> is_blank("n/a"), is_blank("NA", "country"), is_blank("NA")
    (True, False, True)
    """
    words = text.strip().casefold().rstrip(".")
    return words in blank_words() and not (words == "na" and field in _OF_COUNTRIES)


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web that a graph can hold.

    >>> is_address("https://prison.example/a"), is_address("https://prison.example/a|b")
    (True, False)
    """
    return is_web_address(text) and not _NO_IRI.search(text)


def split(text: str) -> list[str]:
    """Return the parts of a cell that lists several, set apart by semicolons, bars or lines."""
    return [part for each in re.split(r"[;|\n]", text) if (part := each.strip())]


def find_decimal(texts: Iterable[str]) -> str | None:
    """Return what stands before decimals in a column, where one of its numbers proves it.

    >>> find_decimal(["450.000", "1.200.000,50"]), find_decimal(["450.000"])
    (',', None)
    """
    found = {
        mark
        for text in texts
        for group, mark in ((".", ","), (",", "."))
        if re.search(
            rf"(?<![0-9.,])[0-9]{{1,3}}(?:[{group}][0-9]{{3}})++(?:[{mark}][0-9]{{1,2}})(?![0-9])"
            rf"|(?<![0-9.,])[0-9]{{1,3}}(?:[{group}][0-9]{{3}}){{2,}}+(?![0-9])",
            text,
        )
    }
    return found.pop() if len(found) == 1 else None


def read_number(text: str, decimal: str | None = None) -> Number:
    """Return the number of a cell. Raises ValueError with a sentence for what is none.

    *decimal* is what stands before decimals in its column, where that is known.

    >>> read_number("ca. 1 500 000 EUR")
    Number(digits='1500000', sign='EUR', bound='about')
    >>> read_number("450.000", ",").digits, read_number("1.200.000,50", ",").digits
    ('450000', '1200000.50')
    """
    bound, plain = _bound(text)
    match = re.fullmatch(r"([^\d\s.,-]*)\s*(.*?)\s*([^\d\s.,]*)", plain)
    bare = match[2] if match else plain
    group = {",": ".", ".": ","}.get(decimal or "", "")
    if group and re.fullmatch(rf"[0-9]{{1,3}}(?:[{group}][0-9]{{3}})+(?:[{decimal}][0-9]+)?", bare):
        bare = bare.replace(group, "")
    if _THOUSANDS.fullmatch(bare) and bare.count(".") + bare.count(",") == 1:
        step = f"Write {re.sub('[.,]', '', bare)}"
        raise ValueError(f"“{text}” may be thousands or decimals. {step}")
    whole = re.sub(r"[.,]", "", bare) if _THOUSANDS.fullmatch(bare) else bare
    if not _AMOUNT.fullmatch(whole):
        raise ValueError(f"“{text[:60]}” is no number. Write digits only, such as 120000")
    digits = re.sub(r"[^\d.]", "", whole.replace(",", "."))
    return Number(digits, ((match[1] or match[3]) if match else None) or None, bound)


def currency_of(sign: str) -> str:
    """Return the code of a currency from a sign or code.

    >>> currency_of("€"), currency_of("eur")
    ('EUR', 'EUR')
    """
    return _SIGNS.get(fold(sign) or sign, sign.upper())


def unit_of(header: str) -> str | None:
    """Return the currency that a header names: ``Amount (EUR)``."""
    match = _UNIT.search(header)
    found = next((each for each in match.groups() if each), None) if match else None
    return currency_of(found) if found else None


def _bound(text: str) -> tuple[str | None, str]:
    """Return how exact words before a number say it is, and the text without them."""
    words = text.strip()
    for word, bound in _bound_words():
        start = words[: len(word)]
        rest = words[len(word) :]
        if start.casefold() == word and rest and not rest[0].isalpha():
            return bound, rest.lstrip(" .\u00a0")
    return None, words


@cache
def _bound_words() -> Sequence[tuple[str, str]]:
    said = read_columns()["bounds"]
    pairs = [(word, bound) for bound, words in said.items() for word in words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def pair_countries(columns: tuple[Column, ...]) -> dict[int, int]:
    """Return where the country of each column of bodies stands.

    As many countries as bodies are paired in their order; else a country belongs to the body before
    it, and the only one to the only body.
    """
    bodies = [column.at for column in columns if holds_bodies(column.field) and column.at >= 0]
    countries = [column.at for column in columns if column.field == "country" and column.at >= 0]
    if len(bodies) == len(countries) or len(bodies) == 1:
        return dict(zip(bodies, countries, strict=False))
    ends = [*bodies[1:], max([*bodies, *countries], default=0) + 1]
    pairs = {}
    for body, end in zip(bodies, ends, strict=True):
        after = next((each for each in countries if body < each < end), None)
        if after is not None:
            pairs[body] = after
    return pairs


def holds_bodies(field: str) -> bool:
    """Tell whether a column holds bodies: it is headed so, or by a role."""
    return field.startswith("role:") or field in ("body", "body_id")


def year_of(when: str | None) -> str | None:
    """Return the year in which something began, or took place, where it is known."""
    if not when:
        return None
    start = edtf.parse(when)[0]
    return start[:4] if start not in ("", "..") else None
