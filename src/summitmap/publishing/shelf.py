"""The shelf: the directory where published stories stand, each a whole folder or not there.

Two processes may put different stories on one shelf at once, but not the same story.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from summitmap.errors import ShelfError
from summitmap.publishing import manifest
from summitmap.publishing.manifest import MANIFEST_FILE, File, Manifest

INDEX_FILE = "index.html"
INDEX_MARK = '<meta name="generator" content="SummitMap">'
"""By this we know an index page of our own, which may be replaced."""


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

    The files are written beside and the folder takes its place as a whole: who looks, or is left
    when this is killed, sees the old one or the new. Raises `ShelfError` as `check` does.
    """
    place, new, old = (shelf / name for name in (story_id, f".{story_id}.new", f".{story_id}.old"))
    shelf.mkdir(parents=True, exist_ok=True)
    if old.exists() and not os.path.lexists(place):
        old.rename(place)
    check(shelf, story_id)
    # What a killed run has left.
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    new.mkdir()
    try:
        for file in files:
            _write(new / file.name, file.body)
        if not place.exists():
            new.rename(place)
        elif not _exchange(new, place):
            place.rename(old)
            new.rename(place)
            shutil.rmtree(old)
    finally:
        if old.exists() and not place.exists():
            old.rename(place)
        shutil.rmtree(new, ignore_errors=True)
    return place


def stories_on(shelf: Path) -> tuple[Manifest, ...]:
    """The manifests of the stories on the shelf: the youngest first, those of a day by their id."""
    found = [
        item
        for path in shelf.glob(f"*/{MANIFEST_FILE}")
        if (item := _manifest_in(path.parent)) and item.story == path.parent.name
    ]
    return tuple(sorted(found, key=lambda item: (-item.published.toordinal(), item.story)))


def put_index(shelf: Path, page: str) -> bool:
    """Write the index page; gives False, and writes nothing, where one stands that is not ours."""
    target = shelf / INDEX_FILE
    if target.exists() and INDEX_MARK.encode() not in target.read_bytes():
        return False
    handle, name = tempfile.mkstemp(dir=shelf, prefix=".index-", suffix=".tmp")
    os.close(handle)
    try:
        _write(Path(name), page.encode())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _manifest_in(folder: Path) -> Manifest | None:
    try:
        return manifest.read((folder / MANIFEST_FILE).read_bytes())
    except OSError:
        return None


def _write(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


_HERE = -100  # AT_FDCWD of fcntl.h: a path from the working directory
_SWAP = 2  # RENAME_EXCHANGE of linux/fs.h


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once, as `renameat2(2)` of Linux does; whether it did.

    Elsewhere, and on file systems that cannot, the caller moves one after the other.
    """
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))
