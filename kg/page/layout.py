"""Where each node of the network stands: the same picture from the same network, always.

The core of each component is laid out by distances and forces; nodes with a single neighbour stand
in arcs around it; then boxes for icons and labels are pushed apart and the whole is fitted to the
stage. Positions are in the units of the picture, y downwards, rounded to a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from kg.network.network import Network
from kg.page import forces

if TYPE_CHECKING:
    import networkx
    from numpy import ndarray

_REACH: Final = 104.0  # from a hub to its leaves
_CELL: Final = (88.0, 62.0)  # room for an icon with its label
_HUBS: Final = 8  # things that always bear a label, and lines that make one of them
_HUB_CELL: Final = (220.0, 210.0)
_MOST_OF: Final = 0.6  # so much of a picture, and of the kept one, must be known to keep it
_AIR: Final = 1.6  # area of the picture to that of all its cells, before they are pushed apart


Point = tuple[float, float]
Positions = dict[str, Point]
ASPECT: Final = 1.7  # width to height of the stage
ROW: Final = 110.0  # between parts, and between things without any line
_LINE: Final = 87.0  # from one row of single things to the next


def place(
    network: Network,
    previous: Mapping[str, Point] | None = None,
    start: Mapping[str, Point] | None = None,
) -> Positions:
    """Return the position of every node.

    Where *previous* is a picture of much the same things, those stay where they were and only new
    ones are placed, so that a reader finds again what stood there; otherwise the whole is laid out
    anew, from *start* where that says where some of them stand in a picture of a part.
    """
    graph = _simple(network)
    previous = previous or {}
    known = {node: previous[node] for node in graph if node in previous}
    if known and len(known) >= _MOST_OF * max(len(graph), len(previous)):
        return _rounded(_completed(graph, known))
    parts = _components(graph)
    big = [_laid_out(graph.subgraph(part), start or {}) for part in parts if len(part) > 1]
    alone = sorted(part[0] for part in parts if len(part) == 1)
    return _rounded(pack(big, alone))


def _simple(network: Network) -> networkx.Graph[str]:
    """Return one edge per pair, added in a fixed order, so that nothing depends on hash seeds."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from(sorted({(min(r.a, r.b), max(r.a, r.b)) for r in network.relations}))
    return graph


def _components(graph: networkx.Graph[str]) -> list[list[str]]:
    """Return the connected parts, the largest first, each sorted."""
    import networkx

    parts = [sorted(part) for part in networkx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part))


def _laid_out(part: networkx.Graph[str], start: Mapping[str, Point]) -> Positions:
    nodes = sorted(part)
    leaves = {node for node in nodes if part.degree(node) == 1}
    core = [node for node in nodes if node not in leaves] or nodes[:1]
    positions = _level(_by_force(part, core, start))
    for hub in core:
        own = [node for node in sorted(part[hub]) if node in leaves and node not in positions]
        _fan(part, hub, own, positions)
    placed = _apart(_stretched(positions, 0.8, 1.5), part)
    return _stretched(placed, 1.0, 1.35)  # more room for names; nothing comes nearer


def _completed(graph: networkx.Graph[str], known: Positions) -> Positions:
    """Return *known* with the nodes that it lacks, beside their neighbours or in a row below."""
    positions = dict(known)
    waiting = [node for node in graph if node not in known]
    while near := [node for node in waiting if any(other in positions for other in graph[node])]:
        for node in near:
            hub = max((graph.degree(each), each) for each in graph[node] if each in positions)[1]
            _fan(graph, hub, [node], positions)
        waiting = [node for node in waiting if node not in positions]
    low = max(y for _, y in positions.values()) + ROW
    positions |= rows(waiting, extent(positions)[0], low)
    return _apart(positions, graph, fixed=known)


def _by_force(part: networkx.Graph[str], core: list[str], start: Mapping[str, Point]) -> Positions:
    """Return positions of the core, with room for as many cells as the whole part has."""
    import numpy as np

    number = {node: at for at, node in enumerate(core)}
    near = [sorted(number[other] for other in part[node] if other in number) for node in core]
    mass = np.array([1.0 + part.degree(node) for node in core])
    points = forces.spread(near, mass, _started(part, core, start))
    spans = sorted(hypot(*(points[a] - points[b])) for a, row in enumerate(near) for b in row)
    by_line = _REACH * 1.25 / ((spans[len(spans) // 2] if spans else 0) or 1.0)
    wide, high = np.ptp(points, axis=0) if len(points) > 1 else (1.0, 1.0)
    room = _AIR * len(part) * float(_cell(len(part)).prod())
    by_room = sqrt(room / (wide * high or 1.0))
    points = points * max(by_line, min(by_room, 3 * by_line))
    return {node: _point(row) for node, row in zip(core, points, strict=True)}


def _started(
    part: networkx.Graph[str], core: list[str], start: Mapping[str, Point]
) -> ndarray | None:
    """Return where the core stands to begin with: as known, or beside what is known, or None."""
    import numpy as np

    places = {node: start[node] for node in core if node in start}
    if 2 * len(places) < len(core) ** 0.5:
        return None
    middle = np.array(list(places.values())).mean(axis=0)
    found = dict(places)
    for _ in range(3):
        for at, node in enumerate(core):
            near = [found[other] for other in sorted(part[node]) if other in found]
            if node not in places and near:
                turn = np.array((cos(2.4 * at), sin(2.4 * at)))
                found[node] = _point(np.array(near).mean(axis=0) + 0.4 * _REACH * turn)
    return np.array([found.get(node, middle) for node in core], dtype=np.float64)


def _fan(part: networkx.Graph[str], hub: str, leaves: list[str], positions: Positions) -> None:
    """Put the leaves of a hub into the widest gap between its other neighbours, in rings."""
    if not leaves:
        return
    x, y = positions[hub]
    others = [positions[node] for node in sorted(part[hub]) if node in positions]
    start, gap = _widest_gap([atan2(oy - y, ox - x) for ox, oy in others])
    room = max(3, int(gap * _REACH / 44))
    for i, leaf in enumerate(leaves):
        ring, place = divmod(i, room)
        in_ring = min(room, len(leaves) - ring * room)
        angle = start + gap * (place + 1) / (in_ring + 1)
        reach = _REACH * (0.9 + 0.55 * ring + 0.12 * (place % 2))
        positions[leaf] = (x + reach * cos(angle), y + reach * sin(angle))


def _widest_gap(angles: list[float]) -> tuple[float, float]:
    """Return where the widest gap between directions begins and how wide it is, in radians."""
    if not angles:
        return 0.0, 2 * pi
    angles = sorted(angles)
    nexts = [*angles[1:], angles[0] + 2 * pi]
    gap, start = max((after - angle, angle) for angle, after in zip(angles, nexts, strict=True))
    return start, gap


def _apart(
    positions: Positions, graph: networkx.Graph[str], *, fixed: Mapping[str, Point] | None = None
) -> Positions:
    """Return positions at which no two boxes of icon and label overlap; *fixed* nodes stay."""
    import numpy as np

    nodes = list(positions)
    points = np.array([positions[node] for node in nodes], dtype=np.float64)
    size = np.array([1.0 + 0.12 * min(sqrt(graph.degree(node)), 5.0) for node in nodes])
    boxes = size[:, None] * _cell(len(points))
    hubs = sorted(range(len(nodes)), key=lambda at: (-graph.degree(nodes[at]), nodes[at]))[:_HUBS]
    boxes[[at for at in hubs if graph.degree(nodes[at]) > _HUBS]] = _HUB_CELL
    free = np.array([0.0 if fixed and node in fixed else 1.0 for node in nodes])
    points = forces.separate(points, boxes, free)
    return {node: _point(row) for node, row in zip(nodes, points, strict=True)}


def _cell(count: int) -> ndarray:
    """Return the room for one thing; among many fewer bear a label, so that less will do."""
    import numpy as np

    return np.array(_CELL) * min(max(1.15 - count / 1500, 0.65), 1.0)


def _level(positions: Positions) -> Positions:
    """Return positions centred, with the long axis lying flat."""
    import numpy as np

    points = np.array(list(positions.values()), dtype=np.float64)
    points = points - points.mean(axis=0)
    if len(points) > 2:  # two points have no second axis
        points = points @ forces.upright(np.linalg.eigh(np.cov(points.T))[1][:, ::-1])
    return dict(zip(positions, (_point(row) for row in points), strict=True))


def _stretched(positions: Positions, least: float, most: float) -> Positions:
    """Return positions drawn sideways, nearer to the aspect of the stage, by so much at most."""
    wide, high = extent(positions)
    by = min(max(ASPECT * high / (wide or 1.0), least), most) if len(positions) > 2 else 1.0
    return {node: (x * by, y) for node, (x, y) in positions.items()}


def _rounded(positions: Positions) -> Positions:
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in positions.items()}


def _point(row: ndarray) -> Point:
    return float(row[0]), float(row[1])


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
