"""The header of a question: the lines that say in two languages what it asks and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.questions.query import Fail, check_columns, check_values, read_tokens
from kg.questions.question import (
    CONCEPTS,
    MARKS,
    REGIONS,
    ROLL_UP,
    SORTS,
    THINGS,
    VALUES,
    Column,
    Parameter,
    Question,
)
from kg.text.persons import personal_problem
from kg.text.words import read_words

_TYPES: Final = (*THINGS, *CONCEPTS, *VALUES)
_RESERVED: Final = (
    *("lang", "scope", "as-of", "since", "until", "planned", "document", "sources", "query"),
    *("timeout", "format", "output"),
    *("data", "store", "endpoint", "source", "help", "folder", "style"),
)
_LINE: Final = re.compile(r"# (\w+)(?: ([a-z][a-z0-9_-]*))?: (.*)")
_TWO: Final = "English | Czech"
_TEXTS: Final = ("title", "answers", "empty", "note", "example", "counts", "planned")
_DECLARATION: Final = re.compile(rf"# (?:{'|'.join((*_TEXTS, *SORTS, 'column'))})\b")


class _Line(NamedTuple):
    number: int
    kind: str
    name: str
    rest: str


def read_question(text: str, *, name: str, file: str) -> Question:
    """Return the question that *text* is. Raises SourceError with file, line and the next step."""

    def fail(message: str, line: int = 1) -> SourceError:
        return SourceError(message, file=file, line=line)

    lines = list(_declarations(text, fail))
    texts = {each.kind: each for each in lines if not each.name}
    for kind, form in (("title", _TWO), ("answers", _TWO), ("example", "WORDS")):
        if kind not in texts:
            raise fail(f"no {kind}. Write a line `# {kind}: {form}`.")
    declared = tuple(_parameter(each, fail) for each in lines if each.kind in SORTS)
    columns = tuple(_column(each, fail) for each in lines if each.kind == "column")
    _check_places(declared, fail)
    line = len(_header(text))
    query = "".join(text.splitlines(keepends=True)[line:])
    found = read_tokens(text, file)
    grounds = check_columns(columns, found, fail)
    check_values(declared, found, text, fail)
    title, answers = _both(texts["title"], fail), _both(texts["answers"], fail)
    _check_title(title, declared, fail)
    return Question(
        name,
        file,
        title,
        answers,
        _both(texts["empty"], fail) if "empty" in texts else None,
        _both(texts["note"], fail) if "note" in texts else None,
        texts["example"].rest,
        (*declared, *_flags(declared)),
        columns,
        grounds,
        _counts(texts["counts"], declared, fail) if "counts" in texts else None,
        "planned" in texts,
        query,
        line,
    )


def _header(text: str) -> list[str]:
    """Return the lines before the query that are comments or empty."""
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if line and line[0] != "#"), len(lines))
    return lines[:end]


def _declarations(text: str, fail: Fail) -> Iterator[_Line]:
    for number, line in enumerate(_header(text), 1):
        if problem := personal_problem(line):
            raise fail(problem.en, number)
        if _DECLARATION.match(line):
            match = _LINE.fullmatch(line.rstrip())
            if match is None or bool(match[2]) == (match[1] in _TEXTS):
                raise fail("this line of the header is not complete. See the other files.", number)
            yield _Line(number, match[1], match[2] or "", match[3].strip())


def _both(line: _Line, fail: Fail, text: str | None = None) -> tuple[str, str]:
    english, bar, czech = (line.rest if text is None else text).partition(" | ")
    if not (bar and english.strip() and czech.strip()):
        raise fail(f"a text in two languages is `{_TWO}`. Write both.", line.number)
    return english.strip(), czech.strip()


def _column(line: _Line, fail: Fail) -> Column:
    heading = line.rest.removeprefix("hidden: ")
    return Column(line.name, _both(line, fail, heading), hidden=heading != line.rest)


def _parameter(line: _Line, fail: Fail) -> Parameter:
    if line.name in _RESERVED:
        raise fail(f"{line.name} is common to all questions. Give it another name.", line.number)
    said, colon, meaning = ("", ":", line.rest) if line.kind == "flag" else line.rest.partition(":")
    if not colon:
        raise fail("say its type, a colon, and what it means. See the other files.", line.number)
    first, *marks = [part.strip() for part in said.split(",")]
    choices = tuple(first.removeprefix("one of ").split()) if first.startswith("one of ") else ()
    types = () if choices or line.kind == "flag" else tuple(first.split(" or "))
    if word := next((word for word in types if word not in _TYPES), None):
        raise fail(f"{word!r} is no type. Choose of {', '.join(_TYPES)}.", line.number)
    default = next((mark for mark in marks if mark.startswith("default ")), "")
    marks = [mark for mark in marks if mark != default]
    if mark := next((mark for mark in marks if mark not in MARKS), None):
        step = f"Write {', '.join(MARKS)} or default."
        raise fail(f"{mark!r} means nothing here. {step}", line.number)
    words = tuple(default.split()[1:])
    both = _both(line, fail, meaning.strip())
    return Parameter(line.name, line.kind, types, choices, tuple(marks), words, both)


def _counts(line: _Line, parameters: Sequence[Parameter], fail: Fail) -> tuple[str, str | None]:
    """Return the parameter, and the role or class, that ``# counts: body role:member`` names."""
    name, _, counted = line.rest.partition(" ")
    if name not in {each.name for each in parameters}:
        raise fail(f"{name!r} is no parameter. Name one that is declared.", line.number)
    return name, counted or None


def _flags(parameters: Sequence[Parameter]) -> Iterator[Parameter]:
    """Yield the flags that come with parameters for bodies."""
    types = {kind for each in parameters if "bodies" in each.marks for kind in each.types}
    for name, needed in ((ROLL_UP, "organisation"), (REGIONS, "area")):
        if needed in types:
            yield Parameter(name, "flag", (), (), (), (), read_words("questions/header")[name])


def _check_places(parameters: Sequence[Parameter], fail: Fail) -> None:
    places = [each for each in parameters if each.sort == "param"]
    for before, after in pairwise(places):
        if before.several or (before.optional and not after.optional):
            raise fail(f"nothing can stand after {before.name}. Put it last.")


def _check_title(title: tuple[str, str], parameters: Sequence[Parameter], fail: Fail) -> None:
    known = {each.variable for each in parameters}
    for text in title:
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in known:
                raise fail(f"the title names {{{name}}}, which is no parameter. Correct it.")
