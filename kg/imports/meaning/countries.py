"""Countries and areas in somebody's cells: those of the graph, then all of ISO 3166."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Final, NamedTuple

from kg.text.countries import find_countries, is_international, nearest_country, read_countries
from kg.text.folding import fold
from kg.text.words import join_words, nearest

INTERNATIONAL: Final = ""  # what `find` returns for a body of no one country
_APART: Final = "area-"  # before the code of a country where the code is another thing's
_NICKNAME: Final = 4  # letters; a name so short and in capitals is a nickname
_LEAST: Final = 4  # letters of a name that is compared by its spelling


class Country(NamedTuple):
    """A country: its key (the ISO code in small letters) and its names."""

    key: str
    en: str
    cs: str


class Countries:
    """Every country by code, name and nickname, and the areas of the graph by their names."""

    def __init__(
        self, areas: Iterable[tuple[str, str]] = (), others: Collection[str] = frozenset()
    ) -> None:
        """*areas* are keys of areas of the graph, each with one of its names or its code.

        *others* are identifiers of what is no area: a country whose code one of them bears has an
        identifier of its own. A short name counts where it is no code of another country.
        """
        self._others = others
        self._keys = {
            fold(name): key
            for key, name in areas
            if name == key or not _is_nickname(name) or _agrees(name, key)
        }

    def find(self, text: str, lang: str | None = None) -> str | None:
        """Return the key of the country, `INTERNATIONAL`, or None where no one country is meant.

        *lang* is the language in which the text was written: a nickname counts in its own.

        >>> Countries().find("Slovak Republic")
        'sk'
        """
        if is_international(text):
            return INTERNATIONAL
        keys = self.among(text, lang)
        return keys[0] if len(keys) == 1 else None

    def among(self, text: str, lang: str | None = None) -> tuple[str, ...]:
        """Return the keys of all countries and areas that a text may mean in a language."""
        codes = find_countries(text, lang)
        known = self._keys.get(fold(text))
        return tuple(map(self._key, codes)) if known is None or len(codes) > 1 else (known,)

    def suggest(self, text: str) -> str | None:
        """Return the key of the country whose name is nearest, or None."""
        folded = fold(text)
        if len(folded) < _LEAST:
            return None
        if close := nearest(folded, self._keys, cutoff=0.75):
            return self._keys[close[0]]
        code = nearest_country(text)
        return self._key(code) if code else None

    def advise(self, text: str, lang: str | None = None) -> str:
        """Return what to do about a text that means no country, or several."""
        several = [f"{code_of(key).upper()} ({_name(key)})" for key in self.among(text, lang)]
        if several:
            return f"It may be {join_words(several, 'or').en}: write one of these."
        close = self.suggest(text)
        return f"Did you mean {close}?" if close else "Write its name or its ISO code."

    def _key(self, code: str) -> str:
        key = code.lower()
        return f"{_APART}{key}" if key in self._others else key


def code_of(key: str) -> str:
    """Return the code, in small letters, of a country by its identifier."""
    return key.removeprefix(_APART)


@cache
def known_countries() -> dict[str, Country]:
    """Return the countries of ISO 3166 by key."""
    return {
        code.lower(): Country(code.lower(), en, cs) for code, en, cs in read_countries().values()
    }


def _is_nickname(name: str) -> bool:
    return name.isupper() and len(name) <= _NICKNAME


def _agrees(name: str, key: str) -> bool:
    codes = find_countries(name)
    return not codes or codes == (key.upper(),)


def _name(key: str) -> str:
    country = known_countries().get(code_of(key))
    return country.en if country else key
