"""The dashboard as a person uses it, flow by flow, in a real browser with the network cut."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from summitmap.drawing.theme import Theme, colours
from tests.browser.conftest import NewReader, Reader, Server
from tests.browser.test_dashboard_present import sees_presented, story_page
from tests.conftest import ROOT
from tests.servers import free_port, started

pytestmark = pytest.mark.browser

CALM = {"reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, **CALM}

EVENTS = (
    *("departure", "arrival", "summit-talks", "gifts", "limousine", "invitation"),
    *("peskov-statement", "south-korea-warning"),
    *("komsomolsk-visit", "vladivostok-visit", "lavrov-visit", "return-visit"),
)
"""The events of the first story in its order, which ends with what has no date."""

EXPECTED = ("komsomolsk-visit", "vladivostok-visit", "lavrov-visit")
"""The events that are left when one chooses what is expected."""

UNDATED = {EVENTS[-1]}
"""What has no date is not on the axis."""

ON_THE_AXIS = """(chart) => {
  const paths = [...chart.querySelectorAll("path")];
  const marks = paths.map((path) => path.__data__).filter((mark) => mark?.datum?.event);
  const ids = (which) => [...new Set(marks.filter(which).map(({ datum }) => datum.event))].sort();
  return { faint: ids(({ opacity }) => opacity < 1), selected: ids(({ datum }) => datum.selected) };
}"""
"""What Vega has drawn, of each mark the row of data that it keeps beside it."""


def axis(person: Reader) -> Locator:
    return person.page.locator('[data-testid="stVegaLiteChart"].vega-embed')


def waits_for_the_axis(person: Reader, name: str, events: set[str]) -> None:
    """Wait until these events are all that is `selected` or `faint` on the axis."""
    expect(axis(person).locator("svg")).to_be_visible()
    person.page.wait_for_function(
        f"""([name, events]) => {{
          const chart = document.querySelector('[data-testid="stVegaLiteChart"].vega-embed');
          return chart && ({ON_THE_AXIS})(chart)[name].join() === events;
        }}""",
        arg=[name, ",".join(sorted(events))],
    )


def mark(person: Reader, event: str) -> FloatRect:
    """Where the mark of the event is on the axis."""
    place: FloatRect = axis(person).evaluate(
        """(chart, event) => {
          const paths = [...chart.querySelectorAll("path")];
          const mark = paths.find((path) => path.__data__?.datum?.event === event);
          return mark.getBoundingClientRect().toJSON();
        }""",
        event,
    )
    return place


def middle(place: FloatRect) -> tuple[float, float]:
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def filters(person: Reader) -> Locator:
    """The panel of filters, opened."""
    person.page.get_by_role("button", name=re.compile("Filters|Filtre")).click()
    panel = person.page.get_by_role("dialog", name=re.compile("Filters|Filtre"))
    expect(panel).to_be_visible()
    return panel


def pill(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("button", name=name, exact=True)


def is_pressed(found: Locator, pressed: bool = True) -> None:
    expect(found).to_have_attribute("aria-pressed", "true" if pressed else "false")


def show_all(person: Reader) -> Locator:
    return person.page.get_by_role("button", name=re.compile("Show all|Vis alle"))


def steps(person: Reader) -> Locator:
    """The number of the step, between the buttons."""
    return person.page.locator(".steps .place")


def step(person: Reader, way: str) -> Locator:
    return person.page.locator(f".steps .{way}")


def said(person: Reader) -> Locator:
    """What is told of a change to those who do not see it."""
    return person.page.locator(".said")


def sees_left(person: Reader, events: tuple[str, ...], pins: str) -> None:
    """These events, and no others, are in the timeline, the article, the axis and the steps; on
    the map are the stops with these numbers, with the lines between them."""
    timeline = person.page.locator(".sm-timeline .sm-event:visible")
    expect(timeline).to_have_count(len(events))
    ids = timeline.evaluate_all("(all) => all.map((each) => each.dataset.event)")
    assert tuple(ids) == events
    claims = person.page.locator(".sm-article .sm-claim")
    carried = claims.evaluate_all(
        "(all) => all.map((each) => [each.dataset.event, each.matches('.sm-out')])"
    )
    for those, out in carried:
        assert out == set(those.split()).isdisjoint(events), those
    assert person.map.locator(".leaflet-marker-pane .sm-stop:visible").all_inner_texts() == [*pins]
    # A leg joins two stops that follow each other, and is there when both are.
    legs = sum(f"{a}{b}" in pins for a, b in ("12", "23", "34"))
    expect(person.map.locator(".leaflet-overlay-pane path.sm-leg:visible")).to_have_count(legs)
    expect(steps(person)).to_have_text(re.compile(rf"^\d+ (of|av) {len(events)}$"))
    waits_for_the_axis(person, "faint", set(EVENTS) - set(events) - UNDATED)


def sees_everything(person: Reader) -> None:
    expect(show_all(person)).to_have_count(0)
    sees_left(person, EVENTS, "1234")


def not_in_the_address(person: Reader, *names: str) -> None:
    expect(person.page).not_to_have_url(re.compile(rf"[?&]({'|'.join(names)})="))


def test_a_filter_leaves_the_same_events_on_map_axis_timeline_and_article(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    sees_left(person, EVENTS, "1234")
    pill(filters(person), "expected (3)").click()
    sees_left(person, EXPECTED, "34")
    person.sees_in_the_address(status="planned")
    expect(person.page.locator(".summitmap-left").first).to_have_text("3 of 12 events")
    # What was selected is no longer there: the first that is left takes its place.
    person.sees_selected("komsomolsk-visit")
    waits_for_the_axis(person, "selected", {"komsomolsk-visit"})
    expect(person.map.locator("path.sm-area.sm-planned")).to_be_visible()


def test_a_choice_leaves_as_many_events_as_it_said(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    panel = filters(person)
    pill(panel, "expected (3)").click()
    # Beside what is expected, Kim has two events left and Lavrov his one.
    expect(pill(panel, "Sergey Lavrov (1)")).to_be_visible()
    expect(pill(panel, "Vladimir Putin (0)")).to_be_visible()
    pill(panel, "Kim Jong-un (2)").click()
    sees_left(person, EXPECTED[:2], "34")
    person.sees_in_the_address(status="planned", person="kim")


def test_one_click_shows_all_again_also_after_back(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    panel = filters(person)
    pill(panel, "expected (3)").click()
    pill(panel, "Sergey Lavrov (1)").click()
    sees_left(person, ("lavrov-visit",), "")
    person.page.keyboard.press("Escape")
    show_all(person).click()
    sees_everything(person)
    not_in_the_address(person, "status", "person")
    person.page.go_back()
    sees_left(person, ("lavrov-visit",), "")
    person.sees_in_the_address(status="planned", person="lavrov")
    panel = filters(person)
    is_pressed(pill(panel, "expected (1)"))
    is_pressed(pill(panel, "Sergey Lavrov (1)"))
    person.page.keyboard.press("Escape")
    show_all(person).click()
    sees_everything(person)
    is_pressed(pill(filters(person), "expected (3)"), False)


def test_what_was_cleared_with_its_panel_closed_stays_cleared_in_the_other_language(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    panel = filters(person)
    pill(panel, "expected (3)").click()
    person.sees_in_the_address(status="planned")
    person.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    show_all(person).click()
    sees_everything(person)
    person.page.get_by_role("radio", name="Norsk").click()
    expect(person.page.locator("h1")).to_have_text("Kim Jong-uns reise til Russland")
    sees_everything(person)
    not_in_the_address(person, "status")
    is_pressed(pill(filters(person), "ventet (3)"), False)


def test_the_search_finds_as_one_types(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    field = filters(person).get_by_role("searchbox")
    field.press_sequentially("limous")
    sees_left(person, ("limousine",), "2")
    person.sees_in_the_address(q="limous")
    expect(field).to_be_focused()
    expect(field).to_have_value("limous")
    field.fill("KNOWN NOWHERE")
    empty = person.page.get_by_text("No event fits the filters. Choose “Show all”").first
    expect(empty).to_be_visible()
    expect(person.page.locator(".sm-timeline .sm-event:visible")).to_have_count(0)
    person.page.keyboard.press("Escape")
    show_all(person).click()
    sees_everything(person)
    expect(filters(person).get_by_role("searchbox")).to_have_value("")


def test_arrow_keys_step_through_what_is_left(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en&status=planned")
    person.sees_selected(EXPECTED[0])
    for at, event in enumerate(EXPECTED[1:], start=2):
        person.page.keyboard.press("ArrowRight")
        person.sees_selected(event)
        expect(steps(person)).to_have_text(f"{at} of 3")
        person.sees_in_the_address(event=event, status="planned")
    # At the end there is no further step.
    person.page.keyboard.press("ArrowRight")
    person.page.keyboard.press("ArrowLeft")
    person.sees_selected(EXPECTED[1])


def test_arrow_keys_stay_in_the_search_field(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    field = filters(person).get_by_role("searchbox")
    field.fill("kim")
    person.sees_in_the_address(q="kim")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        field.press(key)
    assert field.evaluate("(field) => field.selectionStart") == 2
    person.sees_selected("gifts")
    person.sees_in_the_address(event="gifts", q="kim")


def test_the_buttons_step_from_the_first_event_to_the_last(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=nb")
    before, after = step(person, "previous"), step(person, "next")
    expect(before).to_have_accessible_name("Forrige hendelse (venstre pil)")
    expect(before).to_have_attribute("aria-disabled", "true")
    for at, event in enumerate(EVENTS[1:], start=2):
        after.click()
        person.sees_selected(event)
        expect(steps(person)).to_have_text(f"{at} av 12")
    expect(after).to_have_attribute("aria-disabled", "true")
    before.click()
    person.sees_selected(EVENTS[-2])
    person.sees_in_the_address(event=EVENTS[-2])


def test_a_change_is_announced(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    status = said(person)
    expect(status).to_have_role("status")
    # Nothing has changed yet.
    expect(status).to_have_text("")
    person.page.keyboard.press("ArrowRight")
    expect(status).to_have_text("2 of 12: Kim arrives in Russia. 12 September 2023, happened.")
    pill(filters(person), "happened (8)").click()
    expect(status).to_have_text("8 of 12 events.")
    show_all(person).click()
    expect(status).to_have_text("All events are shown.")


def test_a_click_on_the_axis_selects_the_event(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    waits_for_the_axis(person, "selected", {"departure"})
    for event in ("lavrov-visit", "arrival", "lavrov-visit"):
        person.page.mouse.click(*middle(mark(person, event)))
        person.sees_selected(event)
        person.sees_in_the_address(event=event)
        waits_for_the_axis(person, "selected", {event})
        expect(person.event(event)).to_be_in_viewport()
    not_in_the_address(person, "days")


def test_a_brush_over_the_axis_leaves_its_days(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    waits_for_the_axis(person, "selected", {"departure"})
    (start, _), (end, _) = (middle(mark(person, event)) for event in ("gifts", "peskov-statement"))
    ground = axis(person).bounding_box()
    assert ground
    mouse = person.page.mouse
    mouse.move(start - 4, ground["y"] + 5)
    mouse.down()
    mouse.move((start + end) / 2, ground["y"] + 6)
    mouse.move(end + 4, ground["y"] + 5)
    mouse.up()
    person.sees_in_the_address(days=quote("2023-09-13/2023-09-14", safe=""))
    sees_left(person, EVENTS[2:10], "234")
    person.sees_selected("summit-talks")
    show_all(person).click()
    not_in_the_address(person, "days")
    sees_everything(person)


def test_back_and_forward_lead_through_the_filters(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en")
    panel = filters(person)
    pill(panel, "expected (3)").click()
    sees_left(person, EXPECTED, "34")
    pill(panel, "Kim Jong-un (2)").click()
    sees_left(person, EXPECTED[:2], "34")
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("ArrowRight")
    person.sees_in_the_address(event="vladivostok-visit")
    person.page.go_back()
    person.sees_selected("komsomolsk-visit")
    sees_left(person, EXPECTED[:2], "34")
    person.page.go_back()
    sees_left(person, EXPECTED, "34")
    person.page.go_back()
    sees_everything(person)
    for _ in range(3):
        person.page.go_forward()
    sees_left(person, EXPECTED[:2], "34")
    person.sees_selected("vladivostok-visit")


def test_an_address_opens_the_same_screen_again(dashboard: Server, reader: NewReader) -> None:
    address = (
        f"{dashboard.address}/?story=kim-russia-2023&event=vladivostok-visit&lang=nb"
        "&status=planned,proposed&person=kim&q=Vladivostok"
        "&days=2023-09-14/2023-09-30&theme=dark&layer=opentopomap"
    )
    # The reader's own theme and language are others.
    person = reader(locale="en-GB", color_scheme="light", **CALM)
    for again in (False, True):
        if again:
            person.page.reload()
            person.sees_the_map()
        else:
            person.opens(address)
        person.sees_selected("vladivostok-visit")
        sees_left(person, EXPECTED[:2], "34")
        expect(person.page.locator("h1")).to_have_text("Kim Jong-uns reise til Russland")
        expect(person.map_box).to_have_attribute("data-theme", "dark")
        chosen = person.map.locator(
            ".leaflet-control-layers-base label", has=person.map.locator("input:checked")
        )
        expect(chosen).to_have_text(re.compile("OpenTopoMap"))
        expect(person.map.locator("path.sm-land")).to_be_visible()
        expect(person.map.locator(".sm-notice-layer")).to_be_visible()
        panel = filters(person)
        is_pressed(pill(panel, "ventet (2)"))
        is_pressed(pill(panel, "Kim Jong-un (2)"))
        expect(panel.get_by_role("searchbox")).to_have_value("Vladivostok")
        person.page.keyboard.press("Escape")
        expect(person.page.locator(".summitmap-notice:visible")).to_have_count(0)
        person.sees_in_the_address(layer="opentopomap", theme="dark", q="Vladivostok")
    assert person.left_the_machine
    assert all("opentopomap.org" in address for address in person.left_the_machine)
    # Asked for by the address, and refused here: neither is a fault of the page.
    person.left_the_machine.clear()
    person.complaints[:] = [text for text in person.complaints if "ERR_FAILED" not in text]


@pytest.mark.parametrize(
    "asked",
    [
        "status=rumoured",
        "source=nobody-we-know",
        "person=<b>x</b>",
        "place=atlantis",
        "days=yesterday",
        "theme=pink",
        "layer=satellite",
        "view=upside-down",
    ],
)
def test_a_bad_value_is_told_in_a_line_and_left_out(
    dashboard: Server, reader: NewReader, asked: str
) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts&{asked}")
    person.sees_selected("gifts")
    sees_everything(person)
    notice = person.page.locator(".summitmap-notice:visible")
    expect(notice).to_have_text(f"Not understood in the address, and therefore left out: {asked}.")
    expect(notice).to_have_role("status")


def test_the_theme_button_changes_everything_and_back(dashboard: Server, reader: NewReader) -> None:
    person = reader(color_scheme="light", **CALM)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts&status=happened")
    for theme, paper in (("dark", "rgb(22, 25, 29)"), ("light", "rgb(253, 252, 249)")):
        person.page.get_by_role("button", name="Change between light and dark").click()
        person.sees_in_the_address(theme=theme, status="happened", event="gifts")
        app = person.page.locator('[data-testid="stApp"]')
        expect(app).to_have_css("background-color", paper)
        person.sees_the_map()
        expect(person.map_box).to_have_attribute("data-theme", theme)
        label = axis(person).locator(".role-axis-label text").first
        expect(label).to_have_attribute("fill", colours(Theme(theme)).quiet)
        text = person.event("gifts").locator(".sm-headline")
        expect(text).to_have_css("color", app.evaluate("(app) => getComputedStyle(app).color"))
        person.sees_selected("gifts")


def test_the_map_is_not_made_anew(dashboard: Server, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    person.map_box.evaluate("(box) => { box.dataset.same = 'yes' }")
    person.page.keyboard.press("ArrowRight")
    person.sees_selected("limousine")
    pill(filters(person), "happened (8)").click()
    person.sees_in_the_address(status="happened", event="limousine")
    person.page.keyboard.press("Escape")
    person.page.get_by_role("radio", name="Norsk").click()
    expect(person.map.get_by_text("Tegnforklaring")).to_be_visible()
    show_all(person).click()
    sees_everything(person)
    expect(person.map_box).to_have_attribute("data-same", "yes")
    expect(person.page.locator(".st-key-summitmap-map iframe")).to_have_count(1)


def test_embedded_it_shows_no_tools_but_the_steps(dashboard: Server, reader: NewReader) -> None:
    person = reader(viewport={"width": 1000, "height": 700}, **CALM)
    person.opens(f"{dashboard.address}/?embed=true&lang=en&event=gifts")
    person.sees_selected("gifts")
    expect(axis(person).locator("svg")).to_be_visible()
    buttons = person.page.get_by_role("button")
    names = [button.get_attribute("aria-label") for button in buttons.all() if button.is_visible()]
    assert names == ["Previous event (left arrow)", "Next event (right arrow)"]
    expect(person.page.get_by_role("radio")).to_have_count(0)
    expect(person.page.locator("summary:visible")).to_have_count(0)
    chrome = ("stHeader", "stToolbar", "stDecoration", "stStatusWidget", "stMainMenu")
    for name in chrome:
        expect(person.page.locator(f'[data-testid="{name}"]:visible')).to_have_count(0)
    person.page.keyboard.press("ArrowRight")
    person.sees_selected("limousine")


def sees_uncovered(person: Reader, found: Locator) -> None:
    """Wait until its upper left corner is in sight and nothing lies over it."""
    person.page.wait_for_function(
        """(element) => {
          const { left, top } = element.getBoundingClientRect();
          const hit = element.getRootNode().elementFromPoint(left + 4, top + 4);
          return hit && element.contains(hit);
        }""",
        arg=found.element_handle(),
    )


def test_on_a_phone_map_and_steps_stay_in_sight(dashboard: Server, reader: NewReader) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en")
    person.claim("lavrov-visit").first.scroll_into_view_if_needed()
    frame = person.page.locator(".st-key-summitmap-map iframe").last
    for _ in range(2):
        expect(frame).to_be_in_viewport(ratio=0.99)
        sees_uncovered(person, step(person, "next"))
        place, below = frame.bounding_box(), step(person, "next").bounding_box()
        assert place
        assert below
        assert place["y"] + place["height"] <= below["y"]
        person.event("limousine").scroll_into_view_if_needed()


def test_on_a_phone_a_step_brings_its_event_into_sight_under_the_map(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en")
    for event in EVENTS[1:]:
        step(person, "next").tap()
        person.sees_selected(event)
        person.page.wait_for_function(IN_SIGHT, arg=event)


IN_SIGHT = """(event) => {
  const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const seen = (root) => [...root.querySelectorAll(`[data-event~="${event}"]`)].some((element) => {
    const { left, top } = element.getClientRects()[0] ?? {};
    const hit = left === undefined ? null : root.elementFromPoint(left + 4, top + 4);
    return hit && element.contains(hit);
  });
  return [document, ...roots].some(seen);
}"""
"""Whether an event is seen in the timeline or the article, with nothing over it."""


@pytest.mark.parametrize("event", ["summit-talks", "komsomolsk-visit", "vladivostok-visit"])
def test_on_a_phone_a_tap_on_a_pin_brings_its_event_into_sight_under_the_map(
    dashboard: Server, reader: NewReader, event: str
) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en")
    person.pin(event).tap()
    person.sees_selected(event)
    person.page.wait_for_function(IN_SIGHT, arg=event)


TARGETS = "button, summary, [role=button], [role=radio], input"
"""What is there to be tapped; a link is as high as its line."""


def test_on_a_phone_what_can_be_tapped_is_as_large_as_a_thumb(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en&event=gifts&status=happened")
    expect(show_all(person)).to_be_visible()
    is_pressed(pill(filters(person), "happened (8)"))
    small = []
    for target in person.page.locator(TARGETS).all():
        box = target.bounding_box() if target.is_visible() else None
        if box and (box["width"] < 44 or box["height"] < 44):
            small.append((target.evaluate("(e) => e.outerHTML.slice(0, 160)"), box))
    assert small == []


def test_on_a_phone_a_filter_covers_no_headline(dashboard: Server, reader: NewReader) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en&status=happened")
    expect(show_all(person)).to_be_visible()
    for event in ("arrival", "summit-talks", "gifts"):
        step(person, "next").tap()
        person.sees_selected(event)
        sees_uncovered(person, person.event(event).locator(".sm-headline"))


def test_on_a_phone_nothing_scrolls_sideways_with_filters_and_panels_open(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(**PHONE)
    person.opens(f"{dashboard.address}/?lang=en&status=happened")
    person.page.locator('[data-testid="stExpander"] summary', has_text="Method").click()
    expect(person.page.get_by_text("How the places were found").first).to_be_visible()
    filters(person)
    wide = "(element) => element.scrollWidth - element.clientWidth"
    for part in ("html", '[data-testid="stMain"]', '[data-testid="stPopoverBody"]'):
        assert person.page.locator(part).evaluate(wide) <= 0, part


SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const moved = sources.map(({ node, previousRect: from, currentRect: to }) =>
      `${node?.parentElement?.className ?? node?.nodeName}: ${[from.x, from.y]} > ${[to.x, to.y]}`);
    if (!hadRecentInput) shifts.push([value, moved]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Each shift that no hand has caused, and what it has moved."""


@pytest.mark.parametrize("size", [CALM, PHONE], ids=["wide", "phone"])
def test_the_layout_does_not_jump_while_it_loads(
    dashboard: Server, reader: NewReader, size: dict[str, Any]
) -> None:
    # What is wrong with the layout moves it at every opening; a machine that stalls between two
    # messages of the server may move it at one.
    seen = []
    for _ in range(3):
        person = reader(**size)
        person.page.add_init_script(SHIFTS)
        person.opens(f"{dashboard.address}/?lang=en")
        waits_for_the_axis(person, "selected", {"departure"})
        person.sees_selected("departure")
        shifts = person.page.evaluate("shifts")
        seen.append(shifts)
        if sum(value for value, _ in shifts) < 0.1:
            return
    raise AssertionError(f"the layout jumped each time: {seen}")


@dataclass
class Mortal:
    """A dashboard that can be stopped and started again on its port."""

    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        port = str(self.port)
        command = ["-m", "streamlit", "run", "dashboard.py", "--server.port", port]
        headless = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
        self.process = started(
            [sys.executable, *command], self.port, self.log, cwd=ROOT, env=headless
        )

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Mortal]:
    server = Mortal(free_port(), tmp_path / "log.txt")
    server.start()
    yield server
    server.stop()


def test_the_page_outlives_its_server(mortal: Mortal, reader: NewReader) -> None:
    person = reader(**CALM)
    person.opens(f"{mortal.address}/?lang=en&event=gifts")
    person.sees_selected("gifts")
    notice = person.page.get_by_role("alert").filter(has_text="The server does not answer.")
    expect(notice).to_be_hidden()
    expect(axis(person).locator("svg")).to_be_visible()
    person.sees_it_at_rest()
    mortal.stop()
    expect(notice).to_be_visible()
    person.event("vladivostok-visit").locator(".sm-headline").click()
    person.sees_selected("vladivostok-visit")
    person.page.keyboard.press("ArrowLeft")
    person.sees_selected("komsomolsk-visit")
    mortal.start()
    expect(notice).to_be_hidden(timeout=120_000)
    person.sees_in_the_address(event="komsomolsk-visit", lang="en")
    person.sees_selected("komsomolsk-visit")
    person.page.keyboard.press("ArrowRight")
    person.sees_in_the_address(event="vladivostok-visit")
    # That nobody answered for a while is told in the console by the browser.
    person.complaints[:] = [text for text in person.complaints if not AWAY.search(text)]


AWAY = re.compile(
    "ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket|disconnected from server|Is Streamlit still running"
    "|Client [Ee]rror|Failed to (fetch|load)|Connection (timed out|failed with status)"
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_story_is_presented_in_the_dashboards_theme_and_left_at_the_same_event(
    dashboard: Server, reader: NewReader, theme: str
) -> None:
    person = reader(color_scheme="dark" if theme == "light" else "light", **CALM)
    person.opens(f"{dashboard.address}/?lang=en&theme={theme}&event=komsomolsk-visit")
    person.page.get_by_role("button", name="Present").click()
    sees_presented(person, "komsomolsk-visit")
    expect(story_page(person).locator(".sm-map")).to_have_attribute("data-theme", theme)
    person.page.keyboard.press("ArrowRight")
    sees_presented(person, "vladivostok-visit")
    person.page.get_by_role("button", name="Back to explore").click()
    person.sees_the_map()
    person.sees_selected("vladivostok-visit")
    person.sees_in_the_address(theme=theme, event="vladivostok-visit")
    not_in_the_address(person, "view")
    expect(person.map_box).to_have_attribute("data-theme", theme)
