"""The command line as people and scripts meet it, each time in a process of its own."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.miniature import ALPHA, DOCUMENT, contents
from tests.processes import LIMIT, ROOT, children, environment, kg

MESSAGE = re.compile(r"[^:\s]\S*(:\d+(:\d+)?)?: (error|warning|info): \S.*[.?!]")
MEMBERS = "SELECT ?who WHERE { ?o org:memberOf id:net ; rdfs:label ?who } ORDER BY ?who"
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def change(old: str, new: str):
    """Return a change of the source document of the miniature."""

    def apply(root: Path) -> None:
        text = (root / DOCUMENT).read_text("utf-8")
        assert old in text
        (root / DOCUMENT).write_text(text.replace(old, new, 1), "utf-8")

    return apply


def overwrite(name: str, data: bytes):
    """Return a change that puts other bytes into a file."""
    return lambda root: (root / name).write_bytes(data)


def append(data: bytes):
    return lambda root: (root / DOCUMENT).write_bytes((root / DOCUMENT).read_bytes() + data)


def lock(name: str):
    return lambda root: (root / name).chmod(0)


def end(name: str):
    """Return a change that moves a folder away."""
    return lambda root: (root / name).rename(root / name.replace("/", "-"))


def obey_permissions() -> None:
    """Give up root's right to pass over the permissions of files, in a child before it starts."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def locked(tmp_path):
    """Skip where this system lets nobody be kept out of a file."""
    path = tmp_path / "locked"
    path.touch(0)
    words = ["cat", str(path)]
    ended = subprocess.run(words, preexec_fn=obey_permissions, capture_output=True, check=False)
    if ended.returncode == 0:
        pytest.skip("root cannot give up its right to read everything here")


# What is wrong, how it is done, the exit code of build, and what its one line must hold.
BAD = {
    "syntax error": (change("pc:agent id:alpha ;", "pc:agent id:alpha"), 3, "doc.ttl:21:"),
    "string left open": (change('"Cooperation"', '"Cooperation'), 3, "not Turtle"),
    "undeclared prefix": (append(b"idd:x a pc:Claim ."), 3, "the prefix idd: is not declared"),
    "windows 1250": (append("# Vězeňská".encode("cp1250")), 3, "Windows-1250"),
    "utf-16": (overwrite(ALPHA, "id:a".encode("utf-16")), 3, "not UTF-8"),
    "unknown term": (change("pc:agent", "pc:agnet"), 1, "Did you mean pc:agent?"),
    "unknown identifier": (change("id:alpha", "id:alhpa"), 1, "Did you mean id:alpha?"),
    "blank node": (change("pc:context id:agr", "pc:context []"), 1, "a blank node"),
    "relative iri": (change("pc:context id:agr", "pc:context <agr>"), 3, "a relative IRI"),
    "invalid date": (change('"2014"', '"2014-13-45"'), 1, "'2014-13-45' is no day"),
    "two years": (change('"2015/2016"', '"2015-2016"'), 1, "write 2015/2016"),
    "reversed": (change('"2015/2016"', '"2016/2015"'), 1, "2015 is earlier than 2016"),
    "html page": (overwrite(ALPHA, b"<!DOCTYPE html>\n<html>"), 3, "looks like an HTML page"),
    "zip file": (overwrite(ALPHA, b"PK\x03\x04\x14\x00\xff"), 3, "alpha.ttl:1"),
    "NUL bytes": (overwrite(ALPHA, bytes(100)), 3, "alpha.ttl:1:1"),
    "deep nesting": (append(b"<http://a> <http://b> " + b"[" * 9999), 3, "nested more than"),
    "a folder": (lambda root: ((root / ALPHA).unlink(), (root / ALPHA).mkdir()), 3, "a folder st"),
    "dangling link": (
        lambda root: (root / "graphdata/registry/areas/x.ttl").symlink_to("y"),
        3,
        "x.ttl: error: no such file",
    ),
    "missing registry": (end("graphdata/registry"), 3, "no such folder"),
    "missing sources": (end("graphdata/sources/core"), 3, "no such folder"),
    "locked file": (lock(ALPHA), 3, "alpha.ttl: error: no permission"),
    "locked folder": (lock("graphdata/registry/areas"), 3, "no permission"),
    "wrong rule": (overwrite("ontology/rules/99-x.rq", b"CONSTRUCT {"), 3, "99-x.rq:1:12: error"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_ends_a_build_with_one_clear_line(old, case, request):
    spoil, code, part = BAD[case]
    if case.startswith("locked"):
        request.getfixturevalue("locked")
    before = contents(old / "build")
    spoil(old)
    beside = sorted(os.listdir(old))
    ended = kg("build", cwd=old, before=obey_permissions if case.startswith("locked") else None)
    [line] = ended.stderr.splitlines()
    assert part in line
    assert MESSAGE.fullmatch(line), line
    assert (ended.returncode, ended.stdout) == (code, "")
    assert before == contents(old / "build")
    assert beside == sorted(os.listdir(old))


@pytest.mark.parametrize(
    "words", [("query", "-e", ALL), ("export",), ("stats",), ("check",), ("fmt",)]
)
@pytest.mark.parametrize("case", ["windows 1250", "html page"])
def test_what_cannot_be_read_stops_every_command(old, case, words):
    before = contents(old / "graphdata")
    BAD[case][0](old)
    ended = kg(*words, cwd=old)
    [line] = ended.stderr.splitlines()
    assert MESSAGE.fullmatch(line), line
    assert BAD[case][2] in line
    assert (ended.returncode, ended.stdout) == (3, "")
    changed = [name for name, data in contents(old / "graphdata").items() if before[name] != data]
    assert len(changed) == 1


@pytest.mark.parametrize("command", [("query", "-e", ALL), ("view",)])
@pytest.mark.parametrize(
    "case", ["unknown term", "unknown identifier", "blank node", "invalid date", "reversed"]
)
def test_wrong_content_never_ends_in_a_traceback(old, case, command):
    BAD[case][0](old)
    ended = kg(*command, cwd=old)
    assert "Traceback" not in ended.stderr
    assert ended.returncode in (0, 1, 3)
    if ended.returncode:
        assert re.search(r"error: ", ended.stderr)


@pytest.mark.parametrize("command", [("query", "-e", ALL), ("export",)])
@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.ttl", b"<http://a> <http://b> 1", "a.ttl:1:"),
        ("a.ttl", "<http://a> <http://b> 'ě' .".encode("cp1250"), "a.ttl:1: error: not UTF-8"),
        ("a.ttl", b"\n<html>", "a.ttl:2:1: error: this looks like an HTML page"),
        ("a.ttl", b"<a> <http://b> 1 .", "a relative IRI"),
        ("a.csv", b"a,b", "an ending that kg does not know"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/"}', "is not fetched"),
        ("a.jsonld", b'{"http://a":' * 5000 + b"1" + b"}" * 5000, "nested more than"),
        ("missing.ttl", None, "missing.ttl: error: no such file"),
    ],
)
def test_bad_files_given_with_data_are_refused(tmp_path, command, name, data, part):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ended = kg(*command, "--data", name, cwd=tmp_path)
    [line] = ended.stderr.splitlines()
    assert part in line
    assert MESSAGE.fullmatch(line), line
    assert (ended.returncode, ended.stdout) == (3, "")


@pytest.mark.parametrize(
    "accept",
    [
        overwrite(
            ALPHA,
            b"\xef\xbb\xbf@prefix id: <https://w3id.org/pencoop/id/> .\r\n"
            b"@prefix kind: <https://w3id.org/pencoop/concept/kind/> .\r\n"
            b"@prefix org: <http://www.w3.org/ns/org#> .\r\n"
            b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\r\n"
            b"id:alpha a org:Organization ; org:classification kind:prison-service ;\r\n"
            b"    skos:prefLabel 'Prison Service'@en .\r\n",
        ),
        lambda root: (root / DOCUMENT).write_bytes(
            (root / DOCUMENT).read_bytes().replace(b"\n", b"\r\n")
        ),
    ],
    ids=["byte order mark", "CRLF"],
)
def test_what_windows_editors_write_is_accepted(root, accept):
    accept(root)
    assert kg("check", "--strict", cwd=root).returncode == 0
    ended = kg("export", cwd=root)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\r" not in ended.stdout
    assert "\ufeff" not in ended.stdout


def test_an_empty_file_is_a_warning_and_the_build_goes_on(old):
    (old / "graphdata/registry/areas/empty.ttl").touch()
    ended = kg("build", cwd=old)
    assert ended.returncode == 0
    first = ended.stderr.splitlines()[0]
    assert first.startswith("graphdata/registry/areas/empty.ttl:1: warning: 0 triples")
    assert "        1  warnings" in ended.stdout
    strict = kg("check", "--strict", cwd=old)
    assert (strict.returncode, strict.stderr[:21]) == (1, "0 errors, 1 warning, ")
    assert kg("check", cwd=old).returncode == 0


def test_several_bad_files_are_all_named(root):
    (root / ALPHA).write_text("nonsense")
    append(b"\xff")(root)
    ended = kg("build", cwd=root)
    lines = ended.stderr.splitlines()
    assert (ended.returncode, len(lines)) == (3, 2)
    assert all(MESSAGE.fullmatch(line) for line in lines)


def test_check_lists_findings_as_data(root):
    change('"2014"', '"2014-13-45"')(root)
    ended = kg("check", cwd=root)
    assert (ended.returncode, ended.stderr[:21]) == (1, "1 error, 0 warnings, ")
    assert all(MESSAGE.fullmatch(line) for line in ended.stdout.splitlines())
    import json

    rows = json.loads(kg("check", "-f", "json", cwd=root).stdout)
    [row] = [row for row in rows if row["severity"] == "error"]
    assert row | {"line": 0} == {
        "file": DOCUMENT,
        "line": 0,
        "severity": "error",
        "rule": "value",
        "thing": "claim:alpha-in-agr",
        "message": "pc:attested: '2014-13-45' is no day of the calendar.",
    }


def test_a_read_only_output_folder_stays_as_it_is(old, locked):
    before = contents(old / "build")
    (old / "build").chmod(0o555)
    ended = kg("build", cwd=old, before=obey_permissions)
    assert ended.returncode == 3
    assert "build: error: no permission" in ended.stderr
    assert before == contents(old / "build")
    (old / "build").chmod(0o755)


def test_a_read_only_place_for_the_output_is_named(finished, tmp_path, locked):
    (tmp_path / "place").mkdir(0o555)
    words = ("build", "-C", finished, "-o", tmp_path / "place/out")
    ended = kg(*words, cwd=tmp_path, before=obey_permissions)
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"{tmp_path / 'place/out'}: error: no permission")
    assert ended.returncode == 3
    words = ("export", "-C", finished, "-o", tmp_path / "place/out.ttl")
    assert kg(*words, cwd=tmp_path, before=obey_permissions).returncode == 3
    assert os.listdir(tmp_path / "place") == []


@pytest.mark.parametrize("words", [("build", "-o", "taken"), ("export", "-o", "taken/x")])
def test_an_output_that_is_a_file_stays(old, words):
    (old / "taken").write_text("mine")
    ended = kg(*words, cwd=old)
    [line] = ended.stderr.splitlines()
    assert "error: a folder stands where a file is needed" in line
    assert ended.returncode == 3
    assert (old / "taken").read_text() == "mine"
    assert sorted(os.listdir(old)) == ["build", "graphdata", "ontology", "taken"]


@pytest.mark.parametrize("size", [1_000, 200_000, 700_000])
def test_a_limit_on_the_size_of_files_leaves_the_old_build(old, size):
    """The disk fills while the dataset, the page or the store is written."""
    before = contents(old / "build")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    ended = kg("build", cwd=old, before=limit)
    if ended.returncode == 0:
        pytest.skip(f"no file of this build is larger than {size:,} bytes")
    [line] = ended.stderr.splitlines()
    assert "build: error: " in line
    assert ended.returncode == 3
    assert before == contents(old / "build")
    assert sorted(os.listdir(old)) == ["build", "graphdata", "ontology"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 kB, where this process may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(words, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("words", [("build", "-o"), ("export", "-f", "nq", "-o")])
def test_a_full_disk_leaves_the_old_file_and_no_other(finished, small_disk, words):
    target = small_disk / "old"
    if words[0] == "build":
        target.mkdir()
        (target / "pencoop.ttl").write_text("old")
    else:
        target.write_text("old")
    before = contents(small_disk)
    ended = kg(*words, target, "-C", finished, cwd=finished)
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"{target}: error: no space left on the disk.")
    assert ended.returncode == 3
    assert before == contents(small_disk)
    assert os.listdir(small_disk) == ["old"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("export",), ("stats",), ("query", "-e", MEMBERS), ("build",)])
def test_a_full_disk_behind_stdout_is_said(old, words):
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "kg", *words],
            cwd=old,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 3
    assert ended.stderr.splitlines()[-1].startswith("error: no space left on the disk.")
    assert "Traceback" not in ended.stderr


def test_a_device_is_written_to_and_not_replaced(finished):
    assert kg("export", "-o", "/dev/null", cwd=finished).returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("words", [("export", "-f", "nq"), ("stats",), ("query", "-e", ALL)])
def test_a_closed_pipe_is_met_without_a_word(finished, words):
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *words],
        cwd=finished,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(LIMIT) == 0
    assert re.sub(r"\d+ rows?\n", "", said) == ""


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (
            ("-e", MEMBERS, "-f", "tsv"),
            0,
            '?who\n"Prison Service of Alphaland"@en\n"Probation of Gammaland"@en\n',
            "2 rows\n",
        ),
        (("-e", "ASK { id:alpha org:memberOf id:net }"), 0, None, ""),
        (("-e", "ASK { id:beta org:memberOf id:net }"), 1, None, ""),
        (("-e", "SELECT ?a { ?a pc:hosts id:net }", "-f", "csv"), 1, "a\r\n", "0 rows\n"),
        (("-e", "SELECT ?a WHERE { ?a"), 3, "", None),
        (("-e", "SELECT ?a { ?a nope:x ?b }"), 3, "", None),
        (("-e", "INSERT DATA { id:a pc:agent id:b }"), 3, "", None),
        (("-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"), 3, "", None),
        (("-e", "ASK { " + "{" * 5000 + "}" * 5000 + "}"), 3, "", None),
        (("missing.rq",), 3, "", None),
        (("-e", MEMBERS, "-f", "nonsense"), 2, "", None),
        (("-e", MEMBERS, "-f", "ttl"), 2, "", None),
        (("-e", MEMBERS, "file.rq"), 2, "", None),
        ((), 2, "", None),
        (("-e", MEMBERS, "--scope", "nonsense"), 2, "", None),
        (("-e", MEMBERS, "--timeout", "0"), 2, "", None),
        (("-e", MEMBERS, "--data", "a.ttl", "--store", "b"), 2, "", None),
        (("-e", MEMBERS, "--store", "graphdata"), 3, "", None),
        (("-e", MEMBERS, "--endpoint", "file:///etc/passwd"), 3, "", None),
        (("-e", MEMBERS, "-C", "missing"), 3, "", None),
        (("-e", MEMBERS, "-C", "/"), 3, "", None),
        (("--nonsense",), 2, "", None),
    ],
)
def test_a_query_ends_with_the_code_of_the_contract(finished, words, code, out, err):
    ended = kg("query", *words, cwd=finished)
    assert code == ended.returncode, ended.stderr
    assert out in (None, ended.stdout)
    assert err in (None, ended.stderr)
    assert "Traceback" not in ended.stderr
    if code == 3:
        [line] = ended.stderr.splitlines()
        assert "error: " in line


def test_a_query_comes_from_a_file_or_from_stdin(finished, tmp_path):
    (tmp_path / "q.rq").write_text("\ufeff" + MEMBERS, encoding="utf-8")
    from_file = kg("query", tmp_path / "q.rq", cwd=finished)
    from_stdin = kg("query", "-", cwd=finished, stdin=MEMBERS.encode())
    assert from_file.returncode == from_stdin.returncode == 0
    assert from_file.stdout == from_stdin.stdout == kg("query", "-e", MEMBERS, cwd=finished).stdout


def test_what_is_asked_for_goes_into_a_file_whole(finished, tmp_path):
    printed = kg("query", "-e", MEMBERS, "-f", "json", cwd=finished)
    words = ("query", "-e", MEMBERS, "-f", "json", "-o", tmp_path / "new/a.json")
    ended = kg(*words, cwd=finished)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "2 rows\n")
    assert printed.stdout == (tmp_path / "new/a.json").read_bytes().decode()
    assert os.listdir(tmp_path / "new") == ["a.json"]


def test_the_scope_chooses_the_documents(finished, tmp_path):
    root = Path(shutil.copytree(finished, tmp_path / "scoped"))
    (root / "graphdata/sources/public").mkdir()
    (root / "graphdata/sources/public/page.ttl").write_text(
        "<https://w3id.org/pencoop/source/page> a <https://w3id.org/pencoop/ns#SourceDocument> ."
    )
    query = ("query", "-f", "tsv", "-e", "SELECT ?s { ?s a pc:SourceDocument } ORDER BY ?s")
    found = {
        scope: kg(*query, "--scope", scope, cwd=root).stdout.count("/source/")
        for scope in ("core", "all")
    }
    assert found == {"core": 1, "all": 2}
    assert kg(*query, cwd=root).stdout.count("/source/") == 2


def test_a_workspace_is_named_from_anywhere(finished, tmp_path):
    for folder in (
        finished,
        finished / "graphdata/registry",
        Path(os.path.relpath(finished, tmp_path)),
    ):
        ended = kg("query", "-C", folder, "-e", MEMBERS, cwd=tmp_path)
        assert (ended.returncode, ended.stderr) == (0, "2 rows\n")
    below = kg("query", "-e", MEMBERS, cwd=finished / "graphdata/registry/areas")
    assert below.returncode == 0


def test_outside_any_workspace_the_shipped_data_answer(tmp_path):
    ended = kg("query", "-e", "ASK { id:cz-pms org:memberOf id:cep }", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert os.listdir(tmp_path) == []


HEAVY = ("rdflib", "networkx", "pyvis", "IPython", "jinja2", "numpy", "pyshacl", "matplotlib")


@pytest.mark.parametrize(
    "words", [["--help"], ["query", "-e", MEMBERS], ["export"], ["check"], ["fmt"]]
)
def test_heavy_libraries_stay_on_the_shelf(finished, words):
    code = (
        "import sys\nfrom kg.cli import run\n"
        f"assert run({words!r}) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=finished,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr.splitlines()[-1] == "[]"


def test_help_needs_no_engine(finished):
    code = "import sys\nfrom kg.cli import run\nrun(['--help'])\nprint('pyoxigraph' in sys.modules)"
    words = [sys.executable, "-c", code]
    ended = subprocess.run(words, env=environment(), capture_output=True, text=True, check=True)
    assert ended.stdout.endswith("False\n")


def test_help_of_the_whole(golden):
    ended = kg("--help", cwd=ROOT, env={"COLUMNS": "80"})
    assert (ended.returncode, ended.stderr) == (0, "")
    golden("help.txt", ended.stdout)
    assert ended.stdout == kg("-h", cwd=ROOT, env={"COLUMNS": "80"}).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(name, golden):
    ended = kg(name, "--help", cwd=ROOT, env={"COLUMNS": "80"})
    assert (ended.returncode, ended.stderr) == (0, "")
    golden(f"help-{name}.txt", ended.stdout)
    assert "Example: kg " in ended.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_says(name):
    from kg.cli import cli

    command = cli.get_command(None, name)
    first = " ".join(command.help.split("\n\n")[0].split())
    assert first == COMMANDS[name][1]
    assert command.name == name


@pytest.mark.parametrize(
    ("word", "meant"),
    [("qurey", "query"), ("biuld", "build"), ("exprot", "export"), ("stat", "stats")],
)
def test_a_misspelt_command_is_told_the_nearest(word, meant):
    ended = kg(word, cwd=ROOT)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.rstrip().endswith(f"Did you mean {meant}?")


def test_a_word_that_is_like_none_is_refused():
    ended = kg("xyzzy", cwd=ROOT)
    assert ended.returncode == 2
    assert "No such command" in ended.stderr


def test_the_version_is_said():
    assert re.fullmatch(r"kg, version \d+\.\d+\.\d+\n", kg("--version", cwd=ROOT).stdout)


def test_stats_are_the_summary_of_the_build(finished, golden):
    ended = kg("stats", cwd=finished)
    golden("stats.txt", ended.stdout)
    assert (ROOT / "tests/golden/build.txt").read_text("utf-8").startswith(ended.stdout)


def test_fmt_says_what_it_changed(old):
    text = (old / ALPHA).read_text("utf-8")
    (old / ALPHA).write_text(text.replace(" ;\n    ", ";"), encoding="utf-8")
    check = kg("fmt", "--check", cwd=old)
    assert (check.returncode, check.stdout, check.stderr) == (
        1,
        f"{ALPHA}\n",
        "1 file would change\n",
    )
    ended = kg("fmt", cwd=old)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{ALPHA}\n", "1 file changed\n")
    assert text == (old / ALPHA).read_text("utf-8")
    assert kg("fmt", "--check", cwd=old).returncode == 0


def test_fmt_of_one_named_file_from_its_folder(old):
    ended = kg("fmt", "--check", "alpha.ttl", cwd=(old / ALPHA).parent)
    assert (ended.returncode, ended.stderr) == (0, "0 files would change\n")
    assert kg("fmt", "nobody.ttl", cwd=old).returncode == 3


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no list of processes here")
def test_ctrl_c_ends_a_query_at_once(finished):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "query", "-e", slow],
        cwd=finished,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not children(process.pid):  # the query runs in one of its own
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_a_timeout_ends_a_query(finished):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ended = kg("query", "-e", slow, "--timeout", "0.5", cwd=finished)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "--timeout raises the limit" in ended.stderr


def test_a_build_in_a_folder_that_is_new_makes_it(root):
    ended = kg("build", "-o", "deep/er/out", cwd=root)
    assert ended.returncode == 0
    assert (root / "deep/er/out/network.html").is_file()


def test_a_workspace_may_stand_before_the_command(root, tmp_path):
    before = kg("-C", root, "stats", cwd=tmp_path)
    after = kg("stats", "-C", root, cwd=tmp_path)
    assert (before.returncode, before.stdout) == (0, after.stdout)


@pytest.mark.parametrize("words", [("fmt",), ("view", "--keep-positions")])
def test_the_shipped_data_are_never_changed(words, tmp_path):
    before = contents(ROOT / "graphdata")
    ended = kg(*words, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "the shipped data stay as they are" in ended.stderr
    assert contents(ROOT / "graphdata") == before


def test_a_value_that_no_xml_can_hold_is_refused(root):
    query = ("query", "-e", 'SELECT ("a\\u0001b" AS ?x) {}')
    ended = kg(*query, "-f", "xml", cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "control character" in ended.stderr
    assert kg(*query, "-f", "json", cwd=root).returncode == 0
