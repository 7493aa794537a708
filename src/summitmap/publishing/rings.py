"""Lines and rings as RFC 7946 wants them: cut at the antimeridian, turned the right way, boxed.

Coordinates are GeoJSON's here, longitude before latitude in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from summitmap.places.basemap import smallest_arc
from summitmap.story.model import Position

_Ring = list[list[float]]


def cut_at_antimeridian(start: Position, end: Position) -> tuple[tuple[Position, Position], ...]:
    """The straight line between two positions the shorter way round, in one part or in two.

    Cut where RFC 7946 §3.1.9 wants it: the first part ends at one side of the antimeridian and
    the second begins at the other, at the same latitude.
    """
    apart = end.longitude - start.longitude
    if abs(apart) <= 180:
        return ((start, end),)
    side = math.copysign(180.0, start.longitude)
    to_edge, whole = side - start.longitude, apart - math.copysign(360.0, apart)
    latitude = start.latitude + (end.latitude - start.latitude) * to_edge / whole
    near = Position(longitude=side, latitude=latitude)
    far = Position(longitude=-side, latitude=latitude)
    # A line that begins or ends on the antimeridian itself has one part only.
    parts = ((start, near), (far, end))
    return tuple(part for part in parts if part[0] != part[1]) or parts[:1]


def counter_clockwise(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """A Polygon or MultiPolygon with its outer rings counter-clockwise and its holes clockwise.

    That is the right-hand rule of RFC 7946 §3.1.6; the basemap's rings run the other way. Raises
    `ValueError` for coordinates that are no rings of positions.
    """
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": _turned(polygons)}
    return {"type": "MultiPolygon", "coordinates": [_turned(polygon) for polygon in polygons]}


def extent(geometries: Iterable[Mapping[str, Any] | None]) -> list[float] | None:
    """West, south, east and north of all of them; `None` when there are none.

    Where the smallest box crosses the antimeridian its west is larger than its east (RFC 7946
    §5.2).
    """
    chains = [chain for geometry in geometries if geometry for chain in _chains(geometry)]
    if not chains:
        return None
    latitudes = [position[1] for chain in chains for position in chain]
    spans = sorted(
        (min(longitudes), max(longitudes))
        for longitudes in ([position[0] for position in chain] for chain in chains)
    )
    west, east = smallest_arc(spans)
    return [west, min(latitudes), east - 360 if east > 180 else east, max(latitudes)]


def _chains(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """The runs of positions that a geometry is made of, without the holes."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            yield [coordinates]
        case "LineString":
            yield coordinates
        case "MultiLineString":
            yield from coordinates
        case "Polygon":
            yield coordinates[0]
        case _:
            yield from (polygon[0] for polygon in coordinates)


def _turned(polygon: object) -> list[_Ring]:
    if not isinstance(polygon, list) or not polygon:
        raise ValueError("a polygon has at least one ring")
    rings = [_ring(ring) for ring in polygon]
    return [
        ring if (_doubled_area(ring) > 0) == (number == 0) else ring[::-1]
        for number, ring in enumerate(rings)
    ]


def _ring(ring: object) -> _Ring:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("a ring is closed and has at least four positions")
    for position in ring:
        if not isinstance(position, list) or not 2 <= len(position) <= 3:
            raise ValueError("a position is a longitude and a latitude")
        if not all(isinstance(number, int | float) for number in position):
            raise ValueError("a position is made of numbers")
        if not (abs(position[0]) <= 180 and abs(position[1]) <= 90):
            raise ValueError("a position lies on the earth")
    return ring


def _doubled_area(ring: _Ring) -> float:
    """Twice the area in square degrees, positive for a counter-clockwise ring (the shoelace
    formula, https://en.wikipedia.org/wiki/Shoelace_formula)."""
    return math.fsum(x1 * y2 - x2 * y1 for (x1, y1, *_), (x2, y2, *_) in pairwise(ring))
