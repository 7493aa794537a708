"""The offline gazetteer as a geopy geocoder, so that any other geopy geocoder fits in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from babel import Locale
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from summitmap.places.gazetteer import Gazetteer, Progress, Record
from summitmap.story.model import CountryArea, PlaceKind, PolygonArea, Provenance


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
        corrected: bool = True,
        outlined: bool = True,
    ) -> Location | list[Location] | None:
        """The likeliest place of that name, or all up to `limit`, likeliest first; `None` for none.

        `country_codes` (ISO 3166-1 alpha-2, one or several) leaves out other countries; `kind`
        puts places of that kind first; without `corrected` only what is spelt so is found, which
        costs less; without `outlined` records have no area, which costs less too (see
        `outline_of`). `timeout` is there because geopy's geocoders have it; there is nothing to
        wait for. The `raw` of a location is the `gazetteer.Record` as a plain dict
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
            corrected=corrected,
            outlined=outlined,
        )
        if not records:
            return None
        locations = [RecordLocation(record) for record in records]
        return locations[0] if exactly_one else locations

    def prominences(self, names: Iterable[str]) -> Mapping[str, float]:
        """How prominent the best known place is that bears each name just so; see `Gazetteer`."""
        return self._gazetteer.prominences(names)

    def outline_of(self, found: Provenance) -> CountryArea | PolygonArea | None:
        """The area of a record that was found here; `None` where it has none.

        Raises `GazetteerError` when the index is damaged and cannot be built anew.
        """
        return self._gazetteer.outline(found.matched, found.dataset, found.record or "")


class RecordLocation(Location):  # type: ignore[misc]  # geopy ships without type information.
    """A location that knows the record of our gazetteer that it was made of."""

    def __init__(self, record: Record) -> None:
        # geopy counts latitude first.
        point = (record.position.latitude, record.position.longitude)
        super().__init__(_address(record), point, {})
        self.record = record

    @property
    def raw(self) -> dict[str, Any]:
        """The record as a plain dict that can be written as JSON."""
        # Made when it is asked for: who reads an article asks for few of many.
        self._raw: dict[str, Any] = self._raw or self.record.model_dump(mode="json")
        return self._raw

    def __getstate__(self) -> Record:
        return self.record

    def __setstate__(self, record: Record) -> None:
        RecordLocation.__init__(self, record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Location) and (self.address, self.point, self.raw) == (
            other.address,
            other.point,
            other.raw,
        )

    # geopy's locations have none either.
    __hash__ = None  # type: ignore[assignment]  # how Python says that it cannot be hashed.


def _address(record: Record) -> str:
    country = _countries().get(record.country_code)
    return record.name if country in (None, record.name) else f"{record.name}, {country}"


@cache
def _countries() -> Mapping[str | None, str]:
    return {code: str(name) for code, name in Locale("en").territories.items()}
