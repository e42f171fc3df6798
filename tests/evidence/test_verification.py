"""Evidence against texts that were invented for it: found, moved, lost, and what a span says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from hashlib import sha256

import pytest

import kg as package
from kg.errors import KgError, SourceError
from kg.evidence import anchoring, reanchoring, support, texts, verification
from kg.evidence.anchoring import Span
from kg.evidence.passages import mark
from kg.graph import reading
from kg.graph.workspace import find_workspace
from kg.rdf import store
from tests.miniature import contents, participation, put
from tests.payloads import read_payload
from tests.processes import environment, kg

TEXT = """Partners of the service – a report

The Prison Service of Alphaland joined the Network of Services in 2009.
A “Memorandum” of Alphaland and Betaland was signed by Prison Service of Alphaland
and by the Prison Service of Betaland; it covers 1,250 places.

Žluté dveře: the Service sent six\u00a0experts to Gammaland in June 2015.
"""
MEMBER = "The Prison Service of Alphaland joined the Network of Services in 2009."
SIGNED = "was signed by Prison Service of Alphaland\nand by the Prison Service of Betaland"
SENT = "Žluté dveře: the Service sent six\u00a0experts to Gammaland in June 2015."
NAME = "Network of Services"
CORE = "graphdata/sources/core/"


def digest(text):
    return sha256(text.encode()).hexdigest()


def span_of(passage, text=TEXT):
    start = text.index(passage)
    return Span(f"ev:{start}", start, start + len(passage), digest(passage))


def iri(passage, source="doc", text=TEXT):
    span = span_of(passage, text)
    return f"ev:{source}-{span.start}-{span.end}"


def evidence(passage, source="doc", text=TEXT):
    span = span_of(passage, text)
    return (
        f"{iri(passage, source, text)} a pc:Evidence ; oa:hasSource src:{source} ;"
        f' oa:start {span.start} ; oa:end {span.end} ; pc:spanDigest "{span.digest}" .\n'
    )


def document(claims, *passages, source="doc", text=TEXT, more=""):
    return (
        f'src:{source} a pc:SourceDocument ; dcterms:title "Report"@en ; dcterms:language "en" ;'
        f' pc:codePoints {len(text)} ; pc:documentDigest "{digest(text)}" {more} .\n'
        + claims
        + "".join(evidence(each, source, text) for each in passages)
    )


def claim(agent, context, role, passage, more=""):
    return participation(agent, context, role, f"; pc:evidence {iri(passage)} {more}")


CLAIMS = (
    claim("alpha", "net", "member", MEMBER, '; pc:when "2009/"^^edtf:EDTF')
    + claim("alpha", "agr", "party", SIGNED)
    + claim("beta", "agr", "party", SIGNED)
)


@pytest.fixture
def held(root):
    """The miniature workspace, whose one document has a text; and the folder with that text."""
    put(root, f"{CORE}doc.ttl", document(CLAIMS, MEMBER, SIGNED, NAME))
    return root


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "texts"
    place.mkdir()
    (place / "copy of a page.txt").write_bytes(TEXT.encode())
    return place


def write(folder, content):
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "copy of a page.txt").write_bytes(data)


def check(root, folder):
    return verification.verify(find_workspace(root), folder)


def messages(result):
    return [each.message for each in result.findings if each.severity == "error"]


# ---- Documents and spans -------------------------------------------------------------------------


def test_what_is_as_recorded_is_verified(held, folder):
    result = check(held, folder)
    (only,) = result.documents
    assert (only.state, only.file) == ("verified", "copy of a page.txt")
    assert {place.state for place in only.places} == {"verified"}
    assert result.holds
    assert messages(result) == []


def test_the_command_says_so_and_ends_with_zero(held, folder):
    ended = kg("verify", folder, cwd=held)
    assert ended.returncode == 0, ended.stderr
    assert "src:doc  copy of a page.txt  verified  3" in ended.stdout


def test_one_changed_character_names_the_relation_and_ends_with_one(held, folder):
    write(folder, TEXT.replace("2009", "2010"))
    ended = kg("verify", folder, cwd=held)
    assert ended.returncode == 1
    (lost,) = [line for line in ended.stdout.splitlines() if ": lost:" in line]
    assert "It supports claim:alpha-in-net." in lost
    assert lost.startswith("graphdata/sources/core/doc.ttl:")
    line = int(lost.split(":")[1])
    lines = (held / f"{CORE}doc.ttl").read_text("utf-8").splitlines()
    assert span_of(MEMBER).digest in lines[line - 1]


def test_a_changed_character_anywhere_is_found_and_names_what_it_touches(held, folder):
    spans = [span_of(passage) for passage in (MEMBER, SIGNED, NAME)]
    for at in range(0, len(TEXT), 7):
        write(folder, TEXT[:at] + "#" + TEXT[at + 1 :])
        result = check(held, folder)
        touched = [span for span in spans if span.start <= at < span.end]
        lost = [each for each in result.findings if each.rule == "missing"]
        assert (len(lost), result.holds) == (len(touched), False)


def test_what_an_insertion_moves_is_found_where_it_is_now(held, folder):
    write(folder, "Forty characters more than there were. \n" + TEXT)
    (only,) = check(held, folder).documents
    assert {place.state for place in only.places} == {"moved"}
    assert {place.now[0] - place.span.start for place in only.places} == {40}


def test_a_lost_span_is_looked_for_between_its_neighbours():
    spans = [span_of(MEMBER), span_of(SIGNED), span_of(SENT)]
    text = "New. " + TEXT.replace("was signed by", "was agreed by")
    places = anchoring.anchor(text, spans)
    assert [place.state for place in places] == ["moved", "missing", "moved"]
    low, high = places[1].between
    assert low <= text.index("was agreed") < text.index("Betaland;") <= high


def test_words_that_stand_in_several_places_are_told_apart_by_their_neighbours():
    text = "alpha ONE beta, alpha TWO beta, alpha THREE beta"
    second = text.index("alpha TWO")
    spans = [
        Span("a", 0, 9, digest("alpha ONE")),
        Span("b", second, second + 5, digest("alpha")),
        Span("c", second, second + 9, digest("alpha TWO")),
    ]
    places = anchoring.anchor("!!! " + text, spans)
    assert [place.state for place in places] == ["moved"] * 3
    assert places[1].now == (second + 4, second + 9)


def test_words_between_neighbours_that_moved_differently_moved_by_something_between():
    text = "first line\nUNIT is here\nthe UNIT of the last line"
    spans = [
        Span("a", 0, 10, digest("first line")),
        Span("b", 11, 15, digest("UNIT")),
        Span("c", 11, len(text), digest(text[11:])),
    ]
    longer = "New. " + text.replace("\nthe", "\n\n\nthe").replace("line\nUNIT", "line\n\nUNIT")
    spans[2] = Span("c", 28, 44, digest("of the last line"))
    places = anchoring.anchor(longer, spans)
    assert [place.state for place in places] == ["moved"] * 3
    assert places[1].now == (17, 21)


def test_words_that_stand_in_several_places_alone_are_ambiguous():
    (place,) = anchoring.anchor("we said: we", [Span("a", 3, 5, digest("we"))])
    assert (place.state, place.starts, place.now) == ("ambiguous", (0, 9), None)


def test_the_same_words_as_evidence_in_two_places_keep_their_order():
    words = "an official name that is long enough"
    text = f"{words}; then {words}"
    second = text.rindex(words)
    spans = [Span("a", 0, 36, digest(words)), Span("b", second, second + 36, digest(words))]
    tail = Span("c", 36, 44, digest(text[36:44]))
    places = anchoring.anchor("++" + text, [*spans, tail])
    assert [place.now for place in places[:2]] == [(2, 38), (second + 2, second + 38)]


def test_many_spans_of_a_long_text_are_found_again_in_time():
    import random
    import time

    random.seed(3)
    text = "".join(random.choice("abcdefgh ž–") for _ in range(10_000))
    starts = [random.randrange(9_000) for _ in range(300)]
    spans = [Span(str(at), at, at + 1, "") for at in starts]
    spans = [each._replace(end=each.start + random.randrange(30, 400)) for each in spans]
    spans = [each._replace(digest=digest(text[each.start : each.end])) for each in spans]
    began = time.process_time()  # that of this process: a busy machine takes no more
    places = anchoring.anchor("moved " + text, spans)
    assert time.process_time() - began < 5
    assert {place.state for place in places} == {"moved"}


# ---- Copies that an editor has touched -----------------------------------------------------------

COPIES = {
    "line ends": TEXT.replace("\n", "\r\n").encode(),
    "a BOM": b"\xef\xbb\xbf" + TEXT.encode(),
    "Unicode normalisation": unicodedata.normalize("NFD", TEXT).encode(),
    "a line end after the last line": TEXT.rstrip("\n").encode(),
    "encoding windows-1250": TEXT.encode("windows-1250"),
    "encoding utf-16": TEXT.encode("utf-16"),
    "a BOM and line ends": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("difference", COPIES)
def test_a_copy_with_the_same_words_is_told_apart(held, folder, difference):
    write(folder, COPIES[difference])
    result = check(held, folder)
    (only,) = result.documents
    assert only.state == "same words"
    assert {place.state for place in only.places} == {"verified"}
    assert f"is the same but for {difference}." in messages(result)[0]
    assert not result.holds


@pytest.mark.parametrize("difference", COPIES)
def test_a_copy_with_the_same_words_changes_no_file(held, folder, difference):
    write(folder, COPIES[difference])
    before = contents(held)
    ended = kg("verify", folder, "--fix", "--yes", cwd=held)
    assert (ended.returncode, contents(held)) == (1, before)
    assert "nothing to write." in ended.stderr


def test_a_changed_copy_with_other_line_ends_is_still_found(held, folder):
    write(folder, TEXT.replace("2009", "2010").replace("\n", "\r\n"))
    result = check(held, folder)
    (only,) = result.documents
    assert (only.state, only.reading.differences) == ("changed", ("line ends",))
    assert reanchoring.find_changes(result) == []


# ---- Folders -------------------------------------------------------------------------------------


def test_other_files_are_named_and_ignored(held, folder):
    (folder / "picture.bin").write_bytes(b"\x89PNG\0\0")
    (folder / "list.csv").write_text("a,b\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "more").mkdir()
    (folder / ".hidden").write_bytes(b"\0")
    ended = kg("verify", folder, cwd=held)
    assert ended.returncode == 0
    assert ended.stderr.splitlines() == [
        "empty.txt: ignored: empty.",
        "list.csv: ignored: the text of no document on record.",
        "more: ignored: a folder.",
        "picture.bin: ignored: no text.",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="a file may have no such name here")
def test_a_file_name_that_is_no_text_or_steers_a_terminal_is_shown_as_escapes(held, folder):
    (folder / os.fsdecode(b"\xff\x1b[31m\nb: error: c.txt")).write_text("x", encoding="utf-8")
    shown = r"\udcff\x1b[31m\nb: error: c.txt"
    said = kg("verify", folder, cwd=held)
    assert said.stderr.splitlines() == [f"{shown}: ignored: the text of no document on record."]
    data = json.loads(kg("verify", folder, "-f", "json", cwd=held).stdout)
    assert [each["file"] for each in data["ignored"]] == [shown]


def test_of_two_copies_the_one_as_recorded_is_taken(held, folder):
    write(folder, TEXT)
    (folder / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (folder / "altered.txt").write_bytes(TEXT.replace("2009", "2010").encode())
    (folder / "b.txt").write_bytes(TEXT.encode())
    result = check(held, folder)
    assert [(each.file, each.state) for each in result.documents] == [("b.txt", "verified")]
    assert result.ignored == {
        "a.txt": "another copy of src:doc",
        "altered.txt": "the text of no document on record",
        "copy of a page.txt": "another copy of src:doc",
    }


def test_a_text_of_two_documents_serves_both(held, folder):
    page = 'src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" ;'
    page += f' pc:codePoints {len(TEXT)} ; pc:documentDigest "{digest(TEXT)}" .\n'
    put(held, f"{CORE}page.ttl", page + evidence(MEMBER, "page"))
    assert [each.state for each in check(held, folder).documents] == ["verified", "verified"]


def test_a_long_file_is_not_read(held, folder):
    with (folder / "long.txt").open("wb") as file:
        file.truncate(8_000_001)  # without a block on the disk
    assert check(held, folder).ignored == {"long.txt": "larger than 8 MB"}


@pytest.mark.parametrize("make", ["missing", "empty", "file", "pictures only"])
def test_a_folder_without_a_text_cannot_be_read(held, tmp_path, make):
    folder = tmp_path / "texts"
    if make == "file":
        folder.touch()
    elif make != "missing":
        folder.mkdir()
    if make == "pictures only":
        (folder / "picture").write_bytes(b"\0\1\2")
    before = contents(held)
    ended = kg("verify", folder, cwd=held)
    assert (ended.returncode, ended.stdout, contents(held)) == (3, "", before)
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"{folder}: error: ")
    with pytest.raises(SourceError):
        check(held, folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_folder_is_not_waited_for(held, folder):
    os.mkfifo(folder / "pipe")
    assert check(held, folder).ignored == {"pipe": "no regular file"}


def test_a_document_whose_text_is_not_there_is_missing(held, folder):
    write(folder, "Another text altogether, about something else. " * 20)
    result = check(held, folder)
    assert [each.state for each in result.documents] == ["missing"]
    assert result.ignored == {"copy of a page.txt": "the text of no document on record"}
    (message,) = messages(result)
    assert "3 spans are not verified" in message
    assert kg("verify", folder, cwd=held).returncode == 1


def test_a_document_that_is_only_cited_fails_nothing(held, folder):
    page = 'src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" .\n'
    page += participation("gamma", "net", "member", "; pc:evidence ev:page-1")
    put(held, f"{CORE}page.ttl", page + "ev:page-1 a pc:Evidence ; oa:hasSource src:page .")
    result = check(held, folder)
    assert [each.state for each in result.documents] == ["verified", "cited"]
    said = kg("verify", folder, cwd=held).stdout
    assert "src:page" not in said
    assert "Cited only, because their text is not held: 1.\n" in said
    assert result.holds


def test_two_documents_are_kept_apart_whatever_their_file_names(held, folder):
    other = TEXT.replace("Alphaland", "Betaland")
    words = "The Prison Service of Betaland joined"
    record = document("", words, source="other", text=other)
    put(held, f"{CORE}other.ttl", record)
    (folder / "a doc.txt").write_bytes(other.encode())
    found = {
        each.document.source.rpartition("/")[2]: each.file for each in check(held, folder).documents
    }
    assert found == {"doc": "copy of a page.txt", "other": "a doc.txt"}


def test_a_wrong_length_on_record_is_a_finding_and_is_mended(held, folder):
    path = held / f"{CORE}doc.ttl"
    path.write_text(
        path.read_text("utf-8").replace(f"pc:codePoints {len(TEXT)}", "pc:codePoints 7")
    )
    assert messages(check(held, folder)) == [
        f"src:doc: copy of a page.txt has {len(TEXT)} code points; recorded are 7."
    ]
    assert kg("verify", folder, "--fix", "--yes", cwd=held).returncode == 0


# ---- --fix ---------------------------------------------------------------------------------------


def test_fix_shows_and_writes_new_positions_and_then_all_is_verified(held, folder):
    moved = "Forty characters more than there were. \n" + TEXT
    write(folder, moved)
    ended = kg("verify", folder, "--fix", "--yes", cwd=held)
    assert ended.returncode == 0, ended.stderr
    old, new = iri(MEMBER), iri(MEMBER, text=moved)
    assert f"{old} -> {new}" in ended.stderr.splitlines()
    assert f"src:doc pc:documentDigest: {digest(TEXT)} -> {digest(moved)}" in ended.stderr
    expected = document(CLAIMS, MEMBER, SIGNED, NAME)
    for passage in (MEMBER, SIGNED, NAME):
        span, now = span_of(passage), span_of(passage, moved)
        expected = expected.replace(iri(passage), iri(passage, text=moved))
        expected = expected.replace(f"oa:start {span.start} ", f"oa:start {now.start} ")
        expected = expected.replace(f"oa:end {span.end} ", f"oa:end {now.end} ")
    expected = expected.replace(digest(TEXT), digest(moved))
    expected = expected.replace(f"pc:codePoints {len(TEXT)}", f"pc:codePoints {len(moved)}")
    written = (held / f"{CORE}doc.ttl").read_bytes()
    assert put(held, f"{CORE}doc.ttl", expected).read_bytes() == written
    assert kg("verify", folder, cwd=held).returncode == 0
    assert kg("check", cwd=held).returncode == 0


def test_fix_renames_evidence_in_other_files_too(held, folder):
    other = participation("gamma", "net", "member", f"; pc:evidence {iri(MEMBER)}")
    page = 'src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" .\n'
    path = put(held, f"{CORE}page.ttl", page + other)
    moved = "More. " + TEXT
    write(folder, moved)
    assert kg("verify", folder, "--fix", "--yes", cwd=held).returncode == 0
    assert iri(MEMBER, text=moved) in path.read_text("utf-8")


def test_fix_writes_what_has_moved_and_leaves_what_is_lost(held, folder):
    write(folder, "More. " + TEXT.replace("2009", "2010"))
    ended = kg("verify", folder, "--fix", "--yes", cwd=held)
    assert ended.returncode == 1
    (only,) = check(held, folder).documents
    assert only.state == "verified"
    assert sorted(place.state for place in only.places) == ["missing", "verified", "verified"]


def test_without_a_terminal_nothing_is_written_unless_yes_is_said(held, folder):
    write(folder, "More. " + TEXT)
    before = contents(held)
    ended = kg("verify", folder, "--fix", cwd=held)
    assert (ended.returncode, contents(held)) == (2, before)
    assert "Give --yes" in ended.stderr
    assert kg("verify", folder, "--yes", cwd=held).returncode == 2


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1)])
def test_on_a_terminal_the_command_asks_before_it_writes(held, folder, answer, code):
    write(folder, "More. " + TEXT)
    before = contents(held)
    keyboard, terminal = os.openpty()
    os.write(keyboard, answer.encode())
    words = [sys.executable, "-m", "kg", "verify", str(folder), "--fix"]
    ended = subprocess.run(
        words,
        cwd=held,
        env=environment(),
        stdin=terminal,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(keyboard)
    os.close(terminal)
    assert "Write these changes?" in ended.stderr
    assert (ended.returncode, contents(held) == before) == (code, code == 1)


def test_verify_alone_writes_nothing(held, folder):
    write(folder, "More. " + TEXT)
    before = contents(held)
    assert kg("verify", folder, cwd=held).returncode == 1
    assert contents(held) == before


def test_a_file_with_a_comment_is_refused_and_stays(held, folder):
    path = held / f"{CORE}doc.ttl"
    path.write_text(path.read_text("utf-8") + "# a remark\n", encoding="utf-8")
    write(folder, "More. " + TEXT)
    before = contents(held)
    ended = kg("verify", folder, "--fix", "--yes", cwd=held)
    assert (ended.returncode, contents(held)) == (3, before)
    assert "a comment would be lost" in ended.stderr


def test_a_new_name_that_other_evidence_bears_is_refused(held, folder):
    moved = "More. " + TEXT
    target = iri(NAME, text=moved)
    start, end = target.split("-")[1:]
    taken = f"{target} a pc:Evidence ; oa:hasSource src:doc ; oa:start {start} ; oa:end {end} ;"
    record = document(CLAIMS, MEMBER, SIGNED, NAME) + f'{taken} pc:spanDigest "{"0" * 64}" .'
    put(held, f"{CORE}doc.ttl", record)
    write(folder, moved)
    with pytest.raises(KgError, match="other evidence"):
        reanchoring.find_changes(check(held, folder))


def test_evidence_with_a_name_of_its_own_keeps_it(held, folder):
    record = document(CLAIMS, MEMBER, SIGNED, NAME).replace(iri(MEMBER), "ev:doc-first")
    put(held, f"{CORE}doc.ttl", record)
    write(folder, "More. " + TEXT)
    assert kg("verify", folder, "--fix", "--yes", cwd=held).returncode == 0
    assert "ev:doc-first" in (held / f"{CORE}doc.ttl").read_text("utf-8")


# ---- Does the span speak of the claim? -----------------------------------------------------------


def said(root, folder, claims, *passages, more=""):
    put(root, f"{CORE}doc.ttl", document(claims, *passages, more=more))
    return {each.claim: each for each in check(root, folder).claims}


def lacks(root, folder, claims, *passages):
    found = said(root, folder, claims, *passages)
    return {lack.words for each in found.values() for lack in each.lacks}


def alias(thing, name, passage, more=""):
    return (
        f"claim:{thing}-named a pc:AttributeClaim ;"
        f" rdf:subject id:{thing} ; rdf:predicate skos:altLabel ;"
        f' rdf:object "{name}"@en ; pc:status status:stated ; pc:evidence {iri(passage)} {more} .\n'
    )


def test_both_ends_and_the_year_are_named(root, folder):
    found = said(
        root,
        folder,
        claim("alpha", "net", "member", MEMBER, '; pc:when "2009/"^^edtf:EDTF'),
        MEMBER,
    )
    assert [each.state for each in found.values()] == ["named"]


def test_a_wrong_year_is_not_named(root, folder):
    claims = claim("alpha", "net", "member", MEMBER, '; pc:when "2008/"^^edtf:EDTF')
    assert lacks(root, folder, claims, MEMBER) == {"2008"}


def test_another_agent_is_not_named(root, folder):
    claims = claim("beta", "net", "member", MEMBER)
    assert lacks(root, folder, claims, MEMBER) == {"Prison Service of Betaland"}


def test_the_ends_of_an_agreement_are_its_parties(root, folder):
    claims = claim("alpha", "agr", "party", SIGNED) + claim("beta", "agr", "party", SIGNED)
    assert lacks(root, folder, claims, SIGNED) == set()
    claims = claim("alpha", "agr", "party", MEMBER) + claim("beta", "agr", "party", MEMBER)
    assert lacks(root, folder, claims, MEMBER) == {"Prison Service of Betaland"}


def test_a_name_of_one_document_counts_there_and_as_written_only(root, folder):
    scope = "; pc:nameIn src:doc"
    claims = alias("alpha", "the Service", SENT, scope) + claim("alpha", "net", "member", SENT)
    assert "Prison Service of Alphaland" not in lacks(root, folder, claims, SENT)
    claims = alias("alpha", "the service", SENT, scope) + claim("alpha", "net", "member", SENT)
    assert "Prison Service of Alphaland" in lacks(root, folder, claims, SENT)


def test_a_local_name_inside_the_name_of_another_body_names_nobody(root, folder):
    words = "Prison Service of Betaland"
    claims = alias("alpha", "Prison Service", words, "; pc:nameIn src:doc")
    claims += claim("alpha", "net", "member", words)
    assert lacks(root, folder, claims, words) >= {"Prison Service of Alphaland"}


GROUPS = """Expert groups

Research has shown that the Prison Service of Betaland works with experts.

Research

The group on research meets in the NET Office and at the Research Days of Alphaland.
"""


def at(start, words):
    """Evidence of *words* of GROUPS from *start* on, and its IRI."""
    assert GROUPS.startswith(words, start)
    name = f"ev:doc-{start}-{start + len(words)}"
    place = f"oa:start {start} ; oa:end {start + len(words)}"
    span = f'{name} a pc:Evidence ; oa:hasSource src:doc ; {place} ; pc:spanDigest "'
    return name, f'{span}{digest(words)}" .\n'


def called(thing, name, evidence, more="; pc:nameIn src:doc"):
    return (
        f"claim:{thing}-called a pc:AttributeClaim ; rdf:subject id:{thing} ;"
        f' rdf:predicate skos:altLabel ; rdf:object "{name}"@en ; pc:status status:stated ;'
        f" pc:evidence {evidence} {more} .\n"
    )


@pytest.fixture
def name_state(root, folder):
    """A function that tells whether the span with some words of GROUPS calls a thing a name."""
    write(folder, GROUPS)

    def ask(thing, name, start, words, more=""):
        place, span = at(start, words)
        claims = called(thing, name, place) + more + span
        put(root, f"{CORE}doc.ttl", document(claims, text=GROUPS))
        found = {each.claim: each for each in check(root, folder).claims}
        return found[f"claim:{thing}-called"].state

    return ask


def test_a_word_that_happens_to_begin_a_sentence_is_no_name(name_state):
    lucky, heading = GROUPS.index("Research has"), GROUPS.index("Research\n")
    assert name_state("alpha", "Research", lucky, "Research") == "not named"
    whole = "Research has shown"
    assert name_state("alpha", "Research", lucky, whole) == "not named"
    assert name_state("alpha", "Research", heading, "Research") == "named"
    within = GROUPS.index("Research Days")
    assert name_state("alpha", "Research", within, "Research") == "named"
    assert name_state("alpha", "Expert groups", 0, "Expert groups") == "named"


def test_half_of_the_name_of_another_body_names_nobody(name_state):
    start = GROUPS.index("Prison Service of")
    state = name_state("alpha", "Prison Service", start, "Prison Service")
    assert state == "not named"


def test_half_a_word_names_nothing(name_state):
    start = GROUPS.index("experts")
    assert name_state("alpha", "expert", start, "expert") == "not named"
    assert name_state("alpha", "expert", start, "experts") == "named"
    start = GROUPS.index("Days") + 1
    assert name_state("alpha", "ays", start, "ays") == "not named"


def test_an_acronym_names_its_body_within_a_longer_name_too(name_state):
    start = GROUPS.index("NET Office")
    unit = called("beta", "NET Office", at(start, "NET Office")[0]) + at(start, "NET Office")[1]
    assert name_state("net", "NET", start, "NET", unit) == "named"


def test_what_is_called_after_a_thing_names_it(name_state):
    start = GROUPS.index("Research Days")
    place, span = at(start, "Research Days")
    days = called("prj", "Research Days", place) + span
    assert name_state("alpha", "Research", start, "Research", days) == "not named"
    tied = (
        f"claim:about a pc:AttributeClaim ; rdf:subject id:prj ; rdf:predicate pc:concerns ;"
        f" rdf:object id:alpha ; pc:status status:stated ; pc:evidence {place} .\n"
    )
    state = name_state("alpha", "Research", start, "Research", days + tied)
    assert state == "named"


def test_a_mention_as_written_names_the_agent(root, folder):
    claims = claim("gamma", "net", "visitor", SENT, '; pc:asWritten "experts … Gammaland"@en')
    assert "Probation of Gammaland" not in lacks(root, folder, claims, SENT)


def test_a_body_that_is_named_by_its_country_is_named_where_the_country_is(root, folder):
    place = "graphdata/registry/organisations/gamma.ttl"
    names = "id:gamma a org:FormalOrganization ; skos:prefLabel 'Probation of G'@en"
    put(root, place, f"{names} ; pc:jurisdiction id:delta .")
    put(
        root,
        "graphdata/registry/areas/delta.ttl",
        "id:delta a pc:Country ; skos:prefLabel 'Gammaland'@en .",
    )
    plain = claim("gamma", "net", "member", SENT)
    assert "Probation of G" in lacks(root, folder, plain, SENT)
    marked = claim("gamma", "net", "member", SENT, '; pc:namedBy "country"')
    assert "Probation of G" not in lacks(root, folder, marked, SENT)


def test_a_recorded_reason_is_an_exception_and_says_so(root, folder):
    reason = '; pc:notNamed "Named in the heading."@en'
    found = said(root, folder, claim("beta", "net", "member", MEMBER, reason), MEMBER)
    (only,) = found.values()
    assert (only.state, only.reason) == ("excepted", "Named in the heading.")
    assert "Recorded reason: Named in the heading." in only.sentence.en


def test_several_reasons_are_all_told(root, folder):
    reasons = '; pc:notNamed "Named above."@en , "The year is that of the title."@en'
    found = said(root, folder, claim("beta", "net", "member", MEMBER, reasons), MEMBER)
    (only,) = found.values()
    assert only.reason == "Named above. The year is that of the title."


def test_a_reason_that_nothing_needs_is_a_warning(root, folder):
    reason = '; pc:notNamed "Named in the heading."@en'
    put(root, f"{CORE}doc.ttl", document(claim("alpha", "net", "member", MEMBER, reason), MEMBER))
    (only,) = check(root, folder).findings
    assert (only.severity, only.rule) == ("warning", "needless-reason")
    assert only.message == "claim:alpha-in-net: its passage names all. Delete its pc:notNamed."


def test_a_passage_is_heard_with_what_it_is_read_with(root, folder):
    claims = claim("alpha", "net", "member", NAME, '; pc:when "2009/"^^edtf:EDTF')
    assert lacks(root, folder, claims, NAME) == {"Prison Service of Alphaland", "2009"}
    link = f"{iri(NAME)} pc:readWith {iri(MEMBER)} .\n"
    assert lacks(root, folder, claims + link, NAME, MEMBER) == set()


def test_a_changed_character_in_what_is_read_with_names_the_relation_too(root, folder):
    link = f"{iri(MEMBER)} pc:readWith {iri(SENT)} .\n"
    put(root, f"{CORE}doc.ttl", document(CLAIMS + link, MEMBER, SIGNED, SENT))
    write(folder, TEXT.replace("Gammaland", "Gammalant"))
    (_, lost) = messages(check(root, folder))
    assert lost.endswith("It supports claim:alpha-in-net.")


def unnamed(thing):
    return f"; pc:leavesUnnamed id:{thing}"


def test_what_a_document_leaves_unnamed_is_named_by_who_takes_part(root, folder):
    claims = claim("alpha", "prj", "partner", SIGNED) + claim("beta", "prj", "partner", SIGNED)
    assert lacks(root, folder, claims, SIGNED) == {"Back to life"}
    found = said(root, folder, claims, SIGNED, more=unnamed("prj"))
    assert [each.lacks for each in found.values()] == [(), ()]


def test_an_unnamed_thing_lacks_each_participant_that_is_not_named(root, folder):
    claims = claim("alpha", "prj", "partner", MEMBER) + claim("beta", "prj", "partner", MEMBER)
    found = said(root, folder, claims, MEMBER, more=unnamed("prj"))
    (lack,) = found["claim:alpha-in-prj"].lacks
    assert lack == ("party", "id:beta", "Prison Service of Betaland")


def test_an_unnamed_thing_without_anything_that_stands_for_it_stays_unnamed(root, folder):
    claims = claim("alpha", "prj", "partner", MEMBER)
    found = said(root, folder, claims, MEMBER, more=unnamed("prj"))
    (lack,) = found["claim:alpha-in-prj"].lacks
    assert lack == ("context", "id:prj", "Back to life")


def test_a_mention_in_a_claim_about_a_thing_names_its_subject(root, folder):
    about = "rdf:subject id:beta ; rdf:predicate pc:statedKind ; rdf:object 'service'@en"
    kind = f"claim:k a pc:AttributeClaim ; {about} ; pc:status status:stated ;"
    kind += f" pc:evidence {iri(SENT)}"
    assert lacks(root, folder, f"{kind} .\n", SENT) == {"Prison Service of Betaland"}
    assert lacks(root, folder, f'{kind} ; pc:asWritten "six experts"@en .\n', SENT) == set()


def test_spans_of_one_claim_are_read_together(root, folder):
    both = f"; pc:evidence {iri(MEMBER)} , {iri(SENT)}"
    claims = participation("alpha", "net", "member", both + ' ; pc:when "2015"^^edtf:EDTF')
    assert lacks(root, folder, claims, MEMBER, SENT) == set()


def test_a_silent_span_is_a_warning_unless_strict(root, folder):
    put(root, f"{CORE}doc.ttl", document(claim("beta", "net", "member", MEMBER), MEMBER))
    ended = kg("verify", folder, cwd=root)
    assert ended.returncode == 0
    assert "does not name Prison Service of Betaland (agent)" in ended.stdout
    share = (
        "Claims with a verified passage: 1. Named there with dates and numbers: 0 (0 %)."
        " With a recorded reason why not: 0. With neither: 1."
    )
    assert share in ended.stdout.splitlines()
    assert kg("verify", folder, "--strict", cwd=root).returncode == 1


def test_every_reason_is_reported_with_the_number_of_its_claims(root, folder):
    reason = '; pc:notNamed "Named above."@en , "Jmenováno výše."@cs'
    claims = claim("beta", "net", "member", MEMBER, reason)
    claims += claim("gamma", "net", "member", MEMBER, reason)
    put(root, f"{CORE}doc.ttl", document(claims, MEMBER))
    english, czech = (kg("verify", folder, "--lang", lang, cwd=root) for lang in ("en", "cs"))
    assert "    2  Named above." in english.stdout.splitlines()
    assert "    2  Jmenováno výše." in czech.stdout.splitlines()


LETTERS = re.compile(r"\b(the|is|are|not|of|its|has|and|with|only|where|or|it|by|in|at|as)\b")


def test_verify_speaks_czech(root, folder):
    claims = CLAIMS + claim("beta", "net", "member", MEMBER)
    claims += claim("gamma", "prj", "partner", NAME, '; pc:notNamed "Why."@en')
    claims += alias("beta", "the Unit", NAME) + claim("alpha", "prj", "partner", NAME)
    put(root, f"{CORE}doc.ttl", document(claims, MEMBER, SIGNED, NAME, SENT))
    put(root, f"{CORE}page.ttl", document("", SENT, source="page", text=SENT))
    for name in ("b.txt", "sub"):
        (folder / name).mkdir()
    (folder / "empty").touch()
    (folder / "binary").write_bytes(b"\0")
    (folder / "other").write_text("other", encoding="utf-8")
    said = ""
    for text in (
        TEXT,
        "New. " + TEXT.replace("2009", "2010") + " Network of Services",
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + unicodedata.normalize("NFD", TEXT.rstrip()),
        "other",
    ):
        write(folder, text)
        ended = kg("verify", folder, "--lang", "cs", cwd=root)
        said += ended.stdout + ended.stderr
    names = ("the Unit", "Network of Services", "Back to life", "copy of a page.txt")
    said = re.sub(r"Prison Service of |Probation of |\S+:\S+", "", said)
    for name in names:
        said = said.replace(name, "")
    assert [line for line in said.splitlines() if LETTERS.search(line)] == []


def test_the_json_of_the_command_has_documents_evidence_and_claims(held, folder):
    write(folder, TEXT.replace("2009", "2010"))
    ended = kg("verify", folder, "-f", "json", cwd=held)
    data = json.loads(ended.stdout)
    assert (ended.returncode, data["verified"]) == (1, False)
    assert [each["state"] for each in data["documents"]] == ["changed"]
    lost = [each for each in data["evidence"] if each["state"] == "missing"]
    assert [each["claims"] for each in lost] == [["claim:alpha-in-net"]]
    assert {each["state"] for each in data["claims"]} <= set(support.STATES)


def test_the_json_counts_what_is_named(held, folder):
    data = json.loads(kg("verify", folder, "-f", "json", cwd=held).stdout)
    assert data["named"] == {"named": 3, "excepted": 0, "not named": 0}


def test_python_verifies_too(held, folder):
    assert package.verify(folder, held).holds


# ---- The texts themselves, where they are at hand ------------------------------------------------

SOURCES = os.environ.get("KG_SOURCES")


@pytest.mark.skipif(not SOURCES, reason="KG_SOURCES names no folder with the source texts")
def test_the_evidence_of_the_core_is_verified(workspace):
    from pathlib import Path

    result = verification.verify(workspace, Path(SOURCES), scope="core")
    assert [each.document.source for each in result.documents if not each.holds] == []
    assert len(result.documents) == 5
    assert result.findings == ()  # no claim is unexplained, no reason needless
    assert all(each.lacks for each in result.claims if each.state != "named")
    named = sum(each.state == "named" for each in result.claims)
    assert named / len(result.claims) > 0.9


def test_an_explanation_has_as_few_differences_as_it_can():
    assert texts.explain(TEXT.encode(), [digest(TEXT)]).differences == ()
    assert texts.explain(b"something else", [digest(TEXT)]) is None


# ---- excerpts -----------------------------------------------------------------------------------


def passages_in(page):
    """Return the passages that a page carries beside its evidence."""
    data = read_payload(page)
    fields, rows = data["places"]["fields"], data["places"]["rows"]
    assert rows
    at = fields.index("excerpt") if "excerpt" in fields else len(rows[0])
    return [row[at] for row in rows if len(row) > at and row[at]]


def test_the_page_shows_the_passages_only_with_the_sources(held, folder, tmp_path):
    plain = kg("view", cwd=held)
    shown = kg("view", "--sources", folder, "-o", tmp_path / "page.html", cwd=held)
    assert (plain.returncode, shown.returncode) == (0, 0), shown.stderr
    passages = passages_in((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert passages
    assert all("".join(pieces).strip("… ") in TEXT for pieces in passages)
    assert {pieces[1] for pieces in passages} == {MEMBER, SIGNED}
    (signed,) = {tuple(pieces) for pieces in passages if pieces[1] == SIGNED}
    assert signed[::2] == ("A “Memorandum” of Alphaland and Betaland ", "; it covers 1,250 places.")
    assert passages_in(plain.stdout) == []


def test_the_page_shows_the_passages_of_the_texts_that_the_workspace_keeps(held, folder, tmp_path):
    refused = kg("view", "--with-passages", cwd=held)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no text is kept here" in refused.stderr
    (kept := held / texts.KEPT).mkdir(parents=True)
    (kept / "doc.txt").write_bytes(TEXT.encode())
    assert passages_in(kg("view", cwd=held).stdout) == []
    shown = kg("view", "--with-passages", cwd=held)
    given = kg("view", "--sources", folder, cwd=held)
    assert (shown.returncode, given.returncode) == (0, 0), shown.stderr
    assert passages_in(shown.stdout) == passages_in(given.stdout) != []


def test_the_page_of_pyvis_has_no_place_for_passages(held, folder):
    ended = kg("view", "--plain", "--sources", folder, cwd=held)
    assert (ended.returncode, ended.stdout) == (2, "")


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        (["Unit"], ("The ", "Unit", " joined Alpha in 2009.")),
        (["Unit", "2009"], ("The ", "Unit", " joined Alpha in ", "2009", ".")),
        (["Since 1999.", "left"], ("", "Since 1999.", " … It ", "left", ".")),
        (["Unit joined", "joined Alpha"], ("The ", "Unit joined Alpha", " in 2009.")),
        (["A line"], ("", "A line", " \ufffd of its own")),
    ],
)
def test_a_passage_is_marked_in_its_sentence(said, pieces):
    text = "Since 1999. The Unit joined Alpha in 2009. It left.\nA line \u202e of its own\nEnd"
    places = [(text.index(each), text.index(each) + len(each)) for each in said]
    assert mark(text, places) == pieces


def test_of_a_long_sentence_whole_words_near_the_passage_are_shown():
    text = "many words " * 90 + "and the Unit joined " + "others then " * 90
    before, said, after = mark(text, [(text.index("Unit"), text.index("Unit") + 4)])
    assert said == "Unit"
    assert (before[:2], after[-2:]) == ("… ", " …")
    assert before.endswith(" and the ")
    assert after.startswith(" joined others")
    assert max(len(before), len(after)) < 250


def test_a_passage_that_is_not_found_is_not_shown(held, folder, tmp_path):
    write(folder, "Nothing of the kind.\n" * 40)
    shown = kg("view", "--sources", folder, cwd=held)
    assert shown.returncode == 0
    assert passages_in(shown.stdout) == []


def excerpts(root, folder, warnings=None):
    workspace = find_workspace(root)
    memory = store.in_memory(reading.as_dataset(reading.read(workspace)).quads)
    warn = None if warnings is None else warnings.append
    return verification.read_excerpts(memory, folder, warn=warn)


def test_an_excerpt_is_the_passage_with_what_it_is_read_with_in_order(root, folder):
    links = f"{iri(SENT)} pc:readWith {iri(MEMBER)} . {iri(NAME)} pc:readWith {iri(MEMBER)} .\n"
    put(root, f"{CORE}doc.ttl", document(CLAIMS + links, MEMBER, SIGNED, NAME, SENT))
    found = excerpts(root, folder)
    assert found[iri(SENT)] == f"{MEMBER} … {SENT}"
    assert found[iri(NAME)] == MEMBER  # it lies within
    assert found[iri(SIGNED)] == SIGNED


def test_a_passage_whose_digest_is_wrong_is_said_and_not_shown(held, folder):
    write(folder, "More. " + TEXT.replace("2009", "2010"))
    warnings = []
    assert set(excerpts(held, folder, warnings)) == {iri(SIGNED), iri(NAME)}
    (warning,) = warnings
    assert warning == (
        "src:doc: copy of a page.txt is not its text as recorded; 1 of its 3 passages are not"
        " shown. kg verify says more."
    )
    shown = kg("view", "--sources", folder, "-o", folder / "page.html", cwd=held)
    assert warning in shown.stderr.splitlines()


def test_without_its_text_no_passage_of_a_document_is_shown(held, folder):
    write(folder, "Another text altogether, about something else. " * 20)
    warnings = []
    assert excerpts(held, folder, warnings) == {}
    assert warnings == [
        "src:doc: no file there is its text, so none of its passages is shown. kg verify says more."
    ]


def test_an_excerpt_commands_no_terminal_and_turns_no_line_around():
    assert (
        texts.excerpt("a\x1b[31mb\u202ec\td\n\x9b", [(0, 20)]) == "a\ufffd[31mb\ufffdc\td\n\ufffd"
    )
