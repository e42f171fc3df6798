"""Quotations: claims that rest on words of a text, judged before they are written.

A passage is found by the words that a person quotes. Whether it names what its claim joins is
asked as `kg verify` asks it; one that names neither end is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.additions.plan import Plan
from kg.additions.preview import read_after
from kg.additions.records import NewClaim, Passage, Records, Text
from kg.errors import NotFound
from kg.evidence import passages, support
from kg.evidence.quoting import cuts_word, locate
from kg.evidence.texts import digest
from kg.graph import reading
from kg.graph.workspace import Workspace
from kg.names import CLAIM, SRC
from kg.rdf import store

_NOT_NAMED: Final = "pc:notNamed"


class Quotation(NamedTuple):
    """Words of a text, which of their places is meant, and what else they are read with.

    *not_named* is the reason why the claim holds though its passage does not name all of it.
    """

    words: str
    nth: int | None = None
    read_with: tuple[str, ...] = ()
    not_named: str | None = None


class Unheard(NamedTuple):
    """What a passage does not say of the statement with this number, in a sentence."""

    number: int
    severity: str
    message: str


def quote(statement: NewClaim, quotation: Quotation, text: str, *, step: str) -> NewClaim:
    """Return a statement that rests on words of *text*; *step* says how one of several is chosen.

    Raises NotFound where the words do not stand there, stand in several places, or cut a word
    though nothing says how they are meant.
    """
    start, end = locate(text, quotation.words, quotation.nth, step=step)
    meant = quotation.read_with or quotation.not_named
    if cuts_word(text, start, end) and not meant:
        said = " ".join(quotation.words.split())
        raise NotFound(f"“{said}” cuts a word of the text. Quote whole words.")
    places = [locate(text, each, step="Quote more words.") for each in quotation.read_with]
    others = tuple(_sealed(text, *at) for at in dict.fromkeys(places) if at != (start, end))
    passage = _sealed(text, start, end)._replace(read_with=others)
    return explain(statement._replace(passage=passage), quotation.not_named)


def explain(statement: NewClaim, reason: str | None) -> NewClaim:
    """Return a statement with the reason why its passage does not name all of it, if any."""
    if not reason:
        return statement
    return statement._replace(details=(*statement.details, (_NOT_NAMED, Text(reason, "en"))))


def hear(
    workspace: Workspace, plan: Plan, records: Records, texts: Mapping[str, str]
) -> list[Unheard]:
    """Return what the passages of the statements of *records* do not name, as planned.

    *texts* are those of documents, by key; statements that cite others are passed over.
    """
    said = [
        (number, name, each)
        for number, (name, each) in enumerate(zip(plan.names, records.statements, strict=False))
        if each.passage and each.sources[0] in texts
    ]
    if not said:
        return []
    pieces: dict[tuple[str, str], list[passages.Piece]] = defaultdict(list)
    numbers: dict[tuple[str, str], int] = {}
    for number, name, each in said:
        key = SRC + each.sources[0], CLAIM + name
        pieces[key] += [passages.cut(texts[each.sources[0]], *at) for at in _places(each)]
        numbers.setdefault(key, number)
    after = reading.as_dataset(read_after(workspace, reading.read(workspace), plan.changes))
    heard = support.hear(
        store.in_memory(after.quads),
        {key: passages.join(dict.fromkeys(several)) for key, several in pieces.items()},
    )
    return sorted(_judge(heard, numbers))


def _judge(
    heard: Iterable[support.Speech], numbers: Mapping[tuple[str, str], int]
) -> Iterable[Unheard]:
    for each in heard:
        number = numbers[SRC + each.source, CLAIM + each.claim.partition(":")[2]]
        if each.state == support.SILENT and not each.names_an_end:
            message = f"names neither end of the claim: {each.sentence.en}"
            yield Unheard(number, "error", f"the passage {message}")
        elif each.state == support.SILENT:
            yield Unheard(number, "warning", f"the passage does not say it all: {each.sentence.en}")
        elif each.state == support.NAMED and each.reason:
            message = "the passage names all of the claim, so no reason is needed."
            yield Unheard(number, "warning", message)


def _places(said: NewClaim) -> list[tuple[int, int]]:
    here = said.passage
    if here is None:
        return []
    return [(each.start, each.end) for each in (here, *here.read_with)]


def _sealed(text: str, start: int, end: int) -> Passage:
    return Passage(start, end, digest(text[start:end]))
