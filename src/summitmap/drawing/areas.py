"""The shaded areas: countries and regions with events, and regions that the text names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitmap.drawing.entry import Entry, by_place, furthest
from summitmap.story.model import CountryArea, Place, PolygonArea, Status, Story


@dataclass(frozen=True)
class Area:
    """An area to be shaded; `status` is `None` when the text names it without an event there."""

    place: str
    events: tuple[str, ...]
    status: Status | None
    shape: CountryArea | PolygonArea


def areas(story: Story, places: Mapping[str, Place], told: Sequence[Entry]) -> tuple[Area, ...]:
    """The areas in the order of the story's places; a country without an event is not shaded."""
    events = by_place(told)
    found = []
    for entry in story.places:
        place = places.get(entry.id)
        here = events.get(entry.id, [])
        if place is None or place.area is None:
            continue
        if not here and isinstance(place.area, CountryArea):
            continue
        status = furthest([event.status for event in here]) if here else None
        found.append(Area(entry.id, tuple(event.id for event in here), status, place.area))
    return tuple(found)
