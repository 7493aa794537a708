"""A person's choice of a place: one of the candidates, or a point of their own, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from geopy.geocoders.base import Geocoder
from pydantic import ValidationError

from summitmap.errors import OverrideError
from summitmap.places.answer import UNSTATED_PRECISION_METRES
from summitmap.places.gazetteer import Record
from summitmap.places.resolve import MOST_ANSWERS, kilometres_between
from summitmap.places.services import credit_of
from summitmap.story.model import (
    Candidate,
    CountryArea,
    Place,
    PlaceEntry,
    PlaceKind,
    Position,
    Provenance,
)

OWN_POINT = "Own point"
"""What stands for the dataset of a point that a person set."""

OWN_POINT_METRES = 1_000
"""What we assume of a point that a person set for a town or a site: right as to the spot."""


def chosen_candidate(
    place: Place, entry: PlaceEntry, number: int, reason: str, geocoder: Geocoder
) -> Place:
    """The place moved to its candidate of that number, counted from 1, by a person's choice.

    What was chosen before becomes the first candidate. `geocoder` is asked for the candidate's
    whole record. Raises `OverrideError` when there is no such candidate, and what the geocoder
    raises.
    """
    if not 1 <= number <= len(place.candidates):
        offered = f"it has {len(place.candidates)}" if place.candidates else "it has none"
        raise OverrideError(
            f"place {entry.id} has no candidate number {number}: {offered}, or give a point as"
            " LONGITUDE,LATITUDE"
        )
    candidate = place.candidates[number - 1]
    record = _record(candidate, entry, geocoder)
    kind = candidate.kind or entry.kind
    area = record.area if record else None
    if area is None and kind is PlaceKind.COUNTRY and candidate.country_code:
        area = CountryArea(country=candidate.country_code)
    others = [other for other in place.candidates if other is not candidate]
    return Place(
        id=entry.id,
        position=candidate.position,
        kind=kind,
        country_code=candidate.country_code,
        area=area,
        precision_metres=record.precision_metres if record else UNSTATED_PRECISION_METRES,
        provenance=_provenance(candidate, record),
        candidates=_from(candidate.position, [*_as_candidates(place), *others]),
        chosen_by="person",
        reason=_said(reason, entry),
        second_opinion=place.second_opinion,
    )


def own_point(place: Place | None, entry: PlaceEntry, position: Position, reason: str) -> Place:
    """The place at a point that a person gives; `place` is what was chosen before, if anything.

    What was chosen before becomes the first candidate. An area keeps its shape when the point lies
    in the circle that stands for it, and has none otherwise. Raises `OverrideError` without a
    reason.
    """
    kept = place if place is not None and _is_inside(position, place) else None
    country = kept.country_code if kept else entry.within
    area = kept.area if kept else None
    if area is None and entry.kind is PlaceKind.COUNTRY and country:
        area = CountryArea(country=country)
    precision: float = OWN_POINT_METRES
    if entry.kind.is_area:
        precision = kept.precision_metres if kept else UNSTATED_PRECISION_METRES
    others = [*_as_candidates(place), *place.candidates] if place else []
    return Place(
        id=entry.id,
        position=position,
        kind=entry.kind,
        country_code=country,
        area=area if entry.kind.is_area else None,
        precision_metres=precision,
        provenance=Provenance(
            dataset=OWN_POINT,
            matched=kept.provenance.matched if kept else entry.query,
            credit=OWN_POINT,
        ),
        candidates=_from(position, others),
        chosen_by="person",
        reason=_said(reason, entry),
        second_opinion=place.second_opinion if place else None,
    )


def _said(reason: str, entry: PlaceEntry) -> str:
    said = " ".join(reason.split())
    if not said:
        raise OverrideError(f"place {entry.id} is not set, for a reason is missing: give one")
    return said


def _is_inside(position: Position, place: Place) -> bool:
    return kilometres_between(position, place.position) * 1000 <= place.precision_metres


def _as_candidates(place: Place) -> list[Candidate]:
    """What was chosen before, as a candidate; an earlier point of a person's own is none."""
    origin = place.provenance
    if origin.dataset == OWN_POINT:
        return []
    return [
        Candidate(
            name=origin.matched,
            kind=place.kind,
            country_code=place.country_code,
            position=place.position,
            dataset=origin.dataset,
            record=origin.record,
            kilometres=0,
        )
    ]


def _from(position: Position, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates with their distance from that point."""
    return tuple(
        candidate.model_copy(
            update={"kilometres": kilometres_between(position, candidate.position)}
        )
        for candidate in candidates
    )


def _record(candidate: Candidate, entry: PlaceEntry, geocoder: Geocoder) -> Record | None:
    """The candidate's record, when the geocoder has it among its answers to the entry's query."""
    for location in geocoder.geocode(entry.query, exactly_one=False, limit=MOST_ANSWERS) or ():
        try:
            record = Record.model_validate(location.raw)
        except ValidationError:
            continue
        if (record.dataset, record.record) == (candidate.dataset, candidate.record):
            return record
    return None


def _provenance(candidate: Candidate, record: Record | None) -> Provenance:
    if record is None:
        return Provenance(
            dataset=candidate.dataset,
            record=candidate.record,
            matched=candidate.name,
            credit=credit_of(candidate.dataset) or candidate.dataset,
        )
    return Provenance(
        dataset=record.dataset,
        version=record.version,
        record=record.record,
        matched=candidate.name,
        credit=record.credit,
        licence=record.licence,
        link=record.link,
    )
