"""The script of the page: its modules, in the order in which they import one another, as one text.

The modules are plain ES modules, which `node --test` and a linter read as they are. A browser that
opens a file from disk loads none, so the words import and export go and what is left shares one
scope: a name that two modules give is an error, and so is a circle of imports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from typing import Final

__all__ = ["bare", "bare_style", "join", "reachable", "read_first", "read_script", "without"]

_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "\./([\w/-]+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async |const |let |function|class ))", re.MULTILINE)
_NAMES: Final = re.compile(
    r"^(?:async )?(?:const|let|function|class)\s+(?:\*\s*)?([\w$]+|\[[^\]]*\]|\{[^}]*\})",
    re.MULTILINE,
)
_COMMENT: Final = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/[ \t]*)$", re.MULTILINE)
_ASIDE: Final = re.compile(r"(?<=[;,{}()\[])[ \t]+// [^\"'`\n]*$", re.MULTILINE)
_STYLED: Final = re.compile(r"(\"[^\"\n]*\")|\s*([{},;])\s*|(?<=[\w-]):[ \t]+")
_LEFT: Final = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def read_script(*, has_map: bool = True) -> str:
    """Return the whole script, which the page carries packed; without a map, what draws it goes."""
    folder = files("kg").joinpath("page/assets")
    modules = {
        each.name.removesuffix(".js"): each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".js")
    }
    if not has_map:
        modules["forms"] = without(modules["forms"], "mapform")
    return f'(() => {{\n"use strict";\n{join(reachable(modules, "start"))}}})();\n'


@cache
def read_first() -> str:
    """Return the short script that stands in the page as it is and unpacks the other."""
    text = files("kg").joinpath("page/assets/unpack.js").read_text(encoding="utf-8")
    return f'"use strict";\n{bare(text)}'


def reachable(modules: Mapping[str, str], first: str) -> dict[str, str]:
    """Return those modules that one needs, it and what it imports, and what these import."""
    wanted, found = [first], dict[str, str]()
    while wanted:
        name = wanted.pop()
        if name not in found and name in modules:
            found[name] = modules[name]
            wanted += _needs(name, modules[name])
    return found


def without(text: str, other: str) -> str:
    """Return a module that lists what it imports, a name a line, without what another gives.

    Raises ValueError where it says those names elsewhere too.
    """
    names = _needs("", text).get(other, set())
    kept = _IMPORT.sub(lambda found: "" if found[2] == other else found[0], text)
    lines = [line for line in kept.splitlines(keepends=True) if line.strip(" ,\n") not in names]
    if left := names & set(re.findall(r"[\w$]+", "".join(lines))):
        raise ValueError(f"used elsewhere: {', '.join(sorted(left))}")
    return "".join(lines)


def join(modules: Mapping[str, str]) -> str:
    """Return modules, by name, as one text without import, export, indentation and comments.

    Raises ValueError for a circle, a module or name that is not there, a name that two modules
    give, and for a way to import or export that is not understood here.
    """
    needs = {name: _needs(name, text) for name, text in sorted(modules.items())}
    parts = {name: _EXPORT.sub("", _IMPORT.sub("", text)) for name, text in modules.items()}
    given = {name: set(_names(text)) for name, text in parts.items()}
    for name, text in parts.items():
        if left := _LEFT.search(text):
            raise ValueError(f"{name}.js: not understood: {left[0]}")
        for other, wanted in needs[name].items():
            if lacking := wanted - given.get(other, set()):
                raise ValueError(
                    f"{name}.js: {other}.js does not give {', '.join(sorted(lacking))}"
                )
    counted = Counter(each for names in given.values() for each in names)
    if twice := sorted(each for each, times in counted.items() if times > 1):
        raise ValueError(f"two modules give {', '.join(twice)}")
    try:
        order = list(
            TopologicalSorter({name: sorted(each) for name, each in needs.items()}).static_order()
        )
    except CycleError as error:
        raise ValueError(f"modules import one another: {' -> '.join(error.args[1])}") from error
    return bare("\n".join(parts[name] for name in order))


def bare(text: str) -> str:
    """Return a script or style without indentation and comments, a quarter of it.

    A comment behind code goes where no quotation mark follows: there it can be in no string.
    """
    lines = (line.strip() for line in _ASIDE.sub("", _COMMENT.sub("", text)).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def bare_style(text: str) -> str:
    """Return a style without comments and without the spaces that part nothing."""

    def shorten(found: re.Match[str]) -> str:
        return found[1] or found[2] or ":"

    return _STYLED.sub(shorten, bare(text)).replace(";}", "}")


def _needs(name: str, text: str) -> dict[str, set[str]]:
    """Return what a module takes from which others."""
    found = {}
    for words, other in _IMPORT.findall(text):
        wanted = {each.strip() for each in words.split(",") if each.strip()}
        if any(" " in each for each in wanted):
            raise ValueError(f"{name}.js: a name is imported as it is, without as")
        found[other] = wanted
    return found


def _names(text: str) -> Iterator[str]:
    """Yield what a module without its exports gives at its top level."""
    for names in _NAMES.findall(text):
        if names[0] in "[{":
            yield from (
                each.rpartition(":")[2].strip() for each in names[1:-1].split(",") if each.strip()
            )
        else:
            yield names
