"""The journey: stops, legs, and their order."""

from __future__ import annotations

import pytest

from summitmap.story.folder import StoryFolder
from summitmap.story.itinerary import in_order, itinerary
from summitmap.story.model import Status


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


def test_events_without_a_date_come_last(kim: StoryFolder) -> None:
    assert in_order(kim.story.events)[-1].id == "return-visit"


def test_events_of_the_same_date_stay_as_written(kim: StoryFolder) -> None:
    ordered = [event.id for event in in_order(kim.story.events)]
    assert ordered[:3] == ["departure", "arrival", "summit-talks"]


def test_a_story_whose_places_are_not_found_has_no_stops(kim: StoryFolder) -> None:
    assert itinerary(kim.story, {}).stops == ()
