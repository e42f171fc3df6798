"""Pages of eight sorts in each language: what they say is read, and nothing else.

A news item, a section of a yearly report, minutes, the page of a project, a list of members, a list
of agreements, what is to come, and a history. The pages were written for this, their bodies are
invented; what a page says stands in the table of its sort, for all languages the same.
"""

import pytest

from tests.reading.reading_pages import PAGES, languages, read_pages, said, texts

FOUND, RIGHT, DATED = 0.85, 0.85, 0.85


@pytest.mark.parametrize("language", languages())
def test_pages_of_a_language_are_read(language):
    read = read_pages(language)
    assert read.missed <= (1 - FOUND) * read.wanted, read.said
    assert read.wrong <= (1 - RIGHT) * read.wanted, read.said
    assert read.misdated <= (1 - DATED) * read.wanted, read.said


@pytest.mark.parametrize("language", languages())
def test_what_is_denied_hoped_for_or_to_come_is_no_fact(language):
    rows = said(texts(language)["open"], language)
    assert not [row for row in rows if row[0] == "membership"]
    assert all(planned for kind, _, _, _, planned in rows if kind == "event")


def test_each_language_has_a_page_of_each_sort():
    sorts = {path.stem for path in PAGES.glob("*.csv")}
    assert len(sorts) == 8
    assert all(set(texts(language)) == sorts for language in languages())
