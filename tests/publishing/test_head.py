"""What machines read of the story page: cards, languages, and schema.org, by value."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.figure import figure, png
from summitmap.publishing.graph import graph
from summitmap.publishing.head import PICTURE_HEIGHT, PICTURE_WIDTH, head, locale_of
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Original, Story
from tests.drawing.conftest import Element, made
from tests.publishing.documents import document

BASE = "https://news.example/maps/kim-russia-2023/"
JOURNEY = "A journey in a sentence."


@pytest.fixture(scope="module")
def published(kim: StoryFolder) -> Element:
    """The head of a page that has an address and a picture."""
    return document(head(kim.story, kim.places, ("en", "nb"), JOURNEY, BASE, "map-wide.en.png"))


@pytest.fixture(scope="module")
def loose(kim: StoryFolder) -> Element:
    """The head of a page that has neither."""
    return document(head(kim.story, kim.places, ("nb", "en"), JOURNEY, None, None))


def meta(page: Element, name: str) -> list[str | None]:
    return [
        element.attributes["content"]
        for element in page.find("meta")
        if name in (element.attributes.get("property"), element.attributes.get("name"))
    ]


def links(page: Element, rel: str) -> list[str | None]:
    return [element.attributes["href"] for element in page.find("link", rel=rel)]


def nodes(page: Element) -> dict[str, dict[str, Any]]:
    """The nodes of the graph by their names."""
    content = json.loads(page.one("script", type="application/ld+json").text)
    assert content["@context"] == "https://schema.org"
    return {node["@id"]: node for node in content["@graph"]}


def test_title_and_description_are_those_of_the_first_language(
    published: Element, loose: Element
) -> None:
    for page, title in (
        (published, "Kim Jong-un's journey to Russia"),
        (loose, "Kim Jong-uns reise til Russland"),
    ):
        assert page.one("title").text == title
        assert meta(page, "og:title") == meta(page, "twitter:title") == [title]
        assert meta(page, "og:description") == meta(page, "description")
    assert meta(published, "og:locale") == ["en_US"]
    assert meta(published, "og:locale:alternate") == ["nb_NO"]
    assert meta(published, "og:type") == ["article"]
    assert meta(published, "article:published_time") == ["2023-09-14"]


def test_the_address_is_told_only_when_there_is_one(published: Element, loose: Element) -> None:
    assert links(published, "canonical") == meta(published, "og:url") == [BASE]
    assert links(published, "alternate") == [f"{BASE}#lang=en", f"{BASE}#lang=nb"]
    assert not links(loose, "canonical") + links(loose, "alternate") + meta(loose, "og:url")


def test_a_card_has_the_picture_by_its_whole_address(published: Element) -> None:
    address = f"{BASE}map-wide.en.png"
    assert meta(published, "og:image") == meta(published, "twitter:image") == [address]
    assert meta(published, "og:image:alt") == meta(published, "twitter:image:alt") == [JOURNEY]
    assert meta(published, "twitter:card") == ["summary_large_image"]


def test_a_picture_of_a_page_without_an_address_lies_beside_it(kim: StoryFolder) -> None:
    page = document(head(kim.story, kim.places, ("nb",), JOURNEY, None, "map.png"))
    assert meta(page, "og:image") == ["map.png"]


def test_without_a_picture_the_card_is_a_small_one(loose: Element) -> None:
    assert meta(loose, "og:image") == []
    assert meta(loose, "twitter:card") == ["summary"]


def test_the_cards_picture_is_as_large_as_it_says(kim: StoryFolder, published: Element) -> None:
    drawn = png(figure(kim.story, kim.places, "en", catalogue("en")))
    assert Image.open(io.BytesIO(drawn)).size == (PICTURE_WIDTH, PICTURE_HEIGHT)
    assert meta(published, "og:image:width") == [str(PICTURE_WIDTH)]
    assert meta(published, "og:image:height") == [str(PICTURE_HEIGHT)]


def test_the_icon_comes_along(published: Element) -> None:
    (icon,) = links(published, "icon")
    assert icon
    assert icon.startswith("data:image/svg+xml,%3Csvg")


def test_the_browser_is_told_of_both_themes(published: Element) -> None:
    colours = published.find("meta", name="theme-color")
    assert [colour.attributes["media"] for colour in colours] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]


@pytest.mark.parametrize(
    ("language", "locale"), [("nb", "nb_NO"), ("en", "en_US"), ("ko", "ko_KR"), ("zz", "zz")]
)
def test_a_language_is_told_with_its_country(language: str, locale: str) -> None:
    assert locale_of(language) == locale


def test_the_page_is_about_its_events(published: Element) -> None:
    found = nodes(published)
    page = found[BASE]
    assert page["@type"] == "WebPage"
    assert page["name"] == "Kim Jong-un's journey to Russia"
    assert page["inLanguage"] == ["en", "nb"]
    assert page["datePublished"] == "2023-09-14"
    assert page["image"] == f"{BASE}map-wide.en.png"
    assert [found[about["@id"]]["@type"] for about in page["about"]] == ["Event"] * 12
    # The article has no link in this story.
    assert "isBasedOn" not in page


def test_an_event_has_its_days_its_place_and_who_says_so(published: Element) -> None:
    found = nodes(published)
    talks = found[f"{BASE}#event=summit-talks"]
    assert talks == {
        "@type": "Event",
        "@id": f"{BASE}#event=summit-talks",
        "name": "Kim and Putin meet at the spaceport",
        "startDate": "2023-09-13",
        "endDate": "2023-09-13",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@id": f"{BASE}#place=vostochny"},
        "about": [{"@id": f"{BASE}#person=kim"}, {"@id": f"{BASE}#person=putin"}],
        "subjectOf": {
            "@type": "Quotation",
            "text": "Their talks lasted more than five hours",
            "inLanguage": "en",
            "mentions": [{"@id": f"{BASE}#source=tass"}],
        },
    }
    assert found[f"{BASE}#place=vostochny"] == {
        "@type": "Place",
        "@id": f"{BASE}#place=vostochny",
        "name": "Vostochny Cosmodrome",
        "geo": {"@type": "GeoCoordinates", "latitude": 51.884, "longitude": 128.334},
        "address": {"@type": "PostalAddress", "addressCountry": "RU"},
    }
    assert found[f"{BASE}#source=tass"] == {
        "@type": "Organization",
        "@id": f"{BASE}#source=tass",
        "name": "TASS",
        "description": "Russian state news agency",
    }


@pytest.mark.parametrize(
    ("event", "bounds"),
    [
        ("departure", {"endDate": "2023-09-12"}),
        ("komsomolsk-visit", {"startDate": "2023-09-14", "endDate": "2023-09-20"}),
        ("lavrov-visit", {"startDate": "2023-10-01", "endDate": "2023-10-31"}),
        ("return-visit", {}),
    ],
)
def test_the_days_of_an_event_are_the_bounds_of_its_date(
    loose: Element, event: str, bounds: dict[str, str]
) -> None:
    found = nodes(loose)[f"#event={event}"]
    assert {key: found[key] for key in ("startDate", "endDate") if key in found} == bounds


def test_a_country_is_named_and_has_no_point(loose: Element) -> None:
    assert nodes(loose)["#place=russia"] == {
        "@type": "Country",
        "@id": "#place=russia",
        "name": "Russland",
    }


def test_a_source_that_is_a_person_is_no_organization(loose: Element) -> None:
    found = nodes(loose)
    assert found["#event=peskov-statement"]["subjectOf"]["mentions"] == [
        {"@id": "#person=peskov"},
        {"@id": "#source=afp"},
    ]
    assert found["#person=peskov"]["@type"] == "Person"
    assert "#source=peskov" not in found
    # A caption is called by another name in each language.
    assert found["#source=caption"]["@type"] == "Thing"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("happened", "https://schema.org/EventScheduled"),
        ("planned", "https://schema.org/EventScheduled"),
        ("cancelled", "https://schema.org/EventCancelled"),
        ("proposed", None),
    ],
)
def test_a_status_is_told_as_far_as_schema_org_has_it(status: str, told: str | None) -> None:
    found = graph(made({"date": "2023-09-12", "status": status}), {}, ("en",), None, None)
    (event,) = (node for node in found["@graph"] if node["@type"] == "Event")
    assert event.get("eventStatus") == told


def test_what_was_denied_is_not_claimed() -> None:
    story = made({"date": "2023-09-12"}, {"date": "2023-09-13", "status": "denied"})
    found = graph(story, {}, ("en",), None, None)["@graph"]
    assert [node["@id"] for node in found if node["@type"] == "Event"] == ["#event=event-1"]


def test_nothing_is_named_that_the_graph_does_not_have(kim: StoryFolder) -> None:
    whole = graph(kim.story, kim.places, ("en", "nb"), BASE, None)["@graph"]
    names = {node["@id"] for node in whole}
    assert len(names) == len(whole)

    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                return {value["@id"]}
            return {name for inner in value.values() for name in references(inner)}
        if isinstance(value, list):
            return {name for inner in value for name in references(inner)}
        return set()

    assert references(whole) <= names


def test_a_linked_article_is_what_the_page_is_based_on(kim: StoryFolder) -> None:
    link = "https://paper.example/kim"
    original = Original(language="nb", link=link)
    story: Story = kim.story.model_copy(update={"original": original})
    page = graph(story, kim.places, ("en",), None, None)["@graph"][0]
    assert page["isBasedOn"] == {
        "@type": "NewsArticle",
        "url": link,
        "inLanguage": "nb",
        "datePublished": "2023-09-14",
    }
