"""Map projections: from a position to a point on the sheet and back.

The same projections, with the same parameters, as d3-geo, which draws the basemap; they are worked
out here as well so that names, stops and legs can be placed before anything is drawn. Formulas for
the sphere: the conic and the azimuthal one from J. P. Snyder, "Map Projections: A Working Manual",
U.S. Geological Survey Professional Paper 1395 (1987), pp. 98-103 and 182-190; Equal Earth from
B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from summitmap.drawing.course import Spot

_EQUATORIAL = 1e-6
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_EDGE = 178.0


class Kind(StrEnum):
    """Which projection, by the name that d3 and Vega give it. All three keep areas true."""

    CONIC = "conicEqualArea"
    AZIMUTHAL = "azimuthalEqualArea"
    WORLD = "equalEarth"


@dataclass(frozen=True)
class Point:
    """A point on the sheet in pixels, y downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Projection:
    """A projection centred on a position in degrees, which it puts at (`x`, `y`) in pixels.

    `scale` is how many pixels a radian of the globe has where the projection is true. The
    `parallels`, in degrees, are those where a conic is true; the others have none.
    """

    kind: Kind
    longitude: float
    latitude: float
    parallels: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a position in degrees lies, on the turn of the globe nearest to the centre."""
        return self.point_of_turn((longitude - self.longitude + 180) % 360 - 180, latitude)

    def point_of_turn(self, east: float, latitude: float) -> Point:
        """Where a position lies that is so many degrees east of the centre.

        Beyond 180 degrees the map goes on, so that a shape which passes there stays whole.
        """
        across, up = self._raw(math.radians(east), math.radians(latitude))
        centre_across, centre_up = self._centre
        return Point(
            self.x + self.scale * (across - centre_across),
            self.y - self.scale * (up - centre_up),
        )

    def position(self, point: Point) -> Spot | None:
        """What lies at a point; `None` off the globe and within two degrees of the map's edge."""
        centre_across, centre_up = self._centre
        across = (point.x - self.x) / self.scale + centre_across
        up = (self.y - point.y) / self.scale + centre_up
        found = self._inverse(across, up)
        if found is None:
            return None
        east, latitude = (math.degrees(angle) for angle in found)
        if self.kind is not Kind.AZIMUTHAL and abs(east) > _EDGE:
            return None
        return Spot(east + self.longitude, latitude)

    def moved(self, x: float, y: float) -> Projection:
        """The same projection so many pixels further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)

    def parameters(self) -> dict[str, object]:
        """The parameters of the same projection for d3 and Vega."""
        tilted = self.kind is Kind.AZIMUTHAL
        found: dict[str, object] = {
            "type": self.kind.value,
            "rotate": [-self.longitude, -self.latitude if tilted else 0, 0],
            "center": [0, self.latitude if self.kind is Kind.CONIC else 0],
            "scale": self.scale,
            "translate": [self.x, self.y],
        }
        if self.kind is Kind.CONIC:
            found["parallels"] = list(self.parallels)
        return found

    @cached_property
    def _centre(self) -> tuple[float, float]:
        if self.kind is Kind.CONIC:
            return self._raw(0.0, math.radians(self.latitude))
        return 0.0, 0.0

    def _raw(self, east: float, latitude: float) -> tuple[float, float]:
        if self.kind is Kind.CONIC:
            return self._conic(east, latitude)
        if self.kind is Kind.AZIMUTHAL:
            return self._azimuthal(east, latitude)
        return _equal_earth(east, latitude)

    def _inverse(self, across: float, up: float) -> tuple[float, float] | None:
        if self.kind is Kind.CONIC:
            return self._conic_inverse(across, up)
        if self.kind is Kind.AZIMUTHAL:
            return self._azimuthal_inverse(across, up)
        return _equal_earth_inverse(across, up)

    @cached_property
    def _cone(self) -> tuple[float, float, float]:
        """The cone constant n, Snyder's C, and the sine of the southern parallel."""
        south, north = (math.sin(math.radians(angle)) for angle in self.parallels)
        n = (south + north) / 2
        return n, 1 + south * (2 * n - south), south

    def _conic(self, east: float, latitude: float) -> tuple[float, float]:
        n, c, south = self._cone
        if abs(n) < _EQUATORIAL:
            true = math.sqrt(1 - south * south)
            return east * true, math.sin(latitude) / true
        radius = math.sqrt(max(c - 2 * n * math.sin(latitude), 0.0)) / n
        return radius * math.sin(east * n), math.sqrt(c) / n - radius * math.cos(east * n)

    def _conic_inverse(self, across: float, up: float) -> tuple[float, float] | None:
        n, c, south = self._cone
        if abs(n) < _EQUATORIAL:
            true = math.sqrt(1 - south * south)
            sine, east = up * true, across / true
        else:
            height = math.sqrt(c) / n - up
            sine = (c - (across * across + height * height) * n * n) / (2 * n)
            sign = math.copysign(1.0, n)
            east = math.atan2(across * sign, height * sign) / n
        return (east, math.asin(sine)) if abs(sine) <= 1 and abs(east) <= math.pi else None

    def _azimuthal(self, east: float, latitude: float) -> tuple[float, float]:
        middle = math.radians(self.latitude)
        sine, cosine = math.sin(latitude), math.cos(latitude)
        cosine_away = math.sin(middle) * sine + math.cos(middle) * cosine * math.cos(east)
        k = math.sqrt(2 / max(1 + cosine_away, 1e-9))
        across = k * cosine * math.sin(east)
        return across, k * (math.cos(middle) * sine - math.sin(middle) * cosine * math.cos(east))

    def _azimuthal_inverse(self, across: float, up: float) -> tuple[float, float] | None:
        radius = math.hypot(across, up)
        if radius > 1.98:
            return None
        if radius == 0:
            return 0.0, math.radians(self.latitude)
        middle, away = math.radians(self.latitude), 2 * math.asin(radius / 2)
        sine = math.cos(away) * math.sin(middle) + up * math.sin(away) * math.cos(middle) / radius
        east = math.atan2(
            across * math.sin(away),
            radius * math.cos(middle) * math.cos(away) - up * math.sin(middle) * math.sin(away),
        )
        return east, math.asin(min(max(sine, -1.0), 1.0))


def _equal_earth(east: float, latitude: float) -> tuple[float, float]:
    a1, a2, a3, a4 = _EQUAL_EARTH
    angle = math.asin(_M * math.sin(latitude))
    square = angle * angle
    sixth = square**3
    across = (
        east * math.cos(angle) / (_M * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    )
    return across, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


def _equal_earth_inverse(across: float, up: float) -> tuple[float, float] | None:
    a1, a2, a3, a4 = _EQUAL_EARTH
    angle = up
    for _ in range(12):
        square = angle * angle
        sixth = square**3
        value = angle * (a1 + a2 * square + sixth * (a3 + a4 * square)) - up
        slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
        angle -= value / slope
        if abs(value) < 1e-12:
            break
    if abs(angle) > math.pi / 3:
        return None
    square = angle * angle
    slope = a1 + 3 * a2 * square + square**3 * (7 * a3 + 9 * a4 * square)
    east = _M * across * slope / math.cos(angle)
    if abs(east) > math.pi:
        return None
    return east, math.asin(min(max(math.sin(angle) / _M, -1.0), 1.0))
