"""The page on which proposals are decided, by keys alone, at several sizes, in both languages."""

from __future__ import annotations

import pytest
from axe_core_python.sync_playwright import Axe

from tests.browser.conftest import ARGUMENTS, PHONE, READY, WIDE  # noqa: F401 - one browser for all
from tests.browser.pages import until
from tests.reading.test_deciding import decisions, member, open_session, serving


@pytest.fixture
def opened(root, browser):
    """A function that opens the page of a document; complaints of the browser are failures."""
    complaints, contexts, stack = [], [], []

    def go(*, lang="en", size=WIDE, **context):
        session = open_session(root)
        held = serving(session, lang)
        desk = held.__enter__()
        stack.append(held)
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **context)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(desk.address)
        tab.wait_for_selector(READY, timeout=20_000)
        return tab, desk

    yield go
    for each in contexts:
        each.close()
    for each in stack:
        each.__exit__(None, None, None)
    assert complaints == []


def press(tab, key, done):
    tab.keyboard.press(key)
    until(tab, done)


CHOSEN = "document.querySelector('#list > li[aria-current=true]')"


def to_member(tab, desk):
    """Go to the proposal of the membership by keys; return its number."""
    number = member(desk.sessions[0]).proposal.number
    for key in "j" * 20 + "k" * 20:
        if tab.evaluate(f"{CHOSEN}.dataset.number") == str(number):
            return number
        tab.keyboard.press(key)
    raise AssertionError("not reached")


def test_everything_can_be_done_by_keys_alone(opened, root):
    tab, desk = opened()
    number = to_member(tab, desk)
    item = f"document.querySelector('[data-number=\"{number}\"]')"
    press(tab, "a", f"{item}.className === 'yes'")
    press(tab, "u", f"{item}.className === ''")
    to_member(tab, desk)
    press(tab, "x", f"{item}.className === 'no'")
    to_member(tab, desk)
    press(tab, "a", f"{item}.className === 'yes'")
    to_member(tab, desk)
    press(tab, "e", "document.querySelector('#edit-box').open")
    tab.fill("#when-input", "2021-05")
    press(tab, "Enter", "!document.querySelector('#edit-box').open")
    until(tab, f"{item}.textContent.includes('May 2021')")
    press(tab, "w", "document.querySelector('#write-box').open")
    assert "Betaland" in tab.inner_text("#sentences")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    until(tab, "document.activeElement.id === 'write-now'")
    press(tab, "Enter", "document.querySelector('#said').textContent.startsWith('Written')")
    assert (root / "graphdata/sources").exists()
    assert member(desk.sessions[0]).proposal.state == "more exact"  # than the month just written


def hold(tab, name):
    """Hold back the answers to a request of the page; return what lets the next of them go."""
    held = []
    tab.route(f"**/{name}", lambda route: held.append(route))  # noqa: PLW0108 - takes one word

    def let_go():
        for _ in range(200):
            if held:
                return held.pop(0).continue_()
            tab.wait_for_timeout(25)
        raise AssertionError(f"never asked: {name}")

    return let_go


def test_keys_that_are_pressed_before_an_answer_has_come_act_after_it(opened):
    tab, desk = opened()
    let_go = hold(tab, "decide")
    for key in "aaw":
        tab.keyboard.press(key)
    let_go()
    let_go()
    until(tab, "document.querySelector('#write-box').open")
    assert [each for each in decisions(desk.sessions[0]).values() if each] == ["yes", "yes"]


def test_a_key_after_a_form_is_sent_is_no_letter_of_it(opened):
    tab, desk = opened()
    to_member(tab, desk)
    let_go = hold(tab, "edit")
    press(tab, "e", "document.querySelector('#edit-box').open")
    tab.fill("#when-input", "2021-05")
    for key in ("Enter", "Enter", "a", "w"):
        tab.keyboard.press(key)
    assert tab.input_value("#when-input") == "2021-05"
    let_go()
    until(tab, "document.querySelector('#write-box').open")
    assert not tab.evaluate("document.querySelector('#edit-box').open")
    assert member(desk.sessions[0]).decision == "yes"


def test_a_field_that_has_gone_takes_no_key(opened):
    """Until a frame is drawn, a field keeps the focus though its box has closed."""
    tab, desk = opened()
    to_member(tab, desk)
    press(tab, "e", "document.querySelector('#edit-box').open")
    tab.evaluate(
        "(() => { document.querySelector('#edit-box').close();"
        " const key = new KeyboardEvent('keydown', { key: 'w', bubbles: true });"
        " document.querySelector('#when-input').dispatchEvent(key); })()"
    )
    until(tab, "document.querySelector('#write-box').open")


def test_a_name_that_was_typed_and_not_chosen_is_asked_about(opened):
    tab, desk = opened()
    to_member(tab, desk)
    before = member(desk.sessions[0]).proposal.relation.agent
    press(tab, "e", "document.querySelector('#edit-box').open")
    tab.fill("#agent-input", "zzz")
    until(tab, "document.querySelectorAll('#agent-list [aria-disabled]').length > 0")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelector('#edit-error').textContent.startsWith('Choose')")
    assert tab.evaluate("document.activeElement.id") == "agent-input"
    assert member(desk.sessions[0]).proposal.relation.agent == before


def test_the_graph_is_searched_while_one_types(opened):
    tab, desk = opened()
    to_member(tab, desk)
    press(tab, "/", "document.querySelector('#edit-box').open")
    tab.fill("#agent-input", "gamma")
    until(tab, "document.querySelectorAll('#agent-list [role=option]').length > 0")
    tab.keyboard.press("Enter")
    assert tab.input_value("#agent-input") == "Probation of Gammaland"
    tab.keyboard.press("Enter")
    until(tab, "!document.querySelector('#edit-box').open")
    assert member(desk.sessions[0]).proposal.relation.agent == "gamma"
    assert tab.locator("li[aria-current=true] .warn").count() == 1  # its passage names another


def test_words_that_are_marked_become_the_passage(opened):
    tab, desk = opened()
    to_member(tab, desk)
    tab.evaluate(
        "(() => { const text = document.querySelector('#text'), range = document.createRange();"
        " range.selectNodeContents(text); getSelection().removeAllRanges();"
        " getSelection().addRange(range); })()"
    )
    press(tab, "e", "document.querySelector('#edit-box').open")
    tab.click("#edit-form button[type=submit]")
    until(tab, "!document.querySelector('#edit-box').open")
    relation = member(desk.sessions[0]).proposal.relation
    assert relation.start == 0
    assert relation.end == len(desk.sessions[0].text.rstrip())


def test_what_a_document_says_is_text_and_nothing_else(root, browser, opened):
    from tests.reading import test_deciding

    before = test_deciding.TEXT
    try:
        test_deciding.TEXT = (
            before + '\n<img src=x onerror="window.hit=1"><script>window.hit=1</script>\n'
        )
        tab, _ = opened()
        assert tab.evaluate("window.hit === undefined")
        assert "<script>window.hit=1</script>" in tab.inner_text("#text")
    finally:
        test_deciding.TEXT = before


@pytest.mark.parametrize("size", [WIDE, (1280, 720), PHONE, (320, 640)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(opened, size, scheme):
    tab, _ = opened(size=size, color_scheme=scheme)
    found = Axe().run(tab)["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.keyboard.press("e")
    found = Axe().run(tab)["violations"]
    assert [each["id"] for each in found] == []


def test_it_speaks_czech(opened):
    tab, _ = opened(lang="cs")
    assert tab.get_attribute("html", "lang") == "cs"
    assert "Přijmout" in tab.inner_text("#list")


def test_done_says_that_it_has_ended(opened):
    tab, _ = opened()
    tab.click("#done")
    tab.wait_for_selector("#ended")
