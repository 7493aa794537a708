"""The index page: every story with its picture and its files, in each language."""

from __future__ import annotations

import base64
import hashlib
import re

from summitmap.publishing.index import index_page
from summitmap.publishing.manifest import File, Manifest, manifest
from summitmap.publishing.shelf import INDEX_MARK
from summitmap.story.folder import StoryFolder
from tests.drawing.conftest import HOSTILE, Element, hostile, tree

EVERYTHING = (
    *("index.html", "map-wide.nb.png", "map-wide.en.png", "map-wide-dark.en.png"),
    *("map-a4.en.pdf", "deck.en.pptx", "events.csv", "events.en.ics"),
)


def listed(kim: StoryFolder, *names: str) -> Manifest:
    return manifest(kim.story, kim.places, [File(name, "x/y", b"", "what") for name in names])


def sections(page: str) -> dict[str | None, Element]:
    """The part of the page in each language."""
    return {item.attributes["lang"]: item for item in _read(page).find("section")}


def _read(page: str) -> Element:
    # The reader wants every element closed, and these have nothing inside.
    void = re.sub(r"<(meta|img|source|input)\b([^>]*)>", r"<\1\2/>", page)
    return tree(void.removeprefix("<!doctype html>"))


def test_a_story_stands_there_in_each_of_its_languages(kim: StoryFolder) -> None:
    found = sections(index_page([listed(kim, *EVERYTHING)]))
    assert list(found) == ["nb", "en"]
    for language, words in (("nb", "Artikkel fra 14."), ("en", "Article of 14 September 2023")):
        card = found[language].one("li", class_="card")
        assert card.one("h2").text == kim.story.title[language]
        assert kim.story.summary[language] in card.text
        assert words in card.text
        assert card.one("img").attributes["src"] == f"kim-russia-2023/map-wide.{language}.png"


def test_the_links_lead_to_what_was_published_and_to_nothing_else(kim: StoryFolder) -> None:
    english = sections(index_page([listed(kim, *EVERYTHING)]))["en"]
    assert [link.attributes["href"] for link in english.find("a")] == [
        f"kim-russia-2023/{name}"
        for name in (
            *("index.html", "deck.en.pptx", "map-a4.en.pdf", "events.csv", "events.en.ics"),
            "kim-russia-2023.zip",
        )
    ]
    (source,) = english.find("source")
    assert source.attributes["srcset"] == "kim-russia-2023/map-wide-dark.en.png"
    bare = sections(index_page([listed(kim)]))["en"]
    assert [link.attributes["href"] for link in bare.find("a")] == [
        "kim-russia-2023/kim-russia-2023.zip"
    ]
    assert bare.find("img") == []


def test_without_a_png_the_drawing_is_shown(kim: StoryFolder) -> None:
    english = sections(index_page([listed(kim, "map-wide.en.svg")]))["en"]
    assert english.one("img").attributes["src"] == "kim-russia-2023/map-wide.en.svg"


def test_a_story_that_is_not_told_in_a_language_is_shown_in_its_own(kim: StoryFolder) -> None:
    both = listed(kim)
    german = both.model_copy(
        update={"languages": ("de",), "title": {"de": "Reise"}, "summary": {"de": "Kurz"}}
    )
    cards = sections(index_page([both, german]))["en"].find("li", class_="card")
    assert [card.one("h2").text for card in cards] == ["Kim Jong-un's journey to Russia", "Reise"]
    assert [card.one("div").attributes["lang"] for card in cards] == ["en", "de"]


def test_with_no_story_it_says_so() -> None:
    found = sections(index_page([]))
    assert "Nothing has been published here yet." in found["en"].text


def test_what_a_story_says_is_text() -> None:
    story, places = hostile()
    page = index_page([manifest(story, places, [File("index.html", "x/y", b"", "w")])])
    assert "<script" not in page
    assert HOSTILE in sections(page)["en"].text


def test_it_needs_nothing_from_outside_and_its_policy_says_so(kim: StoryFolder) -> None:
    page = index_page([listed(kim, *EVERYTHING)])
    assert "http" not in page.replace("http-equiv", "")
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; img-src 'self'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )


def test_it_is_known_as_ours(kim: StoryFolder) -> None:
    assert INDEX_MARK in index_page([listed(kim)])
