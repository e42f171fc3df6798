"""The cells of one row by field, read as texts, dates, numbers and words of the ontology.

Whatever is wrong with a cell becomes a finding at its place, and the row is then left out as a
whole: no record is made of half a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar

from kg.additions.records import Edit, NewClaim, TableRow, Thing
from kg.errors import Finding
from kg.imports.meaning import dates
from kg.imports.meaning.columns import Column, Layout
from kg.imports.meaning.headings import read_columns, read_headings
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import CellPlace, Mentions
from kg.imports.rows.addresses import complete_addresses
from kg.imports.rows.texts import (
    Number,
    currency_of,
    is_address,
    is_blank,
    read_number,
    split,
    unit_of,
)
from kg.imports.sheets.cells import Row, column_letter
from kg.text.folding import fold
from kg.text.persons import find_personal, say_personal
from kg.text.words import nearest

Value = TypeVar("Value")

WAITING: Final = frozenset({"proposed", "new", "left-out"})  # what a person decides, or has
_BOUNDS: Final = ("exact", "moreThan", "lessThan", "atLeast", "atMost", "about")
_NO_CURRENCY: Final = (
    "an amount without a currency. Write EUR or CZK; --set currency=EUR says it for all rows."
)
_WHEN: Final = ("when", "since", "until")
_ADDRESSES: Final = ("homepage", "source", "same_as")
_UNUSED: Final = "a row of this kind has no use for it beside its other cells"


class CellTexts:
    """The cells of a row by field, and what they say.

    `findings` collects what is wrong with them; `statements`, `things` and `edits` what the row
    says, which counts only where the row is kept. A row that *completes* things adds to what others
    say of them.
    """

    __slots__ = (
        *("number", "kind", "lang", "findings", "statements", "things", "edits", "completes"),
        *("about", "keeps_unknown", "orders", "stands", "decimals"),
        *("_sheet", "_known", "_mentions", "_columns", "_lettered", "_read", "_cells", "_filled"),
        *("_used", "_remarks"),
    )

    def __init__(
        self,
        row: Row,
        layout: Layout,
        sheet: str,
        background: Background,
        mentions: Mentions,
    ) -> None:
        self.number = row.number
        self.kind = layout.kind
        self.lang = layout.lang
        self.findings: list[Finding] = []
        self.statements: list[NewClaim] = []
        self.things: list[Thing] = []
        self.edits: list[Edit] = []
        self.completes = False
        self.about: str | None = None  # what it describes, known even where it is held back
        self.stands: TableRow | None = None  # where, if what its table cites is the file itself
        self._used: set[int] = set()
        self.keeps_unknown = False  # words for kind, role and status, as notes
        self._remarks: list[str] = []
        self.orders: Mapping[int, dates.Order | None] = {}  # by column: what comes first in a date
        self.decimals: Mapping[int, str | None] = {}  # by column: what stands before decimals
        self._sheet = sheet
        self._known = background
        self._mentions = mentions
        self._columns = layout.columns
        self._lettered = layout.lettered
        self._read: dict[str, object] = {}  # so that nothing is reported twice
        width, said = len(row.cells), layout.values
        texts = {
            column.at: row.cells[column.at] if column.at >= 0 else said[-1 - column.at]
            for column in layout.columns
            if column.at < width
        }
        self._follow(row, texts)
        self._complete_addresses(texts)
        self._cells = {
            column.at: texts[column.at]
            for column in sorted(layout.columns, key=lambda column: column.at < 0)
            if column.at in texts and not is_blank(texts[column.at], column.field)
        }
        self._leave_out_persons()
        self._filled: dict[str, list[Column]] = {}
        for column in sorted(layout.columns, key=lambda column: column.at < 0):
            if column.at in self._cells:
                self._filled.setdefault(column.field, []).append(column)

    def _follow(self, row: Row, texts: dict[int, str]) -> None:
        """Take the address behind a cell where its column holds addresses, and say so."""
        for at, address in row.links:
            column = next((each for each in self._columns if each.at == at), None)
            if column is None or not texts.get(at) or texts[at] == address:
                continue
            taken = column.field in _ADDRESSES and not is_address(texts[at])
            message = f"“{texts[at][:60]}” leads to {address[:200]}"
            message += ", which is taken." if taken else ", which is not taken."
            self.findings.append(
                self._place(column).finding(message, severity="info", rule="link", thing=None)
            )
            if taken:
                texts[at] = address

    def _complete_addresses(self, texts: dict[int, str]) -> None:
        for column in self._columns:
            text, said = complete_addresses(texts.get(column.at, ""), column.field, self._known)
            for each in said:
                texts[column.at] = text
                self.report(each, severity="info", rule="address", at=self._place(column))

    def _leave_out_persons(self) -> None:
        """Leave out the cells that are about natural persons, and say where they stand."""
        for column in self._columns:
            if personal := find_personal(self._cells.get(column.at, "")):
                del self._cells[column.at]
                message = say_personal(personal[0])
                self.findings.append(
                    self._place(column).finding(
                        message, severity="warning", rule="personal", thing=None
                    )
                )

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing keeps the row out: no error, and no name that waits."""
        return not any(each.severity == "error" or each.rule in WAITING for each in self.findings)

    def has(self, field: str) -> bool:
        """Tell whether the table has a column for a field."""
        return any(each.field == field for each in self._columns)

    def text(self, field: str) -> str | None:
        """Return the text of a field, None where it has none."""
        column = next(iter(self._of(field)), None)
        return self._use(column) if column else None

    def listed(self, field: str) -> list[str]:
        """Return the texts of a field that may have several, set apart by semicolons."""
        return [text for each in self._of(field) for text in split(self._use(each))]

    def names(self) -> dict[str, str]:
        """Return the name that the row gives, in each language; English first, if it is there."""
        found: dict[str, str] = {}
        for column in sorted(self._columns, key=lambda column: column.field != "name"):
            lang = "en" if column.field == "name" else column.field.removeprefix("name_")
            if column.at in self._cells and (lang == "en" or lang != column.field):
                found.setdefault(lang, self._use(column))
        return found

    def name_field(self) -> str | None:
        """Return the field in which the row has its name."""
        lang = next(iter(self.names()), None)
        return None if lang is None else "name" if lang == "en" else f"name_{lang}"

    def is_empty(self) -> bool:
        """Tell whether no cell of a known column says anything."""
        return not self._cells

    def report_unused(self) -> None:
        """Take note of each cell that nothing has asked for: it would be lost without a word."""
        for column in self._columns:
            if column.at >= 0 and column.at in self._cells and column.at not in self._used:
                message = f"“{self._cells[column.at][:60]}” is not taken: {_UNUSED}."
                place = self._place(column)
                self.findings.append(
                    place.finding(message, severity="warning", rule="not-taken", thing=None)
                )

    def use_all(self) -> None:
        """Take every cell as asked for: what they say is said elsewhere."""
        self._used.update(self._cells)

    def address(self, field: str) -> str | None:
        """Return an address, as a person copied it from a browser."""
        text = self.text(field)
        if text is None or is_address(text):
            return text
        self.report(f"“{text[:60]}” is no address. Write it with https://.", field)
        return None

    def addresses(self, field: str) -> list[str]:
        """Return the addresses of a field that may have several."""
        texts = self.listed(field)
        for text in texts:
            if not is_address(text):
                self.report(f"“{text[:60]}” is no address. Write it with https://.", field)
        return [text for text in texts if is_address(text)]

    def listed_at(self, field: str) -> list[tuple[str, str, CellPlace]]:
        """Return the texts of a field that may have several, each with its header and place."""
        return [
            (text, column.header, self._place(column))
            for column in self._of(field)
            for text in split(self._use(column))
        ]

    def place(self, field: str | None = None) -> CellPlace:
        """Return where a field stands, or the row."""
        column = next(iter(self._of(field or "")), None)
        return self._place(column or self._columns[0])

    def report(
        self,
        message: str,
        field: str | None = None,
        *,
        severity: str = "error",
        rule: str = "cell",
        at: CellPlace | None = None,
    ) -> None:
        """Take note of what is wrong with a field, a place, or with the row where none is named."""
        place = at or (self.place(field) if field else self.place()._replace(column=None))
        self.findings.append(place.finding(message, severity=severity, rule=rule, thing=None))

    def date(self, field: str) -> str | None:
        """Return a date as EDTF; a row is attested too where a date says *as of*."""
        read = self._date(field)
        if read is None and field == "attested":
            return next((each.attested for _, each in self._dates() if each.attested), None)
        if read and field == "attested":
            return read.edtf or read.attested
        return read.edtf if read else None

    def interval(self) -> str | None:
        """Return when something held: the field *when*, or *since* and *until* together."""
        if self.text("when"):
            return self.date("when")
        since, until = self._date("since"), self._date("until")
        return self._try(lambda: dates.join_dates(since, until), "until" if until else "since")

    def concept(self, field: str, scheme: str) -> str | None:
        """Return a concept by its name in English or Czech."""
        text = self.text(field)
        if text is None:
            return None
        if field in self._read:
            return str(self._read[field]) if self._read[field] else None
        self._read[field] = found = self._concept(field, scheme, text)
        return found

    def _concept(self, field: str, scheme: str, text: str) -> str | None:
        found = self._known.concept(scheme, text)
        top = read_columns()["kinds"][self.kind].get("top") if field == "kind" else None
        if found and top and found not in self._known.narrower(top):
            found, problem = None, f"“{text}” is no kind of what this table is about ({self.kind})."
        elif found is None:
            problem = f"“{text}” is no {scheme} that is known. {self._near(text, scheme)}"
        if found is None:
            header = self._of(field)[0].header
            if self.keeps_unknown:
                self._remarks.append(f"{header}: {text}")
            else:
                step = f"--map '{header}=-' leaves the column out, --unknown note keeps such words."
                self.report(f"{problem} {step}", field)
        return found

    def note(self) -> str | None:
        """Return the notes of the row, those of columns of other names with their headers."""
        said = []
        for column in self._of("note"):
            text = self._use(column)
            heads = {fold(each) for each in _note_heads()}
            said.append(text if fold(column.header) in heads else f"{column.header}: {text}")
        dated = [f"{column.header}: {text}" for column, text in self._noted()]
        return " ".join([*said, *dated, *self._remarks]) or None

    def number_of(self, field: str) -> str | None:
        """Return a number as it is written in the graph: digits, a point before decimals."""
        number = self._number(field)
        return number.digits if number else None

    def amount(self) -> tuple[str | None, str | None, str | None]:
        """Return a sum, its currency, which may stand beside it or in the header, its bound."""
        number = self._number("amount")
        if number is None:
            return None, None, None
        column = self._of("amount")[0]
        currency = self.text("currency") or number.sign or unit_of(column.header)
        if not currency:
            self.report(_NO_CURRENCY, "amount")
        return number.digits, currency_of(currency) if currency else None, self.bound("amount")

    def bound(self, field: str) -> str | None:
        """Return whether the number of a field is exact, or more or less than that."""
        number, text = self._number(field), self.text("bound")
        beside = number.bound if number else None
        if text is None:
            return beside or "exact"
        found = next((each for each in _BOUNDS if fold(each) == fold(text)), None)
        found = found or _bound_named(text)
        if found is None:
            self.report(f"“{text}” is no bound. Choose one of {', '.join(_BOUNDS)}.", "bound")
        elif beside not in (None, found):
            self.report(f"“{text}”, but the number beside it is {beside}. Keep one.", "bound")
        return found

    def _use(self, column: Column) -> str:
        """Return the text of a column, and take note that it has been asked for."""
        self._used.add(column.at)
        return self._cells[column.at]

    def _place(self, column: Column) -> CellPlace:
        letter = column_letter(column.at) if self._lettered and column.at >= 0 else None
        return CellPlace(self._sheet, self.number, letter)

    def _date(self, field: str) -> dates.Date | None:
        text = self.text(field)
        if field in self._read:
            read = self._read[field]
        else:
            self._read[field] = read = (
                self._try(lambda: self._read_date(text, field), field) if text else None
            )
            if isinstance(read, dates.Date) and read.remark:
                self.report(read.remark, field, severity="warning")
        return read if isinstance(read, dates.Date) else None

    def _read_date(self, text: str, field: str) -> dates.Date:
        return dates.read_date(text, self._order(field), written=bool(self._of("claim")))

    def _order(self, field: str) -> dates.Order | None:
        return self.orders.get(self._of(field)[0].at)

    def _dates(self) -> Iterator[tuple[Column, dates.Date]]:
        """Yield the dates of the row that can be read, whoever asks for them."""
        for field in _WHEN:
            for column in self._of(field)[:1]:
                try:
                    yield column, self._read_date(self._cells[column.at], field)
                except ValueError:
                    continue

    def _noted(self) -> Iterator[tuple[Column, str]]:
        """Yield the words of dates that EDTF has no word for; an open end after a start is one."""
        found = list(self._dates())
        starts = any(read.edtf and column.field == "since" for column, read in found)
        for column, read in found:
            if read.noted and not (read.open and column.field == "until" and starts):
                yield column, self._cells[column.at]

    def _number(self, field: str) -> Number | None:
        text = self.text(field)
        if text is None:
            return None
        if f"number {field}" not in self._read:
            decimal = self.decimals.get(self._of(field)[0].at)
            self._read[f"number {field}"] = self._try(lambda: read_number(text, decimal), field)
        read = self._read[f"number {field}"]
        return read if isinstance(read, Number) else None

    def _try(self, read: Callable[[], Value], field: str) -> Value | None:
        try:
            return read()
        except ValueError as error:
            self.report(f"{error}.", field)
            return None

    def _near(self, text: str, scheme: str) -> str:
        names = self._known.concepts[scheme]
        close = nearest(fold(text), names, cutoff=0.7)
        if close:
            return f"Did you mean “{self._known.titles[names[close[0]]][0]}”?"
        return "The drop-down list of the template shows the words."

    def _of(self, field: str) -> list[Column]:
        return self._filled.get(field, [])


def _bound_named(text: str) -> str | None:
    """Return the bound that people's words name: *ca.* means *about*."""
    words = {fold(word): bound for bound, said in read_columns()["bounds"].items() for word in said}
    return words.get(fold(text))


@cache
def _note_heads() -> frozenset[str]:
    heads = read_headings()["fields"]["note"].values()
    return frozenset({"note", *(word for words in heads for word in words)})
