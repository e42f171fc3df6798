"""Report: what a question has found, as a table for people, or as CSV, TSV, JSON and Markdown.

For people there are words: names, statuses, numbered passages below. What every row shares with the
title, and what no row has, is left out. For programs every column is there, under lasting names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Final, NamedTuple

from kg.claims.claims import Evidence
from kg.claims.provenance import say_places
from kg.questions import Column, Parameter, Question
from kg.text.blocks import hang
from kg.text.tables import Table, in_markdown, write_table
from kg.text.terminal import cells
from kg.text.words import LANGUAGES, fill, read_words

Cell = str | int | float | bool | None | Mapping[str, str] | Sequence[str]
Row = dict[str, Cell]
Excerpts = Mapping[str, str]

FOR_PEOPLE: Final = ("table", "md")
FOLD: Final = "fold"  # a column: rows in which it is the same are one row for people
_WEAKEST: Final = ("stated", "yes", "implied", "presumed", "ambiguous", "unknown", "no")
# Said below the table, or in one column with the beginning.
_ELSEWHERE: Final = ("source", "note", "named_by", "until", "attested")
_BETWEEN: Final = "\u00a0· "  # never first on a line
_EMPTY: Final = (None, (), "exact")  # an exact number needs no word


class Answer(NamedTuple):
    """What a question has found.

    *rows* have a cell for every one of *columns*; a thing is ``{"id", "label"}``. *when* says the
    dates of each row in words. *title* says in words what was asked, *query* in SPARQL. *places*
    are the passages that the rows name, by their identifiers. *note* tells how to read the rows,
    *remarks* what an empty answer means, and where more can be found. Printed, or shown in a
    notebook, an answer is a table.
    """

    question: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    when: tuple[str, ...]
    query: str
    places: dict[str, Evidence]
    note: str | None
    remarks: tuple[str, ...]
    lang: str
    folds: bool = False

    def __str__(self) -> str:
        return write_reply(self, "table")

    def _repr_markdown_(self) -> str:
        return write_reply(self, "md")


def write_reply(
    answer: Answer, style: str, *, width: int = 100, excerpts: Excerpts | None = None
) -> str:
    """Return an answer in a format; *excerpts* are passages by the identifiers of their evidence.

    Raises UsageError for a format that does not fit.
    """
    if style == "json":
        rows = [_with_excerpts(row, excerpts) for row in answer.rows]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if style in FOR_PEOPLE:
        return _for_people(answer, style, width, excerpts or {})
    return write_table(_flat(answer, excerpts), style)


def _with_excerpts(row: Row, excerpts: Excerpts | None) -> Row:
    if excerpts is None or "evidence" not in row:
        return row
    evidence = row["evidence"]
    assert isinstance(evidence, Sequence)
    return row | {"excerpt": [excerpts[place] for place in evidence if place in excerpts]}


def write_catalogue(
    questions: Iterable[Question], style: str, *, lang: str = "en", width: int = 100
) -> str:
    """Return a list of questions: name, what is to be given, what they answer."""
    at = LANGUAGES.index(lang)
    names = ("question", "given", "answers")
    rows = [
        (each.name, " ".join(map(_shown, each.arguments)), each.answers[at]) for each in questions
    ]
    if style == "json":
        return (
            json.dumps(
                [dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=2
            )
            + "\n"
        )
    heads = tuple(read_words("questions/answers")[f"catalogue-{name}"][at] for name in names)
    return write_table(Table(heads if style in FOR_PEOPLE else names, rows), style, width=width)


def _shown(parameter: Parameter) -> str:
    name = parameter.name.upper() + ("…" if parameter.several else "")
    return f"[{name}]" if parameter.optional else name


# For programs


def _flat(answer: Answer, excerpts: Excerpts | None) -> Table:
    """Return a table with two columns for a thing: its name and its identifier."""
    names = [column.name for column in answer.columns]
    things = {name for name in names if any(isinstance(row[name], dict) for row in answer.rows)}
    rows = [_with_excerpts(row, excerpts) for row in answer.rows]
    heads = [
        head for name in names for head in ((name, f"{name}_id") if name in things else (name,))
    ]
    if excerpts is not None and "evidence" in names:
        heads.append("excerpt")
        names.append("excerpt")
    body = [
        tuple(text for name in names for text in _texts(row[name], name in things)) for row in rows
    ]
    return Table(tuple(heads), body)


def _texts(cell: Cell, is_thing: bool) -> tuple[str | None, ...]:
    if isinstance(cell, Mapping):
        return cell["label"], cell["id"]
    text = None if cell is None else _plain(cell)
    return (text, None) if is_thing else (text,)


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list | tuple):
        return " ".join(cell)
    return str(cell)


# For people


def _for_people(answer: Answer, style: str, width: int, excerpts: Excerpts) -> str:
    """Return title, table, notes and the places that the rows name, numbered."""
    answer = _folded(answer) if answer.folds else answer
    said, lang = _line(answer.title, style, width, head=True), answer.lang
    note = [answer.note] if answer.note else []
    if not answer.rows:
        return said + "".join(_line(line, style, width) for line in [*answer.remarks, *note])
    numbers = {place: f"[{at}]" for at, place in enumerate(answer.places, 1)}
    letters = _letters(answer)
    table = _in_words(answer, numbers | letters)
    fits = style == "md" or _words_width(table) <= width
    said += "\n" + (write_table(table, style, width=width) if fits else _records(table, width))
    below = [f"{letter} {note}" for note, letter in letters.items()]
    for name, place in answer.places.items():
        line, *passage = say_places([place], read_words(), lang, excerpts)
        below += [f"{numbers[name]} {line}", *passage]
    below += note
    return said + ("\n" if below else "") + "".join(_line(line, style, width) for line in below)


def _folded(answer: Answer) -> Answer:
    """Return an answer in which rows with the same `FOLD` are one; what differs is listed in it.

    Its dates are those of all, and it is as sure as the least sure of them.
    """
    kept: dict[object, list[int]] = {}
    for at, row in enumerate(answer.rows):
        fold = row.get(FOLD)
        kept.setdefault(fold["id"] if isinstance(fold, Mapping) else at, []).append(at)
    rows = [_in_one([answer.rows[at] for at in several]) for several in kept.values()]
    dates = [[d for at in each for d in answer.when[at].split("; ")] for each in kept.values()]
    when = ["; ".join(dict.fromkeys(each)) for each in dates]
    return answer._replace(rows=tuple(rows), when=tuple(when))


def _in_one(rows: Sequence[Row]) -> Row:
    """Return several rows as one, for people."""
    first = dict(rows[0])
    for name in first if len(rows) > 1 else ():
        cells = [row[name] for row in rows]
        if name in ("evidence", "source"):
            first[name] = tuple(dict.fromkeys(place for cell in cells for place in cell or ()))  # type: ignore[union-attr]
        elif all(cell == cells[0] for cell in cells):
            continue
        elif all(isinstance(cell, Mapping) for cell in cells):
            labels = dict.fromkeys(cell["label"] for cell in cells)  # type: ignore[index,call-overload]
            first[name] = {"id": "", "label": "; ".join(labels)}
        elif name in ("status", "certainty"):
            first[name] = max(map(str, cells), key=_WEAKEST.index)
        else:
            first[name] = " ".join(dict.fromkeys(str(cell) for cell in cells if cell)) or None
    return first


def _in_words(answer: Answer, marks: Mapping[str, str]) -> Table:
    """Return the table that people read: names and words, and the dates in one column."""
    at, lang = LANGUAGES.index(answer.lang), answer.lang
    told = [column for column in answer.columns if _is_shown(answer, column)]
    shown: list[tuple[str, Sequence[str]]] = []
    for column in answer.columns:
        if column.name == "since":
            shown.append((read_words()["when"][at], answer.when))
        elif column in told or (not told and not column.hidden):
            said = [_words(row, column.name, lang, marks) for row in answer.rows]
            shown.append((column.heading[at], said))
    heads, columns = zip(*shown, strict=True)
    return Table(heads, list(zip(*columns, strict=True)))


def _words_width(table: Table) -> int:
    """Return how wide a table is at least, if no word is broken."""
    columns = zip(table.columns, *table.rows, strict=True)
    words = [[word for cell in column for word in (cell or "").split()] for column in columns]
    return sum(max(map(cells, several), default=0) + 2 for several in words) - 2


def _records(table: Table, width: int) -> str:
    """Return rows as numbered paragraphs, where they have too many columns for a table."""
    paragraphs = []
    for number, row in enumerate(table.rows, 1):
        told = [f"{head}: {cell}" for head, cell in zip(table.columns, row, strict=True) if cell]
        paragraphs.append(_line(f"{number}. {_BETWEEN.join(told)}", "table", width))
    return "\n".join(paragraphs)


def _letters(answer: Answer) -> dict[str, str]:
    """Return a letter for each note: (a), (b), … (z), (aa)."""
    notes = dict.fromkeys(_note(row, answer.lang) for row in answer.rows)
    return {note: f"({_letter(at)})" for at, note in enumerate(note for note in notes if note)}


def _note(row: Row, lang: str) -> str:
    """Return the note of a row, and by what alone its source names a body."""
    words, named_by = read_words(), row.get("named_by")
    what = words.get(f"what-{named_by}")
    pattern = words["named-by"][LANGUAGES.index(lang)]
    said = fill(pattern, {"what": what[LANGUAGES.index(lang)]}) if what else ""
    return " ".join(part for part in (row.get("note"), said) if isinstance(part, str) and part)


def _letter(number: int) -> str:
    before, at = divmod(number, len(ascii_lowercase))
    return (_letter(before - 1) if before else "") + ascii_lowercase[at]


def _is_shown(answer: Answer, column: Column) -> bool:
    """Tell whether a column says something that the title does not say already."""
    name, cells = column.name, [row[column.name] for row in answer.rows]
    first = cells[0]
    in_title = isinstance(first, Mapping) and first["label"] in answer.title
    if column.hidden or name in _ELSEWHERE or all(cell in _EMPTY for cell in cells):
        return False
    return not (in_title and all(cell == first for cell in cells))


def _words(row: Row, name: str, lang: str, marks: Mapping[str, str]) -> str:
    """Return a cell in words; a status points to its note, the evidence to its places."""
    cell = row[name]
    if isinstance(cell, Mapping):
        return cell["label"]
    if cell is None or isinstance(cell, bool | int | float):
        return "" if cell is None else _number(cell, lang)
    if name == "evidence":
        return " ".join(marks[place] for place in cell)
    said = _translated(name, str(cell), lang)
    note = _note(row, lang) if name == "status" else ""
    return f"{said} {marks[note]}" if note else said


def _translated(name: str, cell: str, lang: str) -> str:
    """Return a word of an answer in a language; what is no such word stays as it is."""
    words = {**read_words(), **read_words("questions/answers")}
    key = {"status": "status-", "other_status": "status-", "certainty": ""}.get(
        name, "word-"
    ) + cell
    return words[key][LANGUAGES.index(lang)] if key in words else cell


def _number(cell: float, lang: str) -> str:
    if isinstance(cell, bool):
        return read_words("questions/answers")["yes" if cell else "no"][LANGUAGES.index(lang)]
    return f"{cell:,}".replace(",", "\u202f")


def _line(text: str, style: str, width: int, *, head: bool = False) -> str:
    """Return a line of prose that no terminal and no page can misread, wrapped for a terminal."""
    if style == "md":
        text = in_markdown(text)
        return f"**{text}**\n" if head else f"\n{text}\n"
    return "\n".join(hang("", text, 4, width)) + "\n"
