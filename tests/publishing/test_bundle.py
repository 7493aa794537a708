"""The bundle: the manifest, the zip, and a shelf on which a story stands whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.errors import KeepingError, ShelfError
from summitmap.publishing import manifest, shelf
from summitmap.publishing.bundle import bundle
from summitmap.publishing.manifest import File, Manifest, version_of
from summitmap.story.folder import StoryFolder

FILES = (
    File("events.csv", "text/csv", b"a;b\r\n", "The events"),
    File("map-wide.nb.png", "image/png", b"\x89PNG" * 100, "The map"),
)


@pytest.fixture
def packed(kim: StoryFolder) -> dict[str, File]:
    _, files = bundle(kim.story, kim.places, FILES)
    return {file.name: file for file in files}


# The manifest


def test_the_manifest_tells_of_each_file_what_it_is_its_size_and_its_sha_256(
    packed: dict[str, File],
) -> None:
    told = json.loads(packed["manifest.json"].body)
    assert told["story"] == "kim-russia-2023"
    assert told["published"] == "2023-09-14"
    assert told["files"] == [
        {
            "name": file.name,
            "what": file.what,
            "media_type": file.media_type,
            "bytes": len(file.body),
            "sha256": hashlib.sha256(file.body).hexdigest(),
        }
        for file in FILES
    ]


def test_the_version_of_a_story_changes_with_a_word_and_with_a_point(kim: StoryFolder) -> None:
    version = version_of(kim.story, kim.places)
    assert version == version_of(kim.story.model_copy(deep=True), dict(kim.places))
    reworded = kim.story.model_copy(update={"title": {**kim.story.title, "en": "Another"}})
    assert version_of(reworded, kim.places) != version
    place = kim.places["pyongyang"]
    moved = place.model_copy(
        update={"position": place.position.model_copy(update={"longitude": 125.0})}
    )
    assert version_of(kim.story, {**kim.places, "pyongyang": moved}) != version


def test_a_manifest_is_read_as_it_was_written(kim: StoryFolder) -> None:
    listed, _ = bundle(kim.story, kim.places, FILES)
    assert manifest.read(manifest.written(listed)) == listed


@given(st.binary() | st.text().map(str.encode))
def test_what_is_no_manifest_is_none_and_no_crash(body: bytes) -> None:
    assert manifest.read(body) is None


@pytest.mark.parametrize("name", ["../x", "a/b", "/etc/passwd", "..", "A B", 'x" onclick="', ""])
def test_a_manifest_that_names_a_file_elsewhere_is_not_ours(
    name: str, packed: dict[str, File]
) -> None:
    told = json.loads(packed["manifest.json"].body)
    told["files"][0]["name"] = name
    assert manifest.read(json.dumps(told).encode()) is None


# The zip


def test_the_zip_holds_every_file_and_the_manifest_in_a_folder_of_the_storys_name(
    packed: dict[str, File],
) -> None:
    assert list(packed) == ["events.csv", "map-wide.nb.png", "manifest.json", "kim-russia-2023.zip"]
    with zipfile.ZipFile(io.BytesIO(packed["kim-russia-2023.zip"].body)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(2023, 9, 14, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"kim-russia-2023/{name}": file.body
            for name, file in packed.items()
            if not name.endswith(".zip")
        }


def test_a_story_older_than_any_zip_can_tell_is_packed(kim: StoryFolder) -> None:
    old = kim.story.model_copy(update={"published": date(1905, 6, 7)})
    _, files = bundle(old, kim.places, FILES)
    with zipfile.ZipFile(io.BytesIO(files[-1].body)) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_story_gives_the_same_bytes(kim: StoryFolder) -> None:
    assert bundle(kim.story, kim.places, FILES) == bundle(kim.story, kim.places, FILES)


# The shelf


@pytest.fixture
def on_shelf(kim: StoryFolder, tmp_path: Path) -> Path:
    """A shelf where the story stands."""
    _, files = bundle(kim.story, kim.places, FILES)
    shelf.put(tmp_path / "out", kim.story.id, files)
    return tmp_path / "out"


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def put_again(kim: StoryFolder, on_shelf: Path) -> None:
    _, files = bundle(kim.story, kim.places, FILES[:1])
    shelf.put(on_shelf, kim.story.id, files)


AGAIN = ["events.csv", "kim-russia-2023.zip", "manifest.json"]


def test_a_story_put_again_takes_the_place_of_the_old_one_whole(
    kim: StoryFolder, on_shelf: Path
) -> None:
    assert names(on_shelf / kim.story.id) == sorted([*AGAIN, "map-wide.nb.png"])
    put_again(kim, on_shelf)
    assert names(on_shelf / kim.story.id) == AGAIN
    assert names(on_shelf) == [kim.story.id]


def test_a_file_that_cannot_be_written_leaves_the_old_story_as_it_is(
    kim: StoryFolder, on_shelf: Path
) -> None:
    before = names(on_shelf / kim.story.id)
    too_long = File("a" * 300, "text/plain", b"", "")
    with pytest.raises(KeepingError, match="too long"):
        shelf.put(on_shelf, kim.story.id, [FILES[0], too_long])
    assert names(on_shelf / kim.story.id) == before
    assert names(on_shelf) == [kim.story.id]


def test_a_folder_that_was_not_published_is_never_replaced(
    kim: StoryFolder, tmp_path: Path
) -> None:
    mine = tmp_path / kim.story.id
    mine.mkdir()
    (mine / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(ShelfError, match="was not published by SummitMap"):
        put_again(kim, tmp_path)
    assert names(mine) == ["thesis.docx"]
    assert names(tmp_path) == [kim.story.id]


def test_an_empty_folder_may_be_filled(kim: StoryFolder, tmp_path: Path) -> None:
    (tmp_path / kim.story.id).mkdir()
    put_again(kim, tmp_path)
    assert names(tmp_path / kim.story.id) == AGAIN


def test_a_link_to_a_published_folder_is_not_followed(kim: StoryFolder, on_shelf: Path) -> None:
    other = on_shelf.parent / "other"
    other.mkdir()
    (other / kim.story.id).symlink_to(on_shelf / kim.story.id)
    with pytest.raises(ShelfError):
        put_again(kim, other)


def test_the_stories_of_a_shelf_are_the_youngest_first(kim: StoryFolder, tmp_path: Path) -> None:
    for story_id, day in (("b", 1), ("a", 1), ("c", 2)):
        story = kim.story.model_copy(update={"id": story_id, "published": date(2024, 1, day)})
        shelf.put(tmp_path, story_id, bundle(story, kim.places, FILES)[1])
    # A copy under another name is not a story of that name.
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "manifest.json").write_bytes(
        (tmp_path / "a" / "manifest.json").read_bytes()
    )
    found = shelf.stories_on(tmp_path)
    assert [item.story for item in found] == ["c", "a", "b"]
    assert all(isinstance(item, Manifest) for item in found)


def test_an_index_page_of_someone_elses_is_left_as_it_is(tmp_path: Path) -> None:
    ours = f"<html>{shelf.INDEX_MARK}"
    assert shelf.put_index(tmp_path, lambda stories: ours)
    assert shelf.put_index(tmp_path, lambda stories: f"{ours}again")
    assert (tmp_path / "index.html").read_text("utf-8") == f"{ours}again"
    (tmp_path / "index.html").write_text("<html>My newspaper", "utf-8")
    assert not shelf.put_index(tmp_path, lambda stories: ours)
    assert (tmp_path / "index.html").read_text("utf-8") == "<html>My newspaper"
    assert names(tmp_path) == ["index.html"]
