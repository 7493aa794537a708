"""The story page as it is presented: keys, touch, a black screen, exploring, and speaker notes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from summitmap.publishing.page import page as story_page_of
from tests.browser.conftest import NewVisitor, Shelf
from tests.browser.test_explore import EVENTS
from tests.browser.visitor import Visitor
from tests.drawing.conftest import journey

pytestmark = pytest.mark.browser

# The timeline and the presentation go by date; what has none comes last.
ORDER = (*EVENTS[:6], *EVENTS[7:], EVENTS[6])
WIDE = {"viewport": {"width": 1280, "height": 720}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LYING = {**PHONE, "viewport": {"width": 844, "height": 390}}

Presenter = Callable[..., Visitor]


@pytest.fixture
def presenter(shelf: Shelf, visitor: NewVisitor) -> Presenter:
    def present(event: str = "", address: str | None = None, **options: object) -> Visitor:
        person = visitor(**{**WIDE, **options})
        start = f"&event={event}" if event else ""
        person.opens(f"{address or shelf.file()}#lang=en&view=present{start}")
        person.sees_view("present")
        return person

    return present


def test_p_or_the_button_begins_and_esc_or_the_button_ends(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor(**WIDE)
    person.opens(f"{shelf.file()}#lang=en&event=gifts")
    for begin, end in (
        (lambda: person.presses("p"), lambda: person.presses("Escape")),
        (lambda: person.button("present").click(), lambda: person.button("leave").click()),
    ):
        begin()
        person.sees_view("present")
        person.sees_in_the_address(view="present", event="gifts")
        expect(person.page.locator(".page-article:visible")).to_have_count(0)
        end()
        person.sees_view("read")
        person.sees_selected("gifts")
        expect(person.page).not_to_have_url(re.compile("view="))


def test_one_event_is_shown_with_its_date_status_quote_and_who_says_so(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    expect(person.headline).to_have_text("Gifts change hands: rifles, space gloves, swords")
    expect(person.page.locator(".page-timeline .sm-event:visible")).to_have_count(1)
    told = person.page.locator(".page-told").inner_text()
    for words in (
        "13 September 2023",
        "happened",
        "Before the reception they exchanged gifts",
        "AFP, international news agency",
        "KCNA",
    ):
        assert words in told
    assert "How the place was found" not in told
    expect(person.page.locator(".page-step")).to_have_text("4 of 12")
    bar = person.page.locator(".page-bar")
    assert bar.evaluate("(bar) => bar.value / bar.max") == pytest.approx(4 / 12)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_headline_can_be_read_from_ten_metres_and_every_event_fits_the_screen(
    shelf: Shelf, visitor: NewVisitor, language: str
) -> None:
    person = visitor(**WIDE)
    person.opens(f"{shelf.file()}#lang={language}&view=present")
    fits = "(pane) => pane.scrollHeight <= pane.clientHeight + 1"
    for event in ORDER:
        person.sees_selected(event)
        size = person.headline.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")
        assert size >= 40
        assert person.page.locator(".page-told").evaluate(fits)
        person.presses("PageDown")


@pytest.mark.parametrize(
    ("forward", "back"),
    [
        ("ArrowRight", "ArrowLeft"),
        ("ArrowDown", "ArrowUp"),
        ("PageDown", "PageUp"),
        ("Space", "Shift+Space"),
    ],
)
def test_a_key_steps_forward_and_another_back(
    presenter: Presenter, forward: str, back: str
) -> None:
    person = presenter()
    person.presses(forward)
    person.sees_selected("arrival")
    person.presses(forward, forward)
    person.sees_selected("gifts")
    person.presses(back)
    person.sees_selected("summit-talks")


def test_home_and_end_go_to_the_first_event_and_to_what_is_expected(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    person.presses("End")
    expect(person.page.locator(".page-expected")).to_be_visible()
    shown = person.page.locator(".page-timeline .sm-event:visible")
    expect(shown).to_have_count(4)
    expect(shown.locator(".sm-status")).to_have_text(
        ["expected", "expected", "expected", "proposed"]
    )
    expect(person.page.locator(".page-told")).to_contain_text("What follows was still to come")
    expect(person.page.locator(".page-told .sm-place:visible")).to_have_count(0)
    person.sees_in_the_address(event="story:expected")
    person.presses("ArrowRight")
    expect(shown).to_have_count(4)
    person.presses("ArrowLeft")
    person.sees_selected(ORDER[-1])
    person.presses("Home")
    person.sees_selected("departure")
    person.presses("End", "Escape")
    person.sees_view("read")
    person.sees_selected(ORDER[-1])


def test_digits_jump_to_the_event_of_that_number_also_of_two_digits(
    presenter: Presenter,
) -> None:
    person = presenter()
    person.presses("4")
    person.sees_selected(ORDER[3])
    # Between the two digits no time passes, however busy the machine is.
    clock = person.page.clock
    clock.install(time=0)
    clock.pause_at(1)
    person.presses("1", "2")
    clock.resume()
    person.sees_selected(ORDER[11])
    person.presses("1")
    expect(person.page.locator(".page-notice")).to_contain_text("1")
    person.sees_selected(ORDER[0])
    person.presses("0")
    expect(person.page.locator(".page-notice")).to_have_text("There are 12 events.")
    person.sees_selected(ORDER[0])


def test_f_fills_the_screen_and_esc_leaves_it_before_the_presentation(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    full = "document.fullscreenElement !== null"
    person.presses("f")
    person.page.wait_for_function(full)
    person.presses("Escape")
    person.page.wait_for_function(f"!({full})")
    person.sees_view("present")
    person.presses("Escape")
    person.sees_view("read")


def test_question_mark_lists_the_keys_and_no_key_steps_behind_the_list(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    person.presses("?")
    dialog = person.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    for words in ("Page Down", "Space", "Speaker notes", "Black screen", "What is expected"):
        expect(dialog).to_contain_text(words)
    person.presses("ArrowRight")
    person.presses("Escape")
    expect(dialog).to_be_hidden()
    person.sees_view("present")
    person.sees_selected("gifts")


def test_signs_can_be_switched_off_as_keys_and_stay_off(presenter: Presenter) -> None:
    person = presenter("gifts")
    person.presses("?")
    choice = person.page.locator("#page-signs")
    person.page.get_by_role("checkbox", name="Single letters, digits and signs").uncheck()
    person.presses("Escape", "b", "4", "?", "p")
    expect(person.page.locator(".page-black")).to_be_hidden()
    expect(choice).to_be_hidden()
    person.sees_view("present")
    person.presses("ArrowLeft")
    person.sees_selected("summit-talks")
    person.page.reload()
    person.sees_the_map()
    expect(choice).not_to_be_checked()
    person.presses("b")
    expect(person.page.locator(".page-black")).to_be_hidden()


@pytest.mark.parametrize("key", ["b", "ArrowRight", "Escape", "x"])
def test_b_blackens_the_screen_and_any_key_brings_it_back_and_does_nothing_else(
    presenter: Presenter, key: str
) -> None:
    person = presenter("gifts")
    person.presses("b")
    black = person.page.locator(".page-black")
    expect(black).to_be_visible()
    assert black.evaluate("(it) => it.getBoundingClientRect().width") == 1280
    person.presses(key)
    expect(black).to_be_hidden()
    person.sees_selected("gifts")
    person.sees_view("present")


def test_a_button_gives_the_keyboard_back_after_a_click(presenter: Presenter) -> None:
    person = presenter("gifts")
    person.button("previous").click()
    person.sees_selected("summit-talks")
    person.presses("Space")
    person.sees_selected("gifts")


@pytest.mark.parametrize("way", ["Enter", "button"])
def test_the_map_is_explored_freely_and_the_story_goes_on_where_it_was_left(
    presenter: Presenter, way: str
) -> None:
    person = presenter("summit-talks")
    where = """() => {
      const box = document.querySelector('.sm-stop.sm-selected').getBoundingClientRect();
      const scale = document.querySelector('.leaflet-control-scale-line').innerText;
      return [Math.round(box.x), Math.round(box.y), scale]; }"""
    person.presses("ArrowRight")
    person.sees_selected("gifts")
    before = person.page.evaluate(where)
    person.page.mouse.move(300, 300)
    person.page.mouse.down()
    person.page.mouse.move(520, 420, steps=4)
    person.page.mouse.up()
    person.map.locator(".leaflet-control-zoom-in").click()
    back = person.page.locator(".page-return")
    expect(back).to_be_visible()
    expect(person.map).not_to_have_attribute("data-moving", "true")
    assert person.page.evaluate(where) != before
    person.sees_selected("gifts")
    if way == "button":
        back.click()
    else:
        person.page.locator(".page-told").focus()
        person.presses("Enter")
    expect(back).to_be_hidden()
    person.sees_the_map()
    assert person.page.evaluate(where) == before
    person.presses("ArrowRight")
    person.sees_selected("limousine")


def test_arrows_with_shift_and_the_signs_of_zooming_move_the_map(presenter: Presenter) -> None:
    person = presenter("gifts")
    person.presses("Shift+ArrowLeft")
    expect(person.page.locator(".page-return")).to_be_visible()
    person.sees_selected("gifts")
    person.presses("ArrowRight")
    person.sees_selected("limousine")
    expect(person.page.locator(".page-return")).to_be_hidden()
    person.presses("+")
    expect(person.page.locator(".page-return")).to_be_visible()


def test_a_filter_shortens_the_presentation(shelf: Shelf, visitor: NewVisitor) -> None:
    person = visitor(**WIDE)
    person.opens(f"{shelf.file()}#lang=en&status=planned&view=present")
    expect(person.page.locator(".page-step")).to_have_text("1 of 3")
    person.presses("3")
    person.sees_selected("lavrov-visit")


def test_a_story_with_nothing_to_come_ends_with_its_last_event(
    shelf: Shelf, presenter: Presenter
) -> None:
    shelf.puts("past.html", story_page_of(*journey((10, 60), (12, 61)), "en"))
    person = presenter(address=shelf.file("past.html"))
    person.presses("End", "ArrowRight")
    person.sees_selected("event-2")
    expect(person.page.locator(".page-step")).to_have_text("2 of 2")


@pytest.mark.parametrize("size", [PHONE, LYING])
def test_a_swipe_steps_and_every_control_is_on_the_phones_screen(
    presenter: Presenter, size: dict[str, object]
) -> None:
    person = presenter(**size)
    swipe(person.page, -150, 5)
    person.sees_selected("arrival")
    swipe(person.page, -150, -20)
    person.sees_selected("summit-talks")
    swipe(person.page, 150, 0)
    person.sees_selected("arrival")
    swipe(person.page, 10, -120)
    swipe(person.page, -20, 0)
    person.sees_selected("arrival")
    width, height = (size["viewport"][side] for side in ("width", "height"))  # type: ignore[index]
    for box in person.page.evaluate(
        """[...document.querySelectorAll('.page-steps button, .page-map, .sm-headline')]
        .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().toJSON())"""
    ):
        assert box["left"] >= 0
        assert box["right"] <= width + 0.5
        assert box["bottom"] <= height + 0.5


def swipe(page: Page, across: float, down: float) -> None:
    """One finger over the event, as the browser's own input sends it."""
    box = page.locator(".page-told").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    touch = "Input.dispatchTouchEvent"
    session.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.3, 0.7, 1):
        point = {"x": x + across * part, "y": y + down * part}
        session.send(touch, {"type": "touchMove", "touchPoints": [point]})
    session.send(touch, {"type": "touchEnd", "touchPoints": []})
    session.detach()


# --- speaker notes ---


@pytest.mark.parametrize("kind", ["file", "web"])
def test_notes_in_a_second_window_follow_the_presentation_and_drive_it(
    shelf: Shelf, presenter: Presenter, kind: str
) -> None:
    person = presenter("gifts", address=getattr(shelf, kind)())
    with person.page.expect_popup() as opened:
        person.presses("n")
    notes = Visitor(opened.value)
    notes.sees_view("notes")
    expect(notes.headline).to_have_text("Gifts change hands: rifles, space gloves, swords")
    expect(notes.page.locator(".page-article:visible p:visible")).to_contain_text(
        ["Kim was given a Russian rifle"]
    )
    expect(notes.page.locator(".page-told")).to_contain_text("We assume those of the talks.")
    expect(notes.page.locator(".page-coming")).to_contain_text("Putin shows a limousine")
    expect(notes.page.locator(".page-clock")).to_have_text(re.compile(r"\d\d:\d\d"))
    expect(notes.page.locator(".page-elapsed")).to_have_text(re.compile(r"\d\d:\d\d"))

    person.presses("ArrowRight")
    expect(notes.headline).to_have_text("Putin shows a limousine")
    notes.button("next").click()
    person.sees_selected("invitation")
    expect(notes.headline).to_have_text("Kim invites Putin to North Korea")
    notes.presses("PageUp", "PageUp")
    person.sees_selected("gifts")
    notes.presses("9")
    person.sees_selected(ORDER[8])
    notes.button("black").click()
    expect(person.page.locator(".page-black")).to_be_visible()
    notes.presses("ArrowRight")
    expect(person.page.locator(".page-black")).to_be_hidden()
    notes.presses("End")
    expect(person.page.locator(".page-expected")).to_be_visible()
    expect(notes.page.locator(".page-expected")).to_be_visible()
    expect(notes.page.locator(".page-coming")).to_have_text("After this the story ends.")
    person.page.evaluate("SummitMap.language.set('nb')")
    expect(notes.page.locator("h1:visible")).to_have_text("Kim Jong-uns reise til Russland")


def test_notes_find_their_presentation_again_after_it_was_loaded_anew(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    with person.page.expect_popup() as opened:
        person.presses("n")
    notes = Visitor(opened.value)
    expect(notes.headline).to_be_visible()
    person.page.reload()
    person.sees_the_map()
    notes.presses("ArrowRight")
    person.sees_selected("limousine")
    expect(notes.headline).to_have_text("Putin shows a limousine")


def test_a_window_that_the_presentation_did_not_open_cannot_drive_it(
    presenter: Presenter,
) -> None:
    person = presenter("gifts")
    person.page.evaluate("postMessage({ type: 'summitmap:notes', action: 'next' }, '*')")
    # Messages come in the order that they were sent in.
    person.page.evaluate(
        """() => new Promise((done) => {
          addEventListener("message", done, { once: true });
          postMessage("last", "*");
        })"""
    )
    person.sees_selected("gifts")


def test_notes_that_were_opened_alone_say_where_they_belong(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{shelf.file()}#lang=en&view=notes")
    expect(person.page.locator(".page-notice")).to_contain_text("open them from there")
