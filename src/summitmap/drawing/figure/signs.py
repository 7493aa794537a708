"""The journey's signs on the sheet: markers, and legs with their arrowheads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summitmap.drawing.figure.projection import Point, Projection
from summitmap.drawing.labels import Box, Line
from summitmap.drawing.pins import Pin
from summitmap.story.itinerary import Itinerary
from summitmap.story.model import Status

AHEAD = (Status.PLANNED, Status.PROPOSED)
"""The statuses of what is still to come."""

OFF = (Status.CANCELLED, Status.DENIED)
"""The statuses of what is not to come."""

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_PUSHES = 80


class State(StrEnum):
    """How a sign stands to the event that the figure is drawn for."""

    PLAIN = "plain"
    """No event was asked for."""

    PAST = "past"
    MARKED = "marked"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Moment:
    """The event that the figure is drawn for, as its place in the order of events; none is all."""

    order: Mapping[str, int]
    event: str | None

    def state(self, events: Iterable[str]) -> State:
        """How a sign that stands for these events is drawn; one without events is only told of."""
        known = [self.order[event] for event in events]
        if self.event is None or not known:
            return State.PLAIN
        now = self.order[self.event]
        if now in known:
            return State.MARKED
        return State.PAST if min(known) < now else State.AHEAD


@dataclass(frozen=True)
class Marker:
    """A stop, or another spot of the story, which has no `label`.

    `at` is where it is drawn, a little off its `spot` when another marker lies there. `reach` is
    half its width and `radius` half its height, in pixels.
    """

    place: str
    name: str
    spot: Point
    at: Point
    reach: float
    radius: float
    label: str
    events: tuple[str, ...]
    status: Status
    inferred: bool
    state: State

    @property
    def box(self) -> Box:
        return Box.round(self.at.x, self.at.y, 2 * self.reach, 2 * self.radius)

    @property
    def is_moved(self) -> bool:
        """Whether it needs a line to its spot."""
        return math.dist((self.at.x, self.at.y), (self.spot.x, self.spot.y)) > self.radius * 0.6


@dataclass(frozen=True)
class Leg:
    """The line from one marker to the next; `arrow` are its corners, the tip first, when there is
    room for one."""

    line: Line
    arrow: tuple[Point, ...]
    status: Status
    state: State

    @property
    def arrow_box(self) -> Box | None:
        if not self.arrow:
            return None
        across, down = [p.x for p in self.arrow], [p.y for p in self.arrow]
        return Box(min(across), min(down), max(across), max(down))


def markers_of(
    pins: Sequence[Pin],
    projection: Projection,
    frame: Box,
    type_size: float,
    moment: Moment,
    apart: float,
) -> tuple[Marker, ...]:
    """The markers of the pins that lie in the frame, none over another.

    `apart` is how far the middles of two are at least, in parts of both their sizes.
    """
    radius = type_size * 0.68
    found = []
    for pin in pins:
        spot = projection.point(pin.spot.longitude, pin.spot.latitude)
        if not frame.holds(Box.round(spot.x, spot.y, 0, 0)):
            continue
        small = radius if pin.numbers else radius * 0.5
        label = pin.label if len(pin.numbers) < 4 else f"{pin.numbers[0]}–{pin.numbers[-1]}"
        wider = max(len(label) - 2, 0) * type_size * 0.24
        found.append(
            Marker(
                pin.place,
                pin.name,
                spot,
                spot,
                small + wider,
                small,
                label,
                pin.events,
                pin.status,
                pin.inferred,
                moment.state(pin.events),
            )
        )
    return tuple(_spread(found, frame.grown(-radius * 1.2), apart))


def legs_of(
    journey: Itinerary, markers: Sequence[Marker], type_size: float, moment: Moment
) -> tuple[Leg, ...]:
    """The legs between the markers; those between the same two run side by side."""
    by_place = {marker.place: marker for marker in markers}
    joined = [(by_place.get(leg.start.place), by_place.get(leg.end.place)) for leg in journey.legs]
    pairs = Counter(frozenset((a.place, b.place)) for a, b in joined if a and b)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for leg, (start, end) in zip(journey.legs, joined, strict=True):
        if start is None or end is None or start.at == end.at:
            continue
        way = (start.place, end.place)
        beside = 0.0
        if pairs[frozenset(way)] > 1:
            # Each way keeps to its right, so that out and back are two lines.
            beside = type_size * (0.28 + 0.4 * seen[way])
            seen[way] += 1
        line, arrow = _leg(start, end, beside, type_size)
        if line is not None:
            found.append(Leg(line, arrow, leg.status, moment.state(leg.end.events)))
    return tuple(found)


def _leg(
    start: Marker, end: Marker, beside: float, type_size: float
) -> tuple[Line | None, tuple[Point, ...]]:
    across, down = end.at.x - start.at.x, end.at.y - start.at.y
    length = math.hypot(across, down)
    across, down = across / length, down / length
    right_x, right_y = -down * beside, across * beside
    out = _edge(start, across, down) + type_size * 0.2
    room = length - out - _edge(end, across, down) - type_size * 0.26
    head = type_size * 0.62
    if room < head * 0.8:
        return None, ()
    from_x = start.at.x + right_x + across * out
    from_y = start.at.y + right_y + down * out
    tip = Point(from_x + across * room, from_y + down * room)
    half = head * 0.42
    base_x, base_y = tip.x - across * head, tip.y - down * head
    notch = Point(tip.x - across * head * 0.78, tip.y - down * head * 0.78)
    arrow = (
        tip,
        Point(base_x - down * half, base_y + across * half),
        notch,
        Point(base_x + down * half, base_y - across * half),
    )
    return Line(from_x, from_y, notch.x, notch.y), arrow


def _edge(marker: Marker, across: float, down: float) -> float:
    """How far the marker's edge is from its middle in a direction."""
    flat = marker.reach - marker.radius
    return marker.radius + flat * abs(across)


def _spread(markers: Sequence[Marker], frame: Box, apart: float) -> list[Marker]:
    """The markers pushed apart until none lies over another, as far as there is room."""
    at = [[marker.at.x, marker.at.y] for marker in markers]
    for _ in range(_PUSHES):
        moved = False
        for one in range(len(markers)):
            for other in range(one + 1, len(markers)):
                moved |= _push(at, one, other, markers, apart)
        if not moved:
            break
        for place in at:
            place[0] = min(max(place[0], frame.left), frame.right)
            place[1] = min(max(place[1], frame.top), frame.bottom)
    return [
        Marker(**{**marker.__dict__, "at": Point(*place)})
        for marker, place in zip(markers, at, strict=True)
    ]


def _push(
    at: list[list[float]], one: int, other: int, markers: Sequence[Marker], least: float
) -> bool:
    """Move two markers that are too close away from each other, and say whether they were."""
    across, down = at[other][0] - at[one][0], at[other][1] - at[one][1]
    apart = math.hypot(across, down)
    needed = least * (markers[one].reach + markers[other].reach)
    if apart >= needed - 1e-6:
        return False
    push = (needed - apart) / 2 + 0.01
    if apart < 1e-6:
        across, down = math.cos(other * _GOLDEN_ANGLE), math.sin(other * _GOLDEN_ANGLE)
        apart = 1.0
    for place, sign in ((at[one], -1), (at[other], 1)):
        place[0] += sign * push * across / apart
        place[1] += sign * push * down / apart
    return True
