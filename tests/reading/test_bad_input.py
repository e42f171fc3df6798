"""Documents that cannot be read, and places that cannot be written: a sentence, a code, no harm."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from tests.miniature import contents
from tests.processes import kg
from tests.reading.papers import docx_of, pdf_of, sealed

MEMBER = "Since 2012 the Probation of Gammaland has been a member of the Network of Services."
OTHER = "Since 2015 the Prison Service of Betaland has been a member of the Network of Services."


def bomb():
    """A DOCX of some kilobytes that would unpack to many megabytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


def lying():
    """A DOCX that says to be small and is broken within."""
    return docx_of([MEMBER])[:-400] + b"PK" * 100


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("a.txt", b"", 3, "empty"),
        ("a.txt", b" \n\n", 3, "empty"),
        ("a.txt", b"MZ\0\0", 3, "no text"),
        ("a.pdf", pdf_of([[], [], []]), 3, "OCRmyPDF"),
        ("a.pdf", sealed(), 3, "password"),
        ("a.pdf", b"%PDF-1.7 nothing", 3, "broken PDF"),
        ("a.docx", bomb(), 3, "would unpack"),
        ("a.docx", lying(), 3, "broken DOCX"),
        ("a.html", b"<html><script>document.write('a')</script></html>", 3, "scripts"),
        ("a.eml", b"Subject: x\nContent-Type: image/png\n\nx", 3, "without text"),
        ("a.odt", b"x", 3, "not a document that kg read knows"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(root, name, content, code, said):
    (root / name).write_bytes(content)
    before = contents(root)
    ended = kg("read", name, "--accept", "sure", cwd=root)
    assert ended.returncode == code
    assert said in ended.stderr
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(root) == before


def test_of_several_documents_one_that_is_broken_keeps_no_other_back(root):
    (root / "in").mkdir()
    (root / "in/a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (root / "in/b.txt").write_text(MEMBER, "utf-8")
    ended = kg("read", "in", cwd=root)
    assert ended.returncode == 3
    assert "broken PDF" in ended.stderr
    assert "member: Network of Services" in ended.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "\ufeff" + MEMBER),
        ("a.txt", MEMBER.replace(" ", "\u00a0")),
        ("a.txt", "\u202b\u05e9\u05dc\u05d5\u05dd\u202c\n\n" + MEMBER),
        ("a.html", f"<p>{MEMBER}<script>alert(1)</script><b hidden>{OTHER}</b></p>"),
        ("a.pdf", pdf_of([[(40, 700, 10, MEMBER)]])),
        ("a.docx", docx_of([MEMBER])),
    ],
)
def test_one_membership_is_read_from_any_file(root, name, content):
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    ended = kg("read", name, cwd=root)
    assert ended.stdout.count("member: Network of Services") == 1
    assert "Probation of Gammaland" in ended.stdout
    assert "Betaland" not in ended.stdout


def test_text_that_is_no_utf8_is_read_and_said(root):
    text = f"Sou\u010dasn\u00e9 \u010dlenstv\u00ed \u017eij\u00edc\u00edch.\n\n{MEMBER}"
    (root / "a.txt").write_bytes(text.encode("windows-1250"))
    ended = kg("read", "a.txt", cwd=root)
    assert "not UTF-8" in ended.stderr
    assert "member: Network of Services" in ended.stdout


def test_where_no_text_can_be_kept_the_graph_is_not_written(root):
    (root / "a.txt").write_text(MEMBER, "utf-8")
    (root / ".kg").write_text("in the way", "utf-8")
    before = contents(root)
    ended = kg("read", "a.txt", "--accept", "sure", cwd=root)
    assert ended.returncode in (2, 3)
    assert "private folder for texts cannot be made" in ended.stderr
    assert contents(root) == before


def test_two_runs_at_once_write_both_documents_or_say_why_not(root):
    (root / "a.txt").write_text(MEMBER, "utf-8")
    (root / "b.txt").write_text(OTHER, "utf-8")

    commands = [["read", f"{name}.txt", "--title", name, "--accept", "sure"] for name in ("a", "b")]
    running = [
        subprocess.Popen([sys.executable, "-m", "kg", *each], cwd=root, stderr=subprocess.PIPE)
        for each in commands
    ]
    ended = [(each.communicate()[1], each.returncode) for each in running]
    written = [(root / f"graphdata/sources/public/{name}.ttl").exists() for name in ("a", "b")]
    for (said, code), is_there in zip(ended, written, strict=True):
        assert is_there == (code == 0), said
        assert b"Traceback" not in said
    assert any(written)
    assert kg("check", cwd=root).returncode == 0


def test_a_killed_review_leaves_nothing_behind_that_keeps_the_next_one_out(root):
    (root / "a.txt").write_text(MEMBER, "utf-8")
    before = sorted((root / "graphdata").rglob("*.ttl"))
    command = [sys.executable, "-m", "kg", "read", "a.txt", "--review"]
    for _ in range(2):
        process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert any("Decide here: http://127.0.0.1" in line for line in process.stderr)
        process.kill()
        process.wait()
        process.stderr.close()
    assert sorted((root / "graphdata").rglob("*.ttl")) == before
