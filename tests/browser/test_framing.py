"""Who may show what in a frame, as a real browser takes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.conftest import Server, Shelf

pytestmark = pytest.mark.browser


def framed(browser: Browser, shelf: Shelf, address: str) -> tuple[Frame, list[str]]:
    """A frame on somebody else's page that shows that address, and what the console says."""
    shelf.puts("framing.html", f'<!DOCTYPE html><title>x</title><iframe src="{address}"></iframe>')
    page = browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(shelf.web("framing.html"))
    return page.frames[1], said


def test_anybody_may_frame_the_story_page(
    browser: Browser, shelf: Shelf, dashboard: Server
) -> None:
    frame, _ = framed(browser, shelf, f"{dashboard.address}/stories/kim-russia-2023/?embed")
    expect(frame.locator(".sm-map")).to_have_attribute("data-ready", "true")
    frame.page.context.close()


def test_nobody_else_may_frame_the_dashboard(
    browser: Browser, shelf: Shelf, dashboard: Server
) -> None:
    frame, said = framed(browser, shelf, f"{dashboard.address}/?embed=true")
    assert frame.locator("#root").count() == 0
    assert any("frame-ancestors" in text for text in said)
    frame.page.context.close()
