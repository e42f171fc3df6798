"""Does a passage speak of its claim: are both ends of the relation named there, and its numbers?

An end is named by any of its names in the graph, or by one that is recorded for the document: an
alias with `pc:nameIn`, or the mention `pc:asWritten`. A body that is marked as named by its country
is named where the country is. Agreements, cooperations and what a document `pc:leavesUnnamed` are
named where all that the document ties to them is: their participants, their place, their series.
Why a claim is right though its passage does not name all of it, `pc:notNamed` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kg.evidence.passages import Passage
from kg.evidence.wordmatch import Name, has_number, holds_name, is_named, missing_dates
from kg.names import SRC, shorten
from kg.rdf.store import Store
from kg.text.words import Messages, Words, joined

_say: Final = Messages(__name__)
NAMED: Final = "named"
EXCEPTED: Final = "excepted"
SILENT: Final = "not named"
STATES: Final = (NAMED, EXCEPTED, SILENT)


# Names: of what, the text, and the one document in which it is understood, or none.
_NAMES: Final = """
SELECT DISTINCT ?thing ?text ?document WHERE {
  { ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel ?text }
  UNION {
    VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel }
    ?claim rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?text ; pc:status ?status .
    FILTER (?status != status:withdrawn)
    OPTIONAL { ?claim pc:nameIn ?document } }
  UNION {
    GRAPH ?document {
      ?claim pc:agent|pc:influenceFrom|pc:reporter|rdf:subject ?thing ; pc:asWritten ?text } }
}"""
_LABELS: Final = """
SELECT ?thing ?text ?language WHERE {
  ?thing skos:prefLabel ?text . BIND (LANG(?text) AS ?language)
  FILTER (?language IN ("en", "cs"))
} ORDER BY DESC(?language)"""
# What the passage of a claim has to name, each as: document, claim, part of the claim, sort of
# thing, value, another word for it.
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
    OPTIONAL {
      GRAPH ?document { ?claim pc:namedBy "country" }
      ?value pc:jurisdiction/(skos:prefLabel|skos:altLabel) ?also }
    BIND ("thing" AS ?sort)
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
# What a document ties to a thing that has no name of its own there: the document, the thing, what
# part the other plays, the other, another word for it.
_TIES: Final = """
SELECT DISTINCT ?document ?thing ?part ?other ?also WHERE {
  {
    { VALUES ?class { pc:Agreement pc:Cooperation } ?thing a ?class }
    UNION { ?any pc:leavesUnnamed ?thing }
    GRAPH ?document { ?tie pc:context ?thing ; pc:agent ?other ; pc:status ?status }
    FILTER (!BOUND(?any) || ?any = ?document)
    OPTIONAL {
      GRAPH ?document { ?tie pc:namedBy "country" }
      ?other pc:jurisdiction/(skos:prefLabel|skos:altLabel) ?also }
    BIND ("party" AS ?part)
  } UNION {
    VALUES (?property ?part) { (pc:inArea "place") (pc:partOfSeries "series") }
    GRAPH ?document {
      ?document pc:leavesUnnamed ?thing .
      ?tie rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?other ; pc:status ?status }
  } UNION {
    GRAPH ?document { ?document pc:leavesUnnamed ?thing }
    ?thing pc:inArea ?other . BIND ("place" AS ?part) BIND (status:stated AS ?status)
  }
  FILTER (?status != status:withdrawn)
}"""
_REASONS: Final = """
SELECT ?document ?claim ?text ?language WHERE {
  GRAPH ?document { ?claim pc:notNamed ?text } BIND (LANG(?text) AS ?language)
}"""


class Lack(NamedTuple):
    """What a passage does not name: which part of the claim, and its identifier, date or number."""

    part: str
    value: str
    words: str

    @property
    def role(self) -> Words:
        """The part in words."""
        return _say(f"part-{self.part}")


class Speech(NamedTuple):
    """Whether the spans of one document speak of a claim, what they lack, and the reason if any.

    *names_an_end* tells whether they name at least one thing or name that the claim joins.
    """

    claim: str
    source: str
    state: str
    lacks: tuple[Lack, ...]
    reason: str | None
    names_an_end: bool = True

    @property
    def sentence(self) -> Words:
        """What is not named, in a sentence."""
        if not self.lacks:
            return _say("named", claim=self.claim)
        parts = [part for each in self.lacks for part in (", ", each.words, " (", each.role, ")")]
        said = _say("lacks", claim=self.claim, lacks=joined(*parts[1:]))
        return _say("excuse", said=said, reason=self.reason) if self.reason else said


class _Demand(NamedTuple):
    """One thing that the passage of a claim has to name."""

    part: str
    sort: str
    value: str


_Demands = dict[_Demand, set[str]]  # each with other words that will do


class _Book(NamedTuple):
    """Names by thing, each with its document or None; what people call a thing; what stands for it.

    `ties` are the demands that stand for a thing without a name, and `about` the things that a
    claim about it names, both by document and thing.
    """

    names: dict[str, list[tuple[str, str | None]]]
    labels: dict[str, str]
    ties: dict[tuple[str, str], _Demands]
    about: dict[tuple[str, str], set[str]]

    def of(self, thing: str, document: str) -> list[Name]:
        """Return the names of a thing that hold in a document."""
        held = [each for each in self.names.get(thing, ()) if each[1] in (None, document)]
        return [Name(text, local=scope is not None) for text, scope in held]

    def name(self, text: str, document: str) -> Name:
        """Return a name that a document uses; it is local where that document alone has it."""
        scopes = {
            scope for several in self.names.values() for held, scope in several if held == text
        }
        return Name(text, local=None not in scopes and document in scopes)

    def longer(self, name: Name, ends: Collection[str], document: str) -> list[str]:
        """Return the names of others than *ends* and what is said about them that hold *name*."""
        if not name.local or name.acronym:
            return []
        # What is called after a thing names it: an event after its topic, a law after its body.
        after = {other for end in ends for other in self.about.get((document, end), ())}
        return [
            text
            for other, several in self.names.items()
            for text, scope in several
            if other not in {*ends, *after}
            and scope in (None, document)
            and holds_name(text, name.text)
        ]


class _Heard(NamedTuple):
    """What the evidence of a claim says, and the document that it stands in."""

    passage: Passage
    document: str

    def names(self, name: Name, longer: Iterable[str] = ()) -> bool:
        """Tell whether the spans have *name*, which their sentences do not make part of others."""
        return is_named(self.passage.text, name, longer, self.passage.places)


def hear(
    store: Store, passages: Mapping[tuple[str, str], Passage], *, lang: str = "en"
) -> list[Speech]:
    """Return for each claim in each document whether its passage speaks of it, in a fixed order.

    *passages* are the verified spans of a claim in a document by (document, claim), both as IRIs;
    a claim without one is left out. Labels and reasons are in *lang* where the data have it, else
    in English.
    """
    demands = _read_demands(store)
    book = _read_book(store, demands, lang)
    reasons = _read_reasons(store, lang)
    found = []
    for key in sorted(demands.keys() & passages.keys()):
        heard = _Heard(passages[key], key[0])
        lacks = tuple(_lacks(demands[key], heard, book))
        state = NAMED if not lacks else EXCEPTED if key in reasons else SILENT
        said = shorten(key[1]), key[0].removeprefix(SRC), state, lacks
        end = not lacks or _names_an_end(demands[key], heard, book)
        found.append(Speech(*said, reasons.get(key), end))
    return found


def _lacks(demands: _Demands, heard: _Heard, book: _Book) -> Iterator[Lack]:
    for demand in sorted(demands):
        yield from _lacking(demand, demands, heard, book)


def _names_an_end(demands: _Demands, heard: _Heard, book: _Book) -> bool:
    """Tell whether a passage names one of the ends of its claim; a date or number is none."""
    ends = [each for each in demands if each.sort in ("thing", "text")]
    return not ends or any(not [*_lacking(each, demands, heard, book)] for each in ends)


def _lacking(demand: _Demand, demands: _Demands, heard: _Heard, book: _Book) -> Iterator[Lack]:
    """Yield what is not named of one demand of a claim."""
    part, sort, value = demand
    also = [Name(word) for word in demands[demand]]
    if sort == "date":
        yield from (Lack(part, date, date) for date in missing_dates(heard.passage.said, value))
    elif sort == "number" and not has_number(heard.passage.said, value):
        yield Lack(part, value, value)
    elif sort == "text" and not _any_named(heard, [book.name(value, heard.document), *also]):
        yield Lack(part, value, f'"{value}"')
    elif sort == "thing":
        # The name of a part may well name its whole; but that of a partner never names the other.
        ends = {each.value for each in demands if each.part in ("subject", "object")}
        if not _thing_named(heard, value, also, ends, book):
            others = {each.value for each in demands} - {value}
            yield from _lacking_ties(demand, others, heard, book)


def _lacking_ties(demand: _Demand, others: set[str], heard: _Heard, book: _Book) -> Iterator[Lack]:
    """Yield what is not named of all that stands for a thing, else the thing itself.

    What stands for it does so beside the *others* that the claim has to name anyway.
    """
    ties = book.ties.get((heard.document, demand.value), {})
    ties = {tie: words for tie, words in ties.items() if tie.value not in others}
    for part, _, value in sorted(ties) or [demand]:
        also = [Name(word) for word in ties.get(_Demand(part, "thing", value), ())]
        if not ties or not _thing_named(heard, value, also, (), book):
            yield Lack(part, shorten(value), book.labels.get(value, shorten(value)))


def _any_named(heard: _Heard, names: list[Name]) -> bool:
    return any(heard.names(name) for name in names)


def _thing_named(
    heard: _Heard, thing: str, also: list[Name], ends: Collection[str], book: _Book
) -> bool:
    return _any_named(heard, also) or any(
        heard.names(name) and heard.names(name, book.longer(name, {thing, *ends}, heard.document))
        for name in book.of(thing, heard.document)
    )


def _read_book(store: Store, demands: Mapping[tuple[str, str], _Demands], lang: str) -> _Book:
    names: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for thing, text, document in sorted(store.rows(_NAMES), key=str):
        if thing and text:
            names[thing].append((text, document))
    labels: dict[str, str] = {}
    for thing, text, language in store.rows(_LABELS):
        if thing and text and (language == lang or thing not in labels):
            labels[thing] = text
    ties: dict[tuple[str, str], _Demands] = defaultdict(dict)
    for document, thing, part, other, also in store.rows(_TIES):
        if document and thing and part and other:
            words = ties[document, thing].setdefault(_Demand(part, "thing", other), set())
            words |= {also} if also else set()
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (document, _), several in demands.items():
        ends = {each.value for each in several if each.part in ("subject", "object")}
        for end in ends:
            about[document, end] |= ends
    return _Book(dict(names), labels, dict(ties), dict(about))


def _read_demands(store: Store) -> dict[tuple[str, str], _Demands]:
    demands: dict[tuple[str, str], _Demands] = defaultdict(dict)
    for document, claim, part, sort, value, also in store.rows(_DEMANDS):
        if document and claim and part and sort and value:
            words = demands[document, claim].setdefault(_Demand(part, sort, value), set())
            words |= {also} if also else set()
    return dict(demands)


def _read_reasons(store: Store, lang: str) -> dict[tuple[str, str], str]:
    reasons: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document, claim, text, language in sorted(store.rows(_REASONS), key=str):
        if document and claim and text:
            reasons[document, claim][language or ""].append(text)
    return {
        key: " ".join(several.get(lang) or several.get("en") or next(iter(several.values())))
        for key, several in reasons.items()
    }
