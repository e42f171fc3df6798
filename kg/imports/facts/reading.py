"""The facts format: claims as JSON Lines, with a table of their things and one of their sources.

Each line is an object with the ``claims`` of one fact (their classes and roles are terms of the
ontology), the ``source_id`` of the page that states it, the ``corroborated_by`` of pages that say
the same, ``when`` and ``attested`` in EDTF, ``status``, ``named_by``, a ``note`` in own words, and
``qualifiers``. The table of things has at least the columns ``key``, ``name``, ``kind``; the table
of sources ``source_id`` and ``url``. `kg.imports.facts.terms` lists the words of the format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.additions.records import Origin, Records, Thing
from kg.checks import identifiers
from kg.errors import Finding
from kg.files import read_text
from kg.graph.registry import AREAS, Entry, Registry
from kg.imports.facts import claims, tables, terms
from kg.text.words import nearest

Json = Any  # what a line of JSON holds is known only once it is looked at

_TEXTS: Final = (
    "source_id",
    "when",
    "attested",
    "status",
    "named_by",
    "note",
    "context_key",
    "source_quality",
)
_LISTS: Final = {"claims": list, "corroborated_by": list, "qualifiers": dict, "original": dict}


class FactLine(NamedTuple):
    """One fact, and where it stands."""

    fact: dict[str, Json]
    origin: Origin


class Facts(NamedTuple):
    """What a facts file and its tables say, what is wrong with them, and whose claims are whose.

    *of* gives for each statement of the records the identifier of its fact, None for others.
    """

    records: Records
    findings: list[Finding]
    of: tuple[str | None, ...]


def read(
    files: Sequence[Path], things: Sequence[Path], sources: Sequence[Path], registry: Registry
) -> Facts:
    """Return what facts files and their tables say; *registry* knows the things of the graph.

    A fact with something wrong is left out and named. Raises SourceErrors for files that are not
    what they seem.
    """
    table = [row for path in things for row in tables.rows(path, name=str(path))]
    known = tables.things(table)
    registry = {**{thing.key: _entry_of(thing) for thing in known}, **registry}
    lines, findings = _lines(files)
    graded = [line.fact for line in lines if line.fact.get("source_quality")]
    quality = {fact["source_id"]: fact["source_quality"] for fact in graded}
    pages = [row for path in sources for row in tables.rows(path, name=str(path))]
    said = [
        (line.fact.get("id"), statement)
        for line in lines
        for statement in claims.statements(line.fact, registry, line.origin)
    ]
    said += [(None, statement) for row in table for statement in tables.names_in_sources(row)]
    records = Records(
        tuple(known),
        tuple(tables.sources(pages, registry, quality)),
        tuple(statement for _, statement in said),
    )
    return Facts(records, findings, tuple(fact for fact, _ in said))


# ---- Lines ---------------------------------------------------------------------------------------


def _lines(files: Iterable[Path]) -> tuple[list[FactLine], list[Finding]]:
    """Return the facts of files that are in order, and what is wrong with the others."""
    lines, findings = [], []
    for path in files:
        name = str(path)
        for number, text in enumerate(read_text(path).split("\n"), 1):
            if not text.strip():
                continue
            fact, problems = _parse(text)
            findings += [
                Finding(name, number, "error", "fact", None, problem) for problem in problems
            ]
            if not problems:
                lines.append(FactLine(fact, Origin(name, number)))
    return lines, findings


def _parse(text: str) -> tuple[dict[str, Json], list[str]]:
    """Return a line as an object, and what is wrong with it."""
    try:
        fact = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return {}, [f"not JSON: {error.msg} at column {error.colno}. Correct the line."]
    except ValueError as error:
        return {}, [f"{error}."]
    except RecursionError:
        return {}, ["nested too deeply. Write it flatter."]
    if not isinstance(fact, dict):
        return {}, ["no object. Write one fact on each line."]
    return fact, list(_problems(fact))


def _once(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    """Return an object. Raises ValueError where a key stands twice: one value would be lost."""
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice. Keep one")
        found[key] = value
    return found


def _no_number(word: str) -> Json:
    raise ValueError(f"{word} is no number. Write one, or leave it out")


def _problems(fact: dict[str, Json]) -> Iterator[str]:
    """Yield what is wrong with the form of a fact; what its words mean is judged later."""
    if personal := sorted(terms.PERSONAL & _keys(fact)):
        yield f"{personal[0]!r} would name a person. Leave persons out; say it of their body."
    for name in _TEXTS:
        if not isinstance(fact.get(name, ""), str | None):
            yield f"{name!r} is no text. Write it in quotation marks."
    for name, kind in _LISTS.items():
        if not isinstance(fact.get(name, kind()), kind | None):
            yield f"{name!r} is no {'list' if kind is list else 'object'}."
    if not fact.get("source_id"):
        yield "no 'source_id'. Say where it is written."
    if not fact.get("claims"):
        yield "no 'claims'. Give at least one, or leave the line out."
    elif isinstance(fact["claims"], list):
        for claim in fact["claims"]:
            yield from _claim_problems(claim)


def _keys(value: Json) -> set[str]:
    """Return the keys of an object and of all within it."""
    if isinstance(value, list):
        return {key for each in value for key in _keys(each)}
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in _keys(each)}
    return set()


def _claim_problems(claim: Json) -> Iterator[str]:
    if not isinstance(claim, dict) or claim.get("claim") not in terms.CLAIMS:
        known = ", ".join(terms.CLAIMS)
        yield f"a claim without a known class. Give 'claim' as one of {known}."
        return
    for name in terms.CLAIMS[claim["claim"]]:
        if claim.get(name) in (None, ""):
            yield f"a {claim['claim']} without {name!r}. Add it."
    for name, value in claim.items():
        what, kinds = _form(name, claim["claim"])
        if value is not None and type(value) not in kinds:
            yield f"{name!r} of a claim is no {what}."
    attribute = claim.get("attribute")
    if attribute is not None and attribute not in terms.ATTRIBUTES:
        yield f"{attribute!r} is no attribute of the format. {_suggest(attribute)}"
    elif attribute and claim.get("value") is None and claim.get("value_key") is None:
        yield f"the attribute {attribute!r} has no 'value' and no 'value_key'. Give one."
    elif attribute and (scheme := claim.get("scheme")):
        yield from _identifier_problems(attribute, str(scheme), str(claim.get("value")))


def _identifier_problems(attribute: str, scheme: str, value: str) -> Iterator[str]:
    if attribute != "identifier" or scheme not in identifiers.SCHEMES:
        known = ", ".join(identifiers.SCHEMES)
        yield f"the scheme {scheme!r} of {attribute!r}. Give identifiers one of {known}."
    elif wrong := identifiers.problem(identifiers.SCHEMES[scheme].datatype, value):
        yield wrong.en


def _form(name: str, claim: str) -> tuple[str, tuple[type, ...]]:
    """Return what a field of a claim must be: a text, a number, or true or false."""
    if name == "closed":
        return "true or false", (bool,)
    if name == "amount" or (name == "value" and claim in terms.COUNTED):
        return "number", (int, float)
    return "text", (str,)


def _suggest(attribute: str) -> str:
    close = nearest(str(attribute), terms.ATTRIBUTES)
    return (
        f"Did you mean {close[0]!r}?" if close else "Known are the words of kg.imports.facts.terms."
    )


def _entry_of(thing: Thing) -> Entry:
    """Return what is known of a thing that is to be added."""
    kind = AREAS.get(thing.type) or (thing.kind or "").removeprefix("kind:")
    name = next((label.text for label in thing.labels if label.language == "en"), thing.key)
    names = frozenset(each.text for each in (*thing.labels, *thing.aliases))
    return Entry(thing.type, kind, name, names)
