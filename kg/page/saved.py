"""Saved views and stories: states of the page that somebody found worth keeping, as data.

`views.json` beside this module holds those that ship; a workspace can have its own in
`graphdata/views.json`, in the same form. A view has an `id`, a `title` in each language and a
`state`, which is what stands behind # in the address. A story has an `id`, a `title` and `steps`;
each step is a sentence in each language and a state, and the numbers in a sentence (`{partners}`,
`{countries}` …) are counted in what the step shows, so that they are never older than the data.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.files import read_text
from kg.rdf import turtle
from kg.text.persons import personal_problem
from kg.text.words import LANGUAGES

OWN: Final = "graphdata/views.json"
# What a sentence of a story may count; `kg/page/assets/counting.js` says how.
COUNTS: Final = (
    *("things", "bodies", "countries", "relations", "pairs", "agreements", "projects"),
    *("name", "partners", "partner_countries", "networks", "own_agreements", "common", "since"),
)
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GAP: Final = re.compile(r"\{(\w*)\}")
_Object = dict[str, object]


class View(NamedTuple):
    """A ready view: its name in the address, its title by language, and its state.

    With *over* it changes the first look and does not start from everything; *question* is the one
    of `kg ask` that it draws for all bodies at once.
    """

    id: str
    title: tuple[str, ...]
    state: str
    over: bool = False
    question: str = ""


class Step(NamedTuple):
    """One step of a story: what is said of a state, by language, with gaps for `COUNTS`."""

    text: tuple[str, ...]
    state: str


class Story(NamedTuple):
    """Steps to be read one after the other, under a title by language."""

    id: str
    title: tuple[str, ...]
    steps: tuple[Step, ...]


class Saved(NamedTuple):
    """Views and stories, those of a workspace behind those that ship."""

    views: tuple[View, ...]
    stories: tuple[Story, ...]


def read_saved(root: Path | None = None) -> Saved:
    """Return what ships, and what the workspace in *root* has of its own, which goes before it.

    Raises SourceError where the file of the workspace is not of this form.
    """
    shipped = _shipped()
    path = root / OWN if root else None
    if path is None or not path.is_file():
        return shipped
    content = read_text(path, name=OWN)
    turtle.refuse_deep_nesting(content, OWN)
    try:
        own = _parse(json.loads(content))
    except ValueError as error:
        raise SourceError(f"no views: {error}. The README of graphdata tells.", file=OWN) from error
    views = {each.id: each for each in (*shipped.views, *own.views)}
    stories = {each.id: each for each in (*shipped.stories, *own.stories)}
    return Saved(tuple(views.values()), tuple(stories.values()))


@cache
def _shipped() -> Saved:
    return _parse(json.loads(files("kg").joinpath("page/views.json").read_text(encoding="utf-8")))


def _parse(content: object) -> Saved:
    whole = _fields(content, "the file", optional={"views": [], "stories": []})
    return Saved(
        tuple(_view(each) for each in _list(whole["views"], "views")),
        tuple(_story(each) for each in _list(whole["stories"], "stories")),
    )


def _view(content: object) -> View:
    given = _fields(
        content, "a view", {"id", "title", "state"}, optional={"over": False, "question": ""}
    )
    name = _id(given)
    state, question = _text(given["state"], name), _text(given["question"], name)
    return View(name, _said(given["title"], name), state, bool(given["over"]), question)


def _story(content: object) -> Story:
    given = _fields(content, "a story", {"id", "title", "steps"})
    name = _id(given)
    steps = tuple(_step(each, name) for each in _list(given["steps"], f"the steps of {name}"))
    if not steps:
        raise ValueError(f"{name} has no steps")
    return Story(name, _said(given["title"], name), steps)


def _step(content: object, story: str) -> Step:
    given = _fields(content, f"a step of {story}", {"text", "state"})
    text = _said(given["text"], f"a step of {story}")
    for gap in (gap for each in text for gap in _GAP.findall(each)):
        if gap not in COUNTS:
            raise ValueError(f"{{{gap}}} in {story} counts nothing; there are {', '.join(COUNTS)}")
    return Step(text, _text(given["state"], story))


def _fields(
    content: object, what: str, needed: set[str] | None = None, optional: _Object | None = None
) -> _Object:
    """Return the fields of an object, those that are left out as *optional* has them."""
    if not isinstance(content, dict):
        raise ValueError(f"{what} is no object")
    needed, optional = needed or set(), optional or {}
    if lacking := sorted(needed - content.keys()):
        raise ValueError(f"{what} lacks {', '.join(lacking)}")
    if other := sorted(content.keys() - needed - optional.keys()):
        raise ValueError(f"{what} has {', '.join(other)}, which is not known")
    return {**optional, **content}


def _list(content: object, what: str) -> list[object]:
    if not isinstance(content, list):
        raise ValueError(f"{what}: no list")
    return content


def _id(given: _Object) -> str:
    name = _text(given["id"], "an id")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no id; write small letters, digits and hyphens")
    return name


def _text(content: object, what: str) -> str:
    if not isinstance(content, str):
        raise ValueError(f"{what} has {content!r} in place of a text")
    return content


def _said(content: object, what: str) -> tuple[str, ...]:
    """Return a text in each language; one alone is the same in all."""
    texts = [content] * len(LANGUAGES) if isinstance(content, str) else _list(content, what)
    if len(texts) != len(LANGUAGES) or not all(texts):
        raise ValueError(f"{what} needs a text in each of {', '.join(LANGUAGES)}")
    for problem in filter(None, (personal_problem(str(each)) for each in texts)):
        raise ValueError(problem.en.rstrip("."))
    return tuple(_text(each, what) for each in texts)
