"""An event in the words of one language: what timeline and map card both tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from summitmap.drawing.catalogue import Catalogue
from summitmap.story.itinerary import Itinerary, Leg, in_order, itinerary
from summitmap.story.model import Basis, Event, Place, Provenance, Status, Story
from summitmap.story.sieve import NO_SOURCE

Address = Callable[[str], str]
"""From an event's id to the address that opens the page with that event selected."""

_COMPASS = (
    *("north", "north_east", "east", "south_east"),
    *("south", "south_west", "west", "north_west"),
)
"""The eight principal points of the compass, clockwise."""


@dataclass(frozen=True)
class Neighbour:
    """Another event at the same place."""

    id: str
    headline: str


@dataclass(frozen=True)
class Entry:
    """One event, ready to be drawn; every text is plain and still to be escaped.

    `number` is that of the stop the event belongs to, and `inferred_stop` tells that the article
    names no place for that stop. `marks` are the short remarks of what is inferred or not precise.
    `by` names the sources in short, `sources` says who they are, `source_ids` are for machines and
    never empty: `NO_SOURCE` stands for none. `precision` is a sentence on how well
    the place is known, `found` are sentences on how it was found, and `from_before` tells how far a
    stop lies from the one before, and which way.
    """

    id: str
    headline: str
    date: str
    place_id: str | None
    place: str | None
    status: Status
    status_word: str
    number: int | None
    inferred_stop: bool
    marks: tuple[str, ...]
    by: str | None
    sources: tuple[str, ...]
    source_ids: tuple[str, ...]
    quote: str
    note: str | None
    precision: str | None
    found: tuple[str, ...]
    from_before: str | None
    here: tuple[Neighbour, ...]


def entries(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue
) -> tuple[Entry, ...]:
    """The events of the story in order, told in `language` with the words of the catalogue."""
    ordered = in_order(story.events)
    around = _Around(story, places, itinerary(story, places), ordered)
    return tuple(_entry(event, around, language, words) for event in ordered)


def by_place(told: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries at each place, in the order that they are given in; those without one are out."""
    found: dict[str, list[Entry]] = {}
    for entry in told:
        if entry.place_id is not None:
            found.setdefault(entry.place_id, []).append(entry)
    return found


def furthest(statuses: Iterable[Status]) -> Status:
    """Of several statuses the one that has come furthest: happened before planned, denied last."""
    return min(statuses, key=tuple(Status).index)


class _Around:
    """What lies around an event, found once for all of them: a story may have ten thousand."""

    def __init__(
        self,
        story: Story,
        places: Mapping[str, Place],
        journey: Itinerary,
        ordered: Iterable[Event],
    ) -> None:
        self.story = story
        self.places = places
        self.named = {entry.id: entry.name for entry in story.places}
        self.stops = {event: stop for stop in journey.stops for event in stop.events}
        self.legs = {leg.end.events[0]: leg for leg in journey.legs}
        self.here: dict[str, list[Event]] = {}
        for event in ordered:
            if event.place:
                self.here.setdefault(event.place, []).append(event)


def _entry(event: Event, around: _Around, language: str, words: Catalogue) -> Entry:
    story = around.story
    place = around.places.get(event.place) if event.place else None
    stop = around.stops.get(event.id)
    return Entry(
        id=event.id,
        headline=event.headline[language],
        date=words.date(event.date),
        place_id=event.place,
        place=around.named[event.place][language] if event.place else None,
        status=event.status,
        status_word=words(f"status.{event.status.value}"),
        number=stop.number if stop else None,
        inferred_stop=stop.inferred if stop else False,
        marks=_marks(event, place, words),
        by=_by(event, story, language, words),
        sources=_sources(event, story, language, words),
        source_ids=event.sources or (NO_SOURCE,),
        quote=event.quote[language],
        note=event.note[language] if event.note else None,
        precision=_precision(place, words),
        found=_found(place, words),
        from_before=_from_before(around.legs.get(event.id), words),
        here=tuple(
            Neighbour(other.id, other.headline[language])
            for other in around.here.get(event.place or "", ())
            if other.id != event.id
        ),
    )


def _marks(event: Event, place: Place | None, words: Catalogue) -> tuple[str, ...]:
    marks = []
    if event.date is not None and event.date_basis is Basis.INFERRED:
        marks.append(words("event.date_inferred"))
    if event.place is not None and event.place_basis is Basis.INFERRED:
        marks.append(words("event.place_inferred"))
    if event.place is None:
        marks.append(words("event.no_place"))
    elif place is not None and place.kind.is_area:
        marks.append(words("event.whole_area"))
    return tuple(marks)


def _by(event: Event, story: Story, language: str, words: Catalogue) -> str | None:
    names = ", ".join(story.source(source).label(language) for source in event.sources)
    return words("event.by", names=names) if names else None


def _sources(event: Event, story: Story, language: str, words: Catalogue) -> tuple[str, ...]:
    named = []
    for source in map(story.source, event.sources):
        name = source.label(language)
        about = source.about[language] if source.about else None
        named.append(words("event.source", name=name, about=about) if about else name)
    return tuple(named) or (words("event.nobody"),)


def _precision(place: Place | None, words: Catalogue) -> str | None:
    if place is None:
        return None
    if place.kind.is_area:
        return words("event.precision_area")
    return words("event.precision_spot", distance=words.distance(place.precision_metres))


def _found(place: Place | None, words: Catalogue) -> tuple[str, ...]:
    if place is None:
        return ()
    origin = place.provenance
    sentences = []
    if place.chosen_by == "person":
        sentences.append(words("event.set_by_person", reason=(place.reason or "–").rstrip(".")))
    key = "event.found_in" if origin.record else "event.found_without_record"
    sentences.append(
        words(key, origin=dataset_of(origin), record=origin.record, matched=origin.matched)
    )
    if origin.corrected_from:
        sentences.append(words("event.corrected", spelling=origin.corrected_from))
    if place.doubt:
        sentences.append(words(f"doubt.{place.doubt.value}"))
    if place.candidates:
        names = ", ".join(
            words(
                "event.other",
                name=other.name,
                country=other.country_code or "–",
                distance=words.distance(other.kilometres * 1000),
            )
            for other in place.candidates[:3]
        )
        sentences.append(words("event.others", names=names))
    return tuple(sentences)


def dataset_of(origin: Provenance) -> str:
    """The dataset with its version, the name of the dataset only once."""
    if not origin.version:
        return origin.dataset
    if origin.version.startswith(origin.dataset):
        return origin.version
    if origin.version.isdigit():
        return f"{origin.dataset} {origin.version}"
    return f"{origin.dataset} ({origin.version})"


def _from_before(leg: Leg | None, words: Catalogue) -> str | None:
    """How far a stop lies from the one before, and which way, told at the stop's first event."""
    if leg is None:
        return None
    number = leg.start.number
    if leg.bearing is None:
        return words("event.from_before_same", number=number)
    distance = words.distance(leg.kilometres * 1000)
    direction = words(f"direction.{compass_point(leg.bearing)}")
    return words("event.from_before", distance=distance, direction=direction, number=number)


def compass_point(bearing: float) -> str:
    """The nearest of the eight principal points of the compass, such as `north_east`, to a bearing
    in degrees clockwise from north."""
    return _COMPASS[round(bearing / 45) % len(_COMPASS)]
