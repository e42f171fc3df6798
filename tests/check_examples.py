"""Examples for every shape and every rule: a record as it should be, and what makes it wrong."""

from __future__ import annotations

from kg.names import PREFIXES

PREFIXED = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
DIGEST = "0" * 64

# One record of each class, with nothing to say against it, not even an info.
GOOD = f"""
id:one a org:FormalOrganization ; org:classification kind:prison-service ; pc:jurisdiction id:land ;
    skos:prefLabel "One"@en , "Jedna"@cs ; skos:altLabel "1"@en .
id:two a org:Organization ; org:classification kind:network ;
    skos:prefLabel "Two"@en , "Dvě"@cs .
id:land a pc:Country ; skos:prefLabel "Land"@en .
id:part a pc:SubNationalArea ; skos:prefLabel "Part"@en ; pc:within id:land .
id:deal a pc:Agreement ; pc:when "2014"^^edtf:EDTF ; skos:prefLabel "Deal"@en .
id:work a pc:Cooperation ; skos:prefLabel "Work"@en .
id:plan a pc:Project ; pc:when "2014/"^^edtf:EDTF ; skos:prefLabel "Plan"@en ;
    pc:kind kind:project ; pc:partOfProgramme id:fund ; pc:inArea id:land .
id:fund a pc:Programme ; pc:when "2014/2021"^^edtf:EDTF ; skos:prefLabel "Fund"@en .
id:series a pc:Event ; pc:when "2010/"^^edtf:EDTF ; skos:prefLabel "Series"@en .
id:talk a pc:Event ; pc:when "2014-05"^^edtf:EDTF ; skos:prefLabel "Talk"@en ;
    pc:partOfSeries id:series .
id:law a pc:Instrument ; pc:issuedBy id:one ; skos:prefLabel "Law"@en .
id:way a pc:Practice ; skos:prefLabel "Way"@en .
src:held a pc:SourceDocument ; dcterms:title "Held"@en ; dcterms:language "en" ;
    dcterms:issued "2014-01-01"^^xsd:date ; pc:codePoints 900 ; pc:documentDigest "{DIGEST}" .
src:cited a pc:SourceDocument ; dcterms:title "Cited"@en ; dcterms:language "en" ;
    dcterms:created "2014"^^xsd:gYear .
ev:held-0-9 a pc:Evidence ; oa:hasSource src:held ; oa:start 0 ; oa:end 9 ;
    pc:spanDigest "{DIGEST}" .
ev:cited-1 a pc:Evidence ; oa:hasSource src:cited .
claim:one-in-two a pc:Membership ; pc:agent id:one ; pc:context id:two ; pc:role role:member ;
    pc:status status:stated ; pc:when "2009/"^^edtf:EDTF ; pc:attested "2014"^^edtf:EDTF ;
    pc:evidence ev:held-0-9 .
claim:one-in-talk a pc:Participation ; pc:agent id:one ; pc:context id:talk ; pc:role role:host ;
    pc:status status:stated ; pc:evidence ev:held-0-9 ; pc:via id:two ; pc:basedOn id:deal .
claim:two-in-talk a pc:Participation ; pc:agent id:two ; pc:context id:talk ; pc:role role:guest ;
    pc:status status:implied ; skos:editorialNote "Why."@en ; pc:evidence ev:cited-1 .
claim:one-in-series a pc:Participation ; pc:agent id:one ; pc:context id:series ;
    pc:role role:host ; pc:status status:stated ; pc:evidence ev:held-0-9 .
claim:two-in-series a pc:Participation ; pc:agent id:two ; pc:context id:series ;
    pc:role role:guest ; pc:status status:withdrawn ; skos:editorialNote "Gone."@en ;
    pc:evidence ev:held-0-9 .
claim:money a pc:FundingClaim ; pc:funder id:fund ; pc:funded id:plan ; pc:amount 6000000.0 ;
    pc:currency "EUR" ; pc:bound "moreThan" ; pc:status status:stated ; pc:evidence ev:held-0-9 .
claim:influence a pc:InfluenceClaim ; pc:influenceFrom id:land ; pc:influenceOn id:law ;
    pc:status status:stated ; pc:modality modality:planned ; pc:evidence ev:held-0-9 .
claim:kind a pc:AttributeClaim ; rdf:subject id:one ; rdf:predicate pc:statedKind ;
    rdf:object "service"@en ; pc:status status:stated ; pc:evidence ev:held-0-9 .
claim:whole a pc:Observation ; pc:reporter id:one ; pc:counterpart id:land ;
    pc:indicator indicator:questionnaire-count ; pc:period "2014"^^edtf:EDTF ; pc:value 42 ;
    pc:bound "exact" ; pc:status status:stated ; pc:evidence ev:held-0-9 .
claim:subset a pc:Observation ; pc:reporter id:one ; pc:counterpart id:land ;
    pc:indicator indicator:own-questionnaire-count ; pc:period "2014"^^edtf:EDTF ; pc:value 5 ;
    pc:bound "exact" ; pc:status status:stated ; pc:evidence ev:held-0-9 ;
    pc:partOfTotal claim:whole .
claim:list-two-members a pc:Enumeration ; pc:role role:member ; pc:context id:two ;
    pc:topic "members"@en , "členové"@cs ; pc:closed true ; pc:value 7 ; pc:bound "exact" ;
    pc:attested "2015"^^edtf:EDTF ; pc:status status:stated ; pc:evidence ev:held-0-9 .
decision:d a pc:Decision ; pc:compares id:one , id:two ; pc:verdict "different" ;
    pc:because "They are two."@en ; pc:decidedBy "editor" ; dcterms:date "2026-01-01"^^xsd:date .
tie:t a pc:Tie ; pc:from id:one ; pc:to id:two ; pc:basis id:deal ;
    pc:strength strength:agreement ; pc:status status:stated ; pc:evidence ev:held-0-9 ;
    pc:earliestStart "2014-01-01"^^xsd:date ; pc:latestStart "2014-12-31"^^xsd:date ;
    pc:earliestEnd "2014-01-01"^^xsd:date ; pc:latestEnd "9999-12-31"^^xsd:date .
"""

# shape -> [(thing, what stands in GOOD, what makes it wrong)]
SHAPES = {
    "Claim": [("_:b", "claim:kind a pc:Attr", "_:b a pc:Attr")],
    "Claim-evidence": [
        ("claim:kind", '"service"@en ; pc:status status:stated ; pc:evidence ev:held-0-9',
         '"service"@en ; pc:status status:stated'),
        ("claim:two-in-talk", "pc:evidence ev:cited-1", "pc:evidence src:cited"),
    ],
    "Claim-status": [
        ("claim:two-in-talk", "status:implied", "status:sure"),
        ("claim:two-in-talk", "status:implied", "status:implied , status:stated"),
        ("claim:two-in-talk", "pc:status status:implied ; ", ""),
    ],
    "Claim-modality": [
        ("claim:influence", "pc:modality modality:planned", "pc:modality status:stated"),
        ("claim:money", "pc:currency \"EUR\"",
         "pc:modality modality:held , modality:planned ; pc:currency \"EUR\""),
    ],
    "Claim-when": [
        ("claim:one-in-two", '"2009/"^^edtf:EDTF', '"2009/"'),
        ("claim:one-in-two", '"2009/"^^edtf:EDTF', '"in 2009"^^edtf:EDTF'),
        ("claim:one-in-two", '"2009/"^^edtf:EDTF', '"2009/"^^edtf:EDTF , "2010/"^^edtf:EDTF'),
    ],
    "Claim-attested": [
        ("claim:one-in-two", 'attested "2014"^^edtf:EDTF', 'attested "2014"^^xsd:gYear')
    ],
    "Claim-note": [
        ("claim:two-in-talk", 'skos:editorialNote "Why."@en ; ', ""),
        ("claim:two-in-series", 'skos:editorialNote "Gone."@en ;', ""),
    ],
    "Participation-agent": [
        ("claim:two-in-talk", "pc:agent id:two ; pc:context id:talk",
         'pc:agent "Two"@en ; pc:context id:talk'),
        ("claim:two-in-talk", "pc:agent id:two ; pc:context id:talk", "pc:context id:talk"),
        ("claim:two-in-talk", "pc:agent id:two ; pc:context id:talk",
         "pc:agent id:two , id:one ; pc:context id:talk"),
    ],
    "Participation-context": [
        ("claim:two-in-talk", "pc:context id:talk ; pc:role role:guest", "pc:role role:guest")
    ],
    "Participation-role": [
        ("claim:two-in-talk", "pc:context id:talk ; pc:role role:guest",
         "pc:context id:talk ; pc:role kind:network"),
        ("claim:two-in-talk", "pc:context id:talk ; pc:role role:guest",
         "pc:context id:talk ; pc:role role:guest , role:host"),
    ],
    "Participation-self": [
        ("claim:one-in-two", "pc:agent id:one ; pc:context id:two",
         "pc:agent id:two ; pc:context id:two")
    ],
    "Participation-via": [("claim:one-in-talk", "pc:via id:two", "pc:via id:land")],
    "Participation-basedOn": [("claim:one-in-talk", "pc:basedOn id:deal", "pc:basedOn id:law")],
    "Membership-context": [
        ("claim:one-in-two", "pc:context id:two ; pc:role role:member",
         "pc:context id:deal ; pc:role role:member")
    ],
    "FundingClaim-funder": [("claim:money", "pc:funder id:fund", "pc:funder id:fund , id:one")],
    "FundingClaim": [("claim:money", "pc:funder id:fund ; pc:funded id:plan ; ", "")],
    "FundingClaim-funded": [("claim:money", "pc:funded id:plan", "pc:funded id:plan , id:talk")],
    "FundingClaim-amount": [("claim:money", "6000000.0", "-1.0")],
    "FundingClaim-currency": [("claim:money", '"EUR"', '"euro"')],
    "FundingClaim-bound": [("claim:money", '"moreThan"', '"over"')],
    "InfluenceClaim-from": [
        ("claim:influence", "pc:influenceFrom id:land", 'pc:influenceFrom "Land"@en')
    ],
    "InfluenceClaim-on": [("claim:influence", "; pc:influenceOn id:law", "")],
    "AttributeClaim-subject": [("claim:kind", "rdf:subject id:one ; ", "")],
    "AttributeClaim-predicate": [("claim:kind", "rdf:predicate pc:statedKind ;", "")],
    "AttributeClaim-object": [("claim:kind", '"service"@en', '"service"@en , "unit"@en')],
    "Observation-reporter": [
        ("claim:whole", "claim:whole a pc:Observation ; pc:reporter id:one",
         "claim:whole a pc:Observation")
    ],
    "Observation-counterpart": [
        ("claim:whole", "pc:counterpart id:land ;\n    pc:indicator indicator:questionnaire-count",
         "pc:indicator indicator:questionnaire-count")
    ],
    "Observation-indicator": [
        ("claim:whole", "indicator:questionnaire-count", "pc:questionnaires")
    ],
    "Observation-period": [
        ("claim:whole", 'pc:period "2014"^^edtf:EDTF ; pc:value 42', "pc:value 42")
    ],
    "Observation-value": [("claim:whole", "42", "-42"), ("claim:whole", "42", "42 , 43")],
    "Observation-bound": [
        ("claim:whole", 'pc:bound "exact" ; pc:status status:stated ; pc:evidence ev:held-0-9 .\nc',
         "pc:status status:stated ; pc:evidence ev:held-0-9 .\nc")
    ],
    "Observation-total": [
        ("claim:subset", "pc:partOfTotal claim:whole", "pc:partOfTotal claim:money")
    ],
    "Enumeration-context": [
        ("claim:list-two-members", "role:member ; pc:context id:two ;", "role:member ;")
    ],
    "Enumeration-role": [
        ("claim:list-two-members", "role:member ; pc:context",
         "role:member , role:observer ; pc:context")
    ],
    "Enumeration-topic": [
        ("claim:list-two-members", '"members"@en', '"members"@en , "bodies"@en'),
        ("claim:list-two-members", 'pc:topic "members"@en , "členové"@cs ; ', ""),
    ],
    "Enumeration-closed": [
        ("claim:list-two-members", "pc:closed true ; ", ""),
        ("claim:list-two-members", "pc:closed true", 'pc:closed "yes"'),
    ],
    "Enumeration-value": [
        ("claim:list-two-members", "pc:value 7", "pc:value 7.5"),
        ("claim:list-two-members", "pc:value 7", "pc:value 7 , 8"),
    ],
    "Enumeration-bound": [
        ("claim:list-two-members", 'pc:value 7 ; pc:bound "exact"', 'pc:value 7 ; pc:bound "all"')
    ],
    "Evidence": [("ev:held-0-9", "oa:end 9 ;", "")],
    "Evidence-source": [("ev:cited-1", "oa:hasSource src:cited", "oa:hasSource id:law")],
    "Evidence-start": [("ev:held-0-9", "oa:start 0", "oa:start -1")],
    "Evidence-end": [("ev:held-0-9", "oa:end 9", "oa:end 9.5")],
    "Evidence-order": [("ev:held-0-9", "oa:end 9", "oa:end 0")],
    "Evidence-quote": [("ev:held-0-9", "oa:end 9", 'oa:end 9 ; oa:exact "words"')],
    "Evidence-digest": [
        ("ev:held-0-9", f'pc:spanDigest "{DIGEST}"', f'pc:spanDigest "{DIGEST[1:]}g"')
    ],
    "Evidence-row": [("ev:cited-1", "oa:hasSource src:cited", "oa:hasSource src:cited ; pc:row 0")],
    "Evidence-sheet": [
        ("ev:cited-1", "oa:hasSource src:cited", 'oa:hasSource src:cited ; pc:sheet ""')
    ],
    "Evidence-readWith": [("ev:held-0-9", "oa:end 9", "oa:end 9 ; pc:readWith src:held")],
    "SourceDocument": [("src:held", "pc:codePoints 900 ; ", "")],
    "SourceDocument-title": [("src:cited", 'dcterms:title "Cited"@en ; ', "")],
    "SourceDocument-language": [
        ("src:cited", '"Cited"@en ; dcterms:language "en" ;', '"Cited"@en ;')
    ],
    "SourceDocument-digest": [
        ("src:held", f'pc:documentDigest "{DIGEST}"', f'pc:documentDigest "{DIGEST[1:]}"')
    ],
    "SourceDocument-length": [("src:held", "pc:codePoints 900", 'pc:codePoints "long"')],
    "SourceDocument-date": [
        ("src:cited", ';\n    dcterms:created "2014"^^xsd:gYear', "")
    ],
    "SourceDocument-retrieved": [
        ("src:held", "pc:codePoints 900", 'pc:codePoints 900 ; pc:retrieved "yesterday"')
    ],
    "SourceDocument-unnamed": [
        ("src:held", "pc:codePoints 900", 'pc:codePoints 900 ; pc:leavesUnnamed "Talk"@en')
    ],
    "Named-label": [
        ("id:way", 'skos:prefLabel "Way"@en', 'skos:prefLabel "Way"@en , "Path"@en'),
        ("id:way", 'skos:prefLabel "Way"@en', 'skos:prefLabel "Way"@en , "Weg"'),
    ],
    "Named-English": [
        ("id:way", 'skos:prefLabel "Way"@en', 'skos:prefLabel "Cesta"@cs'),
        ("id:way", ' ; skos:prefLabel "Way"@en', ""),
    ],
    "Named-blank": [("id:way", '"Way"@en', '" "@en')],
    "Named-other": [("id:one", 'skos:altLabel "1"@en', 'skos:altLabel "1"')],
    "Named-kind": [("id:plan", "pc:kind kind:project", 'pc:kind "project"@en')],
    "Named-area": [("id:one", "pc:jurisdiction id:land", 'pc:jurisdiction "Land"@en')],
    "Organisation-kind": [("id:two", "org:classification kind:network ;", "")],
    "Organisation-Czech": [("id:two", ' , "Dvě"@cs', "")],
    "Agreement-when": [("id:deal", 'pc:when "2014"^^edtf:EDTF ; ', "")],
    "Project-when": [("id:plan", 'pc:when "2014/"^^edtf:EDTF ; ', "")],
    "Project-programme": [("id:plan", "pc:partOfProgramme id:fund", "pc:partOfProgramme id:one")],
    "Event-when": [("id:talk", 'pc:when "2014-05"^^edtf:EDTF ; ', "")],
    "Event-participants": [
        ("id:talk", "pc:agent id:two ; pc:context id:talk", "pc:agent id:two ; pc:context id:plan")
    ],
    "Event-series": [("id:talk", "pc:partOfSeries id:series", "pc:partOfSeries id:deal")],
    "Instrument-issuer": [("id:law", "pc:issuedBy id:one", "pc:issuedBy id:land")],
    "Area-within": [("id:part", "pc:within id:land", "pc:within id:land , id:law")],
    "SubNationalArea-country": [("id:part", "; pc:within id:land", "")],
    "Bounds-start": [("tie:t", '"2014-12-31"', '"2013-12-31"')],
    "Bounds-end": [("tie:t", '"9999-12-31"', '"2013-12-31"')],
    "Decision-verdict": [("decision:d", '"different"', '"alike"')],
    "Decision-compares": [
        ("decision:d", "pc:compares id:one , id:two", "pc:compares id:one"),
        ("decision:d", "pc:compares id:one , id:two", "pc:compares id:one , id:two , id:land"),
    ],
    "Decision-because": [
        ("decision:d", '"They are two."@en', '" "@en'),
        ("decision:d", 'pc:because "They are two."@en ; ', ""),
    ],
    "Decision-by": [("decision:d", 'pc:decidedBy "editor" ; ', "")],
    "Decision-date": [("decision:d", '"2026-01-01"^^xsd:date', '"2026"^^xsd:gYear')],
    "Tie-from": [("tie:t", "pc:from id:one", "pc:from id:two")],
    "Tie-to": [("tie:t", "; pc:to id:two", "")],
    "Tie-basis": [("tie:t", "; pc:basis id:deal", "")],
    "Tie-strength": [("tie:t", "pc:strength strength:agreement ; ", "")],
    "Tie-status": [("tie:t", "strength:agreement ; pc:status status:stated", "strength:agreement")],
    "Tie-evidence": [
        ("tie:t", "agreement ; pc:status status:stated ; pc:evidence ev:held-0-9",
         "agreement ; pc:status status:stated"),
    ],
}  # fmt: skip


def claim(agent: str, context: str, role: str = "party", more: str = "", suffix: str = "") -> str:
    """Return a participation in Turtle."""
    status = "" if "pc:status" in more else "; pc:status status:stated"
    return (
        f"claim:{agent}-in-{context}{suffix} a pc:Participation ; pc:agent id:{agent} ;"
        f" pc:context id:{context} ; pc:role role:{role} ; pc:evidence ev:d-0-9 {status} {more} .\n"
    )


def count(name: str, indicator: str, value: str, more: str = "", *, area: str = "area-any") -> str:
    """Return an observation in Turtle."""
    reporter = "" if "pc:reporter" in more else "pc:reporter id:a ;"
    return (
        f"claim:{name} a pc:Observation ; {reporter} pc:counterpart id:{area} ; pc:value {value} ;"
        f' pc:indicator indicator:{indicator} ; pc:period "2014"^^edtf:EDTF ; pc:bound "exact" ;'
        f" pc:status status:stated ; pc:evidence ev:d-0-9 {more} .\n"
    )


def fact(name: str, subject: str, predicate: str, value: str) -> str:
    """Return an attribute claim in Turtle."""
    return (
        f"claim:{name} a pc:AttributeClaim ; rdf:subject {subject} ; rdf:predicate {predicate} ;"
        f" rdf:object {value} ; pc:status status:stated ; pc:evidence ev:d-0-9 .\n"
    )


WORLD = """
id:a a org:Organization . id:b a org:Organization . id:net a org:Organization .
id:agr a pc:Agreement . id:coop a pc:Cooperation . id:prj a pc:Project . id:prog a pc:Programme .
id:ev a pc:Event . id:land a pc:Country .
"""
EVIDENCE = """
src:d a pc:SourceDocument ; dcterms:publisher id:land ; pc:codePoints 100 .
ev:d-0-9 a pc:Evidence ; oa:hasSource src:d ; oa:start 0 ; oa:end 9 .
"""
BOTH = claim("a", "agr") + claim("b", "agr")
TOTAL = count("all", "incoming-delegation-count", "63")
ROW = "incoming-delegation-count"
OUT = count("out", "outgoing-trip-count", "63")
SUM = count("sum", "international-activity-count", "126") + OUT
STATED = count("n", "funded-project-count", "1", "; pc:reporter id:prog")
IN_PROGRAMME = fact("p", "id:prj", "pc:partOfProgramme", "id:prog")
FOUNDED = fact("f", "id:net", "schema:foundingDate", '"2011"^^xsd:gYear')
JOINED = '; pc:when "{}"^^edtf:EDTF'
EVENT = "id:ev pc:registrationDeadline {}^^xsd:date ; pc:when {}^^edtf:EDTF .\n"
RUNS = claim("a", "prog", "operator")
SURE = "; pc:status status:ambiguous"
PERIOD = 'id:prj pc:when "2015/2016"^^edtf:EDTF .\n'
RING = "".join(
    f"id:{part} org:subOrganizationOf id:{whole} .\n"
    for part, whole in (("a", "b"), ("b", "net"), ("net", "a"))
)
SEEN = '; pc:attested "2014"^^edtf:EDTF'
NOTED = '; pc:roleAsStated "leader"@en'
TO_COME = "; pc:modality modality:planned"
WITHDRAWN = "; pc:status status:withdrawn"
PAGE = "src:page a pc:SourceDocument . ev:page-1 a pc:Evidence ; oa:hasSource src:page ."
URL = '; schema:url "https://www.example.org/page"^^xsd:anyURI'
DAY = '; dcterms:issued "2014-05-01"^^xsd:date'
HELD = "; pc:codePoints 900"
BY = "; dcterms:publisher id:a"


def cited(claim: str) -> str:
    """Return a claim that rests on a page whose text is not held."""
    return claim.replace("ev:d-0-9", "ev:page-1")


def source(name: str, more: str, *, title: str = "Title") -> str:
    """Return the record of a source document in Turtle."""
    return f'src:{name} a pc:SourceDocument ; dcterms:title "{title}"@en {more} .\n'


# rule -> [(things that it names, about things, in a document)]
TWO_OF_ONE = (
    'id:a org:identifier "Q1"^^pc:WikidataIdentifier . '
    'id:b org:identifier "Q1"^^pc:WikidataIdentifier .'
)


def decision(verdict, more="", name="d", things="id:a , id:b"):
    """Return a decision in Turtle."""
    return f'decision:{name} a pc:Decision ; pc:compares {things} ; pc:verdict "{verdict}" {more} .'


BY_WAY_OF_NET = decision("same", "; pc:keeps id:net", "e", "id:b , id:net") + decision(
    "different", name="f", things="id:a , id:net"
)

HOMEPAGE = (
    "claim:h a pc:AttributeClaim ; rdf:subject id:net ; rdf:predicate schema:url ;"
    ' rdf:object "https://net.example"^^xsd:anyURI ; pc:status status:stated .'
)
RULES = {
    "stated-projects": [
        (["claim:n"], "", STATED),
        (["claim:n"], "id:q a pc:Project ; pc:partOfProgramme id:prog .", STATED + IN_PROGRAMME),
        ([], "", STATED + IN_PROGRAMME),
        ([], "", count("n", "funded-project-count", "1")),
    ],
    "subset-above-total": [
        (["claim:x"], "", TOTAL + count("x", ROW, "64", area="land")),
        (["claim:x"], "", TOTAL + count("x", "staff-count", "64", "; pc:partOfTotal claim:all")),
        (["claim:x"], "", count("y", "questionnaire-count", "42")
            + count("x", "own-questionnaire-count", "43")),
        ([], "", TOTAL + count("x", ROW, "63", area="land")),
        ([], "", count("y", "questionnaire-count", "42")
            + count("x", "own-questionnaire-count", "5", "; pc:partOfTotal claim:y")),
    ],
    "parts-and-total": [
        (["claim:sum"], "", SUM + count("in", ROW, "62")),
        (["claim:sum"], "", SUM + count("in", ROW, "64")),
        ([], "", SUM + count("in", ROW, "63")),
        ([], "id:c a org:Organization ; org:subOrganizationOf id:a .",
            SUM + count("in", ROW, "63", "; pc:reporter id:c")),
        ([], "", SUM + count("in", ROW, "63") + count("of", ROW, "12", '; pc:subset "by land"')),
        ([], "", SUM),
    ],
    "rows-above-total": [
        (["claim:all"], "", TOTAL + count("x", ROW, "40", area="land")
            + count("y", ROW, "24", area="b")),
        ([], "", TOTAL + count("x", ROW, "40", area="land") + count("y", ROW, "23", area="b")),
        ([], "", count("x", ROW, "40", area="land")),
    ],
    "rows-below-total": [
        (["claim:all"], "", TOTAL + count("x", ROW, "41", area="land")),
        ([], "", TOTAL + count("x", ROW, "63", area="land")),
        ([], "", TOTAL),
    ],
    "two-values": [
        (["claim:all"], "", TOTAL + count("b", ROW, "64")),
        ([], "", TOTAL + count("b", "outgoing-trip-count", "64")),
        ([], "", TOTAL + count("b", ROW, "64", "; pc:reporter id:b")),
        ([], "", TOTAL + count("b", ROW, "12", '; pc:subset "by land"')),
        (["claim:b"], "", count("b", ROW, "12", '; pc:subset "by land"')
            + count("c", ROW, "13", '; pc:subset "by land"')),
    ],
    "deadline-after-event": [
        (["id:ev"], EVENT.format('"2025-10-04"', '"2025-09-29/2025-10-03"'), ""),
        (["id:ev"], EVENT.format('"2026-01-01"', '"2025"'), ""),
        ([], EVENT.format('"2025-09-15"', '"2025-09-29/2025-10-03"'), ""),
        ([], EVENT.format('"2025-12-31"', '"2025"'), ""),
        ([], EVENT.format('"2025-12-31"', '"XXXX"'), ""),
    ],
    "before-founded": [
        (["claim:a-in-net"], "",
            FOUNDED + claim("a", "net", "member", SEEN.replace("2014", "2010"))),
        (["claim:net-in-prj"], "",
            FOUNDED + claim("net", "prj", "partner", JOINED.format("2009/2012"))),
        ([], "", FOUNDED + FOUNDED.replace("claim:f", "claim:g").replace("2011", "2008")
            + claim("net", "prj", "partner", JOINED.format("2009/2012"))),
        ([], "", FOUNDED + claim("a", "net", "initiator", JOINED.format("2009"))),
        (["claim:a-in-net"], "", FOUNDED + claim("a", "net", "member", JOINED.format("2009/"))),
        ([], "", FOUNDED + claim("a", "net", "member", JOINED.format("2011/"))),
        ([], "", FOUNDED + claim("a", "net", "member", JOINED.format("2009/") + SURE)),
        ([], "", claim("a", "net", "member", JOINED.format("2009/"))),
        ([], "", FOUNDED + claim("a", "net", "member")),
    ],
    "outside-period": [
        (["claim:a-in-prj"], PERIOD, claim("a", "prj", "partner", JOINED.format("2014/2016"))),
        (["claim:a-in-prj"], PERIOD, claim("a", "prj", "partner", JOINED.format("2015/2017"))),
        ([], PERIOD, claim("a", "prj", "partner", JOINED.format("2015-03/2016-10"))),
        ([], PERIOD, claim("a", "prj", "partner")),
        ([], 'id:prj pc:when "/2024-04"^^edtf:EDTF .',
            claim("a", "prj", "partner", JOINED.format("2014"))),
    ],
    "far-future": [
        (["claim:a-in-net"], "", claim("a", "net", "member", JOINED.format("2999/"))),
        (["claim:a-in-net"], "", claim("a", "net", "member", JOINED.format("2010/2999"))),
        (["claim:a-in-net"], "",
            claim("a", "net", "member", '; pc:attested "2214"^^edtf:EDTF')),
        (["id:prj"], 'id:prj pc:when "2999-01"^^edtf:EDTF .', ""),
        ([], "", claim("a", "net", "member", JOINED.format("2009/2035"))),
    ],
    "attested-after-end": [
        (["claim:a-in-net"], "", claim("a", "net", "member",
            JOINED.format("2009/2012") + ' ; pc:attested "2014-05"^^edtf:EDTF')),
        (["claim:a-in-net"], "", claim("a", "net", "member",
            JOINED.format("2009/2012-03") + ' ; pc:attested "2012-04-01/2013"^^edtf:EDTF')),
        ([], "", claim("a", "net", "member",
            JOINED.format("2009/2012") + ' ; pc:attested "2012-12-31"^^edtf:EDTF')),
        ([], "", claim("a", "net", "member",
            JOINED.format("2009/2012-03") + ' ; pc:attested "2012"^^edtf:EDTF')),
        ([], "", claim("a", "net", "member",
            JOINED.format("2009/") + ' ; pc:attested "2014"^^edtf:EDTF')),
    ],
    "many-parties": [
        (["id:agr"], "", "".join(claim(f"b{n}", "agr") for n in range(51))),
        ([], "", "".join(claim(f"b{n}", "agr") for n in range(50))),
        ([], "", BOTH),
    ],
    "one-party": [
        (["id:agr", "id:coop"], "", claim("a", "agr")),
        (["id:coop"], "", BOTH),
        (["id:coop"], "id:agr owl:deprecated true .", ""),
        ([], "", BOTH + claim("a", "coop") + claim("b", "coop")),
    ],
    "no-participant": [
        (["id:prj"], "", IN_PROGRAMME),
        (["id:prj"], "", IN_PROGRAMME + "claim:l a pc:Enumeration ; pc:context id:prj ."),
        ([], "", IN_PROGRAMME + claim("a", "prj", "partner")),
    ],
    "no-claim": [
        (["id:agr", "id:coop", "id:ev", "id:net", "id:prj", "id:prog"], "",
            claim("a", "land", "guest") + claim("b", "land", "guest")),
        (["id:agr", "id:coop", "id:ev", "id:net", "id:prj", "id:prog"], "",
            claim("a", "land", "guest") + claim("b", "land", "guest") + HOMEPAGE),
        ([], "id:old a pc:Project ; owl:deprecated true .", BOTH + IN_PROGRAMME + FOUNDED
            + claim("a", "coop") + claim("a", "ev", "guest")),
    ],
    "operator-and-promoter": [
        (["id:a"], "", RUNS + IN_PROGRAMME + claim("a", "prj", "promoter")),
        ([], "", RUNS + IN_PROGRAMME + claim("b", "prj", "promoter")),
        ([], "", RUNS + claim("a", "prj", "promoter")),
    ],
    "partner-without-country": [
        (["id:a", "id:b"], "", BOTH),
        (["id:b"], "id:a pc:jurisdiction id:land .", BOTH),
        ([], "id:a pc:jurisdiction id:land . id:b org:classification kind:network .", BOTH),
        ([], "id:a pc:jurisdiction id:land . id:b org:subOrganizationOf id:a .", BOTH),
    ],
    "unresolved": [
        (["id:a"], "id:a pc:status status:ambiguous .", ""),
        ([], "", claim("a", "agr", more=SURE)),
    ],
    "same-claim": [
        (["claim:a-in-agr-2"], "", claim("a", "agr") + claim("a", "agr", suffix="-2")),
        ([], "", claim("a", "agr") + claim("a", "agr", "host", suffix="-2")),
        (["claim:a-in-agr-2"], "", claim("a", "agr") + claim("a", "agr", more=SURE, suffix="-2")),
        ([], PAGE, claim("a", "agr") + cited(claim("a", "agr", more=SURE, suffix="-2"))),
        (["claim:a-in-agr-2"], PAGE, claim("a", "agr") + cited(claim("a", "agr", suffix="-2"))),
        ([], "", claim("a", "agr") + claim("a", "agr", more=WITHDRAWN, suffix="-2")),
        (["claim:a-in-agr-2"], "",
            claim("a", "agr") + claim("a", "agr", more=JOINED.format("2014"), suffix="-2")),
        ([], "", claim("a", "agr", more=JOINED.format("2013"))
            + claim("a", "agr", more=JOINED.format("2014"), suffix="-2")),
        (["claim:a-in-agr-2"], "", claim("a", "agr") + claim("a", "agr", more=NOTED, suffix="-2")),
        ([], "", claim("a", "agr", more=NOTED)
            + claim("a", "agr", more=NOTED.replace("leader", "helper"), suffix="-2")),
        (["claim:a-in-agr-2"], "", claim("a", "agr") + claim("a", "agr", more=SEEN, suffix="-2")),
        ([], "", claim("a", "agr", more=SEEN)
            + claim("a", "agr", more=SEEN.replace("2014", "2015"), suffix="-2")),
        ([], "", claim("a", "agr") + claim("a", "agr", more=TO_COME, suffix="-2")),
        ([], "", claim("a", "agr") + claim("a", "agr", more="; pc:asRecorded id:b", suffix="-2")),
        (["claim:q"], "", IN_PROGRAMME + IN_PROGRAMME.replace("claim:p", "claim:q")),
        ([], "", IN_PROGRAMME + fact("q", "id:prj", "pc:partOfProgramme", "id:plan")),
    ],
    "same-source": [
        (["src:p"], "", source("o", URL) + source("p", URL)),
        (["src:p"], "", source("o", URL)
            + source("p", URL.replace("https://www.", "http://").replace("page", "page/"))),
        (["src:p"], "", source("o", URL) + source("p", URL + DAY)),
        ([], "", source("o", URL + DAY) + source("p", URL + DAY.replace("2014", "2015"))),
        ([], "", source("o", URL) + source("p", URL.replace("page", "leaf"))),
        ([], "", source("o", URL) + source("p", URL, title="Older copy")),
        (["src:p"], "", source("o", URL + HELD) + source("p", URL, title="Older copy")),
        (["src:p"], "", source("o", DAY + BY) + source("p", DAY + BY)),
        ([], "", source("o", DAY + BY) + source("p", DAY.replace("2014", "2015") + BY)),
        ([], "", source("o", DAY + BY) + source("p", DAY + BY, title="Text")),
        ([], "", source("o", DAY + BY) + source("p", DAY + BY.replace("id:a", "id:b"))),
        ([], "", source("o", BY) + source("p", BY)),
    ],
    "retired": [
        (["claim:a-in-agr"], "id:a owl:deprecated true .", claim("a", "agr")),
        (["claim:a-in-agr"],
            "id:a owl:deprecated true ; dcterms:isReplacedBy id:b . id:b owl:deprecated true .",
            claim("a", "agr")),
        ([], "id:a owl:deprecated true ; dcterms:isReplacedBy id:b .", claim("a", "agr")),
        ([], "id:a owl:deprecated true .", claim("b", "agr")),
    ],
    "same-identifier": [
        (["id:b"], TWO_OF_ONE, ""),
        ([], TWO_OF_ONE + " id:b dcterms:isReplacedBy id:a .", ""),
        ([], TWO_OF_ONE.replace("^^pc:WikidataIdentifier", ""), ""),
        ([], TWO_OF_ONE.replace("Q1", "Q2", 1), ""),
    ],
    "nothing-kept": [
        (["decision:d"], decision("same"), ""),
        (["decision:d"], decision("same", "; pc:keeps id:net"), ""),
        ([], decision("same", "; pc:keeps id:b"), ""),
        ([], decision("different"), ""),
    ],
    "kept-in-vain": [
        (["decision:d"], decision("different", "; pc:keeps id:b"), ""),
        ([], decision("same", "; pc:keeps id:b"), ""),
        ([], decision("undecided"), ""),
    ],
    "contradiction": [
        (["decision:e"], decision("same", "; pc:keeps id:b") + decision("different", name="e"), ""),
        (["decision:f"], decision("same", "; pc:keeps id:b") + BY_WAY_OF_NET, ""),
        ([], decision("different") + decision("different", name="e"), ""),
        ([], decision("same", "; pc:keeps id:b"), ""),
    ],
    "cycle": [
        (["id:a", "id:b"], "id:a org:subOrganizationOf id:b . id:b org:subOrganizationOf id:a .",
            ""),
        (["id:a"], "id:a org:subOrganizationOf id:a .", ""),
        (["id:a", "id:b", "id:net"], RING, ""),
        ([], "id:a org:subOrganizationOf id:net . id:b org:subOrganizationOf id:net .", ""),
    ],
    "part-of-heir": [
        (["id:a"], "id:a dcterms:isReplacedBy id:b ; org:subOrganizationOf id:b .", ""),
        ([], "id:a dcterms:isReplacedBy id:b . id:a org:subOrganizationOf id:net .", ""),
    ],
    "amount-without-currency": [
        (["claim:m"], "", "claim:m a pc:FundingClaim ; pc:funded id:prj ; pc:amount 5.0 ."),
        ([], "", 'claim:m a pc:FundingClaim ; pc:funded id:prj ; pc:amount 5 ; pc:currency "EUR".'),
        ([], "", "claim:m a pc:FundingClaim ; pc:funded id:prj ."),
    ],
    "partner-of-itself": [
        (["claim:a-in-agr-2"], "", claim("a", "agr") + claim("a", "agr", suffix="-2")),
        ([], "", BOTH),
    ],
    "beyond-document": [
        (["ev:d-x"], "", "ev:d-x a pc:Evidence ; oa:hasSource src:d ; oa:start 90 ; oa:end 101 ."),
        ([], "", "ev:d-x a pc:Evidence ; oa:hasSource src:d ; oa:start 90 ; oa:end 100 ."),
    ],
    "read-elsewhere": [
        (["ev:d-0-9"], "", "ev:d-0-9 pc:readWith ev:e-0-9 . ev:e-0-9 oa:hasSource src:e ."),
        (["ev:d-0-9"], "", "ev:d-0-9 pc:readWith ev:d-0-9 ."),
        ([], "", "ev:d-0-9 pc:readWith ev:d-20-30 . ev:d-20-30 oa:hasSource src:d ."),
    ],
}  # fmt: skip
