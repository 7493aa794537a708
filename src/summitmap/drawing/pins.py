"""The pins: one for each spot where something happens, stops with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course, Spot
from summitmap.drawing.entry import Entry, by_place, furthest
from summitmap.story.itinerary import Itinerary, Stop
from summitmap.story.model import Place, Status


@dataclass(frozen=True)
class Pin:
    """A spot to be marked; `numbers` are those of its stops, none for a place off the journey.

    `events` are those at the place, in order. `inferred` tells that the article names the place
    for none of the stops.
    """

    place: str
    name: str
    spot: Spot
    numbers: tuple[int, ...]
    events: tuple[str, ...]
    status: Status
    inferred: bool

    @property
    def label(self) -> str:
        """The numbers as they stand on the pin."""
        return " · ".join(str(number) for number in self.numbers)

    def title(self, words: Catalogue) -> str:
        """The pin in words: "Stop 2: Vostochny Cosmodrome (happened)"."""
        status = words(f"status.{self.status.value}")
        stop = f"{words('event.stop', number=self.label)}: " if self.numbers else ""
        return f"{stop}{self.name} ({status})"


def pins(
    places: Mapping[str, Place], journey: Itinerary, told: Sequence[Entry], course: Course
) -> tuple[Pin, ...]:
    """One pin for each spot; stops at the same spot share it. Areas have none."""
    stops: dict[str, list[Stop]] = {}
    for stop in journey.stops:
        stops.setdefault(stop.place, []).append(stop)
    return tuple(
        _pin(place, here, stops.get(place_id, []), course)
        for place_id, here in by_place(told).items()
        if (place := places.get(place_id)) and not place.kind.is_area
    )


def _pin(place: Place, here: Sequence[Entry], stops: Sequence[Stop], course: Course) -> Pin:
    return Pin(
        place.id,
        here[0].place or place.id,
        course.stops[stops[0].number] if stops else course.spot(place.position),
        tuple(stop.number for stop in stops),
        tuple(entry.id for entry in here),
        furthest([stop.status for stop in stops] or [entry.status for entry in here]),
        bool(stops) and all(stop.inferred for stop in stops),
    )
