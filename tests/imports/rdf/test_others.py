"""What real files in the terms of others say is taken as it stands, or said to be left."""

from __future__ import annotations

import re

import pytest

from kg.names import PREFIXES
from tests.imports.rdf.test_reading import FOREIGN, claims
from tests.processes import kg

NAME = "others.ttl"
HEAD = (
    FOREIGN
    + """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix cpov: <http://data.europa.eu/m8g/> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
"""
)
SERVICE = 'a org:Organization ; skos:prefLabel "Prison Service of Alphaland"'
NETWORK = 'ex:n a org:Organization ; skos:prefLabel "Network of Services" .\n'


def body(root, key):
    return (root / f"graphdata/registry/organisations/{key}.ttl").read_text("utf-8")


def written(root):
    return (root / "graphdata/sources/public/others.ttl").read_text("utf-8")


def select(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.replace("\r", "").splitlines()[1:]


# Memberships


def test_each_of_several_memberships_is_taken_or_said_to_wait(give, root):
    text = HEAD + NETWORK + f"ex:a {SERVICE} ; org:memberOf ex:n , ex:o , <https://far.example/z> ."
    done = give(text, "--apply")
    assert done.returncode == 1
    assert "nothing is written" in done.stderr
    assert done.stdout.count("has no name here") == 2
    assert "org:memberOf (2 times) waits" in done.stdout
    done = give(text, "--apply", "--skip")
    assert (done.returncode, claims(root)) == (1, ["id:alpha,role:member,id:net,"])


def test_a_membership_said_thrice_is_one_claim_with_its_dates(give, root):
    text = (
        HEAD
        + NETWORK
        + (
            f"ex:a {SERVICE} ; org:memberOf ex:n .\n"
            "ex:n org:hasMember ex:a .\n"
            "ex:m a org:Membership ; org:member ex:a ; org:organization ex:n ;\n"
            "  org:role <https://roles.example/observer> ; org:memberDuring [ a time:Interval ;\n"
            '  time:hasBeginning [ time:inXSDDate "2012-05-01"^^xsd:date ] ;\n'
            '  time:hasEnd [ time:inXSDgYear "2016"^^xsd:gYear ] ] .\n'
        )
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout
    assert claims(root) == ["id:alpha,role:observer,id:net,2012-05-01/2016"]
    assert "not taken" not in done.stdout


def test_a_role_without_a_concept_stays_in_its_words(give, root):
    text = (
        HEAD
        + NETWORK
        + (
            f"ex:a {SERVICE} .\nex:m a org:Membership ; org:member ex:a ; org:organization ex:n ;"
            ' org:role [ skos:prefLabel "keeper of the seal" ] .\n'
        )
    )
    assert give(text, "--apply").returncode == 0
    assert claims(root) == ["id:alpha,role:member,id:net,"]
    assert 'pc:roleAsStated "keeper of the seal"' in written(root)


def test_a_role_of_schema_org_stands_between_member_and_network(give, root):
    text = HEAD + (
        'ex:a a schema:NGO ; schema:name "Prison Service of Alphaland" ; schema:memberOf\n'
        "  [ a schema:OrganizationRole ; schema:memberOf ex:n ; schema:startDate 2014 ] .\n"
        'ex:n a schema:Organization ; schema:name "Network of Services" .\n'
    )
    done = give(text, "--apply")
    assert (done.returncode, claims(root)) == (0, ["id:alpha,role:member,id:net,2014/"]), (
        done.stdout
    )


def test_two_dates_for_one_beginning_hold_the_membership_alone(give, root):
    text = (
        HEAD
        + NETWORK
        + (
            f"ex:a {SERVICE} .\nex:m a org:Membership ; org:member ex:a ; org:organization ex:n ;\n"
            '  schema:startDate "2011" , "2013" .\n'
        )
    )
    done = give(text, "--apply", "--skip")
    assert "others.ttl:19: error: two dates where one is meant: 2011 and 2013" in done.stdout
    assert done.returncode == 1
    assert not (root / "graphdata/sources/public/others.ttl").exists()


# Names


def test_every_name_keeps_its_language(give, root):
    text = HEAD + (
        'ex:a a org:Organization ; skos:prefLabel "Institute of Return"@en ,\n'
        '  "Institut für Rückkehr"@de , "Institut du retour; section B"@fr ;\n'
        '  skos:altLabel "IR" , "\u00dastav n\u00e1vratu"@cs ; schema:areaServed "SK" .\n'
    )
    done = give(text, "--apply", "--new")
    assert done.returncode == 0, done.stdout
    made = body(root, "sk-institute-of-return")
    for name in ('return"@en', 'ckkehr"@de', 'section B"@fr', 'IR"@en', 'vratu"@cs'):
        assert name.casefold() in made.casefold()
    assert "not taken" not in done.stdout


def test_a_name_with_its_country_behind_it_is_read_as_in_a_table(give, root):
    text = HEAD + 'ex:a a org:Organization ; skos:prefLabel "House of Return (Slovakia)"@en .\n'
    assert give(text, "--apply", "--new").returncode == 0
    made = body(root, "sk-house-of-return")
    assert '"House of Return"@en' in made
    assert "pc:jurisdiction id:sk" in made


def test_a_body_without_a_name_is_told_by_node_and_line(give, root):
    text = (
        HEAD + f'ex:a {SERVICE} .\n\nex:b a org:Organization ; schema:url "https://b.example/" .\n'
    )
    done = give(text)
    line = text.count("\n", 0, text.index("ex:b")) + 1
    assert f"others.ttl:{line}: error: <https://example.org/b> has no name" in done.stdout
    assert "schema:url (once) waits" in done.stdout


def test_nodes_of_one_name_are_told_apart_by_iri_and_country(give, root):
    text = (
        HEAD
        + NETWORK
        + "".join(
            f'ex:{code} a org:Organization ; skos:prefLabel "Directorate of Camps"@en ;'
            f' schema:address [ schema:addressCountry "{code}" ] .\n'
            for code in ("PL", "SK")
        )
        + "ex:SK org:memberOf ex:n .\n"
    )
    assert give(text, "--apply", "--new").returncode == 0
    assert claims(root) == ["id:sk-directorate-of-camps,role:member,id:net,"]


def test_two_nodes_of_one_name_and_country_are_not_made_one(give, root):
    two = "".join(
        f'ex:{node} a org:Organization ; skos:prefLabel "Directorate of Camps"@en ;'
        ' schema:address [ schema:addressCountry "SK" ] .\n'
        for node in "ab"
    )
    done = give(HEAD + two, "--apply", "--new")
    assert done.returncode == 1
    assert (
        "<https://example.org/b> has the name and country of <https://example.org/a>" in done.stdout
    )
    assert give(HEAD + two + "ex:a owl:sameAs ex:b .\n", "--apply", "--new").returncode == 0
    assert "example.org/b>" in body(root, "sk-directorate-of-camps")


# Places


@pytest.mark.parametrize(
    "where",
    [
        "dct:spatial country:SVK",
        "schema:address [ schema:addressCountry country:SVK ]",
        'schema:address [ schema:addressCountry [ a schema:Country ; schema:name "Slovakia" ] ]',
        'org:hasPrimarySite [ org:siteAddress [ vcard:country-name "Slovakia" ] ]',
        'schema:location [ a schema:Country ; schema:identifier "SK" ]',
        'schema:areaServed "SK"',
        'eurio:hasSite [ eurio:hasAddress [ eurio:addressCountry "SK" ] ]',
        "dct:spatial <http://dbpedia.org/resource/Slovakia>",
        'org:hasSite ex:s . ex:s org:siteAddress [ vcard:country-name "Slovak Republic" ]',
    ],
)
def test_a_country_is_understood_wherever_it_is_put(give, root, where):
    text = HEAD + f'ex:a a org:Organization ; skos:prefLabel "House of Return"@en ; {where} .\n'
    done = give(text, "--apply", "--new")
    assert done.returncode == 0, done.stdout
    assert "pc:jurisdiction id:sk" in body(root, "sk-house-of-return")
    assert "not taken" not in done.stdout


def test_two_countries_of_one_body_are_asked(give):
    text = HEAD + (
        'ex:a a org:Organization ; skos:prefLabel "House of Return"@en ;'
        ' schema:address [ schema:addressCountry "SK" ] , [ schema:addressCountry "PL" ] .\n'
    )
    assert "lies in sk and pl. Keep one country" in give(text).stdout


def test_an_area_of_several_countries_says_where_no_body_lies(give, root):
    text = HEAD + f'ex:a {SERVICE} ; schema:areaServed "SK" , "PL" .\n'
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout
    assert "schema:areaServed (2 times) is not taken: no one country" in done.stdout
    assert "jurisdiction" not in body(root, "alpha")


def test_a_town_is_the_seat(give, root):
    text = HEAD + (
        f"ex:a {SERVICE} ; org:hasPrimarySite [ a org:Site ; org:siteAddress"
        ' [ vcard:locality "Exampleton" ; vcard:postal-code "123" ] ] .\n'
    )
    done = give(text, "--apply")
    assert 'pc:seat ; rdf:object "Exampleton"@en' in written(root)
    assert "postal-code (once) is not taken" in done.stdout


# What things are


def test_a_class_below_a_known_one_and_a_property_too_are_understood(give, root):
    text = (
        HEAD
        + (
            "ex:Service rdfs:subClassOf ex:Public . ex:Public rdfs:subClassOf org:Organization .\n"
            "ex:joined rdfs:subPropertyOf org:memberOf .\n"
            'ex:a a ex:Service ; skos:prefLabel "Prison Service of Alphaland" ; ex:joined ex:n .\n'
        )
        + NETWORK
    )
    done = give(text, "--apply")
    assert (done.returncode, claims(root)) == (0, ["id:alpha,role:member,id:net,"]), done.stdout


def test_what_has_no_class_is_told_by_domain_and_range(give, root):
    text = HEAD + (
        'ex:a skos:prefLabel "Prison Service of Alphaland" ; org:subOrganizationOf ex:b .\n'
        'ex:b skos:prefLabel "Prison Service of Betaland" .\n'
    )
    assert give(text, "--apply").returncode == 0
    query = "SELECT ?b WHERE { id:alpha org:subOrganizationOf ?b }"
    assert select(root, query) == ["https://w3id.org/pencoop/id/beta"]


def test_who_is_a_person_is_no_body_whatever_else_it_is(give, root):
    text = (
        HEAD
        + NETWORK
        + (
            "ex:p a org:Organization , foaf:Person ; foaf:name 'Some Body' ; org:memberOf ex:n .\n"
            "ex:n org:hasMember ex:p .\n"
        )
    )
    done = give(text, "--apply", "--new")
    assert claims(root) == []
    assert "org:memberOf (once) is not taken: persons" in done.stdout
    assert "org:hasMember (once) is not taken: persons" in done.stdout
    assert "Some Body" not in "".join(path.read_text("utf-8") for path in root.rglob("*.ttl"))


def test_ways_to_reach_persons_stay_outside_in_every_text(give, root):
    text = HEAD + (
        f'ex:a {SERVICE} ; skos:altLabel "Ing. Karel Nov\u00e1k, CSc." , "PSA" ;\n'
        '  schema:url "mailto:karel.novak@a.example" ; dct:identifier "+420 222 111 333" .\n'
    )
    done = give(text, "--apply")
    assert done.stdout.count("persons are no things of the graph") == 3, done.stdout
    everything = "".join(each.read_text("utf-8") for each in root.rglob("*.ttl"))
    assert not re.search("karel|222 111", everything, re.IGNORECASE)
    assert '"PSA"@en' in body(root, "alpha")


def test_a_public_organisation_of_cpov_is_read_with_what_became_of_it(give, root):
    text = HEAD + (
        "ex:a a cpov:PublicOrganisation ; skos:prefLabel 'Old Agency of Return'@en ;"
        ' dct:spatial country:SVK ; schema:foundingDate "1998-03-01"^^xsd:date .\n'
        "ex:b a cpov:PublicOrganisation ; skos:prefLabel 'New Agency of Return'@en ;"
        " dct:spatial country:SVK ; org:resultedFrom ex:c .\n"
        "ex:c a org:ChangeEvent ; org:originalOrganization ex:a ; dct:date '2010-01-01' .\n"
    )
    done = give(text, "--apply", "--new")
    assert done.returncode == 0, done.stdout
    assert "kind:public-authority" in body(root, "sk-new-agency-of-return")
    assert '"1998-03-01"^^xsd:date' in written(root)
    query = (
        "SELECT ?old ?when WHERE { ?c rdf:predicate pc:succeededBy ; rdf:subject ?old ;"
        " rdf:object id:sk-new-agency-of-return ; pc:when ?when }"
    )
    assert select(root, query) == ["https://w3id.org/pencoop/id/sk-old-agency-of-return,2010-01-01"]


def test_a_project_of_eurio_has_its_programme_money_and_country(give, root):
    text = HEAD + (
        "ex:p a eurio:Project ; eurio:title 'Safe Return' ; eurio:startDate '2021-01-01' ;"
        " eurio:endDate '2023-12-31' ; eurio:isFundedBy ex:g ; eurio:hasInvolvedParty ex:r .\n"
        "ex:g a eurio:Grant ; eurio:hasFundingSchemeProgramme ex:f ; eurio:hasFundingAmount"
        " [ a eurio:MonetaryAmount ; eurio:value 125000.50 ; eurio:currency 'EUR' ] .\n"
        "ex:f a eurio:FundingScheme ; eurio:title 'Rights and Returns' .\n"
        "ex:r a eurio:OrganisationRole ; eurio:isRoleOf ex:o ; eurio:roleLabel 'participant' .\n"
        "ex:o a eurio:Organisation ; eurio:legalName 'House of Return' ; eurio:hasSite"
        " [ a eurio:Site ; eurio:hasAddress [ eurio:addressCountry 'SK' ] ] .\n"
    )
    done = give(text, "--apply", "--new")
    assert done.returncode == 0, done.stdout
    assert claims(root) == ["id:sk-house-of-return,role:partner,id:prj-safe-return,"]
    programme = "graphdata/registry/programmes/prog-rights-and-returns.ttl"
    assert "a pc:Programme" in (root / programme).read_text("utf-8")
    said = written(root)
    assert 'pc:amount 125000.50 ; pc:currency "EUR"' in said
    assert "pc:partOfProgramme ; rdf:object id:prog-rights-and-returns" in said
    assert "not taken" not in done.stdout
    assert kg("check", cwd=root).returncode == 0


def test_a_title_alone_makes_no_project_one_of_ours(give, root):
    text = HEAD + "ex:p a eurio:Project ; eurio:title 'Back to life' ; eurio:startDate '2015' .\n"
    done = give(text)
    assert done.returncode == 1
    assert "“Back to life” is the name of several. Did you mean id:prj" in done.stdout


def test_further_homepages_kinds_and_identifiers_become_claims(give, root):
    text = HEAD + (
        f'ex:a {SERVICE} ; schema:url "https://a.example/" , "https://a.example/en" ;\n'
        "  org:classification [ skos:prefLabel 'guild of wardens'@en ] ; dct:identifier 'A-77' .\n"
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout
    said = written(root)
    assert 'schema:url ; rdf:object "https://a.example/en"^^xsd:anyURI' in said
    assert 'pc:statedKind ; rdf:object "guild of wardens"@en' in said
    assert 'dcterms:identifier ; rdf:object "A-77"' in said
    assert "not taken" not in done.stdout


# Broken places


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('ex:b a org:Organization ; skos:prefLabel "Broken .\n', "held back"),
        ("ex:b a org:Organization ; foaf:homepage <https://example.org/a b> .\n", "is no IRI"),
        ("ex:b a org:Organization ; ; skos:prefLabel .\n", "held back"),
        ("ex:b nowhere:x ex:c .\n", "nowhere:"),
    ],
)
def test_a_broken_record_is_held_with_its_line_and_the_others_go_on(give, root, broken, says):
    start = HEAD + NETWORK
    text = start + broken + f"ex:a {SERVICE} ; org:memberOf ex:n .\n"
    done = give(text, "--apply")
    assert done.returncode == 1
    (said,) = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert said.startswith(f"others.ttl:{start.count(chr(10)) + 1}:")
    assert says in said
    assert give(text, "--apply", "--skip").returncode == 1
    assert claims(root) == ["id:alpha,role:member,id:net,"]


def test_a_broken_line_of_n_triples_is_held_alone(give, root):
    org, label = PREFIXES["org"], PREFIXES["skos"] + "prefLabel"
    lines = [
        f"<http://e.example/a> <{PREFIXES['rdf']}type> <{org}Organization> .",
        f'<http://e.example/a> <{label}> "Prison Service of Alphaland" .',
        f'<http://e.example/a> <{label} "Broken" .',
        f"<http://e.example/a> <{org}memberOf> <{PREFIXES['id']}net> .",
    ]
    done = give("\n".join(lines), "--apply", "--skip", name="others.nt")
    assert "others.nt:3: error:" in done.stdout
    assert claims(root) == ["id:alpha,role:member,id:net,"]


def test_one_broken_record_in_own_terms_holds_itself_alone(give, root):
    from tests.imports.rdf.test_reading import OWN
    from tests.miniature import PREFIXED

    bad = "id:odd a org:Organization ; skos:prefLabel 'Odd'@en ; pc:jurisdiction id:nowhere .\n"
    done = give(PREFIXED + OWN + bad, "--apply", "--skip")
    assert done.returncode == 1
    assert "id:nowhere is not known" in done.stdout
    assert (root / "graphdata/registry/organisations/fund.ttl").exists()
    assert not (root / "graphdata/registry/organisations/odd.ttl").exists()


def test_relative_addresses_want_a_base(give, root):
    text = HEAD + NETWORK + f"<#a> {SERVICE} ; org:memberOf ex:n .\n"
    done = give(text)
    assert done.returncode == 3
    assert "--base" in done.stderr
    assert give(text, "--apply", "--base", "https://home.example/").returncode == 0
    assert claims(root) == ["id:alpha,role:member,id:net,"]


def test_the_triples_that_are_left_are_counted_whole(give):
    text = HEAD + NETWORK + f"ex:a {SERVICE} ; ex:x 1 , 2 , 3 ; a ex:Thing .\n"
    said = re.findall(r"\((once|[0-9,]+ times)\) is not taken", give(text).stdout)
    assert sorted(said) == ["3 times", "once"]
