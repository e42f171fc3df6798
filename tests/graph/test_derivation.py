"""What follows from the claims, rule by rule, and what must not follow."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg import edtf
from kg.checks.review import load_checked
from kg.errors import QueryError
from kg.graph import derivation, loading, reading
from kg.graph.workspace import find_workspace
from kg.names import shorten
from kg.rdf import store
from tests.miniature import DOCUMENT, contents, derive, make_workspace, participation, put
from tests.processes import kg, python

EDGES = "SELECT ?s ?o {{ ?s {} ?o }}"
TIES = "SELECT ?a ?b ?c { ?t a pc:Tie ; pc:from ?a ; pc:to ?b ; pc:basis ?c }"


def local(cell):
    """Return the local name of an IRI; other values as they are."""
    return shorten(cell).partition(":")[2] if cell.startswith("http") else cell


@pytest.fixture
def after(tmp_path_factory):
    """A function: what a property or a query holds when some claims are all there are."""

    def rows(claims, query):
        root = make_workspace(tmp_path_factory.mktemp("after"), claims=claims)
        query = EDGES.format(query) if query.startswith(("pc:", "org:")) else query
        return {tuple(map(local, row)) for row in derive(root)(query)}

    return rows


def party(agent, more=""):
    return participation(agent, "agr", "party", more)


WITHDRAWN = "; pc:status status:withdrawn"
AMBIGUOUS = "; pc:status status:ambiguous"
IMPLIED = "; pc:status status:implied"
HOME = "id:alpha pc:jurisdiction id:delta .\n"  # where gamma is, too
TWINNING = "id:prj pc:kind kind:twinning .\n"
PART = (
    "claim:beta-part a pc:AttributeClaim ; rdf:subject id:beta ; pc:status status:stated ;"
    " rdf:predicate org:subOrganizationOf ; rdf:object id:alpha .\n"
)
COOP = "id:coop a pc:Cooperation .\n"  # its record stands in the source file: rules do not mind


@pytest.mark.parametrize(
    ("claims", "edge", "expected"),
    [
        # 10-direct: the role decides
        (participation("alpha", "net", "member"), "org:memberOf", {("alpha", "net")}),
        (participation("alpha", "net", "founding-member"), "org:memberOf", {("alpha", "net")}),
        (participation("alpha", "net", "member-or-participant"), "org:memberOf", set()),
        (
            participation("alpha", "net", "member-or-participant"),
            "pc:participatesIn",
            {("alpha", "net")},
        ),
        (participation("alpha", "net", "participant"), "org:memberOf", set()),
        (participation("alpha", "net", "observer"), "org:memberOf", set()),
        (participation("alpha", "net", "member", WITHDRAWN), "org:memberOf", set()),
        (participation("alpha", "net", "member", WITHDRAWN), "pc:participatesIn", set()),
        (participation("alpha", "prj", "promoter"), "pc:promotes", {("alpha", "prj")}),
        (participation("alpha", "prj", "junior-partner"), "pc:partnerIn", {("alpha", "prj")}),
        (party("alpha"), "pc:partyTo", {("alpha", "agr")}),
        # 30-agreement
        (
            party("alpha") + party("beta"),
            "pc:hasAgreementWith",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        (party("alpha"), "pc:hasAgreementWith", set()),
        (party("alpha") + party("beta", WITHDRAWN), "pc:hasAgreementWith", set()),
        (party("alpha") + party("delta"), "pc:hasAgreementWith", set()),
        (
            party("alpha") + participation("beta", "agr", "participant"),
            "pc:hasAgreementWith",
            set(),
        ),
        # 31-cooperation
        (
            COOP + participation("alpha", "coop", "party") + participation("beta", "coop", "party"),
            "pc:cooperatesWith",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        (
            COOP
            + participation("alpha", "coop", "party")
            + participation("delta", "coop", "party"),
            "pc:cooperatesWith",
            set(),
        ),
        (party("alpha") + party("beta"), "pc:cooperatesWith", set()),
        (
            party("alpha") + party("beta", "; pc:modality modality:planned"),
            "pc:hasAgreementWith",
            set(),
        ),
        (
            party("alpha") + party("beta") + PART,
            "pc:hasAgreementWith",
            set(),
        ),
        (
            party("alpha") + party("beta") + "id:beta pc:status status:ambiguous .\n",
            "pc:hasAgreementWith",
            set(),
        ),
        # 32-project
        (
            HOME
            + participation("alpha", "prj", "promoter")
            + participation("gamma", "prj", "partner"),
            "pc:projectPartnerOf",
            set(),
        ),
        (
            TWINNING
            + participation("alpha", "prj", "lead-partner")
            + participation("beta", "prj", "beneficiary"),
            "pc:projectPartnerOf",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        (
            TWINNING
            + participation("alpha", "prj", "beneficiary")
            + participation("beta", "prj", "beneficiary"),
            "pc:projectPartnerOf",
            set(),
        ),
        (
            participation("alpha", "prj", "lead-partner")
            + participation("beta", "prj", "beneficiary"),
            "pc:projectPartnerOf",
            set(),
        ),
        (
            participation("alpha", "prj", "promoter") + participation("beta", "prj", "partner"),
            "pc:projectPartnerOf",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        (
            participation("alpha", "prj", "promoter") + participation("beta", "prj", "beneficiary"),
            "pc:projectPartnerOf",
            set(),
        ),
        (
            participation("alpha", "prj", "promoter") + participation("beta", "prj", "involved"),
            "pc:projectPartnerOf",
            set(),
        ),
        (
            participation("alpha", "prj", "promoter") + participation("delta", "prj", "partner"),
            "pc:projectPartnerOf",
            set(),
        ),
        # common membership is no partnership
        (
            participation("alpha", "net", "member") + participation("beta", "net", "member"),
            "pc:partnersWith",
            set(),
        ),
        # 35-influence
        (
            (
                "claim:x a pc:InfluenceClaim ; pc:influenceFrom id:delta ; pc:influenceOn id:prj ;"
                " pc:status status:stated ."
            ),
            "pc:influenced",
            {("delta", "prj")},
        ),
        (
            (
                "claim:x a pc:InfluenceClaim ; pc:influenceFrom id:delta ; pc:influenceOn id:prj ;"
                " pc:status status:withdrawn ."
            ),
            "pc:influenced",
            set(),
        ),
        # 33-super
        (
            party("alpha") + party("beta"),
            "pc:partnersWith",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        (
            party("alpha") + party("beta"),
            "pc:connectedTo",
            {("alpha", "beta"), ("beta", "alpha")},
        ),
        # 20-tie
        (
            party("alpha") + party("beta"),
            TIES,
            {("alpha", "beta", "agr"), ("beta", "alpha", "agr")},
        ),
        (party("alpha") + party("beta", WITHDRAWN), TIES, set()),
        (party("alpha") + party("delta"), TIES, set()),
        # 40-org-view
        (
            participation("alpha", "net", "member"),
            "SELECT ?a ?o { ?m a org:Membership ; org:member ?a ; org:organization ?o }",
            {("alpha", "net")},
        ),
        (
            participation("alpha", "net", "member-or-participant"),
            "SELECT ?a ?o { ?m a org:Membership ; org:member ?a ; org:organization ?o }",
            set(),
        ),
        (
            participation("alpha", "net", "member", WITHDRAWN),
            "SELECT ?a ?o { ?m a org:Membership ; org:member ?a ; org:organization ?o }",
            set(),
        ),
    ],
)
def test_a_rule_derives_this_and_nothing_else(after, claims, edge, expected):
    assert expected == after(claims, edge)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", "stated"),
        ("", IMPLIED, "implied"),
        (IMPLIED, AMBIGUOUS, "ambiguous"),
        (AMBIGUOUS, "", "ambiguous"),
    ],
)
def test_a_tie_is_as_sure_as_its_weakest_claim(after, one, other, expected):
    statuses = "SELECT DISTINCT ?s { ?t a pc:Tie ; pc:status ?s }"
    assert after(party("alpha", one) + party("beta", other), statuses) == {(expected,)}


def test_a_withdrawn_claim_weakens_no_tie(after):
    claims = party("alpha") + party("beta") + party("beta", WITHDRAWN).replace("-agr a", "-agr-2 a")
    assert after(claims, "SELECT DISTINCT ?s { ?t a pc:Tie ; pc:status ?s }") == {("stated",)}


def test_a_tie_starts_with_the_later_and_ends_with_the_earlier_claim(after):
    claims = party("alpha", '; pc:when "2001/2009"^^edtf:EDTF') + party(
        "beta", '; pc:when "2005/2012"^^edtf:EDTF'
    )
    bounds = "SELECT DISTINCT ?a ?b { ?t a pc:Tie ; pc:earliestStart ?a ; pc:latestEnd ?b }"
    assert after(claims, bounds) == {("2005-01-01", "2009-12-31")}


def test_a_tie_has_the_evidence_of_both_ends(after):
    claims = party("alpha") + party("beta", "; pc:evidence ev:doc-20-39")
    found = after(claims, "SELECT DISTINCT ?e { ?t a pc:Tie ; pc:evidence ?e }")
    assert found == {("doc-0-9",), ("doc-20-39",)}


def test_a_thing_has_one_english_label(after):
    labels = "SELECT ?s ?l { ?s rdfs:label ?l FILTER (?s = id:alpha) }"
    more = 'id:alpha skos:prefLabel "Vězeňská služba"@cs .\n'
    assert after(more, labels) == {("alpha", "Prison Service of Alphaland")}


def test_a_participation_without_a_date_takes_that_of_its_context(after):
    claims = (
        "claim:prj-kind a pc:AttributeClaim ; rdf:subject id:prj ; rdf:predicate pc:statedKind ;"
        ' rdf:object "project"@en ; pc:status status:stated ; pc:when "2015"^^edtf:EDTF .\n'
    ) + participation("alpha", "prj", "promoter")
    found = after(claims, "SELECT ?d { claim:alpha-in-prj pc:latestEnd ?d }")
    assert found == {("2015-12-31",)}


def test_a_name_of_one_document_only_is_no_label(after):
    claim = (
        "claim:x a pc:AttributeClaim ; rdf:subject id:alpha ; rdf:predicate skos:altLabel ;"
        ' rdf:object "AX"@en ; pc:status status:stated'
    )
    names = "SELECT ?l { id:alpha skos:altLabel ?l }"
    assert after(f"{claim} .", names) == {("AX",)}
    assert after(f"{claim} ; pc:nameIn src:doc .", names) == set()


def test_a_claim_in_two_documents_counts_once(tmp_path):
    root = make_workspace(tmp_path)
    before = derive(root)("SELECT (COUNT(*) AS ?n) { ?t a pc:Tie }")
    same = participation("alpha", "agr", "party", '; pc:attested "2014"^^edtf:EDTF')
    put(
        root,
        "graphdata/sources/core/other.ttl",
        "src:other a pc:SourceDocument .\nev:other-1 a pc:Evidence ; oa:hasSource src:other .\n"
        + same.replace("ev:doc-0-9", "ev:other-1"),
    )
    rows = derive(root)
    counted = (
        "SELECT (COUNT(?c) AS ?n) { ?c a pc:Participation ; pc:agent id:alpha ; pc:context id:agr }"
    )
    assert rows(counted) == [("1",)]
    assert rows("SELECT (COUNT(*) AS ?n) { ?t a pc:Tie }") == before
    assert rows(
        "SELECT (COUNT(?e) AS ?n) { ?t pc:from id:alpha ; pc:to id:beta ; pc:evidence ?e }"
    ) == [("2",)]


def test_a_tie_holds_when_a_pair_of_its_claims_holds_and_not_between(after):
    claims = (
        party("alpha", '; pc:when "2001/2009"^^edtf:EDTF')
        + party("alpha", '; pc:when "2011/2012"^^edtf:EDTF').replace("-agr a", "-agr-2 a")
        + party("beta")
    )
    query = """SELECT ?s ?e {
        ?t pc:from id:alpha ; pc:to id:beta ; pc:earliestStart ?s ; pc:latestEnd ?e }"""
    assert after(claims, query) == {("2001-01-01", "2009-12-31"), ("2011-01-01", "2012-12-31")}


def test_a_tie_bears_the_days_of_the_pair_that_spans_all_others(after):
    claims = (
        party("alpha", '; pc:when "2001/2009"^^edtf:EDTF')
        + party("alpha", '; pc:when "2003/2004"^^edtf:EDTF').replace("-agr a", "-agr-2 a")
        + party("beta", '; pc:when "2000/2010"^^edtf:EDTF')
    )
    query = "SELECT ?t ?s ?e { ?t pc:from id:alpha ; pc:earliestStart ?s ; pc:latestEnd ?e }"
    assert after(claims, query) == {("alpha-to-beta-by-agr", "2001-01-01", "2009-12-31")}


def both_ways(rows):
    edges = {row[:2] for row in rows("SELECT ?a ?b { ?a pc:partnersWith ?b }")}
    ties = {row[:2] for row in rows("SELECT ?a ?b { ?t pc:from ?a ; pc:to ?b }")}
    return edges, ties


def test_every_partnership_has_a_tie_and_every_tie_is_one(tmp_path, rows):
    for ask in (derive(make_workspace(tmp_path)), rows):
        edges, ties = both_ways(ask)
        assert edges
        assert edges == ties
        assert edges == {(b, a) for a, b in edges}
        assert all(a != b for a, b in edges)
        bare = "SELECT ?t { ?t a pc:Tie FILTER NOT EXISTS { ?t pc:evidence ?e } }"
        assert ask(bare) == []


def test_dropping_and_deriving_again_gives_the_same_graph(built, workspace):
    asserted = [quad for quad in built.dataset.quads if not reading.is_derived(quad)]
    derived = [quad for quad in built.dataset.quads if reading.is_derived(quad)]
    again = derivation.derive(store.in_memory(asserted), workspace)
    assert derived == again


def test_deriving_twice_adds_nothing(tmp_path):
    workspace = find_workspace(make_workspace(tmp_path))
    memory = store.in_memory(reading.as_dataset(reading.read(workspace)).quads)
    once = derivation.derive(memory, workspace)
    assert set(derivation.derive(memory, workspace)) == set(once)


def test_the_core_derives_from_the_core_only(tmp_path):
    root = make_workspace(tmp_path)
    put(
        root,
        "graphdata/sources/public/page.ttl",
        "src:page a pc:SourceDocument ; dcterms:title 'Page'@en ; dcterms:language 'en' .\n"
        "ev:page-1 a pc:Evidence ; oa:hasSource src:page .\n"
        + participation("beta", "prj", "partner").replace("ev:doc-0-9", "ev:page-1"),
    )
    workspace = find_workspace(root)
    partners = "SELECT ?b { id:beta pc:projectPartnerOf ?b }"
    assert loading.load(workspace, scope="core").store.rows(partners) == []
    assert len(loading.load(workspace, scope="all").store.rows(partners)) == 2


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("SELECT ?a { ?a ?b ?c }", "must be a CONSTRUCT"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b }", "not SPARQL"),
    ],
)
def test_a_rule_that_is_none_is_named(tmp_path, rule, part):
    root = make_workspace(tmp_path)
    (root / "ontology/rules/99-bad.rq").write_text(rule)
    with pytest.raises(QueryError, match=part) as caught:
        load_checked(find_workspace(root))
    assert str(caught.value).startswith("ontology/rules/99-bad.rq:")


def test_a_rule_never_reaches_back_before_the_bounds(tmp_path):
    """Rules 0x run first, the bounds next, the others last: a tie finds its bounds."""
    rows = derive(make_workspace(tmp_path))
    missing = """SELECT ?c { ?class rdfs:subClassOf* pc:Claim . ?c a ?class .
        FILTER NOT EXISTS { ?c pc:earliestStart ?a ; pc:latestStart ?b ; pc:earliestEnd ?d ;
          pc:latestEnd ?e } }"""
    assert rows(missing) == []


def test_the_quads_of_a_document_stay_in_its_graph(tmp_path):
    root = make_workspace(tmp_path)
    path = root / DOCUMENT
    expected = {
        quad.triple for quad in ox.parse(input=path.read_text("utf-8"), format=ox.RdfFormat.TURTLE)
    }
    quads = load_checked(find_workspace(root)).graph.dataset.quads
    name = ox.NamedNode("https://w3id.org/pencoop/source/doc")
    assert {quad.triple for quad in quads if quad.graph_name == name} == expected


# ---- Rules that are none -------------------------------------------------------------------------

ENDLESS = "CONSTRUCT { ?a pc:partnersWith ?k } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
IMPATIENT = "from kg import cli, worker; worker.arm(0.5); raise SystemExit(cli.run(['build']))"


def test_a_rule_that_never_ends_ends_the_command_and_is_named(root):
    (root / "ontology/rules/98-endless.rq").write_text(f"# Why.\n{ENDLESS}", encoding="utf-8")
    before = contents(root)
    ended = python(IMPATIENT, cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    limit = r"stopped after [1-9] s of processor time, the limit for a rule over [\d,]+ triples"
    largest = "The largest record is id:net with 3 claims"
    assert re.fullmatch(
        rf"ontology/rules/98-endless.rq: error: {limit}\. {largest}: divide it, .*\n", ended.stderr
    )
    assert "Correct the rule" not in ended.stderr
    assert contents(root) == before


@pytest.mark.parametrize("opening", ["{", "(", "!", "FILTER(", "[", "-"])
@pytest.mark.parametrize("folder", ["rules", "checks"])
def test_a_rule_nested_without_end_is_named(root, opening, folder):
    head = "# severity: error\n# en: Wrong.\n# cs: Wrong!\n" if folder == "checks" else ""
    rule = f"{head}SELECT ?thing WHERE {{ {opening * 5_000}"
    (root / f"ontology/{folder}/98-deep.rq").write_text(rule, encoding="utf-8")
    ended = kg("check", cwd=root)
    assert ended.returncode == 3
    assert f"ontology/{folder}/98-deep.rq" in ended.stderr


def test_a_rule_may_not_ask_another_server(root):
    asking = "\\u0053ERVICE <http://127.0.0.1:9/> { ?a ?p ?b }"
    asking = f"CONSTRUCT {{ ?a pc:cooperatesWith ?b }}\nWHERE {{ {asking} }}"
    (root / "ontology/rules/98-asking.rq").write_text(asking, encoding="utf-8")
    ended = kg("check", cwd=root)
    assert ended.returncode == 3
    assert ended.stderr.startswith("ontology/rules/98-asking.rq:2:9: error: SERVICE asks another")


# ---- Bounds that follow from other claims --------------------------------------------------------


def founded(thing, year, more=""):
    return (
        f"claim:{thing}-founded a pc:AttributeClaim ; rdf:subject id:{thing} ;"
        f' rdf:predicate schema:foundingDate ; rdf:object "{year}"^^xsd:gYear ;'
        f" pc:status status:stated {more} .\n"
    )


def held(after, claims, point, claim="alpha-in-net"):
    """Whether a claim holds at a point, by the bounds that were derived."""
    query = f"""SELECT ?a ?b ?c ?d ?until {{
        claim:{claim} pc:earliestStart ?a ; pc:latestStart ?b ; pc:earliestEnd ?c ; pc:latestEnd ?d
        OPTIONAL {{ claim:{claim} pc:presumedUntil ?day }}
        BIND (COALESCE(STR(?day), "{edtf.LAST_DAY}") AS ?until) }}"""
    (days,) = after(claims, query)
    return edtf.holds(edtf.Bounds(*days), point)


def test_nothing_holds_before_both_ends_existed(after):
    claims = participation("alpha", "net", "member", '; pc:attested "2014"^^edtf:EDTF')
    assert held(after, claims, "2000") == "unknown"
    assert held(after, claims + founded("net", 2011), "2000") == "no"
    assert held(after, claims + founded("net", 2011), "2014") == "yes"


def test_of_several_years_of_founding_the_earliest_counts(after):
    claims = participation("alpha", "net", "member", '; pc:attested "2014"^^edtf:EDTF')
    both = founded("net", 2011) + founded("net", 2008).replace("net-founded", "net-founded-2")
    assert held(after, claims + both, "2009") == "unknown"


def test_a_withdrawn_founding_bounds_nothing(after):
    claims = participation("alpha", "net", "member", '; pc:attested "2014"^^edtf:EDTF')
    gone = founded("net", 2011).replace("status:stated", "status:withdrawn")
    assert held(after, claims + gone, "2000") == "unknown"


def test_the_next_holder_of_an_office_ends_the_former(after):
    claims = participation("alpha", "net", "president", '; pc:when "2010/"^^edtf:EDTF')
    after_it = participation("beta", "net", "president", '; pc:when "2015-03"^^edtf:EDTF')
    assert held(after, claims, "2016") == "unknown"
    assert held(after, claims + after_it, "2016") == "no"


def test_an_office_attested_long_ago_is_unknown_and_never_presumed(after):
    claims = participation("alpha", "net", "president", '; pc:attested "2004-05"^^edtf:EDTF')
    assert [held(after, claims, year) for year in ("2004", "2005", "2024")] == [
        "yes",
        "unknown",
        "unknown",
    ]
    member = claims.replace("role:president", "role:member")
    assert held(after, member, "2024") == "presumed"


def test_what_lies_in_a_region_lies_in_its_country(after):
    land = (
        "id:land a pc:SubNationalArea ; pc:within id:delta .\nid:alpha pc:jurisdiction id:land .\n"
    )
    assert after(land, "SELECT ?area { id:alpha pc:inArea ?area }") == {("land",), ("delta",)}


@pytest.mark.parametrize(
    ("beta", "expected"),
    [("; pc:modality modality:planned", {("planned",)}), ("", set())],
)
def test_a_thing_is_planned_where_nothing_says_that_it_was_held(after, beta, expected):
    claims = party("alpha", "; pc:modality modality:planned") + party("beta", beta)
    assert after(claims, "SELECT ?m { id:agr pc:modality ?m }") == expected
