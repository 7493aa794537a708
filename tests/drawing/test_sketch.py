"""The sketch: the journey in one picture, its names apart, its words for those who cannot see."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.entry import entries
from summitmap.drawing.labels import Box
from summitmap.drawing.outline import Point, closed_path, open_path
from summitmap.drawing.sketch import FRAME, Sketcher
from summitmap.places.excerpt import excerpt
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, PlaceKind, Story
from tests.drawing.conftest import Element, hostile, journey, made, place, tree

SQUARE = Box(0, 0, 100, 100)


def sketch(
    story: Story, places: Mapping[str, Place], language: str = "en", *, first: bool = True
) -> Element:
    sketcher = Sketcher(story, places, excerpt(places).topology)
    words = catalogue(language)
    told = entries(story, places, language, words)
    return tree(sketcher.sketch(told, language, words, first=first)).one("svg")


def texts(drawing: Element) -> list[str]:
    return [element.text for element in drawing.find("text")]


def points(path: str) -> list[tuple[int, int]]:
    """Where a path goes, worked out apart from the code under test."""
    found: list[tuple[int, int]] = []
    for command, numbers in re.findall(r"([Ml])([^Mlz]*)", path):
        values = [int(number) for number in re.findall(r"-?\d+", numbers)]
        for x, y in zip(values[::2], values[1::2], strict=True):
            last = found[-1] if command == "l" else (0, 0)
            found.append((last[0] + x, last[1] + y))
    return found


def land_of(drawing: Element) -> list[tuple[int, int]]:
    """All land, shaded or not: what stands in the first group of the picture."""
    ground = drawing.one("g", id="sketch").find("g")[0]
    return [at for path in ground.find("path") for at in points(path.attributes["d"] or "")]


def test_stops_are_numbered_and_named_in_the_language(kim: StoryFolder) -> None:
    for language, name in (("nb", "Komsomolsk-na-Amure"), ("en", "Komsomolsk-on-Amur")):
        drawn = texts(sketch(kim.story, kim.places, language))
        assert {"1", "2", "3", "4", "Pyongyang", "Vladivostok", name} <= set(drawn)


def test_it_tells_the_journey_in_a_sentence(kim: StoryFolder) -> None:
    drawing = sketch(kim.story, kim.places)
    assert drawing.attributes["role"] == "img"
    names = (drawing.attributes["aria-labelledby"] or "").split()
    title, description = (drawing.one(id=name).text for name in names)
    assert title == "Map of the journey"
    assert description == (
        "Kim Jong-un's journey to Russia. Stops in order: 1. Pyongyang (happened), "
        "2. Vostochny Cosmodrome (happened), 3. Komsomolsk-on-Amur (expected), "
        "4. Vladivostok (expected)."
    )


def test_what_is_expected_is_dashed_and_what_has_happened_is_not(kim: StoryFolder) -> None:
    legs = [
        path
        for path in sketch(kim.story, kim.places).find("path", stroke_width="5")
        if "L" in (path.attributes["d"] or "")
    ]
    assert [leg.attributes.get("stroke-dasharray") is not None for leg in legs] == [
        False,
        True,
        True,
    ]


def test_the_second_language_shows_the_picture_of_the_first_with_names_of_its_own(
    kim: StoryFolder,
) -> None:
    first = sketch(kim.story, kim.places, "nb")
    second = sketch(kim.story, kim.places, "en", first=False)
    (shared,) = first.find("g", id="sketch")
    assert len(shared.find("path")) > 5
    assert second.one("use").attributes["href"] == "#sketch"
    assert not second.find("path")
    assert "Vostochny Cosmodrome" in texts(second)


def test_every_stop_is_inside_the_frame_wherever_the_journey_leads() -> None:
    for positions in (
        [(10.7, 59.9)],
        [(179.0, 65.0), (-179.0, 66.0)],
        [(0.0, 85.0), (0.0, -85.0)],
        [(-150.0, 60.0), (0.0, 0.0), (150.0, -40.0)],
        [(10.0, 50.0), (10.0, 50.0)],
    ):
        drawing = sketch(*journey(*positions))
        for sign in drawing.find("rect"):
            left, top = (float(sign.attributes[name] or "") for name in ("x", "y"))
            assert 0 < left < FRAME.width - 40
            assert 0 < top < FRAME.height - 40


def test_a_journey_over_the_antimeridian_goes_the_short_way() -> None:
    drawing = sketch(*journey((177.0, 65.0), (-177.0, 65.0)))
    (leg,) = (path for path in drawing.find("path", stroke_width="5"))
    start, _, end, _ = (int(number) for number in re.findall(r"\d+", leg.attributes["d"] or ""))
    assert start < end
    land = land_of(drawing)
    # Chukotka lies on both sides of it.
    assert min(x for x, _ in land) < FRAME.width / 3
    assert max(x for x, _ in land) > FRAME.width * 2 / 3


def test_a_country_is_shaded_and_has_no_pin(kim: StoryFolder) -> None:
    only = kim.story.model_copy(
        update={"events": tuple(e for e in kim.story.events if e.place == "south-korea")}
    )
    drawing = sketch(only, kim.places)
    (shade,) = drawing.find("use", fill_opacity=".1")
    country = drawing.one("path", id=(shade.attributes["href"] or "")[1:])
    assert len(points(country.attributes["d"] or "")) > 10
    assert not drawing.find("rect")


def test_a_story_without_places_is_a_map_of_the_world() -> None:
    drawing = sketch(made({"date": "2023-09-12"}), {})
    assert len(land_of(drawing)) > 500


def test_a_place_that_is_no_stop_has_a_small_pin_without_a_number() -> None:
    story = made({"date": "2023-09-12", "place": "oslo"})
    drawing = sketch(story, {"oslo": place("oslo", 10.7, 59.9)})
    assert len(drawing.find("circle")) == 1
    assert not drawing.find("rect")
    assert "Oslo" in texts(drawing)


def test_a_region_of_its_own_is_shaded(kim: StoryFolder) -> None:
    assert kim.places["amur"].kind is PlaceKind.REGION
    assert len(sketch(kim.story, kim.places).find("path", fill_opacity=".04")) == 2


def test_a_hostile_text_is_text() -> None:
    story, places = hostile()
    drawing = sketch(story, places)
    assert not drawing.find("script")
    assert not drawing.find("img")
    assert any("alert(1)" in text for text in texts(drawing))
    assert all(not name.startswith("on") for each in drawing.walk() for name in each.attributes)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=6, unique=True
    )
)
def test_no_path_leaves_the_frame_by_more_than_its_line(
    positions: list[tuple[float, float]],
) -> None:
    drawing = sketch(*journey(*positions))
    land = land_of(drawing)
    assert all(-9 <= x <= FRAME.width + 9 and -9 <= y <= FRAME.height + 9 for x, y in land)


def path_of(*nodes: tuple[float, float]) -> list[Point]:
    return [Point(x, y) for x, y in nodes]


def test_a_ring_is_cut_along_the_frame() -> None:
    triangle = path_of((50, 50), (150, 50), (50, 150), (50, 50))
    assert set(points(closed_path([triangle], SQUARE))) == {
        (50, 50),
        (100, 50),
        (100, 100),
        (50, 100),
    }


def test_a_ring_round_the_frame_fills_it_and_one_beside_it_leaves_no_trace() -> None:
    around = path_of((-50, -50), (150, -50), (150, 150), (-50, 150), (-50, -50))
    beside = path_of((200, 0), (300, 0), (300, 100), (200, 0))
    assert set(points(closed_path([around, beside], SQUARE))) == {
        (0, 0),
        (100, 0),
        (100, 100),
        (0, 100),
    }
    assert closed_path([beside], SQUARE) == ""


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ([(10, 10), (20, 15), (5, 15)], "M10 10l10 5-15 0"),
        ([(200, 0), (300, 0)], ""),
        ([(10, 10), (200, 10), (300, 10), (300, 90), (200, 90), (10, 90)],
         "M10 10l190 0M200 90l-190 0"),
        ([(10.2, 10.2), (10.4, 9.8)], ""),
    ],
)  # fmt: skip
def test_a_line_leaves_out_what_lies_beyond_the_frame(
    line: list[tuple[float, float]], path: str
) -> None:
    assert open_path([path_of(*line)], SQUARE) == path
