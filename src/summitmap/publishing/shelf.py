"""The shelf: the directory where published stories stand, each a whole folder or not there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from summitmap.errors import ShelfError
from summitmap.publishing import manifest
from summitmap.publishing.manifest import MANIFEST_FILE, File, Manifest
from summitmap.story import intake, keeping

INDEX_FILE = "index.html"
INDEX_MARK = '<meta name="generator" content="SummitMap">'
"""By this we know an index page of our own, which may be replaced."""

_LARGEST_FILE = 20_000_000
"""Bytes of an index page or a manifest: what is larger is none of ours."""


def check(shelf: Path, story_id: str) -> None:
    """Raises `ShelfError` when what stands in the story's place was not published by us."""
    place = shelf / story_id
    if not os.path.lexists(place):
        return
    ours = False
    if place.is_dir() and not place.is_symlink():
        found = _manifest_in(place)
        ours = found is not None and found.story == story_id
        ours = ours or not any(place.iterdir())
    if not ours:
        raise ShelfError(
            f"{place} was not published by SummitMap and is left as it is: remove it or give "
            "another folder with --to"
        )


def put(shelf: Path, story_id: str, files: Iterable[File]) -> Path:
    """Put the story's folder on the shelf, in the place of an older one, and give its path.

    Raises `ShelfError` as `check` does, and `KeepingError` when it cannot be written.
    """
    with keeping.alone(shelf) as keeper:
        check(shelf, story_id)
        with keeper.folder_beside(story_id) as new:
            for file in files:
                keeper.write(new / file.name, file.body)
            return keeper.take(new, replacing=True)


def stories_on(shelf: Path) -> tuple[Manifest, ...]:
    """The manifests of the stories on the shelf: the youngest first, those of a day by their id."""
    found = [
        item
        for path in shelf.glob(f"*/{MANIFEST_FILE}")
        if (item := _manifest_in(path.parent)) and item.story == path.parent.name
    ]
    return tuple(sorted(found, key=lambda item: (-item.published.toordinal(), item.story)))


def put_index(shelf: Path, page: Callable[[tuple[Manifest, ...]], str]) -> bool:
    """Write the index page of the stories on the shelf, as `page` makes it of their manifests;
    gives False, and writes nothing, where one stands that is not ours.

    Raises `KeepingError` when it cannot be written.
    """
    with keeping.alone(shelf) as keeper:
        if not _is_ours(shelf / INDEX_FILE):
            return False
        keeper.put(INDEX_FILE, page(stories_on(shelf)).encode())
    return True


def _is_ours(index: Path) -> bool:
    """Whether an index page may stand there: none does, or one that we wrote."""
    try:
        return INDEX_MARK.encode() in intake.bytes_of(index, _LARGEST_FILE)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _manifest_in(folder: Path) -> Manifest | None:
    try:
        return manifest.read(intake.bytes_of(folder / MANIFEST_FILE, _LARGEST_FILE))
    except OSError:
        return None
