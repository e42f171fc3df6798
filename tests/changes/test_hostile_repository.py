"""A repository from anybody: reading it runs nothing, fetches nothing, and ends."""

from __future__ import annotations

import os

import pytest

from kg.changes import revisions
from kg.errors import KgError
from tests.changes.test_diff import git
from tests.processes import kg

BETA = "graphdata/registry/organisations/beta.ttl"
PROMISOR = """
[core]
  repositoryformatversion = 1
[extensions]
  partialClone = origin
[remote "origin"]
  promisor = true
  url = %s
"""
SETTINGS = {
    "a helper that is a command": PROMISOR % '"ext::sh -c touch% RAN"'
    + '[protocol "ext"]\n  allow = always\n',
    "a shell in place of ssh": PROMISOR % "ssh://nobody@localhost/x"
    + '[protocol "ssh"]\n  allow = always\n[core]\n  sshCommand = touch RAN;\n',
    "a program that packs": PROMISOR % "." + '[remote "origin"]\n  uploadpack = touch RAN;\n',
    "a proxy": PROMISOR % "git://localhost/x" + "[core]\n  gitProxy = touch RAN;\n",
    "a remote helper": PROMISOR % "anything" + '[remote "origin"]\n  vcs = ext\n',
    "a monitor": '[core]\n  fsmonitor = "touch RAN;"\n',
    "hooks": "[core]\n  hooksPath = hooks\n",
    "a pager": "[core]\n  pager = touch RAN\n[pager]\n  cat-file = touch RAN\n  ls-tree = true\n",
    "an own diff": "[diff]\n  external = touch RAN;\n",
    "a filter": '[filter "f"]\n  smudge = touch RAN\n  clean = touch RAN\n  required = true\n',
    "words for a file": '[diff "f"]\n  textconv = touch RAN;\n',
    "another command": "[alias]\n  rev-parse = !touch RAN\n  cat-file = !touch RAN\n",
    "an included file": "[include]\n  path = more\n",
}
ENVIRONMENTS = {
    "a shell in place of ssh": {"GIT_SSH_COMMAND": "touch RAN;", "GIT_SSH": "touch RAN"},
    "an own diff": {"GIT_EXTERNAL_DIFF": "touch RAN;"},
    "settings": {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": "touch RAN;",
    },
    "another repository": {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere"},
    "a pager": {"GIT_PAGER": "touch RAN", "PAGER": "touch RAN"},
    "a log": {"GIT_TRACE2_EVENT": "RAN", "GIT_TRACE": "RAN"},
}


def put(root, name, text):
    """Write a file of any kind."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def repository(root):
    """Two commits; the first one's record of a body is missing, as in a partial clone."""
    git(root, "init", "-q", "-b", "main")
    put(root, ".gitattributes", "*.ttl filter=f diff=f\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "One")
    path = root / BETA
    path.write_text(path.read_text("utf-8").replace("Beta", "Betalandia"), "utf-8")
    git(root, "commit", "-qam", "Two")
    blob = git(root, "rev-parse", f"HEAD~1:{BETA}").strip()
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    hook = put(root, "hooks/post-checkout", "#!/bin/sh\ntouch RAN\n")
    hook.chmod(0o755)
    put(root, ".git/more", PROMISOR % '"ext::sh -c touch% RAN"')
    return root


@pytest.mark.parametrize("kind", SETTINGS)
def test_the_settings_of_a_repository_run_nothing(repository, kind):
    (repository / ".git/config").write_text(SETTINGS[kind], "utf-8")
    ended = kg("diff", "HEAD~1", cwd=repository)
    assert ended.returncode == 3
    assert "git lacks the object" in ended.stderr
    assert not list(repository.rglob("RAN"))


@pytest.mark.parametrize("kind", ENVIRONMENTS)
def test_what_the_caller_has_set_for_git_does_not_count(repository, kind):
    ended = kg("diff", "HEAD", cwd=repository, env=ENVIRONMENTS[kind])
    assert (ended.returncode, ended.stderr) == (0, "no difference\n")
    assert not list(repository.rglob("RAN"))


def test_git_is_not_looked_for_in_the_current_folder(repository):
    put(repository, "git", "#!/bin/sh\ntouch RAN\n").chmod(0o755)
    for path in (".", "", f".{os.pathsep}{os.environ['PATH']}"):
        kg("diff", "HEAD", cwd=repository, env={"PATH": path})
        assert not (repository / "RAN").exists()


def test_a_bare_repository_inside_the_data_is_no_repository(root):
    git(root, "init", "-q", "--bare", ".")
    ended = kg("diff", "HEAD", cwd=root)
    assert ended.returncode == 3
    assert "error" in ended.stderr


def test_a_repository_that_never_answers_is_given_up(repository, monkeypatch):
    (repository / ".git/config").unlink()
    os.mkfifo(repository / ".git/config")
    monkeypatch.setattr(revisions, "PATIENCE", 0.2)
    with pytest.raises(KgError, match="git has not answered"):
        revisions.find_revision(repository, "HEAD")


def test_a_revision_of_too_many_bytes_is_refused(root, tmp_path, monkeypatch):
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "One")
    monkeypatch.setattr(revisions, "MAX_BYTES", 1000)
    commit = revisions.find_revision(root, "HEAD")
    with pytest.raises(KgError, match="more than 1,000 bytes"):
        revisions.read_revision(root, commit, tmp_path / "out")
