"""Words of the commands: each phrase in both languages, with the same gaps."""

from __future__ import annotations

import re

import pytest

from kg.text.words import read_words


@pytest.mark.parametrize("name", ["words", "paths", "measures", "counts", "compare"])
def test_every_phrase_is_there_in_both_languages_with_the_same_gaps(name):
    words = read_words(name)
    gaps = {key: [set(re.findall(r"\{\w+\}", text)) for text in words[key]] for key in words}
    assert [key for key, texts in words.items() if not all(texts)] == []
    assert [key for key, (en, cs) in gaps.items() if en != cs] == []


@pytest.mark.parametrize("name", ["paths", "measures", "compare"])
def test_phrases_of_a_command_do_not_hide_those_that_all_share(name):
    assert read_words().keys() & read_words(name).keys() == set()
