"""Which rows of an import are about one agreement, project or event.

Rows are about one thing where they share a number in a register, or where all that tells such
things apart is equal; a row that leaves out the date and the place goes with the only one of its
name that has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.imports.rows.contexts import Entry
from kg.imports.rows.registers import Number, contradict


def group_rows(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return rows by what they are about, in the order in which that is named first."""
    entries = list(entries)
    first = _first_numbered(entries)
    groups: dict[object, list[Entry]] = defaultdict(list)
    for each in entries:
        numbered = None if each.key else first.get(id(each))
        groups[numbered or _identity(each)].append(each)
    for identity, rows in groups.items():
        if isinstance(identity, _Numbered):
            rows.sort(key=lambda each: order_of([each]))
            _refuse_two_numbers(rows)
    return _completed(_with_numbers(groups))


class _Numbered(NamedTuple):
    """What makes rows with a number in a register one thing: the first of its numbers."""

    sort: str
    number: Number


def _first_numbered(entries: Iterable[Entry]) -> dict[int, _Numbered]:
    """Return of each row with a number the least of all numbers of the same thing, by its `id`.

    Rows that share a number are about one thing, and so are those that share another with these.
    """
    least: dict[_Numbered, _Numbered] = {}

    def root(each: _Numbered) -> _Numbered:
        while least.setdefault(each, each) != each:
            each = least[each]
        return each

    listed = [
        (entry, [_Numbered(entry.sort.sort, each) for each in entry.numbers]) for entry in entries
    ]
    for _, numbers in listed:
        for each in numbers[1:]:
            one, other = sorted((root(numbers[0]), root(each)))
            least[other] = one
    return {id(entry): root(numbers[0]) for entry, numbers in listed if numbers}


def _refuse_two_numbers(group: Sequence[Entry]) -> None:
    """Report rows that share a number in one register, and have different ones in another."""
    first: dict[str, Entry] = {}
    for each in group:
        for register in sorted({number.register for number in each.numbers}):
            other = first.setdefault(register, each)
            if contradict(
                (number for number in each.numbers if number.register == register), other.numbers
            ):
                message = "one number as row {0}, and another beside it. Correct one of them."
                each.row.report(message.format(other.row.number), "code", rule="two-numbers")
                other.row.report(message.format(each.row.number), "code", rule="two-numbers")
                return


def _with_numbers(groups: dict[object, list[Entry]]) -> dict[object, list[Entry]]:
    """Return groups, rows without a number with those that have one and are equal in all else."""
    owners: dict[object, list[_Numbered]] = defaultdict(list)
    for identity, rows in groups.items():
        if isinstance(identity, _Numbered):
            for each in dict.fromkeys(map(_identity, rows)):
                owners[each].append(identity)
    for identity in [each for each in groups if each in owners]:
        several = owners[identity]
        if len(several) == 1:
            groups[several[0]] += groups.pop(identity)
            continue
        for each in groups[identity]:
            numbers = ", ".join(sorted(owner.number.number for owner in several))
            message = f"no number, and rows with {numbers} are equal else. Give it."
            each.row.report(message, rule="no-number")
    return groups


def _identity(entry: Entry) -> object:
    """Return what makes the thing of a row this one and no other, as far as the row tells."""
    sort, marks = entry.sort.sort, entry.marks
    if entry.key:
        return sort, entry.key
    if sort == "project":
        return sort, marks.names, marks.when, None
    if sort == "event" and marks.names:
        return sort, marks.names, marks.when, marks.place, marks.kind
    if marks.names and len(entry.bodies) < entry.sort.needs:
        return sort, marks.names, marks.when, marks.kind, "listed"
    if len(entry.bodies) < entry.sort.needs:
        return sort, id(entry.row)
    return sort, marks


def _completed(groups: dict[object, list[Entry]]) -> list[list[Entry]]:
    """Return groups, the rows without a date or place with those of the one such name that has."""
    dated: dict[tuple[str, frozenset[str]], list[object]] = defaultdict(list)
    for identity, rows in groups.items():
        if not rows[0].key and _is_listed(rows[0]):
            dated[rows[0].sort.sort, rows[0].marks.names].append(identity)
    for identities in dated.values():
        bare = [each for each in identities if _is_bare(groups[each][0])]
        full = [each for each in identities if each not in bare]
        if len(full) == 1:
            for each in bare:
                groups[full[0]] += groups.pop(each)
    return list(groups.values())


def order_of(group: Sequence[Entry]) -> tuple[object, ...]:
    """Return by what things are sorted, so that their identifiers hang on no order of rows."""
    first, marks = group[0], group[0].marks
    words = (sorted(marks.names), sorted(marks.parties), marks.when or "", marks.place or "")
    numbers = sorted(number for each in group for number in each.numbers)
    return first.sort.sort, *words, first.kind, first.key or "", numbers


def _is_listed(entry: Entry) -> bool:
    """Tell whether a row may be one of several about its thing, told by the name."""
    return bool(entry.marks.names) and (
        not entry.sort.needs or len(entry.bodies) < entry.sort.needs
    )


def _is_bare(entry: Entry) -> bool:
    return entry.when is None and entry.marks.place is None and not entry.codes
