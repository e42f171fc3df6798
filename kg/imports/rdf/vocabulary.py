"""The terms of others that an import understands: ORG, CPOV, schema.org, FOAF, EURIO, vCard …

They stand in ``vocabulary.json``: classes by what their members are, properties by the field that
they fill, from either end, and what a property tells of the ends that have no class (its domain and
range). schema.org is understood in both spellings of its address.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from kg.names import expand

_OLD_SCHEMA: Final = "http://schema.org/"
_SCHEMA: Final = "https://schema.org/"
_OWN: Final = {  # classes of ours with which others are matched, by what their members are
    "pc:Project": "projects",
    "pc:Programme": "programmes",
    "pc:Event": "events",
    "pc:Country": "countries",
    "org:Organization": "organisations",
}


class Sort(NamedTuple):
    """What the members of a class are, and their kind, or the usual role of a relation."""

    name: str
    concept: str | None = None


class Meaning(NamedTuple):
    """The field of a property; with *inverse* it is said of the object."""

    field: str
    inverse: bool = False


class Tie(NamedTuple):
    """The role that a property gives to its subject, with *inverse* to its object, in a *sort*."""

    role: str
    sort: str
    inverse: bool = False


class Vocabulary(NamedTuple):
    """Everything that is understood, by the IRIs of classes and properties."""

    classes: Mapping[str, Sort]
    fields: Mapping[str, tuple[Meaning, ...]]
    ties: Mapping[str, tuple[Tie, ...]]
    domains: Mapping[str, Sort]
    ranges: Mapping[str, Sort]
    words: Mapping[str, str]


def usual(iri: str) -> str:
    """Return an IRI in the spelling of the vocabulary: schema.org has two."""
    return _SCHEMA + iri.removeprefix(_OLD_SCHEMA) if iri.startswith(_OLD_SCHEMA) else iri


@cache
def read_vocabulary() -> Vocabulary:
    """Return the vocabulary as it travels with the package."""
    text = files("kg").joinpath("imports/rdf/vocabulary.json").read_text(encoding="utf-8")
    said = json.loads(text)
    iri = _Names(said["prefixes"])
    fields: dict[str, list[Meaning]] = defaultdict(list)
    for part, inverse in (("fields", False), ("inverse", True)):
        for field, names in said[part].items():
            for name in names:
                fields[iri(name)].append(Meaning(field, inverse))
    ties: dict[str, list[Tie]] = defaultdict(list)
    for part, inverse in (("roles", False), ("roles of", True)):
        for words, names in said[part].items():
            role, sort = words.split()
            for name in names:
                ties[iri(name)].append(Tie(role, sort, inverse))
    return Vocabulary(
        classes=_sorts(said["classes"], iri),
        fields={name: tuple(each) for name, each in fields.items()},
        ties={name: tuple(each) for name, each in ties.items()},
        domains=_sorts(said["domain"], iri),
        ranges=_sorts(said["range"], iri),
        words=said["words"],
    )


def with_matches(vocabulary: Vocabulary, matches: Iterable[tuple[str, str]]) -> Mapping[str, Sort]:
    """Return the classes, and those that the ontology matches with ours: (our name, an IRI)."""
    more = {usual(match): Sort(_OWN[own]) for own, match in matches if own in _OWN}
    own = {expand(name): Sort(sort) for name, sort in _OWN.items()}
    return {**own, **more, **vocabulary.classes}


@cache
def _prefixes() -> Mapping[str, str]:
    text = files("kg").joinpath("imports/rdf/vocabulary.json").read_text(encoding="utf-8")
    prefixes: Mapping[str, str] = json.loads(text)["prefixes"]
    return prefixes


def iri_of(name: str) -> str:
    """Return the IRI of a prefixed name of the vocabulary."""
    return _Names(_prefixes())(name)


class _Names:
    """From prefixed names to IRIs."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def __call__(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local


def _sorts(said: Mapping[str, Any], iri: _Names) -> dict[str, Sort]:
    found: dict[str, Sort] = {}
    for words, names in said.items():
        name, _, concept = words.partition(" ")
        found |= {iri(each): Sort(name, concept or None) for each in names}
    return found
