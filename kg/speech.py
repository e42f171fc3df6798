"""Does a span speak of its claim: are both ends of the relation named there, and its numbers?

An end is named by any of its names in the graph, or by one that is recorded for the document: an
alias with `pc:nameIn`, or the mention `pc:asWritten`. A body that is marked as named by its country
is named where the country is. Agreements and cooperations have no names of their own: their ends
are their parties. What is not named, though the claim is right, has its reason in `pc:notNamed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.names import shorten
from kg.store import Row, Store
from kg.wordmatch import Name, Words, names_it, numbers_of, read_words

NAMED: Final = "named"
EXCEPTED: Final = "excepted"
SILENT: Final = "not named"
STATES: Final = (NAMED, EXCEPTED, SILENT)

_SAYS_A_NUMBER: Final = """
  xsd:date xsd:gYear xsd:gYearMonth xsd:integer xsd:decimal <http://id.loc.gov/datatypes/edtf/EDTF>"""
_NAMES: Final = """
SELECT ?thing ?text ?document WHERE {
  { ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel ?text }
  UNION {
    VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel }
    ?claim rdf:predicate ?property ; rdf:subject ?thing ; rdf:object ?text ; pc:status ?status .
    OPTIONAL { ?claim pc:nameIn ?document } FILTER (?status != status:withdrawn) }
  UNION {
    GRAPH ?document { ?claim pc:agent|pc:influenceFrom ?thing ; pc:asWritten ?text } }
}"""
_ENDS: Final = """
SELECT ?document ?claim ?part ?thing WHERE {
  VALUES ?property { pc:agent pc:context pc:influenceFrom pc:influenceOn pc:funder pc:funded
    pc:reporter pc:counterpart rdf:subject rdf:object }
  GRAPH ?document { ?claim ?property ?thing ; pc:evidence ?any }
  FILTER (ISIRI(?thing) && ?thing != id:area-any)
  BIND (REPLACE(STR(?property), "^.*[#/]", "") AS ?part)
}"""
_PARTIES: Final = """
SELECT ?document ?context ?agent WHERE {
  GRAPH ?document { ?claim pc:context ?context ; pc:agent ?agent }
  VALUES ?class { pc:Agreement pc:Cooperation } ?context a ?class
}"""
_WORDS: Final = """
SELECT ?document ?claim ?text WHERE {
  GRAPH ?document {
    ?claim rdf:predicate ?property ; rdf:object ?text . OPTIONAL { ?claim pc:asWritten ?written } }
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel dcterms:identifier }
}"""
_SPELLINGS: Final = """
SELECT ?document ?text ?written WHERE {
  GRAPH ?document { ?claim rdf:object ?text ; pc:asWritten ?written } FILTER (ISLITERAL(?text))
}"""
_NUMBERS: Final = f"""
SELECT ?document ?claim ?part ?text WHERE {{
  VALUES ?property {{ pc:when pc:period pc:value pc:amount rdf:object }}
  GRAPH ?document {{ ?claim ?property ?text ; pc:evidence ?any }}
  FILTER (DATATYPE(?text) IN ({", ".join(_SAYS_A_NUMBER.split())}))
  BIND (REPLACE(STR(?property), "^.*[#/]", "") AS ?part)
}}"""
_REASONS: Final = """
SELECT ?document ?claim ?text WHERE { GRAPH ?document { ?claim pc:notNamed ?text } }"""
_COUNTRIES: Final = """
SELECT ?document ?claim ?area WHERE {
  GRAPH ?document { ?claim pc:namedBy "country" ; pc:agent|rdf:subject ?body }
  ?body pc:jurisdiction ?area
}"""
_LABELS: Final = "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label . FILTER (LANG(?label) = 'en') }"
_WITHDRAWN: Final = "SELECT ?claim WHERE { ?claim pc:status status:withdrawn }"
