"""The dashboard with a crowd of events: clusters, cards that come one by one, filter, language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from summitmap.publishing import storyfile
from summitmap.story import folder
from tests.browser.conftest import NewReader, Reader, Serve, Server, free_port
from tests.browser.test_large_story import story_of

pytestmark = pytest.mark.browser

COUNT = 280
EXPECTED = 28
"""The events that are still to come, a tenth."""

PUBLISHED = date(2023, 11, 13)
"""The day of the first of them."""


def write_story(directory: Path) -> None:
    """The story as a folder, with its places found."""
    story, places = story_of(COUNT)
    path = directory / story.id
    path.mkdir()
    head = json.loads(
        story.model_dump_json(
            include={"id", "languages", "title", "summary", "protagonist"}, exclude_none=True
        )
    )
    lists = {
        "people": story.people,
        "sources": story.sources,
        "places": story.places,
        "events": story.events,
    }
    text = storyfile.written({**head, "published": PUBLISHED}, lists)
    (path / folder.STORY_FILE).write_text(text, encoding="utf-8")
    for language, article in story.articles.items():
        (path / f"article.{language}.md").write_text(f"{article}\n", encoding="utf-8")
    folder.write_places(path, places.values())


@pytest.fixture(scope="module")
def large(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """`summitmap serve` for a folder with that story alone."""
    stories = tmp_path_factory.mktemp("stories")
    write_story(stories)
    port = free_port()
    command = ["summitmap.cli", "serve", "--stories", str(stories), "--port", str(port)]
    return serve(command, port)


@pytest.fixture
def person(large: Server, reader: NewReader) -> Reader:
    """A reader before the story in English, with the first event selected."""
    opened: Reader = reader(reduced_motion="reduce")
    opened.opens(f"{large.address}/?lang=en")
    opened.sees_selected("event-1")
    return opened


def events_on_the_map(person: Reader) -> int:
    """How many events the pins and the clusters stand for."""
    clusters = person.map.locator(".sm-cluster").all_inner_texts()
    pins = person.map.locator(".leaflet-marker-pane .sm-stop:not(.sm-lone)").count()
    return sum(map(int, clusters)) + pins


def test_it_opens_with_every_event_in_a_pin_or_a_cluster(person: Reader) -> None:
    assert person.map.locator(".sm-cluster").count() > 3
    assert events_on_the_map(person) == COUNT
    expect(person.page.locator(".sm-timeline .sm-event")).to_have_count(COUNT)


def test_a_cluster_that_is_asked_shows_what_is_in_it(person: Reader) -> None:
    scale = person.map.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    person.map.locator(".sm-cluster").first.focus()
    person.page.keyboard.press("Enter")
    expect(scale).not_to_have_text(before)


def test_the_card_of_a_pin_comes_when_it_is_asked_for(person: Reader) -> None:
    person.event("event-150").locator(".sm-headline").click()
    person.sees_selected("event-150")
    expect(person.event("event-150")).to_be_in_viewport()
    person.sees_the_map()
    person.map.locator(".sm-stop.sm-selected").first.click()
    card = person.map.locator(".sm-card")
    expect(card.locator(".sm-headline")).to_have_text("Event 150")
    expect(card).to_contain_text("Words number 150.")


def test_an_open_card_follows_the_timeline_and_the_language(person: Reader) -> None:
    person.map.locator(".sm-stop.sm-selected").first.click()
    headline = person.map.locator(".sm-card .sm-headline")
    expect(headline).to_have_text("Event 1")
    person.event("event-4").locator(".sm-headline").click()
    expect(headline).to_have_text("Event 4")
    person.page.get_by_role("radio", name="Norsk").click()
    expect(headline).to_have_text("Hendelse 4")
    expect(person.page.locator(".summitmap-title h1")).to_have_text("En stor sak")
    expect(person.event("event-4").locator(".sm-headline")).to_have_text("Hendelse 4")


def test_a_filter_leaves_its_events_on_the_map_and_in_the_timeline(person: Reader) -> None:
    person.page.get_by_role("button", name="Filters").click()
    person.page.get_by_role("button", name=f"expected ({EXPECTED})").click()
    expect(person.page.locator(".sm-timeline .sm-event:not(.sm-out)")).to_have_count(EXPECTED)
    expect(person.page.get_by_text(f"{EXPECTED} of {COUNT} events")).to_be_visible()
    person.map.locator(".sm-overview").click()
    person.sees_the_map()
    assert events_on_the_map(person) == EXPECTED
