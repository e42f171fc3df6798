"""Templates: tables to fill in, one for each kind of rows, in English or Czech.

The row below the header is an example; rows whose first text begins with ``#`` are not read.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from typing import Final

from kg.checks.identifiers import SCHEMES
from kg.imports.meaning.columns import header
from kg.imports.meaning.countries import known_countries
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background
from kg.imports.sheets.writing import Head, Page, write_workbook
from kg.text.words import LANGUAGES

_CONCEPTS: Final = ("kind", "role", "indicator")


def write_csv_template(kind: str, background: Background, *, lang: str) -> str:
    """Return a template as CSV: the header and an example."""
    text = io.StringIO()
    page = template(kind, background, lang=lang)
    csv.writer(text, lineterminator="\n").writerows(
        [[head.title for head in page.heads], *page.rows]
    )
    return text.getvalue()


def write_xlsx_template(kind: str, background: Background, *, lang: str) -> bytes:
    """Return a template as a workbook, with notes, drop-down lists and a sheet filled in."""
    page = template(kind, background, lang=lang)
    name = read_columns()["example-sheet"][LANGUAGES.index(lang)]
    filled = [_filled(kind, background, LANGUAGES.index(lang))]
    return write_workbook([page, Page(name, page.heads, filled)], lang=lang)


def template(kind: str, background: Background, *, lang: str) -> Page:
    """Return the template of a kind of table as a sheet."""
    at = LANGUAGES.index(lang)
    said = read_columns()["kinds"][kind]
    names = {role: background.titles[role][at] for role in background.titles if ":" in role}
    fields = list(said["template"])
    heads = [
        heading(field, kind, background, lang, title)
        for field, title in zip(fields, _titles(fields, names, lang), strict=True)
    ]
    example = _filled(kind, background, at)
    example[0] = f"{read_columns()['example'][at]} {example[0]}".strip()
    return Page(said[lang], heads, [example])


def heading(
    field: str, kind: str, background: Background, lang: str, title: str | None = None
) -> Head:
    """Return the header of a field with its help and its words to choose from."""
    at = LANGUAGES.index(lang)
    key = "body" if field.startswith("role:") else field
    said = read_columns()["fields"][key]
    return Head(title or said[lang], said["help"][at], tuple(_choices(key, kind, background, at)))


def _titles(fields: list[str], names: Mapping[str, str], lang: str) -> list[str]:
    """Return the headers, numbered where a field stands several times."""
    several = {field for field, number in Counter(fields).items() if number > 1}
    seen: Counter[str] = Counter()
    titles = []
    for field in fields:
        seen[field] += 1
        number = f" {seen[field]}" if field in several else ""
        titles.append(header(field, lang, names) + number)
    return titles


def _choices(field: str, kind: str, background: Background, at: int) -> list[str]:
    """Return the words of a drop-down list, none for a field of free text."""
    if field == "kind" and (top := read_columns()["kinds"][kind].get("top")):
        found = background.narrower(top)
    elif field in ("role", "status", "indicator"):
        found = [name for name in background.titles if name.startswith(f"{field}:")]
    elif field == "scheme":
        return [*SCHEMES, "homepage", *(f"name@{lang}" for lang in LANGUAGES)]
    elif field in ("country", "counterpart"):
        return sorted((each.en, each.cs)[at] for each in known_countries().values())
    else:
        return []
    return sorted(background.titles[name][at] for name in found)


def _filled(kind: str, background: Background, at: int) -> list[str]:
    """Return a row that is filled in, in the language of the template."""
    said = read_columns()["kinds"][kind]
    left = {
        key: [words] if isinstance(words, str) else list(words)
        for key, words in said["example"].items()
    }
    cells = []
    for field in said["template"]:
        text = left[field].pop(0) if left.get(field) else ""
        concept = background.concept(field, text) if field in _CONCEPTS and text else None
        word = background.titles[concept][at] if concept else text
        cells.append(read_columns()["in-czech"].get(word, word) if at else word)
    return cells
