"""The timeline as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.entry import entries
from summitmap.drawing.timeline import timeline
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, Story
from tests.drawing.conftest import HOSTILE, Element, address, hostile, made, tree


def drawn(story: Story, places: Mapping[str, Place], language: str = "en") -> str:
    words = catalogue(language)
    return timeline(entries(story, places, language, words), story.published, words, address)


def days(html: str) -> list[str]:
    """The rows of the timeline: the date of each group, and the line of publication."""
    rows = tree(html).one("ol", class_="sm-days").inside
    return [
        row.one("h3" if "sm-day" in row.classes else "span").text
        for row in rows
        if isinstance(row, Element)
    ]


def dated(*events: tuple[str | None, str]) -> Story:
    rows: list[dict[str, Any]] = [
        {"date": date, "status": status, "place": None if date else "somewhere"}
        for date, status in events
    ]
    return made(*rows)


def test_events_of_the_same_date_are_one_group(kim: StoryFolder) -> None:
    groups = {
        day.one("h3").text: [
            link.attributes["data-select"] for link in day.find("a", class_="sm-headline")
        ]
        for day in tree(drawn(kim.story, kim.places)).find("li", class_="sm-day")
    }
    assert groups == {
        "by 12 September 2023": ["departure"],
        "12 September 2023": ["arrival"],
        "13 September 2023": ["summit-talks", "gifts", "limousine", "invitation"],
        "14 September 2023": ["peskov-statement", "south-korea-warning"],
        "14 – about 20 September 2023": ["komsomolsk-visit", "vladivostok-visit"],
        "October 2023": ["lavrov-visit"],
        "No date given": ["return-visit"],
    }


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nb", "Publisert 14. september 2023. Det som følger, lå da foran."),
        ("en", "Published 14 September 2023. What follows was still to come."),
    ],
)
def test_the_line_of_publication_stands_before_what_was_still_to_come(
    kim: StoryFolder, language: str, line: str
) -> None:
    rows = days(drawn(kim.story, kim.places, language))
    assert rows.index(line) == 4
    assert rows[5].startswith("14")
    assert len(rows) == 8


def test_without_anything_to_come_there_is_no_line() -> None:
    story = dated(("2023-09-12", "happened"), ("2023-09-13", "cancelled"))
    assert days(drawn(story, {})) == ["12 September 2023", "13 September 2023"]


def test_when_all_is_to_come_the_line_is_first() -> None:
    story = dated(("2023-10", "planned"), ("2023-11", "proposed"))
    assert [row[:9] for row in days(drawn(story, {}))] == ["Published", "October 2", "November "]


@pytest.mark.parametrize("status", ["planned", "proposed"])
def test_what_is_planned_and_what_is_proposed_are_both_to_come(status: str) -> None:
    rows = days(drawn(dated(("2023-09-12", "happened"), ("2023-10", status)), {}))
    assert [row[:9] for row in rows] == ["12 Septem", "Published", "October 2"]


def test_a_date_on_which_something_happened_stands_before_the_line() -> None:
    story = dated(("2023-09-14", "planned"), ("2023-09-14", "happened"), ("2023-10", "planned"))
    shown = [row[:9] for row in days(drawn(story, {}))]
    assert shown == ["14 Septem", "Published", "14 Septem", "October 2"]


def test_the_line_holds_for_all_that_follows_it() -> None:
    story = dated(("2023-09-13", "happened"), ("2023-10", "planned"), (None, "denied"))
    assert not any(row.startswith("Published") for row in days(drawn(story, {})))


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_event_is_a_link_to_itself_with_the_address_that_was_given(
    kim: StoryFolder, language: str
) -> None:
    events = tree(drawn(kim.story, kim.places, language)).find("li", class_="sm-event")
    assert len(events) == len(kim.story.events)
    for event in events:
        name = event.attributes["data-event"]
        assert name is not None
        link = event.one("a", class_="sm-headline")
        assert link.attributes["data-select"] == name
        assert link.attributes["href"] == address(name)
        assert link.text == kim.story.event(name).headline[language]


def test_an_expected_event_looks_different_from_one_that_happened(kim: StoryFolder) -> None:
    html = tree(drawn(kim.story, kim.places))
    classes = {e.attributes["data-event"]: e.classes for e in html.find("li", class_="sm-event")}
    assert classes["departure"] == {"sm-event", "sm-happened", "sm-inferred"}
    assert classes["summit-talks"] == {"sm-event", "sm-happened"}
    assert classes["komsomolsk-visit"] == {"sm-event", "sm-planned"}
    assert classes["return-visit"] == {"sm-event", "sm-proposed"}


def test_an_event_tells_its_status_place_marks_and_sources(kim: StoryFolder) -> None:
    gifts = tree(drawn(kim.story, kim.places)).one("li", data_event="gifts")
    assert gifts.one(class_="sm-pin").text == "2"
    assert gifts.one(class_="sm-status").text == "happened"
    assert gifts.one(class_="sm-place").text == "Vostochny Cosmodrome"
    assert gifts.one(class_="sm-by").text == "according to AFP, Dmitry Peskov, KCNA"
    assert [e.text for e in gifts.find(class_="sm-mark")] == ["date inferred", "place inferred"]
    assert len(gifts.find(class_="sm-source")) == 3
    assert gifts.one("blockquote").text == "Before the reception they exchanged gifts"


def test_what_is_not_a_stop_has_no_number(kim: StoryFolder) -> None:
    arrival = tree(drawn(kim.story, kim.places)).one("li", data_event="arrival")
    assert arrival.one(class_="sm-pin").text == ""


def test_no_text_of_the_story_becomes_html() -> None:
    story, places = hostile()
    html = drawn(story, places)
    assert "<script" not in html
    assert "<img" not in html
    assert not tree(html).find("script") + tree(html).find("img")
    assert {link.text for link in tree(html).find("a", class_="sm-headline")} == {HOSTILE}
    assert tree(html).one("li", data_event="event-1").one(class_="sm-place").text == HOSTILE


def test_an_address_cannot_break_out_of_its_link() -> None:
    story, places = hostile()
    words = catalogue("en")
    html = timeline(
        entries(story, places, "en", words), story.published, words, lambda event: HOSTILE + event
    )
    links = tree(html).find("a")
    # Each event's headline, and the way to its sentence.
    assert [link.attributes["href"] for link in links] == [
        f"{HOSTILE}event-{number}" for number in (1, 1, 2, 2, 3, 3, 4, 4)
    ]
    allowed = {"class", "href", "data-select", "data-sentence"}
    assert all(set(link.attributes) <= allowed for link in links)


def test_every_group_follows_the_one_before_in_time(kim: StoryFolder) -> None:
    html = tree(drawn(kim.story, kim.places))
    names = [link.attributes["data-select"] or "" for link in html.find("a", class_="sm-headline")]
    dates = [date for name in names if (date := kim.story.event(name).date)]
    assert all(before.order <= after.order for before, after in pairwise(dates))
