"""Seasons, quarters and halves of a year: every outlet says the same of them."""

from __future__ import annotations

import pytest

from tests.miniature import make_workspace
from tests.payloads import packed_text
from tests.processes import kg

ROWS = (
    "name,attendee,date\n"
    "Round table on samples,alpha,Q2 2018\n"
    "Symposium on examples,beta,jaro 2019\n"
    "Forum on staff,gamma,od 1. pol. 2016\n"
)


@pytest.fixture(scope="module")
def with_events(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    root = make_workspace(folder)
    path = folder / "events.csv"
    path.write_text(ROWS, "utf-8")
    done = kg("import", path, "--kind", "events", "--apply", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "ev-round-table-on-samples"], "2nd quarter of 2018"),
        (["show", "ev-round-table-on-samples", "--lang", "cs"], "2. \u010dtvrtlet\u00ed 2018"),
        (["show", "ev-symposium-on-examples"], "spring 2019"),
        (["show", "ev-symposium-on-examples", "--lang", "cs"], "jaro 2019"),
        (["show", "ev-forum-on-staff"], "since the first half of 2016"),
        (["ask", "events", "alpha", "--as-of", "2018-05"], "2nd quarter of 2018"),
        (["export", "-f", "csv"], "2018-34"),
        (["export", "-f", "gexf"], "2018-04-01"),
        (["view"], "2nd quarter of 2018"),
        (["view"], '"2018-04-01","2018-06-30"'),
        (["check"], ""),
    ],
)
def test_every_outlet_knows_the_part_of_the_year(with_events, words, said):
    done = kg(*words, cwd=with_events)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    shown = packed_text(done.stdout, "data") if words == ["view"] else done.stdout
    assert said in " ".join(shown.split())


@pytest.mark.parametrize("day", ["2018-03", "2018-07"])
def test_a_quarter_is_not_beside_its_months(with_events, day):
    done = kg("ask", "events", "alpha", "--as-of", day, cwd=with_events)
    assert "2nd quarter" not in done.stdout
