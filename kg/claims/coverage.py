"""Coverage: what was looked at, and so what it means that nothing was found there.

The sources are a selection. That they do not say something is never a proof that it is not so, and
an empty answer says this, with the sources, the years that they speak of, and the kinds of claims.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.claims.claims import ordered
from kg.names import shorten
from kg.rdf.store import Store
from kg.text.words import LANGUAGES, fill, read_words

_SOURCES: Final = """
SELECT ?source (SAMPLE(?name) AS ?title) (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?source a pc:SourceDocument .
  OPTIONAL { ?source dcterms:title ?name }
  OPTIONAL { ?place oa:hasSource ?source . ?claim pc:evidence ?place ; pc:attested|pc:status ?any .
    FILTER NOT EXISTS { ?claim a pc:Tie } }
} GROUP BY ?source"""
_COUNT: Final = "SELECT (COUNT(?each) AS ?n) WHERE { ?each a pc:SourceDocument }"
_YEARS: Final = """
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?claim pc:latestStart|pc:earliestEnd ?day .
  FILTER (?day > "0001-01-01"^^xsd:date && ?day < "9999-12-31"^^xsd:date)
}"""
_KINDS: Final = """
SELECT ?en ?cs ?claims WHERE {
  { SELECT ?class (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
      VALUES ?class { pc:Membership pc:Participation pc:FundingClaim pc:InfluenceClaim
        pc:AttributeClaim pc:Observation pc:Enumeration }
      ?claim a ?class . FILTER NOT EXISTS { ?claim pc:status status:withdrawn }
    } GROUP BY ?class }
  ?class rdfs:label ?en , ?cs . FILTER (LANG(?en) = "en" && LANG(?cs) = "cs")
} ORDER BY DESC(?claims) ?en"""
_LISTED: Final = 6  # more sources than these are counted, not listed


class Covered(NamedTuple):
    """A document that was looked at, and how many claims rest on it."""

    id: str
    title: str
    claims: int


class Coverage(NamedTuple):
    """What was looked at: the sources, the years of their claims, and how many of each kind."""

    sources: tuple[Covered, ...]
    years: tuple[str, str] | None
    kinds: tuple[tuple[tuple[str, str], int], ...]


def count_sources(store: Store) -> int:
    """Return how many documents were looked at."""
    ((number,),) = store.rows(_COUNT)
    return int(number or 0)


def read_coverage(store: Store) -> Coverage:
    """Return what a store covers: its source documents in the order of their identifiers."""
    sources = [
        Covered(shorten(source), title or shorten(source), int(claims or 0))
        for source, title, claims in ordered(store.rows(_SOURCES))
        if source
    ]
    days = [day[:4] for row in store.rows(_YEARS) for day in row if day]
    kinds = [((en or "", cs or ""), int(count or 0)) for en, cs, count in store.rows(_KINDS)]
    return Coverage(tuple(sources), (days[0], days[1]) if len(days) == 2 else None, tuple(kinds))


def say_silence(coverage: Coverage, lang: str) -> list[str]:
    """Return in lines that something is stated nowhere, and where it was looked for."""
    at = LANGUAGES.index(lang)
    words = {key: both[at] for key, both in read_words("questions/answers").items()}
    count = len(coverage.sources)
    pattern = words["silence-one" if count == 1 else "silence"]
    said = [fill(pattern, {"n": str(count)})]
    if coverage.years:
        first, last = coverage.years
        said.append(fill(words["silence-years"], {"first": first, "last": last}))
    if coverage.kinds:
        kinds = ", ".join(f"{names[at]} {number}" for names, number in coverage.kinds)
        said.append(fill(words["silence-kinds"], {"kinds": kinds}))
    if count > _LISTED:
        said.append(words["silence-many"])
    else:
        said += [f"  {each.id}: {each.title} ({each.claims})" for each in coverage.sources]
    return said
