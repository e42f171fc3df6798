"""Dates as people write them."""

from __future__ import annotations

import pytest

from kg.imports.meaning import dates

READ = """
2013                               2013
06/2014                            2014-06
9-2014                             2014-09
14.6.2024                          2024-06-14
14. 6. 2024                        2024-06-14
14/6/2024                          2024-06-14
2024-06-14                         2024-06-14
2014-06-14 00:00:00                2014-06-14
14.6.2024 10:30                    2024-06-14
září 2014                          2014-09
Sept. 2014                         2014-09
10. září 2025                      2025-09-10
10th of September 2025             2025-09-10
September 10, 2025                 2025-09-10
10–11 September 2025               2025-09-10/2025-09-11
10-11 September 2025               2025-09-10/2025-09-11
10.–11. září 2025                  2025-09-10/2025-09-11
10.-11.9.2025                      2025-09-10/2025-09-11
30 September – 2 October 2025      2025-09-30/2025-10-02
30. září – 2. října 2025           2025-09-30/2025-10-02
10.9.2025 - 11.9.2025              2025-09-10/2025-09-11
June-September 2014                2014-06/2014-09
leden až březen 2015               2015-01/2015-03
12/2014–3/2015                     2014-12/2015-03
2007-2012                          2007/2012
2007 až 2012                       2007/2012
from 2009 to 2012                  2009/2012
od 10. září do 12. října 2025      2025-09-10/2025-10-12
od 2009                            2009/
od roku 2009                       2009/
since 2009                         2009/
od září 2014                       2014-09/
2009-                              2009/
do 04/2024                         /2024-04
do konce roku 2014                 /2014
until June 2014                    /2014-06
2009 – dosud                       2009/..
2009-present                       2009/..
cca 2014                           2014~
2009/..                            2009/..
../2024-04                         ../2024-04
2014?                              2014?
neuvedeno                          None
n/a                                None
""".strip().splitlines()


@pytest.mark.parametrize("line", READ)
def test_a_date_is_read_at_the_precision_in_which_it_is_written(line):
    text, _, expected = line.rpartition(" ")
    assert str(dates.read_date(text.strip()).edtf) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31.2.2024", "is no day of the calendar"),
        ("2014-13-45", "is no day of the calendar"),
        ("06/14/2024", "The day comes first"),
        ("2014/06", "may be a month or two years"),
        ("2014/15", "Write both years in full"),
        ("14.6.24", "a year of two digits"),
        ("45457", "the number by which a spreadsheet counts days"),
        ("2014/2009", "ends before it starts"),
        ("11. 9.", "is no date"),
        ("jaro 2014", "is no date"),
        ("=1+1", "is no date"),
        ("since", "is no date"),
        ("9" * 100_000, "is no date"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        dates.read_date(text)


def test_a_date_that_others_read_month_first_is_said():
    assert "day first: 2024-07-06" in dates.read_date("6/7/2024").remark
    assert dates.read_date("7/7/2024").remark is None


@pytest.mark.parametrize(
    ("since", "until", "joined"),
    [
        ("14.6.2024", None, "2024-06-14/"),
        (None, "2024", "/2024"),
        ("od 2009", "do 2012", "2009/2012"),
        ("2014", "2014-03-01", "2014/2014-03-01"),
        (None, None, None),
    ],
)
def test_two_cells_make_one_interval(since, until, joined):
    ends = (dates.read_date(text) if text else None for text in (since, until))
    assert dates.join_dates(*ends) == joined


@pytest.mark.parametrize(("since", "until"), [("2014", "2009"), ("2009/2012", "2014")])
def test_ends_that_do_not_fit_are_refused(since, until):
    with pytest.raises(ValueError, match=r"."):
        dates.join_dates(dates.read_date(since), dates.read_date(until))
