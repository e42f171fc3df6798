"""The SPARQL that reads claims: what things, claims, names and places in documents a store has.

Where ``%s`` stands, a query is narrowed to some of what it finds (`?each`), or is left wide.
"""

from __future__ import annotations

from typing import Final

NAMES: Final = """
SELECT ?thing ?language ?text ?preferred WHERE {
  { ?thing skos:prefLabel ?text . BIND ("true" AS ?preferred) }
  UNION { ?thing skos:altLabel|skos:hiddenLabel|skos:notation ?text }
  UNION {
    VALUES ?type {
      owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty rdf:Property
      rdfs:Datatype }
    ?thing a ?type . ?thing rdfs:label ?text . BIND ("true" AS ?preferred) }
  UNION { ?claim rdf:predicate skos:altLabel ; rdf:subject ?thing ; rdf:object ?text .
    FILTER NOT EXISTS { ?claim pc:status status:withdrawn } }
  BIND (LANG(?text) AS ?language)
}"""
# What is said of claims, a row for each: asked about in one row, eight things that a claim may lack
# take an engine three times as long.
CLAIMS: Final = """
SELECT ?each ?property ?value WHERE {
  %s
  VALUES ?property {
    pc:status pc:when pc:period pc:attested pc:namedBy pc:modality pc:presumedUntil
    pc:earliestStart pc:latestStart pc:earliestEnd pc:latestEnd }
  ?each ?property ?value
}"""
INHERITED: Final = "SELECT ?each ?when WHERE { %s ?each pc:context ?of . ?of pc:when ?when }"
TIES: Final = "SELECT ?each WHERE { %s ?each a pc:Tie }"
KNOWN: Final = "SELECT DISTINCT ?each WHERE { %s ?each ?property ?value }"
CARRIERS: Final = "SELECT ?each ?claim WHERE { %s ?each a pc:Tie ; prov:wasDerivedFrom ?claim }"
NOTES: Final = """
SELECT DISTINCT ?each ?note WHERE {
  %s ?each skos:editorialNote ?note . FILTER (LANG(?note) IN ("", "en"))
}"""
DETAILS: Final = """
SELECT DISTINCT ?claim ?property ?text WHERE {
  VALUES ?property {
    pc:roleAsStated pc:quality pc:topic pc:frequency pc:place pc:via pc:basedOn pc:scheme
  }
  ?claim ?property ?value ; pc:evidence ?any .
  OPTIONAL { ?value rdfs:label ?name }
  BIND (COALESCE(?name, STR(?value)) AS ?text)
}"""
EVIDENCE: Final = "SELECT DISTINCT ?each ?place WHERE { %s ?each pc:evidence ?place }"
PLACES: Final = """
SELECT ?each ?source ?body ?written ?url ?start ?end ?date ?sheet ?row WHERE {
  %s ?each oa:hasSource ?source .
  OPTIONAL { ?source dcterms:publisher ?body . FILTER (ISIRI(?body)) }
  OPTIONAL { ?source dcterms:publisher|dc:publisher ?written . FILTER (ISLITERAL(?written)) }
  OPTIONAL { ?source schema:url ?url }
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?source dcterms:created ?created }
  BIND (COALESCE(?issued, ?created) AS ?date)
  OPTIONAL { ?each oa:start ?start ; oa:end ?end }
  OPTIONAL { ?each pc:row ?row . OPTIONAL { ?each pc:sheet ?sheet } }
}"""
LABELS: Final = """
SELECT ?each ?name ?language WHERE {
  %s ?each skos:prefLabel|rdfs:label|dcterms:title ?name . BIND (LANG(?name) AS ?language)
}"""
THINGS: Final = """
SELECT ?thing ?word ?kind ?unresolved WHERE {
  VALUES (?class ?word) {
    (org:FormalOrganization "organisation") (org:Organization "organisation")
    (org:OrganizationalUnit "organisation") (pc:Project "project") (pc:Programme "programme")
    (pc:Event "event") (pc:Country "area") (pc:SubNationalArea "area") (pc:Area "area")
    (pc:Instrument "text") (pc:Practice "practice")
    (pc:Agreement "agreement") (pc:Cooperation "cooperation")
  }
  ?thing a ?class .
  FILTER NOT EXISTS { ?thing dcterms:isReplacedBy ?heir }
  OPTIONAL { ?thing org:classification|pc:kind ?given }
  BIND (COALESCE(?given, ?class) AS ?kind)
  BIND (EXISTS { ?thing pc:status status:ambiguous } AS ?unresolved)
}"""
# Not by broader+: Virtuoso walks no path of which both ends are open.
BROADER: Final = (
    "SELECT DISTINCT ?kind ?broader WHERE { ?kind skos:broader/skos:broader* ?broader }"
)
CLASS_NAMES: Final = """
SELECT ?class ?en ?cs WHERE {
  ?class a owl:Class ; rdfs:label ?en . FILTER (LANG(?en) = "en")
  OPTIONAL { ?class rdfs:label ?cs . FILTER (LANG(?cs) = "cs") }
}"""
COUNTRIES: Final = """
SELECT ?thing ?country WHERE {
  { ?thing pc:jurisdiction|pc:inArea ?area }
  UNION { ?thing a pc:SubNationalArea . BIND (?thing AS ?area) }
  UNION { ?thing a pc:Country . BIND (?thing AS ?area) }
  ?area pc:within* ?country . FILTER NOT EXISTS { ?country pc:within ?larger }
}"""
REGIONS: Final = """
SELECT DISTINCT ?thing ?region WHERE {
  ?thing pc:jurisdiction|pc:inArea ?region . ?region a pc:SubNationalArea }"""
PARTICIPATIONS: Final = """
SELECT ?claim ?agent ?context ?role WHERE {
  ?claim pc:agent ?agent ; pc:context ?context ; pc:role ?role
}"""
ATTRIBUTES: Final = """
SELECT ?claim ?a ?b ?property WHERE {
  ?claim rdf:subject ?a ; rdf:object ?b ; rdf:predicate ?property . FILTER (ISIRI(?b)) }"""
INFLUENCES: Final = """
SELECT ?claim ?a ?b ?property WHERE {
  ?claim pc:influenceFrom ?a ; pc:influenceOn ?b . BIND (pc:influenced AS ?property) }"""
FUNDING: Final = """
SELECT ?claim ?funder ?funded ?property ?amount ?currency ?bound ?part WHERE {
  ?claim pc:funder|pc:funded ?any . BIND (pc:amount AS ?property)
  OPTIONAL { ?claim pc:funder ?funder } OPTIONAL { ?claim pc:funded ?funded }
  OPTIONAL { ?claim pc:amount ?amount } OPTIONAL { ?claim pc:currency ?currency }
  OPTIONAL { ?claim pc:bound ?bound } OPTIONAL { ?claim pc:stage ?stage }
  OPTIONAL { ?claim pc:scope ?scope }
  BIND (CONCAT(COALESCE(?stage, ""), ", ", COALESCE(?scope, "")) AS ?part)
}"""
COUNTS: Final = """
SELECT ?claim ?reporter ?counterpart ?indicator ?value ?currency ?bound ?part WHERE {
  ?claim pc:reporter ?reporter ; pc:indicator ?indicator ; pc:value ?value .
  OPTIONAL { ?claim pc:subset ?part }
  OPTIONAL { ?claim pc:counterpart ?counterpart } OPTIONAL { ?claim pc:bound ?bound }
  OPTIONAL { ?claim pc:currency ?currency }
}"""
LITERALS: Final = """
SELECT ?claim ?thing ?called ?value WHERE {
  ?claim rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?value .
  FILTER (ISLITERAL(?value))
  FILTER (?property NOT IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel))
  # An identifier is called by its scheme.
  BIND (IF(?property = org:identifier, DATATYPE(?value), ?property) AS ?called)
}"""
