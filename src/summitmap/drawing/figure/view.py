"""The view: which part of the globe the frame shows, and in which projection."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitmap.drawing.course import Spot
from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.labels import Box

EARTH_RADIUS_KILOMETRES = 6371.0088
"""The mean radius of the earth: IUGG, Geodetic Reference System 1980."""

_LEAST_KILOMETRES = 200.0
_LEAST_ROUND_ONE_SPOT = 700.0
_ONE_SPOT = 0.05
_LARGEST_CONIC = 55.0
_POLAR = 80.0
_EDGE_STEPS = 12
_WORLD_SHARE = 0.96


@dataclass(frozen=True)
class Window:
    """The latitudes and longitudes that a view shows, in degrees: `longitude` is the middle, and
    `reach` goes to each side of it; 180 is all the way round."""

    south: float
    north: float
    longitude: float
    reach: float

    def shows(self, west: float, south: float, east: float, north: float) -> bool:
        """Whether a box in degrees has a part in the window."""
        if north < self.south or south > self.north:
            return False
        middle, half = (west + east) / 2, (east - west) / 2
        away = abs((middle - self.longitude + 180) % 360 - 180)
        return away <= half + self.reach


def view_of(spots: Sequence[Spot], frame: Box, inner: Box, middle: float) -> Projection:
    """The projection that shows all spots in `inner`, a part of the frame, as large as it can.

    A conic that is true at a sixth of the view's height from either edge, which is the usual
    choice (Snyder, p. 99); an azimuthal one near a pole, where the ends of a cone would show; and
    the whole globe round the longitude `middle` when the spots lie all over it.
    """
    if _radius(spots) <= _LARGEST_CONIC:
        for fitted in (_conic(spots, frame, inner), _azimuthal(spots, inner)):
            if _fills(fitted, frame):
                return fitted
    return _world(frame, middle)


def window_of(projection: Projection, frame: Box) -> Window:
    """What the frame shows."""
    everything = Window(-90.0, 90.0, projection.longitude, 180.0)
    if projection.kind is Kind.WORLD:
        return everything
    spots = [projection.position(point) for point in _grid(frame)]
    found = [spot for spot in spots if spot is not None]
    latitudes = [spot.latitude for spot in found]
    south, north = min(latitudes), max(latitudes)
    reach = max(abs((spot.longitude - projection.longitude + 180) % 360 - 180) for spot in found)
    margin = 1.0
    return Window(
        south=-90.0 if south < -_POLAR else south - margin,
        north=90.0 if north > _POLAR else north + margin,
        longitude=projection.longitude,
        # Near a pole every longitude is in view.
        reach=180.0 if max(-south, north) > _POLAR else min(reach + margin, 180.0),
    )


def kilometres_a_pixel(projection: Projection, frame: Box) -> float:
    """How long a pixel is on the ground, from left to right in the middle of the frame."""
    half = frame.width / 40
    left = projection.position(Point(frame.x - half, frame.y))
    right = projection.position(Point(frame.x + half, frame.y))
    if left is None or right is None:
        return EARTH_RADIUS_KILOMETRES / projection.scale
    return math.radians(degrees_between(left, right)) * EARTH_RADIUS_KILOMETRES / (2 * half)


def centre_of(spots: Sequence[Spot]) -> Spot:
    """The spot in the middle of others, seen from the middle of the earth."""
    x = y = z = 0.0
    for spot in spots:
        longitude, latitude = math.radians(spot.longitude), math.radians(spot.latitude)
        x += math.cos(latitude) * math.cos(longitude)
        y += math.cos(latitude) * math.sin(longitude)
        z += math.sin(latitude)
    if math.sqrt(x * x + y * y + z * z) < 1e-6 * len(spots):
        return spots[0]
    return Spot(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))


def _radius(spots: Sequence[Spot]) -> float:
    """How far the farthest spot lies from the middle of all, in degrees."""
    centre = centre_of(spots)
    return max(degrees_between(centre, spot) for spot in spots)


def degrees_between(one: Spot, other: Spot) -> float:
    """The angle between two spots, seen from the middle of the earth; the haversine formula."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    chord = (
        math.sin((second - first) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(east / 2) ** 2
    )
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(chord))))


def _conic(spots: Sequence[Spot], frame: Box, inner: Box) -> Projection:
    centre = centre_of(spots)
    east = [(spot.longitude - centre.longitude + 180) % 360 - 180 for spot in spots]
    latitudes = [spot.latitude for spot in spots]
    middle = (min(latitudes) + max(latitudes)) / 2
    start = Projection(
        Kind.CONIC,
        centre.longitude + (min(east) + max(east)) / 2,
        middle,
        _parallels(min(latitudes), max(latitudes)),
    )
    fitted = _fitted(start, spots, inner)
    # Once more, with the parallels of what the frame turned out to show.
    edges = [fitted.position(Point(frame.x, y)) for y in (frame.bottom, frame.top)]
    south, north = (
        edge.latitude if edge else limit for edge, limit in zip(edges, (-85, 85), strict=True)
    )
    return _fitted(replace(start, parallels=_parallels(south, north)), spots, inner)


def _parallels(south: float, north: float) -> tuple[float, float]:
    inset = (north - south) / 6
    low, high = south + inset, north - inset
    # A cone so flat that it is a cylinder: the formulas want it to be one exactly.
    if abs(math.sin(math.radians(low)) + math.sin(math.radians(high))) < 0.05:
        widest = max(abs(low), abs(high))
        return -widest, widest
    if high - low < 1e-3:
        return low - 0.5, low + 0.5
    return low, high


def _azimuthal(spots: Sequence[Spot], inner: Box) -> Projection:
    centre = centre_of(spots)
    return _fitted(Projection(Kind.AZIMUTHAL, centre.longitude, centre.latitude), spots, inner)


def _world(frame: Box, middle: float) -> Projection:
    """The whole globe, in the middle of the frame."""
    start = Projection(Kind.WORLD, (middle + 180) % 360 - 180, 0.0)
    right, top = start.point_of_turn(180.0, 0.0).x, -start.point_of_turn(0.0, 90.0).y
    scale = min(frame.width / (2 * right), frame.height / (2 * top)) * _WORLD_SHARE
    return replace(start, scale=scale, x=frame.x, y=frame.y)


def _fitted(start: Projection, spots: Sequence[Spot], inner: Box) -> Projection:
    """The projection scaled and moved so that the spots fill the box, but for the least extent."""
    points = [start.point(spot.longitude, spot.latitude) for spot in spots]
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    kilometres = _LEAST_ROUND_ONE_SPOT if _radius(spots) < _ONE_SPOT else _LEAST_KILOMETRES
    least = kilometres / EARTH_RADIUS_KILOMETRES
    scale = min(
        inner.width / max(right - left, 1e-9),
        inner.height / max(bottom - top, 1e-9),
        min(inner.width, inner.height) / least,
    )
    return replace(
        start,
        scale=scale,
        x=inner.x - scale * (left + right) / 2,
        y=inner.y - scale * (top + bottom) / 2,
    )


def _fills(projection: Projection, frame: Box) -> bool:
    """Whether every point of the frame lies on the globe, and for a conic clear of the poles."""
    spots = [projection.position(point) for point in _grid(frame)]
    if any(spot is None for spot in spots):
        return False
    if projection.kind is Kind.AZIMUTHAL:
        return True
    return all(spot is not None and abs(spot.latitude) < 84 for spot in spots)


def _grid(frame: Box) -> list[Point]:
    steps = range(_EDGE_STEPS + 1)
    return [
        Point(
            frame.left + frame.width * column / _EDGE_STEPS,
            frame.top + frame.height * row / _EDGE_STEPS,
        )
        for row in steps
        for column in steps
    ]
