"""Completeness: what sources count or list of that which the graph names one by one.

A list of the graph is what the sources looked at name, and seldom all there is. Where a source
counts them, or says that it lists them all, that is told beside what is named. Counts of a part
only (`pc:subset`) say nothing about the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.claims.claims import Amount, ordered
from kg.claims.wording import say_amount, say_date
from kg.edtf import NOT_STATED
from kg.names import expand, shorten
from kg.rdf.store import Store
from kg.text.numbers import whole_number
from kg.text.words import LANGUAGES, Words, fill, in_language, read_words

MOST: Final = 3  # counts that are told

_COUNTED: Final = """
SELECT DISTINCT ?total ?bound ?date ?closed ?en ?cs WHERE {
  {
    ?claim a pc:Enumeration ; pc:context %(thing)s .
    %(listed)s
    OPTIONAL { ?claim pc:value ?total }
    OPTIONAL { ?claim pc:closed ?closed }
    OPTIONAL { ?claim pc:topic ?en . FILTER (LANG(?en) = "en") }
    OPTIONAL { ?claim pc:topic ?cs . FILTER (LANG(?cs) = "cs") }
  } UNION {
    ?claim pc:reporter %(thing)s ; pc:indicator ?indicator ; pc:value ?total .
    ?indicator pc:counts %(counted)s .
    OPTIONAL { ?claim pc:counterpart ?area }
    FILTER (!BOUND(?area) || ?area = id:area-any)
    OPTIONAL { ?indicator skos:prefLabel ?en . FILTER (LANG(?en) = "en") }
    OPTIONAL { ?indicator skos:prefLabel ?cs . FILTER (LANG(?cs) = "cs") }
  }
  FILTER NOT EXISTS { ?claim pc:subset ?part }
  FILTER NOT EXISTS { ?claim pc:status status:withdrawn }
  OPTIONAL { ?claim pc:bound ?bound }
  OPTIONAL { ?claim pc:when|pc:period|pc:attested ?date }
}"""
_BY_ROLE: Final = "?claim pc:role {role} ."
# What is listed of a body without a role may be anything; of a series it is its editions.
_EDITIONS: Final = """
    FILTER NOT EXISTS {{ ?claim pc:role ?any }}
    FILTER EXISTS {{ {thing} pc:kind kind:event-series }}"""


_WITH_COUNTS: Final = """
SELECT DISTINCT ?thing WHERE {
  { ?claim a pc:Enumeration ; pc:context ?thing ; pc:role role:member }
  UNION { ?claim pc:reporter ?thing ; pc:indicator/pc:counts role:member }
}"""
_MEMBERS: Final = "SELECT DISTINCT ?member WHERE {{ ?member org:memberOf <{thing}> }}"


_CROWDS: Final = """
SELECT ?context ?label (COUNT(DISTINCT ?body) AS ?bodies) WHERE {
  { SELECT DISTINCT ?context WHERE {
    VALUES ?one { %s }
    ?context a pc:MultilateralContext . ?own pc:carries ?context ; pc:agent ?one } }
  ?claim pc:carries ?context ; pc:agent ?body .
  OPTIONAL { ?context rdfs:label ?label }
} GROUP BY ?context ?label ORDER BY ?label ?context"""


class Members(NamedTuple):
    """How many members of a body the graph names, and how many the latest source counts."""

    body: str
    named: int
    counted: int


class Count(NamedTuple):
    """How many a source counts, or None where it only lists them; *date* is EDTF.

    *closed* tells whether the source says that it lists them all.
    """

    what: Words
    total: int | None
    bound: str
    date: str | None
    closed: bool


def read_counts(store: Store, thing: str, counted: str | None = None) -> list[Count]:
    """Return what sources count of a thing (IRI), the newest first and what has no date last.

    *counted* is what is counted: a role (``role:member``), a class (``pc:Project``), or else the
    editions of a series.
    """
    term = expand(counted) if counted else ""
    listed = _BY_ROLE.format(role=f"<{term}>") if counted else _EDITIONS.format(thing=f"<{thing}>")
    query = _COUNTED % {"thing": f"<{thing}>", "listed": listed, "counted": f"<{term or thing}>"}
    found: dict[tuple[int | None, str | None, bool], Count] = {}
    for total, bound, date, closed, en, cs in ordered(store.rows(query)):
        said = None if date in (None, NOT_STATED) else date
        number = whole_number(total)
        count = Count(Words(en or "", cs), number, bound or "exact", said, closed == "true")
        found.setdefault((number, said, count.closed), count)
    return sorted(found.values(), key=lambda each: _newest_first(each.date), reverse=True)


def name_members(store: Store, thing: str) -> int:
    """Return how many members of a body (IRI) the graph names."""
    return len(store.rows(_MEMBERS.format(thing=thing)))


def read_members(store: Store) -> list[Members]:
    """Return the bodies (IRIs) whose members a source counts, by their IRIs."""
    found = []
    for (thing,) in ordered(store.rows(_WITH_COUNTS)):
        totals = [each.total for each in read_counts(store, thing or "", "role:member")]
        latest = next((total for total in totals if total is not None), None)
        if thing and latest is not None:
            found.append(Members(thing, name_members(store, thing), latest))
    return found


def _newest_first(date: str | None) -> str:
    return (date or "").rpartition("/")[2] or (date or "").partition("/")[0]


def say_completeness(named: int, counts: Sequence[Count], lang: str) -> list[str]:
    """Return in sentences how many are named and how many sources count; whole lists first."""
    at, words = LANGUAGES.index(lang), read_words("claims/completeness")
    said = []
    for each in sorted(counts, key=lambda each: not each.closed)[:MOST]:
        if each.total is None and not each.closed:
            continue
        values = {
            "n": str(named),
            "total": say_amount(Amount(str(each.total), None, each.bound), read_words(), lang),
            "what": in_language(each.what, lang),
            "date": say_date(each.date, read_words(), lang) if each.date else words["undated"][at],
        }
        key = "whole" if each.closed else "counted"
        said.append(fill(words[key if each.total is not None else "listed"][at], values))
    return said


def say_crowds(store: Store, bodies: Sequence[str], lang: str) -> list[str]:
    """Return in sentences what ties no pairs because too many carry it, of what bodies carry."""
    at, words = LANGUAGES.index(lang), read_words("claims/completeness")
    found = store.rows(_CROWDS % " ".join(f"<{each}>" for each in bodies)) if bodies else []
    return [
        fill(
            words["crowd"][at],
            {
                "what": label or shorten(context or ""),
                "id": shorten(context or "").removeprefix("id:"),
                "n": f"{int(number or 0):,}",
            },
        )
        for context, label, number in found
    ]
