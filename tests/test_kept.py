"""Nothing lost: killed, refused, or two at once, a command leaves the old or the new."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from summitmap.places.gazetteer import Gazetteer
from summitmap.publishing import shelf
from summitmap.settings import CACHE
from summitmap.story import folder
from tests.faulty_runs import Conditions, Ended, Fault, Runner
from tests.places.conftest import make_small

ARTICLE = "Kim is here and expected there.\n"
STORY = """
id = "small"
published = 2023-09-14
languages = ["en"]
title.en = "{title}"
summary.en = "From one town to another."
protagonist = "kim"
people = [{{ id = "kim", name.en = "Kim" }}]
places = [
  {{ id = "one", name.en = "Vladivostok", query = "Vladivostok", kind = "city" }},
  {{ id = "two", name.en = "Oslo", query = "Oslo", kind = "city" }},
]

[[events]]
id = "start"
date = "2023-09-13"
place = "one"
status = "happened"
stop = true
people = ["kim"]
headline.en = "Kim is here"
quote.en = "is here"
"""
TABLE = "id,date,place,status,headline_en,quote_en,longitude,latitude\n{row}\n"
NEWS = """Foreign Minister Anna Berg arrived in Oslo on Monday, 6 May. She is expected to
travel to Vladivostok on Wednesday, according to Reuters.
"""
MOST_POINTS = 80


@dataclass(frozen=True)
class Work:
    """A command that writes: what it is given, what it writes to, and what a reader sees there.

    `before` lays out what is there before. `other` is the same command to the same end with other
    contents, for the second writer. `hinder` is the folder that a read-only disk has it write in.
    """

    command: tuple[str | Path, ...]
    other: tuple[str | Path, ...]
    before: Callable[[], object]
    seen: Callable[[], object]
    hinder: Path


def story_in(path: Path, title: str) -> Path:
    path.mkdir(parents=True)
    (path / "story.toml").write_text(STORY.format(title=title), "utf-8")
    (path / "article.en.md").write_text(ARTICLE, "utf-8")
    return path


def table_in(path: Path, latitude: float) -> Path:
    row = f"start,2023-09-13,one,happened,Kim was seen at {latitude},is here,131.9,{latitude}"
    path.write_text(TABLE.format(row=row), "utf-8")
    return path


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with an index of two cities."""
    directory = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        Gazetteer.open(directory)
    return directory


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands write, and nothing else."""
    return tmp_path_factory.mktemp("kept") / "at"


@pytest.fixture(scope="module")
def runner(at: Path, index: Path) -> Iterator[Runner]:
    made = Runner(at, {CACHE.name: str(index)})
    yield made
    made.close()


@pytest.fixture(scope="module")
def given(at: Path, runner: Runner) -> Path:
    """What the commands are given: stories, tables, an article."""
    given = at.parent / "given"
    for name in ("old", "new", "other"):
        story_in(given / name / "small", name)
    table_in(given / "new.csv", 43.5)
    table_in(given / "other.csv", 44.5)
    (given / "news.txt").write_text(NEWS, "utf-8")
    runner.warm("read", given / "news.txt", "--published", "2024-05-07")
    runner.warm("publish", given / "old" / "small", "--only", "csv", "--to", at.parent / "warm")
    for name in ("old", "new", "other"):
        assert runner.run("geocode", given / name / "small").status == 0
        published = ("publish", given / name / "small", "--only", "csv", "--to")
        assert runner.run(*published, given / "published" / name).status == 0
    return given


WORKS = ("geocode", "publish", "import", "import-new", "read")


@pytest.fixture(params=WORKS)
def work(request: pytest.FixtureRequest, at: Path, given: Path) -> Work:
    story, table = at / "small", ("import", given / "new.csv", "--to")
    other_table = ("import", given / "other.csv", "--to")
    old = given / "old" / "small"
    publish = ("publish", "--only", "csv", "--processes", "1", "--to", at)
    read = ("read", given / "news.txt", "--published", "2024-05-07", "--to", at)
    point = ("geocode", story, "--reason", "seen there", "--set")
    works = {
        "geocode": Work(
            (*point, "one=131.5,43.5"),
            (*point, "two=10.5,59.5"),
            lambda: shutil.copytree(old, story),
            lambda: folder.read(story),
            story,
        ),
        "publish": Work(
            (*publish, given / "new" / "small"),
            (*publish, given / "other" / "small"),
            lambda: shutil.copytree(given / "published" / "old", at, dirs_exist_ok=True),
            lambda: published(at),
            at,
        ),
        "import": Work(
            (*table, story),
            (*other_table, story),
            lambda: shutil.copytree(old, story),
            lambda: folder.read(story),
            story,
        ),
        "import-new": Work(
            (*table, story), (*other_table, story), lambda: None, lambda: new_story(story), at
        ),
        "read": Work(read, read, lambda: None, lambda: new_stories(at), at),
    }
    return works[request.param]


def published(at: Path) -> object:
    """What a visitor of the shelf sees: the story's folder as its manifest has it, byte by byte."""
    (listed,) = shelf.stories_on(at)
    story = at / listed.story
    names = {file.name for file in listed.files} | {"manifest.json", f"{listed.story}.zip"}
    assert {path.name for path in story.iterdir()} == names
    return listed.version, {path.name: path.read_bytes() for path in story.iterdir()}


def new_story(story: Path) -> object:
    return folder.read(story) if story.exists() else None


def new_stories(at: Path) -> object:
    return [folder.read(path) for path in folder.stories_in(at)]


def laid_out(work: Work, at: Path) -> object:
    """What is seen of what was there before, which is laid out anew."""
    shutil.rmtree(at, ignore_errors=True)
    at.mkdir()
    work.before()
    return work.seen()


def visible(at: Path) -> set[str]:
    """The files and folders that a person sees, hidden ones and what is in them left out."""
    paths = (path.relative_to(at) for path in at.rglob("*"))
    return {str(path) for path in paths if not any(part.startswith(".") for part in path.parts)}


def everything(at: Path) -> set[str]:
    return {str(path.relative_to(at)) for path in at.rglob("*")}


def one_sentence(ended: Ended) -> bool:
    """Whether it failed with one line on standard error, behind the bar of progress."""
    lines = [line for line in ended.err.replace("\r", "\n").splitlines() if line.strip()]
    told = [line for line in lines if "%" not in line]
    return ended.status == 1 and len(told) == 1 and "Traceback" not in ended.err


@pytest.mark.parametrize("how", ["kill", "tear"])
def test_killed_at_any_point_a_command_leaves_the_old_or_the_new_and_can_be_run_again(
    how: str, work: Work, at: Path, runner: Runner
) -> None:
    old = laid_out(work, at)
    names = visible(at)
    assert runner.run(*work.command).status == 0
    new, wanted = work.seen(), everything(at)
    assert new != old
    assert wanted == visible(at), "nothing of ours is left behind"
    seen = []
    for number in range(1, MOST_POINTS):
        laid_out(work, at)
        ended = runner.run(*work.command, under=Conditions(fault=Fault(how, number)))
        if ended.status == 0:
            break
        assert ended.status == -9, ended.err
        seen.append(work.seen())
        assert seen[-1] in (old, new)
        assert visible(at) <= names | wanted
    assert ended.status == 0
    assert old in seen
    # The last one killed has left something hidden, or nothing; the next run puts all in order.
    for number in {1, len(seen) // 2, len(seen)}:
        laid_out(work, at)
        runner.run(*work.command, under=Conditions(fault=Fault(how, number)))
        again = runner.run(*work.command)
        assert work.seen() == new
        if again.status:
            assert "is there already" in again.err
        assert everything(at) >= wanted
        assert everything(at) == visible(at)


def test_a_disk_that_is_full_at_any_point_is_one_sentence_and_nothing_is_lost(
    work: Work, at: Path, runner: Runner
) -> None:
    old = laid_out(work, at)
    assert runner.run(*work.command).status == 0
    new = work.seen()
    for point in range(1, MOST_POINTS, 2):
        laid_out(work, at)
        refused = Fault("refuse", point, errno.ENOSPC)
        ended = runner.run(*work.command, under=Conditions(fault=refused))
        if ended.points < point:
            break
        assert work.seen() in (old, new)
        assert (ended.status == 0 and work.seen() == new) or one_sentence(ended), ended.err
        assert ended.status == 0 or os.strerror(errno.ENOSPC) in ended.err
    assert point > 1


def test_a_file_that_does_not_fit_is_one_sentence_and_the_old_data(
    work: Work, at: Path, runner: Runner
) -> None:
    old = laid_out(work, at)
    before = everything(at)
    # The kernel refuses what goes beyond, in the midst of a file.
    ended = runner.run(*work.command, under=Conditions(largest_file=100))
    assert one_sentence(ended), ended.err
    assert "make room on the disk" in ended.err
    assert work.seen() == old
    assert everything(at) == before


def test_a_read_only_folder_is_one_sentence_and_the_old_data(
    work: Work, at: Path, runner: Runner
) -> None:
    old = laid_out(work, at)
    work.hinder.chmod(0o555)
    try:
        ended = runner.run(*work.command, under=Conditions(bound=True))
    finally:
        work.hinder.chmod(0o755)
    assert one_sentence(ended), ended.err
    assert "ask for the right to write there" in ended.err
    assert work.seen() == old


def test_whenever_a_second_writer_comes_each_is_whole_or_says_one_sentence(
    work: Work, at: Path, runner: Runner
) -> None:
    whole = [laid_out(work, at)]
    of_both = []
    for order in ((work.command, work.other), (work.other, work.command)):
        laid_out(work, at)
        for command in order:
            runner.run(*command)
            whole.append(work.seen())
        of_both.append(work.seen())
    for point in range(1, MOST_POINTS, 4):
        laid_out(work, at)
        number = runner.start(*work.command, under=Conditions(fault=Fault("stop", point)))
        if not runner.end(number).stopped:
            break
        second = runner.run(*work.other, under=Conditions(patience=0.01))
        assert second.status == 0 or one_sentence(second), second.err
        assert work.seen() in whole
        first = runner.end(number, let_go_on=True)
        assert first.status == 0 or one_sentence(first), first.err
        assert work.seen() in (whole if first.status or second.status else of_both)
        assert everything(at) == visible(at)
    assert point > 1


def test_of_two_that_begin_at_once_both_are_done_or_one_says_why(
    work: Work, at: Path, runner: Runner
) -> None:
    laid_out(work, at)
    runner.run(*work.command)
    runner.run(*work.other)
    both = [work.seen()]
    laid_out(work, at)
    runner.run(*work.other)
    runner.run(*work.command)
    both.append(work.seen())
    laid_out(work, at)
    numbers = [runner.start(*command) for command in (work.command, work.other)]
    ended = [runner.end(number) for number in numbers]
    assert 0 in [each.status for each in ended]
    assert all(each.status == 0 or one_sentence(each) for each in ended), ended
    assert work.seen() in both
