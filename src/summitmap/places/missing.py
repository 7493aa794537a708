"""The places that a story asks for and its lock file does not answer, found by a geocoder."""

from __future__ import annotations

from collections.abc import Callable

from geopy.geocoders.base import Geocoder

from summitmap.places.resolve import context_of, resolve
from summitmap.story.folder import StoryFolder


def with_missing_places(read: StoryFolder, geocoder: Callable[[], Geocoder]) -> StoryFolder:
    """The story with the places that its lock file lacks, as far as they are found.

    The places that it has are left as they are and help to place the others. `geocoder` opens
    the one that is asked, only when something is missing. Raises what opening it and asking it
    raise.
    """
    if not read.places_to_find:
        return read
    asked = geocoder()
    known = tuple(read.places.values())
    found = {
        entry.id: place
        for entry in read.places_to_find
        if (place := resolve(entry, asked, context_of(entry, read.story, known)))
    }
    return StoryFolder(read.story, {**read.places, **found})
