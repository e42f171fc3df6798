"""Near: before an answer says that nothing is stated, it says where it may stand."""

from __future__ import annotations

import shlex

import pytest

from tests.miniature import PARTICIPATIONS, make_workspace
from tests.processes import kg

PART = (
    "claim:beta-part a pc:AttributeClaim ; rdf:subject id:beta ; pc:status status:stated ;"
    " rdf:predicate org:subOrganizationOf ; rdf:object id:alpha ; pc:evidence ev:doc-0-9 .\n"
)


@pytest.fixture
def root(tmp_path):
    return make_workspace(tmp_path, claims=PARTICIPATIONS + PART)


def near(root, *words):
    """Return the commands that an empty answer names."""
    ended = kg("ask", *words, cwd=root)
    assert ended.returncode == 1
    lines = [line for line in ended.stdout.splitlines() if "near it" in line]
    return [line.split("`")[1] for line in lines]


def test_a_part_is_told_what_stands_under_its_superior(root):
    assert "kg ask projects alpha" in near(root, "projects", "beta")


def test_a_narrower_question_is_told_the_wider_one(root):
    assert "kg ask agreements alpha" in near(root, "agreements", "alpha", "--kind", "treaty")


def test_other_questions_about_the_same_thing_are_named(root):
    assert "kg ask memberships gamma" in near(root, "agreements", "gamma")


def test_each_command_that_is_named_finds_something(root):
    named = near(root, "agreements", "gamma")
    assert named
    for command in named:
        assert kg(*shlex.split(command)[1:], cwd=root).returncode == 0


def test_that_nothing_is_stated_is_said_all_the_same(root):
    ended = kg("ask", "agreements", "gamma", cwd=root)
    assert "Not stated in 1 source looked at." in ended.stdout


def test_a_question_about_nothing_in_particular_is_not_near(root, tmp_path):
    grant = (
        "claim:grant a pc:FundingClaim ; pc:funder id:net ; pc:funded id:prj ; pc:amount 5.0 ;"
        ' pc:currency "EUR" ; pc:status status:stated ; pc:evidence ev:doc-0-9 .\n'
    )
    root = make_workspace(tmp_path / "funded", claims=PARTICIPATIONS + PART + grant)
    assert kg("ask", "funding", cwd=root).returncode == 0  # else it would not be named anyway
    assert "kg ask funding" not in near(root, "funding", "beta")
