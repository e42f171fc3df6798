"""Mood: whether something is said to be so, to be planned, denied, hoped for or called off."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from kg.reading.languages.words import read_language

Mood = Literal["stated", "planned", "denied", "hoped", "cancelled", "postponed", "ended"]
_BEHIND: Final = 40  # code points behind a clause in which its verb may stand
_HELD: Final = frozenset({"event", "visit", "agreement", "project"})


@cache
def _words(language: str, key: str) -> re.Pattern[str]:
    words = sorted(read_language(language).get(key, ()), key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def mood_of(sentence: str, clause: str, language: str) -> Mood:
    """Return the mood of a clause in its sentence; the worst counts.

    *clause* is what stands between the two ends of a relation and the cue, with a few words more.
    """
    if _words(language, "cancelled").search(sentence):
        return "cancelled"
    if _words(language, "postponed").search(sentence):
        return "postponed"
    if _words(language, "negation").search(_words(language, "no negation").sub("", clause)):
        return "denied"
    at = sentence.find(clause)
    if _words(language, "hearsay").search(sentence, max(0, at), at + len(clause) + _BEHIND):
        return "hoped"
    if _words(language, "ended").search(clause):
        return "ended"
    if _words(language, "planned").search(clause):
        return "planned"
    return "stated"


def may_be_planned(kind: str) -> bool:
    """Tell whether a relation of a kind can be proposed as planned; a membership cannot."""
    return kind in _HELD
