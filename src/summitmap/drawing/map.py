"""The map: folium draws the stops and the legs; our script adds the basemap and the selection.

The only module that knows folium, and the only one where a position becomes (latitude, longitude).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from summitmap.drawing.card import card
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.templates import draw
from summitmap.story.itinerary import Itinerary, Leg, itinerary
from summitmap.story.model import CountryArea, Place, PolygonArea, Position, Status, Story

_Spot = tuple[float, float]
"""(latitude, longitude) as folium and Leaflet want it; the longitude may pass ±180."""

ONLINE_LAYERS = (
    (
        "OpenStreetMap",
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        '© <a href="https://www.openstreetmap.org/copyright" rel="noopener">OpenStreetMap</a>',
    ),
    (
        "OpenTopoMap",
        "https://tile.opentopomap.org/{z}/{x}/{y}.png",
        '© <a href="https://www.openstreetmap.org/copyright" rel="noopener">OpenStreetMap</a>, '
        '<a href="https://opentopomap.org/about" rel="noopener">OpenTopoMap</a> (CC BY-SA)',
    ),
)
"""Tile servers offered as a choice: name, address, credit. The map never needs one."""


@dataclass(frozen=True)
class Assets:
    """Where the browser finds what the map is made of; `labels` are those of one language."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    basemap: str
    labels: str


class StoryMap(folium.Map):
    """A `folium.Map` that asks nobody outside for its scripts, styles or tiles."""

    def __init__(self, assets: Assets, middle: float) -> None:
        # Where it opens is for our script to say, which knows how large the map is.
        super().__init__(
            location=(0, middle), zoom_start=4, tiles=None, zoom_control=False, zoom_snap=0.25
        )
        self.default_js = [(address, address) for address in assets.scripts]
        self.default_css = [(address, address) for address in assets.styles]


class _Start(MacroElement):
    """Hands the story to our script once folium has drawn its part."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        SummitMap.map({{ this._parent.get_name() }}, {{ this.story }});
        {% endmacro %}
        """
    )

    def __init__(self, story: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "Start"
        self.story = _inert_json(story)


def _inert_json(value: object) -> str:
    """JSON that can stand in a script and in a template.

    branca reads the script that an element has drawn as a Jinja template once more, so that a
    story's text with `{{ … }}` in it would be run here. In JSON such a pair of signs stands only
    inside a string, where the brace may as well be written by its number.
    """
    return re.sub(r"\{(?=[{%#])", r"\\u007b", str(htmlsafe_json_dumps(value)))


class _Zoom(MacroElement):
    """The zoom buttons, with their titles in the reader's language."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.control.zoom({{ this.titles|tojson }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._name = "Zoom"
        self.titles = {
            "position": "topleft",
            "zoomInTitle": words("map.zoom_in"),
            "zoomOutTitle": words("map.zoom_out"),
        }


def story_map(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    assets: Assets,
    address: Address,
) -> StoryMap:
    """The map of a story in one language.

    The map is the same whatever is selected: the selection is the browser's, so that the base map
    is drawn once and never flashes.
    """
    journey = itinerary(story, places)
    told = entries(story, places, language, words)
    course = _course(journey, places)
    pins = _pins(places, journey, told, course)
    drawn = StoryMap(assets, course.middle)
    folium.FeatureGroup(name=words("map.built_in"), overlay=False).add_to(drawn)
    for name, tiles, credit in ONLINE_LAYERS:
        label = words("map.online", name=name)
        folium.TileLayer(tiles, name=label, attr=credit, show=False).add_to(drawn)
    _Zoom(words).add_to(drawn)
    folium.LayerControl(position="topleft").add_to(drawn)
    for leg in journey.legs:
        _add_leg(drawn, leg, course)
    for pin in pins:
        _pin_marker(pin).add_to(drawn)
    _Start(
        {
            **_places_for_the_script(story, places, language, told, pins, course),
            **_words_for_the_script(story, places, language, words, address, told, pins, journey),
            "basemap": assets.basemap,
            "labels": assets.labels,
        }
    ).add_to(drawn)
    return drawn


@dataclass(frozen=True)
class _Pin:
    """A spot to be marked; `numbers` are those of its stops, none for a place off the journey."""

    place: str
    name: str
    spot: _Spot
    numbers: tuple[int, ...]
    events: tuple[str, ...]
    status: Status
    inferred: bool


def _pins(
    places: Mapping[str, Place], journey: Itinerary, told: Sequence[Entry], course: _Course
) -> list[_Pin]:
    """One pin a spot, with the events there in order; stops at the same spot share it."""
    pins = []
    for place_id, here in _by_place(told).items():
        place = places.get(place_id)
        if place is None or place.kind.is_area:
            continue
        stops = [stop for stop in journey.stops if stop.place == place_id]
        statuses = [stop.status for stop in stops] or [entry.status for entry in here]
        pins.append(
            _Pin(
                place_id,
                here[0].place or place_id,
                course.spots[stops[0].number] if stops else _spot(place.position, course.middle),
                tuple(stop.number for stop in stops),
                tuple(entry.id for entry in here),
                min(statuses, key=_FURTHEST.index),
                bool(stops) and all(stop.inferred for stop in stops),
            )
        )
    return pins


_FURTHEST = tuple(Status)
"""How far an event has come: what happened before what is planned, denied last."""


_MENTIONED = "mentioned"
"""The status of a region that the text names without an event there."""


def _by_place(told: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in told:
        if entry.place_id is not None:
            found.setdefault(entry.place_id, []).append(entry)
    return found


def _pin_marker(pin: _Pin) -> folium.Marker:
    """The pin as folium draws it; its words come with the story, for no text of it goes through
    folium's templates."""
    label = " · ".join(str(number) for number in pin.numbers)
    wide = 26 + 16 * (len(pin.numbers) - 1) if pin.numbers else 14
    tall = 26 if pin.numbers else 14
    classes = f"sm-stop sm-{pin.status.value}" + (" sm-inferred" if pin.inferred else "")
    return folium.Marker(
        pin.spot,
        icon=folium.DivIcon(
            html=f"<span>{label}</span>",
            icon_size=(wide, tall),
            icon_anchor=(wide // 2, tall // 2),
            class_name=classes,
        ),
        place=pin.place,
        events=list(pin.events),
        rise_on_hover=True,
        z_index_offset=1000 - 10 * min(pin.numbers, default=90),
    )


def _add_leg(drawn: StoryMap, leg: Leg, course: _Course) -> None:
    """A straight line between two stops, with an arrowhead on its way."""
    start, end = course.spots[leg.start.number], course.spots[leg.end.number]
    status = f"sm-{leg.status.value}"
    folium.PolyLine(
        [start, end], class_name=f"sm-leg {status}", interactive=False, smooth_factor=0
    ).add_to(drawn)
    x, y = (_mercator(end)[axis] - _mercator(start)[axis] for axis in (0, 1))
    if x == 0 and y == 0:
        return
    turn = math.degrees(math.atan2(-y, x))
    arrow = (
        f'<svg viewBox="-8 -8 16 16" aria-hidden="true"><path transform="rotate({turn:.1f})" '
        'd="M-6 -5 L7 0 L-6 5 L-3 0 Z"/></svg>'
    )
    folium.Marker(
        _unproject(
            *(_mercator(start)[axis] + (x, y)[axis] * 0.55 for axis in (0, 1)),
        ),
        icon=folium.DivIcon(
            html=arrow, icon_size=(16, 16), icon_anchor=(8, 8), class_name=f"sm-arrow {status}"
        ),
        interactive=False,
        keyboard=False,
    ).add_to(drawn)


def _mercator(spot: _Spot) -> tuple[float, float]:
    """Web Mercator in radians (https://en.wikipedia.org/wiki/Web_Mercator_projection)."""
    latitude = math.radians(max(-85.0, min(85.0, spot[0])))
    return math.radians(spot[1]), math.log(math.tan(math.pi / 4 + latitude / 2))


def _unproject(x: float, y: float) -> _Spot:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2), math.degrees(x)


def _spot(position: Position, middle: float) -> _Spot:
    """The position on the turn of the globe that lies nearest the longitude `middle`."""
    turn = round((middle - position.longitude) / 360) * 360
    return position.latitude, position.longitude + turn


@dataclass(frozen=True)
class _Course:
    """Where the journey lies on a map that goes on beyond ±180°.

    `spots` are those of the stops by number, each within half a turn of the one before, so that no
    leg takes the long way round. `middle` is the longitude that the map is drawn around.
    """

    spots: Mapping[int, _Spot]
    middle: float


def _course(journey: Itinerary, places: Mapping[str, Place]) -> _Course:
    """The course through the stops; without any, the map is drawn around all places."""
    positions = [stop.position for stop in journey.stops] or [p.position for p in places.values()]
    unrolled: list[_Spot] = []
    for position in positions:
        before = unrolled[-1][1] if unrolled else position.longitude
        unrolled.append(_spot(position, before))
    if not unrolled:
        return _Course({}, 0.0)
    longitudes = [spot[1] for spot in unrolled]
    if max(longitudes) - min(longitudes) > 360:
        # All the way round the globe: one turn must hold it, and a leg may go the long way.
        unrolled = [_spot(position, positions[0].longitude) for position in positions]
        longitudes = [spot[1] for spot in unrolled]
    middle = (min(longitudes) + max(longitudes)) / 2
    turn = round(middle / 360) * 360
    spots = {
        stop.number: (spot[0], spot[1] - turn)
        for stop, spot in zip(journey.stops, unrolled, strict=False)
    }
    return _Course(spots, middle - turn)


def _places_for_the_script(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    told: Sequence[Entry],
    pins: Sequence[_Pin],
    course: _Course,
) -> dict[str, Any]:
    """Where everything lies that our script draws or moves to."""
    return {
        "middle": course.middle,
        "bounds": _bounds(pins, places, course),
        "areas": _areas(story, places, told),
        "names": _names(story, pins, places, language, course),
        "targets": {
            entry.id: _target(place, pins, course)
            for entry in told
            if (place := places.get(entry.place_id or ""))
        },
    }


def _words_for_the_script(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    address: Address,
    told: Sequence[Entry],
    pins: Sequence[_Pin],
    journey: Itinerary,
) -> dict[str, Any]:
    """What our script says; every HTML in it was escaped when drawn."""
    return {
        "language": language,
        "pins": {pin.place: _pin_title(pin, words) for pin in pins},
        "cards": {entry.id: card(entry, words, address) for entry in told},
        "notices": {
            entry.id: words("map.no_place", headline=entry.headline)
            for entry in told
            if entry.place_id not in places
        },
        "legend": _legend(pins, journey, _areas(story, places, told), words),
        "credits": words("page.credits"),
        "words": {
            "label": _description(story, pins, language, words),
            "whole_journey": words("map.whole_journey"),
            "close": words("map.close"),
            "offline": words("map.offline"),
        },
    }


def _pin_title(pin: _Pin, words: Catalogue) -> str:
    status = words(f"status.{pin.status.value}")
    numbers = " · ".join(str(number) for number in pin.numbers)
    stop = f"{words('event.stop', number=numbers)}: " if numbers else ""
    return f"{stop}{pin.name} ({status})"


def _target(place: Place, pins: Sequence[_Pin], course: _Course) -> dict[str, Any]:
    pinned = next((pin.spot for pin in pins if pin.place == place.id), None)
    latitude, longitude = pinned or _spot(place.position, course.middle)
    return {
        "longitude": longitude,
        "latitude": latitude,
        "area": place.id if place.kind.is_area else None,
    }


def _bounds(pins: Sequence[_Pin], places: Mapping[str, Place], course: _Course) -> list[_Spot]:
    """South-west and north-east of the journey; of every pin when there is none, then of all."""
    spots = (
        [pin.spot for pin in pins if pin.numbers]
        or [pin.spot for pin in pins]
        or [_spot(place.position, course.middle) for place in places.values()]
        or [(-50.0, -160.0), (70.0, 160.0)]
    )
    latitudes, longitudes = zip(*spots, strict=True)
    return [(min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))]


def _areas(
    story: Story, places: Mapping[str, Place], told: Sequence[Entry]
) -> list[dict[str, Any]]:
    """The countries and regions to shade: those with events, and regions that the text names."""
    events = _by_place(told)
    areas = []
    for asked in story.places:
        place = places.get(asked.id)
        here = events.get(asked.id, [])
        if place is None or place.area is None:
            continue
        if not here and isinstance(place.area, CountryArea):
            continue
        status = min((entry.status for entry in here), key=_FURTHEST.index, default=None)
        areas.append(
            {
                "place": asked.id,
                "events": [entry.id for entry in here],
                "status": status.value if status else _MENTIONED,
                **(
                    {"country": place.area.country}
                    if isinstance(place.area, CountryArea)
                    else {"geometry": place.area.model_dump(mode="json")}
                ),
            }
        )
    return areas


def _names(
    story: Story,
    pins: Sequence[_Pin],
    places: Mapping[str, Place],
    language: str,
    course: _Course,
) -> list[dict[str, Any]]:
    """The story's own names, which go before all others; countries are named by the basemap."""
    regions = [
        (entry.name[language], _spot(place.position, course.middle))
        for entry in story.places
        if (place := places.get(entry.id)) and isinstance(place.area, PolygonArea)
    ]
    return [
        {
            "text": pin.name,
            "kind": "stop",
            "zoom": 0,
            "pin": 15 if pin.numbers else 9,
            "latitude": pin.spot[0],
            "longitude": pin.spot[1],
        }
        for pin in pins
    ] + [
        {"text": text, "kind": "region", "zoom": 3, "latitude": spot[0], "longitude": spot[1]}
        for text, spot in regions
    ]


def _legend(
    pins: Sequence[_Pin],
    journey: Itinerary,
    areas: Sequence[Mapping[str, Any]],
    words: Catalogue,
) -> str:
    """The legend as HTML, with only the signs that the map uses."""
    ahead = (Status.PLANNED, Status.PROPOSED)
    at_areas = {area["status"] for area in areas}
    used = {
        "stop": any(p.numbers and p.status not in ahead and not p.inferred for p in pins),
        "inferred": any(p.inferred for p in pins),
        "planned": any(p.numbers and p.status in ahead for p in pins),
        "site": any(not p.numbers for p in pins),
        "leg": any(leg.status not in ahead for leg in journey.legs),
        "leg_planned": any(leg.status in ahead for leg in journey.legs),
        "area": bool(at_areas - {*ahead, _MENTIONED}),
        "area_planned": bool(at_areas & set(ahead)),
        "mentioned": _MENTIONED in at_areas,
    }
    return draw(
        "legend.html",
        signs=[sign for sign, is_used in used.items() if is_used],
        legs=bool(journey.legs),
        words=words,
    )


def _description(story: Story, pins: Sequence[_Pin], language: str, words: Catalogue) -> str:
    """The journey in a sentence, for those who cannot see the map."""
    stops = sorted((number, pin) for pin in pins for number in pin.numbers)
    return words(
        "map.description",
        title=story.title[language],
        stops=", ".join(
            words(
                "map.description_stop",
                number=number,
                place=pin.name,
                status=words(f"status.{pin.status.value}"),
            )
            for number, pin in stops
        ),
    )
