"""The words for sorts of bodies and for countries in some twenty languages, as phrases of words.

`offices.csv` has what prison services, ministries of justice, prisons … are called in a language,
and native names that belong to one country; `demonyms.csv` has how the adjectives of countries
begin. Names of countries are those of the Unicode CLDR.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from kg.reading.tokens import Token, read_tokens
from kg.text.countries import names_by_code, names_by_language

# Languages whose nouns have cases: a word may end otherwise there. In the others it only grows.
INFLECTED: Final = frozenset(
    {"cs", "sk", "pl", "hr", "sl", "sr", "uk", "ru", "bg", "lt", "lv", "et", "fi", "hu", "ro"}
)
# Languages in which a country stands behind a body with nothing between, in the genitive; and
# those in which its adjective does.
BEHIND: Final = INFLECTED - {"hu", "et", "fi", "lt", "lv"}
ADJECTIVE_BEHIND: Final = frozenset({"fr", "es", "it", "pt", "ro"})
_LINKS: Final = (
    "of in from the de du des la le les l d del della dello dell dei degli di do da dos das van "
    "het v ve w we u z za na din al a ai der die das von vom im fur pro pre pri dla i och og y "
    "et e en"
)
LINKS: Final = frozenset(_LINKS.split())
_STATE: Final = "republiky republike republiki republika republica republicii republique republik"
STATES: Final = frozenset(_STATE.split())  # what sort of state a country is
_ENDING: Final = 4  # letters by which a word may be longer than its form in the table


class Phrase(NamedTuple):
    """Words that stand for something: folded, each with its stem, and what they stand for."""

    words: tuple[Token, ...]
    meaning: str
    open: bool = False  # the last word may go on: a beginning of adjectives
    code: str = ""  # of the one country whose body is called so


class Wordlist:
    """Phrases by the first letters of their first words."""

    def __init__(self, phrases: Sequence[Phrase], *, inflected: bool) -> None:
        self._by_start: dict[str, list[Phrase]] = defaultdict(list)
        self._inflected = inflected
        for each in sorted(set(phrases), key=lambda one: (-len(one.words), one)):
            self._by_start[each.words[0].word[:3]].append(each)

    def at(self, tokens: Sequence[Token], at: int) -> tuple[int, Phrase] | None:
        """Return the last token of the longest phrase that begins at a token, and the phrase."""
        for phrase in self._by_start.get(tokens[at].word[:3], ()):
            last = self._last(tokens, at, phrase)
            if last is not None:
                return last, phrase
        return None

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Phrase]]:
        """Yield where phrases stand, as first and last token, none within another."""
        after = 0
        for at in range(len(tokens)):
            if at >= after and (hit := self.at(tokens, at)):
                yield at, *hit
                after = hit[0] + 1

    def _last(self, tokens: Sequence[Token], at: int, phrase: Phrase) -> int | None:
        number = at
        for count, word in enumerate(phrase.words):
            while count and number < len(tokens) and is_link(tokens[number]):
                number += 1
            if number >= len(tokens):
                return None
            if count and tokens[number].start - tokens[number - 1].end > 3:
                return None
            may_go_on = phrase.open and count == len(phrase.words) - 1
            if not is_form(tokens[number], word, inflected=self._inflected, open_=may_go_on):
                return None
            number += 1
        return number - 1


def is_link(token: Token) -> bool:
    """Tell whether a word only joins others, in any language."""
    return token.little or token.word in LINKS


def is_form(token: Token, word: Token, *, inflected: bool, open_: bool = False) -> bool:
    """Tell whether a word of a text is a form of another one: the same up to its ending."""
    said, known = token.word, word.word
    if said == known or (token.stem == word.stem and (inflected or len(known) > 5)):
        return True
    longer = len(said) - len(known)
    if open_:
        return said.startswith(known) and longer <= _ENDING + 1
    if len(known) < 5 or longer > _ENDING:
        return False
    kept = max(4, len(known) - 2) if inflected else len(known)
    return said.startswith(known[:kept]) and (inflected or longer <= 2)


@cache
def offices_in(language: str) -> Wordlist:
    """Return the words for offices in a language, with native names of bodies in any."""
    found = []
    for row in _rows("offices"):
        if row["office"] in ESTABLISHMENTS:
            continue
        if row["code"] or row["language"] == language:
            found += [
                Phrase(words, row["office"], code=row["code"]) for words in _phrases(row["phrases"])
            ]
    return Wordlist(found, inflected=language in INFLECTED or language == "de")


@cache
def establishments_in(language: str) -> Wordlist:
    """Return the words for prisons and universities in a language, and in those of neighbours."""
    found = []
    for row in _rows("offices"):
        if row["office"] in ESTABLISHMENTS and row["language"] in (language, *_NEIGHBOURS):
            found += [Phrase(words, row["office"]) for words in _phrases(row["phrases"])]
    return Wordlist(found, inflected=language in INFLECTED or language == "de")


_NEIGHBOURS: Final = ("en", "cs", "sk", "pl", "de")  # a name may stand in its own language
ESTABLISHMENTS: Final = frozenset({"prison-establishment", "university"})


@cache
def words_for(office: str) -> frozenset[str]:
    """Return the stems of all words for an office, in any language."""
    return frozenset(
        token.stem
        for row in _rows("offices")
        if row["office"] == office
        for words in _phrases(row["phrases"])
        for token in words
    )


@cache
def countries_in(language: str) -> tuple[Wordlist, Wordlist]:
    """Return the names of countries in a language and the beginnings of their adjectives."""
    names = [
        Phrase(words, code)
        for code, several in (
            names_by_code((language,)).items() if language in names_by_language() else ()
        )
        for name in several
        if (words := _words(name)) and not name.isupper()
    ]
    adjectives = [
        Phrase(words, row["code"], open=True)
        for row in _rows("demonyms")
        for words in _phrases(row.get("nb" if language == "da" else language) or "")
    ]
    inflected = language in INFLECTED
    return Wordlist(names, inflected=inflected), Wordlist(adjectives, inflected=inflected)


def _phrases(texts: str) -> Iterator[tuple[Token, ...]]:
    for text in filter(None, texts.split("|")):
        if words := _words(text):
            yield words


def _words(text: str) -> tuple[Token, ...]:
    return tuple(each for each in read_tokens(text) if not is_link(each))


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = files("kg").joinpath(f"reading/mentions/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
