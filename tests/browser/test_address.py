"""Every view has an address that restores it; junk in it breaks nothing."""

from __future__ import annotations

import random

from tests.browser.pages import choose, go_to, invented, shown, turn_to, write


def test_state_goes_into_the_address_and_comes_back(visit, address):
    tab = visit(address)
    tab.evaluate("kg.select('cep')")
    tab.click("#groups button[data-id=event]")
    choose(tab, "#layout", "country")
    choose(tab, "#colour", "community")
    tab.click("#theme")
    tab.click("#language")
    again = visit(tab.url)
    assert again.evaluate("kg.state()") == tab.evaluate("kg.state()")
    assert again.evaluate("kg.visible()") == tab.evaluate("kg.visible()")


def test_every_ready_view_is_reached_by_its_button_and_by_its_address(visit, address):
    tab = visit(address)
    for view in tab.evaluate("kg.views()"):
        turn_to(tab, view["id"])
        assert tab.get_attribute("#views button[aria-pressed=true]", "data-view") == view["id"]
        assert shown(tab)[1] > 0
        fresh = visit(address + f"#view={view['id']}")
        assert fresh.evaluate("kg.visible()") == tab.evaluate("kg.visible()")
        assert fresh.evaluate("kg.state()") == tab.evaluate("kg.state()")
        assert ("#" not in tab.url) if view["id"] == "overview" else tab.url.endswith(view["id"])


def test_partners_are_joined_by_agreement_cooperation_or_project_alone(visit, address, network):
    tab = visit(address + "#view=partners")
    family = {each.id: each.family for each in network.lines}
    seen = {family[each["id"]] for each in tab.evaluate("kg.visible().relations")}
    assert seen == {"agreement", "cooperation", "project"}


def test_programme_shows_its_projects_and_their_promoters(visit, address):
    tab = visit(address + "#view=norway")
    seen = set(tab.evaluate("kg.visible().nodes"))
    assert {"id:prog-cz-justice", "id:prj-cz-zdz", "id:cz-pms"} <= seen


def test_change_of_a_view_is_kept_beside_its_name(visit, address):
    tab = visit(address + "#view=partners")
    choose(tab, "#layout", "kind")
    assert tab.url.endswith("#view=partners&layout=kind")
    assert visit(tab.url).evaluate("kg.state()") == tab.evaluate("kg.state()")


def test_first_look_of_a_large_network_is_thinned_out_and_says_so(visit, tmp_path):
    crowd = invented(450)
    nodes = [n._replace(group="event" if i % 2 else "penal") for i, n in enumerate(crowd.nodes)]
    address = write(tmp_path / "large.html", (tuple(nodes), crowd.relations))
    tab = visit(address)
    assert shown(tab)[0] < 300
    assert "Shown first:" in tab.inner_text("#lead")
    assert "#" not in tab.url
    tab.evaluate("kg.select('n0000')")
    assert visit(tab.url).evaluate("kg.visible()") == tab.evaluate("kg.visible()")
    tab.click("#notice button")
    assert shown(tab)[0] == 450
    assert tab.url.endswith("#view=everything")
    assert shown(visit(tab.url))[0] == 450


JUNK = [
    *("__proto__", "constructor", "toString", "%", "%E0%A4%A", "a|b", "id:cep|id:cep", "9" * 99),
    *("2014-13", "2014-02-31", "../..", "<script>", "event,event", "cep", "", "\u2028", "-1"),
    *("country", "rings", "kind:penal", "id:cz", "norway", "2014"),
]
KEYS = [
    *("sel", "line", "dot", "depth", "to", "kinds", "lines", "status", "scope", "asof", "lang"),
    *("theme", "view", "into", "layout", "centre", "colour", "about", "country", "alone", "x"),
]


def test_junk_in_the_address_never_breaks_the_page(tab):
    chance = random.Random(3)
    for _ in range(200):
        parts = [f"{chance.choice(KEYS)}={chance.choice(JUNK)}" for _ in range(chance.randrange(6))]
        tab.evaluate("(hash) => { location.hash = hash; }", "&".join(parts))
    go_to(tab, "sel=cep")
    assert tab.evaluate("kg.state().sel") == "id:cep"
    go_to(tab, "")
    assert tab.evaluate("kg.state().sel + kg.state().asof") == ""
    assert len(tab.evaluate("kg.visible().nodes")) > 100


def test_unknown_value_of_each_key_is_the_same_as_none(tab):
    everything = tab.evaluate("kg.visible()")
    for key in KEYS:
        go_to(tab, f"{key}=nonsense&depth=2")
        assert tab.evaluate("kg.visible()") == everything, key


def test_link_to_this_view_is_there_to_be_copied(visit, address):
    tab = visit(address + "#sel=cep", permissions=["clipboard-read", "clipboard-write"])
    tab.click("#copy")
    tab.locator("#said", has_text="copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == address + "#sel=cep"
