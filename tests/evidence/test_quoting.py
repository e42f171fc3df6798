"""Quotations: found whatever their typography, never chosen, never cutting a word unseen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound
from kg.evidence.quoting import cuts_word, find_quotation, in_context, locate

TEXT = (
    "The \u201eRound\u00a0Table\u201c met\nin Praha \u2013 Brno.\r\n"
    "The Service\u2019s rules. The Service. Ser\u00advices meet."
)


def said(words):
    return [TEXT[start:end] for start, end in find_quotation(TEXT, words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"Round Table" met in Praha - Brno', [TEXT[4:37]]),
        ("Service's   rules", ["Service\u2019s rules"]),
        ("Services meet", ["Ser\u00advices meet"]),
        ("The Service", ["The Service", "The Service"]),
        ("the service", []),
        ("Servic", ["Servic", "Servic", "Ser\u00advic"]),
        ("  ", []),
    ],
)
def test_words_are_found_whatever_their_typography(words, found):
    assert said(words) == found


def test_letters_are_found_composed_or_not():
    name = "V\u011bze\u0148sk\u00e1 slu\u017eba"
    for text in (name, unicodedata.normalize("NFD", name)):
        for words in (name, unicodedata.normalize("NFD", name)):
            assert find_quotation(text, words) == [(0, len(text))]


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), st.data())
def test_what_is_cut_out_of_a_text_is_found_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    if not words.replace("\u00ad", "").strip() or "\u00ad" in words:
        return
    assert all(text[low:high].split() for low, high in find_quotation(text, words))
    if unicodedata.is_normalized("NFC", words) and not cuts_word(text, start, end):
        low = text.index(words, start)
        assert (low, low + len(words)) in find_quotation(text, words)


def test_several_places_are_shown_and_one_is_chosen():
    with pytest.raises(NotFound) as caught:
        locate(TEXT, "The Service", step="Choose.")
    assert "stands 2 times in the text. Choose. 1: " in str(caught.value)
    assert "[The Service]\u2019s rules" in str(caught.value)
    start, end = locate(TEXT, "The Service", 2, step="")
    assert TEXT[start : end + 1] == "The Service."
    with pytest.raises(NotFound, match="so there is no 3"):
        locate(TEXT, "The Service", 3, step="")


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("the service\u2019s rules", "With other capitals it does: .*\\[The Service"),
        ("The Service. Services meat", "Its first 3 words do"),
        ("nothing of it", "Quote it as it is written there"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(words, step):
    with pytest.raises(NotFound, match=step):
        locate(TEXT, words, step="")


def test_context_is_one_line_of_whole_words():
    text = "word " * 40 + "here\nis it" + " word" * 40
    start = text.index("here")
    shown = in_context(text, start, start + 7)
    assert "[here is]" in shown
    assert set(shown.replace("[here is]", "").split()) == {"word", "it"}
