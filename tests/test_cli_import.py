"""The command that reads events back: what it prints, and its exit status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitmap.cli import main
from summitmap.commands import importing
from summitmap.publishing.spreadsheet import csv
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from tests.conftest import KIM

Output = pytest.CaptureFixture[str]


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KIM, tmp_path / KIM.name))


def test_an_exported_story_is_read_back_and_opens_no_gazetteer(
    copy: Path,
    kim: StoryFolder,
    tmp_path: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "Gazetteer", None)
    file = tmp_path / "events.csv"
    file.write_bytes(csv(kim.story, kim.places))
    assert main(["import", str(file), "--to", str(copy)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out == (
        f"{copy}: in order; events: 12; places: 9; languages: nb, en;"
        " added: 0; changed: 0; removed: 0\n"
    )


def test_a_spreadsheet_of_four_columns_becomes_a_story_with_its_places(
    tmp_path: Path, capsys: Output
) -> None:
    text = (
        "date;headline;place;status\n"
        "13.09.2023;Møte;Vladivostok;skjedd\n"
        "2023-09-14;Besøk;Russland;skjedd\n"
        "2023-10;Reise;Xqzzvwk;ventet\n"
    )
    target = tmp_path / "reise"
    options = ["--language", "nb", "--published", "2023-09-14", "--title", "En reise"]
    file = written(tmp_path / "t.csv", text)
    assert main(["import", file, "--to", str(target), *options]) == 0
    out, err = capsys.readouterr()
    assert "events: 3; places: 3 (1 not geocoded yet); languages: nb; added: 3" in out
    assert "“Xqzzvwk” was not found and is not on the map" in err
    opened = folder.read(target)
    assert opened.story.title == {"nb": "En reise"}
    assert {entry.id: entry.kind.value for entry in opened.story.places} == {
        "vladivostok": "city",
        "russland": "country",
        "xqzzvwk": "city",
    }
    assert opened.places["vladivostok"].country_code == "RU"
    assert opened.places["russland"].area is not None
    assert main(["check", str(target)]) == 0


def test_what_is_no_longer_there_is_told(copy: Path, tmp_path: Path, capsys: Output) -> None:
    text = "id,date,headline_en,place,status\ngifts,2023-09-13,Gifts,vostochny,happened\n"
    assert main(["import", written(tmp_path / "t.csv", text), "--to", str(copy)]) == 0
    out, err = capsys.readouterr()
    assert "no longer in the story: departure, arrival, summit-talks," in err
    assert out.endswith("changed: 1; removed: 11\n")


def test_a_bad_file_ends_with_1_and_a_line_for_each_problem(
    copy: Path, tmp_path: Path, capsys: Output
) -> None:
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    text = "date,headline,place,status\n2023-13,A,,happened\n2023,,,maybe\n"
    assert main(["import", written(tmp_path / "t.csv", text), "--to", str(copy)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(":")[1] for line in err.splitlines()] == [
        " row 2, column date",
        " row 2, column quote",
        " row 3, column status",
        " row 3, column headline",
        " row 3, column quote",
    ]
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before


def test_a_file_that_is_not_there_ends_with_1_and_one_line(tmp_path: Path, capsys: Output) -> None:
    missing = tmp_path / "missing.csv"
    assert main(["import", str(missing), "--to", str(tmp_path / "story")]) == 1
    _, err = capsys.readouterr()
    assert err == f"{missing}: No such file or directory\n"
    assert not (tmp_path / "story").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["t.csv"],
        ["--to", "story"],
        ["t.csv", "--to", "story", "--language", "Norsk"],
        ["t.csv", "--to", "story", "--published", "today"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: summitmap import")
