"""The plate: the map itself, with what lies on it placed and nothing drawn yet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitmap.drawing.course import Spot
from summitmap.drawing.figure.cells import Grid, cells_of
from summitmap.drawing.figure.furniture import Globe, ScaleBar, globe_of, scale_bar_of
from summitmap.drawing.figure.names import (
    Form,
    Name,
    Scene,
    anchor_of,
    baselines,
    city_names,
    country_names,
    region_names,
    stop_name,
    water_names,
)
from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.figure.shapes import Ring, Shapes, own_area, shapes_of
from summitmap.drawing.figure.signs import (
    Leg,
    Marker,
    State,
    legs_of,
    markers_of,
)
from summitmap.drawing.figure.sizes import Sheet
from summitmap.drawing.figure.text import Text
from summitmap.drawing.figure.told import Told
from summitmap.drawing.figure.view import centre_of, degrees_between, view_of, window_of
from summitmap.drawing.labels import Box, Placement, place
from summitmap.story.model import CountryArea, Status

_APART = (1.12, 1.9, 2.8)
_GLOBE_SHARE = 0.105


@dataclass(frozen=True)
class Shade:
    """A shaded area as polygons of rings, in degrees; without a status it is only named."""

    place: str
    polygons: Sequence[Sequence[Ring]]
    status: Status | None
    state: State


@dataclass(frozen=True)
class Label:
    """A name that was placed: its box, and the texts in it."""

    key: str
    box: Box
    texts: tuple[Text, ...]
    dot: Point | None


@dataclass(frozen=True)
class Plate:
    """The map and everything on it, in pixels; `left_out` are the names that found no room."""

    frame: Box
    projection: Projection
    shapes: Shapes
    shades: tuple[Shade, ...]
    markers: tuple[Marker, ...]
    legs: tuple[Leg, ...]
    labels: tuple[Label, ...]
    scale_bar: ScaleBar | None
    globe: Globe | None
    left_out: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        """How many stops have no name beside them."""
        named = {label.key for label in self.labels}
        return sum(
            1 for marker in self.markers if marker.label and f"stop {marker.place}" not in named
        )


@dataclass(frozen=True)
class _Stage:
    """The view with the journey on it, before there are names."""

    projection: Projection
    markers: tuple[Marker, ...]
    legs: tuple[Leg, ...]
    globe: Globe | None
    scale_bar: ScaleBar | None


def plate_of(told: Told, sheet: Sheet, frame: Box) -> Plate:
    """The map of the story in a frame.

    Stops that lie so close together that a name finds no room are drawn further apart.
    """
    first, *others = _APART
    best = _plate(told, sheet, frame, first)
    for apart in others:
        if not best.unnamed:
            break
        best = min(best, _plate(told, sheet, frame, apart), key=lambda plate: plate.unnamed)
    return best


def _plate(told: Told, sheet: Sheet, frame: Box, apart: float) -> Plate:
    stage = _stage(told, sheet, frame, apart)
    projection = stage.projection
    shapes = shapes_of(projection, window_of(projection, frame))
    shades = tuple(_shades(told, shapes, projection))
    labels, left_out = _labels(told, sheet, frame, stage, shapes, shades)
    return Plate(
        frame,
        projection,
        shapes,
        shades,
        stage.markers,
        stage.legs,
        labels,
        stage.scale_bar,
        stage.globe,
        left_out,
    )


def _stage(told: Told, sheet: Sheet, frame: Box, apart: float) -> _Stage:
    """The journey as large as it can be with a corner free for the globe and one for the scale
    bar; where there is none, the journey makes room for them, below or to the right."""
    spots = _spots(told)
    radius = min(frame.width, frame.height) * _GLOBE_SHARE
    for right, below in ((0.0, 0.0), (0.0, 2.2 * radius), (2.2 * radius, 0.0)):
        projection = view_of(spots, frame, _inner(sheet, frame, right, below), told.way.middle)
        markers = markers_of(told.pins, projection, frame, sheet.name, told.moment, apart)
        legs = legs_of(told.journey, markers, sheet.name, told.moment)
        taken = [marker.box for marker in markers]
        lines = [leg.line for leg in legs]
        globe = globe_of(projection, frame, sheet, radius, taken, lines)
        around = [*taken, *([globe.box] if globe else [])]
        bar = scale_bar_of(projection, frame, sheet, told.words, around, lines)
        if projection.kind is Kind.WORLD or (globe and bar):
            break
    return _Stage(projection, markers, legs, globe, bar)


def _inner(sheet: Sheet, frame: Box, right: float, below: float) -> Box:
    """The part of the frame for the journey: room at the sides for the names of its ends."""
    side = min(frame.width * 0.17, sheet.name * 7)
    edge = min(frame.height * 0.14, sheet.name * 4)
    return Box(
        frame.left + side, frame.top + edge, frame.right - side - right, frame.bottom - edge - below
    )


def _spots(told: Told) -> list[Spot]:
    """What the view must show: the stops, or else every pin, or else every area; and the event."""
    shown = [pin.spot for pin in told.pins if pin.numbers] or [pin.spot for pin in told.pins]
    known = [place.position for place in told.places.values()]
    if not shown:
        shown = [told.way.spot(position) for position in known]
    shown += list(_near(told, shown))
    event = told.event
    at = told.places.get(event.place_id) if event and event.place_id else None
    if at and not at.kind.is_area:
        shown.append(told.way.spot(at.position))
    return shown or [Spot(0.0, 20.0)]


def _near(told: Told, shown: Sequence[Spot]) -> Iterator[Spot]:
    """The middles of shaded areas that are no larger than the journey and lie close to it."""
    if not shown:
        return
    centre = centre_of(shown)
    reach = max((degrees_between(centre, spot) for spot in shown), default=0.0)
    for area in told.areas:
        at = told.places[area.place]
        spot = told.way.spot(at.position)
        is_small = math.degrees(at.precision_metres / 6.371e6) < reach
        if area.status and is_small and degrees_between(centre, spot) < 1.7 * reach:
            yield spot


def _shades(told: Told, shapes: Shapes, projection: Projection) -> Iterator[Shade]:
    """The areas to be shaded, those only named first, those to come last."""
    rank = {None: 0, Status.HAPPENED: 1}
    for area in sorted(told.areas, key=lambda area: rank.get(area.status, 2)):
        if isinstance(area.shape, CountryArea):
            polygons: Sequence[Sequence[Ring]] = shapes.countries.get(area.shape.country, [])
        else:
            given = area.shape.coordinates
            parts = [given] if area.shape.type == "Polygon" else given
            polygons = own_area(parts, projection)
        if polygons:
            yield Shade(area.place, polygons, area.status, told.moment.state(area.events))


def _labels(
    told: Told,
    sheet: Sheet,
    frame: Box,
    stage: _Stage,
    shapes: Shapes,
    shades: Sequence[Shade],
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """The names placed, and those that found no room."""
    grid = Grid(frame, max(frame.width, frame.height) / 150)
    cells = cells_of(grid, shapes.countries, stage.projection)
    scene = Scene(stage.projection, frame, cells, sheet.name, sheet.least)
    markers, legs = stage.markers, stage.legs
    names = list(_names(told, scene, shades, markers))
    taken = [marker.box for marker in markers]
    taken += [box for leg in legs if (box := leg.arrow_box)]
    taken += [sign.box for sign in (stage.globe, stage.scale_bar) if sign]
    taken += [
        Box.round(marker.spot.x, marker.spot.y, marker.radius, marker.radius)
        for marker in markers
        if marker.is_moved
    ]
    placement: Placement = place(
        [name.wanted for name in names],
        frame.grown(-sheet.name * 0.4),
        taken,
        [leg.line for leg in legs],
        gap=sheet.name * 0.2,
    )
    by_key = {name.wanted.key: name for name in names}
    signs = {f"stop {marker.place}": marker.at for marker in markers}
    return (
        tuple(
            _label(by_key[key], option.form, option.box, signs.get(key))
            for key, option in placement.chosen.items()
        ),
        tuple(by_key[key].text for key in placement.left_out),
    )


def _names(
    told: Told, scene: Scene, shades: Sequence[Shade], markers: Sequence[Marker]
) -> Iterator[Name]:
    """The names that are wanted, the most important first."""
    for marker in sorted(markers, key=lambda marker: not marker.label):
        ahead = marker.state is State.AHEAD
        tones = ("faint", "faint") if ahead else ("ink", "quiet")
        yield stop_name(marker, _date(told, marker), scene, tones)
    told_of = frozenset(
        area.shape.country for area in told.areas if isinstance(area.shape, CountryArea)
    )
    countries = list(country_names(told.language, scene, told_of))
    yield from (name for name in countries if name.wanted.key.removeprefix("country ") in told_of)
    own = {area.place for area in told.areas if not isinstance(area.shape, CountryArea)}
    regions = {
        shade.place: (
            told.story.place(shade.place).name[told.language],
            [ring for polygon in shade.polygons for ring in polygon],
        )
        for shade in shades
        if shade.place in own
    }
    yield from region_names(regions, scene)
    yield from water_names(told.language, scene)
    yield from (
        name for name in countries if name.wanted.key.removeprefix("country ") not in told_of
    )
    yield from city_names(told.language, scene, markers)


def _date(told: Told, marker: Marker) -> str:
    """When each stop at the marker begins, as far as it is known; no more than two are told."""
    stops = [stop for stop in told.journey.stops if stop.place == marker.place]
    dates = dict.fromkeys(
        told.words.date(date)
        for stop in stops
        if (date := told.story.event(stop.events[0]).date) is not None
    )
    return ", ".join(dates) if len(dates) < 3 else ""


def _label(name: Name, form: int, box: Box, sign: Point | None) -> Label:
    chosen: Form = name.forms[form]
    at = sign or name.dot
    anchor = anchor_of(box, at) if at else "middle"
    x = {"start": box.left, "middle": box.x, "end": box.right}[anchor]
    return Label(
        name.wanted.key,
        box,
        tuple(
            Text(
                line.text,
                line.style,
                # Letters are spaced to their right, so that the middle is not where it looks.
                x + (line.style.spacing / 2 if anchor == "middle" else 0.0),
                y,
                line.tone,
                anchor,
                name.halo,
            )
            for line, y in baselines(chosen, box)
        ),
        name.dot,
    )
