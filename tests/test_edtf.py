"""Dates as sources give them, and the four days that follow."""

from __future__ import annotations

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf
from kg.edtf import Bounds, bounds

FIRST, LAST = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize(
    ("when", "attested", "expected"),
    [
        # the table of the model, row by row
        ("2009/", None, ("2009-01-01", "2009-12-31", "2009-01-01", LAST)),
        ("2009/", "2022", ("2009-01-01", "2009-12-31", "2022-01-01", LAST)),
        ("2009/..", "2022", ("2009-01-01", "2009-12-31", "2022-01-01", LAST)),
        ("../2024-04", None, (FIRST, "2024-04-30", "2024-04-01", "2024-04-30")),
        ("2014/2021", None, ("2014-01-01", "2014-12-31", "2021-01-01", "2021-12-31")),
        (None, "2014", (FIRST, "2014-12-31", "2014-01-01", LAST)),
        (None, None, (FIRST, LAST, FIRST, LAST)),
        # and what lies between the rows
        ("2009/..", None, ("2009-01-01", "2009-12-31", "2009-01-01", LAST)),
        ("/2014", None, (FIRST, "2014-12-31", "2014-01-01", "2014-12-31")),
        ("2014", None, ("2014-01-01", "2014-12-31", "2014-01-01", "2014-12-31")),
        ("2014-02", None, ("2014-02-01", "2014-02-28", "2014-02-01", "2014-02-28")),
        ("2012-02", None, ("2012-02-01", "2012-02-29", "2012-02-01", "2012-02-29")),
        ("2014-09-15", None, ("2014-09-15",) * 4),
        ("2014?", None, ("2014-01-01", "2014-12-31", "2014-01-01", "2014-12-31")),
        ("XXXX", None, (FIRST, LAST, FIRST, LAST)),
        ("XXXX", "2014", (FIRST, "2014-12-31", "2014-01-01", LAST)),
        ("2014/2014-03-01", None, ("2014-01-01", "2014-03-01", "2014-03-01", "2014-03-01")),
        ("2014-03-01/2014", None, ("2014-03-01", "2014-03-01", "2014-03-01", "2014-12-31")),
        ("2015", "2022", ("2015-01-01", "2015-12-31", "2015-01-01", "2015-12-31")),
        (None, "2012/2014", (FIRST, "2012-12-31", "2014-01-01", LAST)),
    ],
)
def test_four_bounds_follow_from_a_date_and_when_it_was_seen(when, attested, expected):
    assert Bounds(*expected) == bounds(when, attested)


@pytest.mark.parametrize(
    "text",
    [
        "14",
        "201",
        "20140",
        "2014-1",
        "2014-01-1",
        "2014-01-01T00:00:00",
        "2014-01-01Z",
        "2014 ",
        " 2014",
        "2014\n",
        "2014/2015/2016",
        "/",
        "../..",
        "/..",
        "2014-2015",
        "2014–2015",
        "spring 2014",
        "2014-21-",
        "٢٠١٤",
        "-2014",
        "+2014",
        "2014/x",
        "1.1.2014",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is no "):
        edtf.parse(text)


@pytest.mark.parametrize("text", ["2014-13", "2014-00", "2014-13-45", "2014-02-30", "2014-04-31"])
@pytest.mark.parametrize("form", ["{}", "{}/", "2000/{}", "../{}"])
def test_a_day_that_no_calendar_has_is_refused(text, form):
    with pytest.raises(ValueError, match="is no day of the calendar"):
        edtf.parse(form.format(text))


def test_the_year_zero_is_refused():
    with pytest.raises(ValueError, match="is no day of the calendar"):
        edtf.parse("0000")


@pytest.mark.parametrize(
    "text", ["2015/2014", "2014-03/2014-02", "2014/2013-06-01", "2014-02/2014-01-31"]
)
def test_an_interval_that_runs_backwards_names_both_dates(text):
    with pytest.raises(ValueError, match="ends before it starts") as caught:
        edtf.parse(text)
    assert all(part in str(caught.value) for part in text.split("/"))


@pytest.mark.parametrize(
    "text", ["2014/2014-03-01", "2014/2014", "2014-03-01/2014", "2014-03/2014-03-01"]
)
def test_a_year_contains_its_days(text):
    assert tuple(text.split("/")) == edtf.parse(text)


@pytest.mark.parametrize("text", ["2007-2012", "2007–2012", "2007 - 2012"])
def test_two_years_with_a_hyphen_are_told_the_right_form(text):
    with pytest.raises(ValueError, match="2007/2012"):
        edtf.parse(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2014-25", "this part of a year is not read; write the year 2014"),
        ("2014-37/2014-38", "write the year 2014"),
        ("201X", "open digits are not read; leave it out"),
        ("20XX", "open digits are not read; leave it out"),
        ("2014-XX", "open digits are not read; write 2014"),
        ("2014-05-XX", "open digits are not read; write 2014-05"),
        ("{2014,2015}", "several dates are not read"),
        ("[2014..2016]", "several dates are not read"),
        ("2014-09-15T10:00:00Z", "a time of day is not read; write 2014-09-15"),
        ("Y170000002", "only the years 0001 to 9999"),
        ("-0044", "only the years 0001 to 9999"),
        ("2014-?06", "stand at the end"),
        ("2014?-06", "stand at the end"),
        ("27.1.2015", "write 2015-01-27"),
        ("27. 1. 2015", "write 2015-01-27"),
    ],
)
def test_what_is_beyond_the_subset_is_told_what_to_write(text, advice):
    with pytest.raises(ValueError, match="is no date: ") as caught:
        edtf.parse(text)
    assert advice in str(caught.value)


real_days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
points = real_days.flatmap(lambda day: st.sampled_from([day.isoformat()[:n] for n in (4, 7, 10)]))
pairs = st.tuples(points, points).map(lambda two: sorted(two, key=lambda each: edtf.days(each)[0]))
intervals = pairs.map("/".join)
half_open = st.tuples(points, st.sampled_from(["{}/", "{}/..", "/{}", "../{}"])).map(
    lambda two: two[1].format(two[0])
)
dates = st.one_of(points, intervals, half_open, st.just("XXXX"))


@given(points)
def test_a_point_has_a_first_and_a_last_day(point):
    first, last = edtf.days(point)
    assert first <= last
    assert first.startswith(point)
    assert last.startswith(point)
    assert datetime.date.fromisoformat(last)


@given(st.none() | dates)
def test_bounds_are_ordered(when):
    found = bounds(when)
    assert found.earliest_start <= found.latest_start
    assert found.earliest_end <= found.latest_end
    assert found.earliest_start <= found.earliest_end
    assert found.latest_start <= found.latest_end


@given(st.none() | dates, st.none() | dates)
def test_seeing_a_thing_makes_it_no_shorter(when, attested):
    """To be attested may prove an earlier start and a later end, and never anything else."""
    before, after = bounds(when), bounds(when, attested)
    assert before.earliest_start == after.earliest_start
    assert before.latest_end == after.latest_end
    assert after.latest_start <= before.latest_start
    assert after.earliest_end >= before.earliest_end


@given(st.none() | dates, points)
def test_an_end_that_was_stated_is_moved_by_no_attestation(when, attested):
    _, end = edtf.parse(when) if when else ("", "")
    if end not in ("", ".."):
        assert bounds(when).earliest_end == bounds(when, attested).earliest_end


@given(st.lists(dates.map(bounds), min_size=1, max_size=4))
def test_a_hull_holds_all_that_it_is_made_of(several):
    hull = edtf.hull(several)
    for each in several:
        assert hull.earliest_start <= each.earliest_start <= each.latest_start <= hull.latest_start
        assert hull.earliest_end <= each.earliest_end <= each.latest_end <= hull.latest_end


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(ValueError):
        edtf.bounds(text)


@given(dates.map(bounds), dates.map(bounds))
def test_what_two_things_overlap_in_lies_within_both(one, other):
    both = edtf.overlap(one, other)
    assert both == edtf.overlap(other, one)
    if both:
        assert both.earliest_start == max(one.earliest_start, other.earliest_start)
        assert both.latest_end == min(one.latest_end, other.latest_end)
    else:
        assert one.latest_end < other.earliest_start or other.latest_end < one.earliest_start


@pytest.mark.parametrize(
    ("part", "days"),
    [
        ("2014-33", ("2014-01-01", "2014-03-31")),
        ("2014-34", ("2014-04-01", "2014-06-30")),
        ("2014-36~", ("2014-10-01", "2014-12-31")),
        ("2014-40", ("2014-01-01", "2014-06-30")),
        ("2014-41", ("2014-07-01", "2014-12-31")),
        ("2014-21", ("2014-03-01", "2014-06-21")),
        ("2014-24", ("2014-01-01", "2015-03-21")),
        ("9999-24", ("9999-01-01", "9999-12-31")),
    ],
)
def test_a_part_of_a_year_has_its_days(part, days):
    assert edtf.days(part) == days
    assert edtf.datatype(part) == "edtf:EDTF"
    limits = edtf.bounds(part)
    assert (limits.earliest_start, limits.latest_end) == days


def test_a_quarter_holds_in_its_months_and_not_beside_them():
    limits = edtf.bounds("2018-34")
    assert [edtf.holds(limits, at) for at in ("2018", "2018-03", "2018-07", "2018-34")] == [
        *("yes", "no", "no", "yes"),
    ]
    assert edtf.holds(limits, "2018-05") in ("presumed", "unknown")
