"""`summitmap publish`: what it writes, what it tells, and how it ends."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from summitmap.cli import main
from summitmap.publishing import press
from summitmap.publishing.kinds import Kind
from summitmap.story.folder import StoryFolder, write_places
from summitmap.story.model import Story
from tests.conftest import KIM, Breaker

DATA = "csv,ics"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder of three stories, the second of them broken."""
    directory = tmp_path / "stories"
    for name in ("first", "second", "third"):
        path = Path(shutil.copytree(KIM, directory / name))
        text = (path / "story.toml").read_text("utf-8")
        text = text.replace('id = "kim-russia-2023"', f'id = "{name}"', 1)
        if name == "second":
            text = text.replace('place = "russia"', 'place = "rusia"', 1)
            text = text.replace('status = "planned"', 'status = "hoped"', 1)
        (path / "story.toml").write_text(text, "utf-8")
    return directory


def publish(*arguments: str | Path) -> int:
    return main(["publish", *map(str, arguments)])


def everything_in(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_a_story_is_published_into_a_folder_of_its_name(out: Path, capsys: Output) -> None:
    assert publish(KIM, "--to", out, "--only", DATA) == 0
    told, progress = capsys.readouterr()
    written = everything_in(out)
    assert list(written) == [
        "index.html",
        *(
            f"kim-russia-2023/{name}"
            for name in (
                *("events.csv", "events.en.ics", "events.nb.ics"),
                *("kim-russia-2023.zip", "manifest.json"),
            )
        ),
    ]
    assert re.fullmatch(
        rf"{out}/kim-russia-2023: files: 3; 0\.0 MB\n{out}/index\.html: the index\n", told
    )
    assert "100%" in progress
    assert "kim-russia-2023/events.csv" in progress


def test_the_manifest_tells_the_truth_of_every_file_and_of_the_zip(out: Path) -> None:
    assert publish(KIM, "--to", out, "--only", DATA) == 0
    folder = out / "kim-russia-2023"
    told = json.loads((folder / "manifest.json").read_bytes())
    assert {path.name for path in folder.iterdir()} == {
        *(file["name"] for file in told["files"]),
        *("manifest.json", "kim-russia-2023.zip"),
    }
    with zipfile.ZipFile(folder / "kim-russia-2023.zip") as archive:
        for file in told["files"]:
            body = (folder / file["name"]).read_bytes()
            assert file["bytes"] == len(body)
            assert file["sha256"] == hashlib.sha256(body).hexdigest()
            assert archive.read(f"kim-russia-2023/{file['name']}") == body


SMALL = """
id = "small"
published = 2023-09-14
languages = ["en"]
title.en = "A short journey"
summary.en = "From one town to another."
protagonist = "kim"
people = [{ id = "kim", name.en = "Kim" }]
places = [
  { id = "one", name.en = "Vladivostok", query = "Vladivostok", kind = "city" },
  { id = "two", name.en = "Khabarovsk", query = "Khabarovsk", kind = "city" },
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

[[events]]
id = "end"
date = "2023-09-16"
place = "two"
status = "planned"
stop = true
people = ["kim"]
headline.en = "Kim is expected there"
quote.en = "expected there"
"""


@pytest.fixture
def small(tmp_path: Path, kim: StoryFolder) -> Path:
    """A story of two events, its places found."""
    path = tmp_path / "small"
    path.mkdir()
    (path / "story.toml").write_text(SMALL, "utf-8")
    (path / "article.en.md").write_text("Kim is here and expected there.\n", "utf-8")
    near = kim.places["vladivostok"]
    further = near.position.model_copy(update={"latitude": 48.48, "longitude": 135.08})
    write_places(
        path,
        [
            near.model_copy(update={"id": "one"}),
            near.model_copy(update={"id": "two", "position": further}),
        ],
    )
    return path


def test_everything_of_a_story_opens_in_other_programs(small: Path, out: Path) -> None:
    assert publish(small, "--to", out, "--base-url", "https://example.org/maps") == 0
    folder = out / "small"
    files = {path.name: path for path in folder.iterdir()}
    assert len(files) == 1 + 4 * 7 + 2 + 2 + 1 + 2
    page = files["index.html"].read_text("utf-8")
    assert "https://example.org/maps/small/map-wide.en.png" in page
    for name, path in files.items():
        if name.endswith(".png"):
            with Image.open(path) as picture:
                picture.load()
                assert min(picture.size) > 900, name
        elif name.endswith(".pdf"):
            (sheet,) = PdfReader(path).pages
            assert "Vladivostok" in sheet.extract_text()
        elif name.endswith(".svg"):
            assert ElementTree.parse(path).getroot().tag == "{http://www.w3.org/2000/svg}svg"
        elif name.endswith(".txt"):
            assert "1. Vladivostok (happened), 2. Khabarovsk (expected)" in path.read_text("utf-8")
    slides = Presentation(files["deck.en.pptx"]).slides
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "A short journey",
        "Kim is here",
        "Kim is expected there",
        "What is expected",
        "Sources and method",
    ]


def test_the_same_stories_give_the_same_bytes_on_one_process_and_on_two(
    stories: Path, tmp_path: Path
) -> None:
    kinds = ("--only", "geojson,csv,kml,ics")
    shutil.rmtree(stories / "second")
    for number in ("1", "2"):
        assert publish(stories, "--to", tmp_path / number, *kinds, "--processes", number) == 0
    assert everything_in(tmp_path / "1") == everything_in(tmp_path / "2")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_broken_story_is_reported_in_full_and_the_others_are_published(
    processes: str, stories: Path, out: Path, capsys: Output
) -> None:
    assert publish(stories, "--to", out, "--only", DATA, "--processes", processes) == 1
    told, problems = capsys.readouterr()
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        str(out / name) for name in ("first", "third", "index.html")
    ]
    lines = problems.replace("\r", "\n").splitlines()
    broken = [line for line in lines if line.startswith("second/story.toml")]
    assert len(broken) == 2
    assert any("'rusia' is not the id of a place" in line for line in broken)
    assert any("status" in line for line in broken)
    assert sorted(path.name for path in out.iterdir()) == ["first", "index.html", "third"]
    index = (out / "index.html").read_text("utf-8")
    assert "first/" in index
    assert "third/" in index


def test_a_broken_story_leaves_what_was_published_of_it(
    broken: Breaker, out: Path, capsys: Output
) -> None:
    assert publish(KIM, "--to", out, "--only", DATA) == 0
    before = everything_in(out)
    assert publish(broken(('place = "russia"', 'place = "rusia"')), "--to", out) == 1
    assert everything_in(out) == before


def test_a_fault_of_ours_in_one_story_keeps_none_of_the_others(
    stories: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    real = press.outputs

    def outputs(story: Story, *arguments: Any) -> Any:  # noqa: ANN401 - handed on as they are
        if story.id == "first":
            raise ZeroDivisionError("one over none")
        return real(story, *arguments)

    monkeypatch.setattr(press, "outputs", outputs)
    assert publish(stories, "--to", out, "--only", DATA, "--processes", "1") == 1
    assert "first: a fault in SummitMap" in capsys.readouterr().err
    assert (out / "third" / "events.csv").exists()


def test_a_process_that_is_killed_leaves_the_old_story_whole(out: Path) -> None:
    assert publish(KIM, "--to", out, "--only", DATA) == 0
    before = everything_in(out)
    command = [sys.executable, "-m", "summitmap.cli", "publish", str(KIM), "--to", str(out)]
    running = subprocess.Popen([*command, "--only", "svg,csv"], stderr=subprocess.PIPE)
    assert running.stderr is not None
    # It has begun when it tells of its first file.
    heard = b""
    while b"map-" not in heard:
        letter = running.stderr.read(1)
        assert letter, heard
        heard += letter
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stderr.close()
    left = {name: body for name, body in everything_in(out).items() if not name.startswith(".")}
    assert left == before


def test_a_second_run_takes_away_what_is_no_longer_asked_for(out: Path) -> None:
    assert publish(KIM, "--to", out, "--only", DATA) == 0
    assert publish(KIM, "--to", out, "--only", "csv") == 0
    assert not list(out.rglob("*.ics"))


def test_the_folder_of_a_story_itself_is_never_published_over(
    tmp_path: Path, capsys: Output
) -> None:
    mine = Path(shutil.copytree(KIM, tmp_path / KIM.name))
    before = everything_in(mine)
    assert publish(mine, "--to", tmp_path, "--only", DATA) == 1
    assert "was not published by SummitMap" in capsys.readouterr().err
    assert everything_in(mine) == before


def test_an_index_page_of_someone_elses_is_left_and_named(out: Path, capsys: Output) -> None:
    out.mkdir()
    (out / "index.html").write_text("<html>My newspaper", "utf-8")
    assert publish(KIM, "--to", out, "--only", "csv") == 0
    assert "index.html is not ours and is left as it is" in capsys.readouterr().err
    assert (out / "index.html").read_text("utf-8") == "<html>My newspaper"


def test_the_index_lists_what_was_published_before_too(stories: Path, out: Path) -> None:
    assert publish(stories / "first", "--to", out, "--only", "csv") == 0
    assert publish(stories / "third", "--to", out, "--only", "csv") == 0
    index = (out / "index.html").read_text("utf-8")
    assert "first/first.zip" in index
    assert "third/third.zip" in index


def test_places_that_are_missing_are_found_and_what_is_not_found_is_named(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.delenv("SUMMITMAP_CACHE", raising=False)
    story = Path(shutil.copytree(KIM, tmp_path / KIM.name))
    (story / "places.geojson").unlink()
    text = (story / "story.toml").read_text("utf-8")
    (story / "story.toml").write_text(
        text.replace('query = "Vladivostok"', 'query = "Xqzzxqzz"'), "utf-8"
    )
    assert publish(story, "--to", out, "--only", "geojson") == 0
    errors = capsys.readouterr().err
    assert "kim-russia-2023: vladivostok was not found and is not on the map\n" in errors
    body = (out / KIM.name / "events.geojson").read_text("utf-8")
    assert "1871859" in body, "Pyongyang's record in GeoNames"
    assert not (story / "places.geojson").exists()


def test_a_bad_template_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, out: Path, capsys: Output
) -> None:
    letter = tmp_path / "letter.pptx"
    letter.write_text("Dear reader", "utf-8")
    assert publish(KIM, "--to", out, "--template", letter) == 1
    told, error = capsys.readouterr()
    assert told == ""
    assert error == (
        f"{letter}: the template is not a file of slides: give a .pptx or a .potx that a slide "
        "program opens\n"
    )
    assert not out.exists()


def test_a_template_that_is_not_there_is_one_sentence(out: Path, capsys: Output) -> None:
    assert publish(KIM, "--to", out, "--template", "nowhere.pptx") == 1
    assert capsys.readouterr().err == "nowhere.pptx: No such file or directory\n"


def test_a_folder_without_a_story_is_a_problem_and_not_a_crash(
    tmp_path: Path, out: Path, capsys: Output
) -> None:
    (tmp_path / "empty").mkdir()
    assert publish(tmp_path / "empty", "--to", out) == 1
    assert "empty/story.toml: is missing; add the file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--only", "csv,docx,gif"],
            f"'docx', 'gif': there is no such kind; choose from {', '.join(Kind)}",
        ),
        (["--only", ""], "'': there is no such kind"),
        (["--base-url", "javascript:alert(1)"], "is not an address such as"),
        (["--base-url", "https://example.org/?a=b"], "is not an address such as"),
        (["--processes", "0"], "is not a number from 1"),
        (["--processes", "two"], "is not a number from 1"),
    ],
)
def test_wrong_usage_ends_with_2_and_writes_nothing(
    arguments: list[str], said: str, out: Path, capsys: Output
) -> None:
    with pytest.raises(SystemExit) as ended:
        publish(KIM, "--to", out, *arguments)
    assert ended.value.code == 2
    told, error = capsys.readouterr()
    assert told == ""
    assert said in error
    assert not out.exists()


def test_two_stories_of_one_name_are_wrong_usage(tmp_path: Path, out: Path, capsys: Output) -> None:
    copy = shutil.copytree(KIM, tmp_path / KIM.name)
    with pytest.raises(SystemExit) as ended:
        publish(KIM, copy, "--to", out)
    assert ended.value.code == 2
    assert "two of the stories are called kim-russia-2023" in capsys.readouterr().err


def test_a_story_named_twice_is_published_once(out: Path, capsys: Output) -> None:
    assert publish(KIM, KIM.parent, "--to", out, "--only", "csv") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
