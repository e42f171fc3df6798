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
6/14/2024                          2024-06-14
7/7/2024                           2024-07-07
12. III. 2014                      2014-03-12
V/2014                             2014-05
31. XII. 2014                      2014-12-31
December 2014                      2014-12
13-May-2013                        2013-05-13
2013-May-13                        2013-05-13
+2013-05-12T00:00:00Z              2013-05-12
+2013-05-00T00:00:00Z              2013-05
2013-00-00                         2013
12. marca 2014                     2014-03-12
5 lutego 2015                      2015-02-05
3. März 2016                       2016-03-03
12 mai 2010                        2010-05-12
5 mayo 2011                        2011-05-05
12 maggio 2012                     2012-05-12
5 mei 2014                         2014-05-05
2014 r.                            2014
v roce 2014                        2014
od r. 2010                         2010/
od 2010 na dobu neurčitou          2010/..
2010 - trvá                        2010/..
2009 bis heute                     2009/..
seit 2010                          2010/
do konca roku 2014                 /2014
vom 1.2.2014 bis 3.4.2015          2014-02-01/2015-04-03
2014/15                            2014/2015
2014–18                            2014/2018
~2010                              2010~
kolem roku 2010                    2010~
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
        ("2014/06", "may be a month or two years"),
        ("2010/11", "may be a month or two years"),
        ("3/4/2014", "may be 2014-04-03 or 2014-03-04"),
        ("14.6.24", "a year of two digits"),
        ("45457", "the number by which a spreadsheet counts days"),
        ("2014/2009", "ends before it starts"),
        ("11. 9.", "is no date"),
        ("jaro", "is no date"),
        ("zima 2014/2015", "is no date"),
        ("=1+1", "is no date"),
        ("since", "is no date"),
        ("9" * 100_000, "is no date"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        dates.read_date(text)


@pytest.mark.parametrize(
    ("column", "default", "order"),
    [
        (["3/4/2014", "3/25/2014"], None, "month"),
        (["3/4/2014", "25/3/2014"], None, "day"),
        (["3/4/2014", "3/5/2014", "2014"], None, None),
        (["3/4/2014"], "day", "day"),
        (["3/25/2014", "25/3/2014"], "day", None),  # both are proven: nothing decides
        (["25.3.2014", "3-25-2014", "3/4/2014"], None, "month"),
    ],
)
def test_the_column_tells_whether_the_month_comes_first(column, default, order):
    assert dates.find_order(column, default) == order


def test_a_date_is_read_in_the_order_of_its_column():
    assert dates.read_date("3/4/2014", "month").edtf == "2014-03-04"
    assert dates.read_date("3/4/2014", "day").edtf == "2014-04-03"
    assert dates.read_date("3.4.2014", "month").edtf == "2014-04-03"  # with dots the day is first


@pytest.mark.parametrize(
    "text",
    [
        *("na dobu neurčitou", "trvá", "dosud", "ongoing", "present", "until further notice"),
        *("na dobu neurčitú", "bezterminowo", "unbefristet", "en cours", "heden"),
    ],
)
def test_what_goes_on_is_an_open_end(text):
    read = dates.read_date(text)
    assert (read.edtf, read.open) == (None, True)
    assert dates.join_dates(dates.read_date("2009"), read) == "2009/.."
    assert dates.join_dates(None, read) is None


@pytest.mark.parametrize(
    ("date", "texts"),
    [
        ("2019-21", ["jaro 2019", "na jaře 2019", "spring of 2019", "Frühjahr 2019", "jar 2019"]),
        ("2019-21", ["wiosna 2019 r.", "printemps 2019", "primavera 2019", "voorjaar 2019"]),
        ("2019-22", ["the summer of 2019", "léto 2019", "v lete 2019", "lato 2019", "Sommer 2019"]),
        ("2019-22", ["été 2019", "verano de 2019", "estate 2019", "zomer 2019"]),
        ("2019-23", ["na podzim 2019", "fall 2019", "jeseň 2019", "jesień 2019", "Herbst 2019"]),
        ("2019-24", ["zima 2019", "winter 2019", "hiver 2019", "invierno 2019", "inverno 2019"]),
        ("2019-34", ["Q2 2019", "2019 Q2", "2019/Q2", "2. čtvrtletí 2019", "II. kwartał 2019"]),
        ("2019-34", ["druhé čtvrtletí roku 2019", "2e trimestre 2019", "2. Quartal 2019"]),
        ("2019-33", ["I. štvrťrok 2019", "1st quarter of 2019", "1e kwartaal 2019"]),
        ("2019-36", ["IV. čtvrtletí 2019", "last quarter of 2019"]),
        ("2019-40", ["1. pol. 2019", "H1 2019", "first half of 2019", "I. półrocze 2019"]),
        ("2019-41", ["2. Halbjahr 2019", "druhé pololetí 2019", "secondo semestre 2019"]),
        ("2019-21/", ["od jara 2019", "since spring 2019"]),
        ("2018-33/2019-36", ["Q1 2018 – Q4 2019"]),
    ],
)
def test_seasons_quarters_and_halves_are_points_of_edtf(date, texts):
    assert [dates.read_date(text).edtf for text in texts] == [date] * len(texts)
    assert not any(dates.read_date(text).noted for text in texts)


@pytest.mark.parametrize("text", ["3. pol. 2014", "Q5 2014", "winter 2014/15"])
def test_a_part_of_a_year_that_there_is_not_is_refused(text):
    with pytest.raises(ValueError, match="is no date"):
        dates.read_date(text)


def test_two_years_are_not_taken_for_a_season():
    with pytest.raises(ValueError, match="may be years or, in EDTF, a season"):
        dates.read_date("2014-21")
    assert dates.read_date("2014-21", written=True).edtf == "2014-21"


@pytest.mark.parametrize("text", ["mid-2019", "end of 2019", "konec roku 2019", "2. trimestr 2019"])
def test_another_part_of_a_year_is_the_year_and_a_note(text):
    read = dates.read_date(text)
    assert (read.edtf, read.noted) == ("2019", True)
    assert "note" in read.remark


@pytest.mark.parametrize(
    "text", ["90. léta", "1990s", "lata 90.", "po roce 2014", "after 2014", "před rokem 2014"]
)
def test_what_cannot_be_reckoned_with_is_a_note(text):
    read = dates.read_date(text)
    assert (read.edtf, read.noted) == (None, True)


@pytest.mark.parametrize(
    "text", ["k 31. 12. 2020", "ke dni 31.12.2020", "as of 31 December 2020", "stan na 31.12.2020"]
)
def test_as_of_a_day_is_when_it_was_attested(text):
    assert dates.read_date(text).attested == "2020-12-31"
    assert dates.read_date(text).edtf is None


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
