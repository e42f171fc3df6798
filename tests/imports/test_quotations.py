"""A column of quotations: each found in the text of the document that its row cites."""

from __future__ import annotations

import pytest

from tests.miniature import contents
from tests.processes import kg

TEXT = (
    "Who cooperates\n\n3 May 2023\n\n"
    "The Prison Service of Betaland joined the  Network of Services in September 2018.\n"
    "The Probation of Gammaland joined it in 2019. The Service is large.\n"
)
KEY = "who-cooperates"
PAGE = f"graphdata/sources/public/{KEY}.ttl"
HEADS = "member of,body,since,source,quote,read with,not named because\n"
BETA = (
    "Network of Services,Prison Service of Betaland,September 2018,Who cooperates,"
    '"Prison Service of Betaland joined the Network of Services in September 2018",,\n'
)
GAMMA = "Network of Services,Probation of Gammaland,2019,Who cooperates,{},{},{}\n"


@pytest.fixture
def take(root):
    page = root.parent / "page.txt"
    page.write_text(TEXT, encoding="utf-8")

    def take(rows, *words, heads=HEADS, text=True):
        table = root.parent / "table.csv"
        table.write_text(heads + rows, encoding="utf-8")
        given = ["--text", page] if text else []
        return kg("import", table, "--apply", *given, *words, cwd=root)

    return take


def test_rows_rest_on_the_words_that_they_quote(root, take):
    rows = BETA + GAMMA.format(
        "Probation of Gammaland joined it in 2019", "Network of Services", ""
    )
    ended = take(rows)
    assert ended.returncode == 0, ended.stderr
    written = (root / PAGE).read_text("utf-8")
    start = TEXT.index("Prison Service")
    assert f"oa:start {start} ; oa:end {TEXT.index('2018.') + 4} ;" in written
    assert "pc:readWith ev:" in written
    assert 'pc:when "2018-09/"' in written
    assert "joined" not in written
    assert "pc:documentDigest" in written
    said = kg("verify", cwd=root).stdout
    assert "Named there with dates and numbers: 2 (100 %)" in said
    assert kg("fmt", "--check", cwd=root).returncode == 0
    once = contents(root)
    assert take(rows, text=False).returncode == 0  # the text is kept
    assert contents(root) == once


def test_a_table_and_a_command_give_the_same_claim(root, take):
    take(BETA)
    once = contents(root)
    words = ("membership", "beta", "net", "--since", "September 2018", "--source", KEY, "--quote")
    kg("add", *words, TEXT[TEXT.index("Prison") : TEXT.index("2018.") + 4], "--yes", cwd=root)
    assert contents(root) == once


def test_a_heading_in_czech_is_understood(root, take):
    heads = "\u010dlenstv\u00ed v,subjekt,od,zdroj,cit\u00e1t\n"
    ended = take(BETA.replace(",,\n", "\n"), heads=heads)
    assert ended.returncode == 0, ended.stderr
    assert "oa:start" in (root / PAGE).read_text("utf-8")


WRONG = {
    "not there": (("Probation of Gammaland left", "", ""), "does not stand in the text"),
    "half a word": (("Probation of Gammaland join", "", ""), "cuts a word"),
    "several": (("The", "", ""), "stands 3 times in the text. Quote more words"),
    "neither end": (("Service is large", "", ""), "names neither end of the claim"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_bear_a_row_is_found_at_the_row(root, take, case):
    cells, said = WRONG[case]
    before = contents(root)
    ended = take(BETA + GAMMA.format(*cells))
    assert ended.returncode == 1
    finding = next(line for line in (ended.stdout + ended.stderr).splitlines() if said in line)
    assert finding.startswith("table.csv:3:")
    assert finding.count("error: ") == 1
    assert contents(root) == before


def test_a_reason_stands_for_what_is_not_named(root, take):
    ended = take(GAMMA.format("Service is large", "", "The annex names it."))
    assert ended.returncode == 0, ended.stderr
    assert 'pc:notNamed "The annex names it."@en' in (root / PAGE).read_text("utf-8")


def test_a_text_that_is_not_at_hand_is_asked_for(root, take):
    before = contents(root)
    ended = take(BETA, text=False)
    assert ended.returncode == 1
    assert "is not at hand" in ended.stdout + ended.stderr
    assert contents(root) == before
