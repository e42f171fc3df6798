"""As of a date: yes, no, presumed or unknown, the same from Python and from SPARQL."""

import re
from datetime import date, timedelta

import pytest

from kg.edtf import Bounds, bounds, days, holds
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import shorten
from kg.network.network import read_network
from tests.miniature import CLAIMS, DOCUMENT, put
from tests.processes import ROOT

# The formula in SPARQL, as the ontology documents it for anyone who asks the graph without kg.
[FORMULA] = re.findall(
    r"```sparql\n(.*?)```", (ROOT / "ontology/README.md").read_text("utf-8"), re.DOTALL
)
BOUNDS = """
SELECT ?claim ?es ?ls ?ee ?le ?until WHERE {
  ?claim pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le
  OPTIONAL { ?claim pc:presumedUntil ?day }
  BIND (COALESCE(STR(?day), "9999-12-31") AS ?until) }"""


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


def points(limits):
    """Every year from 1980 to 2030, every month of the dates there are, and each day on an edge."""
    known = {day for each in limits.values() for day in each if "0002" < day < "9999"}
    years = {str(year) for year in range(1980, 2031)}
    around = {int(day[:4]) + more for day in known for more in (-1, 0, 1)}
    months = {f"{year}-{month:02d}" for year in around for month in range(1, 13)}
    beside = {date.fromisoformat(day) + timedelta(more) for day in known for more in (-1, 0, 1)}
    return sorted(years | months | {day.isoformat() for day in beside})


def test_python_and_sparql_agree_on_every_claim_and_tie_for_years_months_and_days(built):
    limits = {row[0]: Bounds(*row[1:]) for row in built.store.rows(BOUNDS)}
    assert len(limits) > 500
    every = points(limits)
    assert {len(point) for point in every} == {4, 7, 10}
    assert {f"{year}" for year in range(1980, 2031)} <= set(every)
    for point in every:
        first, last = days(point)
        asked = FORMULA.replace("2014-01-01", first).replace("2014-12-31", last)
        rows = built.store.rows(asked)
        assert dict(rows) == {claim: holds(each, point) for claim, each in limits.items()}, point


def test_the_line_of_an_agreement_holds_when_its_tie_does(built):
    limits = {shorten(row[0]): Bounds(*row[1:]) for row in built.store.rows(BOUNDS)}
    lines = {each.id: each.claim.bounds for each in read_network(built.store).relations}
    shared = lines.keys() & limits.keys()
    assert {name for name in shared if name.startswith("tie:")}
    assert {name: lines[name][:4] for name in shared} == {name: limits[name][:4] for name in shared}


DEAL = "{}-in-agr{} a pc:Participation ; pc:agent id:{} ; pc:context id:agr ; pc:role role:party"


def deal(agent, when, more=""):
    said = f"claim:{DEAL.format(agent, more, agent)} ; pc:status status:stated"
    return f'{said} ; pc:evidence ev:doc-0-9 ; pc:when "{when}"^^edtf:EDTF .\n'


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            deal("alpha", "2000/2005")
            + deal("alpha", "2010/2015", "-2")
            + deal("beta", "2003/2012"),
            {
                Bounds("2003-01-01", "2003-12-31", "2005-01-01", "2005-12-31"),
                Bounds("2010-01-01", "2010-12-31", "2012-01-01", "2012-12-31"),
            },
        ),
        (deal("alpha", "2000/2005") + deal("beta", "2007/2012"), set()),
    ],
)
def test_a_party_with_two_terms_has_a_tie_of_each_and_one_line_of_both(root, claims, expected):
    put(root, DOCUMENT, CLAIMS + claims)
    built = loading.load(find_workspace(root))
    name = "tie:alpha-to-beta-by-agr"
    rows = [(shorten(row[0]), Bounds(*row[1:])) for row in built.store.rows(BOUNDS)]
    assert {limits for tie, limits in rows if tie.startswith(name)} == expected
    lines = {each.id: each.claim for each in read_network(built.store).relations}
    assert set(lines) == ({name} if expected else set())
    assert {span for each in lines.values() for span in each.spans} == expected


def test_a_participation_takes_the_date_of_its_event(rows):
    asked = "SELECT ?es ?le WHERE { claim:%s pc:earliestStart ?es ; pc:latestEnd ?le }"
    assert rows(asked % "coe-in-ev-cdpps-2014") == [("2014-06-01", "2014-06-30")]


INHERITED = """
SELECT ?claim ?when ?attested ?es ?ls ?ee ?le WHERE {
  ?claim pc:context/pc:when ?when FILTER NOT EXISTS { ?claim pc:when ?own }
  OPTIONAL { ?claim pc:attested ?attested }
  ?claim pc:earliestStart ?es ; pc:latestStart ?ls ; pc:earliestEnd ?ee ; pc:latestEnd ?le }"""


def test_every_participation_without_a_date_takes_that_of_its_context(rows):
    found = rows(INHERITED)
    assert found
    assert [row for row in found if Bounds(*row[3:]) != bounds(row[1], row[2])] == []


def test_everyday_queries_need_no_optional_for_time(rows):
    every = "SELECT ?claim WHERE { ?class rdfs:subClassOf* pc:Claim . ?claim a ?class }"
    bounded = "SELECT DISTINCT ?claim WHERE { ?claim pc:latestStart ?ls ; pc:earliestEnd ?ee }"
    assert {row[0] for row in rows(every)} <= {row[0] for row in rows(bounded)}
