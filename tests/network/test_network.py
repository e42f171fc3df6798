"""The network: every claim is a line or a fact, nothing is lost, no dot stands for a claim."""

from __future__ import annotations

import pytest

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network.network import MEMBERS, PARTNERS, Network, around, read_network
from kg.network.projection import to_networkx
from kg.page.vis import LINES, LOOKS
from tests.miniature import PARTICIPATIONS, make_workspace, participation, put

MORE = """
claim:gamma-part-of-alpha a pc:AttributeClaim ;
    rdf:subject id:gamma ; rdf:predicate org:subOrganizationOf ; rdf:object id:alpha ;
    pc:status status:implied ; pc:evidence ev:doc-20-39 ;
    skos:editorialNote "Read into it."@en .
claim:alpha-kind a pc:AttributeClaim ; rdf:subject id:alpha ; rdf:predicate pc:statedKind ;
    rdf:object "service"@en ; pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
WITHDRAWN = participation("beta", "prj", "partner", "; pc:status status:withdrawn")


def network_of(tmp_path, claims=PARTICIPATIONS):
    root = make_workspace(tmp_path, claims=claims)
    return read_network(loading.load(find_workspace(root)).store)


@pytest.fixture(scope="session")
def drawn(built):
    return read_network(built.store)


@pytest.fixture
def small(tmp_path):
    return network_of(tmp_path, PARTICIPATIONS + MORE + WITHDRAWN)


def named(network):
    return {each.id: each for each in network.relations}


def test_agreement_is_a_line_between_its_parties_and_no_dot(small):
    line = named(small)["tie:alpha-to-beta-by-agr"]
    assert (line.a, line.b, line.family) == ("id:alpha", "id:beta", "agreement")
    assert "id:agr" not in {node.id for node in small.nodes}


def test_participation_is_a_line_with_its_role(small):
    line = named(small)["claim:alpha-in-net"]
    assert (line.family, *line.label) == ("membership", "member", "člen")
    assert (line.claim.when, line.claim.bounds.earliest_start) == ("2009/", "2009-01-01")


def test_line_of_a_pair_is_the_derived_tie_and_names_its_edge(small):
    line = named(small)["tie:alpha-to-beta-by-agr"]
    assert (line.edge, line.basis, line in small.ties) == (PARTNERS, "id:agr", True)
    assert named(small)["claim:alpha-in-net"].edge == MEMBERS


def test_tie_by_a_project_stands_beside_the_parts_in_it(tmp_path):
    claims = "".join(participation(body, "prj", "partner") for body in ("alpha", "beta"))
    network = network_of(tmp_path, claims)
    (tie,) = network.ties
    assert (tie.family, tie.label.en, tie.basis) == ("project", "Back to life", "id:prj")
    assert tie not in network.relations
    assert network.lines == (*network.relations, tie)


def test_who_only_carries_out_an_agreement_is_no_party_but_joined_by_its_role(tmp_path):
    claims = participation("alpha", "agr", "party") + participation("gamma", "agr", "implementer")
    network = network_of(tmp_path, claims)
    (line,) = network.relations
    assert (line.a, line.b, line.family) == ("id:gamma", "id:alpha", "structure")
    assert (line.label.en, line.edge, network.ties) == ("implementer", "", ())


@pytest.mark.parametrize("modality", ["planned", "cancelled", "postponed"])
def test_what_was_not_held_is_not_drawn(tmp_path, modality):
    more = f"; pc:modality modality:{modality}"
    claims = participation("alpha", "prj", "partner", more) + participation(
        "beta", "prj", "partner"
    )
    assert [each.a for each in network_of(tmp_path, claims).relations] == ["id:beta"]


def test_tie_of_several_spans_holds_in_each_of_them_and_not_between(tmp_path):
    def part(body, number, when):
        said = participation(body, "agr", "party", f'; pc:when "{when}"^^edtf:EDTF')
        return said.replace("-in-agr", f"-in-agr-{number}")

    claims = "".join(
        part(body, number, when)
        for body in ("alpha", "beta")
        for number, when in enumerate(("2001/2003", "2010/2012"))
    )
    (tie,) = network_of(tmp_path, claims).ties
    assert [tie.claim.holds(year) for year in ("2002", "2006", "2011", "2014")] == [
        *("yes", "no", "yes", "no"),
    ]


def test_withdrawn_claim_is_not_drawn(small):
    assert "claim:beta-in-prj" not in named(small)


def test_attribute_between_two_things_is_a_line_and_any_other_a_fact(small):
    assert named(small)["claim:gamma-part-of-alpha"].label == ("part of", "součást")
    alpha = next(node for node in small.nodes if node.id == "id:alpha")
    assert [(fact.id, fact.value) for fact in alpha.facts] == [("claim:alpha-kind", "service")]


def test_area_without_any_line_is_not_drawn_but_an_organisation_is(tmp_path):
    network = network_of(tmp_path, "")
    assert [n.id for n in network.nodes] == ["id:alpha", "id:beta", "id:gamma", "id:net", "id:prj"]
    assert network.relations == ()


def test_two_claims_between_one_pair_are_two_lines(tmp_path):
    more = participation("alpha", "net", "chair").replace("alpha-in-net", "alpha-in-net-2")
    network = network_of(tmp_path, PARTICIPATIONS + more)
    pair = [each.id for each in network.relations if (each.a, each.b) == ("id:alpha", "id:net")]
    assert pair == ["claim:alpha-in-net", "claim:alpha-in-net-2"]
    assert to_networkx(network).number_of_edges("id:alpha", "id:net") == 2


def test_pair_is_as_sure_as_the_weaker_claim_and_holds_while_both_do(tmp_path):
    sure = participation("alpha", "agr", "party", '; pc:when "2010/2012"^^edtf:EDTF')
    when = '; pc:when "2011/2015"^^edtf:EDTF ; pc:status status:ambiguous'
    unsure = participation("beta", "agr", "party", when)
    line = network_of(tmp_path, sure + unsure).relations[0]
    assert line.claim.status == "ambiguous"
    assert (line.claim.bounds[0], line.claim.bounds[3]) == ("2011-01-01", "2012-12-31")


def test_repository_shows_every_claim_between_two_things(drawn, rows):
    """Count by SPARQL alone: participations outside agreements and cooperations, pairs inside."""
    between = "?context a ?class . FILTER (?class IN (pc:Agreement, pc:Cooperation))"

    def held(name):
        return (
            f"FILTER NOT EXISTS {{ {name} pc:modality ?open . FILTER (?open != modality:held) }}"
            f" FILTER NOT EXISTS {{ {name} pc:context/pc:modality ?of"
            " FILTER (?of != modality:held) }"
            f" FILTER NOT EXISTS {{ {name} pc:status status:withdrawn }}"
        )

    ((outside,),) = rows(
        "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c pc:agent ?a ; pc:context ?context"
        f" FILTER NOT EXISTS {{ {between} }} {held('?c')} }}"
    )
    ((pairs, parties),) = rows(
        "SELECT (COUNT(*) AS ?n) (SUM(IF(?both, 1, 0)) AS ?p) WHERE {"
        " SELECT DISTINCT ?context ?a ?b ?both WHERE {"
        " ?c pc:agent ?a ; pc:context ?context . ?d pc:agent ?b ; pc:context ?context ."
        f" {between} {held('?c')} {held('?d')} FILTER (STR(?a) < STR(?b))"
        " BIND (EXISTS { ?a pc:partyTo ?context } && EXISTS { ?b pc:partyTo ?context } AS ?both)"
        " FILTER (?both || EXISTS { ?a pc:partyTo ?context } || EXISTS { ?b pc:partyTo ?context })"
        " } }"
    )
    participations = {"membership", "project", "programme", "event"}
    assert int(outside) == sum(each.family in participations for each in drawn.relations)
    joint = [each for each in drawn.relations if each.basis]
    assert int(pairs) == len(joint)
    assert int(parties) == sum(each.family in ("agreement", "cooperation") for each in joint)


def test_repository_draws_counted_facts_as_numbers_and_totals_as_facts(drawn):
    counts = {each.id: each for each in drawn.relations if each.family == "count"}
    assert counts["claim:cz-prisons-institutions-with-partner-sk-2014"].amount.number == "19"
    assert "id:area-any" not in {node.id for node in drawn.nodes}
    facts = {fact.id for node in drawn.nodes for fact in node.facts}
    assert "claim:cz-prisons-incoming-delegation-count-2014" in facts


def test_repository_relations_all_have_evidence_two_ends_and_a_known_look(drawn):
    nodes = {node.id for node in drawn.nodes}
    assert [each.id for each in drawn.relations if not each.claim.evidence] == []
    assert set() == {end for each in drawn.relations for end in (each.a, each.b)} - nodes
    assert {each.family for each in drawn.relations} <= set(LINES)
    assert {node.group for node in drawn.nodes} <= set(LOOKS)


def test_unresolved_things_are_marked(drawn):
    marked = {node.id for node in drawn.nodes if node.unresolved}
    assert {"id:the-probation-service", "id:nihw"} <= marked


def test_networkx_has_the_same_nodes_and_relations(drawn):
    graph = to_networkx(drawn)
    assert [node.id for node in drawn.nodes] == list(graph)
    assert {each.id for each in drawn.relations} == {key for _, _, key in graph.edges(keys=True)}


def test_reading_twice_gives_the_same_network(built, drawn):
    assert drawn == read_network(built.store)


def test_around_keeps_what_lies_within_some_steps(drawn):
    one = around(drawn, "id:efrj")
    near = {end for each in drawn.relations for end in (each.a, each.b) if "id:efrj" in each[1:3]}
    assert {node.id for node in one.nodes} == near
    assert {each.id for each in one.relations} <= {each.id for each in drawn.relations}
    assert len(around(drawn, "id:efrj", 2).nodes) > len(one.nodes)
    assert around(drawn, "id:nobody") == Network((), ())


def test_names_used_in_one_document_are_found_but_not_shown(tmp_path):
    claim = (
        "claim:alpha-named-ps a pc:AttributeClaim ; rdf:subject id:alpha ;"
        ' rdf:predicate skos:altLabel ; rdf:object "the Service"@en ; pc:nameIn src:doc ;'
        " pc:status status:stated ; pc:evidence ev:doc-0-9 ."
    )
    alpha = next(n for n in network_of(tmp_path, claim).nodes if n.id == "id:alpha")
    assert "the Service" in alpha.aliases
    assert alpha.label.en == "Prison Service of Alphaland"


def test_area_that_takes_part_itself_is_drawn(tmp_path):
    root = make_workspace(tmp_path, claims=participation("delta", "net", "member"))
    idle = "id:idle a pc:Country ; skos:prefLabel 'Idle'@en ."
    put(root, "graphdata/registry/areas/idle.ttl", idle)
    network = read_network(loading.load(find_workspace(root)).store)
    assert [node.id for node in network.nodes if node.group == "area"] == ["id:delta"]
