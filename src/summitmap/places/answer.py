"""One answer of a geocoder, read as far as it says: our own gazetteer's, or any other's.

What an answer does not say is `None` here and counts as "not stated" in its score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geopy.distance import geodesic
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from pydantic import ValidationError

from summitmap.places.gazetteer import Record
from summitmap.places.geocoders import RecordLocation
from summitmap.story.model import CountryArea, PlaceKind, PolygonArea, Position, Provenance

UNSTATED_PRECISION_METRES = 5_000
"""What we assume of an answer that does not say how exact it is: right as to the town."""


@dataclass(frozen=True)
class Answer:
    """A place that a geocoder knows.

    `address` is the answer in the geocoder's own words; for our own records it is the name.
    `capital` tells whether it is the capital of its country. `prominence` is what it counts for in
    people where it has none of its own (see `Record.prominence`). `precision_metres` is how far the
    true spot may lie from `position`, or for an area the radius of a circle as large as it.
    """

    name: str
    address: str
    kind: PlaceKind | None
    country_code: str | None
    admin1: str | None
    position: Position
    population: int | None
    prominence: float | None
    capital: bool | None
    precision_metres: float
    area: CountryArea | PolygonArea | None
    provenance: Provenance


def of_record(record: Record) -> Answer:
    """A record of our own gazetteer as an answer."""
    return Answer(
        name=record.name,
        address=record.name,
        kind=record.kind,
        country_code=record.country_code,
        admin1=record.admin1,
        position=record.position,
        population=record.population or None,
        prominence=record.prominence or None,
        capital=record.capital,
        precision_metres=record.precision_metres,
        area=record.area,
        provenance=Provenance(
            dataset=record.dataset,
            version=record.version,
            record=record.record,
            matched=record.matched,
            corrected_from=record.corrected_from,
            credit=record.credit,
            licence=record.licence,
            link=record.link,
        ),
    )


def of_location(
    location: Location, geocoder: Geocoder, narrowed_to: str | None = None
) -> Answer | None:
    """A location of any geocoder; `None` when it has no name or no position on the earth.

    `narrowed_to` is the country (ISO 3166-1 alpha-2) that the geocoder was asked for alone: an
    answer that does not say its country lies there.
    """
    if isinstance(location, RecordLocation):
        return of_record(location.record)
    try:
        return of_record(Record.model_validate(location.raw))
    except ValidationError:
        return _foreign(location, type(geocoder).__name__, narrowed_to)


def _foreign(location: Location, dataset: str, narrowed_to: str | None) -> Answer | None:
    raw = location.raw if isinstance(location.raw, dict) else {}
    address = str(location.address or "").strip()
    try:
        position = Position(longitude=location.longitude, latitude=location.latitude)
        provenance = Provenance(
            dataset=dataset,
            record=_record_id(raw),
            matched=address,
            credit=str(raw.get("licence") or "").strip() or dataset,
        )
    except ValidationError:
        return None
    return Answer(
        name=address.partition(",")[0].strip() or address,
        address=address,
        kind=None,
        country_code=_country_code(raw) or narrowed_to,
        admin1=None,
        position=position,
        population=None,
        prominence=None,
        capital=None,
        precision_metres=_precision_metres(raw),
        area=None,
        provenance=provenance,
    )


def _record_id(raw: Mapping[str, Any]) -> str | None:
    """The record as OpenStreetMap's services name it, else as the service numbers its places."""
    properties = raw.get("properties")
    for answer in (raw, properties if isinstance(properties, dict) else {}):
        if answer.get("osm_type") and answer.get("osm_id"):
            return f"{answer['osm_type']}/{answer['osm_id']}"
        if answer.get("place_id"):
            return str(answer["place_id"])
    return None


def _country_code(raw: Mapping[str, Any]) -> str | None:
    """The country, where the raw answer has it in one of the usual spots."""
    for spot in (raw, raw.get("address"), raw.get("properties")):
        if isinstance(spot, dict):
            code = str(spot.get("country_code") or spot.get("countrycode") or "").upper()
            if len(code) == 2 and code.isascii() and code.isalpha():
                return code
    return None


def _precision_metres(raw: Mapping[str, Any]) -> float:
    """Half the diagonal of the box (south, north, west, east) around the answer, if it has one."""
    try:
        south, north, west, east = (float(side) for side in raw["boundingbox"])
        return half_diagonal_metres(south, north, west, east)
    except (KeyError, TypeError, ValueError):
        return UNSTATED_PRECISION_METRES


def half_diagonal_metres(south: float, north: float, west: float, east: float) -> float:
    """How far a place may lie from the middle of the box around it, the sides in degrees; what is
    assumed where the box has no size. Raises `ValueError` for a latitude beyond the poles."""
    metres = float(geodesic((south, west), (north, east)).meters) / 2
    return round(metres) if math.isfinite(metres) else UNSTATED_PRECISION_METRES
