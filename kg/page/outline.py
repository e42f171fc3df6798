"""The land and the countries of the map, made from Natural Earth once and kept as `map.json`.

Natural Earth is in the public domain; its 1:50m countries come as TopoJSON in the npm package
`world-atlas`. Borders follow the registry, not the file: an area that is no country of ISO 3166 and
not Kosovo is drawn with the country to which the United Nations count it. To make it again:

    python -c "import sys; from kg.page.outline import map_text
    sys.stdout.write(map_text(sys.stdin.buffer.read()))" < countries-50m.json > kg/page/map.json
"""

from __future__ import annotations

import csv
import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from math import cos, hypot, inf, radians, sin, sqrt
from typing import Any, Final

from kg.errors import SourceError

Point = tuple[float, float]
Ring = list[int]  # numbers of arcs, ~number for one that is walked backwards

DIGEST: Final = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
SOURCE: Final = "Natural Earth 1:50m, countries, version 4.1 (public domain)"
MIDDLE: Final = (14.0, 53.0)  # degrees east and north
SCALE: Final = 1650.0  # units to the radius of the Earth
FRAME: Final = (-760.0, -560.0, 860.0, 505.0)  # left, top, right, bottom of what is drawn closely
_REACH: Final = (-1500.0, -1050.0, 1500.0, 900.0)  # what lies beyond is not drawn at all
_FINE: Final = 34.0  # square units that a corner must span, within the frame
_COARSER: Final = 2.0  # so much more for each unit beyond it,
_COARSEST: Final = 700.0  # but no more than that
_ISLAND: Final = 60.0  # square units below which an island is left out
# Features without a number: Kosovo, and what is drawn with another country.
_WITH: Final = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
# Polygons of one feature that are another country: the code, and a box of degrees around them.
_MOVED: Final = (
    ("Russia", "UA", (32.0, 44.0, 36.7, 46.5)),
    ("Netherlands", "BQ", (-70.0, 11.0, -60.0, 19.0)),
)


def map_text(content: bytes) -> str:
    """Return the map as JSON from the bytes of its source. Raises SourceError of another file."""
    if hashlib.sha256(content).hexdigest() != DIGEST:
        raise SourceError("not countries-50m.json of world-atlas 2.0.2. Take that one.")
    return json.dumps(make_map(json.loads(content)), separators=(",", ":")) + "\n"


def make_map(topology: Mapping[str, Any]) -> dict[str, object]:
    """Return the map as plain JSON: arcs, the rings of each country by its code, and its point.

    An arc is a list of whole numbers: a point, then steps. A ring is a list of numbers of arcs. The
    point of a country lies in its largest part within the frame, or where it has none in all of it.
    """
    arcs = [_projected(arc) for arc in _degrees(topology)]
    parts = dict(_countries(topology, _degrees(topology)))
    points = {
        code: _point_of([_line(ring, arcs) for ring in rings]) for code, rings in parts.items()
    }
    drawn = {
        code: [ring for ring in rings if _is_drawn(ring, arcs)] for code, rings in parts.items()
    }
    slim = {number: _slim(arcs[number]) for number in _used(drawn.values())}
    kept = {code: _visible(rings, slim) for code, rings in drawn.items() if rings}
    order = {number: at for at, number in enumerate(_used(kept.values()))}
    return {
        "source": SOURCE,
        "middle": MIDDLE,
        "scale": SCALE,
        "frame": FRAME,
        "arcs": [_steps(slim[number]) for number in order],
        "shapes": {
            code: [[order[n] if n >= 0 else ~order[~n] for n in ring] for ring in rings]
            for code, rings in sorted(kept.items())
            if rings
        },
        "points": dict(sorted(points.items())),
    }


def project(degrees: Point) -> Point:
    """Return a point of the plane, equal in area around the middle (Lambert 1772), y downwards."""
    east, north = radians(degrees[0] - MIDDLE[0]), radians(degrees[1])
    middle = radians(MIDDLE[1])
    facing = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
    size = SCALE * sqrt(2 / max(1 + facing, 1e-6))
    up = cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east)
    return size * cos(north) * sin(east), -size * up


# ---- the file -----------------------------------------------------------------------------------


def _degrees(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return the arcs of a TopoJSON file, each as points in degrees."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * wide + left, y * high + low))
        found.append(points)
    return found


def _countries(
    topology: Mapping[str, Any], degrees: Sequence[Sequence[Point]]
) -> Iterator[tuple[str, list[Ring]]]:
    """Yield each country with its outer rings; holes are other countries, or too small to see."""
    rows = csv.DictReader(
        files("kg").joinpath("text/countries.csv").read_text("utf-8").splitlines()
    )
    codes = {row["numeric"]: row["code"] for row in rows}
    found: dict[str, list[Ring]] = {}
    for feature in topology["objects"]["countries"]["geometries"]:
        name, own = feature["properties"]["name"], feature.get("arcs", [])
        usual = codes.get(feature.get("id", "")) or _WITH.get(name)
        for polygon in own if feature["type"] == "MultiPolygon" else [own]:
            if polygon and (code := _moved(name, degrees[_arc(polygon[0][0])]) or usual):
                found.setdefault(code, []).append(polygon[0])
    yield from found.items()


def _moved(name: str, points: Sequence[Point]) -> str | None:
    for feature, code, (west, south, east, north) in _MOVED:
        if name == feature and all(west <= x <= east and south <= y <= north for x, y in points):
            return code
    return None


# ---- lines --------------------------------------------------------------------------------------


def _arc(number: int) -> int:
    return number if number >= 0 else ~number


def _used(countries: Iterable[Iterable[Ring]]) -> list[int]:
    """Return the numbers of the arcs of some rings, each once, in their order."""
    return sorted({_arc(number) for rings in countries for ring in rings for number in ring})


def _projected(arc: Sequence[Point]) -> list[Point]:
    return [project(point) for point in arc]


def _line(ring: Ring, arcs: Mapping[int, list[Point]] | Sequence[list[Point]]) -> list[Point]:
    """Return the points of a ring, the joints of its arcs once."""
    points: list[Point] = []
    for number in ring:
        own = arcs[_arc(number)]
        points += (own if number >= 0 else own[::-1])[1:]
    return points


def _is_drawn(ring: Ring, arcs: Sequence[list[Point]]) -> bool:
    left, top, right, bottom = _REACH
    points = _line(ring, arcs)
    return any(left < x < right and top < y < bottom for x, y in points)


def _visible(rings: list[Ring], arcs: Mapping[int, list[Point]]) -> list[Ring]:
    """Return the rings that are no small islands, and the largest, whatever its size."""
    areas = [_area(_line(ring, arcs)) for ring in rings]
    return [
        ring for ring, area in zip(rings, areas, strict=True) if area >= min(_ISLAND, max(areas))
    ]


def _area(points: Sequence[Point]) -> float:
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _slim(arc: Sequence[Point]) -> list[Point]:
    """Return an arc without the corners that show least (Visvalingam and Whyatt 1993)."""
    near = {at: (at - 1, at + 1) for at in range(len(arc))}
    size = dict.fromkeys((0, len(arc) - 1), inf)
    for at in range(1, len(arc) - 1):
        size[at] = _shows(arc, at - 1, at, at + 1)
    queue = [(each, at) for at, each in size.items()]
    heapq.heapify(queue)
    while queue:
        least, at = heapq.heappop(queue)
        if at not in size or size[at] != least:
            continue
        if least >= 1.0:
            break
        before, after = near.pop(at)
        del size[at]
        near[before], near[after] = (near[before][0], after), (before, near[after][1])
        for each in (before, after):
            if size[each] < inf:
                size[each] = max(least, _shows(arc, near[each][0], each, near[each][1]))
                heapq.heappush(queue, (size[each], each))
    return [arc[at] for at in sorted(near)]


def _shows(arc: Sequence[Point], before: int, at: int, after: int) -> float:
    """Return how much a corner shows: its triangle, in that which it must span."""
    left, top, right, bottom = FRAME
    x, y = arc[at]
    beyond = max(left - x, x - right, top - y, y - bottom, 0.0)
    must = _FINE + min(_COARSER * beyond, _COARSEST)
    return _area([arc[before], arc[at], arc[after]]) / must


def _steps(arc: Sequence[Point]) -> list[int]:
    """Return a line as its first point and the steps from one to the next, without empty ones."""
    whole = [(round(x), round(y)) for x, y in arc]
    steps = [*whole[0]]
    for a, b in pairwise(whole):
        if a != b or len(whole) == 2:
            steps += [b[0] - a[0], b[1] - a[1]]
    return steps


# ---- points -------------------------------------------------------------------------------------


def _point_of(rings: Sequence[Sequence[Point]]) -> tuple[int, int]:
    """Return the point of the largest part that lies farthest from its rim."""
    clipped = [_clipped(ring) for ring in rings]
    seen: list[Sequence[Point]] = [part for part in clipped if len(part) > 2 and _area(part) > 1]
    part = max(seen or rings, key=_area)
    x, y = _innermost(part)
    return round(x), round(y)


def _innermost(ring: Sequence[Point]) -> Point:
    """Return the point inside a ring that is farthest from it, by grids that grow finer."""
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best, middle, step = (
        -inf,
        ((left + right) / 2, (top + bottom) / 2),
        (right - left, bottom - top),
    )
    for _ in range(4):
        start = middle
        for i in range(-8, 9):
            for j in range(-8, 9):
                at = (start[0] + step[0] * i / 16, start[1] + step[1] * j / 16)
                if (depth := _depth(ring, at)) > best:
                    best, middle = depth, at
        step = (step[0] / 6, step[1] / 6)
    return middle


def _depth(ring: Sequence[Point], at: Point) -> float:
    """Return the distance of a point to a ring, negative outside it."""
    inside, least = False, inf
    x, y = at
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        long = (bx - ax) ** 2 + (by - ay) ** 2 or 1.0
        part = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long))
        least = min(least, hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y))
    return least if inside else -least


def _clipped(ring: Sequence[Point]) -> list[Point]:
    """Return what of a ring lies in the frame (Sutherland and Hodgman 1974)."""
    points = list(ring)
    for axis, limit, way in (
        (0, FRAME[0], 1),
        (1, FRAME[1], 1),
        (0, FRAME[2], -1),
        (1, FRAME[3], -1),
    ):
        points = list(_cut(points, axis, limit, way))
    return points


def _cut(points: Sequence[Point], axis: int, limit: float, way: int) -> Iterator[Point]:
    for a, b in zip([*points[-1:], *points[:-1]], points, strict=True):
        before, now = (a[axis] - limit) * way >= 0, (b[axis] - limit) * way >= 0
        if before != now:
            part = (limit - a[axis]) / (b[axis] - a[axis])
            yield a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        if now:
            yield b
