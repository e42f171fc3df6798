"""Picture, tables, legend, networkx and SPARQL count the same, under every filter."""

from __future__ import annotations

import pytest

from kg.claims.claims import Evidence
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.network.network import Network
from kg.network.projection import to_networkx
from kg.page import page
from tests.browser.pages import invented, shown, write
from tests.miniature import PARTICIPATIONS, make_workspace, participation
from tests.networks import body, claim, network_of, relation

FILTERS = ("groups", "families", "statuses")


def test_canvas_tables_and_graph_show_the_same(tab, network, rows):
    graph = to_networkx(network)
    assert shown(tab) == [graph.number_of_nodes(), graph.number_of_edges()]
    assert sorted(tab.evaluate("Object.keys(kg.positions())")) == [n.id for n in network.nodes]
    pairs = {"|".join(sorted((each.a, each.b))) for each in network.relations}
    assert {line["key"] for line in tab.evaluate("kg.lines()")} == pairs
    ((bodies,),) = rows(
        "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { VALUES ?class { org:Organization"
        " org:FormalOrganization org:OrganizationalUnit } ?o a ?class }"
    )
    organisations = {"penal", "authority", "international", "unit", "other"}
    drawn = [n for n in tab.evaluate("kg.nodes()") if n["group"] in organisations]
    assert len(drawn) == int(bodies)


def test_three_relations_of_a_pair_are_one_line_that_lists_three(visit, tmp_path):
    more = "".join(
        participation("alpha", "net", role).replace("in-net", f"in-net-{i}")
        for i, role in enumerate(("chair", "secretariat"), 2)
    )
    root = make_workspace(tmp_path, claims=PARTICIPATIONS + more)
    store = loading.load(find_workspace(root)).store
    path = tmp_path / "three.html"
    path.write_text(page.network_page(store), encoding="utf-8")
    tab = visit(path.as_uri() + "#line=id:alpha|id:net")
    assert {"key": "id:alpha|id:net", "n": 3} in tab.evaluate("kg.lines()")
    assert tab.locator("#panel [data-relation]").count() == 3


# ---- evidence everywhere -------------------------------------------------------------------------


def test_every_relation_opens_its_status_and_evidence(tab, network):
    for node in [each for each in network.nodes if each.degree][::12]:
        tab.evaluate("(id) => kg.select(id)", node.id)
        own = [r for r in network.relations if node.id in (r.a, r.b)]
        said = tab.locator("#panel [data-relation]").evaluate_all(
            "(all) => all.map((each) => [each.dataset.relation, each.textContent,"
            " each.querySelectorAll('[data-evidence]').length])"
        )
        expected = {each.id: each for each in own} | {fact.id: fact for fact in node.facts}
        assert {name for name, _, _ in said} == set(expected)
        for name, text, places in said:
            assert places == len(expected[name].claim.evidence) > 0
            assert expected[name].claim.status in text


def test_sentences_and_labels_are_those_of_the_command_line(visit, address, network):
    from kg.network.wording import say_label, say_relation
    from kg.text.words import LANGUAGES, read_words

    words, ends = read_words(), {node.id: node for node in network.nodes}
    for lang in LANGUAGES:
        tab = visit(f"{address}#lang={lang}")
        said = [(r["id"], r["says"], r["label"]) for r in tab.evaluate("kg.relations()")]
        assert said == [
            (r.id, say_relation(r, ends, words, lang), say_label(r, words, lang))
            for r in network.lines
        ]


def memberships(network):
    """What the matrix can show: members, and those who only take part."""
    return [each for each in network.relations if each.family == "membership"]


@pytest.mark.parametrize(
    ("view", "edge"), [("partners", "pc:partnersWith"), ("members", "org:memberOf")]
)
def test_ready_view_draws_what_is_derived_and_takes_it_back(visit, address, network, view, edge):
    expected = {r.id for r in network.lines if r.edge == edge}
    tab = visit(f"{address}#view={view}")
    assert {each["id"] for each in tab.evaluate("kg.visible().relations")} == expected
    ends = {end for r in network.lines if r.id in expected for end in (r.a, r.b)}
    assert set(tab.evaluate("kg.visible().nodes")) == ends
    tab.click("#chips .chip >> nth=0")
    offered = {"partners": network.relations, "members": memberships(network)}[view]
    assert len(tab.evaluate("kg.visible().relations")) == len(offered)


def test_partners_by_a_project_are_told_by_its_name(visit, tmp_path):
    claims = "".join(participation(body, "prj", "partner") for body in ("alpha", "beta"))
    store = loading.load(find_workspace(make_workspace(tmp_path, claims=claims))).store
    path = tmp_path / "project.html"
    path.write_text(page.network_page(store), encoding="utf-8")
    tab = visit(path.as_uri() + "#edge=partnersWith&sel=alpha")
    assert "are tied by a project: Back to life." in tab.inner_text("#panel")
    assert "Common project" in tab.inner_text("#panel")
    given = tab.evaluate("kg.relations().find(({ edge }) => edge === 'partnersWith')")
    assert (given["from"], given["to"], given["kind"]) == ("id:alpha", "id:beta", "project")
    assert (given["status"], len(given["evidence"])) == ("stated", 1)


def test_relation_without_evidence_is_shown_and_flagged(visit, tmp_path):
    line = relation("a", "b", claim=claim(evidence=()))
    address = write(tmp_path / "bare.html", network_of([body("a"), body("b")], [line]))
    tab = visit(address + "#sel=a")
    assert "No evidence is recorded." in tab.inner_text("#panel")
    assert "No evidence is recorded." in tab.inner_text("#relations-table")


def test_evidence_with_a_position_is_verified_and_without_one_cited(visit, tmp_path):
    cited = Evidence("ev:c", "src:c", "Page", None, "https://example.org/", None, None, "2024-05")
    line = relation("a", "b", claim=claim(evidence=(cited, *claim().evidence)))
    address = write(tmp_path / "cited.html", network_of([body("a"), body("b")], [line]))
    tab = visit(address + "#sel=a")
    proofs = tab.locator("#panel [data-evidence]").all_inner_texts()
    assert sorted(tab.locator("#panel .held").all_inner_texts()) == ["cited", "verified"]
    assert any("2024-05" in text for text in proofs)
    assert tab.get_attribute("#panel .proof a", "href") == "https://example.org/"


def test_passage_is_shown_where_the_page_was_made_with_the_sources(visit, tmp_path):
    pair = network_of([body("a"), body("b")], [relation("a", "b")])
    passage = ("The Unit ", "joined <b>Alpha</b>", " in 2009.")
    address = write(tmp_path / "passage.html", pair, excerpts={"ev:d-1-2": passage})
    tab = visit(address + "#sel=a")
    assert tab.inner_text("#panel q") == "".join(passage)
    assert tab.locator("#panel q mark").all_inner_texts() == [passage[1]]
    assert visit(write(tmp_path / "bare.html", pair) + "#sel=a").locator("#panel q").count() == 0


def test_claim_that_names_only_the_country_says_so_in_panel_and_table(visit, tmp_path):
    line = relation("a", "b", claim=claim(named_by="country"))
    address = write(tmp_path / "named.html", network_of([body("a"), body("b")], [line]))
    tab = visit(address + "#sel=a")
    assert tab.locator("#panel .tag", has_text="country").count() == 1
    assert "country" in tab.inner_text("#relations-table tbody tr")


# ---- filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", FILTERS)
def test_each_filter_keeps_counts_picture_and_tables_together(tab, which):
    if which == "statuses":
        tab.click("#filters > summary")
    before = shown(tab)
    at = 0 if which == "groups" else 1
    for row in tab.locator(f"#{which} button").all():
        name = row.get_attribute("data-id")
        button = f"#{which} button[data-id={name}]"
        total = int(tab.locator(f"{button} .number").inner_text())
        tab.locator(button).click()
        now = shown(tab)
        assert tab.get_attribute(button, "aria-pressed") == "false"
        assert before[at] - now[at] == total
        assert tab.locator(f"{button} .number").inner_text() == f"0 / {total}"
        tab.locator(button).click()
    assert shown(tab) == before


def test_shift_and_click_shows_one_kind_alone(tab, network):
    tab.locator("#groups button[data-id=penal]").click(modifiers=["Shift"])
    assert shown(tab)[0] == sum(node.group == "penal" for node in network.nodes)
    tab.locator("#groups button[data-id=penal]").click(modifiers=["Shift"])
    assert shown(tab)[0] == len(network.nodes)


def test_scope_keeps_what_documents_or_what_pages_say(visit, tmp_path):
    page_ = Evidence("ev:c", "src:c", "Page", None, "https://example.org/", None, None)
    lines = [relation("a", "b"), relation("b", "c", claim=claim("claim:2", evidence=(page_,)))]
    nodes = [body(name) for name in ("a", "alone", "b", "c")]
    address = write(tmp_path / "scope.html", network_of(nodes, lines))

    def kept(scope):
        tab = visit(f"{address}#scope={scope}")
        seen = tab.evaluate("kg.visible()")
        return sorted(seen["nodes"]), [each["id"] for each in seen["relations"]]

    assert kept("public") == (["id:a", "id:alone", "id:b"], ["claim:a-in-b"])
    assert kept("core") == (["id:alone", "id:b", "id:c"], ["claim:b-in-c"])


def test_country_keeps_what_is_there_and_its_direct_links(visit, address, network):
    tab = visit(address + "#country=no")
    home = {node.id for node in network.nodes if node.country == "id:no"}
    lines = [each for each in network.relations if {each.a, each.b} & home]
    ends = {end for each in lines for end in (each.a, each.b)}
    seen = tab.evaluate("kg.visible()")
    assert set(seen["nodes"]) == home | ends
    assert {each["id"] for each in seen["relations"]} == {each.id for each in lines}
    tab.locator("#chips button").click()
    assert shown(tab)[0] == len(network.nodes)


def test_only_what_is_around_a_body_is_what_networkx_has_around_it(visit, address, network):
    import networkx

    graph = networkx.Graph(to_networkx(network))
    for depth in (1, 2, 3):
        tab = visit(f"{address}#about=efrj&depth={depth}")
        assert set(tab.evaluate("kg.visible().nodes")) == set(
            networkx.ego_graph(graph, "id:efrj", depth)
        )


def test_isolated_things_stay_visible_until_they_are_taken_off(visit, tmp_path):
    drawn = network_of([body("a"), body("b"), body("alone")], [relation("a", "b")])
    address = write(tmp_path / "alone.html", drawn)
    assert "id:alone" in visit(address).evaluate("kg.visible().nodes")
    hidden = visit(address + "#alone=hide").evaluate("kg.visible().nodes")
    assert sorted(hidden) == ["id:a", "id:b"]


# ---- many things ---------------------------------------------------------------------------------


def test_countries_as_dots_hold_every_thing_and_every_line_between_them(visit, address, network):
    tab = visit(address + "#into=country")
    assert shown(tab) == [len(network.nodes), len(network.relations)]
    dot = {member: dot["id"] for dot in tab.evaluate("kg.dots()") for member in dot["members"]}
    between = [each for each in network.relations if dot[each.a] != dot[each.b]]
    assert sum(line["n"] for line in tab.evaluate("kg.lines()")) == len(between)
    assert dot["id:cz-vscr"] == "id:cz"
    assert dot["id:cep"] == "id:cep"
    spot = tab.evaluate("kg.spot('id:no')")
    tab.mouse.click(spot["x"], spot["y"])
    assert tab.inner_text("#panel h2") == "Norway"
    tab.locator("#panel .strong").click()
    assert tab.evaluate("[kg.state().country, kg.state().into]") == ["id:no", ""]


def test_too_many_things_begin_as_kinds_and_search_leads_to_one(visit, tmp_path):
    crowd = invented(1700)
    nodes = [n._replace(group="authority" if i % 3 else "penal") for i, n in enumerate(crowd.nodes)]
    tab = visit(write(tmp_path / "many.html", Network(tuple(nodes), crowd.relations)))
    assert tab.evaluate("kg.dots().length") == 2
    assert "1,700 things are too many" in tab.inner_text("#lead")
    tab.fill("#search", "Service number 7")
    tab.keyboard.press("Enter")
    assert tab.evaluate("[kg.state().about, kg.state().into]") == ["id:n0007", ""]
    assert len(tab.evaluate("kg.visible().nodes")) > 1


def test_a_hub_of_very_many_is_read_in_the_panel_while_dots_stand_for_its_members(visit, tmp_path):
    nodes = [body("hub", group="international"), *(body(f"n{i:04}") for i in range(1600))]
    lines = [relation(f"n{i:04}", "hub") for i in range(1600)]
    tab = visit(write(tmp_path / "hub.html", network_of(nodes, lines)) + "#sel=hub")
    assert tab.evaluate("kg.dots().length") == 2
    assert tab.inner_text("#panel h2") == "hub"
    assert tab.locator("#panel [data-relation]").count() == 40


def test_selection_by_address_among_too_many_shows_its_surroundings(visit, tmp_path):
    tab = visit(write(tmp_path / "many.html", invented(1600)) + "#sel=n0000")
    assert tab.evaluate("kg.state().about") == "id:n0000"
    assert 1 < len(tab.evaluate("kg.visible().nodes")) < 1500


def test_panel_of_a_hub_lists_some_and_all_when_asked(visit, tmp_path):
    nodes = [body("hub"), *(body(f"n{i:03}") for i in range(120))]
    lines = [relation(f"n{i:03}", "hub") for i in range(120)]
    tab = visit(write(tmp_path / "hub.html", network_of(nodes, lines)) + "#sel=hub")
    assert tab.locator("#panel [data-relation]").count() == 40
    tab.locator("#panel .more").click()
    assert tab.locator("#panel [data-relation]").count() == 120
