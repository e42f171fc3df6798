"""What may become a link: the web and nothing else, in every spelling that a browser would take."""

from __future__ import annotations

import pytest

from kg.text.addresses import is_harmful, is_web_address
from tests.miniature import CLAIMS, PARTICIPATIONS, put
from tests.processes import kg

SOUND = [
    "https://example.org",
    "HTTP://example.org/a?b=c#d",
    "https://[2001:db8::1]/x",
    "https://example.org/čeština",
    "https://example.org:8080/@name/b@c",
]
HARMFUL = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "blob:https://example.org/1",
]
NONE = ["", "example.org", "https://", "https:///x", "ftp://example.org/", "mailto:a@example.org",
        "https://exa mple.org", 'https://example.org/"onclick="x', "https://example.org/<b>",
        "https://example.org/\n", "https://name@example.org/", "https://name:word@example.org:80",
        "https://known.example.org@example.com/", "https://" + "a" * 3000]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_addresses_of_the_web_are_taken(text):
    assert is_web_address(text)
    assert not is_harmful(text)


@pytest.mark.parametrize("text", HARMFUL)
def test_addresses_that_run_or_read_something_are_harmful(text):
    assert is_harmful(text)
    assert not is_web_address(text)


@pytest.mark.parametrize("text", NONE)
def test_other_texts_are_no_addresses(text):
    assert not is_web_address(text)
    assert not is_harmful(text)


def test_words_before_a_colon_are_no_address():
    assert not is_harmful("Data: a survey of prisons")


@pytest.mark.parametrize(
    "said",
    [
        '; schema:url "javascript:alert(1)"^^xsd:anyURI',
        '; schema:url "javascript:alert(1)"',
        "; dcterms:relation <javascript:alert(1)>",
        '; dcterms:relation "file:///etc/passwd"^^xsd:anyURI',
        "; schema:sameAs <data:text/html,x>",
    ],
)
def test_check_finds_an_address_that_is_none(root, said):
    text = CLAIMS.replace(
        'dcterms:title "Cooperation"@en', f'dcterms:title "Cooperation"@en {said}'
    )
    put(root, "graphdata/sources/core/doc.ttl", text)
    ended = kg("check", cwd=root)
    assert ended.returncode == 1
    assert "is no address of the web. Write it with https://." in ended.stdout


@pytest.mark.parametrize(
    "rows",
    [
        "name,country,kind,homepage\nPrisons,Deltaland,prison-service,%s\n",
        "member,member of,since,source\nPrison Service of Betaland,Network of Services,2010,%s\n",
    ],
)
def test_import_refuses_an_address_that_is_none(root, rows):
    (root / "table.csv").write_text(rows % HARMFUL[0], "utf-8")
    ended = kg("import", "table.csv", cwd=root)
    assert ended.returncode == 1
    assert "table.csv:2:D: error: “javascript:alert(1)” is no address" in ended.stdout


def test_a_wrong_address_never_becomes_a_link(root):
    said = 'dcterms:title "Cooperation"@en ; schema:url "javascript:alert(1)"^^xsd:anyURI'
    text = CLAIMS.replace('dcterms:title "Cooperation"@en', said)
    put(root, "graphdata/sources/core/doc.ttl", text + PARTICIPATIONS)
    for words in (["view", "-o", "-"], ["show", "src:doc", "-f", "html"], ["show", "alpha"]):
        ended = kg(*words, cwd=root)
        assert 'href="javascript' not in ended.stdout
        assert words[0] != "view" or "javascript:alert" not in ended.stdout
