"""A part of the graph answers a query as the whole does, whatever the query and the data."""

from __future__ import annotations

import random

import pytest

from kg.graph import loading, needs, part
from kg.graph.workspace import find_workspace, rule_files
from kg.rdf import syntax_tree
from tests.miniature import CLAIMS, DOCUMENT, make_workspace, participation, put

BODIES = ("alpha", "beta", "gamma", "net")
CONTEXTS = ("agr", "prj", "net", "meet")
ROLES = ("party", "member", "promoter", "partner", "beneficiary", "participant", "host")
DATES = ("2009/", "2010/2012", "2014", "2014-05/2016-01", "XXXX")
ASSERTED = "pc:agent pc:context pc:role pc:status pc:evidence pc:when rdf:subject rdf:predicate"
DERIVED = """rdfs:label skos:altLabel pc:partnersWith pc:connectedTo pc:hasAgreementWith
org:memberOf pc:participatesIn pc:from pc:to pc:basis pc:earliestStart pc:latestEnd
pc:presumedUntil pc:inArea pc:strength prov:wasDerivedFrom pc:carries org:member pc:modality
schema:foundingDate pc:asRecorded pc:influenced dcterms:isReplacedBy pc:fromRole"""
PREDICATES = (*ASSERTED.split(), *DERIVED.split(), "skos:prefLabel", "pc:kind")
PATHS = (
    "pc:role/pc:directProperty", "^pc:agent/pc:context", "pc:partnersWith+", "pc:within*",
    "rdfs:label|skos:altLabel", "(pc:agent|pc:from)", "!pc:agent", "pc:basis?",
    "a/rdfs:subClassOf*",
)  # fmt: skip
CLASSES = ("pc:Tie", "pc:Participation", "pc:Membership", "org:Membership", "pc:Project")
NODES = ("id:alpha", "id:net", "status:stated", "role:party", "id:agr", '"2014"^^edtf:EDTF')
WHOLE = "SELECT * WHERE { ?s ?p ?o }"


def make_world(folder, chance):
    """Return a workspace of random claims, attributes and decisions."""
    claims = CLAIMS
    for number in range(chance.randrange(4, 14)):
        body, context = chance.choice(BODIES), chance.choice(CONTEXTS)
        when = f'; pc:when "{chance.choice(DATES)}"^^edtf:EDTF' if chance.random() < 0.6 else ""
        status = chance.choice(("stated", "stated", "ambiguous", "withdrawn"))
        claim = participation(
            body, context, chance.choice(ROLES), f"; pc:status status:{status} {when}"
        )
        claims += claim.replace(f"claim:{body}-in-{context}", f"claim:c{number}")
    for number in range(chance.randrange(4)):
        name = chance.choice(("skos:altLabel 'Else'@en", 'schema:foundingDate "2011"^^edtf:EDTF'))
        predicate, value = name.split(" ", 1)
        claims += (
            f"claim:d{number} a pc:AttributeClaim ; rdf:subject id:{chance.choice(BODIES)} ;"
            f" rdf:predicate {predicate} ; rdf:object {value} ; pc:status status:stated ;"
            " pc:evidence ev:doc-0-9 .\n"
        )
    root = make_workspace(folder, claims=claims)
    meeting = "id:meet a pc:Event ; skos:prefLabel 'Meeting'@en ; pc:inArea id:delta ."
    put(root, "graphdata/registry/events/meet.ttl", meeting)
    if chance.random() < 0.5:
        old = "id:old a org:Organization ; skos:prefLabel 'Old'@en ; dcterms:isReplacedBy id:beta ."
        put(root, "graphdata/registry/organisations/old.ttl", old)
        text = (root / DOCUMENT).read_text("utf-8")
        (root / DOCUMENT).write_text(text.replace("pc:agent id:alpha", "pc:agent id:old", 1))
    return find_workspace(root)


def make_query(chance):
    """Return a random query whose rows do not depend on their order."""

    def pattern():
        subject = chance.choice(("?a", "?b", "?c", "?c", chance.choice(NODES[:2])))
        target = chance.choice(("?a", "?b", "?d", chance.choice(NODES)))
        kind = chance.random()
        if kind < 0.15:
            return f"{subject} a {chance.choice((*CLASSES, '?k'))}"
        if kind < 0.2:
            return f"{subject} ?p {target}"
        if kind < 0.3:
            listed = " ".join(chance.sample(PREDICATES, 2))
            return f"VALUES ?q {{ {listed} }} {subject} ?q {target}"
        if kind < 0.4:
            return f"{subject} {chance.choice(PATHS)} {target}"
        return f"{subject} {chance.choice(PREDICATES)} {target}"

    def group(depth):
        parts = [pattern() for _ in range(chance.randrange(1, 3 if depth else 4))]
        if depth < 2 and chance.random() < 0.5:
            inner = group(depth + 1)
            sort = chance.choice(
                ("OPTIONAL { %s }", "MINUS { %s }", "FILTER NOT EXISTS { %s }", "{ %s }",
                 "{ SELECT DISTINCT ?a ?c WHERE { %s } }", "{ %s } UNION { ?c pc:agent ?a }")
            )  # fmt: skip
            parts.append(sort % inner)
        return " . ".join(parts)

    return f"SELECT (COUNT(*) AS ?n) WHERE {{ {group(0)} }}"


@pytest.mark.parametrize("seed", range(5))
def test_a_part_has_the_rows_of_the_whole(tmp_path, seed):
    chance = random.Random(seed)
    workspace = make_world(tmp_path, chance)
    whole = loading.load(workspace).store
    same = part.answering(workspace, WHOLE, scope="all")
    assert sorted(same.rows(WHOLE)) == sorted(whole.rows(WHOLE))
    for _ in range(40):
        query = make_query(chance)
        store = part.answering(workspace, query, scope="all")
        assert store is not None, query
        assert store.rows(query) == whole.rows(query), query


class _Nothing:
    def objects(self, predicate):
        return ["https://w3id.org/pencoop/ns#partyTo"] if predicate.endswith("Property") else []

    def has(self, key, *, space=""):
        return False


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        ("SELECT * WHERE { ?c pc:agent ?a ; pc:status status:stated }", []),
        ("SELECT * WHERE { ?c pc:agent ?a MINUS { ?c pc:status status:stated } }", []),
        ("ASK { ?c pc:context ?x FILTER NOT EXISTS { ?c pc:evidence ?e } }", []),
        ("SELECT * WHERE { ?old dcterms:isReplacedBy ?new }", ["00-decision.rq"]),
        ("SELECT * WHERE { ?body pc:partyTo ?x }", ["10-direct.rq"]),
        ("SELECT * WHERE { VALUES ?p { pc:agent pc:role } ?c ?p ?x }", []),
    ],
)
def test_what_no_pattern_can_fit_is_not_derived(root, query, needed):
    workspace = find_workspace(root)
    names = [
        rule.name
        for rule in needs.needed(
            [syntax_tree.read(query)],
            [needs.Rule(path.name, path.read_text("utf-8")) for path in rule_files(workspace)],
            _Nothing(),
        )
    ]
    assert names == needed


def test_ties_are_derived_where_something_may_be_a_tie(root):
    workspace = find_workspace(root)
    every = [needs.Rule(path.name, path.read_text("utf-8")) for path in rule_files(workspace)]
    for query in ("SELECT * WHERE { ?x pc:status ?s }", "SELECT * WHERE { ?x ?p ?y }"):
        names = [rule.name for rule in needs.needed([syntax_tree.read(query)], every, _Nothing())]
        assert "20-tie.rq" in names


def test_a_rule_of_ones_own_that_makes_anything_always_runs(root):
    rule = "CONSTRUCT { ?o ?p ?s }\nWHERE { ?s ?p ?o . FILTER (ISIRI(?o) && ?p = pc:agent) }"
    (root / "ontology/rules/90-own.rq").write_text(rule)
    workspace = find_workspace(root)
    query = "SELECT * WHERE { ?body pc:agent ?claim . FILTER (STRSTARTS(STR(?body), STR(id:))) }"
    rows = part.answering(workspace, query, scope="all").rows(query)
    assert rows
    assert sorted(rows) == sorted(loading.load(workspace).store.rows(query))


@pytest.mark.parametrize(
    "text",
    ["id:x a id:y", "id:x a <relative> .", '@prefix x: <http://x/> . x:a x:b "', "\ufffe"],
)
def test_what_is_no_turtle_is_left_to_those_who_say_so(root, text):
    put(root, "graphdata/registry/areas/bad.ttl", text, canonical=False)
    assert part.answering(find_workspace(root), "ASK { ?s a ?o }", scope="all") is None


def test_bytes_that_are_no_utf_8_are_refused(root):
    path = put(root, "graphdata/registry/areas/bad.ttl", "id:x a id:y .", canonical=False)
    path.write_bytes(path.read_bytes() + b"# \xe1\n")
    assert part.answering(find_workspace(root), "ASK { ?s a ?o }", scope="all") is None


def test_a_query_that_names_graphs_is_asked_of_the_whole(root):
    workspace = find_workspace(root)
    for query in ("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", "ASK FROM src:doc { ?s ?p ?o }"):
        assert part.answering(workspace, query, scope="all") is None


def test_what_is_asked_twice_of_a_large_workspace_is_kept(root, tmp_path):
    workspace, folder = find_workspace(root), tmp_path / "kept"
    query = "SELECT ?who WHERE { ?who org:memberOf id:net }"

    def ask():
        return part.open_for(workspace, query, scope="all", folder=folder, large=0)

    first = ask()
    assert not [each for each in folder.iterdir() if each.is_dir()]
    rows = [sorted(store.rows(query)) for store in (first, ask(), ask())]
    assert [each for each in folder.iterdir() if each.is_dir()]
    assert rows[0] == rows[1] == rows[2] != []
