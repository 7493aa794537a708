"""The layout: where everything on the sheet stands, before anything is drawn."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summitmap.drawing.areas import Area, areas
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course, Spot, course
from summitmap.drawing.credits import credit_line
from summitmap.drawing.description import journey_sentence
from summitmap.drawing.entry import Entry, entries
from summitmap.drawing.figure.cells import Grid, cells_of
from summitmap.drawing.figure.fonts import (
    ASCENT,
    Face,
    Style,
    plain,
    shortened,
    width,
    wrapped,
)
from summitmap.drawing.figure.names import (
    Form,
    Name,
    Scene,
    anchor_of,
    baselines,
    city_names,
    country_names,
    region_name,
    stop_name,
    water_names,
)
from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.figure.shapes import Ring, Shapes, own_area, shapes_of
from summitmap.drawing.figure.signs import (
    Leg,
    Marker,
    Moment,
    State,
    legs_of,
    markers_of,
    state_of,
)
from summitmap.drawing.figure.sizes import Sheet, Size, sheet_of
from summitmap.drawing.figure.view import centre_of, kilometres_a_pixel, view_of, window_of
from summitmap.drawing.labels import Box, Placement, place
from summitmap.drawing.labels import Line as Straight
from summitmap.drawing.pins import Pin, pins
from summitmap.story.dates import EventDate
from summitmap.story.itinerary import Itinerary, itinerary
from summitmap.story.model import CountryArea, Place, Status, Story

AHEAD = (Status.PLANNED, Status.PROPOSED)
"""The statuses of what is still to come."""

OFF = (Status.CANCELLED, Status.DENIED)
"""The statuses of what is not to come."""

_ROUND_LENGTHS = (1, 2, 5)
_HEADLINE_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Text:
    """A line of text: its start, middle or end (`anchor`) stands at `x`, its letters on `y`.

    `tone` is the name of its colour and `halo` that of the glow round it, if it has one.
    """

    text: str
    style: Style
    x: float
    y: float
    tone: str = "ink"
    anchor: str = "start"
    halo: str | None = None


@dataclass(frozen=True)
class Key:
    """A sign of the legend, in a box; what it means stands beside it."""

    sign: str
    box: Box


@dataclass(frozen=True)
class ScaleBar:
    """A bar of a round length; `line` is the bar itself and `box` all of it with its words."""

    line: Straight
    text: Text
    kilometres: float
    box: Box


@dataclass(frozen=True)
class Globe:
    """The small globe: its middle is at the view's, and it shows the frame, or a dot where the
    frame would be too small to see. The outline is in degrees."""

    at: Point
    radius: float
    centre: Spot
    outline: tuple[Spot, ...]
    is_dot: bool

    @property
    def box(self) -> Box:
        return Box.round(self.at.x, self.at.y, 2 * self.radius, 2 * self.radius)


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
class Layout:
    """Everything that is on the sheet and where, in pixels."""

    sheet: Sheet
    frame: Box
    projection: Projection
    shapes: Shapes
    shades: tuple[Shade, ...]
    markers: tuple[Marker, ...]
    legs: tuple[Leg, ...]
    labels: tuple[Label, ...]
    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    scale_bar: ScaleBar | None
    globe: Globe | None
    description: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Told:
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
        return next((entry for entry in self.entries if entry.id == self.moment.event), None)


def layout(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    size: Size = Size.WIDE,
    event: str | None = None,
) -> Layout:
    """Lay out the figure of a story, or of its state at an event.

    Raises `KeyError` when the story has no such event. What found no room is logged.
    """
    if event is not None:
        story.event(event)
    told = _told(story, places, language, words, event)
    sheet = sheet_of(size)
    texts, keys, frame = _page(told, sheet)
    projection, globe, bar, markers, legs = _map(told, sheet, frame)
    window = window_of(projection, frame)
    shapes = shapes_of(projection, window)
    shades = tuple(_shades(told, shapes, projection))
    labels, left_out = _labels(
        told, sheet, frame, projection, shapes, shades, markers, legs, globe, bar
    )
    if left_out:
        _log.info("%s, %s, %s: no room for %s", story.id, size, language, ", ".join(left_out))
    return Layout(
        sheet=sheet,
        frame=frame,
        projection=projection,
        shapes=shapes,
        shades=shades,
        markers=markers,
        legs=legs,
        labels=labels,
        texts=texts,
        keys=keys,
        scale_bar=bar,
        globe=globe,
        description=_description(told),
        left_out=left_out,
    )


def _told(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue, event: str | None
) -> _Told:
    told = entries(story, places, language, words)
    journey = itinerary(story, places)
    way = course(journey, places)
    return _Told(
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


def _description(told: _Told) -> str:
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


# --- the page: headline above or beside the map, legend and credits below ---


def _page(told: _Told, sheet: Sheet) -> tuple[tuple[Text, ...], tuple[Key, ...], Box]:
    """The words round the map, the legend, and the frame that they leave for the map."""
    column = (sheet.panel or sheet.width) - (2 if not sheet.panel else 1.5) * sheet.margin
    left = sheet.margin
    head, y = _head(told, sheet, left, sheet.top, column)
    foot, foot_height = _credits(told, sheet, left, column)
    keys, meanings, legend_height = _legend(told, sheet, left, column)
    foot_top = sheet.height - sheet.bottom - foot_height
    gap = sheet.name * 0.8
    legend_top = foot_top - gap * (1.0 if sheet.panel else 0.7) - legend_height
    texts = (
        *head,
        *(replace(text, y=text.y + legend_top) for text in meanings),
        *(replace(text, y=text.y + foot_top) for text in foot),
    )
    placed = tuple(replace(key, box=_lowered(key.box, legend_top)) for key in keys)
    if sheet.panel:
        return texts, placed, Box(sheet.panel, 0, sheet.width, sheet.height)
    side = sheet.margin if sheet.inset else 0.0
    bottom = (legend_top if keys else foot_top) - gap * 0.9
    return texts, placed, Box(side, round(y + gap * 0.6), sheet.width - side, round(bottom))


def _lowered(box: Box, by: float) -> Box:
    return Box(box.left, box.top + by, box.right, box.bottom + by)


def _head(
    told: _Told, sheet: Sheet, left: float, top: float, column: float
) -> tuple[list[Text], float]:
    """The headline, then the event when one is shown, then the date line; and where they end."""
    title = plain(told.story.title[told.language])
    lines, style = _fitting(title, Style(Face.HEADLINE, sheet.headline), column, _most(sheet))
    texts, y = _set(lines, style, left, top, "ink")
    small = Style(Face.REGULAR, max(sheet.name * 0.86, sheet.least))
    event = told.event
    if event is None:
        if sheet.summary:
            style = Style(Face.REGULAR, sheet.name)
            lines, style = _fitting(
                plain(told.story.summary[told.language]), style, column, 8 if sheet.panel else 4
            )
            more, y = _set(lines, style, left, y + sheet.name * 0.45, "ink")
            texts += more
        day = told.words.date(EventDate.parse(told.story.published.isoformat()))
        known = told.words("figure.known", date=day)
        more, y = _set(wrapped(known, small, column), small, left, y + sheet.name * 0.3, "quiet")
        return [*texts, *more], y
    bold = Style(Face.SEMIBOLD, sheet.name * 1.12)
    lines, bold = _fitting(plain(event.headline), bold, column, 4 if sheet.panel else 2)
    more, y = _set(lines, bold, left, y + sheet.name * 0.45, "accent")
    marks = [event.date, *([event.status_word] if event.status is not Status.HAPPENED else [])]
    if event.by:
        marks.append(event.by)
    if event.place_id is None:
        marks.append(told.words("event.no_place"))
    lines = wrapped(plain(" · ".join(marks)), small, column)
    last, y = _set(lines[:4], small, left, y + sheet.name * 0.1, "quiet")
    return [*texts, *more, *last], y


def _most(sheet: Sheet) -> int:
    """How many lines the headline may take."""
    return 5 if sheet.panel else 3


def _fitting(text: str, style: Style, column: float, most: int) -> tuple[tuple[str, ...], Style]:
    """The text in so many lines: smaller type first, an ellipsis only when that is not enough."""
    for share in _HEADLINE_SIZES:
        smaller = style.sized(style.size * share)
        lines = wrapped(text, smaller, column)
        if len(lines) <= most:
            return lines, smaller
    kept = lines[: most - 1]
    rest = " ".join(lines[most - 1 :])
    return (*kept, shortened(rest, smaller, column)), smaller


def _set(
    lines: Iterable[str], style: Style, left: float, top: float, tone: str
) -> tuple[list[Text], float]:
    """Lines of text under each other from a height on, and the height where they end."""
    texts, y = [], top
    for line in lines:
        texts.append(Text(line, style, left, y + style.size * ASCENT, tone))
        y += style.line_height
    return texts, y


def _credits(told: _Told, sheet: Sheet, left: float, column: float) -> tuple[list[Text], float]:
    style = Style(Face.REGULAR, sheet.least)
    lines = wrapped(plain(credit_line(told.places, told.words)), style, column)[:6]
    return _set(lines, style, left, 0.0, "quiet")


def _signs(told: _Told) -> list[str]:
    """The signs in use, by the names that the words of the legend have."""
    stops = [pin for pin in told.pins if pin.numbers]
    sites = [pin for pin in told.pins if not pin.numbers]
    shaded = {area.status for area in told.areas}
    statuses = {leg.status for leg in told.journey.legs}
    used = {
        "stop": any(pin.status not in AHEAD and not pin.inferred for pin in stops),
        "inferred": any(pin.inferred for pin in stops),
        "planned": any(pin.status in AHEAD for pin in stops),
        "site": any(pin.status not in OFF for pin in sites),
        "off": any(pin.status in OFF for pin in sites),
        "leg": bool(statuses - set(AHEAD)),
        "leg_planned": bool(statuses & set(AHEAD)),
        "area": bool(shaded - {*AHEAD, *OFF, None}),
        "area_planned": bool(shaded & set(AHEAD)),
        "mentioned": None in shaded,
    }
    return [sign for sign, is_used in used.items() if is_used]


def _legend(
    told: _Told, sheet: Sheet, left: float, column: float
) -> tuple[list[Key], list[Text], float]:
    """The legend from the height 0 on, and how high it is."""
    style = Style(Face.REGULAR, max(sheet.name * 0.78, sheet.least))
    signs = _signs(told)
    sign_width, gap = sheet.name * 1.5, sheet.name * 0.5
    each = (column - (sheet.columns - 1) * sheet.name) / sheet.columns
    rows = math.ceil(len(signs) / sheet.columns)
    keys: list[Key] = []
    texts: list[Text] = []
    height = 0.0
    for number in range(sheet.columns):
        x, y = left + number * (each + sheet.name), 0.0
        for sign in signs[number * rows : (number + 1) * rows]:
            meaning = told.words("figure.legend_off" if sign == "off" else f"map.legend_{sign}")
            lines = wrapped(meaning, style, each - sign_width - gap)
            set_lines, bottom = _set(lines, style, x + sign_width + gap, y, "ink")
            middle = y + style.size * (ASCENT - 0.24)
            keys.append(Key(sign, Box.round(x + sign_width / 2, middle, sign_width, sheet.name)))
            texts += set_lines
            y = bottom + style.size * 0.22
        height = max(height, y)
    if told.journey.legs:
        note = wrapped(told.words("map.legend_order"), style, column)
        set_lines, height = _set(note, style, left, height + style.size * 0.15, "quiet")
        texts += set_lines
    return keys, texts, height


# --- the map: what it shows, and what lies over it ---


def _map(
    told: _Told, sheet: Sheet, frame: Box
) -> tuple[Projection, Globe | None, ScaleBar | None, tuple[Marker, ...], tuple[Leg, ...]]:
    """The view with the journey on it, and the globe and the scale bar where the journey is not.

    Where no corner is free, the journey makes room for them to the right or below.
    """
    spots = _spots(told)
    radius = min(frame.width, frame.height) * 0.105
    for right, below in ((0.0, 0.0), (0.0, 2.2 * radius), (2.2 * radius, 0.0)):
        inner = _inner(sheet, frame, right, below)
        projection = view_of(spots, frame, inner, told.way.middle)
        markers = markers_of(told.pins, projection, frame, sheet.name, told.moment)
        legs = legs_of(told.journey, markers, sheet.name, told.moment)
        taken = [marker.box for marker in markers]
        lines = [leg.line for leg in legs]
        globe = _globe(projection, frame, sheet, radius, taken, lines)
        around = [*taken, *([globe.box] if globe else [])]
        bar = _scale_bar(projection, frame, sheet, told.words, around, lines)
        if projection.kind is Kind.WORLD or (globe and bar):
            break
    return projection, globe, bar, markers, legs


def _inner(sheet: Sheet, frame: Box, right: float, below: float) -> Box:
    """The part of the frame for the journey: room at the sides for the names of its ends."""
    side = min(frame.width * 0.17, sheet.name * 7)
    edge = min(frame.height * 0.14, sheet.name * 4)
    return Box(
        frame.left + side, frame.top + edge, frame.right - side - right, frame.bottom - edge - below
    )


def _spots(told: _Told) -> list[Spot]:
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


def _near(told: _Told, shown: Sequence[Spot]) -> Iterator[Spot]:
    """The middles of shaded areas that are no larger than the journey and lie close to it."""
    if not shown:
        return
    centre = centre_of(shown)
    reach = max((_degrees(centre, spot) for spot in shown), default=0.0)
    for area in told.areas:
        at = told.places[area.place]
        spot = told.way.spot(at.position)
        is_small = math.degrees(at.precision_metres / 6.371e6) < reach
        if area.status and is_small and _degrees(centre, spot) < 1.7 * reach:
            yield spot


def _degrees(one: Spot, other: Spot) -> float:
    """About how far two spots are apart, as on a flat map."""
    narrow = math.cos(math.radians((one.latitude + other.latitude) / 2))
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return math.hypot(east * narrow, one.latitude - other.latitude)


def _corners(frame: Box, width: float, height: float, inset: float) -> list[Box]:
    """Boxes of a size in the corners of the frame: top right, bottom right, bottom left, top
    left."""
    left, right = frame.left + inset, frame.right - inset - width
    top, bottom = frame.top + inset, frame.bottom - inset - height
    return [
        Box(x, y, x + width, y + height)
        for x, y in ((right, top), (right, bottom), (left, bottom), (left, top))
    ]


def _free(
    corners: Iterable[Box], taken: Sequence[Box], lines: Sequence[Straight], enough: float
) -> Box | None:
    """The corner that is farthest from all signs; of those that are far enough, the first."""
    best, most = None, 0.0
    for box in corners:
        if any(line.length_in(box.grown(3)) for line in lines):
            continue
        room = min((_between(box, other) for other in taken), default=enough)
        if room > most:
            best, most = box, room
        if most >= enough:
            break
    return best


def _between(one: Box, other: Box) -> float:
    """How far two boxes are apart; nothing when they touch."""
    across = max(one.left - other.right, other.left - one.right, 0.0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0)
    return math.hypot(across, down)


def _globe(
    projection: Projection,
    frame: Box,
    sheet: Sheet,
    radius: float,
    taken: Sequence[Box],
    lines: Sequence[Straight],
) -> Globe | None:
    if projection.kind is Kind.WORLD:
        return None
    box = _free(
        _corners(frame, 2 * radius, 2 * radius, sheet.name * 0.7), taken, lines, sheet.name * 14
    )
    centre = projection.position(Point(frame.x, frame.y))
    if box is None or centre is None:
        return None
    outline = tuple(
        spot for point in _around(frame) if (spot := projection.position(point)) is not None
    )
    seen = radius * math.sin(
        min(max(_degrees(centre, spot) for spot in outline), 90) * math.pi / 180
    )
    return Globe(Point(box.x, box.y), radius, centre, outline, seen < sheet.name * 0.35)


def _around(frame: Box) -> Iterator[Point]:
    """Points along the edge of the frame, round to the first again."""
    steps = 16
    corners = [
        Point(frame.left, frame.top),
        Point(frame.right, frame.top),
        Point(frame.right, frame.bottom),
        Point(frame.left, frame.bottom),
    ]
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        for step in range(steps):
            share = step / steps
            yield Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
    yield corners[0]


def _scale_bar(
    projection: Projection,
    frame: Box,
    sheet: Sheet,
    words: Catalogue,
    taken: Sequence[Box],
    lines: Sequence[Straight],
) -> ScaleBar | None:
    """A bar that is true in the middle of the map; on a map of the world none would be."""
    if projection.kind is Kind.WORLD:
        return None
    each = kilometres_a_pixel(projection, frame)
    most = min(frame.width * 0.22, sheet.name * 9) * each
    kilometres = max(
        digit * 10.0**power
        for power in range(6)
        for digit in _ROUND_LENGTHS
        if digit * 10.0**power <= most or (digit, power) == (1, 0)
    )
    long = kilometres / each
    style = Style(Face.REGULAR, max(sheet.name * 0.7, sheet.least))
    text = words.distance(kilometres * 1000)
    tall = style.size * 1.5
    wide = max(long, width(text, style))
    corners = _corners(frame, wide, tall, sheet.name * 0.7)
    order = [corners[2], corners[1], corners[3], corners[0]]
    box = _free(order, taken, lines, sheet.name * 2)
    if box is None:
        return None
    line = Straight(box.left, box.bottom - 1, box.left + long, box.bottom - 1)
    label = Text(text, style, box.left, box.top + style.size * ASCENT, tone="name", halo="halo")
    return ScaleBar(line, label, kilometres, box)


def _shades(told: _Told, shapes: Shapes, projection: Projection) -> Iterator[Shade]:
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
            yield Shade(area.place, polygons, area.status, state_of(area, told.moment))


# --- the names on the map ---


def _labels(
    told: _Told,
    sheet: Sheet,
    frame: Box,
    projection: Projection,
    shapes: Shapes,
    shades: Sequence[Shade],
    markers: Sequence[Marker],
    legs: Sequence[Leg],
    globe: Globe | None,
    bar: ScaleBar | None,
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """The names placed, and those that found no room."""
    grid = Grid(frame, max(frame.width, frame.height) / 150)
    scene = Scene(
        projection, frame, cells_of(grid, shapes.countries, projection), sheet.name, sheet.least
    )
    names = list(_names(told, scene, shades, markers))
    taken = [marker.box for marker in markers]
    taken += [box for leg in legs if (box := leg.arrow_box)]
    taken += [sign.box for sign in (globe, bar) if sign]
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
    told: _Told, scene: Scene, shades: Sequence[Shade], markers: Sequence[Marker]
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
    for shade in shades:
        area = next(area for area in told.areas if area.place == shade.place)
        if not isinstance(area.shape, CountryArea):
            rings = [ring for polygon in shade.polygons for ring in polygon]
            name = region_name(
                area.place, told.story.place(area.place).name[told.language], rings, scene
            )
            if name:
                yield name
    yield from water_names(told.language, scene)
    yield from (
        name for name in countries if name.wanted.key.removeprefix("country ") not in told_of
    )
    yield from city_names(told.language, scene, markers)


def _date(told: _Told, marker: Marker) -> str:
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
