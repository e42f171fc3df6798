"""Countries in words: by ISO 3166 code, by name in some fifty languages, by nickname.

`countries.csv` holds the codes of ISO 3166 (alpha-2, alpha-3, numeric) and the names: those of the
Unicode CLDR in each language, and *also* those of the United Nations, the ISO and of official use.
`countries.json` holds what the European Union writes, and nicknames by language: a code counts in
every language, a nickname in its own, and what may be both means several.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from kg.text.folding import fold, look
from kg.text.words import nearest

_CODE: Final = re.compile(r"[A-Za-z]{2,3}|[0-9]{3}")
_TURNED: Final = re.compile(r"(.+?)\s*(?:,|\(|\[)\s*(.+?)[)\]]?")
_CODES: Final = frozenset({"code", "alpha3", "numeric"})  # columns
# Words that a name may have or lack.
_LITTLE: Final = frozenset(
    ["the", "and", "of", "a", "i", "und", "et", "y", "e", "en", "st", "saint"]
)


class Country(NamedTuple):
    """A country: its ISO 3166 code and its usual names in English and Czech."""

    code: str
    en: str
    cs: str


class _Names(NamedTuple):
    """For each name, folded, the codes that it stands for, each with the languages that say so."""

    whole: Mapping[str, Mapping[str, frozenset[str]]]
    loose: Mapping[str, frozenset[str]]  # by the name without little words: codes


class _Said(NamedTuple):
    """What `countries.json` says."""

    codes: dict[str, str]  # beside those of ISO 3166
    nicknames: dict[str, dict[str, str]]  # by language
    states: list[str]  # words for what sort of state it is
    not_shortened: list[str]  # names that need that word
    international: list[str]


@cache
def read_countries() -> dict[str, Country]:
    """Return the countries of ISO 3166, and Kosovo, by their alpha-2 codes."""
    return {
        row["code"]: Country(row["code"], row["en"].split("|")[0], row["cs"].split("|")[0])
        for row in _rows()
    }


@lru_cache(maxsize=1 << 13)
def find_countries(text: str, lang: str | None = None) -> tuple[str, ...]:
    """Return the alpha-2 codes that a text may mean in a language: none, one, or several.

    >>> find_countries("CR", "en"), find_countries("CR", "cs"), find_countries("EL")
    (('CR',), ('CR', 'CZ'), ('GR',))
    >>> find_countries("Tanzania, United Republic of"), find_countries("Atlantis")
    (('TZ',), ())
    """
    plain = look(text).strip(" *.") if len(text) <= 2 else look(text)
    short = {*_by_code(plain), *_by_nickname(plain, lang)}
    if short:
        return tuple(sorted(short))
    names = _names()
    for form in _forms(plain):
        if found := names.whole.get(form):
            return _said_in(found, lang)
    for form in _forms(plain):
        if len(some := names.loose.get(_loosen(form), frozenset())) == 1:
            return tuple(some)
    return ()


@cache
def names_by_language() -> dict[str, tuple[str, ...]]:
    """Return the usual names of all countries in each language."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows():
        for language in row.keys() - _CODES - {"also"}:
            found[language] += filter(None, row[language].split("|"))
    return {language: tuple(names) for language, names in sorted(found.items())}


@cache
def names_by_code(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the names of each country in some languages, with those of official use."""
    return {
        row["code"]: tuple(
            name for each in (*languages, "also") for name in row[each].split("|") if name
        )
        for row in _rows()
    }


def is_international(text: str) -> bool:
    """Tell whether a text says that something belongs to no one country, or to an unknown one.

    The graph says neither of a body: it gives it no country.
    """
    return fold(text) in _international()


def nearest_country(text: str) -> str | None:
    """Return the code of the country with the name that is spelled most like a text, or None."""
    names = _names().whole
    close = nearest(fold(text), names, cutoff=0.75) if len(fold(text)) > 3 else []
    return min(names[close[0]]) if close else None


def _said_in(found: Mapping[str, frozenset[str]], lang: str | None) -> tuple[str, ...]:
    """Return the codes of a name, those alone that have it in the language where some do."""
    own = [code for code, languages in found.items() if lang in languages]
    return tuple(sorted(own or found))


def _by_code(text: str) -> Iterator[str]:
    if _CODE.fullmatch(text) and (code := _codes().get(text.upper())):
        yield code


def _by_nickname(text: str, lang: str | None) -> Iterator[str]:
    """Yield the codes of a nickname: of its language, or of any where its letters tell that."""
    for language, nicknames in _said().nicknames.items():
        for nickname, code in nicknames.items():
            told = text == nickname and not text.isascii()
            alike = fold(text) == fold(nickname)
            unknown = lang is None and text.upper() not in _codes()
            if told or (alike and (lang == language or unknown)):
                yield code


def _forms(text: str) -> Iterator[str]:
    """Yield a name folded, as it is turned round in lists, and without the word for a state."""
    yield fold(text)
    turned = _TURNED.fullmatch(text)
    if turned:
        name, more = fold(turned[1]), fold(turned[2]).removeprefix("the ")
        yield f"{more} {name}"
        yield from _shortened(f"{more} of {name}")
        if more in ("", "the", *_said().states):
            yield from _shortened(f"{more.removesuffix(' of')} of {name}")
            if name not in _said().not_shortened:
                yield name
    yield from _shortened(fold(text))


def _shortened(folded: str) -> Iterator[str]:
    """Yield a name without what sort of state it is, where that leaves no doubt."""
    said = _said()
    for state in said.states:
        for joint in (" of the ", " of ", " "):
            rest = folded.removeprefix("the ").removeprefix(f"{state}{joint}")
            if rest != folded.removeprefix("the ") and rest not in said.not_shortened:
                yield rest.removeprefix("of ")


def _loosen(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in _LITTLE)


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = dict(_said().codes)
    for row in _rows():
        codes |= {row[name]: row["code"] for name in ("code", "alpha3", "numeric") if row[name]}
    return codes


@cache
def _names() -> _Names:
    whole: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows():
        for language, names in row.items():
            if language in _CODES:
                continue
            for name in filter(None, names.split("|")):
                whole[fold(name)][row["code"]].add(language)
    loose: dict[str, set[str]] = defaultdict(set)
    for name, codes in whole.items():
        loose[_loosen(name)] |= set(codes)
    return _Names(
        {name: {c: frozenset(some) for c, some in codes.items()} for name, codes in whole.items()},
        {name: frozenset(codes) for name, codes in loose.items() if name},
    )


@cache
def _international() -> frozenset[str]:
    return frozenset(map(fold, _said().international))


@cache
def _said() -> _Said:
    return _Said(**json.loads(_text("countries.json")))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(_text("countries.csv").splitlines()))


def _text(name: str) -> str:
    return files("kg").joinpath(f"text/{name}").read_text(encoding="utf-8")
