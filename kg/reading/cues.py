"""Cues: words that say how two things are related, as a language's file has them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.reading.languages.words import Phrases, read_claims, read_language
from kg.reading.tokens import Token

_BODIES: tuple[str, ...] = ("organisation", "area")


class Cue(NamedTuple):
    """What a phrase claims: the kind and role, what may stand at its ends, and in which order.

    *order* is "agent context" (default), "context agent", "parties" (all bodies before, the
    agreement behind), "agreement parties", "mutual", "date", "former", "amount", "visitor" or
    "host visitor". *label* ones also speak for the lines below a heading; *date* tells whether a
    point begins something ("start"); with *carry* an end may stand in an earlier sentence; what
    a *planned* one says is to come.
    """

    kind: str
    role: str
    order: str
    agent: tuple[str, ...]
    context: tuple[str, ...]
    label: bool
    starts: bool
    carry: bool
    planned: bool


class Found(NamedTuple):
    """A cue in a text: where it stands, and what it may mean, the likeliest first."""

    start: int
    end: int
    cues: tuple[Cue, ...]


@cache
def read_cues(language: str) -> Phrases:
    """Return the cues of a language by their phrases.

    Those that every language has are said in `claims.json`, and what its words for them are under
    "says" in its own file; further ones stand there under "cues".
    """
    phrases: dict[str, list[Cue]] = {}
    words = read_language(language)
    says = words["says"]
    shared = [each | {"words": says[name]} for name, each in read_claims().items()]
    for each in [*words["cues"], *shared]:
        cue = Cue(
            each["claim"],
            each["role"],
            each.get("order", "agent context"),
            tuple(each.get("agent", _BODIES)),
            tuple(each.get("context", ("organisation",))),
            each.get("label", False),
            each.get("date") == "start",
            each.get("carry", True),
            each.get("planned", False),
        )
        for phrase in each["words"]:
            phrases.setdefault(phrase, []).append(cue)
    genitive = words.get("genitive s", False)
    return Phrases({phrase: tuple(cues) for phrase, cues in phrases.items()}, genitive=genitive)


def find_cues(tokens: list[Token], language: str) -> list[Found]:
    """Return the cues among words that belong to no name, in the order of the text."""
    found = []
    for first, last, cues in read_cues(language).find(tokens):
        assert isinstance(cues, tuple)
        found.append(Found(tokens[first].start, tokens[last].end, cues))
    return found
