"""Persons in what a workspace keeps beside its records: the words of questions, views, stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

from kg.errors import Finding, SourceError
from kg.files import read_text
from kg.graph.workspace import Workspace
from kg.rdf import turtle
from kg.text.persons import personal_problem
from kg.text.words import in_language


def find_beside(workspace: Workspace, *, lang: str = "en") -> list[Finding]:
    """Return the texts about persons in the questions, views and stories of a workspace, by line.

    A file that cannot be read is a matter of the command that uses it.
    """
    found = []
    for path in sorted((workspace.root / "questions").glob("*.rq")):
        name = workspace.name(path)
        with suppress(SourceError):
            for line, text in enumerate(read_text(path, name=name).splitlines(), 1):
                if text.startswith("#") and (problem := personal_problem(text)):
                    said = in_language(problem, lang)
                    found.append(Finding(name, line, "error", "personal", None, said))
    path = workspace.root / "graphdata/views.json"
    if path.is_file():
        name = workspace.name(path)
        with suppress(SourceError, ValueError):
            content = read_text(path, name=name)
            turtle.refuse_deep_nesting(content, name)
            for text in _texts(json.loads(content)):
                if problem := personal_problem(text):
                    said = in_language(problem, lang)
                    line = _line(content, text)
                    found.append(Finding(name, line, "error", "personal", None, said))
    return found


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _texts(each)


def _line(content: str, text: str) -> int:
    """Return the line on which a text stands in JSON, however its letters are written there."""
    places = (content.find(json.dumps(text, ensure_ascii=plain)) for plain in (False, True))
    return content.count("\n", 0, max(0, *places)) + 1
