"""A draft as JSON, field by field as DESIGN.md §8 fixes it for other programs."""

from __future__ import annotations

from typing import Any

from summitmap.reading.dates import DateMention
from summitmap.reading.draft import Draft
from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.resolving import Resolved
from summitmap.story.model import Candidate, Place

DIGITS = 5
"""Decimals of a degree: a metre, more than any of our sources knows."""


def as_json(draft: Draft) -> dict[str, Any]:
    """The draft as plain values for `json.dumps`; offsets count characters of the text as given.

    Positions are degrees, WGS 84. `place` is null for a name that nothing fits, `edtf` null for an
    event whose date the text leaves open; the itinerary leaves out what has no position.
    """
    return {
        "language": draft.article.language,
        "published": draft.article.published.isoformat(),
        "protagonist": draft.protagonist.name if draft.protagonist else None,
        "mentions": [_mention(each) for each in draft.article.places],
        "dates": [_date(each) for each in draft.article.dates],
        "events": [_event(each) for each in draft.events],
        "itinerary": [
            _stop(event.place.place)
            for event in (draft.events[number] for number in draft.itinerary)
            if event.place.place is not None
        ],
        "set_aside": [
            {"start": each.span.start, "end": each.span.end, "reason": each.reason.value}
            for each in draft.article.set_aside
        ],
    }


def place_name(place: Place) -> str:
    """The name of a place as its gazetteer has it."""
    return place.provenance.matched


def _mention(each: Resolved) -> dict[str, Any]:
    span = each.name.span
    return {
        "text": span.text,
        "start": span.start,
        "end": span.end,
        "role": each.name.role.value,
        "score": round(each.name.score, 3),
        "place": _place(each.place) if each.place else None,
        "candidates": [_candidate(other) for other in each.place.candidates] if each.place else [],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        **_stop(place),
        "country_code": place.country_code,
        "kind": place.kind.value,
        "source": place.provenance.dataset,
        "id": place.provenance.record,
        "doubt": place.doubt.value if place.doubt else None,
    }


def _stop(place: Place) -> dict[str, Any]:
    return {
        "name": place_name(place),
        "longitude": round(place.position.longitude, DIGITS),
        "latitude": round(place.position.latitude, DIGITS),
    }


def _candidate(other: Candidate) -> dict[str, Any]:
    return {
        "name": other.name,
        "longitude": round(other.position.longitude, DIGITS),
        "latitude": round(other.position.latitude, DIGITS),
        "country_code": other.country_code,
        "kind": other.kind.value if other.kind else None,
        "source": other.dataset,
        "id": other.record,
    }


def _date(each: DateMention) -> dict[str, Any]:
    return {
        "text": each.span.text,
        "start": each.span.start,
        "end": each.span.end,
        "edtf": each.date.edtf,
        "certain": each.certain,
    }


def _event(each: DraftEvent) -> dict[str, Any]:
    return {
        "place": place_name(each.place.place) if each.place.place else each.place.name.span.text,
        "place_basis": each.place_basis.value,
        "edtf": each.when.edtf if each.when else None,
        "date_basis": each.date_basis.value,
        "status": each.status.value,
        "start": each.quote.start,
        "end": each.quote.end,
        "people": [person.name for person in each.people],
        "sources": list(each.sources),
    }
