"""What a folder's keeper leaves where the system helps less than Linux does, and to its readers."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from summitmap.errors import KeepingError
from summitmap.story import keeping


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it."""


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def put_folder(folder: Path, text: str) -> None:
    with keeping.alone(folder) as keeper, keeper.folder_beside("story") as new:
        keeper.write(new / "file", text.encode())
        keeper.take(new, replacing=True)


def test_a_folder_that_cannot_be_exchanged_takes_its_place_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_exchange", lambda one, other: False)
    for text in ("old", "new"):
        put_folder(tmp_path, text)
        assert (tmp_path / "story" / "file").read_text() == text
    assert names(tmp_path) == {"story", "story/file"}


def test_killed_between_the_two_moves_the_next_writer_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_folder(tmp_path, "old")

    def killed(one: Path, other: Path) -> bool:
        # As `Keeper` moves them, with the process gone in the middle.
        away = tmp_path / ".summitmap-old"
        away.mkdir()
        other.rename(away / other.name)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_exchange", killed)
        with pytest.raises(Killed):
            put_folder(tmp_path, "new")
    assert not (tmp_path / "story").exists()
    keeping.tidy(tmp_path)
    assert (tmp_path / "story" / "file").read_text() == "old"
    assert names(tmp_path) == {"story", "story/file"}


def test_of_several_files_a_reader_sees_all_of_them_new_from_one_moment_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"one": b"1", "two": b"2", "three": b"3"}
    for name in files:
        (tmp_path / name).write_bytes(b"old")

    def killed(self: keeping.Keeper) -> None:
        if (tmp_path / ".summitmap-ready").exists():
            (tmp_path / ".summitmap-ready" / "two").replace(tmp_path / "two")
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(keeping.Keeper, "_finish", killed)
        with keeping.alone(tmp_path) as keeper, pytest.raises(Killed):
            keeper.put_all(files)
    assert (tmp_path / "one").read_bytes() == b"old", "half way"
    assert {name: keeping.bytes_of(tmp_path / name, 10) for name in files} == files
    keeping.tidy(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
    assert names(tmp_path) == set(files)


def test_a_file_stays_readable_for_those_who_could_read_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(0o640)
    with keeping.alone(tmp_path) as keeper:
        keeper.put("file", b"new")
        keeper.put("other", b"new")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o666 & ~umask


def test_a_new_folder_never_takes_the_place_of_one_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "story").mkdir()
    (tmp_path / "story" / "diary").write_text("mine")
    with (
        pytest.raises(KeepingError, match="not empty"),
        keeping.alone(tmp_path) as keeper,
        keeper.folder_beside("story") as new,
    ):
        keeper.take(new)
    assert names(tmp_path) == {"story", "story/diary"}


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with keeping.alone(tmp_path):
            order.append("second")

    waiting = threading.Thread(target=second)
    with keeping.alone(tmp_path):
        waiting.start()
        with pytest.raises(KeepingError, match="is being written by another run"):
            keeping.alone(tmp_path, patience=0).__enter__()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_where_nothing_keeps_others_out_only_what_is_a_day_old_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_locked", lambda folder, patience: None)
    old, young = tmp_path / ".summitmap-new-old", tmp_path / ".summitmap-new-young"
    for left in (old, young):
        left.mkdir()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    keeping.tidy(tmp_path)
    assert names(tmp_path) == {young.name}, "another process may be at work in it"
