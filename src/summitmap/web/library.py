"""The stories that the dashboard can open, kept open until their files change."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Condition

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from summitmap.errors import GazetteerError, StoryError
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.missing import with_missing_places
from summitmap.publishing.manifest import version_of
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Language
from summitmap.web import premises

LOGGER = logging.getLogger("summitmap.faults")

Progress = Callable[[float, str], None]

_STORIES = 64
"""How many stories are kept open."""


@dataclass(frozen=True, eq=False)
class OpenStory:
    """A story ready to be shown; two are alike when they say the same, so that what is drawn of
    one is kept for the other. `trouble` says why places that are missing could not be found."""

    folder: StoryFolder
    trouble: str | None = None

    @cached_property
    def version(self) -> str:
        """The SHA-256 of what the story says: what is made from it is known by this."""
        return version_of(self.folder.story, self.folder.places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenStory) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)


def names(stories: Path) -> tuple[str, ...]:
    """The names of the story folders, in alphabetical order."""
    return tuple(path.name for path in folder.stories_in(stories))


def titles(stories: Path, names: Sequence[str], languages: Sequence[Language]) -> dict[str, str]:
    """What the stories are called, by the names of their folders, see `folder.title_of`; those that
    are called alike have the folder's name beside it."""
    said = {name: _title_in(stories / name, languages) for name in names}
    often = Counter(said.values())
    return {
        name: f"{title} ({name})" if often[title] > 1 else title for name, title in said.items()
    }


def _title_in(path: Path, languages: Sequence[Language]) -> str:
    try:
        premises.check(path)
        found = (path / folder.STORY_FILE).stat()
        return _title(path, tuple(languages), (found.st_mtime_ns, found.st_size))
    except (OSError, StoryError):
        return path.name


@lru_cache(maxsize=1024)
def _title(path: Path, languages: tuple[Language, ...], _stamp: object) -> str:
    return folder.title_of(path, languages)


def open_story(path: Path, progress: Progress) -> OpenStory:
    """The story in that folder, its missing places found in the offline gazetteer.

    Raises `StoryError` with every problem of its files. A story is read again when a file in its
    folder has changed, and once however many open it: the first of them is told the progress.
    """
    premises.check(path)
    return _shown(path, stamp(path), progress)


def opened(path: Path) -> OpenStory:
    """The same for an answer over HTTP, where nobody sees the progress.

    Without the index of places the story is given as it is, and that is not kept. Raises
    `StoryError` when it cannot be opened and `OSError` when there is no such folder.
    """
    premises.check(path)
    try:
        return _opened(path, stamp(path), lambda: OfflineGeocoder())
    except GazetteerError as error:
        return _as_it_is(path, error)


def stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of the story does: names, times and sizes.

    Raises `OSError` when the folder cannot be read.
    """
    with os.scandir(path) as files:
        return tuple(
            sorted(
                (file.name, found.st_mtime_ns, found.st_size)
                for file in files
                if not file.name.startswith(".") and file.is_file() and (found := file.stat())
            )
        )


def _by_its_files(path: Path, stamp: object, _how: object) -> tuple[Hashable, ...]:
    return hashkey(path, stamp)


@cached(LRUCache(_STORIES), key=_by_its_files, condition=Condition())
def _shown(path: Path, stamp: object, progress: Progress) -> OpenStory:
    try:
        return _opened(path, stamp, lambda: OfflineGeocoder(progress=progress))
    except GazetteerError as error:
        return _as_it_is(path, error)


@cached(LRUCache(_STORIES), key=_by_its_files, condition=Condition())
def _opened(path: Path, _stamp: object, geocoder: Callable[[], OfflineGeocoder]) -> OpenStory:
    return OpenStory(with_missing_places(folder.read(path), geocoder))


def _as_it_is(path: Path, error: GazetteerError) -> OpenStory:
    # It names folders of this machine, which are no reader's business.
    LOGGER.error("%s", error)
    return OpenStory(folder.read(path), trouble=str(error))
