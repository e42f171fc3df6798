"""Numbers in registers: under which an office keeps an agreement, a project or an event.

The same number is the same thing, and another number of the same register is another thing, though
title, parties and date be equal. Which register it is, the header of its column tells: the number
of a grant, the code of a project, the number of an agreement, or a reference of any other kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.additions.records import Text
from kg.imports.meaning.headings import OTHER_REGISTER, read_columns, register_of
from kg.imports.rows.cells import CellTexts
from kg.names import expand

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NO_NUMBER: Final = "“{}” has no digit, so it is no number in a register; it is not taken."
_LONG: Final = 6  # letters and digits from which on a number is hardly given twice by two offices


class Number(NamedTuple):
    """A number without blanks and case, with its register as a prefixed name."""

    register: str
    number: str

    @property
    def is_long(self) -> bool:
        """Tell whether it is hardly the number of anything else in another register."""
        return sum(each.isalnum() for each in self.number) >= _LONG


def number_of(text: Text) -> Number:
    """Return a number as it is compared: blanks, case and the length of dashes apart.

    >>> number_of(Text("mv-2014 / 12", None, "pc:ReferenceNumber")).number
    'MV-2014/12'
    """
    plain = re.sub(r"\s", "", text.text).translate(_DASHES).upper()
    return Number(text.datatype or OTHER_REGISTER, plain)


def registers() -> Mapping[str, str]:
    """Return the registers by the IRIs of their datatypes."""
    return {expand(name): name for name in (*read_columns()["registers"], OTHER_REGISTER)}


def read_numbers(row: CellTexts) -> tuple[Text, ...]:
    """Return the numbers that a row gives its thing, as the graph writes them."""
    found = []
    for text, header, place in row.listed_at("code"):
        if any(each.isdigit() for each in text):
            found.append(Text(" ".join(text.split()), None, register_of(header)))
        else:
            row.report(_NO_NUMBER.format(text[:60]), severity="warning", rule="not-taken", at=place)
    return tuple(found)


def contradict(one: Iterable[Number], other: Iterable[Number]) -> bool:
    """Tell whether two things have different numbers in one register, and none in common there.

    >>> mine, yours = Number("pc:GrantNumber", "101"), Number("pc:GrantNumber", "102")
    >>> contradict([mine], [yours]), contradict([mine], [mine, yours]), contradict([mine], [])
    (True, False, False)
    """
    mine, yours = _by_register(one), _by_register(other)
    return any(not mine[name] & yours[name] for name in mine.keys() & yours.keys())


def _by_register(numbers: Iterable[Number]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in numbers:
        found[each.register].add(each.number)
    return found
