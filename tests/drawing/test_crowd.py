"""A crowd of events, as it is handed to the browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from summitmap.drawing.catalogue import catalogue, languages
from summitmap.drawing.course import course
from summitmap.drawing.crowd import SHELF, crowd, is_crowd, sentence, shelves
from summitmap.drawing.entry import entries
from summitmap.drawing.map import Telling, parts, story_map
from summitmap.drawing.pins import pins
from summitmap.story.itinerary import itinerary
from summitmap.story.model import Place, Story
from tests.drawing.conftest import ASSETS, HOSTILE, address, drawn, handed, made, page, place, tree

GATHERING = replace(ASSETS, crowds=True)


def many(count: int, **event: Any) -> tuple[Story, dict[str, Place]]:  # noqa: ANN401 - any field of an event
    """A story of that many events, each at a place of its own, every other one a stop."""
    names = [f"place-{number}" for number in range(count)]
    story = made(
        *(
            {"date": "2023-09-12", "place": name, "stop": number % 2 == 0, **event}
            for number, name in enumerate(names)
        )
    )
    found = {
        name: place(name, 10 + number / 100, 50 + number / 200) for number, name in enumerate(names)
    }
    return story, found


def told(story: Story, places: dict[str, Place]) -> dict[str, Any]:
    telling = Telling("en", catalogue("en"), address)
    return handed(page(story_map(story, places, [telling], GATHERING, online=False)))


def test_a_story_of_a_hundred_and_fifty_events_is_no_crowd_and_one_more_is() -> None:
    assert not is_crowd(many(150)[0])
    assert is_crowd(many(151)[0])


def test_a_crowd_is_rows_of_data_and_one_marker_of_folium() -> None:
    story, places = many(151)
    telling = Telling("en", catalogue("en"), address)
    html = page(story_map(story, places, [telling], GATHERING, online=False))
    assert html.count("L.marker(") == 1
    assert "L.polyline(" not in html
    rows = handed(html)["crowd"]["pins"]
    assert len(rows) == 151
    assert rows[0] == ["place-0", 10.0, 50.0, [1], "happened", 0, ["event-1"]]
    assert rows[1] == ["place-1", 10.01, 50.005, [], "happened", 0, ["event-2"]]
    assert rows[2][3] == [2]


def test_where_the_scripts_for_a_crowd_are_not_at_hand_every_pin_is_foliums() -> None:
    story, places = many(151)
    html = page(drawn(story, places))
    assert len(re.findall(r'"className": "sm-stop', html)) == 151
    assert "crowd" not in handed(html)


def test_the_path_leads_from_stop_to_stop_with_the_status_of_each_leg() -> None:
    handed_over = told(*many(151))["crowd"]["path"]
    assert [row[0] for row in handed_over] == list(range(0, 151, 2))
    assert {row[2] for row in handed_over} == {"happened"}


def test_a_place_that_is_visited_twice_has_one_pin_and_two_stops_on_the_path() -> None:
    back = [{"date": "2023-09-13", "place": name, "stop": True} for name in ("a", "b", "a")]
    story = made(*back, *({"date": "2023-09-14"} for _ in range(150)))
    data = told(story, {"a": place("a", 1, 50), "b": place("b", 2, 51)})["crowd"]
    assert [(row[0], row[3]) for row in data["pins"]] == [("a", [1, 3]), ("b", [2])]
    assert [row[0] for row in data["path"]] == [0, 1, 0]


def test_a_stop_beyond_the_date_line_keeps_its_turn_of_the_globe() -> None:
    stops = [{"date": "2023-09-13", "place": name, "stop": True} for name in ("tokyo", "honolulu")]
    story = made(*stops, *({"date": "2023-09-14"} for _ in range(150)))
    places = {
        "tokyo": place("tokyo", 139.69171, 35.6895),
        "honolulu": place("honolulu", -157.85833, 21.30694),
    }
    data = told(story, places)["crowd"]
    assert [row[1] for row in data["path"]] == [139.69171, 202.14167]
    assert [row[1] for row in data["pins"]] == [139.69171, 202.14167]


def test_a_cards_shelf_holds_a_hundred_and_every_card_stands_on_one() -> None:
    cards = {f"event-{number}": Markup(number) for number in range(2 * SHELF + 1)}
    stood = shelves(cards)
    assert [len(shelf) for shelf in stood] == [SHELF, SHELF, 1]
    assert {name: card for shelf in stood for name, card in shelf.items()} == cards


def test_a_crowd_has_its_cards_apart_and_its_titles_in_the_order_of_its_pins() -> None:
    story, places = many(151)
    tellings = [Telling("en", catalogue("en"), address)]
    result = parts(story_map(story, places, tellings, GATHERING, online=False))
    here = result.told["told"]["en"]
    assert "cards" not in here
    assert here["pins"][:2] == ["Stop 1: Place-0 (happened)", "Place-1 (happened)"]
    assert here["places"][150] == "Place-150"
    assert [len(shelf) for shelf in result.shelves["en"]] == [100, 51]
    card = tree(result.shelves["en"][1]["event-151"])
    assert card.one(class_="sm-quote").text == "It happened"


@pytest.mark.parametrize("language", languages())
def test_the_journey_of_a_crowd_is_told_in_one_short_sentence(language: str) -> None:
    story, places = many(200)
    named = story.model_copy(
        update={
            "title": {language: "T"},
            "places": tuple(
                entry.model_copy(update={"name": {language: entry.name["en"]}})
                for entry in story.places
            ),
        }
    )
    text = sentence(
        named, itinerary(story, dict(list(places.items())[:7])), language, catalogue(language)
    )
    assert "200" in text
    assert "Place-0" in text
    assert "Place-6" in text
    assert len(text) < 120


def test_a_crowd_that_goes_nowhere_is_only_counted() -> None:
    story, places = many(151, stop=False)
    assert sentence(story, itinerary(story, places), "en", catalogue("en")) == (
        "Title. 151 events."
    )
    assert told(story, places)["crowd"]["path"] == []


def test_hostile_words_of_a_crowd_are_text() -> None:
    story, places = many(151, headline={"en": HOSTILE}, quote={"en": HOSTILE})
    tellings = [Telling("en", catalogue("en"), address)]
    result = parts(story_map(story, places, tellings, GATHERING, online=False))
    assert tree(result.shelves["en"][0]["event-1"]).one(class_="sm-headline").text == HOSTILE
    assert "<img" not in result.script


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-180, 180, allow_nan=False),
            st.floats(-90, 90, allow_nan=False),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_wherever_its_places_are_a_crowd_is_json_and_its_path_runs_along_its_pins(
    spots: list[tuple[float, float, bool]],
) -> None:
    events = [
        {"date": "2023-09-12", "place": f"p-{number}", "stop": stop}
        for number, (_, _, stop) in enumerate(spots)
    ]
    story = made(*events)
    places = {
        f"p-{number}": place(f"p-{number}", longitude, latitude)
        for number, (longitude, latitude, _) in enumerate(spots)
    }
    data = rows(story, places)
    assert json.loads(json.dumps(data)) == data
    for number, longitude, _ in data["path"]:
        turns = (longitude - data["pins"][number][1]) / 360
        assert turns == pytest.approx(round(turns), abs=1e-6)
    assert [event for row in data["pins"] for event in row[6]] == [e.id for e in story.events]


def rows(story: Story, places: dict[str, Place]) -> dict[str, Any]:
    journey = itinerary(story, places)
    way = course(journey, places)
    marked = pins(places, journey, entries(story, places, "en", catalogue("en")), way)
    return crowd(marked, journey, way)
