"""The words: the same in every language, and dates and distances as one says them."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from summitmap.drawing.catalogue import catalogue, languages
from summitmap.errors import AssetError
from summitmap.story.dates import EventDate
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "summitmap"


def gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_the_languages_are_norwegian_and_english() -> None:
    assert languages() == ("en", "nb")


def test_both_languages_have_the_same_words() -> None:
    assert catalogue("nb").entries.keys() == catalogue("en").entries.keys()


@pytest.mark.parametrize("key", catalogue("en").entries)
def test_both_languages_leave_the_same_gaps(key: str) -> None:
    assert gaps(catalogue("nb").entries[key]) == gaps(catalogue("en").entries[key])


@pytest.mark.parametrize("language", languages())
def test_no_words_are_empty(language: str) -> None:
    assert not [key for key, words in catalogue(language).entries.items() if not words.strip()]


def test_every_key_that_is_written_out_in_the_code_is_in_the_catalogue() -> None:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
    used = {
        key
        for file in files
        for key in re.findall(r"""words\(\s*["']([\w.]+)["']\s*[,)]""", file.read_text("utf-8"))
    }
    assert len(used) > 30
    assert used <= catalogue("en").entries.keys()


@pytest.mark.parametrize("language", ["de", "", "../en", "EN"])
def test_a_language_without_words_is_an_error_that_names_it(language: str) -> None:
    with pytest.raises(AssetError, match=re.escape(repr(language))):
        catalogue(language)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue("en")("event.nothing")


def test_gaps_are_filled() -> None:
    assert catalogue("en")("event.stop", number=3) == "Stop 3"
    assert catalogue("nb")("event.stop", number=3) == "Stopp 3"


def test_what_fills_a_gap_is_not_read_for_gaps() -> None:
    assert catalogue("en")("event.by", names="{number}") == "according to {number}"


DATES = [
    ("2023-09-13", "13. september 2023", "13 September 2023"),
    ("2023-10", "oktober 2023", "October 2023"),
    ("2023", "2023", "2023"),
    ("2023-09-14/2023-09-20", "14. – 20. september 2023", "14 – 20 September 2023"),
    ("2023-08-30/2023-09-02", "30. august – 2. september 2023", "30 August – 2 September 2023"),
    (
        "2023-12-30/2024-01-02",
        "30. desember 2023 – 2. januar 2024",
        "30 December 2023 – 2 January 2024",
    ),
    (
        "2022-09-14/2023-09-20",
        "14. september 2022 – 20. september 2023",
        "14 September 2022 – 20 September 2023",
    ),
    ("2023-09/2023-10", "september – oktober 2023", "September – October 2023"),
    ("2023-12/2024-01", "desember 2023 – januar 2024", "December 2023 – January 2024"),
    ("2022/2023", "2022 – 2023", "2022 – 2023"),
    ("2023-09/2023-10-03", "september 2023 – 3. oktober 2023", "September 2023 – 3 October 2023"),
    ("../2023-09-12", "senest 12. september 2023", "by 12 September 2023"),
    ("/2023-09", "senest september 2023", "by September 2023"),
    ("2023-09-14/..", "fra 14. september 2023", "from 14 September 2023"),
    ("2023-09-13~", "ca. 13. september 2023", "about 13 September 2023"),
    ("2023-09-13?", "kanskje 13. september 2023", "perhaps 13 September 2023"),
    ("2023-09-13%", "kanskje ca. 13. september 2023", "perhaps about 13 September 2023"),
    ("2023-10~", "ca. oktober 2023", "about October 2023"),
    ("2023-09-14/2023-09-20~", "14. – ca. 20. september 2023", "14 – about 20 September 2023"),
    ("2023-09-14~/2023-09-20", "ca. 14. – 20. september 2023", "about 14 – 20 September 2023"),
]


@pytest.mark.parametrize(("edtf", "norwegian", "english"), DATES)
def test_a_date_is_said_as_precise_as_it_is_and_no_more(
    edtf: str, norwegian: str, english: str
) -> None:
    when = EventDate.parse(edtf)
    assert catalogue("nb").date(when) == norwegian
    assert catalogue("en").date(when) == english


def test_no_date_is_said_to_be_none() -> None:
    assert catalogue("nb").date(None) == "Uten dato"
    assert catalogue("en").date(None) == "No date given"


@pytest.mark.parametrize(
    ("metres", "norwegian", "english"),
    [
        (10, "50 m", "50 m"),
        (340, "350 m", "350 m"),
        (949, "950 m", "950 m"),
        (950, "1 km", "1 km"),
        (4_400, "4 km", "4 km"),
        (99_400, "99 km", "99 km"),
        (103_000, "100 km", "100 km"),
        (915_000, "920 km", "920 km"),
        (1_524_000, "1\N{NO-BREAK SPACE}520 km", "1,520 km"),
    ],
)
def test_a_distance_is_rounded_to_what_one_would_say(
    metres: float, norwegian: str, english: str
) -> None:
    assert catalogue("nb").distance(metres) == norwegian
    assert catalogue("en").distance(metres) == english
