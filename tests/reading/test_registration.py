"""The record of a document: found in it, given by options, asked at a terminal, or left out."""

import os
import pty
import re
import select
import subprocess
import sys

from tests.processes import kg

TEXT = "Since 2012 the Probation of Gammaland has been a member of the Network of Services.\n"
PAGE = (
    '<html lang="en"><!-- url: https://example.org/news \n saved date: Mon Mar 04 2024 10:00 -->'
    '<meta name="dc.publisher" content="Network of Services">'
    f'<meta name="date" content="2024-02-01"><title>News</title><body><p>{TEXT}</p></body></html>'
)


def record(root, name):
    """Return the source record that was written, without its positions."""
    return (root / f"graphdata/sources/public/{name}.ttl").read_text("utf-8")


def at_terminal(root, command, answers):
    """Run kg at a pseudo terminal and answer its questions; return what it wrote there."""
    above, below = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *command],
        cwd=root,
        stdin=below,
        stderr=below,
        stdout=subprocess.DEVNULL,
        close_fds=True,
    )
    os.close(below)
    written, waiting = "", list(answers)
    while True:
        if not select.select([above], [], [], 60)[0]:
            process.kill()
            raise AssertionError(f"it waits: {written}")
        try:
            piece = os.read(above, 4096)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        written += piece.decode()
        if waiting and re.search(waiting[0][0] + r" ?: $", written):
            os.write(above, f"{waiting.pop(0)[1]}\n".encode())
    os.close(above)
    assert process.wait() == 0, written
    assert not waiting, written
    return written


def test_what_a_page_says_of_itself_is_in_its_record(root):
    (root / "news.html").write_text(PAGE, "utf-8")
    ended = kg("read", "news.html", "--accept", "sure", cwd=root)
    assert ended.returncode == 0, ended.stderr
    said = record(root, "news")
    for part in (
        '"https://example.org/news"^^xsd:anyURI',
        "dcterms:publisher id:net",
        'dcterms:issued "2024-02-01"',
        'pc:retrieved "2024-03-04"^^xsd:date',
    ):
        assert part in said
    assert "Not found" not in ended.stderr


def test_options_go_before_what_a_page_says(root):
    (root / "news.html").write_text(PAGE, "utf-8")
    options = ("--date", "5 March 2024", "--title", "Old news", "--retrieved", "2024-03-09")
    kg("read", "news.html", "--accept", "sure", *options, cwd=root)
    said = record(root, "old-news")
    assert 'dcterms:issued "2024-03-05"' in said
    assert 'pc:retrieved "2024-03-09"' in said


def test_what_is_missing_is_asked_at_a_terminal(root):
    (root / "news.txt").write_text(TEXT, "utf-8")
    answers = [
        ("Publisher", "Network of Services"),
        ("Date of issue", "soon"),
        ("Date of issue", "3 May 2023"),
        ("Address", "https://example.org/news"),
        ("Day of retrieval", ""),
    ]
    command = ("read", "news.txt", "--title", "News", "--accept", "sure")
    written = at_terminal(root, command, answers)
    assert "is no date" in written
    said = record(root, "news")
    assert "dcterms:publisher id:net" in said
    assert 'dcterms:issued "2023-05-03"' in said
    assert "pc:retrieved" not in said


def test_without_a_terminal_it_is_left_out_and_said(root):
    (root / "news.txt").write_text(TEXT, "utf-8")
    ended = kg("read", "news.txt", "--title", "News", "--accept", "sure", cwd=root)
    assert "Not found in the document: publisher, date, address" in ended.stderr
    assert "dcterms:issued" not in record(root, "news")


def test_a_day_of_retrieval_is_a_day(root):
    (root / "news.txt").write_text(TEXT, "utf-8")
    ended = kg("read", "news.txt", "--retrieved", "2024", cwd=root)
    assert ended.returncode == 2
    assert "--retrieved" in ended.stderr


def test_a_text_under_another_name_is_the_same_document(root):
    (root / "news.txt").write_text(TEXT, "utf-8")
    kg("read", "news.txt", "--title", "News", "--accept", "sure", cwd=root)
    (root / "copy.md").write_text(TEXT, "utf-8")
    ended = kg("read", "copy.md", "--title", "Copy", "--accept", "sure", cwd=root)
    assert "The graph has this text already, as src:news." in ended.stdout + ended.stderr
    assert not (root / "graphdata/sources/public/copy.ttl").exists()
