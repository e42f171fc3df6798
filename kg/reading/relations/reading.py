"""Reading relations: sentence by sentence, with what headings, labels and earlier sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.reading.dates import Date, with_year, years_of
from kg.reading.mentions.cast import Figure, Mention
from kg.reading.outline import Block
from kg.reading.relations import attributes, counts, visits
from kg.reading.cues import Cue, Found, find_cues
from kg.reading.relations.mood import may_be_planned, mood_of
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import (
    BODIES,
    Document,
    Index,
    Scene,
    folded_in,
    group_after,
    group_before,
)
from kg.reading.relations.sections import Sections
from kg.reading.relations.topics import Topics

_NEAR: Final = 40  # code points around a cue that belong to its clause


class Ends(NamedTuple):
    """The two sides of a relation as a sentence has them; *carried* where one is elsewhere."""

    agents: list[Mention]
    contexts: list[Mention]
    carried: tuple[Range, ...] = ()


def read_relations(document: Document) -> list[Relation]:
    """Return what a document says, each relation once, in the order of the text."""
    topics = Topics(document)
    sections = Sections(document, topics)
    found: dict[tuple[str | None, ...], Relation] = {}
    for scene in scenes(document):
        topics.enter(scene)
        for each in (*_read(document, scene, topics), *sections.read(scene)):
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


def _read(document: Document, scene: Scene, topics: Topics) -> Iterator[Relation]:
    used: list[Range] = []
    for found in scene.cues:
        for cue in found.cues:
            relations = list(_by_cue(document, scene, topics, found, cue))
            if relations:
                yield from relations
                used.append((found.start, found.end))
                break
    yield from topics.from_label(scene)
    yield from visits.read_visits(document, scene, topics)
    yield from attributes.read_attributes(document, scene, topics)
    yield from counts.read_counts(document, scene, topics)


def _by_cue(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Iterator[Relation]:
    if cue.order in ("date", "former", "amount"):
        yield from attributes.by_cue(document, scene, topics, found, cue)
        return
    if topics.opens_label(scene, found, cue):
        return
    ends = _ends(document, scene, topics, found, cue)
    if ends is None:
        return
    for agent in topics.at_home(ends.agents):
        for context in ends.contexts:
            if agent.figure != context.figure:
                relation = build(document, scene, topics, found, cue, agent, context, ends.carried)
                if relation:
                    yield relation
                    yield from topics.of_programme(scene, relation)


def _ends(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return what a cue joins, by its order; None where an end is missing."""
    match cue.order:
        case "agent context":
            return _subject_object(document, scene, topics, found, cue)
        case "context agent":
            return _passive(document, scene, topics, found, cue)
        case "parties" | "agreement parties":
            return _parties(document, scene, topics, found, cue)
        case "mutual":
            return _mutual(document, scene, topics, found, cue)
        case "state":
            return _states(document, scene, topics, found, cue)
        case "around":
            return _around(document, scene, topics, found, cue)
        case "present":
            return _present(document, scene, topics, found, cue)
        case "adjectives":
            return _adjectives(document, scene, topics, found, cue)
    return None


def _states(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return the states of the bodies of which a text says that they are member states."""
    bodies = group_after(document, scene, found.end, cue.context, 40)
    near = [each for each in scene.mentions if each not in bodies and each.start > found.end]
    near = near[:1] or group_before(document, scene, found.start, BODIES)
    states = []
    for each in near:
        figure = document.cast.of(each)
        country = figure.key if figure.sort == "area" else figure.country
        if country in document.cast.figures:
            states.append(each._replace(figure=country))
    return Ends(states, bodies) if states and bodies else None


def _around(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return a subject, and what stands behind the cue or, where nothing does, before the subject."""
    subject = _subjects(document, scene, topics, found, cue)
    if subject is None:
        return None
    behind = group_after(document, scene, found.end, cue.context, 120)
    first = subject[0][0]
    before = group_before(document, scene, first.start, cue.context) if not behind else []
    return Ends(subject[0], behind or before, subject[1]) if behind or before else None


def _present(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return who was present at the event of which the sentences before speak."""
    agents = group_after(document, scene, found.end, BODIES, 24)
    agents = agents or group_before(document, scene, found.start, BODIES)
    event = topics.carried(cue.context, scene, found.start)
    if not agents or event is None or found.start - event[0].end > 600:
        return None
    return Ends(agents, [event[0]], event[1])


def _adjectives(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return countries by their adjectives: "German and Dutch experience had an impact on"."""
    agents = [each for each in scene.adjectives if each.end <= found.start]
    contexts = group_after(document, scene, found.end, cue.context)
    if not agents:
        return _subject_object(document, scene, topics, found, cue)
    return Ends(agents, contexts) if contexts else None


def _subject_object(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    reach = 60 if cue.kind == "funding" else 140
    contexts = group_after(document, scene, found.end, cue.context, reach)
    agents = _subjects(document, scene, topics, found, cue)
    if not contexts and not cue.carry:
        return None
    if not contexts:
        carried = topics.carried(cue.context, scene, found.start)
        if carried is None or cue.context == ("organisation",):
            return None
        contexts, where = [carried[0]], carried[1]
        # With the context elsewhere, "further partners are A, B" names the agents behind the cue.
        behind = group_after(document, scene, found.end, cue.agent, 60)
        if behind:
            return Ends(behind, contexts, where)
        return Ends(agents[0], contexts, (*agents[1], *where)) if agents else None
    if agents is None:
        return None
    return Ends(agents[0], contexts, agents[1])


def _subjects(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> tuple[list[Mention], tuple[Range, ...]] | None:
    """Return who acts before a cue: named there, or carried by a pronoun from before."""
    before = group_before(document, scene, found.start, cue.agent)
    pronoun = topics.pronoun(scene, before[-1].end if before else scene.sentence.start, found.start)
    if pronoun:
        return pronoun
    if before and all(document.cast.of(each).sort == "area" for each in before):
        if not _is_subject(document, scene, before[0]):
            before = []
    if before:
        return before, ()
    return topics.subject(scene, found.start, cue.agent)


def _is_subject(document: Document, scene: Scene, mention: Mention) -> bool:
    """Tell whether an area acts, and is not where something happens: "in Hungary"."""
    before = document.text[scene.sentence.start : mention.start].rstrip().casefold()
    return not before.endswith((" in", " at", "in", " to", " from", " v", " ve", " w", " im"))


def _passive(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    agents = group_after(document, scene, found.end, cue.agent)
    if not agents:
        return None
    contexts = group_before(document, scene, found.start, cue.context)
    if contexts:
        return Ends(agents, contexts[-1:])
    carried = topics.carried(cue.context, scene, found.start)
    return Ends(agents, [carried[0]], carried[1]) if carried else None


def _parties(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return who is party to what: all bodies before a verb, or those behind "between", "with"."""
    behind = group_after(document, scene, found.end, BODIES, 120)
    agreements = group_before(document, scene, found.start, ("agreement",))
    if cue.order == "parties":
        after = group_after(document, scene, found.end, ("agreement",), 60)
        agreements = after or agreements
        agents = group_before(document, scene, found.start, BODIES)
        if not agreements or not agents:
            return None
        last = agreements[0].end
        others = _with(document, scene, last)
        return Ends([*agents, *others], agreements[:1])
    near = agreements and found.start - agreements[-1].end < _NEAR
    if not near or not behind:
        return None
    word = document.text[found.start : found.end].casefold()
    parties = behind
    if len(behind) == 1 and word not in ("between", "mezi", "medzi", "zwischen", "między"):
        subject = group_before(document, scene, agreements[-1].start, BODIES)
        carried: tuple[Range, ...] = ()
        if not subject:
            other = topics.subject(scene, found.start, ("organisation",))
            subject, carried = other if other else ([], ())
        return Ends([*behind, *subject], agreements[-1:], carried)
    return Ends(parties, agreements[-1:])


def _with(document: Document, scene: Scene, start: int) -> list[Mention]:
    """Return the parties behind "with" or "between" after an agreement."""
    rest = document.text[start : start + 24]
    if not re.match(r"\s*(?:with|between|s|se|z|mit|zwischen|mezi|medzi|między)\b", rest):
        return []
    return group_after(document, scene, start, BODIES, 40)


def _mutual(
    document: Document, scene: Scene, topics: Topics, found: Found, cue: Cue
) -> Ends | None:
    """Return two sides that work together; one side may be elsewhere."""
    others = group_after(document, scene, found.end, cue.context, 120)
    others = [each for each in others if document.cast.of(each).sort in BODIES]
    if not others:
        return None
    word = document.text[found.start : found.end].casefold()
    if any(each in word for each in ("between", "mezi", "medzi", "zwischen", "między")):
        return Ends(others[:1], others[1:]) if len(others) > 1 else None
    subject = _subjects(document, scene, topics, found, cue)
    if subject is None:
        return None
    return Ends(subject[0], others, subject[1])


def build(
    document: Document,
    scene: Scene,
    topics: Topics,
    found: Found,
    cue: Cue,
    agent: Mention,
    context: Mention,
    carried: tuple[Range, ...] = (),
) -> Relation | None:
    """Return a relation with date, mood and span, None where the text does not say it is so."""
    kind, role = settle(document, cue, agent, context)
    here = scene.range
    inside = [each for each in (agent, context) if here[0] <= each.start < here[1]]
    start = min([found.start, *(each.start for each in inside)])
    end = max([found.end, *(each.end for each in inside)])
    low, high = min(found.start, context.start if context in inside else found.start), max(
        found.end, context.start if context in inside else found.end
    )
    clause = document.text[max(here[0], low - _NEAR) : min(here[1], high + 12)]
    mood = mood_of(document.text[slice(*here)], clause, document.language)
    if mood in ("denied", "hoped", "cancelled", "ended", "postponed"):
        return None
    if mood == "planned" and not may_be_planned(kind):
        return None
    date = topics.date_for(scene, start, end, kind)
    if date is None and kind in ("event", "visit") and context not in inside:
        date = topics.date_of(context, scene)
    when, read_with = None, list(carried)
    if date:
        when = as_when(date, starts=cue.starts)
        if here[0] <= date.start < here[1]:
            start, end = min(start, date.start), max(end, date.end)
        else:
            read_with.append((date.start, date.end))
        read_with += topics.year_place(date)
    status, reason = _status(document, agent, context)
    return Relation(
        kind,
        role,
        agent.figure,
        context.figure,
        when=when,
        status=status,
        modality="planned" if mood == "planned" else None,
        start=start,
        end=end,
        read_with=tuple(dict.fromkeys(read_with)),
        agent_at=(agent.start, agent.end),
        context_at=(context.start, context.end),
        date_at=(date.start, date.end) if date else None,
        cue=document.text[found.start : found.end],
        reason=reason,
    )


def _status(document: Document, agent: Mention, context: Mention) -> tuple[str, str | None]:
    for mention in (agent, context):
        figure = document.cast.of(mention)
        if figure.candidates:
            return "ambiguous", "The document does not say which body of this name is meant."
        if figure.sort == "area" and mention is agent:
            return "ambiguous", "The document names the country, not a body."
    return "stated", None


def settle(document: Document, cue: Cue, agent: Mention, context: Mention) -> tuple[str, str]:
    """Return kind and role as they fit what stands at the other end."""
    other: Figure = document.cast.of(context)
    if cue.kind in ("project", "event", "participation", "membership"):
        if other.sort in ("project", "programme") and cue.kind != "project":
            return "project", "partner" if cue.role in ("member", "attendee") else cue.role
        if other.sort in ("event",) and cue.kind != "event":
            return "event", "attendee" if cue.role in ("member", "partner") else cue.role
        if other.sort == "visit":
            return "visit", "host" if cue.role in ("host", "organiser") else "visitor"
    return cue.kind, cue.role


def as_when(date: Date, *, starts: bool) -> str:
    """Return the date of a relation: what begins at a point, or is said to hold since it, is open."""
    if "/" in date.edtf:
        return date.edtf
    if date.bound == "until":
        return f"/{date.edtf}"
    if date.bound == "since" or starts:
        return f"{date.edtf}/"
    return date.edtf


__all__ = ["Block", "Ends", "build", "read_relations", "with_year", "years_of"]
