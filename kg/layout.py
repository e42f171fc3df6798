"""Where each node of the network stands: the same picture from the same network, always.

The core of each component is laid out by ForceAtlas2; nodes with a single neighbour stand in arcs
around it; then boxes for icons and labels are pushed apart and the whole is fitted to the stage.
Positions are in the units of the picture, y downwards, rounded to a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from kg.network import Network

if TYPE_CHECKING:
    import networkx
    import numpy

Point = tuple[float, float]
Positions = dict[str, Point]

ASPECT: Final = 1.5  # width to height of the stage
_SEED: Final = 20
_REACH: Final = 104.0  # from a hub to its leaves
_CELL: Final = (88.0, 62.0)  # room for an icon with its label
_ROW: Final = 110.0  # between things without any line
_STEPS: Final = 400
_MANY: Final = 600  # nodes in a core; each step of ForceAtlas2 takes time with their square
_MOST_OF: Final = 0.6  # so much of a picture must be known to keep it


def place(network: Network, previous: Mapping[str, Point] | None = None) -> Positions:
    """Return the position of every node.

    Where *previous* knows most of them, those stay where they were and only new ones are placed, so
    that a reader finds again what stood there; otherwise the whole is laid out anew.
    """
    graph = _simple(network)
    known = {node: previous[node] for node in graph if previous and node in previous}
    if known and len(known) >= _MOST_OF * len(graph):
        return _rounded(_completed(graph, known))
    parts = _components(graph)
    big = [_laid_out(graph.subgraph(part)) for part in parts if len(part) > 1]
    alone = sorted(part[0] for part in parts if len(part) == 1)
    return _rounded(_packed(big, alone))


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


def _laid_out(part: networkx.Graph[str]) -> Positions:
    nodes = sorted(part)
    leaves = {node for node in nodes if part.degree(node) == 1}
    core = [node for node in nodes if node not in leaves] or nodes[:1]
    positions = _force(part, core)
    for hub in core:
        own = [node for node in sorted(part[hub]) if node in leaves and node not in positions]
        _fan(part, hub, own, positions)
    return _apart(_fit(positions), part)


def _completed(graph: networkx.Graph[str], known: Positions) -> Positions:
    """Return *known* with the nodes that it lacks, beside their neighbours or in a row below."""
    positions = dict(known)
    waiting = [node for node in graph if node not in known]
    while near := [node for node in waiting if any(other in positions for other in graph[node])]:
        for node in near:
            hub = max((graph.degree(each), each) for each in graph[node] if each in positions)[1]
            _fan(graph, hub, [node], positions)
        waiting = [node for node in waiting if node not in positions]
    low = max(y for _, y in positions.values()) + _ROW
    positions |= _rows(waiting, _extent(positions)[0], low)
    return _apart(positions, graph, fixed=known)


def _force(part: networkx.Graph[str], core: list[str]) -> Positions:
    """Return positions of the core, its median line as long as that from a hub to a leaf."""
    import networkx
    import numpy as np

    if len(core) == 1:
        return {core[0]: (0.0, 0.0)}
    inner: networkx.Graph[str] = networkx.Graph()
    inner.add_nodes_from(core)
    inner.add_edges_from(sorted((a, b) for a, b in part.edges(core) if a in inner and b in inner))
    raw = networkx.forceatlas2_layout(
        inner,
        pos={node: np.array(point) for node, point in _circle(core).items()},
        max_iter=_STEPS if len(core) < _MANY else _STEPS // 8,
        scaling_ratio=2.0,
        gravity=0.6,
        node_mass={node: 1.0 + part.degree(node) for node in core},
        seed=_SEED,
    )
    places = {node: (float(raw[node][0]), float(raw[node][1])) for node in core}
    spans = sorted(_distance(places[a], places[b]) for a, b in inner.edges)
    scale = _REACH * 1.25 / (spans[len(spans) // 2] or 1.0)
    return {node: (x * scale, y * scale) for node, (x, y) in places.items()}


def _circle(nodes: list[str]) -> Positions:
    step = 2 * pi / len(nodes)
    return {node: (10 * cos(i * step), 10 * sin(i * step)) for i, node in enumerate(nodes)}


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
    free = np.array([[0.0 if fixed and node in fixed else 1.0] for node in nodes])
    pairs = _close(points)
    for step in range(1, 161):
        moves = _pushes(points, size, *pairs) * free
        if not float(np.abs(moves).max()) > 0.05:
            break
        points = points + moves
        if step % 8 == 0:
            pairs = _close(points)
    return {node: _point(row) for node, row in zip(nodes, points, strict=True)}


def _close(points: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Return the pairs that may touch within the next few steps, by their numbers."""
    import numpy as np

    near_x = np.abs(points[:, None, 0] - points[None, :, 0]) < 3 * _CELL[0]
    near_y = np.abs(points[:, None, 1] - points[None, :, 1]) < 3 * _CELL[1]
    first, second = np.nonzero(np.triu(near_x & near_y, 1))
    return first, second


def _pushes(
    points: numpy.ndarray, size: numpy.ndarray, first: numpy.ndarray, second: numpy.ndarray
) -> numpy.ndarray:
    """Return how far each box is to move this time, along the axis on which that takes less."""
    import numpy as np

    apart = points[first] - points[second]
    over = np.array(_CELL) * ((size[first] + size[second]) / 2)[:, None] - np.abs(apart)
    hit = (over > 0).all(axis=1)
    sideways = over[:, 0] / _CELL[0] < over[:, 1] / _CELL[1]
    chosen = np.stack([hit & sideways, hit & ~sideways], axis=1)
    push = np.where(chosen, over * np.where(apart < 0, -1.0, 1.0), 0.0) * 0.22
    ends = ((first, push), (second, -push))
    moved = [[np.bincount(end, by[:, axis], len(points)) for end, by in ends] for axis in (0, 1)]
    moves: numpy.ndarray = np.array(moved).sum(axis=1).T
    return moves


def _fit(positions: Positions) -> Positions:
    """Return positions with the long axis lying flat, centred, near the aspect of the stage."""
    import numpy as np

    points = np.array(list(positions.values()), dtype=np.float64)
    points = points - points.mean(axis=0)
    if len(points) > 2:  # two points have no second axis
        points = points @ _axes(points)
        wide, high = points.max(axis=0) - points.min(axis=0)
        points[:, 0] *= min(max(0.87 * ASPECT * high / (wide or 1.0), 0.8), 1.35)
    return dict(zip(positions, (_point(row) for row in points), strict=True))


def _axes(points: numpy.ndarray) -> numpy.ndarray:
    """Return the turn that lays the longest axis of *points* flat, always to the same side."""
    import numpy as np

    _, vectors = np.linalg.eigh(np.cov(points.T))
    turn = vectors[:, ::-1]
    return turn * np.where(np.abs(turn).max(axis=0) == turn.max(axis=0), 1.0, -1.0)


def _packed(parts: list[Positions], alone: list[str]) -> Positions:
    """Return all parts on one stage: the largest first, small ones in rows below, loners last."""
    placed: Positions = {}
    width = _extent(parts[0])[0] if parts else _ROW * sqrt(len(alone) * ASPECT)
    x, y, height = -width / 2, 0.0, 0.0
    for index, part in enumerate(parts):
        wide, high = (side + _ROW for side in _extent(part))
        if index == 0:
            placed |= part
            y = max(py for _, py in part.values()) + _ROW
            continue
        if x + wide > width / 2 and x > -width / 2:
            x, y, height = -width / 2, y + height, 0.0
        placed |= _moved(part, x + _ROW / 2, y)
        x, height = x + wide, max(height, high)
    return placed | _rows(alone, width, y + height)


def _rows(alone: list[str], width: float, top: float) -> Positions:
    per_row = max(1, int(width / _ROW))
    left = -(min(len(alone), per_row) - 1) * _ROW / 2
    return {
        node: (left + (i % per_row) * _ROW, top + (i // per_row) * _CELL[1] * 1.4)
        for i, node in enumerate(alone)
    }


def _moved(part: Positions, left: float, top: float) -> Positions:
    dx = left - min(x for x, _ in part.values())
    dy = top - min(y for _, y in part.values())
    return {node: (x + dx, y + dy) for node, (x, y) in part.items()}


def _extent(part: Positions) -> tuple[float, float]:
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return max(xs) - min(xs), max(ys) - min(ys)


def _rounded(positions: Positions) -> Positions:
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in positions.items()}


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _point(row: numpy.ndarray) -> Point:
    return float(row[0]), float(row[1])
