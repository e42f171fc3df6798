"""Prisons and universities by their proper names, in any language: "JVA Dresden", "szegedi börtön".

The word for what one is changes with the language, its proper name does but little; so each is
known by the words of its names that are left without that word.
"""

from __future__ import annotations

import re
from typing import Final

from kg.reading.mentions.bodies import Ground
from kg.reading.mentions.cast import Cast, Figure, Mention, taken_by, without_overlaps
from kg.reading.mentions.lexicon import Cores, Lexicon, figure_of
from kg.reading.mentions.offices import establishments_in, is_link
from kg.reading.tokens import Token

_FURTHER: Final = 2  # little words between the word for it and its name
_NEAR: Final = re.compile(r"[\s'\u2019\u2013\u201e\u201c\"\u00ab-]*")


def find_establishments(ground: Ground, cast: Cast) -> None:
    """Add prisons and universities that a text names in its own way."""
    text, tokens = ground.text, ground.tokens
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort not in ("area", "place"))
    found: list[Mention] = []
    for first, last, phrase in establishments_in(ground.language).find(tokens):
        if taken.overlaps(tokens[first].start, tokens[last].end):
            continue
        cores = ground.lexicon.cores.get(phrase.meaning, {})
        hit = _behind(text, tokens, last, cores) or _before(text, tokens, first, cores)
        if hit is None:
            continue
        low, high, keys = hit
        place = tokens[min(low, first)].start, tokens[max(high, last)].end
        if not taken.overlaps(*place):
            found.append(Mention(*place, cast.add(_figure(keys, ground.lexicon)).id))
    inside = taken_by(found)
    kept = [each for each in cast.mentions if not inside.overlaps(each.start, each.end)]
    cast.mentions[:] = without_overlaps([*kept, *found])


def _figure(keys: tuple[str, ...], lexicon: Lexicon) -> Figure:
    entry = lexicon.entries[keys[0]]
    if len(keys) == 1:
        return figure_of(entry)
    name = f"x:{'|'.join(keys)[:60]}"
    return Figure(name, None, entry.sort, entry.kind, entry.label, candidates=keys)


def _behind(
    text: str, tokens: list[Token], last: int, cores: Cores
) -> tuple[int, int, tuple[str, ...]] | None:
    """Return the proper name behind the word for what it is, and whose it is."""
    at = last + 1
    while at < len(tokens) and at - last <= _FURTHER and is_link(tokens[at]):
        at += 1
    if at >= len(tokens) or not _is_near(text, tokens, last, at):
        return None
    return _longest(tokens, at, text, cores)


def _before(
    text: str, tokens: list[Token], first: int, cores: Cores
) -> tuple[int, int, tuple[str, ...]] | None:
    """Return the proper name right before the word for what it is, and whose it is."""
    for low in range(max(0, first - 4), first):
        hit = _longest(tokens, low, text, cores)
        if hit and hit[1] == first - 1 and _is_near(text, tokens, first - 1, first):
            return hit
    return None


def _is_near(text: str, tokens: list[Token], last: int, at: int) -> bool:
    """Tell whether only blanks and little words stand between two words."""
    between = text[tokens[last].end : tokens[at].start]
    for each in tokens[last + 1 : at]:
        between = between.replace(text[each.start : each.end], "", 1)
    return bool(_NEAR.fullmatch(between)) and "\n\n" not in between


def _longest(
    tokens: list[Token], at: int, text: str, cores: Cores
) -> tuple[int, int, tuple[str, ...]] | None:
    """Return the longest proper names that stand at a word: its place and whose they are."""
    best: tuple[int, set[str]] = (at - 1, set())
    for words, key in cores.get(tokens[at].word[:3], ()):
        last = at + len(words) - 1
        if last < best[0] or last >= len(tokens) or not text[tokens[at].start].isalpha():
            continue
        if all(
            _is_form(token.word, word)
            for token, word in zip(tokens[at : last + 1], words, strict=True)
        ):
            best = (last, best[1] | {key} if last == best[0] else {key})
    if not best[1] or not _is_name(text, tokens[at]):
        return None
    return at, best[0], tuple(sorted(best[1]))


def _is_name(text: str, token: Token) -> bool:
    """Tell whether a word has a capital, or is the adjective of a town: "szegedi"."""
    return text[token.start].isupper() or token.word.endswith("i")


def _is_form(said: str, known: str) -> bool:
    """Tell whether a word is a proper name in a case of it: "Sztumie" of "Sztum"."""
    if said == known:
        return True
    if len(known) < 4 or not -1 <= len(said) - len(known) <= 4:
        return False
    return said.startswith(known[: max(3, len(known) - 2)])
