"""The shapes of the basemap for one view: only what it shows, only as fine as it can show.

The basemap is a net of arcs that neighbours share, so that a border made simpler stays one border.
An arc out of view keeps little more than its course: a country that is seen in part is still whole.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from summitmap.drawing.figure.projection import Projection
from summitmap.drawing.figure.view import Window
from summitmap.places import basemap

Ring = list[list[float]]
"""Points of [longitude, latitude] in degrees, as GeoJSON has them."""

_Numbers = tuple[int, ...]
"""The arcs of a ring or a line, in order."""

_LEVELS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""By how many degrees of latitude a line may be off its course."""

_OFF_PIXELS = 0.5


@dataclass(frozen=True)
class Shapes:
    """What a view shows of the basemap; the countries by ISO 3166-1 code, as polygons of rings."""

    countries: Mapping[str, Sequence[Sequence[Ring]]]
    lakes: Sequence[Sequence[Ring]]
    rivers: Sequence[Ring]
    borders: Sequence[Ring]
    coast: Sequence[Ring]


@dataclass(frozen=True)
class _Bounds:
    west: float
    south: float
    east: float
    north: float


def shapes_of(projection: Projection, window: Window) -> Shapes:
    """The basemap's shapes for a view."""
    level = _level(math.degrees(_OFF_PIXELS / projection.scale))
    net = _net()
    return Shapes(
        countries={
            code: shown
            for code, polygons in net.countries.items()
            if (shown := list(_polygons(polygons, window, level)))
        },
        lakes=list(_polygons(net.lakes, window, level)),
        rivers=list(_lines(net.rivers, window, level)),
        borders=list(_lines(net.borders, window, level)),
        coast=list(_lines(net.coast, window, level)),
    )


@cache
def globe() -> list[list[Ring]]:
    """The land of the whole globe, coarsely, for a small picture of it."""
    window = Window(-90.0, 90.0, 0.0, 180.0)
    return [
        polygon
        for polygons in _net().countries.values()
        for polygon in _polygons(polygons, window, len(_LEVELS) - 1, 3.0)
    ]


def own_area(
    polygons: Sequence[Sequence[Sequence[Sequence[float]]]], projection: Projection
) -> list[list[Ring]]:
    """A story's own area, as fine as the view can show.

    Outer rings are turned clockwise and holes the other way, as d3 wants them, which is not the way
    of GeoJSON: turned wrongly, a ring stands for all the rest of the globe.
    """
    tolerance = _LEVELS[_level(math.degrees(_OFF_PIXELS / projection.scale))]
    found = []
    for polygon in polygons:
        rings = [_thinned([list(point[:2]) for point in ring], tolerance) for ring in polygon]
        turned = [
            ring if (_turn(ring) < 0) is (number == 0) else ring[::-1]
            for number, ring in enumerate(rings)
            if len(ring) >= 4 and _turn(ring) != 0
        ]
        if turned:
            found.append(turned)
    return found


def _level(degrees: float) -> int:
    """The coarsest level that is no further off than that."""
    return max(number for number, off in enumerate(_LEVELS) if off <= degrees)


@dataclass(frozen=True)
class _Net:
    """The basemap as it is stored: numbers of arcs, `~number` for one backwards."""

    countries: Mapping[str, list[list[_Numbers]]]
    lakes: list[list[_Numbers]]
    rivers: list[_Numbers]
    borders: list[_Numbers]
    coast: list[_Numbers]
    arcs: list[Ring]


@cache
def _net() -> _Net:
    source = json.loads(basemap.topology())
    (scale_x, scale_y), (left, bottom) = (
        source["transform"]["scale"],
        source["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for steps in source["arcs"]:
        x = y = 0
        arc: Ring = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append([round(x * scale_x + left, 4), round(y * scale_y + bottom, 4)])
        arcs.append(arc)
    objects = source["objects"]
    return _Net(
        countries={
            geometry["id"]: _polygons_of(geometry)
            for geometry in objects["countries"]["geometries"]
        },
        lakes=_polygons_of(objects["lakes"]),
        rivers=_lines_of(objects["rivers"]),
        borders=_lines_of(objects["borders"]),
        coast=_lines_of(objects["coast"]),
        arcs=arcs,
    )


def _polygons_of(geometry: Mapping[str, Any]) -> list[list[_Numbers]]:
    if geometry["type"] == "GeometryCollection":
        return [polygon for part in geometry["geometries"] for polygon in _polygons_of(part)]
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [[tuple(ring) for ring in polygon] for polygon in parts]


def _lines_of(geometry: Mapping[str, Any]) -> list[_Numbers]:
    if geometry["type"] == "GeometryCollection":
        return [line for part in geometry["geometries"] for line in _lines_of(part)]
    parts = [geometry["arcs"]] if geometry["type"] == "LineString" else geometry["arcs"]
    return [tuple(line) for line in parts]


@cache
def _bounds(number: int) -> _Bounds:
    arc = _net().arcs[number]
    longitudes = [longitude for longitude, _ in arc]
    latitudes = [latitude for _, latitude in arc]
    return _Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


@cache
def _bounds_of(numbers: _Numbers) -> _Bounds:
    each = [_bounds(number if number >= 0 else ~number) for number in numbers]
    return _Bounds(
        min(bounds.west for bounds in each),
        min(bounds.south for bounds in each),
        max(bounds.east for bounds in each),
        max(bounds.north for bounds in each),
    )


def _shows(window: Window, bounds: _Bounds) -> bool:
    return window.shows(bounds.west, bounds.south, bounds.east, bounds.north)


def _polygons(
    polygons: Sequence[Sequence[_Numbers]], window: Window, level: int, least: float = 2.0
) -> Iterator[list[Ring]]:
    """The polygons in view; what is smaller than some steps of the level is left out."""
    smallest = max(_LEVELS[level] * least, 0.005)
    for polygon in polygons:
        bounds = _bounds_of(polygon[0])
        if not _shows(window, bounds):
            continue
        if max(bounds.east - bounds.west, bounds.north - bounds.south) < smallest:
            continue
        rings = [_joined(numbers, window, level) for numbers in polygon]
        whole = [
            ring
            for ring, numbers in zip(rings, polygon, strict=True)
            # A ring that was turned inside out would fill the rest of the globe.
            if len(ring) >= 4 and _turns_alike(ring, numbers)
        ]
        if whole and whole[0] is rings[0]:
            yield whole


def _lines(lines: Sequence[_Numbers], window: Window, level: int) -> Iterator[Ring]:
    for numbers in lines:
        if _shows(window, _bounds_of(numbers)):
            yield _joined(numbers, window, level)


def _joined(numbers: _Numbers, window: Window, level: int) -> Ring:
    points: Ring = []
    for number in numbers:
        forwards = number if number >= 0 else ~number
        fine = level if _shows(window, _bounds(forwards)) else len(_LEVELS) - 1
        arc = _arc(forwards, max(fine, level))
        run = arc if number >= 0 else arc[::-1]
        points += run[1:] if points else run
    return points


@cache
def _arc(number: int, level: int) -> Ring:
    return _thinned(_net().arcs[number], _LEVELS[level])


def _turns_alike(ring: Ring, numbers: _Numbers) -> bool:
    return (_turn(ring) > 0) == _turned(numbers)


@cache
def _turned(numbers: _Numbers) -> bool:
    everything = Window(-90.0, 90.0, 0.0, 180.0)
    return _turn(_joined(numbers, everything, 0)) > 0


def _turn(ring: Ring) -> float:
    """About twice the area on the unit globe, positive anticlockwise as seen from above.

    The sides are great circles, as d3 draws them: on a flat map a sliver may turn the other way.
    """
    points = [_on_globe(longitude, latitude) for longitude, latitude, *_ in ring]
    middle = [sum(axis) for axis in zip(*points, strict=True)]
    length: float = math.hypot(*middle) or 1.0
    across = [0.0, 0.0, 0.0]
    for (x1, y1, z1), (x2, y2, z2) in pairwise(points):
        across[0] += y1 * z2 - z1 * y2
        across[1] += z1 * x2 - x1 * z2
        across[2] += x1 * y2 - y1 * x2
    along: float = sum(one * other for one, other in zip(across, middle, strict=True))
    return along / length


def _on_globe(longitude: float, latitude: float) -> tuple[float, float, float]:
    east, north = math.radians(longitude), math.radians(latitude)
    flat = math.cos(north)
    return flat * math.cos(east), flat * math.sin(east), math.sin(north)


def _thinned(line: Ring, tolerance: float) -> Ring:
    """The line with fewer points, nowhere further than so many degrees from its course.

    D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to
    represent a digitized line or its caricature", Cartographica 10 (1973). Degrees of longitude
    count as much as they are long.
    """
    if tolerance == 0 or len(line) < 3:
        return line
    narrow = math.cos(math.radians(sum(point[1] for point in line) / len(line)))
    flat = [(point[0] * narrow, point[1]) for point in line]
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:
        # A ring has no course from its first to its last point, so it is cut in two.
        x, y = flat[0]
        far = max(range(len(flat)), key=lambda n: (flat[n][0] - x) ** 2 + (flat[n][1] - y) ** 2)
        keep.add(far)
        runs = [(0, far), (far, len(line) - 1)]
    else:
        runs = [(0, len(line) - 1)]
    limit = tolerance * tolerance
    while runs:
        first, last = runs.pop()
        if last - first < 2:
            continue
        number, off = _farthest(flat, first, last)
        if off > limit:
            keep.add(number)
            runs += [(first, number), (number, last)]
    return [line[number] for number in sorted(keep)]


def _farthest(flat: Sequence[tuple[float, float]], first: int, last: int) -> tuple[int, float]:
    """The point between two that lies farthest from the line they make, and how far it
    does, squared."""
    (x1, y1), (x2, y2) = flat[first], flat[last]
    across, up = x2 - x1, y2 - y1
    length = across * across + up * up
    number, most = first + 1, -1.0
    for between in range(first + 1, last):
        x, y = flat[between][0] - x1, flat[between][1] - y1
        share = min(max((x * across + y * up) / length, 0.0), 1.0) if length else 0.0
        off = (x - share * across) ** 2 + (y - share * up) ** 2
        if off > most:
            number, most = between, off
    return number, most
