"""Quoting: where words that a person quotes stand in a text.

Blanks of every kind, quotation marks, dashes, soft hyphens and composed or decomposed letters are
not told apart; capitals are. What is found is never chosen by a machine: words that stand in
several places are shown with what is around them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kg.errors import NotFound
from kg.evidence.texts import excerpt
from kg.text.folding import compose, decompose

Range = tuple[int, int]

_MARKS: Final = "'\"\u2018\u2019\u201a\u201b\u00b4\u0060\u201c\u201d\u201e\u201f\u00ab\u00bb"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SOFT: Final = "\u00ad*"
_SHOWN: Final = 9  # places that are listed
_REACH: Final = 50  # code points of context on either side


def find_quotation(text: str, words: str) -> list[Range]:
    """Return where *words* stand in *text*, from start to before end, in code points.

    Places that cut a word are left out where there are others.

    >>> find_quotation("He said: \u201ca  member\u201d.", '"a member"')
    [(9, 19)]
    """
    if not words.strip():
        return []
    found = [match.span() for match in _pattern(words).finditer(text)]
    return [each for each in found if not cuts_word(text, *each)] or found


def cuts_word(text: str, start: int, end: int) -> bool:
    """Tell whether a passage begins or ends within a word.

    >>> cuts_word("the Network", 0, 7), cuts_word("the Network", 4, 11)
    (True, False)
    """
    return any(
        0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at]) for at in (start, end)
    )


def locate(text: str, words: str, nth: int | None = None, *, step: str) -> Range:
    """Return the one place of *words* in *text*, or the *nth* of several, counted from one.

    Raises NotFound where there is none, or more than one to choose from; *step* says how to.
    """
    found = find_quotation(text, words)
    said = " ".join(words.split())
    if not found:
        raise NotFound(f"“{said}” does not stand in the text. {_nearest(text, words)}")
    if nth is not None and not 1 <= nth <= len(found):
        raise NotFound(f"“{said}” stands {len(found)} times in the text, so there is no {nth}.")
    if nth is None and len(found) > 1:
        shown = [f"{at}: {in_context(text, *each)}" for at, each in enumerate(found[:_SHOWN], 1)]
        more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        places = "; ".join([*shown, *more])
        raise NotFound(f"“{said}” stands {len(found)} times in the text. {step} {places}")
    return found[(nth or 1) - 1]


def in_context(text: str, start: int, end: int) -> str:
    """Return a passage in brackets with a few words on either side, in one line."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    while low < start and cuts_word(text, low, low):
        low += 1
    while high > end and cuts_word(text, high, high):
        high -= 1
    said = f"{text[low:start]}[{text[start:end]}]{text[end:high]}"
    return " ".join(excerpt(said, [(0, len(said))]).split())


def _nearest(text: str, words: str) -> str:
    """Return the next step: what stands in the text of the beginning of the words, if anything."""
    if match := re.search(_pattern(words).pattern, text, re.IGNORECASE):
        return f"With other capitals it does: {in_context(text, *match.span())}"
    parts = words.split()
    for count in range(len(parts) - 1, 1, -1):
        if match := _pattern(" ".join(parts[:count])).search(text):
            return f"Its first {count} words do: {in_context(text, *match.span())}"
    return "Quote it as it is written there."


def _pattern(words: str) -> re.Pattern[str]:
    parts = compose(words.replace("\u00ad", "")).split()
    return re.compile(r"\s+".join(_SOFT.join(map(_letter, part)) for part in parts))


def _letter(character: str) -> str:
    if character in _MARKS:
        return f"[{re.escape(_MARKS)}]"
    if character in _DASHES:
        return f"[{re.escape(_DASHES)}]"
    apart = decompose(character)
    if apart != character:
        return f"(?:{re.escape(character)}|{re.escape(apart)})"
    return re.escape(character)


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
