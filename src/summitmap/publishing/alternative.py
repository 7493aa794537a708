"""The alternative to the map: a list of what it shows, a picture of it, and the events as a table.

The list is for those who cannot see the map; picture and table are for a page whose script does not
run, and for print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from summitmap.drawing.areas import areas
from summitmap.drawing.entry import Entry
from summitmap.drawing.map import Telling
from summitmap.drawing.sketch import Sketcher
from summitmap.drawing.templates import draw
from summitmap.story.itinerary import itinerary
from summitmap.story.model import Place, Story


@dataclass(frozen=True)
class Item:
    """A stop or an area as a line of the list; `events` are those that it selects, if any."""

    text: str
    events: tuple[str, ...]


class Alternative:
    """Draws the alternatives of one story, on a basemap in TopoJSON."""

    def __init__(self, story: Story, places: Mapping[str, Place], topology: bytes) -> None:
        self._story = story
        self._places = places
        self._journey = itinerary(story, places)
        self._sketcher = Sketcher(story, places, topology)

    def draw(self, told: Sequence[Entry], telling: Telling, *, first: bool) -> Markup:
        """The alternative in one language; the `first` on a page holds what the others share."""
        sketch = self._sketcher.sketch(told, telling.language, telling.words, first=first)
        return draw(
            "plain.html",
            room="publishing",
            title=self._story.title[telling.language],
            language=telling.language,
            hidden=not first,
            words=telling.words,
            address=telling.address,
            stops=tuple(self._stops(told, telling)),
            areas=tuple(self._areas(told, telling)),
            sketch=sketch,
            entries=told,
        )

    def journey(self, told: Sequence[Entry], telling: Telling) -> str:
        """The journey in a sentence."""
        return self._sketcher.description(told, telling.language, telling.words)

    def _stops(self, told: Iterable[Entry], telling: Telling) -> Iterator[Item]:
        words = telling.words
        entries = {entry.id: entry for entry in told}
        for stop in self._journey.stops:
            first = entries[stop.events[0]]
            status = words(f"status.{stop.status.value}")
            if stop.inferred:
                status = f"{status}, {words('publication.list_inferred')}"
            text = words("publication.list_stop", place=first.place, status=status, date=first.date)
            yield Item(text, stop.events)

    def _areas(self, told: Sequence[Entry], telling: Telling) -> Iterator[Item]:
        words = telling.words
        names = {place.id: place.name[telling.language] for place in self._story.places}
        for area in areas(self._story, self._places, told):
            name = names[area.place]
            if area.status is None:
                yield Item(words("publication.list_mentioned", place=name), ())
            else:
                status = words(f"status.{area.status.value}")
                text = words("publication.list_area", place=name, status=status)
                yield Item(text, area.events)
