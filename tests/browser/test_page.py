"""The story page as it is read: linked, addressed, in two languages, filtered, safe and printed."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from summitmap.publishing.page import page as story_page_of
from summitmap.story.folder import StoryFolder
from tests.browser.conftest import NewVisitor, Shelf
from tests.browser.test_explore import EVENTS
from tests.drawing.conftest import HOSTILE, hostile

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET = {"viewport": {"width": 800, "height": 1000}}


def test_the_page_opens_from_a_file_and_shows_all_three_and_the_first_event(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(shelf.file())
    expect(person.page.locator("h1:visible")).to_have_text("Kim Jong-uns reise til Russland")
    person.sees_selected("departure")
    expect(person.event("departure")).to_be_in_viewport()
    expect(person.claim("departure").first).to_be_in_viewport()
    expect(person.map.locator(".sm-name-stop")).to_have_count(4)
    assert fits(person.page)


def test_the_page_opens_from_a_server(shelf: Shelf, visitor: NewVisitor) -> None:
    person = visitor()
    person.opens(shelf.web())
    person.sees_selected("departure")


def test_each_event_of_the_timeline_is_selected_in_all_three(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(shelf.file())
    for event in (*EVENTS[1:], EVENTS[0]):
        person.event(event).locator(".sm-headline").click()
        person.sees_selected(event)
        expect(person.claim(event).first).to_have_class(re.compile(r"\bsm-selected\b"))
        expect(person.event(event)).to_be_in_viewport()
        expect(person.claim(event).first).to_be_in_viewport()


def test_words_of_the_article_and_stops_of_the_map_select_their_event(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(shelf.file())
    person.claim("gifts").first.click()
    person.sees_selected("gifts")
    # A mark that glides is missed.
    person.sees_the_map()
    person.map.get_by_role("button", name="Stopp 4").click()
    person.sees_selected("vladivostok-visit")
    person.map.get_by_role("button", name="Stopp 1").press("Enter")
    person.sees_selected("departure")


def test_the_map_glides_to_the_event_and_jumps_when_motion_is_reduced(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    for motion, moved in (("no-preference", "true"), ("reduce", None)):
        person = visitor(reduced_motion=motion)
        person.opens(shelf.file())
        moving = person.page.evaluate(
            """() => { const map = document.querySelector(".sm-map");
            SummitMap.select("komsomolsk-visit");
            return map.dataset.moving; }"""
        )
        assert (moving == "true") is (moved == "true")
        person.sees_the_map()


def test_a_step_with_reduced_motion_has_moved_the_map_within_two_frames_of_the_key(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#view=present")
    person.page.evaluate(
        """() => {
        const pane = document.querySelector(".leaflet-map-pane");
        const before = getComputedStyle(pane).transform;
        window.frames_until_moved = new Promise((done) => addEventListener("keydown", () => {
          let frames = 0;
          const look = () => {
            frames += 1;
            if (getComputedStyle(pane).transform !== before || frames > 60) done(frames);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }, { capture: true, once: true }));
        }"""
    )
    person.presses("3")
    assert person.page.evaluate("window.frames_until_moved") <= 2


# --- addresses ---


@pytest.mark.parametrize("kind", ["file", "web"])
def test_an_address_opens_its_event_language_view_and_filters(
    shelf: Shelf, visitor: NewVisitor, kind: str
) -> None:
    person = visitor()
    person.opens(f"{getattr(shelf, kind)()}#event=komsomolsk-visit&lang=en&status=planned,proposed")
    person.sees_selected("komsomolsk-visit")
    expect(person.page.locator("html")).to_have_attribute("lang", "en")
    expect(person.page.locator("h1:visible")).to_have_text("Kim Jong-un's journey to Russia")
    expect(person.page.locator(".page-left")).to_have_text("4 of 12 events")
    person.page.goto(f"{getattr(shelf, kind)()}#event=gifts&lang=nb&view=present")
    person.sees_view("present")
    person.sees_selected("gifts")
    expect(person.headline).to_have_text("De bytter gaver: rifler, romhansker og sverd")


def test_back_and_forward_go_through_what_was_selected_and_nothing_twice(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.page.goto("about:blank")
    person.opens(shelf.file())
    person.sees_selected("departure")
    length = person.page.evaluate("history.length")
    for event in ("gifts", "gifts", "limousine"):
        person.event(event).locator(".sm-headline").click()
        person.sees_selected(event)
    person.page.get_by_role("link", name="English").click()
    person.sees_in_the_address(event="limousine", lang="en")
    assert person.page.evaluate("history.length") == length + 3
    person.page.go_back()
    person.sees_in_the_address(event="limousine", lang="nb")
    expect(person.page.locator("html")).to_have_attribute("lang", "nb")
    person.page.go_back()
    person.sees_selected("gifts")
    person.page.go_back()
    person.sees_selected("departure")
    person.page.go_forward()
    person.page.go_forward()
    person.sees_selected("limousine")
    assert person.page.evaluate("history.length") == length + 3


def test_back_and_forward_pressed_faster_than_the_page_writes_its_address_lose_no_step(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(shelf.file())
    for event in ("gifts", "limousine"):
        person.event(event).locator(".sm-headline").click()
        person.sees_selected(event)
    # What the page writes down later, it writes as the reader arrives at the step after.
    person.page.evaluate(
        """() => {
        SummitMap.later = (write) => addEventListener("popstate", write, { once: true });
        }"""
    )
    for turn in (person.page.go_back, person.page.go_forward):
        turn()
        turn()
    person.sees_selected("limousine")
    person.page.go_back()
    person.sees_selected("gifts")
    person.page.go_back()
    person.sees_selected("departure")


@pytest.mark.parametrize(
    "bad",
    [
        "event=nothing",
        "lang=xx",
        "view=upside-down",
        "status=dreamt",
        "source=nobody",
        "event=<img src=x onerror=alert(1)>",
        "event=story:expected",
        "event=%E0%A4%A",
    ],
)
def test_a_bad_value_in_the_address_is_left_out_with_a_quiet_notice(
    shelf: Shelf, visitor: NewVisitor, bad: str
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en&{bad}" if "lang" not in bad else f"{shelf.file()}#{bad}")
    # First of all: the notice stands for eight seconds only.
    notice = person.page.locator(".page-notice")
    expect(notice).to_be_visible()
    expect(notice).to_have_role("status")
    expect(notice).to_contain_text(bad.split("=")[0])
    person.sees_selected("departure")
    person.sees_view("read")
    assert "nothing" not in person.page.url
    person.event("gifts").locator(".sm-headline").click()
    person.sees_selected("gifts")


# --- reading ---


def test_the_language_changes_everywhere_and_the_same_event_stays_in_sight(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(shelf.file())
    person.event("south-korea-warning").locator(".sm-headline").click()
    person.page.get_by_role("link", name="English").click()
    expect(person.page).to_have_title("Kim Jong-un's journey to Russia")
    person.sees_selected("south-korea-warning")
    expect(person.event("south-korea-warning")).to_be_in_viewport()
    expect(person.claim("south-korea-warning").first).to_be_in_viewport()
    expect(person.button("present")).to_have_text("Present")
    expect(person.map.locator(".sm-name-country", has_text="South Korea")).to_have_count(1)
    expect(person.map.locator(".sm-legend summary")).to_have_text("Legend")
    expect(person.page.locator(".page-said")).to_have_text("The page is in English.")
    norwegian = re.compile("Tidslinje|Tegnforklaring|Presenter|Hopp|Fullskjerm|Notater|Lukk")
    labels = """[...document.querySelectorAll("[aria-label], [title]")]
      .filter((e) => e.checkVisibility()).map((e) => `${e.ariaLabel} ${e.title}`).join(" ")"""
    assert not norwegian.search(person.page.evaluate("document.body.innerText"))
    assert not norwegian.search(person.page.evaluate(labels))


IS_ON_TOP = """(element) => {
  const { x, y, width } = element.getClientRects()[0];
  return element.contains(document.elementFromPoint(x + width / 2, y + 8));
}"""


@pytest.mark.parametrize("size", [{}, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("asked_of", ["the timeline", "the card"])
def test_the_link_of_an_event_leads_to_its_sentence_and_moves_the_focus_there(
    shelf: Shelf, visitor: NewVisitor, size: dict[str, object], asked_of: str
) -> None:
    person = visitor(**size)
    person.opens(f"{shelf.file()}#event=vladivostok-visit&lang=nb")
    sentence = person.claim("vladivostok-visit").first
    place = person.event("vladivostok-visit")
    if asked_of == "the card":
        person.map.get_by_role("button", name="Stopp 4").press("Enter")
        place = person.map.locator(".sm-card")
    expect(place.locator(".sm-sentence")).to_be_visible()
    person.page.evaluate(
        "document.querySelector('.page-article:not([hidden])').scrollTo({ top: 0 })"
    )
    expect(sentence).not_to_be_in_viewport()
    place.get_by_role("link", name="Vis setningen i saken").click()
    expect(sentence).to_be_focused()
    expect(sentence).to_be_in_viewport(ratio=1)
    assert sentence.evaluate(IS_ON_TOP)
    person.sees_selected("vladivostok-visit")


def test_the_link_to_the_sentence_stands_only_where_the_article_does(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#event=gifts")
    link = person.event("gifts").locator(".sm-sentence")
    expect(link).to_be_visible()
    for media in ("print", "screen"):
        person.page.emulate_media(media=media)
        expect(link).to_be_visible(visible=media == "screen")
    person.presses("p")
    expect(link).to_be_hidden()
    person.opens(f"{shelf.file()}?embed#event=gifts")
    expect(link).to_be_hidden()


def test_filters_leave_the_same_events_in_the_map_the_timeline_and_the_article(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en")
    person.button("filter").click()
    person.page.locator(".sm-chip:visible", has_text="expected").click()
    person.sees_in_the_address(status="planned", event="komsomolsk-visit")
    shown = person.page.locator(".page-timeline:visible .sm-event:visible")
    expect(shown).to_have_count(3)
    expect(person.map.locator(".leaflet-marker-pane .sm-stop:visible")).to_have_text(["3", "4"])
    expect(person.map.locator(".sm-name-stop")).to_have_text(["Komsomolsk-on-Amur", "Vladivostok"])
    expect(person.map.locator("path.sm-leg:visible")).to_have_count(1)
    expect(person.map.locator("path.sm-area.sm-planned:visible")).to_have_count(1)
    expect(person.map.locator("path.sm-area.sm-happened:visible")).to_have_count(0)
    expect(person.page.locator(".page-article:visible .sm-claim:not(.sm-out)")).to_have_count(3)
    expect(person.page.locator(".page-left")).to_have_text("3 of 12 events")
    expect(person.page.locator(".page-said")).not_to_have_text("")
    person.button("clear").click()
    expect(shown).to_have_count(12)
    expect(person.map.locator(".leaflet-marker-pane .sm-stop:visible")).to_have_count(4)
    expect(person.page).not_to_have_url(re.compile("status="))


def test_the_number_on_a_filter_is_the_number_of_events_that_it_leaves(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en")
    person.button("filter").click()
    chips = person.page.locator(".sm-chip:visible")
    assert chips.count() == 11
    for number in range(chips.count()):
        chip = chips.nth(number)
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")
        count = int(chip.locator(".sm-chip-count").inner_text())
        assert count > 0
        expect(person.page.locator(".page-timeline:visible .sm-event:visible")).to_have_count(count)
        chip.click()


def test_a_filter_that_leaves_nothing_says_so_and_offers_to_clear(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en&status=planned&source=tass")
    empty = person.page.locator(".page-empty")
    expect(empty).to_contain_text("No event fits both choices.")
    expect(person.page.locator(".page-timeline:visible .sm-event:visible")).to_have_count(0)
    expect(person.map.locator(".leaflet-marker-pane .sm-stop:visible")).to_have_count(0)
    empty.get_by_role("button").click()
    expect(empty).to_be_hidden()
    expect(person.page.locator(".page-timeline:visible .sm-event:visible")).to_have_count(12)


@pytest.mark.parametrize("size", [PHONE, TABLET, {"viewport": {"width": 844, "height": 390}}])
def test_on_a_small_screen_nothing_scrolls_sideways_and_the_selection_stays_on_it(
    shelf: Shelf, visitor: NewVisitor, size: dict[str, object]
) -> None:
    person = visitor(**size)
    person.opens(shelf.file())
    assert fits(person.page)
    for event in ("vladivostok-visit", "departure"):
        person.page.evaluate(f"SummitMap.select('{event}')")
        person.sees_selected(event)
        expect(person.map).to_be_in_viewport()
        person.page.wait_for_function(
            """(event) => [...document.querySelectorAll(`[data-event~="${event}"]`)].some((e) => {
              const { x, y, width } = e.getClientRects()[0] ?? { x: -1, y: -1, width: 0 };
              const top = document.elementFromPoint(x + width / 2, y + 8);
              return top !== null && e.contains(top);
            })""",
            arg=event,
        )
    person.claim("peskov-statement").first.scroll_into_view_if_needed()
    person.claim("peskov-statement").first.click()
    person.sees_selected("peskov-statement")
    expect(person.claim("peskov-statement").first).to_be_in_viewport()
    assert fits(person.page)


def test_the_keyboard_reaches_everything_in_order_with_the_skip_link_first(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en")
    person.presses("Tab")
    skip = person.page.locator(":focus")
    expect(skip).to_have_text("Skip to the timeline")
    expect(skip).to_be_in_viewport()
    seen = []
    for _ in range(14):
        person.presses("Tab")
        seen.append(person.page.evaluate("document.activeElement.innerText.trim()"))
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert person.page.evaluate(outline) == "solid"
    assert seen[:5] == ["Norsk", "English", "Filter", "Share", "Present"]
    skip.page.evaluate("document.querySelector('.page-skip').focus()")
    # After the first headline comes the link to its sentence, and then the next headline.
    person.presses("Enter", "Tab", "Tab", "Tab", "Enter")
    person.sees_selected("arrival")


def test_what_can_be_pressed_is_large_enough(shelf: Shelf, visitor: NewVisitor) -> None:
    inline = ".sm-claim, .sm-headline, .sm-here a, .leaflet-control-attribution a"
    measure = f"""() => [...document.querySelectorAll('a[href], button, [role=button], summary')]
      .filter((e) => e.checkVisibility() && !e.matches('{inline}, .page-skip'))
      .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .map(([html, box]) => [html, Math.min(box.width, box.height)])"""
    for least, options in ((24, {}), (44, PHONE)):
        person = visitor(**options)
        for view in ("", "&view=present"):
            person.page.goto("about:blank")
            person.opens(f"{shelf.file()}#lang=en{view}")
            small = [(html, side) for html, side in person.page.evaluate(measure)]
            assert [s for s in small if s[1] < least and "sm-stop" not in s[0]] == []
            assert [s for s in small if s[1] < 24] == []


def test_the_page_never_flashes_in_another_language_or_view(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.page.add_init_script(
        """window.seen = new Set();
        const look = () => {
          if (document.body && getComputedStyle(document.body).visibility === "visible")
            for (const title of document.querySelectorAll(".page-title"))
              if (title.firstElementChild?.checkVisibility()) seen.add(title.lang);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    person.opens(f"{shelf.file()}#lang=en")
    assert person.page.evaluate("[...window.seen]") == ["en"]


# --- safe, and without a script ---


def test_a_hostile_story_shows_as_text_everywhere_and_runs_nothing(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    shelf.puts("hostile.html", story_page_of(*hostile(), "en"))
    person = visitor()
    person.opens(shelf.file("hostile.html"))
    expect(person.page.locator("h1:visible")).to_have_text(HOSTILE)
    expect(person.event("event-1").locator(".sm-headline")).to_have_text(HOSTILE)
    person.map.locator(".leaflet-marker-pane .sm-stop").first.click()
    expect(person.map.locator(".sm-card .sm-headline")).to_have_text(HOSTILE)
    title = person.map.locator(".leaflet-marker-pane .sm-stop").first.get_attribute("aria-label")
    assert HOSTILE in (title or "")
    person.button("filter").click()
    expect(person.page.locator(".sm-chip-name:visible", has_text="alert").first).to_be_visible()
    person.button("share").click()
    person.presses("Escape")
    person.presses("p", "End")
    expect(person.page.locator(".page-expected")).to_be_visible()
    assert person.page.locator("img").count() == 0
    assert person.page.locator("a[href^='javascript:']").count() == 0


def test_without_scripts_the_story_is_there_to_read(shelf: Shelf, visitor: NewVisitor) -> None:
    person = visitor(java_script_enabled=False)
    person.page.goto(shelf.file())
    expect(person.page.locator("h1:visible").first).to_have_text("Kim Jong-uns reise til Russland")
    expect(person.page.get_by_text("Hvor reisen begynte, opplyses ikke").first).to_be_visible()
    expect(person.page.locator(".page-plain svg").first).to_be_visible()
    expect(person.page.locator("[data-act]:visible")).to_have_count(0)
    assert fits(person.page)


def test_the_printed_page_fits_a4_and_holds_the_whole_story(
    shelf: Shelf, visitor: NewVisitor, kim: StoryFolder
) -> None:
    shelf.puts(
        "canonical.html",
        story_page_of(kim.story, kim.places, "nb", base_url="https://example.org/kim/"),
    )
    for scheme in ("light", "dark"):
        person = visitor(color_scheme=scheme)
        person.opens(f"{shelf.file('canonical.html')}#lang=en&event=gifts")
        printed = PdfReader(io.BytesIO(person.page.pdf(prefer_css_page_size=True)))
        text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in printed.pages))
        for sheet in printed.pages:
            assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
        assert "Kim Jong-un's journey to Russia" in text
        assert "Where the journey began is not reported" in text
        assert "Natural Earth" in text
        assert "https://example.org/kim/" in text
        for event in kim.story.events:
            assert event.headline["en"] in text
            assert event.quote["en"] in text
        assert "Skip to" not in text
        assert "Speaker notes" not in text
        assert "Tidslinje" not in text


def fits(page: Page) -> bool:
    """Whether nothing reaches over the right edge."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )
