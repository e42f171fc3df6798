"""Scenes: one sentence, heading or item with all that is found in it and carried into it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from kg.reading.cues import Found
from kg.reading.dates import Date
from kg.reading.languages.words import read_language
from kg.reading.mentions.cast import Cast, Mention
from kg.reading.outline import Block, Outline, Sentence
from kg.reading.tokens import Token

BODIES: Final = ("organisation", "area")
_GAP: Final = re.compile(r"\s*+(?:\([^()\n]{0,80}\)\s*+)?(?:[,;/&]|•)?\s*+")


class Document(NamedTuple):
    """A text with everything that was found in it before its relations.

    *we* is whom the text means by "we"; *issued* when it was published, as EDTF.
    """

    text: str
    language: str
    outline: Outline
    tokens: list[Token]
    cast: Cast
    dates: list[Date]
    we: str | None
    issued: str | None


class Scene(NamedTuple):
    """A sentence: its mentions (what stands in brackets behind a name is part of it), cues, dates.

    *above* are the headings above it.
    """

    sentence: Sentence
    block: Block
    mentions: list[Mention]
    cues: list[Found]
    dates: list[Date]
    above: tuple[Block, ...]
    adjectives: list[Mention]

    @property
    def range(self) -> tuple[int, int]:
        """Where it stands."""
        return self.sentence.start, self.sentence.end


class Index:
    """Ranges by their start, so that those of a sentence are found at once."""

    def __init__(self, ranges: Iterable[tuple[int, ...]]) -> None:
        self.all = list(ranges)
        self._starts = [each[0] for each in self.all]

    def within(self, start: int, end: int) -> slice:
        """Return which of them begin in a part of the text."""
        return slice(bisect_left(self._starts, start), bisect_left(self._starts, end))


def folded_in(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return mentions without those that only repeat the one before: "X (ABC)" is one."""
    kept: list[Mention] = []
    for each in mentions:
        if kept and kept[-1].figure == each.figure:
            between = text[kept[-1].end : each.start]
            if re.fullmatch(r"\s*+[(,–-]?\s*+\(?", between) and len(between) < 5:
                end = each.end + (text[each.end : each.end + 1] == ")")
                kept[-1] = kept[-1]._replace(end=end)
                continue
        kept.append(each)
    return kept


@cache
def _joint(language: str) -> re.Pattern[str]:
    words = read_language(language)
    joiners = "|".join(map(re.escape, words["list"]))
    articles = "|".join(map(re.escape, words["articles"]))
    return re.compile(
        rf"\s*(?:\([^()\n]{{0,80}}\)\s*)?(?P<mark>,|;|/|&)?\s*(?P<word>{joiners})?\s*(?:also\s+|with\s+|of\s+|in\s+|at\s+|from\s+|z\s+|ze\s+|s\s+|se\s+)?(?:{articles})?\s*(?:\(\d+\)\s*)?",
        re.IGNORECASE,
    )


def is_list_gap(text: str, language: str) -> bool:
    """Tell whether what stands between two names only joins them in an enumeration."""
    match = _joint(language).fullmatch(text)
    return match is not None and bool(match["mark"] or match["word"])


def group_at(
    document: Document, mentions: list[Mention], at: int, sorts: tuple[str, ...]
) -> list[Mention]:
    """Return the mentions that are enumerated together with that of number *at*."""
    group = [mentions[at]]
    for step in (-1, 1):
        number = at + step
        while 0 <= number < len(mentions):
            one, other = sorted((mentions[number], mentions[number - step]))
            fits = document.cast.of(mentions[number]).sort in sorts
            if not fits or not is_list_gap(document.text[one.end : other.start], document.language):
                break
            group.append(mentions[number])
            number += step
    return sorted(group)


def group_before(
    document: Document, scene: Scene, at: int, sorts: tuple[str, ...]
) -> list[Mention]:
    """Return the group of mentions nearest before a place; bodies are preferred to areas.

    One that hangs on a preposition is passed over where there is another: in "the Service takes
    part within the Council in …" the Service does.
    """
    before = [each for each in scene.mentions if each.end <= at]
    for wanted in ([s for s in sorts if s != "area"], list(sorts)):
        fitting = [n for n, each in enumerate(before) if document.cast.of(each).sort in wanted]
        free = [n for n in fitting if not _hangs(document, scene, before[n])]
        if fitting:
            number = (free or fitting)[-1]
            if at - before[number].end > _FAR and fitting[-1] != number:
                number = fitting[-1]
            return _ended(document, group_at(document, before, number, sorts))
    return []


_FAR: Final = 400
_HANGS: Final = re.compile(
    r"(?:\b(?:of|within|in|at|for|with|by|from|to|between|on|under|v|ve|na|s|se|z|ze|do|w|mit|von|bei|im|der|des)"
    r"(?:\s+(?:the|its|their|our))?|[(–])\s*$",
    re.IGNORECASE,
)


def _hangs(document: Document, scene: Scene, mention: Mention) -> bool:
    text = document.text[scene.sentence.start : mention.start]
    return bool(_HANGS.search(text[-24:]))


def _ended(document: Document, group: list[Mention]) -> list[Mention]:
    """Return an enumeration that ends here; behind a mere comma something else begins."""
    if len(group) > 1:
        gap = document.text[group[-2].end : group[-1].start]
        if not re.search(r"\w|&|/", gap):
            return group[-1:]
    return group


def group_after(
    document: Document, scene: Scene, at: int, sorts: tuple[str, ...], reach: int = 160
) -> list[Mention]:
    """Return the group of mentions nearest behind a place."""
    behind = [each for each in scene.mentions if each.start >= at]
    for number, each in enumerate(behind):
        if each.start - at <= reach and document.cast.of(each).sort in sorts:
            return _begun(document, group_at(document, behind, number, sorts))
    return []


def _begun(document: Document, group: list[Mention]) -> list[Mention]:
    """Return an enumeration that begins here; two that a mere comma parts are none."""
    if len(group) == 2 and not re.search(
        r"\w|&|/", document.text[group[0].end : group[1].start].replace("the ", "")
    ):
        return group[:1]
    return group
