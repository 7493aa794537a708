"""Export and Share in a real browser, with the network cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewReader, Reader, Server

pytestmark = pytest.mark.browser


def panel(person: Reader, name: str) -> Locator:
    """The panel of that name, opened."""
    found = person.page.locator(f".st-key-summitmap-{name}")
    found.locator("summary").click()
    return found


def choose(inside: Locator, name: str) -> None:
    inside.get_by_role("radio", name=name, exact=True).click()


def test_a_picture_is_looked_at_and_put_away_with_the_network_cut(
    dashboard: Server, reader: NewReader, tmp_path: Path
) -> None:
    person = reader(accept_downloads=True)
    person.opens(f"{dashboard.address}/?lang=en")
    export = panel(person, "export")
    preview = export.locator(".st-key-export-preview img")
    expect(preview).to_have_attribute("alt", re.compile("^Kim Jong-un's journey to Russia. Stops"))
    choose(export, "Dark")
    expect(export.get_by_text("kim-russia-2023-map-wide-dark.en.png")).to_be_visible()
    with person.page.expect_download(timeout=60_000) as waited:
        export.get_by_role("button", name="Download").click()
    assert waited.value.suggested_filename == "kim-russia-2023-map-wide-dark.en.png"
    waited.value.save_as(tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.size == (1800, 1012)
        assert str(picture.info["Description"]) == preview.get_attribute("alt")


def test_a_selection_on_the_map_reaches_the_open_panels_and_changes_no_choice(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en&event=summit-talks")
    export = panel(person, "export")
    choose(export, "Dark")
    choose(export, "As at the selected event")
    name = export.get_by_text(re.compile(r"^kim-russia-2023-.*\.png"))
    expect(name).to_contain_text("kim-russia-2023-summit-talks-map-wide-dark.en.png")
    share = panel(person, "share")
    expect(share.locator("code").first).to_contain_text("event=summit-talks")
    person.page.evaluate("scrollTo(0, 0)")
    person.asks_the_map_for("vladivostok-visit")
    person.sees_selected("vladivostok-visit")
    expect(name).to_contain_text("kim-russia-2023-vladivostok-visit-map-wide-dark.en.png")
    expect(share.locator("code").first).to_contain_text("event=vladivostok-visit")
    person.sees_in_the_address(event="vladivostok-visit")


def test_the_panels_fit_a_phone(dashboard: Server, reader: NewReader) -> None:
    person = reader(viewport={"width": 390, "height": 844})
    person.opens(f"{dashboard.address}/?lang=nb")
    for name in ("export", "share"):
        inside = panel(person, name)
        expect(inside.locator("img").first).to_be_visible()
        for box in inside.locator("[data-testid=stElementContainer]").all():
            place = box.bounding_box()
            assert place is None or place["x"] + place["width"] <= 390
    assert person.page.evaluate("document.documentElement.scrollWidth") == 390
