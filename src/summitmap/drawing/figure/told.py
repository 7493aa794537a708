"""The story in the words of one language, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summitmap.drawing.areas import Area, areas
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course, course
from summitmap.drawing.description import journey_sentence
from summitmap.drawing.entry import Entry, entries
from summitmap.drawing.figure.fonts import plain
from summitmap.drawing.figure.signs import (
    Moment,
)
from summitmap.drawing.pins import Pin, pins
from summitmap.story.itinerary import Itinerary, itinerary
from summitmap.story.model import Place, Story


@dataclass(frozen=True)
class Told:
    """The story in the words of one language, and what is asked of it."""

    story: Story
    places: Mapping[str, Place]
    language: str
    words: Catalogue
    entries: tuple[Entry, ...]
    journey: Itinerary
    way: Course
    pins: tuple[Pin, ...]
    areas: tuple[Area, ...]
    moment: Moment

    @property
    def event(self) -> Entry | None:
        """The event that the figure is drawn for."""
        return next((entry for entry in self.entries if entry.id == self.moment.event), None)


def told_of(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue, event: str | None
) -> Told:
    """Tell the story; raises `KeyError` when it has no such event."""
    if event is not None:
        story.event(event)
    told = entries(story, places, language, words)
    journey = itinerary(story, places)
    way = course(journey, places)
    return Told(
        story,
        places,
        language,
        words,
        told,
        journey,
        way,
        pins(places, journey, told, way),
        areas(story, places, told),
        Moment({entry.id: number for number, entry in enumerate(told)}, event),
    )


def description_of(told: Told) -> str:
    """The journey in words, what is shaded, and the event that is shown."""
    said = [journey_sentence(told.story, told.pins, told.language, told.words)]
    shaded = [
        told.story.place(area.place).name[told.language] for area in told.areas if area.status
    ]
    if shaded:
        said.append(told.words("figure.shaded", names=", ".join(shaded)))
    if told.event:
        said.append(told.words("figure.shown", date=told.event.date, headline=told.event.headline))
    return plain(" ".join(said))
