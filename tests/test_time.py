"""As of a date: yes, no, presumed or unknown, the same from Python and from SPARQL."""

import pytest

from kg.edtf import Bounds, bounds, days, holds

# The formula in SPARQL, for anyone who asks the graph without kg.
FORMULA = """
SELECT ?claim ?state WHERE {{
  ?claim pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le .
  BIND ("{first}"^^xsd:date AS ?first) BIND ("{last}"^^xsd:date AS ?last)
  BIND (IF(?ls <= ?last && ?ee >= ?first, "yes",
        IF(?es > ?last || ?le < ?first, "no",
        IF(?ls <= ?last, "presumed", "unknown"))) AS ?state)
}}"""
BOUNDS = """
SELECT ?claim ?es ?ls ?ee ?le WHERE {
  ?claim pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le }"""


@pytest.mark.parametrize(
    ("when", "attested", "answers"),
    [
        # memoranda attested in 2014
        (None, "2014", {"2009": "unknown", "2014": "yes", "2015": "presumed", "2023": "presumed"}),
        # the twinning with Finland, from 2015, end unknown
        ("2015/", None, {"2014": "no", "2015": "yes", "2016": "presumed"}),
        # the Probation and Mediation Service in CEP
        ("2009/", "2022", {"2008": "no", "2009": "yes", "2022": "yes", "2024": "presumed"}),
        # a founding member without any date
        (None, None, {"1990": "unknown", "2014": "unknown", "2026": "unknown"}),
        # projects until April 2024
        ("/2024-04", None, {"2024-04": "yes", "2024-05": "no", "2025": "no", "2000": "unknown"}),
        ("2014/2021", None, {"2013": "no", "2014": "yes", "2018-06": "yes", "2022": "no"}),
        # an event
        ("2014-09", None, {"2014": "yes", "2014-09": "yes", "2014-08": "no", "2015": "no"}),
    ],
)
def test_an_answer_is_one_of_four(when, attested, answers):
    limits = bounds(when, attested)
    assert {point: holds(limits, point) for point in answers} == answers


def test_a_single_day_inside_a_vague_month_is_not_sure():
    assert holds(bounds("2014-09"), "2014-09-15") == "unknown"


@pytest.mark.parametrize("point", ["", "14", "2014/2015", "2014-13", "soon"])
def test_a_point_that_is_none_is_refused(point):
    with pytest.raises(ValueError, match="is no da"):
        holds(bounds("2014"), point)


def test_python_and_sparql_agree_on_every_claim_for_every_year(built):
    limits = {row[0]: Bounds(*row[1:]) for row in built.store.rows(BOUNDS)}
    assert len(limits) > 500
    for year in range(1980, 2031):
        first, last = days(str(year))
        rows = built.store.rows(FORMULA.format(first=first, last=last))
        assert dict(rows) == {claim: holds(each, str(year)) for claim, each in limits.items()}


def test_a_participation_takes_the_date_of_its_event(rows):
    asked = "SELECT ?es ?le WHERE { claim:%s pc:earliestStart ?es ; pc:latestEnd ?le }"
    assert rows(asked % "coe-in-ev-cdpps-2014") == [("2014-06-01", "2014-06-30")]


def test_everyday_queries_need_no_optional_for_time(rows):
    every = "SELECT ?claim WHERE { ?class rdfs:subClassOf* pc:Claim . ?claim a ?class }"
    bounded = "SELECT DISTINCT ?claim WHERE { ?claim pc:latestStart ?ls ; pc:earliestEnd ?ee }"
    assert {row[0] for row in rows(every)} <= {row[0] for row in rows(bounded)}
