"""A story as GeoJSON, read by geojson-pydantic and shapely."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon
from shapely.geometry import shape

from summitmap.publishing.geojson import geojson, when
from summitmap.publishing.rings import counter_clockwise, cut_at_antimeridian, extent
from summitmap.story.dates import EventDate
from summitmap.story.folder import StoryFolder
from summitmap.story.model import PlaceKind, PolygonArea, Position
from tests.drawing.conftest import HOSTILE, hostile, journey, made, place

SQUARE = [[0.0, 0.0], [0.0, 2.0], [2.0, 2.0], [2.0, 0.0], [0.0, 0.0]]


def features(body: bytes) -> dict[str, dict[str, Any]]:
    """By id, each id once."""
    found = {feature["id"]: feature for feature in json.loads(body)["features"]}
    assert len(found) == len(json.loads(body)["features"])
    return found


@pytest.fixture(scope="module")
def exported(kim: StoryFolder) -> dict[str, dict[str, Any]]:
    return features(geojson(kim.story, kim.places))


def test_geojson_pydantic_reads_it_as_a_feature_collection(kim: StoryFolder) -> None:
    with warnings.catch_warnings():
        # It warns of a box that crosses the antimeridian, which Russia's does.
        warnings.simplefilter("ignore", UserWarning)
        read = FeatureCollection.model_validate_json(geojson(kim.story, kim.places))
    assert len(read.features) == len(kim.story.events) + 3 + 2


def test_every_shape_is_valid_and_its_outer_rings_run_counter_clockwise(
    exported: dict[str, dict[str, Any]],
) -> None:
    drawn = [shape(item["geometry"]) for item in exported.values() if item["geometry"]]
    assert all(each.is_valid for each in drawn)
    polygons = [p for each in drawn for p in getattr(each, "geoms", [each]) if p.area]
    assert len(polygons) > 50
    assert all(isinstance(each, Polygon) and each.exterior.is_ccw for each in polygons)
    assert not any(hole.is_ccw for each in polygons for hole in each.interiors)


def test_an_event_tells_all_that_is_known_of_it(
    kim: StoryFolder, exported: dict[str, dict[str, Any]]
) -> None:
    feature = exported["gifts"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [128.334, 51.884]}
    assert feature["when"] == {
        "timespans": [{"start": {"in": "2023-09-13"}}],
        "label": "2023-09-13",
    }
    told = feature["properties"]
    assert (told["role"], told["date"], told["status"]) == ("event", "2023-09-13", "happened")
    assert (told["date_basis"], told["place_basis"]) == ("inferred", "inferred")
    assert (told["stop"], told["stop_number"]) == (True, 2)
    event = kim.story.event("gifts")
    assert told["headline"] == event.headline
    assert told["quote"] == event.quote
    assert told["note"] == event.note
    assert [person["id"] for person in told["people"]] == ["kim", "putin", "peskov"]
    assert told["sources"][0] == {
        "id": "afp",
        "name": "AFP",
        "about": kim.story.source("afp").about,
        "link": None,
    }
    assert told["place"]["name"]["en"] == "Vostochny Cosmodrome"
    resolved = told["place"]["resolved"]
    assert resolved["precision_metres"] == 13000
    assert resolved["provenance"]["record"] == "vostochny-cosmodrome"


def test_an_event_without_a_place_is_there_without_a_geometry(
    exported: dict[str, dict[str, Any]],
) -> None:
    assert exported["peskov-statement"]["geometry"] is None
    assert exported["peskov-statement"]["properties"]["place"] is None


def test_a_country_is_its_land_and_never_a_point(exported: dict[str, dict[str, Any]]) -> None:
    for event in ("arrival", "return-visit", "south-korea-warning", "lavrov-visit"):
        assert exported[event]["geometry"]["type"] == "MultiPolygon"


def test_legs_say_the_order_of_the_stops_and_their_status(
    exported: dict[str, dict[str, Any]],
) -> None:
    legs = [item["properties"] for item in exported.values() if item["properties"]["role"] == "leg"]
    assert [(leg["from_place"], leg["to_place"], leg["status"]) for leg in legs] == [
        ("pyongyang", "vostochny", "happened"),
        ("vostochny", "komsomolsk", "planned"),
        ("komsomolsk", "vladivostok", "planned"),
    ]
    assert 1400 < legs[0]["kilometres"] < 1500


def test_regions_that_are_only_named_are_features_and_a_country_that_is_has_no_geometry(
    exported: dict[str, dict[str, Any]],
) -> None:
    others = [key for key, item in exported.items() if item["properties"]["role"] == "place"]
    assert others == ["place:amur", "place:far-east"]
    russia = place("russia", 100, 60, PlaceKind.COUNTRY).model_copy(
        update={"area": {"country": "RU"}}
    )
    entry = {"id": "russia", "name": {"en": "Russia"}, "query": "Russia", "kind": "country"}
    alone = features(geojson(made({"date": "2023"}, places=[entry]), {"russia": russia}))
    assert alone["place:russia"]["geometry"] is None


def test_the_file_names_whom_to_credit_and_under_which_licence(kim: StoryFolder) -> None:
    named = json.loads(geojson(kim.story, kim.places))["credits"]
    assert {"dataset", "credit", "licence"} == named[0].keys()
    assert [credit["licence"] for credit in named if credit["dataset"] == "GeoNames"] == [
        "CC BY 4.0"
    ]
    assert any(credit["dataset"] == "Natural Earth" for credit in named)


def test_the_box_holds_everything_and_crosses_the_antimeridian_with_russia(
    kim: StoryFolder,
) -> None:
    west, south, east, north = json.loads(geojson(kim.story, kim.places))["bbox"]
    assert 19 < west < 28
    assert -170 < east < -168
    assert (33 < south < 34, 81 < north < 82) == (True, True)


def test_a_leg_over_the_antimeridian_is_cut_there() -> None:
    story, places = journey((170.0, 10.0), (-170.0, 20.0))
    leg = features(geojson(story, places))["leg:1"]["geometry"]
    assert leg == {
        "type": "MultiLineString",
        "coordinates": [[[170.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-170.0, 20.0]]],
    }
    assert json.loads(geojson(story, places))["bbox"] == [170.0, 10.0, -170.0, 20.0]


LONGITUDES = st.floats(-180, 180)
POSITIONS = st.builds(Position, longitude=LONGITUDES, latitude=st.floats(-90, 90))


@given(POSITIONS, POSITIONS)
def test_a_cut_line_never_leaps_and_is_as_long_as_the_shorter_way(
    start: Position, end: Position
) -> None:
    parts = cut_at_antimeridian(start, end)
    assert 1 <= len(parts) <= 2
    lengths = [abs(two.longitude - one.longitude) for one, two in parts]
    assert all(length <= 180 for length in lengths)
    apart = abs(end.longitude - start.longitude)
    assert sum(lengths) == pytest.approx(min(apart, 360 - apart), abs=1e-9)
    assert all(one.longitude * two.longitude >= 0 or len(parts) == 1 for one, two in parts)


@given(st.lists(POSITIONS, min_size=1, max_size=8))
def test_the_box_holds_every_point(positions: list[Position]) -> None:
    points = [{"type": "Point", "coordinates": [p.longitude, p.latitude]} for p in positions]
    box = extent(points)
    assert box is not None
    west, south, east, north = box
    wide = east - west if east >= west else east + 360 - west
    assert 0 <= wide <= 360
    for position in positions:
        assert south <= position.latitude <= north
        from_west = position.longitude - west
        assert -1e-9 <= from_west <= wide + 1e-9 or from_west + 360 <= wide + 1e-9


def test_rings_are_turned_and_what_is_no_ring_is_refused() -> None:
    hole = [[0.5, 0.5], [1.0, 0.5], [1.0, 1.0], [0.5, 0.5]]
    turned = counter_clockwise({"type": "Polygon", "coordinates": [SQUARE, hole]})
    assert turned["coordinates"] == [SQUARE[::-1], hole[::-1]]
    assert counter_clockwise(turned) == turned
    for wrong in ([], [[]], ["x"], [[["x", 1]] * 4], [[[1, 95]] * 4], [SQUARE[:-1]], [[[1]] * 4]):
        with pytest.raises(ValueError, match="a"):
            counter_clockwise({"type": "Polygon", "coordinates": wrong})


def test_an_area_that_cannot_be_drawn_is_left_out_and_told_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    area = PolygonArea(type="Polygon", coordinates=[[[0, 0], [0, 1], [1, 1], [1, 0]]])
    region = place("region", 1, 1, PlaceKind.REGION).model_copy(update={"area": area})
    story = made({"place": "region"})
    assert features(geojson(story, {"region": region}))["event-1"]["geometry"] is None
    assert "the area of place region is left out" in caplog.text


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("2023-09-13", {"start": {"in": "2023-09-13"}}),
        ("2023-09-13?", {"start": {"in": "2023-09-13?"}}),
        ("2023-10", {"start": {"earliest": "2023-10-01", "latest": "2023-10-31"}}),
        ("2024~", {"start": {"earliest": "2024-01-01~", "latest": "2024-12-31~"}}),
        (
            "2023-09-14/2023-09-20~",
            {"start": {"in": "2023-09-14"}, "end": {"in": "2023-09-20~"}},
        ),
        ("2023-09-14/..", {"start": {"in": "2023-09-14"}, "end": {"earliest": "2023-09-14"}}),
        ("/2023-09-12", {"start": {"latest": "2023-09-12"}, "end": {"latest": "2023-09-12"}}),
    ],
)
def test_when_is_as_precise_as_the_date_and_no_more(date: str, span: dict[str, Any]) -> None:
    assert when(EventDate.parse(date)) == {"timespans": [span], "label": date}


def test_an_event_without_a_date_has_no_when(exported: dict[str, dict[str, Any]]) -> None:
    assert "when" not in exported["return-visit"]
    assert exported["return-visit"]["properties"]["date"] is None


def test_the_same_story_gives_the_same_bytes(kim: StoryFolder) -> None:
    assert geojson(kim.story, kim.places) == geojson(kim.story, kim.places)


def test_hostile_text_is_text(kim: StoryFolder) -> None:
    story, places = hostile()
    told = features(geojson(story, places))["event-1"]["properties"]
    assert told["headline"]["en"] == HOSTILE.strip()


def test_a_leg_is_a_line_that_shapely_reads(exported: dict[str, dict[str, Any]]) -> None:
    assert isinstance(shape(exported["leg:1"]["geometry"]), LineString)
