"""Columns that fit their field by the heading alone: what stands in them goes into the note.

Of several columns of a field that has one value, one is read. Which body, thing or claim a row is
about is not told by two columns: there the file is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.errors import Finding, SourceError
from kg.imports.meaning.columns import SAID, Column, Layout, may_repeat
from kg.imports.meaning.dates import read_date
from kg.imports.meaning.headings import bare_header, read_columns
from kg.imports.meaning.known import Background
from kg.imports.rows.addresses import complete_address
from kg.imports.rows.texts import is_address, is_blank, read_number
from kg.imports.sheets.cells import Row, Sheet, column_letter
from kg.text.persons import find_personal

_ONE: Final = ("key", "body", "context", "thing", "scheme")  # types that tell what a row is about
_SAMPLES: Final = 20  # different texts by which it is told whether a column fits
_MOST: Final = 0.6  # of the samples that have to fit
_SHOWN: Final = 3  # samples in a message
_OTHER_STATUS: Final = ("status", "stav")  # what people call a column of other things


def keep_one(
    sheet: Sheet, head: Row, layout: Layout, rows: Sequence[Row], known: Background
) -> tuple[Layout, list[Finding]]:
    """Return a layout with each field once, and a finding for each column that is a note instead.

    The first column of which most texts fit the field is read. Raises SourceError where two columns
    tell what a row is about.
    """
    of_field: dict[str, list[Column]] = {}
    for column in layout.columns:
        if column.header != SAID and not may_repeat(column.field):
            of_field.setdefault(column.field, []).append(column)
    columns, findings = list(layout.columns), []
    for field, several in of_field.items():
        if len(several) == 1:
            continue
        instead = _instead(field, layout.kind)
        if instead is None:
            raise SourceError(_say_refused(several), file=sheet.place, line=head.number)
        fitting = (each for each in several if _fits(each, rows, known))
        read = next(fitting, several[0])
        for other in several:
            if other is not read:
                columns[columns.index(other)] = other._replace(field=instead)
                message = _say_kept(read, other, instead)
                letter = column_letter(other.at)
                place = (sheet.place, head.number, "info", "doubled-column", None)
                findings.append(Finding(*place, message, column=letter))
    return layout._replace(columns=tuple(columns)), findings


def set_aside_status(
    sheet: Sheet, head: Row, layout: Layout, rows: Sequence[Row], known: Background
) -> tuple[Layout, list[Finding]]:
    """Return a layout in which a *status* that is no certainty is a note, and the finding of that.

    People call many things so; how certain something is stands in words that the ontology has.
    """
    column = next((each for each in layout.columns if each.field == "status"), None)
    named = column is None or bare_header(column.header) not in _OTHER_STATUS
    if column is None or named or "note" not in read_columns()["kinds"][layout.kind]["fields"]:
        return layout, []
    samples = _samples(column, rows)
    if not samples or any(_is_one(text, "status", known) for text in samples):
        return layout, []
    columns = tuple(
        each._replace(field="note") if each is column else each for each in layout.columns
    )
    shown = ", ".join(f"“{text[:40]}”" for text in samples[:_SHOWN] if not find_personal(text))
    message = f"the column “{column.header[:60]}” says nothing of how certain a row is ({shown})."
    step = f"It stands in the note; --map '{column.header[:60]}=-' leaves it out."
    place = (sheet.place, head.number, "info", "other-status", None)
    finding = Finding(*place, f"{message} {step}", column=column_letter(column.at))
    return layout._replace(columns=columns), [finding]


def _instead(field: str, kind: str) -> str | None:
    """Return the field of a second column: another name, else a note; None where it is refused."""
    fields = read_columns()["kinds"][kind]["fields"]
    others: tuple[str, ...]
    if field.startswith("name"):
        others = ("aliases", "note") if kind != "organisations" else ()
    else:
        others = () if read_columns()["fields"][field]["type"] in _ONE else ("note",)
    others = () if field in ("number", "value") else others
    return next((each for each in others if each in fields), None)


def _fits(column: Column, rows: Sequence[Row], known: Background) -> bool:
    """Tell whether most texts of a column are such as its field has."""
    samples = _samples(column, rows)[:_SAMPLES]
    fitting = sum(_is_one(text, column.field, known) for text in samples)
    return bool(samples) and fitting >= _MOST * len(samples)


def _samples(column: Column, rows: Sequence[Row]) -> list[str]:
    """Return the different texts of a column, in their order."""
    texts = (row.cells[column.at] for row in rows if column.at < len(row.cells))
    return list(dict.fromkeys(text for text in texts if not is_blank(text, column.field)))


def _is_one(text: str, field: str, known: Background) -> bool:
    sort = "text" if field.startswith("name") else read_columns()["fields"][field]["type"]
    if sort in ("kind", "role", "status"):
        return known.concept(sort, text) is not None
    try:
        if sort == "date":
            return read_date(text).edtf is not None
        if sort == "number":
            read_number(text)
    except ValueError:
        return False
    return sort != "address" or is_address(complete_address(text, field) or text)


def _say_refused(several: Sequence[Column]) -> str:
    first, second = several[:2]
    step = f"--map '{second.header}=note' keeps one as a note, '=-' leaves it out."
    return f"the columns {_say_both(first, second)} mean the same. {step}"


def _say_kept(read: Column, other: Column, instead: str) -> str:
    kept = "is another name" if instead == "aliases" else "stands in the note"
    step = f"--map '{other.header[:60]}=FIELD' gives it another meaning, =- leaves it out."
    said = f"the columns {_say_both(read, other)} mean the same"
    return f"{said}: “{read.header[:60]}” is read, “{other.header[:60]}” {kept}. {step}"


def _say_both(first: Column, second: Column) -> str:
    places = f"{column_letter(first.at)} and {column_letter(second.at)}"
    return f"{places} ({first.header[:60]!r}, {second.header[:60]!r})"
