"""The main screens look as they did: each is held against its stored picture."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.baselines import PICTURES, REFRESH, difference, fault, photograph, store
from tests.browser.conftest import NewReader, NewVisitor, Server, Shelf
from tests.conftest import ROOT

SIZES = {
    "wide": {"viewport": {"width": 1400, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "framed": {"viewport": {"width": 720, "height": 460}},
    "framed-narrow": {"viewport": {"width": 390, "height": 520}},
}
SCREENS = list(product(("nb", "en"), ("light", "dark"), ("wide", "narrow")))
EMBEDDED = [("en", "light", "framed"), ("nb", "dark", "framed-narrow")]

# Another system draws letters in its own way, which is no fault of the page.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="the pictures are of Chromium on Linux"),
]

Hold = Callable[[Page], None]
Baseline = Callable[..., Hold]


@pytest.fixture
def baseline(request: pytest.FixtureRequest, tmp_path: Path) -> Baseline:
    """Find the stored picture of a screen by its name, to hold a window against it, or to store
    the window in its place where `--refresh-looks` asks for it and the two differ."""
    refresh = bool(request.config.getoption("--refresh-looks"))

    def of(*name: str) -> Hold:
        stored = PICTURES / f"{'-'.join(name)}.png"
        if not refresh:
            is_there(stored)

        def hold(page: Page) -> None:
            taken = photograph(page)
            told = fault(stored, taken, tmp_path) if stored.exists() else "it is missing"
            if refresh and told:
                store(taken, stored)
            else:
                assert not told, told

        return hold

    return of


def is_there(stored: Path) -> None:
    """Skip where the picture is missing; fail where CI says that it is CI."""
    if not stored.exists():
        reason = f"{stored.name} is not there to compare with: make it by {REFRESH}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.mark.parametrize(("language", "theme", "size"), SCREENS)
def test_the_dashboard_looks_as_it_did(
    dashboard: Server, reader: NewReader, baseline: Baseline, language: str, theme: str, size: str
) -> None:
    holds = baseline("explore", language, theme, size)
    person = reader(color_scheme=theme, reduced_motion="reduce", **SIZES[size])
    person.opens(f"{dashboard.address}/?lang={language}")
    person.sees_selected("departure")
    person.sees_it_at_rest()
    holds(person.page)


@pytest.mark.parametrize(("language", "theme", "size"), SCREENS)
def test_presenting_looks_as_it_did(
    shelf: Shelf, visitor: NewVisitor, baseline: Baseline, language: str, theme: str, size: str
) -> None:
    holds = baseline("present", language, theme, size)
    person = visitor(color_scheme=theme, **SIZES[size])
    person.opens(f"{shelf.file()}#lang={language}&view=present&event=summit-talks")
    person.sees_view("present")
    person.sees_selected("summit-talks")
    holds(person.page)


@pytest.mark.parametrize(("language", "theme", "size"), EMBEDDED)
def test_the_embedded_page_looks_as_it_did(
    shelf: Shelf, visitor: NewVisitor, baseline: Baseline, language: str, theme: str, size: str
) -> None:
    holds = baseline("embed", language, theme, size)
    person = visitor(color_scheme=theme, **SIZES[size])
    person.opens(f"{shelf.file()}?embed#lang={language}&event=komsomolsk-visit")
    person.sees_selected("komsomolsk-visit")
    holds(person.page)


def test_every_stored_picture_is_of_a_screen_and_all_of_them_are_small() -> None:
    screens = {f"{kind}-{'-'.join(name)}" for kind in ("explore", "present") for name in SCREENS}
    screens |= {f"embed-{'-'.join(name)}" for name in EMBEDDED}
    stored = list(PICTURES.iterdir())
    assert {picture.stem for picture in stored} <= screens
    assert sum(picture.stat().st_size for picture in stored) < 3_000_000


def test_the_readme_names_the_command_that_stores_the_pictures() -> None:
    assert f"\n{REFRESH}\n" in (ROOT / "README.md").read_text("utf-8")


# --- whether the comparison itself can be trusted ---


@pytest.mark.parametrize(
    ("what", "change"),
    [
        (".sm-stop.sm-selected", "opacity: 0"),
        (".sm-stop.sm-selected", "translate: 2px"),
        (".sm-name-stop:has-text('Komsomolsk')", "opacity: 0"),
        (".sm-name-country:has-text('Russia')", "opacity: 0"),
        ("path.sm-leg.sm-planned", "stroke-dasharray: none"),
        (".sm-selected .sm-status", "font-weight: normal"),
    ],
)
def test_a_small_change_of_a_pin_a_name_a_leg_or_a_word_is_another_look(
    shelf: Shelf, visitor: NewVisitor, tmp_path: Path, what: str, change: str
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en&view=present&event=gifts")
    person.sees_selected("gifts")
    stored = tmp_path / "stored.png"
    store(photograph(person.page), stored)
    assert fault(stored, photograph(person.page), tmp_path) == ""
    changed = person.page.locator(f"{what}:visible").first
    changed.evaluate("(it, change) => { it.style.cssText += `;${change}`; }", change)
    assert "pixels differ" in fault(stored, photograph(person.page), tmp_path)


def test_the_palette_of_a_stored_picture_is_no_difference(
    shelf: Shelf, visitor: NewVisitor, tmp_path: Path
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en&event=gifts")
    taken = photograph(person.page)
    store(taken, tmp_path / "stored.png")
    with Image.open(tmp_path / "stored.png") as stored:
        assert len(stored.getcolors() or []) <= 256
        assert difference(stored.convert("RGB"), taken).pixels == 0


def test_a_fault_names_the_screen_as_it_is_and_what_differs(tmp_path: Path) -> None:
    white = Image.new("RGB", (400, 300), "white")
    store(white, tmp_path / "sheet.png")
    spot = white.copy()
    spot.paste("black", (10, 20, 30, 40))
    told = fault(tmp_path / "sheet.png", spot, tmp_path)
    assert told.startswith("400 of 120000 pixels differ from sheet.png")
    assert REFRESH in told
    with Image.open(tmp_path / "sheet.actual.png") as actual:
        assert actual.convert("RGB").tobytes() == spot.tobytes()
    with Image.open(tmp_path / "sheet.difference.png") as marked:
        red = [(x, y) for x in range(400) for y in range(300) if marked.getpixel((x, y)) == RED]
    assert red == [(x, y) for x in range(10, 30) for y in range(20, 40)]


RED = (255, 0, 0)


def test_a_screen_of_another_size_is_another_look(tmp_path: Path) -> None:
    store(Image.new("RGB", (40, 30)), tmp_path / "sheet.png")
    told = fault(tmp_path / "sheet.png", Image.new("RGB", (40, 31)), tmp_path)
    assert told.startswith("sheet.png is (40, 30) pixels and the screen (40, 31)")


def test_one_pixel_of_ten_thousand_may_differ_and_no_more() -> None:
    white = Image.new("RGB", (200, 100), "white")
    for spots, alike in ((2, True), (3, False)):
        other = white.copy()
        for number in range(spots):
            other.paste("black", (number * 20, 0, number * 20 + 1, 1))
        found = difference(white, other)
        assert (found.pixels, found.looks_alike) == (spots, alike)


def test_a_missing_picture_is_skipped_at_home_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="--refresh-looks"):
        is_there(tmp_path / "nothing.png")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"nothing\.png is not there"):
        is_there(tmp_path / "nothing.png")
