"""The terms of other vocabularies that an import understands: ORG, schema.org, FOAF, EURIO."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.names import PREFIXES

_SDO: Final = "http://schema.org/"


def expand_all(names: Iterable[str]) -> list[str]:
    """Return prefixed names of foreign terms as IRIs."""
    prefixes = PREFIXES | read_terms()["prefixes"]
    return [prefixes[name.partition(":")[0]] + name.partition(":")[2] for name in names]


def plain(iri: str) -> str:
    """Return an IRI of schema.org in the one spelling that is looked for."""
    return (
        _SDO + iri.removeprefix("https://schema.org/")
        if iri.startswith("https://schema.org/")
        else iri
    )


@cache
def read_terms() -> Mapping[str, Any]:
    """Return the terms as they stand in the package."""
    text = files("kg").joinpath("imports/rdf/foreign_terms.json").read_text(encoding="utf-8")
    words: Mapping[str, Any] = json.loads(text)
    return words


def persons() -> frozenset[str]:
    """Return the classes of persons, who are no things of the graph."""
    return _spelt(read_terms()["persons"])


def _spelt(names: Iterable[str]) -> frozenset[str]:
    """Return terms as IRIs, those of schema.org in both spellings."""
    found = expand_all(names)
    return frozenset([*found, *(each.replace(_SDO, PREFIXES["schema"]) for each in found)])
