"""Mood: whether something is said to be so, to be planned, denied, hoped for or called off."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from kg.reading.languages.words import read_language

Mood = Literal["stated", "planned", "denied", "hoped", "cancelled", "postponed", "ended"]
_BEHIND: Final = 40  # code points behind a clause in which its verb may stand
_BREAK: Final = re.compile(r"[,;:(\u2013\n]")
_HELD: Final = frozenset({"event", "visit", "agreement", "project"})


@cache
def _words(language: str, key: str) -> re.Pattern[str]:
    words = sorted(read_language(language).get(key, ()), key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@cache
def _hoped_that(language: str) -> re.Pattern[str]:
    """Return the pattern of what opens a hope: "we hope that"."""
    hopes, that = _words(language, "hearsay").pattern, _words(language, "that").pattern
    return re.compile(rf"{hopes},?\s{that}", re.IGNORECASE)


def mood_of(sentence: str, clause: str, language: str) -> Mood:
    """Return the mood of a clause in its sentence; the worst counts.

    *clause* is what stands between the two ends of a relation and the cue, with a few words more.
    """
    if _words(language, "cancelled").search(sentence):
        return "cancelled"
    if _words(language, "postponed").search(sentence):
        return "postponed"
    at = sentence.find(clause)
    whole = clause + _rest(sentence[max(0, at) + len(clause) :], language)
    if _words(language, "negation").search(_words(language, "no negation").sub("", whole)):
        return "denied"
    if _words(language, "hearsay").search(sentence, max(0, at), at + len(clause) + _BEHIND):
        return "hoped"
    if _hoped_that(language).search(sentence, 0, max(0, at) + _BEHIND):
        return "hoped"
    if _words(language, "ended").search(clause):
        return "ended"
    if _words(language, "planned").search(whole):
        return "planned"
    return "stated"


def _rest(behind: str, language: str) -> str:
    """Return what still belongs to a clause: its verb may stand last, up to a comma or "and"."""
    near = behind[:_BEHIND]
    ends = [
        match.start()
        for match in (_BREAK.search(near), _words(language, "list").search(near))
        if match
    ]
    return near[: min(ends, default=len(near))]


def may_be_planned(kind: str) -> bool:
    """Tell whether a relation of a kind can be proposed as planned; a membership cannot."""
    return kind in _HELD
