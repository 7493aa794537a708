"""axe-core on every view of the story page and on our own elements of the dashboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import NewReader, NewVisitor, Server, Shelf
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
SIZES = {
    "wide": {"viewport": {"width": 1400, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
ADDRESSES = {
    "reading": "#lang=en&event=gifts",
    "filtered": "#lang=nb&status=planned",
    "nothing left": "#lang=en&status=planned&source=tass",
    "presenting": "#lang=en&event=gifts&view=present",
    "what is expected": "#lang=nb&event=story:expected&view=present",
    "embedded": "?embed#lang=en&event=gifts",
    "notes": "#lang=en&event=gifts&view=notes",
}


def violations(page: Page | Frame, include: str = "") -> list[str]:
    """What axe finds, of any impact, each with the element; `include` narrows it to a part."""
    page.evaluate(AXE)
    rules: dict[str, Any] = page.evaluate(
        """async (include) => {
          const options = { rules: { "target-size": { enabled: true } } };
          return axe.run(include ? { include: [include] } : document, options);
        }""",
        include,
    )
    assert rules["passes"], "axe looked at nothing"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in rules["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ADDRESSES)
def test_axe_finds_nothing_in_any_view(
    shelf: Shelf, visitor: NewVisitor, view: str, theme: str, size: str
) -> None:
    person = visitor(color_scheme=theme, **SIZES[size])
    person.opens(f"{shelf.file()}{ADDRESSES[view]}")
    if "filter" in view:
        person.button("filter").click()
    if view == "notes":
        notice = person.page.locator(".page-notice")
        expect(notice).to_be_visible()
    assert violations(person.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("opened", ["card", "keys", "share", "list", "black", "back"])
def test_axe_finds_nothing_in_what_opens_on_the_page(
    shelf: Shelf, visitor: NewVisitor, opened: str, theme: str
) -> None:
    person = visitor(color_scheme=theme)
    presenting = opened in ("black", "back")
    person.opens(f"{shelf.web()}#lang=en&event=gifts{'&view=present' if presenting else ''}")
    openers[opened](person)
    assert violations(person.page) == []


def _open_card(person: Visitor) -> None:
    person.map.locator(".leaflet-marker-pane .sm-stop").first.click()
    expect(person.map.locator(".sm-card")).to_be_visible()


def _open_keys(person: Visitor) -> None:
    person.presses("?")
    expect(person.page.get_by_role("dialog")).to_be_visible()


def _open_share(person: Visitor) -> None:
    person.button("share").click()
    expect(person.page.get_by_role("dialog")).to_be_visible()


def _open_list(person: Visitor) -> None:
    person.page.locator(".page-list:visible summary").click()


def _blacken(person: Visitor) -> None:
    person.presses("b")
    expect(person.page.locator(".page-black")).to_be_visible()


def _explore(person: Visitor) -> None:
    person.presses("Shift+ArrowLeft")
    expect(person.page.locator(".page-return")).to_be_visible()


openers = {
    "card": _open_card,
    "keys": _open_keys,
    "share": _open_share,
    "list": _open_list,
    "black": _blacken,
    "back": _explore,
}


def test_axe_finds_nothing_without_scripts(shelf: Shelf, visitor: NewVisitor) -> None:
    # axe is a script itself, so the page's own are taken out.
    page = (shelf.folder / "index.html").read_text(encoding="utf-8")
    shelf.puts("silent.html", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    person = visitor()
    person.page.goto(shelf.file("silent.html"))
    expect(person.page.locator(".page-plain").first).to_be_visible()
    assert violations(person.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_our_elements_of_the_dashboard(
    dashboard: Server, reader: NewReader, theme: str
) -> None:
    person = reader(color_scheme=theme, reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    person.sees_selected("gifts")
    person.sees_it_at_rest()
    for part in (".st-key-timeline", ".st-key-article", ".summitmap-title"):
        assert violations(person.page, part) == []
    frame = person.map_box.element_handle()
    assert frame is not None
    inside = frame.owner_frame()
    assert inside is not None
    assert violations(inside, ".sm-map") == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_in_the_dashboard(
    dashboard: Server, reader: NewReader, theme: str, size: str
) -> None:
    person = reader(color_scheme=theme, reduced_motion="reduce", **SIZES[size])
    person.opens(f"{dashboard.address}/?lang=en&event=komsomolsk-visit&status=planned&days=never")
    person.page.locator('[data-testid="stExpander"] summary', has_text="Method").click()
    expect(person.page.locator(".st-key-method h2").first).to_be_visible()
    expect(person.page.locator('[data-testid="stVegaLiteChart"] svg')).to_be_visible()
    person.sees_it_at_rest()
    for part in (
        ".st-key-summitmap-head",
        ".st-key-steps",
        ".st-key-filter-clear",
        ".st-key-summitmap-axis",
        ".st-key-method",
        ".summitmap-notice",
    ):
        # Vega gives the brush of its charts a role, and nobody a way to name it.
        found = [each for each in violations(person.page, part) if "brush_brush" not in each]
        assert found == [], part
    person.page.get_by_role("button", name="Filters").click()
    expect(person.page.get_by_role("searchbox")).to_be_visible()
    assert violations(person.page, '[data-testid="stPopoverBody"]') == []


def test_a_change_of_selection_language_and_filter_is_announced(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en")
    said = person.page.locator(".page-said")
    expect(said).to_have_role("status")
    expect(said).to_have_text("")
    person.event("gifts").locator(".sm-headline").click()
    expect(said).to_have_text(
        "4 of 12: Gifts change hands: rifles, space gloves, swords. 13 September 2023, happened."
    )
    person.page.get_by_role("link", name="Norsk").click()
    expect(said).to_have_text("Siden er på norsk.")
    person.button("filter").click()
    person.page.locator(".sm-chip:visible", has_text="skjedd").click()
    expect(said).to_have_text("8 av 12 hendelser")


def test_status_and_selection_are_never_told_by_colour_alone(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor(forced_colors="active")
    person.opens(f"{shelf.file()}#lang=en&event=gifts")
    dashes = "(pin) => getComputedStyle(pin).borderStyle"
    assert person.event("gifts").locator(".sm-pin").evaluate(dashes) == "solid"
    assert person.event("komsomolsk-visit").locator(".sm-pin").evaluate(dashes) == "dashed"
    assert person.event("return-visit").locator(".sm-pin").evaluate(dashes) == "dotted"
    expect(person.event("return-visit").locator(".sm-status")).to_have_text("proposed")
    expect(person.event("gifts").locator(".sm-details")).to_be_visible()
    expect(person.event("arrival").locator(".sm-details")).to_be_hidden()
    expect(person.event("gifts").locator("a.sm-headline")).to_have_attribute("aria-current", "true")
