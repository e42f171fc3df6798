"""The words of the graph: described in two languages, used as defined (one lint each, so long)."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg.graph import reading
from kg.graph.workspace import rule_files, source_files
from kg.names import BASE, CONCEPT, DERIVED_GRAPH, ONTOLOGY_GRAPH, PC, PREFIXES, shorten

SCHEMES = ("indicator", "kind", "modality", "role", "status", "strength")
CLASS, OBJECT, DATATYPE = "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"
SCHEME = "rdfs:Datatype"
PROPERTIES = {OBJECT, DATATYPE, "owl:AnnotationProperty"}
# Terms of the languages in which everything is written need no description here.
LANGUAGES = {"owl", "rdf", "rdfs", "xsd"}


@pytest.fixture(scope="session")
def files(workspace):
    """What each file of the ontology says: name -> triples in short forms, literals as terms."""
    return {
        record.name.removeprefix("ontology/"): [
            (shorten(each.subject.value), shorten(each.predicate.value), plain(each.object))
            for each in record.document.triples
        ]
        for record in reading.read(workspace, scope="core")
        if record.in_ontology
    }


@pytest.fixture(scope="session")
def terms(files):
    """Our classes and properties: term -> property -> values."""
    return described(files["ontology.ttl"], "pc:")


@pytest.fixture(scope="session")
def concepts(files):
    """Our roles, kinds, statuses and indicators: concept -> property -> values."""
    triples = [
        each for name, several in files.items() if name.startswith("concepts/") for each in several
    ]
    return described(triples, tuple(f"{scheme}:" for scheme in SCHEMES))


@pytest.fixture(scope="session")
def schemes(files):
    triples = [
        each for name, several in files.items() if name.startswith("concepts/") for each in several
    ]
    return described(triples, CONCEPT)


@pytest.fixture(scope="session")
def asserted(built):
    """The triples of data files as terms, without what is derived and without the ontology."""
    return [
        quad
        for quad in built.dataset.quads
        if quad.graph_name.value not in (DERIVED_GRAPH, ONTOLOGY_GRAPH)
    ]


@pytest.fixture(scope="session")
def rules(workspace):
    return {path.name: path.read_text("utf-8") for path in rule_files(workspace)}


# ---- Each term -----------------------------------------------------------------------------------


def test_every_term_has_one_label_in_each_language(terms):
    assert [
        term for term, about in terms.items() if languages(about["rdfs:label"]) != ["cs", "en"]
    ] == []


def test_every_term_has_one_definition_in_english(terms):
    assert [
        term for term, about in terms.items() if languages(about["skos:definition"]) != ["en"]
    ] == []


def test_a_definition_is_one_sentence_and_does_not_begin_with_the_label(terms, concepts):
    wrong = []
    for term, about in (terms | concepts).items():
        (text,) = (each.value for each in about["skos:definition"])
        names = about["rdfs:label"] | about["skos:prefLabel"]
        label = next(each.value for each in names if each.language == "en")
        sentence = text.endswith(".") and ". " not in text and text[0].isupper()
        if not sentence or text.lower().startswith(label.lower()) or "e.g." in text:
            wrong.append(term)
    assert wrong == []


def test_every_term_is_a_class_or_one_sort_of_property(terms):
    known = PROPERTIES | {CLASS, SCHEME}
    sorts = {term: about["rdf:type"] & known for term, about in terms.items()}
    assert {term: sort for term, sort in sorts.items() if len(sort) != 1} == {}


def test_every_property_has_a_domain_or_a_range_and_never_two(terms):
    for term, about in terms.items():
        if about["rdf:type"] & PROPERTIES:
            count = len(about["rdfs:domain"]), len(about["rdfs:range"])
            assert max(count) == 1, term


def test_classes_begin_with_a_capital_and_properties_do_not(terms):
    wrong = [
        term
        for term, about in terms.items()
        if not re.fullmatch(
            "pc:[A-Z][A-Za-z]+" if {CLASS, SCHEME} & about["rdf:type"] else "pc:[a-z][A-Za-z]+",
            term,
        )
    ]
    assert wrong == []


def test_every_term_says_where_it_is_defined(terms):
    assert [
        term for term, about in terms.items() if about["rdfs:isDefinedBy"] != {PC.rstrip("#")}
    ] == []


def test_a_source_of_a_term_is_a_document_of_the_graph(terms, workspace):
    named = {source for about in terms.values() for source in about["dcterms:source"]}
    assert named - {f"src:{file.path.stem}" for file in source_files(workspace)} == set()


def test_no_two_terms_have_the_same_label(terms, concepts):
    for described_things in (terms, concepts):
        names = defaultdict(set)
        for term, about in described_things.items():
            for label in about["rdfs:label"] | about["skos:prefLabel"]:
                scheme = term.partition(":")[0]
                names[scheme, CLASS in about["rdf:type"], label.language, label.value].add(term)
        assert {name: several for name, several in names.items() if len(several) > 1} == {}


def test_hierarchies_have_no_cycle(files):
    triples = [each for several in files.values() for each in several]
    for name in ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader"):
        above = defaultdict(set)
        for subject, prop, value in triples:
            if prop == name:
                above[subject].add(value)
        assert [term for term in list(above) if term in reach(above, term)] == [], name


# ---- Concepts ------------------------------------------------------------------------------------


def test_every_concept_has_names_and_a_definition(concepts):
    wrong = [
        concept
        for concept, about in concepts.items()
        if languages(about["skos:prefLabel"]) != ["cs", "en"]
        or languages(about["skos:definition"]) != ["en"]
    ]
    assert wrong == []


def test_every_concept_stands_in_its_scheme_at_the_top_or_under_another(concepts):
    for concept, about in concepts.items():
        scheme = CONCEPT + concept.partition(":")[0]
        assert about["skos:inScheme"] == {scheme}, concept
        assert bool(about["skos:topConceptOf"]) != bool(about["skos:broader"]), concept
        assert about["skos:topConceptOf"] <= {scheme}, concept
        assert {other.partition(":")[0] for other in about["skos:broader"]} <= {
            concept.partition(":")[0]
        }
        assert about["skos:broader"] <= set(concepts), concept


def test_every_scheme_has_names_and_a_definition(schemes):
    assert sorted(schemes) == [CONCEPT + name for name in SCHEMES]
    for about in schemes.values():
        assert languages(about["skos:prefLabel"]) == ["cs", "en"]
        assert languages(about["skos:definition"]) == ["en"]


def test_every_role_has_one_direct_property_that_is_known(concepts, terms):
    for role, about in concepts.items():
        if role.startswith("role:"):
            assert len(about["pc:directProperty"]) == 1, role
            assert about["pc:directProperty"] <= set(terms) | {"org:memberOf"}, role
            assert "org:Role" in about["rdf:type"], role


def test_a_role_of_membership_tells_clients_of_the_organisation_ontology(concepts):
    for role, about in concepts.items():
        is_member = about["pc:directProperty"] == {"org:memberOf"}
        assert about["org:roleProperty"] == ({"org:memberOf"} if is_member else set()), role


def test_an_office_that_several_may_hold_is_not_said_to_be_held_by_one(concepts):
    held = {name for name, about in concepts.items() if about["pc:heldByOne"]}
    assert {"role:president", "role:chair", "role:presidency"} <= held
    assert held & {"role:vice-president", "role:co-chair", "role:board-member"} == set()
    assert not any(name.endswith("member") for name in held)


def test_every_indicator_has_a_unit(concepts):
    indicators = {name: about for name, about in concepts.items() if name.startswith("indicator:")}
    assert [
        name for name, about in indicators.items() if languages(about["pc:unit"])[:1] != ["en"]
    ] == []


def test_strengths_form_one_chain_from_listed_to_part(concepts):
    chain, above = ["strength:listed"], {}
    for name, about in concepts.items():
        if name.startswith("strength:"):
            above[name] = about["pc:weakerThan"]
    while above[chain[-1]]:
        (stronger,) = above[chain[-1]]
        assert stronger not in chain
        chain.append(stronger)
    assert [name.removeprefix("strength:") for name in chain] == [
        "listed",
        "met",
        "fellow-member",
        "cooperation",
        "project",
        "agreement",
        "part",
    ]
    assert set(chain) == set(above)


def test_no_link_stands_on_two_rungs(concepts, terms, files):
    carriers = [
        carrier
        for name, about in concepts.items()
        if name.startswith("strength:")
        for carrier in about["pc:carriedBy"]
    ]
    assert len(carriers) == len(set(carriers))
    borrowed = {subject for subject, _, _ in files["borrowed.ttl"]}
    assert set(carriers) <= set(terms) | set(concepts) | borrowed


# ---- Foreign terms -------------------------------------------------------------------------------


def test_statements_about_foreign_terms_stand_in_one_file(files):
    wrong = [
        (name, subject)
        for name, triples in files.items()
        for subject, _, _ in triples
        if name != "borrowed.ttl" and not own(subject)
    ]
    assert wrong == []


def test_the_file_of_borrowed_terms_describes_no_term_of_ours(files):
    assert [subject for subject, _, _ in files["borrowed.ttl"] if subject.startswith("pc:")] == []


def test_every_foreign_term_in_use_is_described(files, built):
    borrowed = {subject for subject, _, _ in files["borrowed.ttl"]}
    used = {shorten(quad.predicate.value) for quad in built.dataset.quads}
    used |= {
        shorten(q.object.value)
        for q in built.dataset.quads
        if q.predicate.value == PREFIXES["rdf"] + "type"
    }
    foreign = {term for term in used if not own(term) and term.partition(":")[0] not in LANGUAGES}
    assert sorted(foreign - borrowed) == []


def test_matches_with_other_vocabularies_are_close_and_ours_first(files, terms):
    for subject, prop, value in files["alignment.ttl"]:
        assert subject in terms
        assert prop == "skos:closeMatch"
        assert not own(value)


def test_nothing_is_declared_identical(built):
    forbidden = {PREFIXES["owl"] + "sameAs", PREFIXES["skos"] + "exactMatch"}
    assert [quad for quad in built.dataset.quads if quad.predicate.value in forbidden] == []


# ---- Terms in use --------------------------------------------------------------------------------


def test_every_term_and_concept_in_use_is_defined(built, terms, concepts):
    known = set(terms) | set(concepts)
    terms_in = ((quad.subject, quad.predicate, quad.object) for quad in built.dataset.quads)
    used = {
        shorten(term.value)
        for three in terms_in
        for term in three
        if isinstance(term, ox.NamedNode)
    }
    ours = {term for term in used if term.partition(":")[0] in ("pc", *SCHEMES)}
    assert sorted(ours - known) == []


def test_every_term_in_code_and_queries_is_defined(workspace, terms, concepts):
    folders = ("kg", "ontology/rules", "tests/queries")
    paths = [
        path
        for folder in folders
        for path in (workspace.root / folder).rglob("*")
        if path.suffix in (".py", ".rq")
    ]
    found = {
        (path.name, term)
        for path in paths
        for term in re.findall(
            rf"\b(?:pc|{'|'.join(SCHEMES)}):[A-Za-z][\w-]*\b", path.read_text("utf-8")
        )
    }
    known = set(terms) | set(concepts)
    assert sorted((name, term) for name, term in found if term not in known) == []


def test_every_object_property_leads_to_a_node_and_every_datatype_property_to_a_literal(
    built, terms
):
    wrong = set()
    for quad in built.dataset.quads:
        sorts = terms.get(shorten(quad.predicate.value), {}).get("rdf:type", set())
        literal = isinstance(quad.object, ox.Literal)
        if (OBJECT in sorts and literal) or (DATATYPE in sorts and not literal):
            wrong.add(shorten(quad.predicate.value))
    assert wrong == set()


def test_every_subject_and_object_is_what_domain_and_range_say(built, terms, rows):
    above = defaultdict(set)
    for lower, upper in rows("SELECT ?a ?b { ?a rdfs:subClassOf+ ?b }"):
        above[shorten(lower)].add(shorten(upper))
    classes = defaultdict(lambda: {"owl:Thing", "rdfs:Literal"})
    for thing, name in rows("SELECT ?thing ?class { ?thing a ?class }"):
        classes[thing] = classes[thing] | {shorten(name)} | above[shorten(name)]
    wrong = set()
    for quad in built.dataset.quads:
        name = shorten(quad.predicate.value)
        about = terms.get(name, defaultdict(set))
        for side, term in (("rdfs:domain", quad.subject), ("rdfs:range", quad.object)):
            if not isinstance(term, ox.Literal) and not about[side] <= classes[term.value]:
                wrong.add((name, side, shorten(term.value)))
    assert sorted(wrong) == []


def test_no_thing_is_two_things_at_once(files, rows):
    """The classes that the ontology declares disjoint share no instance."""
    for one, prop, other in files["ontology.ttl"]:
        if prop == "owl:disjointWith":
            both = f"SELECT ?x {{ ?x a/rdfs:subClassOf* {one} ; a/rdfs:subClassOf* {other} }}"
            assert rows(both) == []


def test_what_is_derived_is_asserted_nowhere(terms, asserted):
    derived = {
        term
        for term, about in terms.items()
        if any(note.value.startswith("derived, never edited") for note in about["rdfs:comment"])
    }
    assert {"pc:partnersWith", "pc:Tie", "pc:latestEnd"} <= derived
    used = {shorten(term.value) for quad in asserted for term in (quad.predicate, quad.object)}
    assert used & (derived | {"org:memberOf"}) == set()


def test_literals_with_a_range_have_its_type(built, terms):
    wrong = set()
    for quad in built.dataset.quads:
        name = shorten(quad.predicate.value)
        wanted = {
            each for each in terms.get(name, {}).get("rdfs:range", ()) if each.startswith("xsd:")
        }
        if wanted and shorten(quad.object.datatype.value) not in wanted | narrower(wanted):
            wrong.add((name, shorten(quad.object.datatype.value)))
    assert wrong == set()


# ---- Rules ---------------------------------------------------------------------------------------


def test_rules_are_numbered_once_and_begin_with_their_reason(rules):
    assert [name for name in rules if not re.fullmatch(r"\d\d-[a-z]+(-[a-z]+)*\.rq", name)] == []
    numbers = [name[:2] for name in rules]
    assert sorted(set(numbers)) == numbers
    assert [name for name, text in rules.items() if not re.match(r"# [A-Z].*\.\n", text)] == []


def test_rules_construct_in_both_engines(rules):
    from rdflib.plugins.sparql import prepareQuery

    for name, text in rules.items():
        assert isinstance(ox.Store().query(text, prefixes=PREFIXES), ox.QueryTriples), name
        assert prepareQuery(text, initNs=PREFIXES).algebra.name == "ConstructQuery", name


def test_rules_use_only_terms_that_are_described(rules, files):
    known = {subject for name in ("ontology.ttl", "borrowed.ttl") for subject, _, _ in files[name]}
    known |= {
        subject
        for name, triples in files.items()
        if name.startswith("concepts/")
        for subject, _, _ in triples
    }
    for name, text in rules.items():
        query = re.sub(r"#.*", "", text)
        used = set(re.findall(r"(?<![\w<?$])([a-z]+:[A-Za-z][\w-]*)", query))
        foreign = {term for term in used if term.partition(":")[0] not in LANGUAGES}
        assert foreign - known == set(), name


# ---- Helpers -------------------------------------------------------------------------------------


def plain(term):
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term


def described(triples, start):
    found = defaultdict(lambda: defaultdict(set))
    for subject, prop, value in triples:
        if subject.startswith(start):
            found[subject][prop].add(value)
    return found


def languages(literals):
    return sorted(each.language for each in literals)


def own(term):
    return term.partition(":")[0] in ("pc", "id", "claim", "ev", "src", *SCHEMES) or (
        term.startswith(BASE)
    )


def reach(above, term):
    seen, waiting = set(), set(above[term])
    while waiting:
        seen |= waiting
        waiting = {upper for each in waiting for upper in above.get(each, ())} - seen
    return seen


def narrower(wanted):
    """Integers are decimals."""
    return {"xsd:integer"} if "xsd:decimal" in wanted else set()
