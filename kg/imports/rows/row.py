"""One row of somebody's table: its cells by field, read as what they are meant to be.

Whatever is wrong with a cell becomes a finding at its place, and the row is then left out as a
whole: no record is made of half a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeVar

from kg import edtf
from kg.additions.records import Edit, NewClaim, Thing
from kg.errors import Finding
from kg.imports.meaning import dates
from kg.imports.meaning.columns import Column, Layout, blank_words
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import CellPlace, Meant, Mentions
from kg.imports.sheets.cells import Row, column_letter
from kg.text.addresses import is_web_address
from kg.text.folding import fold
from kg.text.persons import find_personal, say_personal
from kg.text.words import nearest

Value = TypeVar("Value")

_AMOUNT: Final = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f'][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"
)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "kc": "CZK"}
WAITING: Final = frozenset({"proposed", "new", "left-out"})  # what a person decides, or has
_OF_COUNTRIES: Final = ("country", "counterpart")  # where NA is Namibia
_NO_IRI: Final = re.compile(r"[\s\[\]<>\"{}|\\^`]")
_UNUSED: Final = "a row of this kind has no use for it beside its other cells"
_NO_BODY: Final = "“{}” is a country, and no body. Name the body."
_BOUNDS: Final = ("exact", "moreThan", "lessThan", "atLeast", "atMost", "about")


class Body(NamedTuple):
    """A body in a role; *role* is None where the column does not say it."""

    meant: Meant
    role: str | None
    name: str
    place: CellPlace | None = None


class RowCells:
    """The cells of a row by field, and what they say.

    `findings` collects what is wrong with them; `statements`, `things` and `edits` what the row
    says, which counts only where the row is kept. A row that *completes* things adds to what others
    say of them.
    """

    __slots__ = (
        *("number", "kind", "lang", "findings", "statements", "things", "edits", "completes"),
        *("about",),
        *("_sheet", "_known", "_mentions", "_columns", "_lettered", "_read", "_cells", "_filled"),
        *("_used",),
    )

    def __init__(
        self, row: Row, layout: Layout, sheet: str, background: Background, mentions: Mentions
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
        self._used: set[int] = set()
        self._sheet = sheet
        self._known = background
        self._mentions = mentions
        self._columns = layout.columns
        self._lettered = layout.lettered
        self._read: dict[str, object] = {}  # so that nothing is reported twice
        self._cells = {
            column.at: row.cells[column.at]
            for column in layout.columns
            if column.at < len(row.cells) and not is_blank(row.cells[column.at], column.field)
        }
        self._leave_out_persons()
        self._filled: dict[str, list[Column]] = {}
        for column in layout.columns:
            if column.at in self._cells:
                self._filled.setdefault(column.field, []).append(column)

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

    def is_empty(self) -> bool:
        """Tell whether no cell of a known column says anything."""
        return not self._cells

    def report_unused(self) -> None:
        """Take note of each cell that nothing has asked for: it would be lost without a word."""
        for column in self._columns:
            if column.at in self._cells and column.at not in self._used:
                message = f"“{self._cells[column.at][:60]}” is not taken: {_UNUSED}."
                place = self._place(column)
                self.findings.append(
                    place.finding(message, severity="warning", rule="not-taken", thing=None)
                )

    def address(self, field: str) -> str | None:
        """Return an address, as a person copied it from a browser."""
        text = self.text(field)
        if text is None or is_address(text):
            return text
        self.report(f"“{text[:60]}” is no address. Write it with https://.", field)
        return None

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
        """Return a date as EDTF."""
        read = self._date(field)
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
        self._read[field] = found = self._known.concept(scheme, text)
        if found is None:
            self.report(f"“{text}” is no {scheme} that is known. {self._near(text, scheme)}", field)
        return found

    def country(self) -> str | None:
        """Return the key of the country of the row, "" for international, None where not given."""
        column = next(iter(self._of("country")), None)
        if column is None:
            return None
        self._use(column)
        return self._country(column)

    def area(self, field: str) -> str | None:
        """Return the key of the country or area that a field names."""
        text = self.text(field)
        return self._key(self._mentions.area(text, self.place(field), self.lang)) if text else None

    def number_of(self, field: str) -> str | None:
        """Return a number as it is written in the graph: digits, a point before decimals."""
        return self._number(field)[0]

    def amount(self) -> tuple[str | None, str | None]:
        """Return a sum and its currency, which may stand in the same cell."""
        number, sign = self._number("amount")
        currency = self.text("currency") or sign
        if number and not currency:
            self.report("an amount without a currency. Write EUR or CZK.", "amount")
        known = _SIGNS.get(fold(currency or "") or (currency or ""), (currency or "").upper())
        return number, known or None

    def bound(self) -> str | None:
        """Return whether a number is exact, or more or less than that."""
        text = self.text("bound")
        found = next((each for each in _BOUNDS if fold(each) == fold(text or "exact")), None)
        if found is None:
            self.report(f"“{text}” is no bound. Choose one of {', '.join(_BOUNDS)}.", "bound")
        return found

    def body(self, field: str) -> Meant | None:
        """Return the body that a field names."""
        text = self.text(field)
        return self._body(text, self.place(field), None) if text else None

    def body_only(self, field: str) -> str | None:
        """Return the key of the body that a field names; a country is none."""
        meant = self.body(field)
        if meant and meant.by_country:
            self.report(_NO_BODY.format(self.text(field)), field, rule="no-body")
            return None
        return meant.key if meant else None

    def other(self, field: str, sorts: tuple[str, ...]) -> str | None:
        """Return the key of the thing of one of *sorts* that a field names."""
        text = self.text(field)
        if text is None:
            return None
        found = self._mentions.other(text, sorts, self.place(field))
        if isinstance(found, Meant) and found.by_country and "area" not in sorts:
            self.report(_NO_BODY.format(text), field, rule="no-body")
            return None
        return self._key(found)

    def bodies(self) -> list[Body]:
        """Return the bodies of the row with the roles of their columns."""
        return list(self._bodies())

    def _bodies(self) -> Iterator[Body]:
        for column in self._columns:
            if column.at not in self._cells or not _holds_bodies(column.field):
                continue
            if column.field == "body" and self.text("body_id"):
                self._use(column)
                continue  # the identifier beside the name counts
            role = column.field if column.field.startswith("role:") else None
            place = self._place(column)
            text = self._use(column)
            names = [text] if role is None else split(text)
            for name in names:
                meant = self._body(name, place, self._country_beside(column))
                if meant:
                    yield Body(meant, role, name, place)

    def _use(self, column: Column) -> str:
        """Return the text of a column, and take note that it has been asked for."""
        self._used.add(column.at)
        return self._cells[column.at]

    def _place(self, column: Column) -> CellPlace:
        letter = column_letter(column.at) if self._lettered else None
        return CellPlace(self._sheet, self.number, letter)

    def _country_beside(self, column: Column) -> str | None:
        """Return the country in the column that follows a body, before the next body."""
        for other in self._columns:
            if other.at <= column.at:
                continue
            if _holds_bodies(other.field):
                return None
            if other.field == "country" and other.at in self._cells:
                self._use(other)
                return self._country(other)
        return None

    def _country(self, column: Column) -> str | None:
        found = self._known.countries.find(self._cells[column.at], self.lang)
        if found is None and f"country {column.at}" not in self._read:
            self._read[f"country {column.at}"] = None
            self._key(self._mentions.area(self._cells[column.at], self._place(column), self.lang))
        return found

    def _body(self, name: str, place: CellPlace, country: str | None) -> Meant | None:
        found = self._mentions.body(name, place, country=country, lang=self.lang)
        if isinstance(found, Finding):
            self.findings.append(found)
            return None
        return found

    def _key(self, found: Meant | Finding) -> str | None:
        if isinstance(found, Finding):
            self.findings.append(found)
            return None
        return found.key

    def _date(self, field: str) -> dates.Date | None:
        text = self.text(field)
        if field in self._read:
            read = self._read[field]
        else:
            self._read[field] = read = (
                self._try(lambda: dates.read_date(text), field) if text else None
            )
            if isinstance(read, dates.Date) and read.remark:
                self.report(read.remark, field, severity="warning")
        return read if isinstance(read, dates.Date) else None

    def _number(self, field: str) -> tuple[str | None, str | None]:
        """Return a number and the sign of a currency before or behind it."""
        text = self.text(field)
        if text is None:
            return None, None
        match = re.fullmatch(r"([^\d\s.,-]*)\s*(.*?)\s*([^\d\s.,]*)", text)
        bare = match[2] if match else text
        if _THOUSANDS.fullmatch(bare) and bare.count(".") + bare.count(",") == 1:
            self.report(
                f"“{text}” may be thousands or decimals. Write {re.sub('[.,]', '', bare)}.", field
            )
            return None, None
        plain = re.sub(r"[.,]", "", bare) if _THOUSANDS.fullmatch(bare) else bare
        if not _AMOUNT.fullmatch(plain):
            self.report(f"“{text[:60]}” is no number. Write digits only, such as 120000.", field)
            return None, None
        digits = re.sub(r"[^\d.]", "", plain.replace(",", "."))
        return digits, (match[1] or match[3]) if match else None

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


def is_blank(text: str, field: str = "") -> bool:
    """Tell whether a cell says nothing: it is empty, or holds what people write for that.

    >>> is_blank("n/a"), is_blank("NA", "country"), is_blank("NA")
    (True, False, True)
    """
    words = text.strip().casefold().rstrip(".")
    return words in blank_words() and not (words == "na" and field in _OF_COUNTRIES)


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web that a graph can hold.

    >>> is_address("https://prison.example/a"), is_address("https://prison.example/a b")
    (True, False)
    """
    return is_web_address(text) and not _NO_IRI.search(text)


def split(text: str) -> list[str]:
    """Return the parts of a cell that lists several, set apart by semicolons or lines."""
    return [part for each in re.split(r"[;\n]", text) if (part := each.strip())]


def _holds_bodies(field: str) -> bool:
    return field.startswith("role:") or field in ("body", "body_id")


def year_of(when: str | None) -> str | None:
    """Return the year in which something began, or took place, where it is known."""
    if not when:
        return None
    start = edtf.parse(when)[0]
    return start[:4] if start not in ("", "..") else None
