"""kg diff: versions from folders, files and git, and the report in every format."""

from __future__ import annotations

import json
import shutil
import subprocess

import pyoxigraph as ox
import pytest
import rdflib

import kg as package
from kg.changes import report as change_report
from kg.changes import revisions, versions
from kg.errors import KgError, SourceErrors
from kg.graph.workspace import find_workspace
from kg.rdf import writers
from tests.miniature import (
    ALPHA,
    CLAIMS,
    DOCUMENT,
    PARTICIPATIONS,
    contents,
    make_workspace,
    participation,
    put,
)
from tests.processes import environment, kg

BETA_IN_NET = participation("beta", "net", "member-or-participant")
CHANGED = PARTICIPATIONS.replace('"2009/"', '"2009/2018"').replace(
    "role:junior-partner", "role:partner"
).replace("ev:doc-20-39", "ev:doc-0-9") + participation(
    "beta", "prj", "partner", '; pc:when "2015/2016"^^edtf:EDTF'
)
REST = "; pc:status status:ambiguous ; skos:editorialNote 'Member or participant.'@en"


def git(root, *words):
    settings = ["-c", "user.name=Clerk", "-c", "user.email=clerk@example.org"]
    done = subprocess.run(
        ["git", *settings, "-C", str(root), *words],
        env=environment({"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def repository(root):
    """A miniature workspace in git: tag v1, then a commit with an end date, then a change."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "One")
    git(root, "tag", "v1")
    put(root, DOCUMENT, CLAIMS + PARTICIPATIONS.replace('"2009/"', '"2009/2018"'))
    git(root, "commit", "-qam", "Two")
    put(root, ALPHA, "id:alpha a org:FormalOrganization ; skos:prefLabel 'Prisons of Alpha'@en .")
    return root


def test_two_folders_are_compared(root, tmp_path, golden):
    other = tmp_path / "other"
    shutil.copytree(root, other)
    put(other, DOCUMENT, CLAIMS + CHANGED)
    ended = kg("diff", root, other, cwd=tmp_path)
    golden("diff.txt", ended.stdout.replace(str(tmp_path), "…"))
    assert ended.returncode == 1
    assert (
        ended.stderr == "3 changes of fact, 3 changes that follow, 1 change of evidence or notes\n"
    )
    notes = kg("diff", root, other, "-f", "md", "--lang", "cs", cwd=tmp_path)
    golden("diff.md", notes.stdout.replace(str(tmp_path), "…"))


def test_the_same_folder_has_no_difference(root):
    ended = kg("diff", ".", cwd=root)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "no difference\n")
    assert kg("diff", ".", ".", "-f", "patch", cwd=root).stdout == ""


def test_a_published_file_and_its_workspace_have_no_difference(old):
    for name in ("pencoop.ttl", "pencoop.nq"):
        ended = kg("diff", f"build/{name}", cwd=old)
        assert (ended.returncode, ended.stdout) == (0, "")
    put(old, DOCUMENT, CLAIMS + PARTICIPATIONS.replace('"2009/"', '"2009/2018"'))
    for name in ("pencoop.ttl", "pencoop.nq"):
        ended = kg("diff", f"build/{name}", cwd=old)
        assert "- Ended: membership of Prison Service of Alphaland in" in ended.stdout
        assert ended.stderr.startswith("1 change of fact, 1 change that follows")


def test_two_files_are_compared_with_the_names_of_the_workspace(root):
    shutil.copy(root / DOCUMENT, root / "old.ttl")
    put(root, DOCUMENT, CLAIMS + PARTICIPATIONS.replace('"2009/"', '"2009/2018"'))
    ended = kg("diff", "old.ttl", DOCUMENT, cwd=root)
    assert "Ended: membership of Prison Service of Alphaland in Network of Services" in ended.stdout


def test_a_revision_is_compared_with_the_files(repository):
    ended = kg("diff", "HEAD", cwd=repository)
    assert "Renamed: “Prison Service of Alphaland” is now “Prisons of Alpha”" in ended.stdout
    assert "Ended" not in ended.stdout
    ended = kg("diff", "v1", cwd=repository / "graphdata")
    assert "Ended: membership of Prisons of Alpha in Network" in ended.stdout
    assert "Changes from v1 to the working tree\n" in ended.stdout


@pytest.mark.parametrize("words", [("v1", "HEAD"), ("v1..HEAD",), ("v1", "main"), ("HEAD~1", "@")])
def test_two_revisions_are_compared(repository, words):
    ended = kg("diff", *words, cwd=repository)
    assert ended.returncode == 1
    assert ended.stdout.count("\n- ") == 2
    assert "Ended: membership of Prison Service of Alphaland" in ended.stdout


def test_reading_a_revision_leaves_everything_as_it_is(repository):
    before = contents(repository)
    status = git(repository, "status", "--porcelain")
    assert kg("diff", "v1", "HEAD", cwd=repository).returncode == 1
    assert contents(repository) == before
    assert git(repository, "status", "--porcelain") == status


def test_a_workspace_below_the_root_of_a_repository_is_found(tmp_path):
    root = make_workspace(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "One")
    assert kg("diff", "HEAD", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("v2", "'v2' is no file, no folder and no revision. Did you mean v1?"),
        ("--help-me", "No such option"),
        ("zzzz", "'zzzz' is no file, no folder and no revision. git log lists the revisions."),
        ("HEAD:graphdata", "'HEAD:graphdata' is no file, no folder and no revision."),
        ("", "'' is no file, no folder and no revision."),
        ("a\nb", "no revision"),
    ],
)
def test_what_is_no_version_is_said(repository, word, said):
    ended = kg("diff", word, cwd=repository)
    assert ended.returncode == (2 if word.startswith("-") else 3)
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_without_repository_has_no_revisions(root):
    ended = kg("diff", "HEAD", cwd=root, env={"GIT_CEILING_DIRECTORIES": str(root.parent)})
    assert ended.returncode == 3
    assert "is in no git repository, so it names no revision. Check the path." in ended.stderr


def test_without_git_no_revision_is_read(repository):
    ended = kg("diff", "HEAD", cwd=repository, env={"PATH": "/nowhere"})
    assert ended.returncode == 3
    assert ended.stderr == (
        "error: git is not installed, so no revision can be read."
        " Install git, or give files or folders.\n"
    )


def test_a_revision_without_a_workspace_is_refused(repository):
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-rqf", "--cached", ".")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Nothing")
    with pytest.raises(KgError, match="holds no ontology/ and graphdata/"):
        versions.read_version("empty", find_workspace(repository))


def test_a_folder_that_is_no_workspace_is_refused(root, tmp_path):
    (tmp_path / "other").mkdir()
    ended = kg("diff", tmp_path / "other", cwd=root)
    assert ended.returncode == 3
    assert "no workspace: ontology/ and graphdata/ missing" in ended.stderr


def test_an_old_file_that_does_not_parse_is_named_with_its_revision(repository):
    (repository / ALPHA).write_text("id:alpha a", "utf-8")
    git(repository, "commit", "-qam", "Broken")
    ended = kg("diff", "v1", "HEAD", cwd=repository)
    assert ended.returncode == 3
    assert ended.stderr.startswith(f"HEAD:{ALPHA}:1:")
    with pytest.raises(SourceErrors) as caught:
        versions.read_version("HEAD", find_workspace(repository))
    assert [error.file for error in caught.value.errors] == [f"HEAD:{ALPHA}"]


def test_a_missing_object_is_said(repository):
    blob = git(repository, "rev-parse", f"v1:{ALPHA}").strip()
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(KgError, match=f"git lacks the object {blob[:12]}"):
        versions.read_version("v1", find_workspace(repository))


def test_links_in_a_revision_are_not_followed(repository, tmp_path):
    (repository / "graphdata/registry/areas/link.ttl").symlink_to("/etc/passwd")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Link")
    commit = revisions.find_revision(repository, "HEAD")
    revisions.read_revision(repository, commit, tmp_path / "out")
    assert not (tmp_path / "out/graphdata/registry/areas/link.ttl").exists()
    assert (tmp_path / "out" / ALPHA).read_bytes() == (repository / ALPHA).read_bytes()


def test_the_scope_leaves_out_public_pages(root, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(root, other)
    page = CLAIMS.replace("src:doc", "src:page").replace("ev:doc", "ev:page")
    put(other, "graphdata/sources/public/page.ttl", page)
    assert kg("diff", root, other, "--scope", "core", cwd=tmp_path).returncode == 0
    assert "New source: Cooperation" in kg("diff", root, other, cwd=tmp_path).stdout


def test_json_rows_hold_what_every_answer_about_a_relation_holds(root, tmp_path):
    old = tmp_path / "old.ttl"
    shutil.copy(root / DOCUMENT, old)
    put(root, DOCUMENT, CLAIMS + PARTICIPATIONS.replace('"2009/"', '"2009/2018"'))
    ended = kg("diff", old, DOCUMENT, "-f", "json", cwd=root)
    report = json.loads(ended.stdout)
    assert list(report) == ["old", "new", "fact", "derived", "record", "technical"]
    [row] = report["fact"]
    assert row["thing"] == {"id": "id:alpha", "label": "Prison Service of Alphaland"}
    assert (row["kind"], row["claim"]) == ("ended", "claim:alpha-in-net")
    assert (row["before"], row["after"]) == ("since 2009", "2009 – 2018")
    assert (row["status"], row["since"], row["until"]) == ("stated", "2009", "2018")
    assert (row["source"], row["evidence"]) == (["src:doc"], ["ev:doc-0-9"])
    assert [len(row["removed"]), len(row["added"])] == [1, 1]


def apply(patch, quads):
    """Return the quads after a patch, read as the RDF Patch document of Apache Jena says."""
    lines = patch.splitlines()
    assert lines[0].startswith("H id <urn:uuid:")
    assert (lines[1], lines[-1]) == ("TX .", "TC .")
    quads = set(quads)
    for line in lines[2:-1]:
        [quad] = ox.parse(input=line[2:], format=ox.RdfFormat.N_QUADS)
        assert (quad in quads) == (line[0] == "D")
        quads = quads - {quad} if line[0] == "D" else quads | {quad}
    return quads


def test_a_patch_makes_the_new_version_of_the_old_one(root, tmp_path):
    workspace = find_workspace(root)
    old = versions.read_working_tree(workspace)
    put(root, DOCUMENT, CLAIMS + CHANGED)
    (root / "graphdata/registry/agreements/agr.ttl").unlink()
    new = versions.read_working_tree(workspace)
    report = change_report.compare(old, new)
    patch = writers.write_patch(report.removed, report.added)
    assert apply(patch, old.asserted) == new.asserted
    assert patch == writers.write_patch(report.removed, report.added)
    back = change_report.compare(new, old)
    assert apply(writers.write_patch(back.removed, back.added), new.asserted) == old.asserted


def test_a_long_report_says_what_it_leaves_out(root, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(root, other)
    put(other, DOCUMENT, CLAIMS)
    whole = kg("diff", root, other, "--limit", "0", cwd=tmp_path).stdout
    cut = kg("diff", root, other, "--limit", "3", cwd=tmp_path).stdout
    count = whole.count("\n- ")
    assert cut.count("\n- ") == 3
    assert cut.endswith(f"\n\n… and {count - 3} more. Use --limit 0 to see all.\n")
    assert (
        len(
            json.loads(kg("diff", root, other, "-f", "json", "--limit", "3", cwd=tmp_path).stdout)[
                "fact"
            ]
        )
        > 3
    )


def test_names_cannot_steer_the_terminal_or_the_page(root, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(root, other)
    name = '"Prison \\u001B[31m <b>*Service*"@en'
    put(other, ALPHA, f"id:alpha a org:FormalOrganization ; skos:prefLabel {name} .")
    text = kg("diff", root, other, cwd=tmp_path).stdout
    assert "Prison \\x1b[31m <b>*Service*" in text
    notes = kg("diff", root, other, "-f", "md", cwd=tmp_path).stdout
    assert "&lt;b&gt;\\*Service\\*" in notes


def test_blank_nodes_that_cannot_be_told_apart_are_refused_in_time(root):
    ends = [f"_:{side}{n}" for side in "ab" for n in range(9)]
    lines = [f"{one} <urn:p> {other} ." for one in ends for other in ends if one != other]
    poison = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
    with pytest.raises(KgError, match="blank nodes that cannot be told apart"):
        versions.of_quads("poison", poison, find_workspace(root), timeout=0.5)


def test_python_compares_folders_and_graphs(root, tmp_path):
    before = package.load(root)
    put(root, DOCUMENT, CLAIMS + PARTICIPATIONS.replace('"2009/"', '"2009/2018"'))
    after = package.load(root)
    report = package.diff(before, after, folder=root)
    assert [change.kind for change in report.of("fact")] == ["ended"]
    assert str(report).startswith("Changes from graph to graph\n\nPrison Service of Alphaland")
    assert package.diff(before, before, folder=root).changes == ()
    assert package.diff(root, folder=root).changes == ()
    flat = rdflib.Graph()
    for triple in before.triples((None, None, None)):
        flat.add(triple)
    assert [each.kind for each in package.diff(flat, folder=root).of("fact")] == ["ended"]
