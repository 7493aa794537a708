"""The sketch: the journey as one picture, for a page without its script and for print.

The same Web Mercator map as in the browser, around the journey, with the names of its stops. What
the sketches of all languages have in common is drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

from summitmap.drawing.areas import Area, areas
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Spot, course, heading, on_the_way
from summitmap.drawing.description import journey_sentence
from summitmap.drawing.entry import Entry
from summitmap.drawing.labels import Box, Line, Option, Wanted, beside, place
from summitmap.drawing.outline import Point, closed_path, open_path
from summitmap.drawing.pins import Pin, pins
from summitmap.drawing.templates import draw
from summitmap.drawing.theme import Theme, colours
from summitmap.places import basemap
from summitmap.places.basemap import Label, LabelKind
from summitmap.places.nearness import northing
from summitmap.places.topojson import Topology
from summitmap.story.itinerary import itinerary
from summitmap.story.model import CountryArea, Place, PolygonArea, Status, Story

FRAME = Box(0, 0, 1600, 1000)
"""The picture in pixels of its own."""

_EDGE = FRAME.grown(8)
"""Where what leaves the picture is cut, its line out of sight."""

_MARGIN = 160
"""How far from the frame the outermost pins stay, for their names to have room."""

_LEAST = 12.0
"""Degrees of longitude across the picture at the least: one stop alone is not looked at closer."""

_RADIUS = 23
_SMALL = 13
_TYPE = 32
_TYPE_OF_LABELS = 22
_NAMED = 60
"""How many pins are named at the most; more names than that find no room."""

_AHEAD = (Status.PLANNED, Status.PROPOSED)
_OFF = (Status.CANCELLED, Status.DENIED)


@dataclass(frozen=True)
class View:
    """The part of the map that the picture shows.

    `west` and `north` are its corner, as a longitude and a `northing`; `scale` is how many pixels
    a degree of longitude has, and `middle` the longitude that the map is drawn around.
    """

    west: float
    north: float
    scale: float
    middle: float

    def point(self, spot: Spot) -> Point:
        """Where a spot of the course stands in the picture."""
        return Point(
            (spot.longitude - self.west) * self.scale,
            (self.north - northing(spot.latitude)) * self.scale,
        )

    def lines(self, lines: Iterable[Sequence[Sequence[float]]]) -> Iterator[list[Point]]:
        """Those lines of GeoJSON that the picture may show, each on the turn of the globe that lies
        nearest the middle."""
        for nodes in lines:
            longitudes = [node[0] for node in nodes]
            centre = (min(longitudes) + max(longitudes)) / 2
            turn = round((self.middle - centre) / 360) * 360
            latitudes = [node[1] for node in nodes]
            first = self.point(Spot(min(longitudes) + turn, max(latitudes)))
            last = self.point(Spot(max(longitudes) + turn, min(latitudes)))
            if Box(first.x, first.y, last.x, last.y).touches(_EDGE.grown(1)):
                yield [self.point(Spot(node[0] + turn, node[1])) for node in nodes]


@dataclass(frozen=True)
class Shade:
    """A shaded area: a country's code, or the path of an area of its own.

    `kind` is "past", "ahead", "off" or, without an event, "mentioned".
    """

    country: str | None
    path: str
    kind: str


@dataclass(frozen=True)
class Arrow:
    """A leg: where it begins and ends, and its arrowhead, turned clockwise from due east."""

    start: Point
    end: Point
    head: Point | None
    turn: float
    ahead: bool


@dataclass(frozen=True)
class Sign:
    """A pin: its label, where it stands, and half its width; `kind` as that of a `Shade`, or
    "inferred"."""

    label: str
    at: Point
    half: float
    kind: str


@dataclass(frozen=True)
class Name:
    """A name, where it stands, and which end of it stands there: "start", "middle" or "end".

    `kind` is "stop", or as in `LabelKind` for what the basemap names.
    """

    text: str
    kind: str
    at: Point
    anchor: str


@dataclass(frozen=True)
class Picture:
    """What the sketches of every language share, from the ground up; `countries` are those that
    are shaded, by their codes, and `land` is all the others."""

    land: str
    countries: Mapping[str, str]
    lakes: str
    rivers: str
    borders: str
    shades: tuple[Shade, ...]
    arrows: tuple[Arrow, ...]
    signs: tuple[Sign, ...]


class Sketcher:
    """Draws one story's sketches on a basemap in TopoJSON."""

    def __init__(self, story: Story, places: Mapping[str, Place], topology: bytes) -> None:
        self._story = story
        self._places = places
        self._shapes = Topology(topology)
        self._journey = itinerary(story, places)
        self._way = course(self._journey, places)

    def sketch(
        self, told: Sequence[Entry], language: str, words: Catalogue, *, first: bool
    ) -> Markup:
        """The sketch in one language as SVG; the one that is `first` on a page holds what the
        others show again."""
        marked = self._pins(told)
        view = self._view(marked)
        return draw(
            "sketch.html",
            frame=FRAME,
            colours=colours(Theme.LIGHT),
            language=language,
            title=words("map.label"),
            description=self.description(told, language, words),
            picture=self._picture(view, marked, told) if first else None,
            names=_names(marked, _labels(words.language), view, self._lines(view)),
            size=_TYPE,
            size_of_labels=_TYPE_OF_LABELS,
            radius=_RADIUS,
        )

    def description(self, told: Sequence[Entry], language: str, words: Catalogue) -> str:
        """The journey in a sentence, as the sketch tells it to those who cannot see it."""
        return journey_sentence(self._story, self._pins(told), language, words)

    def _pins(self, told: Sequence[Entry]) -> tuple[Pin, ...]:
        return pins(self._places, self._journey, told, self._way)

    def _view(self, marked: Sequence[Pin]) -> View:
        """The view that holds every stop; without any every pin, and without those all places."""
        spots = (
            [pin.spot for pin in marked if pin.numbers]
            or [pin.spot for pin in marked]
            or [self._way.spot(place.position) for place in self._places.values()]
            or [Spot(-150.0, -50.0), Spot(150.0, 70.0)]
        )
        easts = [spot.longitude for spot in spots]
        norths = [northing(spot.latitude) for spot in spots]
        across, up = max(easts) - min(easts), max(norths) - min(norths)
        scale = min(
            (FRAME.width - 2 * _MARGIN) / max(across, _LEAST),
            (FRAME.height - 2 * _MARGIN) / max(up, 1e-9),
        )
        return View(
            west=(min(easts) + max(easts) - FRAME.width / scale) / 2,
            north=(min(norths) + max(norths) + FRAME.height / scale) / 2,
            scale=scale,
            middle=self._way.middle,
        )

    def _picture(self, view: View, marked: Sequence[Pin], told: Sequence[Entry]) -> Picture:
        shaded = areas(self._story, self._places, told)
        countries = {a.shape.country for a in shaded if isinstance(a.shape, CountryArea)}
        known = self._shapes.identities("countries")
        others = [code for code in known if code not in countries]
        return Picture(
            land=self._land(others, view),
            countries={code: self._land([code], view) for code in known if code in countries},
            lakes=closed_path(view.lines(self._shapes.lines("lakes")), _EDGE),
            rivers=open_path(view.lines(self._shapes.lines("rivers")), _EDGE),
            borders=open_path(view.lines(self._shapes.lines("borders")), _EDGE),
            shades=tuple(_shade(area, view) for area in shaded),
            arrows=self._arrows(view),
            signs=tuple(_sign(pin, view) for pin in marked),
        )

    def _land(self, countries: Iterable[str], view: View) -> str:
        polygons = (
            polygon for code in countries for polygon in self._shapes.polygons("countries", code)
        )
        return closed_path(view.lines(ring for polygon in polygons for ring in polygon), _EDGE)

    def _lines(self, view: View) -> list[Line]:
        ends = [
            (
                view.point(self._way.stops[leg.start.number]),
                view.point(self._way.stops[leg.end.number]),
            )
            for leg in self._journey.legs
        ]
        return [Line(start.x, start.y, end.x, end.y) for start, end in ends]

    def _arrows(self, view: View) -> tuple[Arrow, ...]:
        found = []
        for leg in self._journey.legs:
            start, end = self._way.stops[leg.start.number], self._way.stops[leg.end.number]
            found.append(
                Arrow(
                    view.point(start),
                    view.point(end),
                    view.point(on_the_way(start, end, 0.55)) if start != end else None,
                    round(heading(start, end), 1),
                    leg.status in _AHEAD,
                )
            )
        return tuple(found)


def _shade(area: Area, view: View) -> Shade:
    kind = _kind(area.status)
    if isinstance(area.shape, CountryArea):
        return Shade(area.shape.country, "", kind)
    rings = (ring for polygon in _polygons(area.shape) for ring in polygon)
    return Shade(None, closed_path(view.lines(rings), _EDGE), kind)


def _polygons(area: PolygonArea) -> list[list[list[list[float]]]]:
    return area.coordinates if area.type == "MultiPolygon" else [area.coordinates]


def _labels(language: str) -> list[Label]:
    """The lands and seas that the basemap names, the most important first."""
    kinds = (LabelKind.COUNTRY, LabelKind.OCEAN, LabelKind.SEA)
    return [label for label in basemap.labels(language) if label.kind in kinds]


def _kind(status: Status | None) -> str:
    if status is None:
        return "mentioned"
    return "ahead" if status in _AHEAD else "off" if status in _OFF else "past"


def _sign(pin: Pin, view: View) -> Sign:
    radius = _RADIUS if pin.numbers else _SMALL
    half = radius + 14 * max(len(pin.numbers) - 1, 0)
    return Sign(
        pin.label, view.point(pin.spot), half, "inferred" if pin.inferred else _kind(pin.status)
    )


def _names(
    marked: Sequence[Pin], labels: Iterable[Label], view: View, lines: Sequence[Line]
) -> list[Name]:
    """The names of the pins and of the lands and seas around, none over another or over a pin;
    stops go first."""
    signs = [(pin, _sign(pin, view)) for pin in sorted(marked, key=lambda pin: not pin.numbers)]
    wanted = [
        Wanted(
            key=pin.place,
            options=tuple(Option(box, cost * 40) for box, cost in _beside(pin, sign)),
            crossing=0.5,
            insists=bool(pin.numbers),
        )
        for pin, sign in signs[:_NAMED]
    ]
    around = {f"label {number}": label for number, label in enumerate(labels)}
    wanted += [Wanted(key, _on(label, view)) for key, label in around.items()]
    taken = [Box.round(sign.at.x, sign.at.y, 2 * sign.half, 2 * _RADIUS) for _, sign in signs]
    placed = place(wanted, FRAME.grown(-6), taken, lines, gap=4).chosen
    found = [
        _name_beside(pin.name, placed[pin.place].box, sign)
        for pin, sign in signs
        if pin.place in placed
    ]
    for key, label in around.items():
        if key in placed:
            box = placed[key].box
            found.append(Name(label.text, label.kind.value, _base(box.x, box), "middle"))
    return found


def _beside(pin: Pin, sign: Sign) -> Iterable[tuple[Box, float]]:
    reach = (sign.half + 8, (_RADIUS if pin.numbers else _SMALL) + 6)
    return beside(sign.at.x, sign.at.y, reach, _width(pin.name, _TYPE), _TYPE * 1.1)


def _name_beside(text: str, box: Box, sign: Sign) -> Name:
    """The name in its box, held at the end that is next to its pin."""
    if box.left >= sign.at.x:
        return Name(text, "stop", _base(box.left, box), "start")
    if box.right <= sign.at.x:
        return Name(text, "stop", _base(box.right, box), "end")
    return Name(text, "stop", _base(box.x, box), "middle")


def _base(x: float, box: Box) -> Point:
    """The point on the base line of what is written in the box."""
    return Point(x, box.y + box.height * 0.31)


def _on(label: Label, view: View) -> tuple[Option, ...]:
    """The box in which a land or a sea is named, around the middle of what it names."""
    longitude = label.position.longitude
    turn = round((view.middle - longitude) / 360) * 360
    at = view.point(Spot(longitude + turn, label.position.latitude))
    # Lands are named in capitals, set apart.
    wide = 1.6 if label.kind is LabelKind.COUNTRY else 1.0
    width = wide * _width(label.text, _TYPE_OF_LABELS)
    return (Option(Box.round(at.x, at.y, width, _TYPE_OF_LABELS * 1.1)),)


def _width(text: str, size: float) -> float:
    """About how wide a text is, on the safe side: only the browser that draws it knows."""
    return size * sum(1.0 if east_asian_width(sign) in "WF" else 0.56 for sign in text)
