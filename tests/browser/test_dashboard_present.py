"""The presentation inside the dashboard, in a browser: there, on, and back to the same event."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.conftest import NewReader, Reader, Server

pytestmark = pytest.mark.browser


def story_page(reader: Reader) -> FrameLocator:
    return reader.page.frame_locator('iframe[src^="/stories/"]')


def sees_presented(reader: Reader, event: str) -> None:
    html = story_page(reader).locator("html")
    expect(html).to_have_attribute("data-summitmap-event", event)
    expect(html).to_have_attribute("data-summitmap-view", "present")
    reader.sees_in_the_address(event=event, view="present")


def test_presenting_begins_at_the_event_steps_on_and_leads_back(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    person.page.get_by_role("button", name="Present").click()
    sees_presented(person, "gifts")
    person.page.keyboard.press("ArrowRight")
    sees_presented(person, "limousine")
    person.page.get_by_role("button", name="Back to explore").click()
    person.sees_the_map()
    person.sees_selected("limousine")
    expect(person.page).not_to_have_url(re.compile("view="))


def test_escape_leaves_the_presentation(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.page.goto(f"{dashboard.address}/?lang=nb&event=summit-talks&view=present")
    sees_presented(person, "summit-talks")
    expect(story_page(person).locator("html")).to_have_attribute("lang", "nb")
    person.page.keyboard.press("Escape")
    person.sees_the_map()
    person.sees_selected("summit-talks")


def test_the_presentation_fills_the_window(dashboard: Server, reader: NewReader) -> None:
    for width, height in ((1400, 900), (390, 844)):
        person = reader(viewport={"width": width, "height": height})
        person.page.goto(f"{dashboard.address}/?lang=en&view=present")
        sees_presented(person, "departure")
        person.sees_it_at_rest()
        box = person.page.locator('iframe[src^="/stories/"]').bounding_box()
        assert box
        assert (box["x"], box["width"]) == (0, width)
        assert box["y"] < 60
        assert box["y"] + box["height"] == height
