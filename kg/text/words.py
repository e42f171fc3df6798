"""Words in two languages: read from JSON, filled in, joined."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class Words(NamedTuple):
    """A text in English and Czech; None where the data have no Czech."""

    en: str
    cs: str | None = None


LANGUAGES: Final = ("en", "cs")
Vocabulary = Mapping[str, tuple[str, str]]  # a key and its text in each language


@cache
def read_words(name: str = "claims/words") -> dict[str, tuple[str, str]]:
    """Return words by their key, each in English and Czech: by default those that all share."""
    text = files("kg").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return {key: (en, cs) for key, (en, cs) in json.loads(text).items()}


def in_language(text: Words, lang: str) -> str:
    """Return a name in a language, in English where it has none there."""
    return (text.cs if lang == "cs" else None) or text.en


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return *pattern* with its {names} replaced once; braces inside values stay as they are."""

    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), pattern)


def join_words(words: Iterable[str]) -> str:
    """Return words as a list in a sentence.

    >>> join_words(["line ends", "a BOM", "encoding"])
    'line ends, a BOM and encoding'
    """
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last
