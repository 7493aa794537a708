"""A crowd: the pins and legs of a story with so many events that the browser gathers them.

A few pins are drawn by folium one by one. A crowd is handed over as rows of data, from which the
browser draws what comes into view, and its cards stand on shelves that are opened when one of them
is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course
from summitmap.drawing.pins import Pin
from summitmap.story.itinerary import Itinerary
from summitmap.story.model import Story

_MOST = 150
"""How many events a story may have without being a crowd. With as many, a browser still draws each
pin on its own within a frame; some hundred pins on one screen hide each other anyway."""

SHELF = 100
"""How many cards stand on a shelf: as many as a browser unpacks within a frame."""

_DECIMALS = 5
"""Of a degree: about a metre, which is finer than any precision of a place."""


def is_crowd(story: Story) -> bool:
    """Whether the story has so many events that its pins are a crowd."""
    return len(story.events) > _MOST


def crowd(marked: Sequence[Pin], journey: Itinerary, way: Course) -> dict[str, Any]:
    """The pins and the journey as rows, for the browser.

    A row of `pins` holds the place, longitude and latitude in degrees, the numbers of its stops,
    the status, whether the place is inferred (1 or 0), and the ids of its events. A row of `path`
    is a stop, in order: which pin it is, its longitude there, which may be a turn of the globe
    away from the pin's, and the status of the leg that leads to it.
    """
    row_of = {pin.place: row for row, pin in enumerate(marked)}
    return {
        "pins": [
            [
                pin.place,
                round(pin.spot.longitude, _DECIMALS),
                round(pin.spot.latitude, _DECIMALS),
                list(pin.numbers),
                pin.status.value,
                int(pin.inferred),
                list(pin.events),
            ]
            for pin in marked
        ],
        "path": [
            [
                row_of[stop.place],
                round(way.stops[stop.number].longitude, _DECIMALS),
                stop.status.value,
            ]
            for stop in journey.stops
        ],
    }


def sentence(story: Story, journey: Itinerary, language: str, words: Catalogue) -> str:
    """The journey in a sentence that does not name every stop: how many, the first and the last."""
    title, events = story.title[language], format_decimal(len(story.events), locale=words.language)
    if not journey.stops:
        return words("map.crowd_events", title=title, events=events)
    ends = (journey.stops[0], journey.stops[-1])
    first, last = (story.place(stop.place).name[language] for stop in ends)
    return words(
        "map.crowd_journey",
        title=title,
        events=events,
        stops=format_decimal(len(journey.stops), locale=words.language),
        first=first,
        last=last,
    )


def shelves(cards: Mapping[str, Markup]) -> list[dict[str, Markup]]:
    """The cards by the ids of their events, in order, `SHELF` of them on each shelf."""
    items = list(cards.items())
    return [dict(items[start : start + SHELF]) for start in range(0, len(items), SHELF)]
