"""The journey of the protagonist: stops and the legs between them, in the order of the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from geographiclib.geodesic import Geodesic

from summitmap.story.model import Basis, Event, Place, Position, Status, Story

_GOES_ON = (Status.HAPPENED, Status.PLANNED, Status.PROPOSED)


@dataclass(frozen=True)
class Stop:
    """A spot where the protagonist is or will be; events that follow each other there are one stop.

    `number` counts from 1. `inferred` tells that the article does not name the place for any of
    the stop's events.
    """

    number: int
    place: str
    position: Position
    events: tuple[str, ...]
    status: Status
    inferred: bool


@dataclass(frozen=True)
class Leg:
    """From one stop to the next, as the order of stops and not as the route taken.

    `kilometres` is the length of the geodesic on the WGS 84 ellipsoid (C. F. F. Karney, Algorithms
    for geodesics, J. Geodesy 87, 2013). `bearing` is its direction where it sets out, in degrees
    clockwise from true north, from 0 up to but not including 360; a leg without length has none.
    """

    start: Stop
    end: Stop
    kilometres: float
    bearing: float | None

    @property
    def status(self) -> Status:
        """A leg has come as far as the stop that it leads to."""
        return self.end.status


@dataclass(frozen=True)
class Itinerary:
    """Stops and legs in order; there is one leg fewer than there are stops."""

    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]

    def stop_of(self, event_id: str) -> Stop | None:
        """The stop that an event belongs to, if it belongs to one."""
        return next((stop for stop in self.stops if event_id in stop.events), None)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events by date; those of the same date stay as written, those without one come last."""

    def order(event: Event) -> tuple[date, date]:
        return event.date.order if event.date else (date.max, date.max)

    return tuple(sorted(events, key=order))


def itinerary(story: Story, places: Mapping[str, Place]) -> Itinerary:
    """The stops of the story that have a spot on the earth, and the legs that join them.

    A stop known only as a country or a region has no spot to draw a line to, and one that was
    cancelled or denied is no part of the journey: both stay out.
    """
    stops: list[Stop] = []
    for event in in_order(story.events):
        place = places.get(event.place) if event.place else None
        if not event.stop or place is None or place.kind.is_area or event.status not in _GOES_ON:
            continue
        stated = event.place_basis is Basis.STATED
        if stops and stops[-1].place == place.id:
            last = stops[-1]
            stops[-1] = Stop(
                last.number,
                last.place,
                last.position,
                (*last.events, event.id),
                min(last.status, event.status, key=_GOES_ON.index),
                last.inferred and not stated,
            )
        else:
            stops.append(
                Stop(
                    len(stops) + 1, place.id, place.position, (event.id,), event.status, not stated
                )
            )
    legs = tuple(_leg(start, end) for start, end in pairwise(stops))
    return Itinerary(tuple(stops), legs)


def kilometres_between(start: Position, end: Position) -> float:
    """The length of the geodesic on the WGS 84 ellipsoid: see `Leg`."""
    line = Geodesic.WGS84.Inverse(
        *(start.latitude, start.longitude, end.latitude, end.longitude), Geodesic.DISTANCE
    )
    return float(line["s12"]) / 1000


def _leg(start: Stop, end: Stop) -> Leg:
    here, there = start.position, end.position
    # A pole lies on every meridian; on that of the end, the way there is due south or due north.
    meridian = there.longitude if abs(here.latitude) == 90 else here.longitude
    line = Geodesic.WGS84.Inverse(here.latitude, meridian, there.latitude, there.longitude)
    kilometres = float(line["s12"]) / 1000
    # Twice, for what lies a hair west of north is rounded up to the whole circle.
    bearing = float(line["azi1"]) % 360 % 360
    return Leg(start, end, kilometres, bearing if kilometres else None)
