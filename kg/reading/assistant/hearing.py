"""Hearing: of what an assistant claims, that which stands in the text to the letter.

A quotation must be in the text and name both ends; the ends are matched to the graph as any other
mention; what the words around it deny, hope for or call off is dropped, and so is every person. A
date counts only where its year stands in the quotation. All that is dropped is counted, by reason.
What is left is a proposal of the assistant: a person decides on it, no script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

from kg import edtf
from kg.errors import KgError
from kg.reading.assistant.asking import VOCABULARY, Assistant, Claimed, ask, cut
from kg.reading.mentions.cast import Cast, Figure
from kg.reading.outcome.proposals import Proposal, Proposed
from kg.reading.relations.mood import mood_of
from kg.reading.relations.relation import Range, Relation
from kg.text.persons import find_personal

DOUBT: Final = "proposed by the assistant"
_SORTS: Final = {
    "membership": "organisation",
    "participation": "organisation",
    "project": "project",
    "event": "event",
    "visit": "organisation",
    "agreement": "agreement",
    "cooperation": "organisation",
    "funding": "project",
    "influence": "organisation",
}
_LONGEST: Final = 600  # characters of a quotation
_SHORTEST: Final = 3  # letters of a name

Note = Callable[[str, int, int], None]


class Assisted(NamedTuple):
    """A document with the assistant's proposals, what was dropped by reason, and what failed."""

    proposed: Proposed
    added: int
    dropped: Counter[str]
    failures: tuple[str, ...]


def assist(
    assistant: Assistant, proposed: Proposed, *, progress: Note = lambda step, done, total: None
) -> Assisted:
    """Return proposals together with those of an assistant that stand in the text.

    Where it does not answer, the others stand alone, and the failure is said.
    """
    text, cast = proposed.page.text, proposed.reading.cast
    pieces = cut(text, [(each.start, each.end) for each in cast.mentions])
    dropped: Counter[str] = Counter()
    failures: list[str] = []
    found: list[Relation] = []
    known = {_what(each.relation) for each in proposed.proposals}
    for number, piece in enumerate(pieces):
        progress("asking the assistant", number, len(pieces))
        try:
            heard = ask(assistant, piece)
        except KgError as error:
            failures.append(error.message)
            break  # the next piece would wait as long
        dropped["no relation"] += heard.broken
        for claim in heard.claims:
            relation = _believed(claim, text, cast, proposed.source.language)
            if isinstance(relation, str):
                dropped[relation] += 1
            elif _what(relation) in known:
                dropped["found already"] += 1
            else:
                known.add(_what(relation))
                found.append(relation)
    start = max((each.number for each in proposed.proposals), default=0) + 1
    added = [Proposal(n, each, "new", doubt=DOUBT) for n, each in enumerate(found, start)]
    proposals = [*proposed.proposals, *added]
    return Assisted(proposed._replace(proposals=proposals), len(added), +dropped, tuple(failures))


def _what(relation: Relation) -> tuple[object, ...]:
    return relation.kind, relation.role, relation.agent, relation.context


def _believed(claim: Claimed, text: str, cast: Cast, language: str) -> Relation | str:
    """Return a claim as a relation, or why it is dropped."""
    if claim.role not in VOCABULARY.get(claim.kind, ()):
        return "no such kind or role"
    place = _find(text, claim.quote)
    if place is None:
        return "quotation not in the text"
    agent_at, context_at = (_find(text, name, place) for name in (claim.agent, claim.context))
    if agent_at is None or context_at is None or agent_at == context_at:
        return "quotation does not name both ends"
    if any(_is_person(text, at) for at in (agent_at, context_at)):
        return "a person"
    if mood_of(_sentence(text, place), text[slice(*place)], language) != "stated":
        return "not stated as a fact"
    agent = _figure(cast, text, agent_at, "organisation", language)
    context = _figure(cast, text, context_at, _SORTS[claim.kind], language)
    if agent.id == context.id:
        return "both ends are one"
    return Relation(
        claim.kind,
        claim.role,
        agent.id,
        context.id,
        when=_when(claim.when, text[slice(*place)]),
        start=place[0],
        end=place[1],
        agent_at=agent_at,
        context_at=context_at,
        cue="assistant",
    )


def _find(text: str, words: str, within: Range | None = None) -> Range | None:
    """Return where words stand in a text, letter by letter, blanks of any length."""
    parts = words.split()
    if not parts or sum(map(len, parts)) > _LONGEST or len("".join(parts)) < _SHORTEST:
        return None
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)"
    start, end = within or (0, len(text))
    match = re.compile(pattern).search(text, start, end)
    return (match.start(), match.end()) if match else None


def _sentence(text: str, place: Range) -> str:
    """Return the sentences in which a passage stands."""
    start = max(text.rfind(mark, 0, place[0]) for mark in (". ", "! ", "? ", "\n"))
    ends = [at for mark in (". ", "! ", "? ", "\n") if (at := text.find(mark, place[1])) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _is_person(text: str, place: Range) -> bool:
    """Tell whether a name is a person's, as it stands among its neighbours."""
    start = max(0, place[0] - 60)
    around = text[start : place[1] + 40]
    return any(
        each.start < place[1] - start and place[0] - start < each.end
        for each in find_personal(around)
    )


def _figure(cast: Cast, text: str, place: Range, sort: str, language: str) -> Figure:
    """Return the thing that a place names: as the document has it there, else a new one."""
    for mention in cast.mentions:
        if mention.start < place[1] and place[0] < mention.end:
            return cast.of(mention)
    name = " ".join(text[slice(*place)].split())
    for figure in cast.figures.values():
        if figure.name == name:
            return figure
    number = len(cast.figures) + 1
    return cast.add(Figure(f"x:s{number}", None, sort, "", name, language=language))


def _when(said: str | None, quote: str) -> str | None:
    """Return a date of which each year stands in the quotation, None else."""
    if not said:
        return None
    try:
        edtf.bounds(said)
    except ValueError:
        return None
    years = re.findall(r"\d{4}", said)
    return said if years and all(year in quote for year in years) else None
