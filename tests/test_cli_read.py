"""`summitmap read`: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summitmap.cli import main

NORWEGIAN = """Utenriksminister Anna Berg landet i Paris mandag 6. mai. Der møtte hun sin franske
kollega, melder NTB. Hun skal etter planen reise videre til Roma onsdag.
"""
ENGLISH = """Foreign Minister Anna Berg arrived in Paris on Monday, 6 May. She is expected to
travel to Rome on Wednesday, according to Reuters.
"""
DAY = ("--published", "2024-05-07")

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index in the user's cache folder, which is built once and not at each run."""
    monkeypatch.delenv("SUMMITMAP_CACHE", raising=False)


@pytest.fixture
def norwegian(tmp_path: Path) -> Path:
    path = tmp_path / "norsk.txt"
    path.write_text(NORWEGIAN, encoding="utf-8")
    return path


@pytest.fixture
def english(tmp_path: Path) -> Path:
    path = tmp_path / "english.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def test_an_article_is_told_in_a_few_lines(norwegian: Path, capsys: Output) -> None:
    assert main(["read", str(norwegian), *DAY]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f"{norwegian}: nb, published 2024-05-07"
    assert rest[-1].strip() == "itinerary: Paris → Roma"


def test_json_is_all_that_stands_on_standard_output(norwegian: Path, capsys: Output) -> None:
    assert main(["read", str(norwegian), *DAY, "--json", "--language", "nb"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["language"], made["published"]) == ("nb", "2024-05-07")
    assert [(event["edtf"], event["status"]) for event in made["events"]] == [
        ("2024-05-06", "happened"),
        ("2024-05-08", "planned"),
    ]
    assert [stop["name"] for stop in made["itinerary"]] == ["Paris", "Roma"]


def test_progress_goes_to_standard_error(norwegian: Path, capsys: Output) -> None:
    main(["read", str(norwegian), *DAY, "--json"])
    assert "100%" in capsys.readouterr().err


def test_the_language_is_found_in_the_text(english: Path, capsys: Output) -> None:
    main(["read", str(english), *DAY, "--json"])
    assert json.loads(capsys.readouterr().out)["language"] == "en"


def test_a_story_folder_is_written_that_the_check_accepts(
    norwegian: Path, tmp_path: Path, capsys: Output
) -> None:
    assert main(["read", str(norwegian), *DAY, "--to", str(tmp_path / "drafts")]) == 0
    (folder,) = (tmp_path / "drafts").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "story.toml",
        "article.nb.md",
        "places.geojson",
    }
    capsys.readouterr()
    assert main(["check", str(folder)]) == 0
    assert "not geocoded" not in capsys.readouterr().out


def test_the_day_of_publication_is_read_where_the_text_says_it(
    tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "dated.txt"
    path.write_text(f"Publisert 7. mai 2024\n\n{NORWEGIAN}", encoding="utf-8")
    assert main(["read", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["published"] == "2024-05-07"


def test_a_day_that_nobody_says_is_asked_for(norwegian: Path, capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", str(norwegian)])
    assert ended.value.code == 2
    assert "--published" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--published", "7. mai"), ("--language", "sv"), ()])
def test_wrong_usage_ends_with_two(wrong: tuple[str, ...], norwegian: Path) -> None:
    arguments = ["read", str(norwegian), *wrong] if wrong else ["read"]
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path, capsys: Output) -> None:
    assert main(["read", str(tmp_path / "none.txt"), *DAY]) == 1
    assert "none.txt cannot be read" in capsys.readouterr().err


def test_of_many_one_fails_and_the_rest_are_done(
    norwegian: Path, english: Path, tmp_path: Path, capsys: Output
) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    drafts = tmp_path / "drafts"
    paths = [str(path) for path in (norwegian, broken, english)]
    assert main(["read", *paths, *DAY, "--to", str(drafts)]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == len(list(drafts.iterdir())) == 2
    assert [line for line in err.splitlines() if "broken.txt" in line]


def test_of_many_each_is_a_line_of_json(norwegian: Path, english: Path, capsys: Output) -> None:
    assert main(["read", str(norwegian), str(english), *DAY, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {Path(line["article"]).name for line in lines} == {"norsk.txt", "english.txt"}


def test_a_draft_that_is_there_is_left_alone(norwegian: Path, tmp_path: Path) -> None:
    to = ("--to", str(tmp_path / "drafts"))
    assert main(["read", str(norwegian), *DAY, *to]) == 0
    assert main(["read", str(norwegian), *DAY, *to]) == 1
