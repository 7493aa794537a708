"""The index page of published stories, in a browser and from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from summitmap.publishing.index import index_page
from summitmap.publishing.manifest import File, manifest
from summitmap.story.folder import StoryFolder
from tests.browser.visitor import visit

pytestmark = pytest.mark.browser

SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path d="M0 0h16v9H0z"/></svg>'
)
PICTURES = ("map-wide.nb.svg", "map-wide.en.svg", "map-wide-dark.nb.svg", "map-wide-dark.en.svg")


@pytest.fixture
def index(kim: StoryFolder, tmp_path: Path) -> str:
    """The address of an index of two stories, one with every file and one with few."""
    files = [File(name, "image/svg+xml", SQUARE, "") for name in PICTURES]
    files += [File(name, "x/y", b"", "") for name in ("index.html", "deck.nb.pptx", "events.csv")]
    other = kim.story.model_copy(update={"id": "other"})
    listed = [manifest(kim.story, kim.places, files), manifest(other, kim.places, files[-1:])]
    (tmp_path / kim.story.id).mkdir()
    for file in files:
        (tmp_path / kim.story.id / file.name).write_bytes(file.body)
    (tmp_path / "index.html").write_text(index_page(listed), encoding="utf-8")
    return (tmp_path / "index.html").as_uri()


NewWindow = Callable[..., Page]


@pytest.fixture
def window(browser: Browser) -> Iterator[NewWindow]:
    """Open a window on files of the disk; the test fails on what else is asked for, and on an
    error in the console."""
    opened = []

    def open_window(**options: object) -> Page:
        context = browser.new_context(**options)
        visitor = visit(context, re.compile("file:///"))
        opened.append((context, visitor))
        return visitor.page

    yield open_window
    for context, visitor in opened:
        context.close()
        assert visitor.left_the_machine == []
        assert visitor.complaints == []


def test_the_pictures_load_from_the_disk_under_the_pages_policy(
    index: str, window: NewWindow
) -> None:
    for scheme, look in (("light", "map-wide.nb.svg"), ("dark", "map-wide-dark.nb.svg")):
        page = window(color_scheme=scheme)
        page.goto(index)
        picture = page.locator("img:visible")
        expect(picture).to_have_count(1)
        shown = picture.evaluate(
            "async (image) => { await image.decode(); return image.currentSrc; }"
        )
        assert shown.endswith(f"kim-russia-2023/{look}")


def test_one_language_is_shown_and_the_keyboard_chooses_the_other(
    index: str, window: NewWindow
) -> None:
    page = window()
    page.goto(index)
    expect(page.locator("h1:visible")).to_have_text("Saker på kartet")
    page.get_by_label("Norsk").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("English")).to_be_checked()
    expect(page.locator("h1:visible")).to_have_text("Stories on the map")
    expect(page.get_by_role("link", name="Kim Jong-un's journey to Russia").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 1600, "height": 900}])
def test_it_is_for_everyone_and_nothing_scrolls_sideways(
    scheme: str, size: Mapping[str, int], index: str, window: NewWindow
) -> None:
    page = window(color_scheme=scheme, viewport=size)
    page.goto(index)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
