"""Identifiers that others have given: how they are written, and that no digit is wrong."""

from __future__ import annotations

import re

import pytest

from kg.checks import identifiers
from kg.errors import UsageError
from kg.names import PC
from tests.miniature import ALPHA, NAMES, derive, put
from tests.processes import kg

# Identifiers that are really in use, so that the rules are those of the schemes.
RIGHT = {
    "wikidata": ["Q8908", "Q1"],
    "ror": ["05a28rw58", "03yrm5c26", "02mhbdp94", "013meh722"],
    "isni": ["0000000121032683", "000000012281955X"],
    "lei": ["506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "5493001KJTIIGC8Y1R12"],
    "ico": ["70888060", "00025429", "00212423"],
}
WRONG_FORM = {
    "wikidata": ["8908", "Q08", "Q", "P31", "Q12 ", ""],
    "ror": ["5a28rw58", "15a28rw58", "05a28rwl8", "05A28RW58", "05a28rw5"],
    "isni": ["0000 0001 2103 2683", "000000012281955x", "00000001210326", "X000000121032683"],
    "lei": ["506700ge1g29325qx363", "506700GE1G29325QX36", "506700GE1G29325QX3AB"],
    "ico": ["7088806", "708880600", "CZ70888060"],
}
DATATYPES = {"wikidata": "Wikidata", "ror": "Ror", "isni": "Isni", "lei": "Lei", "ico": "Ico"}


def problem(scheme, text):
    said = identifiers.problem(f"{PC}{DATATYPES[scheme]}Identifier", text)
    return said and said.en


@pytest.mark.parametrize(("scheme", "text"), [(s, t) for s in RIGHT for t in RIGHT[s]])
def test_a_real_identifier_passes(scheme, text):
    assert problem(scheme, text) is None
    assert identifiers.read(scheme, text) == text


@pytest.mark.parametrize(("scheme", "text"), [(s, t) for s in WRONG_FORM for t in WRONG_FORM[s]])
def test_another_form_is_said_with_an_example(scheme, text):
    said = problem(scheme, text)
    assert said.startswith(f"{text!r} is no ")
    assert said.endswith(f"Write it like {identifiers.SCHEMES[scheme].example}.")


@pytest.mark.parametrize("scheme", ["ror", "isni", "lei"])
def test_every_wrong_digit_and_every_swap_of_neighbours_is_found(scheme):
    """What ISO 7064 promises of its systems, as far as the form still fits."""
    for text in RIGHT[scheme]:
        digits = [at for at, letter in enumerate(text) if letter.isdigit()]
        spoilt = {text[:at] + digit + text[at + 1 :] for at in digits for digit in "0123456789"}
        pairs = [at for at in digits if at + 1 in digits]
        spoilt |= {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in pairs}
        for each in spoilt - {text}:
            assert problem(scheme, each) is not None, each


@pytest.mark.parametrize(
    ("scheme", "text", "written"),
    [
        ("wikidata", "http://www.wikidata.org/entity/Q8908", "Q8908"),
        ("wikidata", "https://www.wikidata.org/wiki/q8908", "Q8908"),
        ("ror", "https://ror.org/05A28RW58/", "05a28rw58"),
        ("isni", "0000 0001 2281 955x", "000000012281955X"),
        ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
        ("lei", " 506700-GE1G29325-QX363 ", "506700GE1G29325QX363"),
        ("ico", "708 88 060", "70888060"),
    ],
)
def test_an_identifier_is_read_as_people_copy_it(scheme, text, written):
    assert identifiers.read(scheme, text) == written


def test_a_wrong_identifier_is_refused_with_its_reason():
    with pytest.raises(UsageError, match="no ROR identifier: its check digits do not fit"):
        identifiers.read("ror", "05a28rw59")


def test_other_datatypes_are_no_concern():
    assert identifiers.problem("http://www.w3.org/2001/XMLSchema#string", "x") is None


def test_check_names_file_and_line_of_a_wrong_identifier(root):
    put(root, ALPHA, f"id:alpha a {NAMES['organisations/alpha']} ; org:identifier "
        '"05a28rw59"^^pc:RorIdentifier .')  # fmt: skip
    ended = kg("check", cwd=root)
    assert ended.returncode == 1
    said = "error: org:identifier: '05a28rw59' is no ROR identifier: its check digits do not fit."
    assert re.search(rf"^{ALPHA}:\d+: {said}", ended.stdout, re.MULTILINE)
    czech = kg("check", "--lang", "cs", cwd=root).stdout
    assert "není identifikátor ROR: kontrolní číslice nesouhlasí. Opište jej znovu." in czech


def test_an_identifier_makes_a_link(root):
    words = ['"05a28rw58"^^pc:RorIdentifier', '"Q8908"^^pc:WikidataIdentifier', '"12345"']
    text = f"id:alpha a {NAMES['organisations/alpha']} ; org:identifier {' , '.join(words)} ."
    put(root, ALPHA, text)
    rows = derive(root)("SELECT ?link { id:alpha schema:sameAs ?link }")
    assert rows == [("http://www.wikidata.org/entity/Q8908",), ("https://ror.org/05a28rw58",)]
    assert kg("check", cwd=root).returncode == 0
    turtle = kg("export", "-f", "ttl", cwd=root).stdout
    assert 'org:identifier "05a28rw58"^^pc:RorIdentifier' in turtle
    assert kg("find", "05a28rw58", cwd=root).stdout.count("id:alpha") == 1


def test_no_identifier_is_ever_required(root):
    assert "identifier" not in kg("check", cwd=root).stdout
