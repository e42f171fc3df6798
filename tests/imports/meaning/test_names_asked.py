"""500 names made from the registry, as cells with their country: the right body is first."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.graph import reading
from kg.imports.meaning.known import read_background
from tests.names_asked import ask, read_bodies

BODY = ("organisation",)


@pytest.fixture(scope="module")
def background(workspace):
    return read_background(reading.read(workspace))


@pytest.fixture(scope="module")
def bodies(background):
    return read_bodies(background)


@pytest.fixture(scope="module")
def asked(bodies):
    return ask(bodies)


@pytest.fixture(scope="module")
def meanings(background, asked):
    return [background.catalogue.match(each.mention, BODY, each.country) for each in asked]


def first(meaning, most=1):
    """Return the keys that a meaning names first."""
    return [meaning.key] if meaning.key else [each.key for each in meaning.candidates[:most]]


def test_the_names_are_many_and_of_all_sorts(asked):
    assert len(asked) == 500
    counts = Counter(each.sort for each in asked)
    assert set(counts) == {"country", "bare", "kind", "acronym", "typo", "case", "language"}
    assert min(counts.values()) >= 40


def test_the_right_body_is_first_and_among_three(asked, meanings):
    pairs = list(zip(asked, meanings, strict=True))
    missed = [each for each, meaning in pairs if each.thing not in first(meaning)]
    lost = [each for each, meaning in pairs if each.thing not in first(meaning, 3)]
    assert len(missed) <= 0.05 * len(asked), missed
    assert len(lost) <= 0.01 * len(asked), lost


def test_no_name_is_matched_with_another_body(asked, meanings):
    wrong = [
        (each.mention, each.country, meaning.key)
        for each, meaning in zip(asked, meanings, strict=True)
        if meaning.key not in (None, each.thing)
    ]
    assert wrong == []
    assert sum(meaning.key is not None for meaning in meanings) > 100


def test_a_name_that_nobody_bears_is_new_in_most_cases(background, bodies):
    """Each body of the registry is asked for as if the graph did not know it."""
    held = [
        (body.names[0][1], others)
        for body in bodies
        if body.country
        and (
            others := [
                each.name
                for each in background.catalogue.close(body.names[0][1], BODY, body.country)
                if each.key != body.key
            ]
        )
    ]
    assert len(held) <= 0.06 * len(bodies), held


@pytest.mark.parametrize(
    ("mention", "country"),
    [
        ("Ministry of Health", "fr"),
        ("Ministry of Agriculture", "pl"),
        ("Prison Service", "bw"),
        ("Vězeňská služba", "mn"),
        ("University of Nowhere", "cz"),
        ("Institute for Example Studies", "de"),
    ],
)
def test_what_only_shares_its_kind_with_others_is_new(background, mention, country):
    meaning = background.catalogue.match(mention, BODY, country)
    assert (meaning.state, meaning.candidates) == ("new", ())


@pytest.mark.parametrize(
    ("mention", "country", "key"),
    [
        ("Ministry of Justice", "pl", "pl-moj"),
        ("Ministry of Justice", "sk", "sk-moj"),
        ("Norská vězeňská služba", None, "no-kdi"),
        ("Zakład Karny Příbram", "cz", None),
    ],
)
def test_country_and_kind_narrow_first(background, mention, country, key):
    meaning = background.catalogue.match(mention, BODY, country)
    homes = {background.catalogue.get(each.key).country for each in meaning.candidates[:1]}
    assert meaning.state == "proposed"
    assert key in (None, *first(meaning))
    assert homes <= {country or "no"}


def test_an_acronym_alone_is_proposed_and_matched_beside_its_country(background, bodies):
    seen = Counter(alias for body in bodies for alias in body.aliases)
    short = [
        (alias, body)
        for body in bodies
        for alias in body.aliases
        if body.country and alias.isupper() and alias.isascii() and alias.isalpha()
        if 2 < len(alias) <= 6 and seen[alias] == 1 and alias not in dict(body.names).values()
    ]
    states = Counter(background.catalogue.match(alias, BODY).state for alias, _ in short)
    assert states.keys() == {"proposed"}
    beside = [background.catalogue.match(alias, BODY, body.country) for alias, body in short]
    assert [each.key for each in beside] == [body.key for _, body in short]
    assert len(short) > 30
