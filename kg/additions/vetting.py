"""Vetting: what is wrong with the records of an import, before anything is written.

Every key must be known to the registry or come with the import, every term to the ontology, every
date must be one; a thing that is known keeps its class. All that is wrong is reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg import edtf
from kg.additions.records import NewClaim, Origin, Records, Source, Thing
from kg.errors import Finding
from kg.graph.registry import Registry
from kg.names import expand, is_identifier, shorten
from kg.text.addresses import is_web_address
from kg.text.folding import has_invisible, show
from kg.text.words import did_you_mean

_STATUSES: Final = ("stated", "implied", "ambiguous", "withdrawn")
_BOUNDS: Final = ("exact", "about", "moreThan", "lessThan", "atLeast", "atMost")
_STAGES: Final = ("planned", "revised", "grant", "allocation", "total", "final")
_MODALITIES: Final = ("planned", "held", "cancelled", "postponed")
_NAMED_BY: Final = ("country", "town", "person")
_DESCRIBE: Final = "Describe it in the import first."
_KEYS: Final = (
    "agent",
    "context",
    "about",
    "value_key",
    "influencer",
    "influenced",
    "funder",
    "funded",
    "counterpart",
)


_UNSEEN: Final = "blank, or with characters that nobody can see. Write the words again."
_HINTS: Final = 100  # problems for which the nearest known name is looked for


class UnknownName(NamedTuple):
    """A name that is not known: how it is called, the name, those that are, and what to do."""

    what: str
    name: str
    known: Iterable[str]
    step: str


Problem = str | UnknownName


class Known(NamedTuple):
    """What records may name: things, sources, and the terms of the ontology as IRIs."""

    registry: Registry
    sources: frozenset[str]
    terms: frozenset[str]


def vet(records: Records, known: Known) -> list[Finding]:
    """Return what is wrong with records, in the order in which they were read."""
    things = {thing.key: thing.type for thing in records.things}
    things |= {key: entry.type for key, entry in known.registry.items()}
    sources = known.sources | {source.key for source in records.sources}
    problems: list[tuple[Problem, Origin | None]] = []
    for thing in records.things:
        problems += [(each, thing.origin) for each in _thing(thing, things, known.terms)]
    for source in records.sources:
        problems += [(each, source.origin) for each in _source(source, things)]
    for said in records.statements:
        found = _statement(said, things, sources, known.terms)
        problems += [(each, said.origin) for each in found]
    problems += [*_doubled(records.things), *_doubled(records.sources)]
    return [
        _finding(problem, origin, hint=number < _HINTS)
        for number, (problem, origin) in enumerate(problems)
    ]


def find_unseen(records: Records) -> list[Finding]:
    """Return what is wrong with the words of records: nothing but blanks, or what nobody can see.

    A note may have several lines.
    """
    said = dict.fromkeys(_said((records.things, records.sources, records.statements)))
    found = [each for each in said if each and _is_unseen(each)]
    return [_finding(f"{show(each)!r}: {_UNSEEN}", None, hint=False) for each in found]


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _said(each)


def _is_unseen(text: str) -> bool:
    return not text.strip() or has_invisible(text.replace("\n", ""))


def _finding(problem: Problem, origin: Origin | None, *, hint: bool) -> Finding:
    file = origin.file if origin else None
    if origin and origin.sheet:
        file = f"{file}[{origin.sheet}]"
    line = origin.line if origin else None
    message = problem if isinstance(problem, str) else _say_unknown(problem, hint=hint)
    return Finding(file, line, "error", "record", None, message)


def _say_unknown(unknown: UnknownName, *, hint: bool) -> str:
    """Return that a name is not known, and which known one is near; looking for that takes time."""
    step = did_you_mean(unknown.name, unknown.known if hint else (), unknown.step).en
    return f"{unknown.what} is not known. {step}"


def _thing(thing: Thing, things: dict[str, str], terms: frozenset[str]) -> Iterator[Problem]:
    if not is_identifier(thing.key) or len(thing.key) > 120:
        yield f"{thing.key!r} is no identifier. Use small letters, digits and single hyphens."
    if things[thing.key] != thing.type:
        was = things[thing.key]
        yield f"{thing.key} is known as {was}, not as {thing.type}. Correct the kind."
    if not any(label.language == "en" and label.text.strip() for label in thing.labels):
        yield f"{thing.key} has no name in English. Give one."
    if thing.kind and expand(thing.kind) not in terms:
        yield _unknown(thing.kind, terms)
    for key in (thing.country, *thing.possible_same_as):
        if key is not None and key not in things:
            yield _no_thing(key, things)
    for address in (thing.homepage, *thing.same_as):
        if address and not is_web_address(address):
            yield f"{address!r} is no address. Write it with http:// or https://."


def _source(source: Source, things: dict[str, str]) -> Iterator[Problem]:
    if not is_identifier(source.key) or len(source.key) > 120:
        yield f"{source.key!r} is no identifier. Use small letters, digits and single hyphens."
    if source.url and not is_web_address(source.url):
        yield f"{source.url!r} is no address. Write it with http:// or https://."
    if source.publisher and source.publisher not in things:
        yield _no_thing(source.publisher, things)
    if source.date:
        yield from _date("the date", source.date)


def _statement(
    said: NewClaim, things: dict[str, str], sources: Iterable[str], terms: frozenset[str]
) -> Iterator[Problem]:
    if not said.sources:
        yield "no source. Say where it is written."
    for source in said.sources:
        if source not in sources:
            yield UnknownName(f"the source {source}", source, sources, _DESCRIBE)
    for key in (getattr(said, name) for name in _KEYS):
        if key is not None and key not in things:
            yield _no_thing(key, things)
    for term in (said.claim, said.role, said.attribute, said.indicator):
        if term and expand(term) not in terms:
            yield _unknown(term, terms)
    yield from _words(said)
    yield from _measures(said)
    yield from _ends(said)


def _ends(said: NewClaim) -> Iterator[Problem]:
    if said.agent is not None and said.agent == said.context:
        yield f"{said.agent} takes part in itself. Name two things."
    if said.influencer is not None and said.influencer == said.influenced:
        yield f"{said.influencer} shaped itself. Name two things."
    if said.claim == "pc:FundingClaim" and not (said.funder or said.funded):
        yield "a funding without funder and without what is funded. Name one of them."


def _words(said: NewClaim) -> Iterator[Problem]:
    for name, word, allowed in (
        ("status", said.status, _STATUSES),
        ("bound", said.bound, _BOUNDS),
        ("stage", said.stage, _STAGES),
        ("named_by", said.named_by, _NAMED_BY),
        ("modality", said.modality, _MODALITIES),
    ):
        if word is not None and word not in allowed:
            yield f"{word!r} is no {name}. Choose one of {', '.join(allowed)}."
    if said.status in ("implied", "ambiguous") and not said.note:
        yield f"{said.status}, but no note says why. Add one."


def _measures(said: NewClaim) -> Iterator[Problem]:
    for name, date in (("when", said.when), ("attested", said.attested)):
        if date:
            yield from _date(name, date)
    if said.amount is not None and not said.currency:
        yield f"{said.amount} of what? Give the currency."
    if said.currency and not re.fullmatch("[A-Z]{3}", said.currency):
        yield f"{said.currency!r} is no currency. Write its three letters, such as EUR."
    for number in (said.amount, said.number):
        if number is not None and number.startswith("-"):
            yield f"{number} is below zero. Correct the number."


def _doubled(
    records: Sequence[Thing] | Sequence[Source],
) -> Iterator[tuple[Problem, Origin | None]]:
    """Yield things or sources that stand twice and say different things."""
    seen: dict[str, Thing | Source] = {}
    for record in records:
        first = seen.setdefault(record.key, record)
        if first._replace(origin=None) != record._replace(origin=None):
            line = first.origin.line if first.origin else "?"
            problem = f"{record.key} stands also in line {line}, with other data. Keep one."
            yield problem, record.origin


def _date(name: str, date: str) -> Iterator[Problem]:
    try:
        edtf.bounds(date)
    except ValueError as error:
        yield f"{name}: {error}."


def _no_thing(key: str, things: Iterable[str]) -> UnknownName:
    return UnknownName(key, key, things, _DESCRIBE)


def _unknown(term: str, terms: Iterable[str]) -> UnknownName:
    family = term.partition(":")[0] + ":"
    names = [name for name in map(shorten, terms) if name.startswith(family)]
    return UnknownName(term, term, names, "Use a term of ontology/, or define it there.")
