"""What is in the graph: counts of things, claims, derived edges and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from kg.claims.completeness import read_members
from kg.names import shorten
from kg.rdf.store import Store
from kg.text.words import LANGUAGES, read_words

MOST: Final = 20  # lines of a group that a person wants to see

# Each count is one query with two columns: what is counted, and how many.
_COUNTS: Final = {
    "things by class": """
        SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE {
          VALUES ?class {
            org:FormalOrganization org:Organization org:OrganizationalUnit pc:Project pc:Programme
            pc:Agreement pc:Cooperation pc:Event pc:Instrument pc:Practice
            pc:Area pc:Country pc:SubNationalArea pc:SourceDocument }
          ?thing a ?class
        } GROUP BY ?class""",
    "things by kind": """
        SELECT ?kind (COUNT(DISTINCT ?thing) AS ?n) WHERE {
          ?thing org:classification|pc:kind ?kind
        } GROUP BY ?kind""",
    "claims by class": """
        SELECT ?class (COUNT(DISTINCT ?claim) AS ?n) WHERE {
          VALUES ?class {
            pc:Membership pc:Participation pc:FundingClaim pc:InfluenceClaim
            pc:AttributeClaim pc:Observation pc:Enumeration }
          ?claim a ?class
        } GROUP BY ?class""",
    "claims by status": """
        SELECT ?status (COUNT(DISTINCT ?claim) AS ?n) WHERE {
          ?class rdfs:subClassOf* pc:Claim .
          ?claim a ?class ; pc:status ?status
        } GROUP BY ?status""",
    "derived edges by property": """
        SELECT ?property (COUNT(*) AS ?n) WHERE {
          VALUES ?property {
            org:memberOf pc:promotes pc:operates pc:partnerIn pc:partyTo pc:hosts pc:organises
            pc:attends pc:visits pc:participatesIn pc:influenced
            pc:hasAgreementWith pc:cooperatesWith pc:projectPartnerOf pc:partnersWith }
          GRAPH <https://w3id.org/pencoop/graph/derived> { ?a ?property ?b }
        } GROUP BY ?property""",
    "partners": """
        SELECT ?what (COUNT(DISTINCT ?one) AS ?n) WHERE {
          ?tie a pc:Tie ; pc:from ?a ; pc:to ?b ; pc:basis/rdf:type ?class .
          { VALUES (?class ?what) {
              (pc:Agreement "pairs by an agreement") (pc:Cooperation "pairs by a cooperation")
              (pc:Project "pairs by a project") } }
          UNION { VALUES ?what { "pairs" "bodies" } }
          BIND (IF(STR(?a) < STR(?b), CONCAT(STR(?a), " ", STR(?b)), "") AS ?pair)
          BIND (IF(?what = "bodies", STR(?a), ?pair) AS ?one)
          FILTER (?one != "")
        } GROUP BY ?what""",
    "evidence": """
        SELECT ?how (COUNT(DISTINCT ?evidence) AS ?n) WHERE {
          ?evidence a pc:Evidence .
          BIND (EXISTS { ?evidence pc:spanDigest ?digest } AS ?held)
          BIND (EXISTS { ?evidence pc:row ?row } AS ?listed)
          BIND (IF(?held, "with a position", IF(?listed, "with a row", "cited only")) AS ?how)
        } GROUP BY ?how""",
    "evidence by source": """
        SELECT ?source (COUNT(DISTINCT ?evidence) AS ?n) WHERE {
          ?evidence a pc:Evidence ; oa:hasSource ?source
        } GROUP BY ?source""",
}


class Count(NamedTuple):
    """How many there are of one sort."""

    group: str
    name: str
    number: int


def count(store: Store) -> list[Count]:
    """Return the counts of a derived graph, grouped, the largest first; names are IRIs or words."""
    found = [each for group, query in _COUNTS.items() for each in _counts(store, group, query)]
    return [*found, *_members(store)]


def _members(store: Store) -> list[Count]:
    """Return, of bodies whose members a source counts, how many the graph names and it counts."""
    several = read_members(store)
    found = [Count("members named", each.body, each.named) for each in several]
    found += [Count("members counted", each.body, each.counted) for each in several]
    return sorted(
        found, key=lambda each: (each.group == "members counted", -each.number, each.name)
    )


def say(counts: Iterable[Count], lang: str = "en") -> list[str]:
    """Return counts as lines for people, of each group the largest and how many more there are."""
    at, lines = LANGUAGES.index(lang), []
    words = {name: several[at] for name, several in read_words("graph/counts").items()}
    for group, several in groupby(counts, key=lambda each: each.group):
        largest, rest = (found := list(several))[:MOST], found[MOST:]
        lines.append(words[group])
        lines += [
            f"  {each.number:>7,}  {words.get(each.name) or shorten(each.name)}" for each in largest
        ]
        if rest:
            total = sum(each.number for each in rest)
            more = words["more"].format(number=f"{len(rest):,}")
            lines.append(f"  {total:>7,}  {more}")
    return lines


def _counts(store: Store, group: str, query: str) -> list[Count]:
    rows = [(name, int(number or 0)) for name, number in store.rows(query) if name]
    return [
        Count(group, name, number)
        for name, number in sorted(rows, key=lambda row: (-row[1], row[0]))
    ]
