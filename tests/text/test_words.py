"""Whatever is said is said by key, in two languages that fit each other, from files beside it."""

from __future__ import annotations

import ast
import json
import re
from functools import cache

import pytest

from kg.text.words import Messages, Words, did_you_mean, join_words, joined, nearest, say
from tests.miniature import ROOT


def _is_text(each):
    return isinstance(each, str)


PACKAGE = ROOT / "kg"
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
ALL = {path: json.loads(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.json"))}
WORDS = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): words
    for path, words in ALL.items()
    if isinstance(words, dict)
    and all(isinstance(each, list) and all(map(_is_text, each)) for each in words.values())
}
CZECH = re.compile("[áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]")


def fields(text):
    return set(re.findall(r"\{(\w+)\}", text))


def forms(node):
    """Yield what a string in the code may be: itself, or with gaps where it is put together."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [next(forms(each), ".+") for each in node.values]
        if any(re.search(r"\w\w", part) for part in parts if part != ".+"):  # "n" or "-" fits all
            yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from (*forms(node.body), *forms(node.orelse))


@cache
def written():
    """Return a pattern for every string of the code, of its queries, the page and its templates."""
    nodes = [node for tree in MODULES.values() for node in ast.walk(tree)]
    found = {form for node in nodes for form in forms(node)}
    queries = [each.value for each in nodes if isinstance(each, ast.Constant)]
    quoted = [each for text in map(str, queries) for each in re.findall(r'"([^"]+)"', text)]
    found |= set(map(re.escape, quoted))
    for path in [*PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.jinja")]:
        text = path.read_text("utf-8")
        found |= set(map(re.escape, re.findall(r"[\w-]+", text)))
        found |= {
            f"{re.escape(start)}.+" for start in re.findall(r"[`\"']([\w-]+-)(?=\$\{|\")", text)
        }
    return re.compile("|".join(sorted(found)))


def calls(tree):
    """Yield each call that says something by key: whose it is, the key's forms, the values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ("say", "_say", "says"):
                args = node.args[1:] if name == "say" and len(node.args) > 2 else node.args
                keys = [form for arg in args[:1] for form in forms(arg)]
                values = {each.arg for each in node.keywords}
                yield name, keys, values


def test_there_are_words():
    assert len(WORDS) > 15
    assert {"claims/words", "edtf", "checks/files", "changes/changes"} <= WORDS.keys()


@pytest.mark.parametrize("name", WORDS)
def test_every_message_has_both_languages_with_the_same_fields(name):
    for key, said in WORDS[name].items():
        assert len(said) == 2, key
        assert all(isinstance(text, str) and text.strip() for text in said), key
        english, czech = map(fields, said)
        assert english - {"kind"} == czech - {"kind"}, key  # Czech may not need the kind of thing


@pytest.mark.parametrize("name", WORDS)
def test_every_message_is_used(name):
    assert [key for key in WORDS[name] if not written().fullmatch(key)] == []


def test_a_message_that_is_not_used_is_noticed():
    assert not written().fullmatch("unheard-of-key")


def test_every_message_that_is_used_exists():
    keys = {key for words in WORDS.values() for key in words}
    missing = [
        (path.name, form)
        for path, tree in MODULES.items()
        for _, forms_of_key, _ in calls(tree)
        for form in forms_of_key
        if not any(re.fullmatch(form, key) for key in keys)
    ]
    assert missing == []


def test_a_module_that_says_something_gives_every_field_a_value():
    checked = 0
    for path, tree in MODULES.items():
        name = path.relative_to(PACKAGE).with_suffix("").as_posix()
        name = "changes/changes" if name.startswith("changes/") else name
        for called, forms_of_key, values in calls(tree):
            if called in ("_say", "says") and None not in values:
                for key in (k for f in forms_of_key for k in WORDS[name] if re.fullmatch(f, k)):
                    checked += 1
                    assert set().union(*map(fields, WORDS[name][key])) <= values, (path, key)
    assert checked > 50


def test_messages_stand_beside_the_module_that_says_them():
    for path, tree in MODULES.items():
        if "Messages(__name__)" in ast.unparse(tree):
            assert path.with_suffix(".json").is_file(), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_holds_a_czech_letter(path):
    assert CZECH.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["paths", "measures", "compare"])
def test_phrases_of_a_command_do_not_hide_those_that_all_share(name):
    assert WORDS["claims/words"].keys() & WORDS[f"network/{name}"].keys() == set()


def test_a_message_takes_each_value_in_its_language():
    messages = Messages("kg.text.words")
    said = messages("and", first=Words("one", "jeden"), last=2)
    assert said == ("one and 2", "jeden a 2")
    with pytest.raises(KeyError):
        messages("nothing of the kind")


def test_braces_in_values_stay_as_they_are():
    assert say({"a": ("{x} {y}", "{y}")}, "a", "en", x="{y}", y="{x}") == "{y} {x}"


def test_words_are_joined_in_both_languages():
    assert join_words([]) == ("", "")
    assert join_words(["a"]) == ("a", "a")
    assert join_words([Words("a", "á"), "b", "c"]) == ("a, b and c", "á, b a c")
    assert joined(Words("one"), "; ", Words("two", "dva")) == ("one; two", "one; dva")


def test_the_nearest_name_is_the_one_spelled_most_alike():
    assert nearest("agnet", ["agent", "area"]) == ["agent"]
    assert did_you_mean("agnet", ["agent"]) == ("Did you mean agent?", "Mělo to být agent?")
    assert did_you_mean("agnet", ["object"], "Look it up.").en == "Look it up."
    assert did_you_mean("abcd", ["abce", "abcdx"], most=3).en == "Did you mean abcdx or abce?"
    assert nearest("agnet", []) == nearest("agnet", ["object"]) == []


@pytest.mark.parametrize(
    ("called", "homes"),
    [
        ("get_close_matches", {"text/words.py"}),
        # How a copy of a document differs from it is told by its normalisation, not by a fold.
        ("unicodedata.normalize", {"text/folding.py", "evidence/texts.py"}),
    ],
)
def test_names_are_compared_in_one_place(called, homes):
    found = {path for path in MODULES if called in path.read_text("utf-8")}
    assert {path.relative_to(PACKAGE).as_posix() for path in found} == homes
