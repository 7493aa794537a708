"""A story page with a crowd of events: clusters, details on demand, every event at hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from summitmap.publishing.page import page as story_page_of
from summitmap.story.model import Place, Story
from tests.browser.conftest import NewVisitor, Shelf
from tests.browser.visitor import Visitor
from tests.drawing.conftest import HOSTILE, made, place

pytestmark = pytest.mark.browser

COUNT = 240
LAST = f"event-{COUNT}"
NAME = "large.html"


def story_of(count: int, text: str = "") -> tuple[Story, dict[str, Place]]:
    """A story in two languages of that many events, each at a place of its own, all over Asia;
    every other one is a stop, and the last tenth is expected."""

    def both(norwegian: str, english: str) -> dict[str, str]:
        return {"nb": f"{norwegian}{text}", "en": f"{english}{text}"}

    events: list[dict[str, Any]] = [
        {
            "date": f"2023-{1 + number // 24:02}-{1 + number % 24:02}",
            "place": f"place-{number}",
            "stop": number % 2 == 0,
            "status": "planned" if number >= count * 0.9 else "happened",
            "headline": both(f"Hendelse {number + 1}", f"Event {number + 1}"),
            "quote": both(f"Ord nummer {number + 1}.", f"Words number {number + 1}."),
        }
        for number in range(count)
    ]
    story = made(
        *events,
        languages=["nb", "en"],
        title=both("En stor sak", "A large story"),
        summary=both("Mye skjedde", "Much happened"),
        people=[{"id": "kim", "name": both("Kim", "Kim")}],
        places=[
            {
                "id": f"place-{number}",
                "name": both(f"Sted {number + 1}", f"Place {number + 1}"),
                "query": "x",
                "kind": "city",
            }
            for number in range(count)
        ],
        articles={
            language: "\n\n".join(event["quote"][language] for event in events)
            for language in ("nb", "en")
        },
    )
    found = {
        f"place-{number}": place(
            f"place-{number}", 60 + (number * 37 % 240) / 3, 20 + (number * 53 % 240) / 6
        )
        for number in range(count)
    }
    return story, found


@pytest.fixture(scope="module")
def large(shelf: Shelf) -> str:
    """The address of the page, in English first."""
    shelf.puts(NAME, story_page_of(*story_of(COUNT), "en"))
    return shelf.file(NAME)


def sees_on_the_map(person: Visitor, events: int) -> None:
    """The pins and the clusters that the view shows stand for so many events."""
    person.page.wait_for_function(
        """(events) => {
          const clusters = [...document.querySelectorAll(".sm-cluster")];
          const pins = document.querySelectorAll(".leaflet-marker-pane .sm-stop:not(.sm-lone)");
          const shown = clusters.reduce((sum, { innerText }) => sum + Number(innerText), 0);
          return shown + pins.length === events;
        }""",
        arg=events,
    )


def test_the_page_opens_with_every_event_in_a_pin_or_a_cluster_and_the_first_selected(
    large: str, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(large)
    person.sees_selected("event-1")
    sees_on_the_map(person, COUNT)
    assert person.map.locator(".sm-cluster").count() > 3
    expect(person.map.locator(".sm-stop.sm-selected")).to_have_count(1)
    expect(person.event("event-1").locator(".sm-details")).to_contain_text("Words number 1.")


def test_a_far_event_is_selected_in_all_three_with_its_pin_and_its_details(
    large: str, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(large)
    person.claim("event-150").first.click()
    person.sees_selected("event-150")
    expect(person.event("event-150")).to_be_in_viewport()
    expect(person.event("event-150").locator(".sm-details")).to_contain_text("Words number 150.")
    pin = person.map.locator(".sm-stop.sm-selected")
    expect(pin).to_be_in_viewport()
    expect(pin).to_have_attribute("aria-label", "Place 150 (happened)")
    pin.click()
    expect(person.map.locator(".sm-card .sm-headline")).to_have_text("Event 150")
    expect(person.map.locator(".sm-card")).to_contain_text("Words number 150.")


def test_an_event_of_a_crowd_leads_to_its_sentence(large: str, visitor: NewVisitor) -> None:
    person = visitor()
    person.opens(f"{large}#event={LAST}&lang=en")
    sentence = person.claim(LAST).first
    # The details and the article both come after the page has been shown.
    person.event(LAST).get_by_role("link", name="Show the sentence in the article").click()
    expect(sentence).to_be_focused()
    expect(sentence).to_be_in_viewport(ratio=1)


def test_an_address_opens_any_event_of_a_crowd(large: str, visitor: NewVisitor) -> None:
    person = visitor()
    person.opens(f"{large}#event={LAST}&lang=nb")
    person.sees_selected(LAST)
    expect(person.event(LAST)).to_be_in_viewport()
    expect(person.event(LAST).locator(".sm-details")).to_contain_text(f"Ord nummer {COUNT}.")


def test_a_cluster_says_what_it_is_and_opens_by_the_keyboard(
    large: str, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(large)
    cluster = person.map.locator(".sm-cluster").first
    count = cluster.inner_text()
    expect(cluster).to_have_role("button")
    expect(cluster).to_have_attribute("aria-label", f"{count} events here. Zoom in to see them.")
    before = person.map.locator(".leaflet-control-scale-line").inner_text()
    cluster.focus()
    person.presses("Enter")
    expect(person.map.locator(".leaflet-control-scale-line")).not_to_have_text(before)


def test_a_filter_leaves_its_events_on_the_map_and_in_the_list(
    large: str, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{large}#status=planned")
    expect(person.page.locator(".page-timeline:visible .sm-event:not(.sm-out)")).to_have_count(24)
    sees_on_the_map(person, 24)
    person.button("filter").click()
    person.button("clear").click()
    person.sees_in_the_address(event="event-217")
    sees_on_the_map(person, COUNT)


def test_the_other_language_is_told_when_it_is_asked_for(large: str, visitor: NewVisitor) -> None:
    person = visitor()
    person.opens(large)
    norwegian = person.page.locator('.page-timeline[data-language="nb"] .sm-event')
    assert norwegian.count() == 0
    person.event("event-3").locator(".sm-headline").click()
    person.page.get_by_role("link", name="Norsk").click()
    person.sees_selected("event-3")
    expect(norwegian).to_have_count(COUNT)
    expect(person.event("event-3").locator(".sm-details")).to_contain_text("Ord nummer 3.")
    expect(person.claim("event-3").first).to_have_class(re.compile("sm-selected"))
    titles = person.map.locator(".sm-cluster").evaluate_all("all => all.map((e) => e.title)")
    assert titles
    assert all(title.endswith("hendelser her. Zoom inn for å se dem.") for title in titles)


def test_a_step_through_a_crowd_has_moved_the_map_within_two_frames_of_the_key(
    large: str, visitor: NewVisitor
) -> None:
    person = visitor()
    person.opens(f"{large}#event=event-100&view=present")
    person.sees_selected("event-100")
    person.page.evaluate(
        """() => {
        const map = window[Object.keys(window).find((name) => /^map_/.test(name))];
        const before = map.getCenter();
        window.frames = new Promise((done) => addEventListener("keydown", () => {
          let frames = 0;
          const look = () => {
            frames += 1;
            if (!map.getCenter().equals(before) || frames > 60) done(frames);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }, { capture: true, once: true }));
        }"""
    )
    person.presses("PageDown")
    assert person.page.evaluate("window.frames") <= 2
    person.sees_selected("event-101")
    expect(person.event("event-101").locator(".sm-details")).to_contain_text("Words number 101.")


def test_hostile_words_of_a_crowd_show_as_text_and_run_nothing(
    shelf: Shelf, visitor: NewVisitor
) -> None:
    shelf.puts("hostile-crowd.html", story_page_of(*story_of(160, HOSTILE), "en"))
    person = visitor()
    person.opens(f"{shelf.file('hostile-crowd.html')}#event=event-2")
    expect(person.event("event-2").locator(".sm-quote")).to_contain_text(HOSTILE)
    person.map.locator(".sm-stop.sm-selected").click()
    expect(person.map.locator(".sm-card .sm-headline")).to_have_text(f"Event 2{HOSTILE}")
    person.page.get_by_role("link", name="Norsk").click()
    expect(person.event("event-2").locator(".sm-headline")).to_have_text(f"Hendelse 2{HOSTILE}")
    expect(person.event("event-2").locator(".sm-quote")).to_contain_text(HOSTILE)
    assert person.page.locator("img").count() == 0


def test_without_scripts_a_large_story_is_there_to_read(large: str, visitor: NewVisitor) -> None:
    person = visitor(java_script_enabled=False)
    person.page.goto(large)
    expect(person.event(LAST)).to_contain_text(f"Event {COUNT}")
    article = person.page.locator(".page-article").first
    assert (article.text_content() or "").count("Words number") == COUNT
    article.locator("p").first.scroll_into_view_if_needed()
    expect(article.locator("p").first).to_be_in_viewport()
    expect(person.page.locator(".sm-map:visible")).to_have_count(0)
