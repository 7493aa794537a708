"""From what a story asks for to a place with its provenance, by whichever geocoder is given.

Nothing here reads a clock or a file: the same entry and the same answers give the same place.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geopy.distance import geodesic
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from pydantic import ValidationError

from summitmap.places.gazetteer import Record, answers
from summitmap.story.model import (
    Candidate,
    CountryArea,
    Place,
    PlaceEntry,
    PlaceKind,
    PolygonArea,
    Position,
    Provenance,
    Story,
)

MOST_CANDIDATES = 5

MOST_ANSWERS = 10
"""How many answers a geocoder is asked for."""

UNSTATED_PRECISION_METRES = 5_000
"""What we assume of an answer that does not say how exact it is: right as to the town."""


@dataclass(frozen=True)
class _Answer:
    """One location of any geocoder, as far as it can be read. `kind` is `None` if it says none."""

    name: str
    kind: PlaceKind | None
    country_code: str | None
    position: Position
    population: int
    precision_metres: float
    area: CountryArea | PolygonArea | None
    provenance: Provenance


def resolve(entry: PlaceEntry, geocoder: Geocoder) -> Place | None:
    """The place that the entry asks for, or `None` when no answer fits: no point is ever invented.

    An answer fits when it lies in the country `within` (one that does not say its country fits
    only if the geocoder was asked for that country alone) and when its kind may stand for the
    entry's (see `gazetteer.answers`; one that does not say its kind fits). Of those that fit, the
    entry's own kind comes first, then a spelling that needed no correction, then the larger
    population. The others become `candidates`, whatever their kind, in the same order.

    Raises what the geocoder raises.
    """
    found = [answer for answer in _ask(entry, geocoder) if _in_country(answer, entry)]
    ranked = sorted(found, key=lambda answer: _rank(answer, entry))
    if not ranked or not _fits(ranked[0], entry):
        return None
    chosen, *others = ranked
    kind = chosen.kind or entry.kind
    return Place(
        id=entry.id,
        position=chosen.position,
        kind=kind,
        country_code=chosen.country_code,
        area=_area(chosen, kind),
        precision_metres=chosen.precision_metres,
        provenance=chosen.provenance,
        candidates=tuple(_candidate(other, chosen) for other in others[:MOST_CANDIDATES]),
    )


def resolve_all(
    story: Story, geocoder: Geocoder, kept: Mapping[str, Place] | None = None
) -> tuple[Place, ...]:
    """The places of the story in its order, without those that were not found.

    `kept` holds places found earlier, by id: one that a person chose is taken over as it is, all
    others are asked for again. Raises what the geocoder raises.
    """
    earlier = kept or {}
    places = (_kept(earlier.get(entry.id)) or resolve(entry, geocoder) for entry in story.places)
    return tuple(place for place in places if place is not None)


def kilometres_between(one: Position, other: Position) -> float:
    """The distance along the earth's ellipsoid, rounded to 0.1 km."""
    first, second = ((at.latitude, at.longitude) for at in (one, other))
    return round(float(geodesic(first, second).kilometers), 1)


def _kept(place: Place | None) -> Place | None:
    return place if place is not None and place.chosen_by == "person" else None


def _ask(entry: PlaceEntry, geocoder: Geocoder) -> Iterator[_Answer]:
    understood = inspect.signature(geocoder.geocode).parameters
    narrowing: dict[str, object] = {
        "limit": MOST_ANSWERS,
        "country_codes": [entry.within] if entry.within else None,
        "kind": entry.kind,
    }
    wanted = {name: value for name, value in narrowing.items() if name in understood}
    narrowed = bool(entry.within) and "country_codes" in understood
    for location in geocoder.geocode(entry.query, exactly_one=False, **wanted) or ():
        answer = _own(location) or _foreign(location, geocoder, entry.within if narrowed else None)
        if answer is not None:
            yield answer


def _own(location: Location) -> _Answer | None:
    """A location of our own gazetteer; `None` when its raw answer is not one of our records."""
    try:
        record = Record.model_validate(location.raw)
    except ValidationError:
        return None
    return _Answer(
        name=record.name,
        kind=record.kind,
        country_code=record.country_code,
        position=record.position,
        population=record.population,
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


def _foreign(location: Location, geocoder: Geocoder, narrowed_to: str | None) -> _Answer | None:
    """A location of any other geocoder; `None` when it has no name or no position on the earth."""
    raw = location.raw if isinstance(location.raw, dict) else {}
    dataset = type(geocoder).__name__
    name = str(location.address or "").strip()
    try:
        position = Position(longitude=location.longitude, latitude=location.latitude)
        provenance = Provenance(
            dataset=dataset,
            record=_record_id(raw),
            matched=name,
            credit=str(raw.get("licence") or "").strip() or dataset,
        )
    except ValidationError:
        return None
    return _Answer(
        name=name,
        kind=None,
        country_code=_country_code(raw) or narrowed_to,
        position=position,
        population=0,
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
        metres = float(geodesic((south, west), (north, east)).meters) / 2
    except (KeyError, TypeError, ValueError):
        return UNSTATED_PRECISION_METRES
    return round(metres) if math.isfinite(metres) else UNSTATED_PRECISION_METRES


def _in_country(answer: _Answer, entry: PlaceEntry) -> bool:
    return entry.within is None or answer.country_code == entry.within


def _fits(answer: _Answer, entry: PlaceEntry) -> bool:
    return answer.kind is None or answers(answer.kind, entry.kind)


def _rank(answer: _Answer, entry: PlaceEntry) -> tuple[bool, bool, bool, int]:
    # The sort leaves equals in the geocoder's own order.
    return (
        not _fits(answer, entry),
        answer.kind not in (None, entry.kind),
        answer.provenance.corrected_from is not None,
        -answer.population,
    )


def _area(answer: _Answer, kind: PlaceKind) -> CountryArea | PolygonArea | None:
    if answer.area is None and kind is PlaceKind.COUNTRY and answer.country_code:
        return CountryArea(country=answer.country_code)
    return answer.area


def _candidate(answer: _Answer, chosen: _Answer) -> Candidate:
    return Candidate(
        name=answer.name,
        kind=answer.kind,
        country_code=answer.country_code,
        position=answer.position,
        dataset=answer.provenance.dataset,
        record=answer.provenance.record,
        kilometres=kilometres_between(chosen.position, answer.position),
    )
