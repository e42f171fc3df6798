"""Tab in a shell: the protocol by which click is asked, and the scripts that ask."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kg.cli import COMMANDS
from tests.processes import ROOT, environment, kg


def tab(root, words, shell="bash"):
    """Return what a shell is told for the words before the cursor, a line each."""
    count = len(words.split(" ")) - 1
    if shell == "fish":
        last = words.split(" ")[-1]
        asked = {"COMP_WORDS": words, "COMP_CWORD": last}
    else:
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(count)}
    ended = kg(cwd=root, env={"_KG_COMPLETE": f"{shell}_complete", **asked})
    assert (ended.returncode, ended.stderr) == (0, "")
    return [line for line in ended.stdout.splitlines() if line]


def test_commands_are_completed(root):
    assert tab(root, "kg fi") == ["plain,find"]
    assert tab(root, "kg ") == [f"plain,{name}" for name in COMMANDS]


def test_options_and_choices_are_completed(root):
    assert tab(root, "kg find --ki") == ["plain,--kind"]
    assert tab(root, "kg find x --lang ") == ["plain,en", "plain,cs"]
    assert "plain,prison-service" in tab(root, "kg find x --kind prison-s")


def test_identifiers_are_completed_with_their_names(root):
    assert tab(root, "kg cite al") == ["plain,alpha"]
    assert tab(root, "kg cite do") == ["plain,doc"]
    assert tab(root, "kg cite alp", "zsh") == ["plain", "alpha", "Prison Service of Alphaland"]
    assert tab(root, "kg view --about ga", "fish") == ["plain,gamma\tProbation of Gammaland"]


def test_identifiers_come_from_the_workspace_that_is_named(root, tmp_path):
    assert tab(tmp_path, f"kg -C {root} cite al") == ["plain,alpha"]
    assert tab(tmp_path, f"kg view -C {root} --about al") == ["plain,alpha"]
    assert tab(tmp_path, f"kg cite -C {tmp_path} al") == []


def test_questions_and_what_they_ask_for_are_completed(root):
    assert tab(root, "kg ask membersh") == ["plain,memberships"]
    assert tab(root, "kg ask members ne") == ["plain,net"]
    assert tab(root, "kg ask members pr") == []  # a project has no members
    assert "plain,agreement" in tab(root, "kg ask partners alpha --via ag")
    assert tab(root, "kg find x --country de") == ["plain,delta"]


def test_tab_needs_no_engine(root):
    code = (
        "import atexit, sys\nsys.argv = ['kg']\n"
        "atexit.register(lambda: print('pyoxigraph' in sys.modules, file=sys.stderr))\n"
        "from kg.cli import main\nmain()"
    )
    asked = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg cite al", "COMP_CWORD": "2"}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=environment(asked),
        capture_output=True,
        text=True,
    )
    assert (ended.stdout, ended.stderr) == ("plain,alpha\n", "False\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_kg(shell):
    ended = kg("completion", shell, cwd=ROOT, env={"PATH": os.environ["PATH"]})
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"_KG_COMPLETE={shell}_complete" in ended.stdout


def test_bash_completes_an_identifier_with_the_script(root, tmp_path):
    """The script as bash runs it: what stands in COMPREPLY is what Tab offers."""
    command = tmp_path / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    command.chmod(0o755)
    lines = (
        'eval "$(kg completion bash)"\n'
        "COMP_WORDS=(kg cite al) COMP_CWORD=2\n"
        "_kg_completion kg al cite\n"
        'echo "${COMPREPLY[@]}"\n'
    )
    path = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["bash", "-c", lines], cwd=root, env=environment(path), capture_output=True, text=True
    )
    assert ended.stdout == "alpha\n", ended.stderr


def test_a_shell_that_is_none_is_wrong_usage():
    ended = kg("completion", "tcsh", cwd=ROOT)
    assert ended.returncode == 2
    assert "bash" in ended.stderr
