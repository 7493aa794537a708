"""A story as a calendar, read by icalendar."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from summitmap.drawing.catalogue import catalogue
from summitmap.publishing.calendar import ics
from summitmap.story.folder import StoryFolder
from tests.drawing.conftest import HOSTILE, hostile, made, place


def days(body: bytes) -> dict[str, Any]:
    """The entries by the id of their event."""
    read = Calendar.from_ical(body)
    return {str(day["UID"]).split(".")[0]: day for day in read.walk("VEVENT")}


def exported(folder: StoryFolder, language: str = "en") -> bytes:
    return ics(folder.story, folder.places, language, catalogue(language))


def dated(edtf: str, **fields: Any) -> Any:  # noqa: ANN401 - an entry of icalendar's
    story = made({"date": edtf, **fields})
    (day,) = days(ics(story, {}, "en", catalogue("en"))).values()
    return day


def test_an_event_of_one_day_ends_on_the_next_which_is_no_more_part_of_it(
    kim: StoryFolder,
) -> None:
    talks = days(exported(kim))["summit-talks"]
    assert talks["DTSTART"].dt == date(2023, 9, 13)
    assert talks["DTEND"].dt == date(2023, 9, 14)
    assert talks["DTSTART"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("2023-10", date(2023, 10, 1), date(2023, 11, 1)),
        ("2022", date(2022, 1, 1), date(2023, 1, 1)),
        ("2023-09-01/2023-09-20~", date(2023, 9, 1), date(2023, 9, 21)),
        ("2023-09-14/..", date(2023, 9, 14), date(2023, 9, 15)),
        ("/2023-09-12", date(2023, 9, 12), date(2023, 9, 13)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_that_is_less_precise_lasts_for_its_bounds(
    edtf: str, first: date, after: date
) -> None:
    day = dated(edtf, status="happened" if edtf < "2023-10" else "planned")
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (first, after)
    assert f"Date as EDTF: {edtf}" in day["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("happened", "CONFIRMED"),
        ("planned", "TENTATIVE"),
        ("proposed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("denied", "CANCELLED"),
    ],
)
def test_a_planned_stop_is_tentative_in_the_calendar(status: str, wanted: str) -> None:
    day = dated("2023-09-14", status=status)
    assert day["STATUS"] == wanted
    assert (day["SUMMARY"] == "H") == (status == "happened")


def test_a_spot_has_its_coordinates_and_a_country_only_its_name(kim: StoryFolder) -> None:
    entries = days(exported(kim))
    talks, arrival = entries["summit-talks"], entries["arrival"]
    assert (talks["GEO"].latitude, talks["GEO"].longitude) == (51.884, 128.334)
    assert talks["LOCATION"] == "Vostochny Cosmodrome"
    assert "GEO" not in arrival
    assert arrival["LOCATION"] == "Russia"
    assert "LOCATION" not in entries["peskov-statement"]


def test_an_event_without_a_date_is_left_out_and_told_in_the_log(
    kim: StoryFolder, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        entries = days(exported(kim))
    assert set(entries) == {event.id for event in kim.story.events} - {"return-visit"}
    assert "event return-visit has no date" in caplog.text


def test_uids_and_stamps_stay_the_same(kim: StoryFolder) -> None:
    assert exported(kim) == exported(kim)
    day = days(exported(kim))["gifts"]
    assert day["UID"] == "gifts.kim-russia-2023@summitmap"
    assert day["DTSTAMP"].dt.isoformat() == "2023-09-14T00:00:00+00:00"


def test_it_speaks_the_readers_language(kim: StoryFolder) -> None:
    read = Calendar.from_ical(exported(kim, "nb"))
    assert read["X-WR-CALNAME"] == "Kim Jong-uns reise til Russland"
    day = days(exported(kim, "nb"))["vladivostok-visit"]
    assert day["SUMMARY"] == "Kim ventes i Vladivostok (ventet)"
    assert "14. – ca. 20. september 2023" in day["DESCRIPTION"]
    assert "Dato som EDTF: 2023-09-14/2023-09-20~" in day["DESCRIPTION"]


def test_the_address_is_that_of_a_source_or_of_the_article() -> None:
    sources = [{"id": "one", "name": "One", "link": "https://example.org/a?b=1,2;c"}]
    event = {"date": "2023", "sources": ["one"]}
    body = ics(made(event, sources=sources), {}, "en", catalogue("en"))
    assert days(body)["event-1"]["URL"] == "https://example.org/a?b=1,2;c"
    original = {"language": "en", "link": "http://example.org/"}
    body = ics(made({"date": "2023"}, original=original), {}, "en", catalogue("en"))
    assert days(body)["event-1"]["URL"] == "http://example.org/"
    assert "URL" not in dated("2023")


def test_hostile_text_is_text_and_ends_no_line() -> None:
    story, places = hostile()
    body = ics(story, places, "en", catalogue("en"))
    assert all(HOSTILE.strip() in str(day["SUMMARY"]) for day in days(body).values())
    text = "one\r\nEND:VEVENT\r\nBEGIN:VALARM\rtwo\x07;,\\"
    story = made({"date": "2023", "headline": {"en": text}, "place": "x"}, title={"en": text})
    body = ics(story, {"x": place("x", 1, 2)}, "en", catalogue("en"))
    (day,) = days(body).values()
    assert day["SUMMARY"] == "one\nEND:VEVENT\nBEGIN:VALARM\ntwo;,\\"
    assert not Calendar.from_ical(body).walk("VALARM")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
