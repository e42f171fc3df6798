"""The script of the page: modules that join into one, are tested by node, and pass a linter."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial

import pytest

from kg.page.packing import pack, unpack
from kg.page.script import bare, bare_style, join, read_first, read_script, without
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


def test_what_one_module_gives_can_be_left_out_of_a_list():
    rest = 'import { c } from "./y.js";\nconst all = [\n'
    text = f'import {{ a, b }} from "./x.js";\n{rest}  a,\n  b,\n  c,\n];\n'
    assert without(text, "x") == f"{rest}  c,\n];\n"
    assert without(text, "z") == text
    with pytest.raises(ValueError, match="used elsewhere: a"):
        without(f"{text}a();\n", "x")


def test_script_of_a_page_without_a_map_has_all_but_the_map():
    whole, mapless = read_script(), read_script(has_map=False)
    assert "mapForm" in whole
    assert "mapForm" not in mapless
    assert "timelineForm" in mapless


def test_comments_and_indentation_go_and_code_stays():
    text = '/** Why.\n * More. */\n* { x: 1 }\n  // no\n  const a = "; // yes"; // no\n\n/* 1 */\n'
    assert bare(text) == '* { x: 1 }\nconst a = "; // yes";\n'


@pytest.mark.parametrize("code", ['f("; // a")', "g('{ // a')", "h(`, // a`)", "x(); // 'a' "])
def test_what_may_stand_in_a_string_is_no_comment(code):
    assert bare(f"{code};\n") == f"{code};\n"


def test_no_text_of_the_script_spans_lines():
    assets = sorted((ROOT / "kg/page/assets").glob("*.js"))
    lines = [line for path in assets for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if line.count("`") % 2] == []  # its spaces would be lost


def test_style_loses_spaces_that_part_nothing():
    style = (
        "/* why */\na :hover, b > c {\n  margin: calc(1px + 2px) 0;\n}\n"
        '@media (width: 9px) { d::after { content: " ; {: a"; } }\n'
    )
    assert bare_style(style) == (
        'a :hover,b > c{margin:calc(1px + 2px) 0}@media (width:9px){d::after{content:" ; {: a"}}'
    )


def test_what_is_packed_is_the_same_unpacked():
    text = "a </script> \u2028 \U0001f517" * 1000
    assert unpack(pack(text)) == text
    assert pack(text) == pack(text)
    assert len(pack(text)) < len(text) / 50


@pytest.mark.parametrize("read", [read_first, read_script, partial(read_script, has_map=False)])
def test_script_of_the_page_is_one_that_parses(tmp_path, read):
    path = tmp_path / "joined.js"
    path.write_text(read(), "utf-8")
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
