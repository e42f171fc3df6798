"""What a relation says, in words: sentences, dates and amounts in English and Czech."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from kg.claims.amounts import Amount
from kg.claims.claims import Claim, Words
from kg.network.network import Fact, Node, Relation

LANGUAGES: Final = ("en", "cs")
Vocabulary = Mapping[str, tuple[str, str]]  # a key and its text in each language

_MONTHS: Final = (
    *(("January", "leden", "ledna"), ("February", "únor", "února"), ("March", "březen", "března")),
    *(("April", "duben", "dubna"), ("May", "květen", "května"), ("June", "červen", "června")),
    *(("July", "červenec", "července"), ("August", "srpen", "srpna")),
    *(("September", "září", "září"), ("October", "říjen", "října")),
    *(("November", "listopad", "listopadu"), ("December", "prosinec", "prosince")),
)
_UNKNOWN: Final = ("", "..")


@cache
def read_words(name: str = "claims/words") -> dict[str, tuple[str, str]]:
    """Return words by their key, each in English and Czech: by default those that all share."""
    text = files("kg").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return {key: (en, cs) for key, (en, cs) in json.loads(text).items()}


def say_relation(each: Relation, ends: Mapping[str, Node], words: Vocabulary, lang: str) -> str:
    """Return one sentence that says what joins the two ends.

    *ends* holds the nodes of the network by their identifiers.
    """
    names = {"a": in_language(ends[each.a].label, lang), "b": in_language(ends[each.b].label, lang)}
    label = in_language(each.label, lang)
    said = fill(words[f"says-{each.family}"][LANGUAGES.index(lang)], names | {"label": label})
    amount = f": {say_amount(each.amount, words, lang)}" if each.amount else ""
    return f"{said}{amount}."


def say_label(each: Relation, words: Vocabulary, lang: str) -> str:
    """Return the relation alone, as a table shows it between its two ends."""
    at = LANGUAGES.index(lang)
    label = (
        words["label-funding"][at] if each.family == "funding" else in_language(each.label, lang)
    )
    return f"{label}: {say_amount(each.amount, words, lang)}" if each.amount else label


def say_fact(fact: Fact, words: Vocabulary, lang: str) -> str:
    """Return what is said about one thing alone, as "label: value"."""
    value = fact.value if isinstance(fact.value, str) else say_amount(fact.value, words, lang)
    return f"{in_language(fact.label, lang)}: {value}"


def say_amount(amount: Amount, words: Vocabulary, lang: str) -> str:
    """Return a number or a sum with its bound and part, thousands set apart by a narrow blank."""
    number = _grouped(amount.number)
    text = f"{number} {amount.currency}" if amount.currency else number
    at = LANGUAGES.index(lang)
    said = fill(words.get(f"bound-{amount.bound}", ("{n}", "{n}"))[at], {"n": text})
    parts = [
        words.get(f"part-{each}", (each, each))[at] for each in (amount.part or "").split(", ")
    ]
    return f"{said} ({', '.join(parts)})" if amount.part else said


def say_when(claim: Claim, words: Vocabulary, lang: str) -> str:
    """Return the dates of a claim in words; several that differ are joined by a semicolon."""
    at = LANGUAGES.index(lang)
    said = [say_date(date, words, lang) for date in (claim.when or "").split()]
    seen = [say_point(date, lang) for date in (claim.attested or "").split()]
    said += [fill(words["attested"][at], {"date": date}) for date in seen]
    return "; ".join(said) or words["undated"][at]


def say_date(date: str, words: Vocabulary, lang: str) -> str:
    """Return an EDTF date in words."""
    at = LANGUAGES.index(lang)
    if date == "XXXX":
        return words["not-stated"][at]
    if "/" not in date:
        return say_point(date, lang)
    start, end = date.split("/", 1)
    if start in _UNKNOWN:
        return fill(words["until"][at], {"date": say_point(end, lang, genitive=True)})
    if end in _UNKNOWN:
        pattern = words["ongoing" if end == ".." else "since"][at]
        return fill(pattern, {"date": say_point(start, lang, genitive=True)})
    return f"{say_point(start, lang)} – {say_point(end, lang)}"


def in_language(text: Words, lang: str) -> str:
    """Return a name in a language, in English where it has none there."""
    return (text.cs if lang == "cs" else None) or text.en


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return *pattern* with its {names} replaced once; braces inside values stay as they are."""
    import re

    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), pattern)


def say_point(date: str, lang: str, *, genitive: bool = False) -> str:
    """Return a year, month or day as people write it; what is not understood is left as written."""
    year, *rest = date.rstrip("?~%").split("-")
    mark = date[len(date.rstrip("?~%")) :]
    if not rest or not all(part.isdigit() for part in rest) or not 1 <= int(rest[0]) <= 12:
        return date
    english, czech, of_czech = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{english if lang == 'en' else of_czech if genitive else czech} {year}{mark}"
    day = int(rest[1])
    return f"{day} {english} {year}{mark}" if lang == "en" else f"{day}. {of_czech} {year}{mark}"


def _grouped(number: str) -> str:
    whole, dot, part = number.partition(".")
    if not whole.isdigit():
        return number
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    return grouped + (dot + part if part.strip("0") else "")
