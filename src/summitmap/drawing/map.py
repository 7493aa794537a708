"""The map: folium draws the stops and the legs; our script adds the basemap and the selection.

The only module that knows folium, and the only one where a position becomes (latitude, longitude).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from summitmap.drawing.areas import Area, areas
from summitmap.drawing.card import card
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Course, Spot, course, heading, on_the_way
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.legend import legend
from summitmap.drawing.pins import Pin, pins
from summitmap.places.services import credit_of
from summitmap.story.itinerary import Leg, itinerary
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
    way = course(journey, places)
    marked = pins(places, journey, told, way)
    shaded = areas(story, places, told)
    drawn = StoryMap(assets, way.middle)
    folium.FeatureGroup(name=words("map.built_in"), overlay=False).add_to(drawn)
    for name, tiles, credit in ONLINE_LAYERS:
        label = words("map.online", name=name)
        folium.TileLayer(tiles, name=label, attr=credit, show=False).add_to(drawn)
    _Zoom(words).add_to(drawn)
    folium.LayerControl(position="topleft").add_to(drawn)
    for leg in journey.legs:
        _add_leg(drawn, leg, way)
    for pin in marked:
        _pin_marker(pin).add_to(drawn)
    _Start(
        {
            "language": language,
            "basemap": assets.basemap,
            "labels": assets.labels,
            "middle": way.middle,
            "bounds": _bounds(marked, places, way),
            "areas": [_area(area) for area in shaded],
            "names": _names(story, marked, places, language, way),
            "targets": {
                **_targets(told, marked, places, way),
                **{f"place:{place.id}": _target(place, way) for place in places.values()},
            },
            "pins": {pin.place: pin.title(words) for pin in marked},
            "cards": {entry.id: card(entry, words, address) for entry in told},
            "legend": legend(marked, shaded, journey, words),
            "credits": _credits(places, words),
            "words": {
                "label": _description(story, marked, language, words),
                "whole_journey": words("map.whole_journey"),
                "close": words("map.close"),
                "no_place": words("map.no_place"),
                "offline": words("map.offline"),
            },
        }
    ).add_to(drawn)
    return drawn


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
    """Where to move for each event that has a place on the map."""
    pinned = {pin.place: pin.spot for pin in marked}
    return {
        entry.id: {
            **_target(place, way),
            **asdict(pinned.get(place.id) or way.spot(place.position)),
        }
        for entry in told
        if (place := places.get(entry.place_id or ""))
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
    regions = [
        {
            "text": entry.name[language],
            "kind": "region",
            "zoom": 3,
            **asdict(way.spot(place.position)),
        }
        for entry in story.places
        if (place := places.get(entry.id)) and isinstance(place.area, PolygonArea)
    ]
    return stops + regions


def _credits(places: Mapping[str, Place], words: Catalogue) -> str:
    """Whom to name on the map: the makers of the basemap, and each service that was asked."""
    datasets = [
        dataset
        for place in places.values()
        for dataset in (place.provenance.dataset, *(other.dataset for other in place.candidates))
    ]
    always = words("page.credits")
    services = dict.fromkeys(credit for dataset in datasets if (credit := credit_of(dataset)))
    return " ".join((always, *(f"{credit}." for credit in services if credit not in always)))


def _description(story: Story, marked: Sequence[Pin], language: str, words: Catalogue) -> str:
    """The journey in a sentence, for those who cannot see the map."""
    stops = sorted(
        ((number, pin) for pin in marked for number in pin.numbers), key=lambda stop: stop[0]
    )
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
