"""Visits: who went where, told by prepositions behind "delegation", "study visit", "visited"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.mentions.cast import Mention
from kg.reading.relations.mood import mood_of
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import BODIES, Document, Scene, group_after, group_before
from kg.reading.relations.topics import Topics

_FROM: Final = re.compile(r"\s*(?:from|of|by|z|ze|zo|ze strony|aus|von|vom|des|der)\s+(?:the\s+|der\s+|dem\s+)?", re.IGNORECASE)
_TO: Final = re.compile(
    r"(?<!\w)(?:to|in|at|saw|visited|do|v|ve|na|nach|in|besuchte[n]?|navštívil\w*|odwiedzi\w*)\s+(?:the\s+|die\s+|der\s+)?$",
    re.IGNORECASE,
)
_HOSTED: Final = re.compile(
    r"(?<!\w)(?:hosted|welcomed|received|hosts|welcomes|receives|přijal\w*|hostil\w*|přivítal\w*|prijal\w*|przyj\w+|gościł\w*|empfing|empfangen)(?!\w)",
    re.IGNORECASE,
)
_PLACES: Final = ("organisation", "area", "place")


def read_visits(document: Document, scene: Scene, topics: Topics) -> Iterator[Relation]:
    """Yield who visited whom, for each visit or delegation that a sentence speaks of."""
    for mention in scene.mentions:
        if document.cast.of(mention).sort == "visit":
            yield from _of_visit(document, scene, topics, mention)


def _of_visit(
    document: Document, scene: Scene, topics: Topics, visit: Mention
) -> Iterator[Relation]:
    text = document.text
    visitors: list[Mention] = []
    if match := _FROM.match(text, visit.end):
        visitors = group_after(document, scene, match.end() - 1, BODIES, 3)
    targets = [
        group
        for each in scene.mentions
        if document.cast.of(each).sort in _PLACES
        and each.start > visit.end
        and _TO.search(text[max(visit.end, each.start - 24) : each.start])
        for group in [group_after(document, scene, each.start, _PLACES, 1)]
        if group
    ]
    hosted = _HOSTED.search(text[scene.sentence.start : visit.start])
    hosts: list[Mention] = []
    if hosted:
        hosts = group_before(document, scene, scene.sentence.start + hosted.start(), BODIES)
    if not visitors:
        adjective = re.search(r"(\w+)\s+$", text[scene.sentence.start : visit.start])
        visitors = [
            each
            for each in scene.mentions
            if adjective and each.end <= visit.start and visit.start - each.end < 2
        ]
    mood = mood_of(
        text[slice(*scene.range)], text[scene.sentence.start : visit.end], document.language
    )
    if mood in ("cancelled", "denied", "hoped", "postponed"):
        return
    # A visit whose other side is not named is a visit still: it stands for itself.
    places = [each for group in targets for each in group] or hosts or [visit]
    for visitor in topics.at_home(visitors):
        for place in places:
            if visitor.figure != place.figure:
                yield _visit(document, scene, topics, "visitor", visitor, place, visit, mood)
    for host in hosts:
        yield _visit(document, scene, topics, "host", host, visit, visit, mood)


def _visit(
    document: Document,
    scene: Scene,
    topics: Topics,
    role: str,
    agent: Mention,
    context: Mention,
    visit: Mention,
    mood: str,
) -> Relation:
    start = min(agent.start, context.start, visit.start)
    end = max(agent.end, context.end, visit.end)
    date = topics.date_for(scene, start, end, "visit")
    read_with: tuple[Range, ...] = ()
    if date:
        start, end = min(start, date.start), max(end, date.end)
        read_with = topics.year_place(date)
    area = document.cast.of(agent).sort == "area"
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
        cue=document.text[visit.start : visit.end],
        reason="The document names the country, not a body." if area else None,
    )
