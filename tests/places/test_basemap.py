"""The embedded basemap: shapes, bounds and names, by value."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import FrozenInstanceError
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.errors import AssetError
from summitmap.places import basemap
from summitmap.places.basemap import LabelKind

Line = list[tuple[float, float]]


def whole() -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(basemap.topology())
    return decoded


TOPOLOGY = whole()
CODES = [geometry["id"] for geometry in TOPOLOGY["objects"]["countries"]["geometries"]]


def decode(arc: list[list[int]]) -> Line:
    """The arc in degrees, worked out apart from the code under test."""
    scale, translate = TOPOLOGY["transform"]["scale"], TOPOLOGY["transform"]["translate"]
    columns, rows = [0], [0]
    for step_x, step_y in arc:
        columns.append(columns[-1] + step_x)
        rows.append(rows[-1] + step_y)
    return [
        (x * scale[0] + translate[0], y * scale[1] + translate[1])
        for x, y in zip(columns[1:], rows[1:], strict=True)
    ]


def arc_numbers(nested: Any) -> list[int]:  # noqa: ANN401 - arcs nest to a different depth in each type
    if isinstance(nested, int):
        return [nested]
    return [number for inner in nested for number in arc_numbers(inner)]


def lines_of(name: str) -> list[Line]:
    """The lines of an object, arc by arc."""
    source = TOPOLOGY["objects"][name]
    geometries = source.get("geometries", [source])
    numbers = [number for geometry in geometries for number in arc_numbers(geometry["arcs"])]
    return [decode(TOPOLOGY["arcs"][max(number, ~number)]) for number in numbers]


def holds(code: str, longitude: float, latitude: float) -> bool:
    """Whether a point lies in a country, by the even-odd rule of a ray to the east."""
    inside = False
    for polygon in basemap.country(code)["coordinates"]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    inside ^= longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return inside


def nearest(lines: list[Line], longitude: float, latitude: float) -> float:
    """How many degrees the nearest node of the lines lies away."""
    return min(max(abs(x - longitude), abs(y - latitude)) for line in lines for x, y in line)


def clockwise(ring: list[list[float]]) -> bool:
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) > 0


@pytest.mark.parametrize(
    ("place", "code", "longitude", "latitude"),
    [
        ("Pyongyang", "KP", 125.754, 39.034),
        ("Vostochny Cosmodrome", "RU", 128.33, 51.88),
        ("Komsomolsk-on-Amur", "RU", 137.0, 50.55),
        ("Vladivostok", "RU", 131.93, 43.13),
        ("the Chukchi Peninsula, beyond the antimeridian", "RU", -173.0, 66.0),
        ("Kaliningrad", "RU", 20.9, 54.6),
        ("Seoul", "KR", 126.99, 37.56),
        ("Harbin", "CN", 126.65, 45.75),
        ("Simferopol", "UA", 34.1, 44.95),
        ("Oslo", "NO", 10.75, 59.95),
        ("Hargeisa", "SO", 44.06, 9.56),
        ("Famagusta", "CY", 33.9, 35.17),
    ],
)
def test_a_place_lies_in_its_country_and_in_no_other(
    place: str, code: str, longitude: float, latitude: float
) -> None:
    found = [other for other in CODES if holds(other, longitude, latitude)]
    assert found == [code], place


def test_the_sea_of_japan_is_no_land() -> None:
    assert not [code for code in CODES if holds(code, 134.5, 40.2)]


def test_crimea_is_not_divided_from_the_mainland_by_a_border() -> None:
    perekop = [
        (x, y)
        for line in lines_of("borders")
        for x, y in line
        if 32.4 < x < 36.7 and 44.3 < y < 46.6
    ]
    assert perekop == []


def test_the_border_of_russia_and_north_korea_meets_the_sea_at_the_tumen() -> None:
    assert nearest(lines_of("borders"), 130.69, 42.3) < 0.1


def test_the_amur_is_drawn_on_the_border_and_past_komsomolsk() -> None:
    rivers = lines_of("rivers")
    assert nearest(rivers, 127.5, 50.3) < 0.15
    assert nearest(rivers, 137.0, 50.5) < 0.15


def test_lake_khanka_is_among_the_lakes() -> None:
    assert nearest(lines_of("lakes"), 132.4, 45.3) < 0.25


@pytest.mark.parametrize("name", ["borders", "coast"])
def test_no_line_runs_along_the_antimeridian_or_the_south_pole(name: str) -> None:
    for line in lines_of(name):
        for (x1, y1), (x2, y2) in pairwise(line):
            assert not (x1 == x2 and abs(x1) > 179.99)
            assert min(y1, y2) > -89


@pytest.mark.parametrize("name", ["borders", "coast", "lakes", "rivers"])
def test_no_line_leaps_across_the_map(name: str) -> None:
    assert max(abs(b[0] - a[0]) for line in lines_of(name) for a, b in pairwise(line)) < 10


def test_borders_are_the_arcs_of_two_countries_and_coast_those_of_one() -> None:
    owners: dict[int, set[str]] = {}
    for geometry in TOPOLOGY["objects"]["countries"]["geometries"]:
        for number in arc_numbers(geometry["arcs"]):
            owners.setdefault(max(number, ~number), set()).add(geometry["id"])
    borders = arc_numbers(TOPOLOGY["objects"]["borders"]["arcs"])
    coast = arc_numbers(TOPOLOGY["objects"]["coast"]["arcs"])
    assert len(borders) == len(set(borders))
    assert len(coast) == len(set(coast))
    assert set(borders) == {arc for arc, codes in owners.items() if len(codes) == 2}
    assert all(len(owners[arc]) == 1 for arc in coast)
    assert {"RU", "CN"} in [owners[arc] for arc in borders]


def test_every_arc_number_is_in_range_and_every_arc_is_used() -> None:
    numbers = [
        number
        for source in TOPOLOGY["objects"].values()
        for geometry in source.get("geometries", [source])
        for number in arc_numbers(geometry["arcs"])
    ]
    assert {max(number, ~number) for number in numbers} == set(range(len(TOPOLOGY["arcs"])))


def test_every_ring_is_closed_and_lies_on_the_map() -> None:
    for code in CODES:
        for polygon in basemap.country(code)["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


def test_outer_rings_run_clockwise_as_d3_expects() -> None:
    wrong = [
        code
        for code in CODES
        for polygon in basemap.country(code)["coordinates"]
        if not clockwise(polygon[0])
    ]
    assert wrong == []


def test_decoding_gives_the_points_of_the_arcs_to_within_the_grid() -> None:
    geometry = next(
        entry for entry in TOPOLOGY["objects"]["countries"]["geometries"] if entry["id"] == "KP"
    )
    grid = TOPOLOGY["transform"]["scale"]
    for polygon, arcs in zip(basemap.country("KP")["coordinates"], geometry["arcs"], strict=True):
        for ring, numbers in zip(polygon, arcs, strict=True):
            expected: Line = []
            for number in numbers:
                line = decode(TOPOLOGY["arcs"][max(number, ~number)])
                line = line if number >= 0 else line[::-1]
                expected += line[1:] if expected else line
            for (x, y), (known_x, known_y) in zip(ring, expected, strict=True):
                assert abs(x - known_x) < grid[0] / 2
                assert abs(y - known_y) < grid[1] / 2


def test_a_country_is_a_new_value_each_time() -> None:
    basemap.country("KP")["coordinates"].clear()
    assert basemap.country("KP")["coordinates"]


@given(st.text(max_size=4).filter(lambda text: text not in CODES))
def test_an_unknown_country_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        basemap.country(code)
    with pytest.raises(KeyError):
        basemap.country_bounds(code)


def test_the_bounds_of_north_korea() -> None:
    bounds = basemap.country_bounds("KP")
    assert (bounds.west, bounds.south) == pytest.approx((124.35, 37.72), abs=0.02)
    assert (bounds.east, bounds.north) == pytest.approx((130.69, 43.0), abs=0.02)


def test_the_bounds_of_russia_go_from_kaliningrad_east_across_the_antimeridian() -> None:
    bounds = basemap.country_bounds("RU")
    assert bounds.west == pytest.approx(19.6, abs=0.1)
    assert bounds.east == pytest.approx(360 - 169.7, abs=0.1)
    assert bounds.north > 81


@pytest.mark.parametrize(("code", "widest"), [("FJ", 8), ("US", 125), ("NZ", 25), ("KI", 45)])
def test_a_country_across_the_antimeridian_has_a_tight_box(code: str, widest: float) -> None:
    bounds = basemap.country_bounds(code)
    assert bounds.east > 180 > bounds.west
    assert bounds.east - bounds.west < widest


def test_antarctica_goes_all_the_way_round() -> None:
    bounds = basemap.country_bounds("AQ")
    assert (bounds.west, bounds.east) == (-180, 180)


@pytest.mark.parametrize("code", CODES)
def test_the_label_of_a_country_lies_in_it_and_its_bounds_hold_its_land(code: str) -> None:
    geometry = next(
        entry for entry in TOPOLOGY["objects"]["countries"]["geometries"] if entry["id"] == code
    )
    longitude, latitude = geometry["properties"]["label"]
    assert holds(code, longitude, latitude)
    bounds = basemap.country_bounds(code)
    assert -180 <= bounds.west < bounds.east <= bounds.west + 360
    for polygon in basemap.country(code)["coordinates"]:
        for x, y in polygon[0]:
            assert bounds.west <= (x if x >= bounds.west else x + 360) <= bounds.east
            assert bounds.south <= y <= bounds.north


def test_every_label_has_a_name_in_norwegian_and_in_english() -> None:
    norwegian, english = basemap.labels("nb"), basemap.labels("en")
    assert [label.id for label in norwegian] == [label.id for label in english]
    assert all(label.text.strip() for label in (*norwegian, *english))
    named = {label.id for label in norwegian if label.kind is LabelKind.COUNTRY}
    assert named == set(CODES) - {"XS"}


@pytest.mark.parametrize(
    ("identity", "norwegian", "english", "kind"),
    [
        ("KP", "Nord-Korea", "North Korea", LabelKind.COUNTRY),
        ("KR", "Sør-Korea", "South Korea", LabelKind.COUNTRY),
        ("RU", "Russland", "Russia", LabelKind.COUNTRY),
        ("1816670", "Beijing", "Beijing", LabelKind.CAPITAL),
        ("1871859", "Pyongyang", "Pyongyang", LabelKind.CAPITAL),
        ("524901", "Moskva", "Moscow", LabelKind.CAPITAL),
        ("2618425", "København", "Copenhagen", LabelKind.CAPITAL),
        ("2013348", "Vladivostok", "Vladivostok", LabelKind.CITY),
        ("2026609", "Blagovesjtsjensk", "Blagoveshchensk", LabelKind.CITY),
        ("2021851", "Komsomolsk-na-Amure", "Komsomolsk-on-Amur", LabelKind.CITY),
        ("sea-of-japan", "Japanhavet", "Sea of Japan", LabelKind.SEA),
        ("yellow-sea", "Gulehavet", "Yellow Sea", LabelKind.SEA),
        ("pacific-north", "Stillehavet", "Pacific Ocean", LabelKind.OCEAN),
        ("baikal", "Bajkalsjøen", "Lake Baikal", LabelKind.LAKE),
        ("amur", "Amur", "Amur", LabelKind.RIVER),
    ],
)
def test_a_well_known_name_in_both_languages(
    identity: str, norwegian: str, english: str, kind: LabelKind
) -> None:
    for language, text in (("nb", norwegian), ("en", english)):
        found = [label for label in basemap.labels(language) if label.id == identity]
        assert found
        assert {(label.text, label.kind) for label in found} == {(text, kind)}


def test_the_name_of_the_amur_stands_on_the_amur() -> None:
    amur = next(label for label in basemap.labels("nb") if label.id == "amur")
    where = amur.position
    assert nearest(lines_of("rivers"), where.longitude, where.latitude) < 0.2


def test_labels_are_sorted_by_rank_and_the_first_is_the_largest_country() -> None:
    labels = basemap.labels("nb")
    assert [label.rank for label in labels] == sorted(label.rank for label in labels)
    assert labels[0].text == "Russland"


def test_an_unknown_language_falls_back_to_english() -> None:
    assert basemap.labels("xx") == basemap.labels("en")


def test_a_label_and_bounds_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        basemap.labels("nb")[0].text = "other"  # type: ignore[misc]  # the point of the test
    with pytest.raises(FrozenInstanceError):
        basemap.country_bounds("KP").west = 0.0  # type: ignore[misc]  # the point of the test


def test_the_topology_is_compact_enough_for_a_phone() -> None:
    assert len(basemap.topology()) < 1_100_000
    assert len(gzip.compress(basemap.topology())) < 400_000


def test_the_version_is_a_short_word_that_does_not_change_between_calls() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", basemap.version())
    assert basemap.version() == basemap.version()


def test_a_missing_file_is_said_by_name() -> None:
    with pytest.raises(AssetError, match=r"atlas\.json"):
        basemap._read("atlas.json")
