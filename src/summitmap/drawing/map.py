"""The map: folium draws the stops and the legs; our script adds the basemap and the selection.

The only module that knows folium, and the only one where a position becomes (latitude, longitude).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from summitmap.drawing.areas import Area, areas
from summitmap.drawing.card import card
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course, Spot, course, heading, on_the_way
from summitmap.drawing.credits import credit_line
from summitmap.drawing.crowd import crowd, is_crowd, sentence, shelves
from summitmap.drawing.description import journey_sentence
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.legend import legend
from summitmap.drawing.pins import Pin, pins
from summitmap.story.itinerary import Itinerary, Leg, itinerary
from summitmap.story.model import CountryArea, Place, PolygonArea, Story

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

LAYERS = ("built-in", *(name.lower() for name, _, _ in ONLINE_LAYERS))
"""What the maps under the journey are called in an address, in the order of the choice."""


@dataclass(frozen=True)
class Assets:
    """Where the browser finds what the map is made of; `labels` has an address for each language
    of the catalogue. What the map tells stands in its script unless `told` is an address.

    An address that begins with `#` is that of an element of the page that holds the JSON itself,
    packed with gzip and written as Base64. `crowds` tells that among the scripts are those that
    gather a crowd of pins and fetch its cards; without them every pin is folium's.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    basemap: str
    labels: Mapping[str, str]
    told: str | None = None
    crowds: bool = False


@dataclass(frozen=True)
class Telling:
    """A language that the map is told in: its words, and the address of an event in it."""

    language: str
    words: Catalogue
    address: Address


@dataclass(frozen=True)
class Parts:
    """What folium has drawn, for a page of our own: the element of the map, and the script.

    `told` is what the map tells, for the element that `Assets.told` names; `shelves` are the
    cards of a crowd in each language, see `drawing.crowd`.
    """

    html: str
    script: str
    told: Mapping[str, Any]
    shelves: Mapping[str, Sequence[Mapping[str, Markup]]] = field(default_factory=dict)


class StoryMap(folium.Map):
    """A `folium.Map` that asks nobody outside for its scripts, styles or tiles."""

    def __init__(self, assets: Assets, middle: float) -> None:
        # Where it opens is for our script to say, which knows how large the map is.
        super().__init__(
            location=(0, middle), zoom_start=4, tiles=None, zoom_control=False, zoom_snap=0.25
        )
        self.told: Mapping[str, Any] = {}
        self.shelves: dict[str, list[dict[str, Markup]]] = {}
        self.default_js = [(address, address) for address in assets.scripts]
        self.default_css = [(address, address) for address in assets.styles]
        self._written = False

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - handed on to folium
        """Write the map into its figure, unless it stands there."""
        written = "" if self._written else str(super().render(**kwargs))
        self._written = True
        return written

    def copy(self) -> StoryMap:
        """The map for one who shows it, for folium names its elements anew as it makes their
        script. It is in its figure, of which what stands in the head and the body is shared."""
        figure = self.get_root()
        assert isinstance(figure, Figure), "folium puts every map into a figure"
        if not self._written:
            figure.render()
        shared = (figure.header, figure.html, figure.script)
        return deepcopy(self, {id(part): part for part in shared})


class _Start(MacroElement):
    """Hands the story, or its address, to our script once folium has drawn its part; and what the
    first view holds, so that it need not wait for the story."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        SummitMap.map({{ this._parent.get_name() }}, {{ this.story }}, {{ this.bounds }});
        {% endmacro %}
        """
    )

    def __init__(
        self, story: Mapping[str, Any] | str, bounds: Sequence[tuple[float, float]]
    ) -> None:
        super().__init__()
        self._name = "Start"
        self.story = _inert_json(story)
        self.bounds = _inert_json(bounds)


def _inert_json(value: object) -> str:
    """JSON that can stand in a script and in a template.

    branca reads the script that an element has drawn as a Jinja template once more, so that a
    story's text with `{{ … }}` in it would be run here. In JSON such a pair of signs stands only
    inside a string, where the brace may as well be written by its number.
    """
    return re.sub(r"\{(?=[{%#])", r"\\u007b", str(htmlsafe_json_dumps(value)))


def story_map(
    story: Story,
    places: Mapping[str, Place],
    tellings: Sequence[Telling],
    assets: Assets,
    *,
    online: bool,
    told: Mapping[str, Sequence[Entry]] | None = None,
) -> StoryMap:
    """The map of a story in the languages of `tellings`, of which the first is shown first.

    The map is the same whatever is selected: the selection is the browser's, so that the base map
    is drawn once and never flashes. `online` offers the tile servers as a choice; `told` are the
    story's entries by language, where they have been made already. The same story gives the same
    map, sign for sign.
    """
    first = tellings[0]
    journey = itinerary(story, places)
    told = told or {
        each.language: entries(story, places, each.language, each.words) for each in tellings
    }
    way = course(journey, places)
    marked = pins(places, journey, told[first.language], way)
    shaded = areas(story, places, told[first.language])
    drawn = StoryMap(assets, way.middle)
    gathered = assets.crowds and is_crowd(story)
    if online:
        _add_layers(drawn, first.words)
    if not gathered:
        for leg in journey.legs:
            _add_leg(drawn, leg, way)
    # The first pin of a crowd is seen at once, and gives way to the others.
    for pin in marked[:1] if gathered else marked:
        _pin_marker(pin).add_to(drawn)
    bounds = _bounds(marked, places, way)
    drawn.told = {
        **({"crowd": crowd(marked, journey, way)} if gathered else {}),
        "basemap": assets.basemap,
        "middle": way.middle,
        "bounds": bounds,
        "areas": [_area(area) for area in shaded],
        "targets": {
            name: target
            for name, target in _targets(told[first.language], marked, places, way).items()
            # A crowd knows where its pins are.
            if not gathered or target["area"]
        },
        "language": first.language,
        **({"layers": LAYERS} if online else {}),
        "told": {
            telling.language: {
                "labels": assets.labels[telling.words.language],
                **({"layers": _layer_names(telling.words)} if online else {}),
                **_told(story, places, journey, way, telling, told[telling.language], gathered),
            }
            for telling in tellings
        },
    }
    if gathered:
        drawn.shelves = {
            each.language: shelves(_cards(told[each.language], each)) for each in tellings
        }
    _Start(assets.told or drawn.told, bounds).add_to(drawn)
    _number(drawn)
    return drawn


def parts(drawn: StoryMap) -> Parts:
    """The map's element and its script, to stand in a page that has the assets already."""
    figure = drawn.get_root()
    assert isinstance(figure, Figure), "folium puts every map into a figure"
    figure.render()
    return Parts(figure.html.render(), figure.script.render(), drawn.told, drawn.shelves)


def _told(
    story: Story,
    places: Mapping[str, Place],
    journey: Itinerary,
    way: Course,
    telling: Telling,
    told: Sequence[Entry],
    gathered: bool,
) -> dict[str, Any]:
    """What the map says in one language; a crowd has its pins in order, and its cards apart."""
    language, words = telling.language, telling.words
    marked = pins(places, journey, told, way)
    shaded = areas(story, places, told)
    if gathered:
        own: dict[str, Any] = {
            "pins": [pin.title(words) for pin in marked],
            "places": [pin.name for pin in marked],
            "names": _region_names(story, places, language, way),
        }
        label = sentence(story, journey, language, words)
    else:
        own = {
            "pins": {pin.place: pin.title(words) for pin in marked},
            "cards": _cards(told, telling),
            "names": _names(story, marked, places, language, way),
        }
        label = journey_sentence(story, marked, language, words)
    return {
        **own,
        "legend": legend(marked, shaded, journey, words),
        "credits": credit_line(places, words),
        "words": {
            "label": label,
            **{
                name: words(f"map.{name}")
                for name in (
                    "zoom_in",
                    "zoom_out",
                    "whole_journey",
                    "layers",
                    "close",
                    "no_place",
                    "offline",
                )
            },
            **({"cluster": words.section("map")["cluster"]} if gathered else {}),
        },
    }


def _cards(told: Sequence[Entry], telling: Telling) -> dict[str, Markup]:
    return {entry.id: card(entry, telling.words, telling.address) for entry in told}


def _layer_names(words: Catalogue) -> list[str]:
    """What the maps under the journey are called by the reader, in the order of the choice."""
    online = (words("map.online", name=name) for name, _, _ in ONLINE_LAYERS)
    return [words("map.built_in"), *online]


def _add_layers(drawn: StoryMap, words: Catalogue) -> None:
    """The built-in map and the tile servers, to choose among."""
    built_in, *online = _layer_names(words)
    folium.FeatureGroup(name=built_in, overlay=False).add_to(drawn)
    for label, (_, tiles, credit) in zip(online, ONLINE_LAYERS, strict=True):
        folium.TileLayer(tiles, name=label, attr=credit, show=False).add_to(drawn)
    folium.LayerControl(position="topleft").add_to(drawn)


def _number(drawn: StoryMap) -> None:
    """Name folium's elements by their order, where it names them by chance."""

    def walk(element: Element, number: int) -> int:
        element._id = f"{number:06d}"
        for child in element._children.values():
            number = walk(child, number + 1)
        return number

    walk(drawn, 0)


def _leaflet(spot: Spot) -> tuple[float, float]:
    """(latitude, longitude) as folium and Leaflet want it."""
    return spot.latitude, spot.longitude


def _pin_marker(pin: Pin) -> folium.Marker:
    """The pin as folium draws it; its words come with the story, for no text of it goes through
    folium's templates."""
    wide = 26 + 16 * (len(pin.numbers) - 1) if pin.numbers else 14
    tall = 26 if pin.numbers else 14
    classes = f"sm-stop sm-{pin.status.value}" + (" sm-inferred" if pin.inferred else "")
    return folium.Marker(
        _leaflet(pin.spot),
        icon=folium.DivIcon(
            html=f"<span>{pin.label}</span>",
            icon_size=(wide, tall),
            icon_anchor=(wide // 2, tall // 2),
            class_name=classes,
        ),
        place=pin.place,
        events=list(pin.events),
        rise_on_hover=True,
        z_index_offset=1000 - 10 * min(pin.numbers, default=90),
    )


def _add_leg(drawn: StoryMap, leg: Leg, way: Course) -> None:
    """A straight line between two stops, with an arrowhead on its way."""
    start, end = way.stops[leg.start.number], way.stops[leg.end.number]
    status = f"sm-{leg.status.value}"
    folium.PolyLine(
        [_leaflet(start), _leaflet(end)],
        class_name=f"sm-leg {status}",
        interactive=False,
        smooth_factor=0,
    ).add_to(drawn)
    if start == end:
        return
    arrow = (
        '<svg viewBox="-8 -8 16 16" aria-hidden="true">'
        f'<path transform="rotate({heading(start, end):.1f})" d="M-6 -5 L7 0 L-6 5 L-3 0 Z"/></svg>'
    )
    folium.Marker(
        _leaflet(on_the_way(start, end, 0.55)),
        icon=folium.DivIcon(
            html=arrow, icon_size=(16, 16), icon_anchor=(8, 8), class_name=f"sm-arrow {status}"
        ),
        interactive=False,
        keyboard=False,
    ).add_to(drawn)


def _targets(
    told: Sequence[Entry], marked: Sequence[Pin], places: Mapping[str, Place], way: Course
) -> dict[str, dict[str, Any]]:
    """Where to move for each event that has a place on the map, and for each place."""
    pinned = {pin.place: pin.spot for pin in marked}
    return {
        **{
            entry.id: {
                **_target(place, way),
                **asdict(pinned.get(place.id) or way.spot(place.position)),
            }
            for entry in told
            if (place := places.get(entry.place_id or ""))
        },
        **{f"place:{place.id}": _target(place, way) for place in places.values()},
    }


def _target(place: Place, way: Course) -> dict[str, Any]:
    return {
        **asdict(way.spot(place.position)),
        "area": place.id if place.kind.is_area else None,
    }


def _bounds(
    marked: Sequence[Pin], places: Mapping[str, Place], way: Course
) -> list[tuple[float, float]]:
    """South-west and north-east of the journey; of every pin when there is none, then of all."""
    spots = (
        [pin.spot for pin in marked if pin.numbers]
        or [pin.spot for pin in marked]
        or [way.spot(place.position) for place in places.values()]
        or [Spot(-160.0, -50.0), Spot(160.0, 70.0)]
    )
    latitudes, longitudes = zip(*map(_leaflet, spots), strict=True)
    return [(min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))]


def _area(area: Area) -> dict[str, Any]:
    shape: dict[str, Any] = (
        {"country": area.shape.country}
        if isinstance(area.shape, CountryArea)
        else {"geometry": area.shape.model_dump(mode="json")}
    )
    status = area.status.value if area.status else "mentioned"
    return {"place": area.place, "events": list(area.events), "status": status, **shape}


def _names(
    story: Story,
    marked: Sequence[Pin],
    places: Mapping[str, Place],
    language: str,
    way: Course,
) -> list[dict[str, Any]]:
    """The story's own names, which go before all others; countries are named by the basemap."""
    stops = [
        {
            "text": pin.name,
            "kind": "stop",
            "zoom": 0,
            "pin": 15 if pin.numbers else 9,
            **asdict(pin.spot),
        }
        for pin in marked
    ]
    return stops + _region_names(story, places, language, way)


def _region_names(
    story: Story, places: Mapping[str, Place], language: str, way: Course
) -> list[dict[str, Any]]:
    return [
        {
            "text": entry.name[language],
            "kind": "region",
            "zoom": 3,
            **asdict(way.spot(place.position)),
        }
        for entry in story.places
        if (place := places.get(entry.id)) and isinstance(place.area, PolygonArea)
    ]
