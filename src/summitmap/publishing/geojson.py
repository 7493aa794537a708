"""A story as GeoJSON (RFC 7946), for other tools and to be read back.

Every event is a feature, in the order of the story, also one that has no place (its geometry is
null). Legs follow, and the places that no event happens at. What has no home in RFC 7946 stands in
members beside it, as the RFC's §6.1 allows; `when` is shaped as in the Linked Places format
(https://github.com/LinkedPasts/linked-places-format).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summitmap.places.gazetteer import NATURAL_EARTH_CREDIT, NATURAL_EARTH_LICENCE
from summitmap.publishing.rings import cut_at_antimeridian, extent
from summitmap.publishing.shapes import shape_of
from summitmap.story.dates import DatePoint, EventDate, Precision
from summitmap.story.itinerary import Itinerary, Leg, itinerary
from summitmap.story.model import (
    CountryArea,
    Event,
    Place,
    PlaceEntry,
    PlaceKind,
    Position,
    Story,
)

EVENT, LEG, PLACE = "event", "leg", "place"
"""The roles that a feature can have: its property `role`."""

_Members = dict[str, Any]


def geojson(story: Story, places: Mapping[str, Place]) -> bytes:
    """The story as a FeatureCollection, UTF-8, a feature a line; the same story, the same bytes.

    Positions are longitude before latitude in degrees, WGS 84. `role` in a feature's properties
    tells events, legs and other places apart.
    """
    journey = itinerary(story, places)
    features = [
        *(_event(event, story, places, journey) for event in story.events),
        *(_leg(leg) for leg in journey.legs),
        *_other_places(story, places),
    ]
    box = extent(feature["geometry"] for feature in features)
    head = {
        "type": "FeatureCollection",
        **({"bbox": box} if box else {}),
        "story": _story(story),
        "credits": _credits(places.values()),
    }
    lines = ",\n".join(_written(feature) for feature in features)
    return f'{_written(head)[:-1]},"features":[\n{lines}\n]}}\n'.encode()


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _story(story: Story) -> _Members:
    """What is said of the story as a whole."""
    fields = {"id", "published", "languages", "title", "summary", "method", "protagonist"}
    return story.model_dump(mode="json", include=fields, exclude_none=True)


def _credits(places: Iterable[Place]) -> list[_Members]:
    """Whom to name, and under which licence, each once; countries are drawn by the basemap."""
    drawn = tuple(places)
    named = [
        {
            "dataset": place.provenance.dataset,
            "credit": place.provenance.credit,
            "licence": place.provenance.licence,
        }
        for place in drawn
    ]
    if any(isinstance(place.area, CountryArea) for place in drawn):
        named.append(
            {
                "dataset": "Natural Earth",
                "credit": NATURAL_EARTH_CREDIT,
                "licence": NATURAL_EARTH_LICENCE,
            }
        )
    return [credit for at, credit in enumerate(named) if credit not in named[:at]]


def _event(event: Event, story: Story, places: Mapping[str, Place], journey: Itinerary) -> _Members:
    place = places.get(event.place) if event.place else None
    stop = journey.stop_of(event.id)
    properties = {
        "role": EVENT,
        "title": event.headline[story.languages[0]],
        **event.model_dump(mode="json"),
        "stop_number": stop.number if stop else None,
        "people": [story.person(person).model_dump(mode="json") for person in event.people],
        "sources": [story.source(source).model_dump(mode="json") for source in event.sources],
        "place": _place(story.place(event.place), place) if event.place else None,
        "about": (
            _place(story.place(event.about), places.get(event.about)) if event.about else None
        ),
    }
    return {
        "type": "Feature",
        "id": event.id,
        **({"when": when(event.date)} if event.date else {}),
        "properties": properties,
        "geometry": _geometry(place),
    }


def _place(entry: PlaceEntry, place: Place | None) -> _Members:
    """What the story asks for, and what it was resolved to."""
    asked = entry.model_dump(mode="json")
    if place is None:
        return {**asked, "resolved": None}
    fields = {
        "position",
        "kind",
        "country_code",
        "precision_metres",
        "provenance",
        "doubt",
        "chosen_by",
        "reason",
        "second_opinion",
    }
    return {**asked, "resolved": place.model_dump(mode="json", include=fields)}


def _leg(leg: Leg) -> _Members:
    """The order of two stops, and not the route between them."""
    parts = cut_at_antimeridian(leg.start.position, leg.end.position)
    lines = [[_coordinates(position) for position in part] for part in parts]
    geometry = (
        {"type": "LineString", "coordinates": lines[0]}
        if len(lines) == 1
        else {"type": "MultiLineString", "coordinates": lines}
    )
    return {
        "type": "Feature",
        "id": f"leg:{leg.start.number}",
        "properties": {
            "role": LEG,
            "from_stop": leg.start.number,
            "from_place": leg.start.place,
            "to_stop": leg.end.number,
            "to_place": leg.end.place,
            "status": leg.status.value,
            "kilometres": round(leg.kilometres, 1),
        },
        "geometry": geometry,
    }


def _other_places(story: Story, places: Mapping[str, Place]) -> Iterable[_Members]:
    """The places that no event happens at. As on the map, a country that is only named is not
    drawn."""
    used = {event.place for event in story.events}
    for entry in story.places:
        if entry.id in used:
            continue
        place = places.get(entry.id)
        named_only = entry.kind is PlaceKind.COUNTRY
        yield {
            "type": "Feature",
            "id": f"place:{entry.id}",
            "properties": {
                "role": PLACE,
                "title": entry.name[story.languages[0]],
                "place": _place(entry, place),
            },
            "geometry": None if named_only else _geometry(place),
        }


def _geometry(place: Place | None) -> _Members | None:
    """A spot as a point and an area as its polygons; an area without a shape is never a point."""
    if place is not None and not place.kind.is_area:
        return {"type": "Point", "coordinates": _coordinates(place.position)}
    return shape_of(place)


def _coordinates(position: Position) -> list[float]:
    return [position.longitude, position.latitude]


def when(date: EventDate) -> dict[str, Any]:
    """The date as a `when` of the Linked Places format, with the days that bound it.

    A start or an end that is known is `in` (with the format's `~`, `?` and `%` behind it); one
    that is not is bounded by the end that is.
    """
    span: dict[str, Sequence[str] | dict[str, str]] = {}
    if date.start is None:
        # By the 12th: whenever it began, it was not later than that.
        span["start"] = {"latest": date.latest.isoformat()}
        span["end"] = {"latest": date.latest.isoformat()}
    elif date.end is None:
        span["start"] = _end(date.start)
        span["end"] = {"earliest": date.earliest.isoformat()}
    elif not date.is_interval:
        span["start"] = _end(date.start)
    else:
        span["start"], span["end"] = _end(date.start), _end(date.end)
    return {"timespans": [span], "label": date.edtf}


_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


def _end(point: DatePoint) -> dict[str, str]:
    mark = _MARKS[point.approximate, point.uncertain]
    if point.precision is Precision.DAY:
        return {"in": f"{point.first.isoformat()}{mark}"}
    return {
        "earliest": f"{point.first.isoformat()}{mark}",
        "latest": f"{point.last.isoformat()}{mark}",
    }
