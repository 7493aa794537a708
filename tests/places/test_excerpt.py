"""The excerpt of the basemap: fine where the story is, coarse far from it, closed everywhere."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon
from shapely.ops import unary_union

from summitmap.places import basemap
from summitmap.places.basemap import LabelKind
from summitmap.places.excerpt import Excerpt, excerpt
from summitmap.places.nearness import cell, distances, northing
from summitmap.story.folder import StoryFolder
from summitmap.story.model import CountryArea, Place, PlaceKind, PolygonArea, Position
from tests.drawing.conftest import place

WHOLE = json.loads(basemap.topology())


def a_country(code: str) -> Place:
    """A country as a place, at a point far away from every country."""
    found = place(code.lower(), -130.0, -50.0, PlaceKind.COUNTRY)
    return found.model_copy(update={"area": CountryArea(country=code)})


def shapes(found: Excerpt) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(found.topology)
    return decoded


def nodes(topology: dict[str, Any], number: int) -> list[tuple[int, int]]:
    """The nodes of an arc on the grid, in the direction in which it is used."""
    x = y = 0
    found = []
    for step_x, step_y in topology["arcs"][max(number, ~number)]:
        x, y = x + step_x, y + step_y
        found.append((x, y))
    return found if number >= 0 else found[::-1]


def ring(topology: dict[str, Any], numbers: list[int]) -> list[tuple[int, int]]:
    line: list[tuple[int, int]] = []
    for number in numbers:
        arc = nodes(topology, number)
        assert not line or line[-1] == arc[0], "the arcs of a ring meet"
        line += arc[1:] if line else arc
    assert line[0] == line[-1], "a ring is closed"
    return line


def rings(topology: dict[str, Any]) -> dict[str, list[list[tuple[int, int]]]]:
    """The outer rings of each country."""
    return {
        country["id"]: [ring(topology, polygon[0]) for polygon in country["arcs"]]
        for country in topology["objects"]["countries"]["geometries"]
    }


def count(topology: dict[str, Any]) -> int:
    return sum(map(len, topology["arcs"]))


def near(topology: dict[str, Any], longitude: float, latitude: float, degrees: float) -> int:
    """How many nodes lie within so many degrees of a point."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"][key] for key in ("scale", "translate")
    )
    return sum(
        abs(x * scale_x + left - longitude) < degrees
        and abs(y * scale_y + bottom - latitude) < degrees
        for number in range(len(topology["arcs"]))
        for x, y in nodes(topology, number)
    )


@pytest.fixture(scope="module")
def kim_excerpt(kim: StoryFolder) -> Excerpt:
    return excerpt(kim.places)


def test_it_has_the_objects_that_the_maps_script_reads(kim_excerpt: Excerpt) -> None:
    topology = shapes(kim_excerpt)
    assert topology["type"] == "Topology"
    assert topology["transform"] == WHOLE["transform"]
    assert {name: each["type"] for name, each in topology["objects"].items()} == {
        name: each["type"] for name, each in WHOLE["objects"].items()
    }


def test_it_is_a_tenth_of_the_whole_basemap(kim_excerpt: Excerpt) -> None:
    assert len(kim_excerpt.topology) < len(basemap.topology()) / 10


def test_it_is_fine_at_the_story_and_coarse_far_away(kim_excerpt: Excerpt) -> None:
    topology = shapes(kim_excerpt)
    vladivostok, oslo = (131.9, 43.1), (10.7, 59.9)
    assert near(topology, *vladivostok, degrees=2) > 0.8 * near(WHOLE, *vladivostok, degrees=2)
    assert near(topology, *oslo, degrees=2) < 0.1 * near(WHOLE, *oslo, degrees=2)


def test_every_node_is_one_of_the_basemaps(kim_excerpt: Excerpt) -> None:
    known = {node for number in range(len(WHOLE["arcs"])) for node in nodes(WHOLE, number)}
    topology = shapes(kim_excerpt)
    for number in range(len(topology["arcs"])):
        assert known.issuperset(nodes(topology, number))


def test_rings_are_closed_and_none_leaps_over_the_map(kim_excerpt: Excerpt) -> None:
    steps = {"RU": 0, "FJ": 0, "US": 0}
    for code, found in rings(shapes(kim_excerpt)).items():
        for line in found:
            leap = max(abs(one[0] - other[0]) for one, other in pairwise(line))
            if code in steps:
                steps[code] = max(steps[code], leap)
    # Steps of the grid: a quarter of the globe's width is 25,000.
    assert max(steps.values()) < 25_000


def test_neighbours_share_their_border_node_for_node(kim_excerpt: Excerpt) -> None:
    topology = shapes(kim_excerpt)
    owners: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for polygon in country["arcs"]:
            for numbers in polygon:
                for number in numbers:
                    owners.setdefault(max(number, ~number), set()).add(country["id"])
    borders = {arc for line in topology["objects"]["borders"]["arcs"] for arc in line}
    assert {"RU", "CN"} in [owners[arc] for arc in borders]
    # A dropped enclave leaves its neighbour the hole's line and nobody else.
    assert all(len(owners[arc]) <= 2 for arc in borders)


def test_land_has_no_gaps_where_countries_meet(kim_excerpt: Excerpt) -> None:
    found = rings(shapes(kim_excerpt))
    land = unary_union([Polygon(line).buffer(0) for lines in found.values() for line in lines])
    parts = land.geoms if hasattr(land, "geoms") else [land]
    eurasia = max(parts, key=lambda part: part.area)
    # The Caspian Sea, and what the thinning of its countries' lines may leave beside it.
    large = [hole for hole in eurasia.interiors if Polygon(hole).area > 1e5]
    assert len(large) <= 2


def test_small_islands_and_lakes_far_away_are_dropped(kim_excerpt: Excerpt) -> None:
    countries = set(rings(shapes(kim_excerpt)))
    assert {"RU", "KP", "KR", "JP", "CN", "BR", "EC", "UY", "NO"} <= countries
    assert not {"MT", "SC", "BM", "VA"} & countries


def test_a_shaded_country_is_kept_however_small_and_far() -> None:
    for code in ("MT", "VA", "FJ"):
        topology = shapes(excerpt({"spot": place("spot", 131.9, 43.1), code: a_country(code)}))
        thin, whole = (
            unary_union([Polygon(line) for line in rings(each)[code]]).area
            for each in (topology, WHOLE)
        )
        assert thin == pytest.approx(whole, rel=0.03), code


def test_a_story_with_no_places_has_the_whole_world() -> None:
    topology = shapes(excerpt({}))
    assert {"RU", "BR", "AU", "NO", "ZA"} <= set(rings(topology))


def test_the_same_places_give_the_same_bytes(kim: StoryFolder) -> None:
    again = dict(reversed(list(kim.places.items())))
    assert excerpt(again).topology == excerpt(kim.places).topology


def test_near_names_are_kept_and_far_ones_only_when_large(kim_excerpt: Excerpt) -> None:
    kept = {
        (label.kind, label.text) for label in basemap.labels("en") if kim_excerpt.is_worth(label)
    }
    assert {
        (LabelKind.CITY, "Khabarovsk"),
        (LabelKind.CAPITAL, "Pyongyang"),
        (LabelKind.COUNTRY, "Brazil"),
        (LabelKind.COUNTRY, "Norway"),
        (LabelKind.CITY, "New York City"),
    } <= kept
    assert not {(LabelKind.CITY, "Bergen"), (LabelKind.COUNTRY, "Luxembourg")} & kept


def test_a_region_is_as_fine_as_the_map_under_it(kim: StoryFolder, kim_excerpt: Excerpt) -> None:
    whole = kim.places["far-east"].area
    thin = kim_excerpt.thinned(kim.places["far-east"]).area
    assert isinstance(whole, PolygonArea)
    assert isinstance(thin, PolygonArea)
    assert len(str(thin.coordinates)) < len(str(whole.coordinates)) / 2
    for polygon in thin.coordinates:
        for line in polygon:
            assert line[0] == line[-1]
            assert len(line) >= 4
    before, after = (
        unary_union([Polygon(rings[0]).buffer(0) for rings in area.coordinates])
        for area in (whole, thin)
    )
    assert before.symmetric_difference(after).area < 0.02 * before.area


def test_a_place_without_an_area_of_its_own_stays_as_it_is(
    kim: StoryFolder, kim_excerpt: Excerpt
) -> None:
    for name in ("vladivostok", "russia"):
        assert kim_excerpt.thinned(kim.places[name]) is kim.places[name]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
        min_size=1,
        max_size=4,
    )
)
def test_wherever_a_story_is_rings_close_and_it_stays_small(
    spots: list[tuple[float, float]],
) -> None:
    found = {str(number): place(str(number), *spot) for number, spot in enumerate(spots)}
    topology = shapes(excerpt(found))
    assert {"RU", "BR", "AU"} <= set(rings(topology))
    assert count(topology) < 10_000


def test_the_nearest_way_may_lead_over_the_antimeridian() -> None:
    away = distances([Position(longitude=179.0, latitude=0.0)])
    east, west = (away[cell(longitude, northing(0.0))] for longitude in (-179.0, 170.0))
    assert east < west < 15


def test_without_positions_everything_is_near() -> None:
    assert len(set(distances([]))) == 1


@pytest.mark.parametrize(
    ("latitude", "north"), [(0.0, 0.0), (85.0511287798, 180.0), (90.0, 180.0), (-90.0, -180.0)]
)
def test_the_web_mercator_map_is_a_square(latitude: float, north: float) -> None:
    assert northing(latitude) == pytest.approx(north, abs=1e-6)
