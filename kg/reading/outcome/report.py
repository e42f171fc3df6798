"""What kg read lists: proposals as sentences, new things, what is not sure, what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.library import Library
from kg.reading.outcome.proposals import Proposed
from kg.reading.outcome.wording import WORDS, say_proposal, say_state
from kg.text.words import read_words, say

_SHOWN = 6


def write(library: Library, proposed: Proposed, lang: str) -> str:
    """Return a reading as a list in words."""
    return "\n".join(_lines(library, proposed, lang)) + "\n"


def _lines(library: Library, proposed: Proposed, lang: str) -> Iterator[str]:
    words = read_words(WORDS)
    cast = proposed.reading.cast
    yield say(
        words,
        "read",
        lang,
        title=proposed.source.title.text,
        mentions=len(cast.mentions),
        things=len({each.figure for each in cast.mentions}),
        n=len(proposed.proposals),
        sure=sum(each.is_sure for each in proposed.proposals),
    )
    if proposed.registered:
        yield say(words, "registered", lang, source=proposed.source.key)
    if proposed.before:
        yield say(words, "before", lang, source=proposed.before)
    if not proposed.proposals:
        yield say(words, "nothing", lang)
    for each in proposed.proposals:
        mark = "✓" if each.is_sure else " "
        sentence = say_proposal(library, proposed, each, lang)
        yield f"{each.number:>4} {mark} {sentence}  [{say_state(each, lang)}]"
        relation = each.relation
        said = " ".join(proposed.page.text[relation.start : relation.end].split())
        yield f"       “{said if len(said) < 160 else said[:159] + '…'}”"
    yield from _things(proposed, lang)
    if proposed.gone:
        names = ", ".join(proposed.gone[:_SHOWN]) + (" …" if len(proposed.gone) > _SHOWN else "")
        yield say(words, "gone", lang, n=len(proposed.gone), names=names)


def _things(proposed: Proposed, lang: str) -> Iterator[str]:
    words = read_words(WORDS)
    if proposed.things:
        yield say(words, "new-things", lang, n=len(proposed.things))
    for figure, close in proposed.things:
        names = ", ".join(f"id:{one.key} ({one.name})" for one in close[:3])
        perhaps = f" – {say(words, 'close', lang, names=names)}" if names else ""
        country = f", {figure.country}" if figure.country else ""
        yield f"     + {figure.name} ({figure.kind or figure.sort}{country}){perhaps}"
    for figure in proposed.reading.cast.figures.values():
        if figure.candidates and figure.key is None:
            names = ", ".join(f"id:{key}" for key in figure.candidates[:_SHOWN])
            yield f"     ? {say(words, 'ambiguous-name', lang, name=figure.name, names=names)}"


def say_registered(proposed: Proposed, lang: str) -> str | None:
    """Return that the graph has a text already, None where it has not."""
    if not proposed.registered:
        return None
    return say(read_words(WORDS), "registered", lang, source=proposed.source.key)


def say_missing(proposed: Proposed, lang: str) -> str | None:
    """Return what a source record lacks and how to give it, None where it is complete."""
    words = read_words(WORDS)
    page = proposed.page
    lacks = [name for name in ("title", "publisher", "date", "url") if not getattr(page, name)]
    if proposed.source.publisher and "publisher" in lacks:
        lacks.remove("publisher")
    if not lacks or proposed.registered:
        return None
    names = ", ".join(say(words, name, lang) for name in lacks)
    return say(words, "missing", lang, names=names, options=", ".join(f"--{n}" for n in lacks))
