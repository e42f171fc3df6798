"""Every command and every line of Python in the README does what the README shows."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ (.*)\n([\s\S]*?)```", README)
COMMANDS = re.findall(r"```sh\n(.*)\n```", README)


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An environment in which `kg` is the command under test."""
    folder = tmp_path_factory.mktemp("bin")
    kg = folder / "kg"
    kg.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    kg.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def test_the_readme_shows_commands():
    assert len(CONSOLE) >= 3
    assert len(COMMANDS) == 2


@pytest.mark.parametrize(("command", "output"), CONSOLE)
def test_a_command_prints_what_the_readme_shows(command, output, environment):
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout == output


def test_python_answers_what_the_readme_shows():
    blocks = re.findall(r"```python\n([\s\S]*?)```", README)
    assert blocks
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, "README", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_the_turtle_of_the_readme_stands_in_the_data():
    data = "".join(path.read_text("utf-8") for path in ROOT.glob("graphdata/sources/core/*.ttl"))
    blocks = re.findall(r"```turtle\n([\s\S]*?)```", README)
    assert blocks
    for line in "".join(blocks).splitlines():
        assert line.rstrip(" ;.") in data


def test_every_command_of_kg_is_in_the_table_of_the_readme():
    from kg import cli

    shown = set(re.findall(r"^\| `kg (\w+)", README, re.MULTILINE))
    assert shown == set(cli.COMMANDS)


def test_ci_runs_the_test_command_of_the_readme():
    ci = (ROOT / ".ci/run").read_text()
    assert COMMANDS[1] in ci.splitlines()
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_main_command_works_in_a_fresh_copy(tmp_path):
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, files.stdout.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    words = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        ["sh", "-c", COMMANDS[0]], cwd=tmp_path, env=words, capture_output=True, text=True
    )
    if "No matching distribution" in done.stderr and "KG_REQUIRE_ALL" not in os.environ:
        pytest.skip("no package registry to install from")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build/network.html").as_uri() in done.stderr
    assert (tmp_path / "build/pencoop.ttl").stat().st_size > 100_000
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kg = tmp_path / ".venv/bin/kg"
    shipped = subprocess.run(
        [kg, "stats"], cwd=elsewhere, env=words, capture_output=True, text=True
    )
    assert "pc:Membership" in shipped.stdout
