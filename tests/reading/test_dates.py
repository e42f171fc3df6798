"""Dates in running text: every form at its own precision, none invented."""

import pytest

from kg.reading.dates import find_dates


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("on 14 March 2023 it", "en", ["2023-03-14"]),
        ("from 13 to 15 March 2023", "en", ["2023-03-13/2023-03-15"]),
        ("the first of July 2004", "en", ["2004-07-01"]),
        ("from January 2022 to the end of 2024", "en", ["2022-01/2024"]),
        ("in 2013 and 2014", "en", ["2013", "2014"]),
        ("27.1.2015 and 15-09-2025", "en", ["2015-01-27", "2025-09-15"]),
        ("it may be; we march on", "en", []),
        ("in June", "en", ["XXXX-06"]),
        ("31 February 2020", "en", []),
        ("dne 5. května 2023", "cs", ["2023-05-05"]),
        ("v září 2014", "cs", ["2014-09"]),
        ("dňa 3. augusta 2021", "sk", ["2021-08-03"]),
        ("w dniu 12 maja 2019", "pl", ["2019-05-12"]),
        ("am 3. Oktober 2020", "de", ["2020-10-03"]),
    ],
)
def test_a_date_is_read_as_it_is_written(text, language, dates):
    assert [each.edtf for each in find_dates(text, language)] == dates


def test_a_day_of_the_week_is_the_last_one_before_the_date_line():
    text = "Town, 14 March 2023\n\nOn Monday they signed."
    assert [each.edtf for each in find_dates(text, "en")] == ["2023-03-14", "2023-03-13"]


def test_a_word_before_a_date_says_since_or_until_when():
    found = find_dates("since 2009 and until April 2024", "en")
    assert [(each.edtf, each.bound) for each in found] == [("2009", "since"), ("2024-04", "until")]
