"""Candidates: records that may be about one thing, with the reasons, for a person to judge.

Nothing is merged here or anywhere by machine. Pairs are looked for where two records share an
identifier, a name, a page, a rare word or an acronym; each reason has a weight, and several make a
score between 0 and 1 as independent grounds do: one minus the product of what each leaves open.
What a decision has settled is no candidate, nor what a claim links, unless somebody noted it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from kg.names import PREFIXES
from kg.rdf.store import Store
from kg.search.naming import Profile, read_namings, read_profiles
from kg.text.folding import fold
from kg.text.words import LANGUAGES, fill, read_words

# How much each reason says by itself.
WEIGHTS: Final = {
    "recorded": 0.6,
    "identifier": 0.98,
    "name": 0.85,
    "acronym": 0.35,
    "homepage": 0.5,
    "words": 0.6,  # times the likeness of the names
    "country": 0.15,
}
ELSEWHERE: Final = 0.2  # what is left of a score where the two are bodies of two countries
LEAST: Final = 0.5  # score of a pair that is worth a look
_LIKENESS: Final = 0.5  # of two names by their words, from which on it is a reason
_COMMON: Final = 25  # names: a word in more of them leads to no pair
_STOP: Final = frozenset(
    {"a", "an", "and", "at", "by", "de", "des", "for", "in", "la", "le", "of", "on", "pro", "the"}
    | {"to", "v", "ve", "z"}
)
_THINGS: Final = """
SELECT ?thing ?class ?page ?retired WHERE {
  GRAPH <https://w3id.org/pencoop/graph/registry> { ?thing a ?class }
  OPTIONAL { ?thing schema:url ?page }
  BIND (EXISTS { ?thing owl:deprecated true } AS ?retired)
}"""
_LINKED: Final = """
SELECT DISTINCT ?a ?b WHERE {
  { ?claim rdf:subject ?a ; rdf:object ?b } UNION { ?claim pc:agent ?a ; pc:context ?b }
  UNION { ?a pc:within|pc:partOfProgramme|pc:partOfSeries ?b }
  FILTER (ISIRI(?b) && ?a != ?b)
}"""
_DECIDED: Final = """
SELECT DISTINCT ?a ?b WHERE {
  ?decision pc:compares ?a , ?b ; pc:verdict ?verdict . FILTER (?verdict != "undecided" && ?a != ?b)
}"""
_RECORDED: Final = "SELECT DISTINCT ?a ?b WHERE { ?a pc:possiblySameAs ?b }"


class Reason(NamedTuple):
    """One ground: its sort, what the two share, and how much it says."""

    sort: str
    value: str
    weight: float


class Candidate(NamedTuple):
    """Two records (IRIs) that may be about one thing, and why."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]


class _Record(NamedTuple):
    names: dict[str, str]  # folded -> as written
    identifiers: frozenset[str]
    page: str | None
    country: str | None
    group: str


def find_candidates(store: Store, *, about: str | None = None) -> list[Candidate]:
    """Return the pairs worth a look, the likeliest first; with *about* (an IRI) only its own."""
    records = _read(store)
    words = _weigh(records)
    recorded, linked, decided = (
        {frozenset((a, b)) for a, b in store.rows(query) if a and b}
        for query in (_RECORDED, _LINKED, _DECIDED)
    )
    recorded = {pair for pair in recorded if pair <= records.keys()}
    found = []
    for pair in ((_pairs(records, words) - linked) | recorded) - decided:
        if about and about not in pair:
            continue
        a, b = sorted(pair)
        reasons = tuple(_reasons(records[a], records[b], words, recorded=pair in recorded))
        candidate = Candidate(a, b, _score(reasons), reasons)
        if candidate.score >= LEAST or pair in recorded:
            found.append(candidate)
    return sorted(found, key=lambda each: (-each.score, each.a, each.b))


def say_reason(reason: Reason, lang: str) -> str:
    """Return a reason in words."""
    pattern = read_words("search/candidates")[reason.sort][LANGUAGES.index(lang)]
    return fill(pattern, {"value": reason.value})


def _read(store: Store) -> dict[str, _Record]:
    """Return what can be compared of each thing that is not retired."""
    profiles = read_profiles(store)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    identifiers: dict[str, set[str]] = defaultdict(set)
    for naming in read_namings(store):
        if naming.sort == "identifier":
            identifiers[naming.thing].add(naming.text)
        elif naming.sort != "description" and not naming.documents and fold(naming.text):
            names[naming.thing].setdefault(fold(naming.text), naming.text)
    found = {}
    for thing, kind, page, retired in sorted(store.rows(_THINGS), key=str):
        if thing and kind and retired != "true":
            known = frozenset(identifiers[thing])
            country = _country(profiles.get(thing))
            found[thing] = _Record(names[thing], known, _page(page), country, _group(kind))
    return found


def _country(profile: Profile | None) -> str | None:
    return profile.country.label.en if profile and profile.country else None


def _page(address: str | None) -> str | None:
    """Return an address without what differs between two ways to write it."""
    bare = (address or "").partition("://")[2].rstrip("/").lower().removeprefix("www.")
    return bare or None


def _group(kind: str) -> str:
    return "organisation" if kind.startswith(PREFIXES["org"]) else kind


def _weigh(records: Mapping[str, _Record]) -> dict[str, float]:
    """Return how much each word of a name tells: the rarer, the more (inverse frequency)."""
    counts = Counter(word for record in records.values() for word in _words_of(record))
    return {word: math.log(1 + len(records) / count) for word, count in counts.items()}


def _words_of(record: _Record) -> set[str]:
    return {word for name in record.names for word in name.split()} - _STOP


def _pairs(records: Mapping[str, _Record], words: Mapping[str, float]) -> set[frozenset[str]]:
    """Return the pairs of one group that share anything worth comparing."""
    shelves: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thing, record in records.items():
        for mark in _marks(record):
            shelves[record.group, mark].add(thing)
    found: set[frozenset[str]] = set()
    for things in shelves.values():
        if len(things) <= _COMMON:
            found |= {frozenset(pair) for pair in combinations(sorted(things), 2)}
    return found


def _marks(record: _Record) -> Iterator[str]:
    """Yield what two records may share: names, initials, identifiers, a page, words."""
    for name in record.names:
        yield f"name {name}"
        yield f"name {_initials(name)}"
    yield from (f"word {word}" for word in _words_of(record))
    yield from (f"identifier {each}" for each in record.identifiers)
    if record.page:
        yield f"page {record.page}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in _STOP)


def _reasons(
    a: _Record, b: _Record, words: Mapping[str, float], *, recorded: bool
) -> Iterator[Reason]:
    if recorded:
        yield Reason("recorded", "", WEIGHTS["recorded"])
    for value in sorted(a.identifiers & b.identifiers):
        yield Reason("identifier", value, WEIGHTS["identifier"])
    shared = sorted(a.names.keys() & b.names.keys(), key=lambda name: (-len(name), name))
    if shared:
        yield Reason("name", a.names[shared[0]], WEIGHTS["name"])
    else:
        yield from _alike(a, b, words)
    for one, other in ((a, b), (b, a)):
        yield from _acronyms(one, other)
    if a.page and a.page == b.page:
        yield Reason("homepage", a.page, WEIGHTS["homepage"])
    if a.country and b.country:
        sort = "country" if a.country == b.country else "other-country"
        yield Reason(sort, a.country, WEIGHTS.get(sort, 0.0))


def _alike(a: _Record, b: _Record, words: Mapping[str, float]) -> Iterator[Reason]:
    """Yield the likeness of the two nearest names: the weight of common among all words."""
    best, common = 0.0, set[str]()
    for one in a.names:
        for other in b.names:
            first, second = ({*name.split()} - _STOP for name in (one, other))
            whole = sum(words.get(word, 0.0) for word in first | second)
            share = sum(words.get(word, 0.0) for word in first & second) / (whole or 1.0)
            if share > best:
                best, common = share, first & second
    if best >= _LIKENESS:
        yield Reason("words", " ".join(sorted(common)), WEIGHTS["words"] * best)


def _acronyms(one: _Record, other: _Record) -> Iterator[Reason]:
    """Yield a short name of one record that the initials of the other's name spell."""
    spelled = {_initials(name) for name in other.names if " " in name}
    for name, written in sorted(one.names.items()):
        if 2 < len(name) <= 8 and " " not in name and name in spelled and name not in other.names:
            yield Reason("acronym", written, WEIGHTS["acronym"])
            return


def _score(reasons: Iterable[Reason]) -> float:
    left, doubt = 1.0, 1.0
    for reason in reasons:
        left *= 1 - reason.weight
        doubt = ELSEWHERE if reason.sort == "other-country" else doubt
    return round((1 - left) * doubt, 2)
