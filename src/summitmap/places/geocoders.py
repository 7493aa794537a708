"""The offline gazetteer as a geopy geocoder, so that any other geopy geocoder fits in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from babel import Locale
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from summitmap.places.gazetteer import Gazetteer, Progress, Record
from summitmap.story.model import PlaceKind


# geopy ships without type information, so that its base class is of an unknown type.
class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """Answers from a `Gazetteer`: no network, no key, no limit on the number of questions."""

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, progress: Progress | None = None
    ) -> None:
        """Without a gazetteer the user's own index is opened, which builds it the first time and
        tells `progress`; raises what `Gazetteer.open` raises."""
        super().__init__()
        self._gazetteer = gazetteer or Gazetteer.open(progress=progress)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        timeout: float | None = None,
        country_codes: str | Collection[str] | None = None,
        kind: PlaceKind | str | None = None,
    ) -> Location | list[Location] | None:
        """The likeliest place of that name, or all up to `limit`, likeliest first; `None` for none.

        `country_codes` (ISO 3166-1 alpha-2, one or several) leaves out other countries; `kind`
        puts places of that kind first. `timeout` is there because geopy's geocoders have it; there
        is nothing to wait for. The `raw` of a location is the `gazetteer.Record` as a plain dict
        that can be written as JSON.

        Raises `GazetteerError` when the index is damaged and cannot be built anew, and
        `ValueError` for a kind that there is not.
        """
        codes = [country_codes] if isinstance(country_codes, str) else country_codes or ()
        records = self._gazetteer.lookup(
            query,
            country_codes=codes,
            kind=None if kind is None else PlaceKind(kind),
            limit=1 if exactly_one else limit,
        )
        if not records:
            return None
        locations = [_location(record) for record in records]
        return locations[0] if exactly_one else locations


def _location(record: Record) -> Location:
    raw: dict[str, Any] = record.model_dump(mode="json")
    # geopy counts latitude first.
    return Location(_address(record), (record.position.latitude, record.position.longitude), raw)


def _address(record: Record) -> str:
    country = Locale("en").territories.get(record.country_code)
    return record.name if country in (None, record.name) else f"{record.name}, {country}"
