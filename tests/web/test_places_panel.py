"""The places panel as Streamlit runs it, without a browser."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.placetable import Row, rows
from summitmap.places.crosscheck import cross_check, opinions
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, Position, SecondOpinion
from summitmap.web.places_panel import chosen_row

HOSTILE = "<img src=x onerror=alert(1)> **bold** [link](https://example.org)"


def opinion(place: Place, **changes: object) -> SecondOpinion:
    return SecondOpinion.model_validate(
        {
            "service": "Nominatim",
            "answered": datetime.date(2026, 11, 23),
            "query": "Vladivostok",
            "within": "RU",
            "matched": "Vladivostok",
            "position": place.position,
            "kind": place.kind,
            "country_code": place.country_code,
            "credit": "© OpenStreetMap contributors, ODbL",
            **changes,
        }
    )


Checker = Callable[..., dict[str, Place]]


@pytest.fixture
def checked(kim: StoryFolder) -> Checker:
    """The places of the first story with a second opinion on Vladivostok."""

    def check(**changes: object) -> dict[str, Place]:
        place = kim.places["vladivostok"]
        return {
            **kim.places,
            "vladivostok": place.model_copy(update={"second_opinion": opinion(place, **changes)}),
        }

    return check


def panel(story: object, places: object, language: str) -> None:
    """The script that the test runs; it may use only what it imports itself."""
    import streamlit as st

    from summitmap.drawing.catalogue import catalogue
    from summitmap.web.places_panel import places_panel

    def on_select(place_id: str) -> None:
        st.session_state["selected"] = place_id

    places_panel(story, places, language, catalogue(language), on_select)  # type: ignore[arg-type]


def shown(kim: StoryFolder, places: dict[str, Place], language: str) -> AppTest:
    page = AppTest.from_function(panel, args=(kim.story, places, language), default_timeout=60)
    page.run()
    assert not page.exception
    return page


def row_of(kim: StoryFolder, places: dict[str, Place], place_id: str, language: str = "en") -> Row:
    compared = cross_check(kim.story, places, opinions(kim.story, places))
    (row,) = (
        row for row in rows(compared, language, catalogue(language)) if row.place_id == place_id
    )
    return row


def test_every_place_of_the_story_has_a_row_in_the_readers_language(
    kim: StoryFolder, checked: Checker
) -> None:
    page = shown(kim, checked(), "nb")
    table = page.dataframe[0].value
    assert list(table["place"]) == [entry.name["nb"] for entry in kim.story.places]
    row = table[table["place"] == "Vladivostok"].iloc[0]
    assert row["verdict"] == "enig"
    assert row["chosen"] == "43,106° N, 131,874° Ø"
    assert row["record"] == "GeoNames 2013348"
    assert row["second"] == "Nominatim: Vladivostok, 43,106° N, 131,874° Ø (23. november 2026)"
    assert row["kilometres"] == 0.0
    assert set(table[table["place"] != "Vladivostok"]["verdict"]) == {"ikke spurt"}
    assert "© OpenStreetMap contributors, ODbL" in page.get("html")[0].proto.body


def test_without_second_opinions_the_panel_says_how_to_get_them(kim: StoryFolder) -> None:
    page = shown(kim, dict(kim.places), "en")
    assert set(page.dataframe[0].value["verdict"]) == {"not asked"}
    assert "summitmap geocode STORY --check nominatim" in page.get("html")[0].proto.body


def test_text_from_outside_is_shown_as_text(kim: StoryFolder, checked: Checker) -> None:
    page = shown(kim, checked(matched=HOSTILE, credit=HOSTILE), "en")
    assert any(HOSTILE in text for text in page.dataframe[0].value["second"])
    credit = page.get("html")[0].proto.body
    assert "&lt;img src=x" in credit
    assert "<img" not in credit


def test_a_doubt_is_said_in_words_with_its_reason(kim: StoryFolder, checked: Checker) -> None:
    north = Position(longitude=131.87353, latitude=44.10562)
    assert row_of(kim, checked(position=north), "vladivostok").verdict == "doubt: 110 km apart"
    row = row_of(kim, checked(country_code="US"), "vladivostok")
    assert row.verdict == "doubt: in another country (US, not RU)"
    row = row_of(kim, checked(kind="region"), "vladivostok", "nb")
    assert row.verdict == "tvil: en region der, en by her"
    assert row.is_doubt
    row = row_of(kim, checked(position=None), "vladivostok")
    assert (row.verdict, row.kilometres) == ("not found there", None)
    assert row.second == "Nominatim: nothing found (23 November 2026)"


def test_a_place_that_was_not_found_has_a_row_that_says_so(kim: StoryFolder) -> None:
    places = {key: place for key, place in kim.places.items() if key != "vladivostok"}
    row = row_of(kim, places, "vladivostok")
    assert (row.chosen, row.record, row.precision, row.others) == ("not found", "", "", "")


def test_what_a_person_set_is_shown_with_the_reason(kim: StoryFolder) -> None:
    place = kim.places["vladivostok"].model_copy(
        update={"chosen_by": "person", "reason": "the port is meant"}
    )
    row = row_of(kim, {**kim.places, "vladivostok": place}, "vladivostok")
    assert row.record == "GeoNames 2013348, set by a person: the port is meant"


def test_candidates_are_numbered_as_the_command_takes_them(kim: StoryFolder) -> None:
    assert row_of(kim, dict(kim.places), "pyongyang").others.startswith("1. Pyongyang (KP, 18 km")


@pytest.mark.parametrize(
    ("state", "chosen"),
    [
        ({"selection": {"rows": [1], "columns": []}}, "vostochny"),
        ({"selection": {"rows": [], "columns": []}}, None),
        ({"selection": {"rows": [99], "columns": []}}, None),
        ({}, None),
    ],
    ids=str,
)
def test_a_selected_row_is_a_place(
    kim: StoryFolder, state: dict[str, object], chosen: str | None
) -> None:
    table = rows(cross_check(kim.story, kim.places, {}), "en", catalogue("en"))
    assert chosen_row(state, table) == chosen
