"""Words that head columns and name sheets: what they are in each language, and which one it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.text.folding import fold

OTHER_REGISTER: Final = "pc:ReferenceNumber"  # of an office, whatever it lists
_BESIDE: Final = re.compile(r"(?<!\s)\s*[/|;]\s*")
_BRACKETS: Final = re.compile(r"(?<!\s)\s*[(\[][^()\[\]]*[)\]]\s*$")


def read_columns() -> Mapping[str, Any]:
    """Return the words of columns as they stand in the package."""
    return _read("columns")


def read_headings() -> Mapping[str, Any]:
    """Return what people head columns by, in each language, as it stands in the package."""
    return _read("headings")


def languages() -> tuple[str, ...]:
    """Return the languages in which headers are known."""
    return tuple(_read("headings")["languages"])


@cache
def _read(name: str) -> Mapping[str, Any]:
    text = files("kg").joinpath(f"imports/meaning/{name}.json").read_text(encoding="utf-8")
    words: Mapping[str, Any] = json.loads(text)
    return words


@cache
def blank_words() -> frozenset[str]:
    """Return what people write into a cell that says nothing, in small letters."""
    return frozenset(("", *read_columns()["blank"]))


def kind_of_name(name: str | None) -> str | None:
    """Return the kind of table that the name of a sheet or file says, or None.

    >>> kind_of_name("02_Visits_2024 final"), kind_of_name("visits and agreements")
    ('visits', None)
    """
    said = f" {fold(name or '')} "
    found = [(word, kind) for word, kind in _kind_words() if f" {word} " in said]
    whole = [
        (word, kind)
        for word, kind in found
        if not any(word in other and word != other for other, _ in found)
    ]
    kinds = {kind for _, kind in whole}
    return kinds.pop() if len(kinds) == 1 else None


@cache
def _kind_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(word), kind)
        for kind, said in read_columns()["kinds"].items()
        for word in {kind, said["en"], said["cs"], *said["also"]}
    )


def language_of(headers: Sequence[str]) -> str:
    """Return the language of a header: the one that most of its words are of, English first.

    >>> language_of(["Partner", "Land", "Unterzeichnet am"])
    'de'
    """
    counts: Counter[str] = Counter()
    for text in headers:
        for half in halves(text):
            counts.update(_spoken().get(half, ()))
    for lang, letters in _read("headings")["letters"].items():
        if any(letter in letters for text in headers for letter in text.casefold()):
            counts[lang] += 1
    if counts["en"] >= max(counts.values(), default=0):
        return "en"
    return max(languages(), key=lambda lang: counts[lang])


@cache
def _spoken() -> Mapping[str, frozenset[str]]:
    """Return the languages of each word that heads columns."""
    found: dict[str, set[str]] = {}
    for texts in read_columns()["fields"].values():
        for lang in ("en", "cs"):
            found.setdefault(bare_header(texts[lang]), set()).add(lang)
    for said in (*_read("headings")["kinds"].values(), _read("headings")["fields"]):
        for words in said.values():
            for lang, names in words.items():
                for name in names:
                    found.setdefault(bare_header(name), set()).add(lang)
    return {word: frozenset(langs) for word, langs in found.items()}


def halves(text: str) -> list[str]:
    """Return what a header says before and behind a stroke, without what stands in brackets."""
    plain = _BRACKETS.sub("", text)
    whole = bare_header(plain)
    parts = [bare_header(part) for part in _BESIDE.split(plain)]
    return [whole] if whole in _spoken() else [part for part in parts if part]


def bare_header(text: str) -> str:
    """Return a header without case, diacritics and the number or letter by which it is counted."""
    plain = fold(text)
    return re.sub(r"(?: c| no)?(?: \d{1,2})$", "", plain) or plain


def register_of(header: str) -> str:
    """Return the register, as a prefixed name, whose numbers a column holds.

    >>> register_of("Grant Agreement number"), register_of("Ref. no.")
    ('pc:GrantNumber', 'pc:ReferenceNumber')
    """
    words = f" {fold(header)} "
    for name, heads in read_columns()["registers"].items():
        if any(fold(each) in words for each in heads):
            return str(name)
    return OTHER_REGISTER
