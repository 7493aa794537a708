"""A story as CSV, read by the csv module and by LibreOffice."""

from __future__ import annotations

import csv as tables
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.publishing.cells import defused, joined, parted, restored
from summitmap.publishing.columns import column, titles
from summitmap.publishing.spreadsheet import csv
from summitmap.story.folder import StoryFolder
from tests.conftest import ROOT
from tests.drawing.conftest import made, place

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "=cmd|' /C calc'!A0", "'=1+1", "''-x")


def rows(body: bytes) -> list[dict[str, str]]:
    return list(tables.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_row_tells_an_event(kim: StoryFolder) -> None:
    told = rows(csv(kim.story, kim.places))
    assert [row["id"] for row in told] == [event.id for event in kim.story.events]
    gifts = told[3]
    assert (gifts["date"], gifts["date_basis"], gifts["status"]) == (
        "2023-09-13",
        "inferred",
        "happened",
    )
    assert (gifts["place"], gifts["place_name_en"]) == ("vostochny", "Vostochny Cosmodrome")
    assert (gifts["longitude"], gifts["latitude"]) == ("128.334", "51.884")
    assert gifts["precision_metres"] == "13000"
    assert (gifts["people"], gifts["stop"]) == ("kim; putin; peskov", "yes")
    assert gifts["source_name_nb"] == "AFP; Dmitrij Peskov; KCNA"
    assert gifts["quote_en"] == kim.story.event("gifts").quote["en"]


def test_an_area_has_no_longitude_and_latitude(kim: StoryFolder) -> None:
    arrival = rows(csv(kim.story, kim.places))[1]
    assert (arrival["place"], arrival["longitude"], arrival["latitude"]) == ("russia", "", "")


def test_excel_knows_the_encoding_and_the_line_ends(kim: StoryFolder) -> None:
    body = csv(kim.story, kim.places)
    assert body.startswith(b"\xef\xbb\xbfid,date,")
    assert body.count(b"\r\n") == len(kim.story.events) + 1
    assert csv(kim.story, kim.places) == body


def test_in_one_language_the_texts_are_in_that_language_only(kim: StoryFolder) -> None:
    (head, *_) = csv(kim.story, kim.places, "nb").decode("utf-8-sig").splitlines()
    assert "headline_nb" in head.split(",")
    assert not any(title.endswith("_en") for title in head.split(","))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_starts_a_formula_is_defused_and_restored(text: str) -> None:
    story = made({"date": "2023", "headline": {"en": text}})
    (row,) = rows(csv(story, {}))
    assert row["headline_en"] == f"'{text}"
    assert restored(row["headline_en"]) == text


def test_a_negative_number_stays_a_number() -> None:
    (row,) = rows(csv(made({"place": "lima"}), {"lima": place("lima", -77.04, -12.05)}))
    assert (row["longitude"], row["latitude"]) == ("-77.04", "-12.05")


@given(st.text())
def test_defusing_is_undone_exactly_and_leaves_nothing_that_runs(text: str) -> None:
    cell = defused(text)
    assert restored(cell) == text
    assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_a_list_in_one_cell_is_read_back(items: list[str]) -> None:
    assert parted(joined(items)) == tuple(items)


def test_quotes_that_do_not_close_are_told() -> None:
    with pytest.raises(ValueError, match="quotation marks do not pair up"):
        parted('"Kim; Putin')


def test_every_column_that_is_written_is_known_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").split("\n## Data for other tools\n")[1]
    section = readme.split("\n## ")[0]
    written = titles(("nb",))
    assert len(set(written)) == len(written)
    for title in written:
        known = column(title)
        assert known is not None
        assert known.title == title
        assert f"`{known.name}`" in section or f"`{known.name}_…`" in section, title


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt install libreoffice-calc")
    return found


def test_libreoffice_opens_it_with_the_same_cells(
    soffice: str, kim: StoryFolder, tmp_path: Path
) -> None:
    event = kim.story.event("departure").model_copy(
        update={"headline": {"nb": "=1+1", "en": 'a "b", c;\nnext line'}}
    )
    story = kim.story.model_copy(update={"events": (event, *kim.story.events[1:])})
    source = tmp_path / "events.csv"
    source.write_bytes(csv(story, kim.places))
    (tmp_path / "out").mkdir()
    # Comma, double quotes, UTF-8; written again with every cell as it is shown.
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--infilter=Text - txt - csv (StarCalc):44,34,76,1",
            "--convert-to",
            filters,
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = rows((tmp_path / "out" / "events.csv").read_bytes())
    assert read == rows(source.read_bytes())
