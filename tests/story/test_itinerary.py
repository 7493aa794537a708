"""The journey: stops, legs, and their order."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitmap.story.folder import StoryFolder
from summitmap.story.itinerary import Leg, in_order, itinerary
from summitmap.story.model import Status
from tests.drawing.conftest import journey


def test_the_journey_goes_by_four_stops(kim: StoryFolder) -> None:
    stops = itinerary(kim.story, kim.places).stops
    assert [(stop.number, stop.place) for stop in stops] == [
        (1, "pyongyang"),
        (2, "vostochny"),
        (3, "komsomolsk"),
        (4, "vladivostok"),
    ]


def test_events_that_follow_each_other_at_one_place_are_one_stop(kim: StoryFolder) -> None:
    stop = itinerary(kim.story, kim.places).stops[1]
    assert stop.events == ("summit-talks", "gifts", "limousine", "invitation")


def test_an_expected_stop_never_looks_like_a_visited_one(kim: StoryFolder) -> None:
    journey = itinerary(kim.story, kim.places)
    assert [stop.status for stop in journey.stops] == [
        Status.HAPPENED,
        Status.HAPPENED,
        Status.PLANNED,
        Status.PLANNED,
    ]
    assert [leg.status for leg in journey.legs] == [
        Status.HAPPENED,
        Status.PLANNED,
        Status.PLANNED,
    ]


def test_only_the_start_is_inferred(kim: StoryFolder) -> None:
    stops = itinerary(kim.story, kim.places).stops
    assert [stop.inferred for stop in stops] == [True, False, False, False]


def test_a_stop_known_only_as_a_country_has_no_spot(kim: StoryFolder) -> None:
    journey = itinerary(kim.story, kim.places)
    assert journey.stop_of("arrival") is None
    assert journey.stop_of("lavrov-visit") is None


def test_legs_are_as_long_as_the_geodesic(kim: StoryFolder) -> None:
    # Komsomolsk-on-Amur to Vladivostok is 915 km on a sphere (haversine formula); the
    # ellipsoid differs from it by half a per cent at the most.
    last = itinerary(kim.story, kim.places).legs[-1]
    assert last.kilometres == pytest.approx(915, rel=0.005)


def leg(start: tuple[float, float], end: tuple[float, float]) -> Leg:
    """The leg between two spots, each as longitude and latitude in degrees."""
    (only,) = itinerary(*journey(start, end)).legs
    return only


def degrees(whole: int, minutes: int, seconds: float) -> float:
    return whole + minutes / 60 + seconds / 3600


def test_a_leg_sets_out_by_the_azimuth_that_surveyors_publish() -> None:
    # From Flinders Peak to Buninyong: the worked example of the GDA94 Technical Manual (ICSM,
    # chapter 4). Its ellipsoid, GRS80, is that of WGS 84 to a tenth of a millimetre.
    flinders_peak = degrees(144, 25, 29.52440), -degrees(37, 57, 3.72030)
    buninyong = degrees(143, 55, 35.38390), -degrees(37, 39, 10.15610)
    found = leg(flinders_peak, buninyong)
    assert found.bearing == pytest.approx(degrees(306, 52, 5.37), abs=0.01 / 3600)
    assert found.kilometres == pytest.approx(54.972271, abs=1e-6)


def test_a_long_leg_sets_out_by_the_azimuth_of_the_geodesic() -> None:
    # The direct problem that C. F. F. Karney works in Algorithms for geodesics (2013): from 40° N
    # in azimuth 30° for 10,000 km.
    found = leg((0, 40), (137.84490004377, 41.79331020506))
    assert found.bearing == pytest.approx(30, abs=1e-9)
    assert found.kilometres == pytest.approx(10_000, abs=1e-6)


@pytest.mark.parametrize(
    ("start", "end", "bearing"),
    [
        ((10, 0), (11, 0), 90),
        ((10, 0), (9, 0), 270),
        ((10, 50), (10, 51), 0),
        ((10, 51), (10, 50), 180),
        ((179, 0), (-179, 0), 90),
        ((0, 90), (90, 60), 180),
        ((0, -90), (90, -60), 0),
        ((25, 60), (0, 90), 0),
    ],
    ids=[
        *("east", "west", "north", "south", "over the antimeridian"),
        *("from the North Pole", "from the South Pole", "to the North Pole"),
    ],
)
def test_a_leg_along_a_line_of_the_globe_has_its_bearing(
    start: tuple[float, float], end: tuple[float, float], bearing: float
) -> None:
    assert leg(start, end).bearing == pytest.approx(bearing, abs=1e-9)


spots = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@settings(max_examples=50, deadline=None)
@given(spots, spots)
@example((0, 0), (-1e-17, 10))
def test_every_leg_with_a_length_has_a_bearing_in_the_circle(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    found = leg(start, end)
    assert (found.bearing is None) == (found.kilometres == 0)
    assert found.bearing is None or 0 <= found.bearing < 360


def test_a_leg_without_length_has_no_bearing() -> None:
    assert leg((10, 60), (10, 60)).bearing is None


def test_events_without_a_date_come_last(kim: StoryFolder) -> None:
    assert in_order(kim.story.events)[-1].id == "return-visit"


def test_events_of_the_same_date_stay_as_written(kim: StoryFolder) -> None:
    ordered = [event.id for event in in_order(kim.story.events)]
    assert ordered[:3] == ["departure", "arrival", "summit-talks"]


def test_a_story_whose_places_are_not_found_has_no_stops(kim: StoryFolder) -> None:
    assert itinerary(kim.story, {}).stops == ()
