"""Ends: what a cue joins, by the order in which it says so; an end may stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from kg.reading.cues import Cue, Found
from kg.reading.languages.words import alternatives, read_language
from kg.reading.mentions.cast import Mention
from kg.reading.relations.relation import Range
from kg.reading.relations.scene import BODIES, group_after, group_before
from kg.reading.relations.topics import Here

_CLOSE: Final = 6  # code points between a delegation and whose it is
_NEAR: Final = 40  # code points between an agreement and the words that name its parties


class Ends(NamedTuple):
    """The two sides of a relation as a sentence has them; *carried* where one is elsewhere."""

    agents: list[Mention]
    contexts: list[Mention]
    carried: tuple[Range, ...] = ()


def find_ends(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return what a cue joins, by its order; None where an end is missing."""
    for read in _readers()[cue.order]:
        if ends := read(here, found, cue):
            return ends
    return None


@cache
def _readers() -> dict[str, tuple[Callable[[Here, Found, Cue], Ends | None], ...]]:
    """Return by the order of a cue what to try, one after the other."""
    usual = (_turned, _verb_first, _subject_object, _any_order)
    return {
        "agent context": usual,
        "of in": (_of_in, *usual),
        "context agent": (_passive,),
        "parties": (_parties,),
        "agreement parties": (_parties,),
        "inherit": (_inherited,),
        "mutual": (_mutual,),
        "state": (_states,),
        "around": (_around,),
        "present": (_present,),
        "adjectives": (_adjectives,),
    }


def _states(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return the states of the bodies of which a text says that they are member states."""
    bodies = group_after(here.document, here.scene, found.end, cue.context, 40)
    near = [each for each in here.scene.mentions if each not in bodies and each.start > found.end]
    near = near[:1] or group_before(here.document, here.scene, found.start, BODIES)
    states = []
    for each in near:
        figure = here.document.cast.of(each)
        country = figure.key if figure.sort == "area" else figure.country
        if country in here.document.cast.figures:
            states.append(each._replace(figure=country))
    return Ends(states, bodies) if states and bodies else None


def _around(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return a subject, and what stands behind the cue or else before the subject."""
    subject = _subjects(here, found, cue)
    if subject is None:
        return None
    behind = group_after(here.document, here.scene, found.end, cue.context, 120)
    first = subject[0][0]
    before = group_before(here.document, here.scene, first.start, cue.context) if not behind else []
    return Ends(subject[0], behind or before, subject[1]) if behind or before else None


def _present(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return who was present at the event of which the sentences before speak."""
    agents = group_after(here.document, here.scene, found.end, BODIES, 24)
    agents = agents or group_before(here.document, here.scene, found.start, BODIES)
    event = here.topics.carried(cue.context, here.scene, found.start)
    if not agents or event is None or found.start - event[0].end > 600:
        return None
    return Ends(agents, [event[0]], event[1])


def _adjectives(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return countries by their adjectives: "German and Dutch experience had an impact on"."""
    agents = [each for each in here.scene.adjectives if each.end <= found.start]
    contexts = group_after(here.document, here.scene, found.end, cue.context)
    if not agents:
        return _subject_object(here, found, cue)
    return Ends(agents, contexts) if contexts else None


def _subject_object(here: Here, found: Found, cue: Cue) -> Ends | None:
    reach = 60 if cue.kind == "funding" else 140
    contexts = group_after(here.document, here.scene, found.end, cue.context, reach)
    agents = _subjects(here, found, cue)
    if (not contexts and not cue.carry) or (contexts and _is_led(here, found, cue, contexts[0])):
        return None
    if not contexts:
        carried = here.topics.carried(cue.context, here.scene, found.start)
        if cue.context == ("organisation",):
            carried = here.topics.joined(here.scene, found.start, found.end)
        if carried is None:
            return None
        contexts, where = [carried[0]], carried[1]
        # With the context elsewhere, "further partners are A, B" names the agents behind the cue.
        behind = group_after(here.document, here.scene, found.end, cue.agent, 60)
        if behind:
            return Ends(behind, contexts, where)
        if agents and agents[1] and not where and _is_free(here.document.language):
            return None  # what stands before the verb is its object, and who acts is not known
        return Ends(agents[0], contexts, (*agents[1], *where)) if agents else None
    if agents is None:
        return None
    if cue.kind == "membership":
        contexts, company = _accompanied(here, contexts)
        agents = [*agents[0], *company], agents[1]
    return Ends(agents[0], contexts, agents[1])


def _accompanied(here: Here, contexts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return what is joined, and who joined as well: "a member of the Ring together with B"."""
    words = alternatives(here.document.language, "together")
    for number in range(1, len(contexts)):
        gap = here.document.text[contexts[number - 1].end : contexts[number].start]
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", gap, re.IGNORECASE):
            return contexts[:number], contexts[number:]
    last = contexts[-1].end
    rest = here.document.text[last : last + _NEAR]
    if match := re.match(rf"\s(?:{words})(?!\w)", rest, re.IGNORECASE):
        return contexts, group_after(here.document, here.scene, last + match.end(), BODIES, 8)
    return contexts, []


def _turned(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return ends that a copula turns: "Members of the Ring are A, B and C"."""
    document, scene, _ = here
    if group_before(document, scene, found.start, cue.agent):
        return None
    contexts = group_after(document, scene, found.end, cue.context, 24)
    start = contexts[-1].end if contexts else found.end
    agents = group_after(document, scene, start, cue.agent, 40)
    agents = [each for each in agents if each not in contexts]
    if not agents or not _copula(document.language).match(document.text[start : agents[0].start]):
        return None
    if contexts:
        return Ends(agents, contexts[:1])
    carried = here.topics.carried(cue.context, scene, found.start)
    if carried is None or cue.context == ("organisation",):
        return None
    return Ends(agents, [carried[0]], carried[1])


@cache
def _copula(language: str) -> re.Pattern[str]:
    words = alternatives(language, "copulas") + "|" + alternatives(language, "is a")
    return re.compile(rf"\s*(?:(?:{words})\b|:)", re.IGNORECASE)


def _verb_first(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return ends that both stand behind a verb, where a language puts it first.

    Who is told of by "representatives" or "a delegation" acts, else the one that comes first.
    """
    document, scene, _ = here
    if not _is_free(document.language) or group_before(document, scene, found.start, cue.agent):
        return None
    one = group_after(document, scene, found.end, (*cue.agent, *cue.context), 60)
    if not one:
        return None
    other = group_after(document, scene, one[-1].end, (*cue.agent, *cue.context), 100)
    if not other or {each.figure for each in one} & {each.figure for each in other}:
        return None
    speaks = [_stands_for(here, each) for each in (one[0], other[0])]
    pairs = [(one, other), (other, one)]
    for agents, contexts in reversed(pairs) if speaks == [False, True] else pairs:
        if _are(here, agents, cue.agent) and _are(here, contexts, cue.context):
            return Ends(agents, contexts)
    return None


def _are(here: Here, mentions: list[Mention], sorts: tuple[str, ...]) -> bool:
    return all(here.document.cast.of(each).sort in sorts for each in mentions)


def _is_free(language: str) -> bool:
    """Tell whether the order of words does not say who acts."""
    return bool(read_language(language).get("free order", False))


def _stands_for(here: Here, mention: Mention) -> bool:
    """Tell whether a word before a body says that somebody acts for it: "representatives of"."""
    led = any(
        here.document.cast.of(each).sort == "visit" and 0 <= mention.start - each.end < _CLOSE
        for each in here.scene.mentions
    )
    if led:
        return True
    words = alternatives(here.document.language, "representatives")
    before = here.document.text[max(here.scene.sentence.start, mention.start - 40) : mention.start]
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", before, re.IGNORECASE) is not None


def _any_order(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return ends on whichever side of a verb they stand, where their sorts tell which is which."""
    document, scene, _ = here
    if not _is_free(document.language) or {*cue.agent} & {*cue.context}:
        return None
    contexts = group_after(document, scene, found.end, cue.context, 120) or group_before(
        document, scene, found.start, cue.context
    )
    agents = group_before(document, scene, found.start, cue.agent) or group_after(
        document, scene, found.end, cue.agent, 120
    )
    return Ends(agents, contexts[:1]) if agents and contexts else None


def _of_in(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return the ends of a noun: "the membership of the Service in the Ring"."""
    agents = group_after(here.document, here.scene, found.end, cue.agent, 30)
    if not agents:
        return None
    contexts = group_after(here.document, here.scene, agents[-1].end, cue.context, 40)
    words = alternatives(here.document.language, "in")
    between = here.document.text[agents[-1].end : contexts[0].start] if contexts else ""
    if not re.match(rf"\s*\(?(?:{words})(?!\w)", between, re.IGNORECASE):
        return None
    return Ends(agents, contexts)


def _is_led(here: Here, found: Found, cue: Cue, context: Mention) -> bool:
    """Tell whether a delegation stands between a verb of visiting and a body: then that visits."""
    return cue.kind == "visit" and any(
        here.document.cast.of(each).sort == "visit" and found.end <= each.start < context.start
        for each in here.scene.mentions
    )


def _subjects(here: Here, found: Found, cue: Cue) -> tuple[list[Mention], tuple[Range, ...]] | None:
    """Return who acts before a cue: named there, or carried by a pronoun from before."""
    before = group_before(here.document, here.scene, found.start, cue.agent)
    pronoun = here.topics.pronoun(
        here.scene, before[-1].end if before else here.scene.sentence.start, found.start
    )
    if pronoun:
        return pronoun
    areas = all(here.document.cast.of(each).sort == "area" for each in before)
    if before and (not areas or _is_subject(here, before[0])):
        return before, ()
    return here.topics.subject(here.scene, found.start, cue.agent)


def _is_subject(here: Here, mention: Mention) -> bool:
    """Tell whether an area acts, and is not where something happens: "in Hungary"."""
    before = here.document.text[here.scene.sentence.start : mention.start].rstrip().casefold()
    return not before.endswith((" in", " at", "in", " to", " from", " v", " ve", " w", " im"))


def _passive(here: Here, found: Found, cue: Cue) -> Ends | None:
    agents = group_after(here.document, here.scene, found.end, cue.agent, 60)
    if by := _by(here, found, cue):
        agents = by
    if not agents:
        return None
    start = min(found.start, agents[0].start)
    contexts = group_before(here.document, here.scene, start, cue.context)
    if contexts:
        return Ends(agents, contexts[-1:])
    carried = here.topics.carried(cue.context, here.scene, found.start)
    return Ends(agents, [carried[0]], carried[1]) if carried else None


def _by(here: Here, found: Found, cue: Cue) -> list[Mention]:
    """Return who acts where that stands before a verb at the end: "wird vom Fonds finanziert"."""
    words = alternatives(here.document.language, "by")
    agents = group_before(here.document, here.scene, found.start, cue.agent)
    if not agents:
        return []
    before = here.document.text[here.scene.sentence.start : agents[0].start]
    near = found.start - agents[-1].end < _NEAR
    return agents if near and re.search(rf"(?<!\w)(?:{words})\s$", before) else []


def _parties(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return who is party to what: all bodies before a verb, or those behind "between", "with"."""
    behind = group_after(here.document, here.scene, found.end, BODIES, 120)
    agreements = group_before(here.document, here.scene, found.start, ("agreement",))
    if cue.order == "parties":
        after = group_after(here.document, here.scene, found.end, ("agreement",), 60)
        agreements = after or agreements
        agents = group_before(here.document, here.scene, found.start, BODIES)
        # In Czech or German the parties may well stand behind the verb.
        agents = agents or group_after(here.document, here.scene, found.end, BODIES, 60)
        agreements = agreements or group_after(
            here.document, here.scene, agents[-1].end if agents else found.end, ("agreement",), 60
        )
        if not agreements or not agents:
            return None
        last = agreements[0].end
        others = _with(here, last)
        named = {each.figure for each in agents}
        return Ends(
            [*agents, *(each for each in others if each.figure not in named)], agreements[:1]
        )
    near = agreements and found.start - agreements[-1].end < _NEAR
    if not near or not behind:
        return None
    word = here.document.text[found.start : found.end].casefold()
    between = read_language(here.document.language)["between"]
    parties = behind
    if word not in between:
        subject = group_before(here.document, here.scene, agreements[-1].start, BODIES)
        carried: tuple[Range, ...] = ()
        if not subject:
            subject, carried = _other_party(here, found)
        return Ends([*behind, *subject], agreements[-1:], carried)
    return Ends(parties, agreements[-1:])


def _other_party(here: Here, found: Found) -> tuple[list[Mention], tuple[Range, ...]]:
    """Return who agreed with whom an agreement names alone: whose page it is, else the last."""
    if we := here.topics.we():
        return [we], ((we.start, we.end),)
    if here.scene.sentence.start == here.scene.block.start:
        return [], ()  # a paragraph of its own: nobody is meant by being named before
    other = here.topics.subject(here.scene, found.start, ("organisation",))
    return other or ([], ())


def _inherited(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return an earlier agreement on which the last one builds, with the parties of that."""
    earlier = group_after(here.document, here.scene, found.end, cue.context, 60)
    last = here.topics.parties
    return Ends(last[0], earlier[:1], (last[1],)) if earlier and last else None


def _with(here: Here, start: int) -> list[Mention]:
    """Return the parties behind "with" or "between" after an agreement."""
    rest = here.document.text[start : start + 24]
    words = alternatives(here.document.language, "with")
    if not re.match(rf"\s*(?:{words})\b", rest):
        return []
    return group_after(here.document, here.scene, start, BODIES, 40)


def _mutual(here: Here, found: Found, cue: Cue) -> Ends | None:
    """Return two sides that work together; one side may be elsewhere."""
    others = group_after(here.document, here.scene, found.end, cue.context, 120)
    others = [each for each in others if here.document.cast.of(each).sort in BODIES]
    if not others:
        return None
    word = here.document.text[found.start : found.end].casefold()
    between = read_language(here.document.language)["between"]
    if any(each in word for each in between):
        return Ends(others[:1], others[1:]) if len(others) > 1 else None
    subject = _subjects(here, found, cue)
    if subject is None:
        return None
    return Ends(subject[0], others, subject[1])
