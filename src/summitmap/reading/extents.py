"""How far a place reaches: a spot, an island, a country, or what is too vast to be anywhere."""

from __future__ import annotations

from summitmap.reading.features import lexicon
from summitmap.reading.resolving import Resolved
from summitmap.story.model import PlaceKind


def is_spot(place: Resolved) -> bool:
    """Whether it is a town, a house or another point, and no area."""
    kind = place.place.kind if place.place else place.entry.kind if place.entry else None
    return kind is not None and not kind.is_area


_SMALL_METRES = 60_000


def is_small(place: Resolved) -> bool:
    """Whether it is an island, a strait or the like: who does something there is there."""
    where = place.place
    small = where is not None and where.precision_metres <= _SMALL_METRES
    return small and where is not None and where.kind in (PlaceKind.REGION, PlaceKind.WATER)


def is_capital(place: Resolved) -> bool:
    """Whether it bears the name of a country's capital."""
    return "K" in lexicon().classes(place.name.span.text.casefold().replace("-", " "))


_VAST_METRES = 600_000
"""Half as wide as a continent or an ocean; our own choice."""


def is_vast(place: Resolved) -> bool:
    """Whether it is a continent, an ocean or the like: who is there is not told to be anywhere."""
    where = place.place
    return (
        where is not None
        and where.kind.is_area
        and where.country_code is None
        and where.precision_metres >= _VAST_METRES
    )


def is_inside(spot: Resolved | None, area: Resolved) -> bool:
    """Whether a spot lies in the country of an area, as far as is known."""
    if spot is None or spot.place is None or area.place is None:
        return False
    return spot.place.country_code == area.place.country_code
