"""The header of a question: what it is called, what it needs, and what its columns are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from kg import sparql
from kg.errors import QueryError, SourceError
from kg.sparql import Token

SORTS: Final = ("param", "option", "flag")
# Things by what they are, concepts by their scheme, and plain values.
THINGS: Final = (
    *("thing", "organisation", "area", "project", "programme", "agreement", "cooperation"),
    *("event", "instrument", "practice", "document"),
)
CONCEPTS: Final = ("role", "kind", "indicator", "strength", "status")
VALUES: Final = ("date", "number", "text")
_TYPES: Final = (*THINGS, *CONCEPTS, *VALUES)
MARKS: Final = ("optional", "several", "bodies")
# What a body may stand for besides itself; a parameter with the mark `bodies` brings these flags.
ROLL_UP: Final = "roll-up"
REGIONS: Final = "regions"
_FLAGS: Final = {
    ROLL_UP: (
        "with what its units and establishments do",
        "i s tím, co dělají jeho útvary a zařízení",
    ),
    REGIONS: ("with the bodies of its regions", "i se subjekty jeho částí"),
}
_LINE: Final = re.compile(r"# (\w+)(?: ([a-z][a-z0-9_-]*))?: (.*)")
_DECLARATION: Final = re.compile(r"# (?:title|answers|empty|example|param|option|flag|column)\b")
_TWO: Final = "English | Czech"
_TEXTS: Final = ("title", "answers", "empty", "example")
# A variable of these names holds what a row rests on, and is no column.
_GROUNDS: Final = ("claim", "tie")


class Parameter(NamedTuple):
    """What a question needs to know: how it is given, of which types, and what it means.

    *types* are words of `THINGS`, `CONCEPTS` or `VALUES`; *choices* stand in their place where one
    of a few words is wanted. *marks* are words of `MARKS`: what is marked `bodies` stands for the
    bodies of a country, and with a flag for more. *default* are the words where none are given.
    """

    name: str
    sort: str
    types: tuple[str, ...]
    choices: tuple[str, ...]
    marks: tuple[str, ...]
    default: tuple[str, ...]
    meaning: tuple[str, str]

    @property
    def optional(self) -> bool:
        """Whether the question can do without it."""
        return self.sort != "param" or "optional" in self.marks

    @property
    def several(self) -> bool:
        """Whether more than one may be given."""
        return "several" in self.marks

    @property
    def variable(self) -> str:
        """The name of its variable in the query."""
        return self.name.replace("-", "_")

    @property
    def variables(self) -> tuple[str, ...]:
        """All names by which the query may ask for it; a date also has a first and a last day."""
        days = ("_first", "_last") if "date" in self.types else ()
        return tuple(self.variable + end for end in ("", *days))


class Column(NamedTuple):
    """A column of the answer and its heading in each language; one is for programs only."""

    name: str
    heading: tuple[str, str]
    hidden: bool = False


class Question(NamedTuple):
    """A question as its file says it.

    *grounds* are the variables that its rows rest on, *line* is that before its query.
    """

    name: str
    file: str
    title: tuple[str, str]
    answers: tuple[str, str]
    empty: tuple[str, str] | None
    example: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    grounds: tuple[str, ...]
    query: str
    line: int

    @property
    def arguments(self) -> tuple[Parameter, ...]:
        """The parameters that are given by their place."""
        return tuple(each for each in self.parameters if each.sort == "param")


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
    found = _tokens(text, file)
    grounds = _check_columns(columns, _selected(found), fail)
    _check_values(declared, found, text, fail)
    title, answers = _both(texts["title"], fail), _both(texts["answers"], fail)
    _check_title(title, declared, fail)
    return Question(
        name,
        file,
        title,
        answers,
        _both(texts["empty"], fail) if "empty" in texts else None,
        texts["example"].rest,
        (*declared, *_flags(declared)),
        columns,
        grounds,
        query,
        line,
    )


Fail = Callable[..., SourceError]


def _header(text: str) -> list[str]:
    """Return the lines before the query that are comments or empty."""
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if line and line[0] != "#"), len(lines))
    return lines[:end]


def _declarations(text: str, fail: Fail) -> Iterator[_Line]:
    for number, line in enumerate(_header(text), 1):
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


def _flags(parameters: Sequence[Parameter]) -> Iterator[Parameter]:
    """Yield the flags that come with parameters for bodies."""
    types = {kind for each in parameters if "bodies" in each.marks for kind in each.types}
    for name, needed in ((ROLL_UP, "organisation"), (REGIONS, "area")):
        if needed in types:
            yield Parameter(name, "flag", (), (), (), (), _FLAGS[name])


def _check_places(parameters: Sequence[Parameter], fail: Fail) -> None:
    places = [each for each in parameters if each.sort == "param"]
    for before, after in pairwise(places):
        if before.several or (before.optional and not after.optional):
            raise fail(f"nothing can stand after {before.name}. Put it last.")


def _tokens(text: str, file: str) -> list[Token]:
    try:
        form = sparql.inspect(text).form
        found = list(sparql.tokens(text))
    except QueryError as error:
        raise SourceError(error.message, file=file, line=error.line, column=error.column) from error
    if form != "SELECT":
        raise SourceError(f"a question must be a SELECT query, not {form}.", file=file)
    return found


def _selected(found: Sequence[Token]) -> list[str]:
    """Return the variables of the outermost SELECT, in order."""
    names: list[str] = []
    for before, token in pairwise(found):
        if token.text == "{":
            break
        wanted = token.depth == 0 or before.word == "AS"
        if token.kind == "variable" and wanted:
            names.append(token.text[1:])
    return names


def _check_columns(
    columns: Sequence[Column], selected: Sequence[str], fail: Fail
) -> tuple[str, ...]:
    declared = [column.name for column in columns]
    grounds = tuple(name for name in selected if name.startswith(_GROUNDS))
    for name in selected:
        if name not in declared and name not in grounds:
            raise fail(f"?{name} has no heading. Write a line `# column {name}: English | Czech`.")
    for name in declared:
        if name not in selected:
            raise fail(f"the column {name} is not selected. Select ?{name}, or leave it out.")
    return grounds


def _check_values(
    parameters: Sequence[Parameter], found: Sequence[Token], text: str, fail: Fail
) -> None:
    places = {found[at].text[1:]: found[at].at for at in undefined(found)}
    declared = {name for each in parameters for name in each.variables}
    for each in parameters:
        if not places.keys() & {*each.variables}:
            step = f"Write VALUES ?{each.variable} {{ UNDEF }} where its value belongs."
            raise fail(f"the query never asks for {each.name}. {step}")
    for name, at in places.items():
        if name not in declared and name != "lang":
            line = text.count("\n", 0, at) + 1
            raise fail(f"?{name} is no parameter. Declare it in the header.", line)


def undefined(found: Sequence[Token]) -> list[int]:
    """Return where in a row of tokens the variable of a ``VALUES ?name { UNDEF }`` stands."""
    return [
        at + 1
        for at in range(len(found) - 4)
        if [found[at].word, found[at + 2].text, found[at + 3].word] == ["VALUES", "{", "UNDEF"]
        and found[at + 1].kind == "variable"
        and found[at + 4].text == "}"
    ]


def _check_title(title: tuple[str, str], parameters: Sequence[Parameter], fail: Fail) -> None:
    known = {each.name for each in parameters}
    for text in title:
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in known:
                raise fail(f"the title names {{{name}}}, which is no parameter. Correct it.")
