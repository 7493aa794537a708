"""Where a journey lies on a map that goes on beyond ±180°, and how its legs run there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from summitmap.story.itinerary import Itinerary
from summitmap.story.model import Place, Position


@dataclass(frozen=True)
class Spot:
    """A position on the endless map, in degrees: the longitude may pass ±180."""

    longitude: float
    latitude: float


@dataclass(frozen=True)
class Course:
    """`stops` holds the spot of each stop by its number; `middle` is the longitude that the map is
    drawn around."""

    stops: Mapping[int, Spot]
    middle: float

    def spot(self, position: Position) -> Spot:
        """The position on the turn of the globe that lies nearest the middle."""
        return _nearest(position, self.middle)


def course(journey: Itinerary, places: Mapping[str, Place]) -> Course:
    """The course through the stops; without any, the map is drawn around all places."""
    positions = [stop.position for stop in journey.stops] or [p.position for p in places.values()]
    if not positions:
        return Course({}, 0.0)
    spots: list[Spot] = []
    for position in positions:
        spots.append(_nearest(position, spots[-1].longitude if spots else position.longitude))
    if max(s.longitude for s in spots) - min(s.longitude for s in spots) > 360:
        # All the way round the globe: one turn must hold it, and a leg may go the long way.
        spots = [_nearest(position, positions[0].longitude) for position in positions]
    longitudes = [spot.longitude for spot in spots]
    middle = (min(longitudes) + max(longitudes)) / 2
    turn = round(middle / 360) * 360
    stops = {
        stop.number: Spot(spot.longitude - turn, spot.latitude)
        for stop, spot in zip(journey.stops, spots, strict=False)
    }
    return Course(stops, middle - turn)


def on_the_way(start: Spot, end: Spot, share: float) -> Spot:
    """The spot that lies that share of the way along the line that a Mercator map draws."""
    (x1, y1), (x2, y2) = _projected(start), _projected(end)
    x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
    return Spot(math.degrees(x), math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2))


def heading(start: Spot, end: Spot) -> float:
    """How the line runs on a Mercator map: degrees clockwise from due east, 0 for no line."""
    (x1, y1), (x2, y2) = _projected(start), _projected(end)
    return math.degrees(math.atan2(y1 - y2, x2 - x1))


def _nearest(position: Position, longitude: float) -> Spot:
    turn = round((longitude - position.longitude) / 360) * 360
    return Spot(position.longitude + turn, position.latitude)


def _projected(spot: Spot) -> tuple[float, float]:
    """Web Mercator in radians (https://en.wikipedia.org/wiki/Web_Mercator_projection)."""
    latitude = math.radians(max(-85.0, min(85.0, spot.latitude)))
    return math.radians(spot.longitude), math.log(math.tan(math.pi / 4 + latitude / 2))
