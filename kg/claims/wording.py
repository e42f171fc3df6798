"""What a relation says, in words: sentences, dates and amounts in English and Czech."""

from __future__ import annotations

from typing import Final

from kg.claims.claims import Amount, Claim
from kg.edtf import NOT_STATED, PARTS
from kg.text.numbers import grouped, is_digits
from kg.text.words import LANGUAGES, Vocabulary, fill, read_words

_UNKNOWN: Final = ("", "..")


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
    if date == NOT_STATED:
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


def say_point(date: str, lang: str, *, genitive: bool = False) -> str:
    """Return a year, a part of it, a month or day in words; what is none is left as written."""
    year, *rest = date.rstrip("?~%").split("-")
    mark = date[len(date.rstrip("?~%")) :]
    if not rest or not all(map(is_digits, rest)):
        return date
    months = read_words("claims/wording")
    if len(rest) == 1 and int(rest[0]) in PARTS:
        part = months[f"{'of-' * genitive}part-{int(rest[0])}"][LANGUAGES.index(lang)]
        return f"{part} {year}{mark}"
    if not 1 <= int(rest[0]) <= 12:
        return date
    key = f"of-month-{int(rest[0])}" if genitive or len(rest) > 1 else f"month-{int(rest[0])}"
    month = months[key][LANGUAGES.index(lang)]
    if len(rest) == 1:
        return f"{month} {year}{mark}"
    return f"{int(rest[1])}{'' if lang == 'en' else '.'} {month} {year}{mark}"


def _grouped(number: str) -> str:
    whole, dot, part = number.partition(".")
    if not is_digits(whole):
        return number
    return grouped(whole, "\u202f") + (dot + part if part.strip("0") else "")
