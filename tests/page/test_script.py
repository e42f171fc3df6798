"""The script of the page: modules that join into one, are tested by node, and pass a linter."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from kg.page.script import bare, join, read_script
from tests.processes import ROOT

LINTER = os.environ.get("KG_ESLINT", "eslint")


def needs(name):
    """Return the path of a program; skip where it is not there, or fail where all is required."""
    path = shutil.which(name)
    if path is None and os.environ.get("KG_REQUIRE_ALL"):
        pytest.fail(f"{name} is not installed")
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def test_modules_stand_behind_those_that_they_import():
    joined = join(
        {
            "a": 'import { two } from "./b.js";\n// said\nconst one = two + 1;\n',
            "b": 'import { three } from "./c.js";\nexport const two = three;\n',
            "c": "export const three = 3;\n",
        }
    )
    assert joined == "const three = 3;\nconst two = three;\nconst one = two + 1;\n"


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"a": 'import { b } from "./b.js";\nexport const a = b;\n',
          "b": 'import { a } from "./a.js";\nexport const b = a;\n'}, "import one another"),
        ({"a": "const same = 1;\n", "b": "function same() {}\n"}, "two modules give same"),
        ({"a": "const [x, same] = [1, 2];\n", "b": "let same = 1;\n"}, "two modules give same"),
        ({"a": 'import { b } from "./b.js";\n'}, "b.js does not give b"),
        ({"a": 'import { z } from "./b.js";\n', "b": "export const b = 1;\n"}, "does not give z"),
        ({"a": 'import { b as c } from "./b.js";\n', "b": "export const b = 1;\n"}, "without as"),
        ({"a": 'import all from "./b.js";\n', "b": ""}, "not understood: import all"),
        ({"a": "export default 3;\n"}, "not understood: export default"),
        ({"a": "const b = 1;\nexport { b };\n"}, "not understood: export"),
    ],
)  # fmt: skip
def test_modules_that_cannot_be_joined_are_refused(modules, said):
    with pytest.raises(ValueError, match=said):
        join(modules)


def test_comments_of_whole_lines_and_indentation_go_and_code_stays():
    text = (
        '/** Why.\n * More. */\n* { x: 1 }\n  // no\n  const a = "// yes"; // kept\n\n/* one */\n'
    )
    assert bare(text) == '* { x: 1 }\nconst a = "// yes"; // kept\n'


def test_joined_script_is_one_that_parses(tmp_path):
    path = tmp_path / "joined.js"
    path.write_text(read_script(), "utf-8")
    done = subprocess.run([needs("node"), "--check", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_pure_modules_pass_their_own_tests():
    tests = sorted(map(str, (ROOT / "tests/page/js").glob("*.test.mjs")))
    assert tests
    done = subprocess.run([needs("node"), "--test", *tests], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_linter_finds_nothing():
    command = [needs(LINTER), "kg/page/assets", "tests/page/js"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
