"""Search: names in both languages, acronyms, identifiers; by keys alone."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("probacni a mediacni", "id:cz-pms"),
        ("vezenska sluzba ceske", "id:cz-vscr"),
        ("Confederation of European", "id:cep"),
        ("EuroPris", "id:europris"),
        ("VS ČR", "id:cz-vscr"),
        ("https://w3id.org/pencoop/id/mecr", "id:mecr"),
        ("cz-vscr-iru", "id:cz-vscr-iru"),
    ],
)
def test_search_finds_names_in_both_languages_acronyms_and_identifiers(tab, typed, found):
    assert tab.evaluate("(text) => kg.find(text)", typed)[:1] == [found]


def test_search_is_used_by_keys_alone(tab):
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.type("prison service")
    assert tab.get_attribute("#search", "aria-expanded") == "true"
    first = tab.get_attribute("#search", "aria-activedescendant")
    tab.keyboard.press("ArrowDown")
    assert tab.get_attribute("#search", "aria-activedescendant") != first
    tab.keyboard.press("ArrowUp")
    wanted = tab.get_attribute(f"#{first}", "data-node")
    tab.keyboard.press("Enter")
    assert tab.evaluate("kg.state().sel") == wanted
    assert tab.is_visible("#panel")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert tab.evaluate("kg.state().sel") == ""
    assert not tab.is_visible("#panel")


def test_search_says_by_which_name_it_found(tab):
    tab.fill("#search", "vezenska sluzba ceske")
    first = tab.locator("#search-list li").first.inner_text()
    assert "Prison Service of the Czech Republic" in first
    assert "found as Vězeňská služba České republiky" in first


def test_search_says_when_there_is_nothing(tab):
    tab.fill("#search", "qqqq")
    assert tab.locator("#search-list li").all_inner_texts() == ["Nothing found under this name."]


def test_search_brings_back_what_a_filter_hides(visit, address):
    tab = visit(address + "#kinds=international&country=no")
    assert tab.evaluate("kg.select('cep')")
    assert "id:cep" in tab.evaluate("kg.visible().nodes")
    assert tab.inner_text("#panel h2") == "Confederation of European Probation"
