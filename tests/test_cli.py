"""The commands: what they print, where, and how they end."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from summitmap.cli import main
from tests.conftest import KIM, ROOT, Breaker

COMMANDS = ("check", "geocode", "import", "publish", "read", "serve")
SOUND = "in order; events: 12; places: 9; languages: nb, en"


@pytest.fixture
def users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index in the user's cache folder, which is built once and not at each run."""
    monkeypatch.delenv("SUMMITMAP_CACHE", raising=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the first story in a folder of its own."""
    return Path(shutil.copytree(KIM, tmp_path / "copy" / KIM.name))


Output = pytest.CaptureFixture[str]


# check


def test_a_sound_story_is_in_order(capsys: Output) -> None:
    assert main(["check", str(KIM)]) == 0
    assert capsys.readouterr() == (f"{KIM}: {SOUND}\n", "")


def test_a_story_may_be_named_by_a_relative_path(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KIM)
    assert main(["check", "."]) == 0
    assert capsys.readouterr().out == f".: {SOUND}\n"


def test_every_problem_of_a_story_is_listed_on_standard_output(
    broken: Breaker, capsys: Output
) -> None:
    path = broken(
        ('date = "2023-09-12"', 'date = "12 September"'),
        ('sources = ["tass"]', 'sources = ["tas"]'),
        ('status = "planned"', 'status = "hoped"'),
    )
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("kim-russia-2023/story.toml: event ") for line in lines)
    for entry in ("event arrival, date:", "event summit-talks, sources:", "komsomolsk-visit, st"):
        assert sum(entry in line for line in lines) == 1
    # Each says the fault and, after a semicolon, the way out.
    assert all("; " in line for line in lines)


def test_of_several_stories_each_is_checked_and_one_fault_is_enough(
    broken: Breaker, copy: Path, capsys: Output
) -> None:
    path = broken(('place = "russia"', 'place = "rusia"'))
    assert main(["check", str(KIM), str(path), str(copy)]) == 1
    first, fault, last = capsys.readouterr().out.splitlines()
    assert first == f"{KIM}: {SOUND}"
    assert "'rusia' is not the id of a place" in fault
    assert last == f"{copy}: {SOUND}"


def test_a_folder_that_is_not_there_is_a_problem_and_not_a_crash(
    tmp_path: Path, capsys: Output
) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out == "nowhere/story.toml: is missing; add the file\n"


def test_places_that_are_not_geocoded_yet_are_counted(copy: Path, capsys: Output) -> None:
    (copy / "places.geojson").unlink()
    assert main(["check", str(copy)]) == 0
    assert capsys.readouterr().out == (
        f"{copy}: in order; events: 12; places: 9 (9 not geocoded yet); languages: nb, en\n"
    )


def test_the_shortest_story_of_the_readme_is_sound(tmp_path: Path, capsys: Output) -> None:
    (story,) = re.findall(
        r"^```toml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    path = tmp_path / "example"
    path.mkdir()
    (path / "story.toml").write_text(story, encoding="utf-8")
    (path / "article.en.md").write_text("Kim is expected in Vladivostok.\n", encoding="utf-8")
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{path}: in order; ")
    assert "1 not geocoded yet" in out


# geocode


@pytest.mark.usefixtures("users_cache")
def test_geocoding_gives_the_committed_bytes_with_and_without_them(
    copy: Path, capsys: Output
) -> None:
    committed = (KIM / "places.geojson").read_bytes()
    (copy / "places.geojson").unlink()
    for _ in range(2):
        assert main(["geocode", str(copy)]) == 0
        assert (copy / "places.geojson").read_bytes() == committed
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 20
    assert lines[:10] == lines[10:]
    assert lines[2] == (
        "komsomolsk: Komsomolsk-na-Amure (GeoNames 2021851) at longitude 137.00995, "
        "latitude 50.55034, spelling corrected from “Kimsomolsk-na-Amure”"
    )
    assert lines[9] == f"written to {copy.resolve() / 'places.geojson'}"


@pytest.mark.usefixtures("users_cache")
def test_a_place_that_is_not_found_is_named_and_the_others_are_written(
    copy: Path, capsys: Output
) -> None:
    story = (copy / "story.toml").read_text("utf-8")
    asked = 'query = "Vladivostok"'
    assert asked in story
    (copy / "story.toml").write_text(story.replace(asked, 'query = "Xqzzxqzz"'), "utf-8")
    assert main(["geocode", str(copy)]) == 1
    assert "vladivostok: “Xqzzxqzz” was not found\n" in capsys.readouterr().out
    assert main(["check", str(copy)]) == 0
    assert "places: 9 (1 not geocoded yet)" in capsys.readouterr().out


def test_a_story_that_cannot_be_opened_is_not_geocoded(broken: Breaker, capsys: Output) -> None:
    path = broken(('place = "russia"', 'place = "rusia"'))
    before = (path / "places.geojson").read_bytes()
    assert main(["geocode", str(path)]) == 1
    assert "'rusia' is not the id of a place" in "".join(capsys.readouterr())
    assert (path / "places.geojson").read_bytes() == before


# serve


def test_serving_a_folder_that_is_not_there_says_so(tmp_path: Path, capsys: Output) -> None:
    missing = tmp_path / "stories"
    assert main(["serve", "--stories", str(missing)]) == 1
    assert capsys.readouterr() == (
        "",
        f"{missing} is not a folder; give one with --stories DIR\n",
    )


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["check"],
        ["check", "--loud", "."],
        ["geocode"],
        ["geocode", "one", "two"],
        ["serve", "here"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "http"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_wrong_usage_ends_with_2_and_says_how_to_use_it(
    arguments: list[str], capsys: Output
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: summitmap")


@pytest.mark.parametrize(
    ("command", "named"),
    [("check", "STORY"), ("geocode", "STORY"), ("serve", "--stories DIR"), ("serve", "--port N")],
)
def test_each_command_helps(command: str, named: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"usage: summitmap {command}")
    assert named in out
    assert err == ""


def test_help_lists_every_command_and_so_does_the_readme(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    listed = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    written = re.findall(
        r"^summitmap (\w+) ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(written) == sorted(COMMANDS)
