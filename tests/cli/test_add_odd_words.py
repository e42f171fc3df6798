"""kg add: numbers, currencies and words that nobody can mean are refused, nothing is written."""

from __future__ import annotations

import pytest

from tests.cli.test_add import NEW_SOURCE, add
from tests.miniature import DOCUMENT, contents, put
from tests.processes import kg

COUNTED = ("observation", "net", "member-count")
REFUSED = {
    "a digit that is raised": ((*COUNTED, "\u00b2"), "is no number"),
    "digits of another script": ((*COUNTED, "\u0663"), "is no number"),
    "10,000 digits": ((*COUNTED, "9" * 10_000), "is no number"),
    "a list of so many": (("enumeration", "net", "services", "--number", "\u00b2"), "is no number"),
    "a currency that is none": ((*COUNTED, "5", "--currency", "x y>"), "is no currency"),
    "blanks": (("topic", "prj", "   "), "blank"),
    "characters that steer a terminal": (("place", "net", "\x1b[31mred"), "nobody can see"),
    "a bell": (("attribute", "net", "legal-form", "\x07bell"), "nobody can see"),
    "words that turn": (("enumeration", "net", "x", "--topic-cs", "\u202ex"), "nobody can see"),
    "a note": (("topic", "prj", "work", "--note", "\x1b[2J"), "nobody can see"),
    "an influence on itself": (("influence", "net", "net"), "shaped itself"),
}


@pytest.mark.parametrize(("words", "why"), REFUSED.values(), ids=REFUSED)
def test_what_nobody_can_mean_is_refused(root, words, why):
    before = contents(root)
    ended = add(root, *words, *NEW_SOURCE)
    assert ended.returncode in (1, 2)
    assert why in ended.stderr
    assert "mistake of kg" not in ended.stderr
    assert ended.stderr.replace("\n", "").isprintable()
    assert contents(root) == before


def test_a_title_of_blanks_is_none(root):
    ended = add(root, "source", "new", "--title", " ", "--url", "https://example.org/x")
    assert (ended.returncode, "blank" in ended.stderr) == (1, True)


@pytest.mark.parametrize("amount", ["9" * 10_000, '"\u00b2"^^xsd:decimal'], ids=["long", "raised"])
@pytest.mark.parametrize("command", [("show", "net"), ("compare", "net", "alpha")])
def test_a_number_of_any_length_can_be_shown(root, amount, command):
    text = (root / DOCUMENT).read_text("utf-8")
    claim = f"""
claim:money a pc:FundingClaim ; pc:funder id:net ; pc:funded id:prj ; pc:amount {amount} ;
    pc:currency "EUR" ; pc:bound "exact" ; pc:status status:stated ; pc:evidence ev:doc-0-9 .
"""
    put(root, DOCUMENT, text + claim)
    ended = kg(*command, cwd=root)
    assert (ended.returncode, ended.stderr) == (0, "")
