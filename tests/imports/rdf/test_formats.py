"""Files that are no RDF and say who belongs to whom: Popolo, ROR, Wikidata, networks."""

from __future__ import annotations

import json

import networkx
import pytest

from tests.imports.rdf.test_others import body, select
from tests.imports.rdf.test_reading import claims
from tests.processes import kg

NAME = "others.json"
POPOLO = {
    "organizations": [
        {"id": "o1", "name": "Network of Services", "classification": "network"},
        {
            "id": "o2",
            "name": "House of Return (Slovakia)",
            "other_names": [{"name": "Dom n\u00e1vratu", "lang": "sk"}],
            "identifiers": [{"scheme": "Wikidata", "identifier": "Q42"}],
            "founding_date": "1999",
            "image": "https://pictures.example/o2.png",
        },
    ],
    "persons": [{"id": "p1", "name": "Some Body"}],
    "memberships": [
        {
            "organization_id": "o1",
            "member_id": "o2",
            "role": "observer",
            "start_date": "2011-03-01",
            "end_date": "2015",
        },
        {"organization_id": "o1", "person_id": "p1", "role": "chair"},
    ],
}


def test_popolo_is_read_as_the_organisations_and_memberships_that_it_has(give, root):
    done = give(json.dumps(POPOLO, indent=1), "--apply", "--new")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == ["id:sk-house-of-return,role:observer,id:net,2011-03-01/2015"]
    made = body(root, "sk-house-of-return")
    assert '"Dom n\u00e1vratu"@sk' in made
    assert '"Q42"^^pc:WikidataIdentifier' in made
    assert "popolo:image (once) is not taken" in done.stdout
    assert "persons are no things of the graph" in done.stdout
    assert "Some Body" not in "".join(each.read_text("utf-8") for each in root.rglob("*.ttl"))


def test_a_member_that_popolo_does_not_describe_is_told_by_its_line(give):
    file = {**POPOLO, "organizations": POPOLO["organizations"][:1]}
    text = json.dumps(file, indent=1)
    done = give(text)
    line = text.count("\n", 0, text.index('"Network of Services"')) + 1
    assert done.returncode == 1
    said = [each for each in done.stdout.splitlines() if "has no name here" in each]
    assert len(said) == 1
    assert f"others.json:{line}" in said[0] or "others.json:4" in said[0]


def test_records_of_ror_are_read(give, root):
    record = {
        "id": "https://ror.org/05a28rw58",
        "names": [
            {"value": "Institute of Return", "lang": "en", "types": ["label", "ror_display"]},
            {"value": "Institut n\u00e1vratu", "lang": "cs", "types": ["label"]},
            {"value": "IR", "lang": None, "types": ["acronym"]},
        ],
        "locations": [
            {
                "geonames_id": 1,
                "geonames_details": {"country_code": "SK", "name": "Exampleton", "lat": 1.5},
            }
        ],
        "links": [{"type": "website", "value": "https://return.example/"}],
        "external_ids": [{"type": "isni", "all": ["0000 0001 2103 2683"], "preferred": None}],
        "types": ["nonprofit"],
        "established": 1994,
        "relationships": [],
        "status": "active",
    }
    done = give(json.dumps(record), "--apply", "--new")
    assert done.returncode == 0, done.stdout + done.stderr
    made = body(root, "sk-institute-of-return")
    assert '"Institut n\u00e1vratu"@cs' in made
    assert '"0000000121032683"^^pc:IsniIdentifier' in made
    assert "https://return.example/" in made
    assert "ror:status (once) is not taken" in done.stdout
    first = {
        "id": "https://ror.org/05a28rw58",
        "name": "Institute of Return",
        "country": {"country_code": "SK"},
        "external_ids": {"ISNI": {"all": ["0000 0001 2103 2683"]}},
    }
    again = give(json.dumps([first]))  # the first schema, of a body that is known by its address
    assert again.returncode == 0, again.stdout
    assert "0 files would be written" in again.stderr


def test_items_of_wikidata_are_read_with_the_dates_of_their_memberships(give, root):
    def item(value, **qualifiers):
        said = {"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}
        return {**said, "qualifiers": qualifiers} if qualifiers else said

    def year(number):
        time = {"time": f"+{number}-00-00T00:00:00Z", "precision": 9}
        return [{"datavalue": {"value": time}}]

    def labels(text):
        return {"en": {"language": "en", "value": text}}

    network = {"id": "Q7001", "labels": labels("Network of Services")}
    service = {
        "id": "Q7000",
        "labels": labels("Prison Service of Alphaland"),
        "aliases": {"de": [{"language": "de", "value": "Gef\u00e4ngnisdienst"}]},
        "claims": {
            "P463": [item({"id": "Q7001"}, P580=year(2008), P582=year(2012))],
            "P999": [item("x")],
        },
    }
    person = {"id": "Q7002", "labels": labels("Some Body"), "claims": {"P31": [item({"id": "Q5"})]}}
    entities = {each["id"]: each for each in (network, service, person)}
    done = give(json.dumps({"entities": entities}), "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert claims(root) == ["id:alpha,role:member,id:net,2008/2012"]
    assert '"Gef\u00e4ngnisdienst"@de' in body(root, "alpha")
    assert "wikidata:P999 (once) is not taken" in done.stdout


@pytest.mark.parametrize("style", ["graphml", "gexf", "gml", "json", "cytoscape"])
def test_a_network_is_read_as_memberships_and_cooperations(give, root, style):
    graph = networkx.DiGraph()
    graph.add_node("a", label="Prison Service of Alphaland", colour="red")
    graph.add_node("b", label="Prison Service of Betaland")
    graph.add_node("n", label="Network of Services")
    graph.add_edge("a", "n", relation="member of", since="2011")
    graph.add_edge("a", "b", relation="cooperation", since="2015", until="2018")
    graph.add_edge("b", "n", relation="quarrels with")
    if style in ("json", "cytoscape"):
        data = networkx.node_link_data(graph, edges="links")
        if style == "cytoscape":
            data = networkx.cytoscape_data(graph)
        text, name = json.dumps(data), "others.json"
    else:
        write = {
            "graphml": networkx.generate_graphml,
            "gexf": networkx.generate_gexf,
            "gml": networkx.generate_gml,
        }[style]
        if style == "gml":  # there the name of a node is its label
            graph = networkx.relabel_nodes(graph, dict(graph.nodes(data="label")))
        text, name = "\n".join(write(graph)), f"others.{style}"
    done = give(text, "--apply", name=name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "edge.quarrels-with (once) is not taken" in done.stdout
    made = claims(root)
    assert "id:alpha,role:member,id:net,2011/" in made
    (key,) = [each.stem for each in (root / "graphdata/registry/cooperations").glob("*.ttl")]
    assert {
        f"id:{who},role:cooperating-party,id:{key},2015/2018" for who in ("alpha", "beta")
    } <= set(made)
    query = "SELECT ?b WHERE { id:alpha pc:cooperatesWith ?b }"
    assert select(root, query) == ["https://w3id.org/pencoop/id/beta"]
    assert kg("check", cwd=root).returncode == 0
    assert "0 files written" in give(text, "--apply", name=name).stderr


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([{"name": "A", "country": "SK"}], "a list of records as JSON (name, country"),
        ({"type": "FeatureCollection", "features": []}, "GeoJSON"),
        ({"head": {}, "results": {"bindings": []}}, "the answer to a SPARQL query"),
        ({"some": "thing"}, "JSON without @context"),
        ("text", "JSON without @context"),
    ],
)
def test_json_of_another_kind_is_named_as_what_it_is(give, data, says):
    done = give(json.dumps(data))
    assert done.returncode == 3
    assert says in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("others.graphml", "<graphml><graph>"),
        ("others.gexf", "no xml"),
        ("others.gml", "graph [ node [ id"),
        (
            "others.graphml",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><graphml>&b;</graphml>',
        ),
        ("others.json", '{"organizations": [{"name": {"a": 1}}]}'),
        ("others.json", '{"organizations": [{"id": [1], "identifiers": [{}], "parent_id": {}}]}'),
        ("others.json", '{"memberships": [{"organization_id": null, "member_id": 3}]}'),
        ("others.json", '{"nodes": [{"id": 1}], "links": [{"source": 1}]}'),
        ("others.json", '{"nodes": [1, 2], "links": [7]}'),
    ],
)
def test_a_damaged_file_is_a_finding_and_no_traceback(give, name, text):
    done = give(text, "--new", name=name)
    assert done.returncode in (1, 3), done.stdout
    assert "Traceback" not in done.stderr
    assert name in done.stderr + done.stdout
