"""In the dashboard: from the details of an event to its sentence in the article."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader, Server

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
EVENT = "vladivostok-visit"


@pytest.mark.parametrize("size", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("asked_of", ["the timeline", "the card"])
def test_the_link_of_an_event_leads_to_its_sentence_and_moves_the_focus_there(
    dashboard: Server, reader: NewReader, size: dict[str, object], asked_of: str
) -> None:
    person = reader(**size)
    person.opens(f"{dashboard.address}/?story=kim-russia-2023&event={EVENT}&lang=en")
    person.sees_selected(EVENT)
    sentence = person.claim(EVENT).first
    link = person.event(EVENT).get_by_role("link", name="Show the sentence in the article")
    if asked_of == "the card":
        person.map.get_by_role("button", name="Stop 4").press("Enter")
        link = person.map.locator(".sm-card .sm-sentence a")
    link.click()
    expect(sentence).to_be_focused()
    expect(sentence).to_be_in_viewport(ratio=1)
    person.sees_selected(EVENT)
