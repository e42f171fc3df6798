"""Countries by name, in English or Czech, or by ISO 3166 code."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from kg.text.folding import fold
from kg.text.words import nearest

INTERNATIONAL: Final = ""  # what `find` returns for a body of no one country
_APART: Final = "area-"  # before the code of a country where the code is another thing's
_INTERNATIONAL: Final = frozenset({"international", "mezinarodni", "eu", "europe", "evropa"})


class Country(NamedTuple):
    """A country: its key (the ISO code in small letters) and its names."""

    key: str
    en: str
    cs: str


class Countries:
    """Every country of ISO 3166, and the areas of the graph, whose names come first."""

    def __init__(
        self, areas: Iterable[tuple[str, str]] = (), others: Collection[str] = frozenset()
    ) -> None:
        """*areas* are keys of areas of the graph, each with one of its names or its code.

        *others* are identifiers of what is no area: a country whose code one of them bears has an
        identifier of its own.
        """
        self._keys = {name: f"{_APART}{key}" if key in others else key for name, key in _names()}
        self._keys |= {fold(name): key for key, name in areas}

    def find(self, text: str) -> str | None:
        """Return the key of the country, `INTERNATIONAL`, or None where no country is meant.

        >>> Countries().find("Slovak Republic")
        'sk'
        """
        words = fold(text)
        return INTERNATIONAL if words in _INTERNATIONAL else self._keys.get(words)

    def suggest(self, text: str) -> str | None:
        """Return the key of the country whose name is nearest, or None."""
        close = nearest(fold(text), self._keys, cutoff=0.75)
        return self._keys[close[0]] if close else None


def code_of(key: str) -> str:
    """Return the code, in small letters, of a country by its identifier."""
    return key.removeprefix(_APART)


@cache
def known_countries() -> dict[str, Country]:
    """Return the countries of ISO 3166 by key."""
    return {
        row["code"].lower(): Country(row["code"].lower(), row["en"], row["cs"]) for row in _rows()
    }


def _names() -> Iterable[tuple[str, str]]:
    for row in _rows():
        for name in (row["code"], row["en"], row["cs"], *row["also"].split("|")):
            if name:
                yield fold(name), row["code"].lower()


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("kg").joinpath("imports/meaning/countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
