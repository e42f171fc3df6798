"""Odd words, odd names and odd streams: each ends with an exit code and a sentence."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

from tests.miniature import ALPHA, DOCUMENT, put
from tests.processes import LIMIT, ROOT, environment, kg

KG = f"{shlex.quote(sys.executable)} -m kg"


def shell(line, cwd):
    return subprocess.run(
        ["bash", "-c", line],
        cwd=cwd,
        env=environment(None) | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e10", "-1", "0", "no"])
@pytest.mark.parametrize("words", [["query", "-e", "ASK { ?s ?p ?o }"], ["ask", "list"]])
def test_a_time_that_never_ends_is_no_limit(root, seconds, words):
    ended = kg(*words, "--timeout", seconds, cwd=root)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["check", "export -f nt", "--version", "ask partners alpha"])
def test_without_standard_output_one_line_says_so(root, command):
    ended = shell(f"{KG} {command} >&-", root)
    assert ended.returncode == 3
    assert ended.stderr.decode().splitlines()[-1] == (
        "error: there is no standard output to write to. Open it, or give -o FILE."
    )


def test_without_any_stream_a_file_is_written_all_the_same(root):
    ended = shell(f"{KG} export -f nt -o out.nt <&- >&- 2>&-", root)
    assert ended.returncode == 0
    assert (root / "out.nt").stat().st_size > 1000


def test_output_to_a_stream_of_the_system_keeps_what_stands_there(root):
    ended = shell(f"(echo first; {KG} query -e 'ASK {{ ?s ?p ?o }}' -o /dev/stdout) > out", root)
    assert ended.returncode == 0
    assert (root / "out").read_text("utf-8") == "first\ntrue\n"


def test_output_to_a_link_that_leads_to_itself_is_refused(root):
    (root / "loop").symlink_to("loop")
    ended = kg("query", "-e", "ASK { ?s ?p ?o }", "-o", "loop", cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == "loop: error: a link leads to itself. Remove it.\n"


@pytest.mark.parametrize("name", [b"z\xff.ttl", b"z\x1b[31m.ttl"])
def test_names_of_files_are_shown_with_escapes(root, name):
    (root / ALPHA).with_name(os.fsdecode(name)).write_bytes(b"id:x a .")
    ended = shell(f"{KG} check", root)
    assert ended.returncode == 3
    assert b"\x1b" not in ended.stdout + ended.stderr
    shown = "z\\xff.ttl" if b"\xff" in name else "z\\x1b[31m.ttl"
    assert f"graphdata/registry/organisations/{shown}:1:" in ended.stderr.decode()


def test_words_of_a_person_never_steer_the_terminal(root):
    for words in (["show", "\x1b[31mx"], ["ask", "\x1b[31mx"], ["export", "-f", "\x1b[31mx"]):
        ended = kg(*words, cwd=root)
        assert ended.returncode in (1, 2)
        assert "\x1b" not in ended.stderr


def test_a_pipe_in_the_data_is_no_file_to_wait_for(root):
    (root / ALPHA).unlink()
    os.mkfifo(root / ALPHA)
    ended = kg("check", cwd=root)
    assert ended.returncode == 3
    assert f"{ALPHA}: error: no plain file" in ended.stderr


@pytest.mark.parametrize(
    "text",
    ["{", '{"everything": {}}', "[]", '{"everything": {"id:a": [NaN, 0]}, "overview": {}}',
     '{"everything": {"id:a": [1e999, 0]}, "overview": {}}', "[" * 100_000,
     '{"everything": {"id:a": [true, 0]}, "overview": {}}',
     '{"everything": {"id:a": ' + "9" * 5000 + "}}"],
    ids=range(8),
)  # fmt: skip
def test_positions_that_are_none_are_named(root, text):
    (root / "graphdata/positions.json").write_text(text, "utf-8")
    ended = kg("view", "-o", "out.html", cwd=root)
    assert ended.returncode == 3
    assert "graphdata/positions.json: error: no positions" in ended.stderr
    assert not (root / "out.html").exists()


def test_a_decision_that_keeps_a_text_is_a_finding(root):
    text = (
        "<https://w3id.org/pencoop/decision/alpha-and-beta> a pc:Decision ;"
        ' pc:compares id:alpha , id:beta ; pc:verdict "same" ; pc:keeps "beta" .'
    )
    put(root, "graphdata/decisions.ttl", text, canonical=False)
    for words in (["check"], ["build"], ["show", "alpha"], ["ask", "partners", "alpha"]):
        ended = kg(*words, cwd=root)
        assert "mistake" not in ended.stderr
        assert ended.returncode in (0, 1)
    assert "graphdata/decisions.ttl:" in kg("check", cwd=root).stdout


def test_an_heir_that_is_a_text_is_a_finding(root):
    path = root / ALPHA
    said = ' ; owl:deprecated true ; dcterms:isReplacedBy "beta" .'
    put(root, ALPHA, path.read_text("utf-8").rpartition(".")[0] + said, canonical=False)
    for words in (["check"], ["build"], ["show", "alpha"], ["ask", "partners", "alpha"]):
        ended = kg(*words, cwd=root)
        assert "mistake" not in ended.stderr
        assert ended.returncode in (0, 1)


@pytest.mark.parametrize("character", ["Z", "é", "\\n"])
def test_a_literal_of_many_megabytes_is_refused_with_its_line(root, character):
    text = f'id:zz a org:Organization ; skos:prefLabel\n "{character * 12_000_000}"@en .'
    put(root, "graphdata/registry/organisations/zz.ttl", text, canonical=False)
    ended = kg("check", cwd=root)
    assert ended.returncode == 3
    assert "zz.ttl:22: error: a literal of more than 10,000,000 characters" in ended.stderr


def test_a_body_that_succeeds_itself_is_not_written(root):
    before = (root / DOCUMENT).read_bytes()
    words = ["--source", "pg", "--title", "T", "--url", "https://example.org/x", "--yes"]
    ended = kg("add", "successor", "alpha", "alpha", *words, cwd=root)
    assert ended.returncode == 1
    assert "cycle" in ended.stderr
    assert (root / DOCUMENT).read_bytes() == before
    assert not (root / "graphdata/sources/public/pg.ttl").exists()


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1"])
def test_names_that_windows_keeps_are_no_identifiers(root, name):
    ended = kg("add", "organisation", name, "--name", "X", "--kind", "network", "--yes", cwd=root)
    assert ended.returncode == 1
    assert "is no identifier" in ended.stderr
    path = f"graphdata/registry/organisations/{name}.ttl"
    put(root, path, f"id:{name} a org:Organization ; skos:prefLabel 'X'@en .")
    assert "is no identifier" in kg("check", cwd=root).stdout


@pytest.mark.parametrize("text", ["<rdf:RDF", "<a><b></a>", "<a></a><b></b>", "<a>&x;</a>"])
def test_malformed_xml_is_refused_with_its_line(root, text):
    (root / "x.rdf").write_text("\n" + text, "utf-8")
    ended = kg("export", "-f", "nt", "--data", "x.rdf", cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith("x.rdf:2:")


@pytest.mark.parametrize(
    "encoding", ["punycode", "idna", "rot13", "unicode_escape", "undefined", "x"]
)
def test_an_encoding_that_no_document_has_is_refused(root, encoding):
    (root / "x.rdf").write_text(f'<?xml version="1.0" encoding="{encoding}"?><a/>', "utf-8")
    ended = kg("export", "-f", "nt", "--data", "x.rdf", cwd=root)
    assert ended.returncode == 3
    assert f"x.rdf:1: error: the encoding {encoding} is not read. Save it as UTF-8." in ended.stderr


@pytest.mark.parametrize("style", ["nt", "nq", "ttl", "trig", "xml", "jsonld"])
def test_a_base_direction_stays(root, style):
    (root / "x.nt").write_text('<a:a> <https://a.example/b> "chat"@EN-GB--ltr .\n', "utf-8")
    ended = kg("export", "-f", style, "--data", "x.nt", cwd=root)
    assert ended.returncode == 0
    assert "ltr" in ended.stdout
    assert "EN-GB" in ended.stdout


def test_a_folder_of_texts_that_is_a_link_to_itself_is_refused(root):
    (root / "loop").symlink_to("loop")
    ended = kg("verify", "loop", cwd=root)
    assert ended.returncode == 3
    assert "mistake" not in ended.stderr


@pytest.mark.parametrize("tag", ["a\u202eb", "x" * 9, "en_GB", "1", "en--x", ""])
def test_a_language_that_is_no_tag_is_wrong_usage(root, tag):
    (root / "a.txt").write_text("Text.", "utf-8")
    ended = kg("read", "a.txt", "--source-language", tag, cwd=root)
    assert ended.returncode == 2
    assert "is no language tag" in ended.stderr
