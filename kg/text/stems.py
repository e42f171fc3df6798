"""Stems: what is left of a word without its case, number and gender.

Czech, Slovak and Polish words, and German adjectives of countries, as light stemmers have it
(Dolamic and Savoy 2009, "Indexing and stemming approaches for the Czech language"): one ending is
taken off a folded word, a vowel that comes and goes is left out, and two consonants that change
before an ending count as one. A stem is no word; two forms of a word have the same one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.text.folding import fold

_ENDINGS: Final = re.compile(
    "(?:iemi|iach|iego|iemu|ymi|imi|ami|emi|ach|ech|ich|ych|eho|emu|iho|imu|ego|iej|iem|iom"
    "|(?<=sk)oga?|(?<=sk)omu|ou|ej|om|em|um|am|ym|im|ie|ii|ia|iu|io|a|e|i|o|u|y)$"
)
_GERMAN: Final = re.compile("(?<=isch)e[mnrs]?$")
_FLEETING: Final = re.compile("(?<=[bcdfghjklmnpqrstvwxz])e(?=[bcdfghjklmnpqrstvwxz]$)")
_CHANGING: Final = {"c": "k", "z": "h"}
# Polish nouns in whose stem a nasal vowel changes before an ending: office, circle, district.
_NASAL: Final = {"urzd": "urzad", "krg": "krag", "okrg": "okrag"}
_LEAST: Final = 3  # letters of a stem
# Words that join others and name nothing: a name is the same with and without them.
_LITTLE: Final = frozenset(
    {"a", "an", "and", "at", "for", "in", "of", "on", "the", "with"}
    | {"i", "v", "ve", "na", "s", "se", "z", "ze", "o", "do", "pri", "pro", "pre", "w", "we", "dla"}
    | {"der", "die", "das", "des", "dem", "den", "und", "von", "vom", "im", "am", "fur"}
)


@cache
def stem(word: str) -> str:
    """Return the stem of a folded word.

    >>> stem("sluzbou") == stem("sluzeb") == stem("sluzba"), stem("republice"), stem("vs")
    (True, 'republik', 'vs')
    """
    cut = _GERMAN.sub("", word)
    if cut == word and (ending := _ENDINGS.search(word, _LEAST)):
        cut = word[: ending.start()]
    if len(cut) > _LEAST:
        cut = _FLEETING.sub("", cut)
    cut = _NASAL.get(cut, cut)
    return cut[:-1] + _CHANGING.get(cut[-1], cut[-1]) if len(cut) >= _LEAST else cut


@cache
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text, without those that only join others.

    >>> stems("Vezenske sluzby v Polsku") == stems("vezenska sluzba Polsko")
    True
    """
    return tuple(stem(word) for word in fold(text).split() if word not in _LITTLE)
