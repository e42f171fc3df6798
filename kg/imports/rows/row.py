"""One row of somebody's table: the countries and bodies that its cells name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.errors import Finding
from kg.imports.meaning.columns import Column
from kg.imports.meaning.mentions import CellPlace, Meant
from kg.imports.rows.cells import CellTexts
from kg.imports.rows.texts import holds_bodies, pair_countries, split
from kg.imports.sheets.cells import column_letter

_PART: Final = re.compile(r"([^()]++)\(([^()]++)\)")
_NO_BODY: Final = "“{}” is a country, and no body. Name the body."


class Body(NamedTuple):
    """A body in a role; *role* is None where the column does not say it."""

    meant: Meant
    role: str | None
    name: str
    place: CellPlace | None = None


class RowCells(CellTexts):
    """The cells of a row, with the bodies and countries that they name."""

    __slots__ = ()

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

    def joined(self, field: str) -> str | None:
        """Return the key of the body that a field names, which others have joined."""
        text, before = self.text(field), len(self._mentions.things)
        if text is None:
            return None
        found = self._mentions.joined(text, self.place(field), self.lang)
        if isinstance(found, Meant) and found.by_country:
            self.report(_NO_BODY.format(text), field, rule="no-body")
            return None
        new = self._mentions.things.get(found.key) if isinstance(found, Meant) else None
        if new and new.country is None and len(self._mentions.things) > before:
            step = "Its country can stand behind the name, in brackets, or in the list of --review."
            message = f"“{text}” is new: a network, in no country that is named. {step}"
            self.report(message, field, severity="info", rule="new-network")
        return self._key(found)

    def bodies(self) -> list[Body]:
        """Return the bodies of the row with the roles of their columns."""
        return list(self._bodies())

    def _bodies(self) -> Iterator[Body]:
        for column in self._columns:
            if column.at not in self._cells or not holds_bodies(column.field):
                continue
            if column.field == "body" and self.text("body_id"):
                self._use(column)
                continue  # the identifier beside the name counts
            role = column.field if column.field.startswith("role:") else None
            place, text = self._place(column), self._use(column)
            names = self._names_in(text, place, column)
            for name, country in zip(
                names, self._countries_beside(column, len(names)), strict=True
            ):
                meant = self._body(name, place, country)
                if meant:
                    self._compare_country(meant, country, column, place)
                    yield Body(meant, role, name, place)

    def _compare_country(
        self, meant: Meant, country: str | None, column: Column, place: CellPlace
    ) -> None:
        """Take note of a country that stands beside a body, and is not that of the graph."""
        at = pair_countries(self._columns).get(column.at)
        known = self._known.catalogue.get(meant.key)
        if not country or at is None or known is None or meant.key in self._mentions.things:
            return
        home = known.key if known.sort == "area" else known.country or ""
        if home.partition("-")[0] != country:
            label = self._known.catalogue.label
            told = f"is of {label(home)}" if home else "has no country"
            message = f"id:{meant.key} {told} in the graph; “{self._cells[at]}” is not taken."
            there = place._replace(column=column_letter(at) if self._lettered else None)
            self.findings.append(
                there.finding(message, severity="warning", rule="not-taken", thing=None)
            )

    def _names_in(self, text: str, place: CellPlace, column: Column) -> list[str]:
        """Return the names of bodies in a cell; commas and *and* part them where each is known."""
        names, several = [], split(text)
        alone = len(several) == 1

        def beside() -> str | None:
            return self._countries_beside(column, 1)[0] if alone else None

        for each in several:
            parts = self._mentions.parts(each)
            if parts is None and (doubt := self._mentions.doubt(each, beside, place)):
                self.findings.append(doubt)
                continue
            names += [each] if parts is None else parts
            if parts == []:
                message = f"“{each[:60]}” may be several bodies. Part them with semicolons."
                self.findings.append(
                    place.finding(message, severity="error", rule="several", thing=None)
                )
        return names

    def _countries_beside(self, column: Column, names: int) -> list[str | None]:
        """Return the country of each body of a column, as far as the row tells it."""
        at = pair_countries(self._columns).get(column.at)
        beside = next((each for each in self._of("country") if each.at == at), None)
        said = next((each for each in self._of("country") if each.at < 0), None)
        told = beside or said
        if told is None:
            return [None] * names
        parts = split(self._use(told))
        if len(parts) == names > 1:
            return [self._country(told, part) for part in parts]
        return [self._country(told)] * names

    def _country(self, column: Column, text: str | None = None) -> str | None:
        said = text or self._cells[column.at]
        found = self._known.countries.find(said, self.lang)
        if found is None:  # "" is a body of no one country
            found = self._part_of_country(said)
        if found:
            self._mentions.area(said, self._place(column), self.lang)  # so that it is described
        if found is None and f"country {column.at}" not in self._read:
            self._read[f"country {column.at}"] = None
            self._key(self._mentions.area(said, self._place(column), self.lang))
        return found

    def _part_of_country(self, text: str) -> str | None:
        """Return the area of a text such as *Germany (Bavaria)*, if it lies in that country."""
        match = _PART.fullmatch(text)
        if match is None:
            return None
        whole, area = (
            self._known.countries.find(each.strip(), self.lang) for each in match.groups()
        )
        return area if whole and area and area.startswith(f"{whole}-") else None

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
