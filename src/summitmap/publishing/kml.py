"""A story as KML 2.2, for Google Earth and what else reads it.

https://docs.ogc.org/is/12-007r2/12-007r2.html. Stops, legs, areas and the rest are folders; each
event is a placemark with its time, so that a time slider plays the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any
from xml.etree import ElementTree

import simplekml
from markupsafe import escape

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.credits import credit_line
from summitmap.drawing.entry import Entry, entries
from summitmap.drawing.templates import draw
from summitmap.drawing.theme import Theme, colours
from summitmap.publishing.plain import plain
from summitmap.publishing.rings import cut_at_antimeridian
from summitmap.publishing.shapes import shape_of
from summitmap.story.dates import DatePoint, EventDate, Precision
from summitmap.story.itinerary import Leg, itinerary
from summitmap.story.model import Event, Place, Position, Status, Story

# The library numbers what it makes, and marks what it is at, for the whole process.
_ONE_AT_A_TIME = Lock()

_NAMESPACE = "{http://www.opengis.net/kml/2.2}"

_DASHES = 12
"""How many strokes a dashed leg has: the format knows no dashed lines."""

_GOES_ON = (Status.HAPPENED, Status.PLANNED, Status.PROPOSED)


def kml(story: Story, places: Mapping[str, Place], language: str, words: Catalogue) -> bytes:
    """The story in one language, UTF-8; the same story, the same bytes.

    A placemark is timed by the bounds of its event's EDTF date. What has happened is filled and
    its lines are solid; what is expected is an outline and its lines are dashed; the status
    stands in the name too.
    """
    with _ONE_AT_A_TIME:
        simplekml.Kml.resetidcounter()
        document = simplekml.Kml(
            name=_text(story.title[language]),
            description=_text(
                draw(
                    "globe_story.html",
                    summary=story.summary[language],
                    credits=credit_line(places, words),
                )
            ),
        )
        # What the library would escape it escapes unless it looks like CDATA, so we do it.
        document.parsetext(False)
        _Drawing(document, story, places, language, words).draw()
        body: str = document.kml(format=False)
    return _by_the_schema(body)


class _Drawing:
    """The folders of one document while they are filled."""

    def __init__(
        self,
        document: simplekml.Kml,
        story: Story,
        places: Mapping[str, Place],
        language: str,
        words: Catalogue,
    ) -> None:
        self._document = document
        self._story = story
        self._places = places
        self._language = language
        self._words = words
        self._styles = {status: _style(status) for status in Status}

    def draw(self) -> None:
        told = entries(self._story, self._places, self._language, self._words)
        journey = itinerary(self._story, self._places)
        stops = [entry for entry in told if entry.number is not None]
        rest = [entry for entry in told if entry.number is None]
        spots = [entry for entry in rest if self._has_spot(entry)]
        areas = [entry for entry in rest if self._has_area(entry)]
        nowhere = [entry for entry in rest if entry not in spots and entry not in areas]
        self._folder("stops", stops)
        if journey.legs:
            folder = self._document.newfolder(
                name=_text(self._words("kml.legs")),
                description=_text(self._words("map.legend_order")),
            )
            for leg in journey.legs:
                self._leg(folder, leg)
        self._folder("areas", areas)
        self._folder("spots", spots)
        self._folder("nowhere", nowhere)

    def _has_spot(self, entry: Entry) -> bool:
        place = self._places.get(entry.place_id or "")
        return place is not None and not place.kind.is_area

    def _has_area(self, entry: Entry) -> bool:
        return shape_of(self._places.get(entry.place_id or "")) is not None

    def _folder(self, name: str, told: Sequence[Entry]) -> None:
        if not told:
            return
        folder = self._document.newfolder(name=_text(self._words(f"kml.{name}")))
        for entry in told:
            self._event(folder, entry)

    def _event(self, folder: simplekml.Folder, entry: Entry) -> None:
        event = self._story.event(entry.id)
        place = self._places.get(entry.place_id or "")
        shape = shape_of(place)
        number = f"{entry.number}. " if entry.number else ""
        status = "" if entry.status is Status.HAPPENED else f" ({entry.status_word})"
        mark = folder.newmultigeometry(name=_text(f"{number}{entry.headline}{status}"))
        if place is not None and not place.kind.is_area:
            mark.newpoint(coords=[_coordinates(place.position)])
        for polygon in _polygons(shape):
            mark.newpolygon(outerboundaryis=polygon[0], innerboundaryis=polygon[1:])
        mark.description = _text(draw("globe_event.html", entry=entry, words=self._words))
        mark.style = self._styles[entry.status]
        _set_time(mark, event.date)
        _describe(mark, event, place)

    def _leg(self, folder: simplekml.Folder, leg: Leg) -> None:
        name = self._words("kml.leg", start=leg.start.number, end=leg.end.number)
        status = self._words(f"status.{leg.status.value}")
        mark = folder.newmultigeometry(name=_text(f"{name} ({status})"))
        for start, end in _strokes(leg):
            mark.newlinestring(coords=[_coordinates(start), _coordinates(end)], tessellate=1)
        mark.style = self._styles[leg.status]
        _set_time(mark, self._story.event(leg.end.events[0]).date)


def _by_the_schema(body: str) -> bytes:
    """The document as the OGC's schema has it.

    The library's ids are no XML names and count on from the last document; it sets styles before
    a feature's name, where they come after it; and its icon is an address on the network, where a
    globe without one draws its own pin.
    """
    root = ElementTree.fromstring(body)
    document = root[0]
    styles: dict[str, ElementTree.Element] = {}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_NAMESPACE}Style":
                parent.remove(child)
                styles[f"#{child.get('id')}"] = child
            elif child.tag == f"{_NAMESPACE}Icon":
                parent.remove(child)
    names = {old: f"style-{number}" for number, old in enumerate(styles, start=1)}
    for element in [*root.iter(), *(part for style in styles.values() for part in style.iter())]:
        element.attrib.pop("id", None)
        if element.tag == f"{_NAMESPACE}styleUrl":
            element.text = f"#{names[element.text or '']}"
    head = sum(child.tag in (f"{_NAMESPACE}name", f"{_NAMESPACE}description") for child in document)
    for number, (old, style) in enumerate(styles.items()):
        style.set("id", names[old])
        document.insert(head + number, style)
    ElementTree.register_namespace("", _NAMESPACE[1:-1])
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _text(text: str) -> str:
    """The text as it can stand in the XML: escaped here, for the library is told not to."""
    return str(escape(plain(text)))


def _style(status: Status) -> simplekml.Style:
    happened = status is Status.HAPPENED
    named = colours(Theme.LIGHT)
    colour = named.accent if status in _GOES_ON else named.quiet
    style = simplekml.Style()
    style.iconstyle.color = _seen_through(colour, 1 if happened else 0.7)
    style.iconstyle.scale = 1.1 if happened else 0.9
    style.linestyle.color = _seen_through(colour, 1)
    style.linestyle.width = 3 if happened else 1.5
    style.polystyle.color = _seen_through(colour, 0.25)
    style.polystyle.fill = int(happened)
    style.polystyle.outline = 1
    return style


def _seen_through(colour: str, opacity: float) -> str:
    """A colour such as `#b3360c` as KML writes it: alpha, blue, green, red."""
    opaque: str = simplekml.Color.hex(colour.removeprefix("#"))
    seen: str = simplekml.Color.changealphaint(round(255 * opacity), opaque)
    return seen


def _set_time(mark: simplekml.MultiGeometry, date: EventDate | None) -> None:
    if date is None:
        return
    if not date.is_interval and date.start is not None:
        mark.timestamp.when = _moment(date.start)
    else:
        mark.timespan.begin = _moment(date.start) if date.start else None
        mark.timespan.end = _moment(date.end) if date.end else None


def _moment(point: DatePoint) -> str:
    """A year, a month or a day, as precise as it is known."""
    return point.first.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(point.precision)]


def _describe(mark: simplekml.MultiGeometry, event: Event, place: Place | None) -> None:
    """What a program may want to read."""
    data = {
        "id": event.id,
        "edtf": event.date.edtf if event.date else None,
        "date_basis": event.date_basis.value,
        "status": event.status.value,
        "place": event.place,
        "place_basis": event.place_basis.value,
        "precision_metres": place.precision_metres if place else None,
    }
    for name, value in data.items():
        if value is not None:
            mark.extendeddata.newdata(name, _text(str(value)))


def _strokes(leg: Leg) -> Iterator[tuple[Position, Position]]:
    """The line of a leg in one stroke, or in many where it is only expected."""
    for start, end in cut_at_antimeridian(leg.start.position, leg.end.position):
        if leg.status is Status.HAPPENED:
            yield start, end
            continue
        parts = 2 * _DASHES - 1
        for part in range(0, parts, 2):
            yield _between(start, end, part / parts), _between(start, end, (part + 1) / parts)


def _between(start: Position, end: Position, share: float) -> Position:
    return Position(
        longitude=start.longitude + (end.longitude - start.longitude) * share,
        latitude=start.latitude + (end.latitude - start.latitude) * share,
    )


def _polygons(shape: Mapping[str, Any] | None) -> list[list[list[tuple[float, float]]]]:
    """The polygons of a shape, each its outer ring and its holes."""
    if shape is None:
        return []
    polygons = shape["coordinates"]
    if shape["type"] == "Polygon":
        polygons = [polygons]
    return [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in polygons]


def _coordinates(position: Position) -> tuple[float, float]:
    return position.longitude, position.latitude
