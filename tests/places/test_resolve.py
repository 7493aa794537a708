"""From a place entry to a place, with our own geocoder and with others."""

from __future__ import annotations

from typing import Any

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import (
    MOST_CANDIDATES,
    UNSTATED_PRECISION_METRES,
    kilometres_between,
    resolve,
    resolve_all,
)
from summitmap.story.folder import StoryFolder
from summitmap.story.model import (
    CountryArea,
    Place,
    PlaceEntry,
    PlaceKind,
    PolygonArea,
    Position,
    Provenance,
)


def entry(query: str, kind: PlaceKind = PlaceKind.CITY, within: str | None = None) -> PlaceEntry:
    return PlaceEntry(id="place", name={"en": query}, query=query, kind=kind, within=within)


def found(place: Place | None) -> Place:
    assert place is not None
    return place


class Canned(Geocoder):  # type: ignore[misc] # geopy ships without type information
    """A service that always gives the same answers, in the form of the service it stands for."""

    def __init__(self, *answers: tuple[str, float, float, dict[str, Any]]) -> None:
        super().__init__()
        self.answers = answers

    def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:
        assert not exactly_one
        return [
            Location(address, (latitude, longitude), raw)
            for address, latitude, longitude, raw in self.answers
        ] or None


class Narrowing(Canned):
    """One that can be asked for a country, as Nominatim can."""

    asked: object = None

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 1, country_codes: object = None
    ) -> list[Location] | None:
        self.asked = (limit, country_codes)
        return super().geocode(query, exactly_one=exactly_one)


NOMINATIM = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "osm_type": "relation",
    "osm_id": 1674442,
    "boundingbox": ["43.0", "43.2", "131.8", "132.0"],
    "address": {"country_code": "ru"},
}


# Our own


def test_vostochny_is_the_cosmodrome_and_the_village_a_candidate(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Vostochny", PlaceKind.FACILITY, "RU"), geocoder))
    assert place.provenance.record == "vostochny-cosmodrome"
    assert place.provenance.dataset == "SummitMap supplement"
    assert kilometres_between(place.position, Position(longitude=128.334, latitude=51.884)) < 5
    village = next(each for each in place.candidates if each.record == "797241")
    assert village.kind is PlaceKind.CITY
    assert village.kilometres == pytest.approx(5967, abs=5)


def test_a_corrected_spelling_stands_in_the_provenance(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Kimsomolsk-na-Amure", within="RU"), geocoder))
    assert place.provenance.record == "2021851"
    assert place.provenance.corrected_from == "Kimsomolsk-na-Amure"
    assert place.provenance.matched == "Komsomolsk-na-Amure"
    assert place.provenance.licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("query", "code"),
    [("Russia", "RU"), ("Nord-Korea", "KP"), ("North Korea", "KP"), ("Sør-Korea", "KR")],
)
def test_a_country_is_an_area(geocoder: OfflineGeocoder, query: str, code: str) -> None:
    place = found(resolve(entry(query, PlaceKind.COUNTRY), geocoder))
    assert place.area == CountryArea(country=code)
    assert place.country_code == code
    assert place.provenance.record


def test_a_region_is_an_area_with_an_outline(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Amur-provinsen", PlaceKind.REGION, "RU"), geocoder))
    assert isinstance(place.area, PolygonArea)
    # 361,908 square kilometres by the Russian statistical office.
    assert place.precision_metres == pytest.approx(339_400, rel=0.01)


@pytest.mark.parametrize(
    ("query", "kind", "within"),
    [
        ("Xqzzxqzz", PlaceKind.CITY, None),
        ("Pyongyang", PlaceKind.CITY, "NO"),
        ("Vladivostok", PlaceKind.COUNTRY, None),
        ("Siberia", PlaceKind.REGION, None),
        ("Amur", PlaceKind.WATER, None),
        ("Wakanda", PlaceKind.COUNTRY, None),
    ],
)
def test_no_point_is_invented(
    geocoder: OfflineGeocoder, query: str, kind: PlaceKind, within: str | None
) -> None:
    assert resolve(entry(query, kind, within), geocoder) is None


def test_the_candidates_are_few_and_measured_from_the_chosen_one(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("San José"), geocoder))
    assert len(place.candidates) == MOST_CANDIDATES
    for other in place.candidates:
        assert other.kilometres == kilometres_between(place.position, other.position)
        assert other.record != place.provenance.record


def test_the_same_data_gives_the_same_bytes(geocoder: OfflineGeocoder, kim: StoryFolder) -> None:
    once, again = (resolve_all(kim.story, geocoder) for _ in range(2))
    assert [place.model_dump_json() for place in once] == [
        place.model_dump_json() for place in again
    ]


def test_every_place_of_the_story_is_found_in_its_order(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    places = resolve_all(kim.story, geocoder)
    assert [place.id for place in places] == [entry.id for entry in kim.story.places]
    assert [place.kind for place in places] == [entry.kind for entry in kim.story.places]


def test_a_place_that_a_person_chose_is_kept_and_others_are_asked_again(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    mine = Place(
        id="vostochny",
        position=Position(longitude=128.25, latitude=51.8),
        kind=PlaceKind.FACILITY,
        precision_metres=100,
        provenance=Provenance(dataset="person", matched="launch pad", credit="the editor"),
        chosen_by="person",
        reason="the launch pad itself",
    )
    stale = mine.model_copy(update={"id": "vladivostok", "chosen_by": "geocoder"})
    gone = mine.model_copy(update={"id": "not-in-the-story"})
    kept = {place.id: place for place in (mine, stale, gone)}
    places = {place.id: place for place in resolve_all(kim.story, geocoder, kept)}
    assert places["vostochny"] == mine
    assert places["vladivostok"].provenance.record == "2013348"
    assert "not-in-the-story" not in places


def test_a_place_that_is_not_found_is_left_out(kim: StoryFolder) -> None:
    assert resolve_all(kim.story, Canned()) == ()


# Any other geopy geocoder


def test_another_geocoders_answer_keeps_who_gave_it() -> None:
    geocoder = Canned(("Vladivostok, Russia", 43.115, 131.885, NOMINATIM))
    place = found(resolve(entry("Vladivostok", within="RU"), geocoder))
    assert place.position == Position(longitude=131.885, latitude=43.115)
    assert place.kind is PlaceKind.CITY
    assert place.country_code == "RU"
    assert place.provenance == Provenance(
        dataset="Canned",
        record="relation/1674442",
        matched="Vladivostok, Russia",
        credit="Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    )
    # Half the diagonal of 0.2 by 0.2 degrees at 43 degrees north.
    assert place.precision_metres == pytest.approx(13_800, rel=0.01)


def test_an_answer_in_another_country_does_not_fit() -> None:
    elsewhere = {**NOMINATIM, "address": {"country_code": "us"}}
    geocoder = Canned(("Moscow, Idaho", 46.7, -117.0, elsewhere), ("Moskva", 55.7, 37.6, NOMINATIM))
    place = found(resolve(entry("Moscow", within="RU"), geocoder))
    assert place.provenance.matched == "Moskva"
    assert place.candidates == ()


def test_an_answer_that_hides_its_country_fits_only_when_the_country_was_asked_for() -> None:
    answer = ("Vladivostok", 43.115, 131.885, {})
    assert resolve(entry("Vladivostok", within="RU"), Canned(answer)) is None
    geocoder = Narrowing(answer)
    assert found(resolve(entry("Vladivostok", within="RU"), geocoder)).country_code == "RU"
    assert geocoder.asked == (10, ["RU"])
    assert found(resolve(entry("Vladivostok"), Canned(answer))).country_code is None


def test_photons_answer_is_read() -> None:
    raw = {"properties": {"osm_type": "R", "osm_id": 7, "countrycode": "KP", "name": "Pyongyang"}}
    place = found(resolve(entry("P", within="KP"), Canned(("Pyongyang", 39.02, 125.75, raw))))
    assert place.provenance.record == "R/7"
    assert place.precision_metres == UNSTATED_PRECISION_METRES


def test_a_country_from_another_geocoder_is_still_an_area() -> None:
    geocoder = Canned(("Россия", 64.0, 97.0, NOMINATIM))
    place = found(resolve(entry("Russia", PlaceKind.COUNTRY), geocoder))
    assert place.area == CountryArea(country="RU")


@pytest.mark.parametrize(
    "raw",
    [
        {"boundingbox": None, "address": "Russia", "properties": []},
        {"boundingbox": ["a", "b", "c", "d"], "country_code": 7},
        {"boundingbox": ["1", "2"]},
        {"boundingbox": ["nan", "nan", "nan", "nan"]},
        [],
    ],
)
def test_a_strange_answer_is_read_as_far_as_it_goes(raw: Any) -> None:  # noqa: ANN401 - strange
    place = found(resolve(entry("Vladivostok"), Canned(("Vladivostok", 43.1, 131.9, raw))))
    assert place.precision_metres == UNSTATED_PRECISION_METRES
    assert place.country_code is None


def test_an_answer_without_a_name_is_no_answer() -> None:
    assert resolve(entry("Vladivostok"), Canned(("", 43.1, 131.9, NOMINATIM))) is None
