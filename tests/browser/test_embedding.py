"""The story page in another page: compact, as high as it is, and told and asked by messages."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import Frame, Page, expect

from summitmap.publishing.page import page as story_page_of
from summitmap.story.folder import StoryFolder
from tests.browser.conftest import NewVisitor, Shelf
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

HOST = """<!DOCTYPE html><html lang="en"><title>A newspaper</title><h1>A newspaper</h1>
<iframe src="{src}" title="{title}" width="100%" height="300" allow="fullscreen"></iframe>
<script>
window.told = [];
addEventListener("message", ({{ data, source }}) => {{
  if (source !== frames[0]) return;
  told.push(data);
  if (data.type === "summitmap:height") document.querySelector("iframe").height = data.height;
}});
window.ask = (message) => frames[0].postMessage(message, "*");
</script>"""


def embedded(person: Visitor, shelf: Shelf, kind: str = "web", src: str = "") -> Frame:
    """A host page with the story in a frame; waits until its map has been drawn."""
    src = src or f"{getattr(shelf, kind)()}?embed#lang=en"
    shelf.puts("host.html", HOST.format(src=html.escape(src), title="The story"))
    person.page.goto(getattr(shelf, kind)("host.html"))
    frame = person.page.frames[1]
    expect(frame.locator(".sm-map")).to_have_attribute("data-ready", "true")
    return frame


def told(page: Page, kind: str) -> list[dict[str, object]]:
    found = page.evaluate(f"told.filter(({{ type }}) => type === 'summitmap:{kind}')")
    assert isinstance(found, list)
    return found


def sees_told(page: Page, *events: str) -> None:
    """The host has been told of these selections, in this order, and of no other."""
    count = "(count) => told.filter(({ type }) => type === 'summitmap:select').length >= count"
    page.wait_for_function(count, arg=len(events))
    expected = [{"type": "summitmap:select", "event": event} for event in events]
    assert told(page, "select") == expected


@pytest.mark.parametrize("kind", ["file", "web"])
@pytest.mark.parametrize("width", [320, 500, 719, 720, 1100, 1600])
def test_the_frame_holds_map_and_events_at_every_width_and_tells_its_height(
    shelf: Shelf, visitor: NewVisitor, width: int, kind: str
) -> None:
    person = visitor(viewport={"width": width + 16, "height": 900})
    frame = embedded(person, shelf, kind)
    person.page.wait_for_function("told.some(({ type }) => type === 'summitmap:height')")
    expect(frame.locator(".page-whole")).to_be_visible()
    expect(frame.locator(".page-article:visible, .page-tools:visible")).to_have_count(0)
    assert frame.evaluate("innerWidth") == width
    assert frame.evaluate("document.documentElement.scrollWidth") == width
    frame.wait_for_function("innerHeight >= document.body.getBoundingClientRect().height")
    assert told(person.page, "height")[-1]["height"] == frame.evaluate("innerHeight")
    events = frame.locator(".page-timeline:visible .sm-event:visible")
    if width < 720:
        expect(events).to_have_count(1)
        expect(frame.locator(".page-step")).to_have_text("1 of 12")
    else:
        expect(events).to_have_count(12)
    for number in range(4):
        pin = frame.locator(".leaflet-marker-pane .sm-stop").nth(number).bounding_box()
        assert pin is not None
        assert pin["x"] - 8 >= 0
        assert pin["x"] + pin["width"] <= width + 8


def test_the_narrow_frame_keeps_its_height_from_one_event_to_the_next(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor(viewport={"width": 400, "height": 900})
    frame = embedded(person, shelf)
    person.page.wait_for_function("told.some(({ type }) => type === 'summitmap:height')")
    frame.wait_for_function("innerHeight >= document.body.getBoundingClientRect().height")
    heights = set()
    for number in range(2, 13):
        frame.locator('[data-act="next"]:visible').click()
        expect(frame.locator(".page-step")).to_have_text(f"{number} of 12")
        heights.add(frame.evaluate("document.body.getBoundingClientRect().height"))
    assert len(heights) == 1


@pytest.mark.parametrize("kind", ["file", "web"])
def test_the_host_is_told_each_selection_once_and_can_ask_for_one(
    shelf: Shelf, visitor: NewVisitor, kind: str
) -> None:
    person = visitor()
    frame = embedded(person, shelf, kind)
    frame.locator('.sm-event[data-event="gifts"]:visible .sm-headline').click()
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "gifts")
    sees_told(person.page, "departure", "gifts")
    person.page.evaluate("ask({ type: 'summitmap:select', event: 'lavrov-visit' })")
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "lavrov-visit")
    frame.wait_for_url(re.compile(r"#event=lavrov-visit&lang=en$"))
    # What the host asked for is not told back to it: two pages could ask each other for ever.
    sees_told(person.page, "departure", "gifts")


@pytest.mark.parametrize(
    "message",
    [
        "null",
        "'summitmap:select'",
        "7",
        "[]",
        "{ type: 'summitmap:select' }",
        "{ type: 'summitmap:select', event: 'nothing' }",
        "{ type: 'summitmap:select', event: ['gifts'] }",
        "{ type: 'summitmap:select', event: { toString: null } }",
        "{ type: 'summitmap:select', event: 'gifts', more: 1 }",
        "{ type: 'summitmap:select', event: 'story:expected' }",
        "{ type: 'select', event: 'gifts' }",
        "{ type: 'summitmap:notes', action: 'next' }",
        "{ type: 'summitmap:state', event: 'gifts', language: 'nb' }",
        "{ type: 'summitmap:close' }",
    ],
)
def test_what_has_not_the_documented_shape_is_not_listened_to(
    shelf: Shelf, visitor: NewVisitor, message: str
) -> None:
    person = visitor()
    frame = embedded(person, shelf)
    person.page.evaluate(f"ask({message})")
    # Messages come in the order that they were sent in.
    person.page.evaluate("ask({ type: 'summitmap:select', event: 'arrival' })")
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "arrival")
    assert frame.evaluate("[document.documentElement.lang, SummitMap.view.get()]") == ["en", "read"]
    sees_told(person.page, "departure")
    frame.wait_for_url(re.compile(r"#event=arrival&lang=en$"))


def test_the_frame_does_not_listen_to_a_frame_beside_it(shelf: Shelf, visitor: NewVisitor) -> None:
    person = visitor()
    frame = embedded(person, shelf)
    person.page.evaluate(
        """() => new Promise((done) => {
          const other = document.createElement("iframe");
          other.srcdoc = "<script>parent.frames[0].postMessage("
            + "{ type: 'summitmap:select', event: 'gifts' }, '*');"
            + "parent.postMessage('sent', '*')</" + "script>";
          addEventListener("message", ({ data }) => { if (data === "sent") done(); });
          document.body.append(other);
        })"""
    )
    person.page.evaluate("ask({ type: 'summitmap:select', event: 'arrival' })")
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "arrival")
    sees_told(person.page, "departure")


def test_esc_out_of_a_presentation_in_a_frame_asks_the_host_to_close_it(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    src = f"{shelf.web()}#view=present&event=gifts&lang=en"
    frame = embedded(person, shelf, src=src)
    frame.locator(".page-told").focus()
    person.page.keyboard.press("ArrowRight")
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "limousine")
    sees_told(person.page, "gifts", "limousine")
    assert told(person.page, "height") == []
    person.page.keyboard.press("Escape")
    person.page.wait_for_function("told.some(({ type }) => type === 'summitmap:close')")
    assert told(person.page, "close") == [{"type": "summitmap:close"}]


def test_the_link_of_the_frame_opens_the_whole_page_at_the_same_event(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    frame = embedded(person, shelf)
    person.page.evaluate("ask({ type: 'summitmap:select', event: 'gifts' })")
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "gifts")
    with person.page.expect_popup() as opened:
        frame.locator(".page-whole").click()
    whole = Visitor(opened.value)
    whole.sees_selected("gifts")
    expect(whole.page.locator(".page-article:visible")).to_be_visible()
    assert whole.page.evaluate("window.opener") is None


# --- the dialog with the link and the code ---


def test_the_snippet_shows_the_story_in_another_page_with_a_title(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor(permissions=["clipboard-read", "clipboard-write"])
    person.opens(f"{shelf.web()}#lang=en&event=gifts")
    person.button("share").click()
    dialog = person.page.get_by_role("dialog", name="Share or embed")
    expect(dialog.get_by_label("Link to this event")).to_have_value(
        f"{shelf.web()}#event=gifts&lang=en"
    )
    dialog.get_by_role("button", name="Copy").nth(1).click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    snippet = person.page.evaluate("navigator.clipboard.readText()")
    assert 'title="Kim Jong-un\'s journey to Russia"' in snippet
    host = f"<!DOCTYPE html><html lang=en><title>Host</title>{snippet}"
    shelf.puts("pasted.html", host)
    person.page.goto(shelf.web("pasted.html"))
    frame = person.page.frames[1]
    expect(frame.locator(".sm-map")).to_have_attribute("data-event", "gifts")
    expect(frame.locator("html")).to_have_class(re.compile("page-embed"))
    expect(person.page.get_by_title("Kim Jong-un's journey to Russia")).to_be_visible()


def test_where_the_clipboard_is_refused_the_text_is_marked_to_be_copied(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    person.opens(f"{shelf.web()}#lang=en")
    person.button("share").click()
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy").first.click()
    expect(dialog.get_by_role("status")).to_contain_text("Ctrl+C")
    assert person.page.evaluate("getSelection().toString() || document.activeElement.value")


def test_a_file_without_an_address_says_that_one_is_needed(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en")
    person.button("share").click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog).to_contain_text("has no address on the web yet")
    expect(dialog.locator("input, textarea").first).to_be_hidden()


def test_a_file_that_names_its_address_shares_that_one(
    shelf: Shelf, visitor: NewVisitor, kim: StoryFolder
) -> None:
    page = story_page_of(kim.story, kim.places, "nb", base_url="https://example.org/kim/")
    shelf.puts("named.html", page)
    person = visitor()
    person.opens(f"{shelf.file('named.html')}#lang=en&event=gifts")
    person.button("share").click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog.get_by_label("Link to this event")).to_have_value(
        "https://example.org/kim/#event=gifts&lang=en"
    )
    expect(dialog.locator("textarea")).to_have_value(
        re.compile(re.escape("https://example.org/kim/?embed#event=gifts&amp;lang=en"))
    )
