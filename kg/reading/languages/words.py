"""What a language has for months, numbers, cues and kinds, as data that any reader can widen."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from kg.reading.tokens import LITTLE, Token, read_tokens
from kg.text.stems import stem

LANGUAGES: Final = ("en", "cs", "sk", "pl", "de", "fr", "it", "es", "nl", "hr")
# Languages in which the graph and the search have names and adjectives of countries themselves.
SEARCHED: Final = ("en", "cs", "sk", "pl", "de")


class Pattern(NamedTuple):
    """Words of a cue by their stems; one that ends in ``~`` begins a word, ``~`` alone is any."""

    words: tuple[str, ...]
    open: tuple[bool, ...]


@cache
def read_language(language: str) -> dict[str, Any]:
    """Return the words of a language, those of English for one that has no file."""
    return _read(language if language in LANGUAGES else "en")


@cache
def read_claims() -> dict[str, dict[str, Any]]:
    """Return what cues claim that every language has, by the names that it has them under."""
    return _read("claims")


@cache
def read_cuts() -> tuple[str, ...]:
    """Return the words that end in a full stop and end no sentence, in any language."""
    return tuple(_read("all")["cuts"].split())


@cache
def read_all(key: str) -> tuple[str, ...]:
    """Return the words that stand under a key for all languages."""
    return tuple(_read("all")[key])


@cache
def read_common() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the commonest words of languages, and letters that hardly another one has."""
    words = _read("all")
    common = {language: frozenset(text.split()) for language, text in words["common"].items()}
    return common, words["letters"]


def _read(name: str) -> dict[str, Any]:
    text = files("kg").joinpath(f"reading/languages/{name}.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


@cache
def pattern(phrase: str) -> Pattern:
    """Return a phrase of a cue as a pattern of stems."""
    words, open_ = [], []
    for part in phrase.split():
        if part == "~":
            words.append("")
            open_.append(True)
            continue
        tokens = read_tokens(part.rstrip("~"))
        for token in tokens:
            stretched = part.endswith("~") and token is tokens[-1]
            words.append(token.word if stretched else token.stem)
            open_.append(stretched)
    return Pattern(tuple(words), tuple(open_))


@cache
def alternatives(language: str, key: str) -> str:
    """Return the words of a language under a key as one pattern, the longest first."""
    words = sorted(read_language(language).get(key, ()), key=len, reverse=True)
    return "|".join(map(re.escape, words)) or "(?!)"


class Phrases:
    """Phrases to be found among the words of a text; each stands for a value."""

    def __init__(
        self, phrases: dict[str, object], *, genitive: bool = False, compounds: bool = False
    ) -> None:
        self._genitive = genitive
        self._compounds = compounds
        self._by_first: dict[str, list[tuple[Pattern, object]]] = {}
        self._open: dict[str, list[tuple[Pattern, object]]] = {}  # by the first letters
        for phrase, value in phrases.items():
            made = pattern(phrase)
            if not made.words:
                continue
            if made.open[0]:
                self._open.setdefault(made.words[0][:_START], []).append((made, value))
            else:
                self._by_first.setdefault(made.words[0], []).append((made, value))
        for several in [*self._by_first.values(), *self._open.values()]:
            several.sort(key=lambda each: -len(each[0].words))

    def find(self, tokens: list[Token]) -> list[tuple[int, int, object]]:
        """Return where phrases stand, as first and last token and value; the longest, in order."""
        found = []
        at = 0
        while at < len(tokens):
            hit = self.at(tokens, at)
            if hit:
                found.append((at, hit[0], hit[1]))
                at = hit[0]
            at += 1
        return found

    def at(self, tokens: list[Token], at: int) -> tuple[int, object] | None:
        """Return the last token and the value of the longest phrase that begins at a token."""
        word = tokens[at].word
        closed = self._by_first.get(tokens[at].stem)
        opened = self._open.get(word[:_START]) or self._open.get(word[:2])
        if closed is None and self._genitive:
            forms = (stem(form) for form in _without_s(word))
            closed = next((self._by_first[each] for each in forms if each in self._by_first), None)
        if closed is None and opened is None and self._compounds:
            return self._in_compound(word, at)
        if closed is None and opened is None:
            return None
        for made, value in (*(closed or ()), *(opened or ())):
            last = _ends(tokens, at, made, genitive=self._genitive)
            if last is not None:
                return last, value
        return None

    def _in_compound(self, word: str, at: int) -> tuple[int, object] | None:
        """Return the value of the word with which a compound ends: "Expertentreffen"."""
        for form in (word, *_without_s(word)):
            bare = stem(form)
            for length in range(len(bare) - _JOINED, _JOINED, -1):
                for made, value in self._by_first.get(bare[-length:], ()):
                    if len(made.words) == 1:
                        return at, value
        return None


def _without_s(word: str) -> list[str]:
    """Return what a word may be without the ending of a German genitive."""
    return [word.removesuffix(each) for each in ("s", "es") if word.endswith(each)]


def _ends(tokens: list[Token], at: int, made: Pattern, *, genitive: bool = False) -> int | None:
    number = at
    for count, (word, open_) in enumerate(zip(made.words, made.open, strict=True)):
        if number >= len(tokens):
            return None
        if open_ and not word:
            number += 1
            continue
        if count and word not in LITTLE and tokens[number].word in _ARTICLES:
            number += 1
            if number >= len(tokens):
                return None
        token = tokens[number]
        if count and token.start - tokens[number - 1].end > _APART:
            return None  # a name stands between the words
        fits = token.word.startswith(word) if open_ else token.stem == word
        if not fits and genitive and not open_:
            fits = word in map(stem, _without_s(token.word))
        if not fits:
            return None
        number += 1
    return number - 1


_JOINED: Final = 4  # letters of a part of a compound, at least
_APART: Final = 6  # code points between two words of a phrase
_START: Final = 3  # letters of a word that may go on
_ARTICLES: Final = frozenset({"the", "a", "an"})


@cache
def phrases_of(language: str, *keys: str) -> Phrases:
    """Return the phrases that a language has under a key, each standing for itself or its value."""
    words: Any = read_language(language)
    genitive = words.get("genitive s", False)
    for key in keys:
        words = words.get(key, {})
    if isinstance(words, list):
        return Phrases({each: each for each in words}, genitive=genitive)
    compounds = keys[0] == "described" and read_language(language).get("compounds", False)
    return Phrases(dict(words), genitive=genitive, compounds=compounds)
