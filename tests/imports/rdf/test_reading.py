"""RDF into the graph: own terms as they are, those of others as claims, the rest with a word."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from tests.miniature import ALPHA, DOCUMENT, PREFIXED, contents
from tests.processes import kg
from tests.rdf.test_readers import LITERALS, PREFIXES

FOREIGN = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eurio: <http://data.europa.eu/s66#> .
@prefix ex: <https://example.org/> .
"""
NAME = "others.ttl"
OWN = """
id:fund a org:FormalOrganization ; skos:prefLabel "Fund"@en ; pc:jurisdiction id:delta .
src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" .
ev:page-1 a pc:Evidence ; oa:hasSource src:page .
claim:fund-in-net a pc:Membership ; pc:agent id:fund ; pc:context id:net ; pc:role role:member ;
    pc:status status:stated ; pc:evidence ev:page-1 .
"""


def claims(root):
    query = (
        "SELECT ?agent ?role ?context ?when WHERE { ?c pc:agent ?agent ; pc:role ?role ;"
        " pc:context ?context ; pc:evidence/oa:hasSource src:others ."
        " OPTIONAL { ?c pc:when ?when } } ORDER BY ?c"
    )
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    lines = re.sub(r"https://w3id.org/pencoop/(concept/)?(\w+)/", r"\2:", done.stdout)
    return lines.splitlines()[1:]


# Own terms


def test_own_terms_go_into_their_files_as_they_are(give, root):
    done = give(PREFIXED + OWN, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1  new thing: fund" in done.stdout
    assert (root / "graphdata/registry/organisations/fund.ttl").exists()
    assert "claim:fund-in-net" in (root / "graphdata/sources/public/page.ttl").read_text("utf-8")
    assert kg("check", cwd=root).returncode == 0
    assert kg("fmt", "--check", cwd=root).returncode == 0
    assert "0 files written" in give(PREFIXED + OWN, "--apply").stderr


def test_every_literal_is_kept_as_it_was_written(give, root):
    values = " , ".join(LITERALS.split())
    text = (
        f"{PREFIXED}id:practice a pc:Practice ; skos:prefLabel 'P'@en ; skos:scopeNote {values} ."
    )
    assert len(LITERALS.split()) == 38
    done = give(PREFIXES + text.replace("skos:scopeNote", "skos:editorialNote"), "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    given = kg("export", "-f", "nt", "--data", root.parent / "others.ttl", cwd=root).stdout
    kept = kg("export", "-f", "nt", "--asserted", cwd=root).stdout
    lines = [line for line in given.splitlines() if "editorialNote" in line]
    assert len(lines) == 38
    assert [line for line in lines if line not in kept.splitlines()] == []


@pytest.mark.parametrize("syntax", ["ttl", "nq", "trig", "nt", "jsonld", "xml"])
def test_what_was_exported_is_no_news(root, tmp_path, syntax):
    path = tmp_path / f"graph.{syntax}"
    kg("export", "-f", syntax, "-o", path, cwd=root)
    before = contents(root)
    done = kg("import", path, "--apply", cwd=root)
    assert (done.returncode, contents(root)) == (0, before), done.stdout + done.stderr


@pytest.mark.parametrize("syntax", ["ttl", "nq"])
def test_what_was_exported_is_no_news_where_two_things_were_decided_to_be_one(
    root, tmp_path, syntax
):
    kg("resolve", "gamma", "beta", "--same", "--because", "One office.", cwd=root)
    path = tmp_path / f"graph.{syntax}"
    kg("export", "-f", syntax, "-o", path, cwd=root)
    assert "id/beta" in path.read_text("utf-8") or "id:beta" in path.read_text("utf-8")
    before = contents(root)
    done = kg("import", path, "--apply", cwd=root)
    assert (done.returncode, contents(root)) == (0, before), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id:alpha skos:prefLable 'x'@en .", "Did you mean skos:prefLabel?"),
        ("id:alpha pc:jurisdiction id:nowhere .", "id:nowhere is not known. Describe it"),
        ("id:new skos:prefLabel 'x'@en .", "its class is none that the registry has"),
        ("id:New a pc:Project .", "is no identifier"),
        ("claim:x a pc:Claim ; pc:when '31.2.'^^edtf:EDTF .", "belongs to no document"),
        ("id:alpha pc:place [] .", "has a blank node"),
    ],
)
def test_own_terms_that_fit_nowhere_are_told_by_line(give, root, text, said):
    before = contents(root)
    done = give(PREFIXED + text, "--apply")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"others.ttl:{PREFIXED.count(chr(10)) + 1}: error:" in done.stdout
    assert said in done.stdout
    assert contents(root) == before


# Terms of others


def test_memberships_of_org_become_claims(give, root):
    text = FOREIGN + (
        'ex:a a org:FormalOrganization ; skos:prefLabel "Prison service of ALPHALAND"@en ;'
        " org:memberOf ex:n .\n"
        'ex:n a org:Organization ; skos:prefLabel "Network of Services" .\n'
        'ex:g a foaf:Organization ; foaf:name "Probation of Gammaland" .\n'
        "ex:m a org:Membership ; org:member ex:g ; org:organization ex:n ;"
        ' schema:startDate "2015-03" ; org:role [ skos:prefLabel "observer"@en ] .\n'
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == [
        "id:alpha,role:member,id:net,",
        "id:gamma,role:observer,id:net,2015-03/",
    ]
    assert "0 files written" in give(text, "--apply").stderr


def test_namesakes_of_two_countries_are_told_apart_where_they_are_members(give, root):
    ours = "id:sk a pc:Country ; skos:prefLabel 'Slovakia'@en ; skos:notation 'SK' .\n" + "".join(
        f"id:{country}-office a org:FormalOrganization ; skos:prefLabel 'Office'@en ;"
        f" pc:jurisdiction id:{country} .\n"
        for country in ("delta", "sk")
    )
    assert give(PREFIXED + ours, "--apply").returncode == 0
    text = FOREIGN.replace("https://schema.org/", "http://schema.org/") + (
        'ex:s a schema:NGO ; schema:name "Office" ; org:memberOf ex:n ;'
        ' schema:address [ schema:addressCountry "SK" ] .\n'
        'ex:n a org:Organization ; skos:prefLabel "Network of Services" .\n'
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == ["id:sk-office,role:member,id:net,"]


def test_a_body_of_schema_org_keeps_its_addresses_and_is_known_by_them(give, root):
    block = {
        "@context": "https://schema.org",
        "@type": "NGO",
        "@id": "https://ngo.example/#us",
        "name": "Institute of Return",
        "alternateName": "IR",
        "url": "https://ngo.example/",
        "sameAs": ["https://www.wikidata.org/entity/Q1"],
        "address": {"@type": "PostalAddress", "addressCountry": "SK"},
        "memberOf": {"@type": "Organization", "name": "Network of Services"},
        "employee": {"@type": "Person", "name": "Somebody"},
    }
    text = json.dumps(block)
    assert "is new" in give(text, name="others.jsonld").stdout
    done = give(text, "--apply", "--new", name="others.jsonld")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "persons are no things of the graph" in done.stdout
    made = (root / "graphdata/registry/organisations/sk-institute-of-return.ttl").read_text("utf-8")
    assert '"IR"@en' in made
    assert "<https://www.wikidata.org/entity/Q1>" in made
    assert "Somebody" not in "".join(map(str, contents(root).values()))
    again = text.replace("Institute of Return", "The Institute")
    assert "is new" not in give(again, name="others.jsonld").stdout


def test_a_project_of_eurio_has_its_roles_and_dates(give, root):
    text = FOREIGN + (
        'ex:p a eurio:Project ; eurio:title "Safe Return" ; eurio:acronym "SAFE" ;'
        ' eurio:startDate "2021-01-01" ; eurio:endDate "2023-12-31" ;'
        " eurio:hasInvolvedParty ex:r .\n"
        'ex:r a eurio:OrganisationRole ; eurio:isRoleOf ex:o ; eurio:roleLabel "coordinator" .\n'
        'ex:o a eurio:Organisation ; eurio:legalName "Prison Service of Alphaland" .\n'
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == ["id:alpha,role:coordinator,id:prj-safe,"]
    written = (root / "graphdata/sources/public/others.ttl").read_text("utf-8")
    assert '"2021-01-01/2023-12-31"^^edtf:EDTF' in written


def test_who_takes_part_is_read_from_either_end(give, root):
    text = FOREIGN.replace("https://schema.org/", "http://schema.org/") + (
        'ex:p a foaf:Project ; foaf:name "Way home" ; schema:sponsor ex:b .\n'
        'ex:a a foaf:Organization ; foaf:name "Prison Service of Alphaland" ;'
        " foaf:pastProject ex:p .\n"
        'ex:b a foaf:Organization ; foaf:name "Prison Service of Betaland" .\n'
        'ex:n a foaf:Organization ; foaf:name "Network of Services" ; foaf:member ex:b ;'
        " schema:sponsor ex:b .\n"
    )
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(claims(root)) == [
        "id:alpha,role:partner,id:prj-way-home,",
        "id:beta,role:member,id:net,",
        "id:beta,role:supporter,id:prj-way-home,",
    ]
    assert "schema.org/sponsor (once) is not taken" in done.stdout


def test_own_things_may_be_joined_in_the_terms_of_org(give, root):
    done = give(PREFIXED + "id:beta org:memberOf id:net .", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == ["id:beta,role:member,id:net,"]
    assert "org:memberOf" not in (root / ALPHA.replace("alpha", "beta")).read_text("utf-8")


def test_what_is_not_taken_is_counted(give):
    text = FOREIGN + (
        'ex:a a org:Organization ; skos:prefLabel "Network of Services" ;\n'
        '    ex:colour "red" , "blue" .'
    )
    done = give(text)
    assert "others.ttl:8: info: https://example.org/colour (2 times) is not taken" in done.stdout


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("# nothing\n", "others.ttl", "0 triples"),
        ("<http://a> <http://b> 'x' .", "others.ttl", "nothing in it is in terms that kg knows"),
        ("<http://a> <http://b> 'x'", "others.ttl", "others.ttl:1:"),
        ("<!DOCTYPE html><html>", "others.ttl", "looks like an HTML page"),
        ("<http://a> <http://b> 'ř' .".encode("cp1250"), "others.ttl", "perhaps Windows-1250"),
        ('{"@context": "file:///etc/passwd"}', "others.jsonld", "@context file:///etc/passwd"),
        ("<a> <b> <c> .", "others.ttl", "relative IRI"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_as_a_whole(give, root, text, name, said):
    before = contents(root)
    done = give(text, "--apply", name=name)
    assert done.returncode == (1 if "0 triples" in said else 3), done.stdout
    assert said in done.stdout + done.stderr
    assert contents(root) == before


def test_a_compressed_file_with_windows_line_ends_is_read(give, root):
    data = gzip.compress(("\ufeff" + PREFIXED + OWN).replace("\n", "\r\n").encode())
    assert give(data, "--apply", name="others.ttl.gz").returncode == 0
    assert b"\r" not in b"".join(contents(root).values())
    assert (root / DOCUMENT).exists()
