"""The SPARQL behind kg.speech: names, what a claim has to name, and what stands for a thing."""

from __future__ import annotations

from typing import Final

# Names: of what, the text, and the one document in which it is understood, or none.
NAMES: Final = """
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
LABELS: Final = """
SELECT ?thing ?text ?language WHERE {
  ?thing skos:prefLabel ?text . BIND (LANG(?text) AS ?language)
  FILTER (?language IN ("en", "cs"))
} ORDER BY DESC(?language)"""
# What the passage of a claim has to name, each as: document, claim, part of the claim, sort of
# thing, value, another word for it.
DEMANDS: Final = """
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
TIES: Final = """
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
REASONS: Final = """
SELECT ?document ?claim ?text ?language WHERE {
  GRAPH ?document { ?claim pc:notNamed ?text } BIND (LANG(?text) AS ?language)
}"""
