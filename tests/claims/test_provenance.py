"""Provenance: the same columns and words for every relation."""

from __future__ import annotations

import pytest

from kg.claims.claims import Claim, Evidence
from kg.claims.provenance import Provenance, holding, provenance, say_places
from kg.edtf import UNBOUNDED
from kg.text.words import read_words

HELD = Evidence("ev:d-1-9", "src:d", "Document", "Publisher", None, 1, 9, "2015-01-27")
CITED = Evidence("ev:p-1", "src:p", "Page", None, "https://example.org/", None, None)


def claim(when=None, attested=None):
    return Claim("claim:x", "stated", when, attested, UNBOUNDED, None, None, (), (HELD, CITED))


@pytest.mark.parametrize(
    ("when", "since", "until"),
    [
        (None, None, None),
        ("2009/", "2009", None),
        ("2009/..", "2009", None),
        ("../2024-04", None, "2024-04"),
        ("2014-06", "2014-06", "2014-06"),
        ("2014/2021", "2014", "2021"),
        ("2010/2016 2014/", "2014", "2016"),
        ("XXXX", None, None),
    ],
)
def test_since_and_until_are_as_exact_as_the_record(when, since, until):
    found = provenance(claim(when, "2022"))
    assert found == Provenance(
        "stated", since, until, "2022", ("src:d", "src:p"), ("ev:d-1-9", "ev:p-1")
    )


def test_a_place_is_said_with_title_publisher_date_position_and_how_it_is_held():
    assert say_places((HELD, CITED), read_words(), "en") == [
        "Document, Publisher, 2015-01-27, characters 1–9, verified",
        "Page, cited",
    ]
    assert say_places((HELD,), read_words(), "cs") == [
        "Document, Publisher, 2015-01-27, znaky 1–9, ověřeno"
    ]
    assert [holding(place) for place in (HELD, CITED)] == ["verified", "cited"]


def test_a_passage_follows_its_place_on_one_line():
    lines = say_places((HELD,), read_words(), "en", {"ev:d-1-9": "two\n words"})
    assert lines[1] == "“two words”"
