"""The words by which persons are told: titles, ranks, offices, labels, given names, by language.

They stand in `person_words.json`, a part for each language (English, Czech, Slovak, German, Polish)
and *any* for what has none: a language more is a part more. Given names that are *rare* are known
as they are written, the others in any case; a *doubtful* one is also a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from kg.text.folding import fold
from kg.text.stems import stem

_SHORT: Final = 4  # letters of a word that counts as a whole only


class PersonWords(NamedTuple):
    """The words, as they are compared: folded, those of *titles* and *after* with their dots.

    *bodies* and *named_after* are whole words, and beginnings of words.
    """

    titles: frozenset[str]  # and ranks
    after: frozenset[str]
    offices: frozenset[str]
    labels: frozenset[str]
    headings: frozenset[str]
    given: frozenset[str]
    stems: frozenset[str]  # of given names in languages that inflect them
    doubtful: frozenset[str]
    particles: frozenset[str]
    saints: frozenset[str]
    bodies: tuple[frozenset[str], tuple[str, ...]]  # whole words, beginnings
    named_after: tuple[frozenset[str], tuple[str, ...]]
    endings: tuple[str, ...]
    hints: frozenset[str]  # a word of each title, office and label, and what else may be a name
    companies: re.Pattern[str]  # the form of one, behind its name
    telephone: re.Pattern[str]


@cache
def given_names() -> dict[str, tuple[str, ...]]:
    """Return the given names of each language, in small letters."""
    return {
        language: (*words["given"], *words.get("rare", ()))
        for language, words in _read().items()
        if language != "any"
    }


@cache
def read_person_words() -> PersonWords:
    """Return the words of all languages together."""
    said = {**_read()}
    every = said.pop("any")

    def of(*names: str) -> frozenset[str]:
        words = (word for each in said.values() for name in names for word in each.get(name, ()))
        return frozenset(map(_plain, words))

    given = of("given", "rare") | {fold(each) for each in every["given"]}
    doubtful = frozenset(every["doubtful"])
    slavic = {fold(each) for lang in ("cs", "sk", "pl") for each in said[lang]["given"]}
    labels = sorted(map(re.escape, every["telephone"]), key=len, reverse=True)
    forms = [re.escape(each).replace(r"\.", r"\.\s?") for each in every["companies"]]
    return PersonWords(
        titles=of("titles", "ranks"),
        after=of("after"),
        offices=frozenset(fold(each) for lang in said.values() for each in lang["offices"]),
        labels=frozenset(fold(each) for lang in said.values() for each in lang["labels"]),
        headings=frozenset(fold(each) for lang in said.values() for each in lang["headings"]),
        given=given - doubtful,
        stems=_stems(slavic) - _stems(doubtful),
        doubtful=doubtful,
        particles=frozenset(every["particles"]),
        saints=frozenset(every["saints"]),
        bodies=_split(every["bodies"]),
        named_after=_split(every["named_after"]),
        endings=tuple(every["endings"]),
        hints=doubtful
        | frozenset(
            max(fold(re.sub(r"[./-]", " ", each)).split(), key=len)
            for lang in said.values()
            for name in ("titles", "ranks", "after", "offices", "labels")
            for each in lang[name]
        ),
        companies=re.compile(rf"[\s,]*(?:{'|'.join(forms)})(?![^\W\d_])"),
        telephone=re.compile(rf"\b(?:{'|'.join(labels)})(?![^\W\d_])", re.IGNORECASE),
    )


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    text = files("kg").joinpath("text/person_words.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = json.loads(text)
    return found


def _stems(names: Iterable[str]) -> frozenset[str]:
    """Return the stems of names: of the nominative, and of the forms that lengthen it."""
    return frozenset(stem(name + ending) for name in names for ending in ("", "em"))


def _plain(entry: str) -> str:
    """Return an entry of a list folded, with its dots and without blanks."""
    return "".join(
        fold(part) + "." * part.endswith(".") for part in re.findall(r"[^.\s-]+\.?", entry)
    )


def _split(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return words that count as a whole, and those that count as beginnings."""
    folded = [fold(each) for each in words]
    short = frozenset(each for each in folded if len(each) <= _SHORT)
    return short, tuple(each for each in folded if len(each) > _SHORT)
