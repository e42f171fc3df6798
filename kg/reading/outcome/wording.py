"""A proposal in words, in English and Czech."""

from __future__ import annotations

from typing import Final

from kg.claims.wording import say_date
from kg.reading.library import Library
from kg.reading.mentions.cast import Figure
from kg.reading.outcome.proposals import Proposal, Proposed
from kg.text.words import LANGUAGES, read_words, say

WORDS: Final = "reading/outcome/wording"
_SCHEMES: Final = ("role", "indicator")


def say_proposal(library: Library, proposed: Proposed, proposal: Proposal, lang: str) -> str:
    """Return a proposal as a sentence: who, in what role, in what, when."""
    relation = proposal.relation
    figures = proposed.reading.cast.figures
    agent = say_figure(library, figures[relation.agent], lang)
    what = say_role(library, relation.role, lang)
    other = (
        say_figure(library, figures[relation.context], lang)
        if relation.context
        else _value(relation.value, lang)
    )
    if relation.counterpart:
        other = f"{other} ({say_figure(library, figures[relation.counterpart], lang)})"
    parts = [agent, f"{what}: {other}"]
    said = " – ".join(parts)
    words = read_words(WORDS)
    if relation.when and relation.when != relation.value:
        said += f", {say_when(relation.when, lang)}"
    if relation.modality:
        said += f" ({say(words, relation.modality, lang)})"
    return said


def say_figure(library: Library, figure: Figure, lang: str) -> str:
    """Return what a thing is called; that it is new a plus sign tells."""
    if figure.key:
        return library.background.catalogue.label(figure.key, lang)
    return f"{figure.name}{' ?' if figure.candidates else ' +'}"


def say_role(library: Library, role: str, lang: str) -> str:
    """Return a role, indicator or attribute in words."""
    for scheme in _SCHEMES:
        if titles := library.background.titles.get(f"{scheme}:{role}"):
            return titles[LANGUAGES.index(lang)]
    words = read_words(WORDS)
    return say(words, role, lang) if role in words else role.replace("-", " ")


def say_when(when: str, lang: str) -> str:
    """Return a date in words; one without a year as it is written in EDTF."""
    if "XXXX" in when:
        return when
    try:
        return say_date(when, read_words(), lang)
    except ValueError:
        return when


def say_state(proposal: Proposal, lang: str) -> str:
    """Return what the graph says of a proposal."""
    words = read_words(WORDS)
    said = say(words, f"state-{proposal.state}", lang)
    if proposal.state in ("more exact", "contradicts"):
        known = [
            say_when(when, lang) if when else say(words, "undated", lang)
            for when in dict.fromkeys(proposal.whens)
        ]
        said += f" ({say(words, 'known-when', lang, when='; '.join(known))})"
    return said


def _value(value: str | None, lang: str) -> str:
    words = read_words(WORDS)
    if value is None:
        return ""
    return say(words, value, lang) if value in words else value
