"""kg add --quote: a passage by its words, and a new document at the same stroke."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.miniature import contents
from tests.processes import kg

TEXT = (
    "Members of the Network\n\n3 May 2023\n\n"
    "The Prison Service of Betaland joined the  Network of Services in September 2018.\n"
    "The Service hopes for more. The Service is large. Gammaland left.\n"
)
KEY = "members-of-the-network"
PAGE = f"graphdata/sources/public/{KEY}.ttl"
WHOLE = "Prison Service of Betaland joined the Network of Services in September 2018"
JOINED = ("membership", "beta", "net", "--since", "September 2018")


@pytest.fixture
def page(root):
    path = root.parent / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def add(root, *words):
    return kg("add", *words, "--yes", cwd=root)


def test_a_page_is_registered_and_a_claim_rests_on_its_words(root, page):
    ended = add(root, *JOINED, "--text", page, "--quote", WHOLE)
    assert ended.returncode == 0, ended.stderr
    start = TEXT.index("Prison")
    end = TEXT.index("2018.") + 4
    assert f"src:{KEY} {start}-{end}: " in ended.stderr
    assert f"[{WHOLE}]" in ended.stderr
    assert "warning" not in ended.stderr
    written = (root / PAGE).read_text("utf-8")
    assert f'pc:documentDigest "{sha256(TEXT.encode()).hexdigest()}"' in written
    assert f"pc:codePoints {len(TEXT)}" in written
    assert 'dcterms:title "Members of the Network"@en' in written
    assert 'dcterms:issued "2023-05-03"' in written
    assert 'pc:when "2018-09/"^^edtf:EDTF' in written
    assert f'pc:spanDigest "{sha256(TEXT[start:end].encode()).hexdigest()}"' in written
    assert "joined" not in written
    said = kg("verify", cwd=root).stdout
    assert "Named there with dates and numbers: 1 (100 %)" in said
    assert kg("fmt", "--check", cwd=root).returncode == 0


def test_the_kept_text_and_the_file_again_are_the_same_document(root, page):
    add(root, *JOINED, "--text", page, "--quote", WHOLE)
    once = contents(root)
    for where in (("--source", KEY), ("--text", page), ("--source", KEY, "--text", page)):
        ended = add(root, *JOINED, *where, "--quote", WHOLE)
        assert (ended.returncode, contents(root)) == (0, once), ended.stderr
    ended = add(root, *JOINED, "--source", "other", "--text", page, "--quote", WHOLE)
    assert f"registered already: src:{KEY}" in ended.stderr


def test_options_say_what_the_page_does_not(root, page):
    words = ("--source", "mine", "--title", "Minutes", "--source-date", "5. 6. 2023")
    more = ("--source-language", "cs", "--publisher", "alpha", "--url", "https://example.org/m")
    ended = add(root, *JOINED, "--text", page, "--quote", WHOLE, *words, *more)
    assert ended.returncode == 0, ended.stderr
    written = (root / "graphdata/sources/public/mine.ttl").read_text("utf-8")
    for each in ('"Minutes"@cs', '"2023-06-05"', "dcterms:publisher id:alpha", "example.org/m"):
        assert each in written


def test_further_words_and_reasons_say_how_a_passage_is_meant(root, page):
    read = add(root, *JOINED, "--text", page, "--quote", "Service hopes", "--read-with", WHOLE)
    assert read.returncode == 0, read.stderr
    assert "pc:readWith ev:" in (root / PAGE).read_text("utf-8")
    words = ("membership", "gamma", "net", "--source", KEY, "--quote", "Service is large")
    given = add(root, *words, "--role", "observer", "--not-named", "The annex lists it.")
    assert given.returncode == 0, given.stderr
    assert 'pc:notNamed "The annex lists it."@en' in (root / PAGE).read_text("utf-8")
    assert "With a recorded reason why not: 1" in kg("verify", cwd=root).stdout


def test_what_a_passage_does_not_say_is_told_at_once(root, page):
    words = ("membership", "beta", "net", "--when", "2011", "--text", page)
    ended = add(root, *words, "--quote", WHOLE)
    assert ended.returncode == 0
    assert "warning: the passage does not say it all" in ended.stderr
    assert "2011 (when)" in ended.stderr
    needless = add(root, *JOINED, "--text", page, "--quote", WHOLE, "--not-named", "Why?")
    assert "so no reason is needed" in needless.stderr


REFUSED = {
    "neither end": (("--quote", "Gammaland left"), 1, "names neither end of the claim"),
    "read with too little": (
        ("--quote", "Gammaland left", "--read-with", "3 May"),
        1,
        "names neither end of the claim",
    ),
    "half a word": (("--quote", "Service of Betaland join"), 1, "cuts a word"),
    "not there": (("--quote", "of the Netwurk"), 1, "does not stand in the text"),
    "several": (("--quote", "The Service"), 1, "stands 2 times in the text. Choose one with --nth"),
    "no such place": (("--quote", "The Service", "--nth", "7"), 1, "so there is no 7"),
    "several to read with": (
        ("--quote", WHOLE, "--read-with", "The Service"),
        1,
        "Quote more words",
    ),
    "no words": ((), 2, "--quote"),
    "both": (("--quote", WHOLE, "--passage", "0-4"), 2, "give --quote or --passage"),
    "nothing to choose": (("--passage", "0-7", "--nth", "2"), 2, "go with --quote"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_bear_a_claim_is_refused(root, page, case):
    words, code, said = REFUSED[case]
    before = contents(root)
    ended = add(root, *JOINED, "--text", page, *words)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr
    assert contents(root) == before


def test_a_text_that_is_not_here_is_asked_for(root):
    ended = add(root, *JOINED, "--source", "doc", "--quote", "a")
    assert (ended.returncode, "is not kept here. Give it with --text" in ended.stderr) == (2, True)
