"""A geocoder that keeps its last answers, for one who reads many articles."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from geopy.location import Location

from summitmap.places.gazetteer import answers
from summitmap.places.geocoders import OfflineGeocoder, RecordLocation
from summitmap.story.model import CountryArea, PlaceKind, PolygonArea, Provenance

_MOST_ANSWERS = 8
"""How many answers of the gazetteer are weighed for a name; the likeliest come first."""

_MOST_REMEMBERED = 5_000
"""How many names' answers are kept."""


@lru_cache(maxsize=4)
def remembering(geocoder: OfflineGeocoder, corrects: bool = True) -> OfflineGeocoder:
    """The one that asks this geocoder, made once for each; it may be one that never corrects the
    spelling of a name."""
    return _Remembering(geocoder, corrects)


class _Remembering(OfflineGeocoder):
    """A geocoder that keeps its last answers: the same countries are in the news every day."""

    def __init__(self, asked: OfflineGeocoder, corrects: bool) -> None:
        # It has no gazetteer of its own to open.
        super(OfflineGeocoder, self).__init__()
        self._asked = asked
        self._corrects = corrects
        self._answers = lru_cache(maxsize=_MOST_REMEMBERED)(asked.geocode)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = _MOST_ANSWERS,
        timeout: float | None = None,
        country_codes: str | Collection[str] | None = None,
        kind: PlaceKind | str | None = None,
        corrected: bool = True,
        outlined: bool = False,
    ) -> Location | list[Location] | None:
        """As the geocoder that is asked, for no more answers than are weighed here, which needs no
        outlines unless `outlined` says so.

        Where something of the wanted kind is among all that bear the name, that answer is given
        with this kind first, as the geocoder would, without asking it again.
        """
        codes = (country_codes,) if isinstance(country_codes, str) else tuple(country_codes or ())
        corrected = corrected and self._corrects
        least = {
            "exactly_one": False,
            "limit": _MOST_ANSWERS,
            "country_codes": codes,
            "corrected": corrected,
            "outlined": outlined,
        }
        found: list[RecordLocation] = self._answers(query, **least) or []
        wanted = None if kind is None else PlaceKind(kind)
        if found and not any(answers(each.record.kind, wanted) for each in found):
            found = self._answers(query, kind=wanted, **least) or []
        ordered = sorted(found, key=lambda each: _unlikeness(each, wanted))[:limit]
        return (ordered[0] if exactly_one else ordered) if ordered else None

    def outline_of(self, found: Provenance) -> CountryArea | PolygonArea | None:
        """As the geocoder that is asked."""
        return self._asked.outline_of(found)


def _unlikeness(location: RecordLocation, wanted: PlaceKind | None) -> int:
    kind = location.record.kind
    return 0 if wanted in (None, kind) else 2 - answers(kind, wanted)
