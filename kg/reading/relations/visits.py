"""Visits: who went where, told by prepositions behind "delegation", "study visit", "visited"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.reading.languages.words import alternatives
from kg.reading.mentions.cast import Mention
from kg.reading.relations.mood import mood_of
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import BODIES, group_after, group_before
from kg.reading.relations.topics import Here

_PLACES: Final = ("organisation", "area", "place")


@cache
def _words(language: str, key: str) -> re.Pattern[str]:
    """Return the pattern of prepositions and verbs that tell who is on which side of a visit."""
    words, articles = alternatives(language, key), alternatives(language, "articles")
    end = "" if key == "hosts" else rf"\s+(?:(?:{articles})\s+)?"
    close = "$" if key == "to" else r"(?!\w)" if key == "hosts" else ""
    start = r"\s*" if key == "from" else r"(?<!\w)"
    return re.compile(rf"{start}(?:{words}){end}{close}", re.IGNORECASE)


def read_visits(here: Here) -> Iterator[Relation]:
    """Yield who visited whom, for each visit or delegation that a sentence speaks of."""
    for mention in here.scene.mentions:
        if here.document.cast.of(mention).sort == "visit":
            yield from _of_visit(here, mention)


def _of_visit(here: Here, visit: Mention) -> Iterator[Relation]:
    text = here.document.text
    visitors: list[Mention] = []
    if match := _words(here.document.language, "from").match(text, visit.end):
        visitors = group_after(here.document, here.scene, match.end() - 1, BODIES, 3)
    targets = [
        group
        for each in here.scene.mentions
        if here.document.cast.of(each).sort in _PLACES
        and each.start > visit.end
        and _words(here.document.language, "to").search(
            text[max(visit.end, each.start - 24) : each.start]
        )
        for group in [group_after(here.document, here.scene, each.start, _PLACES, 1)]
        if group
    ]
    hosted = _words(here.document.language, "hosts").search(
        text[here.scene.sentence.start : visit.start]
    )
    hosts: list[Mention] = []
    if hosted:
        hosts = group_before(
            here.document, here.scene, here.scene.sentence.start + hosted.start(), BODIES
        )
    visitors = visitors or _in_genitive(here, visit)
    if not visitors:
        adjective = re.search(r"(?<!\w)(\w+)\s+$", text[here.scene.sentence.start : visit.start])
        visitors = [
            each
            for each in here.scene.mentions
            if adjective and each.end <= visit.start and visit.start - each.end < 2
        ]
    targets = targets or _behind_verb(here, visit, visitors)
    mood = mood_of(
        text[slice(*here.scene.range)],
        text[here.scene.sentence.start : max(each.end for each in (visit, *visitors))],
        here.document.language,
    )
    if mood in ("cancelled", "denied", "hoped", "postponed"):
        return
    # A visit whose other side is not named is a visit still: it stands for itself.
    places = [each for group in targets for each in group] or hosts or [visit]
    for visitor in here.topics.at_home(visitors):
        for place in places:
            if visitor.figure != place.figure:
                yield _visit(here, "visitor", (visitor, place), visit, mood)
    for host in hosts:
        yield _visit(here, "host", (host, visit), visit, mood)


def _in_genitive(here: Here, visit: Mention) -> list[Mention]:
    """Return whose delegation it is where the genitive says it without a preposition."""
    visitors = group_after(here.document, here.scene, visit.end, BODIES, 6)
    between = here.document.text[visit.end : visitors[0].start] if visitors else ""
    return visitors if between.strip() in ("", "der", "des") else []


def _behind_verb(here: Here, visit: Mention, visitors: list[Mention]) -> list[list[Mention]]:
    """Return what was visited where a verb says so: the next body or place, or that before."""
    verbs = [each for each in here.scene.cues if any(cue.kind == "visit" for cue in each.cues)]
    if not visitors or not verbs:
        return []
    behind = group_after(here.document, here.scene, visitors[-1].end, _PLACES, 60)
    if not behind and verbs[0].end <= visit.start:
        before = group_before(here.document, here.scene, visit.start, ("organisation", "area"))
        behind = [each for each in before if each.start >= verbs[0].end]
    return [behind] if behind else []


def _visit(
    here: Here, role: str, ends: tuple[Mention, Mention], visit: Mention, mood: str
) -> Relation:
    agent, context = ends
    start = min(agent.start, context.start, visit.start)
    end = max(agent.end, context.end, visit.end)
    date = here.topics.date_for(here.scene, start, end)
    read_with: tuple[Range, ...] = ()
    if date:
        start, end = min(start, date.start), max(end, date.end)
        read_with = here.topics.year_place(date)
    area = here.document.cast.of(agent).sort == "area"
    return Relation(
        "visit",
        role,
        agent.figure,
        context.figure,
        when=date.edtf if date else None,
        status="ambiguous" if area else "stated",
        modality="planned" if mood == "planned" else None,
        start=start,
        end=end,
        read_with=read_with,
        agent_at=(agent.start, agent.end),
        context_at=(context.start, context.end),
        date_at=(date.start, date.end) if date else None,
        named_at=(visit.start, visit.end),
        cue=here.document.text[visit.start : visit.end],
        reason="The here.document names the country, not a body." if area else None,
    )
