"""Which records of an import are kept: those of the rows that are, and what these need.

A row that is held back is held whole: no thing, country or document of it stays behind. A row that
names a thing which only rows that are held describe waits with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.additions.records import NewClaim, Records, Source, Thing
from kg.imports.rows.row import RowCells

_ENDS: Final = (
    *("agent", "context", "about", "value_key", "funder", "funded", "counterpart"),
    *("influencer", "influenced"),
)
_WAITS: Final = "names id:{}, and row {} that describes it is held back."


def hold_back(rows: Sequence[RowCells]) -> None:
    """Report in each row that it waits for another, where that one is held back."""
    described: dict[str, list[RowCells]] = defaultdict(list)
    for row in rows:
        for key in {*(thing.key for thing in row.things), *([row.about] if row.about else ())}:
            described[key].append(row)
    waiting = True
    while waiting:
        lost = {
            key: several[0].number
            for key, several in described.items()
            if not any(row.is_sound for row in several)
        }
        waiting = False
        for row in rows if lost else ():
            key = next((each for each in _named(row) if each in lost), None)
            if key is not None and row.is_sound:
                row.report(_WAITS.format(key, lost[key]), rule="waits")
                waiting = True


def keep(
    rows: Iterable[RowCells],
    things: Mapping[str, Thing],
    sources: Mapping[str, Source],
    described: Iterable[str],
) -> Records:
    """Return the records of rows that are sound, with the *things* and *sources* that they need.

    *described* are documents that rows describe, whoever cites them.
    """
    sound = [row for row in rows if row.is_sound]
    statements = tuple(said for row in sound for said in row.statements)
    kept: dict[str, Thing] = {}
    for row in sound:
        for thing in row.things:
            if row.completes or thing.key not in kept:
                kept[thing.key] = thing
    wanted = [key for said in statements for key in _ends(said)]
    wanted += [key for thing in kept.values() for key in _needed(thing)]
    for key in wanted:  # grows while it is walked through
        if key in things and key not in kept:
            kept[key] = things[key]
            wanted += _needed(things[key])
    cited = {source for said in statements for source in said.sources} | set(described)
    publishers = [each.publisher for key, each in sources.items() if key in cited]
    for publisher in publishers:
        if publisher is not None and publisher in things:
            kept.setdefault(publisher, things[publisher])
    return Records(
        tuple(kept[key] for key in sorted(kept)),
        tuple(sources[key] for key in sorted(cited & sources.keys())),
        statements,
    )


def _named(row: RowCells) -> Iterable[str]:
    yield from (key for said in row.statements for key in _ends(said))


def _ends(said: NewClaim) -> list[str]:
    keys = (getattr(said, name) for name in _ENDS)
    return [key for key in keys if key is not None]


def _needed(thing: Thing) -> list[str]:
    return [*([thing.country] if thing.country else ()), *thing.possible_same_as]
