"""The closed vocabulary: which terms, concepts and identifiers the dataset may use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import CLAIM, CONCEPT, EV, ID, PC, PREFIXES, SRC, TIE, expand, shorten, split
from kg.rdf.turtle import value
from kg.text.words import Messages, Words, did_you_mean

_say: Final = Messages(__name__)
_TYPE: Final = PREFIXES["rdf"] + "type"
_COMMENT, _NEVER_EDITED = PREFIXES["rdfs"] + "comment", "derived, never edited"
_DIRECT: Final = PC + "directProperty"
_ALWAYS_DERIVED: Final = frozenset(
    expand(name) for name in ("org:member", "org:organization", "org:role", "rdfs:label")
)
# What makes a name known: it is described, or was until it was retired.
_DESCRIBED: Final = (_TYPE, PREFIXES["owl"] + "deprecated")
_IDENTIFIERS: Final = (ID, CLAIM, SRC, EV, TIE)
_TERMS: Final = (PC, CONCEPT)


class Vocabulary(NamedTuple):
    """Everything that has been described: terms in the ontology, things and claims in graphdata."""

    terms: frozenset[str]
    things: frozenset[str]
    derived: frozenset[str] = frozenset()  # properties that rules write, and nobody else


def collect(ontology: Iterable[ox.Triple], data: Iterable[ox.Triple]) -> Vocabulary:
    """Return the vocabulary: the subjects of the ontology, and what the data type or retire."""
    ontology = list(ontology)
    return Vocabulary(
        frozenset(value(triple.subject) for triple in ontology),
        frozenset(value(triple.subject) for triple in data if triple.predicate.value in _DESCRIBED),
        _ALWAYS_DERIVED.union(filter(None, map(_derived_property, ontology))),
    )


def _derived_property(triple: ox.Triple) -> str | None:
    """Return the property of which a triple of the ontology says that it is derived."""
    if triple.predicate.value == _DIRECT:
        return value(triple.object)
    if triple.predicate.value == _COMMENT and value(triple.object).startswith(_NEVER_EDITED):
        return value(triple.subject)
    return None


def unknown_names(triple: ox.Triple, vocabulary: Vocabulary) -> list[str]:
    """Return the IRIs of a triple that must be described and are not."""
    named = [triple.subject, triple.object]
    if triple.predicate.value == _TYPE:
        named.remove(triple.object)
    unknown = [
        term.value
        for term in named
        if isinstance(term, ox.NamedNode) and not _is_described(term.value, vocabulary)
    ]
    terms = [triple.predicate, *([triple.object] if triple.predicate.value == _TYPE else [])]
    return unknown + [
        term.value
        for term in terms
        if isinstance(term, ox.NamedNode)
        and term.value != _TYPE
        and term.value not in vocabulary.terms
    ]


def suggest(iri: str, vocabulary: Vocabulary) -> Words:
    """Return ``Did you mean id:cep?`` where a known name is close, else what to do instead."""
    family = split(iri)
    known = vocabulary.things if iri.startswith(_IDENTIFIERS) else vocabulary.terms
    same = [shorten(name) for name in known if family and (split(name) or ("",))[0] == family[0]]
    otherwise = _say("describe" if iri.startswith(_IDENTIFIERS) else "define")
    return did_you_mean(shorten(iri), same, otherwise, cutoff=0.7)


def _is_described(iri: str, vocabulary: Vocabulary) -> bool:
    if iri.startswith(_IDENTIFIERS):
        return iri in vocabulary.things
    return not iri.startswith(_TERMS) or iri in vocabulary.terms
