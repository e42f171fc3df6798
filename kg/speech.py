"""Does a span speak of its claim: are both ends of the relation named there, and its numbers?

An end is named by any of its names in the graph, or by one that is recorded for the document: an
alias with `pc:nameIn`, or the mention `pc:asWritten`. A body that is marked as named by its country
is named where the country is. Agreements and cooperations have no names of their own: their ends
are their parties. Why a claim is right though its span does not name all of it, `pc:notNamed` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from kg.names import SRC, shorten
from kg.store import Store
from kg.wordmatch import Name, fold, has_number, holds_name, is_named, missing_dates

NAMED: Final = "named"
EXCEPTED: Final = "excepted"
SILENT: Final = "not named"
STATES: Final = (NAMED, EXCEPTED, SILENT)

# A name: of what, the text, and the one document in which it is understood, or none.
_NAMES: Final = """
SELECT DISTINCT ?thing ?text ?document WHERE {
  { ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel ?text }
  UNION {
    VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel }
    ?claim rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?text ; pc:status ?status .
    FILTER (?status != status:withdrawn)
    OPTIONAL { ?claim pc:nameIn ?document } }
  UNION {
    GRAPH ?document { ?claim pc:agent|pc:influenceFrom ?thing ; pc:asWritten ?text } }
}"""
_LABELS: Final = """
SELECT ?thing ?text WHERE { ?thing skos:prefLabel ?text . FILTER (LANG(?text) = "en") }"""
# What the span of a claim has to name, each as: document, claim, part of the claim, sort of thing,
# value, another word for it.
_DEMANDS: Final = """
SELECT DISTINCT ?document ?claim ?part ?sort ?value ?also WHERE {
  GRAPH ?document { ?claim pc:status ?status ; pc:evidence ?any }
  FILTER (?status != status:withdrawn)
  {
    VALUES (?property ?part) {
      (pc:agent "agent") (pc:context "context") (rdf:subject "subject") (rdf:object "object")
      (pc:influenceFrom "influence from") (pc:influenceOn "influence on")
      (pc:funder "funder") (pc:funded "funded")
      (pc:reporter "reporter") (pc:counterpart "counterpart") }
    GRAPH ?document { ?claim ?property ?value } FILTER (ISIRI(?value) && ?value != id:area-any)
    FILTER NOT EXISTS { VALUES ?class { pc:Agreement pc:Cooperation } ?value a ?class }
    OPTIONAL {
      GRAPH ?document { ?claim pc:namedBy "country" }
      ?value pc:jurisdiction/(skos:prefLabel|skos:altLabel) ?also }
    BIND ("thing" AS ?sort)
  } UNION {
    VALUES ?class { pc:Agreement pc:Cooperation } ?context a ?class .
    GRAPH ?document {
      ?claim pc:context ?context ; pc:agent ?agent . ?other pc:context ?context ; pc:agent ?value }
    FILTER (?value != ?agent)
    OPTIONAL {
      GRAPH ?document { ?other pc:namedBy "country" }
      ?value pc:jurisdiction/(skos:prefLabel|skos:altLabel) ?also }
    BIND ("party" AS ?part) BIND ("thing" AS ?sort)
  } UNION {
    VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel dcterms:identifier }
    GRAPH ?document { ?claim rdf:predicate ?property ; rdf:object ?value }
    OPTIONAL { GRAPH ?document { ?claim pc:asWritten ?also } }
    BIND ("name" AS ?part) BIND ("text" AS ?sort)
  } UNION {
    VALUES (?property ?part) {
      (pc:when "when") (pc:period "period") (pc:value "value") (pc:amount "amount")
      (rdf:object "object") }
    GRAPH ?document { ?claim ?property ?value }
    BIND (DATATYPE(?value) AS ?type)
    FILTER (?type IN (edtf:EDTF, xsd:date, xsd:gYear, xsd:gYearMonth, xsd:integer, xsd:decimal))
    BIND (IF(?type IN (xsd:integer, xsd:decimal), "number", "date") AS ?sort)
  }
}"""
_REASONS: Final = """
SELECT ?document ?claim ?text WHERE { GRAPH ?document { ?claim pc:notNamed ?text } }"""


class Lack(NamedTuple):
    """What a span does not name: which part of the claim, and its identifier, date or number."""

    part: str
    value: str
    words: str


class Speech(NamedTuple):
    """Whether the spans of one document speak of a claim, what they lack, and the reason if any."""

    claim: str
    source: str
    state: str
    lacks: tuple[Lack, ...]
    reason: str | None

    @property
    def sentence(self) -> str:
        """What is not named, in a sentence."""
        if not self.lacks:
            return f"{self.claim}: named."
        lacks = ", ".join(f"{lack.words} ({lack.part})" for lack in self.lacks)
        excuse = f" Recorded reason: {self.reason}" if self.reason else ""
        return f"{self.claim}: its span does not name {lacks}.{excuse}"


class _Demand(NamedTuple):
    """One thing that the span of a claim has to name."""

    part: str
    sort: str
    value: str


class _Book(NamedTuple):
    """All names: by thing, each with its document or None; and what people call a thing."""

    names: dict[str, list[tuple[str, str | None]]]
    labels: dict[str, str]

    def of(self, thing: str, document: str) -> list[Name]:
        """Return the names of a thing that hold in a document."""
        held = [each for each in self.names.get(thing, ()) if each[1] in (None, document)]
        return [Name(text, local=scope is not None) for text, scope in held]

    def longer(self, name: Name, ends: Collection[str], document: str) -> list[str]:
        """Return the names of things other than *ends* that have *name* as a part."""
        if not name.local:
            return []
        return [
            text
            for other, several in self.names.items()
            for text, scope in several
            if other not in ends and scope in (None, document) and holds_name(text, name.text)
        ]


def hear(store: Store, passages: Mapping[tuple[str, str], str]) -> list[Speech]:
    """Return for each claim in each document whether its passage speaks of it, in a fixed order.

    *passages* are the verified spans of a claim in a document, as one text, by (document, claim),
    both as IRIs; a claim without one is left out.
    """
    book = _read_book(store)
    reasons: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for document, claim, text in sorted(store.rows(_REASONS), key=str):
        reasons[document, claim].append(text or "")
    demands: dict[tuple[str, str], dict[_Demand, set[str]]] = defaultdict(dict)
    for document, claim, part, sort, value, also in store.rows(_DEMANDS):
        if document and claim and part and sort and value:
            words = demands[document, claim].setdefault(_Demand(part, sort, value), set())
            words |= {also} if also else set()
    found = []
    for key in sorted(demands.keys() & passages.keys()):
        lacks = _lacks(demands[key], fold(passages[key]), key[0], book)
        found.append(_speech(key, tuple(lacks), " ".join(reasons.get(key, ())) or None))
    return found


def _speech(key: tuple[str, str], lacks: tuple[Lack, ...], reason: str | None) -> Speech:
    state = NAMED if not lacks else EXCEPTED if reason else SILENT
    return Speech(shorten(key[1]), key[0].removeprefix(SRC), state, lacks, reason)


def _lacks(
    demands: Mapping[_Demand, set[str]], passage: str, document: str, book: _Book
) -> list[Lack]:
    lacks = []
    # The name of a part may well name its whole; but that of a partner never names the other.
    ends = {each.value for each in demands if each.part in ("subject", "object")}
    for demand in sorted(demands):
        part, sort, value = demand
        also = [Name(word) for word in demands[demand]]
        if sort == "date":
            lacks += [Lack(part, date, date) for date in missing_dates(passage, value)]
        elif sort == "number" and not has_number(passage, value):
            lacks.append(Lack(part, value, value))
        elif sort == "text" and not _any_named(passage, [Name(value), *also]):
            lacks.append(Lack(part, value, f'"{value}"'))
        elif sort == "thing" and not (
            _any_named(passage, also) or _thing_named(passage, value, ends, document, book)
        ):
            lacks.append(Lack(part, shorten(value), book.labels.get(value, shorten(value))))
    return lacks


def _any_named(passage: str, names: list[Name]) -> bool:
    return any(is_named(passage, name) for name in names)


def _thing_named(
    passage: str, thing: str, ends: Collection[str], document: str, book: _Book
) -> bool:
    return any(
        is_named(passage, name, book.longer(name, {thing, *ends}, document))
        for name in book.of(thing, document)
    )


def _read_book(store: Store) -> _Book:
    names: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for thing, text, document in sorted(store.rows(_NAMES), key=str):
        if thing and text:
            names[thing].append((text, document))
    labels = {thing: text for thing, text in store.rows(_LABELS) if thing and text}
    return _Book(dict(names), labels)
