"""Points in the plane for a graph: distances first, then forces, then room for every box.

Pure numpy, without chance: the same graph in the same order gives the same points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import ndarray

_PIVOTS: Final = 50
_WORK: Final = 25_000_000  # pairs of points that the forces may weigh up in all
_STEPS: Final = (40, 400)  # at least and at most
_MANY: Final = 2_000  # more points than this stay where their distances put them
_PULL: Final = 0.06  # along a line, for each unit of its length
_GRAVITY: Final = 1.0  # towards the middle, for each unit of mass
_NEAR: Final = 25.0  # square of the distance below which two points push no harder
_SHARE: Final = 0.22  # of an overlap that one step takes away
_ROUNDS: Final = 160


def spread(near: Sequence[Sequence[int]], mass: ndarray, start: ndarray | None = None) -> ndarray:
    """Return a point for each member of a connected graph, an array of shape (n, 2).

    *near* lists the neighbours of each by number. Without *start* the points come from Pivot MDS
    (Brandes and Pich 2007); then the forces of ForceAtlas2 (Jacomy et al. 2014) draw neighbours
    together and keep all others apart, in proportion to *mass*, with steps that grow smaller.
    The forces weigh up all pairs, so a very large graph goes without them.
    """
    import numpy as np

    count = len(near)
    if count == 1:
        return np.zeros((1, 2))
    points: ndarray = _by_distance(near) if start is None else start
    points = points - points.mean(axis=0)
    size = 10.0 * count**0.5
    points = points * (size / (points.std() or 1.0))
    pairs = np.array([(a, b) for a, others in enumerate(near) for b in others if a < b])
    low, high = _STEPS
    steps = max(low, min(high, _WORK // count**2)) if count <= _MANY else 0
    reach = 0.2 * size * (1.0 if start is None else 0.25)
    for step in range(steps):
        force = _repulsion(points, mass) + _attraction(points, pairs) + _gravity(points, mass)
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        stride = np.minimum(length / mass, reach * (1 - step / steps))
        points = points + force * (stride / length)[:, None]
    return points


def _by_distance(near: Sequence[Sequence[int]]) -> ndarray:
    """Return points whose distances resemble the steps between the members of a graph."""
    import numpy as np

    count = len(near)
    here = max(range(count), key=lambda each: (len(near[each]), -each))
    closest = np.full(count, count)
    rows = []
    for _ in range(min(_PIVOTS, count)):
        rows.append(_steps_from(near, here))
        closest = np.minimum(closest, rows[-1])
        here = int(closest.argmax())
    square = np.array(rows, dtype=np.float64) ** 2
    centred = square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean()
    _, axes = np.linalg.eigh(centred @ centred.T)
    points = centred.T @ upright(axes[:, :-3:-1])
    points = points / np.sqrt(np.sqrt((points**2).sum(axis=0)) + 1e-9)
    # Members at the same distances from all pivots would push each other nowhere.
    angle = np.arange(count) * 2.399963
    shaken: ndarray = points + 0.02 * points.std() * np.c_[np.cos(angle), np.sin(angle)]
    return shaken


def upright(axes: ndarray) -> ndarray:
    """Return axes, one in each column, with the sign that makes their largest part positive."""
    import numpy as np

    turned: ndarray = axes * np.where(np.abs(axes).max(axis=0) == axes.max(axis=0), 1.0, -1.0)
    return turned


def _steps_from(near: Sequence[Sequence[int]], start: int) -> list[int]:
    """Return how many steps each member lies from *start*."""
    steps = [-1] * len(near)
    steps[start] = 0
    queue = [start]
    for here in queue:
        for other in near[here]:
            if steps[other] < 0:
                steps[other] = steps[here] + 1
                queue.append(other)
    return steps


def _repulsion(points: ndarray, mass: ndarray) -> ndarray:
    """Return the sum over all others of mass times mass over distance, in matrix products."""
    import numpy as np

    square = (points**2).sum(axis=1)
    weight = square[:, None] + square[None, :] - 2 * points @ points.T
    np.maximum(weight, _NEAR, out=weight)
    np.divide(mass[:, None] * mass[None, :], weight, out=weight)
    np.fill_diagonal(weight, 0.0)
    force: ndarray = points * weight.sum(axis=1)[:, None] - weight @ points
    return force


def _attraction(points: ndarray, pairs: ndarray) -> ndarray:
    import numpy as np

    first, second = pairs.T
    pull = (points[second] - points[first]) * _PULL
    ends = [
        np.bincount(first, by, len(points)) - np.bincount(second, by, len(points)) for by in pull.T
    ]
    return np.stack(ends, axis=1)


def _gravity(points: ndarray, mass: ndarray) -> ndarray:
    import numpy as np

    away = np.sqrt((points**2).sum(axis=1)) + 1e-9
    force: ndarray = -points * (_GRAVITY * mass / away)[:, None]
    return force


def separate(points: ndarray, boxes: ndarray, free: ndarray) -> ndarray:
    """Return points at which no two boxes overlap, moved as little as that takes.

    *boxes* holds width and height for each point; a point that is not *free* (0.0) stays, so that
    nothing is asked about two such points.
    """
    import numpy as np

    if not free.any():
        return points
    pairs = _movable(_close(points, boxes), free)
    for step in range(1, _ROUNDS + 1):
        moves = _pushes(points, boxes, *pairs) * free[:, None]
        if not float(np.abs(moves).max()) > 0.05:
            break
        points = points + moves
        if step % 8 == 0:
            pairs = _movable(_close(points, boxes), free)
    return points


def _movable(pairs: tuple[ndarray, ndarray], free: ndarray) -> tuple[ndarray, ndarray]:
    """Return those pairs of which one at least is free to move."""
    first, second = pairs
    kept = (free[first] + free[second]) > 0
    return first[kept], second[kept]


def _close(points: ndarray, boxes: ndarray) -> tuple[ndarray, ndarray]:
    """Return the pairs that may touch within the next few steps, by their numbers.

    The few boxes that are larger than most are paired with everything that they can reach.
    """
    import numpy as np

    usual = np.quantile(boxes, 0.98, axis=0)
    large = np.nonzero((boxes > usual).any(axis=1))[0]
    order = np.argsort(points[:, 0], kind="stable")
    row = points[order]
    found = [_reached(points, boxes, int(each)) for each in large]
    for gap in range(1, len(points)):
        apart = row[gap:] - row[:-gap]
        if not (apart[:, 0] < 2 * usual[0]).any():
            break
        at = np.nonzero((apart[:, 0] < 2 * usual[0]) & (np.abs(apart[:, 1]) < 2 * usual[1]))[0]
        found.append(np.stack((order[at], order[at + gap])))
    first, second = np.concatenate(found, axis=1) if found else np.zeros((2, 0), dtype=int)
    return first, second


def _reached(points: ndarray, boxes: ndarray, at: int) -> ndarray:
    """Return the pairs of one large box with all that it may touch beyond the usual reach."""
    import numpy as np

    apart = np.abs(points - points[at])
    usual = np.quantile(boxes, 0.98, axis=0)
    near = (apart < boxes[at] + usual).all(axis=1) & ~(apart < 2 * usual).all(axis=1)
    others = np.nonzero(near)[0]
    return np.stack((np.full(len(others), at), others))


def _pushes(points: ndarray, boxes: ndarray, first: ndarray, second: ndarray) -> ndarray:
    """Return how far each is to move this time, straight away from what is too near.

    Near is meant in the measure of the boxes, so that room is left as an ellipse: pushes along the
    sides of the boxes would end in rows and columns.
    """
    import numpy as np

    apart = points[first] - points[second]
    room = (boxes[first] + boxes[second]) / 2
    near = np.sqrt(((apart / room) ** 2).sum(axis=1)) + 1e-9
    push = apart * (np.maximum(1.0 - near, 0.0) / near * _SHARE)[:, None]
    ends = ((first, push), (second, -push))
    moved = [[np.bincount(end, by[:, axis], len(points)) for end, by in ends] for axis in (0, 1)]
    moves: ndarray = np.array(moved).sum(axis=1).T
    return moves
