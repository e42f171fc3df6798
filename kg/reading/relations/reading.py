"""Reading relations: sentence by sentence, with what headings, labels and earlier sentences say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.reading.cues import Cue, Found, find_cues
from kg.reading.dates import Date
from kg.reading.mentions.cast import Mention
from kg.reading.relations import attributes, counts, several, visits
from kg.reading.relations.ends import Ends, find_ends
from kg.reading.relations.mood import may_be_planned, mood_of
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import (
    Document,
    Index,
    Scene,
    folded_in,
)
from kg.reading.relations.sections import Sections
from kg.reading.relations.topics import Here, Topics

_TWO: Final = 2  # parties of an agreement
_NEAR: Final = 40  # code points around a cue that belong to its clause


def read_relations(document: Document) -> list[Relation]:
    """Return what a document says, each relation once, in the order of the text."""
    topics = Topics(document)
    sections = Sections(document, topics)
    found: dict[tuple[str | None, ...], Relation] = {}
    for scene in scenes(document):
        topics.enter(scene)
        for each in (*_read(Here(document, scene, topics)), *sections.read(scene)):
            _keep(found, each)
        topics.leave(scene)
    known = with_periods(list(found.values()))
    return sorted(known, key=lambda each: (each.start, each.end, each.about[0] or ""))


def with_periods(relations: list[Relation]) -> list[Relation]:
    """Return relations; a part in a project without a date has the period of the project."""
    ends: dict[str, dict[str, Relation]] = {}
    for each in relations:
        if each.kind == "attribute" and each.role in ("start", "end"):
            ends.setdefault(each.agent, {})[each.role] = each
    dated = []
    for each in relations:
        period = ends.get(each.context or "") if each.kind == "project" and not each.when else None
        if period:
            start, end = period.get("start"), period.get("end")
            when = f"{start.value if start else ''}/{end.value if end else ''}"
            places = tuple((one.start, one.end) for one in (start, end) if one)
            read_with = tuple(dict.fromkeys((*each.read_with, *places)))
            dated.append(each._replace(when=when, read_with=read_with))
        else:
            dated.append(each)
    return dated


def _keep(found: dict[tuple[str | None, ...], Relation], relation: Relation) -> None:
    """Keep the first place that says something; a later one with a date replaces one without."""
    known = found.get(relation.about)
    better = known is not None and relation.when and not known.when
    if known is None or better:
        found[relation.about] = relation


def scenes(document: Document) -> Iterator[Scene]:
    """Yield the sentences of a document with what is found in each of them."""
    text = document.text
    mentions = document.cast.mentions
    places = Index((each.start, each.end) for each in mentions)
    tokens = Index((each.start, each.end) for each in document.tokens)
    dates = Index((each.start, each.end) for each in document.dates)
    adjectives = Index((each.start, each.end) for each in document.cast.adjectives)
    blocks = document.outline.blocks
    for sentence in document.outline.sentences:
        here = (sentence.start, sentence.end)
        inside = mentions[places.within(*here)]
        taken = [(each.start, each.end) for each in inside]
        free = [
            each
            for each in document.tokens[tokens.within(*here)]
            if not any(one <= each.start < other for one, other in taken)
        ]
        block = blocks[sentence.block]
        yield Scene(
            sentence,
            block,
            folded_in(text, inside),
            find_cues(free, document.language),
            document.dates[dates.within(*here)],
            tuple(blocks[number] for number in block.above),
            document.cast.adjectives[adjectives.within(*here)],
        )


def _read(here: Here) -> Iterator[Relation]:
    used: list[Range] = []
    for found in here.scene.cues:
        for cue in found.cues:
            relations = list(_by_cue(here, found, cue))
            if relations:
                yield from relations
                used.append((found.start, found.end))
                break
    yield from here.topics.from_label(here.scene)
    yield from visits.read_visits(here)
    yield from attributes.read_attributes(here)
    yield from counts.read_counts(here)


def _by_cue(here: Here, found: Found, cue: Cue) -> Iterator[Relation]:
    if cue.order in ("date", "former", "amount"):
        yield from attributes.by_cue(here, found, cue)
        return
    if here.topics.opens_label(here.scene, found, cue):
        return
    ends = find_ends(here, found, cue)
    if ends is None:
        return
    if cue.kind == "agreement" and cue.order != "inherit":
        here.topics.parties = ([*ends.agents], here.scene.range)
        if len(ends.agents) > _TWO and several.are_several(here, ends.contexts[0]):
            for pair in several.by_two(here, ends, found):
                yield from _joined(here, found, cue, pair)
            return
    yield from _joined(here, found, cue, ends)


def _joined(here: Here, found: Found, cue: Cue, ends: Ends) -> Iterator[Relation]:
    """Yield a relation for each two ends."""
    for agent in here.topics.at_home(ends.agents):
        for context in ends.contexts:
            if agent.figure != context.figure:
                relation = build(here, found, cue, Pair(agent, context, ends.carried))
                if relation:
                    yield relation
                    yield from here.topics.of_programme(here.scene, relation)


class Pair(NamedTuple):
    """The two mentions that a cue joins, and what of them stands in other sentences."""

    agent: Mention
    context: Mention
    carried: tuple[Range, ...]


def build(here: Here, found: Found, cue: Cue, pair: Pair) -> Relation | None:
    """Return a relation with date, mood and span, None where the text does not say it is so."""
    document, scene, topics = here
    agent, context, carried = pair
    kind, role = settle(here, cue, context)
    low, high = scene.range
    inside = [each for each in (agent, context) if low <= each.start < high]
    mood = _mood(here, found, context if context in inside else None)
    if mood not in ("stated", "planned") or (mood == "planned" and not may_be_planned(kind)):
        return None
    if mood == "planned" and kind == "agreement" and carried:
        return None  # who will sign is not said
    start = min([found.start, *(each.start for each in inside)])
    end = max([found.end, *(each.end for each in inside)])
    date = topics.date_for(scene, start, end, found)
    if date is None and document.cast.of(context).sort in ("event", "visit"):
        date = topics.date_of(topics.first_of(context), scene)
    read_with = list(carried)
    if date:
        if low <= date.start < high:
            start, end = min(start, date.start), max(end, date.end)
        else:
            read_with.append((date.start, date.end))
        read_with += topics.year_place(date)
    status, reason = _status(document, agent, context)
    if cue.order == "inherit" and status == "stated":
        status, reason = "implied", "The parties are those of the agreement that builds on it."
    elif cue.kind == "agreement" and carried and status == "stated":
        status, reason = "implied", "The document does not name both parties in one place."
    return Relation(
        kind,
        role,
        agent.figure,
        context.figure,
        when=as_when(date, starts=cue.starts) if date else None,
        status=status,
        modality="planned" if mood == "planned" or cue.planned else None,
        start=start,
        end=end,
        read_with=tuple(dict.fromkeys(read_with)),
        agent_at=(agent.start, agent.end),
        context_at=(context.start, context.end),
        date_at=(date.start, date.end) if date else None,
        cue=document.text[found.start : found.end],
        reason=reason,
    )


def _mood(here: Here, found: Found, context: Mention | None) -> str:
    """Return the mood of the clause around a cue, up to the other end."""
    text, (low, high) = here.document.text, here.scene.range
    first = min(found.start, context.start if context else found.start)
    last = max(found.end, context.start if context else found.end)
    clause = text[max(low, first - _NEAR) : min(high, last + 12)]
    return mood_of(text[low:high], clause, here.document.language)


def _status(document: Document, agent: Mention, context: Mention) -> tuple[str, str | None]:
    for mention in (agent, context):
        figure = document.cast.of(mention)
        if figure.candidates:
            return "ambiguous", "The document does not say which body of this name is meant."
        if mention.unsure:
            return "implied", "The document has a short form here that may mean another body."
        if figure.sort == "area" and mention is agent:
            return "ambiguous", "The document names the country, not a body."
    return "stated", None


def settle(here: Here, cue: Cue, context: Mention) -> tuple[str, str]:
    """Return kind and role as they fit what stands at the other end."""
    sort = here.document.cast.of(context).sort
    if cue.kind not in ("project", "event", "participation", "membership"):
        return cue.kind, cue.role
    if sort in ("project", "programme") and cue.kind != "project":
        return "project", "partner" if cue.role in ("member", "attendee") else cue.role
    if sort == "event" and cue.kind != "event":
        return "event", "attendee" if cue.role in ("member", "partner") else cue.role
    if sort == "visit":
        return "visit", "host" if cue.role in ("host", "organiser") else "visitor"
    return cue.kind, cue.role


def as_when(date: Date, *, starts: bool) -> str:
    """Return the date of a relation: what begins at a point, or holds since it, is open."""
    if "/" in date.edtf:
        return date.edtf
    if date.bound == "until":
        return f"/{date.edtf}"
    if date.bound == "since" or starts:
        return f"{date.edtf}/"
    return date.edtf
