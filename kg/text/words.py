"""Words in two languages: read from JSON, filled in, joined.

What a module says stands beside it, in a JSON file of its name: a key, and its text in each
language with {names} for what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple


class Words(NamedTuple):
    """A text in English and Czech; None where the data have no Czech."""

    en: str
    cs: str | None = None


_LONGEST: Final = 500  # characters; nothing is called by more
LANGUAGES: Final = ("en", "cs")
Vocabulary = Mapping[str, tuple[str, str]]  # a key and its text in each language


@cache
def read_words(name: str = "claims/words") -> dict[str, tuple[str, str]]:
    """Return words by their key, each in English and Czech: by default those that all share."""
    import json

    text = (Path(__file__).parents[1] / f"{name}.json").read_text(encoding="utf-8")
    return {key: (en, cs) for key, (en, cs) in json.loads(text).items()}


class Messages:
    """What a module says: called with a key and values, its message in both languages.

    >>> Messages("kg.text.words")("and", first="line ends, a BOM", last="encoding")
    Words(en='line ends, a BOM and encoding', cs='line ends, a BOM a encoding')
    """

    def __init__(self, module: str) -> None:
        self._name = module.removeprefix("kg.").replace(".", "/")

    def __call__(self, key: str, **values: object) -> Words:
        """Return the message of *key*; values that are words stand in the language around them."""
        return Words(*(say(read_words(self._name), key, lang, **values) for lang in LANGUAGES))


def say(words: Vocabulary, key: str, lang: str, **values: object) -> str:
    """Return one of *words* in a language, with its {names} filled in."""
    return fill(
        words[key][LANGUAGES.index(lang)],
        {
            name: in_language(value, lang) if isinstance(value, Words) else str(value)
            for name, value in values.items()
        },
    )


def in_language(text: Words, lang: str) -> str:
    """Return a name in a language, in English where it has none there."""
    return (text.cs if lang == "cs" else None) or text.en


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return *pattern* with its {names} replaced once; braces inside values stay as they are."""

    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), pattern)


def plain(text: str) -> Words:
    """Return a text that is the same in every language."""
    return Words(text, text)


def joined(*parts: Words | str) -> Words:
    """Return texts one after the other; what is no words is the same in every language."""
    return Words(
        *(
            "".join(in_language(part, lang) if isinstance(part, Words) else part for part in parts)
            for lang in LANGUAGES
        )
    )


def join_words(words: Sequence[Words | str], last_joined_by: str = "and") -> Words:
    """Return words as a list in a sentence, the last behind `and` or `or`.

    >>> join_words(["line ends", "a BOM", "encoding"]).en
    'line ends, a BOM and encoding'
    """
    *first, last = [*words] or [""]
    if not first:
        return joined(last)
    commas = [part for word in first for part in (", ", word)][1:]
    return _MESSAGES(last_joined_by, first=joined(*commas), last=last)


def nearest(word: str, known: Iterable[str], *, most: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return what of *known* is spelled most like *word*, the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(word[:_LONGEST], list(known), n=most, cutoff=cutoff)


def did_you_mean(
    word: str,
    known: Iterable[str],
    otherwise: Words | str = "",
    *,
    most: int = 1,
    cutoff: float = 0.6,
) -> Words:
    """Return a question with what of *known* is nearest to *word*, *otherwise* where nothing is.

    >>> did_you_mean("agnet", ["agent", "area"]).en
    'Did you mean agent?'
    """
    if close := nearest(word, known, most=most, cutoff=cutoff):
        return _MESSAGES("nearest", names=join_words(close, "or"))
    return joined(otherwise)


_MESSAGES: Final = Messages(__name__)
