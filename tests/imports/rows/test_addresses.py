"""Addresses of the web as people write them in cells, without their scheme."""

from __future__ import annotations

import pytest

from kg.imports.rows.addresses import complete_address
from tests.processes import kg

NAME = "pages.csv"


@pytest.mark.parametrize(
    ("text", "field", "whole"),
    [
        ("www.prison.example", "homepage", "https://www.prison.example"),
        ("prison.example", "homepage", "https://prison.example"),
        ("prison.example/about?x=1", "source", "https://prison.example/about?x=1"),
        ("WWW.Prison.example/A", "source", "https://WWW.Prison.example/A"),
        ("report.pdf", "homepage", None),
        ("report.pdf", "source", None),
        ("prison.example", "source", None),
        ("Annual report 2014", "source", None),
        ("CETS 112/1983", "source", None),
        ("1.2/2014", "source", None),
        ("office@prison.example", "homepage", None),
        ("https://prison.example", "homepage", None),
        ("www.prison.example and others", "homepage", None),
    ],
)
def test_an_address_is_completed_and_nothing_else(text, field, whole):
    assert complete_address(text, field) == whole


def test_a_row_with_addresses_without_scheme_gets_in(give, root):
    rows = (
        "name,country,homepage,source\n"
        "Sample Bureau,CZ,www.bureau.example; second.example/x,www.list.example/2020\n"
    )
    done = give(rows, "--new", "--apply")
    assert done.returncode == 0, done.stdout
    for part in ("www.bureau.example", "second.example/x", "www.list.example/2020"):
        assert f"info: “{part}” is taken as https://{part}." in done.stdout
    query = "SELECT ?u { ?b schema:url ?u FILTER(CONTAINS(STR(?u), 'bureau') || "
    query += "CONTAINS(STR(?u), 'second') || CONTAINS(STR(?u), 'list.example')) }"
    found = kg("query", "-f", "csv", "-e", query, cwd=root).stdout.splitlines()[1:]
    assert set(found) == {
        "https://www.bureau.example",
        "https://second.example/x",
        "https://www.list.example/2020",
    }


def test_a_source_that_is_known_without_s_is_that_one(give, root):
    first = "title,source\nYearly list,http://www.list.example/2020\n"
    assert give(first, "--kind", "sources", "--apply").returncode == 0
    done = give(
        "name,country,homepage,source\nSecond Bureau,CZ,,www.list.example/2020\n",
        "--new",
        "--apply",
    )
    assert "is taken as http://www.list.example/2020" in done.stdout
    query = "SELECT ?s { ?s schema:url ?u FILTER(CONTAINS(STR(?u), 'list.example')) }"
    assert len(kg("query", "-f", "csv", "-e", query, cwd=root).stdout.splitlines()) == 2
