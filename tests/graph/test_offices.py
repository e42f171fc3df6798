"""Terms of offices: each ends where the next begins, however many there are."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kg import edtf
from kg.graph.offices import Term, end_terms

DATES = ["2001", "2001-03", "2002/", "2003/2004", "../2002", "2002-05-01/2003", "XXXX", "/2005"]
TERMS = st.lists(
    st.builds(
        lambda agent, when, attested: Term(agent, edtf.bounds(when, attested)),
        st.sampled_from("abc"),
        st.sampled_from(DATES),
        st.sampled_from([None, "2001-06", "2004"]),
    ),
    max_size=12,
)


def follows(one, other):
    """Tell whether the holder of one term surely came after that of the other."""
    seen = one.earliest_end > other.latest_start and one.latest_start >= other.earliest_end
    return one.earliest_start > other.latest_start or seen


@given(TERMS)
def test_a_term_ends_where_the_first_of_those_that_follow_it_begins(terms):
    for term, found in zip(terms, end_terms(terms), strict=True):
        after = [
            each.limits.latest_start
            for each in terms
            if each.agent != term.agent and follows(each.limits, term.limits)
        ]
        ended = edtf.within(term.limits, last=min(after, default=edtf.LAST_DAY))
        assert found == ended._replace(presumed_until=f"{ended.earliest_end[:4]}-12-31")


def test_a_long_row_of_holders_is_read_in_a_moment():  # two by two it would be 900 million
    rnd = random.Random(1)
    days = [f"{rnd.randrange(1000, 3000)}-{rnd.randrange(1, 13):02}" for _ in range(30_000)]
    terms = [Term(str(n % 7), edtf.bounds(f"{day}/")) for n, day in enumerate(days)]
    assert max(each.latest_end for each in end_terms(terms)) == edtf.LAST_DAY


def test_holders_who_never_change_end_nobody():
    terms = [Term("a", edtf.bounds(f"{year}/")) for year in range(1000, 9000)]
    assert {each.latest_end for each in end_terms(terms)} == {edtf.LAST_DAY}
