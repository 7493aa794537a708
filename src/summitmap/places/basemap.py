"""The embedded basemap: the lines and areas of the world and the names on them, with no network.

The shapes are Natural Earth's at 1:50 million as one TopoJSON file, which a browser fetches once;
the names come from GeoNames (cities), from CLDR (countries) and from a table of our own (waters).
Both files are built by `data/basemap/build.py`; the README beside it tells sources and choices.

Shapes are cut at the antimeridian: longitudes lie between -180 and 180, and no ring leaps from one
edge of the map to the other. Outer rings run clockwise, as d3 and Vega expect.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Literal, TypedDict

from summitmap.errors import AssetError
from summitmap.places.topojson import Topology
from summitmap.story.model import Position

_FALLBACK = "en"


class LabelKind(StrEnum):
    """What a label names."""

    COUNTRY = "country"
    CAPITAL = "capital"
    CITY = "city"
    OCEAN = "ocean"
    SEA = "sea"
    LAKE = "lake"
    RIVER = "river"


@dataclass(frozen=True)
class Label:
    """A name on the basemap.

    `id` is the country code, the GeoNames id of a city, or our own word for a water; a large
    country or ocean may be named at two positions. `rank` is the zoom level of a web map (tiles
    of 256 pixels) from which the name is worth its room.
    """

    id: str
    text: str
    kind: LabelKind
    position: Position
    rank: int


@dataclass(frozen=True)
class Bounds:
    """A box in degrees. `east` is above 180 where the box crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class MultiPolygon(TypedDict):
    """A GeoJSON geometry: polygons of rings of [longitude, latitude] in degrees."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[list[list[float]]]]


@cache
def topology() -> bytes:
    """The TopoJSON file as it is served: `countries`, `borders`, `coast`, `lakes`, `rivers`.

    Each country has its ISO 3166-1 alpha-2 code as `id`, and `label` (longitude, latitude) and
    `rank` (as in `Label`) as properties; Kosovo is `XK`, the disputed Siachen Glacier `XS`.
    Raises `AssetError` when the file is missing.
    """
    return _read("basemap.json")


@cache
def version() -> str:
    """A short fingerprint of shapes and names, for addresses that may be cached for ever."""
    return hashlib.sha256(topology() + _read("labels.json")).hexdigest()[:12]


@cache
def labels(language: str) -> tuple[Label, ...]:
    """All names in a language, the most important first; English where it is not known.

    Sorted by rank; within a rank countries come before waters and waters before cities, the
    larger before the smaller. Raises `AssetError` when the file is missing.
    """
    source = json.loads(_read("labels.json"))
    found = [_label(entry, LabelKind.COUNTRY, language) for entry in source["countries"]]
    found += [_label(entry, LabelKind(entry["kind"]), language) for entry in source["waters"]]
    found += [
        _label(entry, LabelKind.CAPITAL if entry["capital"] else LabelKind.CITY, language)
        for entry in source["cities"]
    ]
    return tuple(sorted(found, key=lambda label: label.rank))


def country(code: str) -> MultiPolygon:
    """The land of a country by its ISO 3166-1 alpha-2 code; a new value at each call.

    Raises `KeyError` when the basemap has no country of that code.
    """
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [[list(node) for node in ring] for ring in polygon]
            for polygon in _shapes().polygons("countries", code)
        ],
    }


@cache
def country_bounds(code: str) -> Bounds:
    """The smallest box round a country, across the antimeridian where that is smaller.

    `west` lies between -180 and 180. Raises `KeyError` when the basemap has no such country.
    """
    outer = [polygon[0] for polygon in country(code)["coordinates"]]
    latitudes = [latitude for ring in outer for _, latitude in ring]
    spans = sorted(
        (min(longitudes), max(longitudes))
        for longitudes in ([longitude for longitude, _ in ring] for ring in outer)
    )
    west, east = smallest_arc(spans)
    return Bounds(west=west, south=min(latitudes), east=east, north=max(latitudes))


def smallest_arc(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """West and east of the smallest arc of the globe that holds all spans, in degrees.

    The spans are pairs of west and east between -180 and 180, sorted by west; east is above 180
    where the arc crosses the antimeridian.
    """
    # Everything but the widest gap; the gap over the antimeridian is the first to beat, and wins
    # a tie.
    reach = list(accumulate((east for _, east in spans), max))
    west, east = spans[0][0], reach[-1]
    widest = west + 360 - east
    for so_far, (next_west, _) in zip(reach, spans[1:], strict=False):
        if next_west - so_far > widest:
            widest = next_west - so_far
            west, east = next_west, so_far + 360
    return west, east


def _label(entry: dict[str, Any], kind: LabelKind, language: str) -> Label:
    names = entry["names"]
    position = Position(longitude=entry["longitude"], latitude=entry["latitude"])
    text = names.get(language) or names[_FALLBACK]
    return Label(entry["id"], text, kind, position, entry["rank"])


@cache
def _shapes() -> Topology:
    return Topology(topology())


def _read(name: str) -> bytes:
    try:
        return (files("summitmap.places") / "data" / name).read_bytes()
    except OSError as error:
        raise AssetError(f"{name} is missing; install summitmap again") from error
