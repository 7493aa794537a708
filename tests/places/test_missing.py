"""The places that a lock file lacks, found when the story is opened."""

from __future__ import annotations

from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.missing import with_missing_places
from summitmap.story.folder import StoryFolder


def unused() -> OfflineGeocoder:
    raise AssertionError("a geocoder was opened though nothing is missing")


def test_a_story_with_all_its_places_opens_no_geocoder(kim: StoryFolder) -> None:
    assert with_missing_places(kim, unused) is kim


def test_missing_places_are_found_and_the_others_stay(
    kim: StoryFolder, gazetteer: Gazetteer
) -> None:
    moved = kim.places["pyongyang"].model_copy(update={"reason": "left as it is"})
    lacking = {key: place for key, place in kim.places.items() if key != "vladivostok"}
    read = StoryFolder(kim.story, {**lacking, "pyongyang": moved})
    filled = with_missing_places(read, lambda: OfflineGeocoder(gazetteer))
    assert filled.places["vladivostok"].provenance.record == "2013348"
    assert filled.places["pyongyang"] is moved
    assert not filled.places_to_find


def test_what_is_not_found_stays_missing(kim: StoryFolder, gazetteer: Gazetteer) -> None:
    entries = tuple(
        entry.model_copy(update={"query": "Xqzzxqzz"}) if entry.id == "vladivostok" else entry
        for entry in kim.story.places
    )
    story = kim.story.model_copy(update={"places": entries})
    lacking = {key: place for key, place in kim.places.items() if key != "vladivostok"}
    filled = with_missing_places(StoryFolder(story, lacking), lambda: OfflineGeocoder(gazetteer))
    assert [entry.id for entry in filled.places_to_find] == ["vladivostok"]
