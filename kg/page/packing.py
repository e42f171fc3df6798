"""Room on the stage for the parts of a picture: the largest, the smaller ones, single things."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

Point = tuple[float, float]
Positions = dict[str, Point]

ASPECT: Final = 1.7  # width to height of the stage
ROW: Final = 110.0  # between parts, and between things without any line
_LINE: Final = 87.0  # from one row of single things to the next


def pack(parts: Sequence[Positions], alone: Sequence[str]) -> Positions:
    """Return all parts on one stage: small ones beside the largest, then in rows below it.

    *parts* come with the largest first; each keeps its shape.
    """
    if not parts:
        return rows(alone, ROW * sqrt(len(alone) * ASPECT), 0.0)
    first, *others = parts
    width, height = (side + ROW for side in extent(first))
    area = sum((wide + ROW) * (high + ROW) for wide, high in map(extent, parts))
    stage = max(width, sqrt(ASPECT * area * 1.1))
    placed = moved(first, ROW / 2, 0.0)
    beside, below = _shelved(others, (width, 0.0), stage, height)
    placed |= beside
    under, rest = _shelved(below, (0.0, height), stage, float("inf"))
    placed |= under
    assert not rest
    low = max(y for _, y in placed.values()) + ROW
    return placed | moved_by(rows(alone, stage, low), stage / 2)


def rows(alone: Sequence[str], width: float, top: float) -> Positions:
    """Return single things in centred rows of some width."""
    per_row = max(1, int(width / ROW))
    left = -(min(len(alone), per_row) - 1) * ROW / 2
    return {
        node: (left + (at % per_row) * ROW, top + (at // per_row) * _LINE)
        for at, node in enumerate(alone)
    }


def _shelved(
    parts: Sequence[Positions], corner: Point, right: float, bottom: float
) -> tuple[Positions, list[Positions]]:
    """Return parts on shelves from a corner on, and those for which there is no room."""
    left, y = corner
    x, tall = left, 0.0
    placed: Positions = {}
    rest: list[Positions] = []
    for part in parts:
        wide, high = (side + ROW for side in extent(part))
        if x + wide > right and x > left:
            x, y, tall = left, y + tall, 0.0
        if (x + wide > right and left > 0.0) or y + high > bottom:
            rest.append(part)
            continue
        placed |= moved(part, x + ROW / 2, y)
        x, tall = x + wide, max(tall, high)
    return placed, rest


def moved(part: Positions, left: float, top: float) -> Positions:
    """Return a part with its upper left corner at a point."""
    dx = left - min(x for x, _ in part.values())
    dy = top - min(y for _, y in part.values())
    return {node: (x + dx, y + dy) for node, (x, y) in part.items()}


def moved_by(part: Positions, dx: float) -> Positions:
    """Return a part moved sideways."""
    return {node: (x + dx, y) for node, (x, y) in part.items()}


def extent(part: Positions) -> tuple[float, float]:
    """Return the width and height that the points of a part span."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return max(xs) - min(xs), max(ys) - min(ys)
