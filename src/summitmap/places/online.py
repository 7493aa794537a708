"""Any online service that geopy knows, asked politely and only when a person says so.

What it is asked goes through one adapter: kept answers first, then one request at a time for all
processes, tried again after passing faults. What it answers becomes a `gazetteer.Record`, so that
`resolve` reads it as it reads our own index.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from babel import Locale
from geopy.exc import GeopyError
from geopy.geocoders import SERVICE_TO_GEOCODER as SERVICES
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from pydantic import ValidationError

from summitmap.errors import OnlineError
from summitmap.places.answer import UNSTATED_PRECISION_METRES, half_diagonal_metres
from summitmap.places.gazetteer import Record, fold
from summitmap.places.polite import TIMEOUT_SECONDS, PoliteAdapter, complaint, reason_of, status_of
from summitmap.places.services import OPTION_PREFIX, Service
from summitmap.places.turns import Clock, Sleep
from summitmap.story.model import PlaceKind, Position

OSM_LICENCE = "ODbL 1.0"
OSM_LINK = "https://www.openstreetmap.org/{record}"


# geopy ships without type information, so that its base classes are of unknown types.
class OnlineLocation(Location):  # type: ignore[misc]
    """A location whose `raw` is the `gazetteer.Record` that we made of the answer, as a plain
    dict; `answer` is the service's own raw answer, untouched."""

    __slots__ = ("answer",)

    def __init__(self, record: Record, address: str, answer: object) -> None:
        # geopy counts latitude first.
        point = (record.position.latitude, record.position.longitude)
        super().__init__(address, point, record.model_dump(mode="json"))
        self.answer = answer


class OnlineGeocoder(Geocoder):  # type: ignore[misc]
    """A service behind the interface of the offline geocoder. Threads take turns in it.

    After a fault that concerns the service as a whole it asks nothing more, and gives only the
    answers that are kept: what failed once for one place is not tried for each of the others.
    """

    def __init__(
        self, service: Service, *, clock: Clock = time.time, sleep: Sleep = time.sleep
    ) -> None:
        """Raises `OnlineError` when the service lacks an option that it needs."""
        self._adapter = PoliteAdapter(service, clock, sleep)
        super().__init__(user_agent=service.user_agent, adapter_factory=self._adapter.ready)
        self.service = service
        self.answered: date | None = None
        """The day of the latest answer, UTC; a kept answer has the day when it was given."""
        self._inner = _inner(service, self._adapter)
        self._understood = inspect.signature(self._inner.geocode).parameters
        self._one_at_a_time = threading.Lock()

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
        """The likeliest place of that name, or all up to `limit`, in the service's order; `None`
        for none.

        `country_codes` (ISO 3166-1 alpha-2, one or several) narrows the question where the
        service can; where it cannot, a single country is named behind the query. `kind` is taken
        for the kind of an answer that does not say its own. Each location is an
        `OnlineLocation`.

        Raises `OnlineError`, one sentence on what happened, when there is no answer to be had.
        """
        wanted = None if kind is None else PlaceKind(kind)
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        with self._one_at_a_time:
            found = self._ask(query, limit, timeout, codes, wanted)
            asked_for = codes[0].upper() if len(codes) == 1 and self._narrows else None
            locations = [
                location
                for answer in found[:limit]
                if (location := self._location(answer, query, asked_for, wanted)) is not None
            ]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    @property
    def _narrows(self) -> bool:
        return "country_codes" in self._understood or "country" in self._understood

    def _ask(
        self,
        query: str,
        limit: int,
        timeout: float | None,
        codes: list[str],
        kind: PlaceKind | None,
    ) -> list[Location]:
        countries = codes[0] if len(codes) == 1 else codes
        options = {
            "limit": limit,
            "addressdetails": True,
            "namedetails": True,
            "language": "en" if self.service.is_openstreetmap else None,
            "country_codes": countries or None,
            "country": countries or None,
        }
        taken: dict[str, object] = {
            name: value
            for name, value in options.items()
            if name in self._understood and value is not None
        }
        if timeout is not None:
            taken["timeout"] = timeout
        if len(codes) == 1 and not self._narrows and kind is not PlaceKind.COUNTRY:
            query = f"{query}, {Locale('en').territories.get(codes[0].upper(), codes[0])}"
        self._adapter.begin(query)
        try:
            found = self._inner.geocode(query, exactly_one=False, **taken)
        except OnlineError:
            raise
        except GeopyError as error:
            raise self._adapter.refused(self._complaint(error), error) from error
        # geopy's parsers meet a shape that they do not know in many ways.
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            sentence = f"{self.service.title}'s answer cannot be read: try again later"
            raise self._adapter.refused(sentence, error) from error
        self.answered = self._adapter.keep()
        return list(found or ())

    def _complaint(self, error: GeopyError) -> str:
        if status_of(error) is not None:
            return complaint(self.service, error)
        # The service answered in good order, and what it said is a fault.
        reason = reason_of(error, self.service)
        return (
            f"{self.service.title} gives no answer ({reason}): check the query and the variables"
            f" {OPTION_PREFIX}…"
        )

    def _location(
        self, location: Location, query: str, asked_for: str | None, wanted: PlaceKind | None
    ) -> OnlineLocation | None:
        """`None` when the answer has no name or no position on the earth."""
        raw = location.raw if isinstance(location.raw, dict) else {}
        facts = (
            {**raw, **properties} if isinstance(properties := raw.get("properties"), dict) else raw
        )
        address = str(location.address or "").strip()
        name = str(facts.get("name") or "").strip() or address.partition(",")[0].strip()
        if not name:
            return None
        record = _record_name(facts)
        in_osm = self.service.is_openstreetmap and record is not None and "/" in record
        try:
            made = Record(
                name=name,
                matched=_matched(query, facts) or name,
                kind=_kind(facts) or wanted or PlaceKind.FACILITY,
                country_code=_country_code(raw) or asked_for,
                position=Position(longitude=location.longitude, latitude=location.latitude),
                dataset=self.service.title,
                version=self.answered.isoformat() if self.answered else None,
                record=record or address,
                precision_metres=_precision_metres(facts),
                credit=self.service.credit,
                licence=OSM_LICENCE if self.service.is_openstreetmap else None,
                link=OSM_LINK.format(record=record) if in_osm else None,
            )
        except ValidationError:
            return None
        return OnlineLocation(made, address, location.raw)


def _inner(service: Service, adapter: PoliteAdapter) -> Geocoder:
    kind = SERVICES[service.name]
    parameters = inspect.signature(kind.__init__).parameters
    missing = [
        name
        for name, parameter in parameters.items()
        if parameter.default is parameter.empty and name not in {"self", *service.options}
    ]
    if missing:
        names = " and ".join(f"{OPTION_PREFIX}{name.upper()}" for name in missing)
        raise OnlineError(
            f"{service.title} is not asked, for it needs a key or account: set {names}"
        )
    ours: dict[str, Any] = {
        "timeout": TIMEOUT_SECONDS,
        "user_agent": service.user_agent,
        "adapter_factory": adapter.ready,
    }
    try:
        return kind(**{**ours, **service.options})
    except (GeopyError, TypeError, ValueError) as error:
        reason = reason_of(error, service)
        raise OnlineError(
            f"{service.title} is not asked, for its options do not fit ({reason}): check the"
            f" variables {OPTION_PREFIX}…"
        ) from error


def _matched(query: str, facts: Mapping[str, Any]) -> str | None:
    """The one of the place's other names that the query is, where the service gives them."""
    names = facts.get("namedetails")
    if not isinstance(names, dict):
        return None
    return next((str(name) for name in names.values() if fold(str(name)) == fold(query)), None)


_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}


def _record_name(facts: Mapping[str, Any]) -> str | None:
    """The record as OpenStreetMap's services name it, else as the service numbers its places."""
    if facts.get("osm_type") and facts.get("osm_id"):
        kind = str(facts["osm_type"])
        return f"{_OSM_TYPES.get(kind, kind)}/{facts['osm_id']}"
    for name in ("place_id", "geonameId", "id"):
        if facts.get(name):
            return str(facts[name])
    return None


def _country_code(raw: Mapping[str, Any]) -> str | None:
    """The country, where the raw answer has it in one of the usual spots."""
    for spot in (raw, raw.get("address"), raw.get("properties"), raw.get("components")):
        if isinstance(spot, dict):
            for name in ("country_code", "countrycode", "countryCode"):
                code = str(spot.get(name) or "").upper()
                if len(code) == 2 and code.isascii() and code.isalpha():
                    return code
    return None


def _precision_metres(facts: Mapping[str, Any]) -> float:
    """Half the diagonal of the box around the answer, if it has one."""
    try:
        return half_diagonal_metres(*_box(facts))
    except (KeyError, TypeError, ValueError):
        return UNSTATED_PRECISION_METRES


def _box(facts: Mapping[str, Any]) -> Iterator[float]:
    """South, north, west and east, in the orders in which Nominatim and Photon give them."""
    if "boundingbox" in facts:
        return (float(side) for side in facts["boundingbox"])
    west, north, east, south = (float(side) for side in facts["extent"])
    return iter((south, north, west, east))


_CITY, _REGION, _WATER = PlaceKind.CITY, PlaceKind.REGION, PlaceKind.WATER

# The values of OpenStreetMap's tags "place", "natural", "waterway" and of Nominatim's and Photon's
# address levels (wiki.openstreetmap.org/wiki/Key:place; nominatim.org/release-docs, "Place
# Output"), as far as they say a kind.
_KINDS: Mapping[str, PlaceKind] = {
    "country": PlaceKind.COUNTRY,
    **dict.fromkeys(
        ("state", "region", "province", "county", "state_district", "territory", "department"),
        _REGION,
    ),
    **dict.fromkeys(("continent", "archipelago", "island", "peninsula"), _REGION),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "municipality", "borough", "suburb", "quarter"), _CITY
    ),
    **dict.fromkeys(
        ("city_district", "district", "neighbourhood", "isolated_dwelling", "locality"), _CITY
    ),
    **dict.fromkeys(("ocean", "sea", "bay", "strait", "fjord", "water", "lake", "river"), _WATER),
    **dict.fromkeys(("canal", "reservoir", "lagoon"), _WATER),
    "dam": PlaceKind.FACILITY,
    "waterway": _WATER,
}
_LAST_COUNTRY_RANK, _LAST_REGION_RANK = 4, 12
"""Nominatim's place ranks: 4 is a country, 5 to 12 what lies between it and a city
(nominatim.org/release-docs, "Place Ranking")."""


def _kind(facts: Mapping[str, Any]) -> PlaceKind | None:
    """What kind of place the answer says it is; `None` when it says nothing of it."""
    words = [
        str(facts[name])
        for name in ("addresstype", "osm_value", "type", "class", "category", "osm_key")
        if facts.get(name)
    ]
    # A border's tag says no more than "administrative"; then the level behind it tells.
    for word in words:
        if word in _KINDS:
            return _KINDS[word]
    if "administrative" in words:
        try:
            rank = int(facts["place_rank"])
        except (KeyError, TypeError, ValueError):
            return None
        if rank <= _LAST_COUNTRY_RANK:
            return PlaceKind.COUNTRY
        return _REGION if rank <= _LAST_REGION_RANK else _CITY
    return PlaceKind.FACILITY if "class" in facts or "osm_key" in facts else None
