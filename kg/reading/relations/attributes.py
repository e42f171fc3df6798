"""What a text says of one thing: acronym, founding, period, former name, place, sum, called off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from kg.reading.cues import Cue, Found
from kg.reading.dates import Date
from kg.reading.languages.words import alternatives
from kg.reading.mentions.cast import Mention
from kg.reading.mentions.lexicon import is_short_for
from kg.reading.relations.mood import mood_of
from kg.reading.relations.numbers import find_numbers
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import Document, group_before
from kg.reading.relations.topics import Here
from kg.reading.tokens import UPPER

_ACRONYM: Final = re.compile(rf"\s*\(([{UPPER}][\w.&/ -]{{1,14}})\)")
_FORMER: Final = re.compile(
    rf"\s*(?:the\s+)?([\u201c\u201e\"\u00ab]?)([{UPPER}][^,.;()\u201c\u201d\"\u00bb\n]{{3,80}})"
)
_Carried = tuple[Range, ...]
_HELD: Final = ("event", "agreement")


def by_cue(here: Here, found: Found, cue: Cue) -> Iterator[Relation]:
    """Yield what a cue says of the thing before it: when, how it was called, how much."""
    subject, carried = _subject(here, found, cue)
    if subject is None:
        return
    clause = here.document.text[max(here.scene.sentence.start, found.start - 30) : found.end + 20]
    mood = mood_of(here.document.text[slice(*here.scene.range)], clause, here.document.language)
    if mood in ("denied", "hoped", "cancelled"):
        return
    if cue.order == "date":
        yield from _dated(here, found, cue, subject, carried)
    elif cue.order == "former":
        yield from _former(here, found, subject, carried)
    else:
        yield from _amount(here, found, cue, subject, carried)


def _subject(here: Here, found: Found, cue: Cue) -> tuple[Mention | None, tuple[Range, ...]]:
    before = group_before(here.document, here.scene, found.start, cue.agent)
    if before:
        return before[-1], ()
    if cue.role == "period" and here.scene.block.sort == "paragraph":
        pronoun = here.topics.pronoun(here.scene, here.scene.sentence.start, found.start)
        if not pronoun:
            return None, ()
    if "organisation" in cue.agent:
        said = here.topics.subject(here.scene, found.start, cue.agent)
        if said and not {"project", "event"} & set(cue.agent):
            return said[0][0], said[1]
    held = tuple(each for each in cue.agent if each != "organisation")
    carried = here.topics.carried(held, here.scene, found.start) or here.topics.carried(
        cue.agent, here.scene, found.start
    )
    return (carried[0], carried[1]) if carried else (None, ())


def _dated(
    here: Here,
    found: Found,
    cue: Cue,
    subject: Mention,
    carried: tuple[Range, ...],
) -> Iterator[Relation]:
    after = [each for each in here.scene.dates if -12 <= each.start - found.end < 40]
    dates = after or [each for each in here.scene.dates if 0 <= found.start - each.end < 60]
    if not dates:
        return
    date = here.topics.with_year(dates[0], here.scene)
    if cue.role == "deadline":
        subject, carried = _before_deadline(here.document, subject, carried, date)
    for role, when in _roles(cue.role, date):
        yield _about(here, role, subject, when, (found, date, carried))


def _before_deadline(
    document: Document, subject: Mention, carried: tuple[Range, ...], date: Date
) -> tuple[Mention, tuple[Range, ...]]:
    """Return the event of a deadline: where that lies behind one event, it is of the next."""
    own = next((each for each in document.dates if each.start > subject.end), None)
    if own is None or own.start >= date.start or own.edtf.split("/")[-1] >= date.edtf:
        return subject, carried
    events = (
        each
        for each in document.cast.mentions
        if each.start > date.end and document.cast.of(each).sort == "event" and each.form == "name"
    )
    following = next(events, None)
    if following is None:
        return subject, carried
    return following, ((following.start, following.end),)


def _roles(role: str, date: Date) -> list[tuple[str, str]]:
    """Return what a date says: a period has a start and an end, each for itself."""
    if role != "period":
        return [(role, date.edtf)]
    if "/" in date.edtf:
        start, end = date.edtf.split("/")
        return [("start", start), ("end", end)]
    return [("end" if date.bound == "until" else "start", date.edtf)]


def _about(
    here: Here, role: str, subject: Mention, value: str, stands: tuple[Found, Date, _Carried]
) -> Relation:
    """Return what a date says of a subject; *stands* is where the cue, the date and the rest do."""
    found, date, carried = stands
    places = [(found.start, found.end), (date.start, date.end)]
    places += [] if carried else [(subject.start, subject.end)]
    return Relation(
        "attribute",
        role,
        subject.figure,
        value=value,
        when=value,
        start=min(start for start, _ in places),
        end=max(end for _, end in places),
        read_with=tuple(dict.fromkeys((*carried, *here.topics.year_place(date)))),
        agent_at=(subject.start, subject.end),
        date_at=(date.start, date.end),
        cue=here.document.text[found.start : found.end],
    )


def _former(
    here: Here,
    found: Found,
    subject: Mention,
    carried: tuple[Range, ...],
) -> Iterator[Relation]:
    inside = [each for each in here.scene.mentions if found.end <= each.start < found.end + 8]
    match = _FORMER.match(here.document.text, found.end)
    if inside:
        name = here.document.text[inside[0].start : inside[0].end]
        end = inside[0].end
    elif match:
        name, end = match[2].strip(), match.end()
    else:
        return
    dates = [each for each in here.scene.dates if abs(each.end - found.start) < 40]
    date = here.topics.with_year(dates[0], here.scene) if dates else None
    when = f"/{date.edtf}" if date and date.bound == "until" else None
    start = found.start if carried else subject.start
    yield Relation(
        "attribute",
        "former-name",
        subject.figure,
        value=name,
        when=when,
        start=min(start, date.start if date else start),
        end=end,
        read_with=carried,
        agent_at=(subject.start, subject.end),
        date_at=(date.start, date.end) if date else None,
        cue=here.document.text[found.start : found.end],
    )


def _amount(
    here: Here,
    found: Found,
    cue: Cue,
    subject: Mention,
    carried: tuple[Range, ...],
) -> Iterator[Relation]:
    numbers = find_numbers(
        here.document.text,
        here.document.language,
        found.start,
        min(here.scene.sentence.end, found.end + 60),
    )
    number = next((each for each in numbers if each.currency), None)
    if number is None:
        return
    start = found.start if carried else subject.start
    yield Relation(
        "funding",
        cue.role,
        subject.figure,
        value=f"{number.digits} {number.currency}",
        start=start,
        end=max(number.end, subject.end if not carried else number.end),
        read_with=carried,
        agent_at=(subject.start, subject.end),
        cue=here.document.text[found.start : found.end],
        number=number.digits,
        currency=number.currency,
        bound=number.bound,
    )


def read_attributes(here: Here) -> Iterator[Relation]:
    """Yield what the layout of a sentence says of its things: acronyms, places, called off."""
    yield from _acronyms(here)
    yield from _listed(here)
    yield from _places(here)
    yield from _card(here)
    yield from _units(here)
    yield from _cancelled(here)


@cache
def _between(language: str, key: str) -> re.Pattern[str]:
    """Return the pattern of a preposition with its article between two names."""
    articles = alternatives(language, "articles")
    bare = r"|\s+" if key == "part of" else ""
    return re.compile(
        rf"\s*(?:{alternatives(language, key)})\s+(?:(?:{articles})\s+)?{bare}", re.IGNORECASE
    )


def _acronyms(here: Here) -> Iterator[Relation]:
    for mention in here.scene.mentions:
        figure = here.document.cast.of(mention)
        if figure.sort in ("area", "place") or mention.form != "name":
            continue
        said = here.document.text[mention.start : mention.end]
        inner = re.search(r"^(.*?)\s*\(([^()]+)\)$", said)
        whole, short = (inner[1], inner[2]) if inner else (said, "")
        end = mention.end
        if not inner and (match := _ACRONYM.match(here.document.text, mention.end)):
            short, end = match[1], match.end()
        if short and is_short_for(short, whole) and len(whole) > len(short):
            yield Relation(
                "attribute",
                "acronym",
                mention.figure,
                value=short,
                start=mention.start,
                end=end,
                agent_at=(mention.start, mention.end),
                cue="()",
            )


def _listed(here: Here) -> Iterator[Relation]:
    """Yield the members that stand in brackets behind a body: "V4 (Czechia, Hungary, …)"."""
    for number, mention in enumerate(here.scene.mentions):
        if here.document.cast.of(mention).sort != "organisation":
            continue
        if here.document.text[mention.end : mention.end + 2] != " (":
            continue
        close = here.document.text.find(")", mention.end, here.scene.sentence.end)
        inside = [each for each in here.scene.mentions[number + 1 :] if each.end <= close]
        covered = sum(each.end - each.start for each in inside)
        areas = all(here.document.cast.of(each).sort == "area" for each in inside)
        if len(inside) < 2 or not areas or covered * 3 < (close - mention.end) * 2:
            continue
        for each in inside:
            yield Relation(
                "membership",
                "member",
                each.figure,
                mention.figure,
                start=mention.start,
                end=each.end,
                agent_at=(each.start, each.end),
                context_at=(mention.start, mention.end),
                cue="()",
            )


def _places(here: Here) -> Iterator[Relation]:
    """Yield where an event or agreement, or a body behind whose name "in" stands, is."""
    # Where something is held or signed the place is that of it, not of the body before "in".
    held = any(here.document.cast.of(each).sort in _HELD for each in here.scene.mentions)
    for number, mention in enumerate(here.scene.mentions):
        figure = here.document.cast.of(mention)
        if figure.sort not in ("place", "area") or number == 0:
            continue
        before = here.scene.mentions[number - 1]
        between = here.document.text[before.end : mention.start]
        sort = here.document.cast.of(before).sort
        near = _between(here.document.language, "in").fullmatch(between)
        if sort in _HELD and (near or re.search(r"\bheld\b.*\bin\s*$|\bin\s*$", between)):
            if len(between) > 60 or (figure.sort == "area" and not near and len(between) > 40):
                continue
        elif not (near and sort == "organisation" and figure.sort == "place") or held:
            continue
        date = (
            here.topics.date_for(here.scene, before.start, mention.end) if sort in _HELD else None
        )
        yield Relation(
            "attribute",
            "place",
            before.figure,
            mention.figure,
            when=date.edtf if date else None,
            start=before.start,
            end=mention.end,
            agent_at=(before.start, before.end),
            context_at=(mention.start, mention.end),
            cue=between.strip(),
            read_with=((date.start, date.end),) if date else (),
        )


def _card(here: Here) -> Iterator[Relation]:
    """Yield where an event is that has its place on a line of its own below its heading."""
    places = [
        each
        for each in here.scene.mentions
        if here.document.cast.of(each).sort in ("area", "place")
    ]
    covered = sum(each.end - each.start for each in places)
    if (
        here.scene.block.sort != "heading"
        or covered * 4 < (here.scene.sentence.end - here.scene.sentence.start) * 3
    ):
        return
    carried = here.topics.carried(("event",), here.scene, here.scene.sentence.start)
    if carried is None or here.scene.sentence.start - carried[0].end > 60:
        return
    for each in places:
        yield Relation(
            "attribute",
            "place",
            carried[0].figure,
            each.figure,
            start=places[0].start,
            end=places[-1].end,
            read_with=carried[1],
            agent_at=(carried[0].start, carried[0].end),
            context_at=(each.start, each.end),
            cue="card",
        )


def _units(here: Here) -> Iterator[Relation]:
    """Yield that a unit belongs to the body behind "of": "the Office of the Service"."""
    for one, other in pairwise(here.scene.mentions):
        between = here.document.text[one.end : other.start]
        figures = here.document.cast.of(one), here.document.cast.of(other)
        unit = figures[0].kind in ("organisational-unit", "expert-group", "office")
        both = all(each.sort == "organisation" for each in figures)
        if unit and both and _between(here.document.language, "part of").fullmatch(between):
            yield Relation(
                "attribute",
                "part-of",
                one.figure,
                other.figure,
                status="implied",
                start=one.start,
                end=other.end,
                agent_at=(one.start, one.end),
                context_at=(other.start, other.end),
                cue=between.strip(),
                reason="The name says it.",
            )


def _cancelled(here: Here) -> Iterator[Relation]:
    text = here.document.text[slice(*here.scene.range)]
    mood = mood_of(text, "", here.document.language)
    if mood not in ("cancelled", "postponed"):
        return
    for mention in here.scene.mentions:
        if here.document.cast.of(mention).sort in ("event", "visit"):
            date = here.topics.date_for(here.scene, mention.start, mention.end)
            yield Relation(
                "attribute",
                mood,
                mention.figure,
                value=mood,
                when=date.edtf if date else None,
                modality=mood,
                start=here.scene.sentence.start,
                end=here.scene.sentence.end,
                agent_at=(mention.start, mention.end),
                date_at=(date.start, date.end) if date else None,
                cue=mood,
            )
            return
